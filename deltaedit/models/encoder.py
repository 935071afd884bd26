"""The e4e encoder: picture to W+ (Tov et al., "Designing an Encoder for StyleGAN Image Manipulation", SIGGRAPH 2021).

A residual network with squeeze-and-excitation (IR-SE, as in ArcFace), a feature pyramid over its last three stages,
and one small convolutional head a row of W+; every row after the first is predicted as an offset on the first.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from deltaedit.errors import CheckpointError, ShapeError
from deltaedit.models.layers import EqualLinear

COARSE_STYLES = 3
MEDIUM_STYLES_END = 7
SQUEEZE = 16


@dataclass(frozen=True)
class EncoderConfig:
    """Shape of an encoder.

    Attributes:
        stem: channels of the first convolution.
        stages: (channels, residual blocks) of each stage; a stage halves the resolution; at least three.
        n_styles: rows of W+.
        style_dim: width of a row.
        style_width: channels inside the heads (``style_dim`` in the published one).
        size: pixels along an edge of the input.
    """

    stem: int
    stages: tuple[tuple[int, int], ...]
    n_styles: int
    style_dim: int
    style_width: int
    size: int

    @property
    def taps(self) -> tuple[int, int, int]:
        """0-based indices of the residual blocks that end the last three stages (6, 20 and 23 in IR-SE50)."""
        ends = [sum(blocks for _, blocks in self.stages[: i + 1]) - 1 for i in range(len(self.stages))]
        return ends[-3], ends[-2], ends[-1]

    @classmethod
    def from_state_dict(cls, state: Mapping[str, Tensor]) -> EncoderConfig:
        """Read every dimension from the shapes of a state dict in the published layout.

        A stage begins at the first block and wherever the channels change, which holds for every IR-SE network.

        Raises:
            CheckpointError: it is not the state dict of an e4e encoder.
        """
        try:
            stem = int(state["input_layer.0.weight"].shape[0])
            stages: list[tuple[int, int]] = []
            index = 0
            while (key := f"body.{index}.res_layer.1.weight") in state:
                depth = int(state[key].shape[0])
                if stages and stages[-1][0] == depth:
                    stages[-1] = (depth, stages[-1][1] + 1)
                else:
                    stages.append((depth, 1))
                index += 1
            heads = [key for key in state if key.startswith("styles.") and key.endswith(".linear.weight")]
            style_dim, style_width = (int(n) for n in state["styles.0.linear.weight"].shape)
            halvings = sum(1 for k in state if k.startswith("styles.0.convs.") and k.endswith(".weight"))
        except KeyError as missing:
            raise CheckpointError(
                f"this is not an e4e encoder in the published layout: its tensor {missing} is missing."
            ) from missing
        if len(stages) < 3:
            raise CheckpointError(f"an e4e encoder has at least three stages; this one has {len(stages)}.")
        return cls(stem, tuple(stages), len(heads), style_dim, style_width, 2 ** (halvings + len(stages)))


class SqueezeExcite(nn.Module):
    """Channel attention (Hu et al., CVPR 2018)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        hidden = max(1, channels // SQUEEZE)
        self.fc1 = nn.Conv2d(channels, hidden, 1, bias=False)
        self.fc2 = nn.Conv2d(hidden, channels, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        weight = x.mean(dim=(2, 3), keepdim=True)
        return x * torch.sigmoid(self.fc2(F.relu(self.fc1(weight))))


class ResidualBlock(nn.Module):
    """The IR-SE unit: BN, 3x3, PReLU, 3x3 with the stride, BN, squeeze-excite; plus a shortcut."""

    def __init__(self, in_channels: int, channels: int, stride: int) -> None:
        super().__init__()
        self.stride = stride
        self.shortcut_layer: nn.Module | None = None
        if in_channels != channels:
            self.shortcut_layer = nn.Sequential(
                nn.Conv2d(in_channels, channels, 1, stride, bias=False), nn.BatchNorm2d(channels)
            )
        self.res_layer = nn.Sequential(
            nn.BatchNorm2d(in_channels),
            nn.Conv2d(in_channels, channels, 3, 1, 1, bias=False),
            nn.PReLU(channels),
            nn.Conv2d(channels, channels, 3, stride, 1, bias=False),
            nn.BatchNorm2d(channels),
            SqueezeExcite(channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        layer = self.shortcut_layer
        shortcut = x[:, :, :: self.stride, :: self.stride] if layer is None else layer(x)
        y: Tensor = self.res_layer(x) + shortcut
        return y


class StyleHead(nn.Module):
    """Halves a feature map down to one pixel, which becomes one row of W+."""

    def __init__(self, in_channels: int, width: int, style_dim: int, halvings: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for i in range(halvings):
            layers += [nn.Conv2d(in_channels if i == 0 else width, width, 3, 2, 1), nn.LeakyReLU()]
        self.convs = nn.Sequential(*layers)
        self.linear = EqualLinear(width, style_dim)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.linear(self.convs(x).flatten(1))
        return y


class Encoder(nn.Module):
    """Pictures in [-1, 1] to W+.

    Attributes:
        config: the dimensions.
        latent_avg: mean of w that the encoder's output is an offset from, [style_dim] or [n_styles, style_dim].
    """

    latent_avg: Tensor | None

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.config = config
        self.input_layer = nn.Sequential(
            nn.Conv2d(3, config.stem, 3, 1, 1, bias=False), nn.BatchNorm2d(config.stem), nn.PReLU(config.stem)
        )
        blocks: list[nn.Module] = []
        channels = config.stem
        for depth, count in config.stages:
            blocks += [ResidualBlock(channels if i == 0 else depth, depth, 2 if i == 0 else 1) for i in range(count)]
            channels = depth
        self.body = nn.ModuleList(blocks)
        halvings = int(math.log2(config.size)) - len(config.stages)
        self.styles = nn.ModuleList()
        for row in range(config.n_styles):
            finer = 0 if row < COARSE_STYLES else 1 if row < MEDIUM_STYLES_END else 2
            self.styles.append(StyleHead(channels, config.style_width, config.style_dim, halvings + finer))
        self.latlayer1 = nn.Conv2d(config.stages[-2][0], channels, 1)
        self.latlayer2 = nn.Conv2d(config.stages[-3][0], channels, 1)
        self.register_buffer("latent_avg", None, persistent=False)

    def forward(self, image: Tensor) -> Tensor:
        """Offsets of W+ from the mean of w.

        Args:
            image: [B, 3, size, size] in [-1, 1].

        Returns:
            [B, n_styles, style_dim]; add ``latent_avg`` for W+ (:meth:`encode` does).

        Raises:
            ShapeError: the pictures have another size.
        """
        size = self.config.size
        if image.ndim != 4 or image.shape[1:] != (3, size, size):
            raise ShapeError(f"the encoder needs pictures [batch, 3, {size}, {size}], not {list(image.shape)}.")
        x = self.input_layer(image)
        taps = []
        for index, block in enumerate(self.body):
            x = block(x)
            if index in self.config.taps:
                taps.append(x)
        fine, medium, coarse = taps

        base = self.styles[0](coarse)
        rows = [base]
        features = coarse
        for row in range(1, self.config.n_styles):
            if row == COARSE_STYLES:
                features = self._add_lateral(features, self.latlayer1(medium))
            elif row == MEDIUM_STYLES_END:
                features = self._add_lateral(features, self.latlayer2(fine))
            rows.append(base + self.styles[row](features))
        return torch.stack(rows, dim=1)

    def encode(self, image: Tensor) -> Tensor:
        """W+ of pictures of any size: [B, 3, H, W] in [-1, 1] to [B, n_styles, style_dim].

        Raises:
            CheckpointError: the encoder has no ``latent_avg``.
        """
        if self.latent_avg is None:
            raise CheckpointError("this encoder's file holds no latent_avg, which its output is an offset from.")
        size = self.config.size
        if image.shape[-2:] != (size, size):
            image = F.interpolate(image, (size, size), mode="bilinear", align_corners=False, antialias=True)
        offsets: Tensor = self(image)
        return offsets + self.latent_avg

    @staticmethod
    def _add_lateral(below: Tensor, lateral: Tensor) -> Tensor:
        return F.interpolate(below, lateral.shape[-2:], mode="bilinear", align_corners=True) + lateral
