"""The training loop: a budget, a schedule, a running mean of the weights, a log, and a checkpoint.

A network's own module defines its loss and its optimizer; everything that trainings have in common is here.

Every step is a function of the seed, its number and the weights before it. With a budget of steps, a training that was
killed and resumed therefore takes the same steps as an uninterrupted one, to the bit on the same machine with the same
number of threads, and several processes follow the curve of a single one up to rounding. With a budget of time, the
number of steps varies.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from deltaedit.errors import TrainingError
from deltaedit.files import write_text
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.config import Budget
from deltaedit.training.distributed import ALONE, World
from deltaedit.training.progress import Progress

#: Steps whose figures are fetched and logged together, since fetching waits for an accelerator.
LOG_EVERY = 10
#: Default number of measurements on held-out data in a training.
MEASUREMENTS = 20
#: The figure that is minimised, and the one that selects the best weights when held-out data is measured.
LOSS, HELD_OUT_LOSS = "loss", "held_out_loss"


@dataclass(frozen=True)
class Step:
    """The step that a loss is computed for.

    Attributes:
        number: from 0.
        spent: the share of the budget that is spent, in [0, 1).
        seed: of the training.
    """

    number: int
    spent: float
    seed: int

    @cached_property
    def numpy_rng(self) -> np.random.Generator:
        """Random numbers for this step."""
        return np.random.default_rng([self.seed, self.number])

    @cached_property
    def torch_rng(self) -> torch.Generator:
        """Random numbers for this step from torch, whose CPU generator uses 32 bits of a seed."""
        seed = int(np.random.SeedSequence([self.seed, self.number]).generate_state(1)[0])
        return torch.Generator().manual_seed(seed)


#: The type that torch's averaging functions take.
TensorList = tuple[Tensor, ...] | list[Tensor]
#: Figures of a step by name, as scalars: ``loss``, which is minimised, and others that are only logged.
Losses = Callable[[Step], dict[str, Tensor]]
#: (averaged network, steps taken) -> figures on held-out data, ``held_out_loss`` among them.
Measure = Callable[[nn.Module, int], Mapping[str, float]]


@dataclass(frozen=True)
class Schedule:
    """Factors on the learning rates: a linear warm-up and a cosine decay.

    Attributes:
        warm_up: steps until the full rate, in which Adam learns the size of gradients.
        floor: the factor at the end.
    """

    warm_up: int = 1
    floor: float = 0.0

    def factor(self, step: int, spent: float) -> float:
        """The factor at a step, when a share of the budget is spent."""
        cosine = 0.5 * (1 + math.cos(math.pi * spent))
        return min(1.0, (step + 1) / self.warm_up) * (self.floor + (1 - self.floor) * cosine)


class RunningMean(AveragedModel):
    """An exponential moving average of a network's weights; the decay at step n is at most n / (n + 9)."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        super().__init__(network, multi_avg_fn=self._update, use_buffers=True)
        self.decay = decay
        self.requires_grad_(False)
        self.update_parameters(network)

    def _update(self, averaged: TensorList, current: TensorList, _: Tensor | int) -> None:
        if not averaged[0].is_floating_point():
            torch._foreach_copy_(averaged, current)
            return
        # The count is on the CPU: fetching it from an accelerator would wait for all of its work.
        count = int(self.n_averaged)
        torch._foreach_lerp_(averaged, current, 1 - min(self.decay, count / (count + 9)))


