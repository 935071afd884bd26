"""Training of the Delta Mapper: text-free, on pairs of pictures (Lyu et al., CVPR 2023, sec. 3.2 and 3.3).

``L = |M(s1, i1, di) - ds| + 1 - cos(M(s1, i1, di), ds)`` with ``di = i2 - i1`` scaled to unit length and
``ds = s2 - s1``. The published code squares the norm (its mean over channels), and so does this.

Every step is a function of the seed, its number and the weights before it. So a training that was killed and resumed
takes the steps of one that was not, to the last bit on the same machine with as many threads, and processes that share
the batches follow the curve of a single one up to rounding.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import torch
from torch import Tensor

from deltaedit.clip_space import ClipSpace
from deltaedit.errors import TrainingError
from deltaedit.models import DeltaMapper, Generator
from deltaedit.stylespace import StyleSpaceLayout
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.distributed import World
from deltaedit.training.latents import Latents
from deltaedit.training.log import TrainingLog
from deltaedit.training.mapper.held_out import Examiner, MapperReport
from deltaedit.training.mapper.pairs import PairSource
from deltaedit.training.mapper.quick_fit import fit
from deltaedit.training.mapper.settings import MapperTraining, held_out_groups, untrained_mapper
from deltaedit.training.mapper.step import Stepper, learning_rate
from deltaedit.training.progress import Progress
from deltaedit.training.vectors import copy_from_leader, sum_over_processes, told_by_leader

#: Steps after which a budget of time becomes one of steps, and how many of those are not timed: they find cold caches.
TIMED, UNTIMED = 25, 5
#: Measurements in a training, unless the configuration says otherwise.
MEASUREMENTS = 20
#: Held-out pairs of each kind, while training and in the report.
MEASURED, REPORTED = 512, 1024
#: Steps whose losses are fetched, logged and shown together: an accelerator is not to be waited for at every step.
TOGETHER = 10
ACCELERATOR_WORKERS = 2


@dataclass
class _Place:
    """How far a training is; goes into the checkpoint with the weights."""

    step: int = 0
    total: int = 0
    best_step: int = 0
    best_loss: float = float("inf")
    seconds: float = 0.0


def train_mapper(
    latents: Latents,
    layout: StyleSpaceLayout,
    training: MapperTraining,
    generator: Generator | None = None,
    checkpoint: Checkpoint | None = None,
    device: torch.device | None = None,
    *,
    clip: ClipSpace | None = None,
    texts: Sequence[tuple[str, str]] = (),
    world: World = World(),  # noqa: B008 - frozen
    log: TrainingLog | None = None,
) -> tuple[DeltaMapper, MapperReport]:
    """Train a mapper and measure it on held-out pairs.

    Args:
        latents: what it learns from.
        layout: of the generator that they were made with.
        generator: the one that the codes belong to, for ``code_noise`` and for edits while training; without it there
            is neither.
        checkpoint: where to save every minute, and at the end, so that nothing is lost before the caller has written
            the result and calls ``done()``. All processes are given it, the first one writes it.
        device: what to compute on; the CPU by default.
        clip: that the latents were embedded with, for edits while training.
        texts: (source, target) to edit by, such as the bundle's suggestions.
        world: the processes that share every batch; each calls this function with the same arguments otherwise.
        log: where every step's loss and every measurement are noted, by the first process.

    Returns:
        The weights that did best on the held-out groups (their running mean, where ``ema`` asks for it), on the CPU
        and without gradients; and the figures of these weights.

    Raises:
        TrainingError: there are too few latents or not of this layout, or the loss is no number any more.
        ShapeError: one token a layer was asked for and the layers of a branch differ in width.
    """
    begun = time.monotonic()
    device = device or torch.device("cpu")
    learned, held = held_out_groups(latents, training)
    moments = latents.moments()
    mapper = untrained_mapper(latents, moments, layout, training)
    source = PairSource(latents, learned, training, generator, moments.w_std)
    examiner = Examiner(latents, held, training, generator, moments.w_std, clip, texts, world)
    state = None if checkpoint is None else checkpoint.state
    if state is None and training.quick_start:
        fit(mapper, PairSource(latents, learned, training, generator, moments.w_std, "quick fit"), training, world)
    mapper.to(device)
    copy_from_leader(mapper, world)
    stepper = Stepper(mapper, training, world)
    place, best = _Place(total=training.steps), stepper.averaged.state_dict()
    if state is not None:
        place, best = _Place(**state["place"]), state["best"]
        stepper.load(state)
        begun -= place.seconds
    if told_by_leader(place.step, world) != place.step:
        raise TrainingError(
            "The processes of this training resume from different checkpoints: let them see the same folder of runs."
        )
    if not world.is_main_process:
        log = None
    if log is not None:
        log.begin(place.step)
    progress = Progress("mapper", training.minutes, steps=place.total)
    cost_of_measuring = 0.0

    def measure() -> None:
        nonlocal best
        if not world.is_main_process:
            return
        report = examiner.examine(stepper.averaged, place.step, MEASURED)
        if report.loss < place.best_loss:
            place.best_loss, place.best_step = report.loss, place.step
            best = {name: value.cpu().clone() for name, value in stepper.averaged.state_dict().items()}
        if log is not None:
            log.write(place.step, report.figures)

    if place.step == 0:
        before = time.monotonic()
        measure()
        cost_of_measuring = time.monotonic() - before
    workers = training.workers or (0 if device.type == "cpu" else ACCELERATOR_WORKERS)
    batches = source.batches(place.step, workers, world)
    waiting: list[tuple[int, float, Tensor]] = []
    first, timed_since = place.step, begun
    while place.total == 0 or place.step < place.total:
        rate = learning_rate(training, place.step, place.total)
        losses = stepper.step(next(batches).to(device), rate, place.step)
        place.step += 1
        waiting.append((place.step, rate, losses))
        taken = place.step - first
        if place.total == 0 and taken == UNTIMED:
            timed_since = time.monotonic()
        if place.total == 0 and taken == TIMED:
            a_step = (time.monotonic() - timed_since) / (TIMED - UNTIMED)
            left = training.minutes * 60 - (time.monotonic() - begun) - MEASUREMENTS * cost_of_measuring
            place.total = told_by_leader(place.step + max(0, int(left / a_step)), world)
        every = training.measure_every or (max(1, place.total // MEASUREMENTS) if place.total else 0)
        last = place.step == place.total
        measures = last or (every > 0 and place.step % every == 0)
        together = place.step % TOGETHER == 0
        saves = checkpoint is not None and (last or ((world.size == 1 or together) and _all_save(checkpoint, world)))
        if measures or together or saves:
            loss, cosine = _fetch(waiting, world, log)
            if world.is_main_process:
                value = f"loss {loss:.3f} cosine {cosine:.3f}"
                progress.show(place.step, place.total or None, value, last=last)
        if measures:
            measure()
        if saves and world.is_main_process and checkpoint is not None:
            if log is not None:
                log.flush()
            place.seconds = time.monotonic() - begun
            checkpoint.save({"place": asdict(place), "best": best, **stepper.state()})
    result = DeltaMapper(mapper.config).to(device).requires_grad_(False)
    result.load_state_dict(best)
    copy_from_leader(result, world)
    report = examiner.examine(result, place.step, REPORTED)
    if log is not None:
        log.close()
    return result.cpu().eval(), replace(report, best_step=told_by_leader(place.best_step, world))


def _all_save(checkpoint: Checkpoint, world: World) -> bool:
    """Whether the first process finds that it is time to save."""
    return bool(told_by_leader(int(checkpoint.due()), world))


def _fetch(waiting: list[tuple[int, float, Tensor]], world: World, log: TrainingLog | None) -> tuple[float, float]:
    """Log the losses of the steps that wait for it; the mean loss and cosine of these steps.

    Raises:
        TrainingError: a loss is no number.
    """
    values = sum_over_processes(torch.stack([losses for _, _, losses in waiting]), world).tolist()
    for (step, rate, _), (squared, cosine) in zip(waiting, values):
        if not math.isfinite(squared + cosine):
            raise TrainingError(
                f"The mapper's loss became {squared + 1 - cosine} at step {step}: train with a smaller learning_rate."
            )
        if log is not None:
            log.write(step, {"loss": squared + 1 - cosine, "cosine": cosine, "learning_rate": rate})
    waiting.clear()
    squared, cosine = (sum(column) / len(values) for column in zip(*values))
    return squared + 1 - cosine, cosine
