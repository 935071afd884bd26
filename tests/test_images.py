"""Pictures from strangers."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from deltaedit.errors import ImageError
from deltaedit.images import clean_image, formats, open_image, psnr, square, to_pil, to_tensor


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00" * 64)) + chunk(b"IEND", b"")


def claiming(heic: bytes, width: int, height: int) -> bytes:
    """A HEIC file whose image size property is a lie."""
    at = heic.index(b"ispe") + 8
    assert struct.unpack(">II", heic[at : at + 8]) == (64, 64)
    return heic[:at] + struct.pack(">II", width, height) + heic[at + 8 :]


formats()  # teaches Pillow to write HEIF too
GOOD = Image.effect_noise((64, 48), 60).convert("RGB")

BAD = {
    "empty": (b"", "empty"),
    "text": (b"this is no picture", "not a picture"),
    "html": (b"<html><body>404</body></html>", "not a picture"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
    "pdf": (b"%PDF-1.7 ...", "not a picture"),
    "zip": (b"PK\x03\x04" + bytes(100), "not a picture"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not a picture"),
    "pickle": (b"\x80\x04\x95\x00", "not a picture"),
    "truncated heic": (encoded(GOOD, "HEIF")[:-300], "damaged|not a picture"),
    "heic head alone": (encoded(GOOD, "HEIF")[:60], "damaged|not a picture"),
    "heic bomb": (
        claiming(encoded(GOOD.resize((64, 64)), "HEIF"), 60000, 60000),
        "large|at most|damaged|not a picture",
    ),
    "heic a little too large": (claiming(encoded(GOOD.resize((64, 64)), "HEIF"), 8000, 6251), "at most 50 megapixels"),
    "heic of one pixel": (claiming(encoded(GOOD.resize((64, 64)), "HEIF"), 1, 1), "at least 8|damaged"),
    "truncated avif": (encoded(GOOD, "AVIF")[:-300], "damaged|not a picture"),
    "truncated png": (encoded(GOOD)[:900], "damaged"),
    "truncated jpeg": (encoded(GOOD, "JPEG")[:400], "damaged|not a picture"),
    "png signature alone": (b"\x89PNG\r\n\x1a\n", "damaged|not a picture"),
    "corrupt png": (encoded(GOOD)[:60] + bytes(200) + encoded(GOOD)[260:], "damaged|not a picture"),
    "bomb": (png_header(60000, 60000), "large|at most"),
    "a little too many pixels": (png_header(10000, 5001), "at most 50 megapixels"),
    "missing pixels": (png_header(4000, 4000), "damaged"),
    "one pixel": (encoded(Image.new("RGB", (1, 1))), "at least 8"),
    "a line": (encoded(Image.new("RGB", (4000, 1))), "at least 8"),
    "negative webp": (b"RIFF\xff\xff\xff\xffWEBPVP8 " + bytes(30), "damaged|not a picture"),
    "gif without frames": (b"GIF89a\x10\x00\x10\x00\x80\x00\x00" + bytes(6) + b";", "damaged|not a picture"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_answered_in_a_sentence(name: str, tmp_path: Path) -> None:
    data, message = BAD[name]
    with pytest.raises(ImageError, match=message):
        open_image(data)
    path = tmp_path / "upload.png"
    path.write_bytes(data)
    with pytest.raises(ImageError, match=message):
        open_image(path)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "none.png", tmp_path, "x\x00y", "a" * 5000):
        with pytest.raises(ImageError, match="no readable file"):
            open_image(path)


def test_too_many_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("deltaedit.images.MAX_BYTES", 1000)
    (tmp_path / "big.png").write_bytes(encoded(GOOD))
    for source in (tmp_path / "big.png", encoded(GOOD)):
        with pytest.raises(ImageError, match="at most"):
            open_image(source)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_bytes_never_fail_otherwise(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PPM", "HEIF", "AVIF"]))
    content = bytearray(encoded(GOOD, kind))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    content = content[: data.draw(st.integers(0, len(content)))]
    try:
        image = open_image(bytes(content))
    except ImageError as error:
        assert str(error).endswith((".", "needed.", "read."))
    else:
        assert image.mode == "RGB"


@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF", "PPM", "GIF", "JPEG", "WEBP", "HEIF", "AVIF"])
def test_every_promised_format_opens(kind: str) -> None:
    assert open_image(encoded(GOOD, kind)).size == GOOD.size


def test_exif_turns_and_metadata_is_dropped() -> None:
    image = Image.new("RGB", (40, 20), "red")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "secret place"
    opened = open_image(encoded(image, "JPEG", exif=exif))
    assert opened.size == (20, 40)
    assert not opened.getexif() and not opened.info
    assert b"secret" not in encoded(opened)


def quarters(size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Red, green, blue and white quarters, so that any turn or mirroring shows."""
    image = Image.new("RGB", size, "white")
    width, height = size[0] // 2, size[1] // 2
    image.paste((255, 0, 0), (0, 0, width, height))
    image.paste((0, 255, 0), (width, 0, size[0], height))
    image.paste((0, 0, 255), (0, height, width, size[1]))
    return image


