"""Training the Delta Mapper, text-free, on pairs of pictures (Lyu et al., CVPR 2023, sec. 3.2 and 3.3).

``L = |M(s1, i1, di) - ds| + 1 - cos(M(s1, i1, di), ds)`` with ``di = i2 - i1`` scaled to unit length and
``ds = s2 - s1``. The published code uses the mean square instead of the norm, and so does this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import torch
from torch import Tensor, nn

from deltaedit.clip_space import ClipSpace
from deltaedit.models import DeltaMapper, Generator
from deltaedit.stylespace import StyleSpaceLayout
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.config import MapperTraining
from deltaedit.training.distributed import ALONE, World
from deltaedit.training.latents import Latents
from deltaedit.training.loop import Loop, Schedule, Step
from deltaedit.training.mapper.held_out import Examiner, MapperReport
from deltaedit.training.mapper.loss import batch_losses
from deltaedit.training.mapper.pairs import PairSource, held_out_groups
from deltaedit.training.mapper.quick_fit import fit, untrained_mapper

SCHEDULE = Schedule(warm_up=20)
#: Held-out pairs of each kind, while training and in the report.
MEASURED, REPORTED = 512, 1024
ACCELERATOR_WORKERS = 2


def train_mapper(
    latents: Latents,
    layout: StyleSpaceLayout,
    training: MapperTraining,
    checkpoint: Checkpoint,
    generator: Generator | None = None,
    device: torch.device | None = None,
    *,
    clip: ClipSpace | None = None,
    texts: Sequence[tuple[str, str]] = (),
    world: World = ALONE,
) -> tuple[DeltaMapper, MapperReport]:
    """Train a mapper and measure it on held-out pairs.

    Args:
        latents: the training data.
        layout: of the generator that the latents were made with.
        checkpoint: see :class:`deltaedit.training.loop.Loop`. Every step's loss and every measurement are logged
            beside it.
        generator: that the latents were made with, for ``code_noise`` and for measuring edits; None for neither.
        device: to compute on; the CPU by default.
        clip: that the latents were embedded with, for measuring edits.
        texts: (source, target) of the edits, such as the bundle's suggestions.
        world: the processes that share every batch; each calls this function with the same arguments otherwise.

    Returns:
        The mapper with the weights that were best on the held-out groups (of their running mean, if ``ema`` is not 0),
        on the CPU, without gradients; and its figures.

    Raises:
        TrainingError: there are too few latents or they are not of this layout, or the loss became infinite or NaN.
        ShapeError: one token per layer was asked for and the layers of a branch differ in width.
    """
    device = device or torch.device("cpu")
    learned, held_out = held_out_groups(latents, training)
    mapper = untrained_mapper(latents, layout, training)
    loop = Loop("mapper", training, checkpoint, world)
    if loop.state is None and training.quick_start:
        fit(mapper, PairSource(latents, learned, training, generator, "quick fit"), training, world)
    mapper.to(device)
    # This gives all processes the main one's weights, which may differ from theirs by rounding.
    network = world.parallel(mapper)
    workers = training.workers or (0 if device.type == "cpu" else ACCELERATOR_WORKERS)
    source = PairSource(latents, learned, training, generator)
    batches = source.batches(loop.step, workers, world)
    examiner = Examiner(latents, held_out, training, generator, clip, texts, world)
    bfloat16 = _uses_bfloat16(training.precision, device)

    def losses(_: Step) -> dict[str, Tensor]:
        shares = batch_losses(mapper, next(batches).to(device), bfloat16=bfloat16, network=network)
        # Gradients are averaged over processes, but the losses are shares whose gradients must be summed.
        squared, cosine = world.world_size * shares
        return {"loss": squared + 1 - cosine, "cosine": cosine}

    def measure(averaged: nn.Module, step: int) -> Mapping[str, float]:
        return examiner.examine(cast(DeltaMapper, averaged), step, MEASURED).figures

    optimizer = torch.optim.Adam(
        mapper.parameters(), lr=training.learning_rate, betas=training.betas, fused=device.type in ("cpu", "cuda")
    )
    trained = loop.run(
        losses,
        mapper,
        optimizer,
        ema=training.ema,
        schedule=SCHEDULE,
        measure=measure,
        measure_every=training.measure_every,
    )
    result = cast(DeltaMapper, trained)
    report = examiner.examine(result, loop.step, REPORTED)
    return result.cpu().eval(), replace(report, best_step=loop.best_step)


def _uses_bfloat16(precision: str, device: torch.device) -> bool:
    if precision == "auto":
        return device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False)
    return precision == "bfloat16"
