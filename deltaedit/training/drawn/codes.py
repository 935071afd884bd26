"""From what is drawn to the generator's z and w: codes standardised, then through the bundle's fixed projection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from deltaedit.errors import TrainingError
from deltaedit.training.drawn.domain import Drawing
from deltaedit.zoo.checkpoints import load_generator, read_weights, save_weights
from deltaedit.zoo.recipes import PART_FILES

CODE = "code.safetensors"
#: The least standard deviation of a number of the code, so that a rare one is not blown up.
LEAST_STD = 1e-3


@dataclass(frozen=True)
class CodeProjection:
    """The bundle's way from a code to z.

    Attributes:
        mean, std: of every number of the code, [code_size].
        projection: [code_size, style_dim], with orthonormal rows.
    """

    mean: Tensor
    std: Tensor
    projection: Tensor

    @classmethod
    def of(cls, codes: Tensor, style_dim: int, seed: int) -> CodeProjection:
        """The projection for codes [N, code_size] like these.

        Raises:
            TrainingError: a code has more numbers than z.
        """
        size = codes.shape[1]
        if size > style_dim:
            raise TrainingError(
                f"A code of this domain has {size} numbers, but the generator's style_dim is {style_dim}: give the "
                f"generator at least {size}, or the domain fewer values."
            )
        rng = torch.Generator().manual_seed(seed)
        square, _ = torch.linalg.qr(torch.randn(style_dim, style_dim, generator=rng))
        return cls(codes.mean(0), codes.std(0).clamp(min=LEAST_STD), square[:size].contiguous())

    @classmethod
    def read(cls, bundle: Path) -> CodeProjection:
        """The one in the folder of a bundle."""
        tensors, _ = read_weights(bundle / CODE, "code")
        return cls(tensors["code_mean"], tensors["code_std"], tensors["projection"])

    def save(self, bundle: Path) -> None:
        """Write it into the folder of a bundle."""
        tensors = {"code_mean": self.mean, "code_std": self.std, "projection": self.projection}
        save_weights(bundle / CODE, "code", tensors, {})

    def z(self, codes: Tensor) -> Tensor:
        """z [N, style_dim] of codes [N, code_size]."""
        return (codes - self.mean) / self.std @ self.projection


def codes_to_z(bundle: Path, codes: Tensor) -> Tensor:
    """z [N, style_dim] of codes [N, code_size], by the bundle's own projection."""
    return CodeProjection.read(bundle).z(codes)


def codes_to_w(bundle: Path, drawings: Sequence[Drawing]) -> Tensor:
    """w [N, style_dim] of drawings of one domain, by the bundle's own mapping network."""
    generator = load_generator(bundle / PART_FILES["generator"])
    return generator.mapping(codes_to_z(bundle, torch.from_numpy(drawings[0].domain.encode_all(drawings))))
