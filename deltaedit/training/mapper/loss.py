"""The loss of a Delta Mapper (Lyu et al., CVPR 2023, sec. 3.3)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from deltaedit.models import DeltaMapper
from deltaedit.training.mapper.pairs import Batch


def batch_losses(
    mapper: DeltaMapper, batch: Batch, *, bfloat16: bool = False, network: nn.Module | None = None
) -> Tensor:
    """This process's share of the mean squared error and of the mean cosine, [2]; the shares of all processes add up.

    Args:
        mapper: gives the units of the error.
        bfloat16: use bfloat16 for the network where torch's autocast does; never for the losses.
        network: a wrapper around the mapper that computes its output; None for the mapper itself.
    """
    network = network or mapper
    with torch.autocast(batch.s.device.type, torch.bfloat16, enabled=bfloat16):
        delta_s = network(batch.s, batch.clip, batch.delta_clip)
    predicted, wanted = delta_s.float() / mapper.s_std, batch.delta_s / mapper.s_std
    squared = (predicted - wanted).square().sum() / (batch.size * wanted.shape[1])
    # A zero change has no direction.
    cosine = (F.cosine_similarity(predicted, wanted, dim=1) * batch.moves).sum() / batch.moving
    return torch.stack([squared, cosine])
