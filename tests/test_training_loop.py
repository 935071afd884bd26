"""The loop that trains every network: budgets, rates, the running mean, the log, and kills that leave no trace."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from deltaedit.errors import TrainingError
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.loop import Loop, RunningMean, Schedule, Step, read_log
from deltaedit.training.progress import Progress
from tests.programs import Fragile, KilledError, same_weights


@dataclass(frozen=True)
class Budget:
    steps: int = 12
    minutes: float = 0.0
    seed: int = 3


class Line:
    """Learns y = 2x from noisy points."""

    def __init__(self) -> None:
        torch.manual_seed(0)
        self.network = nn.Linear(1, 1)
        self.seen: list[Step] = []

    def losses(self, step: Step) -> dict[str, Tensor]:
        self.seen.append(step)
        x = torch.randn(8, 1, generator=step.torch_rng)
        noise = torch.from_numpy(step.numpy_rng.normal(size=(8, 1))).float()
        return {"loss": (self.network(x) - 2 * x - 0.1 * noise).square().mean(), "weight": self.network.weight.sum()}

    def train(self, checkpoint: Checkpoint, budget: Budget = Budget(), ema: float = 0.9) -> nn.Module:
        optimizer = torch.optim.Adam(self.network.parameters(), lr=0.2)
        return Loop("line", budget, checkpoint).run(self.losses, self.network, optimizer, ema=ema)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "line.checkpoint"


def test_it_learns_and_logs_every_step(path: Path) -> None:
    line, budget = Line(), Budget(steps=80)
    trained = line.train(Checkpoint(path, budget, resume=False), budget)
    assert abs(float(trained.weight) - 2) < 0.3 and not trained.weight.requires_grad  # type: ignore[arg-type,union-attr]
    log = read_log(path.with_suffix(".jsonl"))
    assert [entry["step"] for entry in log] == list(range(1, 81))
    assert set(log[0]) == {"step", "loss", "weight", "learning_rate"} and log[-1]["loss"] < 0.1 * log[0]["loss"]
    assert [step.spent for step in line.seen] == [number / 80 for number in range(80)]


@pytest.mark.parametrize("lives", [1, 5, 11, 12])
def test_a_killed_training_takes_the_very_steps_of_one_that_was_not(path: Path, lives: int) -> None:
    whole = Line().train(Checkpoint(path.with_name("whole"), Budget(), resume=False))
    with pytest.raises(KilledError):
        Line().train(Fragile(path, Budget(), resume=False, interval=0.0, lives=lives))
    log = path.with_suffix(".jsonl")
    # Lines after the save are removed, including one that the kill truncated.
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"step": lives + 1, "loss": 0.0}) + "\n" + '{"step": ')
    again = Line()
    assert same_weights(again.train(Checkpoint(path, Budget(), resume=True)), whole)
    assert [step.number for step in again.seen] == list(range(lives, 12))
    assert log.read_bytes() == path.with_name("whole.jsonl").read_bytes()
    # The checkpoint holds the whole result until the caller has written it.
    before, finished = path.read_bytes(), Line()
    assert same_weights(finished.train(Checkpoint(path, Budget(), resume=True)), whole)
    assert finished.seen == [] and path.read_bytes() == before


def test_a_budget_of_time_goes_on_where_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("deltaedit.training.loop.time.monotonic", lambda: now[0])
    monkeypatch.setattr("deltaedit.training.checkpoint.time.monotonic", lambda: now[0])
    budget = Budget(steps=0, minutes=1.0)

    class Slow(Line):
        def losses(self, step: Step) -> dict[str, Tensor]:
            now[0] += 10.0
            return super().losses(step)

    with pytest.raises(KilledError):
        Slow().train(Fragile(path, budget, resume=False, interval=0.0, lives=4), budget)
    again = Slow()
    again.train(Checkpoint(path, budget, resume=True), budget)
    assert [round(step.spent * 6) for step in again.seen] == [4, 5]


def test_phases_share_one_budget(path: Path) -> None:
    line = Line()
    loop = Loop("line", Budget(), Checkpoint(path, Budget(), resume=False))
    rates = []
    for span in ((0.0, 0.25), (0.25, 1.0)):
        optimizer = torch.optim.Adam(line.network.parameters(), lr=1.0)
        loop.run(line.losses, line.network, optimizer, ema=0.0, span=span)
        rates += [entry["learning_rate"] for entry in read_log(path.with_suffix(".jsonl"))[len(rates) :]]
    assert len(line.seen) == 12 and [number for number, rate in enumerate(rates) if rate == 1.0] == [0, 3]


def test_the_rate_rises_and_falls() -> None:
    rates = [Schedule(warm_up=20, floor=0.1).factor(step, step / 200) for step in range(200)]
    top = rates.index(max(rates))
    assert 0 < top < 30 and rates[:top] == sorted(rates[:top]) and rates[top:] == sorted(rates[top:], reverse=True)
    assert rates[0] == 0.05 and 0.1 < rates[-1] < 0.101 and max(rates) > 0.95


def test_the_mean_forgets_its_first_steps_faster() -> None:
    network = nn.BatchNorm1d(1)
    mean, start = RunningMean(network, 0.999), deepcopy(network.state_dict())
    for parameter in network.parameters():
        parameter.data.add_(1.0)
    network.num_batches_tracked += 5  # type: ignore[operator]
    mean.update_parameters(network)
    # The first step keeps a tenth of the old weights; counters are copied, not averaged.
    assert torch.allclose(mean.module.weight, start["weight"] + 0.9)
    assert mean.module.num_batches_tracked == 5


def test_weights_that_did_best_on_held_out_data_are_kept(path: Path) -> None:
    losses, kept = iter([3.0, 2.0, 1.0, 2.5]), []

    def measure(averaged: nn.Module, step: int) -> dict[str, float]:
        kept.append((step, deepcopy(averaged)))
        return {"held_out_loss": next(losses)}

    line = Line()
    loop = Loop("line", Budget(), Checkpoint(path, Budget(), resume=False))
    optimizer = torch.optim.Adam(line.network.parameters(), lr=0.1)
    trained = loop.run(line.losses, line.network, optimizer, ema=0.5, measure=measure, measure_every=4)
    assert [step for step, _ in kept] == [0, 4, 8, 12] and loop.best_step == 8
    assert same_weights(trained, kept[2][1]) and not same_weights(trained, kept[3][1])


def test_a_loss_that_is_no_number_ends_the_training(path: Path) -> None:
    line = Line()
    line.network.weight.data.fill_(float("nan"))
    with pytest.raises(TrainingError, match="The loss of the line became nan at step 1: train with a smaller"):
        line.train(Checkpoint(path, Budget(), resume=False))


@pytest.mark.parametrize("damage", [b"\xff\xfe\n", b"[]\n", b'{"step": "2"}\n', b'{"loss": 1}\n', b"{\n"])
def test_a_damaged_log_is_read_up_to_the_damage(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(b'{"step": 1}\n' + damage + b'{"step": 2}\n')
    assert read_log(path) == [{"step": 1}]


def test_another_configuration_is_refused_by_name(path: Path) -> None:
    Checkpoint(path, Budget(), resume=False).save({"step": 1})
    with pytest.raises(TrainingError, match=r"made with seed = 3, not 8"):
        Checkpoint(path, replace(Budget(), seed=8), resume=True)
    assert Checkpoint(path, replace(Budget(), seed=8), resume=False).state is None
    other = Checkpoint(path, Budget(), resume=True, made_from={"generator": "a"})
    assert other.state is None and other.outdated
    path.write_bytes(b"damaged")
    with pytest.raises(TrainingError, match="cannot be read"):
        Checkpoint(path, Budget(), resume=True)


def test_progress_goes_on_where_an_earlier_run_was(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deltaedit.training.progress.LOG_INTERVAL", 0.0)
    progress = Progress("data", 100)
    progress.show(150, 200, "loss 0.5")
    progress.show(200, 200)
    shown = capsys.readouterr().err
    assert "data  75%" in shown and "loss 0.5" in shown and "data 100%" in shown
    quiet = Progress("data", quiet=True)
    quiet.show(1, 1)
    assert capsys.readouterr().err == ""
