"""What is left of a picture's file: the picture."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from deltaedit import metadata
from deltaedit.errors import ImageError
from deltaedit.images import open_image, psnr
from deltaedit.metadata import without_metadata
from tests.test_images import BAD, GRAY, P3, cmyk, encoded, quarters

SECRET = b"4c Secret Lane"
TEXT = SECRET.decode()
XMP = f'<x:xmpmeta xmlns:tiff="t"><rdf:Description tiff:Artist="{TEXT}" tiff:Orientation="6"/></x:xmpmeta>'.encode()
#: Latitude as EXIF writes it: the bytes that must not be found, in either order.
DEGREES = (47114, 1009), (8151, 1013), (10159, 1019)
POSITIONS = [b"".join(struct.pack(order + "II", *pair) for pair in DEGREES) for order in "<>"]

PROFILES = {"RGB": P3, "L": GRAY, "CMYK": cmyk()}
MODES = {
    "JPEG": ("L", "RGB", "CMYK"),
    "MPO": ("RGB",),
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    "WEBP": ("RGB", "RGBA"),
    "GIF": ("L", "P"),
    "TIFF": ("1", "L", "P", "RGB", "RGBA", "CMYK", "I;16", "F"),
    "BMP": ("1", "L", "P", "RGB"),
    "PPM": ("1", "L", "RGB"),
    "HEIF": ("RGB", "RGBA"),
    "AVIF": ("RGB", "RGBA"),
}
KEPT_AS_THEY_ARE = ("JPEG", "MPO")


def telling(turn: int | None) -> Image.Exif:
    exif = Image.Exif()
    if turn is not None:
        exif[0x0112] = turn
    exif[0x010F] = exif[0x013B] = TEXT
    exif.get_ifd(0x8769).update({0x927C: SECRET, 0x9286: SECRET})
    exif.get_ifd(0x8825).update({1: "N", 2: tuple(IFDRational(*pair) for pair in DEGREES)})
    return exif


def picture(mode: str, seed: int = 0) -> Image.Image:
    pixels = np.random.default_rng(seed).integers(0, 256, (12, 16, 4), dtype=np.uint8)
    whole = Image.fromarray(pixels).resize((40, 24), Image.Resampling.BICUBIC)
    if mode == "I;16":
        return Image.fromarray(np.asarray(whole.convert("L")).astype(np.uint16) * 257)
    if mode == "P":
        return whole.convert("RGB").quantize(32)
    return whole.convert("RGB").convert(mode) if mode not in ("RGBA", "LA") else whole.convert(mode)


def told(kind: str, mode: str, turn: int | None, profile: bool, seed: int = 0) -> bytes:
    """A file that says everything which its format can say."""
    options: dict[str, object] = {"exif": telling(turn)}
    if profile and mode in PROFILES:
        options["icc_profile"] = PROFILES[mode]
    if kind in ("JPEG", "MPO", "GIF"):
        options |= {"comment": SECRET}
    if kind in ("JPEG", "WEBP", "TIFF", "HEIF", "AVIF"):
        options |= {"xmp": XMP}
    if kind == "MPO":
        options |= {"save_all": True, "append_images": [Image.new("RGB", (40, 24), "red")]}
    if kind == "WEBP":
        options |= {"lossless": bool(seed % 2)}
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Author", TEXT)
        info.add_text("Comment", TEXT, zip=True)
        info.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=bool(seed % 2))
        info.add(b"tIME", SECRET[:7])
        info.add(b"meTa", SECRET)
        options |= {"pnginfo": info}
    return encoded(picture(mode, seed), kind, **options)


def assert_same_and_silent(data: bytes, *, turn: int = 1) -> bytes:
    clean = without_metadata(data)
    assert (np.asarray(open_image(clean)) == np.asarray(open_image(data))).all()
    assert SECRET not in clean and not any(position in clean for position in POSITIONS)
    with Image.open(io.BytesIO(clean)) as image:
        image.load()
        assert dict(image.getexif()) == ({0x0112: turn} if turn > 1 else {})
        assert image.getexif().get_ifd(0x8825) == {} and image.getexif().get_ifd(0x8769) == {}
        assert not {"comment", "xmp", "XML:com.adobe.xmp", "photoshop", "mp"} & set(image.info)
        assert not getattr(image, "text", {})
        assert getattr(image, "n_frames", 1) == 1
    assert without_metadata(clean) == clean
    return clean


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_picture_stays_and_nothing_else_does(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(MODES)))
    mode = data.draw(st.sampled_from(MODES[kind]))
    turn = data.draw(st.sampled_from([None, *range(1, 9)]))
    file = told(kind, mode, turn, data.draw(st.booleans()), data.draw(st.integers(0, 3)))
    if kind in KEPT_AS_THEY_ARE:
        # XMP counts where EXIF does not say how the picture lies.
        stays = 6 if turn is None and kind != "MPO" else turn or 1
        assert len(assert_same_and_silent(file, turn=stays)) < len(file)
    else:
        assert assert_same_and_silent(file).startswith(b"\x89PNG")


def test_what_the_files_above_said() -> None:
    """So that nothing passes because Pillow did not write it."""
    for kind in ("JPEG", "MPO", "PNG", "WEBP", "HEIF", "AVIF"):
        file = told(kind, "RGB", 6, True)
        assert SECRET in file and any(position in file for position in POSITIONS)


def test_the_compressed_pixels_and_the_profile_are_those_of_the_jpeg() -> None:
    plain = encoded(picture("RGB"), "JPEG", icc_profile=P3)
    clean = without_metadata(encoded(picture("RGB"), "JPEG", exif=telling(1), icc_profile=P3))
    assert clean == without_metadata(plain) and abs(len(clean) - len(plain)) <= 20
    assert Image.open(io.BytesIO(clean)).info["icc_profile"] == P3


BEHIND = b"ftypmp42" + SECRET + encoded(Image.new("RGB", (40, 24), "red"), "JPEG")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_what_lies_behind_the_end_is_gone(kind: str) -> None:
    file = encoded(quarters(), kind)
    assert without_metadata(file + BEHIND) == without_metadata(file)


def in_jpeg(*segments: tuple[int, bytes], at: int = 2, file: bytes | None = None) -> bytes:
    file = file or encoded(quarters(), "JPEG")
    added = b"".join(bytes([255, marker]) + struct.pack(">H", len(body) + 2) + body for marker, body in segments)
    return file[:at] + added + file[at:]


def split_exif() -> bytes:
    body = telling(8).tobytes()
    return in_jpeg((0xE1, body[:50]), (0xE1, b"Exif\0\0" + body[50:]))


JPEGS: dict[str, tuple[Callable[[], bytes], int]] = {
    "every application segment": (lambda: in_jpeg(*((0xE0 + n, SECRET) for n in range(16)), (0xFE, SECRET)), 1),
    "thumbnails": (
        lambda: in_jpeg(
            (0xE0, b"JFIF\0\1\2\1\0\x48\0\x48\4\2" + (SECRET * 2)[:24]),
            (0xE0, b"JFXX\0\x10" + encoded(quarters(), "JPEG")),
        ),
        1,
    ),
    "photoshop": (lambda: in_jpeg((0xED, b"Photoshop 3.0\0" + b"8BIM\4\4\0\0\0\0\0\x0e" + SECRET)), 1),
    "adobe and more": (lambda: in_jpeg((0xEE, b"Adobe\0\x64\0\0\0\0\1" + SECRET)), 1),
    "padding and rubbish": (
        lambda: in_jpeg(file=in_jpeg((0xFE, SECRET))).replace(b"\xff\xdb", SECRET + b"\xff" * 5 + b"\xdb"),
        1,
    ),
    "behind the scan": (lambda: in_jpeg((0xFE, SECRET), (0xE1, telling(3).tobytes()), at=-2), 1),
    "exif in two": (split_exif, 8),
    "unreadable exif": (lambda: in_jpeg((0xE1, b"Exif\0\0" + SECRET)), 1),
    "no such orientation": (lambda: in_jpeg((0xE1, telling(77).tobytes())), 1),
    "restarts": (lambda: in_jpeg((0xFE, SECRET), file=encoded(quarters(), "JPEG", restart_marker_blocks=1)), 1),
    "progressive": (lambda: encoded(picture("RGB"), "JPEG", progressive=True, comment=SECRET, exif=telling(5)), 5),
    "colours that adobe's segment tells": (lambda: encoded(picture("RGB"), "JPEG", keep_rgb=True, comment=SECRET), 1),
}


@pytest.mark.parametrize("name", JPEGS)
def test_jpegs(name: str) -> None:
    make, turn = JPEGS[name]
    assert SECRET in make() or name == "exif in two"
    assert_same_and_silent(make(), turn=turn)


def test_a_jpeg_of_a_hundred_thousand_segments_is_quick() -> None:
    """Pillow adds up EXIF segment by segment; it is not shown more than one."""
    assert len(without_metadata(in_jpeg(*[(0xE1, b"Exif\0\0M")] * 100_000))) < 3000


def png_with(name: bytes, body: bytes, behind: bool = False) -> bytes:
    file = encoded(picture("RGB"))
    at = file.index(b"IEND" if behind else b"IDAT") - 4
    return (
        file[:at] + struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) + file[at:]
    )


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("how", ["eXIf", "compressed profile", "xmp"])
def test_a_png_says_how_it_lies_in_many_ways(how: str, behind: bool) -> None:
    exif = telling(6).tobytes()
    name, body = {
        "eXIf": (b"eXIf", exif.removeprefix(b"Exif\0\0")),
        "compressed profile": (
            b"zTXt",
            b"Raw profile type exif\0\0" + zlib.compress(f"\nexif\n{len(exif)}\n{exif.hex()}\n".encode()),
        ),
        "xmp": (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
    }[how]
    assert_same_and_silent(png_with(name, body, behind))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_only_the_first_picture_of_a_film_stays(kind: str) -> None:
    frames = [picture("RGB", seed).quantize(32).convert("RGB") for seed in (1, 2)]
    film = encoded(frames[0], kind, save_all=True, append_images=frames[1:], exif=telling(1))
    assert assert_same_and_silent(film).startswith(b"\x89PNG")


@pytest.mark.parametrize("name", [name for name in BAD if name != "truncated jpeg"])
def test_what_is_no_picture_is_answered_as_by_opening_it(name: str) -> None:
    data, message = BAD[name]
    with pytest.raises(ImageError, match=message) as stripped:
        open_image(without_metadata(data))
    with pytest.raises(ImageError) as opened:
        open_image(data)
    assert str(stripped.value) == str(opened.value)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]), st.integers(0, 2**32))
def test_damage_never_fails_otherwise_and_never_makes_another_picture(kind: str, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(told(kind, "P" if kind == "GIF" else "RGB", 6, True))
    for _ in range(chance.randint(0, 4)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    content = content[: chance.choice([len(content), chance.randrange(1, len(content))])]
    try:
        expected = open_image(bytes(content))
    except ImageError:
        expected = None
    try:
        clean = open_image(without_metadata(bytes(content)))
    except ImageError:
        assert expected is None
    else:
        assert expected is None or (np.asarray(clean) == np.asarray(expected)).all()


def test_a_file_with_too_many_bytes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deltaedit.images.MAX_BYTES", 500)
    with pytest.raises(ImageError, match="at most"):
        without_metadata(encoded(picture("RGB"), "JPEG"))


def test_what_is_too_large_as_png_becomes_a_jpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    smooth = picture("RGB").resize((200, 150), Image.Resampling.BICUBIC)
    file = encoded(smooth, "TIFF")
    monkeypatch.setattr(metadata, "MAX_BYTES", len(without_metadata(file)) - 1)
    clean = without_metadata(file)
    assert clean.startswith(b"\xff\xd8") and psnr(open_image(clean), smooth) > 40
    monkeypatch.setattr(metadata, "MAX_BYTES", 100)
    with pytest.raises(ImageError, match="even as JPEG"):
        without_metadata(file)


def test_millions_of_empty_segments_are_refused_at_once() -> None:
    file = encoded(picture("RGB"), "JPEG")
    with pytest.raises(ImageError, match="damaged"):
        without_metadata(file[:2] + b"\xff\xfe\x00\x02" * 1_000_000 + file[2:])
