"""Weights files: ours (safetensors with the configuration in their metadata) and the published ones (``.pt``).

Loading is strict: every tensor of the network comes from the file and every tensor of the file goes somewhere. Nothing
that is read can run code.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
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
from deltaedit.zoo.nvidia import generator_from_pickle
from deltaedit.zoo.pickles import is_plain_pickle, printable, refused_name

Network = TypeVar("Network", bound=nn.Module)
CHUNK = 1 << 20
METADATA = "deltaedit"
LATENT_AVG = "latent_avg"
#: Under which names published files keep a state dict that is not the whole file.
STATE_NAMES = ("g_ema", "state_dict")
REPAIR = "Restore it; a bundle that was fetched is cleared (python -m deltaedit bundles --clear) and fetched again."


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
        half: store matrices and convolutions in half precision. Vectors stay in full: they are a thousandth of a file,
            and a variance of 1e-6 would be off by several per cent.

    Raises:
        OSError: the disk is full, or the file cannot be written; nothing half-written is left.
    """
    plain = config if isinstance(config, dict) else asdict(config)  # type: ignore[call-overload]
    # A copy of each: tensors that share memory are refused.
    stored = {
        name: t.detach().to(
            device="cpu",
            dtype=torch.float16 if half and t.is_floating_point() and t.ndim > 1 else t.dtype,
            copy=True,
            memory_format=torch.contiguous_format,
        )
        for name, t in tensors.items()
    }
    # One entry: several are written in an order that changes from run to run; the same weights must be the same bytes.
    write_tensors(path, stored, {METADATA: json.dumps({"kind": kind, "config": plain}, sort_keys=True)})


def write_tensors(path: Path, tensors: dict[str, Tensor], metadata: dict[str, str]) -> None:
    """Write a safetensors file under its name only when it is whole.

    Args:
        tensors: contiguous, on the CPU, no two of them sharing memory.

    Raises:
        OSError: the disk is full, or the file cannot be written; nothing half-written is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    try:
        save_file(tensors, str(partial), metadata=metadata)
        partial.chmod(0o644)
        partial.replace(path)
    except SafetensorError as error:
        # It hides the system's error, which is what callers handle.
        raise OSError(str(error)) from error
    finally:
        partial.unlink(missing_ok=True)


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
    # What was read is a view of the mapped file; the weights must not change, or crash, with what becomes of that.
    tensors = {
        name: t.to(torch.float32 if t.is_floating_point() else t.dtype, copy=True) for name, t in tensors.items()
    }
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
    Tensors of a zip file (PyTorch 1.6 and later) stay on disk until they are used: a training checkpoint is several
    times larger than what is wanted of it.

    Raises:
        CheckpointError: missing, damaged, or holding anything but tensors and plain values.
    """
    if not path.is_file():
        raise CheckpointError(f"The weights file {path} is missing.")
    try:
        with torch.serialization.safe_globals([argparse.Namespace]):
            content = torch.load(path, map_location="cpu", weights_only=True, mmap=_can_be_mapped(path))
    except Exception as error:
        if (asked := refused_name(error)) is not None:
            raise CheckpointError(
                f"{path} was refused: it asks for {asked}, which is none of the tensors and plain values of weights. "
                "Nothing in it was executed. Save the network's state_dict() alone, with the code that it comes from."
            ) from error
        # An unpickler fails on damaged bytes with whatever it met first; torch then first advises to read unsafely.
        lines = [line for line in str(error).splitlines() if "error:" in line] or str(error).strip().splitlines()
        reason = printable(lines[0]) if lines else type(error).__name__
        raise CheckpointError(
            f"{path} was refused: it is damaged, or holds more than tensors and plain values ({reason})."
        ) from error
    if not isinstance(content, dict):
        raise CheckpointError(f"{path} holds a {type(content).__name__}, not a dictionary of tensors.")
    return content


def published_state(content: Mapping[Any, Any], path: Path) -> dict[str, Any]:
    """The state dict in the content of a published file: its ``g_ema``, its ``state_dict``, or the content itself.

    Args:
        content: as :func:`read_published` gives it.
        path: the file, for the message.

    Returns:
        What of it has a text as its key; that need not be tensors.

    Raises:
        CheckpointError: what has that name is no dictionary.
    """
    name = next((name for name in STATE_NAMES if name in content), None)
    state = content if name is None else content[name]
    if not isinstance(state, Mapping):
        raise CheckpointError(f"The {name} in {path} is a {type(state).__name__}, not a dictionary of tensors.")
    return {key: value for key, value in state.items() if isinstance(key, str)}


