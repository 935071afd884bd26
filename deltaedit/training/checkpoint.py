"""Checkpoints of a training, which may be killed at any moment."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from deltaedit.errors import TrainingError
from deltaedit.files import written_whole
from deltaedit.training.config import first_difference, plain

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SAVE_INTERVAL_S = 60.0
FORMAT = 2


class Checkpoint:
    """A file that always holds the last complete state of a training.

    Args:
        path: of the file.
        config: the training's configuration; a state is only resumed with the same one.
        resume: continue from an existing file; otherwise start again and overwrite it.
        interval: seconds between two saves.
        made_from: checksums of the training data, by name; a state from other data is not resumed.

    Attributes:
        state: the state to continue from; None to start from the beginning.
        outdated: whether there was a state from other data.

    Raises:
        TrainingError: the file cannot be read, or was made with another configuration.
    """

    def __init__(
        self,
        path: Path,
        config: DataclassInstance,
        *,
        resume: bool,
        interval: float = SAVE_INTERVAL_S,
        made_from: Mapping[str, str | None] | None = None,
    ) -> None:
        self.path = path
        self.config = plain(config)
        self.made_from = dict(made_from or {})
        self.interval = interval
        self.outdated = False
        self._saved_at = time.monotonic()
        self.state: dict[str, Any] | None = self._read() if resume and path.is_file() else None

    def _read(self) -> dict[str, Any] | None:
        try:
            content: dict[str, Any] = torch.load(self.path, map_location="cpu", weights_only=True)
            if content.get("format") != FORMAT:
                raise ValueError("it was written by another version of this project")
            before, state, made_from = content["config"], content["state"], content["made_from"]
        except Exception as error:
            reason = str(error).partition("\n")[0]
            raise TrainingError(
                f"The checkpoint {self.path} cannot be read ({reason}); start again with --fresh."
            ) from error
        if made_from != self.made_from:
            self.outdated = True
            return None
        if (found := first_difference(before, self.config)) is not None:
            field, old, new = found
            raise TrainingError(
                f"The checkpoint {self.path} was made with {field} = {old}, not {new}: use the old value, or start "
                "again with --fresh."
            )
        return dict(state)

    def due(self) -> bool:
        """Whether it is time to save again."""
        return time.monotonic() - self._saved_at >= self.interval

    def save(self, state: dict[str, Any]) -> None:
        """Replace the file atomically, so that a kill leaves either the old or the new state."""
        self._saved_at = time.monotonic()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(self.path) as partial:
            content = {"format": FORMAT, "config": self.config, "made_from": self.made_from, "state": state}
            torch.save(content, partial)

    def done(self) -> None:
        """Delete the file, since the training is complete."""
        self.path.unlink(missing_ok=True)
