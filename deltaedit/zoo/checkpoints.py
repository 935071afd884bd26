"""Weights files: ours (safetensors with the configuration in their metadata) and the published ones (``.pt``).

Loading is strict: every tensor of the network comes from the file and every tensor of the file goes somewhere. Nothing
that is read can run code.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from deltaedit.errors import CheckpointError
from deltaedit.models import (
    DeltaMapper,
    Encoder,
    EncoderConfig,
    Generator,
    GeneratorConfig,
    MapperConfig,
)
from deltaedit.models.mapper import BranchConfig

Network = TypeVar("Network", bound=nn.Module)
CHUNK = 1 << 20
METADATA = "deltaedit"
LATENT_AVG = "latent_avg"


def sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def save_weights(path: Path, kind: str, tensors: Mapping[str, Tensor], config: object, *, half: bool = False) -> None:
    """Write a safetensors file with its kind and configuration in the metadata.

    Args:
        kind: what the file is, checked on loading.
        config: a dataclass instance or a JSON value.
        half: store floating-point tensors in half precision.
    """
    plain = config if isinstance(config, dict) else asdict(config)  # type: ignore[call-overload]
    stored = {
        name: (t.detach().half() if half and t.is_floating_point() else t.detach()).contiguous().cpu().clone()
        for name, t in tensors.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    # One entry: several are written in an order that changes from run to run; the same weights must be the same bytes.
    save_file(stored, str(partial), metadata={METADATA: json.dumps({"kind": kind, "config": plain}, sort_keys=True)})
    partial.chmod(0o644)
    partial.replace(path)


def read_weights(path: Path, kind: str) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Tensors (float32) and configuration of one of our own files.

    Raises:
        CheckpointError: missing, damaged, or of another kind.
    """
    if not path.is_file():
        raise CheckpointError(f"The weights file {path} is missing.")
    try:
        with safe_open(str(path), framework="pt") as file:
            metadata = _metadata(file.metadata() or {})
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError) as error:
        raise CheckpointError(f"{path} is damaged or not a safetensors file ({error}); fetch it again.") from error
    if metadata.get("kind") != kind:
        raise CheckpointError(f"{path} holds a {metadata.get('kind', 'foreign file')}, where a {kind} is needed.")
    tensors = {name: t.float() if t.is_floating_point() else t for name, t in tensors.items()}
    return tensors, dict(metadata.get("config", {}))


