"""Captions of drawings, and which drawings each of them holds for: exact, since every attribute is known.

A caption says one to three facts about a neutral subject: "bald man with round glasses, wearing a red hoodie". A fact
is an attribute and the values that fulfil it, in words that stand before the subject, after "with", after "wearing",
or after "in". The words themselves belong to the domains.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from deltaedit.errors import TrainingError, listed

FORMS = ("before", "with", "wearing", "in", "is")
#: Around a whole caption; the plain one is the most frequent.
FRAMES = ("{}", "{}", "{}", "{}", "a picture of {}", "a photo of {}", "an image of {}", "a drawing of {}", "this is {}")
#: What stands between the subject and the words of a form; "is" needs nothing.
LEADS: Mapping[str, tuple[str, ...]] = {
    "with": ("with", "with", "with", "with", "having", "that has", "who has"),
    "wearing": ("wearing", "wearing", "wearing", "who wears", "having", "with"),
}
#: Words of leads, joints and articles, for the list of words that a text encoder knows.
JOINTS = "a the an and with in wearing wears having has who that . , !"
CONTEXT_CHARACTERS = 110
#: How often a caption has one, two, three facts, by how many it may have.
COUNTS: Mapping[int, tuple[float, ...]] = {1: (1.0,), 2: (0.7, 0.3), 3: (0.6, 0.25, 0.15)}


@dataclass(frozen=True)
class Phrase:
    """One way to say a fact.

    Attributes:
        attribute: as in ``Drawing.attributes()``.
        values: of the attribute, any of which makes it true.
        form: where it stands: "before" the subject, or after it as "with", "wearing", "in" or "is".
        words: the words.
        also: a second condition ("red hoodie"), attribute and values; None where there is none.
    """

    attribute: str
    values: frozenset[str]
    form: str
    words: str
    also: tuple[str, frozenset[str]] | None = None

    def holds(self, attributes: Mapping[str, str]) -> bool:
        """Whether it is true of a drawing with these visible attributes."""
        if attributes.get(self.attribute) not in self.values:
            return False
        return self.also is None or attributes.get(self.also[0]) in self.also[1]


@dataclass(frozen=True)
class Caption:
    """A text and the facts that make it true."""

    text: str
    facts: tuple[Phrase, ...]

    def holds(self, attributes: Mapping[str, str]) -> bool:
        """Whether it is true of a drawing with these visible attributes."""
        return all(fact.holds(attributes) for fact in self.facts)


def with_article(words: str) -> str:
    """The words behind "a" or "an"."""
    return ("an " if words[0] in "aeiou" else "a ") + words


def is_held_out(phrase: Phrase) -> bool:
    """One wording in twelve is never trained on; whether it is understood all the same is measured."""
    return zlib.crc32(phrase.words.encode()) % 12 == 0


def phrases_of(table: Mapping[str, Mapping[str, Mapping[str, str]]]) -> list[Phrase]:
    """Phrases from a table of words: attribute -> values (separated by |) -> form -> wordings (separated by |)."""
    return [
        Phrase(attribute, frozenset(values.split("|")), form, words)
        for attribute, by_value in table.items()
        for values, forms in by_value.items()
        for form, wordings in forms.items()
        for words in wordings.split("|")
    ]


@dataclass(frozen=True)
class Language:
    """How people speak of the drawings of a domain.

    Attributes:
        phrases: every wording of every fact.
        subjects: words that say nothing: all of them must mean "any drawing". The first two are half of what is said.
        attributes: all there are, with their values, in the order of the domain.
        weights: how often a fact about an attribute is drawn, against the others; 1 where nothing is said.
        frames: what stands around a caption.

    Raises:
        TrainingError: a phrase speaks of an attribute or a value that there is not, or stands in no form.
    """

    phrases: tuple[Phrase, ...]
    subjects: tuple[str, ...]
    attributes: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, float] = field(default_factory=dict)
    frames: tuple[str, ...] = FRAMES

    def __post_init__(self) -> None:
        for phrase in self.phrases:
            if phrase.form not in FORMS:
                raise TrainingError(f"'{phrase.words}' stands in no form '{phrase.form}'; there are {listed(FORMS)}.")
            for attribute, values in ((phrase.attribute, phrase.values), *([phrase.also] if phrase.also else [])):
                known = self.attributes.get(attribute)
                if known is None:
                    raise TrainingError(
                        f"'{phrase.words}' speaks of '{attribute}', which is none of {listed(list(self.attributes))}."
                    )
                if strange := sorted(values - set(known)):
                    raise TrainingError(
                        f"'{phrase.words}' speaks of {attribute} '{strange[0]}', which is none of {listed(known)}."
                    )

    @cached_property
    def _by_attribute(self) -> dict[str, list[Phrase]]:
        return {name: [p for p in self.phrases if p.attribute == name] for name in self.attributes}

    def compose(self, facts: Sequence[Phrase], rng: np.random.Generator, subject: str | None = None) -> str:
        """A text that says these facts, in one of many orders and spellings."""
        subject = subject or str(rng.choice(self.subjects[:2] if rng.random() < 0.5 else self.subjects))
        before = [fact.words for fact in facts if fact.form == "before"]
        after = [fact for fact in facts if fact.form != "before"]
        core = " ".join([*before, subject])
        if rng.random() < 0.45:
            core = with_article(core)
        elif rng.random() < 0.08:
            core = "the " + core
        pieces: list[str] = []
        last = None
        for fact in after:
            lead = _lead(fact.form, rng)
            words = fact.words
            if words.startswith(("a ", "an ")) and rng.random() < 0.12:
                words = words.split(" ", 1)[1]
            if lead and lead == last:
                pieces.append(f"and {words}" if rng.random() < 0.8 else f", {words}")
            else:
                pieces.append(f"{lead} {words}".strip())
            last = lead
        text = str(rng.choice(self.frames)).format(" ".join([core, *pieces]).replace(" ,", ","))
        if not after and len(before) == 1 and rng.random() < 0.15:
            text = before[0]
        elif len(facts) == 1 and after and rng.random() < 0.12:
            text = after[0].words
        if rng.random() < 0.15:
            text = text + str(rng.choice([".", "!", " .", "..."]))
        if rng.random() < 0.15:
            text = text.capitalize() if rng.random() < 0.7 else text.upper()
        return text[:CONTEXT_CHARACTERS]

    def draw_caption(self, attributes: Mapping[str, str], rng: np.random.Generator, most_facts: int = 3) -> Caption:
        """A caption of at most three facts that is true of a drawing with these attributes."""
        seen = [a for a in self.attributes if a in attributes]
        weights = np.array([self.weights.get(a, 1.0) for a in seen])
        count = 1 + int(rng.choice(most_facts, p=COUNTS[most_facts]))
        chosen = rng.choice(len(seen), size=min(count, len(seen)), replace=False, p=weights / weights.sum())
        facts = []
        for index in chosen:
            true = self._true(seen[int(index)], attributes, held_out=False)
            if true:
                facts.append(true[int(rng.integers(len(true)))])
        return Caption(self.compose(facts, rng), tuple(facts))

    def draw_change(
        self, attribute: str, attributes: Mapping[str, str], rng: np.random.Generator, held_out: bool = False
    ) -> Caption | None:
        """A caption that says only this attribute's value about a drawing; None where no words do."""
        true = self._true(attribute, attributes, held_out)
        if not true:
            return None
        fact = true[int(rng.integers(len(true)))]
        return Caption(self.compose((fact,), rng), (fact,))

    def neutral_text(self, rng: np.random.Generator) -> str:
        """A text that is true of every drawing."""
        return self.compose((), rng)

    def texts(self) -> list[str]:
        """Everything that captions are made of, but for the wordings held out."""
        said = [phrase.words for phrase in self.phrases if not is_held_out(phrase)]
        return [*said, *self.subjects, *self.frames, JOINTS]

    def _true(self, attribute: str, attributes: Mapping[str, str], held_out: bool) -> list[Phrase]:
        return [p for p in self._by_attribute[attribute] if p.holds(attributes) and is_held_out(p) == held_out]


def say(phrase: Phrase, subject: str) -> str:
    """The plainest text that says a fact of a subject."""
    if phrase.form == "before":
        return f"{phrase.words} {subject}"
    return f"{subject} {phrase.words}" if phrase.form == "is" else f"{subject} {phrase.form} {phrase.words}"


def _lead(form: str, rng: np.random.Generator) -> str:
    """A lead drawn for a form. The words of "wearing" may draw "with", which then is drawn again."""
    lead = "" if form == "is" else form
    if lead == "wearing":
        lead = str(rng.choice(LEADS["wearing"]))
    if lead == "with":
        lead = str(rng.choice(LEADS["with"]))
    return lead
