"""Latents on disk: killed on the way, made by several processes, damaged, and read without being loaded."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import open_clip
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from safetensors.torch import load_file, save_file
from torch import Tensor

from benchmarks.latents import losses_at_both_precisions
from deltaedit.clip_space import ClipConfig, ClipSpace
from deltaedit.editor import DeltaEditor
from deltaedit.errors import TrainingError
from deltaedit.models import Generator, GeneratorConfig
from deltaedit.training import latents as module
from deltaedit.training.config import LatentsConfig
from deltaedit.training.distributed import World, joined_world
from deltaedit.training.latents import LatentPart, Latents, open_latents, write_latents
from deltaedit.training.samplers import GaussianSampler, PictureSampler
from deltaedit.training.shards import ShardedRows, partial_shard
from tests import programs

pytestmark = pytest.mark.slow

CONFIG = LatentsConfig(count=70, shard=32, batch=4, seed=5)
MADE_FROM = {"generator": "a" * 64, "clip": "b" * 64}


def tiny() -> tuple[Generator, ClipSpace]:
    """Networks that are the same in every process."""
    torch.manual_seed(3)
    generator = Generator(GeneratorConfig(channels=(8, 8, 8, 4), style_dim=12, n_mlp=2))
    generator.latent_avg = torch.linspace(-1, 1, 12)
    clip = open_clip.model.CLIP(
        16,
        {"layers": [1, 1, 1, 1], "width": 4, "head_width": 32, "image_size": 32},
        {"context_length": 8, "vocab_size": 64, "width": 16, "heads": 2, "layers": 1},
    )
    tokenizer: Any = open_clip.SimpleTokenizer(context_length=8)
    return generator.eval().requires_grad_(False), ClipSpace(clip, tokenizer, ClipConfig("tiny", 32))


NETWORKS = tiny()


class Slow:
    """A slow sampler, so that a process can be killed in the middle."""

    def __init__(self, sampler: GaussianSampler, seconds: float) -> None:
        self.sampler, self.seconds = sampler, seconds

    def __call__(self, shard: int, rows: range, /) -> Tensor:
        time.sleep(self.seconds)
        return self.sampler(shard, rows)


def write(folder: Path, config: LatentsConfig = CONFIG, *, wait: float = 0.0, **options: Any) -> Latents:
    generator, clip = NETWORKS
    sampler = Slow(GaussianSampler.from_config(generator, config), wait)
    options = {"made_from": MADE_FROM, **options}
    parts = options.pop("parts", [LatentPart("samples", sampler, config.rows)])
    return write_latents(folder, generator, clip, parts, config, **options)


def contents(folder: Path) -> dict[str, str]:
    """Checksum of every file by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def rows_on_disk(folder: Path) -> int:
    """The number of rows that a new process would not have to make again."""
    rows = 0
    for index in range(3):
        path = folder / f"shard-{index:05d}.safetensors"
        path = path if path.exists() else partial_shard(path)
        rows += len(load_file(path)["s"]) if path.exists() else 0
    return rows


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete set, to compare with and to copy."""
    folder = tmp_path_factory.mktemp("whole") / "latents"
    write(folder)
    return folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "latents"))


def worker(*arguments: str) -> list[str]:
    return ["-m", "tests.test_latents", *arguments]


def run(command: list[str]) -> str:
    done = programs.run(*command)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


# What is written.


def test_the_tables_hold_what_the_networks_give(tmp_path: Path) -> None:
    generator, clip = NETWORKS
    found = write(tmp_path / "latents", replace(CONFIG, half=False))
    w = torch.cat([GaussianSampler(generator, 5)(shard, range(min(32, 70 - 32 * shard)))[:, 0] for shard in range(3)])
    s = generator.w_to_s(w)
    embedding = clip.embed_image(generator.synthesize(s, w).clamp(-1, 1))
    assert found.w.shape == (70, 12) and found.s.shape == (70, generator.layout.total) and found.clip.shape == (70, 16)
    for table, wanted in ((found.w, w), (found.s, s), (found.clip, embedding)):
        assert torch.allclose(table[:], wanted, atol=1e-5)
    assert found.group == 1


def test_half_precision_is_rounding_and_half_the_disk(tmp_path: Path, whole: Path) -> None:
    exact, half = write(tmp_path / "exact", replace(CONFIG, half=False)), open_latents(whole)
    assert half.s[:].dtype == torch.float32
    for name in ("w", "s", "clip"):
        assert torch.equal(getattr(half, name)[:], getattr(exact, name)[:].half().float())
    assert np.allclose(half.clip[:].norm(dim=1), 1, atol=1e-3)
    sizes = [(folder / "shard-00000.safetensors").stat().st_size for folder in (whole, tmp_path / "exact")]
    assert sizes[0] < 0.55 * sizes[1]


def test_the_index_says_what_the_set_is(whole: Path) -> None:
    index = json.loads((whole / "latents.json").read_text())
    assert index["shards"] == [32, 32, 6] and index["dtype"] == "float16"
    assert index["config"]["seed"] == 5 and index["made_from"] == MADE_FROM
    assert index["parts"] == {"samples": {"rows": 70, "origin": ""}}
    tables = load_file(whole / "shard-00001.safetensors")
    assert {name: len(table) for name, table in tables.items()} == {"s": 32, "w": 32, "clip": 32}


def test_parts_never_share_a_shard_and_widen_w_where_one_is_mixed(tmp_path: Path) -> None:
    generator, _ = NETWORKS
    sampler = GaussianSampler(generator, 1)
    plus = torch.randn(5, generator.n_latent, 12)
    parts = [
        LatentPart("samples", sampler, 40),
        LatentPart("pictures", lambda shard, rows: plus[rows.start : rows.stop], 5, batch=1),
    ]
    found = write(tmp_path / "latents", parts=parts)
    assert json.loads((tmp_path / "latents/latents.json").read_text())["shards"] == [32, 8, 5]
    assert found.w.shape == (45, generator.n_latent, 12)
    assert torch.equal(found.w[40:], plus.half().float())
    assert (found.w[:40] == found.w[:40][:, :1]).all()


def test_groups_are_never_cut(tmp_path: Path) -> None:
    config = replace(CONFIG, group=5, count=68, shard=32, batch=7)
    assert (config.rows, config.rows_per_shard) == (70, 30)
    found = write(tmp_path / "latents", config)
    assert json.loads((tmp_path / "latents/latents.json").read_text())["shards"] == [30, 30, 10]
    assert found.group == 5 and len(found.s) == 70
    groups = found.w[:].reshape(14, 5, -1, 12)
    shared = (groups[:, 1:] == groups[:, :1]).all(dim=-1)
    assert (shared.float().mean(dim=2) >= 0.5).all() and not shared.all(dim=2).any()


# Killed on the way, and made by several processes.


def test_kill_minus_nine_at_any_moment_costs_little_and_changes_nothing(tmp_path: Path, whole: Path) -> None:
    report = json.loads(run(worker("killed", str(tmp_path), "1")))
    assert all(kills >= 2 for kills in report["kills"])
    for number in range(len(report["kills"])):
        assert contents(tmp_path / str(number)) == contents(whole)


def test_two_processes_under_torchrun_make_the_same_set(tmp_path: Path, whole: Path) -> None:
    launch = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    out = run([*launch, *worker("shared", str(tmp_path / "latents"))])
    assert contents(tmp_path / "latents") == contents(whole)
    assert sorted(json.loads(line)["shards"] for line in out.splitlines() if line.startswith("{")) == [[0, 2], [1]]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_any_number_of_processes_makes_the_same_set(size: int, tmp_path: Path, whole: Path) -> None:
    class Alone(World):
        def barrier(self) -> None:
            """Do not wait for the others, which run later."""

    for rank in reversed(range(1, size)):
        # All but the last to finish find the set incomplete.
        shutil.copytree(whole, tmp_path / "latents", dirs_exist_ok=True, ignore=shutil.ignore_patterns("shard-*"))
        try:
            write(tmp_path / "latents", world=Alone(rank, size))
        except TrainingError as error:
            assert "is missing" in str(error)
    write(tmp_path / "latents", world=Alone(0, size))
    assert contents(tmp_path / "latents") == contents(whole)


class StoppedError(Exception):
    """Stands for a kill at a known moment."""


class Stopping:
    """A sampler that fails at one call."""

    def __init__(self, calls: int) -> None:
        self.left, self.called = calls, list[range]()
        self.sampler = GaussianSampler(NETWORKS[0], 5)

    def __call__(self, shard: int, rows: range, /) -> Tensor:
        if self.left == 0:
            raise StoppedError
        self.left -= 1
        self.called.append(rows)
        return self.sampler(shard, rows)


def interrupted(folder: Path) -> Path:
    """A set whose first shard has 12 rows; returns that shard's file."""
    with pytest.raises(StoppedError):
        write(folder, parts=[LatentPart("samples", Stopping(4), 70)], save_interval=0.0)
    assert rows_on_disk(folder) == 12
    return folder / "shard-00000.partial.safetensors"


