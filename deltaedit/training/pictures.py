"""A folder of pictures, looked through before anything is learned from it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from deltaedit.errors import ImageError, TrainingError
from deltaedit.images import open_image

MIN_SIDE = 64
#: Pictures that a report names; the others are counted.
MAX_NAMED = 3


@dataclass(frozen=True)
class PictureReport:
    """What a folder holds, subfolders included; both lists in the order of the files' names.

    Attributes:
        folder: that was looked through.
        usable: pictures to learn from, no two of them the same.
        left_out: (file, why) of the others: what cannot be opened, is too small, or repeats a usable one.
    """

    folder: Path
    usable: tuple[Path, ...]
    left_out: tuple[tuple[Path, str], ...]

    def summary(self) -> str:
        """A line or two for people."""
        count = len(self.usable)
        found = f"{self.folder}: {count} usable picture{'' if count == 1 else 's'}."
        reasons = [f"{_name(path, self.folder)} ({why.rstrip('.')})" for path, why in self.left_out]
        return f"{found}\nLeft out: {_few(reasons)}." if reasons else found


def check_pictures(folder: Path, at_least: int = 1, smallest: int = MIN_SIDE) -> PictureReport:
    """Open every file of a folder and its subfolders, hidden ones aside, and say what can be learned from.

    Args:
        at_least: how many usable ones are needed.
        smallest: pixels along the shorter edge, at least.

    Raises:
        TrainingError: there is no such folder, or too few usable pictures in it.
    """
    if not folder.is_dir():
        raise TrainingError(f"There is no folder of pictures '{folder}'; name one that exists.")
    paths = sorted(_files(folder), key=lambda path: _name(path, folder))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        checksums = list(pool.map(lambda path: _look(path, smallest), paths))
    usable: dict[str, Path] = {}
    left_out = []
    for path, (checksum, problem) in zip(paths, checksums):
        if problem is None and usable.setdefault(checksum, path) is not path:
            problem = f"repeats {_name(usable[checksum], folder)}"
        if problem is not None:
            left_out.append((path, problem))
    report = PictureReport(folder, tuple(usable.values()), tuple(left_out))
    if len(report.usable) < at_least:
        raise TrainingError(
            f"{len(report.usable)} usable pictures are too few to learn from; {at_least} are needed. Add others, or "
            f"ask for fewer.\n{report.summary()}"
        )
    return report


def _files(folder: Path) -> Iterator[Path]:
    """Files below a folder, each real folder once whatever links lead to it; nothing hidden."""
    visited: set[tuple[int, int]] = set()
    for root, folders, names in os.walk(folder, followlinks=True):
        status = os.stat(root)
        if (status.st_dev, status.st_ino) in visited:
            folders.clear()
            continue
        visited.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in names if not name.startswith("."))


def _look(path: Path, smallest: int) -> tuple[str, str | None]:
    """The checksum of a picture's pixels, and why it cannot be used; None where it can."""
    # A pipe would be waited on for ever.
    if not path.is_file():
        return "", "This is not a file, or a link to one that is gone."
    try:
        image = open_image(path)
    except ImageError as error:
        return "", str(error)
    if min(image.size) < smallest:
        return "", f"{image.width} x {image.height} pixels are too small; {smallest} are needed"
    return hashlib.sha256(f"{image.size}".encode() + image.tobytes()).hexdigest(), None


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _few(names: Sequence[str]) -> str:
    """The first names of a list and how many there are."""
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return f"{len(names)} ({'; '.join(names[:MAX_NAMED])}{more})"
