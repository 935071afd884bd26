"""Pictures from strangers."""

from __future__ import annotations

import io
import struct
import sys
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from deltaedit import images
from deltaedit.errors import ImageError
from deltaedit.images import clean_image, formats, gain, open_image, psnr, square, to_pil, to_tensor


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
    for path in (tmp_path / "none.png", "x\x00y", "a" * 5000):
        with pytest.raises(ImageError, match="no readable file"):
            open_image(path)


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(ImageError, match="not a regular file"):
        open_image(tmp_path)


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


def test_exif_that_cannot_be_read_leaves_a_picture_upright() -> None:
    data = encoded(quarters(), "PNG", exif=b"Exif\0\0no directory of tags")
    assert (np.asarray(open_image(data)) == np.asarray(quarters())).all()


# Sizes and memory.

MODES = ["1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "CMYK", "YCbCr", "I;16", "I", "F"]


def of_mode(mode: str, size: tuple[int, int] = (90, 61)) -> Image.Image:
    """Something else at every pixel."""
    pixels = np.random.default_rng(0).integers(0, 256, (*size[::-1], 4), dtype=np.uint8)
    if mode in ("I;16", "I", "F"):
        kinds = {"I;16": np.uint16, "I": np.int32, "F": np.float32}
        return Image.fromarray(pixels[..., 0].astype(kinds[mode]) * kinds[mode](257))
    if mode in ("P", "PA"):
        return Image.fromarray(pixels[..., :3]).quantize(32).convert(mode)
    through = {"La": "LA", "RGBa": "RGBA"}.get(mode, mode)
    return Image.fromarray(pixels).convert("RGB" if "A" not in through else "RGBA").convert(through).convert(mode)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_cleaned_in_strips_as_it_is_at_once(
    mode: str, orientation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    image, expected = of_mode(mode), clean_image(of_mode(mode))
    image.info["exif"] = expected.info["exif"] = exif.tobytes()
    monkeypatch.setattr(images, "STRIP_PIXELS", 700)
    assert (np.asarray(clean_image(image)) == np.asarray(ImageOps.exif_transpose(expected))).all()


@pytest.mark.parametrize("mode", MODES)
def test_a_smaller_picture_is_the_whole_one_resized(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    image = of_mode(mode)
    expected = clean_image(image).resize((45, 30), Image.Resampling.LANCZOS)
    for strip in (700, 1 << 20):
        monkeypatch.setattr(images, "STRIP_PIXELS", strip)
        assert (np.asarray(clean_image(image, 45)) == np.asarray(expected)).all()


@pytest.mark.parametrize("orientation", [1, 3, 5, 6])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
def test_every_format_comes_out_at_the_size_that_is_needed(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    whole = encoded(quarters((640, 480)), kind, exif=exif.tobytes())
    opened = open_image(whole, 100)
    assert max(opened.size) == 100 and min(opened.size) == 75 and not opened.info
    assert psnr(opened, open_image(whole).resize(opened.size, Image.Resampling.LANCZOS)) > 40


def test_a_picture_is_never_enlarged_nor_made_too_narrow() -> None:
    for kind in ("JPEG", "PNG"):
        data = encoded(GOOD, kind)
        for longest in (64, 65, 1000):
            assert (np.asarray(open_image(data, longest)) == np.asarray(open_image(data))).all()
    assert open_image(encoded(Image.new("RGB", (1000, 16))), 100).size == (500, 8)
    assert open_image(encoded(Image.new("RGB", (1000, 8))), 100).size == (1000, 8)


def test_transparent_pixels_leave_no_colour_on_their_neighbours() -> None:
    image = Image.new("RGBA", (64, 64), (255, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 32, 64))
    pixels = np.asarray(open_image(encoded(image), 16))
    assert (pixels == pixels[..., :1]).all()


def test_a_jpeg_is_decoded_no_larger_than_it_need_be(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded = []
    monkeypatch.setattr(images, "clean_image", lambda image, longest: decoded.append(image.size))
    for longest in (None, 1280, 640, 320, 160, 150, 80):
        open_image(encoded(Image.new("RGB", (1280, 640)), "JPEG"), longest)
    assert [size[0] for size in decoded] == [1280, 1280, 1280, 640, 320, 320, 160]


def test_one_large_picture_is_decoded_at_a_time_and_its_memory_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    here, most, given_back = [], [], []

    def cleaned(image: Image.Image, longest: int | None) -> Image.Image:
        here.append(threading.get_ident())
        most.append(len(here))
        threading.Event().wait(0.005)
        here.remove(threading.get_ident())
        raise ValueError

    monkeypatch.setattr(images, "LARGE_PIXELS", 64 * 48 - 1)
    monkeypatch.setattr(images, "clean_image", cleaned)
    monkeypatch.setattr(images, "give_memory_back", lambda: given_back.append(len(here)))

    def refused(_: int) -> None:
        with pytest.raises(ImageError, match="damaged"):
            open_image(encoded(GOOD))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(refused, range(8)))
    assert most == [1] * 8 and given_back == [0] * 8


def test_a_small_picture_waits_for_no_large_one() -> None:
    with images._DECODING:
        assert open_image(encoded(GOOD)).size == GOOD.size


def test_memory_can_be_given_back_whatever_the_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    images.give_memory_back()
    images._trim.cache_clear()
    monkeypatch.setattr(images.ctypes, "CDLL", lambda name: object())
    try:
        images.give_memory_back()
        assert images._trim() is None
    finally:
        images._trim.cache_clear()


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


# Colour profiles.


def fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def icc(tags: dict[bytes, bytes], space: bytes, pcs: bytes = b"XYZ ", kind: bytes = b"mntr") -> bytes:
    """An ICC profile of version 2, written by hand."""
    table, body = struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        table += name + struct.pack(">II", 128 + 4 + 12 * len(tags) + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    head = bytes(8) + struct.pack(">I", 0x02400000) + kind + space + pcs + bytes(12) + b"acsp" + bytes(28)
    head = (head + fixed(0.9642, 1.0, 0.8249)).ljust(128, b"\0")
    return struct.pack(">I", 128 + len(table) + len(body)) + head[4:] + table + body


def curve(gamma: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256))


#: Red, green and blue of Display P3 as XYZ under D50, and of sRGB.
P3_COLOURS = np.array([[0.51512, 0.2412, -0.00105], [0.29198, 0.69225, 0.04189], [0.1571, 0.06657, 0.78407]])
SRGB_COLOURS = np.array([[0.43607, 0.22249, 0.01392], [0.38515, 0.71687, 0.09708], [0.14307, 0.06061, 0.7141]])
P3 = icc(
    {b"wtpt": b"XYZ " + bytes(4) + fixed(0.9642, 1.0, 0.8249)}
    | {name + b"XYZ": b"XYZ " + bytes(4) + fixed(*xyz) for name, xyz in zip((b"r", b"g", b"b"), P3_COLOURS)}
    | {name + b"TRC": curve(2.2) for name in (b"r", b"g", b"b")},
    b"RGB ",
)
GRAY = icc({b"wtpt": b"XYZ " + bytes(4) + fixed(0.9642, 1.0, 0.8249), b"kTRC": curve(1.0)}, b"GRAY")


def cmyk() -> bytes:
    """A press whose black ink is a dark blue, the others white: a table of 2^4 colours in Lab."""
    corners = b"".join(bytes([255, 128, 128]) if corner % 2 == 0 else bytes([60, 128, 60]) for corner in range(16))
    line = bytes(range(256))
    table = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + fixed(1, 0, 0, 0, 1, 0, 0, 0, 1) + line * 4 + corners + line * 3
    return icc({b"A2B0": table}, b"CMYK", b"Lab ", b"prtr")


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def as_srgb(colour: tuple[int, ...]) -> np.ndarray:
    """A colour of the P3 profile above in sRGB, from the definitions of both."""
    linear = (np.array(colour) / 255) ** 2.2 @ P3_COLOURS @ np.linalg.inv(SRGB_COLOURS)
    linear = np.clip(linear, 0, 1)
    return 255 * np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


@pytest.mark.parametrize("colour", [(200, 100, 90), (90, 180, 80), (60, 80, 200), (230, 190, 170), (128, 128, 128)])
def test_a_phones_wide_colours_become_srgb(colour: tuple[int, int, int]) -> None:
    image = Image.new("RGB", (16, 16), colour)
    pixel = np.array(open_image(encoded(image, icc_profile=P3)).getpixel((3, 3)))
    assert np.abs(pixel - as_srgb(colour)).max() <= 1.5
    if colour[0] != colour[1]:
        assert np.ptp(pixel) > np.ptp(colour) + 2
    assert open_image(encoded(image)).getpixel((3, 3)) == colour


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF", "HEIF", "AVIF"])
def test_profiles_of_every_format(kind: str) -> None:
    image = Image.new("RGB", (64, 64), (200, 100, 90))
    opened = open_image(encoded(image, kind, icc_profile=P3))
    assert np.abs(np.array(opened.getpixel((9, 9))) - as_srgb((200, 100, 90))).max() <= 4
    assert not opened.info


def test_an_srgb_picture_stays_as_it_is() -> None:
    assert (np.asarray(open_image(encoded(GOOD, icc_profile=SRGB))) == np.asarray(GOOD)).all()


def test_profiles_and_transparency() -> None:
    half = Image.new("RGBA", (16, 16), (200, 100, 90, 255))
    half.paste((200, 100, 90, 0), (0, 0, 16, 8))
    for image in (half, half.convert("RGBa")):
        image.info["icc_profile"] = P3
        opened = clean_image(image)
        assert opened.getpixel((3, 3)) == (255, 255, 255)
        assert np.abs(np.array(opened.getpixel((3, 12))) - as_srgb((200, 100, 90))).max() <= 1.5
    palette = half.convert("RGB").quantize(4)
    palette.info |= {"icc_profile": P3}
    assert np.abs(np.array(clean_image(palette).getpixel((3, 12))) - as_srgb((200, 100, 90))).max() <= 1.5


def test_gray_profiles() -> None:
    deep = Image.fromarray(np.full((16, 16), 64 * 257, np.uint16))
    light = Image.new("LA", (16, 16), (64, 255))
    for image in (Image.new("L", (16, 16), 64), light, deep):
        image.info["icc_profile"] = GRAY
        # 64 of 255 of the light is 137 of 255 in sRGB.
        assert np.abs(np.array(clean_image(image).getpixel((3, 3))) - 137).max() <= 1
    for image, profile in ((Image.new("L", (16, 16), 64), P3), (Image.new("RGB", (16, 16), (64, 64, 64)), GRAY)):
        image.info["icc_profile"] = profile
        assert clean_image(image).getpixel((3, 3)) == (64, 64, 64)


def test_cmyk_profiles() -> None:
    image = Image.new("CMYK", (16, 16), (0, 0, 0, 255))
    assert clean_image(image).getpixel((3, 3)) == (0, 0, 0)
    image.info["icc_profile"] = cmyk()
    red, green, blue = clean_image(image).getpixel((3, 3))
    assert blue > green + 60 > red + 60
    image.info["icc_profile"] = P3
    assert clean_image(image).getpixel((3, 3)) == (0, 0, 0)


BROKEN = {
    "empty": b"",
    "text": b"this is no profile",
    "head alone": P3[:128],
    "zeros": bytes(500),
    "cut off": P3[:-20],
    "no primaries": icc({}, b"RGB "),
    "link between devices": icc({}, b"RGB ", b"RGB ", b"link"),
    "named colours": icc({}, b"RGB ", kind=b"nmcl"),
    "other colours": icc({}, b"6CLR"),
    "many tags": P3[:128] + b"\xff\xff\xff\xff" + P3[132:],
    "large": P3 + bytes(4_000_000),
    "no bytes": "sRGB",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_profiles_are_ignored(name: str) -> None:
    image = GOOD.copy()
    image.info["icc_profile"] = BROKEN[name]
    assert (np.asarray(clean_image(image)) == np.asarray(GOOD)).all()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([("RGB", P3), ("RGB", SRGB), ("L", GRAY), ("CMYK", cmyk())]), st.data())
def test_bent_profiles_do_no_harm(which: tuple[str, bytes], data: st.DataObject) -> None:
    mode, profile = which
    content = bytearray(profile)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, min(400, len(content) - 1)))] = data.draw(st.integers(0, 255))
    image = Image.new(mode, (8, 8))
    image.info["icc_profile"] = bytes(content[: data.draw(st.integers(0, len(content)))])
    cleaned = clean_image(image)
    assert cleaned.mode == "RGB" and cleaned.size == (8, 8) and not cleaned.info


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


def test_gain_tells_what_is_in_a_picture_from_a_plain_one() -> None:
    dotted = np.full((16, 16, 3), 255, np.uint8)
    dotted[4:6, 4:6] = 0
    sheet, white = Image.fromarray(dotted), Image.new("RGB", (16, 16), (255, 255, 255))
    assert psnr(sheet, white) > 18 and gain(sheet, white) < 0.1
    assert gain(
        sheet, Image.new("RGB", (16, 16), tuple(dotted.mean(axis=(0, 1)).round().astype(int)))
    ) == pytest.approx(0, abs=0.01)
    nearly = np.where(dotted == 0, 25, 255).astype(np.uint8)
    assert gain(sheet, Image.fromarray(nearly)) == pytest.approx(20 * np.log10(255 / 25) - 0.068, abs=0.01)
    assert (
        gain(sheet, sheet) == float("inf")
        and gain(white, sheet) == float("-inf")
        and gain(white, white) == float("inf")
    )


def test_psnr() -> None:
    black = Image.new("RGB", (8, 8))
    assert psnr(black, black) == float("inf")
    assert psnr(black, Image.new("RGB", (8, 8), (255, 255, 255))) == pytest.approx(0.0)
    assert psnr(black, Image.new("RGB", (8, 8), (1, 1, 1))) == pytest.approx(48.13, abs=0.01)