def _can_be_mapped(path: Path) -> bool:
    """Whether the tensors of a published file lie in it as they are: in a zip file, and not compressed."""
    try:
        with zipfile.ZipFile(path) as archive:
            return all(entry.compress_type == zipfile.ZIP_STORED for entry in archive.infolist())
    except zipfile.BadZipFile:
        return False


def load_strictly(network: Network, tensors: Mapping[str, Tensor], origin: object) -> Network:
    """Fill a network from a state dict that must fit exactly; returns it ready for inference, without gradients.

    The network takes the very tensors, without a copy, so it may come from the meta device, where weights that are
    replaced at once cost neither memory nor time.

    Raises:
        CheckpointError: a tensor is missing, left over or of another shape.
    """
    try:
        network.load_state_dict(dict(tensors), strict=True, assign=True)
    except RuntimeError as error:
        lines = [line.strip() for line in str(error).splitlines()[1:4]]
        raise CheckpointError(
            f"{origin} does not fit a {type(network).__name__}: {' '.join(lines) or error}"
        ) from error
    return network.eval().requires_grad_(False)  # type: ignore[return-value]


def _is_ours(path: Path) -> bool:
    return path.suffix == ".safetensors"


def _tensors_only(state: Mapping[str, Any], path: Path, prefix: str = "") -> dict[str, Tensor]:
    """The tensors under a prefix, without it, in single precision.

    Raises:
        CheckpointError: a tensor that is no plain array of numbers.
    """
    tensors = {
        name[len(prefix) :]: value
        for name, value in state.items()
        if isinstance(value, Tensor) and name.startswith(prefix)
    }
    for name, tensor in tensors.items():
        if tensor.is_meta or tensor.is_quantized or tensor.is_complex() or tensor.layout != torch.strided:
            raise CheckpointError(f"{path} holds a tensor '{name[:80]}' that is no plain array of real numbers.")
    return {k: v.float() if v.is_floating_point() else v for k, v in tensors.items()}


def load_generator(path: str | Path) -> Generator:
    """A generator from our safetensors or from a file that others published.

    Theirs are a rosinality ``.pt`` (``g_ema``, ``latent_avg``), a bare state dict, a training checkpoint of pSp, e4e or
    ReStyle (whose ``decoder`` it is) and NVIDIA's ``.pkl``; which one it is shows in its content. Where a file stores
    no noise, as older ones, zero is the only noise that gives the same picture every time:
    ``Generator.stored_noise`` then is False.

    Raises:
        CheckpointError: missing, damaged, refused, or not a generator.
    """
    path = Path(path)
    if _is_ours(path):
        tensors, raw = read_weights(path, "generator")
        latent_avg = tensors.pop(LATENT_AVG, None)
        return Generator.from_tensors(_generator_config(raw, tensors, path), tensors, latent_avg, path)
    if is_plain_pickle(path):
        return generator_from_pickle(path)
    content = read_published(path)
    state = published_state(content, path)
    tensors = _tensors_only(state, path, "decoder." if any(name.startswith("decoder.") for name in state) else "")
    tensors.pop(LATENT_AVG, None)
    config = GeneratorConfig.from_state_dict(tensors)
    return Generator.from_tensors(config, tensors, _mean_w(content.get(LATENT_AVG), path), path)


def _generator_config(raw: Mapping[str, Any], tensors: Mapping[str, Tensor], path: Path) -> GeneratorConfig:
    """The configuration in a generator of ours, which must be that of its tensors."""
    with _config_of(path):
        declared = GeneratorConfig(**{**raw, "channels": tuple(raw["channels"])})
    shapes = GeneratorConfig.from_state_dict(tensors)
    if replace(shapes, conv_clamp=declared.conv_clamp, stored_noise=declared.stored_noise) != declared:
        raise CheckpointError(f"{path} holds tensors of another shape than its configuration says; fetch it again.")
    return declared


