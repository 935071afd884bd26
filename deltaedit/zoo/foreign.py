"""Opening weights of strangers: what is in a file of torch.save, safetensors or NVIDIA's, as plain data.

Nothing in a file is executed, and no more memory is taken than a few times what it holds: sizes are checked before they
are believed.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from torch import Tensor

from deltaedit.errors import CheckpointError, listed, printable
from deltaedit.zoo.formats import FETCH_AGAIN, LEGACY, NUMPY, PICKLE, SAFETENSORS, ZIP, format_of
from deltaedit.zoo.pickles import Refused, Storage, StorageName, part_of, read_legacy, read_pickle

#: To how many times its size, and how many bytes besides, a compressed file may be unpacked. Weights barely compress.
MOST_UNPACKED, UNPACKED_BESIDES = 4, 16 << 20
#: Where numbers begin in a file of torch.save; elsewhere they are copied, since not every processor reads them there.
ALIGNMENT = 64


def read_foreign(path: Path) -> Any:
    """The content of a file of weights, whoever wrote it, built without executing anything in it.

    Tensors of an uncompressed zip file (PyTorch 1.6 and later) and of safetensors stay on disk until they are used: a
    training checkpoint is several times larger than what is wanted of it.

    Returns:
        See :func:`deltaedit.zoo.pickles.read_pickle`; a dictionary of tensors for safetensors.

    Raises:
        CheckpointError: missing, damaged, of an absurd size, asking for anything but tensors and plain values, or no
            file of weights; the message says which, and what to do.
    """
    readers = {ZIP: _read_zip, LEGACY: _read_legacy, PICKLE: _read_pickle, SAFETENSORS: _read_safetensors}
    found = format_of(path)
    if found == NUMPY:
        raise CheckpointError(
            f"{path} is a NumPy array, not the weights of a network; a relevance matrix is named .npy and converted."
        )
    try:
        return readers[found](path)
    except Refused as refusal:
        raise CheckpointError(f"{path} was refused: it {refusal}. Nothing in it was executed.") from refusal
    except CheckpointError:
        raise
    except Exception as error:
        # On damaged bytes a decoder fails with whatever it met first.
        reason = f"{type(error).__name__}: {printable(str(error))}".removesuffix(".")
        raise CheckpointError(
            f"{path} was refused: it is damaged or cut off ({reason}); {FETCH_AGAIN}. Nothing in it was executed."
        ) from error


def _read_pickle(path: Path) -> Any:
    with path.open("rb") as file:
        return read_pickle(file, path.stat().st_size)


def _read_legacy(path: Path) -> Any:
    with path.open("rb") as file:
        return read_legacy(file, path.stat().st_size)


def _read_safetensors(path: Path) -> dict[str, Tensor]:
    with safe_open(str(path), framework="pt") as file:
        return {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118


def _read_zip(path: Path) -> Any:
    size = path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        members = {entry.filename: entry for entry in archive.infolist()}
        root = _root(path, list(members))
        unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MOST_UNPACKED * size + UNPACKED_BESIDES:
            raise Refused(f"has {size:,} bytes and unpacks to {unpacked:,}, as no weights do")
        order = members.get(f"{root}/byteorder")
        if order is not None and archive.read(order) != b"little":
            raise Refused("was written on a machine of another order of bytes; save it again on a usual one")
        whole = torch.from_file(str(path), shared=False, size=size, dtype=torch.uint8)
        rows: dict[str, Tensor] = {}

        def load_storage(name: StorageName) -> Storage:
            if name.key not in rows:
                entry = members.get(f"{root}/data/{name.key}")
                if entry is None:
                    raise Refused(f"holds a tensor whose numbers ({printable(name.key)}) are missing")
                if entry.file_size != name.nbytes:
                    raise Refused(f"holds a tensor that claims {name.nbytes:,} bytes and brings {entry.file_size:,}")
                rows[name.key] = _bytes_of(archive, entry, whole).view(name.dtype)
            return part_of(rows[name.key], name)

        program = archive.read(f"{root}/data.pkl")
        return read_pickle(io.BytesIO(program), unpacked, load_storage)


def _root(path: Path, names: list[str]) -> str:
    """The folder of a zip file that torch.save put everything in."""
    roots = [name.rpartition("/")[0] for name in names if name.endswith("/data.pkl") and name.count("/") == 1]
    if any(name.endswith("/constants.pkl") or "/code/" in name for name in names):
        raise CheckpointError(
            f"{path} is a TorchScript program, not the weights alone, and programs of strangers are not run. Where you "
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
        return _owned(archive.read(entry))
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


def _owned(data: bytes) -> Tensor:
    return torch.frombuffer(bytearray(data), dtype=torch.uint8) if data else torch.empty(0, dtype=torch.uint8)
