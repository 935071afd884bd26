"""The pairs of pictures that a mapper learns from, which depend on the seed and the step's number only.

No state is carried from step to step. A resumed training therefore draws the same pairs, batches can be read ahead in
any order, and each process draws only its own part of a batch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional as F

from deltaedit.errors import TrainingError
from deltaedit.models import Generator
from deltaedit.training.config import MapperTraining
from deltaedit.training.distributed import ALONE, World
from deltaedit.training.latents import Latents

#: Pairs per block of noise. Processes divide a batch by blocks, so the noise is the same for any number of processes.
BLOCK = 16
#: Batches that each thread reads ahead.
AHEAD = 2


@dataclass(frozen=True)
class Pairs:
    """Indices of the two pictures of each pair, and whether its CLIP difference is from the mean of the group."""

    first: Tensor
    second: Tensor
    neutral: Tensor

    def __len__(self) -> int:
        return len(self.first)

    def at(self, rows: Tensor) -> Pairs:
        """The pairs at some indices."""
        return Pairs(self.first[rows], self.second[rows], self.neutral[rows])


def draw_pairs(
    groups: range, group: int, count: int, related: float, neutral: float, generator: torch.Generator
) -> Pairs:
    """Draw ``count`` pairs: the shares ``related`` and ``neutral`` within groups, the rest at random.

    Only a neutral pair may consist of a picture and itself: it teaches that an edit must not change what is there
    already.
    """
    first = torch.randint(groups.start, groups.stop, (count,), generator=generator) * group
    first += torch.randint(0, group, (count,), generator=generator)
    anywhere = torch.randint(groups.start * group, groups.stop * group, (count,), generator=generator)
    if group < 2:
        return Pairs(first, anywhere, torch.zeros(count, dtype=torch.bool))
    chance = torch.rand(count, generator=generator)
    is_neutral = chance < neutral
    least = (~is_neutral).long()
    step = least + (torch.rand(count, generator=generator) * (group - least)).long()
    sibling = first // group * group + (first % group + step) % group
    return Pairs(first, torch.where(chance < neutral + related, sibling, anywhere), is_neutral)


def pair_tensors(latents: Latents, pairs: Pairs) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """(s1, i1, unit delta_i, delta_s) of pairs."""
    s1, i1, i2 = latents.s[pairs.first], latents.clip[pairs.first], latents.clip[pairs.second]
    origin = i1
    neutral = pairs.neutral.nonzero().flatten()
    if len(neutral):
        members = (pairs.second[neutral] // latents.group * latents.group)[:, None] + torch.arange(latents.group)
        siblings = latents.clip[members.flatten()].reshape(*members.shape, -1)
        origin = i1.index_copy(0, neutral, siblings.mean(dim=1))
    return s1, i1, F.normalize(i2 - origin, dim=1), latents.s[pairs.second] - s1


def held_out_groups(latents: Latents, training: MapperTraining) -> tuple[range, range]:
    """The groups to learn from and the groups to measure on.

    Raises:
        TrainingError: there are too few groups.
    """
    groups = len(latents.s) // latents.group
    if groups < 2:
        raise TrainingError(
            f"{len(latents.s)} codes in groups of {latents.group} are too few to learn from some groups and measure on "
            "others: make more latents (latents.count)."
        )
    first = groups - min(groups - 1, max(1, int(groups * training.held_out)))
    return range(first), range(first, groups)


@dataclass(frozen=True)
class Batch:
    """One process's part of a batch of n pairs.

    Attributes:
        s, clip: codes and embeddings of the first pictures; the codes with noise, as in inverted ones.
        delta_clip: unit differences of embeddings, with noise.
        delta_s: the differences of codes, which the mapper should predict.
        moves: 1 for pairs of two different pictures, else 0, [n].
        size, moving: pairs, and pairs of different pictures, in the whole batch of all processes.
    """

    s: Tensor
    clip: Tensor
    delta_clip: Tensor
    delta_s: Tensor
    moves: Tensor
    size: int
    moving: int

    def to(self, device: torch.device | None) -> Batch:
        """The batch on another device."""
        if device is None or device.type == "cpu":
            return self
        tensors = ("s", "clip", "delta_clip", "delta_s", "moves")
        return replace(self, **{name: getattr(self, name).to(device, non_blocking=True) for name in tensors})


class PairSource:
    """Draws the batches of a training.

    Args:
        groups: the groups to draw from.
        generator: that the latents were made with, for ``code_noise``; None for no such noise.
        purpose: batches of different purposes have independent random numbers.
    """

    def __init__(
        self,
        latents: Latents,
        groups: range,
        training: MapperTraining,
        generator: Generator | None = None,
        purpose: str = "training",
    ) -> None:
        self.latents, self.groups, self.training, self.purpose = latents, groups, training, purpose
        self.generator = generator if training.code_noise > 0 else None
        if self.generator is not None:
            self._code_shape = (self.generator.n_latent, self.generator.config.style_dim)
            with torch.no_grad():
                self._s_of_zero = self.generator.w_to_s(torch.zeros(1, *self._code_shape, device=self.generator.device))

    def batch(self, step: int, size: int | None = None, world: World = ALONE) -> Batch:
        """This process's part of the batch of a step; ``size`` replaces the configured batch size."""
        training = self.training
        size = size or training.batch
        pairs = draw_pairs(
            self.groups, self.latents.group, size, training.related, training.neutral, self._rng("pairs", step)
        )
        moving = int((pairs.first != pairs.second).sum())
        blocks = [range(b * BLOCK, min((b + 1) * BLOCK, size)) for b in world.split(-(-size // BLOCK))]
        pairs = pairs.at(torch.tensor([row for block in blocks for row in block], dtype=torch.long))
        s, clip, delta_clip, delta_s = pair_tensors(self.latents, pairs)
        if training.clip_noise > 0 and blocks:
            noise = torch.cat([self._clip_noise(step, block, clip.shape[1]) for block in blocks])
            delta_clip = F.normalize(delta_clip + noise, dim=1)
        if self.generator is not None and blocks:
            s = s + torch.cat([self._code_noise(step, block) for block in blocks])
        return Batch(s, clip, delta_clip, delta_s, (pairs.first != pairs.second).float(), size, max(1, moving))

    def batches(self, start: int, workers: int, world: World = ALONE) -> Iterator[Batch]:
        """All batches from a step on, endlessly, read ahead by a number of threads."""
        if workers == 0:
            while True:
                yield self.batch(start, world=world)
                start += 1
        pool = ThreadPoolExecutor(workers)
        try:
            waiting: list[Future[Batch]] = []
            while True:
                while len(waiting) < workers * AHEAD:
                    waiting.append(pool.submit(self.batch, start, world=world))
                    start += 1
                yield waiting.pop(0).result()
        finally:
            pool.shutdown(cancel_futures=True)

    def _rng(self, *names: object) -> torch.Generator:
        text = " ".join(map(str, (self.training.seed, self.purpose, *names)))
        # Torch's CPU generator uses 32 bits of a seed.
        seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), "big")
        return torch.Generator().manual_seed(seed)

    def _clip_noise(self, step: int, block: range, width: int) -> Tensor:
        rng = self._rng("clip", step, block.start)
        direction = F.normalize(torch.randn(len(block), width, generator=rng), dim=1)
        return self.training.clip_noise * torch.rand(len(block), 1, generator=rng) * direction

    @torch.no_grad()
    def _code_noise(self, step: int, block: range) -> Tensor:
        assert self.generator is not None
        rng = self._rng("code", step, block.start)
        # w_to_s is affine, so the noise of S is its value at the noise of W+ minus that at zero.
        noise = torch.randn(len(block), *self._code_shape, generator=rng) * self.latents.moments.w_std
        return (
            self.training.code_noise * (self.generator.w_to_s(noise.to(self.generator.device)) - self._s_of_zero).cpu()
        )