class Loop:
    """A training under one budget, in one or several phases.

    Attributes:
        step: steps taken.
        best_step: the step whose weights are the result: the last one, or the best on held-out data.
        state: the checkpoint's state for the next phase; None where that starts from the beginning.
    """

    def __init__(self, title: str, budget: Budget, checkpoint: Checkpoint, world: World = ALONE) -> None:
        """Load the state of the checkpoint.

        Args:
            title: for progress and messages.
            budget: how long the training lasts.
            checkpoint: saved every minute and at the end, so that nothing is lost before the caller has written the
                result and calls ``done()``. Only the main process's is used.
            world: the processes that train together.
        """
        self.title, self.budget, self.checkpoint, self.world = title, budget, checkpoint, world
        self.state: dict[str, Any] | None = world.broadcast(checkpoint.state)
        self.step = self.best_step = 0
        seconds = 0.0
        if self.state is not None:
            self.step, self.best_step, seconds = (self.state[name] for name in ("step", "best_step", "seconds"))
        self._began = time.monotonic() - seconds
        self._progress = Progress(title, self.spent(), quiet=not world.is_main_process)
        self._log = _Log(checkpoint.path.with_suffix(".jsonl"), self.step) if world.is_main_process else None

    @property
    def seconds(self) -> float:
        """How long the training has taken, including the time before interruptions."""
        return time.monotonic() - self._began

    def spent(self) -> float:
        """The share of the budget that is spent, the same in every process."""
        if self.budget.steps:
            return self.step / self.budget.steps
        return self.world.broadcast(self.seconds / (self.budget.minutes * 60))

    def run(
        self,
        losses: Losses,
        network: nn.Module,
        optimizer: torch.optim.Optimizer,
        *,
        kept: nn.Module | None = None,
        ema: float,
        schedule: Schedule = Schedule(),
        span: tuple[float, float] = (0.0, 1.0),
        clip_gradients: float | None = None,
        measure: Measure | None = None,
        measure_every: int = 0,
    ) -> nn.Module:
        """Train through one phase.

        Args:
            losses: figures of a step, of which ``loss`` is minimised.
            network: everything that is trained.
            optimizer: of its parameters, each group with its full learning rate.
            kept: the part of the network that is averaged and returned; None for all of it.
            ema: decay of the running mean.
            schedule: of the learning rates.
            span: the phase's part of the budget, (from, to) as shares.
            clip_gradients: maximal norm of all gradients together; None for no limit.
            measure: called by the main process at intervals; the result is then the best of the measured weights.
            measure_every: steps between two measurements; 0 for twenty in all.

        Returns:
            The network with the running mean of its weights, without gradients.

        Raises:
            TrainingError: the loss became infinite or NaN.
        """
        kept = kept or network
        averaged = RunningMean(kept, ema)
        rates = [group["lr"] for group in optimizer.param_groups]
        best: dict[str, Any] = {"loss": math.inf, "weights": None}
        parts: dict[str, Any] = {"network": network, "optimizer": optimizer, "averaged": averaged}
        if self.state is not None:
            for name, part in parts.items():
                part.load_state_dict(self.state[name])
            best, self.state = self.state["best"], None
        first, pending = self.step, _Pending(self.title)

        def measured() -> None:
            if measure is None or self._log is None:
                return
            figures = measure(averaged.module, self.step)
            self._log.write(self.step, figures)
            if figures[HELD_OUT_LOSS] < best["loss"]:
                self.best_step = self.step
                best.update(loss=figures[HELD_OUT_LOSS], weights=deepcopy(averaged.module.state_dict()))

        def save() -> None:
            if self.world.is_main_process:
                state = {name: part.state_dict() for name, part in parts.items()}
                numbers = {"step": self.step, "best_step": self.best_step, "seconds": self.seconds}
                self.checkpoint.save({**state, **numbers, "best": best})

        if self.step == 0:
            measured()
        spent = self.spent()
        while spent < span[1]:
            factor = schedule.factor(self.step, (spent - span[0]) / (span[1] - span[0]))
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * factor
            figures = losses(Step(self.step, spent, self.budget.seed))
            optimizer.zero_grad(set_to_none=True)
            figures[LOSS].backward()
            if clip_gradients is not None:
                nn.utils.clip_grad_norm_(network.parameters(), clip_gradients)
            optimizer.step()
            averaged.update_parameters(kept)
            self.step += 1
            pending.add(self.step, rates[0] * factor, figures)
            before, spent = spent, self.spent()
            last = spent >= span[1]
            if measure_every:
                measuring = last or self.step % measure_every == 0
            else:
                measuring = last or int(spent * MEASUREMENTS) > int(before * MEASUREMENTS)
            logging = self.step % LOG_EVERY == 0
            # Steps must be logged before they are saved, and several processes can only log at the same steps.
            saving = not last and self.checkpoint.due() and (logging or self.world.world_size == 1)
            if last or logging or saving or (measuring and measure is not None):
                value = pending.flush(self.world, self._log)
                self._progress.show(spent, 1.0, f"step {self.step}, {value}")
            if measuring:
                measured()
            if saving:
                save()
        if self.step > first:
            save()
        if measure is None:
            self.best_step = self.step
        self.best_step, weights = self.world.broadcast((self.best_step, best["weights"]))
        if weights is not None:
            averaged.module.load_state_dict(weights)
        result: nn.Module = averaged.module
        return result


class _Pending:
    """Figures of the latest steps, still on the device that computed them."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._steps: list[tuple[int, float, list[str]]] = []
        self._figures: list[Tensor] = []

    def add(self, step: int, rate: float, figures: Mapping[str, Tensor]) -> None:
        self._steps.append((step, rate, list(figures)))
        self._figures += [value.detach().float() for value in figures.values()]

    def flush(self, world: World, log: _Log | None) -> str:
        """Log all figures, as means over processes; returns those of the last step, in words."""
        values = iter((world.sum(torch.stack(self._figures)) / world.world_size).tolist())
        figures: dict[str, float] = {}
        for step, rate, names in self._steps:
            figures = {name: next(values) for name in names}
            if not math.isfinite(figures[LOSS]):
                raise TrainingError(
                    f"The loss of the {self.title} became {figures[LOSS]} at step {step}: train with a smaller "
                    "learning rate."
                )
            if log is not None:
                log.write(step, {**figures, "learning_rate": rate})
        self._steps.clear()
        self._figures.clear()
        return " ".join(f"{name} {value:.3f}" for name, value in figures.items())


class _Log:
    """Figures as JSON lines, ``{"step": 40, "loss": 0.71, ...}``, in the order of steps.

    When a training resumes, lines of steps after the checkpoint are removed, so that the file is the same as that of an
    uninterrupted training.
    """

    def __init__(self, path: Path, step: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [line for line in read_log(path) if line["step"] <= step] if step else []
        write_text(path, "".join(json.dumps(line) + "\n" for line in lines))
        # Line-buffered, so that the log is never behind a checkpoint.
        self._file = path.open("a", buffering=1, encoding="utf-8")

    def write(self, step: int, figures: Mapping[str, float]) -> None:
        self._file.write(json.dumps({"step": step, **figures}) + "\n")


def read_log(path: Path) -> list[dict[str, Any]]:
    """The lines of a log, up to the first damaged one, since a kill may have truncated the last."""
    lines: list[dict[str, Any]] = []
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    for line in text.splitlines():
        try:
            content = json.loads(line)
        except ValueError:
            break
        if not isinstance(content, dict) or not isinstance(content.get("step"), int):
            break
        lines.append(content)
    return lines
