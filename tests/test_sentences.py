"""Sentences that only measure: they fit their domain, nothing was trained on them, and what counts as a hit."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
import torch

from deltaedit.editor import DeltaEditor
from deltaedit.errors import NotUnderstoodError
from deltaedit.evaluation.judge import Judge
from deltaedit.evaluation.sentences import (
    KINDS,
    ODD,
    REMOVE,
    Sentence,
    answers,
    drawings_having,
    kind_figures,
    kind_table,
    sentences_of,
)
from deltaedit.evaluation.subjects import Subjects
from deltaedit.training.drawn.domains import DOMAINS
from deltaedit.training.drawn.drawn_domain import DrawnDomain

EVERY_DOMAIN = pytest.mark.parametrize("drawn", DOMAINS.values(), ids=list(DOMAINS))


@EVERY_DOMAIN
def test_sentences_fit_their_domain(drawn: DrawnDomain) -> None:
    sentences = sentences_of(drawn)
    assert {one.kind for one in sentences} == set(KINDS) and len(sentences) >= 50
    for one in sentences:
        assert bool(one.wishes) == (one.kind != ODD)
        for attribute, values in (*one.wishes, *([one.having] if one.having else [])):
            assert values and set(values) < set(drawn.judged_values[attribute])
        if one.having is not None:
            assert set(one.having[1]).isdisjoint(one.wishes[0][1])


@EVERY_DOMAIN
def test_what_is_taken_away_was_there(drawn: DrawnDomain) -> None:
    for one in sentences_of(drawn):
        if one.having is not None:
            attribute, values = one.having
            drawings = drawings_having(drawn, one.having)
            assert len(drawings) == 8 and {d.attributes()[attribute] for d in drawings} == set(values)


def test_every_sentence_about_something_is_read_as_such() -> None:
    """None of them would be refused by a bundle that knows no length."""
    editor = DeltaEditor.from_bundle("avatars")
    for one in sentences_of(DOMAINS["avatars"]):
        if one.kind != ODD:
            assert editor.understand(one.source, one.text).deltas, one.text


class Editor:
    """Takes everything off, and refuses what it is told to refuse."""

    def understand(self, source: str | None, target: str) -> Any:
        if target == "zombie":
            raise NotUnderstoodError("no")
        return SimpleNamespace(deltas=())

    def change(self, s: torch.Tensor, *_: object, **__: object) -> Any:
        return SimpleNamespace(delta_s=torch.zeros_like(s))

    generator = SimpleNamespace(synthesize=lambda s, w_plus: s)


class Readings:
    def __init__(self, readings: list[dict[str, str]]) -> None:
        self.readings = readings

    def read(self, image: torch.Tensor) -> list[dict[str, str]]:
        return self.readings[: len(image)]


def test_hits_and_refusals() -> None:
    drawn = DOMAINS["avatars"]
    wish, none = ("accessories", ("sunglasses",)), ("accessories", ("none",))
    drawings = drawings_having(drawn, wish, 2)
    readings = [
        {**{name: values[0] for name, values in drawn.judged_values.items()}, **d.attributes()} for d in drawings
    ]
    empty = torch.zeros(2, 1)
    subjects = Subjects(drawn, drawings, empty, empty, empty, empty, readings)
    after = [{**readings[0], "accessories": "none", "clothes": "hoodie"}, readings[1]]
    clothes = drawings[0].parts["clothes"]
    sentences = [
        Sentence(REMOVE, "no sunglasses", (none,), None, wish),
        Sentence(ODD, "zombie"),
        Sentence(ODD, "pirate"),
    ]
    found = answers(cast(DeltaEditor, Editor()), cast(Judge, Readings(after)), subjects, lambda _: subjects, sentences)
    assert [one.hit for one in found] == [0.5, 1.0, 0.5] and [one.refused for one in found] == [False, True, False]
    assert (found[0].kept < 1) == (clothes != "hoodie")
    figures = kind_figures(found)
    assert figures[ODD] == {"sentences": 2, "hit": 0.75, "kept": figures[ODD]["kept"], "refused": 0.5}
    assert "| remove | 1 | 50% |" in kind_table(found) and "| no sunglasses | remove | 50% |" in kind_table(found)
