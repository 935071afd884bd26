"""Picture to code: by the encoder, and by optimisation of W+ from any start."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from deltaedit.clip_space import ClipSpace
from deltaedit.crop import Crop
from deltaedit.errors import ShapeError
from deltaedit.images import gain, psnr, to_pil
from deltaedit.models import Encoder, Generator


@dataclass(frozen=True)
class Inversion:
    """A picture as the generator knows it; everything that an edit starts from.

    Attributes:
        w_plus: [1, L, D].
        s: StyleSpace code [1, S].
        clip_image: unit CLIP embedding of the *input* picture [1, C].
        image: the reconstruction.
        psnr: likeness of the reconstruction to the input in dB; None where there was no input.
        gain: the same in dB over a plain picture, see :func:`deltaedit.images.gain`; None where there was no input.
        clip_similarity: cosine of the CLIP embeddings of reconstruction and input; None where there was no input.
        picture: the square of the input that was inverted, at the generator's size; None where there was none.
        crop: where that square stands in the input, to put an edit back; None where there was no input.
        photo_size: width and height of the input; None where there was none.
        seed: of a random picture; None for all others.
        steps: how many steps of optimisation followed the start, search by search; None where that cannot be repeated,
            since the clock or somebody ended them, or they were weighted in another way than usual.
    """

    w_plus: Tensor
    s: Tensor
    clip_image: Tensor
    image: Image.Image
    psnr: float | None
    gain: float | None = None
    clip_similarity: float | None = None
    picture: Image.Image | None = None
    crop: Crop | None = None
    photo_size: tuple[int, int] | None = None
    seed: int | None = None
    steps: tuple[int, ...] | None = ()


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
        steps: of Adam, at most.
        seconds: after which it ends, however many steps that was; None is no limit.
        learning_rate: of Adam, falling to zero along a cosine.
        pixel_weight: of the mean squared error of the pixels.
        clip_weight: of one minus the cosine of the CLIP embeddings.
        stay_weight: of the squared distance to the start, which keeps the code where edits work.

    Raises:
        ShapeError: a number is negative or not finite.
    """

    steps: int = 100
    seconds: float | None = None
    learning_rate: float = 0.05
    pixel_weight: float = 1.0
    clip_weight: float = 0.1
    stay_weight: float = 0.01

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if value is not None and not (math.isfinite(value) and value >= 0):
                raise ShapeError(f"the {name} of a refinement must be a number of at least 0, not {value}.")


@torch.no_grad()
def encode(generator: Generator, encoder: Encoder, image: Tensor) -> Tensor:
    """W+ of pictures by any encoder.

    e4e and pSp (Richardson et al., CVPR 2021) look once. ReStyle (Alaluf et al., "ReStyle: A Residual-Based StyleGAN
    Encoder via Iterative Refinement", ICCV 2021) starts at the mean code and, ``encoder.config.iterations`` times over,
    looks at the picture beside what the last code draws and adds what the encoder finds missing.

    Args:
        image: square pictures of any size [B, 3, H, W] in [-1, 1].

    Returns:
        [B, L, D].

    Raises:
        CheckpointError: the encoder has no mean code.
        ShapeError: the encoder is another generator's.
    """
    if not encoder.config.iterative:
        return generator.broadcast(encoder.encode(image))
    w_plus = generator.broadcast(encoder.mean_code)
    seen = encoder.preprocess(image)
    for _ in range(encoder.config.iterations):
        w_plus = w_plus + encoder(encoder.with_reconstruction(seen, generator.draw(w_plus)))
    return w_plus


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
    reconstruction, own = to_pil(drawn), clip.embed_image(drawn.clamp(-1, 1))
    if image is None:
        return Inversion(w_plus, s, own, reconstruction, psnr=None)
    picture, clip_image = to_pil(image), clip.embed_image(image)
    return Inversion(
        w_plus=w_plus,
        s=s,
        clip_image=clip_image,
        image=reconstruction,
        psnr=psnr(picture, reconstruction),
        gain=gain(picture, reconstruction),
        clip_similarity=float((own * clip_image).sum()),
        picture=picture,
    )


@torch.no_grad()
def best_start(generator: Generator, image: Tensor, starts: Tensor) -> Tensor:
    """Of several codes [K, L, D] the one whose picture is nearest to ``image`` [1, 3, size, size], as [1, L, D]."""
    if len(starts) == 1:
        return starts
    drawn = generator.draw(starts)
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
    wanted = None if clip is None else clip.embed_image(image).detach()
    best, best_loss = origin.clone(), float("inf")
    began = time.monotonic()
    for step in range(config.steps):
        # Whichever runs out first, steps or seconds, the learning rate has come down to nothing by then.
        spent = 0.0 if config.seconds is None else (time.monotonic() - began) / max(config.seconds, 1e-9)
        if spent >= 1 or (should_stop is not None and should_stop()):
            break
        part = max(step / config.steps, spent)
        optimizer.param_groups[0]["lr"] = config.learning_rate * (1 + math.cos(math.pi * part)) / 2
        drawn = generator.draw(w_plus)
        loss = config.pixel_weight * F.mse_loss(drawn, image) + config.stay_weight * F.mse_loss(w_plus, origin)
        if clip is not None and wanted is not None:
            loss = loss + config.clip_weight * (1 - (clip.embed_image(drawn) * wanted).sum(dim=1).mean())
        value = float(loss.detach())
        if value < best_loss:
            best, best_loss = w_plus.detach().clone(), value
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        if progress is not None:
            progress(step + 1, config.steps, value)
    return best
