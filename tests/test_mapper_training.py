"""Training of the mapper: what pairs are, that a kill leaves no trace in the curve, that processes follow one."""

from __future__ import annotations

import json
import re
import shutil
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
from deltaedit.models import Generator
from deltaedit.stylespace import StyleSpaceLayout
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.distributed import World
from deltaedit.training.latents import Latents
from deltaedit.training.log import TrainingLog, read_log
from deltaedit.training.mapper.edit_metrics import EditMeter
from deltaedit.training.mapper.fitting import train_mapper
from deltaedit.training.mapper.held_out import Examiner
from deltaedit.training.mapper.pairs import Pairs, PairSource, draw_pairs, pair_tensors
from deltaedit.training.mapper.settings import MapperTraining, held_out_groups, untrained_mapper
from deltaedit.training.mapper.step import Stepper, batch_losses, learning_rate
from deltaedit.training.vectors import TrainedVectors
from tests.programs import Fragile, KilledError, kill_when, run, same_weights

LAYOUT = StyleSpaceLayout((12, 12, 12, 12, 12, 12, 12, 12, 8))
SMALL = MapperTraining(steps=12, batch=40, hidden=24, quick_start=False, measure_every=4)


def latents_of(total: int = LAYOUT.total, count: int = 300, group: int = 3) -> Latents:
    """A world in which the embedding is a linear function of a few numbers behind the code."""
    rng = torch.Generator().manual_seed(5)
    s = torch.randn(count, 4, generator=rng) @ torch.randn(4, total, generator=rng)
    clip = F.normalize(s @ torch.randn(total, 16, generator=rng), dim=1)
    return Latents(s[:, :10].contiguous(), s, clip, group)


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
        PairSource(latents, range(90), replace(SMALL, code_noise=amount), tiny_generator, torch.ones(10)).batch(0, 400)
        for amount in (0.1, 0.2)
    )
    assert torch.allclose(2 * (small.s - clean.s), large.s - clean.s, atol=1e-5)
    assert 0 < (small.s - clean.s).mean(dim=0).abs().max() < (small.s - clean.s).std(dim=0).min()
    assert torch.equal(clean.delta_s, large.delta_s)


def test_held_out_groups_are_never_drawn() -> None:
    latents = latents_of(count=60)
    learned, held = held_out_groups(latents, SMALL)
    assert (learned, held) == (range(19), range(19, 20))
    # The code of a row tells which row it is.
    marked = Latents(latents.w, torch.arange(60.0)[:, None].expand(-1, 4), latents.clip, 3)
    source = PairSource(marked, learned, SMALL)
    seen = torch.cat([source.batch(step).s[:, 0] for step in range(40)])
    assert set(seen.tolist()) == set(range(57))


def test_the_mapper_learns_a_linear_world(tiny_generator: Generator) -> None:
    training = MapperTraining(steps=400, hidden=32, quick_start=False)
    mapper, report = train_mapper(latents_of(tiny_generator.layout.total), tiny_generator.layout, training)
    assert report.cosine_random > 0.5
    assert mapper.config.total == tiny_generator.layout.total
    assert not any(p.requires_grad for p in mapper.parameters())


def test_the_published_recipe(tmp_path: Path) -> None:
    training = replace(MapperTraining.published(steps=6), measure_every=2)
    assert (training.batch, training.learning_rate, training.hidden) == (64, 0.5, None)
    log = TrainingLog(tmp_path / "log.jsonl")
    mapper, report = train_mapper(latents_of(group=1), LAYOUT, training, log=log)
    assert mapper.config.coarse.tokens == 3 and not mapper.config.centred and not mapper.config.linear_output
    assert report.cosine_random == report.cosine_random and report.cosine_neutral != report.cosine_neutral
    assert "held_out_cosine_neutral" not in read_log(tmp_path / "log.jsonl")[0]


def test_the_loss_is_the_papers() -> None:
    latents = latents_of()
    training = replace(SMALL, related=0.0, neutral=0.0)
    mapper = untrained_mapper(latents, latents.moments(), LAYOUT, training)
    batch = PairSource(latents, range(90), training).batch(0)
    squared, cosine = batch_losses(mapper, batch)
    predicted = mapper(batch.s, batch.clip, batch.delta_clip) / mapper.s_std
    wanted = batch.delta_s / mapper.s_std
    assert torch.allclose(squared, F.mse_loss(predicted, wanted))
    assert torch.allclose(cosine, F.cosine_similarity(predicted, wanted, dim=1)[batch.moves > 0].mean())
    half = batch_losses(mapper, batch, half=True)
    assert half.dtype == torch.float32 and not torch.equal(half, torch.stack([squared, cosine]))
    assert torch.allclose(half, torch.stack([squared, cosine]), rtol=0.02, atol=0.02)


