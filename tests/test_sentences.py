"""Sentences for measuring: they fit their domain, nothing was trained on them, and what counts as a hit."""

from __future__ import annotations

import hashlib
from types import SimpleNamespace
from typing import Any, cast

import pytest
import torch

from deltaedit.editor import DeltaEditor
from deltaedit.errors import NotUnderstoodError, TrainingError
from deltaedit.evaluation.edits import Request, Subjects, drawings_having, measure
from deltaedit.evaluation.evaluate import DRAWINGS_HAVING, SEED_HAVING
from deltaedit.evaluation.judge import Judge
from deltaedit.evaluation.report import kind_figures, kind_table
from deltaedit.evaluation.sentences import (
    KINDS,
    OUT_OF_DOMAIN,
    REMOVE,
    outsiders_of,
    parse_wish,
    sentences_of,
    wishes_of,
)
from deltaedit.training.drawn.domain import Domain
from deltaedit.training.drawn.domains import DOMAINS, UNFINISHED

EVERY = DOMAINS | UNFINISHED
EVERY_DOMAIN = pytest.mark.parametrize("drawn", EVERY.values(), ids=list(EVERY))


@EVERY_DOMAIN
def test_sentences_fit_their_domain(drawn: Domain) -> None:
    sentences = sentences_of(drawn)
    assert {one.kind for one in sentences} == set(KINDS) and len(sentences) >= 50
    for one in sentences:
        assert bool(one.wishes) == (one.kind != OUT_OF_DOMAIN)
        for attribute, values in (*one.wishes, *([one.having] if one.having else [])):
            assert values and set(drawn.judged_as(attribute, values)) < set(drawn.judged_values[attribute])
        if one.having is not None:
            assert set(one.having[1]).isdisjoint(one.wishes[0][1])


@EVERY_DOMAIN
def test_what_is_taken_away_was_there(drawn: Domain) -> None:
    for one in sentences_of(drawn):
        if one.having is not None:
            attribute, values = one.having
            drawings = drawings_having(drawn, one.having, DRAWINGS_HAVING, SEED_HAVING)
            assert len(drawings) == DRAWINGS_HAVING and {d.attributes()[attribute] for d in drawings} == set(values)


def test_every_sentence_about_something_is_read_as_such() -> None:
    """None of them would be refused by a bundle that knows no length."""
    editor = DeltaEditor.from_bundle("avatars")
    for one in sentences_of(DOMAINS["avatars"]):
        if one.kind != OUT_OF_DOMAIN:
            assert editor.understand(one.source, one.text).deltas, one.text


def test_what_is_asked_for_follows_from_the_words_of_the_domain() -> None:
    small, full = DOMAINS["avatars"], UNFINISHED["avatars-256"]
    clear, hats = ("prescription02", "round"), ("hat", "winterHat02", "winterHat03", "winterHat04", "winterHat1")
    assert parse_wish(small, "face with glasses") == ("accessories", clear)
    assert parse_wish(full, "face with glasses") == ("accessories", (*clear, "prescription01"))
    assert parse_wish(small, "face with a hat") == ("top", ("hat",)) and parse_wish(full, "face with a hat") == (
        "top",
        hats,
    )
    assert parse_wish(small, "face with a beard")[1] == ("beardMedium", "beardMajestic")
    assert parse_wish(full, "face with a beard")[1] == ("beardMedium", "beardMajestic", "beardLight")
    bare = parse_wish(full, "not face with headgear")[1]
    assert {"turban", "winterHat1", "hijab"}.isdisjoint(bare) and {"none", "dreads"} <= set(bare)
    assert parse_wish(small, "mouth: sad|smile") == ("mouth", ("sad", "smile"))
    with pytest.raises(TrainingError, match=r"'face with a tail'.*'avatars'"):
        parse_wish(small, "face with a tail")


def test_what_the_small_domains_are_asked_stays_what_the_published_figures_were_measured_on() -> None:
    asked = [
        (one.kind, one.text, [(name, sorted(values)) for name, values in one.wishes], one.source, one.having)
        for drawn in DOMAINS.values()
        for one in (*wishes_of(drawn), *outsiders_of(drawn), *sentences_of(drawn))
    ]
    assert hashlib.sha256(repr(asked).encode()).hexdigest()[:16] == "d9292ac8a7123ffc"


def test_a_pirate_is_nothing_only_where_nobody_wears_an_eye_patch() -> None:
    odd = [
        {one.text for one in sentences_of(EVERY[name]) if one.kind == OUT_OF_DOMAIN}
        for name in ("avatars", "avatars-256")
    ]
    assert odd[0] - odd[1] == {"pirate"}


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
    drawings = drawings_having(drawn, wish, 2, SEED_HAVING)
    readings = [{**{name: values[0] for name, values in drawn.judged_values.items()}, **d.judged()} for d in drawings]
    empty = torch.zeros(2, 1)
    subjects = Subjects(drawn, drawings, empty, empty, empty, empty, readings)
    after = [{**readings[0], "accessories": "none", "clothes": "hoodie"}, readings[1]]
    clothes = drawings[0].parts["clothes"]
    requests = [
        Request(REMOVE, "no sunglasses", (none,), None, wish),
        Request(OUT_OF_DOMAIN, "zombie"),
        Request(OUT_OF_DOMAIN, "pirate"),
    ]
    editor, judge = cast(DeltaEditor, cast(Any, Editor())), cast(Judge, cast(Any, Readings(after)))
    found = [measure(editor, judge, subjects, request) for request in requests]
    assert [one.hit for one in found] == [0.5, 1.0, 0.5] and [one.refused for one in found] == [False, True, False]
    assert (found[0].kept < 1) == (clothes != "hoodie")
    figures = kind_figures(found)
    assert figures[OUT_OF_DOMAIN] == {
        "sentences": 2,
        "hit": 0.75,
        "kept": figures[OUT_OF_DOMAIN]["kept"],
        "refused": 0.5,
    }
    assert "| remove | 1 | 50% |" in kind_table(found) and "| no sunglasses | remove | 50% |" in kind_table(found)
