"""Reading a file from outside: it never waits, and never holds more than it was allowed."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from deltaedit import files
from deltaedit.errors import ImageError
from deltaedit.files import read_bounded

LIMIT = 1000
POSIX = pytest.mark.skipif(os.name != "posix", reason="devices, pipes and sockets as files")


@pytest.mark.parametrize("size", [0, 1, LIMIT])
def test_a_file_within_the_limit_is_read_whole(size: int, tmp_path: Path) -> None:
    content = os.urandom(size)
    (tmp_path / "file").write_bytes(content)
    (tmp_path / "link").symlink_to("file")
    assert read_bounded(tmp_path / "file", LIMIT) == read_bounded(str(tmp_path / "link"), LIMIT) == content


def test_one_byte_too_many_is_refused_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"x" * (LIMIT + 1))
    monkeypatch.setattr(files, "_read", None)
    with pytest.raises(ImageError, match=r"file' has more than 0\.001 MB"):
        read_bounded(tmp_path / "file", LIMIT)


def test_a_file_that_grows_is_read_no_further_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"x" * 10)
    read = []

    def endless(descriptor: int, count: int) -> bytes:
        read.append(count)
        return b"y" * min(count, 300)

    monkeypatch.setattr(files.os, "read", endless)
    with pytest.raises(ImageError, match=r"more than 0\.001 MB"):
        read_bounded(tmp_path / "file", LIMIT)
    assert read == [1001, 701, 401, 101]


@POSIX
@pytest.mark.parametrize("kind", ["folder", "pipe", "pipe with a writer", "socket", "zero", "null", "random", "link"])
def test_whatever_is_no_regular_file_is_refused_in_one_sentence(kind: str, tmp_path: Path) -> None:
    devices = {"zero": "/dev/zero", "null": "/dev/null", "random": "/dev/urandom"}
    path = Path(devices.get(kind, tmp_path / "it"))
    held: list[Any] = []
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to("/dev/zero")
    elif kind == "socket":
        held.append(socket.socket(socket.AF_UNIX))
        held[0].bind(str(path))
    elif kind.startswith("pipe"):
        os.mkfifo(path)
        if "writer" in kind:
            held.append(os.fdopen(os.open(path, os.O_RDWR)))
    before = len(os.listdir("/dev/fd"))
    said: list[str] = []

    def read() -> None:
        with pytest.raises(ImageError) as refused:
            read_bounded(path, LIMIT)
        said.append(str(refused.value))

    # In a thread, so that waiting for the other end of a pipe is a failure and not the end of the tests.
    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    reader.join(20)
    assert said == [f"'{path}' is a folder, a device or a pipe, not a regular file; give the path of a file."]
    assert len(os.listdir("/dev/fd")) == before
    for file in held:
        file.close()


@pytest.mark.parametrize("name", ["missing", "missing/below", "nul\0byte", "x" * 5000, "lone\udc41\ud800", ""])
def test_what_cannot_be_opened_is_a_sentence(name: str, tmp_path: Path) -> None:
    with pytest.raises(ImageError, match="no readable file"):
        read_bounded(f"{tmp_path}/{name}" if name else "", LIMIT)


@POSIX
def test_a_file_that_cannot_be_read_is_a_sentence() -> None:
    with pytest.raises(ImageError, match="no readable file '/proc/self/mem': "):
        read_bounded("/proc/self/mem", LIMIT)