def test_the_rate_rises_and_falls() -> None:
    rates = [learning_rate(SMALL, step, 200) for step in range(200)]
    top = rates.index(max(rates))
    assert 0 < top < 30 and rates[:top] == sorted(rates[:top]) and rates[top:] == sorted(rates[top:], reverse=True)
    assert rates[-1] < 0.001 * SMALL.learning_rate and max(rates) > 0.95 * SMALL.learning_rate


def test_what_did_best_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    losses = iter([3.0, 2.0, 1.0, 2.5])
    kept: list[Tensor] = []
    examine = Examiner.examine

    def scripted(self: Any, mapper: Any, steps: int, count: int) -> Any:
        report = examine(self, mapper, steps, count)
        kept.append(mapper.state_dict()["fm_coarse.mapping.0.weight"].clone())
        return replace(report, loss=next(losses, report.loss))

    monkeypatch.setattr(Examiner, "examine", scripted)
    mapper, report = train_mapper(latents_of(), LAYOUT, SMALL)
    assert (report.steps, report.best_step) == (12, 8)
    weight = mapper.state_dict()["fm_coarse.mapping.0.weight"]
    assert torch.equal(weight, kept[2]) and not torch.equal(weight, kept[3])


def test_the_mean_of_weights_is_what_is_kept() -> None:
    followed, _ = train_mapper(latents_of(), LAYOUT, replace(SMALL, steps=1, ema=0.0))
    slow, _ = train_mapper(latents_of(), LAYOUT, replace(SMALL, steps=1, ema=0.999))
    latents = latents_of()
    start = untrained_mapper(latents, latents.moments(), LAYOUT, SMALL).state_dict()
    for name, value in followed.named_parameters():
        # The first step keeps a tenth of what was.
        assert torch.allclose(slow.state_dict()[name], 0.1 * start[name] + 0.9 * value, atol=1e-3)


@pytest.mark.parametrize("lives", [1, 5, 11])
def test_a_killed_training_takes_the_very_steps_of_one_that_was_not(tmp_path: Path, lives: int) -> None:
    latents = latents_of()
    whole_log, log = TrainingLog(tmp_path / "whole.jsonl"), TrainingLog(tmp_path / "log.jsonl")
    whole, whole_report = train_mapper(latents, LAYOUT, SMALL, log=whole_log)
    path = tmp_path / "m.checkpoint"
    with pytest.raises(KilledError):
        train_mapper(latents, LAYOUT, SMALL, None, Fragile(path, SMALL, resume=False, every=0.0, lives=lives), log=log)
    # What was logged after the save is forgotten, a line that the kill cut in two as well.
    with log.path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"step": lives + 1, "loss": 0.0}) + "\n" + '{"step": ')
    again = Checkpoint(path, SMALL, resume=True, every=0.0)
    assert again.state is not None and again.state["place"]["step"] == lives
    resumed, report = train_mapper(latents, LAYOUT, SMALL, None, again, log=log)
    assert report == whole_report and same_weights(resumed, whole)
    assert log.path.read_bytes() == whole_log.path.read_bytes()
    assert [line["step"] for line in curve(log.path)] == list(range(1, 13))
    # Nothing is lost where the result could not be written: all of it is in the checkpoint, until the caller is done.
    before = path.read_bytes()
    finished, report = train_mapper(latents, LAYOUT, SMALL, None, Checkpoint(path, SMALL, resume=True), log=log)
    assert report == whole_report and same_weights(finished, whole)
    assert path.read_bytes() == before and log.path.read_bytes() == whole_log.path.read_bytes()


def test_minutes_become_steps_once(tmp_path: Path) -> None:
    latents = latents_of()
    training = replace(SMALL, steps=0, minutes=0.02)
    path = tmp_path / "m.checkpoint"
    with pytest.raises(KilledError):
        train_mapper(latents, LAYOUT, training, None, Fragile(path, training, resume=False, every=0.0, lives=25))
    total = Checkpoint(path, training, resume=True).state["place"]["total"]  # type: ignore[index]
    assert total >= 25
    mapper, report = train_mapper(latents, LAYOUT, training, None, Checkpoint(path, training, resume=True))
    assert report.steps == total
    again, same = train_mapper(latents, LAYOUT, training, None, Checkpoint(path, training, resume=True))
    assert same == report and same_weights(again, mapper)


