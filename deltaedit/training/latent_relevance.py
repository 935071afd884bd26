"""Estimating the relevance matrix from stored latents, by regressing CLIP embeddings on S, without drawing pictures."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from deltaedit.training.latents import Latents

BLOCK = 4096
#: Channels of a smaller standard deviation, in units of S, count as constant.
MIN_STD = 1e-4


def regress_relevance(latents: Latents, ridge: float = 1.0, rows: int = 0) -> Tensor:
    """Rs [S, C] by ridge regression of CLIP embeddings on standardised S; unit rows, zero for constant channels.

    ``B = (X'X / N + ridge v I)^-1 X'Y / N``, where X are the standardised codes, Y the centred embeddings, and v is the
    mean variance of a column of X (1, if all rows are used). It takes one pass over the latents, and memory depends on
    the square of the width of S, not on the number of latents.

    Codes from W alone do not determine the matrix: all channels of S are then linear in the same few hundred numbers,
    so many matrices explain the embeddings equally well, and the ridge distributes an effect over all correlated
    channels. Codes of mixed layers (``latents.group`` above 1 with a Gaussian sampler) separate the layers.

    Args:
        ridge: added to the diagonal, as a share of the mean variance; above 0.
        rows: how many latents to use, from the first on; 0 for all.
    """
    count = min(rows or len(latents.s), len(latents.s))
    moments = latents.moments
    scale = moments.s_std.clamp(min=MIN_STD).double()
    varying = moments.s_std > MIN_STD
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
    matrix = torch.cholesky_solve(cross, torch.linalg.cholesky(gram))
    return F.normalize(matrix, dim=1).float() * varying[:, None]
