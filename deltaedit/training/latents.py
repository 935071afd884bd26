"""What the mapper learns from: codes of generated pictures and their CLIP embeddings. No text anywhere.

Where the codes come from is a sampler's business (:mod:`deltaedit.training.samplers`); here they become pictures and
embeddings, by any number of processes, and tables on disk that any number of rows may have.
"""

from __future__ import annotations

import math
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor

from deltaedit.clip_space import ClipSpace
from deltaedit.errors import TrainingError
from deltaedit.files import write_json
from deltaedit.models import Generator
from deltaedit.training.distributed import World
from deltaedit.training.progress import Progress
from deltaedit.training.shards import DTYPES, Shards, ShardWriter, read_json

FORMAT = 1
INDEX = "latents.json"
TABLES = ("s", "w", "clip")
BATCH, ACCELERATOR_BATCH = 8, 64
#: Seconds between two moments from which a killed process goes on.
SAVE_EVERY_S = 20.0
#: Rows of which moments are taken at once.
BLOCK = 1024


@dataclass(frozen=True)
class LatentsConfig:
    """How many codes there are, and how they are made and kept.

    Attributes:
        count: sampled codes; rounded up to whole groups, see :attr:`rows`.
        group: this many codes in a row share most of what they are; 1 is none.
        shard: codes per shard at most; rounded down to whole groups, see :attr:`rows_per_shard`.
        truncation_psi: how near sampled w are to the mean of w: 1 is w itself, 0 the mean.
        half: keep tables in float16, which costs the mapper's loss less than a thousandth.
        seed: of the codes.
        batch: pictures at once; None is 8 on a CPU and 64 on an accelerator.

    Raises:
        TrainingError: a number makes no sense.
    """

    count: int = 60_000
    group: int = 1
    shard: int = 1024
    truncation_psi: float = 1.0
    half: bool = True
    seed: int = 0
    batch: int | None = None

    def __post_init__(self) -> None:
        for name in ("count", "group", "shard", "batch"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise TrainingError(f"The latents' {name} must be at least 1, not {value}.")
        if self.seed < 0:
            raise TrainingError(f"The latents' seed must be 0 or more, not {self.seed}.")
        if not math.isfinite(self.truncation_psi):
            raise TrainingError(
                f"The latents' truncation_psi must be a number like 0.7 or 1, not {self.truncation_psi}."
            )

    @property
    def rows(self) -> int:
        """``count`` in whole groups."""
        return math.ceil(self.count / self.group) * self.group

    @property
    def rows_per_shard(self) -> int:
        """``shard`` in whole groups."""
        return max(1, self.shard // self.group) * self.group


class Rows(Protocol):
    """A table of rows, [N, *width] float32: a tensor is one, and so are shards on disk."""

    @property
    def shape(self) -> tuple[int, ...]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, rows: Tensor | slice, /) -> Tensor: ...


class Sampler(Protocol):
    """Where codes come from."""

    def __call__(self, shard: int, rows: range, /) -> Tensor:
        """Codes of some rows of a shard; they depend on nothing else, so any process can make any of them.

        Args:
            shard: number of the shard within the sampler's own part, from 0.
            rows: within the shard.

        Returns:
            [len(rows), 1, style_dim] where every row of W+ is the same, else [len(rows), n_latent, style_dim].
        """
        ...


@dataclass(frozen=True)
class LatentPart:
    """Codes of one origin.

    Attributes:
        name: for people, and for those who look for these codes in the tables.
        sampler: makes them.
        count: how many, in whole groups.
        at_once: pictures per batch where the sampler is slow, in place of the configuration's.
        origin: of what else its codes depend on, such as a checksum of a folder; another one is another set.
    """

    name: str
    sampler: Sampler
    count: int
    at_once: int | None = None
    origin: str = ""


@dataclass(frozen=True)
class Moments:
    """Means and standard deviations over all rows, each as wide as a row (``w_*`` as a row of ``w``), float32."""

    s_mean: Tensor
    s_std: Tensor
    clip_mean: Tensor
    w_mean: Tensor
    w_std: Tensor


@dataclass(frozen=True)
class Latents:
    """Codes in groups: the members of a group share most of their code.

    Attributes:
        w: [N, style_dim], or [N, n_latent, style_dim] where the rows of W+ differ.
        s: [N, S].
        clip: unit embeddings of the generated pictures [N, C]; in float16 on disk their length is 1 within 0.001.
        group: members of a group; rows g*group ... g*group + group - 1 belong together.
    """

    w: Rows
    s: Rows
    clip: Rows
    group: int

    def moments(self) -> Moments:
        """Computed at the first call, in one pass that never holds more than a block of rows."""
        return self._moments

    @cached_property
    def _moments(self) -> Moments:
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


@torch.no_grad()
def write_latents(
    folder: Path,
    generator: Generator,
    clip: ClipSpace,
    parts: Sequence[LatentPart],
    config: LatentsConfig,
    *,
    made_from: Mapping[str, str],
    world: World | None = None,
    resume: bool = True,
    report: Progress | None = None,
    every: float = SAVE_EVERY_S,
) -> Latents:
    """Synthesise and embed the picture of every code, into a folder; go on where an earlier run was stopped.

    Each process makes its own shards. A batch never crosses a shard, so the set is the same bit for bit whatever the
    number of processes, on the same device with as many threads.

    Args:
        generator, clip: on the device to compute on.
        parts: one after the other in the tables; no shard has two.
        made_from: SHA-256 of the weights by what they are; the folder belongs to these.
        world: the processes that work on it together.
        resume: take up what an earlier run left, or all of it; otherwise delete it and begin anew.
        report: shows pictures per second and the time left, of all processes together as this one estimates them.
        every: seconds between two moments from which a killed process goes on.

    Raises:
        TrainingError: the folder was made with another configuration, other parts or other weights, names the field;
            a sampler gives codes of another shape; the disk is full; a file turns out damaged.
    """
    world = world or World()
    if world.is_main_process:
        if not resume:
            _clear(folder)
        _begin(folder, generator, clip, parts, config, made_from)
    world.barrier()
    shards, _ = _read_index(folder)
    todo = list(_shards_of(parts, config))
    mine = world.share(len(todo))
    report = report or Progress("pictures")
    done, total = 0, sum(shards.rows)
    for number in mine:
        done += shards.rows[number] if shards.complete(number) else 0
    report.begin_at(done * world.size)
    batch = config.batch or (BATCH if generator.device.type == "cpu" else ACCELERATOR_BATCH)
    for number in mine:
        if shards.complete(number):
            continue
        part, place = todo[number]
        writer = shards.writer(number)
        step = max(1, (part.at_once or batch) // config.group) * config.group
        for rows in _make(writer, generator, clip, part, place, step, every):
            done += rows
            if world.is_main_process and done * world.size < total:
                report.show(done * world.size, total)
        writer.finish()
    if world.is_main_process and done:
        report.show(total, total, last=True)
    world.barrier()
    if world.is_main_process:
        shards.check()
    world.barrier()
    return _opened(shards, config.group)


def open_latents(folder: Path, verify: bool = True) -> Latents:
    """The tables of a folder, mapped into memory, so that only what is read is ever loaded.

    Args:
        verify: compare every file with its checksum first.

    Raises:
        TrainingError: there are none, some are missing or damaged, or they are of another format; says which and what
            to do.
    """
    shards, group = _read_index(folder)
    if verify:
        shards.check()
    return _opened(shards, group)


def _opened(shards: Shards, group: int) -> Latents:
    tables = {name: shards.table(name) for name in TABLES}
    return Latents(tables["w"], tables["s"], tables["clip"], group)


def _shards_of(parts: Sequence[LatentPart], config: LatentsConfig) -> Iterator[tuple[LatentPart, int]]:
    """(part, number of the shard within it) of every shard, in order."""
    for part in parts:
        yield from ((part, place) for place in range(math.ceil(part.count / config.rows_per_shard)))


def _make(
    writer: ShardWriter, generator: Generator, clip: ClipSpace, part: LatentPart, place: int, step: int, every: float
) -> Iterator[int]:
    """Fill a shard batch by batch; yields how many rows have come to be since the last time."""
    device = generator.device
    # Where a batch begins never depends on where an earlier run was stopped, and so neither does any rounding.
    begin = writer.done // step * step
    yield begin
    saved = time.monotonic()
    for start in range(begin, writer.total, step):
        rows = range(start, min(start + step, writer.total))
        codes = part.sampler(place, rows)
        _check_codes(codes, len(rows), generator, part.name)
        w_plus = codes.to(device, non_blocking=True).expand(-1, generator.n_latent, -1)
        s = generator.w_to_s(w_plus)
        seen = clip.embed_image(generator.synthesize(s, w_plus).clamp(-1, 1))
        w = w_plus if writer.width("w") == tuple(w_plus.shape[1:]) else w_plus[:, 0]
        writer.write({"s": s, "w": w, "clip": seen}, start)
        if time.monotonic() - saved >= every:
            writer.save()
            saved = time.monotonic()
        yield len(rows)


def _check_codes(codes: Tensor, count: int, generator: Generator, name: str) -> None:
    dim, most = generator.config.style_dim, generator.n_latent
    if codes.ndim != 3 or codes.shape[0] != count or codes.shape[1] not in (1, most) or codes.shape[2] != dim:
        raise TrainingError(
            f"The sampler of '{name}' gave codes {list(codes.shape)} for {count} rows, where this generator needs "
            f"[{count}, 1 or {most}, {dim}]."
        )


def _clear(folder: Path) -> None:
    """Delete the tables of a folder, and nothing else that may lie there."""
    for path in folder.glob("shard-*"):
        shutil.rmtree(path)
    (folder / INDEX).unlink(missing_ok=True)


def _begin(
    folder: Path,
    generator: Generator,
    clip: ClipSpace,
    parts: Sequence[LatentPart],
    config: LatentsConfig,
    made_from: Mapping[str, str],
) -> None:
    """Write the index of a new folder, or check that an old one is of the same set."""
    if not parts:
        raise TrainingError("There are no latents to make: give at least one part.")
    for part in parts:
        if part.count < 1 or part.count % config.group:
            raise TrainingError(
                f"Part '{part.name}' has {part.count} codes, which are no whole groups of {config.group}; "
                f"take {math.ceil(max(1, part.count) / config.group) * config.group}."
            )
    asked = {
        "config": asdict(config),
        "made_from": dict(made_from),
        "parts": [{"name": part.name, "rows": part.count, "origin": part.origin} for part in parts],
    }
    if (folder / INDEX).exists():
        _read_index(folder)
        _compare(folder, read_json(folder / INDEX) or {}, asked)
        return
    if folder.is_dir() and any(folder.glob("shard-*")):
        raise TrainingError(
            f"The folder {folder} holds shards, but no {INDEX} that says what they are: delete it, or name another."
        )
    rows = [
        min(config.rows_per_shard, part.count - place * config.rows_per_shard)
        for part, place in _shards_of(parts, config)
    ]
    code = [part.sampler(0, range(config.group)) for part in parts]
    for part, sample in zip(parts, code):
        _check_codes(sample, config.group, generator, part.name)
    mixed = any(sample.shape[1] > 1 for sample in code)
    dim, size = generator.config.style_dim, generator.config.size
    embedding = clip.embed_image(torch.zeros(1, 3, size, size, device=generator.device))
    tables = {
        "s": [generator.layout.total],
        "w": [generator.n_latent, dim] if mixed else [dim],
        "clip": [embedding.shape[1]],
    }
    folder.mkdir(parents=True, exist_ok=True)
    layout = {"rows": sum(rows), "shards": rows, "tables": tables, "dtype": "float16" if config.half else "float32"}
    write_json(folder / INDEX, {"format": FORMAT, **asked, **layout})


def _read_index(folder: Path) -> tuple[Shards, int]:
    """The shards of a folder, and the size of their groups."""
    path = folder / INDEX
    if not path.is_file():
        raise TrainingError(f"There are no latents in {folder}: run the stage that makes them first.")
    content = read_json(path)
    wrong = TrainingError(f"{path} cannot be read: delete the folder {folder} and make the latents anew.")
    if content is None:
        raise wrong
    if content.get("format") != FORMAT:
        raise TrainingError(
            f"{path} is of format {content.get('format')}, and this version reads format {FORMAT}: delete the folder "
            f"{folder} and make the latents anew."
        )
    try:
        rows = tuple(int(count) for count in content["shards"])
        tables = {name: tuple(int(side) for side in content["tables"][name]) for name in TABLES}
        dtype, group = str(content["dtype"]), int(content["config"]["group"])
        sound = rows and min(rows) > 0 and sum(rows) == content["rows"] and dtype in DTYPES and group > 0
        sound = sound and all(min(width, default=0) > 0 for width in tables.values())
    except (KeyError, TypeError, ValueError) as error:
        raise wrong from error
    if not sound:
        raise wrong
    return Shards(folder, rows, tables, dtype), group


def _compare(folder: Path, before: Mapping[str, Any], asked: Mapping[str, Any]) -> None:
    """Raise TrainingError at the first field that an old folder was made with another value of."""
    old = dict(_leaves({name: before.get(name) for name in asked}))
    new = dict(_leaves(asked))
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name) and name.startswith("made_from."):
            raise TrainingError(
                f"The latents in {folder} came of another {name.removeprefix('made_from.')} (SHA-256 {old.get(name)}, "
                f"not {new.get(name)}): make them anew with --fresh."
            )
        if old.get(name) != new.get(name):
            raise TrainingError(
                f"The latents in {folder} were made with {name} = {old.get(name)}, not {new.get(name)}: give the old "
                "value, or make them anew with --fresh."
            )


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every plain value inside a JSON value, with its dotted name."""
    if isinstance(value, Mapping):
        inner: list[tuple[Any, Any]] = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    else:
        yield name, value
        return
    for key, entry in inner:
        yield from _leaves(entry, f"{name}.{key}" if name else str(key))