def test_an_interrupted_shard_goes_on_where_it_was_saved(tmp_path: Path, whole: Path) -> None:
    interrupted(tmp_path / "latents")
    sampler = Stopping(1000)
    write(tmp_path / "latents", parts=[LatentPart("samples", sampler, 70)])
    assert sampler.called[0] == range(12, 16)
    assert contents(tmp_path / "latents") == contents(whole)


def test_what_safetensors_left_when_it_was_killed_is_deleted(copy: Path, whole: Path) -> None:
    (copy / ".tmpAbC123").touch()
    write(copy)
    assert contents(copy) == contents(whole)


def test_it_saves_now_and_then_and_not_after_every_batch(tmp_path: Path) -> None:
    with pytest.raises(StoppedError):
        write(tmp_path / "latents", parts=[LatentPart("samples", Stopping(4), 70)], save_interval=1e9)
    assert rows_on_disk(tmp_path / "latents") == 0
    assert module.SAVE_INTERVAL_S <= 20


def cut(path: Path, left: int) -> None:
    os.truncate(path, left)


def flip_last_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(bytes(content))


def of_other_tables(path: Path) -> None:
    save_file({"s": torch.zeros(12, 3)}, path, {"sha256": ""})


TORN: dict[str, Callable[[Path], object]] = {
    "empty": lambda shard: cut(shard, 0),
    "cut header": lambda shard: cut(shard, 20),
    "cut table": lambda shard: cut(shard, 1000),
    "wrong bit": flip_last_bit,
    "other tables": of_other_tables,
    "longer": lambda shard: shard.write_bytes(shard.read_bytes() + b"x"),
    "gone": lambda shard: shard.unlink(),
}


