"""The StyleGAN2 generator, opened where DeltaEdit edits it: S in, picture out.

Karras et al., "Analyzing and Improving the Image Quality of StyleGAN", CVPR 2020, config E/F with skip connections.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor, nn

from deltaedit.errors import CheckpointError, ShapeError, listed
from deltaedit.models.layers import BiasLeakyReLU, EqualLinear, ModulatedConv2d, NoiseInjection, PixelNorm, Upsample
from deltaedit.models.loading import load_strictly, on_meta
from deltaedit.stylespace import StyleSpaceLayout

MAPPING_LR_MULTIPLIER = 0.01
#: Pixels along an edge of the first feature map.
BASE_RESOLUTION = 4
#: Resolutions (up to 2048x2048) and layers of a mapping network: above those of any real generator, and low enough that
#: a file which claims them cannot exhaust memory.
MAX_RESOLUTIONS, MAX_LAYERS = 10, 64


@dataclass(frozen=True)
class GeneratorConfig:
    """A generator's shape, and how its weights are to be used.

    Attributes:
        channels: feature channels at 4x4, 8x8, ... up to the full resolution.
        style_dim: width of w and of each row of W+.
        n_mlp: layers of the mapping network.
        z_dim: width of z; None where it is ``style_dim``.
        hidden_dim: width between the layers of the mapping network; None where it is ``style_dim``.
        label_dim: width of a conditional generator's label; 0 where it takes none.
        label_features: width of the embedded label; None where it is ``style_dim``.
        conv_clamp: bound on the output of every convolution, ToRGB included (StyleGAN2-ADA trains its half-precision
            layers with one, and its weights may depend on it); None for no bound.
        stored_noise: False where the file lacked the noise that the weights were trained with, so that zeros replace
            it.

    Raises:
        CheckpointError: ``conv_clamp`` is not a positive number, or there are more resolutions or layers than any
            generator has.
    """

    channels: tuple[int, ...]
    style_dim: int
    n_mlp: int
    z_dim: int | None = None
    hidden_dim: int | None = None
    label_dim: int = 0
    label_features: int | None = None
    conv_clamp: float | None = None
    stored_noise: bool = True

    def __post_init__(self) -> None:
        # Equal generators must have equal configurations, so a width that is style_dim is always written as None.
        for name in ("z_dim", "hidden_dim", "label_features"):
            if getattr(self, name) == self.style_dim or (name == "label_features" and not self.label_dim):
                object.__setattr__(self, name, None)
        if not 1 <= len(self.channels) <= MAX_RESOLUTIONS:
            count = len(self.channels)
            raise CheckpointError(f"a generator has 1 to {MAX_RESOLUTIONS} resolutions; this one has {count}.")
        if not 0 <= self.n_mlp <= MAX_LAYERS:
            raise CheckpointError(f"a mapping network has 0 to {MAX_LAYERS} layers; this one has {self.n_mlp}.")
        if self.conv_clamp is not None and not 0 < self.conv_clamp < math.inf:
            raise CheckpointError(f"a generator's conv_clamp must be positive or absent, not {self.conv_clamp}.")

    @property
    def mapping_widths(self) -> tuple[int, ...]:
        """Widths along the mapping network: of its input (z and the embedded label), then after each layer."""
        if self.n_mlp == 0:
            return (self.style_dim,)
        entering = (self.z_dim or self.style_dim) + (self.label_width if self.label_dim else 0)
        return (entering, *[self.hidden_dim or self.style_dim] * (self.n_mlp - 1), self.style_dim)

    @property
    def label_width(self) -> int:
        """Width of the embedded label."""
        return self.label_features or self.style_dim

    @property
    def size(self) -> int:
        """Pixels along an edge of the picture."""
        return BASE_RESOLUTION << (len(self.channels) - 1)

    @classmethod
    def from_state_dict(cls, state: Mapping[str, Tensor]) -> GeneratorConfig:
        """Read every dimension from the shapes of a state dict in the published layout.

        ``stored_noise`` is read, too; ``conv_clamp`` leaves no trace in the tensors and stays None.

        Raises:
            CheckpointError: it is not the state dict of a StyleGAN2 generator.
        """
        try:
            channels = [int(state["input.input"].shape[1])]
            while (up := f"convs.{2 * (len(channels) - 1)}.conv.weight") in state:
                channels.append(int(state[up].shape[1]))
            n_mlp = sum(1 for key in state if key.startswith("style.") and key.endswith(".weight"))
            style_dim = int(state["conv1.conv.modulation.weight"].shape[1])
            label_features, label_dim = (
                (int(n) for n in state["embed.weight"].shape) if "embed.weight" in state else (0, 0)
            )
            z_dim = int(state["style.1.weight"].shape[1]) - label_features if n_mlp else style_dim
            hidden_dim = int(state["style.1.weight"].shape[0]) if n_mlp > 1 else style_dim
        except KeyError as missing:
            raise CheckpointError(
                f"this is not a StyleGAN2 generator in the published layout: its tensor {missing} is missing."
            ) from missing
        except (IndexError, ValueError) as error:
            raise CheckpointError(
                "this is not a StyleGAN2 generator in the published layout: its tensors have other dimensions."
            ) from error
        return cls(
            channels=tuple(channels),
            style_dim=style_dim,
            n_mlp=n_mlp,
            z_dim=z_dim,
            hidden_dim=hidden_dim,
            label_dim=label_dim,
            label_features=label_features,
            stored_noise=any(key.startswith("noises.") for key in state),
        )


class ConstantInput(nn.Module):
    """The learned 4x4 start of every picture."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.input = nn.Parameter(torch.randn(1, channels, BASE_RESOLUTION, BASE_RESOLUTION))


