"""Training of the Delta Mapper: text-free, on pairs of pictures (Lyu et al., CVPR 2023, sec. 3.2 and 3.3).

``L = |M(s1, i1, di) - ds| + 1 - cos(M(s1, i1, di), ds)`` with ``di = i2 - i1`` scaled to unit length and
``ds = s2 - s1``. The published code squares the norm (its mean over channels), and so does this.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from deltaedit.models import DeltaMapper, MapperConfig
from deltaedit.stylespace import StyleSpaceLayout
from deltaedit.training.latents import Latents
from deltaedit.training.progress import Progress


@dataclass(frozen=True)
class MapperTraining:
    """How a mapper is trained.

    Attributes:
        minutes: budget of time.
        batch: pairs a step.
        learning_rate: of Adam; the layers' multiplier of 0.01 makes 0.5 (the published value) sane.
        related: share of pairs from one group (they differ in a few things); the rest are random. 0 is the published
            sampling.
        hidden: width inside the branches; None is the published choice.
        one_token_per_layer: the published view of the coarse and medium branches.
        held_out: share of the groups that is only measured on.
        seed: of weights and pairs.
    """

    minutes: float = 10.0
    batch: int = 64
    learning_rate: float = 0.1
    related: float = 0.7
    hidden: int | None = 320
    one_token_per_layer: bool = False
    held_out: float = 0.05
    seed: int = 0


@dataclass(frozen=True)
class MapperReport:
    """Held-out figures: mean cosine of predicted and true delta_s, and the factor that fits their lengths."""

    steps: int
    cosine_random: float
    cosine_related: float
    strength_scale: float


def draw_pairs(
    groups: range, group: int, count: int, related: float, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Indices (first, second) of ``count`` pairs, ``related`` of them within a group, the rest anywhere."""
    first = torch.randint(groups.start, groups.stop, (count,), generator=generator) * group
    first += torch.randint(0, group, (count,), generator=generator)
    anywhere = torch.randint(groups.start * group, groups.stop * group, (count,), generator=generator)
    if group < 2:
        return first, anywhere
    step = torch.randint(1, group, (count,), generator=generator)
    sibling = first // group * group + (first % group + step) % group
    within = torch.rand(count, generator=generator) < related
    return first, torch.where(within, sibling, anywhere)


def pair_tensors(latents: Latents, first: Tensor, second: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """(s1, i1, unit delta_i, delta_s) of pairs."""
    i1, i2 = latents.clip[first], latents.clip[second]
    return latents.s[first], i1, F.normalize(i2 - i1, dim=1), latents.s[second] - latents.s[first]


def train_mapper(
    latents: Latents, layout: StyleSpaceLayout, training: MapperTraining
) -> tuple[DeltaMapper, MapperReport]:
    """Train a mapper and measure it on held-out pairs."""
    torch.manual_seed(training.seed)
    config = MapperConfig.from_layout(
        layout,
        latents.clip.shape[1],
        hidden=training.hidden,
        one_token_per_layer=training.one_token_per_layer,
        standardized=True,
    )
    mapper = DeltaMapper(config)
    mapper.s_mean.copy_(latents.s.mean(dim=0))  # type: ignore[operator]
    mapper.s_std.copy_(latents.s.std(dim=0).clamp(min=1e-3))  # type: ignore[operator]
    optimizer = torch.optim.Adam(mapper.parameters(), lr=training.learning_rate)
    rng = torch.Generator().manual_seed(training.seed)
    n_groups = len(latents.s) // latents.group
    n_train = n_groups - max(1, int(n_groups * training.held_out))
    progress = Progress("mapper", training.minutes)
    scale = mapper.s_std
    step = 0
    while progress.fraction < 1:
        for group in optimizer.param_groups:
            # Cosine decay by the clock, so that a budget of minutes ends with small steps on any machine.
            group["lr"] = (
                training.learning_rate * 0.5 * (1 + torch.cos(torch.tensor(progress.fraction * 3.14159))).item()
            )
        s, i, delta_i, delta_s = pair_tensors(
            latents, *draw_pairs(range(n_train), latents.group, training.batch, training.related, rng)
        )
        predicted, wanted = mapper(s, i, delta_i) / scale, delta_s / scale
        cosine = F.cosine_similarity(predicted, wanted, dim=1).mean()
        loss = F.mse_loss(predicted, wanted) + 1 - cosine
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        step += 1
        progress.show(step, value=f"loss {loss.item():.3f} cosine {cosine.item():.3f}")
    mapper.eval().requires_grad_(False)
    return mapper, _measure(mapper, latents, range(n_train, n_groups), step)


@torch.no_grad()
def _measure(mapper: DeltaMapper, latents: Latents, groups: range, steps: int) -> MapperReport:
    cosines = {}
    scale = mapper.s_std
    factor = 1.0
    for name, related in (("random", 0.0), ("related", 1.0)):
        rng = torch.Generator().manual_seed(1)
        s, i, delta_i, delta_s = pair_tensors(latents, *draw_pairs(groups, latents.group, 1024, related, rng))
        keep = delta_s.norm(dim=1) > 1e-6
        predicted, wanted = (mapper(s, i, delta_i) / scale)[keep], (delta_s / scale)[keep]
        cosines[name] = F.cosine_similarity(predicted, wanted, dim=1).mean().item()
        if related == 1.0:
            # How much longer the true change is than what the prediction covers of it: least squares through zero.
            factor = ((predicted * wanted).sum() / predicted.square().sum()).item()
    return MapperReport(steps, cosines["random"], cosines["related"], factor)
