"""Training of a small CLIP on pictures whose attributes are known, so that every label is exact.

The losses: a pairwise sigmoid (does this caption hold for this picture?, after SigLIP, Zhai et al., ICCV 2023); a
linear head an attribute on the picture's embedding, dropped afterwards; and, on families of pictures that differ in one
attribute only, a contrast of differences: which text minus the neutral one belongs to this picture minus its family's
mean? That difference is all that an edit ever uses. A fourth loss contrasts the differences of any two texts about a
family with those of its pictures, in both directions, removals included.

The text tower can be trained alone, against a picture tower that stays as it is, bit for bit. Then the changes of
pictures are known beforehand, as means over all families.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from deltaedit.clip_space import encode_tokens
from deltaedit.errors import listed
from deltaedit.images import batch_to_tensor
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.checks import need_budget, positive, requirement, weighs
from deltaedit.training.encoder import augment
from deltaedit.training.progress import Progress

#: What can be trained.
TOWERS = ("both", "text")
#: Where the meaning of a word piece comes from.
WORDS = ("own", "sentence model")
#: How often strange words stand in a caption, in a text about a change and in a neutral one, and how many at most.
STRANGE_SHARE, MOST_STRANGE = 0.25, 4
EMBEDDED_AT_ONCE = 32
#: Single pictures that a text tower is trained against: more of them would say no more of any attribute.
MOST_SINGLES = 6000


@dataclass(frozen=True)
class ClipTraining:
    """How a CLIP is trained.

    Attributes:
        train: "both" towers, or "text": against the picture tower that is there, which stays as it is.
        words: "own", of the captions alone, or of a "sentence model", which knows words that no caption holds.
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
        change_weight: of the contrast of changes, each the difference of two texts about members of a family.
        changes: of them drawn for each family.
        bias: of the sigmoid at the start, the log-odds of a caption holding for a picture.
        seed: of order and captions.

    Raises:
        TrainingError: a value cannot be used.
    """

    train: str = "both"
    words: str = "own"
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
    change_weight: float = 0.7
    changes: int = 6
    bias: float = -1.7
    seed: int = 0

    def __post_init__(self) -> None:
        need = requirement(self, "CLIP's")
        need_budget(self, need)
        need(self.train in TOWERS, "train", f"one of {listed(TOWERS)}")
        need(self.words in WORDS, "words", f"one of {listed(WORDS)}")
        for name in ("singles", "families", "captions", "changes"):
            need(getattr(self, name) >= 1, name, "1 or more")
        for name in ("image_rate", "text_rate", "delta_scale"):
            need(positive(getattr(self, name)), name, "a finite number above 0")
        for name in ("head_weight", "delta_weight", "align_weight", "change_weight"):
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
        draw_difference: (attribute, attributes before, after, random numbers) -> two texts with ``source``, ``target``
            and ``fits(attribute, value before, after)``, or None.
        neutral_values: (attribute, value) -> the values that a neutral text stands for beside it; empty for all.
        neutral: random numbers -> a text that is true of all.
        strangers: tokens that stand in no text of the domain, for words that are not of it.
    """

    attributes: list[dict[str, str]]
    values: dict[str, tuple[str, ...]]
    family_attributes: list[list[dict[str, str]]]
    varied: list[str]
    draw_caption: Callable[[dict[str, str], np.random.Generator], Any]
    draw_change: Callable[[str, dict[str, str], np.random.Generator], Any]
    draw_difference: Callable[[str, dict[str, str], dict[str, str], np.random.Generator], Any]
    neutral_values: Callable[[str, str], frozenset[str]]
    neutral: Callable[[np.random.Generator], str]
    strangers: NDArray[np.int64]


def _labels(values: dict[str, tuple[str, ...]], attributes: list[dict[str, str]]) -> dict[str, Tensor]:
    """Index of every value, -100 (ignored) where it cannot be seen."""
    return {
        name: torch.tensor([choices.index(a[name]) if name in a else -100 for a in attributes])
        for name, choices in values.items()
    }


class Pictures(Protocol):
    """Embeddings, not yet of unit length, of the pictures of a step."""

    def __call__(self, rows: NDArray[np.int64], chosen: NDArray[np.int64], /) -> Tensor:
        """Single pictures and whole families by number, [singles + families * members, C]."""
        ...


