"""Weights files: our own (safetensors with the configuration in their metadata) and published ones.

Loading is strict: every tensor of the network must be in the file, and every tensor of the file must be used. Nothing
in a file is executed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from deltaedit.bundles.foreign import SAFETENSORS, format_of, read_foreign
from deltaedit.bundles.nvidia import generator_of_nvidia, holds_nvidias_networks
from deltaedit.bundles.state_dicts import ENCODER, GENERATOR, LATENT_AVG, MAPPER, as_tensor, find_network, owned
from deltaedit.errors import CheckpointError, printable, with_article
from deltaedit.files import written_whole
from deltaedit.models import DeltaMapper, Encoder, EncoderConfig, Generator, GeneratorConfig, MapperConfig
from deltaedit.models.loading import load_strictly as load_strictly
from deltaedit.models.loading import on_meta
from deltaedit.schema import checked

Config = TypeVar("Config")
CHUNK = 1 << 20
METADATA = "deltaedit"
REPAIR = "Restore it; if the bundle was fetched, remove it (python -m deltaedit bundles --clear) and fetch it again."


def sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file, read in chunks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def save_weights(path: Path, kind: str, tensors: Mapping[str, Tensor], config: object, *, half: bool = False) -> None:
    """Write a safetensors file with its kind and configuration in the metadata.

    Args:
        kind: what the file holds, checked on loading.
        config: a dataclass instance or a dictionary of JSON values.
        half: store matrices and convolutions in half precision. Vectors stay in single precision: they are a thousandth
            of a file, and a variance of 1e-6 would be off by several per cent.

    Raises:
        OSError: the disk is full, or the file cannot be written; no incomplete file is left.
    """
    plain = config if isinstance(config, dict) else asdict(config)  # type: ignore[call-overload]
    # Copied, since safetensors refuses tensors that share memory.
    stored = {
        name: t.detach().to(
            device="cpu",
            dtype=torch.float16 if half and t.is_floating_point() and t.ndim > 1 else t.dtype,
            copy=True,
            memory_format=torch.contiguous_format,
        )
        for name, t in tensors.items()
    }
    # A single entry, since several are written in random order, and the same weights must give the same bytes.
    write_tensors(path, stored, {METADATA: json.dumps({"kind": kind, "config": plain}, sort_keys=True)})


def write_tensors(path: Path, tensors: dict[str, Tensor], metadata: dict[str, str]) -> None:
    """Write a safetensors file atomically.

    Args:
        tensors: contiguous, on the CPU, no two of them sharing memory.

    Raises:
        OSError: the disk is full, or the file cannot be written; no incomplete file is left.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with written_whole(path) as partial:
            save_file(tensors, str(partial), metadata=metadata)
    except SafetensorError as error:
        # It wraps the operating system's error, which callers handle.
        raise OSError(str(error)) from error


def read_weights(path: Path, kind: str) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Tensors (float32) and configuration of one of our own files.

    Raises:
        CheckpointError: the file is missing, damaged, or of another kind.
    """
    if format_of(path) != SAFETENSORS:
        raise CheckpointError(f"{path} is not a safetensors file, so not {with_article(kind)} of ours; fetch it again.")
    with _opened(path) as file:
        metadata = _metadata(file.metadata() or {})
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    if metadata.get("kind") != kind:
        found = metadata.get("kind")
        found = printable(found) if isinstance(found, str) else "foreign file"
        raise CheckpointError(f"{path} holds {with_article(found)}, where {with_article(kind)} is needed.")
    config = metadata.get("config", {})
    if not isinstance(config, dict):
        raise CheckpointError(f"{path} has a {printable(config)} as its configuration; fetch it again.")
    # Copied: the tensors are views of the mapped file, and must not change, or crash, when the file is overwritten.
    tensors = {
        name: t.to(torch.float32 if t.is_floating_point() else t.dtype, copy=True) for name, t in tensors.items()
    }
    return tensors, config


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """An open safetensors file; errors of its decoder become a :class:`CheckpointError`."""
    try:
        with safe_open(str(path), framework="pt") as file:
            yield file
    except CheckpointError:
        raise
    except Exception as error:
        reason = printable(str(error)).removesuffix(".")
        raise CheckpointError(f"{path} is damaged or not a safetensors file ({reason}); fetch it again.") from error


def _metadata(raw: Mapping[str, str]) -> dict[str, Any]:
    """Kind and configuration in the metadata of one of our files; empty for any other file."""
    try:
        content = json.loads(raw[METADATA])
    except (KeyError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _written_by_us(path: Path) -> bool:
    """Whether a file is a safetensors file with our metadata, whatever its name.

    Raises:
        CheckpointError: the file is missing, damaged, or of no format of weights.
    """
    if format_of(path) != SAFETENSORS:
        return False
    with _opened(path) as file:
        return METADATA in (file.metadata() or {})


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Add the file's name to an error about its configuration or the shapes of its tensors."""
    try:
        yield
    except CheckpointError as error:
        reason = "".join(letter if letter.isprintable() else " " for letter in str(error))
        raise CheckpointError(f"{path} cannot be used: {reason[:1].lower()}{reason[1:]}") from error


