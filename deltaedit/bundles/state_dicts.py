"""Finding a network in what people save: under any name, and with any prefix before the names of its tensors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from deltaedit.errors import CheckpointError, listed, printable, with_article

LATENT_AVG = "latent_avg"
#: The part that DataParallel adds to the names of tensors, and the tensor that torch's AveragedModel adds.
WRAPPER, WRAPPER_COUNT = "module", "n_averaged"
#: Names such as g_ema, G_ema, params_ema or ema: of several copies of a network, the averaged one is used.
AVERAGED = re.compile(r"(^|[._])ema($|[._])", re.IGNORECASE)
MAX_NESTING = 4


@dataclass(frozen=True)
class Kind:
    """A kind of network.

    Attributes:
        name: for messages.
        marks: names of tensors that only this kind has.
    """

    name: str
    marks: tuple[str, ...]


GENERATOR = Kind("StyleGAN2 generator", ("input.input", "conv1.conv.weight"))
ENCODER = Kind("encoder (e4e, pSp or ReStyle)", ("styles.0.linear.weight", "styles.0.convs.0.weight"))
MAPPER = Kind("Delta Mapper", ("cm_coarse.mapping.1.weight",))
CLIP = Kind("CLIP model", ("visual.conv1.weight",))
KINDS = (GENERATOR, ENCODER, MAPPER)
#: Names of tensors in the state dicts of NVIDIA's generators.
NVIDIA_NAMES = ("synthesis.b4.const", "mapping.fc0.weight")


@dataclass(frozen=True)
class Found:
    """A network that was found in a file.

    Attributes:
        tensors: its state dict; floating-point tensors as float32, each in its own memory.
        latent_avg: the mean of w, unchecked; None where there is none.
    """

    tensors: dict[str, Tensor]
    latent_avg: Any


def networks(content: Any) -> list[Kind]:
    """The kinds of network in the content of a file."""
    return [kind for kind in KINDS if any(True for _ in _locations(content, kind))]


def find_network(content: Any, kind: Kind, path: Path) -> Found:
    """The network of a kind in the content of a file; the averaged one if there are several.

    Args:
        content: from :func:`deltaedit.bundles.foreign.read_foreign`.
        path: the file, for messages.

    Raises:
        CheckpointError: there is none, there are several that are not averaged, or a tensor is not an array of numbers.
    """
    found = {".".join((*keys, prefix)).strip("."): (keys, prefix) for keys, prefix in _locations(content, kind)}
    chosen = [name for name in found if AVERAGED.search(name)] or list(found)
    if not chosen:
        raise CheckpointError(f"{path} is not {with_article(kind.name)}: {description_of(content)}.")
    if len(chosen) > 1:
        raise CheckpointError(
            f"{path} holds more than one {kind.name}, under {listed(map(printable, chosen[:8]))}, and none of these "
            "names marks the averaged one; save the right one alone."
        )
    keys, prefix = found[chosen[0]]
    state, around = content, [content]
    for name in keys:
        state = state[name]
        around.append(state)
    state = _unwrapped(state, path)
    around[-1] = state
    tensors = {name[len(prefix) :]: value for name, value in state.items() if name.startswith(prefix)}
    for name in (LATENT_AVG, WRAPPER_COUNT):
        tensors.pop(name, None)
    return Found(
        {name: _plain(value, name, path) for name, value in tensors.items() if isinstance(value, (Tensor, np.ndarray))},
        _latent_avg(around, prefix),
    )


def _locations(content: Any, kind: Kind) -> Iterator[tuple[tuple[str, ...], str]]:
    """The locations of networks of a kind: the keys of a nested dictionary, and the prefix of the names in it."""
    for keys, state in _dictionaries(content):
        names = {_without_wrapper(name) for name, value in state.items() if isinstance(value, (Tensor, np.ndarray))}
        prefixes = {
            name[: -len(mark)] for mark in kind.marks for name in names if name == mark or name.endswith(f".{mark}")
        }
        for prefix in sorted(prefixes):
            yield keys, prefix


def _dictionaries(content: Any) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every dictionary in a content once, with the keys that lead to it, and only its entries with string keys."""
    seen: set[int] = set()
    waiting: list[tuple[tuple[str, ...], Any]] = [((), content)]
    while waiting:
        keys, state = waiting.pop()
        if not isinstance(state, Mapping) or id(state) in seen:
            continue
        seen.add(id(state))
        named = {name: value for name, value in state.items() if isinstance(name, str)}
        yield keys, named
        if len(keys) < MAX_NESTING:
            waiting += [((*keys, name), value) for name, value in named.items() if isinstance(value, Mapping)]


