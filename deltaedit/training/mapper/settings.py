"""How a Delta Mapper is trained, and the mapper that a training begins with."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from deltaedit.errors import TrainingError, listed
from deltaedit.models import DeltaMapper, MapperConfig
from deltaedit.stylespace import StyleSpaceLayout
from deltaedit.training.checks import need_budget, positive, requirement, weighs
from deltaedit.training.latents import Latents, Moments

PRECISIONS = ("auto", "float32", "bfloat16")
#: A channel that hardly varies would otherwise count without bound.
LEAST_DEVIATION = 1e-3


@dataclass(frozen=True)
class MapperTraining:
    """How a mapper is trained.

    Attributes:
        minutes: budget of time. It becomes a number of steps once, after the first few have been timed; from then on
            only steps count, so that a run that was killed and resumed takes the very steps of one that was not.
        steps: budget in steps, in place of time; 0 is none.
        batch: pairs per step, of all processes together.
        learning_rate, betas: of Adam. The layers' multiplier of 0.01 makes the published 0.5 sane; with branches half
            as wide and batches four times as large, 5 learns several times faster (measured).
        related: share of pairs from one group (they differ in a few things).
        neutral: share of pairs from one group whose CLIP difference is the second picture's minus the *mean of the
            group's*. That is the picture's counterpart of "face with red hair" minus "face", which says what to become
            and not what was there before. With related and neutral 0, all pairs are random: the published sampling,
            and the only one where latents have no groups.
        clip_noise: length of the random vector added to the unit difference, at most. Texts point a little out of the
            space that differences of pictures span, and without noise those directions are never trained.
        code_noise: standard deviation of noise on the rows of W+ that s1 comes from, in those of w; inverted codes are
            not as clean as sampled ones.
        hidden: width inside the branches; None is the published choice.
        one_token_per_layer: the published view of the coarse and medium branches.
        centred, linear_output: see :class:`deltaedit.models.MapperConfig`; the published choice is False for both.
        held_out: share of the groups that is only measured on.
        seed: of weights and pairs.
        ema: decay of the running mean of the weights, which is what is measured and kept; 0 for the weights themselves.
            The first steps forget faster: step t keeps at most (t + 1) / (t + 10).
        measure_every: steps between two measurements on the held-out groups; 0 for twenty in a training.
        precision: "bfloat16", "float32", or "auto" for bfloat16 where an accelerator computes with it.
        quick_start: begin with :func:`deltaedit.training.mapper.quick_fit.quick_fit` in place of random weights.
        quick_pairs: how many pairs that looks at.
        workers: threads that read pairs ahead; 0 is none on a CPU, which has nothing to spare, and 2 elsewhere.

    Raises:
        TrainingError: a value cannot be used.
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
    ema: float = 0.999
    measure_every: int = 0
    precision: str = "auto"
    quick_start: bool = True
    quick_pairs: int = 20000
    workers: int = 0

    def __post_init__(self) -> None:
        need = requirement(self, "A mapper's")
        need_budget(self, need)
        need(self.batch >= 1, "batch", "1 or more")
        need(positive(self.learning_rate), "learning_rate", "a finite number above 0")
        need(0 <= self.related <= 1, "related", "between 0 and 1")
        need(0 <= self.neutral <= 1 - self.related, "neutral", "between 0 and what 'related' leaves of 1")
        need(weighs(self.clip_noise), "clip_noise", "a finite number, 0 or more")
        need(weighs(self.code_noise), "code_noise", "a finite number, 0 or more")
        need(self.hidden is None or self.hidden >= 1, "hidden", "1 or more, or nothing")
        need(all(0 <= beta < 1 for beta in self.betas), "betas", "two numbers from 0 to below 1")
        need(0 < self.held_out < 1, "held_out", "between 0 and 1")
        need(0 <= self.ema < 1, "ema", "from 0 to below 1")
        need(self.measure_every >= 0, "measure_every", "0 (twenty times) or more")
        need(self.precision in PRECISIONS, "precision", f"one of {listed(PRECISIONS)}")
        need(self.quick_pairs >= 1, "quick_pairs", "1 or more")
        need(self.workers >= 0, "workers", "0 or more")

    @classmethod
    def published(cls, minutes: float = minutes, steps: int = steps, seed: int = seed) -> MapperTraining:
        """What the authors' code does, as read from it: random pairs without noise, batches of 64, a rate of 0.5.

        The recipe says nothing of a budget (theirs are 50 passes over 258,000 pairs), and what is measured beside it
        does not change the weights. Only standardised codes are kept from here: they let one recipe serve generators
        whose codes are of any scale.
        """
        return cls(
            minutes=minutes,
            steps=steps,
            seed=seed,
            batch=64,
            learning_rate=0.5,
            related=0.0,
            neutral=0.0,
            clip_noise=0.0,
            code_noise=0.0,
            hidden=None,
            one_token_per_layer=True,
            centred=False,
            linear_output=False,
            betas=(0.9, 0.999),
            ema=0.0,
            quick_start=False,
        )


def untrained_mapper(
    latents: Latents, moments: Moments, layout: StyleSpaceLayout, training: MapperTraining
) -> DeltaMapper:
    """A mapper of random weights that knows the scale of the codes and the mean of the embeddings.

    Raises:
        ShapeError: one token a layer was asked for and the layers of a branch differ in width.
        TrainingError: the codes do not belong to this layout.
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
    if latents.s.shape[1] != config.total:
        raise TrainingError(
            f"These latents have {latents.s.shape[1]} channels of S and the generator has {config.total}: "
            "compute the latents with this generator."
        )
    mapper.s_mean.copy_(moments.s_mean)
    mapper.s_std.copy_(moments.s_std.clamp(min=LEAST_DEVIATION))
    if training.centred:
        mapper.clip_mean.copy_(moments.clip_mean)
    return mapper


def held_out_groups(latents: Latents, training: MapperTraining) -> tuple[range, range]:
    """Groups to learn from and groups to measure on, which no step ever sees.

    Raises:
        TrainingError: there are too few of them.
    """
    groups = len(latents.s) // latents.group
    if groups < 2:
        raise TrainingError(
            f"{len(latents.s)} codes in groups of {latents.group} are too few to learn from some and measure on "
            "others: compute more latents."
        )
    first = groups - min(groups - 1, max(1, int(groups * training.held_out)))
    return range(first), range(first, groups)
