"""Distillation: training a StyleGAN2 to draw what a renderer draws, from pictures whose z is known.

The modulation of ToRGB is kept constant. Edits take ToRGB's styles from the unedited W+, and a distilled generator
would otherwise encode colours in them, which no edit can change.
"""

from __future__ import annotations

import math
from dataclasses import replace
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
from deltaedit.training.config import GeneratorTraining
from deltaedit.training.loop import Loop, Schedule, Step

#: The final learning rate, as a share of the initial one.
FLOOR = 0.01


def hold_rgb_styles(generator: Generator) -> None:
    """Make the styles of every ToRGB constant, and exclude them from training."""
    for to_rgb in [generator.to_rgb1, *generator.to_rgbs]:
        modulation = cast(ToRGB, to_rgb).conv.modulation
        modulation.weight.data.zero_()
        modulation.requires_grad_(False)


def reshaped(generator: Generator, config: GeneratorConfig) -> Generator:
    """A generator of another resolution or other widths that draws nearly the same.

    Weights are copied where both have them; those of new channels and resolutions start small. A layer's width scales
    its output, which demodulation compensates for; ToRGB has none, so its weights are rescaled.
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
        common = tuple(slice(min(sizes)) for sizes in zip(before.shape, tensor.shape))
        tensor[common] = before[common]
    new.load_state_dict(state)
    new.latent_avg = generator.latent_avg
    return new


def edges(pictures: Tensor) -> Tensor:
    """The edges in pictures [B, 3, H, W] in [-1, 1], widened by a pixel on either side: [B, 1, H, W] in [0, 1]."""
    across = F.pad((pictures[..., 1:] - pictures[..., :-1]).abs().amax(1, keepdim=True), (0, 1))
    down = F.pad((pictures[..., 1:, :] - pictures[..., :-1, :]).abs().amax(1, keepdim=True), (0, 0, 0, 1))
    return F.max_pool2d(torch.maximum(across, down).clamp(max=1), 3, stride=1, padding=1)


def distillation_loss(drawn: Tensor, wanted: Tensor, training: GeneratorTraining) -> Tensor:
    """The loss of drawn pictures [B, 3, H, W], given the wanted ones; a scalar."""
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
    begin_with: Generator | None = None,
) -> Generator:
    """Distil a new generator, growing it, or continue with an existing one.

    Args:
        start: the generator to continue with, at its full resolution; None for a new one.
        z: codes of the pictures [N, style_dim].
        pictures: [N, size, size, 3] uint8.
        checkpoint: see :class:`deltaedit.training.loop.Loop`.
        begin_with: a generator of any shape that gives a new one its first weights; None for random ones.

    Returns:
        The generator with the running mean of its weights and with ``latent_avg``, on the CPU, without gradients.
    """
    loop = Loop("generator", training, checkpoint)
    reached = 0 if loop.state is None else _resolutions(loop.state["network"])
    torch.manual_seed(training.seed)
    if start is None:
        phases = _growth(training)
        smallest = GeneratorConfig(phases[0][0], training.style_dim, training.n_mlp)
        current = Generator(smallest) if begin_with is None else reshaped(begin_with, smallest)
    else:
        phases = [(start.config.channels, (0.0, 1.0))]
        current = start
    for channels, span in phases:
        # The checkpoint's own phase is entered even if its share of the budget is spent, to load the weights.
        if len(channels) < reached:
            continue
        if channels != current.config.channels:
            # New weights must be the same whether or not the training was interrupted before.
            torch.manual_seed(training.seed)
            current = reshaped(current, replace(current.config, channels=channels))
        current = _train_phase(current.to(device), z, pictures, training, loop, span)
    current.cpu()
    with torch.no_grad():
        current.latent_avg = torch.cat([current.mapping(part) for part in z.split(1000)]).mean(dim=0)
    return current.eval().requires_grad_(False)


def _growth(training: GeneratorTraining) -> list[tuple[tuple[int, ...], tuple[float, float]]]:
    """(channels, (from, to) as shares of the budget) of every phase of a new generator."""
    ends = np.cumsum([0.0, *training.growth]) / sum(training.growth)
    smallest = len(training.channels) - len(training.growth) + 1
    return [
        (training.channels[: smallest + phase], (float(ends[phase]), float(ends[phase + 1])))
        for phase in range(len(training.growth))
    ]


def _resolutions(state: dict[str, Tensor]) -> int:
    """The number of resolutions of a generator with these weights."""
    return 1 + len({name.split(".")[1] for name in state if name.startswith("to_rgbs.")})


def _train_phase(
    generator: Generator,
    z: Tensor,
    pictures: NDArray[np.uint8],
    training: GeneratorTraining,
    loop: Loop,
    span: tuple[float, float],
) -> Generator:
    """Train at one resolution, for a span of the budget."""
    size, device = generator.config.size, generator.device
    generator.train().requires_grad_(True)
    hold_rgb_styles(generator)
    mapping = [p for name, p in generator.named_parameters() if name.startswith("style.")]
    rest = [p for name, p in generator.named_parameters() if not name.startswith("style.") and p.requires_grad]
    groups = [
        {"params": rest, "lr": training.learning_rate},
        {"params": mapping, "lr": training.learning_rate * training.mapping_gain},
    ]

    def compare(z: Tensor, wanted: Tensor) -> tuple[Tensor, Tensor]:
        w = generator.mapping(z)
        with torch.autocast(wanted.device.type, torch.bfloat16, enabled=training.bfloat16):
            drawn = generator.draw(w)
        return drawn.detach(), distillation_loss(drawn.float(), wanted, training)

    if not training.steps and training.minutes >= training.compile_from:
        # Without a compiler, continue uncompiled.
        torch._dynamo.config.suppress_errors = True
        compare = torch.compile(compare)

    def losses(step: Step) -> dict[str, Tensor]:
        rows = torch.randint(0, len(pictures), (training.batch,), generator=step.torch_rng)
        wanted = batch_to_tensor(pictures[rows.numpy()], device)
        if size != wanted.shape[-1]:
            wanted = F.avg_pool2d(wanted, wanted.shape[-1] // size)
        drawn, loss = compare(z[rows].to(device), wanted)
        # PSNR; pictures are in [-1, 1], so the peak is 2.
        decibel = -10 * torch.log10(F.mse_loss(drawn.float(), wanted) / 4 + 1e-12)
        return {"loss": loss, "decibel": decibel}

    optimizer = torch.optim.Adam(groups, betas=training.betas)
    schedule = Schedule(floor=FLOOR)
    return cast(Generator, loop.run(losses, generator, optimizer, ema=training.ema, schedule=schedule, span=span))
