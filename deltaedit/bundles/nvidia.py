"""Loading NVIDIA's StyleGAN2 networks (``.pkl`` of stylegan2-ada-pytorch and of stylegan3) as our generator.

Karras et al., "Training Generative Adversarial Networks with Limited Data", NeurIPS 2020. Their networks differ from
the layout that ours shares with the other published checkpoints:

- 3x3 convolutions have no equalised learning rate. Ours are scaled by 1/sqrt(fan-in) at run time, so NVIDIA's weights
  are multiplied by the inverse here;
- up-sampling weights are not flipped in the PyTorch files (the TensorFlow files are another format);
- there may be labels, a mapping network of other widths than W's, learning-rate multipliers other than 0.01 (which are
  folded into the weights) and a bound on the output of the convolutions (``conv_clamp``, in single precision, too).

Layers that run in half precision there run in single precision here, as with their ``force_fp32``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from deltaedit.bundles.state_dicts import owned
from deltaedit.bundles.unpickle import ForeignModule
from deltaedit.errors import CheckpointError, listed, printable
from deltaedit.models import Generator, GeneratorConfig
from deltaedit.models.generator import BASE_RESOLUTION, MAPPING_LR_MULTIPLIER, MAX_RESOLUTIONS
from deltaedit.models.layers import LEAKY_GAIN

#: Names of generators, the averaged one first.
GENERATORS = ("G_ema", "G")
MEMBERS = ("_parameters", "_buffers")
COLOURS = 3
TAPS = (1.0, 3.0, 3.0, 1.0)
#: Factors that differ from 1 by no more than this differ by rounding only.
SAME_SCALE = 1e-9
#: The largest absolute value of any number that scales or clamps.
MAX_FACTOR = 1e30
KNOWN_RESOLUTIONS = tuple(BASE_RESOLUTION << power for power in range(MAX_RESOLUTIONS))


def holds_nvidias_networks(content: Any) -> bool:
    """Whether the content of a file is one of NVIDIA's networks, or a dictionary that holds any."""
    values = content.values() if isinstance(content, dict) else [content]
    return any(isinstance(value, ForeignModule) for value in values)


def generator_of_nvidia(content: Any, path: Path) -> Generator:
    """The averaged generator (``G_ema``, or ``G`` where there is no other) of one of NVIDIA's StyleGAN2 files.

    Args:
        content: from :func:`deltaedit.bundles.foreign.read_foreign`: a dictionary of networks, or the generator itself.
        path: the file, for messages.

    Returns:
        A generator ready for inference, with ``latent_avg`` where the file holds it. For a network that was trained
        without noise the stored noise is zeros.

    Raises:
        CheckpointError: there is no StyleGAN2 generator, or one of an architecture that cannot be edited here (the
            message says which).
    """
    root = _generator_module(path, content)
    tensors = {name: owned(tensor).contiguous() for name, tensor in _state_dict(root).items()}
    latent_avg = tensors.pop("latent_avg", None)
    root.check_all_used()
    config = replace(GeneratorConfig.from_state_dict(tensors), conv_clamp=_conv_clamp(root))
    return Generator.from_tensors(config, tensors, latent_avg, origin=path)


