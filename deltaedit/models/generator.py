"""The StyleGAN2 generator, opened where DeltaEdit edits it: S in, picture out.

Karras et al., "Analyzing and Improving the Image Quality of StyleGAN", CVPR 2020, config E/F with skip connections.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor, nn

from deltaedit.errors import CheckpointError, ShapeError
from deltaedit.models.layers import BiasLeakyReLU, EqualLinear, ModulatedConv2d, NoiseInjection, PixelNorm, Resample
from deltaedit.stylespace import StyleSpaceLayout

MAPPING_LR_MULTIPLIER = 0.01
SMALLEST = 4


@dataclass(frozen=True)
class GeneratorConfig:
    """Shape of a generator.

    Attributes:
        channels: feature channels at 4x4, 8x8, ... up to the full resolution.
        style_dim: width of z and of each row of W+.
        n_mlp: layers of the mapping network.
    """

    channels: tuple[int, ...]
    style_dim: int
    n_mlp: int

    @property
    def size(self) -> int:
        """Pixels along an edge of the picture."""
        return SMALLEST << (len(self.channels) - 1)

    @classmethod
    def from_state_dict(cls, state: Mapping[str, Tensor]) -> GeneratorConfig:
        """Read every dimension from the shapes of a state dict in the published layout.

        Raises:
            CheckpointError: it is not the state dict of a StyleGAN2 generator.
        """
        try:
            channels = [int(state["input.input"].shape[1])]
            while (up := f"convs.{2 * (len(channels) - 1)}.conv.weight") in state:
                channels.append(int(state[up].shape[1]))
            n_mlp = sum(1 for key in state if key.startswith("style.") and key.endswith(".weight"))
            style_dim = int(state["conv1.conv.modulation.weight"].shape[1])
        except (KeyError, IndexError) as missing:
            raise CheckpointError(
                f"this is not a StyleGAN2 generator in the published layout: its tensor {missing} is missing."
            ) from missing
        return cls(channels=tuple(channels), style_dim=style_dim, n_mlp=n_mlp)


class ConstantInput(nn.Module):
    """The learned 4x4 start of every picture."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.input = nn.Parameter(torch.randn(1, channels, SMALLEST, SMALLEST))


class StyledConv(nn.Module):
    """Modulated 3x3 convolution, stored noise, bias, leaky ReLU."""

    def __init__(self, in_channels: int, out_channels: int, style_dim: int, *, upsample: bool = False) -> None:
        super().__init__()
        self.conv = ModulatedConv2d(in_channels, out_channels, 3, style_dim, upsample=upsample)
        self.noise = NoiseInjection()
        self.activate = BiasLeakyReLU(out_channels)

    def forward(self, x: Tensor, style: Tensor, noise: Tensor) -> Tensor:
        return self.activate(self.noise(self.conv(x, style), noise))


class ToRGB(nn.Module):
    """1x1 modulated convolution to RGB, added to the up-sampled picture of the resolution below."""

    def __init__(self, in_channels: int, style_dim: int, *, upsample: bool = True) -> None:
        super().__init__()
        self.conv = ModulatedConv2d(in_channels, 3, 1, style_dim, demodulate=False)
        self.bias = nn.Parameter(torch.zeros(1, 3, 1, 1))
        if upsample:
            self.upsample = Resample((2, 1), up=2)

    def forward(self, x: Tensor, style: Tensor, below: Tensor | None = None) -> Tensor:
        rgb = self.conv(x, style) + self.bias
        return rgb if below is None else rgb + self.upsample(below)


