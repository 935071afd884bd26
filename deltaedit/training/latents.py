"""What the mapper learns from: codes of generated pictures and their CLIP embeddings. No text anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from deltaedit.clip_space import ClipSpace
from deltaedit.models import Generator
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.progress import Progress
from deltaedit.zoo.checkpoints import read_weights, save_weights

BATCH, ACCELERATOR_BATCH = 8, 256


@dataclass(frozen=True)
class Latents:
    """Codes in groups: the members of a group share most of their code.

    Attributes:
        w: [N, style_dim].
        s: [N, S].
        clip: unit embeddings of the generated pictures [N, C].
        group: members of a group; rows g*group ... g*group + group - 1 belong together.
    """

    w: Tensor
    s: Tensor
    clip: Tensor
    group: int


@torch.no_grad()
def compute_latents(
    generator: Generator, clip: ClipSpace, w: Tensor, group: int, checkpoint: Checkpoint | None = None
) -> Latents:
    """Synthesise and embed the picture of every w [N, style_dim], on the generator's device."""
    progress = Progress("latents")
    state = None if checkpoint is None else checkpoint.state
    codes, embeddings = ([], []) if state is None else ([state["s"]], [state["clip"]])
    device = generator.input.input.device
    batch = BATCH if device.type == "cpu" else ACCELERATOR_BATCH
    for start in range(sum(map(len, codes)), len(w), batch):
        w_plus = generator.broadcast(w[start : start + batch].to(device))
        s = generator.w_to_s(w_plus)
        embeddings.append(clip.embed_image(generator.synthesize(s, w_plus).clamp(-1, 1)).cpu())
        codes.append(s.cpu())
        progress.show(start + len(s), len(w), last=start + batch >= len(w))
        if checkpoint is not None and checkpoint.due():
            checkpoint.save({"s": torch.cat(codes), "clip": torch.cat(embeddings)})
    return Latents(w, torch.cat(codes), torch.cat(embeddings), group)


def save_latents(path: Path, latents: Latents) -> None:
    tensors = {"w": latents.w, "s": latents.s, "clip": latents.clip}
    save_weights(path, "latents", tensors, {"group": latents.group})


def load_latents(path: Path) -> Latents:
    """Raises CheckpointError where the file is missing or damaged."""
    tensors, config = read_weights(path, "latents")
    return Latents(tensors["w"], tensors["s"], tensors["clip"], int(config["group"]))