CHILD_STEPS = 60
CHILD = """
import sys, torch
from pathlib import Path
from deltaedit.training import vectors
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.distributed import joined_world
from deltaedit.training.log import TrainingLog
from deltaedit.training.mapper.fitting import train_mapper
from dataclasses import replace
from tests.test_mapper_training import LAYOUT, SMALL, latents_of
torch.set_num_threads(1)
folder, steps = Path(sys.argv[1]), int(sys.argv[2])
if "messages" in sys.argv:
    vectors.SHARED_MEMORY = Path("there is none")
training = replace(SMALL, steps=steps, measure_every=10, quick_start=True, quick_pairs=2048)
with joined_world(torch.device("cpu")) as world:
    checkpoint = Checkpoint(folder / "checkpoint", training, resume=True, every=0.0)
    mapper, report = train_mapper(
        latents_of(), LAYOUT, training, None, checkpoint, world=world, log=TrainingLog(folder / "log.jsonl")
    )
    torch.save([mapper.state_dict(), report.steps], folder / f"result-{world.rank}")
"""


def command(folder: Path, processes: int = 1) -> list[str]:
    script = folder / "child.py"
    script.write_text(CHILD, encoding="utf-8")
    launcher = ["-m", "torch.distributed.run", "--standalone", f"--nproc_per_node={processes}"]
    return [*(launcher if processes > 1 else []), str(script), str(folder), str(CHILD_STEPS)]


def train(folder: Path, processes: int = 1, *more: str) -> None:
    done = run(*command(folder, processes), *more)
    assert done.returncode == 0, done.stderr


def results(folder: Path, rank: int = 0) -> dict[str, Tensor]:
    weights, _ = torch.load(folder / f"result-{rank}", weights_only=True)
    return dict(weights)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a training in one process that nothing disturbed."""
    folder = tmp_path_factory.mktemp("whole")
    train(folder)
    return folder


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one that was killed on its way."""
    folder = tmp_path_factory.mktemp("killed")
    kill_when(lambda: (folder / "checkpoint").is_file(), *command(folder))
    assert not (folder / "result-0").exists()
    return folder


def test_a_killed_process_goes_on_alike(whole: Path, killed: Path, tmp_path: Path) -> None:
    shutil.copytree(killed, tmp_path, dirs_exist_ok=True)
    train(tmp_path)
    assert (tmp_path / "log.jsonl").read_bytes() == (whole / "log.jsonl").read_bytes()
    assert all(torch.equal(a, b) for a, b in zip(results(tmp_path).values(), results(whole).values(), strict=True))


@pytest.mark.parametrize("by", ["shared memory", "messages"])
def test_two_processes_follow_the_curve_of_one(whole: Path, tmp_path: Path, by: str) -> None:
    train(tmp_path, 2, by)
    one, two = (curve(folder / "log.jsonl") for folder in (whole, tmp_path))
    assert [line["step"] for line in two] == list(range(1, CHILD_STEPS + 1))
    assert all(abs(a["loss"] - b["loss"]) < 1e-4 for a, b in zip(one[:20], two[:20], strict=True))
    assert one[-1]["loss"] < one[0]["loss"]
    ranks = [results(tmp_path, rank) for rank in (0, 1)]
    assert all(torch.equal(a, b) for a, b in zip(ranks[0].values(), ranks[1].values(), strict=True))


def test_two_processes_go_on_from_where_one_was_killed(whole: Path, killed: Path, tmp_path: Path) -> None:
    shutil.copytree(killed, tmp_path, dirs_exist_ok=True)
    train(tmp_path, 2)
    one, two = (curve(folder / "log.jsonl") for folder in (whole, tmp_path))
    assert [line["step"] for line in two] == list(range(1, CHILD_STEPS + 1))
    assert all(abs(a["loss"] - b["loss"]) < 1e-4 for a, b in zip(one[:20], two[:20], strict=True))


def test_weights_and_gradients_are_vectors() -> None:
    network = nn.Sequential(nn.Linear(3, 5), nn.Linear(5, 2))
    x = torch.randn(4, 3)
    before = network(x)
    before.square().sum().backward()
    wanted = [p.grad.clone() for p in network.parameters() if p.grad is not None]
    vectors = TrainedVectors(network, World())
    assert torch.equal(network(x), before)
    for _ in range(2):
        vectors.clear()
        network(x).square().sum().backward()
        vectors.sum()
        assert all(torch.equal(a, b) for a, b in zip(wanted, vectors.parts(vectors.gradients), strict=True))
    # Nothing but the parameters takes part.
    assert vectors.gradients.square().sum().isclose(sum(one.square().sum() for one in wanted))  # type: ignore[arg-type]
    vectors.weights.zero_()
    assert not network(x).any()


