"""A judge of drawings: a small classifier of every attribute of a domain, trained on renders only.

It is independent of CLIP and of the mapper, so it can decide whether an edit did what was requested.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from deltaedit.bundles.weights import load_strictly, read_weights, save_weights
from deltaedit.images import to_tensor
from deltaedit.training.drawn.domain import Domain, Drawing
from deltaedit.training.drawn.render import render
from deltaedit.training.progress import Progress

SEED = 501
STEPS, BATCH = 1500, 32
RENDER_BATCH = 250
#: Channels of the layers, each of which halves the picture, and the final size.
WIDTHS, FINAL_SIDE = (24, 48, 72, 96, 96), 4
#: In one of this many training pictures, a part has a named colour that the domain's sampler rarely draws.
RARE_EVERY = 4


class Judge(nn.Module):
    """A plain convolutional network, one softmax head per attribute.

    Args:
        values: of every attribute that it classifies.
        size: pixels along an edge of its input, 64 or 128.
    """

    def __init__(self, values: Mapping[str, tuple[str, ...]], size: int = 64) -> None:
        super().__init__()
        self.values, self.size = dict(values), size
        layers: list[nn.Module] = []
        widths = (3, *WIDTHS[: (size // FINAL_SIDE).bit_length() - 1])
        for below, here in zip(widths, widths[1:]):
            layers += [nn.Conv2d(below, here, 3, 2, 1), nn.BatchNorm2d(here), nn.ReLU()]
        self.body = nn.Sequential(*layers)
        self.heads = nn.ModuleDict({name: nn.Linear(widths[-1] * FINAL_SIDE**2, len(v)) for name, v in values.items()})

    def forward(self, image: Tensor) -> dict[str, Tensor]:
        """Pictures [B, 3, H, W] in [-1, 1] to logits per attribute."""
        if image.shape[-1] != self.size:
            image = _resized(image, self.size)
        features = self.body(image).flatten(1)
        return {name: head(features) for name, head in self.heads.items()}

    @torch.no_grad()
    def read(self, image: Tensor) -> list[dict[str, str]]:
        """The most probable value of every attribute, for each picture."""
        best = {name: logits.argmax(dim=1).tolist() for name, logits in self(image).items()}
        return [{name: self.values[name][best[name][row]] for name in self.values} for row in range(len(image))]


def _resized(image: Tensor, size: int) -> Tensor:
    return F.interpolate(image, (size, size), mode="bilinear", antialias=True)


def pictures_of(drawings: Sequence[Drawing], size: int) -> Tensor:
    """Renders [N, 3, size, size] in [-1, 1]."""
    return torch.cat([to_tensor(render(drawing, size)) for drawing in drawings])


def labels_of(drawings: Sequence[Drawing], values_of: Mapping[str, tuple[str, ...]]) -> dict[str, Tensor]:
    """Index of the judged value of each attribute, -100 (ignored by the loss) where it is not visible."""
    labels = {}
    for name, values in values_of.items():
        visible = [drawing.judged().get(name) for drawing in drawings]
        labels[name] = torch.tensor([-100 if value is None else values.index(value) for value in visible])
    return labels


def training_drawings(domain: Domain, count: int) -> list[Drawing]:
    """Drawings to train the judge on: samples of the domain, some of them with named colours that are rare there."""
    drawings, rng = domain.sample(count, SEED), np.random.default_rng(SEED)
    rare = [(part, name) for part in domain.judged_colours for name in domain.free_colours.get(part, ())]
    for row in range(0, count if rare else 0, RARE_EVERY):
        part, name = rare[int(rng.integers(len(rare)))]
        drawings[row] = drawings[row].with_colour(part, name, domain.any_colour_named(part, name, rng))
    return drawings


def train_judge(domain: Domain, path: Path, size: int, count: int = 5000) -> Judge:
    """Train the judge of a domain on new renders, or load it if that has been done.

    Args:
        path: the judge's file; one for other values is replaced.
        size: of the renders, in pixels; they are resized to 64 for the judge, or to 128 if they have 256 or more.
        count: number of renders.
    """
    values, input_size = domain.judged_values, 128 if size >= 256 else 64
    # Lists instead of tuples, as they are read from JSON.
    config = {"values": {name: list(choices) for name, choices in values.items()}}
    if path.is_file():
        weights, written = read_weights(path, "judge")
        if written == config:
            return load_strictly(Judge(values, input_size), weights, path)
    torch.manual_seed(SEED)
    judge = Judge(values, input_size)
    drawings = training_drawings(domain, count)
    # Resized in batches, since all renders in full size would not fit into the memory of a small machine.
    batches = (drawings[start : start + RENDER_BATCH] for start in range(0, count, RENDER_BATCH))
    images = torch.cat([_resized(pictures_of(batch, size), input_size) for batch in batches])
    labels = labels_of(drawings, values)
    optimizer = torch.optim.AdamW(judge.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, STEPS)
    progress = Progress("judge")
    for step in range(STEPS):
        rows = torch.randint(0, count, (BATCH,))
        image = images[rows] + 0.05 * torch.randn(BATCH, 3, 1, 1)
        if step % 2:
            # Blur and noise, since reconstructions are softer than renders.
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
    save_weights(path, "judge", {k: v for k, v in judge.state_dict().items() if "num_batches" not in k}, config)
    return judge


def accuracy(judge: Judge, images: Tensor, drawings: Sequence[Drawing]) -> dict[str, float]:
    """Share of pictures that the judge classifies correctly, for each attribute that is visible in any of them."""
    right: dict[str, list[bool]] = {name: [] for name in judge.values}
    for reading, drawing in zip(judge.read(images), drawings):
        truth = drawing.judged()
        for name in right:
            if name in truth:
                right[name].append(reading[name] == truth[name])
    return {name: round(float(np.mean(values)), 3) for name, values in right.items() if values}
