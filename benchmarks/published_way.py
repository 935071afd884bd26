"""What the published code does at each step of an edit, written anew from what is known of it, to be measured.

Same weights, same results up to rounding; only the way differs:

- every sample modulates the weights for itself, and the batch is one grouped convolution of its own weights;
- up-sampling and blur insert zeros, pad, and convolve with one 4x4 kernel;
- noise, bias and activation each write a new map;
- equalised layers scale their weights at every call;
- CLIP's picture is enlarged seven times before it is averaged down;
- texts go through CLIP one prompt after the other and are forgotten.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from deltaedit.clip_space import ClipSpace, prompt_templates
from deltaedit.models import DeltaMapper, Generator
from deltaedit.models.layers import EqualLinear, ModulatedConv2d
from deltaedit.models.mapper import BRANCHES

TAPS = torch.tensor([1.0, 3.0, 3.0, 1.0])


def leaky(x: Tensor) -> Tensor:
    return F.leaky_relu(x, 0.2) * math.sqrt(2.0)


def linear(layer: EqualLinear, x: Tensor) -> Tensor:
    """An equalised layer that scales its weight."""
    y = F.linear(x, layer.weight * layer.weight_scale, layer.bias * layer.bias_scale)
    return leaky(y) if layer.activate else y


def resample(x: Tensor, padding: tuple[int, int], up: int, gain: float) -> Tensor:
    """Insert zeros, pad, convolve every channel with the 4x4 filter."""
    batch, channels, height, width = x.shape
    x = x.reshape(batch * channels, 1, height, 1, width, 1)
    x = F.pad(x, (0, up - 1, 0, 0, 0, up - 1)).reshape(batch * channels, 1, height * up, width * up)
    x = F.pad(x, (*padding, *padding))
    kernel = torch.outer(TAPS, TAPS) / 64 * gain
    y = F.conv2d(x, kernel[None, None])
    return y.reshape(batch, channels, *y.shape[2:])


def modulated(conv: ModulatedConv2d, x: Tensor, style: Tensor) -> Tensor:
    """Weights of every sample's own, the batch laid along the groups of one convolution."""
    batch, channels, height, width = len(style), x.shape[1], *x.shape[2:]
    weight = conv.weight * conv.weight_scale * style[:, None, :, None, None]
    if conv.demodulate:
        weight = weight * torch.rsqrt(weight.square().sum(dim=(2, 3, 4), keepdim=True) + 1e-8)
    x = x.expand(batch, -1, -1, -1).reshape(1, batch * channels, height, width)
    if conv.upsample:
        weight = weight.transpose(1, 2).flatten(0, 1)
        y = F.conv_transpose2d(x, weight, stride=2, groups=batch)
        return resample(y.reshape(batch, -1, *y.shape[2:]), (1, 1), 1, 4.0)
    y = F.conv2d(x, weight.flatten(0, 1), padding=conv.padding, groups=batch)
    return y.reshape(batch, -1, height, width)


def synthesize(generator: Generator, s: Tensor, w_plus: Tensor) -> Tensor:
    """S and W+ to pictures."""
    layout = generator.layout
    styles = layout.split(s)
    noises = list(generator.noises.buffers())
    rows = [w_plus[:, row] for row in layout.to_rgb_w_plus_index]

    def styled(layer: Any, x: Tensor, index: int) -> Tensor:
        x = modulated(layer.conv, x, styles[index])
        x = x + layer.noise.weight * noises[index]
        return leaky(x + layer.activate.bias[:, None, None])

    def to_rgb(layer: Any, x: Tensor, row: Tensor) -> Tensor:
        return modulated(layer.conv, x, linear(layer.conv.modulation, row)) + layer.bias

    x = styled(generator.conv1, generator.input.input, 0)
    rgb = to_rgb(generator.to_rgb1, x, rows[0])
    for k, layer in enumerate(generator.to_rgbs):
        x = styled(generator.convs[2 * k], x, 1 + 2 * k)
        x = styled(generator.convs[2 * k + 1], x, 2 + 2 * k)
        rgb = to_rgb(layer, x, rows[k + 1]) + resample(rgb, (2, 1), 2, 4.0)
    return rgb


def delta_s(mapper: DeltaMapper, s: Tensor, clip_image: Tensor, delta: Tensor) -> Tensor:
    """The mapper, for the published shape of it."""

    def run(name: str, x: Tensor) -> Tensor:
        network: Any = mapper.get_submodule(name)
        for layer in network.mapping:
            x = linear(layer, x) if isinstance(layer, EqualLinear) else layer(x)
        return x

    config = mapper.config
    condition = torch.cat([clip_image, delta], dim=1)
    parts = s.split([getattr(config, name).channels for name in BRANCHES], dim=1)
    outputs = []
    for name, part in zip(BRANCHES, parts):
        tokens = getattr(config, name).tokens
        layered = part.reshape(len(s), tokens, -1) if tokens > 1 else part
        given = run(f"cm_{name}", condition)
        if tokens > 1:
            given = given[:, None].repeat(1, tokens, 1)
        outputs.append(run(f"fm_{name}", torch.cat([run(f"sm_{name}", layered), given], dim=-1)).reshape(part.shape))
    return torch.cat(outputs, dim=1)


def clip_image(clip: ClipSpace, image: Tensor) -> Tensor:
    """A picture's unit embedding, seen seven times enlarged and averaged down."""
    seen = F.avg_pool2d(F.interpolate(image, scale_factor=7, mode="nearest"), image.shape[-1] // 32)
    features: Tensor = clip.model.encode_image(seen)  # type: ignore[operator]
    return F.normalize(features, dim=1)


def text_delta(clip: ClipSpace, source: str, target: str) -> Tensor:
    """The raw difference of two texts, prompt by prompt."""

    def embed(text: str) -> Tensor:
        prompts = [template(text) for template in prompt_templates(clip.config)]
        features = [clip.model.encode_text(clip.tokenizer([prompt])) for prompt in prompts]  # type: ignore[operator]
        return F.normalize(F.normalize(torch.cat(features), dim=1).mean(dim=0), dim=0)

    return embed(target) - embed(source)