@dataclass
class _Module:
    """A module of the file, which keeps track of which of its members were used.

    Attributes:
        origin: the file, for messages.
        name: its name within the generator, such as ``synthesis.b8.conv0``.
        record: the module as data.
        used: names of the tensors and modules that were used.
        children: the modules that were used, by name.
    """

    origin: Path
    name: str
    record: ForeignModule
    used: set[str] = field(default_factory=set)
    children: dict[str, _Module] = field(default_factory=dict)

    def group(self, name: str) -> Mapping[Any, Any]:
        group = self.record.state.get(name, {})
        return group if isinstance(group, dict) else {}

    def has(self, name: str) -> bool:
        return any(self.group(group).get(name) is not None for group in (*MEMBERS, "_modules"))

    def attribute(self, name: str, default: Any = None) -> Any:
        """An attribute that is a plain value or a numpy scalar, as a plain value."""
        value = self.record.state.get(name, default)
        if isinstance(value, np.generic):
            value = value.item()
        if not isinstance(value, (str, int, float, type(None))):
            raise self.error(f"its {name} is a {type(value).__name__}")
        return printable(value) if isinstance(value, str) else value

    def number(self, name: str, default: float) -> float:
        value = self.attribute(name, default)
        if not isinstance(value, (int, float)) or not abs(value) < MAX_FACTOR:
            raise self.error(f"its {name} is not a usable number")
        return float(value)

    def tensor(self, name: str, dimensions: int) -> Tensor:
        self.used.add(name)
        for group in MEMBERS:
            value = self.group(group).get(name)
            if isinstance(value, Tensor):
                if value.ndim != dimensions or (dimensions and not value.numel()):
                    raise self.error(f"its {name} is of size {list(value.shape)}")
                if not value.is_floating_point():
                    raise self.error(f"its {name} is of type {value.dtype}")
                return value
        raise self.error(f"its {name} is missing")

    def child(self, name: str) -> _Module:
        if name not in self.children:
            self.used.add(name)
            record = self.group("_modules").get(name)
            if not isinstance(record, ForeignModule):
                raise self.error(f"its {name} is missing")
            self.children[name] = _Module(self.origin, f"{self.name}.{name}".lstrip("."), record)
        return self.children[name]

    def error(self, what: str) -> CheckpointError:
        where = f"in '{self.name}', " if self.name else ""
        return CheckpointError(f"{self.origin} is no StyleGAN2 generator that can be edited here: {where}{what}.")

    def check_all_used(self) -> None:
        """Refuse a network that has unused members, since it would draw other pictures without them."""
        left = [
            name
            for group in (*MEMBERS, "_modules")
            for name, value in self.group(group).items()
            if value is not None and name not in self.used
        ]
        if left:
            raise self.error(f"it has {listed(map(printable, left[:3]))} besides what a StyleGAN2 generator has")
        for child in self.children.values():
            child.check_all_used()


def _generator_module(path: Path, content: Any) -> _Module:
    """The averaged generator in the content of a file, if its class and its modules are those of StyleGAN2."""
    if isinstance(content, dict):
        name = next((name for name in GENERATORS if isinstance(content.get(name), ForeignModule)), None)
        if name is None:
            raise CheckpointError(
                f"{path} holds no network '{GENERATORS[0]}', the averaged generator of NVIDIA's StyleGAN2 files; "
                f"it holds {listed(map(printable, list(content)[:8]))}."
            )
        content = content[name]
    if not isinstance(content, ForeignModule):
        raise CheckpointError(f"{path} holds a {type(content).__name__}, where a StyleGAN2 generator is needed.")
    root = _Module(path, "", content)
    if content.class_name != "Generator":
        raise CheckpointError(
            f"{path} holds a network of the class '{content.class_name}', where only StyleGAN2's 'Generator' can "
            "be edited."
        )
    if root.child("synthesis").has("input"):
        raise CheckpointError(
            f"{path} holds a StyleGAN3 generator ('{root.child('synthesis').record.class_name}' with Fourier "
            "features as its input), which has no StyleSpace of StyleGAN2's kind; choose a StyleGAN2 file."
        )
    return root


def _state_dict(root: _Module) -> dict[str, Tensor]:
    """The tensors of the generator by our names, with ``latent_avg`` where there is a mean of w."""
    tensors = _mapping_tensors(root.child("mapping"))
    synthesis = root.child("synthesis")
    first = synthesis.child(f"b{BASE_RESOLUTION}")
    tensors["input.input"] = first.tensor("const", 3)[None]
    resolutions = [side for side in KNOWN_RESOLUTIONS if synthesis.has(f"b{side}")]
    if resolutions != list(KNOWN_RESOLUTIONS[: len(resolutions)]):
        raise synthesis.error(f"its resolutions are {resolutions}")
    layer = 0
    for k, side in enumerate(resolutions):
        block = synthesis.child(f"b{side}")
        kind = block.attribute("architecture", "skip")
        if kind != "skip":
            raise block.error(f"its architecture is '{kind}', where only 'skip' has a ToRGB at every resolution")
        _check_filter(block)
        for conv in ("conv1",) if k == 0 else ("conv0", "conv1"):
            name = "conv1" if layer == 0 else f"convs.{layer - 1}"
            tensors |= _conv_tensors(block.child(conv), name, layer, side, up=2 if conv == "conv0" else 1)
            layer += 1
        tensors |= _to_rgb_tensors(block.child("torgb"), "to_rgb1" if k == 0 else f"to_rgbs.{k - 1}")
    return tensors


