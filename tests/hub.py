"""A local stand-in for the Hugging Face hub, which the hub's own client cannot distinguish from the real one.

It speaks what ``huggingface_hub`` needs in order to fetch a file of a model, a Space or a data set: HEAD and GET of
``/OWNER/NAME/resolve/REVISION/PATH`` with commit, ETag and size in the headers; for large files a redirect to another
server (here: another port), which answers ranges; the hub's error codes. Large files are said to be in Xet's storage,
as on the real hub, but nothing here speaks Xet.

In tests, :class:`LocalHub` serves what it is given and misbehaves as it is told::

    with LocalHub() as hub:
        file = hub.add("owner/name", "weights.pt", b"...")
        hub.faults["weights.pt"] = Fault(drop_after=1000)

A process reaches it through ``HF_ENDPOINT=hub.endpoint``, set before ``huggingface_hub`` is imported
(:func:`environment` gives the variables). Where that package is imported already, :func:`redirect` sets what it has
read from them: it looks its constants up at each call.

By hand: ``python tests/hub.py --port 8765 FOLDER`` serves ``FOLDER/{models,spaces,datasets}/OWNER/NAME/PATH`` under any
revision; files of any size, from the disk.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import unquote, urlsplit

COMMIT = "c0ffee" * 6 + "c0de"
PIECE = 1 << 16
KINDS = {"": "model", "spaces/": "space", "datasets/": "dataset"}
_RESOLVE = re.compile(r"/(spaces/|datasets/|)([^/]+/[^/]+)/resolve/([^/]+)/(.+)")
_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


@dataclass(frozen=True)
class Fault:
    """How a file is served incorrectly; values of None or False have no effect.

    Attributes:
        status: answer this status; ``code`` is then the hub's ``X-Error-Code``, and ``headers`` go with it.
        on: the method that meets it, "HEAD" or "GET"; empty for both.
        truncate: the body is only so long, and says so.
        corrupt: one byte in the middle is another.
        extra: so many bytes follow that no size spoke of.
        drop_after: the connection ends after so many bytes of the body.
        bytes_per_second: how fast the body comes.
        silence: seconds before anything is answered.
        times: how often this happens before all is well; None for always.
    """

    status: int | None = None
    code: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    on: str = ""
    truncate: int | None = None
    corrupt: bool = False
    extra: int = 0
    drop_after: int | None = None
    bytes_per_second: float | None = None
    silence: float = 0.0
    times: int | None = None

    @property
    def of_body(self) -> bool:
        """Whether the fault affects the body, from either server, and not the hub's answer."""
        return (self.truncate, self.drop_after, self.bytes_per_second) != (None,) * 3 or self.corrupt or self.extra > 0


@dataclass(frozen=True)
class Asked:
    """A received request. ``server`` is "hub" or "cdn"; the names of ``headers`` are lower-case."""

    server: str
    method: str
    path: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Content:
    """Bytes of a file, made where they are needed.

    Attributes:
        size: of all.
        pieces: makes the bytes from a position on, in pieces.
        sha256: hexadecimal.
    """

    size: int
    pieces: Callable[[int], Iterator[bytes]]
    sha256: str

    @classmethod
    def of(cls, source: bytes | Path) -> Content:
        """From memory or from a file, of which never more than a piece is in memory."""
        if isinstance(source, Path):
            with source.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256")
            return cls(source.stat().st_size, lambda start: _pieces_of_file(source, start), digest.hexdigest())
        return cls(len(source), partial(_pieces_of_bytes, source), hashlib.sha256(source).hexdigest())


def _pieces_of_bytes(data: bytes, start: int) -> Iterator[bytes]:
    for at in range(start, len(data), PIECE):
        yield data[at : at + PIECE]


