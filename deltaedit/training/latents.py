"""Latents, which the mapper learns from: codes of generated pictures and the pictures' CLIP embeddings, without texts.

Samplers (:mod:`deltaedit.training.samplers`) make the codes. Here the pictures are drawn and embedded, in any number of
processes, and stored as tables on disk of any number of rows.
"""

from __future__ import annotations

import math
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol

import torch
from torch import Tensor

from deltaedit.clip_space import ClipSpace
from deltaedit.errors import TrainingError
from deltaedit.files import write_json
from deltaedit.models import Generator
from deltaedit.schema import checked_json
from deltaedit.training.config import LatentsConfig, Positive, first_difference, plain
from deltaedit.training.distributed import ALONE, World
from deltaedit.training.progress import Progress
from deltaedit.training.shards import ShardedRows, Shards, ShardWriter

INDEX = "latents.json"
BATCH, ACCELERATOR_BATCH = 8, 64
#: Seconds between two saves of an unfinished shard.
SAVE_INTERVAL_S = 20.0
#: Rows per block when moments are computed.
BLOCK = 1024


class Rows(Protocol):
    """A table of rows, [N, *width] float32, such as a tensor or shards on disk."""

    @property
    def shape(self) -> tuple[int, ...]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, rows: Tensor | slice, /) -> Tensor: ...


class Sampler(Protocol):
    """Makes codes."""

    def __call__(self, shard: int, rows: range, /) -> Tensor:
        """Codes of some rows of a shard. They depend on the arguments only, so any process can make any of them.

        Args:
            shard: index of the shard within the sampler's part, from 0.
            rows: indices within the shard.

        Returns:
            [len(rows), 1, style_dim] where every row of W+ is the same, else [len(rows), n_latent, style_dim].
        """
        ...


@dataclass(frozen=True)
class LatentPart:
    """Latents from one sampler.

    Attributes:
        name: in the index and in messages.
        sampler: makes the codes.
        count: number of codes, in whole groups.
        batch: pictures per batch, for a slow sampler; None for the configuration's.
        origin: a checksum of everything else that the codes depend on, such as a folder of pictures.
    """

    name: str
    sampler: Sampler
    count: int
    batch: int | None = None
    origin: str = ""


@dataclass(frozen=True)
class Moments:
    """Means and standard deviations over all rows, each of the shape of a row, float32."""

    s_mean: Tensor
    s_std: Tensor
    clip_mean: Tensor
    w_mean: Tensor
    w_std: Tensor


@dataclass(frozen=True)
class Latents:
    """Tables of latents, in groups whose members share most of their code.

    Attributes:
        w: [N, style_dim], or [N, n_latent, style_dim] where the rows of W+ differ.
        s: [N, S].
        clip: unit embeddings of the generated pictures [N, C]; stored in float16, their length is 1 within 0.001.
        group: members per group; rows g*group ... g*group + group - 1 are a group.
    """

    w: Rows
    s: Rows
    clip: Rows
    group: int

    @cached_property
    def moments(self) -> Moments:
        """Computed at first use, in one pass that never holds more than a block of rows."""
        s_mean, s_std = _mean_and_std(self.s)
        w_mean, w_std = _mean_and_std(self.w)
        return Moments(s_mean, s_std, _mean_and_std(self.clip)[0], w_mean, w_std)


def _mean_and_std(rows: Rows) -> tuple[Tensor, Tensor]:
    """Mean and unbiased standard deviation, merged block by block (Chan, Golub and LeVeque, 1979, eq. 2.1)."""
    mean = torch.zeros(rows.shape[1:], dtype=torch.float64)
    squares = torch.zeros_like(mean)
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK].double()
        count = start + len(block)
        offset = block.mean(dim=0) - mean
        squares += (block - block.mean(dim=0)).square().sum(dim=0) + offset.square() * (start * len(block) / count)
        mean += offset * (len(block) / count)
    return mean.float(), (squares / max(1, len(rows) - 1)).sqrt().float()


@dataclass(frozen=True)
class _PartEntry:
    rows: Positive
    origin: str


@dataclass(frozen=True)
class _Tables:
    """The shape of a row of each table."""

    s: tuple[Positive, ...]
    w: tuple[Positive, ...]
    clip: tuple[Positive, ...]


