"""From codes of drawings to the generator's z, by a fixed projection, and to w."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from deltaedit.bundles.recipes import PART_FILES
from deltaedit.bundles.weights import load_generator, read_weights, save_weights
from deltaedit.errors import TrainingError
from deltaedit.training.drawn.domain import Drawing

CODE = "code.safetensors"


@dataclass(frozen=True)
class CodeProjection:
    """A bundle's projection of codes to z.

    Attributes:
        mean, std: for standardising codes, [code_size]; 0 and 1 in new bundles.
        projection: [code_size, style_dim], with orthonormal rows.
    """

    mean: Tensor
    std: Tensor
    projection: Tensor

    @classmethod
    def of(cls, size: int, style_dim: int, seed: int) -> CodeProjection:
        """A random projection for codes of ``size`` numbers, without standardising them.

        In a standardised code, a rare value is many times as long as a frequent one, and the mapping network, which
        normalises z, has to undo the effect of that on all other values: after 390 steps at 64 pixels the avatars came
        to 15.5 dB with plain codes and one mapping layer, and to 14.9 with standardised codes and four layers.

        Raises:
            TrainingError: codes have more numbers than z.
        """
        if size > style_dim:
            raise TrainingError(
                f"A code of this domain has {size} numbers, but the generator's style_dim is {style_dim}: set "
                f"generator.style_dim to at least {size}, or give the domain fewer values."
            )
        rng = torch.Generator().manual_seed(seed)
        square, _ = torch.linalg.qr(torch.randn(style_dim, style_dim, generator=rng))
        return cls(torch.zeros(size), torch.ones(size), square[:size].contiguous())

    @classmethod
    def read(cls, bundle: Path) -> CodeProjection:
        """The projection in the folder of a bundle."""
        tensors, _ = read_weights(bundle / CODE, "code")
        return cls(tensors["code_mean"], tensors["code_std"], tensors["projection"])

    def save(self, bundle: Path) -> None:
        """Write the projection into the folder of a bundle."""
        tensors = {"code_mean": self.mean, "code_std": self.std, "projection": self.projection}
        save_weights(bundle / CODE, "code", tensors, {})

    def z(self, codes: Tensor) -> Tensor:
        """z [N, style_dim] of codes [N, code_size]."""
        return (codes - self.mean) / self.std @ self.projection


def codes_to_w(bundle: Path, drawings: Sequence[Drawing]) -> Tensor:
    """w [N, style_dim] of drawings of one domain, by the bundle's own projection and mapping network."""
    generator = load_generator(bundle / PART_FILES["generator"])
    codes = torch.from_numpy(drawings[0].domain.encode_all(drawings))
    return generator.mapping(CodeProjection.read(bundle).z(codes))