def _pieces_of_file(path: Path, start: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while piece := file.read(PIECE):
            yield piece


@dataclass(frozen=True)
class Served:
    """A file of the stand-in. Large ones are redirected and named by their SHA-256, small ones come from the hub."""

    content: Content
    large: bool

    @property
    def etag(self) -> str:
        """SHA-256 of a large file; for a small one 40 digits, as Git names it."""
        return self.content.sha256 if self.large else hashlib.sha1(self.content.sha256.encode()).hexdigest()


class LocalHub:
    """The stand-in: two servers on free ports of 127.0.0.1, from ``with`` to its end.

    Attributes:
        faults: by path in the repository.
        asked: every request that came, in order.
    """

    def __init__(self, folder: Path | None = None, port: int = 0) -> None:
        self.faults: dict[str, Fault] = {}
        self.asked: list[Asked] = []
        self._folder = folder
        self._files: dict[tuple[str, str, str], Served] = {}
        self._sums: dict[tuple[Path, int, int], Content] = {}
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._servers = [_Server(self, "hub", port), _Server(self, "cdn", 0)]

    def __enter__(self) -> LocalHub:
        for server in self._servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()

    @property
    def endpoint(self) -> str:
        """What ``HF_ENDPOINT`` should be."""
        return f"http://127.0.0.1:{self._servers[0].server_port}"

    @property
    def cdn(self) -> str:
        """Where large files come from."""
        return f"http://127.0.0.1:{self._servers[1].server_port}"

    def add(
        self,
        repo: str,
        path: str,
        source: bytes | Path,
        *,
        repo_type: str = "model",
        large: bool = True,
    ) -> Content:
        """Serve a file, or another one in its place; returns its content with its checksum."""
        content = Content.of(source)
        self._files[repo_type, repo, path] = Served(content, large)
        return content

    def requests(self, method: str, server: str) -> list[Asked]:
        """The requests of one kind."""
        return [request for request in self.asked if (request.method, request.server) == (method, server)]

    def find(self, kind: str, repo: str, path: str) -> Served | None:
        """The file, if it is served."""
        if self._folder is None:
            return self._files.get((kind, repo, path))
        root = self._folder.resolve()
        file = (root / f"{kind}s" / repo / path).resolve()
        if not file.is_relative_to(root) or not file.is_file():
            return None
        stat = file.stat()
        key = (file, stat.st_size, stat.st_mtime_ns)
        with self._lock:
            if key not in self._sums:
                self._sums[key] = Content.of(file)
        return Served(self._sums[key], large=stat.st_size > 1_000_000)

    def has_repo(self, kind: str, repo: str) -> bool:
        """Whether there is such a repository."""
        if self._folder is not None:
            return (self._folder / f"{kind}s" / repo).is_dir()
        return any(key[:2] == (kind, repo) for key in self._files)

    def fault(self, path: str, method: str, of_body: bool) -> Fault:
        """How this request is to go wrong."""
        with self._lock:
            fault = self.faults.get(path, Fault())
            if fault.of_body != of_body or fault.on not in ("", method) or fault.times == 0:
                return Fault()
            if fault.times is not None:
                self.faults[path] = replace(fault, times=fault.times - 1)
            return fault

    def pause(self, seconds: float) -> None:
        """Wait, but only until the stand-in is closed."""
        self._closing.wait(seconds)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, hub: LocalHub, name: str, port: int) -> None:
        self.hub, self.name = hub, name
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore errors, since tests make clients disconnect."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing; requests are in ``LocalHub.asked``."""

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        hub, name = self.server.hub, self.server.name
        headers = {key.lower(): value for key, value in self.headers.items()}
        hub.asked.append(Asked(name, self.command, self.path, headers))
        path = unquote(urlsplit(self.path).path).removeprefix("/cdn" if name == "cdn" else "")
        match = _RESOLVE.fullmatch(path)
        if match is None:
            return self._refuse(404, None)
        kind, repo, revision, inner = KINDS[match[1]], match[2], match[3], match[4]
        fault = hub.fault(inner, self.command, of_body=False) if name == "hub" else Fault()
        hub.pause(fault.silence)
        if fault.status is not None:
            return self._refuse(fault.status, fault.code, fault.headers)
        file = hub.find(kind, repo, inner)
        if file is None:
            return self._refuse(404, "EntryNotFound" if hub.has_repo(kind, repo) else "RepoNotFound")
        about = {"X-Repo-Commit": revision, "ETag": f'"{file.etag}"', "Accept-Ranges": "bytes"}
        if name == "hub" and file.large:
            about |= {
                "ETag": f'"{hashlib.md5(file.etag.encode()).hexdigest()}"',
                "X-Linked-Etag": f'"{file.etag}"',
                "X-Linked-Size": str(file.content.size),
                "X-Xet-Hash": file.etag,
                "X-Xet-Refresh-Route": f"{hub.endpoint}/no-xet",
                # Signed, like the real one; the signature must never appear in a message.
                "Location": f"{hub.cdn}/cdn{self.path}?Signature=SECRET",
            }
            return self._send(302, about, b"")
        self._serve(inner, file, about)

    def _serve(self, path: str, file: Served, about: dict[str, str]) -> None:
        """Send the body from the requested position, with the fault."""
        fault = Fault() if self.command == "HEAD" else self.server.hub.fault(path, self.command, of_body=True)
        size = file.content.size if fault.truncate is None else min(fault.truncate, file.content.size)
        start = 0
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        if asked is not None:
            start = int(asked[1])
            if start >= size:
                return self._send(416, {"Content-Range": f"bytes */{size}"}, b"")
            about["Content-Range"] = f"bytes {start}-{size - 1}/{size}"
        self.send_response(200 if asked is None else 206)
        for key, value in about.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(size - start + fault.extra))
        self.end_headers()
        if self.command == "HEAD":
            return
        sent, began = 0, time.monotonic()
        for piece in self._body(file.content, fault, start, size):
            if fault.drop_after is not None and sent + len(piece) > fault.drop_after:
                self.wfile.write(piece[: fault.drop_after - sent])
                self.close_connection = True
                return
            self.wfile.write(piece)
            sent += len(piece)
            if fault.bytes_per_second is not None:
                self.server.hub.pause(began + sent / fault.bytes_per_second - time.monotonic())

    @staticmethod
    def _body(content: Content, fault: Fault, start: int, size: int) -> Iterator[bytes]:
        piece_size = PIECE if fault.bytes_per_second is None else max(1, int(fault.bytes_per_second / 50))
        at, middle = start, size // 2
        for piece in content.pieces(start):
            piece = piece[: size - at]
            if fault.corrupt and at <= middle < at + len(piece):
                damaged = bytearray(piece)
                damaged[middle - at] ^= 0xFF
                piece = bytes(damaged)
            for i in range(0, len(piece), piece_size):
                yield piece[i : i + piece_size]
            at += len(piece)
        if fault.extra:
            yield b"x" * fault.extra

    def _refuse(self, status: int, code: str | None, headers: dict[str, str] | None = None) -> None:
        about = dict(headers or {}) | ({} if code is None else {"X-Error-Code": code})
        self._send(status, about, b'{"error": "refused by the stand-in"}')

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def environment(hub: LocalHub, home: Path, **others: str) -> dict[str, str]:
    """The environment of a process that uses the stand-in and an empty cache, without proxies or tokens."""
    own = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("HF_", "HUGGING")) and not key.lower().endswith("_proxy")
    }
    return {**own, "HF_ENDPOINT": hub.endpoint, "HF_HOME": str(home), **others}


def redirect(monkeypatch: Any, endpoint: str, cache: Path) -> None:
    """The same for this process, whose ``huggingface_hub`` has read its environment; ``monkeypatch`` undoes it."""
    import huggingface_hub
    from huggingface_hub import constants

    for name in [name for name in os.environ if name.lower().endswith("_proxy") or name.startswith("HF_TOKEN")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HF_TOKEN_PATH", str(cache / "no-token"))
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(cache / "no-token"))
    monkeypatch.setattr(constants, "ENDPOINT", endpoint)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", endpoint + "/{repo_id}/resolve/{revision}/{filename}")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    # The client reads proxies when its session is made; the next call makes a new one.
    huggingface_hub.close_session()


def main() -> None:
    parser = argparse.ArgumentParser(description="A local stand-in for the Hugging Face hub.")
    parser.add_argument("folder", type=Path, help="holds {models,spaces,datasets}/OWNER/NAME/PATH")
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()
    with LocalHub(arguments.folder, arguments.port) as hub:
        print(f"HF_ENDPOINT={hub.endpoint}", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
