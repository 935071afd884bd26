"""Training of the mapper: its pairs, its best weights, and that several processes follow the curve of one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn import functional as F

from deltaedit.clip_space import ClipSpace
from deltaedit.errors import TrainingError
from deltaedit.models import DeltaMapper, Generator
from deltaedit.stylespace import StyleSpaceLayout
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.config import MapperTraining
from deltaedit.training.distributed import World
from deltaedit.training.latents import Latents
from deltaedit.training.loop import read_log
from deltaedit.training.mapper.edit_metrics import EditMeter
from deltaedit.training.mapper.fitting import train_mapper
from deltaedit.training.mapper.held_out import Examiner, MapperReport
from deltaedit.training.mapper.loss import batch_losses
from deltaedit.training.mapper.pairs import Pairs, PairSource, draw_pairs, held_out_groups, pair_tensors
from deltaedit.training.mapper.quick_fit import untrained_mapper
from tests.programs import Fragile, KilledError, run, same_weights

pytestmark = pytest.mark.slow

LAYOUT = StyleSpaceLayout((12, 12, 12, 12, 12, 12, 12, 12, 8))
SMALL = MapperTraining(steps=12, batch=40, hidden=24, quick_start=False, measure_every=4)


def latents_of(total: int = LAYOUT.total, count: int = 300, group: int = 3) -> Latents:
    """Latents whose embeddings are a linear function of a few hidden numbers, as the codes are."""
    rng = torch.Generator().manual_seed(5)
    s = torch.randn(count, 4, generator=rng) @ torch.randn(4, total, generator=rng)
    clip = F.normalize(s @ torch.randn(total, 16, generator=rng), dim=1)
    return Latents(s[:, :10].contiguous(), s, clip, group)


def fitted(
    training: MapperTraining, folder: Path, latents: Latents | None = None, layout: StyleSpaceLayout = LAYOUT
) -> tuple[DeltaMapper, MapperReport]:
    """A mapper trained on latents, with its checkpoint and log in a folder, and its report."""
    checkpoint = Checkpoint(folder / "m.checkpoint", training, resume=False)
    return train_mapper(latents_of() if latents is None else latents, layout, training, checkpoint)


def curve(path: Path) -> list[dict[str, Any]]:
    return [line for line in read_log(path) if "loss" in line]


def test_pairs() -> None:
    rng = torch.Generator().manual_seed(0)
    pairs = draw_pairs(range(2, 10), 3, 500, 1.0, 0.0, rng)
    assert (pairs.first // 3 == pairs.second // 3).all() and (pairs.first != pairs.second).all()
    assert pairs.first.min() >= 6 and pairs.first.max() < 30 and not pairs.neutral.any()
    pairs = draw_pairs(range(2, 10), 3, 500, 0.0, 0.0, rng)
    assert (pairs.first // 3 == pairs.second // 3).float().mean() < 0.4
    pairs = draw_pairs(range(2, 10), 3, 900, 0.0, 1.0, rng)
    assert (pairs.first // 3 == pairs.second // 3).all() and pairs.neutral.all()
    assert 0.2 < (pairs.first == pairs.second).float().mean() < 0.5


@given(
    start=st.integers(0, 20),
    groups=st.integers(1, 9),
    group=st.integers(1, 5),
    related=st.floats(0, 1),
    seed=st.integers(0, 999),
)
@settings(max_examples=60, deadline=None)
def test_pairs_stay_in_their_groups(start: int, groups: int, group: int, related: float, seed: int) -> None:
    rng = torch.Generator().manual_seed(seed)
    pairs = draw_pairs(range(start, start + groups), group, 50, related, 1 - related, rng)
    for rows in (pairs.first, pairs.second):
        assert rows.min() >= start * group and rows.max() < (start + groups) * group
    if group > 1:
        assert (pairs.first // group == pairs.second // group).all()
        assert not (pairs.first == pairs.second)[~pairs.neutral].any()


def test_a_neutral_difference_starts_at_the_mean_of_the_group() -> None:
    latents = Latents(torch.zeros(6, 2), torch.arange(12.0).reshape(6, 2), torch.eye(6), 3)
    pairs = Pairs(torch.tensor([0, 0]), torch.tensor([1, 1]), torch.tensor([True, False]))
    s, _, delta_i, delta_s = pair_tensors(latents, pairs)
    assert torch.allclose(delta_i[0], F.normalize(torch.tensor([-1.0, 2, -1, 0, 0, 0]), dim=0))
    assert torch.allclose(delta_i[1], F.normalize(torch.tensor([-1.0, 1, 0, 0, 0, 0]), dim=0))
    assert s.tolist() == [[0, 1]] * 2 and delta_s.tolist() == [[2, 2]] * 2


@given(size=st.integers(1, 70), processes=st.integers(1, 6), step=st.integers(0, 10**6))
@settings(max_examples=30, deadline=None)
def test_processes_share_a_batch(size: int, processes: int, step: int) -> None:
    source = PairSource(latents_of(), range(90), SMALL)
    whole = source.batch(step, size)
    parts = [source.batch(step, size, World(rank, processes)) for rank in range(processes)]
    assert sum(len(part.s) for part in parts) == size == whole.size
    assert {part.moving for part in parts} == {whole.moving}

    def rows(*batches: Any) -> list[list[float]]:
        return sorted(torch.cat([torch.cat([b.s, b.delta_clip, b.delta_s], dim=1) for b in batches]).tolist())

    assert rows(*parts) == rows(whole)


def test_steps_differ_and_reading_ahead_changes_nothing() -> None:
    source = PairSource(latents_of(), range(90), SMALL)
    plainly, ahead = source.batches(3, 0), source.batches(3, 2)
    batches = [(next(plainly), next(ahead)) for _ in range(6)]
    ahead.close()  # type: ignore[attr-defined]
    assert all(torch.equal(a.delta_clip, b.delta_clip) and torch.equal(a.s, b.s) for a, b in batches)
    assert not torch.equal(batches[0][0].s, batches[1][0].s)
    assert not torch.equal(source.batch(3).s, PairSource(latents_of(), range(90), replace(SMALL, seed=1)).batch(3).s)


def test_noise_of_codes_is_a_noise_of_w(tiny_generator: Generator) -> None:
    latents = latents_of(tiny_generator.layout.total)
    clean = PairSource(latents, range(90), SMALL).batch(0, 400)
    small, large = (
        PairSource(latents, range(90), replace(SMALL, code_noise=amount), tiny_generator).batch(0, 400)
        for amount in (0.1, 0.2)
    )
    assert torch.allclose(2 * (small.s - clean.s), large.s - clean.s, atol=1e-5)
    assert 0 < (small.s - clean.s).mean(dim=0).abs().max() < (small.s - clean.s).std(dim=0).min()
    assert torch.equal(clean.delta_s, large.delta_s)


def test_held_out_groups_are_never_drawn() -> None:
    latents = latents_of(count=60)
    learned, held = held_out_groups(latents, SMALL)
    assert (learned, held) == (range(19), range(19, 20))
    # The code of a row is its index.
    marked = Latents(latents.w, torch.arange(60.0)[:, None].expand(-1, 4), latents.clip, 3)
    source = PairSource(marked, learned, SMALL)
    seen = torch.cat([source.batch(step).s[:, 0] for step in range(40)])
    assert set(seen.tolist()) == set(range(57))


def test_the_mapper_learns_a_linear_world(tiny_generator: Generator, tmp_path: Path) -> None:
    training = MapperTraining(steps=400, hidden=32, quick_start=False)
    layout = tiny_generator.layout
    mapper, report = fitted(training, tmp_path, latents_of(layout.total), layout)
    assert report.cosine_random > 0.5
    assert mapper.config.total == tiny_generator.layout.total
    assert not any(p.requires_grad for p in mapper.parameters())


def test_the_published_recipe(tmp_path: Path) -> None:
    training = replace(MapperTraining.published(steps=6), measure_every=2)
    assert (training.batch, training.learning_rate, training.hidden) == (64, 0.5, None)
    mapper, report = fitted(training, tmp_path, latents_of(group=1))
    assert mapper.config.coarse.tokens == 3 and not mapper.config.centred and not mapper.config.linear_output
    assert report.cosine_random == report.cosine_random and report.cosine_neutral != report.cosine_neutral
    assert "held_out_cosine_neutral" not in read_log(tmp_path / "m.jsonl")[0]


def test_the_loss_is_the_papers() -> None:
    latents = latents_of()
    training = replace(SMALL, related=0.0, neutral=0.0)
    mapper = untrained_mapper(latents, LAYOUT, training)
    batch = PairSource(latents, range(90), training).batch(0)
    squared, cosine = batch_losses(mapper, batch)
    predicted = mapper(batch.s, batch.clip, batch.delta_clip) / mapper.s_std
    wanted = batch.delta_s / mapper.s_std
    assert torch.allclose(squared, F.mse_loss(predicted, wanted))
    assert torch.allclose(cosine, F.cosine_similarity(predicted, wanted, dim=1)[batch.moves > 0].mean())
    half = batch_losses(mapper, batch, bfloat16=True)
    assert half.dtype == torch.float32 and not torch.equal(half, torch.stack([squared, cosine]))
    assert torch.allclose(half, torch.stack([squared, cosine]), rtol=0.02, atol=0.02)


def test_what_did_best_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    losses = iter([3.0, 2.0, 1.0, 2.5])
    kept: list[Tensor] = []
    examine = Examiner.examine

    def scripted(self: Any, mapper: Any, steps: int, count: int) -> Any:
        report = examine(self, mapper, steps, count)
        kept.append(mapper.state_dict()["fm_coarse.mapping.0.weight"].clone())
        return replace(report, loss=next(losses, report.loss))

    monkeypatch.setattr(Examiner, "examine", scripted)
    mapper, report = fitted(SMALL, tmp_path)
    assert (report.steps, report.best_step) == (12, 8)
    weight = mapper.state_dict()["fm_coarse.mapping.0.weight"]
    assert torch.equal(weight, kept[2]) and not torch.equal(weight, kept[3])


@pytest.mark.parametrize("lives", [1, 5, 11])
def test_a_killed_training_takes_the_very_steps_of_one_that_was_not(tmp_path: Path, lives: int) -> None:
    whole, whole_report = fitted(SMALL, tmp_path / "whole")
    path, latents = tmp_path / "killed" / "m.checkpoint", latents_of()
    with pytest.raises(KilledError):
        train_mapper(latents, LAYOUT, SMALL, Fragile(path, SMALL, resume=False, interval=0.0, lives=lives))
    resumed, report = train_mapper(latents, LAYOUT, SMALL, Checkpoint(path, SMALL, resume=True))
    assert report == whole_report and same_weights(resumed, whole)
    assert path.with_suffix(".jsonl").read_bytes() == (tmp_path / "whole" / "m.jsonl").read_bytes()
    assert [line["step"] for line in curve(path.with_suffix(".jsonl"))] == list(range(1, 13))


SHARED = replace(SMALL, steps=30, measure_every=10, quick_start=True, quick_pairs=2048)
#: The program of each of two processes.
WORKER = """
import sys, torch
from pathlib import Path
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.distributed import joined_world
from deltaedit.training.mapper.fitting import train_mapper
from tests.test_mapper_training import LAYOUT, SHARED, latents_of
torch.set_num_threads(1)
folder = Path(sys.argv[1])
with joined_world(torch.device("cpu")) as world:
    checkpoint = Checkpoint(folder / "m.checkpoint", SHARED, resume=True)
    mapper, _ = train_mapper(latents_of(), LAYOUT, SHARED, checkpoint, world=world)
    torch.save(mapper.state_dict(), folder / f"result-{world.rank}")
