"""Tables of rows in shards on disk: a kill at any moment costs little, and reading never loads the whole.

A shard is a folder with one ``.npy`` file a table and ``shard.json``, which holds its checksums. While it is being made
its name ends in ``.partial`` and ``progress.json`` says how many rows are safely there; renaming the folder is the last
thing that happens to it.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from deltaedit.bundles.weights import sha256
from deltaedit.errors import TrainingError
from deltaedit.files import partial_of, write_json

SHARD, PROGRESS = "shard.json", "progress.json"
DTYPES = {"float16": torch.float16, "float32": torch.float32}


@dataclass(frozen=True)
class Shards:
    """Several tables with as many rows each, cut into the same shards.

    Attributes:
        folder: that holds the folders of the shards.
        rows: of every shard.
        tables: shape of one row, by name of the table.
        dtype: on disk, a key of :data:`DTYPES`.
    """

    folder: Path
    rows: tuple[int, ...]
    tables: Mapping[str, tuple[int, ...]]
    dtype: str

    def path(self, number: int) -> Path:
        """The folder of a shard."""
        return self.folder / f"shard-{number:05d}"

    def complete(self, number: int) -> bool:
        """Whether a shard has all its rows."""
        return self.path(number).is_dir()

    def writer(self, number: int) -> ShardWriter:
        """What makes a shard, or goes on making it."""
        return ShardWriter(self, number)

    def table(self, name: str) -> ShardedRows:
        """One table over all shards.

        Raises:
            TrainingError: a shard is missing, or its file has another shape or size.
        """
        return ShardedRows([self._mapped(number, name) for number in range(len(self.rows))])

    def check(self) -> None:
        """Compare every file with its checksum.

        Raises:
            TrainingError: a shard is missing or damaged; says which, and what to do.
        """
        for number in range(len(self.rows)):
            sums = self._record(number)["sha256"]
            for name in self.tables:
                path = self.path(number) / f"{name}.npy"
                if not path.is_file() or sha256(path) != sums[path.name]:
                    raise self._damaged(number, f"{path} is not the file that was written")

    def _record(self, number: int) -> dict[str, Any]:
        """What ``shard.json`` says, checked."""
        path = self.path(number)
        if not path.is_dir():
            begun = " (it was begun)" if partial_of(path).is_dir() else ""
            raise TrainingError(
                f"Shard {number} of {len(self.rows)} is missing in {self.folder}{begun}: "
                "run the stage again, which makes what is missing."
            )
        record = read_json(path / SHARD)
        sums = None if record is None else record.get("sha256")
        if record is None or record.get("rows") != self.rows[number] or not isinstance(sums, dict):
            raise self._damaged(number, f"{path / SHARD} is missing or does not fit")
        if missing := [name for name in self.tables if not isinstance(sums.get(f"{name}.npy"), str)]:
            raise self._damaged(number, f"{path / SHARD} has no checksum of {missing[0]}.npy")
        return record

    def _mapped(self, number: int, name: str) -> Tensor:
        """The file of a table, mapped into memory: [rows, *width]."""
        self._record(number)
        path = self.path(number) / f"{name}.npy"
        shape = (self.rows[number], *self.tables[name])
        if (offset := _data_offset(path, shape, self.dtype)) is None:
            raise self._damaged(number, f"{path} is missing, cut off, or not {self.dtype} of {list(shape)}")
        # Not numpy.memmap, which holds a file open for as long as it is mapped: hundreds of shards are too many.
        raw = torch.from_file(str(path), shared=False, size=path.stat().st_size, dtype=torch.uint8)
        return raw[offset:].view(DTYPES[self.dtype]).view(shape)

    def _damaged(self, number: int, what: str) -> TrainingError:
        return TrainingError(f"{what}: delete the folder {self.path(number)} and run the stage again.")


class ShardWriter:
    """Makes one shard from its first row to its last, in any number of attempts.

    Raises:
        TrainingError: there is no room on the disk.

    Attributes:
        done: rows that are written; after an interruption those that were saved.
        total: rows that there will be.
    """

    def __init__(self, shards: Shards, number: int) -> None:
        self.final = shards.path(number)
        self.partial = partial_of(self.final)
        self.total = shards.rows[number]
        self._dtype = shards.dtype
        self._shapes = {name: (self.total, *width) for name, width in shards.tables.items()}
        self.done = self._saved_rows()
        try:
            self._files = self._opened()
        except OSError as error:
            raise TrainingError(
                f"The shard {self.partial} cannot be begun ({error.strerror or error}); make room on the disk, or name "
                "another folder, and run the stage again."
            ) from error

    def _saved_rows(self) -> int:
        """Rows that an earlier attempt left; 0, and nothing of it, where that cannot be used."""
        # shard.json is written when all rows are there, just before the folder gets its name.
        record = read_json(self.partial / SHARD) or read_json(self.partial / PROGRESS)
        rows = None if record is None else record.get("rows")
        fits = isinstance(rows, int) and 0 <= rows <= self.total
        for name, shape in self._shapes.items():
            fits = fits and _data_offset(self.partial / f"{name}.npy", shape, self._dtype) is not None
        if isinstance(rows, int) and fits:
            return rows
        if self.partial.exists():
            shutil.rmtree(self.partial)
        return 0

    def _opened(self) -> dict[str, Any]:
        self.partial.mkdir(parents=True, exist_ok=True)
        files: dict[str, Any] = {}
        for name, shape in self._shapes.items():
            path = self.partial / f"{name}.npy"
            if self.done:
                files[name] = np.load(path, mmap_mode="r+", allow_pickle=False)
                continue
            files[name] = np.lib.format.open_memmap(path, mode="w+", dtype=np.dtype(self._dtype), shape=shape)
            _reserve(path)
        return files

    def width(self, name: str) -> tuple[int, ...]:
        """Shape of one row of a table."""
        return self._shapes[name][1:]

    def write(self, rows: Mapping[str, Tensor], start: int) -> None:
        """Put rows [n, *width] of every table from row ``start`` on.

        Raises:
            TrainingError: a number is not finite, or is not any more at the table's precision.
        """
        for name, values in rows.items():
            stored = values.detach().cpu().to(DTYPES[self._dtype])
            if not bool(torch.isfinite(stored).all()):
                largest = float(values.abs().max())
                raise TrainingError(
                    f"Table '{name}' would hold numbers that {self._dtype} cannot (largest: {largest:.3g}); store "
                    "float32 (half=false), or look for what is wrong with the weights."
                )
            self._files[name][start : start + len(stored)] = stored.numpy()
            self.done = start + len(stored)

    def save(self) -> None:
        """Make sure that a kill costs none of the rows written so far."""
        for file in self._files.values():
            file.flush()
        write_json(self.partial / PROGRESS, {"rows": self.done})

    def finish(self) -> None:
        """Give the shard its checksums and its name."""
        self.save()
        self._files.clear()
        sums = {f"{name}.npy": sha256(self.partial / f"{name}.npy") for name in self._shapes}
        write_json(self.partial / SHARD, {"rows": self.total, "sha256": sums})
        (self.partial / PROGRESS).unlink()
        os.replace(self.partial, self.final)


class ShardedRows:
    """A table of rows over several shards, in float32 whatever it is stored in; indexed like a tensor by its rows.

    Args:
        shards: [n, *width] each, usually mapped from files.
    """

    def __init__(self, shards: Sequence[Tensor]) -> None:
        self._shards = list(shards)
        self._ends = torch.tensor([len(shard) for shard in self._shards], dtype=torch.int64).cumsum(0)

    @property
    def shape(self) -> tuple[int, ...]:
        """(rows, *width)."""
        return (len(self), *self._shards[0].shape[1:])

    def __len__(self) -> int:
        return int(self._ends[-1])

    def __getitem__(self, rows: Tensor | slice, /) -> Tensor:
        """Rows by number, in any order and as often as one likes.

        Args:
            rows: int64 of any shape, or a slice.

        Returns:
            [*rows.shape, *width] float32, a copy.

        Raises:
            IndexError: there is no such row, or ``rows`` is neither.
        """
        if isinstance(rows, slice):
            start, stop, step = rows.indices(len(self))
            if step == 1:
                return self._between(start, max(start, stop))
            rows = torch.tensor(range(start, stop, step), dtype=torch.int64)
        if not isinstance(rows, Tensor) or rows.dtype != torch.int64:
            raise IndexError("Rows are chosen by a slice or a tensor of int64.")
        flat = rows.reshape(-1).cpu()
        if len(flat) and (int(flat.min()) < -len(self) or int(flat.max()) >= len(self)):
            raise IndexError(f"There are only {len(self)} rows, not {int(flat.max())} or {int(flat.min())}.")
        found = self._gathered(torch.where(flat < 0, flat + len(self), flat))
        return found.reshape(*rows.shape, *self.shape[1:])

    def _between(self, start: int, stop: int) -> Tensor:
        out = torch.empty(stop - start, *self.shape[1:])
        begin = 0
        for shard, end in zip(self._shards, self._ends.tolist()):
            low, high = max(start, begin), min(stop, end)
            if low < high:
                out[low - start : high - start] = shard[low - begin : high - begin]
            begin = end
        return out

    def _gathered(self, rows: Tensor) -> Tensor:
        """One look into each shard that has any of the rows, from its first to its last."""
        ordered, places = rows.sort(stable=True)
        out = torch.empty(len(rows), *self.shape[1:])
        cuts = torch.searchsorted(ordered, self._ends).tolist()
        begin, first = 0, 0
        for shard, end, cut in zip(self._shards, self._ends.tolist(), cuts):
            if first < cut:
                out[places[first:cut]] = shard[ordered[first:cut] - begin].float()
            begin, first = end, cut
        return out


def _reserve(path: Path) -> None:
    """Take the room that a sparse file pretends to have.

    A full disk is then an error here; met later, inside the mapping, it would end the process without a word.
    """
    if not hasattr(os, "posix_fallocate"):
        return
    with path.open("r+b") as file:
        try:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)
        except OSError as error:
            if error.errno not in (errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL):
                raise


def read_json(path: Path) -> dict[str, Any] | None:
    """A JSON object, or None where there is none that can be read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _data_offset(path: Path, shape: tuple[int, ...], dtype: str) -> int | None:
    """Bytes before the numbers of an ``.npy`` file; None where it is not exactly this table."""
    try:
        with path.open("rb") as file:
            version = np.lib.format.read_magic(file)
            if version != (1, 0):
                return None
            found, fortran, kind = np.lib.format.read_array_header_1_0(file)
            offset = file.tell()
            size = os.fstat(file.fileno()).st_size
    except (OSError, ValueError, SyntaxError):
        return None
    whole = offset + int(np.prod(shape)) * np.dtype(dtype).itemsize
    return offset if (found, fortran, kind, size) == (shape, False, np.dtype(dtype), whole) else None
