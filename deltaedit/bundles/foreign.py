"""Opening weights of strangers: what is in a file of torch.save, safetensors or NVIDIA's, as plain data.

Nothing in a file is executed, and no more memory is taken than a few times what it holds: sizes are checked before they
are believed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from safetensors import safe_open
from torch import Tensor

from deltaedit.bundles.builders import Refused
from deltaedit.bundles.formats import FETCH_AGAIN, LEGACY, NUMPY, PICKLE, SAFETENSORS, ZIP, format_of
from deltaedit.bundles.pickles import read_pickle
from deltaedit.bundles.torch_files import ALL_BUILDERS, read_legacy, read_zip
from deltaedit.errors import CheckpointError, printable


def read_foreign(path: Path) -> Any:
    """The content of a file of weights, whoever wrote it, built without executing anything in it.

    Tensors of an uncompressed zip file (PyTorch 1.6 and later) and of safetensors stay on disk until they are used: a
    training checkpoint is several times larger than what is wanted of it.

    Returns:
        See :func:`deltaedit.bundles.pickles.read_pickle`; a dictionary of tensors for safetensors.

    Raises:
        CheckpointError: missing, damaged, of an absurd size, asking for anything but tensors and plain values, or no
            file of weights; the message says which, and what to do.
    """
    readers = {ZIP: read_zip, LEGACY: _read_legacy, PICKLE: _read_pickle, SAFETENSORS: _read_safetensors}
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
        return read_pickle(file, path.stat().st_size, builders=ALL_BUILDERS)


def _read_legacy(path: Path) -> Any:
    with path.open("rb") as file:
        return read_legacy(file, path.stat().st_size, ALL_BUILDERS)


def _read_safetensors(path: Path) -> dict[str, Tensor]:
    with safe_open(str(path), framework="pt") as file:
        return {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