def _without_wrapper(name: str) -> str:
    return ".".join(part for part in name.split(".") if part != WRAPPER) if WRAPPER in name else name


def _unwrapped(state: Mapping[Any, Any], path: Path) -> dict[str, Any]:
    """A state dict without ``module.`` in its names.

    Raises:
        CheckpointError: two names become the same.
    """
    named = {name: value for name, value in state.items() if isinstance(name, str)}
    plain = {_without_wrapper(name): value for name, value in named.items()}
    if len(plain) < len(named):
        raise CheckpointError(f"{path} holds tensors twice, with '{WRAPPER}.' in their names and without; keep one.")
    return plain


def _latent_avg(around: list[Any], prefix: str) -> Any:
    """The mean of w that is nearest to the network: in it, beside it, or in a dictionary around it."""
    parts = prefix.split(".")[:-1]
    within = [".".join((*parts[:count], LATENT_AVG)) for count in range(len(parts), 0, -1)]
    candidates = [around[-1].get(name) for name in within]
    candidates += [state.get(LATENT_AVG) for state in reversed(around)]
    return next((value for value in candidates if value is not None), None)


def description_of(content: Any) -> str:
    """What a file holds, in words, for the message that a network was not found in it."""
    if not isinstance(content, Mapping):
        return (
            f"it holds a {printable(content) if not isinstance(content, str) else 'text'}, not a dictionary of tensors"
        )
    names = [name for _, state in _dictionaries(content) for name in state]
    if any(name.endswith(NVIDIA_NAMES) for name in names):
        return (
            "it is the state_dict() of one of NVIDIA's networks (stylegan2-ada-pytorch, stylegan3), which lacks the "
            "network's configuration; give their .pkl file, which has both"
        )
    if found := networks(content):
        return f"it holds {' and '.join(with_article(kind.name) for kind in found)}"
    shown = [printable(name) for name in list(content)[:6]]
    return f"none of its tensors has a name that such a network has; it holds {listed(shown)}"


def _plain(value: Any, name: str, path: Path) -> Tensor:
    """A tensor of a network: real numbers, float32 where floating-point, in its own memory."""
    tensor = as_tensor(value)
    if tensor is None:
        raise CheckpointError(f"{path} holds a tensor '{printable(name)}' that is not a plain array of real numbers.")
    return owned(tensor)


def owned(tensor: Tensor) -> Tensor:
    """A tensor, float32 where floating-point, that keeps no file mapped and no larger tensor in memory."""
    dtype = torch.float32 if tensor.is_floating_point() else tensor.dtype
    return tensor.to(dtype, copy=tensor.untyped_storage().nbytes() != tensor.nbytes)


def as_tensor(value: Any) -> Tensor | None:
    """A tensor of real numbers from a tensor or a numpy value; None for anything else."""
    if isinstance(value, Tensor):
        plain = value.layout == torch.strided and not (value.is_meta or value.is_quantized or value.is_complex())
        return value.detach() if plain else None
    if not isinstance(value, (np.ndarray, np.generic)) or value.dtype.kind not in "fiub":
        return None
    array = np.asarray(value)
    return torch.from_numpy(array.astype(array.dtype.newbyteorder("="), copy=True))
