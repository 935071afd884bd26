"""Files of the person who asks: read within bounds, written whole or not at all.

Needs nothing but Python, so that a command can look at them before torch is imported.
"""

from __future__ import annotations

import errno
import json
import os
import secrets
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deltaedit.errors import DeltaEditError, ImageError

#: The most bytes that are read of a picture file.
MAX_BYTES = 30_000_000
_CHUNK = 1 << 20
#: Never wait for the other end of a pipe, never become the terminal of a process; bytes as they are on Windows.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
#: What opening a socket, or a device that nothing drives, says; and we say of everything that is no regular file.
_NO_FILE = (errno.ENXIO, errno.ENODEV, errno.EOPNOTSUPP)


def read_bounded(path: str | os.PathLike[str], limit: int) -> bytes:
    """The bytes of a regular file, if there are at most ``limit``; never waits, never holds more than that.

    What is asked is the open file and not its path, so nothing can be exchanged in between, and reading ends at
    ``limit`` whatever size was claimed: a file may grow meanwhile. An empty file gives no bytes. Links are followed:
    whoever must stay within a folder resolves the path first.

    Args:
        path: of the file.
        limit: the most bytes that are accepted.

    Raises:
        ImageError: refuses, each in its own words, a path that does not exist, is not allowed to be read or cannot be
            a path; whatever is not a regular file (a folder, a device, a pipe, a socket); more than ``limit`` bytes.
    """
    try:
        with _opened(path) as descriptor:
            if os.fstat(descriptor).st_size > limit:
                raise _too_large(path, limit)
            return _read(descriptor, path, limit)
    except ImageError:
        raise
    except DeltaEditError as error:
        raise ImageError(str(error)) from error


def check_readable(path: str | os.PathLike[str]) -> None:
    """Check that something is a regular file that can be read, of any size, before anything is done for it.

    Raises:
        DeltaEditError: it is not; in the words of :func:`read_bounded`.
    """
    with _opened(path):
        pass


@contextmanager
def _opened(path: str | os.PathLike[str]) -> Iterator[int]:
    """The descriptor of a regular file; whatever the system refuses while it is open is a sentence.

    Raises:
        DeltaEditError: it cannot be opened or read, or is no regular file.
    """
    try:
        descriptor = os.open(path, _FLAGS)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(_NO_FILE[0], "")
            yield descriptor
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in _NO_FILE:
            refusal = f"'{os.fspath(path)}' is a folder, a device or a pipe, not a regular file; give the path of one."
        else:
            refusal = f"There is no readable file '{os.fspath(path)}': {_reason(error)}."
        raise DeltaEditError(refusal) from error


def _read(descriptor: int, path: str | os.PathLike[str], limit: int) -> bytes:
    data = bytearray()
    # One byte more than allowed tells a file that is too large from one that just fits.
    while chunk := os.read(descriptor, min(_CHUNK, limit + 1 - len(data))):
        data += chunk
        if len(data) > limit:
            raise _too_large(path, limit)
    return bytes(data)


def _too_large(path: str | os.PathLike[str], limit: int) -> ImageError:
    return ImageError(f"The file '{os.fspath(path)}' has more than {limit / 1e6:g} MB; at most that much is read.")


def check_folder(folder: Path) -> None:
    """Check that files can be written into a folder, or that it can be made; leaves nothing behind.

    Raises:
        DeltaEditError: it cannot; the message names the folder and the reason.
    """
    try:
        existing = next((one for one in (folder, *folder.parents) if os.path.lexists(one)), Path())
        if not existing.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, f"'{existing}' is not a folder")
        # Tried, because permissions alone do not tell of a disk that is full or read-only.
        with tempfile.TemporaryFile(dir=existing):
            pass
    except (OSError, ValueError) as error:
        raise DeltaEditError(f"Nothing can be written to '{folder}': {_reason(error)}.") from error


def check_output(path: Path) -> None:
    """Check that :func:`write_whole` can write a file, before the work whose result it is; leaves nothing behind.

    Raises:
        DeltaEditError: the folder does not exist or cannot be written to, or the path is something else than a file.
    """
    try:
        target = Path(os.path.realpath(path))
        if not target.parent.is_dir():
            raise OSError(errno.ENOENT, f"there is no folder '{path.parent}'; make it first")
        if target.exists() and not target.is_file():
            raise OSError(errno.EISDIR, "it is a folder, a device or a pipe; name a file")
        if target.exists() and not os.access(target, os.W_OK):
            raise OSError(errno.EACCES, "the file that is there may not be changed")
        with tempfile.TemporaryFile(dir=target.parent):
            pass
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


@contextmanager
def written_whole(path: Path, partial: Path | None = None) -> Iterator[Path]:
    """Where to write a file that takes its own name only once it is whole and on the disk; or nothing is left of it.

    What was there before stays until then, and so do its rights. What a link leads to is replaced, and not the link.

    Args:
        partial: where to write; that of :func:`partial_of` suits a file that one process at a time writes, since what a
            kill leaves there goes at the next attempt.

    Raises:
        OSError: it cannot be written.
    """
    target = Path(os.path.realpath(path))
    partial = partial or partial_of(target)
    try:
        partial.unlink(missing_ok=True)
        partial.touch(exist_ok=False)
        # Whatever writes the file may have a mind of its own about the rights of a new one.
        rights = stat.S_IMODE((target if target.exists() else partial).stat().st_mode)
        yield partial
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.chmod(rights)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def partial_of(path: Path) -> Path:
    """The name of a file, or of a folder, while it is being made."""
    return path.with_name(f"{path.name}.partial")


def write_whole(path: Path, content: bytes) -> None:
    """Write a person's file by :func:`written_whole`; several processes may write the same one.

    Raises:
        DeltaEditError: it cannot be written; nothing half-written is left, and an older file is as it was.
    """
    try:
        target = Path(os.path.realpath(path))
        with written_whole(target, target.with_name(f".deltaedit-{secrets.token_hex(8)}.partial")) as partial:
            partial.write_bytes(content)
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from error


def write_text(path: Path, text: str) -> None:
    """Write a text file of the program's own by :func:`written_whole`."""
    with written_whole(path) as partial:
        partial.write_text(text, encoding="utf-8")


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in a file.

    Raises:
        OSError: the file cannot be read.
        ValueError: it holds no JSON object; the message says why.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(content, dict):
        raise ValueError("it is not a JSON object")
    return content


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a JSON file of the program's own by :func:`written_whole`."""
    write_text(path, json.dumps(content, indent=2) + "\n")


def _unwritable(path: Path, error: OSError | ValueError) -> DeltaEditError:
    return DeltaEditError(f"'{path}' cannot be written: {_reason(error)}.")


def _reason(error: OSError | ValueError) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else "this cannot be a path"
