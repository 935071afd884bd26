"""What stands between the network and Gradio: names, addresses, sizes, places in the queue.

Gradio answers any name, has addresses that this page does not need, reads bodies of any size for as long as they take,
and lets one visitor fill the queue. This is ASGI middleware, handed to Gradio's own ``launch(app_kwargs=...)``.
"""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote

import gradio as gr
from anyio import CapacityLimiter, move_on_after, to_thread
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartException
from starlette.responses import Response

from deltaedit.errors import DeltaEditError, ImageError
from deltaedit.images import give_memory_back
from deltaedit.metadata import without_metadata
from deltaedit.ui.bodies import (
    TOO_LARGE,
    UPLOADS,
    Bodies,
    BodyLimits,
    GoneError,
    Message,
    Receive,
    length_of,
    replaying,
)
from deltaedit.ui.cache import Cache
from deltaedit.ui.hosts import AllowedHosts, name_of
from deltaedit.ui.places import PlaceLimits, Places
from deltaedit.ui.requests import SEE, RequestError, finite_json, read_call
from deltaedit.ui.upload import refusal

Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

API = "/gradio_api"
FILE, UPLOAD, JOIN, LISTEN, HEALTH = (
    f"{API}/file=",
    f"{API}/upload",
    f"{API}/queue/join",
    f"{API}/queue/data",
    "/health",
)
#: Everything that the page, its API and gradio_client ask for. Gradio has more, none of which is needed here.
ADDRESSES = re.compile(
    r"/(config|favicon\.ico|manifest\.json|robots\.txt|theme\.css|pwa_icon(/\d+)?|health"
    r"|(assets|static|svelte)/.+"
    r"|gradio_api/(info|openapi\.json|app_id|startup-events|theme\.css|upload|upload_progress|cancel|reset"
    r"|queue/(join|data|status)|heartbeat/[\w-]+|run/[\w-]+|call/(v2/)?[\w-]+(/\w+)?|file=.+))?/?"
)
RUNS = re.compile(rf"{API}/(queue/join|run/[\w-]+|call/(v2/)?[\w-]+)/?")
LISTENS = re.compile(rf"{API}/call/(?:v2/)?[\w-]+/(\w+)/?")
LOST = "Nothing is waiting under this name; send the request again."
UNFORESEEN = "Something went wrong on our side; please try again."
#: Within a message, and never within a text, where the quotes would be escaped.
NULL_ERROR = re.compile(rb'(?<=\{"error":)( ?)null')
UNFORESEEN_JSON = rb"\1" + json.dumps(UNFORESEEN).encode()
PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}
CLOSE = (b"connection", b"close")
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
#: Bytes of a body of JSON that can only be a picture's.
LARGE_BODY = 1_000_000
SWEEP_SECONDS = 20.0
logger = logging.getLogger("deltaedit.ui")


@dataclass(frozen=True)
class Limits(PlaceLimits, BodyLimits):
    """How much one visitor, and all of them together, may take; see the two that it is made of."""


