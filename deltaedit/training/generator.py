"""Distillation: a StyleGAN2 that draws what a renderer draws, from pictures whose z is known.

The modulation of ToRGB is constant. Edits take ToRGB's styles from the unedited W+, and a distilled generator would
otherwise send colours through them, where no edit can reach.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from deltaedit.images import batch_to_tensor
from deltaedit.models import Generator, GeneratorConfig
from deltaedit.models.generator import ToRGB
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.checks import need_budget, positive, requirement, weighs
from deltaedit.training.progress import Progress


@dataclass(frozen=True)
class GeneratorTraining:
    """How a generator is distilled.

    Attributes:
        minutes: budget of time.
        steps: budget in steps, in place of time; 0 is none.
        batch: pictures a step; small ones learn more a minute on a CPU.
        learning_rate: of Adam, falling to a hundredth along a cosine.
        betas: of Adam.
        mapping_gain: factor on the mapping network's learning rate, most of which its layers' multiplier of 0.01 takes
            away again. At 1 colours and small parts hardly reach w: the robots came to 20.8 dB in 42 minutes of one
            core, to 24.1 in 27 more at 20, and to 26.9 in 23 more at 60.
        focus: (from, to) in parts of the edge, of the square that counts more; a face is small and matters.
        focus_weight: how much more.
        square_weight: of the mean squared error beside the mean absolute one.
        gradient_weight: of the mean absolute error of the picture's gradients, at two scales. Without it eyes, mouths
            and glasses never appear.
        edge_weight: how much more pixels count where the wanted picture has an edge, as do those next to it. Lines of
            half a pixel are a thousandth of a picture, and are the last thing that is learned without it.
        colour_weight: of the squared error of the picture shrunk to an eighth, where only colours are left.
        ema: of the weights that are kept.
        channels: by resolution from 4 x 4, and style_dim, n_mlp: of a generator from nothing.
        bfloat16: compute the network's step, but not its loss, in bfloat16 where a layer allows it.
        compile_from: budget in minutes from which on the step is compiled, which takes most of a minute and then saves
            a quarter of the time on a CPU.
        begin_with: name or folder of a bundle whose generator one from nothing takes its first weights from: its shapes
            are those of the same style, whatever it was told to draw.
        growth: shares of the budget at the last resolutions, smallest first, for a generator from nothing.
        seed: of weights and order.

    Raises:
        TrainingError: a value cannot be used.
    """

    minutes: float = 60.0
    steps: int = 0
    batch: int = 4
    learning_rate: float = 3e-3
    betas: tuple[float, float] = (0.9, 0.99)
    mapping_gain: float = 60.0
    focus: tuple[float, float] = (0.3125, 0.6875)
    focus_weight: float = 2.0
    square_weight: float = 2.0
    gradient_weight: float = 0.5
    edge_weight: float = 0.0
    colour_weight: float = 2.0
    ema: float = 0.999
    channels: tuple[int, ...] = (96, 96, 96, 96, 48, 24)
    style_dim: int = 128
    n_mlp: int = 4
    bfloat16: bool = False
    compile_from: float = 10.0
    begin_with: str = ""
    growth: tuple[float, ...] = (0.25, 0.25, 0.5)
    seed: int = 0

    def __post_init__(self) -> None:
        need = requirement(self, "A generator's")
        need_budget(self, need)
        need(self.batch >= 1, "batch", "1 or more")
        need(positive(self.learning_rate), "learning_rate", "a finite number above 0")
        need(all(0 <= beta < 1 for beta in self.betas), "betas", "two numbers from 0 to below 1")
        need(0 <= self.focus[0] < self.focus[1] <= 1, "focus", "two rising numbers between 0 and 1")
        need(positive(self.focus_weight), "focus_weight", "a finite number above 0")
        for name in ("mapping_gain", "square_weight", "gradient_weight", "edge_weight", "colour_weight"):
            need(weighs(getattr(self, name)), name, "a finite number, 0 or more")
        need(0 <= self.ema < 1, "ema", "from 0 to below 1")
        shaped = len(self.channels) >= 2 and all(width >= 1 for width in self.channels)
        need(shaped, "channels", "two or more widths, all 1 or more")
        need(self.style_dim >= 1, "style_dim", "1 or more")
        need(self.n_mlp >= 1, "n_mlp", "1 or more")
        need(self.compile_from >= 0, "compile_from", "0 or more")
        # The loss looks at pictures of 8 pixels at least, so the first two resolutions come together.
        most = len(self.channels) - 1
        shares = 1 <= len(self.growth) <= most and all(map(positive, self.growth))
        need(shares, "growth", f"1 to {most} finite shares above 0 (fewer than there are channels)")
        need(self.seed >= 0, "seed", "0 or more")


def hold_rgb_styles(generator: Generator) -> None:
    """Make the styles of every ToRGB constant, and keep training from changing that."""
    for to_rgb in [generator.to_rgb1, *generator.to_rgbs]:
        modulation = cast(ToRGB, to_rgb).conv.modulation
        modulation.weight.data.zero_()
        modulation.requires_grad_(False)


def reshaped(generator: Generator, config: GeneratorConfig) -> Generator:
    """A generator of another shape that draws nearly the same, at another resolution or with other widths.

    Weights are copied as far as they reach, and what new channels and resolutions add begins small. Demodulation takes
    away the factor that a layer's width brings; ToRGB has none.
    """
    new = Generator(config)
    state, old = new.state_dict(), generator.state_dict()
    for name, tensor in state.items():
        before = old.get(name)
        to_rgb = name.startswith("to_rgb") and name.endswith("conv.weight")
        if before is None:
            tensor.mul_(0.1 if to_rgb else 1.0)
            continue
        if name.startswith("style.") and config.mapping_widths != generator.config.mapping_widths:
            continue
        if name.endswith("conv.weight"):
            tensor[:, :, before.shape[2] :] *= 0.1
        if to_rgb:
            before = before * math.sqrt(tensor.shape[2] / before.shape[2])
        reach = tuple(slice(min(there, here)) for there, here in zip(before.shape, tensor.shape))
        tensor[reach] = before[reach]
    new.load_state_dict(state)
    new.latent_avg = generator.latent_avg
    return new


def edges(pictures: Tensor) -> Tensor:
    """Where pictures [B, 3, H, W] in [-1, 1] have edges: [B, 1, H, W] in [0, 1], a pixel wide on either side."""
    across = F.pad((pictures[..., 1:] - pictures[..., :-1]).abs().amax(1, keepdim=True), (0, 1))
    down = F.pad((pictures[..., 1:, :] - pictures[..., :-1, :]).abs().amax(1, keepdim=True), (0, 0, 0, 1))
    return F.max_pool2d(torch.maximum(across, down).clamp(max=1), 3, stride=1, padding=1)


def distillation_loss(drawn: Tensor, wanted: Tensor, training: GeneratorTraining) -> Tensor:
    """What tells a drawn picture [B, 3, H, W] from the wanted one; a scalar."""
    size = wanted.shape[-1]
    first, last = (round(part * size) for part in training.focus)
    weight = torch.ones(1, 1, size, size, device=wanted.device)
    weight[:, :, first:last, first:last] = training.focus_weight
    if training.edge_weight:
        weight = weight * (1 + training.edge_weight * edges(wanted))
    weight = weight / weight.mean()
    error = drawn - wanted
    loss = (weight * (error.abs() + training.square_weight * error.square())).mean()
    for scale in (1, 2):
        part = F.avg_pool2d(error, scale) if scale > 1 else error
        mask = F.avg_pool2d(weight, scale) if scale > 1 else weight
        across = (mask[..., 1:] * (part[..., 1:] - part[..., :-1]).abs()).mean()
        down = (mask[..., 1:, :] * (part[..., 1:, :] - part[..., :-1, :]).abs()).mean()
        loss = loss + training.gradient_weight * (across + down)
    return loss + training.colour_weight * F.avg_pool2d(error, 8).square().mean()


def train_generator(
    start: Generator | None,
    z: Tensor,
    pictures: NDArray[np.uint8],
    training: GeneratorTraining,
    checkpoint: Checkpoint,
    device: torch.device | None = None,
    seed: Generator | None = None,
) -> Generator:
    """Distil a generator, from nothing (growing it) or from one that is there.

    Args:
        start: the generator to go on from, as it is.
        z: codes of the pictures [N, style_dim].
        pictures: [N, size, size, 3] uint8.
        checkpoint: where to save every minute, and at the end, so that nothing is lost before the caller has written
            the result and calls ``done()``.
        seed: one of any shape whose weights a generator from nothing begins with.
    """
    torch.manual_seed(training.seed)
    progress = Progress("generator", training.minutes, steps=training.steps)
    reached = 0
    if checkpoint.state is not None:
        progress.spend(checkpoint.state["seconds"])
        progress.done = checkpoint.state["done"]
        reached = _resolutions(checkpoint.state["generator"])
    if start is not None:
        spans = [(start.config.channels, 0.0, 1.0)]
    else:
        shares = np.cumsum([0.0, *training.growth])
        shares /= shares[-1]
        smallest = len(training.channels) - len(training.growth) + 1
        spans = [
            (training.channels[: smallest + k], float(shares[k]), float(shares[k + 1]))
            for k in range(len(training.growth))
        ]
        first = GeneratorConfig(training.channels[:smallest], training.style_dim, training.n_mlp)
        start = Generator(first) if seed is None else reshaped(seed, first)
    current = start
    for channels, begin, end in spans:
        # The span that a checkpoint is of is taken up even where its share is spent: its weights are in there.
        if len(channels) < reached:
            continue
        if channels != current.config.channels:
            current = reshaped(current, replace(current.config, channels=channels))
        current = _train_span(current.to(device), z, pictures, training, checkpoint, progress, begin, end)
    current.cpu()
    with torch.no_grad():
        current.latent_avg = current.mapping(z).mean(dim=0)
    return current.eval().requires_grad_(False)


def _resolutions(state: dict[str, Tensor]) -> int:
    """How many a generator of these weights has."""
    return 1 + len({name.split(".")[1] for name in state if name.startswith("to_rgbs.")})


def _train_span(
    generator: Generator,
    z: Tensor,
    pictures: NDArray[np.uint8],
    training: GeneratorTraining,
    checkpoint: Checkpoint,
    progress: Progress,
    begin: float,
    end: float,
) -> Generator:
    """Train at one resolution, from part ``begin`` to part ``end`` of the budget; returns the averaged weights."""
    size, device = generator.config.size, generator.device
    generator.train().requires_grad_(True)
    hold_rgb_styles(generator)
    mapping = [p for p in generator.style.parameters()]
    rest = [p for name, p in generator.named_parameters() if not name.startswith("style.") and p.requires_grad]
    groups = [{"params": rest, "gain": 1.0}, {"params": mapping, "gain": training.mapping_gain}]
    optimizer = torch.optim.Adam(groups, lr=training.learning_rate, betas=training.betas)
    average = {name: tensor.detach().clone() for name, tensor in generator.state_dict().items()}
    rng = torch.Generator().manual_seed(training.seed)
    step = begun = 0
    state = checkpoint.state
    checkpoint.state = None
    if state is not None:
        generator.load_state_dict(state["generator"])
        optimizer.load_state_dict(state["optimizer"])
        average, step = {name: t.to(device) for name, t in state["average"].items()}, state["step"]
        rng.set_state(state["rng"])
        begun = step
    smoothed = 0.0

    def step_loss(z: Tensor, wanted: Tensor) -> tuple[Tensor, Tensor]:
        w = generator.mapping(z)
        with torch.autocast(wanted.device.type, torch.bfloat16, enabled=training.bfloat16):
            drawn = generator.draw(w)
        return drawn.detach(), distillation_loss(drawn.float(), wanted, training)

    def save() -> None:
        checkpoint.save(
            {
                "generator": generator.state_dict(),
                "optimizer": optimizer.state_dict(),
                "average": average,
                "step": step,
                "rng": rng.get_state(),
                "seconds": progress.seconds_spent,
                "done": progress.done,
            }
        )

    if not training.steps and training.minutes >= training.compile_from:
        # Where there is no compiler, go on without.
        torch._dynamo.config.suppress_errors = True
        step_loss = torch.compile(step_loss)
    while (spent := progress.fraction) < end:
        part = (spent - begin) / (end - begin)
        for group in optimizer.param_groups:
            decay = 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * part))
            group["lr"] = training.learning_rate * group["gain"] * decay
        rows = torch.randint(0, len(pictures), (training.batch,), generator=rng)
        wanted = batch_to_tensor(pictures[rows.numpy()], device)
        if size != wanted.shape[-1]:
            wanted = F.avg_pool2d(wanted, wanted.shape[-1] // size)
        drawn, loss = step_loss(z[rows].to(device), wanted)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        step += 1
        decibel = -10 * math.log10(F.mse_loss(drawn.float(), wanted).item() / 4 + 1e-12)
        smoothed = decibel if smoothed == 0.0 else 0.99 * smoothed + 0.01 * decibel
        rate = min(training.ema, step / (step + 10))
        with torch.no_grad():
            for name, tensor in generator.state_dict().items():
                average[name].lerp_(tensor, 1 - rate)
        progress.show(progress.done + 1, value=f"{size} px, loss {loss.item():.3f}, {smoothed:.2f} dB")
        if checkpoint.due():
            save()
    if step > begun:
        save()
    generator.load_state_dict(average)
    return generator
