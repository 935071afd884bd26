"""Both formats of torch.save: a pickle, and beside it the numbers of its tensors."""

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

# What every file of torch.save from before the zip format begins with, as a pickle, and what comes next.
TORCH_MAGIC, TORCH_PROTOCOL = 0x1950A86A20F9469CFC6C, 1001
MAGIC_STARTS = tuple(pickle.dumps(TORCH_MAGIC, protocol=protocol) for protocol in range(2, 6))

#: To how many times its size, and how many bytes besides, a compressed file may be unpacked. Weights barely compress.
MAX_UNPACKED_RATIO, UNPACKED_ALLOWANCE = 4, 16 << 20
#: Where numbers begin in a file of torch.save; elsewhere they are copied, since not every processor reads them there.
ALIGNMENT = 64
OTHER_ORDER = "was written on a machine of another order of bytes; save it again on a usual one"

Builders = Mapping[str, Callable[..., Any]]


def read_legacy(file: BinaryIO, size: int, builders: Builders | None = None) -> Any:
    """The content of a file of torch.save from before the zip format: four pickles, then the numbers of its tensors.

    Args:
        file: read from where it stands.
        size: bytes of the file.
        builders: what may be called in it; all of them where None.

    Raises:
        Refused, Exception: as :func:`read_pickle`.
    """
    rows: dict[str, Tensor] = {}
    left = size

    def load_storage(key: str, dtype: torch.dtype, count: int) -> Tensor:
        # The numbers come later, so their memory is reserved here, for no more of them than the file can hold.
        nonlocal left
        if key not in rows:
            left -= (claimed := count * dtype.itemsize)
            if left < 0:
                raise Refused(f"holds a tensor that claims {claimed:,} bytes and brings fewer")
            rows[key] = torch.empty(count, dtype=dtype)
        return _fitting(rows[key], dtype, count)

    magic, protocol, system = (read_pickle(file, size, builders={}) for _ in range(3))
    if magic != TORCH_MAGIC or protocol != TORCH_PROTOCOL:
        raise Refused("does not begin as torch.save writes it")
    if not isinstance(system, dict) or system.get("little_endian") is not True:
        raise Refused(OTHER_ORDER)
    content = read_pickle(file, size, load_storage, ALL_BUILDERS if builders is None else builders)
    keys = read_pickle(file, size, builders={})
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys) or sorted(keys) != sorted(rows):
        raise Refused("holds a tensor that claims numbers and does not bring them")
    for row in (rows[key] for key in keys):
        (count,) = struct.unpack("<q", file.read(8))
        if count != row.numel() or file.readinto(row.view(torch.uint8).numpy()) != row.nbytes:  # type: ignore[attr-defined]
            raise Refused("is cut off in the numbers of a tensor")
    return content


def _storage_of_bytes(data: Any, /) -> Tensor:
    """The numbers of a tensor that was pickled without torch.save: they are a file of it from before the zip format."""
    # A zip file could unfold to any size.
    if not isinstance(data, bytes) or not data.startswith(MAGIC_STARTS):
        raise Refused("holds a tensor that is not in the format of torch.save before the zip format")
    try:
        storage = read_legacy(io.BytesIO(data), len(data), builders={})
    except Refused as refusal:
        raise Refused(f"holds a tensor that is more than numbers, or damaged: it {refusal}") from refusal
    if not isinstance(storage, Tensor):
        raise Refused(f"holds a {type(storage).__name__} where the numbers of a tensor should be")
    return storage


#: Everything that a file of weights may be built of.
ALL_BUILDERS: Builders = {**BUILDERS, "torch.storage._load_from_bytes": _storage_of_bytes}


def read_zip(path: Path) -> Any:
    """The content of a zip file of torch.save, whose tensors stay on disk where they lie there uncompressed.

    Raises:
        CheckpointError: it is a zip file of something else, which the message names.
        Refused, Exception: as :func:`read_pickle`.
    """
    size = path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        members = {entry.filename: entry for entry in archive.infolist()}
        root = _root(path, list(members))
        unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED_RATIO * size + UNPACKED_ALLOWANCE:
            raise Refused(f"has {size:,} bytes and unpacks to {unpacked:,}, as no weights do")
        order = members.get(f"{root}/byteorder")
        if order is not None and archive.read(order) != b"little":
            raise Refused(OTHER_ORDER)
        whole = torch.from_file(str(path), shared=False, size=size, dtype=torch.uint8)
        rows: dict[str, Tensor] = {}

        def load_storage(key: str, dtype: torch.dtype, count: int) -> Tensor:
            if key not in rows:
                entry = members.get(f"{root}/data/{key}")
                if entry is None:
                    raise Refused(f"holds a tensor whose numbers ({printable(key)}) are missing")
                if entry.file_size != (claimed := count * dtype.itemsize):
                    raise Refused(f"holds a tensor that claims {claimed:,} bytes and brings {entry.file_size:,}")
                rows[key] = _bytes_of(archive, entry, whole).view(dtype)
            return _fitting(rows[key], dtype, count)

        program = archive.read(f"{root}/data.pkl")
        return read_pickle(io.BytesIO(program), unpacked, load_storage, ALL_BUILDERS)


def _fitting(row: Tensor, dtype: torch.dtype, count: int) -> Tensor:
    if row.dtype != dtype or row.numel() != count:
        raise Refused(f"holds a tensor that claims {count * dtype.itemsize:,} bytes and brings {row.nbytes:,}")
    return row


def _root(path: Path, names: list[str]) -> str:
    """The folder of a zip file that torch.save put everything in."""
    roots = [name.rpartition("/")[0] for name in names if name.endswith("/data.pkl") and name.count("/") == 1]
    if any(name.endswith("/constants.pkl") or "/code/" in name for name in names):
        raise CheckpointError(
            f"{path} is a TorchScript program, not the weights alone, and foreign programs are not run. Where you "
            "trust it, load it with torch.jit.load and save its state_dict() with torch.save."
        )
    if names and all(name.endswith(".npy") for name in names):
        raise CheckpointError(f"{path} is an archive of NumPy arrays (.npz), not the weights of a network.")
    if len(roots) != 1:
        raise CheckpointError(
            f"{path} is a zip file that torch.save did not write (it holds {listed(map(printable, names[:3]))}). "
            "Unpack it and give the file of weights inside."
        )
    return roots[0]


def _bytes_of(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, whole: Tensor) -> Tensor:
    """The bytes of a member: a part of the mapped file where they lie in it as they are."""
    if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
        return torch.from_numpy(np.frombuffer(archive.read(entry), np.uint8).copy())
    assert archive.fp is not None
    archive.fp.seek(entry.header_offset)
    header = archive.fp.read(30)
    if len(header) != 30 or header[:4] != b"PK\x03\x04":
        raise Refused("is damaged in its table of contents")
    start = entry.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    if start + entry.file_size > len(whole):
        raise Refused("is cut off in the numbers of a tensor")
    part = whole[start : start + entry.file_size]
    return part if start % ALIGNMENT == 0 else part.clone()
