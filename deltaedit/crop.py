"""A square in a photograph: cut it out, and paste what was made of it back.

The square may be turned by any angle and reach past the edge of the photograph, as FFHQ's squares do.

All coordinates are pixels of the upright photograph, x to the right, y down, and continuous: pixel (0, 0) covers the
square from (0, 0) to (1, 1), so its middle is (0.5, 0.5).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from deltaedit.errors import ImageError

#: FFHQ softens what it mirrored beyond the photograph's edge: a blur of this many sizes of the square, at its full
#: strength this many sizes outside, and there faded into the photograph's median colour.
PADDING_BLUR = 0.02
PADDING_FADE = 0.3
#: Width of the border in which :func:`paste_back` blends into the photograph, in sizes of the square.
FEATHER = 0.1


class Point(NamedTuple):
    """A place in a photograph, or a step between two places."""

    x: float
    y: float

    def plus(self, step: Point, times: float = 1.0) -> Point:
        return Point(self.x + times * step.x, self.y + times * step.y)

    def to(self, other: Point) -> Point:
        """The step from here to another place."""
        return Point(other.x - self.x, other.y - self.y)

    def turned(self) -> Point:
        """This step turned by a quarter, clockwise as seen: right becomes down."""
        return Point(-self.y, self.x)

    @property
    def length(self) -> float:
        return math.hypot(self.x, self.y)


@dataclass(frozen=True)
class Crop:
    """A square in a photograph, turned by any angle, perhaps reaching past the edge.

    Attributes:
        center: its middle.
        half: the step from its middle to the middle of its right edge.

    Raises:
        ImageError: not finite numbers, or a square of no size.
    """

    center: Point
    half: Point

    def __post_init__(self) -> None:
        if not all(map(math.isfinite, (*self.center, *self.half))) or not 0 < self.half.length < 1e9:
            raise ImageError("A crop needs finite coordinates and a size above 0; find the face or take the centre.")

    @property
    def size(self) -> float:
        """Length of an edge in pixels of the photograph."""
        return 2 * self.half.length

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        """Top left, top right, bottom right and bottom left, as one sees them in the square."""
        right, down = self.half, self.half.turned()
        left_middle, right_middle = self.center.plus(right, -1), self.center.plus(right)
        return (
            left_middle.plus(down, -1),
            right_middle.plus(down, -1),
            right_middle.plus(down),
            left_middle.plus(down),
        )

    def scaled(self, factor: float) -> Crop:
        """The same square in the photograph resized by ``factor``."""
        return Crop(
            Point(self.center.x * factor, self.center.y * factor), Point(self.half.x * factor, self.half.y * factor)
        )


def centre_crop(image: Image.Image) -> Crop:
    """The largest upright square in the middle of a picture."""
    return Crop(Point(image.width / 2, image.height / 2), Point(min(image.size) / 2, 0.0))


def cut(image: Image.Image, crop: Crop, size: int) -> Image.Image:
    """Cut a square out of a photograph.

    Shrinking is low-passed, and what lies beyond the photograph is filled with its mirror image, softened as in FFHQ.

    Args:
        image: RGB photograph.
        crop: where.
        size: edge of the result in pixels.

    Returns:
        RGB picture of ``size`` x ``size``.

    Raises:
        ImageError: ``size`` is below 1.
    """
    if size < 1:
        raise ImageError(f"A picture needs an edge of at least 1 pixel, not {size}.")
    left, top, right, bottom = _bounds(crop)
    upright = crop.half.y == 0 and crop.half.x > 0
    if upright and left >= 0 and top >= 0 and right <= image.width and bottom <= image.height:
        return image.resize((size, size), Image.Resampling.LANCZOS, box=(left, top, right, bottom))
    # Twice the size asked for while turning, so that no detail folds over; a photograph much finer yet is shrunk first.
    fine = size if crop.size <= size else 2 * size
    shrink = min(1.0, fine / crop.size)
    columns = _window(left - 4 / shrink, right + 4 / shrink, image.width)
    rows = _window(top - 4 / shrink, bottom + 4 / shrink, image.height)
    width, height = columns[1] - columns[0], rows[1] - rows[0]
    small = image.resize(
        (max(1, round(width * shrink)), max(1, round(height * shrink))),
        Image.Resampling.LANCZOS,
        box=(columns[0], rows[0], columns[1], rows[1]),
        reducing_gap=3.0,
    )
    x, y = small.width / width, small.height / height
    bounds = ((left - columns[0]) * x, (top - rows[0]) * y, (right - columns[0]) * x, (bottom - rows[0]) * y)
    region, corner = _mirrored(small, bounds, crop.size * shrink)
    a, b, c, d, e, f = to_photo(crop, fine)
    c, f = (c - columns[0]) * x - corner[0], (f - rows[0]) * y - corner[1]
    affine = (a * x, b * x, c, d * y, e * y, f)
    turned = region.transform((fine, fine), Image.Transform.AFFINE, affine, Image.Resampling.BICUBIC)
    return turned if fine == size else turned.resize((size, size), Image.Resampling.LANCZOS)


def paste_back(photo: Image.Image, edited: Image.Image, crop: Crop) -> Image.Image:
    """Put an edited square back where it was cut out.

    Args:
        photo: the whole RGB photograph.
        edited: the square, RGB, of any size.
        crop: where it was cut out.

    Returns:
        A photograph of the same size; every pixel outside the square is exactly as it was.
    """
    result = photo.copy()
    left, top, right, bottom = _bounds(crop)
    box = (
        max(0, math.floor(left)),
        max(0, math.floor(top)),
        min(photo.width, math.ceil(right)),
        min(photo.height, math.ceil(bottom)),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        return result
    edge = math.ceil(min(crop.size, max(edited.size)))
    square = edited if edited.size == (edge, edge) else edited.resize((edge, edge), Image.Resampling.LANCZOS)
    size = (box[2] - box[0], box[3] - box[1])
    warped = square.transform(size, Image.Transform.AFFINE, _from_photo(crop, edge, box), Image.Resampling.BICUBIC)
    mask = _mask(edge).transform(size, Image.Transform.AFFINE, _from_photo(crop, edge, box), Image.Resampling.BILINEAR)
    result.paste(warped, box, mask)
    return result


def _bounds(crop: Crop) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the upright rectangle around a square."""
    x, y = zip(*crop.corners)
    return min(x), min(y), max(x), max(y)


