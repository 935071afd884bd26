"""Files from outside, read within bounds. Needs nothing but Python, so a command can read before torch is imported."""

from __future__ import annotations

import errno
import os
import stat

from deltaedit.errors import ImageError

_CHUNK = 1 << 20
#: Never wait for the other end of a pipe, never become the terminal of a process; bytes as they are on Windows.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
#: What opening a socket, or a device that nothing drives, says.
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
        ImageError: refuses, with a sentence each, a path that does not exist, is not allowed to be read or cannot be
            a path; whatever is not a regular file (a folder, a device, a pipe, a socket); more than ``limit`` bytes.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in _NO_FILE:
            raise _not_regular(path) from error
        raise _unreadable(path, error) from error
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _not_regular(path)
        if status.st_size > limit:
            raise _too_large(path, limit)
        return _read(descriptor, path, limit)
    except OSError as error:
        raise _unreadable(path, error) from error
    finally:
        os.close(descriptor)


def _read(descriptor: int, path: str | os.PathLike[str], limit: int) -> bytes:
    data = bytearray()
    # One byte more than allowed tells a file that is too large from one that just fits.
    while chunk := os.read(descriptor, min(_CHUNK, limit + 1 - len(data))):
        data += chunk
        if len(data) > limit:
            raise _too_large(path, limit)
    return bytes(data)


def _unreadable(path: str | os.PathLike[str], error: OSError | ValueError) -> ImageError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "this cannot be a path"
    return ImageError(f"There is no readable file '{os.fspath(path)}': {reason}.")


def _not_regular(path: str | os.PathLike[str]) -> ImageError:
    return ImageError(
        f"'{os.fspath(path)}' is a folder, a device or a pipe, not a regular file; give the path of a file."
    )


def _too_large(path: str | os.PathLike[str], limit: int) -> ImageError:
    return ImageError(f"The file '{os.fspath(path)}' has more than {limit / 1e6:g} MB; at most that much is read.")
