"""Checks of a training's configuration, each with a sentence that names the field."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from deltaedit.errors import TrainingError


def requirement(config: object, whose: str) -> Callable[[bool, str, str], None]:
    """``need(holds, field, what)`` for a ``__post_init__``: a field must be what is said, or is named with its value.

    Args:
        config: whose fields are checked.
        whose: what the sentence calls it, such as "A mapper's".

    Returns:
        A function that raises :class:`TrainingError` where ``holds`` is false.
    """

    def need(holds: bool, name: str, what: str) -> None:
        if not holds:
            raise TrainingError(f"{whose} {name} must be {what}, not {getattr(config, name)!r}.")

    return need


def need_budget(config: Any, need: Callable[[bool, str, str], None]) -> None:
    """Check ``minutes`` and ``steps``: a training without either would never end."""
    need(config.steps >= 0, "steps", "0 (none) or more")
    lasts = math.isfinite(config.minutes) and (config.minutes > 0 or config.steps > 0)
    need(lasts, "minutes", "a finite number, more than 0 where no steps are given")


def positive(value: float) -> bool:
    """A finite number above 0."""
    return math.isfinite(value) and value > 0


def weighs(value: float) -> bool:
    """A finite number, 0 or more."""
    return math.isfinite(value) and value >= 0
