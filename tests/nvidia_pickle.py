"""Small StyleGAN2 generators as NVIDIA's code pickles and runs them, reimplemented from its behaviour.

The networks are drawn at random, pickled under the names of NVIDIA's modules, and run in float64 by the definitions:
weights of its own for every picture, up-sampling by inserted zeros, one filter in two dimensions. Nothing is shared
with the networks under test.
"""

from __future__ import annotations

import contextlib
import math
import pickle
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

NORM_EPSILON = 1e-8
# Executing this would end the tests.
SOURCE = "raise SystemExit('the source code in a pickle was executed')"


def _reconstruct_persistent_obj(meta: object) -> object:
    raise AssertionError("the reconstruction of a network was called")


class EasyDict(dict[str, Any]):
    """A dictionary with attributes, as NVIDIA's options are kept in."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(name) from error


@contextlib.contextmanager
def nvidia_modules() -> Iterator[None]:
    """While pickling, make these names importable, as they are in NVIDIA's projects."""
    homes = {
        "torch_utils": None,
        "torch_utils.persistence": _reconstruct_persistent_obj,
        "dnnlib": None,
        "dnnlib.util": EasyDict,
    }
    before = {name: sys.modules.get(name) for name in homes}
    try:
        for home, member in homes.items():
            sys.modules[home] = types.ModuleType(home)
            if member is not None:
                member.__module__ = home
                setattr(sys.modules[home], member.__name__, member)
        yield
    finally:
        for member in (_reconstruct_persistent_obj, EasyDict):
            member.__module__ = __name__
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


class Persistent(nn.Module):
    """A network that pickles with its source code and its whole ``__dict__``."""

    def __reduce__(self) -> tuple[object, ...]:
        meta = {
            "type": "class",
            "version": 6,
            "module_src": SOURCE,
            "class_name": type(self).__name__,
            "state": dict(self.__dict__),
        }
        return _reconstruct_persistent_obj, (meta,), None


def resample_filter(taps: list[int] | None = None) -> Tensor:
    line = torch.tensor(taps or [1, 3, 3, 1], dtype=torch.float32)
    return torch.outer(line, line) / torch.outer(line, line).sum()


def low_pass(x: Tensor, kernel: Tensor, before: int, after: int) -> Tensor:
    """Zeros between the pixels and around them, then the filter (a true convolution) times 4."""
    batch, channels, height, width = x.shape
    spread = x.new_zeros(batch, channels, 2 * height, 2 * width)
    spread[:, :, ::2, ::2] = x
    spread = F.pad(spread, (before, after, before, after))
    weight = (4 * kernel.to(x)).flip(0, 1)[None, None].repeat(channels, 1, 1, 1)
    return F.conv2d(spread, weight, groups=channels)


def normalize(x: Tensor) -> Tensor:
    return x / (x.square().mean(dim=1, keepdim=True) + NORM_EPSILON).sqrt()


def activate(x: Tensor, bound: float | None) -> Tensor:
    x = torch.where(x < 0, 0.2 * x, x) * math.sqrt(2)
    return x if bound is None else torch.minimum(torch.maximum(x, x.new_tensor(-bound)), x.new_tensor(bound))


class FullyConnectedLayer(Persistent):
    def __init__(
        self, before: int, after: int, activation: str = "linear", lr_multiplier: float = 1.0, bias: float = 0.0
    ) -> None:
        super().__init__()
        self.activation = activation
        self.weight = nn.Parameter(torch.randn(after, before) / lr_multiplier)
        self.bias = nn.Parameter((bias + 0.1 * torch.randn(after)) / (1 if bias else lr_multiplier))
        self.weight_gain = lr_multiplier / np.sqrt(before)
        self.bias_gain = lr_multiplier

    def forward(self, x: Tensor) -> Tensor:
        y = (self.weight.double() * float(self.weight_gain)) @ x.t() + (self.bias.double() * self.bias_gain)[:, None]
        return activate(y.t(), None) if self.activation == "lrelu" else y.t()


