"""Wishes in the words of outsiders: of people who had seen neither the word lists of the domains nor the code.

They only ever measure. A phrase of theirs that were added to the words that CLIP is trained on would say nothing more.
"""

from __future__ import annotations

import json
from pathlib import Path

from deltaedit.errors import TrainingError, listed
from deltaedit.training.drawn.drawn_domain import DrawnDomain, Wish

FOLDER = Path(__file__).parent


def outside_wishes(drawn: DrawnDomain, folder: Path = FOLDER) -> dict[str, Wish]:
    """Phrase to wish, from the domain's ``NAME_outside.json``; empty where nobody has written one.

    Args:
        folder: where the file lies.

    Raises:
        TrainingError: the file cannot be read, or a phrase asks for what the domain does not have; names the phrase.
    """
    path = folder / f"{drawn.name}_outside.json"
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TrainingError(f"The outsiders' phrases {path} cannot be read: {error}.") from error
    if not isinstance(content, dict):
        raise TrainingError(f"The outsiders' phrases {path} must be a table from phrase to attribute and values.")
    return {phrase: _wish(drawn, phrase, entry) for phrase, entry in content.items()}


def _wish(drawn: DrawnDomain, phrase: str, entry: object) -> Wish:
    """One entry of the file, checked."""
    if not phrase.strip():
        raise TrainingError(f"An outsiders' phrase of '{drawn.name}' is empty: give it words, or remove it.")
    match entry:
        case [str(attribute), [_, *_] as values]:
            known = drawn.judged_values.get(attribute)
        case _:
            raise TrainingError(
                f'The outsiders\' phrase \'{phrase}\' must be followed by ["attribute", ["value", ...]], not {entry!r}.'
            )
    if known is None:
        raise TrainingError(
            f"The outsiders' phrase '{phrase}' asks for '{attribute}', which cannot be judged in '{drawn.name}'; there "
            f"are {listed(list(drawn.judged_values))}."
        )
    for value in values:
        if value not in known:
            raise TrainingError(
                f"The outsiders' phrase '{phrase}' asks for {attribute} {value!r}; there are {listed(known)}."
            )
    return attribute, tuple(str(value) for value in values)