def _mean_w(latent_avg: object, path: Path) -> Tensor | None:
    """The mean of w in a file: a row, or the same row for every row of W+; None where there is no such mean."""
    if latent_avg is None:
        return None
    if not isinstance(latent_avg, Tensor) or latent_avg.ndim not in (1, 2) or not latent_avg.numel():
        raise CheckpointError(f"The latent_avg in {path} is no mean of w, a tensor of one or two dimensions.")
    rows = latent_avg.float().reshape(-1, latent_avg.shape[-1])
    # Rows that differ are a mean of W+, in which no mean of w can be found.
    return rows[0].clone() if torch.equal(rows, rows[:1].expand_as(rows)) else None


def save_generator(path: Path, generator: Generator) -> None:
    """Write a generator, with its mean of w, to our format."""
    tensors = dict(generator.state_dict())
    if generator.latent_avg is not None:
        tensors[LATENT_AVG] = generator.latent_avg
    save_weights(path, "generator", tensors, generator.config)


def load_encoder(path: str | Path) -> Encoder:
    """An encoder from our safetensors or a training checkpoint of e4e, pSp or ReStyle.

    Which of them it is says ``opts.encoder_type`` in the checkpoint, or else the shapes of its tensors.

    Raises:
        CheckpointError: missing, damaged, refused, or none of these encoders.
    """
    path = Path(path)
    if _is_ours(path):
        tensors, raw = read_weights(path, "encoder")
        latent_avg = tensors.pop(LATENT_AVG, None)
        with _config_of(path):
            config = EncoderConfig(**{**raw, "stages": tuple(tuple(stage) for stage in raw["stages"])})
    else:
        content = read_published(path)
        options = _options(content)
        state = published_state(content, path)
        prefix = "encoder." if any(name.startswith("encoder.") for name in state) else ""
        tensors = _tensors_only(state, path, prefix)
        tensors.pop(LATENT_AVG, None)
        config = EncoderConfig.from_state_dict(tensors, options)
        latent_avg = content.get(LATENT_AVG)
        if options.get("start_from_latent_avg") is False and not config.iterative:
            # e4e and pSp may be trained to give the code itself; ReStyle always starts at the mean.
            latent_avg = torch.zeros(config.style_dim)
    with torch.device("meta"):
        network = Encoder(config)
    load_strictly(network, tensors, path)
    network.latent_avg = None if latent_avg is None else _mean_code(latent_avg, config, path)
    return network


def _options(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a training checkpoint says of its own training; empty where it says nothing."""
    options = content.get("opts")
    if isinstance(options, argparse.Namespace):
        return vars(options)
    return options if isinstance(options, dict) else {}


def _mean_code(latent_avg: object, config: EncoderConfig, path: Path) -> Tensor:
    """The mean of w in a file, as [style_dim] or [n_styles, style_dim]."""
    shapes = [(config.style_dim,), (1, config.style_dim), (config.n_styles, config.style_dim)]
    if not isinstance(latent_avg, Tensor) or tuple(latent_avg.shape) not in shapes:
        found = f"a {type(latent_avg).__name__}"
        found = f"of shape {list(latent_avg.shape)}" if isinstance(latent_avg, Tensor) else found
        raise CheckpointError(
            f"The latent_avg in {path} is {found}, where {list(shapes[0])} or {list(shapes[-1])} fits."
        )
    return latent_avg.float().squeeze(0) if latent_avg.shape[0] == 1 else latent_avg.float()


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
        tensors = _tensors_only(published_state(read_published(path), path), path)
        try:
            config = MapperConfig.from_state_dict(tensors)
        except IndexError as error:
            raise CheckpointError(f"{path} is not a Delta Mapper: a tensor has too few dimensions.") from error
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
    name = f"{path.parent.name}/{path.name}"
    if not path.is_file():
        raise CheckpointError(f"The file {name} is missing. {REPAIR}")
    actual = path.stat().st_size
    if actual != size:
        raise CheckpointError(
            f"{name} has {actual} bytes where its manifest says {size}: it is damaged or was cut off. {REPAIR}"
        )
    if sha256(path) != checksum:
        raise CheckpointError(
            f"{name} does not have the checksum that its manifest says: it is damaged or another file. {REPAIR}"
        )
