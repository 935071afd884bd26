"""Training an encoder on pictures whose w is known: renders, or the generator's own samples.

In the first phase it learns w, a single row. In the second it learns all rows of W+ and the picture that the generator
draws from them, with e4e's penalty on the offsets between rows, which keeps codes where the mapper was trained (Tov et
al., SIGGRAPH 2021, eq. 3). Real pictures of the domain, without a known w, may take part in the second phase. An
encoder of several passes then learns each of them, from its last reconstruction (ReStyle, Alaluf et al., ICCV 2021).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from deltaedit.errors import TrainingError
from deltaedit.images import batch_to_tensor
from deltaedit.models import Encoder, EncoderConfig, Generator
from deltaedit.models.encoder import ITERATIVE, ONE_PASS, StyleHead
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.config import EncoderTraining
from deltaedit.training.loop import Loop, Step

#: (count, random numbers) -> pictures [count, 3, size, size] in [-1, 1] and their w [count, style_dim].
PictureSource = Callable[[int, torch.Generator], tuple[Tensor, Tensor]]
#: (count, random numbers) -> pictures only.
RealSource = Callable[[int, torch.Generator], Tensor]
#: The default limit of the input's size: e4e's encoder for a generator of 1,024 pixels has an input of 256.
MAX_SIZE = 256


def augment(image: Tensor, rng: torch.Generator) -> Tensor:
    """Mild changes, as in a screenshot or a JPEG: shift, brightness, contrast, blur, noise."""
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


def turn(image: Tensor, rng: torch.Generator) -> Tensor:
    """Rotate pictures [B, 3, H, W] slightly, by 4 degrees, and scale and shift them by 6 % (standard deviations)."""
    angle, growth = 0.07 * torch.randn(len(image), generator=rng), 1 + 0.06 * torch.randn(len(image), generator=rng)
    shift = 0.06 * torch.randn(len(image), 2, 1, generator=rng)
    cos, sin = angle.cos() * growth, angle.sin() * growth
    rotation = torch.stack([torch.stack([cos, -sin], dim=1), torch.stack([sin, cos], dim=1)], dim=1)
    grid = F.affine_grid(torch.cat([rotation, shift], dim=2), list(image.shape), align_corners=False)
    return F.grid_sample(image, grid, padding_mode="border", align_corners=False)


def from_renders(pictures: NDArray[np.uint8], w: Tensor) -> PictureSource:
    """Draws from rendered pictures [N, size, size, 3] uint8, with their w [N, style_dim]."""

    def draw(count: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
        rows = torch.randint(0, len(pictures), (count,), generator=rng)
        return batch_to_tensor(pictures[rows.numpy()]), w[rows]

    return draw


def from_generator(generator: Generator, truncation_psi: float = 1.0) -> PictureSource:
    """Draws new pictures with the generator for every step."""

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
        start: the encoder to continue with; None for a new one.
        source: pictures with their w.
        generator: that the codes belong to.
        checkpoint: see :class:`deltaedit.training.loop.Loop`.
        real: pictures without a known w, at the generator's size.

    Returns:
        The encoder with the running mean of its weights, in evaluation mode and without gradients.

    Raises:
        TrainingError: the generator has no mean of w.
    """
    torch.manual_seed(training.seed)
    device = generator.device
    if generator.latent_avg is None:
        raise TrainingError(
            "The encoder learns offsets from the mean of w, which this generator's file lacks; add it with python -m "
            "deltaedit convert."
        )
    encoder = (start or _untrained(generator, training)).to(device).requires_grad_(True).train()
    encoder.latent_avg = generator.latent_avg.to(device)
    with torch.no_grad():
        first = generator.draw(generator.broadcast(encoder.mean_code)) if encoder.config.iterative else None
    autocast = partial(torch.autocast, device.type, torch.bfloat16, enabled=training.bfloat16)

    def losses(step: Step) -> dict[str, Tensor]:
        with_image, rng = step.spent >= training.image_from, step.torch_rng
        if with_image:
            # Statistics of such small batches are poor, so those of the first phase are kept.
            for module in encoder.modules():
                if isinstance(module, torch.nn.BatchNorm2d):
                    module.eval()
        count = training.image_batch if with_image else training.batch
        known: Tensor | None = None
        if real is not None and with_image and torch.rand(1, generator=rng).item() < training.real_share:
            image = real(count, rng)
        else:
            image, known = source(count, rng)
        changed = augment(image.cpu(), rng)
        if torch.rand(1, generator=rng).item() < training.turned:
            changed = turn(changed, rng)
        image, seen = image.to(device), encoder.preprocess(changed.to(device))
        w_plus = encoder.mean_code.expand(count, -1, -1)
        drawn = first
        figures: dict[str, Tensor] = {}
        loss = torch.zeros((), device=device)
        for _ in range(encoder.config.iterations if with_image else 1):
            with autocast():
                offsets = encoder(seen if drawn is None else encoder.with_reconstruction(seen, drawn.detach()))
            if not with_image:
                offsets = offsets[:, :1].expand_as(offsets)
            w_plus = w_plus.detach() + offsets.float()
            figures["offset"] = (w_plus[:, 1:] - w_plus[:, :1]).norm(dim=2).mean()
            loss = loss + training.offset_weight * figures["offset"]
            if known is not None:
                figures["w"] = F.mse_loss(w_plus, known.to(device)[:, None].expand_as(w_plus))
                loss = loss + (0.1 if with_image else 1.0) * figures["w"]
            if with_image:
                with autocast():
                    drawn = generator.draw(w_plus).float()
                figures["pixel"] = F.l1_loss(drawn, image) + 2 * F.mse_loss(drawn, image)
                loss = loss + figures["pixel"]
        return {"loss": loss, **figures}

    optimizer = torch.optim.Adam(encoder.parameters(), lr=training.learning_rate)
    trained = Loop("encoder", training, checkpoint).run(losses, encoder, optimizer, ema=training.ema)
    return cast(Encoder, trained.eval())


def _untrained(generator: Generator, training: EncoderTraining) -> Encoder:
    """A new encoder for a generator's codes, with random weights, whose rows are equal at first."""
    encoder = Encoder(
        EncoderConfig(
            stem=training.stem,
            stages=training.stages,
            n_styles=generator.n_latent,
            style_dim=generator.config.style_dim,
            style_width=training.style_width,
            size=training.size or min(generator.config.size, MAX_SIZE),
            in_channels=ONE_PASS if training.passes == 1 else ITERATIVE,
            pyramid=training.pyramid,
            iterations=training.passes,
            body=training.body,
        )
    )
    for head in list(encoder.styles)[1:]:
        torch.nn.init.zeros_(cast(StyleHead, head).linear.weight)
    return encoder
