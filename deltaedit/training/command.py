"""``python -m deltaedit train``: runs the stages of a bundle, in one process or under torchrun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
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


def train(
    bundle: str,
    stages: Sequence[str],
    *,
    config_file: Path | None,
    settings: Sequence[str],
    minutes: float | None,
    count: int | None,
    fresh: bool,
    device: str,
    dry_run: bool,
) -> None:
    """Run stages of a bundle.

    Args:
        bundle: a name in ``checkpoints/``, or a folder.
        stages: names, or "all".
        config_file: a YAML file; None for the defaults.
        settings: such as ``mapper.batch=64``; they override the file.
        minutes: budget of every stage that stops by the clock; None for their own.
        count: latents, and drawings of a drawn domain; None for their own.
        fresh: start the stages again, even where they are done or begun.
        device: name of the device to compute on.
        dry_run: only report what would run, with which settings.

    Raises:
        DeltaEditError: the request cannot be carried out; the message says why.
    """
    folder = _bundle_folder(bundle)
    domain = (DOMAINS | UNFINISHED).get(folder.name)
    source: Source = GeneratorSource() if domain is None else DrawnSource(domain)
    all_stages = bundle_stages(source)
    check_names(all_stages, stages)
    config = read_config(source.default_config(), config_file, settings)
    config = with_budgets(config, minutes=minutes, count=count)
    own_device = local_device(device_named(device))
    with joined_world(own_device) as world:
        run = Run(folder, runs_of(folder), config, not fresh, own_device, world)
        if domain is None and not folder.is_dir():
            raise TrainingError(
                f"There is no folder {folder}: make one with a {GENERATOR} in it "
                f"(python -m deltaedit convert FILE --out {folder})."
            )
        if world.is_main_process and config.bundle.pictures:
            section = config.bundle
            print(check_pictures(Path(section.pictures), at_least=section.fewest_pictures).summary())
        if dry_run:
            run_stages(all_stages, stages, run, dry_run=True)
            return
        check_settings(all_stages, stages, run)
        with _locked(run.runs) if world.is_main_process else nullcontext():
            if world.is_main_process:
                folder.mkdir(parents=True, exist_ok=True)
                write_text(run.runs / "config.yaml", yaml.safe_dump(plain(config), sort_keys=False))
            run_stages(all_stages, stages, run)


@contextmanager
def _locked(runs: Path) -> Iterator[None]:
    """Keep other processes from training the same bundle; the lock ends with the process, even if it is killed.

    Raises:
        TrainingError: another process trains it.
    """
    runs.mkdir(parents=True, exist_ok=True)
    lock = FileLock(runs / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise TrainingError(f"Another training is running in {runs}: wait until it ends, or stop it.") from error
    try:
        yield
    finally:
        lock.release()


def _bundle_folder(bundle: str) -> Path:
    """The folder of a bundle given by name or by path."""
    path = Path(bundle)
    if bundle == f"{path.name}/" and not path.is_dir():
        # A slash that was added to a name, out of habit or by a shell.
        bundle = path.name
    if path.name != bundle:
        return path.resolve()
    if bundle in ("", ".", "..") or bundle.startswith((".", "-")):
        raise TrainingError(f"'{bundle}' is not a name for a bundle: give a plain name, or the path of its folder.")
    return checkpoint_folders()[0] / bundle
