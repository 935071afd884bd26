"""What stands between the network and Gradio: names, addresses, sizes, places in the queue.

Gradio answers any name, has addresses that this page does not need, reads bodies of any size for as long as they take,
and lets one visitor fill the queue. This is ASGI middleware, handed to Gradio's own ``launch(app_kwargs=...)``.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import gradio as gr
from anyio import CapacityLimiter, to_thread

from deltaedit.errors import DeltaEditError, ImageError
from deltaedit.images import MAX_BYTES
from deltaedit.metadata import without_metadata
from deltaedit.ui.cache import Cache
from deltaedit.ui.hosts import AllowedHosts, name_of
from deltaedit.ui.requests import RequestError, check_request
from deltaedit.ui.upload import MAX_DATA_URL

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

API = "/gradio_api"
UPLOAD, JOIN, LISTEN, HEALTH = f"{API}/upload", f"{API}/queue/join", f"{API}/queue/data", "/health"
#: Everything that the page, its API and gradio_client ask for. Gradio has more, none of which is needed here.
ADDRESSES = re.compile(
    r"/(config|favicon\.ico|manifest\.json|robots\.txt|theme\.css|pwa_icon(/\d+)?|health"
    r"|(assets|static|svelte)/.+"
    r"|gradio_api/(info|openapi\.json|app_id|startup-events|theme\.css|upload|upload_progress|cancel|reset"
    r"|queue/(join|data|status)|heartbeat/[\w-]+|run/[\w-]+|call/(v2/)?[\w-]+(/\w+)?|file=.+))?/?"
)
RUNS = re.compile(rf"{API}/(queue/join|run/[\w-]+|call/(v2/)?[\w-]+)/?")
LISTENS = re.compile(rf"{API}/call/(?:v2/)?[\w-]+/(\w+)/?")
BUSY = "This page is busy: {} requests are waiting. Please try again in a minute."
logger = logging.getLogger("deltaedit.ui")


@dataclass(frozen=True)
class Limits:
    """How much one visitor, and all of them together, may take.

    Attributes:
        places: requests of one visitor that wait or are at work.
        queue: requests that wait, of everybody; each waits for its turn.
        unheard: requests from one address that wait without anybody listening for the answer.
        grace_seconds: after which such a request loses its place.
        upload_bytes, json_bytes: of one body.
        body_bytes: of all bodies that are being received.
        stall_seconds: between two pieces of a body.
        body_seconds: for a whole body.
    """

    places: int = 6
    queue: int = 256
    unheard: int = 64
    grace_seconds: float = 5.0
    # What stands around a file in the body of an upload is small.
    upload_bytes: int = MAX_BYTES + 100_000
    json_bytes: int = MAX_DATA_URL + 100_000
    body_bytes: int = 400_000_000
    stall_seconds: float = 20.0
    body_seconds: float = 600.0


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
        self._listening: Counter[str] = Counter()
        self._heard: dict[str, float] = {}
        self._receiving = 0
        self._stripping = CapacityLimiter(1)
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
            begun = True
            await send(message)

        path = scope["path"].rstrip("/") or "/"
        try:
            await self._pass(path, scope, receive, watched)
        except DeltaEditError as error:
            if begun:
                raise
            await _answer(send, path, error.status if isinstance(error, RequestError) else 400, str(error))
        except OSError as error:
            if begun:
                raise
            logger.error("%s failed", path, exc_info=error)
            await _answer(send, path, 507, "There is no room for files on this server now; please try again later.")
        except Exception as error:
            if begun:
                raise
            if RUNS.fullmatch(path):
                logger.warning("%s was refused: %r", path, error)
                await _answer(send, path, 400, f"This request does not fit its function; see {API}/info.")
                return
            logger.error("%s failed", path, exc_info=error)
            await _answer(send, path, 500, "Something went wrong on our side; please try again.")

    async def _pass(self, path: str, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        self._check_names(headers)
        if not ADDRESSES.fullmatch(path):
            raise RequestError("There is no such address on this page.", 404)
        if path == HEALTH:
            await _send_json(send, 200, {"status": "ok", "waiting": len(self._events())})
            return
        if path.startswith(f"{API}/file=") and self.cache.holds(path.partition("=")[2]) is None:
            raise RequestError("There is no such file on this page; pictures are kept for an hour.", 404)
        if scope["method"] == "POST":
            limit = self.limits.upload_bytes if path == UPLOAD else self.limits.json_bytes
            with self._room_for(headers, limit) as count:
                receive = self._bounded(receive, limit, count)
                if path == UPLOAD:
                    await self._upload(scope, receive, send, headers)
                elif RUNS.fullmatch(path):
                    await self._run(path, scope, receive, send)
                else:
                    await self.app(scope, receive, send)
        elif path == LISTEN:
            session = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0]
            await self._listen(session, scope, receive, send)
        elif match := LISTENS.fullmatch(path):
            event = self.page._queue.event_ids_to_events.get(match[1])
            await self._listen(match[1] if event is None else event.session_hash, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _check_names(self, headers: dict[str, str]) -> None:
        public = name_of(self.page.share_url) if getattr(self.page, "share_url", None) else None
        for header in ("host", "origin"):
            value = headers.get(header)
            if value is None and header == "origin":
                continue
            if not self.hosts.allows(value or "", public):
                raise RequestError(
                    f"This page does not answer to the name '{(value or '')[:100]}'. Open it under the address that it "
                    "was started with; whoever started it can add a name with --allow-host.",
                    403,
                )

    @contextmanager
    def _room_for(self, headers: dict[str, str], limit: int) -> Iterator[Callable[[int], None]]:
        """Counts what is being received; gives the function that is told of every piece."""
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > limit:
            raise RequestError(f"This is too large; at most {MAX_BYTES // 10**6} MB are read.", 413)
        received = 0

        def count(more: int) -> None:
            nonlocal received
            if self._receiving + more > self.limits.body_bytes:
                raise RequestError(BUSY.format("many uploads and"), 429)
            received += more
            self._receiving += more

        try:
            yield count
        finally:
            self._receiving -= received

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
                ) from (error)
            size = len(message.get("body", b""))
            count(size)
            total += size
            if total > limit:
                raise RequestError(f"This is too large; at most {MAX_BYTES // 10**6} MB are read.", 413)
            more = bool(message.get("more_body", False)) and message["type"] == "http.request"
            return message

        return bounded

    async def _upload(
        self, scope: MutableMapping[str, Any], receive: Receive, send: Send, headers: dict[str, str]
    ) -> None:
        """Let Gradio store an upload, then take everything out of it but the picture before anybody hears of it."""
        length = headers.get("content-length", "")
        coming = int(length) if length.isdigit() else self.limits.upload_bytes
        if not await to_thread.run_sync(self.cache.make_room, coming):
            raise RequestError(BUSY.format("many uploads and"), 429)
        answer: list[Message] = []

        async def collect(message: Message) -> None:
            answer.append(message)

        await self.app(scope, receive, collect)
        if answer and answer[0].get("status") == 200:
            names = json.loads(b"".join(message.get("body", b"") for message in answer[1:]))
            for name in names:
                await to_thread.run_sync(self._strip, name, limiter=self._stripping)
        for message in answer:
            await send(message)

    def _strip(self, name: str) -> None:
        path = self.cache.holds(name)
        if path is None:
            return
        # What is no picture is left as it is, so that the visitor is told what is wrong with it.
        with suppress(ImageError):
            _replace(path, without_metadata(path.read_bytes()))

    async def _run(self, path: str, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            if not message.get("more_body", False):
                break
        content = bytes(body)
        session = await to_thread.run_sync(check_request, self.page, self.cache, path, content)
        if "/run/" not in path:
            self._check_places(session, scope)
        sent = False

        async def replay() -> Message:
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": content, "more_body": False}

        await self.app(scope, replay, send)

    def _events(self) -> list[Any]:
        """The requests that wait, of everybody. Gradio's queue knows no limit for one visitor, so it is asked here."""
        return [event for queue in self.page._queue.event_queue_per_concurrency_id.values() for event in queue.queue]

    def _check_places(self, session: str | None, scope: MutableMapping[str, Any]) -> None:
        waiting = self._events()
        if len(waiting) >= self.limits.queue:
            raise RequestError(BUSY.format(len(waiting)), 429)
        at_work = [event for job in self.page._queue.active_jobs if job for event in job]
        own = sum(event.session_hash == session for event in [*waiting, *at_work])
        if session is not None and own >= self.limits.places:
            raise RequestError(
                f"You have {own} requests waiting already, of {len(waiting)} in all; wait until one is answered.", 429
            )
        address = _address(scope)
        unheard = sum(
            not self._listening[event.session_hash] and _address(event.request.scope) == address for event in waiting
        )
        if unheard >= self.limits.unheard:
            raise RequestError(
                f"{unheard} requests from your address wait with nobody listening for their answers; listen to those.",
                429,
            )

    async def _listen(self, session: str, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        self._listening[session] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._listening[session] -= 1
            if self._listening[session] <= 0:
                del self._listening[session]
            self._heard[session] = time.monotonic()

    async def _keep_house(self) -> None:
        """Free the places that nobody waits in any more, and remove files that are too old."""
        swept = time.monotonic()
        while True:
            await asyncio.sleep(1.0)
            try:
                await self._free_places()
                if time.monotonic() - swept > 60:
                    swept = time.monotonic()
                    await to_thread.run_sync(self.cache.make_room)
            except Exception as error:
                logger.error("housekeeping failed", exc_info=error)

    async def _free_places(self) -> None:
        now, queue = time.monotonic(), self.page._queue
        for event in self._events():
            session = event.session_hash
            since = max(event.enqueue_time, self._heard.get(session, 0.0))
            if not self._listening[session] and now - since > self.limits.grace_seconds:
                await queue.clean_events(event_id=event._id)
                queue.pending_event_ids_session.get(session, set()).discard(event._id)
        for session, when in list(self._heard.items()):
            if now - when > 10 * self.limits.grace_seconds:
                del self._heard[session]


def _address(scope: MutableMapping[str, Any]) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _replace(path: Path, data: bytes) -> None:
    partial = path.with_name(f"{path.name}.partial")
    partial.write_bytes(data)
    partial.replace(path)


async def _answer(send: Send, path: str, status: int, sentence: str) -> None:
    if path == UPLOAD:
        # The page shows the text of a refused upload as it is.
        await _send(send, status, b"text/plain; charset=utf-8", sentence.encode())
    else:
        await _send_json(send, status, {"detail": sentence})


async def _send_json(send: Send, status: int, value: object) -> None:
    await _send(send, status, b"application/json", json.dumps(value).encode())


async def _send(send: Send, status: int, kind: bytes, body: bytes) -> None:
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
