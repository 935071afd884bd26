"""Training of an e4e-shaped encoder on pictures whose w is known.

First the known w alone, then also the picture that the generator makes of the code, with e4e's penalty on the size of
the per-layer offsets, so that codes stay where the mapper was trained (Tov et al., SIGGRAPH 2021, eq. 3).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from deltaedit.images import batch_to_tensor
from deltaedit.models import Encoder, EncoderConfig, Generator
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.progress import Progress


@dataclass(frozen=True)
class EncoderTraining:
    """How an encoder is trained.

    Attributes:
        minutes: budget of time.
        steps: budget in steps, in place of time; 0 is none.
        batch: pictures a step while w alone is learned.
        image_batch: pictures a step once the generator takes part.
        image_from: part of the budget after which it does.
        learning_rate: of Adam.
        offset_weight: of the penalty on the offsets between the rows of W+.
        stem, stages, style_width: shape of the network, see EncoderConfig.
        seed: of weights, order and augmentation.
    """

    minutes: float = 12.0
    steps: int = 0
    batch: int = 16
    image_batch: int = 4
    image_from: float = 0.7
    learning_rate: float = 2e-3
    offset_weight: float = 2e-3
    stem: int = 12
    stages: tuple[tuple[int, int], ...] = ((16, 1), (32, 1), (64, 2), (96, 2))
    style_width: int = 48
    seed: int = 0


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


def train_encoder(
    start: Encoder | None,
    pictures: NDArray[np.uint8],
    w: Tensor,
    generator: Generator,
    training: EncoderTraining,
    checkpoint: Checkpoint,
) -> Encoder:
    """Train an encoder, on the generator's device.

    Args:
        start: the encoder to go on from; None begins one.
        pictures: [N, size, size, 3] uint8.
        w: their codes [N, style_dim].
    """
    torch.manual_seed(training.seed)
    device = generator.input.input.device
    encoder = start or Encoder(
        EncoderConfig(
            training.stem,
            training.stages,
            generator.n_latent,
            generator.config.style_dim,
            training.style_width,
            generator.config.size,
        )
    )
    encoder = encoder.to(device).requires_grad_(True)
    w = w.to(device)
    encoder.latent_avg = w.mean(dim=0)
    average = {name: t.detach().clone() for name, t in encoder.state_dict().items() if t.is_floating_point()}
    optimizer = torch.optim.Adam(encoder.parameters(), lr=training.learning_rate)
    rng = torch.Generator().manual_seed(training.seed)
    progress = Progress("encoder", training.minutes, steps=training.steps)
    encoder.train()
    step = 0
    if (state := checkpoint.state) is not None:
        encoder.load_state_dict(state["encoder"])
        optimizer.load_state_dict(state["optimizer"])
        average, step = state["average"], state["step"]
        rng.set_state(state["rng"])
        progress.spend(state["seconds"])
        progress.done = step
    while (spent := progress.fraction) < 1:
        with_image = spent >= training.image_from
        for group in optimizer.param_groups:
            group["lr"] = training.learning_rate * 0.5 * (1 + math.cos(math.pi * spent))
        count = training.image_batch if with_image else training.batch
        rows = torch.randint(0, len(pictures), (count,), generator=rng)
        image = batch_to_tensor(pictures[rows.numpy()])
        if with_image:
            # Statistics of batches this small are poor; hold those learned with the large ones.
            for module in encoder.modules():
                if isinstance(module, torch.nn.BatchNorm2d):
                    module.eval()
        image, known = augment(image, rng).to(device), w[rows.to(device), None]
        w_plus = encoder(image) + encoder.latent_avg
        loss = F.mse_loss(w_plus, known.expand_as(w_plus))
        offsets = (w_plus[:, 1:] - w_plus[:, :1]).norm(dim=2).mean()
        value = f"w {loss.item():.4f} offset {offsets.item():.3f}"
        if with_image:
            drawn = generator.synthesize(generator.w_to_s(w_plus), w_plus)
            pixel = F.l1_loss(drawn, image) + 2 * F.mse_loss(drawn, image)
            value += f" pixel {pixel.item():.4f}"
            loss = 0.1 * loss + pixel
        loss = loss + training.offset_weight * offsets
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
    checkpoint.done()
    encoder.load_state_dict(average, strict=False)
    return encoder.eval().requires_grad_(False)
