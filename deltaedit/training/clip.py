"""Training of a small CLIP on pictures whose attributes are known, so that every label is exact.

Three losses: a pairwise sigmoid (does this caption hold for this picture?, after SigLIP, Zhai et al., ICCV 2023); a
linear head an attribute on the picture's embedding, dropped afterwards; and, on families of pictures that differ in one
attribute only, a contrast of differences: which text minus the neutral one belongs to this picture minus its family's
mean? That difference is all that an edit ever uses.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from deltaedit.images import batch_to_tensor
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.checks import need_budget, positive, requirement, weighs
from deltaedit.training.encoder import augment
from deltaedit.training.progress import Progress


@dataclass(frozen=True)
class ClipTraining:
    """How a CLIP is trained.

    Attributes:
        minutes: budget of time.
        steps: budget in steps, in place of time; 0 is none.
        singles: unrelated pictures a step.
        families: families a step.
        captions: true captions drawn for each picture of a step.
        image_rate, text_rate: learning rates of Adam, falling along a cosine.
        head_weight: of the attribute heads.
        delta_weight: of the contrast of differences.
        delta_scale: factor on the cosines in that contrast.
        align_weight: of one minus the cosine of matching differences. Small: alone it collapses the space.
        bias: of the sigmoid at the start, the log-odds of a caption holding for a picture.
        seed: of order and captions.

    Raises:
        TrainingError: a value cannot be used.
    """

    minutes: float = 35.0
    steps: int = 0
    singles: int = 24
    families: int = 4
    captions: int = 2
    image_rate: float = 7e-4
    text_rate: float = 2e-3
    head_weight: float = 0.3
    delta_weight: float = 0.5
    delta_scale: float = 16.0
    align_weight: float = 0.3
    bias: float = -1.7
    seed: int = 0

    def __post_init__(self) -> None:
        need = requirement(self, "CLIP's")
        need_budget(self, need)
        for name in ("singles", "families", "captions"):
            need(getattr(self, name) >= 1, name, "1 or more")
        for name in ("image_rate", "text_rate", "delta_scale"):
            need(positive(getattr(self, name)), name, "a finite number above 0")
        for name in ("head_weight", "delta_weight", "align_weight"):
            need(weighs(getattr(self, name)), name, "a finite number, 0 or more")
        need(math.isfinite(self.bias), "bias", "a finite number")
        need(self.seed >= 0, "seed", "0 or more")


@dataclass(frozen=True)
class Teacher:
    """What a domain knows about its pictures.

    Attributes:
        attributes: of every single picture.
        values: every attribute that a head shall read, with its values.
        family_attributes: of every member of every family, in order.
        varied: the attribute in which each family differs.
        draw_caption: (attributes, random numbers) -> a caption with ``text`` and ``holds(attributes)``.
        draw_change: (attribute, attributes, random numbers) -> a caption of just that attribute's value, or None.
        neutral: random numbers -> a text that is true of all.
    """

    attributes: list[dict[str, str]]
    values: dict[str, tuple[str, ...]]
    family_attributes: list[list[dict[str, str]]]
    varied: list[str]
    draw_caption: Callable[[dict[str, str], np.random.Generator], Any]
    draw_change: Callable[[str, dict[str, str], np.random.Generator], Any]
    neutral: Callable[[np.random.Generator], str]


def _labels(values: dict[str, tuple[str, ...]], attributes: list[dict[str, str]]) -> dict[str, Tensor]:
    """Index of every value, -100 (ignored) where it cannot be seen."""
    return {
        name: torch.tensor([choices.index(a[name]) if name in a else -100 for a in attributes])
        for name, choices in values.items()
    }


def train_clip(
    model: nn.Module,
    tokenizer: Callable[[list[str]], Tensor],
    pictures: NDArray[np.uint8],
    families: NDArray[np.uint8],
    teacher: Teacher,
    training: ClipTraining,
    checkpoint: Checkpoint,
) -> None:
    """Train an open_clip model in place; leave it averaged and in evaluation mode.

    Args:
        pictures: [N, size, size, 3] uint8.
        families: [F, K, size, size, 3] uint8.
        checkpoint: where to save every minute, and at the end, so that nothing is lost before the caller has written
            the result and calls ``done()``.
    """
    torch.manual_seed(training.seed)
    rng, chance = np.random.default_rng(training.seed), torch.Generator().manual_seed(training.seed)
    dim = int(model.text_projection.shape[1])  # type: ignore[union-attr,index]
    device = next(model.parameters()).device
    heads = nn.ModuleDict({name: nn.Linear(dim, len(choices)) for name, choices in teacher.values.items()}).to(device)
    norm = nn.BatchNorm1d(dim).to(device)
    bias = nn.Parameter(torch.tensor(training.bias, device=device))
    model.requires_grad_(True).train()
    image_side = [p for name, p in model.named_parameters() if name.startswith("visual.")]
    text_side = [p for name, p in model.named_parameters() if not name.startswith("visual.")]
    extra = [*heads.parameters(), *norm.parameters(), bias]
    optimizer = torch.optim.Adam(
        [
            {"params": image_side, "lr": training.image_rate, "top": training.image_rate},
            {"params": text_side, "lr": training.text_rate, "top": training.text_rate},
            {"params": extra, "lr": training.text_rate, "top": training.text_rate},
        ],
        betas=(0.9, 0.99),
    )
    parts = nn.ModuleDict({"model": model, "heads": heads, "norm": norm})
    average = {name: tensor.detach().clone() for name, tensor in model.state_dict().items()}
    progress = Progress("clip", training.minutes, steps=training.steps)
    step = begun = 0
    if (state := checkpoint.state) is not None:
        parts.load_state_dict(state["parts"])
        optimizer.load_state_dict(state["optimizer"])
        bias.data.copy_(state["bias"])
        average, step = {name: t.to(device) for name, t in state["average"].items()}, state["step"]
        begun = step
        progress.spend(state["seconds"])
        progress.done = step
        rng, chance = np.random.default_rng([training.seed, step]), chance.manual_seed(training.seed + step)
    smooth: dict[str, float] = {}

    def save() -> None:
        checkpoint.save(
            {
                "parts": parts.state_dict(),
                "optimizer": optimizer.state_dict(),
                "bias": bias.data,
                "average": average,
                "step": step,
                "seconds": progress.seconds_spent,
            }
        )

    while (spent := progress.fraction) < 1:
        for group in optimizer.param_groups:
            group["lr"] = (
                group["top"] * min(1.0, (step + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * spent)))
            )
        rows = rng.integers(len(pictures), size=training.singles)
        chosen = rng.integers(len(families), size=training.families)
        members = families.shape[1]
        stacked = np.concatenate([pictures[rows], families[chosen].reshape(-1, *families.shape[2:])])
        image = augment(batch_to_tensor(stacked), chance).to(device)
        seen = [teacher.attributes[r] for r in rows]
        seen += [member for f in chosen for member in teacher.family_attributes[f]]

        captions = [teacher.draw_caption(a, rng) for a in seen for _ in range(training.captions)]
        changes, owners = [], []
        for place, f in enumerate(chosen):
            for member in teacher.family_attributes[f]:
                change = teacher.draw_change(teacher.varied[f], member, rng)
                if change is not None:
                    changes.append(change)
                    owners.append(place)
        neutrals = [teacher.neutral(rng) for _ in range(4)]
        texts = [c.text for c in captions] + [c.text for c in changes] + neutrals
        raw = model.encode_image(image)  # type: ignore[operator]
        i = F.normalize(raw, dim=1)
        t = F.normalize(model.encode_text(tokenizer(texts).to(device)), dim=1)  # type: ignore[operator]

        told = captions + changes
        holds = torch.tensor([[caption.holds(a) for caption in told] for a in seen], dtype=torch.float32).to(device)
        scale = model.logit_scale.exp()  # type: ignore[union-attr,operator]
        logits = i @ t[: len(told)].t() * scale + bias
        # A true pair weighs more than a false one, of which there are more.
        pair = F.binary_cross_entropy_with_logits(logits, holds, weight=1 + 2 * holds)
        standing = norm(raw)
        labels = {name: label.to(device) for name, label in _labels(teacher.values, seen).items()}
        head = torch.stack([F.cross_entropy(heads[n](standing), labels[n]) for n in labels if (labels[n] >= 0).any()])

        member_i = i[training.singles :].view(training.families, members, -1)
        delta_i = F.normalize((member_i - member_i.mean(dim=1, keepdim=True)).flatten(0, 1), dim=1)
        neutral = t[len(told) :]
        delta_t = F.normalize(t[len(captions) : len(told)] - neutral.mean(dim=0), dim=1)
        cosines = delta_i @ delta_t.t()
        family_of = torch.arange(training.families).repeat_interleave(members)
        fits = (family_of[:, None] == torch.tensor(owners)[None, :]).to(device) & (
            holds[training.singles :, len(captions) :] > 0
        )
        usable = fits.any(dim=1)
        # Several texts may fit: the whole of their probability counts.
        logs = F.log_softmax(cosines * training.delta_scale, dim=1)
        delta = -torch.logsumexp(logs.masked_fill(~fits, -1e4), dim=1)[usable].mean()
        align = (1 - cosines[fits]).mean()
        together = (1 - neutral @ neutral.mean(dim=0).detach() / neutral.mean(dim=0).norm().detach()).mean()
        loss = pair + training.head_weight * head.mean() + training.delta_weight * delta
        loss = loss + training.align_weight * align + together
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(parts.parameters(), 1.0)
        optimizer.step()
        with torch.no_grad():
            model.logit_scale.clamp_(max=math.log(60))  # type: ignore[union-attr,operator]
            rate = min(0.998, (step + 1) / (step + 10))
            for name, tensor in model.state_dict().items():
                if tensor.is_floating_point():
                    average[name].lerp_(tensor, 1 - rate)
                else:
                    average[name].copy_(tensor)
        step += 1
        now = {"pair": pair, "head": head.mean(), "delta": delta, "cos": 1 - align, "same": together}
        for name, value in now.items():
            smooth[name] = 0.98 * smooth.get(name, value.item()) + 0.02 * value.item()
        progress.show(step, value=" ".join(f"{name} {value:.3f}" for name, value in smooth.items()))
        if checkpoint.due():
            save()
    if step > begun:
        save()
    model.load_state_dict(average)
    model.eval().requires_grad_(False)
