"""Converting published files to our safetensors, once, so that nothing else has to read foreign formats.

Each ``convert_*`` reads one published file, keeps what inference needs and writes it in our format: the same bytes
every time. Encoders and mappers are stored in half precision (which changes their outputs by well under one per cent),
generators and relevance matrices as they are, CLIP in half precision where that is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from deltaedit.bundles.foreign import NUMPY, format_of, read_foreign
from deltaedit.bundles.nvidia import holds_nvidias_networks
from deltaedit.bundles.recipes import CLIP_CONFIG_FILE, PART_FILES
from deltaedit.bundles.state_dicts import CLIP, ENCODER, GENERATOR, MAPPER, description_of, find_network, networks
from deltaedit.bundles.weights import (
    load_encoder,
    load_generator,
    load_mapper,
    save_encoder,
    save_generator,
    save_mapper,
    save_weights,
    write_tensors,
)
from deltaedit.errors import CheckpointError, listed, printable
from deltaedit.files import write_json
from deltaedit.models.loading import on_meta

#: Draws of z for the mean of w and the standard deviation of S, which need no synthesis.
SEED, DRAWS = 20231024, 10_000
READABLE = (
    "a StyleGAN2 generator (rosinality .pt, bare state dict, or NVIDIA .pkl)",
    "a pSp, e4e or ReStyle training checkpoint",
    "a Delta Mapper",
    "a relevance matrix (.npy)",
)


def convert(path: Path, out: Path) -> list[Path]:
    """Recognise a published file by its content and write it into the folder ``out``.

    A training checkpoint that holds both an encoder and a generator yields both.

    Returns:
        The files written.

    Raises:
        CheckpointError: the file is missing, damaged, refused, or of a kind that cannot be converted.
    """
    if format_of(path) == NUMPY:
        return [convert_relevance(path, out)]
    content = read_foreign(path)
    kinds = [GENERATOR] if holds_nvidias_networks(content) else networks(content)
    if not kinds:
        raise CheckpointError(f"{path} cannot be converted: {description_of(content)}. Give {' or '.join(READABLE)}.")
    # The checkpoint, which may exceed a gigabyte, is read again below; holding it twice would need too much memory.
    del content
    converters = {ENCODER: convert_encoder, GENERATOR: convert_generator, MAPPER: convert_mapper}
    return [convert_part(path, out) for kind, convert_part in converters.items() if kind in kinds]


def convert_generator(path: Path, out: Path) -> Path:
    """Convert a generator with its stored noise and its mean of w, which is computed where the file lacks it."""
    target, generator = out / PART_FILES["generator"], load_generator(path)
    if generator.latent_avg is None:
        rng = torch.Generator().manual_seed(SEED)
        generator.latent_avg = generator.mean_w(torch.randn(DRAWS, generator.z_dim, generator=rng))
    save_generator(target, generator)
    return target


def convert_encoder(path: Path, out: Path) -> Path:
    """Convert an encoder with its mean of w; the rest of its training checkpoint is left out."""
    target = out / PART_FILES["encoder"]
    save_encoder(target, load_encoder(path), half=True)
    return target


def convert_mapper(path: Path, out: Path) -> Path:
    """Convert a mapper."""
    target = out / PART_FILES["mapper"]
    save_mapper(target, load_mapper(path), half=True)
    return target


def convert_relevance(path: Path, out: Path) -> Path:
    """Convert a relevance matrix [channels, CLIP width] of half or single precision from NumPy's format.

    Raises:
        CheckpointError: the file is missing or damaged, holds objects, or is not such a matrix.
    """
    if format_of(path) != NUMPY:
        raise CheckpointError(f"{path} is damaged or not an array in NumPy's format (.npy); fetch it again.")
    try:
        # Mapped into memory, so that a false size in the header reserves nothing.
        with np.errstate(all="ignore"):
            matrix = np.load(path, mmap_mode="r", allow_pickle=False)
    except Exception as error:
        # NumPy raises many kinds of errors on a damaged header.
        reason = printable(str(error)).removesuffix(".")
        raise CheckpointError(
            f"{path} cannot be read as a NumPy array of plain numbers ({reason}): it is damaged, cut off, or claims "
            "more than it holds; fetch it again."
        ) from error
    if matrix.ndim != 2 or not matrix.size or matrix.dtype not in (np.float16, np.float32):
        raise CheckpointError(
            f"{path} is not a relevance matrix: that is [channels, CLIP width] of float16 or float32, and this is "
            f"{matrix.dtype} {list(matrix.shape)}."
        )
    target = out / PART_FILES["relevance"]
    half = matrix.dtype == np.float16
    save_weights(target, "relevance", {"matrix": torch.from_numpy(np.array(matrix, order="C"))}, {}, half=half)
    return target


def convert_clip(path: Path, out: Path, model: str | Mapping[str, Any]) -> list[Path]:
    """Convert an open_clip model's published safetensors to a folder that open_clip can load.

    Args:
        model: open_clip's name of the model, or its ``model_cfg``.

    Returns:
        The configuration file and the weights file.

    Raises:
        CheckpointError: the file is damaged, or its tensors are not those of the model.
    """
    import open_clip

    shape = dict(model) if isinstance(model, Mapping) else open_clip.get_model_config(model)
    if shape is None:
        raise CheckpointError(f"open_clip knows no model '{model}'; it knows {listed(open_clip.list_models())}.")
    state = find_network(read_foreign(path), CLIP, path).tensors
    wanted = on_meta(lambda config: open_clip.model.CLIP(**config), shape, path).state_dict()
    differing = sorted(wanted.keys() ^ state.keys())
    differing += sorted(k for k in wanted.keys() & state.keys() if wanted[k].shape != state[k].shape)
    if differing:
        raise CheckpointError(f"{path} does not fit open_clip's model: {listed(map(printable, differing[:3]))} differ.")
    config_file, weights = out / CLIP_CONFIG_FILE, out / PART_FILES["clip"]
    config_file.parent.mkdir(parents=True, exist_ok=True)
    write_json(config_file, {"model_cfg": shape})
    write_tensors(weights, {k: _half_where_exact(v) for k, v in state.items()}, {"format": "pt"})
    return [config_file, weights]


def _half_where_exact(tensor: Tensor) -> Tensor:
    """Half precision where that loses nothing, as for most weights of OpenAI's CLIP, which were trained in it."""
    if tensor.dtype == torch.float32 and torch.equal((half := tensor.half()).float(), tensor):
        return half.contiguous()
    return tensor.contiguous().clone()
