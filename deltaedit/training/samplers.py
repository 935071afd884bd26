"""Samplers of codes: from Gaussian z, or by inverting the pictures of a folder; single ones, or groups."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from deltaedit.bundles.weights import sha256
from deltaedit.errors import DeltaEditError, TrainingError
from deltaedit.images import open_image
from deltaedit.models import Generator
from deltaedit.training.config import LatentsConfig
from deltaedit.training.latents import LatentPart

#: A picture to its W+, [1, n_latent, style_dim].
Invert = Callable[[Image.Image], Tensor]


class GaussianSampler:
    """w of z ~ N(0, 1), truncated towards the mean of w by ``truncation_psi``.

    The first member of a group is such a w. The others have another w in some neighbouring rows of W+, at most half of
    them (style mixing, Karras et al., CVPR 2019, sec. 3.1): they differ in what these layers draw, and a mapper learns
    from them to leave the rest unchanged.

    Args:
        generator: that the codes are for, and on whose device they are made.
        seed: of the codes.
        truncation_psi: 1 for w itself, 0 for the mean of w.
        group: members per group; 1 for no groups.
    """

    def __init__(self, generator: Generator, seed: int = 0, truncation_psi: float = 1.0, group: int = 1) -> None:
        self.generator = generator
        self.seed, self.truncation_psi, self.group = seed, truncation_psi, group

    @classmethod
    def from_config(cls, generator: Generator, config: LatentsConfig) -> GaussianSampler:
        """The sampler for a configuration."""
        return cls(generator, config.seed, config.truncation_psi, config.group)

    def __call__(self, shard: int, rows: range, /) -> Tensor:
        """See :class:`deltaedit.training.latents.Sampler`; without groups all rows of W+ are the same."""
        draws = [np.random.default_rng([self.seed, shard, group]) for group in _groups_of(rows, self.group)]
        return self.members(self._mapped(draws, 1), draws, rows)

    def members(self, base: Tensor, draws: Sequence[np.random.Generator], rows: range) -> Tensor:
        """The codes of some rows, given the first members of their groups.

        Args:
            base: first members of all groups that contain any of the rows, [groups, 1 or n_latent, style_dim].
            draws: random numbers of each group.
            rows: the rows; the first one is in the first group.
        """
        group, most = self.group, self.generator.n_latent
        if group == 1:
            return base
        others = self._mapped(draws, group - 1)
        codes = base.expand(-1, most, -1).repeat_interleave(group, dim=0)
        for number, draw in enumerate(draws):
            for member in range(1, group):
                length = int(draw.integers(1, most // 2 + 1))
                # Never the last row alone: it only drives ToRGB, so the picture would change but S would not.
                start = int(draw.integers(0, min(most - length, most - 2) + 1))
                codes[number * group + member, start : start + length] = others[number * (group - 1) + member - 1]
        skipped = rows.start % group
        return codes[skipped : skipped + len(rows)]

    @torch.no_grad()
    def _mapped(self, draws: Sequence[np.random.Generator], each: int) -> Tensor:
        """w of ``each`` z from each source of random numbers, [len(draws) * each, 1, style_dim]."""
        z = np.concatenate([draw.standard_normal((each, self.generator.z_dim), dtype=np.float32) for draw in draws])
        w = self.generator.mapping(torch.from_numpy(z).to(self.generator.device), self.truncation_psi)
        return w[:, None]


class PictureSampler:
    """W+ of pictures, in the given order; each is the first member of a group, as in a :class:`GaussianSampler`.

    Args:
        paths: of pictures that :func:`deltaedit.training.pictures.check_pictures` found usable.
        invert: a picture to W+ [1, n_latent, style_dim]; the same picture must give the same code.
        generator: that the codes are for.
        config: its ``group``, ``shard``, ``truncation_psi`` and ``seed`` are used.
    """

    def __init__(self, paths: Sequence[Path], invert: Invert, generator: Generator, config: LatentsConfig) -> None:
        self.paths = list(paths)
        self.invert = invert
        self.config = config
        self.mixer = GaussianSampler.from_config(generator, config)

    def __call__(self, shard: int, rows: range, /) -> Tensor:
        """See :class:`deltaedit.training.latents.Sampler`.

        Raises:
            TrainingError: a picture cannot be read or inverted; the message names it.
        """
        first = shard * (self.config.rows_per_shard // self.config.group)
        groups = _groups_of(rows, self.config.group)
        base = torch.cat([self._code(self.paths[first + group]) for group in groups])
        # One more number in the seed, so that the random numbers are not those of a Gaussian sampler.
        draws = [np.random.default_rng([self.config.seed, shard, group, 1]) for group in groups]
        return self.mixer.members(base, draws, rows)

    def part(self, inverted_by: str = "") -> LatentPart:
        """All pictures as a part of the latents; a batch has one inversion, since that may take seconds.

        Args:
            inverted_by: checksum of the encoder that inverts them.
        """
        listing = hashlib.sha256(inverted_by.encode())
        for path in self.paths:
            listing.update(f"{path.name}\0{sha256(path)}\n".encode(errors="surrogateescape"))
        group = self.config.group
        return LatentPart("pictures", self, len(self.paths) * group, batch=group, origin=listing.hexdigest())

    def _code(self, path: Path) -> Tensor:
        try:
            code = self.invert(open_image(path))
        except DeltaEditError as error:
            raise TrainingError(
                f"The picture {path} cannot be inverted ({error}); remove it from its folder and make the latents "
                "again with --fresh."
            ) from error
        generator = self.mixer.generator
        wanted = (1, generator.n_latent, generator.config.style_dim)
        if code.shape != wanted:
            raise TrainingError(f"The picture {path} was inverted to {list(code.shape)}, not to W+ {list(wanted)}.")
        return code.detach().to(generator.device)


def folder_sum(folder: Path) -> str:
    """A checksum of the names and contents of all files in a folder."""
    listing = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        listing.update(f"{path.relative_to(folder).as_posix()}\0{sha256(path)}\n".encode(errors="surrogateescape"))
    return listing.hexdigest()


def _groups_of(rows: range, group: int) -> range:
    """Indices of the groups that contain the rows."""
    return range(rows.start // group, -(-rows.stop // group))