class MappingNetwork(Persistent):
    def __init__(
        self,
        z_dim: int,
        c_dim: int,
        w_dim: int,
        num_ws: int,
        num_layers: int = 8,
        embed_features: int | None = None,
        layer_features: int | None = None,
        activation: str = "lrelu",
        lr_multiplier: float = 0.01,
        w_avg_beta: float | None = 0.995,
    ) -> None:
        super().__init__()
        self.z_dim, self.c_dim, self.w_dim, self.num_ws, self.num_layers = z_dim, c_dim, w_dim, num_ws, num_layers
        embed = (embed_features or w_dim) if c_dim else 0
        widths = [z_dim + embed, *[layer_features or w_dim] * (num_layers - 1), w_dim]
        if c_dim:
            self.embed = FullyConnectedLayer(c_dim, embed)
        for index, (before, after) in enumerate(zip(widths, widths[1:])):
            setattr(self, f"fc{index}", FullyConnectedLayer(before, after, activation, lr_multiplier))
        if w_avg_beta is not None:
            self.register_buffer("w_avg", torch.randn(w_dim))

    def forward(self, z: Tensor, c: Tensor, psi: float) -> Tensor:
        x = normalize(z)
        if self.c_dim:
            x = torch.cat([x, normalize(self.embed(c))], dim=1)
        for index in range(self.num_layers):
            x = getattr(self, f"fc{index}")(x)
        return x if psi == 1 else self.w_avg.double() * (1 - psi) + x * psi


class SynthesisLayer(Persistent):
    def __init__(
        self,
        before: int,
        after: int,
        w_dim: int,
        resolution: int,
        up: int,
        conv_clamp: float | None,
        use_noise: bool,
        activation: str,
        taps: list[int] | None,
        channels_last: bool,
    ) -> None:
        super().__init__()
        self.resolution, self.up, self.use_noise, self.activation = resolution, up, use_noise, activation
        self.conv_clamp = conv_clamp
        self.register_buffer("resample_filter", resample_filter(taps))
        self.padding = 1
        self.act_gain = np.sqrt(2)
        self.affine = FullyConnectedLayer(w_dim, before, bias=1.0)
        layout = torch.channels_last if channels_last else torch.contiguous_format
        self.weight = nn.Parameter(torch.randn(after, before, 3, 3).to(memory_format=layout))
        if use_noise:
            self.register_buffer("noise_const", torch.randn(resolution, resolution))
            self.noise_strength = nn.Parameter(torch.tensor(0.3))
        self.bias = nn.Parameter(0.1 * torch.randn(after))

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        weight = self.weight.double()[None] * self.affine(w)[:, None, :, None, None]
        weight = weight / (weight.square().sum(dim=(2, 3, 4), keepdim=True) + 1e-8).sqrt()
        pictures = []
        for picture, own in zip(x, weight):
            one = picture[None]
            if self.up == 2:
                # Enlarged with one pixel more on every side, which a true convolution (the weight mirrored) consumes.
                pictures.append(F.conv2d(low_pass(one, self.resample_filter, 3, 2), own.flip(2, 3)))
            else:
                pictures.append(F.conv2d(one, own, padding=1))
        y = torch.cat(pictures)
        if self.use_noise:
            y = y + self.noise_const.double() * self.noise_strength.double()
        return activate(y + self.bias.double()[:, None, None], self.conv_clamp)


class ToRGBLayer(Persistent):
    def __init__(self, before: int, colours: int, w_dim: int, conv_clamp: float | None) -> None:
        super().__init__()
        self.conv_clamp = conv_clamp
        self.affine = FullyConnectedLayer(w_dim, before, bias=1.0)
        self.weight = nn.Parameter(torch.randn(colours, before, 1, 1))
        self.bias = nn.Parameter(0.1 * torch.randn(colours))
        self.weight_gain = 1 / np.sqrt(before)

    def forward(self, x: Tensor, w: Tensor) -> Tensor:
        style = self.affine(w) * float(self.weight_gain)
        rgb = torch.einsum("ocij,bc,bcyx->boyx", self.weight.double(), style, x) + self.bias.double()[:, None, None]
        return rgb if self.conv_clamp is None else rgb.clamp(-self.conv_clamp, self.conv_clamp)


