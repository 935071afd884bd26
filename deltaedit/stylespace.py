"""StyleSpace: the joined modulation outputs of a StyleGAN2's 3x3 convolutions.

StyleSpace as DeltaEdit uses it (Wu et al., "StyleSpace Analysis", CVPR 2021; Lyu et al., "DeltaEdit", CVPR 2023)
leaves the ToRGB layers out: first the convolution at 4x4, then one (upsampling, plain) pair of convolutions for
each doubling of the resolution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import torch
from torch import Tensor

from deltaedit.errors import ShapeError

COARSE_LAYERS = 3
MEDIUM_LAYERS = 4


@dataclass(frozen=True)
class StyleSpaceLayout:
    """How many channels each StyleSpace layer has, in the order in which they are joined.

    Attributes:
        channels: channels per layer: conv1, then (up, conv) per resolution.
    """

    channels: tuple[int, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "channels", tuple(int(c) for c in self.channels))
        if not self.channels or min(self.channels) < 1:
            raise ShapeError(f"a StyleSpace layout needs positive channel counts, not {self.channels}.")
        if len(self.channels) % 2 == 0:
            raise ShapeError(
                "a StyleSpace layout has one layer at 4x4 and two for every doubling, hence an odd number of layers, "
                f"not {len(self.channels)}."
            )

    @classmethod
    def from_resolution_channels(cls, resolution_channels: Sequence[int]) -> StyleSpaceLayout:
        """Layout of a generator with these feature channels at 4x4, 8x8, 16x16, ...

        A modulation scales the *input* of its convolution, so the upsampling convolution of a pair has the channels
        of the resolution below.
        """
        channels = [resolution_channels[0]]
        for below, here in zip(resolution_channels, resolution_channels[1:]):
            channels += [below, here]
        return cls(tuple(channels))

    @property
    def n_layers(self) -> int:
        return len(self.channels)

    @property
    def n_latent(self) -> int:
        """Number of W+ codes of the generator: one more than the layers here (the last one is ToRGB's alone)."""
        return self.n_layers + 1

    @cached_property
    def total(self) -> int:
        """Width of the joined code S."""
        return sum(self.channels)

    @cached_property
    def slices(self) -> tuple[slice, ...]:
        """Where each layer stands in the joined code."""
        ends = [sum(self.channels[: i + 1]) for i in range(self.n_layers)]
        return tuple(slice(end - width, end) for end, width in zip(ends, self.channels))

    @property
    def to_rgb_w_plus_index(self) -> tuple[int, ...]:
        """The row of W+ behind each ToRGB layer: 1 at 4x4, then 3+2k after the k-th pair."""
        return tuple(range(1, self.n_latent, 2))

    @property
    def groups(self) -> dict[str, range]:
        """Layer indices of the mapper's three branches: the first 3, the next 4 and the rest (DeltaEdit, sec. 3.3)."""
        layers, medium_end = range(self.n_layers), COARSE_LAYERS + MEDIUM_LAYERS
        return {
            "coarse": layers[:COARSE_LAYERS],
            "medium": layers[COARSE_LAYERS:medium_end],
            "fine": layers[medium_end:],
        }

    def split(self, s: Tensor) -> list[Tensor]:
        """Joined code [..., total] to one tensor [..., channels] per layer (views).

        Raises:
            ShapeError: the last dimension is not ``total``.
        """
        if s.shape[-1] != self.total:
            raise ShapeError(
                f"this generator's StyleSpace code has {self.total} channels, but a code of {s.shape[-1]} was given; "
                "codes belong to the generator they were made with."
            )
        return list(torch.split(s, list(self.channels), dim=-1))

    def join(self, layers: Sequence[Tensor]) -> Tensor:
        """One tensor [..., channels] per layer to the joined code [..., total]; the inverse of :meth:`split`.

        Raises:
            ShapeError: the number of layers or the width of one of them is wrong.
        """
        widths = tuple(layer.shape[-1] for layer in layers)
        if widths != self.channels:
            raise ShapeError(f"layers of widths {widths} were given where this StyleSpace has {self.channels}.")
        return torch.cat(list(layers), dim=-1)
