"""The sampler of codes of drawings: families whose members differ in one visible attribute."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from deltaedit.models import Generator
from deltaedit.training.drawn.codes import CodeProjection
from deltaedit.training.drawn.domain import Domain, Drawing


class FamilySampler:
    """w of families of ``group`` drawings, or of single drawings if ``group`` is 1.

    The random numbers of a family depend on the seed, the shard and its index only, so any process can make any family.

    Args:
        domain: of the drawings.
        generator: that the codes are for, and on whose device they are made.
        code: the bundle's projection.
        seed: of the drawings.
        group: drawings per family.
    """

    def __init__(self, domain: Domain, generator: Generator, code: CodeProjection, seed: int, group: int) -> None:
        self.domain = domain
        self.generator = generator
        self.code = code
        self.seed = seed
        self.group = group

    @torch.no_grad()
    def __call__(self, shard: int, rows: range, /) -> Tensor:
        """See :class:`deltaedit.training.latents.Sampler`; all rows of W+ are the same."""
        codes = torch.from_numpy(self.domain.encode_all(self.drawings(shard, rows)))
        z = self.code.z(codes).to(self.generator.device)
        return self.generator.mapping(z)[:, None]

    def drawings(self, shard: int, rows: range) -> list[Drawing]:
        """The drawings of some rows of a shard."""
        families = range(rows.start // self.group, -(-rows.stop // self.group))
        drawn = [drawing for family in families for drawing in self._family(shard, family)]
        skipped = rows.start - families.start * self.group
        return drawn[skipped : skipped + len(rows)]

    def _family(self, shard: int, family: int) -> list[Drawing]:
        rng = np.random.default_rng([self.seed, shard, family])
        if self.group == 1:
            return [self.domain.sample_drawing(rng)]
        return self.domain.sample_family(rng, self.group)[1]
