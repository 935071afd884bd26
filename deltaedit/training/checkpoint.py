"""Checkpoints of a training that may be killed at any moment."""

from __future__ import annotations

import os
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from deltaedit.errors import TrainingError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

EVERY_S = 60.0


class Checkpoint:
    """One file that always holds the last complete state of a training.

    Args:
        path: of the file.
        config: the training's configuration; a state is only taken up again by the same one.
        resume: take up what is there; otherwise begin anew and overwrite it.
        every: seconds between two saves.
    """

    def __init__(self, path: Path, config: DataclassInstance, *, resume: bool, every: float = EVERY_S) -> None:
        self.path = path
        self.config = _plain(asdict(config))
        self.every = every
        self._last = time.monotonic()
        self.state: dict[str, Any] | None = self._read() if resume and path.is_file() else None

    def _read(self) -> dict[str, Any]:
        try:
            content: dict[str, Any] = torch.load(self.path, map_location="cpu", weights_only=True)
            before, state = content["config"], content["state"]
        except Exception as error:
            reason = str(error).partition("\n")[0]
            raise TrainingError(
                f"The checkpoint {self.path} cannot be read ({reason}); start without --resume."
            ) from error
        for field in sorted(before.keys() | self.config.keys()):
            if before.get(field) != self.config.get(field):
                raise TrainingError(
                    f"The checkpoint {self.path} was made with {field} = {before.get(field)}, not "
                    f"{self.config.get(field)}: give the old value, or start without --resume."
                )
        return dict(state)

    def due(self) -> bool:
        """Whether it is time to save again."""
        return time.monotonic() - self._last >= self.every

    def save(self, state: dict[str, Any]) -> None:
        """Replace the file in one step, so that a kill leaves the old state or the new one."""
        self._last = time.monotonic()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_suffix(".partial")
        torch.save({"config": self.config, "state": state}, partial)
        os.replace(partial, self.path)

    def done(self) -> None:
        """The training is complete; there is nothing left to resume."""
        self.path.unlink(missing_ok=True)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    return value
