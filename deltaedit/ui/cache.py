"""The folder for what visitors upload and what is drawn for them: private, bounded, and gone afterwards."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from deltaedit.errors import DeltaEditError

if TYPE_CHECKING:
    from PIL import Image

#: Gradio asks this for its own folder; where whoever starts the app has set it, ours is made in there.
VARIABLE = "GRADIO_TEMP_DIR"
LOCK = "lock"
#: What one upload may need; a folder with less room than this cannot serve anybody.
LEAST_FREE_BYTES = 50_000_000
#: Linux's own limit; resolving a longer one takes time with the square of its length.
LONGEST_PATH = 4096


class CacheError(DeltaEditError):
    """A folder for temporary files that cannot be used."""


@dataclass(frozen=True)
class Cache:
    """A folder of this process's own.

    Attributes:
        folder: absolute, with no link in it; readable by this user alone.
        most_bytes: what it may hold; beyond that the oldest uploads go first.
        keep_seconds: how long a file stays.
        settle_seconds: files younger than this are never removed to make room: somebody may be waiting for them.
        permanent: files that stay as long as the process does, as those of the page itself.
    """

    folder: Path
    most_bytes: int = 1_000_000_000
    keep_seconds: float = 3600.0
    settle_seconds: float = 120.0
    permanent: frozenset[Path] = frozenset()

    def with_all_permanent(self) -> Cache:
        """The same, in which everything that is here now stays."""
        return replace(self, permanent=frozenset(path for _, _, path in self._files()))

    def holds(self, path: str) -> Path | None:
        """The real path of a regular file within the folder; None for anything else, whether it exists or not."""
        if len(path) > LONGEST_PATH:
            return None
        try:
            real = Path(os.path.realpath(path, strict=True))
            if not real.is_relative_to(self.folder) or not stat.S_ISREG(real.lstat().st_mode):
                return None
        except (OSError, ValueError):
            return None
        return real

    def write(self, data: bytes, name: str) -> Path:
        """A file with these bytes, whole from its first moment; the same bytes are the same file.

        Args:
            data: what it holds.
            name: of the file; a plain one.
        """
        path = self.folder / hashlib.sha256(data).hexdigest() / name
        path.parent.mkdir(exist_ok=True)
        try:
            # Somebody is about to fetch it, so its hour begins again.
            os.utime(path)
        except FileNotFoundError:
            descriptor, partial = tempfile.mkstemp(dir=self.folder)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(data)
                os.replace(partial, path)
            except BaseException:
                os.unlink(partial)
                raise
        return path

    def write_png(self, image: Image.Image) -> Path:
        """A file with a picture, for a component of Gradio.

        Gradio names a file after what it holds, too, but writes it in place, so that a picture shown to two visitors is
        cut short under the first while it is written for the second.
        """
        content = io.BytesIO()
        image.save(content, "PNG")
        return self.write(content.getvalue(), "image.png")

    def _files(self) -> list[tuple[float, int, Path]]:
        """(modified, bytes, path) of every file that is not permanent, oldest first."""
        found = []
        for root, _, names in os.walk(self.folder):
            for name in names:
                path = Path(root, name)
                if path in self.permanent or path == self.folder / LOCK:
                    continue
                with suppress(OSError):
                    status = path.lstat()
                    found.append((status.st_mtime, status.st_size, path))
        return sorted(found)

    def make_room(self, coming: int = 0) -> bool:
        """Remove what is too old, and the oldest files where ``coming`` more bytes would be too many.

        Returns:
            Whether so many more bytes fit now, into what the folder may hold and onto its disk.
        """
        now = time.time()
        files = self._files()
        total = sum(size for _, size, _ in files)
        # Others fill the same disk, which may be smaller than what the folder may hold.
        missing = max(total + coming - self.most_bytes, coming + LEAST_FREE_BYTES - shutil.disk_usage(self.folder).free)
        for modified, size, path in files:
            age = now - modified
            if age > self.keep_seconds or (missing > 0 and age > self.settle_seconds):
                with suppress(OSError):
                    path.unlink()
                    missing -= size
        self._remove_empty(now - self.settle_seconds)
        return missing <= 0

    def _remove_empty(self, before: float) -> None:
        """Remove folders of files that are gone, except those in which something is about to be written."""
        for entry in os.scandir(self.folder):
            if entry.is_dir(follow_symlinks=False):
                with suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < before:
                        os.rmdir(entry)


@contextmanager
def private_cache() -> Iterator[Cache]:
    """Make the folder, tell Gradio of it, and remove it at the end; also those that dead processes left behind.

    Raises:
        CacheError: it cannot be made, or its disk is full; names the folder.
    """
    before = os.environ.get(VARIABLE)
    parent = Path(before or tempfile.gettempdir())
    folder, lock = _made(parent)
    os.environ[VARIABLE] = str(folder)
    try:
        _remove_dead(parent)
        yield Cache(folder)
    finally:
        if before is None:
            os.environ.pop(VARIABLE, None)
        else:
            os.environ[VARIABLE] = before
        lock.release()
        # Under another name first: work that goes on in threads would write into it while it is removed.
        shutil.rmtree(folder.rename(f"{folder}-gone"), ignore_errors=True)


def _prefix() -> str:
    user = os.getuid() if hasattr(os, "getuid") else 0
    return f"deltaedit-{user}-"


def _made(parent: Path) -> tuple[Path, FileLock]:
    folder = None
    try:
        parent.mkdir(parents=True, exist_ok=True)
        # With 0700, under a name that nobody can foresee.
        folder = Path(tempfile.mkdtemp(prefix=f".{_prefix()}", dir=parent)).resolve()
        lock = FileLock(folder / LOCK)
        lock.acquire(timeout=0)
        free = shutil.disk_usage(folder).free
        if free < LEAST_FREE_BYTES:
            shutil.rmtree(folder, ignore_errors=True)
            raise CacheError(
                f"The folder {parent} for temporary files has only {free / 1e6:.0f} MB free, and uploads need "
                f"{LEAST_FREE_BYTES / 1e6:.0f}; make room there or set TMPDIR to another folder."
            )
        # It is found by others under this name, and only once it is locked.
        return folder.rename(folder.with_name(folder.name[1:])), lock
    except OSError as error:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        raise CacheError(
            f"The folder {parent} for temporary files cannot be used ({error.strerror or error}); set TMPDIR to "
            "another one."
        ) from error


def _remove_dead(parent: Path) -> None:
    """Remove the folders of this user's processes that ended without removing them. Those that live hold a lock."""
    for folder in parent.glob(f"{_prefix()}*"):
        try:
            status = folder.lstat()
            ours = not hasattr(os, "getuid") or status.st_uid == os.getuid()
            if not stat.S_ISDIR(status.st_mode) or not ours:
                continue
            with FileLock(folder / LOCK, timeout=0):
                shutil.rmtree(folder, ignore_errors=True)
        except (OSError, Timeout):
            # Its process lives, or it is being removed by another one.
            continue