def _seen_anew(
    model: Any, pictures: NDArray[np.uint8], families: NDArray[np.uint8], chance: torch.Generator, device: torch.device
) -> Pictures:
    """Embeds the pictures of each step, a little changed, as the picture tower is by then."""

    def embed(rows: NDArray[np.int64], chosen: NDArray[np.int64]) -> Tensor:
        stacked = np.concatenate([pictures[rows], families[chosen].reshape(-1, *families.shape[2:])])
        embedded: Tensor = model.encode_image(augment(batch_to_tensor(stacked), chance).to(device))
        return embedded

    return embed


@torch.no_grad()
def _seen_before(
    model: Any, pictures: NDArray[np.uint8], families: NDArray[np.uint8], device: torch.device
) -> Pictures:
    """Embeds every picture once, for a picture tower that stays as it is."""

    def table(all_of_them: NDArray[np.uint8], title: str) -> Tensor:
        progress, rows = Progress(title), []
        for start in range(0, len(all_of_them), EMBEDDED_AT_ONCE):
            rows.append(
                model.encode_image(batch_to_tensor(np.array(all_of_them[start : start + EMBEDDED_AT_ONCE])).to(device))
            )
            progress.show(start + len(rows[-1]), len(all_of_them))
        return torch.cat(rows)

    singles = table(pictures, "pictures")
    related = table(families.reshape(-1, *families.shape[2:]), "families").view(*families.shape[:2], -1)
    return lambda rows, chosen: torch.cat([singles[rows], related[chosen].flatten(0, 1)])


@dataclass(frozen=True)
class Texts:
    """The texts of a step, in the order in which they are embedded.

    Attributes:
        told: captions, and behind them the changes; each has ``text`` and ``holds(attributes)``.
        captions: how many of ``told`` are captions.
        owners: of every change, the place of its family in the step.
        differences: pairs of texts about members of a family.
        neutral: texts that say nothing.
    """

    told: list[Any]
    captions: int
    owners: list[int]
    differences: list[Any]
    neutral: list[str]

    @classmethod
    def draw(
        cls,
        teacher: Teacher,
        seen: list[dict[str, str]],
        chosen: NDArray[np.int64],
        training: ClipTraining,
        rng: np.random.Generator,
    ) -> Texts:
        """Texts about pictures with the attributes ``seen`` and about the families ``chosen``."""  # fmt: skip
        captions = [teacher.draw_caption(a, rng) for a in seen for _ in range(training.captions)]
        changes, owners, differences = [], [], []
        for place, f in enumerate(chosen):
            members, varied = teacher.family_attributes[f], teacher.varied[f]
            for member in members:
                change = teacher.draw_change(varied, member, rng)
                if change is not None:
                    changes.append(change)
                    owners.append(place)
            for _ in range(training.changes):
                a, b = rng.choice(len(members), 2, replace=False)
                differences.append(teacher.draw_difference(varied, members[a], members[b], rng))
        neutral = [teacher.neutral(rng) for _ in range(8)]
        return cls([*captions, *changes], len(captions), owners, [d for d in differences if d is not None], neutral)

    def all(self) -> list[str]:
        """Every text."""
        pairs = [text for difference in self.differences for text in (difference.source, difference.target)]
        return [*(one.text for one in self.told), *pairs, *self.neutral]


def with_strangers(tokens: Tensor, strangers: NDArray[np.int64], rng: np.random.Generator) -> Tensor:
    """Tokens [N, context] with strange words, which must mean nothing, in some of the texts where there is room."""
    tokens = tokens.clone()
    for row in np.flatnonzero(rng.random(len(tokens)) < STRANGE_SHARE):
        text = [int(token) for token in tokens[row] if token]
        for _ in range(int(rng.integers(1, MOST_STRANGE + 1))):
            if len(text) < tokens.shape[1]:
                text.insert(int(rng.integers(1, len(text))), int(rng.choice(strangers)))
        tokens[row, : len(text)] = torch.tensor(text)
    return tokens