def test_a_step_is_that_of_adam_layer_by_layer() -> None:
    """Moments and weights as vectors change nothing: torch's own Adam, given the parameters, does the same."""
    latents, training = latents_of(), replace(SMALL, ema=0.5)
    moments = latents.moments()
    mapper, other = (untrained_mapper(latents, moments, LAYOUT, training) for _ in range(2))
    adam = torch.optim.Adam(other.parameters(), lr=training.learning_rate, betas=training.betas, fused=True)
    stepper = Stepper(mapper, training, World())
    batches = PairSource(latents, range(40), training, None, moments.w_std).batches(0, 0, World())
    mean = {name: value.clone() for name, value in other.state_dict().items()}
    for step in range(4):
        batch = next(batches)
        stepper.step(batch, training.learning_rate, step)
        adam.zero_grad()
        squared, cosine = batch_losses(other, batch)
        (squared - cosine).backward()
        adam.step()
        decay = min(training.ema, (step + 1) / (step + 10))
        for name, value in other.state_dict().items():
            mean[name].lerp_(value, 1 - decay)
    for ours, theirs in ((mapper.state_dict(), other.state_dict()), (stepper.averaged.state_dict(), mean)):
        assert ours.keys() == theirs.keys()
        assert all(torch.allclose(ours[name], theirs[name], rtol=1e-4, atol=1e-4) for name in ours)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("steps", -1),
        ("minutes", 0.0),
        ("minutes", float("nan")),
        ("minutes", float("inf")),
        ("batch", 0),
        ("learning_rate", 0.0),
        ("learning_rate", float("inf")),
        ("related", 1.5),
        ("related", -0.1),
        ("neutral", 0.95),
        ("clip_noise", -1.0),
        ("clip_noise", float("inf")),
        ("code_noise", -0.1),
        ("code_noise", float("nan")),
        ("hidden", 0),
        ("betas", (0.9, 1.0)),
        ("held_out", 0.0),
        ("held_out", 1.0),
        ("ema", 1.0),
        ("measure_every", -1),
        ("precision", "float16"),
        ("quick_pairs", 0),
        ("workers", -2),
    ],
)
def test_values_that_cannot_be_used_are_refused_by_name(field: str, value: Any) -> None:
    with pytest.raises(TrainingError, match=rf"{field} must be .*, not {re.escape(repr(value))}\."):
        MapperTraining(**{field: value})


def test_latents_that_do_not_fit_are_refused() -> None:
    with pytest.raises(TrainingError, match=r"latents have 70 channels of S and the generator has 104"):
        train_mapper(latents_of(70), LAYOUT, SMALL)
    with pytest.raises(TrainingError, match="too few"):
        train_mapper(latents_of(count=3), LAYOUT, SMALL)


def test_a_loss_that_is_no_number_ends_the_training() -> None:
    latents = latents_of()
    latents.clip[:100] = float("nan")  # type: ignore[index]
    with pytest.raises(TrainingError, match="at step 1"):
        train_mapper(latents, LAYOUT, SMALL)


def test_a_log_forgets_what_came_after(tmp_path: Path) -> None:
    log = TrainingLog(tmp_path / "deep" / "log.jsonl")
    with pytest.raises(TrainingError, match="closed"):
        log.write(1, {"loss": 1.0})
    log.begin(0)
    for step in (1, 2, 3):
        log.write(step, {"loss": step / 3})
    log.close()
    log.begin(2)
    log.write(3, {"loss": 7.0})
    log.close()
    assert read_log(log.path) == [
        {"step": 1, "loss": 1 / 3},
        {"step": 2, "loss": 2 / 3},
        {"step": 3, "loss": 7.0},
    ]
    log.begin(0)
    log.close()
    assert read_log(log.path) == []


@pytest.mark.parametrize("damage", [b"\xff\xfe\n", b"[]\n", b'{"step": "2"}\n', b'{"loss": 1}\n', b"{\n"])
def test_a_damaged_log_is_read_up_to_the_damage(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(b'{"step": 1}\n' + damage + b'{"step": 2}\n')
    assert read_log(path) == [{"step": 1}]


class Answer(nn.Module):
    """A mapper that always answers alike."""

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
    log = TrainingLog(tmp_path / "log.jsonl")
    training = replace(SMALL, steps=2, measure_every=1, held_out=0.5)
    texts = [("face", "bald face")]
    _, report = train_mapper(latents, generator.layout, training, generator, clip=clip, texts=texts, log=log)
    assert report.edits is not None and -1 <= report.edits.text_direction <= 1
    measured = [line["step"] for line in read_log(log.path) if "held_out_text_direction" in line]
    assert measured == [0, 1, 2]
