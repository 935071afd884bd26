"""How people speak of avatars: every wording of every fact, and the words that say nothing.

The tables cover the whole style; a domain that draws less of it takes the wordings of what it draws.
"""

from __future__ import annotations

from collections.abc import Mapping

from deltaedit.training.drawn.captions import Phrase, phrases_of, with_absences, within
from deltaedit.training.drawn.domains.avatars_words import (
    beard_words,
    clothes_words,
    face_words,
    glasses_words,
    hair_words,
)
from deltaedit.training.drawn.domains.avatars_words.colour_words import colour_phrases
from deltaedit.training.drawn.domains.backgrounds import background_phrases

#: Words that say nothing: all of them must mean "any portrait".
SUBJECTS = (
    "face", "person", "portrait", "avatar", "head", "man", "woman", "guy", "girl", "boy", "lady", "human", "someone",
    "character", "cartoon face", "cartoon", "picture", "image", "drawing", "photo", "figure", "individual", "people",
    "cartoon character", "cartoon person", "profile picture", "illustration", "human face", "somebody", "adult",
)  # fmt: skip

_TABLES = (hair_words.WORDS, glasses_words.WORDS, beard_words.WORDS, clothes_words.WORDS, face_words.WORDS)

#: attribute -> what can be taken away -> what is there without it (both separated by |).
_ABSENCES = {
    "accessories": {f"{glasses_words.CLEAR}|{glasses_words.DARK}|eyepatch": "none"},
    "facialHair": {f"{beard_words.BEARDS}|{beard_words.MOUSTACHES}": "none"},
    "top": {hair_words.COVERS: hair_words.HAIR, "froBand": "fro"},
    "clothes": {"graphicShirt": clothes_words.PLAIN_TEES},
}


def phrases(values: Mapping[str, tuple[str, ...]]) -> tuple[Phrase, ...]:
    """Every wording of every fact about the portraits of a domain.

    Args:
        values: the domain's attributes with their values. What the domain lacks is left out of the wordings, and so
            are the wordings of which nothing is left.
    """
    every = [phrase for table in _TABLES for phrase in phrases_of(table)] + colour_phrases() + background_phrases()
    every += [
        Phrase("top", frozenset(hair_words.HAIR.split("|")), "with", words, absent=frozenset({"none"}))
        for words in hair_words.ANY_HAIR.split("|")
    ]
    return within(with_absences(every, _ABSENCES), values)