def _caption_loss(i: Tensor, t: Tensor, holds: Tensor, scale: Tensor, bias: Tensor) -> Tensor:
    """Does this caption hold for this picture? A true pair weighs more than a false one, of which there are more."""
    return F.binary_cross_entropy_with_logits(i @ t.t() * scale + bias, holds, weight=1 + 2 * holds)


def _contrast(cosines: Tensor, fits: Tensor, scale: float) -> Tensor:
    """Mean over the rows that anything fits; several columns may fit: the whole of their probability counts."""
    usable = fits.any(dim=1)
    logs = F.log_softmax(cosines * scale, dim=1)
    return -torch.logsumexp(logs.masked_fill(~fits, -1e4), dim=1)[usable].mean()


def _beside_neutral(teacher: Teacher, chosen: NDArray[np.int64], member_i: Tensor) -> Tensor:
    """Unit differences of pictures [F, K, C] to what the neutral text stands for in their families, [F * K, C]."""
    rows = []
    for f, embedded in zip(chosen, member_i):
        varied = teacher.varied[f]
        values = [member[varied] for member in teacher.family_attributes[f]]
        for k, value in enumerate(values):
            stands_for = teacher.neutral_values(varied, value)
            beside = [n for n, other in enumerate(values) if other in stands_for]
            rows.append(embedded[k] - embedded[beside or slice(None)].mean(dim=0))
    return F.normalize(torch.stack(rows), dim=1)


