"""What drawings stand before: pale colours, so that everything is seen on each of them, and their names."""

from __future__ import annotations

from deltaedit.training.drawn.captions import Phrase
from deltaedit.training.drawn.domain import RGB, palette

BACKGROUNDS: dict[str, RGB] = palette(
    {
        "white": "ffffff",
        "gray": "b4b8bc",
        "blue": "a9cdf5",
        "green": "b4e3b9",
        "yellow": "f8ecae",
        "pink": "f7c6d6",
        "purple": "d2c2f0",
        "orange": "f9cfa0",
    }
)

_NAMES = {
    "white": "white|plain white|blank",
    "gray": "gray|grey",
    "blue": "blue|light blue|sky blue|pale blue",
    "green": "green|light green|pale green|mint",
    "yellow": "yellow|light yellow|cream|pale yellow",
    "pink": "pink|light pink|pale pink|rose",
    "purple": "purple|light purple|violet|lavender|lilac",
    "orange": "orange|light orange|peach|pale orange",
}
_WORDINGS = {
    "with": "a {} background|{} background|a {} backdrop|the background in {}|a {} wall behind",
    "is": "on a {} background|in front of a {} background|on {}|against a {} background|in front of {}"
    "|on {} background|before a {} wall",
}


def background_phrases() -> list[Phrase]:
    """Every wording of every background."""
    return [
        Phrase("backgroundColour", frozenset({value}), form, wording.format(name))
        for value, names in _NAMES.items()
        for name in names.split("|")
        for form, wordings in _WORDINGS.items()
        for wording in wordings.split("|")
    ]
