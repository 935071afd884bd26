"""What a file or a person says, against a schema: taken as it is, or refused field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from deltaedit.errors import BundleError, TrainingError
from deltaedit.schema import checked, checked_dataclass, checked_json


@dataclass(frozen=True)
class Part:
    size: Annotated[int, Field(ge=1, le=8)]
    words: str | tuple[str, ...] = "a"


@checked_dataclass(TrainingError)
class Whole:
    rate: float
    low: int = 0
    high: int = 9
    body: Literal["round", "flat"] = "flat"
    fast: bool = False
    width: int | None = None
    part: Part | None = None
    parts: Mapping[str, Part] = Field(default_factory=dict)
    stages: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("low must be at most high")


def test_a_list_becomes_a_tuple_and_nothing_else_is_converted() -> None:
    content = {"rate": 1, "stages": [[1, 2], [3, 4]], "parts": {"a": {"size": 3, "words": ["x", "y"]}}}
    whole = checked(Whole, content, "x.json", BundleError)
    assert whole == Whole(rate=1.0, stages=((1, 2), (3, 4)), parts={"a": Part(3, ("x", "y"))})
    assert checked_json(Whole, json.dumps(content), "x.json", BundleError) == whole


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rate": "1e-3"}, "'rate' must be a number, not '1e-3'"),
        ({"rate": float("nan")}, "'rate' must be a finite number, not NaN"),
        ({"rate": 10**400}, "'rate' must be a finite number, not 1000000000"),
        ({"rate": True}, "'rate' must be a number, not true"),
        ({"low": 1.0}, "'low' must be a whole number, not 1.0"),
        ({"low": "5"}, "'low' must be a whole number, not '5'"),
        ({"fast": 1}, "'fast' must be true or false, not 1"),
        ({"body": "square"}, "'body' must be 'round' or 'flat', not 'square'"),
        ({"low": 10}, "low must be at most high."),
        ({"width": [1]}, "'width' must be a whole number, not [1]"),
        ({"part": {"size": 0}}, "'part.size' must be 1 or more, not 0"),
        ({"part": {}}, "'part.size' is missing"),
        ({"part": {"size": 1, "words": 5}}, "'part.words' must be a text or a list, not 5"),
        ({"parts": {"a": {"size": 9}}}, "'parts.a.size' must be 8 or less, not 9"),
        ({"parts": [1]}, "'parts' must be a table of fields, not [1]"),
        ({"stages": 5}, "'stages' must be a list, not 5"),
        ({"stages": [[1, 2], [1, 2, 3]]}, "'stages[1]' must be 2 or fewer long, not [1, 2, 3]"),
        ({"stages": [[1, "two"]]}, "'stages[0][1]' must be a whole number, not 'two'"),
        ({"speed": 1}, "there is no field 'speed'; there are 'rate', 'low', 'high', "),
        ({"part": {"size": 1, "\x1b[31m": 1}}, "there is no field 'part.[31m'; there are 'size' and 'words'"),
        ({"low": "a", "high": "b"}, "'low' must be a whole number, not 'a'; 'high' must be a whole number, not 'b'."),
        ({"body": "x\n" * 1000}, "'body' must be 'round' or 'flat', not 'x x x x"),
    ],
)
def test_what_is_wrong_is_said_field_by_field(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(BundleError) as refusal:
        checked(Whole, {"rate": 1.0} | changes, "x.json", BundleError)
    message = str(refusal.value)
    assert message.startswith("In x.json, ") and said in message and message.endswith(".")
    assert message.isprintable() and len(message) < 300


def deep(levels: int) -> Any:
    content: Any = 1
    for _ in range(levels):
        content = [content]
    return content


@pytest.mark.parametrize("content", [None, 5, [], "text", deep(500), deep(100_000), {1: 2}, {(1, 2): 3}])
def test_what_is_no_table_is_refused(content: Any) -> None:
    with pytest.raises(BundleError, match=r"^In x\.json, |^x\.json is nested too deeply"):
        checked(Whole, content, "x.json", BundleError)


@pytest.mark.parametrize("text", ["", "{", "[" * 5000, "[" + "9" * 5000, b"\xff\xfe", "null"])
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(BundleError, match=r"^In x\.json, "):
        checked_json(Whole, text, "x.json", BundleError)


def test_a_checked_dataclass_refuses_python_code_in_the_same_words() -> None:
    whole = Whole(rate=1.0, high=3)
    with pytest.raises(TrainingError, match=r"^In Whole, low must be at most high\.$"):
        replace(whole, low=5)
    with pytest.raises(TrainingError, match=r"^In Whole, 'body' must be 'round' or 'flat', not 'x'\.$"):
        Whole(rate=1.0, body="x")  # type: ignore[arg-type]
