"""Squares cut out of photographs, and pasted back."""

from __future__ import annotations

import math

import numpy as np
import pytest
import skimage.data
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from deltaedit.crop import Crop, Point, centre_crop, cut, paste_back
from deltaedit.errors import ImageError
from deltaedit.images import psnr, square

ASTRONAUT = Image.fromarray(skimage.data.astronaut())

BAD_CROPS = {
    "not a number": (Point(math.nan, 0), Point(1, 0)),
    "infinite": (Point(0, 0), Point(math.inf, 0)),
    "minus infinite": (Point(0, -math.inf), Point(1, 0)),
    "no size": (Point(0, 0), Point(0, 0)),
    "beyond all measure": (Point(0, 0), Point(1e12, 0)),
}


@pytest.mark.parametrize("name", BAD_CROPS)
def test_squares_that_are_none(name: str) -> None:
    with pytest.raises(ImageError, match="finite coordinates and a size above 0"):
        Crop(*BAD_CROPS[name])


# Cutting.


def smooth_picture(width: int, height: int, seed: int) -> Image.Image:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(3))


@pytest.mark.parametrize("size", [(64, 64), (200, 90), (91, 200), (1000, 8)])
def test_the_centre_is_what_it_always_was(size: tuple[int, int]) -> None:
    image = smooth_picture(*size, seed=1)
    old = np.asarray(square(image, 64), dtype=int)
    assert np.abs(np.asarray(cut(image, centre_crop(image), 64), dtype=int) - old).max() <= 1


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_quarter_turns(quarters: int) -> None:
    image = smooth_picture(160, 120, seed=2)
    half = [Point(40, 0), Point(0, 40), Point(-40, 0), Point(0, -40)][quarters]
    upright = cut(image, Crop(Point(80, 60), Point(40, 0)), 80)
    # Where the square's right side points down in the photograph, the cut shows it turned counter-clockwise.
    expected = upright.rotate(90 * quarters)
    assert psnr(cut(image, Crop(Point(80, 60), half), 80), expected) > 45


def test_shrinking_is_anti_aliased() -> None:
    """A chessboard of single pixels is gray from afar, whatever its turn; taking every n-th pixel would show waves."""
    board = np.indices((900, 900)).sum(axis=0) % 2 * 255
    image = Image.fromarray(np.repeat(board[..., None], 3, axis=2).astype(np.uint8))
    for half in (Point(380, 0), Point(300, 130), Point(200, 210), Point(90, 40)):
        gray = np.asarray(cut(image, Crop(Point(450, 450), half), 64), dtype=float)
        assert np.abs(gray - 127.5).max() < 6


def test_detail_survives() -> None:
    """Shrinking to half keeps a wave of 8 pixels, and enlarging keeps the picture."""
    wave = 127 + 100 * np.sin(np.arange(512) * 2 * np.pi / 8)
    image = Image.fromarray(np.broadcast_to(wave[None, :, None], (512, 512, 3)).astype(np.uint8))
    for half in (Point(128, 0), Point(128, 1e-3)):
        assert np.asarray(cut(image, Crop(Point(256, 256), half), 128), dtype=float).std() > 60
    image = smooth_picture(100, 100, seed=3)
    large = cut(image, Crop(Point(50, 50), Point(30, 1e-3)), 240)
    assert psnr(large.resize((60, 60), Image.Resampling.BOX), image.crop((20, 20, 80, 80))) > 40


def test_beyond_the_edge_lies_a_softened_mirror_image() -> None:
    image = smooth_picture(120, 120, seed=4)
    out = cut(image, Crop(Point(0, 60), Point(50, 0)), 100)
    outside, inside = np.asarray(out, dtype=int)[:, :50][:, ::-1], np.asarray(out, dtype=int)[:, 50:]
    assert psnr(out.crop((50, 0, 100, 100)), image.crop((0, 10, 50, 110))) > 45
    # Next to the edge it is the mirror image; far outside little of it is left.
    near, far = (np.abs(outside[:, part] - inside[:, part]).mean() for part in (slice(0, 3), slice(35, 50)))
    assert near < 2 < far
    assert outside[:, 35:].std() < inside[:, 35:].std() / 2


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(st.integers(8, 60), st.integers(8, 60)),
    st.tuples(st.floats(-300, 300), st.floats(-300, 300)),
    st.floats(0.05, 2000),
    st.floats(-math.pi, math.pi),
    st.integers(1, 70),
)
def test_any_square_of_one_colour_is_that_colour(
    photo: tuple[int, int], center: tuple[float, float], half: float, angle: float, size: int
) -> None:
    image = Image.new("RGB", photo, (200, 30, 90))
    crop = Crop(Point(*center), Point(half * math.cos(angle), half * math.sin(angle)))
    out = cut(image, crop, size)
    assert out.size == (size, size) and out.mode == "RGB"
    assert np.abs(np.asarray(out, dtype=int) - (200, 30, 90)).max() <= 1


