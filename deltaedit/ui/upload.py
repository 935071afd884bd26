"""What a visitor sent as a picture, and the one way from it to bytes."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from deltaedit.errors import ImageError
from deltaedit.files import read_bounded
from deltaedit.images import MAX_BYTES
from deltaedit.metadata import without_metadata
from deltaedit.ui.cache import Cache

NO_PICTURE = "There is no picture yet: upload one, choose an example or take a random one."
#: One sentence for everything that is refused, whatever it is and whether it exists: it must not tell what is here.
NOT_AN_UPLOAD = (
    "This is not a picture that was uploaded here. Send it as a data URL ({'url': 'data:image/png;base64,...'}), or "
    "upload it first and send the path that the upload answered; an upload is kept for an hour."
)
DATA = "data:"
#: Base64 takes four characters for three bytes; the rest is for the head of the URL and line breaks.
MAX_DATA_URL = MAX_BYTES * 4 // 3 + 100_000
#: Begins the file that stands for an upload which was refused.
REFUSED = b"deltaedit refused this: "


def located(cache: Cache, sent: object) -> str | Path:
    """Where the bytes of a picture are: the data URL itself, or a regular file among the uploads.

    Args:
        cache: the folder with the uploads.
        sent: what stands in a request in the place of a picture, whatever it is.

    Raises:
        ImageError: nothing was sent; or anything but these two, with always the same sentence.
    """
    if sent is None:
        raise ImageError(NO_PICTURE)
    if isinstance(sent, Mapping):
        path, url = sent.get("path"), sent.get("url")
        if isinstance(path, str):
            found = cache.holds(path)
            if found is not None:
                return found
        elif path is None and isinstance(url, str) and url.startswith(DATA):
            if len(url) > MAX_DATA_URL:
                raise ImageError(f"This picture is too large; at most {MAX_BYTES // 10**6} MB are read.")
            return url
    raise ImageError(NOT_AN_UPLOAD)


def read_upload(cache: Cache, sent: object) -> bytes:
    """The bytes of a picture that a visitor sent; see :func:`located`.

    Raises:
        ImageError: it is not an upload, was refused when it came, or is too large.
    """
    return _read(located(cache, sent))


def _read(place: str | Path) -> bytes:
    """The bytes of a data URL or of an upload."""
    if isinstance(place, str):
        try:
            return base64.b64decode(place.partition(",")[2], validate=True)
        except ValueError as error:
            raise ImageError("This data URL is not valid base64; send the bytes of a PNG or JPEG.") from error
    try:
        data = read_bounded(place, MAX_BYTES)
    except ImageError as error:
        if not place.is_file():
            raise ImageError(NOT_AN_UPLOAD) from error
        # Its own sentence names a path, which is nobody's business.
        raise ImageError(f"This picture is too large; at most {MAX_BYTES // 10**6} MB are read.") from error
    if data.startswith(REFUSED):
        raise ImageError(data.removeprefix(REFUSED).decode(errors="replace"))
    return data


def keep_upload(cache: Cache, sent: object) -> Path:
    """A file with the picture that a visitor sent: the upload itself, or a new one; see :func:`located`.

    Raises:
        ImageError: it is not an upload, or not a picture.
    """
    place = located(cache, sent)
    data = _read(place)
    return place if isinstance(place, Path) else cache.write(without_metadata(data), "picture")


def cleaned(data: bytes) -> bytes:
    """What is kept of an upload: the picture and nothing else, or the reason why it will be refused when it is used."""
    try:
        return without_metadata(data)
    except ImageError as error:
        return REFUSED + str(error).encode()


class RawImage(gr.Image):
    """Like ``gr.Image``, but the handler gets what was sent, so that every bad file reaches our own decoder.

    The stock component decodes before any handler runs, where a file that it cannot read ends as a bare "Error", and
    opens whatever path it is given.
    """

    def get_block_name(self) -> str:
        """The front end's component is the stock one."""
        return "image"

    def preprocess(self, payload: Any) -> dict[str, Any] | None:
        """What was sent, for :func:`read_upload`; None for no picture."""
        return None if payload is None else {"path": payload.path, "url": payload.url}

    def api_info(self) -> dict[str, Any]:
        """What an endpoint says that it takes."""
        return {
            "type": "object",
            "properties": {"path": {"type": "string"}, "url": {"type": "string"}, "meta": {"type": "object"}},
            "title": "Picture",
            "description": (
                "a picture: {'url': 'data:image/png;base64,...'}, or {'path': ...} with the path that the upload "
                "endpoint answered, which handle_file of gradio_client does; no other path, no address, no bare base64"
            ),
        }
