"""The relevance matrix: how every StyleSpace channel moves a picture in CLIP space.

Patashnik et al., "StyleCLIP", ICCV 2021, sec. 6; DeltaEdit uses it to leave alone the channels that have nothing to do
with the text (sec. 3.4).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

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
    """Rs [S, C]: a unit vector of CLIP space per channel, zero for a channel that changes nothing.

    Attributes:
        matrix: Rs, float32.
        s_std: standard deviation of every channel of S, [S], which global directions are measured in; None where the
            file had none.
    """

    def __init__(self, matrix: Tensor, s_std: Tensor | None = None) -> None:
        if matrix.ndim != 2:
            raise ShapeError(f"a relevance matrix is [channels, CLIP width], not {list(matrix.shape)}.")
        if s_std is not None and s_std.shape != matrix.shape[:1]:
            raise ShapeError(f"the spread of S is [{matrix.shape[0]}] for this matrix, not {list(s_std.shape)}.")
        self.matrix = matrix.float()
        self.s_std = None if s_std is None else s_std.float()

    @property
    def channels(self) -> int:
        return int(self.matrix.shape[0])

    def _signed(self, delta: Tensor) -> Tensor:
        """``Rs . delta_t``, [..., C] to [..., S]."""
        if delta.shape[-1] != self.matrix.shape[1]:
            width = self.matrix.shape[1]
            raise ShapeError(f"the relevance matrix is for CLIP embeddings of {width}, not of {delta.shape[-1]}.")
        return delta.to(self.matrix) @ self.matrix.t()

    def scores(self, delta_raw: Tensor) -> Tensor:
        """``|Rs . delta_t|``: relevance of every channel to raw text deltas, [..., C] to [..., S]."""
        return self._signed(delta_raw).abs()

    def reach(self, delta_raw: Tensor, threshold: float) -> float:
        """How much a raw text delta [C] moves: the scores of the channels that reach the threshold, summed."""
        scores = self.scores(delta_raw)
        return float(scores[scores >= threshold].sum())

    def mask(self, delta_raw: Tensor, threshold: float) -> Tensor:
        """True where a channel may be edited: its score reaches the threshold. [..., C] to bool [..., S]."""
        return self.scores(delta_raw) >= threshold

    def global_direction(self, delta_unit: Tensor) -> Tensor:
        """StyleCLIP's global directions: the same change of S for every picture, [..., C] to [..., S].

        Every channel moves by its signed relevance to the text, in units of its own standard deviation (Patashnik et
        al., 2021, sec. 6); no training is needed. StyleCLIP scales by the most relevant channel, which is at the mercy
        of one row; here the root mean square of all channels is one standard deviation, which did a little better on
        the avatars (benchmarks/relevance.py).

        Raises:
            ShapeError: the matrix came without the spread of S, or was made for other embeddings.
        """
        if self.s_std is None:
            raise ShapeError("this relevance matrix came without the spread of S, which global directions need.")
        signed = self._signed(delta_unit)
        return signed / signed.square().mean(dim=-1, keepdim=True).sqrt().clamp(min=1e-8) * self.s_std


def usable_threshold(scores: Tensor, threshold: float) -> float:
    """``threshold``, or where no score [S] reaches it a lower one that the most relevant 2 % of the channels reach."""
    if bool((scores >= threshold).any()):
        return threshold
    fewest = max(1, int(FEWEST_SHARE * len(scores)))
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


@dataclass(frozen=True)
class RelevanceEstimate:
    """What one standard deviation of every channel does in CLIP space.

    Attributes:
        matrix: Rs, where it moves a picture's embedding: unit rows [S, C], zero for channels that change nothing.
        strength: how far it moves it, on average over pictures [S].
    """

    matrix: Tensor
    strength: Tensor


@dataclass(frozen=True)
class RelevanceSums:
    """How far :func:`measure_relevance` has come, to go on from after an interruption.

    Attributes:
        pictures: how many are in the sums.
        rows: sum over pictures of each channel's unit slope, in the basis of the directions [S, K].
        strength: sum of the slopes' lengths [S].
    """

    pictures: int
    rows: Tensor
    strength: Tensor


def measure_relevance(
    generator: Generator,
    clip: ClipSpace,
    w_plus: Tensor,
    s_std: Tensor,
    *,
    batch: int = 2,
    directions: int = 64,
    embeddings: Tensor | None = None,
    shift: float = 1.0,
    seed: int = 0,
    begun: RelevanceSums | None = None,
    progress: Callable[[int, int], None] | None = None,
    keep: Callable[[RelevanceSums], None] | None = None,
) -> RelevanceEstimate:
    """Find Rs and the strength of every channel by differentiating through generator and CLIP.

    StyleCLIP (sec. 6) subtracts the embeddings at both ends of a channel; here the slope ``d clip(G(s)) / d s_c`` takes
    the place of that difference. A backward pass from one direction of CLIP space gives the slopes of *all* channels
    along it, so the cost does not grow with their number: it is one backward pass per direction and picture. The
    directions are the principal ones of pictures' embeddings, where nearly all of the movement lies. As in the
    published way, each picture's row is normalised before the average over pictures, and the average again. Slopes are
    taken at codes moved at random, since the published differences, too, reach far from where a picture is; global
    directions edit better for it (measured on the avatars: at 2 best, at 0 and at 4 worse than by perturbing).

    Args:
        generator, clip: what draws and what looks.
        w_plus: codes of pictures like those that will be edited [N, n_latent, style_dim]. Slopes differ much from
            picture to picture, so more pictures are a better estimate: 16 are few, 32 are good.
        s_std: standard deviation of every channel [S].
        batch: pictures at once. The result does not depend on it; memory does, by about 0.6 GB per picture at 256x256.
        directions: how many principal directions of CLIP space; fewer where the embeddings have fewer.
        embeddings: unit embeddings of pictures of this generator, whose principal directions are taken [M, C]. Those of
            ``w_plus`` by default, which give fewer than N directions: pass a few hundred where they are at hand.
        shift: by up to how many standard deviations every channel of every code is moved; 0 leaves the codes alone.
        seed: of those moves.
        begun: sums of the first pictures from an earlier call with the same arguments, which are not looked at again.
        progress: called with (pictures done, pictures in all).
        keep: called with the sums after every batch.

    Raises:
        ShapeError: no pictures, fewer than two embeddings, a spread of another width, a count that is not positive or a
            shift that is negative.
    """
    total = generator.layout.total
    if len(w_plus) == 0:
        raise ShapeError("relevance is measured on pictures, but no code of one was given.")
    if s_std.shape != (total,):
        raise ShapeError(f"this generator has {total} StyleSpace channels, but a spread {list(s_std.shape)} was given.")
    for name, value in (("pictures in a batch", batch), ("directions", directions)):
        if value < 1:
            raise ShapeError(f"the number of {name} must be at least 1, not {value}.")
    if not 0 <= shift < math.inf:
        raise ShapeError(f"the shift of the codes must be a number of at least 0, not {shift}.")
    seen = _embeddings(generator, clip, w_plus, batch) if embeddings is None else embeddings.to(w_plus)
    if seen.ndim != 2 or len(seen) < 2:
        raise ShapeError(f"the directions in which pictures differ need at least 2 embeddings, not {list(seen.shape)}.")
    basis = _principal_directions(seen, directions)
    sums = begun or RelevanceSums(0, w_plus.new_zeros(total, len(basis)), w_plus.new_zeros(total))
    moves = torch.rand(len(w_plus), total, generator=torch.Generator().manual_seed(seed)).to(w_plus) * 2 - 1
    moves *= shift * s_std
    left = slice(sums.pictures, None)
    for part, move in zip(w_plus[left].split(batch), moves[left].split(batch)):
        rows, strength = sums.rows.clone(), sums.strength.clone()
        for slopes in _slopes(generator, clip, part, move, basis) * s_std[:, None]:
            rows += F.normalize(slopes, dim=1)
            strength += slopes.norm(dim=1)
        sums = RelevanceSums(sums.pictures + len(part), rows, strength)
        if keep is not None:
            keep(sums)
        if progress is not None:
            progress(sums.pictures, len(w_plus))
    return RelevanceEstimate(F.normalize(sums.rows @ basis, dim=1), sums.strength / len(w_plus))


def _slopes(generator: Generator, clip: ClipSpace, w_plus: Tensor, move: Tensor, basis: Tensor) -> Tensor:
    """Derivatives by S, at codes moved by ``move`` [B, S], of embeddings along a basis [K, C], [B, S, K]."""
    with torch.enable_grad():
        s = (generator.w_to_s(w_plus) + move).detach().requires_grad_(True)
        along = clip.embed_image(generator.synthesize(s, w_plus)) @ basis.t()
        slopes = [torch.autograd.grad(one.sum(), s, retain_graph=True)[0] for one in along.t()]
    return torch.stack(slopes, dim=-1)


@torch.no_grad()
def _embeddings(generator: Generator, clip: ClipSpace, w_plus: Tensor, batch: int) -> Tensor:
    """Unit embeddings [N, C] of the pictures of codes."""
    return torch.cat([clip.embed_image(generator.draw(part)) for part in w_plus.split(batch)])


def _principal_directions(embeddings: Tensor, count: int) -> Tensor:
    """The orthonormal directions [K, C] in which embeddings [N, C] differ most, at most ``count`` of them."""
    _, spread, directions = torch.linalg.svd(embeddings - embeddings.mean(dim=0), full_matrices=False)
    # What has no spread is a rounding error, and would change with the batch.
    exist = int((spread > 1e-5 * spread[0].clamp(min=1e-12)).sum())
    return directions[: max(1, min(count, exist))]
