"""Bodies of requests while they arrive: bounded in size and time, one by one and all together."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers

from deltaedit.images import MAX_BYTES
from deltaedit.ui.requests import RequestError
from deltaedit.ui.upload import MAX_DATA_URL

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
TOO_LARGE = f"This is too large; at most {MAX_BYTES // 10**6} MB are read."
UPLOADS = "This page is busy: many uploads are arriving, or have just arrived. Please try again in a minute."


@dataclass(frozen=True)
class BodyLimits:
    """What bodies may take.

    Attributes:
        upload_bytes, json_bytes: of one body.
        body_bytes: of all bodies that are being received.
        stall_seconds: between two pieces of a body.
        body_seconds: for a whole body.
        linger_seconds: in which the rest of a body that is refused is let pass, since many senders look at the answer
            only after they have sent everything.
    """

    # What stands around a file in the body of an upload is small.
    upload_bytes: int = MAX_BYTES + 100_000
    json_bytes: int = MAX_DATA_URL + 100_000
    body_bytes: int = 400_000_000
    stall_seconds: float = 20.0
    body_seconds: float = 600.0
    linger_seconds: float = 3.0


class GoneError(Exception):
    """Whoever sent a request has left before its end."""


class Bodies:
    """All bodies that are being received."""

    def __init__(self, limits: BodyLimits) -> None:
        self.limits = limits
        self.receiving = 0

    @contextmanager
    def bounded(self, receive: Receive, headers: Headers, limit: int) -> Iterator[Receive]:
        """A body of at most ``limit`` bytes, which ends in a sentence where it is larger, stalls or takes too long."""
        with self._room_for(headers, limit) as count:
            yield self._bounded(receive, limit, count)

    @contextmanager
    def _room_for(self, headers: Headers, limit: int) -> Iterator[Callable[[int], None]]:
        """Counts what is being received; gives the function that is told of every piece."""
        if (length_of(headers) or 0) > limit:
            raise RequestError(TOO_LARGE, 413)
        received = 0

        def count(more: int) -> None:
            nonlocal received
            if self.receiving + more > self.limits.body_bytes:
                raise RequestError(UPLOADS, 429)
            received += more
            self.receiving += more

        try:
            yield count
        finally:
            self.receiving -= received

    def _bounded(self, receive: Receive, limit: int, count: Callable[[int], None]) -> Receive:
        """A body that ends in a sentence where it is too large, stalls or takes too long."""
        total, began, more = 0, time.monotonic(), True

        async def bounded() -> Message:
            nonlocal total, more
            if not more:
                # What comes behind the body is the end of the connection, however long that takes.
                return await receive()
            left = min(self.limits.stall_seconds, began + self.limits.body_seconds - time.monotonic())
            try:
                message = await asyncio.wait_for(receive(), max(0.0, left))
            except (TimeoutError, asyncio.TimeoutError) as error:
                raise RequestError(
                    "What you sent stopped arriving, so it was dropped; please send it again.", 408
                ) from error
            if message["type"] != "http.request":
                raise GoneError
            size = len(message.get("body", b""))
            count(size)
            total += size
            if total > limit:
                raise RequestError(TOO_LARGE, 413)
            more = bool(message.get("more_body", False))
            return message

        return bounded


def length_of(headers: Headers) -> int | None:
    """The Content-Length; None where there is none that could be one."""
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdecimal() else None


def replaying(content: bytes, receive: Receive) -> Receive:
    """A body that has been received; behind it comes what comes."""
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": content, "more_body": False}

    return replay
