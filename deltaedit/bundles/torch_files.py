"""Reading both formats of torch.save: a pickle, with the data of its tensors stored separately."""

from __future__ import annotations

import io
import pickle
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import torch
from torch import Tensor

from deltaedit.bundles.unpickle import BUILDERS, Refused, read_pickle
from deltaedit.errors import CheckpointError, listed, printable

#: The first two values in a legacy file of torch.save (before the zip format), and how the first is pickled.
TORCH_MAGIC, TORCH_PROTOCOL = 0x1950A86A20F9469CFC6C, 1001
MAGIC_STARTS = tuple(pickle.dumps(TORCH_MAGIC, protocol=protocol) for protocol in range(2, 6))

#: A compressed file may unpack to this many times its size and this many bytes more. Weights barely compress.
MAX_UNPACKED_RATIO, UNPACKED_ALLOWANCE = 4, 16 << 20
#: How torch.save aligns data in a file; unaligned data is copied, since not every processor can read it in place.
ALIGNMENT = 64
OTHER_ORDER = "was written on a big-endian machine; save it again on a little-endian one"

Builders = Mapping[str, Callable[..., Any]]


def read_legacy(file: BinaryIO, size: int, builders: Builders | None = None) -> Any:
    """The content of a legacy file of torch.save (before the zip format): five pickles, then the data of its tensors.

    Args:
        file: read from its current position.
        size: bytes of the file.
        builders: what its pickles may call; None for :data:`ALL_BUILDERS`.

    Raises:
        Refused, Exception: as :func:`read_pickle`.
    """
    rows: dict[str, Tensor] = {}
    left = size

    def load_storage(key: str, dtype: torch.dtype, count: int) -> Tensor:
        # The data comes later in the file, so memory is reserved here, but never more than the file can fill.
        nonlocal left
        if key not in rows:
            left -= (claimed := count * dtype.itemsize)
            if left < 0:
                raise Refused(f"holds a tensor that claims {claimed:,} bytes, but fewer are there")
            rows[key] = torch.empty(count, dtype=dtype)
        return _checked(rows[key], dtype, count)

    magic, protocol, system = (read_pickle(file, size, builders={}) for _ in range(3))
    if magic != TORCH_MAGIC or protocol != TORCH_PROTOCOL:
        raise Refused("does not begin like a file of torch.save")
    if not isinstance(system, dict) or system.get("little_endian") is not True:
        raise Refused(OTHER_ORDER)
    content = read_pickle(file, size, load_storage, ALL_BUILDERS if builders is None else builders)
    keys = read_pickle(file, size, builders={})
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys) or sorted(keys) != sorted(rows):
        raise Refused("holds a tensor whose data is missing")
    for row in (rows[key] for key in keys):
        (count,) = struct.unpack("<q", file.read(8))
        if count != row.numel() or file.readinto(row.view(torch.uint8).numpy()) != row.nbytes:  # type: ignore[attr-defined]
            raise Refused("is cut off in the data of a tensor")
    return content


def _storage_of_bytes(data: Any, /) -> Tensor:
    """The data of a tensor that was pickled without torch.save, which is a legacy file of torch.save in itself."""
    # Only that format is accepted: a zip file could unpack to any size.
    if not isinstance(data, bytes) or not data.startswith(MAGIC_STARTS):
        raise Refused("holds a tensor that is not in the format of torch.save before the zip format")
    try:
        storage = read_legacy(io.BytesIO(data), len(data), builders={})
    except Refused as refusal:
        raise Refused(f"holds a tensor that is more than data, or damaged: it {refusal}") from refusal
    if not isinstance(storage, Tensor):
        raise Refused(f"holds a {type(storage).__name__} where the data of a tensor should be")
    return storage


#: Everything that a file of weights may call.
ALL_BUILDERS: Builders = {**BUILDERS, "torch.storage._load_from_bytes": _storage_of_bytes}


def read_zip(path: Path) -> Any:
    """The content of a zip file of torch.save, whose tensors stay on disk where they are uncompressed and aligned.

    Raises:
        CheckpointError: it is a zip file of another kind, which the message names.
        Refused, Exception: as :func:`read_pickle`.
    """
    size = path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        members = {entry.filename: entry for entry in archive.infolist()}
        root = _root(path, list(members))
        unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED_RATIO * size + UNPACKED_ALLOWANCE:
            raise Refused(f"has {size:,} bytes and unpacks to {unpacked:,}, which no file of weights does")
        order = members.get(f"{root}/byteorder")
        if order is not None and archive.read(order) != b"little":
            raise Refused(OTHER_ORDER)
        whole = torch.from_file(str(path), shared=False, size=size, dtype=torch.uint8)
        rows: dict[str, Tensor] = {}

        def load_storage(key: str, dtype: torch.dtype, count: int) -> Tensor:
            if key not in rows:
                entry = members.get(f"{root}/data/{key}")
                if entry is None:
                    raise Refused(f"holds a tensor whose data ({printable(key)}) is missing")
                if entry.file_size != (claimed := count * dtype.itemsize):
                    raise Refused(f"holds a tensor that claims {claimed:,} bytes, but {entry.file_size:,} are there")
                rows[key] = _bytes_of(archive, entry, whole).view(dtype)
            return _checked(rows[key], dtype, count)

        program = archive.read(f"{root}/data.pkl")
        return read_pickle(io.BytesIO(program), unpacked, load_storage, ALL_BUILDERS)


def _checked(row: Tensor, dtype: torch.dtype, count: int) -> Tensor:
    """The data of a storage, if it has this type and length: a pickle may name it several times."""
    if row.dtype != dtype or row.numel() != count:
        raise Refused(f"holds a tensor that claims {count * dtype.itemsize:,} bytes, but {row.nbytes:,} are there")
    return row


def _root(path: Path, names: list[str]) -> str:
    """The top folder in a zip file of torch.save."""
    roots = [name.rpartition("/")[0] for name in names if name.endswith("/data.pkl") and name.count("/") == 1]
    if any(name.endswith("/constants.pkl") or "/code/" in name for name in names):
        raise CheckpointError(
            f"{path} is a TorchScript program, not the weights alone, and foreign programs are not run. If you trust "
            "it, load it with torch.jit.load and save its state_dict() with torch.save."
        )
    if names and all(name.endswith(".npy") for name in names):
        raise CheckpointError(f"{path} is an archive of NumPy arrays (.npz), not the weights of a network.")
    if len(roots) != 1:
        raise CheckpointError(
            f"{path} is a zip file that torch.save did not write (it holds {listed(map(printable, names[:3]))}). "
            "Unpack it and give the file of weights inside it."
        )
    return roots[0]


def _bytes_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, whole: Tensor) -> Tensor:
    """The bytes of a member: a view of the mapped file where they are uncompressed and aligned, else a copy."""
    if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
        return torch.from_numpy(np.frombuffer(archive.read(entry), np.uint8).copy())
    assert archive.fp is not None
    archive.fp.seek(entry.header_offset)
    header = archive.fp.read(30)
    if len(header) != 30 or header[:4] != b"PK\x03\x04":
        raise Refused("has a damaged table of contents")
    start = entry.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    if start + entry.file_size > len(whole):
        raise Refused("is cut off in the data of a tensor")
    part = whole[start : start + entry.file_size]
    return part if start % ALIGNMENT == 0 else part.clone()
