"""Opening weights from any source: recognising a file's format by its first bytes, not its name, and reading it.

Nothing in a file is executed, and memory is bounded by a small multiple of what the file holds: sizes that it claims
are checked first. For anything that cannot be opened, the message says what it is and what to do.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from safetensors import safe_open

from deltaedit.bundles.torch_files import ALL_BUILDERS, MAGIC_STARTS, read_legacy, read_zip
from deltaedit.bundles.unpickle import Refused, read_pickle
from deltaedit.errors import CheckpointError, printable

ZIP, LEGACY, PICKLE, SAFETENSORS, NUMPY = "zip", "legacy", "pickle", "safetensors", "numpy"
#: Bytes that are looked at; the signature of a tar archive is at 257.
START = 512
#: The limit of safetensors itself.
MAX_HEADER = 100_000_000
UNPACK = "an archive; unpack it and give the file inside"
FETCH_AGAIN = "fetch it again from where it is published"

#: The offset of a signature, the signature, and what such a file is, with what to do.
MARKS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"version https://git-lfs", "a Git LFS pointer, which replaces a large file in a repository; run "
        "'git lfs pull' there, or download the file itself"),
    (0, b"\x1f\x8b", f"compressed by gzip, {UNPACK}"),
    (0, b"BZh", f"compressed by bzip2, {UNPACK}"),
    (0, b"\xfd7zXZ\0", f"compressed by xz, {UNPACK}"),
    (0, b"\x28\xb5\x2f\xfd", f"compressed by zstd, {UNPACK}"),
    (0, b"7z\xbc\xaf\x27\x1c", f"a 7z file, {UNPACK}"),
    (0, b"Rar!\x1a\x07", f"a RAR file, {UNPACK}"),
    (257, b"ustar", f"a tar file, {UNPACK}"),
    (0, b"\x89HDF\r\n\x1a\n", "an HDF5 file, as Keras writes it; only networks of PyTorch can be read"),
    (0, b"\x89PNG\r\n", "a PNG picture, not weights; " + FETCH_AGAIN),
    (0, b"\xff\xd8\xff", "a JPEG picture, not weights; " + FETCH_AGAIN),
    (0, b"%PDF", "a PDF document, not weights; " + FETCH_AGAIN),
)  # fmt: skip


def read_foreign(path: Path) -> Any:
    """The content of a file of weights from any source, built without executing anything in it.

    Tensors of an uncompressed zip file (PyTorch 1.6 and later) and of safetensors stay on disk until they are used,
    since most of a training checkpoint is not needed.

    Returns:
        See :func:`deltaedit.bundles.unpickle.read_pickle`; a dictionary of tensors for safetensors.

    Raises:
        CheckpointError: the file is missing, damaged, no file of weights, claims an absurd size, or asks for anything
            but tensors and plain values; the message says which, and what to do.
    """
    found = format_of(path)
    if found == NUMPY:
        raise CheckpointError(
            f"{path} is a NumPy array, not the weights of a network; if it is a relevance matrix, convert it with "
            "python -m deltaedit convert."
        )
    try:
        if found == SAFETENSORS:
            with safe_open(str(path), framework="pt") as tensors:
                return {name: tensors.get_tensor(name) for name in tensors.keys()}  # noqa: SIM118
        if found == ZIP:
            return read_zip(path)
        with path.open("rb") as file:
            size = path.stat().st_size
            return read_legacy(file, size) if found == LEGACY else read_pickle(file, size, builders=ALL_BUILDERS)
    except Refused as refusal:
        raise CheckpointError(f"{path} was refused: it {refusal}. Nothing in it was executed.") from refusal
    except CheckpointError:
        raise
    except Exception as error:
        # Decoders raise many kinds of errors on damaged bytes.
        reason = f"{type(error).__name__}: {printable(str(error))}".removesuffix(".")
        raise CheckpointError(
            f"{path} was refused: it is damaged or cut off ({reason}); {FETCH_AGAIN}. Nothing in it was executed."
        ) from error


def format_of(path: Path) -> str:
    """One of :data:`ZIP`, :data:`LEGACY`, :data:`PICKLE`, :data:`SAFETENSORS` and :data:`NUMPY`.

    Raises:
        CheckpointError: the file is missing, unreadable or of another format; the message says what it is, and what to
            do.
    """
    if not path.is_file():
        raise CheckpointError(f"The weights file {path} is missing.")
    try:
        with path.open("rb") as file:
            start = file.read(START)
        size = path.stat().st_size
    except OSError as error:
        raise CheckpointError(f"{path} cannot be read ({error.strerror or error}).") from error
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if start.startswith(MAGIC_STARTS):
        return LEGACY
    if start.startswith(b"\x93NUMPY"):
        return NUMPY
    # This must come before PICKLE: the first 8 bytes, the length of the header, may look like the start of a pickle.
    if len(start) > 8 and start[8:9] == b"{" and struct.unpack("<Q", start[:8])[0] <= min(size - 8, MAX_HEADER):
        return SAFETENSORS
    if len(start) > 1 and start[0] == 0x80 and 2 <= start[1] <= 5:
        return PICKLE
    raise CheckpointError(f"{path} is {_named(start)}.")


def _named(start: bytes) -> str:
    """What a file that cannot be opened is, by its first bytes."""
    if not start:
        return f"empty: nothing was downloaded into it; {FETCH_AGAIN}"
    for offset, mark, description in MARKS:
        if start[offset:].startswith(mark):
            return description
    text = start.decode("utf-8", errors="ignore").lstrip("\ufeff \t\r\n")
    if text[:1] == "<":
        return (
            "a web page, not weights: the site answered with a page, as Google Drive does to have the download of a "
            "large file confirmed; open its address in a browser, and save the file that it offers there"
        )
    if text and all(letter.isprintable() or letter.isspace() for letter in text):
        return f"damaged, or a text that was saved instead of weights ('{printable(text[:60])}'); {FETCH_AGAIN}"
    return (
        "damaged, or of a format that cannot be read here: weights come as .pt or .pth (torch.save), .safetensors or "
        f"NVIDIA's .pkl; {FETCH_AGAIN}"
    )
