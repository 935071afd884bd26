"""Training of the Delta Mapper: text-free, on pairs of pictures (Lyu et al., CVPR 2023, sec. 3.2 and 3.3).

``L = |M(s1, i1, di) - ds| + 1 - cos(M(s1, i1, di), ds)`` with ``di = i2 - i1`` scaled to unit length and
``ds = s2 - s1``. The published code squares the norm (its mean over channels), and so does this.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from deltaedit.models import DeltaMapper, Generator, MapperConfig
from deltaedit.stylespace import StyleSpaceLayout
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.latents import Latents
from deltaedit.training.progress import Progress


@dataclass(frozen=True)
class MapperTraining:
    """How a mapper is trained.

    Attributes:
        minutes: budget of time.
        steps: budget in steps, in place of time; 0 is none.
        batch: pairs a step.
        learning_rate, betas: of Adam. The layers' multiplier of 0.01 makes the published 0.5 sane; with branches half
            as wide and batches four times as large, 5 learns several times faster (measured).
        related: share of pairs from one group (they differ in a few things).
        neutral: share of pairs from one group whose CLIP difference is the second picture's minus the *mean of the
            group's*. That is the picture's counterpart of "face with red hair" minus "face", which says what to become
            and not what was there before. With related and neutral 0, all pairs are random: the published sampling.
        clip_noise: length of the random vector added to the unit difference, at most. Texts point a little out of the
            space that differences of pictures span, and without noise those directions are never trained.
        code_noise: standard deviation of noise on the rows of W+ that s1 comes from, in those of w; inverted codes are
            not as clean as sampled ones.
        hidden: width inside the branches; None is the published choice.
        one_token_per_layer: the published view of the coarse and medium branches.
        centred, linear_output: see :class:`deltaedit.models.MapperConfig`; the published choice is False for both.
        held_out: share of the groups that is only measured on.
        seed: of weights and pairs.
    """

    minutes: float = 20.0
    steps: int = 0
    batch: int = 256
    learning_rate: float = 5.0
    related: float = 0.15
    neutral: float = 0.7
    clip_noise: float = 0.6
    code_noise: float = 0.1
    hidden: int | None = 320
    one_token_per_layer: bool = False
    centred: bool = True
    linear_output: bool = True
    betas: tuple[float, float] = (0.9, 0.99)
    held_out: float = 0.05
    seed: int = 0


@dataclass(frozen=True)
class MapperReport:
    """Held-out figures by kind of pair: mean cosine of predicted and true delta_s, and the factor between lengths."""

    steps: int
    cosine_random: float
    cosine_related: float
    cosine_neutral: float
    strength_scale: float


@dataclass(frozen=True)
class Pairs:
    """Indices of the pictures of each pair, and whether its CLIP difference is taken from the group's mean."""

    first: Tensor
    second: Tensor
    neutral: Tensor


def draw_pairs(
    groups: range, group: int, count: int, related: float, neutral: float, generator: torch.Generator
) -> Pairs:
    """Draw ``count`` pairs: shares ``related`` and ``neutral`` of them within a group, the rest anywhere.

    Only a neutral pair may be a picture with itself: what it already has, an edit must not change.
    """
    first = torch.randint(groups.start, groups.stop, (count,), generator=generator) * group
    first += torch.randint(0, group, (count,), generator=generator)
    anywhere = torch.randint(groups.start * group, groups.stop * group, (count,), generator=generator)
    if group < 2:
        return Pairs(first, anywhere, torch.zeros(count, dtype=torch.bool))
    chance = torch.rand(count, generator=generator)
    is_neutral = chance < neutral
    least = (~is_neutral).long()
    step = least + (torch.rand(count, generator=generator) * (group - least)).long()
    sibling = first // group * group + (first % group + step) % group
    return Pairs(first, torch.where(chance < neutral + related, sibling, anywhere), is_neutral)