@pytest.mark.parametrize("size", [0, -4])
def test_cuts_of_no_size(size: int) -> None:
    with pytest.raises(ImageError, match="at least 1 pixel"):
        cut(ASTRONAUT, centre_crop(ASTRONAUT), size)


# Pasting back.


def inside(crop: Crop, width: int, height: int, grow: float = 0.0) -> np.ndarray:
    """Which pixels of a photograph have their middle in the square, grown by some pixels."""
    x, y = np.arange(width)[None] + 0.5 - crop.center.x, np.arange(height)[:, None] + 0.5 - crop.center.y
    unit = Point(crop.half.x / crop.half.length, crop.half.y / crop.half.length)
    reach = crop.half.length + grow
    return (np.abs(x * unit.x + y * unit.y) <= reach) & (np.abs(y * unit.x - x * unit.y) <= reach)


@settings(max_examples=60, deadline=None)
@given(
    st.tuples(st.integers(8, 90), st.integers(8, 90)),
    st.tuples(st.floats(-40, 130), st.floats(-40, 130)),
    st.floats(0.3, 120),
    st.floats(-math.pi, math.pi),
    # No generator draws less than 4 pixels; of fewer, the faded border leaves no middle.
    st.integers(4, 100),
)
def test_nothing_outside_the_square_changes(
    size: tuple[int, int], center: tuple[float, float], half: float, angle: float, edge: int
) -> None:
    photo = smooth_picture(*size, seed=5)
    before = photo.tobytes()
    crop = Crop(Point(*center), Point(half * math.cos(angle), half * math.sin(angle)))
    out = paste_back(photo, Image.new("RGB", (edge, edge), (0, 255, 0)), crop)
    assert out.size == photo.size and out.mode == "RGB" and photo.tobytes() == before
    changed = (np.asarray(out) != np.asarray(photo)).any(axis=2)
    assert not (changed & ~inside(crop, *size, grow=1e-3)).any()
    # The middle of a square that holds a few pixels is the edited picture's.
    core = inside(Crop(crop.center, Point(crop.half.x * 0.2, crop.half.y * 0.2)), *size)
    if half > 6:
        assert np.abs(np.asarray(out, dtype=int)[core] - (0, 255, 0)).max(initial=0) <= 1


@settings(max_examples=40, deadline=None)
@given(
    st.tuples(st.floats(-10, 170), st.floats(-10, 130)),
    st.floats(4, 90),
    st.floats(-math.pi, math.pi),
    st.sampled_from([1.0, 1.5, 3.0]),
)
def test_an_unedited_cut_changes_little(center: tuple[float, float], half: float, angle: float, finer: float) -> None:
    photo = smooth_picture(160, 120, seed=6)
    crop = Crop(Point(*center), Point(half * math.cos(angle), half * math.sin(angle)))
    out = paste_back(photo, cut(photo, crop, math.ceil(crop.size * finer)), crop)
    assert psnr(out, photo) > 38
    assert np.abs(np.asarray(out, dtype=int) - np.asarray(photo, dtype=int)).max() <= 16


def test_the_border_is_smooth() -> None:
    photo = Image.new("RGB", (200, 200))
    out = paste_back(photo, Image.new("RGB", (64, 64), "white"), Crop(Point(100, 100), Point(60, 0)))
    row = np.asarray(out, dtype=int)[100, :, 0]
    assert row[39] == 0 and row[40] <= 2 and row[100] == 255
    rise = np.diff(row[40:101])
    assert rise.min() >= 0 and rise.max() < 40
    assert (row[40:101] == row[99:160][::-1][:61]).mean() > 0.9


def test_a_square_beside_the_photograph_changes_nothing() -> None:
    out = paste_back(ASTRONAUT, Image.new("RGB", (8, 8)), Crop(Point(-500, 40), Point(100, 30)))
    assert out is not ASTRONAUT and out.tobytes() == ASTRONAUT.tobytes()


def test_a_huge_square_covers_the_photograph() -> None:
    photo = smooth_picture(50, 40, seed=7)
    out = paste_back(photo, Image.new("RGB", (16, 16), (1, 2, 3)), Crop(Point(25, 20), Point(5e8, 3e8)))
    assert (np.asarray(out) == (1, 2, 3)).all()
