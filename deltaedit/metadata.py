"""A picture's file without what else it says: where, when, by whom and with what the picture was taken."""

from __future__ import annotations

import io
import re
import struct
from typing import Any

from PIL import ExifTags, Image

from deltaedit.errors import ImageError
from deltaedit.images import DAMAGED, MAX_BYTES, check_bytes, open_image, opened, orientation

#: In a JPEG; a photograph has dozens. Millions of empty ones would keep everybody else waiting.
MOST_SEGMENTS = 200_000
#: JPEG's frames, tables, scans and counts; segments of applications and comments are not among them.
_JPEG_KEPT = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD} - {0xC8}
#: Nothing but its own name: that the colours are JFIF's. No resolution, no thumbnail.
_JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
#: A marker that ends a scan; not a byte 255 of the scan itself, and not one of its restarts.
_JPEG_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_EXIF, _XMP, _ICC = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"ICC_PROFILE\0"

#: The first of these that is not too large; those after it lose a little.
_ENCODINGS: tuple[dict[str, Any], ...] = (
    {"format": "PNG", "compress_level": 1},
    *({"format": "JPEG", "quality": quality, "subsampling": 0} for quality in (95, 85, 70, 50)),
)


def without_metadata(data: bytes) -> bytes:
    """The file of the same picture, pixel for pixel as :func:`open_image` reads it, that says nothing else.

    Of a JPEG the picture's own segments are kept as they are, with the colour profile, and a note of the orientation
    alone. Every other format becomes a PNG; if that has more than ``MAX_BYTES``, a JPEG of high quality, which is the
    one exception to "pixel for pixel".

    Args:
        data: a picture's file, from anybody.

    Returns:
        A JPEG or PNG of at most ``MAX_BYTES``, with nothing behind its end.

    Raises:
        ImageError: as :func:`open_image` does for what is wrong with the file; damaged pixels of a JPEG are not looked
            for.
    """
    check_bytes(data)
    if not data.startswith(b"\xff\xd8\xff"):
        return _drawn_anew(open_image(data))
    kept = _jpeg(data)
    with opened(kept):
        return kept


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
    note, turn = b"", orientation(said)
    if turn != 1:
        only = Image.Exif()
        only[ExifTags.Base.Orientation] = turn
        note = only.tobytes()
        note = b"\xff\xe1" + struct.pack(">H", 2 + len(note)) + note
    ended = b"\xff\xd9" if data[at : at + 2] == b"\xff\xd9" else b""
    return b"".join((b"\xff\xd8", jfif, note, kept, ended))


def _drawn_anew(image: Image.Image) -> bytes:
    for options in _ENCODINGS:
        buffer = io.BytesIO()
        image.save(buffer, **options)
        if buffer.tell() <= MAX_BYTES:
            return buffer.getvalue()
    raise ImageError(f"This picture has more than {MAX_BYTES / 1e6:.0f} MB even as JPEG; choose a smaller one.")
