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
from pathlib import Path

import gradio as gr
from anyio import CapacityLimiter, move_on_after, to_thread
from gradio.routes import file_upload_statuses
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from deltaedit.errors import DeltaEditError
from deltaedit.images import give_memory_back
from deltaedit.ui.cache import Cache
from deltaedit.ui.gate.bodies import TOO_LARGE, UPLOADS, Bodies, length_of, replaying
from deltaedit.ui.gate.limits import Limits, RequestError
from deltaedit.ui.gate.places import Places, address_of
from deltaedit.ui.gate.requests import SEE, finite_json, read_call
from deltaedit.ui.hosts import AllowedHosts, name_of
from deltaedit.ui.sentences import UNFORESEEN
from deltaedit.ui.upload import cleaned

API = "/gradio_api"
FILE, UPLOAD, LISTEN, HEALTH = f"{API}/file=", f"{API}/upload", f"{API}/queue/data", "/health"
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
#: Within a message, and never within a text, where the quotes would be escaped.
NULL_ERROR = re.compile(rb'(?<=\{"error":)( ?)null')
UNFORESEEN_JSON = rb"\1" + json.dumps(UNFORESEEN).encode()
PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}
SUFFIX = re.compile(r"\.\w{1,8}", re.ASCII)
FILE_NAME = re.compile(rb'filename="([^"\r\n]+)"')
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
#: Bytes of a body of JSON that can only be a picture's.
LARGE_BODY = 1_000_000
SWEEP_SECONDS = 20.0
logger = logging.getLogger("deltaedit.ui")


