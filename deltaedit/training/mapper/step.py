"""One step of a mapper's training: loss, gradients of all processes, Adam, and the running mean of the weights."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from deltaedit.models import DeltaMapper
from deltaedit.training.distributed import World
from deltaedit.training.mapper.pairs import Batch
from deltaedit.training.mapper.settings import MapperTraining
from deltaedit.training.vectors import TrainedVectors

#: Over these first steps the rate rises to its full height: Adam knows nothing yet of how large gradients are.
WARM_UP = 20


def learning_rate(training: MapperTraining, step: int, total: int) -> float:
    """Of a step: up from nothing, then down to nothing along half a cosine; ``total`` 0 is not known yet."""
    part = step / total if total else 0.0
    return training.learning_rate * min(1.0, (step + 1) / WARM_UP) * 0.5 * (1 + math.cos(math.pi * part))


def batch_losses(mapper: DeltaMapper, batch: Batch, *, half: bool = False) -> Tensor:
    """This process's share of the mean squared error and of the mean cosine, [2]; shares add up over processes.

    Args:
        half: compute in bfloat16 what may be (torch's autocast); the losses themselves never are.
    """
    with torch.autocast(batch.s.device.type, torch.bfloat16, enabled=half):
        delta_s = mapper(batch.s, batch.clip, batch.delta_clip)
    predicted, wanted = delta_s.float() / mapper.s_std, batch.delta_s / mapper.s_std
    squared = (predicted - wanted).square().sum() / (batch.size * wanted.shape[1])
    # A change of nothing has no direction.
    cosine = (F.cosine_similarity(predicted, wanted, dim=1) * batch.moves).sum() / batch.moving
    return torch.stack([squared, cosine])


class Stepper:
    """Holds what a training changes: the weights, their running mean, and what Adam remembers.

    Attributes:
        mapper: the weights that are trained.
        averaged: their running mean.
    """

    def __init__(self, mapper: DeltaMapper, training: MapperTraining, world: World) -> None:
        """Begin with a mapper on the device to train on, the same in every process; its parameters move."""
        device = mapper.s_std.device
        self.mapper, self.training = mapper, training
        self.averaged = DeltaMapper(mapper.config).to(device).requires_grad_(False)
        self.averaged.load_state_dict(mapper.state_dict())
        self.vectors = vectors = TrainedVectors(mapper, world)
        for parameter, part in zip(self.averaged.parameters(), vectors.parts(vectors.mean)):
            parameter.data = part
        share = vectors.share
        vectors.mean[share].copy_(vectors.weights[share])
        self._updated = nn.Parameter(vectors.weights[share])
        self._updated.grad = vectors.gradients[share]
        self.optimizer = torch.optim.Adam(
            [self._updated],
            lr=training.learning_rate,
            betas=training.betas,
            fused=device.type in ("cpu", "cuda"),
        )
        self._steps = torch.zeros((), device=device)
        moments = {"exp_avg": vectors.first[share], "exp_avg_sq": vectors.second[share]}
        self.optimizer.state[self._updated] = {"step": self._steps, **moments}
        self.half = _computes_in_half(training.precision, device)
        vectors.publish()

    def step(self, batch: Batch, rate: float, number: int) -> Tensor:
        """Learn from this process's part of a batch, as the training's step ``number``, counted from 0.

        Returns:
            This process's share of the squared error and of the cosine, [2], on the device.
        """
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.vectors.clear()
        losses = batch_losses(self.mapper, batch, half=self.half)
        (losses[0] - losses[1]).backward()
        self.vectors.sum()
        self.optimizer.step()
        decay = min(self.training.ema, (number + 1) / (number + 10))
        with torch.no_grad():
            self.vectors.mean[self.vectors.share].lerp_(self._updated, 1 - decay)
        self.vectors.publish()
        return losses.detach()

    def state(self) -> dict[str, Any]:
        """All of it, for a checkpoint; copied, since what is saved of a vector would otherwise be all of it."""
        vectors = self.vectors
        moments = {"first": vectors.first.clone(), "second": vectors.second.clone(), "steps": self._steps.clone()}
        return {"weights": vectors.weights.clone(), "mean": vectors.mean.clone(), **moments}

    def load(self, state: dict[str, Any]) -> None:
        """Go on from a :meth:`state`; one of as many processes or of another number."""
        share = self.vectors.share
        for name in ("weights", "mean", "first", "second"):
            vector: Tensor = getattr(self.vectors, name)
            # The length is rounded up to the number of processes.
            vector[share].copy_(_resized(state[name], self.vectors.length)[share])
        self._steps.copy_(state["steps"])
        self.vectors.publish()


def _resized(vector: Tensor, length: int) -> Tensor:
    """A vector cut, or filled up with zeros, to a length."""
    return F.pad(vector, (0, length - len(vector)))


def _computes_in_half(precision: str, device: torch.device) -> bool:
    if precision == "auto":
        return device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False)
    return precision == "bfloat16"
