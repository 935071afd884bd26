"""A judge of avatars: a small classifier of every attribute, trained on renders alone.

Neither CLIP nor the mapper has ever seen it, so it can say whether an edit did what its words asked for.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from deltaedit.images import to_tensor
from deltaedit.training.drawn.domain import Drawing
from deltaedit.training.drawn.domains.avatars import AVATARS
from deltaedit.training.drawn.render import render
from deltaedit.training.progress import Progress
from deltaedit.zoo.checkpoints import load_strictly, read_weights, save_weights

SEED = 501
STEPS, BATCH, SIZE = 1500, 32, 64


def judged_values() -> dict[str, tuple[str, ...]]:
    """Every attribute that the judge reads, with its values."""
    return AVATARS.judged_values


class Judge(nn.Module):
    """A plain convolutional network, one softmax head an attribute."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        widths = (3, 24, 48, 72, 96)
        for below, here in zip(widths, widths[1:]):
            layers += [nn.Conv2d(below, here, 3, 2, 1), nn.BatchNorm2d(here), nn.ReLU()]
        self.body = nn.Sequential(*layers)
        self.heads = nn.ModuleDict({name: nn.Linear(96 * 16, len(v)) for name, v in judged_values().items()})

    def forward(self, image: Tensor) -> dict[str, Tensor]:
        """Pictures [B, 3, H, W] in [-1, 1] to logits an attribute."""
        if image.shape[-1] != SIZE:
            image = F.interpolate(image, (SIZE, SIZE), mode="bilinear", antialias=True)
        features = self.body(image).flatten(1)
        return {name: head(features) for name, head in self.heads.items()}

    @torch.no_grad()
    def read(self, image: Tensor) -> list[dict[str, str]]:
        """What each picture shows, by name."""
        values = judged_values()
        best = {name: logits.argmax(dim=1).tolist() for name, logits in self(image).items()}
        return [{name: values[name][best[name][row]] for name in values} for row in range(len(image))]


def pictures_of(portraits: list[Drawing], size: int) -> Tensor:
    """Renders [N, 3, size, size] in [-1, 1]."""
    return torch.cat([to_tensor(render(portrait, size)) for portrait in portraits])


def labels_of(portraits: list[Drawing]) -> dict[str, Tensor]:
    """Index of every judged value, -100 (ignored by the loss) where it cannot be seen."""
    labels = {}
    for name, values in judged_values().items():
        seen = [portrait.attributes().get(name) for portrait in portraits]
        labels[name] = torch.tensor([-100 if value is None else values.index(value) for value in seen])
    return labels


def train_judge(path: Path, size: int, count: int = 5000) -> Judge:
    """Train the judge on fresh renders, or read it where that has been done."""
    judge = Judge()
    if path.is_file():
        return load_strictly(judge, read_weights(path, "judge")[0], path)
    torch.manual_seed(SEED)
    portraits = AVATARS.domain.sample(count, SEED)
    images = F.interpolate(pictures_of(portraits, size), (SIZE, SIZE), mode="bilinear", antialias=True)
    labels = labels_of(portraits)
    optimizer = torch.optim.AdamW(judge.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, STEPS)
    progress = Progress("judge")
    for step in range(STEPS):
        rows = torch.randint(0, count, (BATCH,))
        image = images[rows] + 0.05 * torch.randn(BATCH, 3, 1, 1)
        if step % 2:
            # Reconstructions are softer than renders; the judge must not mind.
            image = F.interpolate(F.avg_pool2d(image, 2), scale_factor=2, mode="bilinear") if step % 4 == 1 else image
            image = image + 0.04 * torch.randn_like(image)
        logits = judge(image)
        loss = torch.stack([F.cross_entropy(logits[name], labels[name][rows]) for name in logits]).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        progress.show(step + 1, STEPS, f"loss {loss.item():.3f}")
    judge.eval().requires_grad_(False)
    save_weights(path, "judge", {k: v for k, v in judge.state_dict().items() if "num_batches" not in k}, {})
    return judge


def accuracy(judge: Judge, images: Tensor, portraits: list[Drawing]) -> dict[str, float]:
    """Share of pictures that the judge reads rightly, an attribute."""
    right: dict[str, list[bool]] = {name: [] for name in judged_values()}
    for reading, portrait in zip(judge.read(images), portraits):
        truth = portrait.attributes()
        for name in right:
            if name in truth:
                right[name].append(reading[name] == truth[name])
    return {name: round(float(np.mean(values)), 3) for name, values in right.items()}
