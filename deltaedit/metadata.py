"""A picture's file without what else it says: where, when, by whom and with what the picture was taken."""

from __future__ import annotations

import io
import re
import struct
import zlib
from typing import Any

from PIL import Image

from deltaedit.errors import ImageError
from deltaedit.images import DAMAGED, MAX_BYTES, check_bytes, open_image, opened, orientation

_PNG = b"\x89PNG\r\n\x1a\n"
#: What the pixels of a PNG and their colours depend on, what may say how it lies, and what makes it a film.
_PNG_KEPT = (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP")
_PNG_SAID = (b"eXIf", b"tEXt", b"zTXt", b"iTXt")
_PNG_FILM = (b"acTL", b"fcTL", b"fdAT")

#: In a JPEG; a photograph has dozens. Millions of empty ones would keep everybody else waiting.
MOST_SEGMENTS = 200_000
#: JPEG's frames, tables, scans and counts; segments of applications and comments are not among them.
_JPEG_KEPT = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD} - {0xC8}
#: Nothing but its own name: that the colours are JFIF's. No resolution, no thumbnail.
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
#: A marker that ends a scan; not a byte 255 of the scan itself, and not one of its restarts.
_JPEG_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_EXIF, _XMP, _ICC = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"ICC_PROFILE\0"

_WEBP_PICTURE = (b"VP8 ", b"VP8L")
_WEBP_KEPT = (b"ICCP", b"ALPH", *_WEBP_PICTURE)
_WEBP_SAYS_EXIF, _WEBP_KEPT_FLAGS = 0x08, 0x30

#: The first of these that is not too large. The others lose a little; they are for formats that lost something before,
#: and for what is huge.
_ENCODINGS: tuple[dict[str, Any], ...] = (
    {"format": "PNG", "compress_level": 1},
    *({"format": "JPEG", "quality": quality, "subsampling": 0} for quality in (95, 85, 70, 50)),
)


def without_metadata(data: bytes) -> bytes:
    """The file of the same picture, pixel for pixel as :func:`open_image` reads it, that says nothing else.

    Of JPEG, PNG and WebP the picture's own segments are kept as they are, with the colour profile, and a note of the
    orientation alone. Every other format, and the first picture of a film, becomes a PNG; if that has more than
    ``MAX_BYTES``, a JPEG of high quality, which is the one exception to "pixel for pixel".

    Args:
        data: a picture's file, from anybody.

    Returns:
        A JPEG, PNG or WebP of at most ``MAX_BYTES``, with nothing behind its end.

    Raises:
        ImageError: as :func:`open_image` does for what is wrong with the file; damaged pixels are not looked for.
    """
    check_bytes(data)
    kept = None
    if data.startswith(b"\xff\xd8\xff"):
        kept = _jpeg(data)
    elif data.startswith(_PNG):
        kept = _png(data)
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kept = _webp(data)
    if kept is None:
        return _drawn_anew(open_image(data))
    with opened(kept):
        return kept


def _exif(turn: int) -> bytes:
    """EXIF, without its name in front, that says how a picture lies; nothing for one that is upright."""
    if turn == 1:
        return b""
    exif = Image.Exif()
    exif[0x0112] = turn
    return exif.tobytes().removeprefix(_EXIF)