@pytest.mark.parametrize("harm", TORN.values(), ids=TORN.keys())
def test_what_an_interruption_tore_is_made_again(harm: Callable[[Path], object], tmp_path: Path, whole: Path) -> None:
    harm(interrupted(tmp_path / "latents"))
    write(tmp_path / "latents")
    assert contents(tmp_path / "latents") == contents(whole)


def test_a_finished_set_is_not_made_again_unless_told_so(copy: Path) -> None:
    write(copy, parts=[LatentPart("samples", Stopping(0), 70)])
    (copy / "mine.txt").write_text("kept")
    with pytest.raises(StoppedError):
        write(copy, parts=[LatentPart("samples", Stopping(0), 70)], resume=False)
    assert rows_on_disk(copy) == 0 and (copy / "mine.txt").exists()


# Refused.


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"count": 71}, "config.count = 70, not 71"),
        ({"seed": 6}, "config.seed = 5, not 6"),
        ({"shard": 16}, "config.shard = 32, not 16"),
        ({"half": False}, "config.half = True, not False"),
        ({"truncation_psi": 0.7}, "config.truncation_psi = 1.0, not 0.7"),
        ({"batch": None}, "config.batch = 4, not None"),
        ({"group": 2}, "config.group = 1, not 2"),
    ],
)
def test_another_configuration_is_refused_by_name(changes: dict[str, Any], words: str, whole: Path) -> None:
    before = contents(whole)
    with pytest.raises(TrainingError, match=words) as refusal:
        write(whole, replace(CONFIG, **changes))
    assert "--fresh" in str(refusal.value) and contents(whole) == before


