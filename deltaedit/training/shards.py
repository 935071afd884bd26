"""Tables of rows, stored in shards: a kill at any moment costs little, and reading loads only the rows that are read.

A shard is a safetensors file with one tensor per table, and their checksum in its metadata. The rows of an unfinished
shard are in a file beside it whose name ends in ``.partial.safetensors``.
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
    """Several tables with the same number of rows, cut into the same shards.

    Attributes:
        folder: of the files.
        rows: in each shard.
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

    def load(self, index: int, *, verify: bool) -> dict[str, Tensor]:
        """The tables of a shard [rows, *width], mapped into memory.

        Args:
            verify: compare the tables with their checksum.

        Raises:
            TrainingError: the shard is missing, damaged, or has other tables.
        """
        path = self.path(index)
        if not path.is_file():
            begun = " (it is unfinished)" if partial_shard(path).is_file() else ""
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
    """Writes one shard from its first row to its last, in any number of attempts.

    Attributes:
        done: finished rows; after an interruption, those that were saved.
        total: rows of the complete shard.
    """

    def __init__(self, shards: Shards, index: int) -> None:
        self.path, self.partial = shards.path(index), partial_shard(shards.path(index))
        self.total, self._dtype = shards.rows[index], DTYPES[shards.dtype]
        self._tables = {
            name: torch.zeros(self.total, *width, dtype=self._dtype) for name, width in shards.tables.items()
        }
        self.done = self._resume()

    def _resume(self) -> int:
        """Load the rows of an earlier attempt, and return their number; 0 where there are none that can be used."""
        try:
            tables, checksum = _read(self.partial)
            if checksum != checksum_of(tables) or tables.keys() != self._tables.keys():
                return 0
            for name, table in self._tables.items():
                table[: len(tables[name])] = tables[name]
            return len(tables[name])
        except Exception:
            # The file is missing, damaged or of other tables, so these rows are made again.
            return 0

    def width(self, name: str) -> tuple[int, ...]:
        """The shape of one row of a table."""
        return tuple(self._tables[name].shape[1:])

    def write(self, rows: Mapping[str, Tensor], start: int) -> None:
        """Set rows [n, *width] of every table, from row ``start`` on.

        Raises:
            TrainingError: a number is not finite, or not at the table's precision.
        """
        for name, values in rows.items():
            stored = values.detach().cpu().to(self._dtype)
            if not bool(torch.isfinite(stored).all()):
                dtype = str(self._dtype).removeprefix("torch.")
                raise TrainingError(
                    f"Table '{name}' would hold numbers that {dtype} cannot represent (largest: "
                    f"{float(values.abs().max()):.3g}); store float32 (latents.half=false), or check the weights."
                )
            self._tables[name][start : start + len(stored)] = stored
            self.done = start + len(stored)

    def save(self) -> None:
        """Save the rows so far, so that a kill does not cost them."""
        self._write(self.partial)

    def finish(self) -> None:
        """Save the complete shard under its own name."""
        self._write(self.path)
        self.partial.unlink(missing_ok=True)

    def _write(self, path: Path) -> None:
        tables = {name: table[: self.done] for name, table in self._tables.items()}
        write_tensors(path, tables, {CHECKSUM: checksum_of(tables)})


class ShardedRows:
    """A table over several shards, which is indexed by rows like a tensor, and float32 whatever it is stored in.

    Args:
        shards: [n, *width] each, usually memory-mapped.
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
        """Rows by index, in any order and with repetitions.

        Args:
            rows: an int64 tensor of any shape, or a slice.

        Returns:
            [*rows.shape, *width] float32, a copy.

        Raises:
            IndexError: there is no such row, or ``rows`` is of another type.
        """
        if isinstance(rows, slice):
            rows = torch.arange(len(self))[rows.start : rows.stop : rows.step]
        if not isinstance(rows, Tensor) or rows.dtype != torch.int64:
            raise IndexError("Rows must be given by a slice or a tensor of int64.")
        flat = rows.reshape(-1).cpu()
        if len(flat) and (int(flat.min()) < -len(self) or int(flat.max()) >= len(self)):
            raise IndexError(
                f"There are only {len(self)} rows, so rows {int(flat.min())} to {int(flat.max())} do not exist."
            )
        flat = torch.where(flat < 0, flat + len(self), flat)
        out = torch.empty(len(flat), *self.shape[1:])
        owners = torch.searchsorted(self._ends, flat, right=True)
        for owner in owners.unique().tolist():
            chosen, shard = (owners == owner).nonzero().flatten(), self._shards[owner]
            out[chosen] = shard[flat[chosen] - (self._ends[owner] - len(shard))].float()
        return out.reshape(*rows.shape, *self.shape[1:])


def partial_shard(path: Path) -> Path:
    """The file of an unfinished shard."""
    return path.with_suffix(".partial.safetensors")


def _read(path: Path) -> tuple[dict[str, Tensor], str]:
    """The tensors of a file, memory-mapped, and the checksum in its metadata."""
    with safe_open(str(path), framework="pt") as file:
        return {name: file.get_tensor(name) for name in file.keys()}, file.metadata()[CHECKSUM]  # noqa: SIM118


def checksum_of(tables: Mapping[str, Tensor]) -> str:
    """SHA-256 of all tables, in the order of their names."""
    digest = hashlib.sha256()
    for name in sorted(tables):
        digest.update(tables[name].contiguous().view(torch.uint8).numpy().data)
    return digest.hexdigest()
