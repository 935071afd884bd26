"""Numbers that somebody typed or sent: a number within bounds, or a sentence."""

from __future__ import annotations

import pytest

from deltaedit.errors import PromptError, finite_number, whole_number

#: Too many digits even for Python, which refuses to write them: no name of a test either.
ENDLESS = 10**5000


@pytest.mark.parametrize(
    "value", [10**400, "1e999", float("inf"), float("nan"), "many", None, [], "", "9" * 500, "endless"]
)
def test_what_is_no_finite_number_is_a_short_sentence(value: object) -> None:
    with pytest.raises(PromptError, match=r"The strength must be a number, not '") as refused:
        finite_number(ENDLESS if value == "endless" else value, "strength")
    assert len(str(refused.value)) < 100


@pytest.mark.parametrize("value", [0, 11, 1.5, "1.5", -(10**400), "9" * 5000, float("nan"), float("inf"), None, "one"])
def test_what_is_no_whole_number_within_bounds_is_a_short_sentence(value: object) -> None:
    with pytest.raises(PromptError, match=r"The port must be a whole number from 1 to 10, not '") as refused:
        whole_number(value, "port", 1, 10)
    assert len(str(refused.value)) < 120


def test_numbers_and_their_digits_are_the_same() -> None:
    assert finite_number("-1e-3", "strength") == finite_number(-0.001, "strength") == -0.001
    assert whole_number("7", "port", 1, 10) == whole_number(7.0, "port", 1, 10) == 7
    with pytest.raises(PromptError, match=r"number of at least 0, not '-1'"):
        finite_number(-1, "threshold", 0.0)
