"""One step of a mapper's training: loss, gradients of all processes, Adam, and the running mean of the weights."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from deltaedit.models import DeltaMapper
from deltaedit.training.gradients import GradientSum
from deltaedit.training.mapper_config import MapperTraining
from deltaedit.training.pairs import Batch

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

    def __init__(self, mapper: DeltaMapper, training: MapperTraining, gradients: GradientSum) -> None:
        """Begin with a mapper on the device to train on; ``gradients`` are of this mapper."""
        device = mapper.s_std.device
        self.mapper, self.training, self.gradients = mapper, training, gradients
        self.averaged = DeltaMapper(mapper.config).to(device).requires_grad_(False)
        self.averaged.load_state_dict(mapper.state_dict())
        self.optimizer = torch.optim.Adam(
            mapper.parameters(), lr=training.learning_rate, betas=training.betas, fused=device.type in ("cpu", "cuda")
        )
        self.half = _computes_in_half(training.precision, device)

    def step(self, batch: Batch, rate: float, number: int) -> Tensor:
        """Learn from this process's part of a batch, as the training's step ``number``, counted from 0.

        Returns:
            This process's share of the squared error and of the cosine, [2], on the device.
        """
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.gradients.clear()
        losses = batch_losses(self.mapper, batch, half=self.half)
        (losses[0] - losses[1]).backward()
        self.gradients.sum()
        self.optimizer.step()
        decay = min(self.training.ema, (number + 1) / (number + 10))
        with torch.no_grad():
            for mean, now in zip(self.averaged.parameters(), self.mapper.parameters()):
                mean.lerp_(now, 1 - decay)
        return losses.detach()

    def state(self) -> dict[str, Any]:
        """All of it, for a checkpoint."""
        return {
            "mapper": self.mapper.state_dict(),
            "averaged": self.averaged.state_dict(),
            "optimizer": self.optimizer.state_dict(),
        }

    def load(self, state: dict[str, Any]) -> None:
        """Go on from a :meth:`state`."""
        self.mapper.load_state_dict(state["mapper"])
        self.averaged.load_state_dict(state["averaged"])
        self.optimizer.load_state_dict(state["optimizer"])


def _computes_in_half(precision: str, device: torch.device) -> bool:
    if precision == "auto":
        return device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False)
    return precision == "bfloat16"
