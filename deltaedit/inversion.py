"""Picture to code: by the encoder, and by optimisation of W+ from any start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from deltaedit.clip_space import ClipSpace
from deltaedit.images import psnr, to_pil
from deltaedit.models import Generator


@dataclass(frozen=True)
class Inversion:
    """A picture as the generator knows it; everything that an edit starts from.

    Attributes:
        w_plus: [1, L, D].
        s: StyleSpace code [1, S].
        clip_image: unit CLIP embedding of the *input* picture [1, C].
        image: the reconstruction.
        psnr: likeness of the reconstruction to the input in dB; None where there was no input.
    """

    w_plus: Tensor
    s: Tensor
    clip_image: Tensor
    image: Image.Image
    psnr: float | None


@dataclass(frozen=True)
class Samples:
    """Pictures of a generator to draw from and to start a search at.

    Attributes:
        w: their codes [N, D].
        clip: their unit CLIP embeddings [N, C].
    """

    w: Tensor
    clip: Tensor

    def nearest(self, clip_image: Tensor, count: int = 4) -> Tensor:
        """w [count, D] of the samples nearest to an embedding [1, C] in CLIP space."""
        similarity = (self.clip @ clip_image.t()).squeeze(1)
        return self.w[similarity.topk(min(count, len(self.w))).indices]


@dataclass(frozen=True)
class RefineConfig:
    """Optimisation of W+.

    Attributes:
        steps: of Adam.
        learning_rate: of Adam, falling to zero along a cosine.
        pixel_weight: of the mean squared error of the pixels.
        clip_weight: of one minus the cosine of the CLIP embeddings.
        stay_weight: of the squared distance to the start, which keeps the code where edits work.
    """

    steps: int = 100
    learning_rate: float = 0.05
    pixel_weight: float = 1.0
    clip_weight: float = 0.1
    stay_weight: float = 0.01


@torch.no_grad()
def invert_from_code(generator: Generator, clip: ClipSpace, w_plus: Tensor, image: Tensor | None) -> Inversion:
    """Complete a code to an :class:`Inversion`.

    Args:
        w_plus: [1, L, D].
        image: the input [1, 3, H, W] in [-1, 1]; None for a picture that the generator made up.
    """
    w_plus = generator.broadcast(w_plus).contiguous()
    s = generator.w_to_s(w_plus)
    drawn = generator.synthesize(s, w_plus)
    seen = drawn.clamp(-1, 1) if image is None else image
    reconstruction = to_pil(drawn)
    return Inversion(
        w_plus=w_plus,
        s=s,
        clip_image=clip.embed_image(seen),
        image=reconstruction,
        psnr=None if image is None else psnr(to_pil(image), reconstruction),
    )


@torch.no_grad()
def best_start(generator: Generator, image: Tensor, starts: Tensor) -> Tensor:
    """Of several codes [K, L, D] the one whose picture is nearest to ``image`` [1, 3, size, size], as [1, L, D]."""
    if len(starts) == 1:
        return starts
    drawn = generator.synthesize(generator.w_to_s(starts), starts)
    errors = (drawn - image).square().mean(dim=(1, 2, 3))
    best = int(errors.argmin())
    return starts[best : best + 1]


def refine(
    generator: Generator,
    image: Tensor,
    start: Tensor,
    config: RefineConfig | None = None,
    *,
    clip: ClipSpace | None = None,
    progress: Callable[[int, int, float], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Tensor:
    """Optimise W+ towards a picture.

    Args:
        image: [1, 3, size, size] in [-1, 1].
        start: W+ to begin from [1, L, D], or w [1, D]: an encoder's, the mean, or the best of many samples.
        clip: for the CLIP loss; without it only pixels count.
        progress: called with (step, steps, loss) after every step.
        should_stop: asked before every step; True ends the search.

    Returns:
        The best code seen [1, L, D]; where the search was stopped, the best until then.
    """
    config = config or RefineConfig()
    origin = generator.broadcast(start).detach()
    w_plus = origin.clone().requires_grad_(True)
    optimizer = torch.optim.Adam([w_plus], lr=config.learning_rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, max(1, config.steps))
    wanted = None if clip is None else clip.embed_image(image).detach()
    best, best_loss = origin.clone(), float("inf")
    for step in range(config.steps):
        if should_stop is not None and should_stop():
            break
        drawn = generator.synthesize(generator.w_to_s(w_plus), w_plus)
        loss = config.pixel_weight * F.mse_loss(drawn, image) + config.stay_weight * F.mse_loss(w_plus, origin)
        if clip is not None and wanted is not None:
            loss = loss + config.clip_weight * (1 - (clip.embed_image(drawn) * wanted).sum(dim=1).mean())
        value = float(loss.detach())
        if value < best_loss:
            best, best_loss = w_plus.detach().clone(), value
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        schedule.step()
        if progress is not None:
            progress(step + 1, config.steps, value)
    return best
