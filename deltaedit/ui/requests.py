"""Whether a request to run something fits the page, before Gradio sees it.

Gradio answers what does not fit with ``null`` or with status 500 and a traceback in the log, and opens files on the
way; so everything that can be known beforehand is checked here, and answered with a sentence.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import gradio as gr
from gradio.block_function import BlockFunction

from deltaedit.errors import DeltaEditError, listed
from deltaedit.ui.cache import Cache
from deltaedit.ui.upload import RawImage, located

SESSION = re.compile(r"[A-Za-z0-9_-]{1,64}")
#: Beyond this a JSON number is no setting of anything here; arithmetic on it may overflow.
LARGEST_NUMBER = 1e12
FILE_KEYS = ("path", "url", "meta")
CALL_V2, CALL = "/gradio_api/call/v2/", "/gradio_api/call/"


class RequestError(DeltaEditError):
    """A request that does not fit the page; ``status`` is the HTTP status that says so."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


def check_request(page: gr.Blocks, cache: Cache, path: str, content: bytes) -> str | None:
    """Check the body of a request that runs a function of the page.

    Args:
        page: whose functions they are.
        cache: where the uploads are.
        path: what was posted to.
        content: the body.

    Returns:
        The session that it is for, where it names one.

    Raises:
        RequestError: it does not fit; says why.
        ImageError: what stands in the place of a picture is none that was uploaded.
    """
    try:
        body = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise RequestError("The body of this request is not JSON.") from error
    if not isinstance(body, dict):
        raise RequestError('The body of this request must be a JSON object with "data", a list.')
    if body.get("batched") or body.get("event_id") is not None:
        raise RequestError("Requests in batches are not taken here; send one at a time.")
    if path.startswith(CALL_V2):
        _function(page, path.removeprefix(CALL_V2), None)
        _check_values("a value", body, cache)
        return None
    data, session = body.get("data"), body.get("session_hash")
    if not isinstance(data, list):
        raise RequestError('This request has no "data", the list of what the function takes.')
    if session is not None and not (isinstance(session, str) and SESSION.fullmatch(session)):
        raise RequestError('The "session_hash" must be up to 64 letters and digits.')
    name = path.removeprefix(CALL) if path.startswith(CALL) else None
    function = _function(page, name, body.get("fn_index"))
    _check_data(function, data, cache)
    _check_values("event_data", body.get("event_data"), cache)
    return session


def _function(page: gr.Blocks, name: str | None, index: object) -> BlockFunction:
    if name is not None:
        for function in page.fns.values():
            if function.api_name == name:
                return function
        public = [f"/{f.api_name}" for f in page.fns.values() if f.api_name and f.api_visibility == "public"]
        raise RequestError(f"There is no endpoint '/{name[:100]}'; there are {listed(public)}.", 404)
    if isinstance(index, bool) or not isinstance(index, int) or index not in page.fns:
        raise RequestError('The "fn_index" of this request is none of this page; open the page again.', 404)
    return page.fns[index]


def _check_data(function: BlockFunction, data: Sequence[Any], cache: Cache) -> None:
    blocks = list(function.inputs)
    if len(data) != len(blocks):
        blocks = [block for block in blocks if not getattr(block, "skip_api", False)]
    if len(data) != len(blocks):
        raise RequestError(
            f"This function takes {len(blocks)} values, and {len(data)} were sent; see /gradio_api/info."
        )
    for block, value in zip(blocks, data):
        if isinstance(block, RawImage):
            if value is not None:
                located(cache, value)
        elif not isinstance(block, gr.State):
            # What a state holds is the server's; whatever is sent in its place is not looked at.
            _check_values(str(getattr(block, "label", None) or "a value"), value, cache)


def _check_values(label: str, value: object, cache: Cache) -> None:
    """No number that cannot be computed with, and no file that was not uploaded, at any depth."""
    for part in _parts(value):
        if isinstance(part, (int, float)) and not isinstance(part, bool):
            if not (math.isfinite(part) if isinstance(part, float) else True) or abs(part) > LARGEST_NUMBER:
                raise RequestError(f"'{label}' must be a finite number of a usable size.")
        elif isinstance(part, Mapping) and any(key in part for key in FILE_KEYS):
            located(cache, part)


def _parts(value: object) -> Iterator[object]:
    waiting = [value]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, Mapping):
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