def pair_tensors(latents: Latents, pairs: Pairs) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """(s1, i1, unit delta_i, delta_s) of pairs."""
    i1, i2 = latents.clip[pairs.first], latents.clip[pairs.second]
    members = (pairs.second // latents.group * latents.group)[:, None] + torch.arange(latents.group)
    origin = torch.where(pairs.neutral[:, None], latents.clip[members].mean(dim=1), i1)
    delta_s = latents.s[pairs.second] - latents.s[pairs.first]
    return latents.s[pairs.first], i1, F.normalize(i2 - origin, dim=1), delta_s


def train_mapper(
    latents: Latents,
    layout: StyleSpaceLayout,
    training: MapperTraining,
    generator: Generator | None = None,
    checkpoint: Checkpoint | None = None,
    device: torch.device | None = None,
) -> tuple[DeltaMapper, MapperReport]:
    """Train a mapper and measure it on held-out pairs.

    Args:
        generator: the one that the codes belong to, for ``code_noise``; without it there is none.
        checkpoint: where to save every minute.
        device: what to compute on; the CPU by default.
    """
    torch.manual_seed(training.seed)
    config = MapperConfig.from_layout(
        layout,
        latents.clip.shape[1],
        hidden=training.hidden,
        one_token_per_layer=training.one_token_per_layer,
        standardized=True,
        centred=training.centred,
        linear_output=training.linear_output,
    )
    mapper = DeltaMapper(config)
    mapper.s_mean.copy_(latents.s.mean(dim=0))
    mapper.s_std.copy_(latents.s.std(dim=0).clamp(min=1e-3))
    if training.centred:
        mapper.clip_mean.copy_(latents.clip.mean(dim=0))
    optimizer = torch.optim.Adam(mapper.parameters(), lr=training.learning_rate, betas=training.betas)
    rng = torch.Generator().manual_seed(training.seed)
    n_groups = len(latents.s) // latents.group
    n_train = n_groups - max(1, int(n_groups * training.held_out))
    to_s, code_shape, w_std = None, (0, 0), latents.w.std(dim=0)
    if generator is not None:
        code_shape = (generator.n_latent, generator.config.style_dim)
        base = generator.w_to_s(torch.zeros(1, *code_shape))
        to_s = lambda rows: generator.w_to_s(rows) - base  # noqa: E731
    progress = Progress("mapper", training.minutes, steps=training.steps)
    mapper.to(device)
    step = 0
    if checkpoint is not None and (state := checkpoint.state) is not None:
        mapper.load_state_dict(state["mapper"])
        optimizer.load_state_dict(state["optimizer"])
        step = state["step"]
        rng.set_state(state["rng"])
        progress.spend(state["seconds"])
        progress.done = step
    while progress.fraction < 1:
        for group in optimizer.param_groups:
            # Cosine decay by the clock, so that a budget of minutes ends with small steps on any machine.
            group["lr"] = (
                training.learning_rate * 0.5 * (1 + torch.cos(torch.tensor(progress.fraction * 3.14159))).item()
            )
        s, i, delta_i, delta_s = pair_tensors(
            latents,
            draw_pairs(range(n_train), latents.group, training.batch, training.related, training.neutral, rng),
        )
        noise = F.normalize(torch.randn(delta_i.shape, generator=rng), dim=1)
        amount = training.clip_noise * torch.rand(len(noise), 1, generator=rng)
        delta_i = F.normalize(delta_i + amount * noise, dim=1)
        if training.code_noise > 0 and to_s is not None:
            s = s + training.code_noise * to_s(torch.randn(len(s), *code_shape, generator=rng) * w_std)
        s, i, delta_i, delta_s = (t.to(device) for t in (s, i, delta_i, delta_s))
        scale = mapper.s_std
        predicted, wanted = mapper(s, i, delta_i) / scale, delta_s / scale
        # A change of nothing has no direction.
        cosine = F.cosine_similarity(predicted, wanted, dim=1)[wanted.norm(dim=1) > 1e-3].mean()
        loss = F.mse_loss(predicted, wanted) + 1 - cosine
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        step += 1
        progress.show(step, value=f"loss {loss.item():.3f} cosine {cosine.item():.3f}")
        if checkpoint is not None and checkpoint.due():
            checkpoint.save(
                {
                    "mapper": mapper.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "step": step,
                    "rng": rng.get_state(),
                    "seconds": progress.seconds_spent,
                }
            )
    if checkpoint is not None:
        checkpoint.done()
    mapper.cpu().eval().requires_grad_(False)
    return mapper, _measure(mapper, latents, range(n_train, n_groups), step)


@torch.no_grad()
def _measure(mapper: DeltaMapper, latents: Latents, groups: range, steps: int) -> MapperReport:
    cosines = {}
    scale = mapper.s_std
    factor = 1.0
    for name, related, neutral in (("random", 0.0, 0.0), ("related", 1.0, 0.0), ("neutral", 0.0, 1.0)):
        rng = torch.Generator().manual_seed(1)
        pairs = draw_pairs(groups, latents.group, 1024, related, neutral, rng)
        s, i, delta_i, delta_s = pair_tensors(latents, pairs)
        keep = delta_s.norm(dim=1) > 1e-3
        predicted, wanted = (mapper(s, i, delta_i) / scale)[keep], (delta_s / scale)[keep]
        cosines[name] = F.cosine_similarity(predicted, wanted, dim=1).mean().item()
        if name == "neutral":
            # How much longer the true change is than what the prediction covers of it: least squares through zero.
            factor = ((predicted * wanted).sum() / predicted.square().sum()).item()
    return MapperReport(steps, cosines["random"], cosines["related"], cosines["neutral"], factor)