def test_other_weights_and_other_parts_are_refused_by_name(whole: Path) -> None:
    with pytest.raises(TrainingError, match=f"made_from.generator = {'a' * 64}, not {'c' * 64}"):
        write(whole, made_from={**MADE_FROM, "generator": "c" * 64})
    with pytest.raises(TrainingError, match=f"made_from.clip = {'b' * 64}, not None"):
        write(whole, made_from={"generator": "a" * 64})
    with pytest.raises(TrainingError, match=r"parts.faces = None, not"):
        write(whole, parts=[LatentPart("faces", Stopping(0), 70)])
    with pytest.raises(TrainingError, match=r"parts.samples.origin = , not abc"):
        write(whole, parts=[LatentPart("samples", Stopping(0), 70, origin="abc")])
    with pytest.raises(TrainingError, match=r"parts.more = None, not"):
        write(whole, parts=[LatentPart("samples", Stopping(0), 70), LatentPart("more", Stopping(0), 1)])


def test_senseless_parts_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="at least one part"):
        write(tmp_path / "a", parts=[])
    with pytest.raises(TrainingError, match=r"'odd' has 7 codes.*group size 3; use 9"):
        write(tmp_path / "b", replace(CONFIG, group=3), parts=[LatentPart("odd", Stopping(9), 7)])
    with pytest.raises(TrainingError, match=r"'none' has 0 codes"):
        write(tmp_path / "c", parts=[LatentPart("none", Stopping(9), 0)])
    for shape in ((12,), (1, 12), (1, 3, 12), (1, 1, 11), (2, 1, 12), (1, 1, 1, 12)):
        with pytest.raises(TrainingError, match=r"The sampler of 'samples' gave codes"):
            write(tmp_path / "d", parts=[LatentPart("samples", lambda *_, shape=shape: torch.zeros(shape), 70)])
    assert not any(tmp_path.glob("*/shard-*"))


def test_numbers_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    for value, config in ((1e6, CONFIG), (float("nan"), replace(CONFIG, half=False))):
        part = LatentPart("samples", lambda shard, rows, value=value: torch.full((len(rows), 1, 12), value), 70)
        with pytest.raises(TrainingError, match=r"numbers that float(16|32) cannot"):
            write(tmp_path / str(value), config, parts=[part])


SHARD = "shard-00001.safetensors"
DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "no folder": (shutil.rmtree, "run the stage that makes them first"),
    "no index": (lambda f: (f / "latents.json").unlink(), "run the stage that makes them first"),
    "torn index": (lambda f: cut(f / "latents.json", 30), "no valid JSON .* again with --fresh"),
    "index of bytes": (lambda f: (f / "latents.json").write_bytes(b"\xff\x00"), "no valid JSON"),
    "other format": (lambda f: edit(f, format=1), "'format' must be 2, not 1.* again with --fresh"),
    "other dtype": (lambda f: edit(f, dtype="object"), "'dtype' must be 'float16' or 'float32', not 'object'"),
    "negative shard": (lambda f: edit(f, shards=[32, 32, 7, -1]), r"'shards\[3\]' must be 1 or more"),
    "other rows": (lambda f: edit(f, shards=[32, 31, 7]), f"{SHARD} cannot be used .it does not hold 31 rows"),
    "other width": (lambda f: edit(f, tables={"s": [3], "w": [12], "clip": [16]}), "it does not hold 32 rows"),
    "missing shard": (lambda f: (f / SHARD).unlink(), "Shard 1 of 3 is missing .* run the stage again"),
    "begun shard": (lambda f: os.rename(f / SHARD, partial_shard(f / SHARD)), r"Shard 1 .* \(it is unfinished\)"),
    "cut shard": (lambda f: cut(f / SHARD, 999), f"{SHARD} cannot be used .*: delete it"),
    "another shard": (
        lambda f: shutil.copy(f / "shard-00002.safetensors", f / SHARD),
        f"{SHARD} cannot be used .it does not hold 32 rows",
    ),
}