@dataclass(frozen=True)
class Changes:
    """Changes of pictures, each of one attribute.

    Attributes:
        told: attribute, value before and after, of each.
        delta: unit differences of their embeddings [M, C], in the same order.
    """

    told: list[tuple[str, str, str]]
    delta: Tensor

    @classmethod
    def of(cls, teacher: Teacher, chosen: NDArray[np.int64], member_i: Tensor) -> Changes:
        """Every step from one picture to another in families of unit embeddings [F, K, C]."""
        count = member_i.shape[1]
        steps = [(a, b) for a in range(count) for b in range(count) if a != b]
        before, after = ([step[side] for step in steps] for side in (0, 1))
        told = []
        for f in chosen:
            varied, members = teacher.varied[f], teacher.family_attributes[f]
            told += [(varied, members[a][varied], members[b][varied]) for a, b in steps]
        return cls(told, F.normalize((member_i[:, after] - member_i[:, before]).flatten(0, 1), dim=1))

    def means(self) -> Changes:
        """One of each kind: the mean over all pictures, which says what they have in common."""
        kinds = sorted(set(self.told))
        index = torch.tensor([kinds.index(one) for one in self.told], device=self.delta.device)
        total = torch.zeros(len(kinds), self.delta.shape[1], device=self.delta.device).index_add(0, index, self.delta)
        return Changes(kinds, F.normalize(total, dim=1))

    def fits(self, differences: list[Any]) -> Tensor:
        """Which of them two texts say, [differences, M]."""
        fits = torch.zeros(len(differences), len(self.told), dtype=torch.bool)
        for row, difference in enumerate(differences):
            for column, one in enumerate(self.told):
                if one[0] == difference.attribute and difference.fits(*one):
                    fits[row, column] = True
        return fits.to(self.delta.device)


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
    both = training.train == "both"
    changes: Changes | None = None
    if not both:
        pictures = pictures[:MOST_SINGLES]
    dim = int(model.text_projection.shape[1])  # type: ignore[union-attr,index]
    device = next(model.parameters()).device
    heads = nn.ModuleDict({name: nn.Linear(dim, len(choices)) for name, choices in teacher.values.items()}).to(device)
    norm = nn.BatchNorm1d(dim).to(device)
    bias = nn.Parameter(torch.tensor(training.bias, device=device))
    model.requires_grad_(True).train()
    image_side = [p for name, p in model.named_parameters() if name.startswith("visual.")]
    text_side = [p for name, p in model.named_parameters() if not name.startswith("visual.")]
    extra = [*heads.parameters(), *norm.parameters(), bias]
    if both:
        look = _seen_anew(model, pictures, families, chance, device)
    else:
        model.visual.requires_grad_(False).eval()  # type: ignore[union-attr,operator]
        look = _seen_before(model, pictures, families, device)
        everything = np.arange(len(families))
        related = F.normalize(look(everything[:0], everything), dim=1).view(*families.shape[:2], -1)
        changes = Changes.of(teacher, everything, related).means()
    optimizer = torch.optim.Adam(
        [
            {"params": image_side if both else [], "lr": training.image_rate, "top": training.image_rate},
            {"params": text_side, "lr": training.text_rate, "top": training.text_rate},
            {"params": extra, "lr": training.text_rate, "top": training.text_rate},
        ],
        betas=(0.9, 0.99),
    )
    parts = nn.ModuleDict({"model": model, "heads": heads, "norm": norm})
    average = {
        name: tensor.detach().clone()
        for name, tensor in model.state_dict().items()
        if both or not name.startswith("visual.")
    }
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
        seen = [teacher.attributes[r] for r in rows]
        seen += [member for f in chosen for member in teacher.family_attributes[f]]
        texts = Texts.draw(teacher, seen, chosen, training, rng)
        tokens = with_strangers(tokenizer(texts.all()), teacher.strangers, rng).to(device)
        raw = look(rows, chosen)
        i, t = F.normalize(raw, dim=1), F.normalize(encode_tokens(model, tokens), dim=1)
        told = t[: len(texts.told)]
        pairs = t[len(texts.told) : len(t) - len(texts.neutral)].view(-1, 2, t.shape[1])
        neutral = t[len(t) - len(texts.neutral) :]

        holds = torch.tensor([[one.holds(a) for one in texts.told] for a in seen], dtype=torch.float32).to(device)
        scale = model.logit_scale.exp()  # type: ignore[union-attr,operator]
        losses = {"pair": _caption_loss(i, told, holds, scale, bias)}
        if both:
            standing = norm(raw)
            labels = {name: label.to(device) for name, label in _labels(teacher.values, seen).items()}
            shown = [n for n in labels if (labels[n] >= 0).any()]
            losses["head"] = torch.stack([F.cross_entropy(heads[n](standing), labels[n]) for n in shown]).mean()
        member_i = i[training.singles :].view(training.families, members, -1)
        delta_t = F.normalize(told[texts.captions :] - neutral.mean(dim=0), dim=1)
        cosines = _beside_neutral(teacher, chosen, member_i) @ delta_t.t()
        family_of = torch.arange(training.families).repeat_interleave(members)
        fits = (family_of[:, None] == torch.tensor(texts.owners)[None, :]).to(device)
        fits = fits & (holds[training.singles :, texts.captions :] > 0)
        losses["delta"] = _contrast(cosines, fits, training.delta_scale)
        losses["align"] = (1 - cosines[fits]).mean()
        losses["same"] = (1 - neutral @ F.normalize(neutral.mean(dim=0), dim=0).detach()).mean()
        if training.change_weight and texts.differences:
            # Which change of two pictures of one family do these two texts say?
            seen_changes = changes or Changes.of(teacher, chosen, member_i)
            cosines = F.normalize(pairs[:, 1] - pairs[:, 0], dim=1) @ seen_changes.delta.t()
            fits = seen_changes.fits(texts.differences)
            losses["change"] = _contrast(cosines, fits, training.delta_scale)
            losses["off"] = (1 - cosines[fits]).mean()
        weights = {
            "head": training.head_weight,
            "delta": training.delta_weight,
            "align": training.align_weight,
            "change": training.change_weight,
            "off": training.change_weight / 2,
        }
        loss = torch.stack([weights.get(name, 1.0) * value for name, value in losses.items()]).sum()
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(parts.parameters(), 1.0)
        optimizer.step()
        with torch.no_grad():
            model.logit_scale.clamp_(max=math.log(60))  # type: ignore[union-attr,operator]
            rate = min(0.998, (step + 1) / (step + 10))
            now = model.state_dict()
            for name, kept in average.items():
                if now[name].is_floating_point():
                    kept.lerp_(now[name], 1 - rate)
                else:
                    kept.copy_(now[name])
        step += 1
        for name, value in losses.items():
            smooth[name] = 0.98 * smooth.get(name, value.item()) + 0.02 * value.item()
        progress.show(step, value=" ".join(f"{name} {value:.3f}" for name, value in smooth.items()))
        if checkpoint.due():
            save()
    if step > begun:
        save()
    model.load_state_dict({**model.state_dict(), **average})
    model.eval().requires_grad_(False)