def _window(low: float, high: float, length: int) -> tuple[int, int]:
    """The part of an axis that a stretch of it shows, what is mirrored into the stretch included."""
    start, end = math.floor(max(0, min(low, 2 * length - high))), math.ceil(min(length, max(high, -low)))
    return min(start, length - 1), max(end, 1)


def to_photo(crop: Crop, size: int) -> tuple[float, float, float, float, float, float]:
    """Pillow's six numbers that take a pixel of a cut-out of ``size`` to its place in the photograph."""
    corner, x, y = crop.corners[0], crop.half.x * 2 / size, crop.half.y * 2 / size
    return x, -y, corner.x, y, x, corner.y


def _from_photo(crop: Crop, size: int, box: tuple[int, int, int, int]) -> tuple[float, ...]:
    """Pillow's six numbers that take a pixel of the photograph's ``box`` to its place in a cut-out of ``size``."""
    corner = crop.corners[0].to(Point(box[0], box[1]))
    step = size / (2 * crop.half.length**2)
    x, y = crop.half.x * step, crop.half.y * step
    return x, y, x * corner.x + y * corner.y, -y, x, x * corner.y - y * corner.x


def _mirrored(
    image: Image.Image, bounds: tuple[float, float, float, float], size: float
) -> tuple[Image.Image, tuple[int, int]]:
    """A rectangle of a picture, mirrored over its edges as often as needed, and the rectangle's corner.

    Args:
        image: the picture.
        bounds: left, top, right, bottom; two pixels more are taken on each side, for the resampling.
        size: edge of the square that will be cut, which says how wide the softening is.
    """
    columns = np.arange(math.floor(bounds[0]) - 2, math.ceil(bounds[2]) + 2)
    rows = np.arange(math.floor(bounds[1]) - 2, math.ceil(bounds[3]) + 2)
    pixels = np.asarray(image)
    region = pixels[_reflected(rows, image.height)[:, None], _reflected(columns, image.width)[None]]
    outside = np.maximum(_beyond(rows, image.height)[:, None], _beyond(columns, image.width)[None])
    if not outside.any():
        return Image.fromarray(region), (int(columns[0]), int(rows[0]))
    strength = np.clip(outside / (PADDING_FADE * size), 0, 1)
    soft = _blended(Image.fromarray(region), size * PADDING_BLUR, np.clip(3 * strength, 0, 1))
    # Some ten thousand pixels tell the median as well as all do.
    sample = pixels[:: 1 + image.height // 100, :: 1 + image.width // 100]
    flat = Image.new("RGB", soft.size, tuple(int(value) for value in np.median(sample, axis=(0, 1))))
    return Image.composite(flat, soft, _as_mask(strength)), (int(columns[0]), int(rows[0]))


def _blended(image: Image.Image, radius: float, weight: NDArray[np.floating]) -> Image.Image:
    return Image.composite(image.filter(ImageFilter.GaussianBlur(radius)), image, _as_mask(weight))


def _as_mask(weight: NDArray[np.floating]) -> Image.Image:
    return Image.fromarray((weight * 255).round().astype(np.uint8))


def _reflected(positions: NDArray[np.int_], length: int) -> NDArray[np.int_]:
    """Positions on an endless line of mirror images to positions 0..length-1."""
    folded = positions % (2 * length)
    return np.minimum(folded, 2 * length - 1 - folded)


def _beyond(positions: NDArray[np.int_], length: int) -> NDArray[np.float32]:
    """How far each position lies outside 0..length-1."""
    return np.maximum(np.maximum(-positions, positions - (length - 1)), 0).astype(np.float32)


def _mask(size: int) -> Image.Image:
    """[size, size] of 0..255: 0 at the border, 255 inside, an S-shaped rise between the two."""
    places = (np.arange(size) + 0.5) / size
    depth = np.minimum(places, 1 - places)
    rise = np.clip((depth - 0.5 / size) / FEATHER, 0, 1)
    smooth = rise * rise * (3 - 2 * rise)
    return _as_mask(smooth[:, None] * smooth[None])