def edit(folder: Path, **changes: Any) -> None:
    path = folder / "latents.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


@pytest.mark.parametrize("verify", [True, False])
@pytest.mark.parametrize(("harm", "words"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_said_in_a_sentence(
    harm: Callable[[Path], object], words: str, verify: bool, copy: Path, tmp_path: Path
) -> None:
    harm(copy)
    with pytest.raises(TrainingError, match=words):
        open_latents(copy, verify)


def test_one_wrong_bit_is_found(copy: Path) -> None:
    flip_last_bit(copy / SHARD)
    with pytest.raises(TrainingError, match=f"{SHARD} cannot be used .it is not the file that was written.: delete it"):
        open_latents(copy)
    # Only checksums show it.
    open_latents(copy, verify=False)
    (copy / SHARD).unlink()
    write(copy)
    open_latents(copy)


def test_shards_without_an_index_are_not_taken_for_ours(copy: Path) -> None:
    (copy / "latents.json").unlink()
    with pytest.raises(TrainingError, match=r"holds shards, but no latents.json"):
        write(copy)


# Reading.


def sharded(rows: int, cuts: list[int], width: tuple[int, ...] = (3,)) -> tuple[ShardedRows, Tensor]:
    """A table over shards of any lengths, and its content as a tensor."""
    whole = torch.arange(rows * int(np.prod(width)), dtype=torch.float32).reshape(rows, *width)
    places = sorted({0, rows, *(place % rows for place in cuts)})
    return ShardedRows([whole[a:b].half() for a, b in zip(places, places[1:])]), whole


@settings(deadline=None)
@given(
    st.integers(1, 60),
    st.lists(st.integers(0, 1000), max_size=6),
    st.lists(st.integers(0, 10_000), max_size=40),
    st.sampled_from([(3,), (2, 4), (1,)]),
)
def test_rows_come_as_from_a_tensor(rows: int, cuts: list[int], wanted: list[int], width: tuple[int, ...]) -> None:
    table, whole = sharded(rows, cuts, width)
    index = torch.tensor([place % (2 * rows) - rows for place in wanted], dtype=torch.int64)
    assert table.shape == tuple(whole.shape) and len(table) == rows
    assert torch.equal(table[index], whole[index]) and table[index].dtype == torch.float32
    if len(index) % 2 == 0:
        assert torch.equal(table[index.reshape(2, -1)], whole[index.reshape(2, -1)])


@settings(deadline=None)
@given(
    st.integers(1, 60),
    st.lists(st.integers(0, 1000), max_size=6),
    st.none() | st.integers(-80, 80),
    st.none() | st.integers(-80, 80),
    st.none() | st.integers(1, 7),
)
def test_slices_come_as_from_a_tensor(
    rows: int, cuts: list[int], start: int | None, stop: int | None, step: int | None
) -> None:
    table, whole = sharded(rows, cuts)
    assert torch.equal(table[start:stop:step], whole[start:stop:step])


def test_rows_that_are_not_there_are_refused() -> None:
    table, _ = sharded(10, [4])
    for rows in ([10], [-11], [0, 99]):
        with pytest.raises(IndexError, match="only 10 rows"):
            table[torch.tensor(rows)]
    for wrong in (torch.tensor([1.0]), torch.ones(10, dtype=torch.bool), 3, [1, 2], None):
        with pytest.raises(IndexError, match="tensor of int64"):
            table[wrong]  # type: ignore[index]


def test_a_row_that_is_changed_does_not_change_the_table(whole: Path) -> None:
    before = contents(whole)
    found = open_latents(whole)
    for rows in (slice(0, 5), torch.arange(5)):
        found.s[rows].zero_()
        assert found.s[rows].abs().sum() > 0
    assert contents(whole) == before


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 60), st.lists(st.integers(0, 1000), max_size=4), st.floats(-100, 100), st.integers(1, 30))
def test_moments_are_those_of_the_whole(rows: int, cuts: list[int], offset: float, block: int) -> None:
    rng = torch.Generator().manual_seed(rows)
    s = torch.randn(rows, 5, generator=rng) * torch.tensor([1.0, 0.001, 10, 0, 1]) + offset
    w, clip = torch.randn(rows, 2, 3, generator=rng), torch.randn(rows, 4, generator=rng)
    places = sorted({0, rows, *(place % rows for place in cuts)})
    table = ShardedRows([s[a:b] for a, b in zip(places, places[1:])])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", block)
        found = Latents(w, table, clip, 1).moments
    exact = s.double()
    assert torch.allclose(found.s_mean, exact.mean(0).float(), atol=1e-6, rtol=1e-6)
    std = exact.std(0).float() if rows > 1 else torch.zeros(5)
    assert torch.allclose(found.s_std, std, atol=1e-6, rtol=1e-5)
    assert torch.allclose(found.clip_mean, clip.mean(0), atol=1e-6)
    assert found.w_mean.shape == found.w_std.shape == (2, 3)
    if rows > 1:
        assert torch.allclose(found.w_std, w.std(0), atol=1e-5)


