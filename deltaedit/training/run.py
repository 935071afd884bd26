"""What every training has in common: named stages in order, where they read and write, and a record of what is done."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic

import torch
import yaml

from deltaedit.bundles.find import CHECKPOINTS
from deltaedit.bundles.weights import sha256
from deltaedit.errors import TrainingError, listed
from deltaedit.files import read_json, write_json
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.config import Config, first_difference, plain
from deltaedit.training.distributed import ALONE, World

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

#: Settings that, left empty, mean what was said before.
KEPT_WHERE_EMPTY = ("bundle.clip_from", "bundle.neutral")
#: Begins the name of a file that lies in the folder of runs and not in the bundle.
RUNS = "runs/"


@dataclass(frozen=True)
class Run(Generic[Config]):
    """Where a training reads and writes, what it computes on, and everything that decides what it makes.

    Attributes:
        bundle: folder of the bundle.
        runs: folder of everything that does not belong into it.
        config: everything that decides what is made.
        resume: go on from what an interrupted stage left; otherwise every stage begins anew.
        device: what to compute on.
        world: the processes that train together.
    """

    bundle: Path
    runs: Path
    config: Config
    resume: bool = True
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))
    world: World = ALONE

    def path(self, name: str) -> Path:
        """A file by its name in the bundle, or, behind ``runs/``, in the folder of runs."""
        return self.runs / name.removeprefix(RUNS) if name.startswith(RUNS) else self.bundle / name

    def checksums(self, *names: str) -> dict[str, str | None]:
        """SHA-256 of files by name; None of those that are not there."""
        return {name: sha256(self.path(name)) if self.path(name).is_file() else None for name in names}

    def checkpoint(self, stage: str, config: DataclassInstance, *inputs: str) -> Checkpoint:
        """What an interrupted stage left, where it began with the files that are there now."""
        path = self.runs / f"{stage}.checkpoint"
        checkpoint = Checkpoint(path, config, resume=self.resume, made_from=self.checksums(*inputs))
        if checkpoint.outdated and self.world.is_main_process:
            print(f"{stage}: what it learns from has changed since it was interrupted, so it begins anew")
        return checkpoint


@dataclass(frozen=True)
class Stage:
    """One step of a training.

    Attributes:
        run: does it.
        summary: what comes out, in words.
        settings: what of the configuration decides what comes out: sections, or fields like ``bundle.pictures``.
        inputs, outputs: files that it starts from and files that it makes (see :meth:`Run.path`). By these it is known
            whether it is still done.
        fingerprints: of what else it starts from or makes, by name, such as a folder of pictures.
        distributed: all processes take part; in any other stage only the main process does.
    """

    run: Callable[[Run[Any]], None]
    summary: str
    settings: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    fingerprints: Callable[[Run[Any]], Mapping[str, str | None]] = lambda run: {}
    distributed: bool = False


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
    stages: Mapping[str, Stage],
    names: Sequence[str],
    run: Run[Any],
    *,
    dry_run: bool = False,
    report: Callable[[str], None] = print,
) -> None:
    """Run stages by name; "all" is every one, in their order.

    A part of "all" that is done is left as it is, so that the same command goes on after an interruption. A stage that
    is given by its name always runs.

    Args:
        dry_run: only report what would run.
        report: takes a line for people.

    Raises:
        TrainingError: there is no such stage, what it starts from is missing, or a part of "all" was done with another
            configuration; the message names the field.
    """
    check_names(stages, names)
    wanted = list(stages) if "all" in names else list(names)
    main, world = run.world.is_main_process, run.world

    def skipped(name: str) -> bool:
        return "all" in names and run.resume and is_done(name, stages[name], run)

    if dry_run:
        if main:
            report(_plan({name: stages[name] for name in wanted}, [name for name in wanted if skipped(name)], run))
        return
    for name in wanted:
        stage, skip = stages[name], skipped(name)
        # Every process must have looked before one of them changes what there is to see.
        world.barrier()
        if skip:
            if main:
                report(f"{name}: done before")
            continue
        if main:
            # Until it is done again, nothing says that it is.
            _record_path(name, run).unlink(missing_ok=True)
        world.barrier()
        began = time.monotonic()
        if stage.distributed or main:
            stage.run(run)
        world.barrier()
        if main:
            record(name, stage, run, time.monotonic() - began)
        world.barrier()


def check_names(stages: Mapping[str, Stage], names: Sequence[str]) -> None:
    """Raises TrainingError where a stage does not exist; lists those that do."""
    for name in names:
        if name != "all" and name not in stages:
            raise TrainingError(f"There is no stage '{name}'; there are {listed([*stages, 'all'])}.")


def check_settings(stages: Mapping[str, Stage], names: Sequence[str], run: Run[Any]) -> None:
    """Raises TrainingError where a part of "all" was done with another configuration, before anything is done."""
    if "all" in names and run.resume:
        for name, stage in stages.items():
            _recorded_files(name, stage, run)


def record(name: str, stage: Stage, run: Run[Any], seconds: float) -> None:
    """Note that a stage is done: with which settings, from what, and what came out."""
    content = {
        "config": _settings(stage, run),
        "files": _files(stage, run),
        "seconds": round(seconds, 1),
        "processes": run.world.world_size,
        "device": str(run.device),
    }
    path = _record_path(name, run)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, content)


def is_done(name: str, stage: Stage, run: Run[Any]) -> bool:
    """Whether a stage was completed from the files that are there now, and what it made is still there.

    Raises:
        TrainingError: it was, but with another configuration.
    """
    files = _recorded_files(name, stage, run)
    return files is not None and files == _files(stage, run)


def _recorded_files(name: str, stage: Stage, run: Run[Any]) -> dict[str, str | None] | None:
    """The checksums that a stage ended with under this configuration; None where it has not ended.

    Raises:
        TrainingError: it ended under another one.
    """
    path = _record_path(name, run)
    try:
        before = read_json(path)
        config, files = dict(before["config"]), dict(before["files"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise TrainingError(f"The record {path} cannot be read ({error}); remove it to run '{name}' again.") from error
    settings = _settings(stage, run)
    kept = {one: config[one] for one in KEPT_WHERE_EMPTY if settings.get(one) == "" and one in config}
    if (found := first_difference(config, settings | kept)) is not None:
        field_name, old, new = found
        raise TrainingError(
            f"The stage '{name}' was done with {field_name} = {old!r}, not {new!r}: give the old value, or make it "
            f"anew with --stage {name} --fresh."
        )
    return files


def _record_path(name: str, run: Run[Any]) -> Path:
    return run.runs / "done" / f"{name}.json"


def _settings(stage: Stage, run: Run[Any]) -> dict[str, Any]:
    """What of the configuration decides what a stage makes, by dotted names."""
    whole = plain(run.config)
    settings = {}
    for name in stage.settings:
        section, dot, one = name.partition(".")
        settings[name] = whole[section][one] if dot else whole[section]
    return settings


def _files(stage: Stage, run: Run[Any]) -> dict[str, str | None]:
    """Checksums of all that a stage starts from and makes; None for what is not there."""
    return run.checksums(*stage.inputs, *stage.outputs) | dict(stage.fingerprints(run))


def _plan(stages: Mapping[str, Stage], done: Sequence[str], run: Run[Any]) -> str:
    """What a run would do, one line per stage; the settings, as ``config.yaml`` has them; the disk that is free."""
    width = max(map(len, stages))
    lines = [
        f"{name:<{width}}  {'done before' if name in done else 'would run':<11}  {stage.summary}"
        for name, stage in stages.items()
    ]
    settings = yaml.safe_dump(plain(run.config), sort_keys=False)
    existing = next(folder for folder in (run.runs, *run.runs.parents) if folder.is_dir())
    free = shutil.disk_usage(existing).free / 1e6
    return "\n".join([*lines, "", "Settings:", settings, f"{free:.0f} MB of disk are free for {run.runs}."])
