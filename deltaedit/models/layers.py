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
#: torch 2.15 corrupted memory in the backward pass of channels-last pictures on a CPU. Until a later version is known
#: not to, convolutions that record gradients keep the default layout from that version on, which is a third slower.
CHANNELS_LAST_GRADIENTS = torch.__version__ < "2.15"


def leaky_relu(x: Tensor) -> Tensor:
    """Leaky ReLU of slope 0.2, scaled by sqrt(2) so that it preserves the variance of its input."""
    return F.leaky_relu(x, LEAKY_SLOPE) * LEAKY_GAIN


class PixelNorm(nn.Module):
    """Divides by the root mean square over dimension 1.

    For [B, C] that normalises each code by its own length. For [B, layers, C], the input in the coarse and medium
    branches of the published mapper, it normalises *across layers*, and their weights depend on that.
    """

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.rsqrt(x.square().mean(dim=1, keepdim=True) + EPSILON)


class EqualLinear(nn.Module):
    """Linear layer whose weight is scaled at run time (equalised learning rate).

    Args:
        in_features, out_features: widths.
        lr_multiplier: scales weight and bias, and so how fast they learn.
        bias_init: the effective bias at the start.
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
        # Scaling the input gives the same result as scaling the weight, which is far larger.
        y = F.linear(x * self.weight_scale, self.weight, self.bias * self.bias_scale)
        return leaky_relu(y) if self.activate else y


class BiasLeakyReLU(nn.Module):
    """Adds a bias per channel, then the scaled leaky ReLU.

    Overwrites its input: allocating a new map for a large picture takes longer than the arithmetic, and the backward
    pass then needs one map per layer instead of four.
    """

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x: Tensor) -> Tensor:
        x = x.add_(self.bias.view(1, -1, *([1] * (x.ndim - 2)))).mul_(LEAKY_GAIN)
        # The gain comes first, since the in-place backward pass reads the signs from the result.
        return F.leaky_relu_(x, LEAKY_SLOPE)


class NoiseInjection(nn.Module):
    """Adds the generator's stored noise, scaled by one learned weight, in place."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1))

    def forward(self, x: Tensor, noise: Tensor) -> Tensor:
        return x.add_(self.weight * noise)


class _Filter(torch.autograd.Function):
    """Filters every channel with one symmetric kernel [n, n] and zero padding; the backward pass is the same filter.

    An ordinary convolution would keep its input in memory for the gradient of the kernel, which is not needed.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, kernel: Tensor, padding: int) -> Tensor:
        ctx.save_for_backward(kernel)
        ctx.padding = padding
        channels = x.shape[1]
        return F.conv2d(x, kernel.expand(channels, 1, -1, -1), padding=padding, groups=channels)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None, None]:
        (kernel,) = ctx.saved_tensors
        gradient: Tensor = _Filter.apply(gradients[0], kernel, len(kernel) - 1 - ctx.padding)
        return gradient, None, None


class LowPass(nn.Module):
    """[1, 3, 3, 1] filter in both directions, with a gain of four, since three of every four input pixels are zeros.

    The filter is fixed. Published files carry it as a 4x4 ``kernel``, which is accepted if it is this filter and
    refused otherwise, since weights that were trained with another filter would draw other pictures.
    """

    taps: Tensor

    def __init__(self) -> None:
        super().__init__()
        # A constant that no file holds, so it must be a real tensor even in a network built on the meta device.
        self.register_buffer("taps", torch.tensor([1.0, 3.0, 3.0, 1.0], device="cpu") / 4, persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """[B, C, H, W] to [B, C, H - 1, W - 1]."""
        filtered: Tensor = _Filter.apply(x, torch.outer(self.taps, self.taps).to(x.dtype), 1)
        return filtered

    def _load_from_state_dict(self, state_dict: dict[str, Any], prefix: str, *args: Any) -> None:
        kernel = state_dict.pop(prefix + "kernel", None)
        super()._load_from_state_dict(state_dict, prefix, *args)
        if kernel is None:
            return
        expected = torch.outer(self.taps, self.taps).to(device=kernel.device, dtype=kernel.dtype)
        if kernel.shape != expected.shape or not torch.allclose(kernel, expected, atol=1e-3):
            error_messages: list[str] = args[-1]
            error_messages.append(f"{prefix}kernel is not the [1, 3, 3, 1] filter that this network is built with")


class Upsample(LowPass):
    """Doubles the size: the result of inserting a zero after every pixel and filtering, at the same brightness."""

    def forward(self, x: Tensor) -> Tensor:
        """[B, C, H, W] to [B, C, 2H, 2W]."""
        return self._double(self._double(x, 2), 3)

    def _double(self, x: Tensor, dim: int) -> Tensor:
        """Double the size along one dimension.

        Because of the inserted zeros, only an inner and an outer tap ever meet a pixel: the inner tap meets the pixel
        itself; the outer one meets the previous pixel at even positions and the next one at odd positions.
        """
        size = x.shape[dim]
        outer, inner = self.taps[0], self.taps[1]
        edge = torch.zeros_like(x.narrow(dim, 0, 1))
        far = torch.cat([edge, x, edge], dim) * outer
        near = x * inner
        pair = torch.stack([near + far.narrow(dim, 0, size), near + far.narrow(dim, 2, size)], dim + 1)
        return pair.flatten(dim, dim + 1)


class ModulatedConv2d(nn.Module):
    """Convolution whose input channels are scaled by a style and whose output is brought back to unit variance.

    Scaling the input by the style and the output by the demodulation is the same function as scaling the weights
    (StyleGAN2, eq. 1 and 3), and lets a whole batch of different styles share one ordinary convolution. With a single
    style, the weights are scaled where they are smaller than the input. Feature maps come out channels-last, in which a
    CPU convolves and filters about twice as fast, and pictures (from a 1x1 kernel) in the default layout.

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
            self.blur = LowPass()

    def forward(self, x: Tensor, style: Tensor) -> Tensor:
        """[B, in, H, W] and styles [B, in] to [B, out, H, W], or to [B, out, 2H, 2W] where it up-samples."""
        weight = self.weight[0]
        style = style * self.weight_scale
        if len(style) == 1 and x.numel() > weight.numel():
            weight = weight * style.view(1, -1, 1, 1)
            if self.demodulate:
                weight = weight * torch.rsqrt(weight.square().sum(dim=(1, 2, 3), keepdim=True) + EPSILON)
            return self._convolve(x, weight)
        y = self._convolve(x * style[:, :, None, None], weight)
        if self.demodulate:
            energy = style.square() @ weight.square().sum(dim=(2, 3)).t()
            y = y * torch.rsqrt(energy + EPSILON)[:, :, None, None]
        return y

    def _convolve(self, x: Tensor, weight: Tensor) -> Tensor:
        if weight.shape[-1] == 1:
            # One matrix product over the pixels is several times faster than a 1x1 convolution to few channels.
            return F.linear(x.permute(0, 2, 3, 1), weight[:, :, 0, 0]).permute(0, 3, 1, 2).contiguous()
        if CHANNELS_LAST_GRADIENTS or not torch.is_grad_enabled():
            x = x.contiguous(memory_format=torch.channels_last)
        if self.upsample:
            y: Tensor = self.blur(F.conv_transpose2d(x, weight.transpose(0, 1), stride=2))
            return y
        return F.conv2d(x, weight, padding=self.padding)
