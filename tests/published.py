"""The rule by which the golden outputs' weights were filled (see tests/golden/spec.json)."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

GOLDEN = Path(__file__).parent / "golden"
SPEC = json.loads((GOLDEN / "spec.json").read_text())


def golden(name: str) -> dict[str, Tensor]:
    with np.load(GOLDEN / f"{name}.npz") as file:
        return {key: torch.from_numpy(np.asarray(file[key])) for key in file.files}


def draw(name: str, shape: list[int]) -> NDArray[np.float32]:
    rng = np.random.default_rng([zlib.crc32(name.encode()), SPEC["seed"]])
    return rng.standard_normal(shape).astype(np.float32)


def _generator(name: str, shape: list[int], x: NDArray[np.float32]) -> NDArray[np.float32]:
    if name.endswith("modulation.bias"):
        return 1 + 0.1 * x
    if name.endswith(("bias", "noise.weight")):
        return 0.1 * x
    return 100 * x if name.startswith("style.") and name.endswith("weight") else x


def _mapper(name: str, shape: list[int], x: NDArray[np.float32]) -> NDArray[np.float32]:
    return 100 * x if name.endswith("weight") else 10 * x


def _encoder(name: str, shape: list[int], x: NDArray[np.float32]) -> NDArray[np.float32]:
    if name.endswith("running_var"):
        return np.abs(x) * 0.1 + 0.9
    if name.endswith("running_mean"):
        return 0.1 * x
    if len(shape) == 4:
        return x * np.sqrt(1 / (shape[1] * shape[2] * shape[3]))
    if "linear" in name:
        return x if name.endswith("weight") else 0.1 * x
    return 0.5 + 0.05 * x if name.endswith("weight") else 0.05 * x


def state_dict(network: str) -> dict[str, Tensor]:
    """A state dict in the published key layout with the golden weights."""
    rule = {"delta_mapper": _mapper, "e4e_encoder": _encoder}.get(network, _generator)
    return {
        name: torch.from_numpy(np.asarray(rule(name, shape, draw(name, shape)), dtype=np.float32))
        for name, shape in SPEC[network].items()
    }


def relative(ours: Tensor, reference: Tensor) -> float:
    """Largest absolute difference in units of the reference's standard deviation."""
    return float((ours - reference).abs().max() / reference.std())
