"""A judge of drawings: a small classifier of every attribute of a domain, trained on renders alone.

Neither CLIP nor the mapper has ever seen it, so it can say whether an edit did what its words asked for.
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
AT_ONCE = 250
#: Channels of the layers, each of which halves the picture; the last one leaves 4 x 4.
WIDTHS, LEFT = (24, 48, 72, 96, 96), 4
#: In one of so many pictures to learn from, a part has a colour that the domain's sampler meets but rarely.
RARE_EVERY = 4


class Judge(nn.Module):
    """A plain convolutional network, one softmax head per attribute.

    Args:
        values: of every attribute that it reads.
        size: pixels along the edge of what it looks at, 64 or 128.
    """

    def __init__(self, values: Mapping[str, tuple[str, ...]], size: int = 64) -> None:
        super().__init__()
        self.values, self.size = dict(values), size
        layers: list[nn.Module] = []
        widths = (3, *WIDTHS[: (size // LEFT).bit_length() - 1])
        for below, here in zip(widths, widths[1:]):
            layers += [nn.Conv2d(below, here, 3, 2, 1), nn.BatchNorm2d(here), nn.ReLU()]
        self.body = nn.Sequential(*layers)
        self.heads = nn.ModuleDict({name: nn.Linear(widths[-1] * LEFT**2, len(v)) for name, v in values.items()})

    def forward(self, image: Tensor) -> dict[str, Tensor]:
        """Pictures [B, 3, H, W] in [-1, 1] to logits per attribute."""
        if image.shape[-1] != self.size:
            image = _resized(image, self.size)
        features = self.body(image).flatten(1)
        return {name: head(features) for name, head in self.heads.items()}

    @torch.no_grad()
    def read(self, image: Tensor) -> list[dict[str, str]]:
        """What each picture shows, by name."""
        best = {name: logits.argmax(dim=1).tolist() for name, logits in self(image).items()}
        return [{name: self.values[name][best[name][row]] for name in self.values} for row in range(len(image))]


def _resized(image: Tensor, size: int) -> Tensor:
    return F.interpolate(image, (size, size), mode="bilinear", antialias=True)


def pictures_of(drawings: Sequence[Drawing], size: int) -> Tensor:
    """Renders [N, 3, size, size] in [-1, 1]."""
    return torch.cat([to_tensor(render(drawing, size)) for drawing in drawings])


def labels_of(drawings: Sequence[Drawing], values_of: Mapping[str, tuple[str, ...]]) -> dict[str, Tensor]:
    """Index of every judged value, -100 (ignored by the loss) where it cannot be seen."""
    labels = {}
    for name, values in values_of.items():
        seen = [drawing.judged().get(name) for drawing in drawings]
        labels[name] = torch.tensor([-100 if value is None else values.index(value) for value in seen])
    return labels


def lessons(domain: Domain, count: int) -> list[Drawing]:
    """Drawings to learn from: those of the domain, some of them in the colours that its palettes lack."""
    drawings, rng = domain.sample(count, SEED), np.random.default_rng(SEED)
    rare = [(part, name) for part in domain.judged_colours for name in domain.free_colours.get(part, ())]
    for row in range(0, count if rare else 0, RARE_EVERY):
        part, name = rare[int(rng.integers(len(rare)))]
        drawings[row] = drawings[row].with_colour(part, name, domain.any_colour_named(part, name, rng))
    return drawings


def train_judge(domain: Domain, path: Path, size: int, count: int = 5000) -> Judge:
    """Train the judge of a domain on fresh renders, or read it where that has been done.

    Args:
        path: the judge's file; one that reads other values is replaced.
        size: of the renders, in pixels. The judge looks at 64 of them, of 256 at 128.
        count: how many renders.
    """
    values, seen = domain.judged_values, 128 if size >= 256 else 64
    # As JSON has it: lists, in place of tuples.
    readings = {"values": {name: list(each) for name, each in values.items()}}
    if path.is_file():
        weights, written = read_weights(path, "judge")
        if written == readings:
            return load_strictly(Judge(values, seen), weights, path)
    torch.manual_seed(SEED)
    judge = Judge(values, seen)
    drawings = lessons(domain, count)
    # A few at a time: as large as they are drawn, they would not fit into the memory of a small machine.
    few = (drawings[start : start + AT_ONCE] for start in range(0, count, AT_ONCE))
    images = torch.cat([_resized(pictures_of(some, size), seen) for some in few])
    labels = labels_of(drawings, values)
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
    save_weights(path, "judge", {k: v for k, v in judge.state_dict().items() if "num_batches" not in k}, readings)
    return judge


def accuracy(judge: Judge, images: Tensor, drawings: Sequence[Drawing]) -> dict[str, float]:
    """Share of pictures that the judge reads rightly, for each attribute that any of them shows."""
    right: dict[str, list[bool]] = {name: [] for name in judge.values}
    for reading, drawing in zip(judge.read(images), drawings):
        truth = drawing.judged()
        for name in right:
            if name in truth:
                right[name].append(reading[name] == truth[name])
    return {name: round(float(np.mean(values)), 3) for name, values in right.items() if values}
