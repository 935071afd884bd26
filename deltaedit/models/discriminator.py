"""The StyleGAN2 discriminator (residual; Karras et al., CVPR 2020), in the key layout of the published checkpoints.

Editing never needs it; adversarial training of a generator does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from deltaedit.errors import CheckpointError, ShapeError
from deltaedit.models.layers import BiasLeakyReLU, EqualConv2d, EqualLinear, Resample

SMALLEST = 4
STDDEV_GROUP = 4


@dataclass(frozen=True)
class DiscriminatorConfig:
    """Shape of a discriminator.

    Attributes:
        channels: feature channels at 4x4, 8x8, ... up to the full resolution, as in the generator.
    """

    channels: tuple[int, ...]

    @property
    def size(self) -> int:
        """Pixels along an edge of the picture."""
        return SMALLEST << (len(self.channels) - 1)

    @classmethod
    def from_state_dict(cls, state: Mapping[str, Tensor]) -> DiscriminatorConfig:
        """Read the channels from the shapes of a state dict in the published layout.

        Raises:
            CheckpointError: it is not the state dict of a StyleGAN2 discriminator.
        """
        try:
            descending = [int(state["convs.0.0.weight"].shape[0])]
            while (key := f"convs.{len(descending)}.skip.1.weight") in state:
                descending.append(int(state[key].shape[0]))
        except KeyError as missing:
            raise CheckpointError(f"this is not a StyleGAN2 discriminator: its tensor {missing} is missing.") from None
        return cls(tuple(reversed(descending)))


def conv_block(in_channels: int, channels: int, kernel: int, *, down: bool = False, activate: bool = True) -> nn.Module:
    """[low-pass filter,] convolution[, bias, leaky ReLU]; the filter comes first where the resolution is halved."""
    layers: list[nn.Module] = []
    if down:
        # As much padding as makes the strided convolution land on exactly half the size.
        pad = (4 - 2) + (kernel - 1)
        layers.append(Resample(((pad + 1) // 2, pad // 2)))
    layers.append(
        EqualConv2d(
            in_channels,
            channels,
            kernel,
            stride=2 if down else 1,
            padding=0 if down else kernel // 2,
            bias=False,
        )
    )
    if activate:
        layers.append(BiasLeakyReLU(channels))
    return nn.Sequential(*layers)


class DownBlock(nn.Module):
    """Two convolutions and a shortcut, to half the resolution."""

    def __init__(self, in_channels: int, channels: int) -> None:
        super().__init__()
        self.conv1 = conv_block(in_channels, in_channels, 3)
        self.conv2 = conv_block(in_channels, channels, 3, down=True)
        self.skip = conv_block(in_channels, channels, 1, down=True, activate=False)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = (self.conv2(self.conv1(x)) + self.skip(x)) / math.sqrt(2.0)
        return y


class Discriminator(nn.Module):
    """Pictures to one realness logit each."""

    def __init__(self, config: DiscriminatorConfig) -> None:
        super().__init__()
        self.config = config
        descending = list(reversed(config.channels))
        blocks: list[nn.Module] = [conv_block(3, descending[0], 1)]
        blocks += [DownBlock(above, here) for above, here in zip(descending, descending[1:])]
        self.convs = nn.Sequential(*blocks)
        last = config.channels[0]
        self.final_conv = conv_block(last + 1, last, 3)
        self.final_linear = nn.Sequential(
            EqualLinear(last * SMALLEST * SMALLEST, last, activate=True), EqualLinear(last, 1)
        )

    def forward(self, image: Tensor) -> Tensor:
        """[B, 3, size, size] in [-1, 1] to logits [B, 1]; B at most 4, or a multiple of 4.

        Raises:
            ShapeError: the pictures have another size, or the batch cannot be grouped.
        """
        size = self.config.size
        if image.ndim != 4 or image.shape[1:] != (3, size, size):
            raise ShapeError(f"the discriminator needs pictures [batch, 3, {size}, {size}], not {list(image.shape)}.")
        x = self.convs(image)
        x = self.final_conv(torch.cat([x, self._batch_stddev(x)], dim=1))
        logits: Tensor = self.final_linear(x.flatten(1))
        return logits

    @staticmethod
    def _batch_stddev(x: Tensor) -> Tensor:
        """Mean standard deviation over groups of the batch, as one more feature map (Karras et al., 2018)."""
        batch, _, height, width = x.shape
        group = min(batch, STDDEV_GROUP)
        if batch % group:
            raise ShapeError(f"the discriminator takes batches of at most {group} or of a multiple of it, not {batch}.")
        grouped = x.reshape(group, batch // group, -1)
        deviation = torch.sqrt(grouped.var(dim=0, unbiased=False) + 1e-8).mean(dim=1)
        return deviation.repeat(group).view(batch, 1, 1, 1).expand(-1, 1, height, width)