@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_phone_picture_is_turned_exactly_once(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "secret place"
    data = encoded(quarters(), kind, exif=exif.tobytes(), quality=95)
    if kind == "HEIF" and orientation > 1:
        # As phones write it: the turn is in the file's own property, and noted in EXIF as well.
        assert b"secret" in data and (b"irot" in data or b"imir" in data)
    opened = open_image(data)
    turn = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }[orientation]
    expected = quarters() if turn is None else quarters().transpose(turn)
    assert opened.size == expected.size
    assert psnr(opened, expected) > 25
    assert not opened.getexif() and not opened.info
    assert b"secret" not in encoded(opened)


def test_heic_shows_its_primary_picture() -> None:
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("red", "blue")]
    data = encoded(frames[0], "HEIF", save_all=True, append_images=frames[1:], primary_index=1)
    red, _, blue = open_image(data).getpixel((9, 9))
    assert blue > 200 > red


def test_heic_transparency_and_deep_colour() -> None:
    assert open_image(encoded(Image.new("RGBA", (64, 48), (255, 0, 0, 0)), "HEIF")).getpixel((9, 9)) == (255, 255, 255)
    gray = Image.fromarray(np.full((48, 64), 32768, np.uint16))
    assert abs(open_image(encoded(gray, "HEIF")).getpixel((9, 9))[0] - 128) <= 2


def test_without_pillow_heif_a_sentence_names_what_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encoded(GOOD, "HEIF")
    with pytest.raises(ImageError, match="AVIF and HEIC files are"):
        open_image(b"no picture")
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    formats.cache_clear()
    try:
        with pytest.raises(ImageError, match="TIFF and AVIF files are"):
            open_image(data)
    finally:
        formats.cache_clear()


def test_transparency_is_laid_on_white() -> None:
    image = Image.new("RGBA", (16, 16), (255, 0, 0, 0))
    assert open_image(encoded(image)).getpixel((3, 3)) == (255, 255, 255)
    palette = Image.new("P", (16, 16), 0)
    palette.info["transparency"] = 0
    assert clean_image(palette).getpixel((3, 3)) == (255, 255, 255)


def test_sixteen_bits_are_scaled() -> None:
    values = np.linspace(0, 65535, 256).astype(np.uint16).reshape(16, 16)
    opened = np.asarray(open_image(encoded(Image.fromarray(values))))
    assert np.abs(opened[..., 0].astype(int).ravel() - np.arange(256)).max() <= 1


def test_first_frame_of_an_animation() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    assert open_image(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])).getpixel((2, 2))[0] > 200


@pytest.mark.parametrize("size", [(64, 64), (200, 90), (90, 200), (1000, 8)])
def test_square(size: tuple[int, int]) -> None:
    assert square(Image.new("RGB", size), 64).size == (64, 64)


@settings(max_examples=20, deadline=None)
@given(st.integers(8, 40), st.integers(8, 40), st.integers(0, 2**31))
def test_tensor_and_back_is_the_identity(width: int, height: int, seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    image = Image.fromarray(pixels)
    tensor = to_tensor(image)
    assert tensor.shape == (1, 3, height, width) and tensor.abs().max() <= 1
    assert (np.asarray(to_pil(tensor)) == pixels).all()


def test_psnr() -> None:
    black = Image.new("RGB", (8, 8))
    assert psnr(black, black) == float("inf")
    assert psnr(black, Image.new("RGB", (8, 8), (255, 255, 255))) == pytest.approx(0.0)
    assert psnr(black, Image.new("RGB", (8, 8), (1, 1, 1))) == pytest.approx(48.13, abs=0.01)