def _jpeg(data: bytes) -> bytes:
    # ``said`` stands for the picture, so that Pillow finds out from EXIF and XMP how it lies; it sees nothing else.
    view, kept, exif, said, jfif, scanned, at = memoryview(data), bytearray(), bytearray(), Image.Image(), b"", False, 2
    seen = 0
    while 0 <= (at := data.find(b"\xff", at)) < len(data) - 3:
        if (seen := seen + 1) > MOST_SEGMENTS:
            raise ImageError(DAMAGED)
        marker, end = data[at + 1], at + 2 + max(2, int.from_bytes(view[at + 2 : at + 4], "big"))
        body = data[at + 4 : end]
        if marker == 0xFF or marker <= 0x01 or 0xD0 <= marker <= 0xD8:
            # Padding, rubbish and restarts outside of a scan: decoders pass over them.
            end = at + 1 + (marker != 0xFF)
        elif marker == 0xD9:
            break
        elif marker == 0xDA:
            found = _JPEG_MARKER.search(data, end)
            end, scanned = found.start() if found else len(data), True
            kept += view[at:end]
        elif marker in _JPEG_KEPT:
            kept += view[at:end]
        elif scanned:
            pass
        elif marker == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= len(_JFIF) - 4:
            jfif = _JFIF
        elif marker == 0xE1 and body.startswith(_EXIF):
            exif += body[len(_EXIF) :]
        elif marker == 0xE1 and body.startswith(_XMP):
            said.info["xmp"] = body[len(_XMP) :]
        elif marker == 0xE2 and body.startswith(_ICC):
            kept += view[at:end]
        elif marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
            kept += b"\xff\xee\x00\x0e" + body[:12]
        at = end
    if exif:
        said.info["exif"] = _EXIF + exif
    note = _exif(orientation(said))
    if note:
        note = b"\xff\xe1" + struct.pack(">H", 2 + len(_EXIF) + len(note)) + _EXIF + note
    ended = b"\xff\xd9" if data[at : at + 2] == b"\xff\xd9" else b""
    return b"".join((b"\xff\xd8", jfif, note, kept, ended))


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _png(data: bytes) -> bytes | None:
    """None for a film."""
    view, kept, at, head = memoryview(data), bytearray(_PNG), len(_PNG), 0
    # What it says of how it lies may come compressed, twice and behind the picture: it is left to Pillow, around a
    # picture of 8 x 8 pixels in place of the real one, which would have to be decoded for it.
    said = bytearray(_PNG + _chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)))
    tiny = _chunk(b"IDAT", zlib.compress(bytes(72)))
    while at < len(data):
        name, end = data[at + 4 : at + 8], at + 12 + int.from_bytes(view[at : at + 4], "big")
        if name in _PNG_FILM:
            return None
        if name in _PNG_KEPT:
            kept += view[at:end]
        if name in _PNG_SAID:
            said += view[at:end]
        if name == b"IHDR":
            head = len(kept)
        elif name == b"IDAT":
            said += tiny
            tiny = b""
        elif name == b"IEND":
            break
        at = end
    with opened(bytes(said + tiny + _chunk(b"IEND", b""))) as image:
        if note := _exif(orientation(image)):
            kept[head:head] = _chunk(b"eXIf", note)
    return bytes(kept)


def _webp(data: bytes) -> bytes | None:
    """None for a film."""
    with opened(data) as image:
        note = _exif(orientation(image))
    view, kept, at = memoryview(data), bytearray(), 12
    while at < len(data) - 8:
        name, size = data[at : at + 4], int.from_bytes(view[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        if name in (b"ANIM", b"ANMF"):
            return None
        if name == b"VP8X":
            flags = view[at + 8] & _WEBP_KEPT_FLAGS | (_WEBP_SAYS_EXIF if note else 0)
            kept += struct.pack("<4sIB3x", b"VP8X", 10, flags) + view[at + 12 : at + 18]
        elif name in _WEBP_KEPT:
            kept += view[at:end]
            if name in _WEBP_PICTURE:
                break
        at = end
    kept += bytes(len(kept) % 2)
    if note:
        kept += struct.pack("<4sI", b"EXIF", len(note)) + note + bytes(len(note) % 2)
    return b"".join((b"RIFF", struct.pack("<I", 4 + len(kept)), b"WEBP", kept))


def _drawn_anew(image: Image.Image) -> bytes:
    for options in _ENCODINGS:
        buffer = io.BytesIO()
        image.save(buffer, **options)
        if buffer.tell() <= MAX_BYTES:
            return buffer.getvalue()
    raise ImageError(f"This picture has more than {MAX_BYTES / 1e6:.0f} MB even as JPEG; choose a smaller one.")
