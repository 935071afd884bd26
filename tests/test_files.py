"""Files of the person who asks: reading never waits and has a bound; what is written is whole or not there."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path
from typing import Any

import pytest

from deltaedit import files
from deltaedit.errors import DeltaEditError, ImageError
from deltaedit.files import (
    check_folder,
    check_output,
    check_readable,
    partial_of,
    read_bounded,
    write_whole,
    written_whole,
)

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
    assert said == [f"'{path}' is a folder, a device or a pipe, not a regular file; give the path of one."]
    assert len(os.listdir("/dev/fd")) == before
    for file in held:
        file.close()


@pytest.mark.parametrize("name", ["missing", "missing/below", "nul\0byte", "x" * 5000, "lone\udc41\ud800", ""])
def test_what_cannot_be_opened_is_a_sentence(name: str, tmp_path: Path) -> None:
    path = f"{tmp_path}/{name}" if name else ""
    with pytest.raises(ImageError, match="no readable file") as refused:
        read_bounded(path, LIMIT)
    with pytest.raises(DeltaEditError) as same:
        check_readable(path)
    assert str(same.value) == str(refused.value)


@POSIX
def test_a_file_that_cannot_be_read_is_a_sentence() -> None:
    with pytest.raises(ImageError, match="no readable file '/proc/self/mem': "):
        read_bounded("/proc/self/mem", LIMIT)


def test_a_file_is_readable_whatever_its_size(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        file.truncate(10**12)
    check_readable(tmp_path / "file")


def test_a_file_is_written_with_the_rights_of_the_one_before_it(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    old.write_bytes(b"before")
    old.chmod(0o640)
    (tmp_path / "link").symlink_to("old")
    for path in (new, tmp_path / "link"):
        check_output(path)
        write_whole(path, b"after")
    assert new.read_bytes() == old.read_bytes() == b"after"
    assert (tmp_path / "link").is_symlink() and old.stat().st_mode & 0o777 == 0o640
    untouched = tmp_path / "plain"
    untouched.write_bytes(b"")
    assert new.stat().st_mode == untouched.stat().st_mode, "the rights that a new file has anywhere"
    assert {path.name for path in tmp_path.iterdir()} == {"new", "old", "link", "plain"}


@pytest.mark.parametrize("failing", ["write", "replace"])
@pytest.mark.parametrize("interrupted", [False, True])
def test_an_interrupted_write_leaves_what_was_there(
    failing: str, interrupted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")

    def fail(*arguments: object) -> None:
        raise KeyboardInterrupt if interrupted else OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync" if failing == "write" else "replace", fail)
    with pytest.raises(KeyboardInterrupt if interrupted else DeltaEditError):
        write_whole(path, b"after")
    assert path.read_bytes() == b"before" and list(tmp_path.iterdir()) == [path]


def test_what_a_kill_left_half_written_goes_at_the_next_attempt(tmp_path: Path) -> None:
    path, plain = tmp_path / "file", tmp_path / "plain"
    plain.touch()
    partial_of(path).write_bytes(b"half")
    with written_whole(path) as partial:
        assert partial == partial_of(path) and partial.read_bytes() == b"" and not path.exists()
        partial.write_bytes(b"whole")
        partial.chmod(0o600)
    assert path.read_bytes() == b"whole" and path.stat().st_mode == plain.stat().st_mode
    with pytest.raises(ZeroDivisionError), written_whole(path) as partial:
        partial.write_bytes(b"half")
        _ = 1 / 0
    assert path.read_bytes() == b"whole" and not partial.exists()


@POSIX
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing/file", "there is no folder '.*missing'"),
        ("folder", "it is a folder, a device or a pipe"),
        ("pipe", "it is a folder, a device or a pipe"),
        ("file/below", "there is no folder"),
        ("x" * 300, "File name too long"),
        ("nul\0byte", "this cannot be a path"),
        ("/dev/null", "it is a folder, a device or a pipe"),
        ("/proc/file", "No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_said_before_and_when_writing(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DeltaEditError, match=f"cannot be written: {reason}"):
        check_output(tmp_path / name)
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "file", "pipe"}


@POSIX
@pytest.mark.parametrize("name", ["file", "file/below", "/proc/here", "broken", "broken/below"])
def test_a_folder_that_cannot_be_made_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "broken").symlink_to("nowhere")
    with pytest.raises(DeltaEditError, match="Nothing can be written to"):
        check_folder(tmp_path / name)
    check_folder(tmp_path / "new" / "and" / "newer")
    assert {path.name for path in tmp_path.iterdir()} == {"file", "broken"}


@pytest.mark.parametrize("text", ["[" * 100_000, "[1]", "null", "{", "", "\udcff"])
def test_what_is_no_json_object_is_a_value_error(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ValueError, match=r"nested|object|Expecting|codec"):
        files.read_json(path)
