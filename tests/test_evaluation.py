"""The measuring of the avatars bundle: what counts as hit, as kept, and as hidden by the edit itself."""

from __future__ import annotations

from typing import Any, cast

import pytest
import torch

from deltaedit.evaluation.avatars import (
    WISHES,
    Rates,
    Score,
    Subjects,
    by_attribute,
    colour_error,
    markdown,
    markdown_by_attribute,
    mean_hit,
    mean_kept,
    paraphrases,
    rates,
    rows_for,
)
from deltaedit.evaluation.judge import Judge, judged_values, pictures_of
from deltaedit.training.drawn.captions import is_held_out
from deltaedit.training.drawn.domains.avatars import AVATARS


class Oracle:
    """Reads what it was told, one reading a picture."""

    def __init__(self, readings: list[dict[str, str]]) -> None:
        self.readings = readings

    def read(self, image: torch.Tensor) -> list[dict[str, str]]:
        assert len(image) == len(self.readings)
        return self.readings


def subjects_of(count: int) -> Subjects:
    portraits = AVATARS.domain.sample(count, 5)
    empty = torch.zeros(count, 1)
    everything = {name: values[0] for name, values in judged_values().items()}
    readings = [{**everything, **portrait.attributes()} for portrait in portraits]
    return Subjects(portraits, empty, empty, empty, empty, readings)


def judge_of(readings: list[dict[str, str]]) -> Judge:
    return cast(Judge, cast(Any, Oracle(readings)))


def test_those_who_have_it_already_are_left_out() -> None:
    subjects = subjects_of(40)
    for text in ("face with glasses", "bald face", "face with red hair"):
        attribute, values = wish = WISHES[text]
        rows = rows_for(subjects, wish)
        assert 0 < len(rows) <= 40
        assert all(subjects.readings[row][attribute] not in values for row in rows if attribute != "hairColour")


def test_a_perfect_edit_hits_and_keeps_and_a_clumsy_one_does_not() -> None:
    subjects = subjects_of(12)
    wish = ("mouth", ("sad",))
    rows = rows_for(subjects, wish)
    image = torch.zeros(len(rows), 1)
    perfect = [{**subjects.readings[row], "mouth": "sad"} for row in rows]
    assert (result := rates(subjects, rows, image, wish, judge_of(perfect))).hit == result.kept == 1
    nothing = [subjects.readings[row] for row in rows]
    assert rates(subjects, rows, image, wish, judge_of(nothing)).hit == 0
    clumsy = [{**reading, "skinColour": "nothing of the kind"} for reading in perfect]
    result = rates(subjects, rows, image, wish, judge_of(clumsy))
    assert result.hit == 1 and result.kept < 1
    assert result.kept_of["skinColour"] == (0, len(rows)) and result.kept_of["top"] == (len(rows), len(rows))


def test_what_an_edit_hides_is_not_judged() -> None:
    subjects = subjects_of(12)
    wish = ("accessories", ("sunglasses",))
    rows = rows_for(subjects, wish)
    readings = [{**subjects.readings[row], "accessories": "sunglasses", "eyes": "wink"} for row in rows]
    result = rates(subjects, rows, torch.zeros(len(rows), 1), wish, judge_of(readings))
    assert result.kept == 1 and "eyes" not in result.kept_of


def test_tables() -> None:
    names = list(judged_values())
    scores = [
        Score("sad face", "mouth", 10, Rates(0.5, {name: (9, 10) for name in names if name != "mouth"})),
        Score("bald face", "top", 10, Rates(1.0, {name: (10, 10) for name in names if name != "top"})),
    ]
    assert mean_hit(scores) == 0.75 and mean_kept(scores) == 0.95
    attributes = by_attribute(scores)
    assert attributes["mouth"] == {"hit": 0.5, "kept": 1.0} and attributes["eyes"] == {"kept": 0.95}
    table = markdown(scores, scores).splitlines()
    assert table[2] == "| sad face | 50% | 90% | 50% | 90% | 10 |" and table[-1].startswith("| **mean** | 75% | 95% |")
    assert "| eyes | not asked | 95.0% |" in markdown_by_attribute(attributes)


def test_paraphrases_are_those_that_were_held_out() -> None:
    held_out = [phrase.words for phrase in AVATARS.language.phrases if is_held_out(phrase)]
    wishes = paraphrases()
    assert len(wishes) >= 20
    assert all(any(words in text for words in held_out) for text in wishes)


def test_colours_of_a_perfect_drawing_have_no_error() -> None:
    pytest.importorskip("dicebear", reason="drawing needs the packages of requirements-dev.txt")
    portraits = AVATARS.domain.sample(4, 9)
    renders = pictures_of(portraits, 64)
    assert colour_error(renders, renders, portraits) < 1
    assert colour_error(-renders, renders, portraits) > 20