def _read_own(path: Path, kind: str, schema: type[Config]) -> tuple[dict[str, Tensor], Config]:
    """Tensors and checked configuration of one of our own files."""
    tensors, raw = read_weights(path, kind)
    with _explained(path):
        try:
            return tensors, checked(schema, raw, "its configuration", CheckpointError)
        except CheckpointError as error:
            raise CheckpointError(
                f"{error} It is damaged, or was written by another version of this project; fetch or train it again."
            ) from error


def load_generator(path: str | Path) -> Generator:
    """Load a generator from our safetensors or from a published file, which is recognised by its content.

    That may be a rosinality ``.pt`` or ``.safetensors`` (``g_ema``, ``latent_avg``), a bare state dict, a training
    checkpoint of pSp, e4e or ReStyle (as its ``decoder``), or NVIDIA's ``.pkl``. Older files store no noise: then it is
    zeros, so that pictures are reproducible, and ``GeneratorConfig.stored_noise`` is False.

    Raises:
        CheckpointError: the file is missing, damaged, refused, or not a generator.
    """
    path = Path(path)
    if _written_by_us(path):
        tensors, declared = _read_own(path, "generator", GeneratorConfig)
        latent_avg = tensors.pop(LATENT_AVG, None)
        with _explained(path):
            shapes = GeneratorConfig.from_state_dict(tensors)
        if replace(shapes, conv_clamp=declared.conv_clamp, stored_noise=declared.stored_noise) != declared:
            raise CheckpointError(f"{path} holds tensors of another shape than its configuration says; fetch it again.")
        return Generator.from_tensors(declared, tensors, latent_avg, path)
    content = read_foreign(path)
    if holds_nvidias_networks(content):
        return generator_of_nvidia(content, path)
    found = find_network(content, GENERATOR, path)
    with _explained(path):
        config = GeneratorConfig.from_state_dict(found.tensors)
    return Generator.from_tensors(config, found.tensors, _mean_w(found.latent_avg, path), path)


def _mean_w(latent_avg: object, path: Path) -> Tensor | None:
    """The mean of w in a file: one row, or equal rows for all of W+; None where there is none, or the rows differ."""
    if latent_avg is None:
        return None
    mean = as_tensor(latent_avg)
    if mean is None or mean.ndim not in (1, 2) or not mean.numel():
        raise CheckpointError(f"The latent_avg in {path} is not a mean of w, an array of one or two dimensions.")
    rows = mean.float().reshape(-1, mean.shape[-1])
    # Rows that differ are a mean of W+, from which no mean of w can be derived.
    return rows[0].clone() if torch.equal(rows, rows[:1].expand_as(rows)) else None


def save_generator(path: Path, generator: Generator) -> None:
    """Write a generator, with its mean of w, in our format."""
    tensors = dict(generator.state_dict())
    if generator.latent_avg is not None:
        tensors[LATENT_AVG] = generator.latent_avg
    save_weights(path, "generator", tensors, generator.config)


