"""How edits did: which hit, what they left alone, and the means of many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Rates:
    """In what part of the drawings an edit hit, and by attribute (how many kept it, how many show it)."""

    hit: float
    kept_of: Mapping[str, tuple[int, int]]

    @property
    def kept(self) -> float:
        """Part of all attributes of all drawings that stayed; 1 where there are none to keep."""
        of = sum(count for _, count in self.kept_of.values())
        return sum(kept for kept, _ in self.kept_of.values()) / of if of else 1.0


@dataclass(frozen=True)
class Score:
    """How a wish for an attribute did over ``count`` drawings."""

    phrase: str
    attribute: str
    count: int
    rates: Rates


def mean(values: Iterable[float]) -> float:
    """The mean to three places."""
    return round(float(np.mean(list(values))), 3)


def mean_hit(scores: Sequence[Score]) -> float:
    """Every phrase counts the same, whatever the number of its drawings."""
    return mean(one.rates.hit for one in scores)


def mean_kept(scores: Sequence[Score]) -> float:
    """The same of what was to stay."""
    return mean(one.rates.kept for one in scores)


def by_attribute(scores: Sequence[Score], attributes: Iterable[str]) -> dict[str, dict[str, float]]:
    """For each attribute: how often wishes for it "hit", and how often wishes for others "kept" it.

    A figure for which no drawing spoke is left out.
    """
    result: dict[str, dict[str, float]] = {}
    for name in attributes:
        figures = {}
        hits = [one.rates.hit for one in scores if one.attribute == name]
        if hits:
            figures["hit"] = mean(hits)
        counts = [one.rates.kept_of[name] for one in scores if name in one.rates.kept_of]
        if of := sum(count for _, count in counts):
            figures["kept"] = round(sum(kept for kept, _ in counts) / of, 3)
        result[name] = figures
    return result


def phrase_figures(scores: Iterable[Score]) -> dict[str, dict[str, float]]:
    """Hit and kept rates by phrase, and over how many drawings, to be stored."""
    return {
        one.phrase: {"hit": round(one.rates.hit, 3), "kept": round(one.rates.kept, 3), "drawings": one.count}
        for one in scores
    }
