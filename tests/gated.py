"""A small page behind the gate, in this process, and plain HTTP to it and to the real one."""

from __future__ import annotations

import base64
import io
import json
import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import gradio as gr
from PIL import Image
from starlette.middleware import Middleware

from deltaedit.images import open_image
from deltaedit.ui.address import Address
from deltaedit.ui.cache import Cache
from deltaedit.ui.gate import Gate, Limits
from deltaedit.ui.hosts import AllowedHosts
from deltaedit.ui.upload import RawImage, read_upload

TIMEOUT = 60
META = {"meta": {"_type": "gradio.FileData"}}


def png(colour: str = "orange", **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(buffer, "PNG", **options)
    return buffer.getvalue()


def data_url(content: bytes) -> dict[str, str]:
    return {"url": "data:image/png;base64," + base64.b64encode(content).decode()}


@dataclass(frozen=True)
class Answer:
    status: int
    text: str

    @property
    def sentence(self) -> str:
        """Of a refusal."""
        detail = json.loads(self.text)["detail"]
        assert isinstance(detail, str), detail
        return detail


def ask(url: str, path: str, body: object = None, headers: Mapping[str, str] | None = None) -> Answer:
    """GET, or POST of bytes or of anything as JSON."""
    content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    kind = {"Content-Type": "application/json"} if content is not None else {}
    request = urllib.request.Request(url.rstrip("/") + path, content, {**kind, **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return Answer(answer.status, answer.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.read().decode("utf-8", "replace"))


def multipart(*contents: bytes, name: str = "me.png") -> tuple[bytes, dict[str, str]]:
    """The body of an upload, and its headers."""
    head = f'Content-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
    parts = b"".join(b"--x\r\n" + head + content + b"\r\n" for content in contents)
    return parts + b"--x--\r\n", {"Content-Type": "multipart/form-data; boundary=x"}


def upload(url: str, content: bytes, name: str = "me.png") -> str:
    """Upload a file; returns its path."""
    answer = ask(url, "/gradio_api/upload", *multipart(content, name=name))
    assert answer.status == 200, answer
    return str(json.loads(answer.text)[0])


@contextmanager
def connected(url: str, head: str, body: bytes = b"") -> Iterator[socket.socket]:
    """A connection on which a request has begun, line by line as given."""
    host, port = url.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=TIMEOUT) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        yield connection


def rest_of(connection: socket.socket) -> str:
    """Everything that comes until the other side closes."""
    received = b""
    while piece := connection.recv(1 << 16):
        received += piece
    return received.decode("utf-8", "replace")


@dataclass(frozen=True)
class Page:
    """A small page that is served.

    Attributes:
        url: where.
        cache: its folder.
        gates: the gate in front of it, once somebody has asked.
        go_on: what everybody who waits waits for.
        done: names of the work that was done.
    """

    url: str
    cache: Cache
    gates: list[Gate]
    go_on: threading.Event
    done: list[str]

    @property
    def gate(self) -> Gate:
        return self.gates[0]

    def join(self, name: str, session: str) -> Answer:
        """Ask for work; does not listen."""
        body = {"fn_index": 0, "session_hash": session, "data": [name]}
        return ask(self.url, "/gradio_api/queue/join", body)

    def waiting(self) -> int:
        return int(json.loads(ask(self.url, "/health").text)["waiting"])


@contextmanager
def small_page(cache: Cache, limits: Limits, hosts: AllowedHosts | None = None) -> Iterator[Page]:
    """0 works when told to; then ``/size``, ``/settings`` and ``/fail``; 4 does not queue; 5 wants a selection."""
    go_on, done, gates = threading.Event(), list[str](), list[Gate]()

    def work(name: str) -> str:
        assert go_on.wait(TIMEOUT)
        done.append(name)
        return name

    def size(image: dict[str, Any] | None) -> str:
        return str(open_image(read_upload(cache, image)).size)

    def settings(words: str, number: float = 1.0, view: str = "a", whole: bool = False) -> str:
        return f"{words} {number} {view} {whole}"

    def fail() -> str:
        raise ValueError("/secret/path")

    def direct(name: str) -> str:
        return name

    def selected(event: gr.SelectData) -> str:
        return str(event.index)

    class Noted(Gate):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            gates.append(self)

    with gr.Blocks(analytics_enabled=False) as blocks:
        words, said, image = gr.Textbox(label="words"), gr.Textbox(), RawImage(label="image")
        number, view = gr.Slider(0, 2, label="number"), gr.Radio(["a", "b"], label="view")
        whole, gallery, press = gr.Checkbox(label="whole"), gr.Gallery(), gr.Button()
        press.click(work, words, said, api_visibility="private", concurrency_limit=1)
        press.click(size, image, said, api_name="size")
        press.click(settings, [words, number, view, whole], said, api_name="settings")
        press.click(fail, None, said, api_name="fail")
        press.click(direct, words, said, api_visibility="private", queue=False)
        gallery.select(selected, None, said, api_visibility="private")
    allowed = hosts or AllowedHosts.of(Address("127.0.0.1", None, "", local=True))
    middleware = Middleware(Noted, page=blocks, hosts=allowed, cache=cache, limits=limits)
    _, url, _ = blocks.queue(api_open=False).launch(
        app_kwargs={"middleware": [middleware]},
        prevent_thread_lock=True,
        ssr_mode=False,
        quiet=True,
        enable_monitoring=False,
        max_file_size="30mb",
    )
    try:
        yield Page(url.rstrip("/"), cache, gates, go_on, done)
    finally:
        go_on.set()
        blocks.close(verbose=False)
