"""What every training has in common: named stages in order, where they work, what is done, and what they would cost."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from deltaedit.errors import TrainingError, listed
from deltaedit.training.checkpoint import first_difference, plain
from deltaedit.training.config import TrainingConfig
from deltaedit.training.distributed import World
from deltaedit.zoo.bundles import CHECKPOINTS
from deltaedit.zoo.checkpoints import sha256
from deltaedit.zoo.manifest import write_json

#: Fields that, left empty, mean what was said before.
OPEN = ("bundle.clip_from", "bundle.neutral")
#: Begins the name of a file that lies in the folder of runs and not in the bundle.
RUNS = "runs/"


@dataclass(frozen=True)
class Workplace:
    """Where a training reads and writes, on what it computes, and how it is to be done.

    Attributes:
        bundle: folder of the bundle.
        runs: folder of everything that does not belong into it.
        config: everything that decides what is made.
        resume: take up what an interrupted stage left; otherwise every stage begins anew.
        device: what to compute on.
        world: the processes that train together.
        tensorboard: write TensorBoard's logs too.
    """

    bundle: Path
    runs: Path
    config: TrainingConfig = field(default_factory=TrainingConfig)
    resume: bool = True
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))
    world: World = field(default_factory=World)
    tensorboard: bool = False

    def path(self, name: str) -> Path:
        """A file by its name in the bundle, or, behind ``runs/``, in the folder of runs."""
        return self.runs / name.removeprefix(RUNS) if name.startswith(RUNS) else self.bundle / name


@dataclass(frozen=True)
class Cost:
    """About what a stage takes.

    Attributes:
        minutes: of time, on the device of the workplace.
        disk: bytes.
        memory: bytes at most, beside what Python itself takes.
        steps: of a stage that was given a number of steps in place of time; nobody knows its minutes beforehand.
    """

    minutes: float
    disk: int
    memory: int = 0
    steps: int = 0


@dataclass(frozen=True)
class Stage:
    """One step of a training.

    Attributes:
        run: does it.
        cost: what it would take.
        makes: what comes out, in words.
        uses: what of the configuration decides what comes out: sections, or fields like ``bundle.pictures``.
        needs, leaves: files that it starts from and files that it makes (see :meth:`Workplace.path`). By these it is
            known whether it is still done.
        also: what else it starts from or makes, by name, such as a folder of pictures.
        together: every process takes part; of another stage only the leading one.
        extra: only run by its name, not as a part of "all".
    """

    run: Callable[[Workplace], None]
    cost: Callable[[Workplace], Cost]
    makes: str
    uses: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    also: Callable[[Workplace], Mapping[str, str | None]] = lambda place: {}
    together: bool = False
    extra: bool = False


def runs_of(bundle: Path) -> Path:
    """The folder of runs of a bundle: ``runs/NAME`` beside its ``checkpoints/``."""
    above = bundle.parent
    return (above.parent if above.name == CHECKPOINTS else above) / "runs" / bundle.name


def device_named(name: str) -> torch.device:
    """A device by name.

    Raises:
        TrainingError: there is no such device here.
    """
    try:
        device = torch.device(name)
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError) as error:
        present = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
        raise TrainingError(f"There is no device '{name}' here; there is {listed(present)}.") from error
    return device


def run_stages(
    table: Mapping[str, Stage],
    names: Sequence[str],
    place: Workplace,
    *,
    dry_run: bool = False,
    say: Callable[[str], None] = print,
) -> None:
    """Run stages by name; "all" is every one but the extra ones, in the order of the table.

    A part of "all" that is done is left as it is, so that the same command goes on after an interruption. A stage that
    is asked for by its name always runs.

    Args:
        dry_run: only say what it would take.
        say: takes a line for people.

    Raises:
        TrainingError: there is no such stage, what it starts from is missing, or a part of "all" was done with another
            configuration; the message names the field.
    """
    check_names(table, names)
    everything = "all" in names
    wanted = [name for name, stage in table.items() if not stage.extra] if everything else list(names)
    speaks = say if place.world.leads else _silent
    if dry_run:
        speaks(estimate(table, wanted, place))
        return
    for name in wanted:
        stage = table[name]
        done = everything and place.resume and is_done(name, stage, place)
        # Every process has to have asked before one of them changes the answer.
        place.world.wait()
        if done:
            speaks(f"{name}: done before")
            continue
        if place.world.leads:
            # Until it is done again, nothing says that it is.
            _record_path(name, place).unlink(missing_ok=True)
        place.world.wait()
        begun = time.monotonic()
        if stage.together or place.world.leads:
            stage.run(place)
        place.world.wait()
        if place.world.leads:
            record(name, stage, place, time.monotonic() - begun)
        place.world.wait()


def check_names(table: Mapping[str, Stage], names: Sequence[str]) -> None:
    """Raises TrainingError where a stage does not exist; lists those that do."""
    for name in names:
        if name != "all" and name not in table:
            raise TrainingError(f"There is no stage '{name}'; there are {listed([*table, 'all'])}.")


def _silent(_: str) -> None:
    return None


def record(name: str, stage: Stage, place: Workplace, seconds: float) -> None:
    """Note that a stage is done: with which configuration, from what, and what came out."""
    content = {
        "config": _used(stage, place),
        "files": _files(stage, place),
        "seconds": round(seconds, 1),
        "processes": place.world.size,
        "device": str(place.device),
    }
    path = _record_path(name, place)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, content)


def is_done(name: str, stage: Stage, place: Workplace) -> bool:
    """Whether a stage was completed from the files that are there now, and what it made is still there.

    Raises:
        TrainingError: it was, but with another configuration.
    """
    files = _recorded_files(name, stage, place)
    return files is not None and files == _files(stage, place)


def _recorded_files(name: str, stage: Stage, place: Workplace) -> dict[str, str | None] | None:
    """The checksums that a stage ended with under this configuration; None where it has not ended.

    Raises:
        TrainingError: it ended under another one.
    """
    path = _record_path(name, place)
    try:
        before: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        config, files = dict(before["config"]), dict(before["files"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise TrainingError(f"The record {path} cannot be read ({error}); remove it to run '{name}' again.") from error
    used = _used(stage, place)
    for name_of_open in OPEN:
        if used.get(name_of_open) == "" and name_of_open in config:
            used[name_of_open] = config[name_of_open]
    if (found := first_difference(config, used)) is not None:
        field_name, old, new = found
        raise TrainingError(
            f"The stage '{name}' was done with {field_name} = {old!r}, not {new!r}: give the old value, or make it "
            f"anew with --stage {name} --fresh."
        )
    return files


def check_settings(table: Mapping[str, Stage], names: Sequence[str], place: Workplace) -> None:
    """Raises TrainingError where a part of "all" was done with another configuration, before anything is done."""
    if "all" in names and place.resume:
        for name, stage in table.items():
            if not stage.extra:
                _recorded_files(name, stage, place)


def _record_path(name: str, place: Workplace) -> Path:
    return place.runs / "done" / f"{name}.json"


def _used(stage: Stage, place: Workplace) -> dict[str, Any]:
    """What of the configuration a stage uses, by dotted names."""
    whole = plain(place.config)
    used = {}
    for name in stage.uses:
        section, dot, one = name.partition(".")
        used[name] = whole[section][one] if dot else whole[section]
    return used


def _files(stage: Stage, place: Workplace) -> dict[str, str | None]:
    """Checksums of all that a stage starts from and makes; None for what is not there."""
    return {file: _sum(place.path(file)) for file in (*stage.needs, *stage.leaves)} | dict(stage.also(place))


def _sum(path: Path) -> str | None:
    return sha256(path) if path.is_file() else None


def estimate(table: Mapping[str, Stage], names: list[str], place: Workplace) -> str:
    """Time, memory and disk of stages, a line each, against what is free."""
    costs = {name: table[name].cost(place) for name in names}
    width = max(map(len, costs))
    lines = [
        f"{name:<{width}}  {_time(cost):>11}  {cost.memory / 1e6:8.0f} MB  {cost.disk / 1e6:8.1f} MB on disk  "
        f"{table[name].makes}"
        for name, cost in costs.items()
    ]
    total = Cost(sum(cost.minutes for cost in costs.values()), sum(cost.disk for cost in costs.values()))
    memory = max(cost.memory for cost in costs.values())
    existing = next(folder for folder in (place.runs, *place.runs.parents) if folder.is_dir())
    free = shutil.disk_usage(existing).free
    lines.append(
        f"{'total':<{width}}  {_time(total):>11}  {memory / 1e6:8.0f} MB  {total.disk / 1e6:8.1f} MB on disk  of "
        f"{free / 1e6:.0f} MB free"
    )
    if any(cost.steps for cost in costs.values()):
        lines.append("Stages that were given steps in place of time are not in the total.")
    if total.disk > free:
        lines.append("The disk is too small for this: take fewer latents, or make room.")
    return "\n".join(lines)


def _time(cost: Cost) -> str:
    if cost.steps:
        return f"{cost.steps} steps"
    return f"{cost.minutes:.1f} min" if cost.minutes < 100 else f"{cost.minutes / 60:.1f} h"
