"""Training of an e4e-shaped encoder on pictures whose w is known: renders, or the generator's own samples.

First the known w alone, then also the picture that the generator makes of the code, with e4e's penalty on the size of
the per-layer offsets, so that codes stay where the mapper was trained (Tov et al., SIGGRAPH 2021, eq. 3). Real pictures
of the domain, whose w nobody knows, may take part in the second phase.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from deltaedit.errors import TrainingError
from deltaedit.images import batch_to_tensor
from deltaedit.models import Encoder, EncoderConfig, Generator
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.checks import need_budget, positive, requirement, weighs
from deltaedit.training.progress import Progress

#: (how many, random numbers) -> pictures [count, 3, size, size] in [-1, 1] and their w [count, style_dim].
PictureSource = Callable[[int, torch.Generator], tuple[Tensor, Tensor]]
#: (how many, random numbers) -> pictures alone.
RealSource = Callable[[int, torch.Generator], Tensor]
#: The largest picture an encoder looks at; e4e sees 256 pixels of a generator's 1,024.
LARGEST = 256


@dataclass(frozen=True)
class EncoderTraining:
    """How an encoder is trained.

    Attributes:
        minutes: budget of time.
        steps: budget in steps, in place of time; 0 is none.
        batch: pictures per step while w alone is learned.
        image_batch: pictures per step once the generator takes part.
        image_from: part of the budget after which it does.
        learning_rate: of Adam.
        offset_weight: of the penalty on the offsets between the rows of W+.
        real_share: how often a step of the second phase is one on real pictures, where there are some.
        stem, stages, style_width: shape of the network, see EncoderConfig.
        seed: of weights, order and augmentation.

    Raises:
        TrainingError: a value cannot be used.
    """

    minutes: float = 12.0
    steps: int = 0
    batch: int = 16
    image_batch: int = 4
    image_from: float = 0.7
    learning_rate: float = 2e-3
    offset_weight: float = 2e-3
    real_share: float = 0.5
    stem: int = 12
    stages: tuple[tuple[int, int], ...] = ((16, 1), (32, 1), (64, 2), (96, 2))
    style_width: int = 48
    seed: int = 0

    def __post_init__(self) -> None:
        need = requirement(self, "An encoder's")
        need_budget(self, need)
        need(self.batch >= 2, "batch", "2 or more, since it is normalised over its pictures")
        need(self.image_batch >= 1, "image_batch", "1 or more")
        need(0 <= self.image_from <= 1, "image_from", "between 0 and 1")
        need(positive(self.learning_rate), "learning_rate", "a finite number above 0")
        need(weighs(self.offset_weight), "offset_weight", "a finite number, 0 or more")
        need(0 <= self.real_share <= 1, "real_share", "between 0 and 1")
        need(self.stem >= 1, "stem", "1 or more")
        shaped = len(self.stages) >= 3 and all(channels >= 1 and blocks >= 1 for channels, blocks in self.stages)
        need(shaped, "stages", "three or more pairs of channels and blocks, all 1 or more")
        need(self.style_width >= 1, "style_width", "1 or more")
        need(self.seed >= 0, "seed", "0 or more")


def augment(image: Tensor, rng: torch.Generator) -> Tensor:
    """Mild changes that a screenshot or a JPEG of a picture has: shift, brightness, contrast, blur, noise."""
    shift = torch.randint(-2, 3, (2,), generator=rng).tolist()
    if torch.rand(1, generator=rng).item() < 0.5:
        padded = F.pad(image, (2, 2, 2, 2), mode="replicate")
        height, width = image.shape[-2:]
        image = padded[:, :, 2 + shift[0] : 2 + shift[0] + height, 2 + shift[1] : 2 + shift[1] + width]
    gain = 1 + 0.05 * torch.randn(len(image), 1, 1, 1, generator=rng)
    bias = 0.03 * torch.randn(len(image), 1, 1, 1, generator=rng)
    image = image * gain + bias
    if torch.rand(1, generator=rng).item() < 0.25:
        small = F.interpolate(image, scale_factor=0.6, mode="bilinear", antialias=True)
        image = F.interpolate(small, image.shape[-2:], mode="bilinear")
    return image + 0.02 * torch.rand(1, generator=rng).item() * torch.randn(image.shape, generator=rng)


def from_renders(pictures: NDArray[np.uint8], w: Tensor) -> PictureSource:
    """Pictures [N, size, size, 3] uint8 that are there, with their w [N, style_dim]."""

    def draw(count: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
        rows = torch.randint(0, len(pictures), (count,), generator=rng)
        return batch_to_tensor(pictures[rows.numpy()]), w[rows]

    return draw


def from_generator(generator: Generator, truncation_psi: float = 1.0) -> PictureSource:
    """Pictures that the generator draws anew for every step: as many as one likes, and each w is known."""

    @torch.no_grad()
    def draw(count: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
        z = torch.randn(count, generator.z_dim, generator=rng).to(generator.device)
        w = generator.mapping(z, truncation_psi)
        return generator.draw(w).clamp(-1, 1), w

    return draw


def train_encoder(
    start: Encoder | None,
    source: PictureSource,
    generator: Generator,
    training: EncoderTraining,
    checkpoint: Checkpoint,
    real: RealSource | None = None,
) -> Encoder:
    """Train an encoder, on the generator's device.

    Args:
        start: the encoder to go on from; None begins one.
        source: pictures with their w.
        generator: whose codes they are.
        checkpoint: where to save every minute, and at the end, so that nothing is lost before the caller has written
            the result and calls ``done()``.
        real: pictures without one, at the generator's size.
    """
    torch.manual_seed(training.seed)
    device = generator.device
    size = min(generator.config.size, LARGEST)
    encoder = start or Encoder(
        EncoderConfig(
            training.stem,
            training.stages,
            generator.n_latent,
            generator.config.style_dim,
            training.style_width,
            size,
        )
    )
    encoder = encoder.to(device).requires_grad_(True)
    if generator.latent_avg is None:
        raise TrainingError("The encoder learns offsets from the mean of w, which this generator's file lacks.")
    encoder.latent_avg = generator.latent_avg.to(device)
    average = {name: t.detach().clone() for name, t in encoder.state_dict().items() if t.is_floating_point()}
    optimizer = torch.optim.Adam(encoder.parameters(), lr=training.learning_rate)
    rng = torch.Generator().manual_seed(training.seed)
    progress = Progress("encoder", training.minutes, steps=training.steps)
    encoder.train()
    step = begun = 0
    if (state := checkpoint.state) is not None:
        encoder.load_state_dict(state["encoder"])
        optimizer.load_state_dict(state["optimizer"])
        average, step = {name: t.to(device) for name, t in state["average"].items()}, state["step"]
        rng.set_state(state["rng"])
        progress.spend(state["seconds"])
        progress.done = step
        begun = step

    def save() -> None:
        checkpoint.save(
            {
                "encoder": encoder.state_dict(),
                "optimizer": optimizer.state_dict(),
                "average": average,
                "step": step,
                "rng": rng.get_state(),
                "seconds": progress.seconds_spent,
            }
        )

    while (spent := progress.fraction) < 1:
        with_image = spent >= training.image_from
        for group in optimizer.param_groups:
            group["lr"] = training.learning_rate * 0.5 * (1 + math.cos(math.pi * spent))
        if with_image:
            # Statistics of batches this small are poor; hold those learned with the large ones.
            for module in encoder.modules():
                if isinstance(module, torch.nn.BatchNorm2d):
                    module.eval()
        count = training.image_batch if with_image else training.batch
        known: Tensor | None = None
        if real is not None and with_image and torch.rand(1, generator=rng).item() < training.real_share:
            image = real(count, rng)
        else:
            image, known = source(count, rng)
        image = augment(image.cpu(), rng).to(device)
        w_plus = encoder(encoder.look_at(image)) + encoder.latent_avg
        offsets = (w_plus[:, 1:] - w_plus[:, :1]).norm(dim=2).mean()
        loss, value = training.offset_weight * offsets, f"offset {offsets.item():.3f}"
        if known is not None:
            distance = F.mse_loss(w_plus, known.to(device)[:, None].expand_as(w_plus))
            loss = loss + (0.1 if with_image else 1.0) * distance
            value = f"w {distance.item():.4f} {value}"
        if with_image:
            drawn = generator.draw(w_plus)
            pixel = F.l1_loss(drawn, image) + 2 * F.mse_loss(drawn, image)
            value += f" pixel {pixel.item():.4f}"
            loss = loss + pixel
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        step += 1
        decay = min(0.998, step / (step + 10))
        with torch.no_grad():
            for name, tensor in encoder.state_dict().items():
                if name in average:
                    average[name].lerp_(tensor, 1 - decay)
        progress.show(step, value=value)
        if checkpoint.due():
            save()
    if step > begun:
        save()
    encoder.load_state_dict(average, strict=False)
    return encoder.eval().requires_grad_(False)