class Generator(nn.Module):
    """StyleGAN2: ``z -> w -> W+ -> S -> picture``, each arrow callable by itself.

    The noise is the one stored with the weights, never fresh, so the same code always gives the same picture.

    Attributes:
        config: the dimensions.
        layout: the StyleSpace layout.
        latent_avg: mean of w, [style_dim], or None where the file had none.
    """

    latent_avg: Tensor | None

    def __init__(self, config: GeneratorConfig) -> None:
        super().__init__()
        self.config = config
        self.layout = StyleSpaceLayout.from_resolution_channels(config.channels)
        dim, channels = config.style_dim, config.channels

        mapping: list[nn.Module] = [PixelNorm()]
        mapping += [
            EqualLinear(dim, dim, lr_multiplier=MAPPING_LR_MULTIPLIER, activate=True) for _ in range(config.n_mlp)
        ]
        self.style = nn.Sequential(*mapping)
        self.input = ConstantInput(channels[0])
        self.conv1 = StyledConv(channels[0], channels[0], dim)
        self.to_rgb1 = ToRGB(channels[0], dim, upsample=False)
        self.convs = nn.ModuleList()
        self.to_rgbs = nn.ModuleList()
        for below, here in zip(channels, channels[1:]):
            self.convs.append(StyledConv(below, here, dim, upsample=True))
            self.convs.append(StyledConv(here, here, dim))
            self.to_rgbs.append(ToRGB(here, dim))
        self.noises = nn.Module()
        for layer in range(self.layout.n_layers):
            side = SMALLEST << ((layer + 1) // 2)
            self.noises.register_buffer(f"noise_{layer}", torch.zeros(1, 1, side, side))
        self.register_buffer("latent_avg", None, persistent=False)

    @property
    def n_latent(self) -> int:
        """Rows of W+."""
        return self.layout.n_latent

    def mapping(self, z: Tensor, truncation_psi: float = 1.0) -> Tensor:
        """z [B, style_dim] to w [B, style_dim], drawn towards the mean of w where ``truncation_psi`` < 1.

        Raises:
            ShapeError: z has another width.
            CheckpointError: truncation was asked for and the file came without ``latent_avg``.
        """
        if z.ndim != 2 or z.shape[1] != self.config.style_dim:
            raise ShapeError(f"z must be [batch, {self.config.style_dim}] here, not {list(z.shape)}.")
        w: Tensor = self.style(z)
        if truncation_psi == 1.0:
            return w
        if self.latent_avg is None:
            raise CheckpointError(
                "this generator's file holds no mean of w, which truncation needs; "
                "use truncation_psi=1 or set generator.latent_avg (see Generator.mean_w)."
            )
        return torch.lerp(self.latent_avg.to(w), w, truncation_psi)

    @torch.no_grad()
    def mean_w(self, z: Tensor) -> Tensor:
        """Mean of w over given draws of z, [B, style_dim] to [style_dim]; what ``latent_avg`` should hold."""
        return self.mapping(z).mean(dim=0)

    def broadcast(self, w: Tensor) -> Tensor:
        """w [B, style_dim] to W+ [B, n_latent, style_dim], every row the same; W+ passes unchanged.

        Raises:
            ShapeError: the code has another shape.
        """
        if w.ndim == 2:
            w = w[:, None].expand(-1, self.n_latent, -1)
        if w.ndim != 3 or w.shape[1:] != (self.n_latent, self.config.style_dim):
            raise ShapeError(
                f"W+ must be [batch, {self.n_latent}, {self.config.style_dim}] for this generator, not {list(w.shape)}."
            )
        return w

    def w_to_s(self, w_plus: Tensor) -> Tensor:
        """W+ [B, n_latent, style_dim] (or w [B, style_dim]) to the joined StyleSpace code [B, layout.total]."""
        w_plus = self.broadcast(w_plus)
        layers: list[Any] = [self.conv1, *self.convs]
        return self.layout.join(
            [layer.conv.modulation(w_plus[:, row]) for layer, row in zip(layers, self.layout.w_plus_index)]
        )

    def synthesize(self, s: Tensor, w_plus: Tensor) -> Tensor:
        """A StyleSpace code and the *unedited* W+ to pictures.

        Args:
            s: joined code [B, layout.total]; drives the 3x3 convolutions.
            w_plus: [B, n_latent, style_dim] (or w, or a batch of 1 for all); drives ToRGB alone.

        Returns:
            [B, 3, size, size], nominally in [-1, 1], not clipped.

        Raises:
            ShapeError: a code has another shape, or the batches do not fit.
        """
        w_plus = self.broadcast(w_plus)
        if s.ndim != 2 or w_plus.shape[0] not in (1, s.shape[0]):
            raise ShapeError(f"{list(s.shape)} StyleSpace codes do not fit {list(w_plus.shape)} W+ codes.")
        styles = self.layout.split(s)
        noises = [getattr(self.noises, f"noise_{i}") for i in range(self.layout.n_layers)]
        rgb_rows = [w_plus[:, row] for row in self.layout.to_rgb_w_plus_index]

        x = self.conv1(self.input.input, styles[0], noises[0])
        rgb: Tensor = self.to_rgb1(x, self.to_rgb1.conv.modulation(rgb_rows[0]))
        for k, layer in enumerate(self.to_rgbs):
            to_rgb = cast(ToRGB, layer)
            x = self.convs[2 * k](x, styles[1 + 2 * k], noises[1 + 2 * k])
            x = self.convs[2 * k + 1](x, styles[2 + 2 * k], noises[2 + 2 * k])
            rgb = to_rgb(x, to_rgb.conv.modulation(rgb_rows[k + 1]), rgb)
        return rgb

    def forward(self, z: Tensor, truncation_psi: float = 1.0) -> Tensor:
        """z [B, style_dim] to pictures [B, 3, size, size]."""
        w_plus = self.broadcast(self.mapping(z, truncation_psi))
        return self.synthesize(self.w_to_s(w_plus), w_plus)
