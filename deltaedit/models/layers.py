"""Building blocks that the networks share (Karras et al., "Analyzing and Improving ... StyleGAN", CVPR 2020).

Feature maps are [B, C, H, W] float tensors; everything runs on the device its input is on. Parameter names follow the
published PyTorch checkpoints, so that their state dicts load strictly with no renaming.
"""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

LEAKY_SLOPE = 0.2
LEAKY_GAIN = math.sqrt(2.0)
EPSILON = 1e-8


def leaky_relu(x: Tensor) -> Tensor:
    """Leaky ReLU of slope 0.2 scaled by sqrt(2), so that the variance of its input survives."""
    return F.leaky_relu(x, LEAKY_SLOPE) * LEAKY_GAIN


class PixelNorm(nn.Module):
    """Divides by the root mean square over dimension 1.

    For [B, C] that is each code's own length. For [B, layers, C], as the coarse and medium branches of the published
    mapper feed it, it normalises *across layers*: a fact their weights depend on.
    """

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.square().mean(dim=1, keepdim=True) + EPSILON)


class EqualLinear(nn.Module):
    """Linear layer whose weight is scaled at run time (equalised learning rate).

    Args:
        in_features, out_features: widths.
        lr_multiplier: scales weight and bias, and so how fast they learn.
        bias_init: what the bias yields at the start.
        activate: end with the scaled leaky ReLU.
    """

    def __init__(
        self,
        in_features: int,
        out_features: int,
        *,
        lr_multiplier: float = 1.0,
        bias_init: float = 0.0,
        activate: bool = False,
    ) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features) / lr_multiplier)
        self.bias = nn.Parameter(torch.full((out_features,), bias_init / lr_multiplier))
        self.weight_scale = lr_multiplier / math.sqrt(in_features)
        self.bias_scale = lr_multiplier
        self.activate = activate

    def forward(self, x: Tensor) -> Tensor:
        y = F.linear(x, self.weight * self.weight_scale, self.bias * self.bias_scale)
        return leaky_relu(y) if self.activate else y


class BiasLeakyReLU(nn.Module):
    """Adds a bias per channel, then the scaled leaky ReLU."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x: Tensor) -> Tensor:
        return leaky_relu(x + self.bias.view(1, -1, *([1] * (x.ndim - 2))))


class NoiseInjection(nn.Module):
    """Adds the generator's stored noise, scaled by one learned weight."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1))

    def forward(self, x: Tensor, noise: Tensor) -> Tensor:
        return x + self.weight * noise


class Resample(nn.Module):
    """[1, 3, 3, 1] low-pass filter, optionally after zero insertion (up) or before dropping pixels (down).

    The filter is separable and fixed. Published files carry it as a 4x4 ``kernel``; it is accepted there if it is this
    very filter, and refused otherwise, since the weights would not mean the same.

    Args:
        padding: zeros before and after, in both directions, at the (up-sampled) resolution.
        up: 2 inserts a zero after every pixel and multiplies by 4 in total, so that brightness survives.
        down: 2 keeps every second pixel.
        gain: further factor of the filter.
    """

    taps: Tensor

    def __init__(self, padding: tuple[int, int], *, up: int = 1, down: int = 1, gain: float = 1.0) -> None:
        super().__init__()
        taps = torch.tensor([1.0, 3.0, 3.0, 1.0])
        taps = taps / taps.sum() * math.sqrt(gain) * up
        self.register_buffer("taps", taps, persistent=False)
        self.padding = padding
        self.up = up
        self.down = down

    def forward(self, x: Tensor) -> Tensor:
        batch, channels, height, width = x.shape
        if self.up > 1:
            spread = x.new_zeros(batch, channels, height, self.up, width, self.up)
            spread[:, :, :, 0, :, 0] = x
            x = spread.reshape(batch, channels, height * self.up, width * self.up)
        before, after = self.padding
        x = F.pad(x, (before, after, before, after))
        taps = self.taps.to(x.dtype)
        n = taps.numel()
        x = F.conv2d(x, taps.view(1, 1, n, 1).expand(channels, 1, n, 1), stride=(self.down, 1), groups=channels)
        return F.conv2d(x, taps.view(1, 1, 1, n).expand(channels, 1, 1, n), stride=(1, self.down), groups=channels)

    def _load_from_state_dict(self, state_dict: dict[str, Any], prefix: str, *args: Any) -> None:
        kernel = state_dict.pop(prefix + "kernel", None)
        super()._load_from_state_dict(state_dict, prefix, *args)
        if kernel is None:
            return
        expected = torch.outer(self.taps, self.taps).to(device=kernel.device, dtype=kernel.dtype)
        if kernel.shape != expected.shape or not torch.allclose(kernel, expected, atol=1e-3):
            error_messages: list[str] = args[-1]
            error_messages.append(f"{prefix}kernel is not the [1, 3, 3, 1] filter that this network is built with")


class EqualConv2d(nn.Module):
    """Convolution whose weight is scaled at run time (equalised learning rate)."""

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        *,
        stride: int = 1,
        padding: int = 0,
        bias: bool = True,
    ) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_channels, in_channels, kernel_size, kernel_size))
        self.bias = nn.Parameter(torch.zeros(out_channels)) if bias else None
        self.weight_scale = 1.0 / math.sqrt(in_channels * kernel_size**2)
        self.stride = stride
        self.padding = padding

    def forward(self, x: Tensor) -> Tensor:
        return F.conv2d(x, self.weight * self.weight_scale, self.bias, self.stride, self.padding)


class ModulatedConv2d(nn.Module):
    """Convolution whose input channels are scaled by a style and whose output is brought back to unit variance.

    Scaling the input by the style and the output by the demodulation is the same function as scaling the weights
    (StyleGAN2, eq. 1 and 3), and lets a whole batch of different styles share one ordinary convolution.

    Args:
        in_channels, out_channels, kernel_size: of the convolution, padded to keep the size.
        style_dim: width of a row of W+.
        demodulate: divide by the expected standard deviation (not in ToRGB).
        upsample: double the resolution (transposed convolution, then the low-pass filter).
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: int,
        style_dim: int,
        *,
        demodulate: bool = True,
        upsample: bool = False,
    ) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(1, out_channels, in_channels, kernel_size, kernel_size))
        self.modulation = EqualLinear(style_dim, in_channels, bias_init=1.0)
        self.weight_scale = 1.0 / math.sqrt(in_channels * kernel_size**2)
        self.padding = kernel_size // 2
        self.demodulate = demodulate
        self.upsample = upsample
        if upsample:
            self.blur = Resample((1, 1), gain=4.0)

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        """[B, in, H, W] and a style [B, in] to [B, out, H, W], or twice the size where it up-samples."""
        weight = self.weight[0]
        style = style * self.weight_scale
        x = x * style[:, :, None, None]
        if self.upsample:
            x = self.blur(F.conv_transpose2d(x, weight.transpose(0, 1), stride=2))
        else:
            x = F.conv2d(x, weight, padding=self.padding)
        if self.demodulate:
            energy = style.square() @ weight.square().sum(dim=(2, 3)).t()
            x = x * torch.rsqrt(energy + EPSILON)[:, :, None, None]
        return x