class Gate:
    """The middleware. One instance serves a page for as long as its process lives."""

    def __init__(
        self, app: App, *, page: gr.Blocks, hosts: AllowedHosts, cache: Cache, limits: Limits | None = None
    ) -> None:
        self.app = app
        self.page = page
        self.hosts = hosts
        self.cache = cache
        self.limits = limits or Limits()
        self.places = Places(page, self.limits)
        self.bodies = Bodies(self.limits)
        #: Large things are worked on one at a time.
        self._working = CapacityLimiter(1)
        self._housekeeping: asyncio.Task[None] | None = None

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self._housekeeping is None:
            self._housekeeping = asyncio.create_task(self._keep_house())
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            if not begun:
                _refuse_unsaid(message)
            begun = True
            await send(message)

        path = scope["path"].rstrip("/") or "/"
        try:
            await self._pass(path, scope, receive, watched)
        except GoneError:
            return
        except Exception as error:
            if begun:
                raise
            status, sentence = _said(error)
            if status == 500:
                logger.error("%s failed", path, exc_info=error)
            if sentence in (TOO_LARGE, UPLOADS):
                with move_on_after(self.limits.linger_seconds):
                    while (await receive()).get("more_body", False):
                        pass
            await _answer(send, scope, status, sentence)

    async def _pass(self, path: str, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        self._check_names(headers)
        if not ADDRESSES.fullmatch(path):
            raise RequestError("There is no such address on this page.", 404)
        if path == HEALTH:
            health = {"status": "ok", "waiting": len(self.places.waiting())}
            await _send(send, 200, b"application/json", json.dumps(health).encode())
            return
        if path.startswith(FILE):
            await self._file(path.removeprefix(FILE), scope, receive, send)
        elif scope["method"] == "POST":
            limit = self.limits.upload_bytes if path == UPLOAD else self.limits.json_bytes
            with self.bodies.bounded(receive, headers, limit) as receive:
                if path == UPLOAD:
                    await self._upload(scope, receive, send, headers)
                else:
                    await self._post(path, scope, receive, send, headers)
        elif path == LISTEN:
            session = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0]
            if not self.places.has_messages(session):
                # The page knows what to do about this one.
                lost = {"msg": "unexpected_error", "message": LOST, "session_not_found": True, "success": False}
                await _send(send, 200, b"text/event-stream", f"data: {json.dumps(lost)}\n\n".encode())
                return
            await self._listen(session, scope, receive, send)
        elif match := LISTENS.fullmatch(path):
            session = self.places.session_of(match[1])
            if not self.places.has_messages(session):
                raise RequestError(LOST, 404)
            await self._listen(session, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _file(self, name: str, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """A file of the page's own folder, whole.

        Gradio asks for the size of a file before it opens it, and the same picture uploaded again meanwhile lies there
        before it is stripped: the answer breaks off.
        """
        found = self.cache.holds(name)
        try:
            data = None if found is None else await to_thread.run_sync(found.read_bytes)
        except FileNotFoundError:
            data = None
        if found is None or data is None:
            raise RequestError("There is no such file on this page; pictures are kept for an hour.", 404)
        # By its name alone: what an upload holds must never be run as a page of ours.
        kind = PICTURES.get(found.suffix.lower())
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
        if kind is None:
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}"
        await Response(data, media_type=kind or "application/octet-stream", headers=headers)(scope, receive, send)

    def _check_names(self, headers: Headers) -> None:
        public = name_of(self.page.share_url) if getattr(self.page, "share_url", None) else None
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or len(origins) > 1:
            raise RequestError("A request must say once under which name it was sent (Host, and Origin if any).", 400)
        for name in (*hosts, *origins):
            if not self.hosts.allows(name, public):
                raise RequestError(
                    f"This page does not answer to the name '{name[:100]}'. Open it under the address that it "
                    "was started with; whoever started it can add a name with --allow-host.",
                    403,
                )

    async def _upload(self, scope: MutableMapping[str, Any], receive: Receive, send: Send, headers: Headers) -> None:
        """Let Gradio store an upload, then take everything out of it but the picture before anybody hears of it."""
        coming = length_of(headers) or self.limits.upload_bytes
        if not await to_thread.run_sync(self.cache.make_room, coming):
            raise RequestError(UPLOADS, 429)
        answer: list[Message] = []
        ended: Exception | None = None

        async def collect(message: Message) -> None:
            answer.append(message)

        async def parsed() -> Message:
            nonlocal ended
            try:
                return await receive()
            except (RequestError, GoneError) as error:
                ended = error
                # The one exception at which Gradio removes what it has written until now.
                raise MultiPartException(str(error)) from error

        await self.app(scope, parsed, collect)
        if ended is not None:
            raise ended
        if answer and answer[0].get("status") == 200:
            names = json.loads(b"".join(message.get("body", b"") for message in answer[1:]))
            paths = [path for path in map(self.cache.holds, names) if path is not None]
            if len(names) > 1:
                # Each may take as long as the largest picture, and the page sends one at a time.
                for path in paths:
                    path.unlink(missing_ok=True)
                raise RequestError("Please send one picture at a time.")
            for path in paths:
                await to_thread.run_sync(strip, self.cache, path, limiter=self._working)
        for message in answer:
            await send(message)

    async def _post(
        self, path: str, scope: MutableMapping[str, Any], receive: Receive, send: Send, headers: Headers
    ) -> None:
        """A body of JSON, whole; where it runs something, only what was checked of it goes on."""
        if "json" not in headers.get("content-type", ""):
            raise RequestError("Send this with the header 'Content-Type: application/json'.", 415)
        body, more = bytearray(), True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = bool(message.get("more_body", False))
        content = bytes(body)
        # Of large ones one at a time: read as JSON, each takes several times its size.
        limiter = self._working if len(content) > LARGE_BODY else None
        if not RUNS.fullmatch(path):
            content = await to_thread.run_sync(finite_json, content, limiter=limiter)
            await self.app(scope, replaying(content, receive), send)
            return
        call = await to_thread.run_sync(read_call, self.page, path, content, limiter=limiter)
        async with self.places.direct(scope) if "/run/" in path else self.places.queued(call.session, scope):
            if limiter and not await to_thread.run_sync(self.cache.make_room, len(content)):
                raise RequestError(UPLOADS, 429)
            content = await to_thread.run_sync(call.body, self.cache, limiter=limiter)
            await self.app(scope, replaying(content, receive), send)

    async def _listen(self, session: str, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        async def telling(message: Message) -> None:
            # What failed where nobody foresaw it: Gradio's own word for that is null.
            if message["type"] == "http.response.body":
                body = message.get("body", b"")
                message = {**message, "body": NULL_ERROR.sub(UNFORESEEN_JSON, body)}
            await send(message)

        with self.places.listening(session):
            await self.app(scope, receive, telling)

    async def _keep_house(self) -> None:
        """Free the places that nobody waits in any more; remove files that are too old, and memory that is free."""
        swept = time.monotonic()
        while True:
            await asyncio.sleep(1.0)
            try:
                await self.places.free()
                if time.monotonic() - swept > SWEEP_SECONDS:
                    swept = time.monotonic()
                    await to_thread.run_sync(self.cache.make_room)
                    await to_thread.run_sync(give_memory_back)
            except Exception as error:
                logger.error("housekeeping failed", exc_info=error)


def strip(cache: Cache, path: Path) -> None:
    """Take everything out of an upload but the picture; of what is none, only why it is refused stays."""
    try:
        try:
            data = without_metadata(path.read_bytes())
        except ImageError as error:
            data = refusal(error)
        cache.write(data).replace(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _refuse_unsaid(message: Message) -> None:
    """Raises where Gradio is about to answer with null, a traceback's name or a list of what pydantic found."""
    if message["type"] == "http.response.start":
        if message["status"] == 422:
            raise RequestError(f"This request does not fit its address; {SEE}.")
        if message["status"] >= 500:
            raise RequestError(UNFORESEEN, 500)


def _said(error: Exception) -> tuple[int, str]:
    """The status and the sentence for whatever went wrong."""
    if isinstance(error, RequestError):
        return error.status, str(error)
    if isinstance(error, DeltaEditError):
        return 400, str(error)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return 507, "There is no room for files on this server now; please try again later."
    return 500, UNFORESEEN


async def _answer(send: Send, scope: MutableMapping[str, Any], status: int, sentence: str) -> None:
    """A refusal, and the end of the connection: there may be no end to what it still brings."""
    path = scope["path"].rstrip("/")
    detail: object = sentence
    if path == UPLOAD:
        # The page shows the text of a refused upload as it is.
        await _send(send, status, b"text/plain; charset=utf-8", sentence.encode(), CLOSE)
        return
    if RUNS.fullmatch(path) and "gradio_client" in Headers(scope=scope).get("user-agent", ""):
        # The one form of a refusal of which gradio_client shows the text.
        fault = {"__type__": "validate", "is_valid": False, "parameter_name": "request", "message": sentence}
        status, detail = 422, [fault]
    await _send(send, status, b"application/json", json.dumps({"detail": detail}).encode(), CLOSE)


async def _send(send: Send, status: int, kind: bytes, body: bytes, *more: tuple[bytes, bytes]) -> None:
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
