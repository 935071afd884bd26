"""One edit of several that stand on top of each other, as a person says it. Needs no torch."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from deltaedit.errors import PromptError
from deltaedit.schema import checked_dataclass


@checked_dataclass(PromptError)
class EditStep:
    """One edit of a stack.

    Attributes:
        target: what the picture should become, or what should be done.
        source: what the picture is; None reads the target as an instruction.
        strength: how much of the edit is added; 0 is nothing, 1 the full edit.
        threshold: of the relevance mask; None is the bundle's own.
        enabled: False leaves the step out, as if it had never been made.

    Raises:
        PromptError: a field is of the wrong kind.
    """

    target: str
    source: str | None = None
    strength: float = 1.0
    threshold: Annotated[float, Field(ge=0)] | None = None
    enabled: bool = True