def _mapping_tensors(mapping: _Module) -> dict[str, Tensor]:
    tensors: dict[str, Tensor] = {}
    if mapping.has("embed"):
        embed = mapping.child("embed")
        tensors |= _linear_tensors(embed, "embed", 1.0, activation="linear")
    layers = 0
    while mapping.has(f"fc{layers}"):
        layer = mapping.child(f"fc{layers}")
        tensors |= _linear_tensors(layer, f"style.{layers + 1}", MAPPING_LR_MULTIPLIER, activation="lrelu")
        layers += 1
    if not layers:
        raise mapping.error("it has no layers")
    if mapping.attribute("z_dim") == 0:
        raise mapping.error("it takes no z")
    if mapping.has("w_avg"):
        tensors["latent_avg"] = mapping.tensor("w_avg", 1)
    return tensors


def _linear_tensors(layer: _Module, name: str, lr_multiplier: float, *, activation: str) -> dict[str, Tensor]:
    """A fully connected layer; a learning-rate multiplier other than ours is folded into its weights."""
    weight, bias = layer.tensor("weight", 2), layer.tensor("bias", 1)
    _check_activation(layer, activation)
    scale = lr_multiplier / math.sqrt(weight.shape[1])
    return {
        f"{name}.weight": _scaled(weight, layer.number("weight_gain", scale) / scale),
        f"{name}.bias": _scaled(bias, layer.number("bias_gain", lr_multiplier) / lr_multiplier),
    }


def _conv_tensors(conv: _Module, name: str, layer: int, side: int, *, up: int) -> dict[str, Tensor]:
    _check_activation(conv, "lrelu")
    _check_filter(conv)
    if conv.attribute("up", up) != up:
        raise conv.error(f"it enlarges by {conv.attribute('up')}, where StyleGAN2 enlarges by {up}")
    if abs(conv.number("act_gain", LEAKY_GAIN) - LEAKY_GAIN) > 1e-6:
        raise conv.error(f"its activation has a gain of {conv.number('act_gain', LEAKY_GAIN)}")
    weight = conv.tensor("weight", 4)
    tensors = {
        f"{name}.conv.weight": _scaled(weight, math.sqrt(weight[0].numel()))[None],
        f"{name}.activate.bias": conv.tensor("bias", 1),
        f"{name}.noise.weight": torch.zeros(1),
        f"noises.noise_{layer}": torch.zeros(1, 1, side, side),
    }
    if conv.attribute("use_noise", True):
        tensors[f"{name}.noise.weight"] = conv.tensor("noise_strength", 0).reshape(1)
        tensors[f"noises.noise_{layer}"] = conv.tensor("noise_const", 2)[None, None]
    return tensors | _linear_tensors(conv.child("affine"), f"{name}.conv.modulation", 1.0, activation="linear")


def _to_rgb_tensors(to_rgb: _Module, name: str) -> dict[str, Tensor]:
    weight, bias = to_rgb.tensor("weight", 4), to_rgb.tensor("bias", 1)
    if weight.shape[0] != COLOURS:
        raise to_rgb.error(f"its pictures have {weight.shape[0]} channels, where red, green and blue are needed")
    scale = 1.0 / math.sqrt(weight[0].numel())
    return {
        f"{name}.conv.weight": _scaled(weight, to_rgb.number("weight_gain", scale) / scale)[None],
        f"{name}.bias": bias.view(1, -1, 1, 1),
    } | _linear_tensors(to_rgb.child("affine"), f"{name}.conv.modulation", 1.0, activation="linear")


def _scaled(tensor: Tensor, factor: float) -> Tensor:
    """A tensor times a factor, rounded once; the tensor itself where the factor is 1."""
    if abs(factor - 1.0) <= SAME_SCALE:
        return tensor
    return (tensor.double() * factor).float()


def _check_activation(layer: _Module, expected: str) -> None:
    activation = layer.attribute("activation", expected)
    if activation != expected:
        raise layer.error(f"its activation is '{activation}', where StyleGAN2 has '{expected}'")


def _check_filter(module: _Module) -> None:
    taps = torch.tensor(TAPS) / sum(TAPS)
    expected = torch.outer(taps, taps)
    found = module.tensor("resample_filter", 2)
    if found.shape != expected.shape or not torch.allclose(found.float(), expected, atol=1e-6):
        raise module.error("its resampling filter is not the [1, 3, 3, 1] that StyleGAN2 is edited with")


def _conv_clamp(root: _Module) -> float | None:
    """The bound on the output of the convolutions, which must be the same for all layers."""
    layers = [layer for block in root.child("synthesis").children.values() for layer in block.children.values()]
    bounds: dict[float | None, None] = dict.fromkeys(
        None if layer.attribute("conv_clamp") is None else layer.number("conv_clamp", 0.0) for layer in layers
    )
    if len(bounds) > 1:
        raise root.error(f"its layers have different bounds (conv_clamp {listed(bounds)})")
    return next(iter(bounds))
