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
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, MutableMapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, quote

import gradio as gr
from anyio import CapacityLimiter, move_on_after, to_thread
from gradio.server_messages import ProcessCompletedMessage
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartException
from starlette.responses import Response

from deltaedit.errors import DeltaEditError, ImageError
from deltaedit.images import MAX_BYTES, give_memory_back
from deltaedit.metadata import without_metadata
from deltaedit.ui.cache import Cache
from deltaedit.ui.hosts import AllowedHosts, name_of
from deltaedit.ui.requests import SEE, Call, RequestError, finite_json, read_call
from deltaedit.ui.upload import MAX_DATA_URL, refusal

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Key = TypeVar("Key")
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
BUSY = "This page is busy: {} requests are waiting. Please try again in a minute."
UPLOADS = "This page is busy: many uploads are arriving, or have just arrived. Please try again in a minute."
TOO_LARGE = f"This is too large; at most {MAX_BYTES // 10**6} MB are read."
LOST = "Nothing is waiting under this name; send the request again."
UNHEARD = "Nobody listened for the answer to this request, so it lost its place; send it again and listen at once."
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
class Limits:
    """How much one visitor, and all of them together, may take.

    Attributes:
        places: requests of one visitor that wait or are at work.
        queue: requests that wait, of everybody; each waits for its turn.
        unheard: requests from one address that wait without anybody listening for the answer, or past the queue.
        direct: requests past the queue that are at work at once, as of those who have just opened the page.
        grace_seconds: after which such a request loses its place.
        answer_seconds: for which an answer is kept that nobody fetches.
        upload_bytes, json_bytes: of one body.
        body_bytes: of all bodies that are being received.
        stall_seconds: between two pieces of a body.
        body_seconds: for a whole body.
        linger_seconds: in which the rest of a body that is refused is let pass, since many senders look at the answer
            only after they have sent everything.
    """

    places: int = 6
    queue: int = 256
    unheard: int = 64
    direct: int = 4
    grace_seconds: float = 5.0
    answer_seconds: float = 600.0
    # What stands around a file in the body of an upload is small.
    upload_bytes: int = MAX_BYTES + 100_000
    json_bytes: int = MAX_DATA_URL + 100_000
    body_bytes: int = 400_000_000
    stall_seconds: float = 20.0
    body_seconds: float = 600.0
    linger_seconds: float = 3.0


