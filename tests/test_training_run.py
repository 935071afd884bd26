"""Stages run in order and only once, as their checksums tell; another configuration is refused, naming the field."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from deltaedit.errors import TrainingError
from deltaedit.training.config import TrainingConfig, read_config
from deltaedit.training.run import RUNS, Run, Stage, device_named, run_stages


class Kitchen:
    """Two stages that count how often they run: flour to dough, dough to bread."""

    def __init__(self, folder: Path) -> None:
        self.work = Run(folder / "bundle", folder / "runs", TrainingConfig())
        self.work.bundle.mkdir()
        self.work.runs.mkdir()
        (self.work.bundle / "flour").write_text("white")
        self.ran: list[str] = []
        self.reported: list[str] = []
        self.stages = {
            "dough": Stage(self.knead, "dough", settings=("latents",), inputs=("flour",), outputs=(f"{RUNS}dough",)),
            "bread": Stage(self.bake, "bread", settings=("mapper",), inputs=(f"{RUNS}dough",), outputs=("bread",)),
        }

    def knead(self, run: Run[TrainingConfig]) -> None:
        self.ran.append("dough")
        run.path(f"{RUNS}dough").write_text((run.bundle / "flour").read_text() + " dough")

    def bake(self, run: Run[TrainingConfig]) -> None:
        self.ran.append("bread")
        (run.bundle / "bread").write_text(run.path(f"{RUNS}dough").read_text() + ", baked")

    def run(self, *names: str, work: Run[TrainingConfig] | None = None) -> list[str]:
        """The names of the stages that ran."""
        self.ran.clear()
        run_stages(self.stages, list(names or ("all",)), work or self.work, report=self.reported.append)
        return list(self.ran)


@pytest.fixture
def kitchen(tmp_path: Path) -> Kitchen:
    return Kitchen(tmp_path)


def test_all_runs_in_order_and_only_once(kitchen: Kitchen) -> None:
    assert kitchen.run() == ["dough", "bread"]
    assert kitchen.run() == [] and kitchen.reported[-2:] == ["dough: done before", "bread: done before"]


def test_a_stage_given_by_name_runs_again(kitchen: Kitchen) -> None:
    kitchen.run()
    assert kitchen.run("bread") == ["bread"]
    assert kitchen.run() == []


def test_what_was_lost_is_made_again(kitchen: Kitchen) -> None:
    kitchen.run()
    (kitchen.work.bundle / "bread").unlink()
    assert kitchen.run() == ["bread"]
    (kitchen.work.bundle / "bread").write_text("somebody else's")
    assert kitchen.run() == ["bread"]


def test_what_comes_of_something_new_is_made_again(kitchen: Kitchen) -> None:
    kitchen.run()
    (kitchen.work.bundle / "flour").write_text("rye")
    assert kitchen.run() == ["dough", "bread"]
    assert (kitchen.work.bundle / "bread").read_text() == "rye dough, baked"


def test_another_configuration_is_an_error_that_names_the_field(kitchen: Kitchen) -> None:
    kitchen.run()
    other = read_config(TrainingConfig(), None, ["mapper.batch=7"])
    with pytest.raises(TrainingError, match=r"'bread' was done with mapper.batch = 256, not 7.*--stage bread --fresh"):
        kitchen.run(work=replace(kitchen.work, config=other))
    assert kitchen.run("bread", work=replace(kitchen.work, config=other)) == ["bread"]
    assert kitchen.run(work=replace(kitchen.work, config=other)) == []
    # A setting that no stage uses does not matter.
    unused = read_config(other, None, ["encoder.batch=7"])
    assert kitchen.run(work=replace(kitchen.work, config=unused)) == []


def test_fresh_begins_anew(kitchen: Kitchen) -> None:
    kitchen.run()
    other = read_config(TrainingConfig(), None, ["mapper.batch=7"])
    assert kitchen.run(work=replace(kitchen.work, config=other, resume=False)) == ["dough", "bread"]


def test_a_damaged_record_is_named(kitchen: Kitchen) -> None:
    kitchen.run()
    for content in ("{", "[]", '{"config": {}}', '{"config": 3, "files": {}}'):
        (kitchen.work.runs / "done" / "dough.json").write_text(content)
        with pytest.raises(TrainingError, match=r"dough.json cannot be read"):
            kitchen.run()


def test_an_unknown_stage_lists_those_there_are(kitchen: Kitchen) -> None:
    with pytest.raises(TrainingError, match=r"no stage 'cake'; there are 'dough', 'bread' and 'all'"):
        kitchen.run("dough", "cake")
    assert kitchen.ran == []


def test_a_dry_run_says_what_would_run_and_runs_nothing(kitchen: Kitchen) -> None:
    def plan(*names: str) -> list[str]:
        run_stages(kitchen.stages, names, kitchen.work, dry_run=True, report=kitchen.reported.append)
        return kitchen.reported[-1].splitlines()

    kitchen.run("dough")
    kitchen.ran.clear()
    assert plan("all")[:2] == ["dough  done before  dough", "bread  would run    bread"]
    assert plan("dough")[:2] == ["dough  would run    dough", ""]
    assert "  batch: 256" in plan("all") and "of disk are free" in plan("all")[-1]
    assert kitchen.ran == []
    (kitchen.work.bundle / "flour").write_text("rye")
    assert plan("all")[0] == "dough  would run    dough"


def test_a_device_that_is_not_there_is_named() -> None:
    for name in ("cuda:77", "nonsense", "cpu:x"):
        with pytest.raises(TrainingError, match=f"no device '{name}'"):
            device_named(name)
    assert device_named("cpu").type == "cpu"
