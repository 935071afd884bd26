"""Files in the formats that the published bundles come in, with random weights, and recipes that name their checksums.

``small`` ones have every layer and fit into a megabyte or so; ``full`` ones have the real shapes, and so the real sizes
(2.3 GB). By hand, with the stand-in for the hub::

    python -m tests.published_files full FOLDER HOME
    python tests/hub.py --port 8765 FOLDER &
    HF_ENDPOINT=http://127.0.0.1:8765 HF_HOME=HOME/cache DELTAEDIT_HOME=HOME python app.py --bundle ffhq
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import open_clip
import torch
from safetensors.torch import save_file
from torch import Tensor

from deltaedit.bundles.find import PUBLISHED
from deltaedit.bundles.weights import sha256
from deltaedit.models import DeltaMapper, Encoder, EncoderConfig, Generator, GeneratorConfig, MapperConfig
from deltaedit.stylespace import StyleSpaceLayout
from tests.published import state_dict

SMALL_CHANNELS, SMALL_DIM, SMALL_CLIP_DIM = (16, 16, 16, 16, 8), 16, 16
SMALL_CLIP = {
    "embed_dim": SMALL_CLIP_DIM,
    "vision_cfg": {"image_size": 32, "layers": 1, "width": 32, "patch_size": 8, "head_width": 16},
    "text_cfg": {"context_length": 32, "vocab_size": 49408, "width": 16, "heads": 2, "layers": 1},
}
LSUN_CHANNELS = (512, 512, 512, 512, 512, 256, 128)


def small_generator() -> Generator:
    generator = Generator(GeneratorConfig(SMALL_CHANNELS, SMALL_DIM, 2))
    for noise in generator.noises.buffers():
        noise.normal_()
    return generator.eval().requires_grad_(False)


def _clip(config: dict[str, Any]) -> dict[str, Tensor]:
    model = open_clip.model.CLIP(**config)
    # As OpenAI published them: most weights are numbers of half precision.
    return {name: tensor.detach().half().float() for name, tensor in model.state_dict().items()}


def _small() -> dict[str, Any]:
    generator = small_generator()
    layout = generator.layout
    encoder = Encoder(EncoderConfig(4, ((4, 1), (6, 1), (8, 2), (10, 2)), layout.n_latent, SMALL_DIM, 8, 64))
    return {
        "generator": generator.state_dict(),
        "latent_avg": generator.mean_w(torch.randn(500, SMALL_DIM)),
        "encoder": encoder.state_dict(),
        "mapper": DeltaMapper(MapperConfig.from_layout(layout, SMALL_CLIP_DIM)).state_dict(),
        "relevance": torch.nn.functional.normalize(torch.randn(layout.total, SMALL_CLIP_DIM), dim=1),
        "clip": _clip(SMALL_CLIP),
    }


def _full(part: str) -> dict[str, Any]:
    layout = StyleSpaceLayout.from_resolution_channels((*LSUN_CHANNELS, 64, 32))
    makers = {
        "generator": lambda: state_dict("generator1024"),
        "lsun": lambda: Generator(GeneratorConfig(LSUN_CHANNELS, 512, 8)).state_dict(),
        "latent_avg": lambda: torch.zeros(512),
        "encoder": lambda: state_dict("e4e_encoder"),
        "mapper": lambda: state_dict("delta_mapper"),
        "relevance": lambda: torch.randn(layout.total, 512) / 512**0.5,
        "clip": lambda: _clip(open_clip.get_model_config("ViT-B-32-quickgelu")),
    }
    return {part: makers[part]()}


def _write(path: Path, part: str, tensors: Any, latent_avg: Tensor, decoder: dict[str, Tensor]) -> None:
    """One published file, laid out as its makers laid it out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if part == "generator":
        torch.save({"g_ema": tensors, "latent_avg": latent_avg}, path)
    elif part == "encoder":
        state = {f"encoder.{name}": tensor for name, tensor in tensors.items()}
        state |= {f"decoder.{name}": tensor for name, tensor in decoder.items()}
        options = argparse.Namespace(encoder_type="Encoder4Editing", device="cuda:0")
        torch.save({"state_dict": state, "latent_avg": latent_avg, "opts": options}, path)
    elif part == "mapper":
        torch.save(tensors, path)
    elif part == "relevance":
        np.save(path, tensors.numpy().astype(np.float16))
    else:
        save_file(tensors, str(path), metadata={"format": "pt"})


def write_published(hub: Path, home: Path, size: str, names: tuple[str, ...] = ("ffhq", "cat")) -> None:
    """Write the files of the named recipes under ``hub``, and the recipes, with their checksums, under ``home``.

    Args:
        hub: what :class:`tests.hub.LocalHub` is to serve.
        home: what ``DELTAEDIT_HOME`` is to be.
        size: "small" or "full".
    """
    torch.manual_seed(7)
    small = size == "small"
    parts: dict[str, Any] = _small() if small else {}
    (home / "recipes").mkdir(parents=True, exist_ok=True)
    for name in names:
        recipe = json.loads((PUBLISHED / f"{name}.json").read_text(encoding="utf-8"))
        for source in recipe["sources"]:
            part = source["part"]
            path = hub / f"{source.get('repo_type', 'model')}s" / source["repo"] / source["path"]
            if not path.is_file():
                key = "lsun" if part == "generator" and name != "ffhq" and not small else part
                made = parts if small else _full(key) | _full("latent_avg")
                decoder = {} if part != "encoder" else parts["generator"] if small else _full("generator")["generator"]
                _write(path, part, made[part if small else key], made["latent_avg"], decoder)
            if source["sha256"] is not None:
                source["sha256"], source["size"] = sha256(path), path.stat().st_size
            else:
                source["about_bytes"] = path.stat().st_size
            if small and part == "clip":
                source["open_clip"] = SMALL_CLIP
        if small:
            recipe |= {"resolution": 64, "threshold": 0.0}
            recipe["clip"] = {"model": "clip", "size": 32}
            if "prepare" in recipe:
                recipe["prepare"] = {"samples": 16}
        (home / "recipes" / f"{name}.json").write_text(json.dumps(recipe, indent=2), encoding="utf-8")


if __name__ == "__main__":
    write_published(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[1])
