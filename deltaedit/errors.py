"""Everything that can go wrong and be explained, as one small family.

Each message is a whole sentence for the person who reads it: what was wrong with what, and what to do.
The page and the command line show ``str(error)`` as it is.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing's, without importing typing: this is the first file that every program imports
if TYPE_CHECKING:
    from collections.abc import Iterable


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
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


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
