"""Published ``.pt`` files to ours, once, so that everything later opens safetensors."""

from __future__ import annotations

import json
from pathlib import Path

from safetensors.torch import save_file
from torch import Tensor

from deltaedit.errors import CheckpointError
from deltaedit.zoo.checkpoints import (
    load_encoder,
    load_generator,
    load_mapper,
    read_published,
    save_encoder,
    save_generator,
    save_mapper,
    save_weights,
)

CLIP_FOLDER = "clip"


def convert(path: Path, out: Path) -> list[Path]:
    """Recognise a generator, encoder, mapper or open_clip model by its tensors and write it into ``out``.

    A generator whose file also holds ``code_mean``, ``code_std`` and ``projection`` (z is then a projected code) leaves
    these in ``code.safetensors``.

    Returns:
        The files written.

    Raises:
        CheckpointError: missing, damaged, refused, or none of the four.
    """
    content = read_published(path)
    state = content.get("g_ema") or content.get("state_dict") or content
    if "config" in content and any(key.startswith("visual.") for key in state):
        folder = out / CLIP_FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        config_file = folder / "open_clip_config.json"
        config_file.write_text(json.dumps({"model_cfg": content["config"]}, indent=2) + "\n", encoding="utf-8")
        weights = folder / "open_clip_model.safetensors"
        save_file({k: v.contiguous().clone() for k, v in state.items()}, str(weights), metadata={"format": "pt"})
        weights.chmod(0o644)
        return [config_file, weights]
    if "input.input" in state:
        written = [out / "generator.safetensors"]
        save_generator(written[0], load_generator(path))
        code: dict[str, Tensor] = {
            name: content[name] for name in ("code_mean", "code_std", "projection") if name in content
        }
        if code:
            written.append(out / "code.safetensors")
            save_weights(written[1], "code", code, {})
        return written
    if "cm_coarse.mapping.1.weight" in state:
        save_mapper(out / "mapper.safetensors", load_mapper(path))
        return [out / "mapper.safetensors"]
    if any(key.endswith("input_layer.0.weight") for key in state):
        save_encoder(out / "encoder.safetensors", load_encoder(path))
        return [out / "encoder.safetensors"]
    raise CheckpointError(
        f"{path} is none of what can be converted: a StyleGAN2 generator, an e4e encoder, a Delta Mapper or an "
        "open_clip model with its configuration."
    )
