"""The relevance matrix: how every StyleSpace channel moves a picture in CLIP space.

Patashnik et al., "StyleCLIP", ICCV 2021, sec. 6; DeltaEdit uses it to leave alone the channels that have nothing to do
with the text (sec. 3.4).
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

from deltaedit.clip_space import ClipSpace
from deltaedit.errors import ShapeError
from deltaedit.models import Generator

PERTURBATION_SIGMAS = 5.0
#: Share of the channels that a threshold which would leave none is lowered to.
FEWEST_SHARE = 0.02


class RelevanceMatrix:
    """Rs [S, C]: a unit vector of CLIP space a channel, zero for a channel that changes nothing."""

    def __init__(self, matrix: Tensor) -> None:
        if matrix.ndim != 2:
            raise ShapeError(f"a relevance matrix is [channels, CLIP width], not {list(matrix.shape)}.")
        self.matrix = matrix.float()

    @property
    def channels(self) -> int:
        return int(self.matrix.shape[0])

    def scores(self, delta_raw: Tensor) -> Tensor:
        """``|Rs . delta_t|``: relevance of every channel to raw text deltas, [..., C] to [..., S]."""
        if delta_raw.shape[-1] != self.matrix.shape[1]:
            raise ShapeError(
                f"the relevance matrix was made for CLIP embeddings of {self.matrix.shape[1]}, "
                f"not of {delta_raw.shape[-1]}."
            )
        return (delta_raw.to(self.matrix) @ self.matrix.t()).abs()

    def mask(self, delta_raw: Tensor, threshold: float) -> Tensor:
        """True where a channel may be edited: its score reaches the threshold. [..., C] to bool [..., S]."""
        return self.scores(delta_raw) >= threshold

    def usable_threshold(self, delta_raw: Tensor, threshold: float) -> float:
        """``threshold``, or a lower one that the most relevant channels reach, where none reaches it. For [C]."""
        scores = self.scores(delta_raw)
        if bool((scores >= threshold).any()):
            return threshold
        fewest = max(1, int(FEWEST_SHARE * self.channels))
        return float(scores.topk(fewest).values[-1])


@torch.no_grad()
def estimate_relevance(
    generator: Generator,
    clip: ClipSpace,
    w_plus: Tensor,
    s_std: Tensor,
    *,
    batch: int = 32,
    channels: range | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Tensor:
    """Estimate Rs by perturbing each channel, as StyleCLIP does.

    For every channel the pictures at +5 and -5 standard deviations are embedded, each normalised, subtracted,
    normalised and averaged over the codes; each row is then normalised.

    Args:
        w_plus: codes to perturb [N, n_latent, style_dim].
        s_std: standard deviation of every channel [S].
        batch: pictures synthesised at once.
        channels: the channels to estimate; all by default.
        progress: called with (channels done, channels in all).

    Returns:
        [len(channels), C] float32.
    """
    s = generator.w_to_s(w_plus)
    wanted = channels if channels is not None else range(generator.layout.total)
    codes = max(1, batch // 2)
    rows = []
    for done, channel in enumerate(wanted):
        differences = []
        step = PERTURBATION_SIGMAS * s_std[channel]
        for s_part, w_part in zip(s.split(codes), w_plus.split(codes)):
            moved = s_part.repeat(2, 1)
            moved[: len(s_part), channel] += step
            moved[len(s_part) :, channel] -= step
            embedded = clip.embed_image(generator.synthesize(moved, w_part.repeat(2, 1, 1)))
            up, down = embedded.chunk(2)
            differences.append(F.normalize(up - down, dim=1))
        rows.append(F.normalize(torch.cat(differences).mean(dim=0), dim=0))
        if progress is not None:
            progress(done + 1, len(wanted))
    return torch.stack(rows)