def clamped(x: Tensor, bound: float | None) -> Tensor:
    """x clamped to [-bound, bound]; x itself where there is no bound."""
    return x if bound is None else x.clamp(-bound, bound)


class StyledConv(nn.Module):
    """Modulated 3x3 convolution, stored noise, bias, leaky ReLU, and clamping where the generator clamps."""

    def __init__(
        self, in_channels: int, out_channels: int, style_dim: int, *, upsample: bool = False, clamp: float | None = None
    ) -> None:
        super().__init__()
        self.clamp = clamp
        self.conv = ModulatedConv2d(in_channels, out_channels, 3, style_dim, upsample=upsample)
        self.noise = NoiseInjection()
        self.activate = BiasLeakyReLU(out_channels)

    def forward(self, x: Tensor, style: Tensor, noise: Tensor) -> Tensor:
        return clamped(self.activate(self.noise(self.conv(x, style), noise)), self.clamp)


class ToRGB(nn.Module):
    """1x1 modulated convolution to RGB, clamped, added to the up-sampled picture of the resolution below."""

    def __init__(self, in_channels: int, style_dim: int, *, upsample: bool = True, clamp: float | None = None) -> None:
        super().__init__()
        self.clamp = clamp
        self.conv = ModulatedConv2d(in_channels, 3, 1, style_dim, demodulate=False)
        self.bias = nn.Parameter(torch.zeros(1, 3, 1, 1))
        if upsample:
            self.upsample = Upsample()

    def forward(self, x: Tensor, style: Tensor, below: Tensor | None = None) -> Tensor:
        rgb = clamped(self.conv(x, style) + self.bias, self.clamp)
        return rgb if below is None else rgb + self.upsample(below)