class _Gone(Exception):  # noqa: N818 - what happened, not what went wrong
    """Whoever sent a request has left before its end."""


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
        #: Of (session, address): requests that are about to get a place in the queue.
        self._coming: Counter[tuple[str | None, str]] = Counter()
        self._direct_from: Counter[str] = Counter()
        self._direct = CapacityLimiter(self.limits.direct)
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
        except _Gone:
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
            health = {"status": "ok", "waiting": len(self._events())}
            await _send(send, 200, b"application/json", json.dumps(health).encode())
            return
        if path.startswith(FILE):
            await self._file(path.removeprefix(FILE), scope, receive, send)
        elif scope["method"] == "POST":
            limit = self.limits.upload_bytes if path == UPLOAD else self.limits.json_bytes
            with self._room_for(headers, limit) as count:
                receive = self._bounded(receive, limit, count)
                if path == UPLOAD:
                    await self._upload(scope, receive, send, headers)
                else:
                    await self._post(path, scope, receive, send, headers)
        elif path == LISTEN:
            session = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0]
            if session not in self.page._queue.pending_messages_per_session:
                # The page knows what to do about this one.
                lost = {"msg": "unexpected_error", "message": LOST, "session_not_found": True, "success": False}
                await _send(send, 200, b"text/event-stream", f"data: {json.dumps(lost)}\n\n".encode())
                return
            await self._listen(session, scope, receive, send)
        elif match := LISTENS.fullmatch(path):
            session = self._session_of(match[1])
            if session not in self.page._queue.pending_messages_per_session:
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

    @contextmanager
    def _room_for(self, headers: Headers, limit: int) -> Iterator[Callable[[int], None]]:
        """Counts what is being received; gives the function that is told of every piece."""
        if (_length(headers) or 0) > limit:
            raise RequestError(TOO_LARGE, 413)
        received = 0

        def count(more: int) -> None:
            nonlocal received
            if self._receiving + more > self.limits.body_bytes:
                raise RequestError(UPLOADS, 429)
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
                ) from error
            if message["type"] != "http.request":
                raise _Gone
            size = len(message.get("body", b""))
            count(size)
            total += size
            if total > limit:
                raise RequestError(TOO_LARGE, 413)
            more = bool(message.get("more_body", False))
            return message

        return bounded

    async def _upload(self, scope: MutableMapping[str, Any], receive: Receive, send: Send, headers: Headers) -> None:
        """Let Gradio store an upload, then take everything out of it but the picture before anybody hears of it."""
        coming = _length(headers) or self.limits.upload_bytes
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
            except (RequestError, _Gone) as error:
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
            await self.app(scope, _replaying(content, receive), send)
            return
        call = await to_thread.run_sync(read_call, self.page, path, content, limiter=limiter)
        async with self._direct_place(scope) if "/run/" in path else self._place_for(call, scope):
            if limiter and not await to_thread.run_sync(self.cache.make_room, len(content)):
                raise RequestError(UPLOADS, 429)
            content = await to_thread.run_sync(call.body, self.cache, limiter=limiter)
            await self.app(scope, _replaying(content, receive), send)

    def _events(self) -> list[Any]:
        """The requests that wait, of everybody. Gradio's queue knows no limit for one visitor, so it is asked here."""
        return [event for queue in self.page._queue.event_queue_per_concurrency_id.values() for event in queue.queue]

    def _at_work(self) -> list[Any]:
        return [event for job in self.page._queue.active_jobs if job for event in job]

    def _session_of(self, event_id: str) -> str:
        """Whose an event is; one that was sent without a session is a session of its own."""
        queue = self.page._queue
        event = queue.event_ids_to_events.get(event_id)
        if event is not None:
            return str(event.session_hash)
        owners = (session for session, events in queue.pending_event_ids_session.items() if event_id in events)
        return next(owners, event_id)

    @asynccontextmanager
    async def _direct_place(self, scope: MutableMapping[str, Any]) -> AsyncIterator[None]:
        """A turn among those who do not wait in the queue.

        Raises:
            RequestError: too many from this address wait for theirs.
        """
        address = _address(scope)
        if self._direct_from[address] >= self.limits.unheard:
            raise RequestError(BUSY.format(self._direct_from[address]), 429)
        self._direct_from[address] += 1
        try:
            async with self._direct:
                yield
        finally:
            _take_one(self._direct_from, address)

    @asynccontextmanager
    async def _place_for(self, call: Call, scope: MutableMapping[str, Any]) -> AsyncIterator[None]:
        """A place in the queue, from before Gradio gives it until it is given, so that none is given twice.

        Raises:
            RequestError: there is none, or none for this visitor; says how many wait.
        """
        waiting = self._events()
        address, session = _address(scope), call.session
        coming = [place for place, count in self._coming.items() for _ in range(count)]
        ahead = len(waiting) + len(coming)
        if ahead >= self.limits.queue:
            raise RequestError(BUSY.format(ahead), 429)
        own = sum(event.session_hash == session for event in [*waiting, *self._at_work()])
        own += sum(whose == session for whose, _ in coming)
        if session is not None and own >= self.limits.places:
            raise RequestError(
                f"You have {own} requests waiting already, of {ahead} in all; wait until one is answered.", 429
            )
        unheard = sum(
            not self._listening[event.session_hash] and _address(event.request.scope) == address for event in waiting
        )
        unheard += sum(not self._listening[whose or ""] and where == address for whose, where in coming)
        if unheard >= self.limits.unheard:
            raise RequestError(
                f"{unheard} requests from your address wait, of {ahead} in all, with nobody listening for their "
                "answers; listen to those.",
                429,
            )
        self._coming[session, address] += 1
        try:
            yield
        finally:
            _take_one(self._coming, (session, address))

    async def _listen(self, session: str, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        async def telling(message: Message) -> None:
            # What failed where nobody foresaw it: Gradio's own word for that is null.
            if message["type"] == "http.response.body":
                body = message.get("body", b"")
                message = {**message, "body": NULL_ERROR.sub(UNFORESEEN_JSON, body)}
            await send(message)

        self._listening[session] += 1
        try:
            await self.app(scope, receive, telling)
        finally:
            _take_one(self._listening, session)
            self._heard[session] = time.monotonic()

    async def _keep_house(self) -> None:
        """Free the places that nobody waits in any more; remove files that are too old, and memory that is free."""
        swept = time.monotonic()
        while True:
            await asyncio.sleep(1.0)
            try:
                await self._free_places()
                if time.monotonic() - swept > SWEEP_SECONDS:
                    swept = time.monotonic()
                    await to_thread.run_sync(self.cache.make_room)
                    await to_thread.run_sync(give_memory_back)
            except Exception as error:
                logger.error("housekeeping failed", exc_info=error)

    async def _free_places(self) -> None:
        now, queue = time.monotonic(), self.page._queue
        for event in self._events():
            session = event.session_hash
            since = max(event.enqueue_time, self._heard.get(session, 0.0))
            if not self._listening[session] and now - since > self.limits.grace_seconds:
                # Whoever comes to listen later is told.
                queue.send_message(event, ProcessCompletedMessage(output={"error": UNHEARD}, success=False))
                await queue.clean_events(event_id=event._id)
                self._heard.setdefault(session, now)
        busy = {event.session_hash for event in [*self._events(), *self._at_work()]} | self._listening.keys()
        # Gradio remembers what nobody has fetched for ever.
        for session in list(queue.pending_event_ids_session):
            if session not in busy and now - self._heard.setdefault(session, now) > self.limits.answer_seconds:
                queue.pending_event_ids_session.pop(session, None)
                queue.pending_messages_per_session.pop(session, None)
        for session, when in list(self._heard.items()):
            if now - when > 2 * self.limits.answer_seconds:
                del self._heard[session]


def _take_one(counter: Counter[Key], key: Key) -> None:
    counter[key] -= 1
    if counter[key] <= 0:
        del counter[key]


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


def _address(scope: MutableMapping[str, Any]) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _length(headers: Headers) -> int | None:
    """The Content-Length; None where there is none that could be one."""
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdecimal() else None


def _replaying(content: bytes, receive: Receive) -> Receive:
    """A body that has been received; behind it comes what comes."""
    sent = False

    async def replay() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": content, "more_body": False}

    return replay


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