def _metadata(raw: Mapping[str, str]) -> dict[str, Any]:
    """Kind and configuration of one of our files; empty for anybody else's."""
    try:
        content = json.loads(raw[METADATA])
    except (KeyError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


@contextmanager
def _config_of(path: Path) -> Iterator[None]:
    """Turns what is wrong with the configuration in a file of ours into a sentence."""
    try:
        yield
    except (KeyError, TypeError) as error:
        raise CheckpointError(
            f"{path} was written by another version of this project ({error}); fetch or train it again."
        ) from error


def read_published(path: Path) -> dict[str, Any]:
    """A published ``.pt`` / ``.pth`` file, opened without executing anything in it.

    ``argparse.Namespace`` of plain values is the one class allowed by name: the e4e file keeps its options in one.

    Raises:
        CheckpointError: missing, damaged, or holding anything but tensors and plain values.
    """
    if not path.is_file():
        raise CheckpointError(f"The weights file {path} is missing.")
    try:
        with torch.serialization.safe_globals([argparse.Namespace]):
            content = torch.load(path, map_location="cpu", weights_only=True)
    except (pickle.UnpicklingError, RuntimeError, EOFError, OSError, ValueError, KeyError, AttributeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise CheckpointError(
            f"{path} was refused: it is damaged, or holds more than tensors and plain values ({reason})."
        ) from error
    if not isinstance(content, dict):
        raise CheckpointError(f"{path} holds a {type(content).__name__}, not a dictionary of tensors.")
    return content


def load_strictly(network: Network, tensors: Mapping[str, Tensor], origin: object) -> Network:
    """Fill a network from a state dict that must fit exactly; returns it ready for inference, without gradients.

    Raises:
        CheckpointError: a tensor is missing, left over or of another shape.
    """
    try:
        network.load_state_dict(dict(tensors), strict=True)
    except RuntimeError as error:
        lines = [line.strip() for line in str(error).splitlines()[1:4]]
        raise CheckpointError(
            f"{origin} does not fit a {type(network).__name__}: {' '.join(lines) or error}"
        ) from error
    return network.eval().requires_grad_(False)  # type: ignore[return-value]


def _is_ours(path: Path) -> bool:
    return path.suffix == ".safetensors"


def _tensors_only(content: Mapping[str, Any], prefix: str = "") -> dict[str, Tensor]:
    return {k[len(prefix) :]: v.float() for k, v in content.items() if isinstance(v, Tensor) and k.startswith(prefix)}


def load_generator(path: str | Path) -> Generator:
    """A generator from our safetensors, a rosinality ``.pt`` (``g_ema``, ``latent_avg``) or a bare state dict.

    Raises:
        CheckpointError: missing, damaged, refused, or not a generator.
    """
    path = Path(path)
    if _is_ours(path):
        tensors, _ = read_weights(path, "generator")
        latent_avg = tensors.pop(LATENT_AVG, None)
    else:
        content = read_published(path)
        state = content.get("g_ema", content)
        latent_avg = content.get(LATENT_AVG)
        tensors = _tensors_only(state)
        tensors.pop(LATENT_AVG, None)
    config = GeneratorConfig.from_state_dict(tensors)
    network = Generator(config)
    if not any(name.startswith("noises.") for name in tensors):
        # Older files store no noise; zero is then the only noise that gives the same picture every time.
        tensors.update({k: v for k, v in network.state_dict().items() if k.startswith("noises.")})
    load_strictly(network, tensors, path)
    network.latent_avg = None if latent_avg is None else latent_avg.float().reshape(-1)
    return network


def save_generator(path: Path, generator: Generator) -> None:
    """Write a generator, with its mean of w, to our format."""
    tensors = dict(generator.state_dict())
    if generator.latent_avg is not None:
        tensors[LATENT_AVG] = generator.latent_avg
    save_weights(path, "generator", tensors, generator.config)


def load_encoder(path: str | Path) -> Encoder:
    """An encoder from our safetensors or an e4e / pSp training checkpoint (``state_dict``, ``latent_avg``).

    Raises:
        CheckpointError: missing, damaged, refused, or not an e4e encoder.
    """
    path = Path(path)
    if _is_ours(path):
        tensors, raw = read_weights(path, "encoder")
        latent_avg = tensors.pop(LATENT_AVG, None)
        with _config_of(path):
            config = EncoderConfig(**{**raw, "stages": tuple(tuple(stage) for stage in raw["stages"])})
    else:
        content = read_published(path)
        state = content.get("state_dict", content)
        latent_avg = content.get(LATENT_AVG)
        prefix = "encoder." if any(k.startswith("encoder.") for k in state) else ""
        tensors = _tensors_only(state, prefix)
        tensors.pop(LATENT_AVG, None)
        config = EncoderConfig.from_state_dict(tensors)
    network = load_strictly(Encoder(config), tensors, path)
    network.latent_avg = None if latent_avg is None else latent_avg.float()
    return network


def save_encoder(path: Path, encoder: Encoder, *, half: bool = False) -> None:
    """Write an encoder, with its mean of w, to our format."""
    tensors = {k: v for k, v in encoder.state_dict().items() if not k.endswith("num_batches_tracked")}
    if encoder.latent_avg is not None:
        tensors[LATENT_AVG] = encoder.latent_avg
    save_weights(path, "encoder", tensors, encoder.config, half=half)


def load_mapper(path: str | Path) -> DeltaMapper:
    """A mapper from our safetensors or a published ``.pt``.

    Raises:
        CheckpointError: missing, damaged, refused, or not a mapper.
    """
    path = Path(path)
    if _is_ours(path):
        tensors, raw = read_weights(path, "mapper")
        with _config_of(path):
            branches = {name: BranchConfig(**raw.pop(name)) for name in ("coarse", "medium", "fine")}
            config = MapperConfig(**{**raw, **branches})
    else:
        content = read_published(path)
        tensors = _tensors_only(content.get("state_dict", content))
        config = MapperConfig.from_state_dict(tensors)
    return load_strictly(DeltaMapper(config), tensors, path)


def save_mapper(path: Path, mapper: DeltaMapper, *, half: bool = False) -> None:
    """Write a mapper to our format."""
    save_weights(path, "mapper", mapper.state_dict(), mapper.config, half=half)


def load_tensor(path: Path, kind: str, name: str) -> Tensor:
    """The one tensor of a small file of ours (a relevance matrix, a table of samples).

    Raises:
        CheckpointError: missing, damaged, or without that tensor.
    """
    tensors, _ = read_weights(path, kind)
    if name not in tensors:
        raise CheckpointError(f"{path} holds no tensor '{name}'.")
    return tensors[name]


def verify(path: Path, size: int, checksum: str) -> None:
    """Check a file against its size and SHA-256 before anything opens it.

    Raises:
        CheckpointError: missing, or not the very file that the manifest names.
    """
    if not path.is_file():
        raise CheckpointError(f"The file {path} is missing; fetch the bundle again.")
    actual = path.stat().st_size
    if actual != size:
        raise CheckpointError(
            f"{path} has {actual} bytes where its manifest says {size}: it is damaged or was cut off. Fetch it again."
        )
    if sha256(path) != checksum:
        raise CheckpointError(
            f"{path} does not have the checksum that its manifest says: it is damaged or another file. Fetch it again."
        )