def load_encoder(path: str | Path) -> Encoder:
    """Load an encoder from our safetensors or from a training checkpoint of e4e, pSp or ReStyle.

    Its type is read from ``opts.encoder_type`` in the checkpoint or, without that, from the shapes of its tensors.

    Raises:
        CheckpointError: the file is missing, damaged, refused, or none of these encoders.
    """
    path = Path(path)
    if _written_by_us(path):
        tensors, config = _read_own(path, "encoder", EncoderConfig)
        latent_avg: object = tensors.pop(LATENT_AVG, None)
    else:
        content = read_foreign(path)
        found = find_network(content, ENCODER, path)
        options, tensors, latent_avg = _options(content), found.tensors, found.latent_avg
        with _explained(path):
            config = EncoderConfig.from_state_dict(tensors, options)
        if options.get("start_from_latent_avg") is False and not config.iterative:
            # e4e and pSp may be trained to predict the code itself; ReStyle always starts at the mean.
            latent_avg = torch.zeros(config.style_dim)
    network = load_strictly(on_meta(Encoder, config, path), tensors, path)
    network.latent_avg = None if latent_avg is None else _mean_code(latent_avg, config, path)
    return network


def _options(content: Mapping[str, Any]) -> dict[str, Any]:
    """The options of a training checkpoint as plain values; empty where it has none."""
    options = content.get("opts")
    return {name: _plain_value(value) for name, value in options.items()} if isinstance(options, dict) else {}


def _plain_value(value: Any) -> Any:
    """A plain number, text or None, also from numpy and torch; for anything else the name of its type."""
    if isinstance(value, (np.generic, np.ndarray, Tensor)) and value.shape in ((), (1,)):
        value = value.item()
    small = isinstance(value, (bool, float, type(None))) or (isinstance(value, int) and abs(value) < 1 << 63)
    return value if small else printable(value)


def _mean_code(latent_avg: object, config: EncoderConfig, path: Path) -> Tensor:
    """The mean of w in a file, as [style_dim] or [n_styles, style_dim]."""
    shapes = [(config.style_dim,), (1, config.style_dim), (config.n_styles, config.style_dim)]
    mean = as_tensor(latent_avg)
    if mean is None or tuple(mean.shape) not in shapes:
        found = f"a {type(latent_avg).__name__}" if mean is None else f"of shape {list(mean.shape)}"
        raise CheckpointError(
            f"The latent_avg in {path} is {found}, where {list(shapes[0])} or {list(shapes[-1])} fits."
        )
    return owned(mean.float()[0] if mean.shape[0] == 1 and mean.ndim == 2 else mean.float())


def save_encoder(path: Path, encoder: Encoder, *, half: bool = False) -> None:
    """Write an encoder, with its mean of w, in our format."""
    tensors = {k: v for k, v in encoder.state_dict().items() if not k.endswith("num_batches_tracked")}
    if encoder.latent_avg is not None:
        tensors[LATENT_AVG] = encoder.latent_avg
    save_weights(path, "encoder", tensors, encoder.config, half=half)


def load_mapper(path: str | Path) -> DeltaMapper:
    """Load a mapper from our safetensors or from a published file.

    Raises:
        CheckpointError: the file is missing, damaged, refused, or not a mapper.
    """
    path = Path(path)
    if _written_by_us(path):
        tensors, config = _read_own(path, "mapper", MapperConfig)
    else:
        tensors = find_network(read_foreign(path), MAPPER, path).tensors
        with _explained(path):
            config = MapperConfig.from_state_dict(tensors)
    return load_strictly(on_meta(DeltaMapper, config, path), tensors, path)


def save_mapper(path: Path, mapper: DeltaMapper, *, half: bool = False) -> None:
    """Write a mapper in our format."""
    save_weights(path, "mapper", mapper.state_dict(), mapper.config, half=half)


def verify(path: Path, size: int, checksum: str) -> None:
    """Check a file against its size and SHA-256 before anything opens it.

    Raises:
        CheckpointError: the file is missing, or differs from the one in the manifest.
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
            f"{name} does not have the checksum in its manifest: it is damaged, or another file. {REPAIR}"
        )
