"""Codes of drawings that a mapper learns from: families that differ in one thing that can be seen."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from deltaedit.models import Generator
from deltaedit.training.drawn.codes import CodeProjection
from deltaedit.training.drawn.domain import Domain, Drawing


class FamilySampler:
    """w of families of ``group`` drawings; where the group is 1, of single drawings.

    A pure function of its arguments: every family has random numbers of its own, from the seed, the shard and its place
    in it, so that any process can make any of them.

    Args:
        domain: what is drawn.
        generator: whose codes they are; on its device they come out.
        code: the bundle's way from a code to z.
        seed: of everything.
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
        """[len(rows), 1, style_dim]."""
        codes = torch.from_numpy(self.domain.encode_all(self.drawings(shard, rows)))
        z = self.code.z(codes).to(self.generator.device)
        return self.generator.mapping(z)[:, None]

    def drawings(self, shard: int, rows: range) -> list[Drawing]:
        """What is drawn in some rows of a shard."""
        families = range(rows.start // self.group, -(-rows.stop // self.group))
        drawn = [drawing for family in families for drawing in self._family(shard, family)]
        skipped = rows.start - families.start * self.group
        return drawn[skipped : skipped + len(rows)]

    def _family(self, shard: int, family: int) -> list[Drawing]:
        rng = np.random.default_rng([self.seed, shard, family])
        if self.group == 1:
            return [self.domain.sample_drawing(rng)]
        return self.domain.sample_family(rng, self.group)[1]