class Gate:
    """The middleware. One instance serves a page for as long as its process lives."""

    def __init__(
        self, app: ASGIApp, *, page: gr.Blocks, hosts: AllowedHosts, cache: Cache, limits: Limits | None = None
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

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await WebSocketClose(1008)(scope, receive, send)
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
                _refuse_wordless(message)
            begun = True
            await send(message)

        request = Request(scope, receive)
        try:
            await self._pass(request, watched)
        except ClientDisconnect:
            return
        except Exception as error:
            if begun:
                raise
            status, sentence = _status_and_sentence(error)
            if status == 500:
                logger.error("%s failed", scope["path"], exc_info=error)
            if sentence in (TOO_LARGE, UPLOADS):
                with move_on_after(self.limits.linger_seconds):
                    while (await receive()).get("more_body", False):
                        pass
            await _refusal(request, status, sentence)(scope, receive, send)

    async def _pass(self, request: Request, send: Send) -> None:
        self._check_names(request)
        path = request.scope["path"].rstrip("/") or "/"
        if not ADDRESSES.fullmatch(path):
            raise RequestError("There is no such address on this page.", 404)
        if path == HEALTH:
            response: Response = JSONResponse({"status": "ok", "waiting": len(self.places.waiting())})
        elif path.startswith(FILE):
            response = self._file(path.removeprefix(FILE))
        elif request.method == "POST" and path == UPLOAD:
            response = await self._upload(request)
        elif request.method == "POST":
            await self._post(path, request, send)
            return
        elif path == LISTEN or LISTENS.fullmatch(path):
            await self._listen(path, request, send)
            return
        else:
            await self.app(request.scope, request.receive, send)
            return
        await response(request.scope, request.receive, send)

    def _check_names(self, request: Request) -> None:
        public = name_of(self.page.share_url) if getattr(self.page, "share_url", None) else None
        hosts, origins = request.headers.getlist("host"), request.headers.getlist("origin")
        if len(hosts) != 1 or len(origins) > 1:
            raise RequestError("A request must say once under which name it was sent (Host, and Origin if any).")
        for name in (*hosts, *origins):
            if not self.hosts.allows(name, public):
                raise RequestError(
                    f"This page does not answer to the name '{name[:100]}'. Open it under the address that it "
                    "was started with; whoever started it can add a name with --allow-host.",
                    403,
                )

    def _file(self, name: str) -> Response:
        """A file of the page's own folder."""
        found = self.cache.holds(name)
        if found is None:
            raise RequestError("There is no such file on this page; pictures are kept for an hour.", 404)
        # By its name alone: what an upload holds must never be run as a page of ours.
        kind = PICTURES.get(found.suffix.lower())
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
        attached = None if kind else found.name
        return FileResponse(found, headers=headers, media_type=kind or "application/octet-stream", filename=attached)

    async def _upload(self, request: Request) -> Response:
        """Keep the picture of an upload, and nothing else of it, before anybody hears of it."""
        if not await to_thread.run_sync(self.cache.make_room, length_of(request) or self.limits.upload_bytes):
            raise RequestError(UPLOADS, 429)
        upload_id = request.query_params.get("upload_id")
        with self.bodies.bounded(request, self.limits.upload_bytes) as bounded:
            if upload_id:
                bounded = Request(request.scope, _showing_progress(upload_id, bounded.receive))
            try:
                async with bounded.form(max_files=1, max_fields=1) as form:
                    sent = form.get("files")
                    if not isinstance(sent, UploadFile):
                        raise HTTPException(400)
                    data, suffix = await sent.read(), Path(sent.filename or "").suffix
            except HTTPException as error:
                raise RequestError("Please send one picture at a time, as the field 'files' of a form.") from error
            finally:
                if upload_id:
                    file_upload_statuses.set_done(upload_id)
            picture = await to_thread.run_sync(cleaned, data, limiter=self._working)
        name = f"picture{suffix if SUFFIX.fullmatch(suffix) else ''}"
        return JSONResponse([str(await to_thread.run_sync(self.cache.write, picture, name))])

    async def _post(self, path: str, request: Request, send: Send) -> None:
        """A body of JSON, whole; where it runs something, only what was checked of it goes on."""
        if "json" not in request.headers.get("content-type", ""):
            raise RequestError("Send this with the header 'Content-Type: application/json'.", 415)
        with self.bodies.bounded(request, self.limits.json_bytes) as bounded:
            content = await bounded.body()

            async def go_on(checked: bytes) -> None:
                await self.app(request.scope, replaying(checked, bounded.receive), send)

            # Of large ones one at a time: read as JSON, each takes several times its size.
            limiter = self._working if len(content) > LARGE_BODY else None
            if not RUNS.fullmatch(path):
                await go_on(await to_thread.run_sync(finite_json, content, limiter=limiter))
                return
            call = await to_thread.run_sync(read_call, self.page, path, content, limiter=limiter)
            queued, address = "/run/" not in path, address_of(request.scope)
            if queued:
                self.places.check(call.session, address)
            if limiter and not await to_thread.run_sync(self.cache.make_room, len(content)):
                raise RequestError(UPLOADS, 429)
            content = await to_thread.run_sync(call.body, self.cache, limiter=limiter)
            if queued:
                async with self.places.joining:
                    self.places.check(call.session, address)
                    await go_on(content)
            else:
                async with self.places.direct(address):
                    await go_on(content)

    async def _listen(self, path: str, request: Request, send: Send) -> None:
        """Answers as they come; whoever waits for none is told."""
        match = LISTENS.fullmatch(path)
        session = self.places.session_of(match[1]) if match else request.query_params.get("session_hash", "")
        if not self.places.has_messages(session):
            if match:
                raise RequestError(LOST, 404)
            # The page knows what to do about this one.
            lost = {"msg": "unexpected_error", "message": LOST, "session_not_found": True, "success": False}
            response = Response(f"data: {json.dumps(lost)}\n\n", media_type="text/event-stream")
            await response(request.scope, request.receive, send)
            return

        async def worded(message: Message) -> None:
            # What failed where nobody foresaw it: Gradio's own word for that is null.
            if message["type"] == "http.response.body":
                message = {**message, "body": NULL_ERROR.sub(UNFORESEEN_JSON, message.get("body", b""))}
            await send(message)

        with self.places.listening(session):
            await self.app(request.scope, request.receive, worded)

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


def _showing_progress(upload_id: str, receive: Receive) -> Receive:
    """The body of an upload whose progress the page asks for, by the name of the file."""
    name = None

    async def received() -> Message:
        nonlocal name
        message = await receive()
        body = message.get("body", b"")
        if name is None and (found := FILE_NAME.search(body)):
            name = found[1].decode(errors="replace")
        file_upload_statuses.append(upload_id, name or "", body)
        return message

    return received


def _refuse_wordless(message: Message) -> None:
    """Raises where Gradio is about to answer with null, a traceback's name or a list of what pydantic found."""
    if message["type"] == "http.response.start":
        if message["status"] == 422:
            raise RequestError(f"This request does not fit its address; {SEE}.")
        if message["status"] >= 500:
            raise RequestError(UNFORESEEN, 500)


def _status_and_sentence(error: Exception) -> tuple[int, str]:
    """The status and the sentence for whatever went wrong."""
    if isinstance(error, DeltaEditError):
        return error.status if isinstance(error, RequestError) else 400, str(error)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return 507, "There is no room for files on this server now; please try again later."
    return 500, UNFORESEEN


def _refusal(request: Request, status: int, sentence: str) -> Response:
    """A refusal, and the end of the connection: there may be no end to what it still brings."""
    path, close = request.scope["path"].rstrip("/"), {"Connection": "close"}
    if path == UPLOAD:
        # The page shows the text of a refused upload as it is.
        return PlainTextResponse(sentence, status, close)
    if RUNS.fullmatch(path) and "gradio_client" in request.headers.get("user-agent", ""):
        # The one form of a refusal of which gradio_client shows the text.
        fault = {"__type__": "validate", "is_valid": False, "parameter_name": "request", "message": sentence}
        return JSONResponse({"detail": [fault]}, 422, close)
    return JSONResponse({"detail": sentence}, status, close)
