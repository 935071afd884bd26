"""Tables of rows in shards on disk: a kill at any moment costs little, and reading never loads the whole.

A shard is a safetensors file with one tensor per table, and their checksum in its metadata. While it is being made, the
rows that there are lie in a file beside it whose name ends in ``.partial.safetensors``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import safe_open
from torch import Tensor

from deltaedit.bundles.weights import write_tensors
from deltaedit.errors import TrainingError

DTYPES = {"float16": torch.float16, "float32": torch.float32}
CHECKSUM = "sha256"


@dataclass(frozen=True)
class Shards:
    """Several tables with the same number of rows each, cut into the same shards.

    Attributes:
        folder: that holds the files.
        rows: of every shard.
        tables: shape of one row, by name of the table.
        dtype: on disk, a key of :data:`DTYPES`.
    """

    folder: Path
    rows: tuple[int, ...]
    tables: Mapping[str, tuple[int, ...]]
    dtype: str

    def path(self, index: int) -> Path:
        """The file of a shard."""
        return self.folder / f"shard-{index:05d}.safetensors"

    def complete(self, index: int) -> bool:
        """Whether a shard has all its rows."""
        return self.path(index).is_file()

    def writer(self, index: int) -> ShardWriter:
        """What makes a shard, or goes on making it."""
        return ShardWriter(self, index)

    def load(self, index: int, *, verify: bool) -> dict[str, Tensor]:
        """The tables of a shard [rows, *width], mapped into memory.

        Args:
            verify: compare them with their checksum.

        Raises:
            TrainingError: the shard is missing, damaged, or has other tables.
        """
        path = self.path(index)
        if not path.is_file():
            begun = " (it was begun)" if partial_shard(path).is_file() else ""
            raise TrainingError(
                f"Shard {index} of {len(self.rows)} is missing in {self.folder}{begun}: run the stage again, which "
                "makes what is missing."
            )
        try:
            tables, checksum = _read(path)
            wanted = {name: ((self.rows[index], *width), DTYPES[self.dtype]) for name, width in self.tables.items()}
            if {name: (tuple(table.shape), table.dtype) for name, table in tables.items()} != wanted:
                raise ValueError(f"it does not hold {self.rows[index]} rows of these tables in {self.dtype}")
            if verify and checksum != checksum_of(tables):
                raise ValueError("it is not the file that was written")
        except Exception as error:
            raise TrainingError(f"{path} cannot be used ({error}): delete it and run the stage again.") from error
        return tables


class ShardWriter:
    """Makes one shard from its first row to its last, in any number of attempts.

    Attributes:
        done: rows that there are; after an interruption those that were saved.
        total: rows that there will be.
    """

    def __init__(self, shards: Shards, index: int) -> None:
        self.path, self.partial = shards.path(index), partial_shard(shards.path(index))
        self.total, self._dtype = shards.rows[index], DTYPES[shards.dtype]
        self._tables = {
            name: torch.zeros(self.total, *width, dtype=self._dtype) for name, width in shards.tables.items()
        }
        self.done = self._resume()

    def _resume(self) -> int:
        """Take over the rows of an earlier attempt; 0 where there are none that can be used."""
        try:
            tables, checksum = _read(self.partial)
            if checksum != checksum_of(tables) or tables.keys() != self._tables.keys():
                return 0
            for name, table in self._tables.items():
                table[: len(tables[name])] = tables[name]
            return len(tables[name])
        except Exception:
            # Missing, cut off, or of other tables: whatever it is, these rows are made again.
            return 0

    def width(self, name: str) -> tuple[int, ...]:
        """Shape of one row of a table."""
        return tuple(self._tables[name].shape[1:])

    def write(self, rows: Mapping[str, Tensor], start: int) -> None:
        """Put rows [n, *width] of every table from row ``start`` on.

        Raises:
            TrainingError: a number is not finite, or is not any more at the table's precision.
        """
        for name, values in rows.items():
            stored = values.detach().cpu().to(self._dtype)
            if not bool(torch.isfinite(stored).all()):
                dtype = str(self._dtype).removeprefix("torch.")
                raise TrainingError(
                    f"Table '{name}' would hold numbers that {dtype} cannot (largest: "
                    f"{float(values.abs().max()):.3g}); store float32 (half=false), or look for what is wrong with the "
                    "weights."
                )
            self._tables[name][start : start + len(stored)] = stored
            self.done = start + len(stored)

    def save(self) -> None:
        """Make sure that a kill costs none of the rows written so far."""
        self._write(self.partial)

    def finish(self) -> None:
        """Give the shard its name."""
        self._write(self.path)
        self.partial.unlink(missing_ok=True)

    def _write(self, path: Path) -> None:
        tables = {name: table[: self.done] for name, table in self._tables.items()}
        write_tensors(path, tables, {CHECKSUM: checksum_of(tables)})


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
            rows = torch.arange(len(self))[rows.start : rows.stop : rows.step]
        if not isinstance(rows, Tensor) or rows.dtype != torch.int64:
            raise IndexError("Rows are chosen by a slice or a tensor of int64.")
        flat = rows.reshape(-1).cpu()
        if len(flat) and (int(flat.min()) < -len(self) or int(flat.max()) >= len(self)):
            raise IndexError(f"There are only {len(self)} rows, not {int(flat.max())} or {int(flat.min())}.")
        flat = torch.where(flat < 0, flat + len(self), flat)
        out = torch.empty(len(flat), *self.shape[1:])
        owners = torch.searchsorted(self._ends, flat, right=True)
        for owner in owners.unique().tolist():
            chosen, shard = (owners == owner).nonzero().flatten(), self._shards[owner]
            out[chosen] = shard[flat[chosen] - (self._ends[owner] - len(shard))].float()
        return out.reshape(*rows.shape, *self.shape[1:])


def partial_shard(path: Path) -> Path:
    """The file that holds the rows of a shard that is not complete."""
    return path.with_suffix(".partial.safetensors")


def _read(path: Path) -> tuple[dict[str, Tensor], str]:
    """The tensors of a file, mapped into memory, and the checksum that they were written with."""
    with safe_open(str(path), framework="pt") as file:
        return {name: file.get_tensor(name) for name in file.keys()}, file.metadata()[CHECKSUM]  # noqa: SIM118


def checksum_of(tables: Mapping[str, Tensor]) -> str:
    """SHA-256 of all rows, table by table."""
    digest = hashlib.sha256()
    for name in sorted(tables):
        digest.update(tables[name].contiguous().view(torch.uint8).numpy().data)
    return digest.hexdigest()
