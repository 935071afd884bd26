"""What every training has in common: named stages in order, where they work, and what is done."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
import yaml

from deltaedit.bundles.find import CHECKPOINTS
from deltaedit.bundles.weights import sha256
from deltaedit.errors import TrainingError, listed
from deltaedit.files import write_json
from deltaedit.training.checkpoint import first_difference, plain
from deltaedit.training.config import TrainingConfig
from deltaedit.training.distributed import World

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
    """

    bundle: Path
    runs: Path
    config: TrainingConfig = field(default_factory=TrainingConfig)
    resume: bool = True
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))
    world: World = field(default_factory=World)

    def path(self, name: str) -> Path:
        """A file by its name in the bundle, or, behind ``runs/``, in the folder of runs."""
        return self.runs / name.removeprefix(RUNS) if name.startswith(RUNS) else self.bundle / name


@dataclass(frozen=True)
class Stage:
    """One step of a training.

    Attributes:
        run: does it.
        makes: what comes out, in words.
        uses: what of the configuration decides what comes out: sections, or fields like ``bundle.pictures``.
        needs, leaves: files that it starts from and files that it makes (see :meth:`Workplace.path`). By these it is
            known whether it is still done.
        fingerprints: of what else it starts from or makes, by name, such as a folder of pictures.
        every_process: all of them take part; in any other stage only the main one does.
    """

    run: Callable[[Workplace], None]
    makes: str
    uses: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    fingerprints: Callable[[Workplace], Mapping[str, str | None]] = lambda place: {}
    every_process: bool = False


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
    """Run stages by name; "all" is every one, in the order of the table.

    A part of "all" that is done is left as it is, so that the same command goes on after an interruption. A stage that
    is asked for by its name always runs.

    Args:
        dry_run: only say what would run.
        say: takes a line for people.

    Raises:
        TrainingError: there is no such stage, what it starts from is missing, or a part of "all" was done with another
            configuration; the message names the field.
    """
    check_names(table, names)
    everything = "all" in names
    wanted = list(table) if everything else list(names)
    speaks = say if place.world.is_main_process else _silent
    if dry_run:
        passed_over = [name for name in wanted if everything and place.resume and is_done(name, table[name], place)]
        speaks(_plan({name: table[name] for name in wanted}, passed_over, place))
        return
    for name in wanted:
        stage = table[name]
        done = everything and place.resume and is_done(name, stage, place)
        # Every process has to have asked before one of them changes the answer.
        place.world.barrier()
        if done:
            speaks(f"{name}: done before")
            continue
        if place.world.is_main_process:
            # Until it is done again, nothing says that it is.
            _record_path(name, place).unlink(missing_ok=True)
        place.world.barrier()
        begun = time.monotonic()
        if stage.every_process or place.world.is_main_process:
            stage.run(place)
        place.world.barrier()
        if place.world.is_main_process:
            record(name, stage, place, time.monotonic() - begun)
        place.world.barrier()


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
    return {file: _sum(place.path(file)) for file in (*stage.needs, *stage.leaves)} | dict(stage.fingerprints(place))


def _sum(path: Path) -> str | None:
    return sha256(path) if path.is_file() else None


def _plan(stages: Mapping[str, Stage], done: Sequence[str], place: Workplace) -> str:
    """What a run would do, a line for each stage; the settings, as ``config.yaml`` has them; the disk that is free."""
    width = max(map(len, stages))
    lines = [
        f"{name:<{width}}  {'done before' if name in done else 'would run':<11}  {stage.makes}"
        for name, stage in stages.items()
    ]
    settings = yaml.safe_dump(plain(place.config), sort_keys=False)
    existing = next(folder for folder in (place.runs, *place.runs.parents) if folder.is_dir())
    free = shutil.disk_usage(existing).free / 1e6
    return "\n".join([*lines, "", "Settings:", settings, f"{free:.0f} MB of disk are free for {place.runs}."])
