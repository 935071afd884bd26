"""Checking a folder of pictures before training on it."""

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
#: Pictures that a report names; the others are only counted.
MAX_NAMED = 3


@dataclass(frozen=True)
class PictureReport:
    """The pictures in a folder and its subfolders, sorted by the names of the files.

    Attributes:
        folder: the folder.
        usable: pictures to train on, without duplicates.
        left_out: (file, reason) of the others, which cannot be opened, are too small, or are duplicates.
    """

    folder: Path
    usable: tuple[Path, ...]
    left_out: tuple[tuple[Path, str], ...]

    def summary(self) -> str:
        """A line or two for people."""
        count = len(self.usable)
        found = f"{self.folder}: {count} usable picture{'' if count == 1 else 's'}."
        reasons = [f"{_name(path, self.folder)} ({reason.rstrip('.')})" for path, reason in self.left_out]
        return f"{found}\nLeft out: {_few(reasons)}." if reasons else found


def check_pictures(folder: Path, at_least: int = 1) -> PictureReport:
    """Open every file in a folder and its subfolders, except hidden ones, and report which can be trained on.

    Args:
        at_least: how many usable pictures are needed.

    Raises:
        TrainingError: there is no such folder, or too few usable pictures in it.
    """
    if not folder.is_dir():
        raise TrainingError(f"There is no folder of pictures '{folder}'; name one that exists.")
    paths = sorted(_files(folder), key=lambda path: _name(path, folder))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        checked = list(pool.map(_check, paths))
    usable: dict[str, Path] = {}
    left_out = []
    for path, (checksum, problem) in zip(paths, checked):
        if problem is None and usable.setdefault(checksum, path) is not path:
            problem = f"repeats {_name(usable[checksum], folder)}"
        if problem is not None:
            left_out.append((path, problem))
    report = PictureReport(folder, tuple(usable.values()), tuple(left_out))
    if len(report.usable) < at_least:
        raise TrainingError(
            f"{len(report.usable)} usable pictures are too few to train on; {at_least} are needed. Add some, or lower "
            f"that number with --set bundle.fewest_pictures.\n{report.summary()}"
        )
    return report


def _files(folder: Path) -> Iterator[Path]:
    """The files in a folder and its subfolders, without hidden ones; each folder once, even if links lead to it."""
    visited: set[tuple[int, int]] = set()
    for root, folders, names in os.walk(folder, followlinks=True):
        status = os.stat(root)
        if (status.st_dev, status.st_ino) in visited:
            folders.clear()
            continue
        visited.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in names if not name.startswith("."))


def _check(path: Path) -> tuple[str, str | None]:
    """The checksum of a picture's pixels, and the reason why it cannot be used; None where it can."""
    # Opening a pipe would block forever.
    if not path.is_file():
        return "", "This is not a file, or a broken link."
    try:
        image = open_image(path)
    except ImageError as error:
        return "", str(error)
    if min(image.size) < MIN_SIDE:
        return "", f"{image.width} x {image.height} pixels are too small; {MIN_SIDE} are needed"
    return hashlib.sha256(f"{image.size}".encode() + image.tobytes()).hexdigest(), None


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _few(names: Sequence[str]) -> str:
    """The number of names in a list, and the first ones."""
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return f"{len(names)} ({'; '.join(names[:MAX_NAMED])}{more})"
