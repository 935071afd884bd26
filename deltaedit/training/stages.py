"""What every training has in common: named stages in order, where they work, and what they would cost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch

from deltaedit.errors import TrainingError, listed


@dataclass(frozen=True)
class Workplace:
    """Where a training reads and writes, on what it computes, and how long it may take.

    Attributes:
        bundle: folder of the bundle.
        runs: folder of everything that does not belong into it.
        minutes: budget of the stages that stop by the clock; None is each one's own.
        count: pictures or codes of the stages that make them; None is each one's own.
        resume: take up the checkpoint of a stage that was interrupted.
        device: what to compute on; the CPU by default.
    """

    bundle: Path
    runs: Path
    minutes: float | None = None
    count: int | None = None
    resume: bool = False
    device: torch.device | None = None


@dataclass(frozen=True)
class Cost:
    """About what a stage takes: minutes on two CPU cores, bytes on disk."""

    minutes: float
    size: int


@dataclass(frozen=True)
class Stage:
    """One step of a training.

    Attributes:
        run: does it.
        cost: what it would take.
        makes: what comes out, in words.
        extra: only run by its name, not as a part of "all".
    """

    run: Callable[[Workplace], None]
    cost: Callable[[Workplace], Cost]
    makes: str
    extra: bool = False


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


def run_stages(table: Mapping[str, Stage], names: list[str], place: Workplace, *, dry_run: bool = False) -> None:
    """Run stages by name; "all" is every one but the extra ones, in the order of the table.

    Args:
        dry_run: only print what it would take.

    Raises:
        TrainingError: there is no such stage, or what it starts from is missing.
    """
    for name in names:
        if name != "all" and name not in table:
            raise TrainingError(f"There is no stage '{name}'; there are {listed([*table, 'all'])}.")
    wanted = [name for name, stage in table.items() if not stage.extra] if "all" in names else names
    if dry_run:
        print(estimate(table, wanted, place))
        return
    for name in wanted:
        table[name].run(place)


def estimate(table: Mapping[str, Stage], names: list[str], place: Workplace) -> str:
    """Time and disk of stages, a line each, against what is free."""
    costs = {name: table[name].cost(place) for name in names}
    width = max(map(len, costs))
    lines = [
        f"{name:<{width}}  {cost.minutes:6.1f} min  {cost.size / 1e6:8.1f} MB  {table[name].makes}"
        for name, cost in costs.items()
    ]
    total = Cost(sum(cost.minutes for cost in costs.values()), sum(cost.size for cost in costs.values()))
    existing = next(folder for folder in (place.runs, *place.runs.parents) if folder.is_dir())
    free = shutil.disk_usage(existing).free
    lines.append(
        f"{'total':<{width}}  {total.minutes:6.1f} min  {total.size / 1e6:8.1f} MB  of {free / 1e6:.0f} MB free"
    )
    return "\n".join(lines)
