"""Everything that can go wrong and be explained, as one small family, and the wording that its messages share.

Each message is a whole sentence for the person who reads it: what was wrong with what, and what to do.
The page and the command line show ``str(error)`` as it is.
"""

from __future__ import annotations

import math

TYPE_CHECKING = False  # as typing's, without importing typing: this is the first file that every program imports
if TYPE_CHECKING:
    from collections.abc import Iterable

#: Characters of a value that a message shows.
MOST_SHOWN = 40


class DeltaEditError(Exception):
    """Base of every error this package raises on purpose."""


class ImageError(DeltaEditError):
    """A picture that cannot be read, or is too large to be read safely."""


class NoFaceError(ImageError):
    """A photograph in which no face was found."""


class PromptError(DeltaEditError):
    """A text that cannot be used: empty, too long, or no change at all."""


class NotUnderstoodError(PromptError):
    """A text that says nothing of what a bundle knows.

    Attributes:
        suggestions: texts that work, the nearest by meaning first.
    """

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class RecipeError(DeltaEditError):
    """A recipe that is wrong, or that does not fit the bundle or the picture it is to be replayed with."""


class BundleError(DeltaEditError):
    """A bundle that is missing, or whose manifest is incomplete or wrong."""


class CheckpointError(DeltaEditError):
    """A weights file that is missing, damaged, or does not fit the network it was given to."""


class DownloadError(DeltaEditError):
    """A file that could not be fetched, or that is not the one that was to be fetched."""


class DownloadCancelled(DownloadError):  # noqa: N818 - what happened, not what went wrong
    """A download that was stopped on request; files that are finished are kept for the next try."""


class ShapeError(DeltaEditError, ValueError):
    """A tensor whose shape does not fit the network or the layout."""


class TrainingError(DeltaEditError):
    """A training stage that cannot start or go on."""


def with_article(noun: str) -> str:
    """``a mapper``, ``an encoder``."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def listed(names: Iterable[object]) -> str:
    """Valid choices for the end of a message: ``'a', 'b' and 'c'``."""
    quoted = [f"'{name}'" for name in names]
    if not quoted:
        return "(none)"
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " and " + quoted[-1]


def printable(value: object) -> str:
    """A text of a stranger for a message, on one line, short, without what could steer a terminal.

    Of anything but text only the type is said: to write out nested lists can take forever.
    """
    text = value[:200] if isinstance(value, str) else type(value).__name__
    return "".join(letter if letter.isprintable() else " " for letter in text).strip()


def finite_number(value: object, name: str, minimum: float = -math.inf, maximum: float = math.inf) -> float:
    """A number that somebody typed or sent, checked; the command line, the page, the API and Python all ask here.

    Args:
        value: a number, or its digits as text.
        name: what the number is called in the message.
        minimum, maximum: the least and the greatest that are accepted.

    Raises:
        PromptError: it is no number, not finite, too large to be held, or out of bounds.
    """
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number) or not minimum <= number <= maximum:
        bounds = "" if minimum == -math.inf else f" of at least {minimum:g}"
        raise _not("a number", bounds if maximum == math.inf else f" from {minimum:g} to {maximum:g}", value, name)
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
        raise _not("a whole number", f" from {minimum} to {maximum}", value, name)
    return int(number)


def _not(kind: str, bounds: str, value: object, name: str) -> PromptError:
    try:
        shown = str(value)
    except ValueError:
        # Python itself refuses to write a number of several thousand digits.
        shown = "one of thousands of digits"
    shown = shown if len(shown) <= MOST_SHOWN else f"{shown[:MOST_SHOWN]}…"
    return PromptError(f"The {name} must be {kind}{bounds}, not '{shown}'.")
