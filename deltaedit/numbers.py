"""Numbers that somebody typed or sent: checked in one place, so that page, Python and command line say the same."""

from __future__ import annotations

import math

from deltaedit.errors import PromptError

#: Longer values are cut in messages.
SHOWN = 40


def finite_number(value: object, name: str, minimum: float = -math.inf, maximum: float = math.inf) -> float:
    """A value as a finite number within bounds.

    Args:
        value: a number, or its digits as text.
        name: what the number is called in the message.
        minimum, maximum: the least and the greatest that is accepted.

    Raises:
        PromptError: it is no number, not finite, too large to be held, or out of bounds.
    """
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number) or not minimum <= number <= maximum:
        raise _refused("a number", value, name, minimum, maximum)
    return number


def whole_number(value: object, name: str, minimum: int, maximum: int) -> int:
    """The same for a whole number.

    Raises:
        PromptError: it is no whole number, or out of bounds.
    """
    try:
        number = int(value)  # type: ignore[call-overload]
        whole = not isinstance(value, float) or value == number
    except (TypeError, ValueError, OverflowError):
        number, whole = minimum, False
    if not whole or not minimum <= number <= maximum:
        raise _refused("a whole number", value, name, minimum, maximum)
    return int(number)


def _refused(kind: str, value: object, name: str, minimum: float, maximum: float) -> PromptError:
    bounds = ""
    if math.isfinite(minimum):
        bounds = f" of at least {minimum:g}" if math.isinf(maximum) else f" from {minimum} to {maximum}"
    try:
        shown = str(value)
    except ValueError:
        # Python itself refuses to write a number of several thousand digits.
        shown = "one of thousands of digits"
    if len(shown) > SHOWN:
        shown = f"{shown[:SHOWN]}…"
    return PromptError(f"The {name} must be {kind}{bounds}, not '{shown}'.")
