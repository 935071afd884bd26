"""Where codes come from: Gaussian z, or the inverted pictures of a folder; alone, or in groups that share most."""

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

#: Picture to its W+, [1, n_latent, style_dim].
Invert = Callable[[Image.Image], Tensor]


class GaussianSampler:
    """w of z ~ N(0, 1), drawn towards the mean of w by ``truncation_psi``.

    With groups, the first member of each is such a w, and the others are it with another w in some neighbouring rows
    of W+, at most half of them (style mixing, Karras et al., CVPR 2019, sec. 3.1): they differ in what these layers
    draw, and a mapper learns from them to leave the rest alone.

    Args:
        generator: whose codes they are; on its device they come out.
        seed: of the codes.
        truncation_psi: 1 for w itself, 0 for the mean of w.
        group: members of a group; 1 is none.
    """

    def __init__(self, generator: Generator, seed: int = 0, truncation_psi: float = 1.0, group: int = 1) -> None:
        self.generator = generator
        self.seed, self.truncation_psi, self.group = seed, truncation_psi, group

    @classmethod
    def from_config(cls, generator: Generator, config: LatentsConfig) -> GaussianSampler:
        """The one that a configuration of latents describes."""
        return cls(generator, config.seed, config.truncation_psi, config.group)

    def __call__(self, shard: int, rows: range, /) -> Tensor:
        """[len(rows), 1, style_dim] without groups, else [len(rows), n_latent, style_dim]."""
        draws = [np.random.default_rng([self.seed, shard, group]) for group in _groups_of(rows, self.group)]
        return self.members(self._mapped(draws, 1), draws, rows)

    def members(self, base: Tensor, draws: Sequence[np.random.Generator], rows: range) -> Tensor:
        """Some rows of groups whose first members are given.

        Args:
            base: [groups, 1 or n_latent, style_dim] of every group that has any of the rows.
            draws: random numbers of each group.
            rows: which are wanted; the first one lies in the first group.
        """
        group, most = self.group, self.generator.n_latent
        if group == 1:
            return base
        others = self._mapped(draws, group - 1)
        codes = base.expand(-1, most, -1).repeat_interleave(group, dim=0)
        for number, draw in enumerate(draws):
            for member in range(1, group):
                length = int(draw.integers(1, most // 2 + 1))
                # The last row drives ToRGB alone, which is not in S: by itself it would change a picture and no code.
                start = int(draw.integers(0, min(most - length, most - 2) + 1))
                codes[number * group + member, start : start + length] = others[number * (group - 1) + member - 1]
        skipped = rows.start % group
        return codes[skipped : skipped + len(rows)]

    @torch.no_grad()
    def _mapped(self, draws: Sequence[np.random.Generator], each: int) -> Tensor:
        """The w of ``each`` z of every source of random numbers, [len(draws) * each, 1, style_dim]."""
        z = np.concatenate([draw.standard_normal((each, self.generator.z_dim), dtype=np.float32) for draw in draws])
        w = self.generator.mapping(torch.from_numpy(z).to(self.generator.device), self.truncation_psi)
        return w[:, None]


class PictureSampler:
    """W+ of pictures, in the order given; with groups, each picture is one, made of it as a Gaussian sampler does.

    Args:
        paths: of pictures that :func:`deltaedit.training.pictures.check_pictures` found usable.
        invert: picture to W+ [1, n_latent, style_dim]; the same picture must give the same code.
        generator: whose codes they are.
        config: ``group``, ``shard``, ``truncation_psi`` and ``seed`` of it count here.
    """

    def __init__(self, paths: Sequence[Path], invert: Invert, generator: Generator, config: LatentsConfig) -> None:
        self.paths = list(paths)
        self.invert = invert
        self.config = config
        self.mixer = GaussianSampler.from_config(generator, config)

    def __call__(self, shard: int, rows: range, /) -> Tensor:
        """[len(rows), n_latent, style_dim].

        Raises:
            TrainingError: a picture cannot be read or inverted; names it.
        """
        first = shard * (self.config.rows_per_shard // self.config.group)
        groups = _groups_of(rows, self.config.group)
        base = torch.cat([self._code(self.paths[first + group]) for group in groups])
        # One number more in the seed, so that no picture is mixed with what a Gaussian sampler draws in its place.
        draws = [np.random.default_rng([self.config.seed, shard, group, 1]) for group in groups]
        return self.mixer.members(base, draws, rows)

    def part(self, name: str = "pictures", inverted_by: str = "") -> LatentPart:
        """All pictures as a part of the latents, one inversion a batch, since it may take seconds.

        Args:
            inverted_by: checksum of what inverts them.
        """
        listing = hashlib.sha256(inverted_by.encode())
        for path in self.paths:
            listing.update(f"{path.name}\0{sha256(path)}\n".encode(errors="surrogateescape"))
        group = self.config.group
        return LatentPart(name, self, len(self.paths) * group, at_once=group, origin=listing.hexdigest())

    def _code(self, path: Path) -> Tensor:
        try:
            code = self.invert(open_image(path))
        except DeltaEditError as error:
            raise TrainingError(
                f"The picture {path} cannot be inverted ({error}); take it out of its folder and make the latents anew."
            ) from error
        generator = self.mixer.generator
        wanted = (1, generator.n_latent, generator.config.style_dim)
        if code.shape != wanted:
            raise TrainingError(f"The picture {path} was inverted to {list(code.shape)}, not to W+ {list(wanted)}.")
        return code.detach().to(generator.device)


def folder_sum(folder: Path) -> str:
    """A checksum of all that lies in a folder: names, and what the files hold."""
    listing = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        listing.update(f"{path.relative_to(folder).as_posix()}\0{sha256(path)}\n".encode(errors="surrogateescape"))
    return listing.hexdigest()


def _groups_of(rows: range, group: int) -> range:
    """Numbers of the groups that rows lie in."""
    return range(rows.start // group, -(-rows.stop // group))
