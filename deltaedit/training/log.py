"""The log of a training: a file of JSON lines."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from deltaedit.errors import TrainingError
from deltaedit.files import write_text


class TrainingLog:
    """Writes one JSON object per line: ``{"step": 40, "loss": 0.71, ...}``, in the order of steps.

    A training that goes on from a checkpoint first takes back what was logged after it, so that the file of a run that
    was killed reads like that of one that was not.

    Args:
        path: of the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: TextIO | None = None

    def begin(self, step: int) -> None:
        """Open the log for a training that has taken so many steps; what was logged of later ones goes."""
        self.close()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        kept = [line for line in self._lines() if line["step"] <= step] if step else []
        write_text(self.path, "".join(json.dumps(line) + "\n" for line in kept))
        self._file = self.path.open("a", encoding="utf-8")

    def write(self, step: int, figures: Mapping[str, float]) -> None:
        """Note figures of a step.

        Raises:
            TrainingError: the log is not open.
        """
        if self._file is None:
            raise TrainingError(f"The log {self.path} is closed: call begin() first.")
        self._file.write(json.dumps({"step": step, **figures}) + "\n")

    def flush(self) -> None:
        """Let everything that was written be in the file, before a checkpoint speaks of it."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Nothing more is written."""
        self.flush()
        if self._file is not None:
            self._file.close()
        self._file = None

    def _lines(self) -> list[dict[str, Any]]:
        """The whole lines; a kill may have cut the last one."""
        lines: list[dict[str, Any]] = []
        text = self.path.read_text(encoding="utf-8", errors="replace") if self.path.is_file() else ""
        for line in text.splitlines():
            try:
                content = json.loads(line)
            except ValueError:
                break
            if not isinstance(content, dict) or not isinstance(content.get("step"), int):
                break
            lines.append(content)
        return lines


def read_log(path: Path) -> list[dict[str, Any]]:
    """The lines of a log, in order; those after a damaged one are left out."""
    return TrainingLog(path)._lines()