@dataclass(frozen=True)
class _Index:
    """The content of ``latents.json``: what the set was made from, and how it is stored."""

    format: Literal[2]
    config: LatentsConfig
    made_from: dict[str, str | None]
    parts: dict[str, _PartEntry]
    shards: tuple[Positive, ...]
    tables: _Tables
    dtype: Literal["float16", "float32"]

    def in_folder(self, folder: Path) -> Shards:
        return Shards(folder, self.shards, asdict(self.tables), self.dtype)


@torch.no_grad()
def write_latents(
    folder: Path,
    generator: Generator,
    clip: ClipSpace,
    parts: Sequence[LatentPart],
    config: LatentsConfig,
    *,
    made_from: Mapping[str, str | None],
    world: World = ALONE,
    resume: bool = True,
    save_interval: float = SAVE_INTERVAL_S,
) -> Latents:
    """Draw and embed the picture of every code, and store latents in a folder; resume where an earlier run stopped.

    Each process makes its own shards. A batch never crosses a shard, so the result is the same to the bit for any
    number of processes, on the same device with the same number of threads.

    Args:
        generator, clip: on the device to compute on.
        parts: in the order of the tables; they share no shard.
        made_from: SHA-256 of the weights, by name; latents of other weights are refused.
        world: the processes that work together.
        resume: continue from what an earlier run left; otherwise delete it and start again.
        save_interval: seconds between two saves of an unfinished shard.

    Raises:
        TrainingError: the folder was made with another configuration, other parts or other weights (the message names
            the field), a sampler gives codes of a wrong shape, or a file is damaged.
        OSError: the disk is full.
    """
    if world.is_main_process:
        if not resume:
            _clear(folder)
        _create_or_check_index(folder, generator, clip, parts, config, made_from)
        # safetensors writes to a file of such a name first, which a killed process leaves.
        for leftover in folder.glob(".tmp*"):
            leftover.unlink()
    world.barrier()
    shards = _read_index(folder).in_folder(folder)
    all_shards = list(_shards_of(parts, config))
    mine = world.split(len(all_shards))
    done, total = sum(shards.rows[index] for index in mine if shards.complete(index)), sum(shards.rows)
    progress = Progress("pictures", done * world.world_size, quiet=not world.is_main_process)
    batch = config.batch or (BATCH if generator.device.type == "cpu" else ACCELERATOR_BATCH)
    for index in mine:
        if shards.complete(index):
            continue
        part, part_index = all_shards[index]
        writer = ShardWriter(shards, index)
        step = max(1, (part.batch or batch) // config.group) * config.group
        for rows in _fill_shard(writer, generator, clip, part, part_index, step, save_interval):
            done += rows
            progress.show(done * world.world_size, total)
        writer.finish()
    world.barrier()
    # It is enough that one process verifies the checksums.
    latents = open_latents(folder, verify=world.is_main_process)
    world.barrier()
    return latents


def open_latents(folder: Path, verify: bool = True) -> Latents:
    """The latents in a folder, mapped into memory, so that only rows that are read are loaded.

    Args:
        verify: compare every shard with its checksum first.

    Raises:
        TrainingError: there are none, shards are missing or damaged, or they are of another format; the message says
            which, and what to do.
    """
    index = _read_index(folder)
    shards = index.in_folder(folder)
    loaded = [shards.load(number, verify=verify) for number in range(len(shards.rows))]
    s, w, clip = (ShardedRows([tables[name] for tables in loaded]) for name in ("s", "w", "clip"))
    return Latents(w, s, clip, index.config.group)


def _shards_of(parts: Sequence[LatentPart], config: LatentsConfig) -> Iterator[tuple[LatentPart, int]]:
    """(part, index of the shard within it) of every shard, in order."""
    for part in parts:
        yield from ((part, index) for index in range(math.ceil(part.count / config.rows_per_shard)))


def _fill_shard(
    writer: ShardWriter,
    generator: Generator,
    clip: ClipSpace,
    part: LatentPart,
    part_index: int,
    step: int,
    save_interval: float,
) -> Iterator[int]:
    """Fill a shard batch by batch; yields how many rows have been finished since the last time."""
    device = generator.device
    # Batches begin at fixed rows, wherever an earlier run stopped, so that rounding is always the same.
    resumed = writer.done // step * step
    yield resumed
    saved = time.monotonic()
    for start in range(resumed, writer.total, step):
        rows = range(start, min(start + step, writer.total))
        codes = part.sampler(part_index, rows)
        _check_codes(codes, len(rows), generator, part.name)
        w_plus = codes.to(device, non_blocking=True).expand(-1, generator.n_latent, -1)
        s = generator.w_to_s(w_plus)
        embedded = clip.embed_image(generator.synthesize(s, w_plus).clamp(-1, 1))
        w = w_plus if writer.width("w") == tuple(w_plus.shape[1:]) else w_plus[:, 0]
        writer.write({"s": s, "w": w, "clip": embedded}, start)
        if time.monotonic() - saved >= save_interval:
            writer.save()
            saved = time.monotonic()
        yield len(rows)


def _check_codes(codes: Tensor, count: int, generator: Generator, name: str) -> None:
    dim, most = generator.config.style_dim, generator.n_latent
    if codes.ndim != 3 or codes.shape[0] != count or codes.shape[1] not in (1, most) or codes.shape[2] != dim:
        raise TrainingError(
            f"The sampler of '{name}' gave codes {list(codes.shape)} for {count} rows; this generator needs "
            f"[{count}, 1 or {most}, {dim}]."
        )


def _clear(folder: Path) -> None:
    """Delete the tables in a folder, and nothing else."""
    for path in folder.glob("shard-*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    (folder / INDEX).unlink(missing_ok=True)


def _create_or_check_index(
    folder: Path,
    generator: Generator,
    clip: ClipSpace,
    parts: Sequence[LatentPart],
    config: LatentsConfig,
    made_from: Mapping[str, str | None],
) -> None:
    """Write the index of a new folder, or check that an existing one is of the same set."""
    if not parts:
        raise TrainingError("There are no latents to make: give at least one part.")
    for part in parts:
        if part.count < 1 or part.count % config.group:
            raise TrainingError(
                f"Part '{part.name}' has {part.count} codes, which is not a multiple of the group size {config.group}; "
                f"use {math.ceil(max(1, part.count) / config.group) * config.group}."
            )
    entries = {part.name: _PartEntry(part.count, part.origin) for part in parts}
    if (folder / INDEX).exists():
        before = plain(_read_index(folder))
        now = {
            "made_from": dict(made_from),
            "config": plain(config),
            "parts": {name: asdict(entry) for name, entry in entries.items()},
        }
        if (found := first_difference({name: before[name] for name in now}, now)) is not None:
            name, old, new = found
            raise TrainingError(
                f"The latents in {folder} were made with {name} = {old}, not {new}: use the old value, or make them "
                "again with --fresh."
            )
        return
    if folder.is_dir() and any(folder.glob("shard-*")):
        raise TrainingError(
            f"The folder {folder} holds shards, but no {INDEX} that describes them: delete it, or use another folder."
        )
    limit = config.rows_per_shard
    rows = tuple(min(limit, part.count - index * limit) for part, index in _shards_of(parts, config))
    samples = [part.sampler(0, range(config.group)) for part in parts]
    for part, sample in zip(parts, samples):
        _check_codes(sample, config.group, generator, part.name)
    mixed = any(sample.shape[1] > 1 for sample in samples)
    dim, size = generator.config.style_dim, generator.config.size
    embedding = clip.embed_image(torch.zeros(1, 3, size, size, device=generator.device))
    tables = _Tables(
        s=(generator.layout.total,), w=(generator.n_latent, dim) if mixed else (dim,), clip=(embedding.shape[1],)
    )
    dtype: Literal["float16", "float32"] = "float16" if config.half else "float32"
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / INDEX, asdict(_Index(2, config, dict(made_from), entries, rows, tables, dtype)))


def _read_index(folder: Path) -> _Index:
    path = folder / INDEX
    if not path.is_file():
        raise TrainingError(f"There are no latents in {folder}: run the stage that makes them first.")
    try:
        return checked_json(_Index, path.read_bytes(), path, TrainingError)
    except TrainingError as error:
        raise TrainingError(f"{error} Make the latents again with --fresh.") from error
