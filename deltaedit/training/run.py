"""Running the stages of a training in order, with a record of those that are done."""

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

#: Settings for which an empty value means the one of an earlier run.
KEPT_WHERE_EMPTY = ("bundle.clip_from", "bundle.neutral")
#: Prefix in names of files that are in the folder of runs, not in the bundle.
RUNS = "runs/"


@dataclass(frozen=True)
class Run(Generic[Config]):
    """A training: its folders, its configuration and its device.

    Attributes:
        bundle: folder of the bundle.
        runs: folder of everything that is not part of the bundle.
        config: the configuration.
        resume: continue from what an interrupted stage left; otherwise every stage starts from the beginning.
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
        """The path of a file by name: in the folder of runs if the name begins with ``runs/``, else in the bundle."""
        return self.runs / name.removeprefix(RUNS) if name.startswith(RUNS) else self.bundle / name

    def checksums(self, *names: str) -> dict[str, str | None]:
        """SHA-256 of files by name; None for those that do not exist."""
        return {name: sha256(self.path(name)) if self.path(name).is_file() else None for name in names}

    def checkpoint(self, stage: str, config: DataclassInstance, *inputs: str) -> Checkpoint:
        """The checkpoint of a stage; it is not resumed where its input files have changed."""
        path = self.runs / f"{stage}.checkpoint"
        checkpoint = Checkpoint(path, config, resume=self.resume, made_from=self.checksums(*inputs))
        if checkpoint.outdated and self.world.is_main_process:
            print(f"{stage}: its inputs have changed since it was interrupted, so it starts again")
        return checkpoint


@dataclass(frozen=True)
class Stage:
    """A stage of a training.

    Attributes:
        run: runs the stage.
        summary: its result, in words.
        settings: the parts of the configuration that it depends on: sections, or fields like ``bundle.pictures``.
        inputs, outputs: the files that it reads and writes, by name (see :meth:`Run.path`). A stage is done as long as
            their checksums are those of its record.
        fingerprints: checksums of other things that it reads or writes, by name, such as a folder of pictures.
        distributed: whether all processes take part, or only the main one.
    """

    run: Callable[[Run[Any]], None]
    summary: str
    settings: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    fingerprints: Callable[[Run[Any]], Mapping[str, str | None]] = lambda run: {}
    distributed: bool = False


def runs_of(bundle: Path) -> Path:
    """The folder of a bundle's runs: ``runs/NAME`` beside its ``checkpoints/``."""
    above = bundle.parent
    return (above.parent if above.name == CHECKPOINTS else above) / "runs" / bundle.name


def device_named(name: str) -> torch.device:
    """A device by name.

    Raises:
        TrainingError: there is no such device.
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
    """Run stages by name; "all" means all of them, in order.

    With "all", stages that are done are skipped, so that the same command resumes after an interruption. A stage that
    is given by its name always runs.

    Args:
        dry_run: only report what would run.
        report: called with lines for people.

    Raises:
        TrainingError: there is no such stage, its inputs are missing, or with "all", a stage was done with another
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
        # All processes must have decided this before any of them changes files.
        world.barrier()
        if skip:
            if main:
                report(f"{name}: done before")
            continue
        if main:
            # A stage that is interrupted now must not count as done.
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
    """Raise a TrainingError for a stage that does not exist; the message lists those that do."""
    for name in names:
        if name != "all" and name not in stages:
            raise TrainingError(f"There is no stage '{name}'; there are {listed([*stages, 'all'])}.")


def check_settings(stages: Mapping[str, Stage], names: Sequence[str], run: Run[Any]) -> None:
    """Raise a TrainingError if "all" includes a stage that was done with another configuration."""
    if "all" in names and run.resume:
        for name, stage in stages.items():
            _recorded_files(name, stage, run)


def record(name: str, stage: Stage, run: Run[Any], seconds: float) -> None:
    """Record that a stage is done, with its settings and the checksums of its inputs and outputs."""
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
    """Whether a stage was completed, and its inputs and outputs have not changed since.

    Raises:
        TrainingError: it was completed with another configuration.
    """
    files = _recorded_files(name, stage, run)
    return files is not None and files == _files(stage, run)


def _recorded_files(name: str, stage: Stage, run: Run[Any]) -> dict[str, str | None] | None:
    """The checksums in the record of a stage; None where it was not completed.

    Raises:
        TrainingError: it was completed with another configuration, or the record is damaged.
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
    kept = {name: config[name] for name in KEPT_WHERE_EMPTY if settings.get(name) == "" and name in config}
    if (found := first_difference(config, settings | kept)) is not None:
        field_name, old, new = found
        raise TrainingError(
            f"The stage '{name}' was done with {field_name} = {old!r}, not {new!r}: use the old value, or run it "
            f"again with --stage {name} --fresh."
        )
    return files


def _record_path(name: str, run: Run[Any]) -> Path:
    return run.runs / "done" / f"{name}.json"


def _settings(stage: Stage, run: Run[Any]) -> dict[str, Any]:
    """The parts of the configuration that a stage depends on, by dotted names."""
    whole = plain(run.config)
    settings = {}
    for name in stage.settings:
        section, dot, field_name = name.partition(".")
        settings[name] = whole[section][field_name] if dot else whole[section]
    return settings


def _files(stage: Stage, run: Run[Any]) -> dict[str, str | None]:
    """Checksums of a stage's inputs and outputs; None for those that do not exist."""
    return run.checksums(*stage.inputs, *stage.outputs) | dict(stage.fingerprints(run))


def _plan(stages: Mapping[str, Stage], done: Sequence[str], run: Run[Any]) -> str:
    """What a run would do, a line per stage; the settings, in the form of ``config.yaml``; the free disk space."""
    width = max(map(len, stages))
    lines = [
        f"{name:<{width}}  {'done before' if name in done else 'would run':<11}  {stage.summary}"
        for name, stage in stages.items()
    ]
    settings = yaml.safe_dump(plain(run.config), sort_keys=False)
    existing = next(folder for folder in (run.runs, *run.runs.parents) if folder.is_dir())
    free = shutil.disk_usage(existing).free / 1e6
    return "\n".join([*lines, "", "Settings:", settings, f"{free:.0f} MB of disk are free for {run.runs}."])
