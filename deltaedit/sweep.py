"""An edit at many strengths: its frames, where between them the picture changes, and how far that means anything.

What the page drags through, a strip to choose from and an animation are all made of one :class:`Sweep`.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from deltaedit.clip_space import ClipSpace
from deltaedit.errors import PromptError, ShapeError, finite_number
from deltaedit.images import batch_to_tensor
from deltaedit.inversion import Samples

#: Drawn at a time: on a CPU a third faster than all at once, and what a generator of 1024 pixels needs stays bounded.
CHUNK = 8
#: More would be a film; what somebody sends must not fill the memory.
MOST_FRAMES = 512
#: Pixels that are enough while a picture is moving.
PREVIEW_PIXELS = 256
#: Of a sweep that is looked for by :func:`explore`: enough to drag through, few enough for a second of work.
FRAMES = 31
#: One in so many of them is spent on each side of 0, to learn where the change is.
LOOKED_ONE_IN = 5
STRIP_FRAMES = 5
#: Of the whole way of the picture: what is not there yet at the beginning, and is as good as there at the end.
BEGUN, DONE = 0.05, 0.95
#: To tell how lonely samples are among themselves, so many of them are asked.
ASKED_SAMPLES = 256
#: In percent: samples that have fewer neighbours than all but so many are rare, and no example of a good picture.
RAREST = 1
SHEET_QUALITY, ANIMATION_QUALITY = 85, 90


@dataclass(frozen=True)
class Sweep:
    """Pictures of one edit at several strengths.

    Attributes:
        strengths: ascending, no two the same.
        frames: the picture at each [N, H, W, 3], uint8 RGB.

    Raises:
        ShapeError: there are not as many frames as strengths, or these do not ascend.
    """

    strengths: tuple[float, ...]
    frames: NDArray[np.uint8]

    def __post_init__(self) -> None:
        if self.frames.ndim != 4 or len(self.strengths) != len(self.frames) or not self.strengths:
            raise ShapeError(
                f"A sweep of {len(self.strengths)} strengths needs as many frames of [height, width, 3], not "
                f"{list(self.frames.shape)}."
            )
        if any(a >= b for a, b in zip(self.strengths, self.strengths[1:])):
            raise ShapeError("The strengths of a sweep must ascend, each once.")

    @cached_property
    def way(self) -> NDArray[np.float64]:
        """How far the picture has changed on its way from the first frame to each [N], in grey levels.

        The sum of the root mean square differences between neighbouring frames: the length of the path, not the
        distance between its ends.
        """
        steps = [_difference(a, b) for a, b in zip(self.frames, self.frames[1:])]
        return np.concatenate([[0.0], np.cumsum(steps)])

    def image(self, index: int) -> Image.Image:
        """A frame as a picture."""
        return Image.fromarray(self.frames[index])

    def nearest(self, strength: float) -> int:
        """Which frame is nearest to a strength."""
        return int(np.argmin(np.abs(np.asarray(self.strengths) - strength)))

    def even(self, count: int) -> tuple[float, ...]:
        """Strengths from the first to the last between which the picture changes about equally, ascending.

        Where nothing changes at all, they are equally far apart.
        """
        strengths = np.asarray(self.strengths)
        share = (strengths - strengths[0]) / max(strengths[-1] - strengths[0], np.finfo(float).tiny)
        # A trace of the strength itself, so that no two places are the same even where the picture stands still.
        places = self.way + share * max(self.way[-1] * 1e-6, np.finfo(float).tiny)
        found = np.interp(np.linspace(0, places[-1], count), places, strengths)
        return tuple(float(strength) for strength in found)

    def within(self, low: float, high: float) -> Sweep:
        """The frames from one strength to another.

        Raises:
            ShapeError: there is none.
        """
        kept = [k for k, strength in enumerate(self.strengths) if low <= strength <= high]
        return Sweep(tuple(self.strengths[k] for k in kept), self.frames[kept])

    def joined(self, other: Sweep) -> Sweep:
        """The frames of both, in order; they must have no strength in common."""
        strengths = (*self.strengths, *other.strengths)
        order = np.argsort(strengths)
        return Sweep(tuple(strengths[k] for k in order), np.concatenate([self.frames, other.frames])[order])


Draw = Callable[[Sequence[float]], Sweep]


@dataclass(frozen=True)
class Course:
    """What an edit does as its strength grows.

    Attributes:
        sweep: frames over the useful range, more of them where the picture changes more.
        low, high: the useful range; low is 0 where nothing below that is of use, high is at least 1 (the full edit).
        begins: from here on something is to be seen, above 0.
        saturates: from here on little is added, above 0.
        breaks: (below 0, above 0) where the picture leaves what the bundle's samples look like; None where it does not
            within the limits, or where the bundle has no samples to compare with.
    """

    sweep: Sweep
    low: float
    high: float
    begins: float
    saturates: float
    breaks: tuple[float | None, float | None]


def checked_strengths(strengths: Sequence[float]) -> tuple[float, ...]:
    """The strengths of a sweep in ascending order, each once.

    Raises:
        PromptError: there is none, or there are too many, or one is no number.
    """
    if not 1 <= len(strengths) <= MOST_FRAMES:
        raise PromptError(f"A sweep takes 1 to {MOST_FRAMES} strengths, not {len(strengths)}.")
    return tuple(sorted({finite_number(strength, "strength") for strength in strengths}))


def to_frames(pictures: Tensor, strengths: Sequence[float]) -> NDArray[np.uint8]:
    """Pictures [N, 3, H, W], nominally in [-1, 1], to [N, H, W, 3] uint8.

    Raises:
        PromptError: at one of the strengths the generator came to no number at all.
    """
    broken = ~torch.isfinite(pictures).flatten(1).all(1)
    if broken.any():
        first = strengths[int(broken.nonzero()[0])]
        raise PromptError(f"At strength {first:g} the generator draws nothing any more; choose one nearer to 0.")
    return ((pictures.clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).cpu().numpy()


def explore(
    draw: Draw, clip: ClipSpace, samples: Samples | None, least: float, most: float, frames: int = FRAMES
) -> Course:
    """Look for the useful range of an edit, and draw the frames within it where the picture changes.

    A first look at a few strengths tells where the picture leaves what the samples look like, and where it stops
    changing. The other frames go into the largest gaps between the frames so far.

    Args:
        draw: the frames at some strengths, as by :meth:`deltaedit.editor.DeltaEditor.sweep`.
        clip: whose eyes judge likeness.
        samples: of the bundle; None where it has none.
        least, most: the limits that nothing is looked for beyond; 0 is within, and so is 1.
        frames: how many in all, those of the first look outside of the useful range included.
    """
    looks = max(2, frames // LOOKED_ONE_IN)
    above = np.linspace(0, most, looks + 1)
    below = np.linspace(least, 0, looks + 1)[:-1] if least < 0 else above[:0]
    full = min(1.0, most)
    first = draw(sorted({*below.tolist(), *above.tolist(), full}))
    breaks = _breaks(first, full, clip, samples)
    good = [a for a in first.strengths if (breaks[0] or -math.inf) < a < (breaks[1] or math.inf)]
    low, _, _ = _useful(first, good[0], 0.0)
    high, begins, saturates = _useful(first, max(good[-1], full), full)
    sweep = first.within(low, high)
    if missing := {low, high} - set(sweep.strengths):
        sweep = sweep.joined(draw(sorted(missing)))
    while (room := frames - len(sweep.strengths)) > 0:
        sweep = sweep.joined(draw(_between(sweep, min(room, CHUNK))))
    return Course(sweep, low, high, begins, saturates, breaks)


def corrected(preview: Sweep, original: Image.Image) -> Sweep:
    """A preview, with what the layers that did not draw it would add to the original.

    These layers shift colours and sharpen edges, most of it alike at every strength.

    Args:
        preview: frames of fewer pixels than the generator has, one of them at strength 0.
        original: the picture at strength 0, as the whole generator draws it.
    """
    height, width = preview.frames.shape[1:3]
    reduced = np.asarray(original.resize((width, height), Image.Resampling.BOX), np.int16)
    added = reduced - preview.frames[preview.strengths.index(0.0)]
    return Sweep(preview.strengths, (preview.frames + added).clip(0, 255).astype(np.uint8))


def sprite_sheet(sweep: Sweep) -> tuple[bytes, int]:
    """All frames of a sweep in one picture, row by row, as a WebP.

    Returns:
        The file, and the number of columns.

    Raises:
        ShapeError: more pixels along an edge than WebP can hold.
    """
    count, height, width, _ = sweep.frames.shape
    columns = math.ceil(math.sqrt(count))
    rows = math.ceil(count / columns)
    if max(columns * width, rows * height) > 16383:
        raise ShapeError(f"{count} frames of {width} x {height} pixels do not fit into one WebP; draw them smaller.")
    # The last frame fills what is left of the last row: it costs nothing, and black squares would.
    cells = sweep.frames[np.minimum(np.arange(rows * columns), count - 1)]
    sheet = cells.reshape(rows, columns, height, width, 3).swapaxes(1, 2).reshape(rows * height, columns * width, 3)
    file = io.BytesIO()
    Image.fromarray(sheet).save(file, "WEBP", quality=SHEET_QUALITY, method=2)
    return file.getvalue(), columns


def strip(sweep: Sweep, count: int = STRIP_FRAMES) -> Image.Image:
    """A few frames side by side, equally different from each other, from the first to the last."""
    chosen = [sweep.nearest(strength) for strength in sweep.even(count)]
    return Image.fromarray(np.concatenate(list(sweep.frames[chosen]), axis=1))


def animation(sweep: Sweep, kind: str = "webp", *, count: int = 24, seconds: float = 1.5) -> bytes:
    """The edit growing and going back, for ever, in equally different frames.

    Args:
        kind: "gif" or "webp".
        count: frames of one way.
        seconds: of one way.

    Raises:
        PromptError: another kind.
    """
    options: dict[str, dict[str, object]] = {"webp": {"quality": ANIMATION_QUALITY, "method": 2}, "gif": {}}
    if kind not in options:
        raise PromptError(f"An animation is a {' or a '.join(options)}, not '{kind}'.")
    there = [sweep.image(sweep.nearest(strength)) for strength in sweep.even(count)]
    file = io.BytesIO()
    there[0].save(
        file,
        kind.upper(),
        save_all=True,
        append_images=[*there[1:], *there[-2:0:-1]],
        duration=round(1000 * seconds / count),
        loop=0,
        **options[kind],
    )
    return file.getvalue()


def _difference(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    """Root mean square difference of two pictures, in grey levels."""
    return float(np.sqrt(np.mean((a.astype(np.float32) - b.astype(np.float32)) ** 2)))


def _between(sweep: Sweep, count: int) -> list[float]:
    """Where more frames are needed most: strengths that divide the largest gaps between neighbours."""
    # Where nothing changes, the widest gap in strength is the largest.
    gaps = np.diff(sweep.way) + 1e-6 * np.diff(np.asarray(sweep.strengths))
    parts = np.ones(len(gaps))
    for _ in range(count):
        parts[np.argmax(gaps / parts)] += 1
    pairs = zip(sweep.strengths, sweep.strengths[1:])
    return [float(a + (b - a) * k / n) for (a, b), n in zip(pairs, parts) for k in range(1, int(n))]


def _breaks(sweep: Sweep, full: float, clip: ClipSpace, samples: Samples | None) -> tuple[float | None, float | None]:
    """The first strengths on both sides of 0 at which the picture is unlike everything that the generator is for.

    A picture is as like the samples as its nearest one is in CLIP's eyes. Somebody's own picture may be unlike all of
    them from the start, and an edit may lead to where they are few; so it is compared with the original and with the
    full edit, and may be as much less like the samples as the rarest of these are less like the others than is usual.
    """
    if samples is None:
        return None, None
    pictures = batch_to_tensor(sweep.frames, samples.clip.device)
    embedded = torch.cat([clip.embed_image(chunk) for chunk in pictures.split(CHUNK)])
    likeness = (embedded @ samples.clip.t()).amax(1).tolist()
    asked = torch.linspace(0, len(samples.clip) - 1, ASKED_SAMPLES, device=samples.clip.device).long().unique()
    among = samples.clip[asked] @ samples.clip.t()
    among[torch.arange(len(asked)), asked] = -1
    usual, rare = np.percentile(among.amax(1).cpu().numpy(), [50, RAREST])
    floor = min(likeness[sweep.nearest(0.0)], likeness[sweep.nearest(full)]) - float(usual - rare)
    broken = [strength for strength, like in zip(sweep.strengths, likeness) if like < floor]
    return max((a for a in broken if a < 0), default=None), min((a for a in broken if a > 0), default=None)


def _useful(sweep: Sweep, limit: float, least: float) -> tuple[float, float, float]:
    """How far to go from 0 towards a limit, and where on that way the change begins and is as good as done.

    Args:
        limit: one of the strengths of the sweep, not to be passed; its sign says which side is meant.
        least: not to be undercut.
    """
    side = [k for k, strength in enumerate(sweep.strengths) if min(limit, 0) <= strength <= max(limit, 0)]
    side.sort(key=lambda k: abs(sweep.strengths[k]))
    distances = [_difference(sweep.frames[side[0]], sweep.frames[k]) for k in side]
    # The farthest that the picture has been by then: some changes turn back.
    reached = np.maximum.accumulate(distances)
    if not reached[-1]:
        return least, 0.0, 0.0
    strengths = [abs(sweep.strengths[k]) for k in side]
    begins, done = (float(np.interp(share * reached[-1], reached, strengths)) for share in (BEGUN, DONE))
    # In tenths, as people say it.
    far = min(max(math.ceil(done * 10 - 1e-9) / 10, least), abs(limit))
    return math.copysign(far, limit), begins, done
