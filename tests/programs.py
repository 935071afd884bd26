"""Helpers for tests that start the project's programs, or kill a training."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import nn

from deltaedit.training.checkpoint import Checkpoint

ROOT = Path(__file__).resolve().parents[1]
#: The message of every program that is ended by Ctrl-C.
STOPPED = "deltaedit: stopped; what is finished is kept\n"
#: The time limit for a program, and for it to reach the point where it is killed.
PATIENCE_S = 300


def run(
    *arguments: str, cwd: Path = ROOT, env: Mapping[str, str] | None = None, shadow: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run Python in a process that finds the package from any folder.

    Args:
        arguments: ``-m deltaedit bundles``, ``app.py`` with its whole path, ``-c CODE`` ...
        env: variables besides this process's.
        shadow: a folder whose modules hide those of the same name.
    """
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**_environment(shadow), **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )


def kill_when(ready: Callable[[], bool], *arguments: str) -> None:
    """Start Python as :func:`run` does, and kill it (kill -9) as soon as ``ready`` returns True."""
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=_environment(), stdout=nothing, stderr=nothing
    )
    end = time.monotonic() + PATIENCE_S
    try:
        while not ready():
            assert process.poll() is None, "it ended before it could be killed"
            assert time.monotonic() < end, "it never came so far"
            time.sleep(0.005)
    finally:
        process.kill()
    assert process.wait() == -signal.SIGKILL


def _environment(shadow: Path | None = None) -> dict[str, str]:
    path = os.pathsep.join(str(folder) for folder in (shadow, ROOT) if folder is not None)
    return {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": path}


class KilledError(Exception):
    """Stands for kill -9."""


class Fragile(Checkpoint):
    """A checkpoint that raises :class:`KilledError` after some saves."""

    def __init__(self, *arguments: Any, lives: int = 3, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.lives = lives

    def save(self, state: dict[str, object]) -> None:
        super().save(state)
        self.lives -= 1
        if self.lives == 0:
            raise KilledError


def same_weights(one: nn.Module, other: nn.Module) -> bool:
    """Whether two networks have the same tensors under the same names."""
    ours, theirs = one.state_dict(), other.state_dict()
    return ours.keys() == theirs.keys() and all(torch.equal(ours[name], theirs[name]) for name in ours)