"""


@pytest.fixture(scope="module")
def curve_of_one(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("one")
    fitted(SHARED, folder)
    return curve(folder / "m.jsonl")


@pytest.mark.parametrize("begun_by_one", [False, True])
def test_two_processes_follow_the_curve_of_one(
    curve_of_one: list[dict[str, Any]], tmp_path: Path, begun_by_one: bool
) -> None:
    if begun_by_one:
        with pytest.raises(KilledError):
            killed = Fragile(tmp_path / "m.checkpoint", SHARED, resume=False, interval=0.0, lives=7)
            train_mapper(latents_of(), LAYOUT, SHARED, killed)
    worker = tmp_path / "worker.py"
    worker.write_text(WORKER, encoding="utf-8")
    launcher = ["-m", "torch.distributed.run", "--standalone", "--nproc_per_node=2"]
    done = run(*launcher, str(worker), str(tmp_path))
    assert done.returncode == 0, done.stderr
    two = curve(tmp_path / "m.jsonl")
    assert [line["step"] for line in two] == list(range(1, 31))
    assert all(abs(a["loss"] - b["loss"]) < 1e-3 for a, b in zip(curve_of_one[:20], two[:20], strict=True))
    ranks = [torch.load(tmp_path / f"result-{rank}", weights_only=True) for rank in (0, 1)]
    assert all(torch.equal(a, b) for a, b in zip(ranks[0].values(), ranks[1].values(), strict=True))


def test_latents_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"latents have 70 channels of S and the generator has 104"):
        fitted(SMALL, tmp_path, latents_of(70))
    with pytest.raises(TrainingError, match="too few"):
        fitted(SMALL, tmp_path, latents_of(count=3))


class Answer(nn.Module):
    """A mapper with a constant output."""

    def __init__(self, value: Tensor) -> None:
        super().__init__()
        self.value = nn.Parameter(value)

    def forward(self, s: Tensor, clip_image: Tensor, delta: Tensor) -> Tensor:
        return self.value.expand_as(s)


def test_edits_are_measured(editor: Any) -> None:
    generator, clip = editor.generator, editor.clip
    with torch.no_grad():
        w = generator.mapping(torch.randn(6, generator.z_dim))
        s = generator.w_to_s(w)
        seen = clip.embed_image(generator.synthesize(s, w).clamp(-1, 1))
    latents = Latents(w, s, seen, 2)
    texts = [("face", "face with glasses"), ("face", "bald face")]
    meter = EditMeter(generator, clip, latents, range(1, 3), texts, pictures=4)
    nothing = meter.measure(Answer(torch.zeros(1, s.shape[1])))  # type: ignore[arg-type]
    assert abs(nothing.text_along) < 1e-4 and nothing.text_elsewhere < 1e-3
    trained = meter.measure(editor.mapper)
    assert trained.image_direction > 0.3 and trained.text_direction > 0.2
    assert trained.text_along > 0.05 and trained.text_elsewhere > 0
    assert meter.measure(editor.mapper) == trained
    silent = EditMeter(generator, clip, latents, range(1, 3), (), pictures=4).measure(editor.mapper)
    assert silent.image_direction == trained.image_direction and silent.text_direction != silent.text_direction


def test_edits_are_logged_while_training(editor: Any, tmp_path: Path) -> None:
    generator, clip = editor.generator, editor.clip
    assert isinstance(clip, ClipSpace)
    with torch.no_grad():
        w = generator.mapping(torch.randn(12, generator.z_dim))
        s = generator.w_to_s(w)
        latents = Latents(w, s, clip.embed_image(generator.synthesize(s, w).clamp(-1, 1)), 3)
    training = replace(SMALL, steps=2, measure_every=1, held_out=0.5)
    checkpoint = Checkpoint(tmp_path / "m.checkpoint", training, resume=False)
    texts = [("face", "bald face")]
    _, report = train_mapper(latents, generator.layout, training, checkpoint, generator, clip=clip, texts=texts)
    assert report.edits is not None and -1 <= report.edits.text_direction <= 1
    measured = [line["step"] for line in read_log(tmp_path / "m.jsonl") if "held_out_text_direction" in line]
    assert measured == [0, 1, 2]
