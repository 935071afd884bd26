"""Bodies of requests while they arrive: bounded in size and time, one by one and all together."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from anyio import fail_after
from starlette.requests import Request
from starlette.types import Message, Receive

from deltaedit.images import MAX_BYTES
from deltaedit.ui.gate.limits import Limits, RequestError

TOO_LARGE = f"This is too large; at most {MAX_BYTES // 10**6} MB are read."
UPLOADS = "This page is busy: many uploads are arriving, or have just arrived. Please try again in a minute."
STALLED = "What you sent stopped arriving, so it was dropped; please send it again."


class Bodies:
    """All bodies that are being received."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        #: Bytes that are held of them now.
        self.receiving = 0

    @contextmanager
    def bounded(self, request: Request, most: int) -> Iterator[Request]:
        """The same request with a body of at most ``most`` bytes.

        Raises:
            RequestError: now, or while the body is read: it is too large, stalls or takes too long, or too many bodies
                are arriving.
        """
        if length_of(request) > most:
            raise RequestError(TOO_LARGE, 413)
        received, more, end = 0, True, time.monotonic() + self.limits.body_seconds

        async def receive() -> Message:
            nonlocal received, more
            if not more:
                # What comes behind the body is the end of the connection, however long that takes.
                return await request.receive()
            try:
                with fail_after(max(0.0, min(self.limits.stall_seconds, end - time.monotonic()))):
                    message = await request.receive()
            except TimeoutError as error:
                raise RequestError(STALLED, 408) from error
            size = len(message.get("body", b""))
            if self.receiving + size > self.limits.body_bytes:
                raise RequestError(UPLOADS, 429)
            received += size
            self.receiving += size
            if received > most:
                raise RequestError(TOO_LARGE, 413)
            more = bool(message.get("more_body", False))
            return message

        try:
            yield Request(request.scope, receive)
        finally:
            self.receiving -= received


def length_of(request: Request) -> int:
    """The Content-Length; 0 where it is missing or not a number."""
    length = request.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdecimal() else 0


def replaying(content: bytes, receive: Receive) -> Receive:
    """A body that has been received already, and then whatever else the connection brings."""
    left = [content]

    async def replay() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return replay