class Generator(nn.Module):
    """StyleGAN2: ``z -> w -> W+ -> S -> picture``, with a method for each arrow.

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
        dim, channels, clamp = config.style_dim, config.channels, config.conv_clamp

        mapping: list[nn.Module] = [PixelNorm()]
        mapping += [
            EqualLinear(before, after, lr_multiplier=MAPPING_LR_MULTIPLIER, activate=True)
            for before, after in zip(config.mapping_widths, config.mapping_widths[1:])
        ]
        self.style = nn.Sequential(*mapping)
        self.input = ConstantInput(channels[0])
        self.conv1 = StyledConv(channels[0], channels[0], dim, clamp=clamp)
        self.to_rgb1 = ToRGB(channels[0], dim, upsample=False, clamp=clamp)
        self.convs = nn.ModuleList()
        self.to_rgbs = nn.ModuleList()
        for below, here in zip(channels, channels[1:]):
            self.convs.append(StyledConv(below, here, dim, upsample=True, clamp=clamp))
            self.convs.append(StyledConv(here, here, dim, clamp=clamp))
            self.to_rgbs.append(ToRGB(here, dim, clamp=clamp))
        self.noises = nn.Module()
        for layer in range(self.layout.n_layers):
            side = BASE_RESOLUTION << ((layer + 1) // 2)
            self.noises.register_buffer(f"noise_{layer}", torch.zeros(1, 1, side, side))
        if config.label_dim:
            self.embed = EqualLinear(config.label_dim, config.label_width)
        self.register_buffer("latent_avg", None, persistent=False)

    @classmethod
    def from_tensors(
        cls, config: GeneratorConfig, tensors: Mapping[str, Tensor], latent_avg: Tensor | None, origin: object
    ) -> Generator:
        """A generator that uses these tensors without copying them; ready for inference, without gradients.

        Args:
            config: its shape; without ``stored_noise``, noise that is missing becomes zeros.
            tensors: a state dict that must fit exactly, float32.
            latent_avg: mean of w, [style_dim], or None.
            origin: where the tensors are from, for messages.

        Raises:
            CheckpointError: a tensor is missing, left over or of another shape.
        """
        if latent_avg is not None and latent_avg.shape != (config.style_dim,):
            found = list(latent_avg.shape)
            raise CheckpointError(f"{origin} has a mean of w of {found}, where [{config.style_dim}] is needed.")
        network = on_meta(cls, config, origin)
        tensors = dict(tensors)
        if not config.stored_noise:
            for name, noise in network.noises.named_buffers(prefix="noises"):
                tensors.setdefault(name, torch.zeros(noise.shape))
        network = load_strictly(network, tensors, origin)
        network.latent_avg = latent_avg
        return network

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.input.input.device

    @property
    def n_latent(self) -> int:
        """Rows of W+."""
        return self.layout.n_latent

    @property
    def z_dim(self) -> int:
        """Width of z."""
        return self.config.z_dim or self.config.style_dim

    def mapping(self, z: Tensor, truncation_psi: float = 1.0, label: Tensor | None = None) -> Tensor:
        """z [B, z_dim] to w [B, style_dim], truncated towards the mean of w where ``truncation_psi`` < 1.

        Args:
            z: drawn from a Gaussian, or from whatever the weights were trained with.
            truncation_psi: 1 for w itself, 0 for its mean.
            label: what a conditional generator should draw, [B, label_dim] (or [1, label_dim] for all), usually
                one-hot; None for all zeros.

        Raises:
            ShapeError: z or the label has another width, or the generator takes no label.
            CheckpointError: truncation was asked for and the file came without ``latent_avg``.
        """
        if z.ndim != 2 or z.shape[1] != self.z_dim:
            raise ShapeError(f"z must be [batch, {self.z_dim}] here, not {list(z.shape)}.")
        x = self.style[0](z)
        embedded = self._embedded_label(label, z)
        if embedded is not None:
            x = torch.cat([x, embedded], dim=1)
        w: Tensor = self.style[1:](x)
        if truncation_psi == 1.0:
            return w
        if self.latent_avg is None:
            raise CheckpointError(
                "this generator's file holds no mean of w, which truncation needs; "
                "use truncation_psi=1 or set generator.latent_avg (see Generator.mean_w)."
            )
        return torch.lerp(self.latent_avg.to(w), w, truncation_psi)

    def _embedded_label(self, label: Tensor | None, z: Tensor) -> Tensor | None:
        """The mapping network's second input, [B, label_width] at unit mean square; None without labels."""
        dim = self.config.label_dim
        if label is None:
            if not dim:
                return None
            label = z.new_zeros(1, dim)
        if not dim:
            raise ShapeError("this generator takes no label; leave it out.")
        if label.ndim != 2 or label.shape[1] != dim or label.shape[0] not in (1, z.shape[0]):
            raise ShapeError(f"a label must be [{z.shape[0]}, {dim}] here, not {list(label.shape)}.")
        embedded: Tensor = self.style[0](self.embed(label.to(z)))
        return embedded.expand(z.shape[0], -1)

    @torch.no_grad()
    def mean_w(self, z: Tensor, label: Tensor | None = None) -> Tensor:
        """Mean of w over given draws of z, [B, z_dim] to [style_dim]; what ``latent_avg`` should hold."""
        return self.mapping(z, label=label).mean(dim=0)

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
        """W+ [B, n_latent, style_dim] (or w [B, style_dim]) to joined StyleSpace codes [B, layout.total]."""
        w_plus = self.broadcast(w_plus)
        # conv1 is driven by row 0, the k-th pair by rows 1+2k and 2+2k.
        layers: list[Any] = [self.conv1, *self.convs]
        return self.layout.join([layer.conv.modulation(w_plus[:, row]) for row, layer in enumerate(layers)])

    def synthesize(self, s: Tensor, w_plus: Tensor, size: int | None = None) -> Tensor:
        """StyleSpace codes and the *unedited* W+ to pictures.

        Args:
            s: joined codes [B, layout.total], which drive the 3x3 convolutions.
            w_plus: [B, n_latent, style_dim] (or w, or a batch of 1 for all), which drives ToRGB only.
            size: pixels along an edge; None for all. Fewer are what the layers up to that resolution have drawn: a
                preview, without the detail that the later ones add.

        Returns:
            [B, 3, size, size], nominally in [-1, 1], not clipped.

        Raises:
            ShapeError: a code has another shape, the batches do not fit, or no layer has that size.
        """
        sizes = [BASE_RESOLUTION << k for k in range(len(self.config.channels))]
        if size not in (None, *sizes):
            raise ShapeError(f"this generator draws {listed(map(str, sizes))} pixels along an edge, not {size}.")
        w_plus = self.broadcast(w_plus)
        if s.ndim != 2 or w_plus.shape[0] not in (1, s.shape[0]):
            raise ShapeError(f"{list(s.shape)} StyleSpace codes do not fit {list(w_plus.shape)} W+ codes.")
        styles = self.layout.split(s)
        noises = [getattr(self.noises, f"noise_{i}") for i in range(self.layout.n_layers)]
        rgb_rows = [w_plus[:, row] for row in self.layout.to_rgb_w_plus_index]

        x = self.conv1(self.input.input, styles[0], noises[0])
        rgb: Tensor = self.to_rgb1(x, self.to_rgb1.conv.modulation(rgb_rows[0]))
        for k in range(sizes.index(size or sizes[-1])):
            to_rgb = cast(ToRGB, self.to_rgbs[k])
            x = self.convs[2 * k](x, styles[1 + 2 * k], noises[1 + 2 * k])
            x = self.convs[2 * k + 1](x, styles[2 + 2 * k], noises[2 + 2 * k])
            rgb = to_rgb(x, to_rgb.conv.modulation(rgb_rows[k + 1]), rgb)
        return rgb

    def draw(self, w_plus: Tensor) -> Tensor:
        """The pictures [B, 3, size, size] of unedited codes: W+ [B, n_latent, style_dim] or w [B, style_dim]."""
        w_plus = self.broadcast(w_plus)
        return self.synthesize(self.w_to_s(w_plus), w_plus)

    def forward(self, z: Tensor, truncation_psi: float = 1.0, label: Tensor | None = None) -> Tensor:
        """z [B, z_dim], and a label [B, label_dim] where one is taken, to pictures [B, 3, size, size]."""
        return self.draw(self.mapping(z, truncation_psi, label))
