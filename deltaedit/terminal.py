"""What a long job shows in a terminal."""

from __future__ import annotations

import sys
from typing import Any

from tqdm import tqdm

from deltaedit.zoo.install import Step


class StepBar:
    """Shows the steps of an installation, a bar each, on standard error."""

    def __init__(self) -> None:
        self._label = ""
        self._bar: tqdm[Any] | None = None

    def __call__(self, step: Step) -> None:
        if self._bar is None or step.label != self._label:
            if self._bar is not None:
                self._bar.close()
            size = step.unit == "bytes"
            self._label = step.label
            self._bar = tqdm(
                desc=step.label,
                total=step.total,
                initial=step.done,
                unit="B" if size else " " + step.unit,
                unit_scale=size,
                disable=step.total is None,
            )
            if step.total is None:
                print(step.label, file=sys.stderr)
        self._bar.update(step.done - self._bar.n)
