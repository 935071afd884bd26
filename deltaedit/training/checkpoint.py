"""Checkpoints of a training that may be killed at any moment."""

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
    """One file that always holds the last complete state of a training.

    Args:
        path: of the file.
        config: the training's configuration; a state is only resumed under the same one.
        resume: go on from the file that is there; otherwise begin anew and overwrite it.
        interval: seconds between two saves.
        made_from: checksums of what the training learns from, by name. A state that came of anything else is not
            resumed: it would go on as if nothing had happened.

    Attributes:
        state: to go on from; None for a beginning.
        outdated: there was a state, but of other data.

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
                raise ValueError("another version of this project wrote it")
            before, state, made_from = content["config"], content["state"], content["made_from"]
        except Exception as error:
            reason = str(error).partition("\n")[0]
            raise TrainingError(
                f"The checkpoint {self.path} cannot be read ({reason}); begin anew with --fresh."
            ) from error
        if made_from != self.made_from:
            self.outdated = True
            return None
        if (found := first_difference(before, self.config)) is not None:
            field, old, new = found
            raise TrainingError(
                f"The checkpoint {self.path} was made with {field} = {old}, not {new}: give the old value, or begin "
                "anew with --fresh."
            )
        return dict(state)

    def due(self) -> bool:
        """Whether it is time to save again."""
        return time.monotonic() - self._saved_at >= self.interval

    def save(self, state: dict[str, Any]) -> None:
        """Replace the file in one step, so that a kill leaves the old state or the new one."""
        self._saved_at = time.monotonic()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(self.path) as partial:
            content = {"format": FORMAT, "config": self.config, "made_from": self.made_from, "state": state}
            torch.save(content, partial)

    def done(self) -> None:
        """The training is complete; there is nothing left to resume."""
        self.path.unlink(missing_ok=True)
