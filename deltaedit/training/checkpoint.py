"""Checkpoints of a training that may be killed at any moment, and the configuration that they were made with."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from deltaedit.errors import TrainingError
from deltaedit.files import written_whole

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

EVERY_S = 60.0


def plain(config: DataclassInstance) -> dict[str, Any]:
    """A configuration as the JSON value that is stored with what it made."""
    content: dict[str, Any] = json.loads(json.dumps(asdict(config)))
    return content


def first_difference(
    before: Mapping[str, Any], now: Mapping[str, Any], prefix: str = ""
) -> tuple[str, Any, Any] | None:
    """The first field in which two stored configurations differ: its dotted name, the old value and the new one."""
    for name in sorted(before.keys() | now.keys()):
        old, new = before.get(name), now.get(name)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            if (found := first_difference(old, new, f"{prefix}{name}.")) is not None:
                return found
        elif old != new:
            return f"{prefix}{name}", old, new
    return None


class Checkpoint:
    """One file that always holds the last complete state of a training.

    Args:
        path: of the file.
        config: the training's configuration; a state is only taken up again by the same one.
        resume: take up what is there; otherwise begin anew and overwrite it.
        every: seconds between two saves.
        made_from: checksums of what the training learns from, by name. A state that came of anything else is not taken
            up: it would go on as if nothing had happened.

    Attributes:
        state: to go on from; None for a beginning.
        outdated: there was a state, but of other data.
    """

    def __init__(
        self,
        path: Path,
        config: DataclassInstance,
        *,
        resume: bool,
        every: float = EVERY_S,
        made_from: Mapping[str, str | None] | None = None,
    ) -> None:
        self.path = path
        self.config = plain(config)
        self.made_from = dict(made_from or {})
        self.every = every
        self.outdated = False
        self._last = time.monotonic()
        self.state: dict[str, Any] | None = self._read() if resume and path.is_file() else None

    def _read(self) -> dict[str, Any] | None:
        try:
            content: dict[str, Any] = torch.load(self.path, map_location="cpu", weights_only=True)
            before, state, origin = content["config"], content["state"], content.get("made_from", {})
        except Exception as error:
            reason = str(error).partition("\n")[0]
            raise TrainingError(
                f"The checkpoint {self.path} cannot be read ({reason}); begin anew with --fresh."
            ) from error
        if origin != self.made_from:
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
        return time.monotonic() - self._last >= self.every

    def save(self, state: dict[str, Any]) -> None:
        """Replace the file in one step, so that a kill leaves the old state or the new one."""
        self._last = time.monotonic()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(self.path) as partial:
            torch.save({"config": self.config, "made_from": self.made_from, "state": state}, partial)

    def done(self) -> None:
        """The training is complete; there is nothing left to resume."""
        self.path.unlink(missing_ok=True)
