"""A folder of pictures, looked through before anything is learned from it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from deltaedit.errors import ImageError, TrainingError
from deltaedit.images import open_image

#: A hash has this many bits along an edge; two that differ in at most NEAR of all are compared closely.
EDGE, NEAR = 8, 3
#: Two pictures are one where their thumbnails of this edge differ nowhere by more levels of 255 than SAME.
THUMBNAIL, SAME = 16, 24
SMALLEST = 64
#: Pictures that a report names of each kind; the others are counted.
NAMED = 3
#: How many bits of each number of 16 are one.
_ONES = np.array([bin(value).count("1") for value in range(1 << 16)], dtype=np.uint8)


@dataclass(frozen=True)
class PictureReport:
    """What a folder holds, subfolders included; every list in the order of the files' names.

    Attributes:
        folder: that was looked through.
        usable: pictures to learn from, no two of them nearly alike.
        unreadable: (file, why) of what cannot be opened, other files than pictures included.
        near_duplicates: (picture, the usable one that it repeats).
        too_small: pictures with a shorter edge than was asked for.
    """

    folder: Path
    usable: tuple[Path, ...]
    unreadable: tuple[tuple[Path, str], ...]
    near_duplicates: tuple[tuple[Path, Path], ...]
    too_small: tuple[Path, ...]

    def summary(self) -> str:
        """A few lines for people."""
        lines = [f"{self.folder}: {_counted(len(self.usable), 'usable picture')}."]
        if self.near_duplicates:
            pairs = [f"{self._name(path)} repeats {self._name(of)}" for path, of in self.near_duplicates]
            lines.append(f"Left out as near-duplicates: {_few(pairs)}.")
        if self.too_small:
            lines.append(f"Left out as too small: {_few([self._name(path) for path in self.too_small])}.")
        if self.unreadable:
            reasons = [f"{self._name(path)} ({why.rstrip('.')})" for path, why in self.unreadable]
            lines.append(f"Left out as unreadable: {_few(reasons)}.")
        return "\n".join(lines)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()


def check_pictures(folder: Path, at_least: int = 1, smallest: int = SMALLEST) -> PictureReport:
    """Open every file of a folder and its subfolders, hidden ones aside, and say what can be learned from.

    Near-duplicates are found by a difference hash (is each cell of a grey thumbnail brighter than the one to its
    left?), and confirmed on a coloured thumbnail, so that drawings in one style do not all count as one.

    Args:
        at_least: how many usable ones are needed.
        smallest: pixels along the shorter edge, at least.

    Raises:
        TrainingError: there is no such folder, or too few usable pictures in it.
    """
    if not folder.is_dir():
        raise TrainingError(f"There is no folder of pictures '{folder}'; name one that exists.")
    paths = sorted(_files(folder), key=lambda path: path.relative_to(folder).as_posix())
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        seen = list(pool.map(lambda path: _look(path, smallest), paths))
    unreadable = tuple((path, look) for path, look in zip(paths, seen) if isinstance(look, str))
    too_small = tuple(path for path, look in zip(paths, seen) if look is None)
    good = [(path, look) for path, look in zip(paths, seen) if isinstance(look, np.ndarray)]
    repeats = near_duplicates(np.stack([look for _, look in good])) if good else {}
    report = PictureReport(
        folder,
        tuple(path for number, (path, _) in enumerate(good) if number not in repeats),
        unreadable,
        tuple((good[number][0], good[first][0]) for number, first in sorted(repeats.items())),
        too_small,
    )
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


def _look(path: Path, smallest: int) -> NDArray[np.uint8] | str | None:
    """The thumbnails of a picture, joined: coloured, then grey; why it cannot be read; None where it is too small."""
    # A pipe would be waited on for ever.
    if not path.is_file():
        return "This is not a file, or a link to one that is gone."
    try:
        image = open_image(path)
    except ImageError as error:
        return str(error)
    if min(image.size) < smallest:
        return None
    colour = image.resize((THUMBNAIL, THUMBNAIL), Image.Resampling.BOX)
    grey = image.convert("L").resize((EDGE + 1, EDGE), Image.Resampling.BOX)
    return np.concatenate([np.asarray(colour).reshape(-1), np.asarray(grey).reshape(-1)])


def near_duplicates(thumbnails: NDArray[np.uint8]) -> dict[int, int]:
    """Which pictures repeat an earlier one that does not repeat any itself.

    Of 64 bits in four quarters, three that differ leave a quarter equal, so that a picture is only compared with those
    that share one with it.

    Args:
        thumbnails: [N, 3 THUMBNAIL^2 + EDGE (EDGE + 1)], coloured and grey, as a picture's look gives them.

    Returns:
        number of the repeating picture -> number of the first one that it repeats.
    """
    colour = thumbnails[:, : 3 * THUMBNAIL**2]
    hashes = difference_hashes(thumbnails[:, 3 * THUMBNAIL**2 :].reshape(-1, EDGE, EDGE + 1))
    buckets: dict[tuple[int, int], list[int]] = {}
    repeats: dict[int, int] = {}
    for number, quarters in enumerate(hashes.view(np.uint16).reshape(-1, 4).tolist()):
        mine = [buckets.setdefault(key, []) for key in enumerate(quarters)]
        earlier = np.array(sorted({one for bucket in mine for one in bucket}), dtype=np.int64)
        apart = (hashes[earlier] ^ hashes[number]).view(np.uint16).reshape(-1, 4)
        near = earlier[_ONES[apart].sum(axis=1) <= NEAR]
        same = near[np.abs(colour[near].astype(np.int16) - colour[number]).max(axis=1, initial=0) <= SAME]
        if len(same):
            repeats[number] = int(same[0])
        else:
            for bucket in mine:
                bucket.append(number)
    return repeats


def difference_hashes(grey: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """[N, EDGE, EDGE + 1] to [N] hashes of 64 bits: whether each cell is brighter than the one to its left."""
    bits = (grey[:, :, 1:] > grey[:, :, :-1]).reshape(len(grey), -1)
    # Bit k of the picture goes to quarter k mod 4: a plain background then leaves no quarter equal in all pictures.
    spread = np.concatenate([bits[:, quarter::4] for quarter in range(4)], axis=1)
    return np.packbits(spread, axis=1).view(">u8").astype(np.uint64).reshape(-1)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _few(names: Sequence[str]) -> str:
    """The first names of a list and how many there are."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{len(names)} ({'; '.join(names[:NAMED])}{more})"
