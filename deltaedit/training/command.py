"""``python -m deltaedit train``: from a name and settings to stages that run, in one process or under torchrun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import yaml
from filelock import FileLock, Timeout

from deltaedit.bundles.find import checkpoint_folders
from deltaedit.errors import TrainingError
from deltaedit.files import write_text
from deltaedit.training.config import plain, read_config, with_budgets
from deltaedit.training.distributed import joined_world, local_device
from deltaedit.training.drawn.domains import DOMAINS, UNFINISHED
from deltaedit.training.drawn.source import DrawnSource
from deltaedit.training.pictures import check_pictures
from deltaedit.training.run import Run, check_names, check_settings, device_named, run_stages, runs_of
from deltaedit.training.sources import GENERATOR, GeneratorSource, Source
from deltaedit.training.stages import bundle_stages


@dataclass(frozen=True)
class TrainOptions:
    """What the command line says.

    Attributes:
        bundle: a name below ``checkpoints/``, or a folder.
        stages: names, or "all".
        config: a YAML file; None for the defaults.
        settings: such as ``mapper.batch=64``; they come after the file.
        minutes: budget of every stage that stops by the clock; None is each one's own.
        count: latents, and drawings of a drawn domain; None is each one's own.
        fresh: begin anew, whatever is there of the stages asked for.
        device: what to compute on.
        dry_run: only say what would run, with which settings.
    """

    bundle: str
    stages: Sequence[str] = ("all",)
    config: Path | None = None
    settings: Sequence[str] = ()
    minutes: float | None = None
    count: int | None = None
    fresh: bool = False
    device: str = "cpu"
    dry_run: bool = False


def train(options: TrainOptions) -> None:
    """Run stages of a bundle.

    Raises:
        DeltaEditError: what was asked for cannot be done; the message says why.
    """
    folder = _folder(options.bundle)
    domain = (DOMAINS | UNFINISHED).get(folder.name)
    source: Source = GeneratorSource() if domain is None else DrawnSource(domain)
    stages = bundle_stages(source)
    check_names(stages, options.stages)
    config = read_config(source.default_config(), options.config, options.settings)
    config = with_budgets(config, minutes=options.minutes, count=options.count)
    device = local_device(device_named(options.device))
    with joined_world(device) as world:
        run = Run(folder, runs_of(folder), config, not options.fresh, device, world)
        if domain is None and not folder.is_dir():
            raise TrainingError(
                f"There is no folder {folder}: make it with a {GENERATOR} in it "
                f"(python -m deltaedit convert FILE --out {folder})."
            )
        if world.is_main_process and config.bundle.pictures:
            section = config.bundle
            print(check_pictures(Path(section.pictures), at_least=section.fewest_pictures).summary())
        if options.dry_run:
            run_stages(stages, options.stages, run, dry_run=True)
            return
        check_settings(stages, options.stages, run)
        with _alone(run.runs) if world.is_main_process else nullcontext():
            if world.is_main_process:
                folder.mkdir(parents=True, exist_ok=True)
                write_text(run.runs / "config.yaml", yaml.safe_dump(plain(config), sort_keys=False))
            run_stages(stages, options.stages, run)


@contextmanager
def _alone(runs: Path) -> Iterator[None]:
    """While this lasts, nobody else may train the same bundle; the lock goes with the process, however it ends.

    Raises:
        TrainingError: somebody does already.
    """
    runs.mkdir(parents=True, exist_ok=True)
    lock = FileLock(runs / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise TrainingError(f"Another training is at work in {runs}: wait until it ends, or stop it.") from error
    try:
        yield
    finally:
        lock.release()


def _folder(bundle: str) -> Path:
    """The folder of a bundle given by name or by path."""
    given = Path(bundle)
    if bundle == f"{given.name}/" and not given.is_dir():
        # A shell completes a name with a slash where a folder of that name is at hand, and it may be another one.
        bundle = given.name
    if given.name != bundle:
        return given.resolve()
    if bundle in ("", ".", "..") or bundle.startswith((".", "-")):
        raise TrainingError(f"'{bundle}' is no name for a bundle: give a plain name, or the path of its folder.")
    return checkpoint_folders()[0] / bundle
