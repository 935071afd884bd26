"""How people speak of robots: every wording of every fact, and the words that say nothing."""

from __future__ import annotations

from collections.abc import Mapping

from deltaedit.training.drawn.captions import Phrase, phrases_of, with_absences, within
from deltaedit.training.drawn.domains.backgrounds import background_phrases
from deltaedit.training.drawn.domains.robots_colour_words import colour_phrases
from deltaedit.training.drawn.domains.robots_eyes_words import EYES_WORDS
from deltaedit.training.drawn.domains.robots_head_words import HEAD_WORDS
from deltaedit.training.drawn.domains.robots_mouth_words import MOUTH_WORDS
from deltaedit.training.drawn.domains.robots_surface_words import SURFACE_WORDS

#: Words that say nothing: all of them must mean "any robot".
SUBJECTS = (
    "robot", "bot", "machine", "android", "droid", "robot face", "robot head", "automaton", "mech", "cartoon robot",
    "toy robot", "little robot", "humanoid robot", "mechanical man", "mechanical head", "robot avatar", "tin man",
    "robot character", "robot portrait", "artificial being", "character", "figure", "toy", "cartoon", "picture",
    "image", "drawing", "illustration", "portrait", "avatar", "face", "head",
)  # fmt: skip

#: attribute -> what can be taken away -> what is there without it (both separated by |).
_ABSENCES = {
    "top": {"antenna|antennaCrooked|bulb01|glowingBulb01|glowingBulb02|horns|lights|pyramid|radar": "none"},
    "sides": {"round|square|squareAssymetric|antenna01|antenna02|cables01|cables02": "none"},
    "texture": {"camo01|camo02|dots|circuits|dirty01|dirty02|grunge01": "none"},
}


def phrases(values: Mapping[str, tuple[str, ...]]) -> tuple[Phrase, ...]:
    """Every wording of every fact about the robots of a domain.

    Args:
        values: of every attribute that the domain has; wordings that speak only of others are left out.
    """
    words = {**HEAD_WORDS, **EYES_WORDS, **MOUTH_WORDS, **SURFACE_WORDS}
    every = [*phrases_of(words), *colour_phrases(), *background_phrases()]
    return within(with_absences(every, _ABSENCES), values)