def test_moments_never_take_more_than_a_block_at_once() -> None:
    asked = []

    class Watched(ShardedRows):
        def __getitem__(self, rows: Tensor | slice, /) -> Tensor:
            asked.append(len(found := super().__getitem__(rows)))
            return found

    table = Watched([torch.randn(2000, 2), torch.randn(1500, 2)])
    latents = Latents(table, table, table, 1)
    first = latents.moments
    assert max(asked) <= module.BLOCK < 3500 and sum(asked) == 3 * 3500
    assert latents.moments is first
    assert sum(asked) == 3 * 3500


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs Linux")
def test_any_number_of_shards_leaves_no_file_open(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    found = write(tmp_path / "latents", replace(CONFIG, shard=1, count=30))
    assert len(found.s) == 30 and len(os.listdir("/proc/self/fd")) <= before + 3


def test_half_precision_costs_less_than_a_thousandth_of_the_loss(editor: DeltaEditor, tmp_path: Path) -> None:
    exact, half = losses_at_both_precisions(editor, 40, tmp_path)
    assert 0 < exact != half
    assert abs(half - exact) < 1e-3


# Samplers.


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 4), st.integers(0, 30), st.integers(1, 12), st.integers(0, 3), st.integers(1, 5))
def test_codes_depend_on_nothing_but_their_place(group: int, start: int, count: int, shard: int, step: int) -> None:
    sampler = GaussianSampler(NETWORKS[0], 7, 0.8, group)
    rows = range(start, start + count)
    whole = sampler(shard, rows)
    pieces = [sampler(shard, rows[at : at + step]) for at in range(0, count, step)]
    assert whole.shape == (count, 1 if group == 1 else NETWORKS[0].n_latent, 12)
    assert torch.allclose(torch.cat(pieces), whole, atol=1e-6)
    assert not torch.allclose(sampler(shard + 1, rows), whole, atol=1e-3)
    assert not torch.allclose(GaussianSampler(NETWORKS[0], 8, 0.8, group)(shard, rows), whole, atol=1e-3)


def test_truncation_draws_towards_the_mean() -> None:
    generator, _ = NETWORKS
    average = generator.latent_avg
    assert average is not None
    free, drawn, none = (GaussianSampler(generator, 0, psi)(0, range(50))[:, 0] for psi in (1.0, 0.5, 0.0))
    assert torch.allclose(drawn, average + 0.5 * (free - average), atol=1e-5)
    assert torch.allclose(none, average.expand(50, -1), atol=1e-6)
    z = torch.randn(4000, 12)
    wide = GaussianSampler(generator, 0)(0, range(4000))[:, 0]
    assert torch.allclose(wide.std(0), generator.mapping(z).std(0), rtol=0.2)


def test_members_of_a_group_differ_in_one_block_that_s_can_see() -> None:
    generator, _ = NETWORKS
    codes = GaussianSampler(generator, 2, group=6)(0, range(600)).reshape(100, 6, generator.n_latent, 12)
    differs = (codes[:, 1:] != codes[:, :1]).any(dim=-1).reshape(500, -1)
    lengths = differs.sum(dim=1)
    assert lengths.min() == 1 and lengths.max() == generator.n_latent // 2
    # The rows that differ are consecutive.
    edges = torch.nn.functional.pad(differs.int(), (1, 1)).diff(dim=1).abs().sum(dim=1)
    assert (edges == 2).all()
    assert differs[:, : generator.n_latent - 1].any(dim=1).all()
    assert differs.any(dim=0).all()


