"""The relevance matrix from stored latents alone: CLIP embeddings regressed on S, with no picture drawn."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from deltaedit.training.latents import Latents

BLOCK = 4096
#: A channel that moves less than this, in units of S, changes nothing that a regression could see.
STILL = 1e-4


def regress_relevance(latents: Latents, ridge: float = 1.0, rows: int = 0) -> Tensor:
    """Rs [S, C] by ridge regression of CLIP embeddings on standardised S; unit rows, zero for still channels.

    ``B = (X'X / N + ridge v I)^-1 X'Y / N`` with X the standardised codes, Y the centred embeddings and v the mean
    variance of a column of X (one, where the codes are whole). One pass over the latents: memory does not grow with
    their number, only with the square of the width of S.

    Codes drawn from W leave much open: all channels of S are then linear in the same few hundred numbers, so that many
    matrices explain the embeddings equally well, and the ridge shares an effect among all channels that go with it.
    Mixed codes (``latents.group`` above 1 with a Gaussian sampler) tell layers apart.

    Args:
        ridge: share of the mean variance that is added to the diagonal, above 0.
        rows: how many latents to use, from the first; 0 for all.
    """
    count = min(rows or len(latents.s), len(latents.s))
    moments = latents.moments()
    scale = moments.s_std.clamp(min=STILL).double()
    moving = moments.s_std > STILL
    width, clip_width = latents.s.shape[1], latents.clip.shape[1]
    gram = torch.zeros(width, width, dtype=torch.float64)
    cross = torch.zeros(width, clip_width, dtype=torch.float64)
    for start in range(0, count, BLOCK):
        part = slice(start, min(start + BLOCK, count))
        x = (latents.s[part].double() - moments.s_mean.double()) / scale
        y = latents.clip[part].double() - moments.clip_mean.double()
        gram += x.t() @ x / count
        cross += x.t() @ y / count
    gram.diagonal().add_(ridge * gram.diagonal().mean())
    found = torch.cholesky_solve(cross, torch.linalg.cholesky(gram))
    return F.normalize(found, dim=1).float() * moving[:, None]