class SynthesisBlock(Persistent):
    def __init__(
        self,
        before: int,
        after: int,
        w_dim: int,
        resolution: int,
        img_channels: int,
        architecture: str = "skip",
        taps: list[int] | None = None,
        conv_clamp: float | None = None,
        use_fp16: bool = False,
        use_noise: bool = True,
        activation: str = "lrelu",
    ) -> None:
        super().__init__()
        self.in_channels, self.w_dim, self.resolution, self.img_channels = before, w_dim, resolution, img_channels
        self.architecture, self.use_fp16 = architecture, use_fp16
        self.register_buffer("resample_filter", resample_filter(taps))
        layer = (w_dim, resolution)
        options = (conv_clamp, use_noise, activation)
        if before == 0:
            self.const = nn.Parameter(torch.randn(after, resolution, resolution))
        else:
            self.conv0 = SynthesisLayer(before, after, *layer, 2, *options, taps, use_fp16)
        self.conv1 = SynthesisLayer(after, after, *layer, 1, *options, None, use_fp16)
        self.torgb = ToRGBLayer(after, img_channels, w_dim, conv_clamp)

    def forward(self, x: Tensor | None, image: Tensor | None, rows: list[Tensor]) -> tuple[Tensor, Tensor]:
        x = self.const.double().repeat(len(rows[0]), 1, 1, 1) if x is None else self.conv0(x, rows.pop(0))
        x = self.conv1(x, rows.pop(0))
        rgb = self.torgb(x, rows[0])
        return x, rgb if image is None else rgb + low_pass(image, self.resample_filter, 2, 1)


class SynthesisNetwork(Persistent):
    def __init__(
        self, w_dim: int, channels: tuple[int, ...], img_channels: int = 3, num_fp16_res: int = 0, **block: Any
    ) -> None:
        super().__init__()
        self.w_dim, self.img_channels = w_dim, img_channels
        self.block_resolutions = [4 << k for k in range(len(channels))]
        self.img_resolution = self.block_resolutions[-1]
        self.num_ws = 2 * len(channels)
        for k, side in enumerate(self.block_resolutions):
            half = k >= max(len(channels) - num_fp16_res, 1)
            before = channels[k - 1] if k else 0
            made = SynthesisBlock(before, channels[k], w_dim, side, img_channels, use_fp16=half, **block)
            setattr(self, f"b{side}", made)

    def forward(self, w_plus: Tensor) -> Tensor:
        x = image = None
        first = 0
        for side in self.block_resolutions:
            block = getattr(self, f"b{side}")
            convs = 1 if x is None else 2
            x, image = block(x, image, list(w_plus[:, first : first + convs + 1].unbind(dim=1)))
            first += convs
        assert image is not None
        return image


class Generator(Persistent):
    """The generator, with NVIDIA's options, except that channels are given for each resolution."""

    def __init__(
        self,
        z_dim: int = 10,
        c_dim: int = 0,
        w_dim: int = 10,
        channels: tuple[int, ...] = (12, 12, 8, 6),
        mapping_kwargs: dict[str, Any] | None = None,
        **synthesis_kwargs: Any,
    ) -> None:
        super().__init__()
        self.z_dim, self.c_dim, self.w_dim = z_dim, c_dim, w_dim
        self.synthesis = SynthesisNetwork(w_dim, channels, **synthesis_kwargs)
        self.img_resolution, self.img_channels = self.synthesis.img_resolution, self.synthesis.img_channels
        self.num_ws = self.synthesis.num_ws
        self.mapping = MappingNetwork(z_dim, c_dim, w_dim, self.num_ws, **(mapping_kwargs or {}))
        self._init_args = ()
        self._init_kwargs = EasyDict(z_dim=z_dim, mapping_kwargs=EasyDict(mapping_kwargs or {}))
        self.eval().requires_grad_(False)

    def forward(self, z: Tensor, c: Tensor, psi: float = 1.0) -> Tensor:
        """z [B, z_dim] and labels [B, c_dim] to pictures, float64, with the stored noise."""
        w = self.mapping(z.double(), c.double(), psi)
        return self.synthesis(w[:, None].repeat(1, self.num_ws, 1))


class Discriminator(Persistent):
    """A network of other content: some weights, a set, an array."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("once", torch.zeros(2), persistent=False)
        self.register_buffer("count", torch.tensor(7))
        self.weight = nn.Parameter(torch.randn(3, 4).t())
        self.table = np.arange(6, dtype=np.float32).reshape(2, 3)
        self.device = torch.device("cuda", 0)
        self.kind = torch.float16
        self.size = torch.Size([2, 3])


def dump(path: Path, content: object, protocol: int = 4) -> Path:
    """Pickle anything with NVIDIA's names in it."""
    with nvidia_modules():
        path.write_bytes(pickle.dumps(content, protocol=protocol))
    return path


def snapshot(generator: nn.Module) -> dict[str, object]:
    """The dictionary that NVIDIA's training saves."""
    return {
        "G": generator,
        "D": Discriminator(),
        "G_ema": generator,
        "augment_pipe": None,
        "training_set_kwargs": EasyDict(
            class_name="training.dataset.ImageFolderDataset", path="d.zip", use_labels=False
        ),
    }