def picture_folder(folder: Path, count: int) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"{number:02d}.png" for number in range(count)]
    for number, path in enumerate(paths):
        Image.new("RGB", (16, 16), (number, 0, 0)).save(path)
    return paths


def inverted(picture: Image.Image) -> Tensor:
    """A code that holds the picture's number."""
    return torch.full((1, NETWORKS[0].n_latent, 12), float(np.asarray(picture)[0, 0, 0]))


@pytest.mark.parametrize("group", [1, 3])
def test_pictures_come_in_their_order(group: int, tmp_path: Path) -> None:
    paths = picture_folder(tmp_path / "pictures", 11)
    config = replace(CONFIG, shard=12, group=group, count=12)
    sampler = PictureSampler(paths, inverted, NETWORKS[0], config)
    parts = [LatentPart("samples", GaussianSampler.from_config(NETWORKS[0], config), config.rows), sampler.part()]
    found = write(tmp_path / "latents", config, parts=parts)
    assert len(found.w) == 12 + 11 * group
    codes = found.w[12::group]
    assert torch.equal(codes, torch.arange(11.0)[:, None, None].expand(codes.shape))
    if group > 1:
        pictures = found.w[12:].reshape(11, group, -1, 12)
        assert ((pictures[:, 1:] == pictures[:, :1]).all(dim=-1).float().mean(dim=2) >= 0.5).all()


def test_other_pictures_are_another_set(tmp_path: Path) -> None:
    paths = picture_folder(tmp_path / "pictures", 4)
    origins = {PictureSampler(part, inverted, NETWORKS[0], CONFIG).part().origin for part in (paths, paths[:3])}
    Image.effect_noise((64, 64), 50).save(paths[2])
    origins.add(PictureSampler(paths, inverted, NETWORKS[0], CONFIG).part().origin)
    assert len(origins) == 3


def test_a_picture_that_cannot_be_inverted_is_named(tmp_path: Path) -> None:
    paths = picture_folder(tmp_path / "pictures", 2)
    paths[1].write_bytes(b"no picture")
    sampler = PictureSampler(paths, inverted, NETWORKS[0], CONFIG)
    with pytest.raises(TrainingError, match=r"The picture .*01.png cannot be inverted"):
        sampler(0, range(2))
    wrong = PictureSampler(paths, lambda _: torch.zeros(1, 12), NETWORKS[0], CONFIG)
    with pytest.raises(TrainingError, match=r"00.png was inverted to \[1, 12\]"):
        wrong(0, range(1))


# What the processes of the tests above do: ``python -m tests.test_latents``.


def be_killed(folder: Path, rounds: int) -> None:
    """Make sets in processes that are killed at random moments and resumed, until one finishes."""
    chance = random.Random(4)
    kills = []
    for number in range(rounds):
        place, killed, safe, patience = folder / str(number), 0, 0, 0.03
        while True:
            child = os.fork()
            if child == 0:
                write(place, wait=0.004, save_interval=0.0)
                os._exit(0)
            time.sleep(chance.uniform(0.0, patience))
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
                break
            assert os.WIFSIGNALED(status)
            killed += 1
            now = rows_on_disk(place)
            assert now >= safe, "rows that were safe are gone"
            # A slow machine that made no row gets more time, so that the test ends on any machine.
            patience *= 1.2 if now == safe else 1.0
            safe = now
        kills.append(killed)
    print(json.dumps({"kills": kills}))


def share(folder: Path) -> None:
    """This process's part of a set."""
    with joined_world(torch.device("cpu")) as world:
        write(folder, world=world)
        sys.stdout.write(json.dumps({"shards": list(world.split(3))}) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    if sys.argv[1] == "killed":
        be_killed(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        share(Path(sys.argv[2]))
