"""What the mapper learns from: codes of generated pictures and their CLIP embeddings. No text anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from deltaedit.clip_space import ClipSpace
from deltaedit.models import Generator
from deltaedit.training.progress import Progress
from deltaedit.zoo.checkpoints import read_weights, save_weights

BATCH = 16


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
def compute_latents(generator: Generator, clip: ClipSpace, w: Tensor, group: int) -> Latents:
    """Synthesise and embed the picture of every w [N, style_dim]."""
    progress = Progress("latents")
    codes, embeddings = [], []
    for start in range(0, len(w), BATCH):
        w_plus = generator.broadcast(w[start : start + BATCH])
        s = generator.w_to_s(w_plus)
        embeddings.append(clip.embed_image(generator.synthesize(s, w_plus).clamp(-1, 1)))
        codes.append(s)
        progress.show(start + len(s), len(w), last=start + BATCH >= len(w))
    return Latents(w, torch.cat(codes), torch.cat(embeddings), group)


def save_latents(path: Path, latents: Latents) -> None:
    tensors = {"w": latents.w, "s": latents.s, "clip": latents.clip}
    save_weights(path, "latents", tensors, {"group": latents.group})


def load_latents(path: Path) -> Latents:
    """Raises CheckpointError where the file is missing or damaged."""
    tensors, config = read_weights(path, "latents")
    return Latents(tensors["w"], tensors["s"], tensors["clip"], int(config["group"]))
