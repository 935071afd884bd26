"""Captions of drawings, and which drawings each of them holds for: exact, since every attribute is known.

A caption says one to three facts about a neutral subject: "bald man with round glasses, wearing a red hoodie". A fact
is an attribute and the values that fulfil it, in words that stand before the subject, after "with", after "wearing",
or after "in". The words themselves belong to the domains.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from deltaedit.errors import TrainingError, listed, with_article

FORMS = ("before", "with", "wearing", "in", "is")
#: Around a whole caption; the plain one is the most frequent.
FRAMES = ("{}", "{}", "{}", "{}", "a picture of {}", "a photo of {}", "an image of {}", "a drawing of {}", "this is {}")
#: What stands between the subject and the words of a form; "is" needs nothing.
LEADS: Mapping[str, tuple[str, ...]] = {
    "with": ("with", "with", "with", "with", "having", "that has", "who has"),
    "wearing": ("wearing", "wearing", "wearing", "who wears", "having", "with"),
}
#: Words of leads, joints and articles, for the list of words that a text encoder knows.
JOINTS = "a the an and with in wearing wears having has who that is no not without any . , !"
CONTEXT_CHARACTERS = 110
#: What may stand behind a text that says nothing, before a word that means nothing.
UNFINISHED = ("", "", "", "with", "with a", "with a", "wearing a", "like a", "in", "who is", "as a", "and a")
#: How often a change that takes something away, or brings it, is said as such.
ABSENCE_SHARE = 0.7
#: Words that deny, articles, and how a thing, a garment and a quality are denied.
DENIES = re.compile(r"\b(no|not|nothing|without)\b")
ARTICLE = re.compile(r"^(a|an|the|its|his|her) ")
WITHOUT = ("without {words}", "without {noun}", "without {noun}", "without any {noun}", "that has no {noun}")
NOT_WEARING = ("not wearing {words}", "not wearing {noun}", "wearing no {noun}")
NOT = ("not {}", "who is not {}", "that is not {}")
#: A fifth of what is said of a value are the first tenth of its wordings.
PLAIN_FIRST = 1.5
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
        condition: a second condition ("red hoodie"), attribute and values; None where there is none.
        absent: values of the attribute when what the words name is taken away; None where any other will do.
    """

    attribute: str
    values: frozenset[str]
    form: str
    words: str
    condition: tuple[str, frozenset[str]] | None = None
    absent: frozenset[str] | None = None

    def holds(self, attributes: Mapping[str, str]) -> bool:
        """Whether it is true of a drawing with these visible attributes."""
        if attributes.get(self.attribute) not in self.values:
            return False
        return self.condition is None or attributes.get(self.condition[0]) in self.condition[1]


@dataclass(frozen=True)
class Caption:
    """A text and the facts that make it true."""

    text: str
    facts: tuple[Phrase, ...]

    def holds(self, attributes: Mapping[str, str]) -> bool:
        """Whether it is true of a drawing with these visible attributes."""
        return all(fact.holds(attributes) for fact in self.facts)


@dataclass(frozen=True)
class Difference:
    """Two texts and the change of one attribute that lies between them.

    Attributes:
        source, target: the texts.
        attribute: what changes.
        before, after: values of it that the source and the target speak of.
    """

    source: str
    target: str
    attribute: str
    before: frozenset[str]
    after: frozenset[str]

    def fits(self, attribute: str, before: str, after: str) -> bool:
        """Whether it says this change."""
        return attribute == self.attribute and before in self.before and after in self.after


def with_name(words: str, name: str) -> str:
    """Words with a name in the place of "{}", behind "an" instead of "a" where it begins with a vowel."""
    return words.replace("a {}", "an {}" if name[0] in "aeiou" else "a {}").format(name)


def is_held_out(phrase: Phrase) -> bool:
    """One wording in twelve is never trained on; whether it is understood all the same is measured."""
    return zlib.crc32(phrase.words.encode()) % 12 == 0


#: attribute -> values -> forms -> wordings, each of the last three separated by |.
WordTable = Mapping[str, Mapping[str, Mapping[str, str]]]


def phrases_of(table: WordTable) -> list[Phrase]:
    """Phrases from a table of words: every wording in each of its forms."""
    return [
        Phrase(attribute, frozenset(values.split("|")), form, words)
        for attribute, by_value in table.items()
        for values, by_form in by_value.items()
        for forms, wordings in by_form.items()
        for form in forms.split("|")
        for words in wordings.split("|")
    ]


def with_absences(phrases: Sequence[Phrase], table: Mapping[str, Mapping[str, str]]) -> list[Phrase]:
    """The same, and what is there without what they name: attribute -> values -> values (separated by |)."""

    def absent(phrase: Phrase) -> frozenset[str] | None:
        for values, without in table.get(phrase.attribute, {}).items():
            if phrase.absent is None and phrase.values <= frozenset(values.split("|")):
                return frozenset(without.split("|"))
        return phrase.absent

    return [replace(phrase, absent=absent(phrase)) for phrase in phrases]


def phrases_with_names(
    attribute: str,
    said: Sequence[tuple[Mapping[str, str], Mapping[str, str]]],
    sayings: Mapping[str, Mapping[str, str]],
) -> list[Phrase]:
    """Phrases about colours and the like, which have names.

    Args:
        said: pairs of value -> names and form -> wordings with "{}" for a name (separated by |).
        sayings: value -> form -> wordings without one (separated by |).
    """
    named = [
        Phrase(attribute, frozenset({value}), form, wording.format(name))
        for names, forms in said
        for value, of_value in names.items()
        for name in of_value.split("|")
        for form, wordings in forms.items()
        for wording in wordings.split("|")
    ]
    return named + phrases_of({attribute: sayings})


def within(phrases: Sequence[Phrase], values: Mapping[str, tuple[str, ...]]) -> tuple[Phrase, ...]:
    """The phrases as far as they speak of these values: attribute -> values; those of which nothing is left go."""
    known = {attribute: frozenset(names) for attribute, names in values.items()}

    def left(attribute: str, named: frozenset[str]) -> frozenset[str]:
        return named & known.get(attribute, frozenset())

    def inside(phrase: Phrase) -> Phrase | None:
        condition = phrase.condition and (phrase.condition[0], left(*phrase.condition))
        absent = None if phrase.absent is None else left(phrase.attribute, phrase.absent) or None
        narrowed = replace(phrase, values=left(phrase.attribute, phrase.values), condition=condition, absent=absent)
        return narrowed if narrowed.values and (condition is None or condition[1]) else None

    return tuple(kept for phrase in phrases if (kept := inside(phrase)))


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
            for attribute, values in (
                (phrase.attribute, phrase.values),
                *([phrase.condition] if phrase.condition else []),
            ):
                known = self.attributes.get(attribute)
                if known is None:
                    raise TrainingError(
                        f"'{phrase.words}' speaks of '{attribute}', which is none of {listed(list(self.attributes))}."
                    )
                if unknown := sorted(values - set(known)):
                    raise TrainingError(
                        f"'{phrase.words}' speaks of {attribute} '{unknown[0]}', which is none of {listed(known)}."
                    )

    @cached_property
    def _by_value(self) -> dict[tuple[str, str, bool], list[Phrase]]:
        """By attribute, value, and whether they are held out; there are thousands of them."""
        table: dict[tuple[str, str, bool], list[Phrase]] = {}
        for phrase in self.phrases:
            held_out = is_held_out(phrase)
            for value in phrase.values:
                table.setdefault((phrase.attribute, value, held_out), []).append(phrase)
        return table

    @cached_property
    def _absences(self) -> dict[str, dict[str, frozenset[str]]]:
        """By attribute: values that can be taken away, and what is there without them."""
        table: dict[str, dict[str, frozenset[str]]] = {name: {} for name in self.attributes}
        for phrase in self.phrases:
            if phrase.absent is not None and len(phrase.values) == 1:
                table[phrase.attribute][min(phrase.values)] = phrase.absent
        return table

    @cached_property
    def _by_second(self) -> dict[tuple[str, str], list[Phrase]]:
        """By attribute and value of the second condition: phrases to train on."""
        table: dict[tuple[str, str], list[Phrase]] = {}
        for phrase in self.phrases:
            if phrase.condition is not None and not is_held_out(phrase):
                for value in phrase.condition[1]:
                    table.setdefault((phrase.condition[0], value), []).append(phrase)
        return table

    def compose(self, facts: Sequence[Phrase], rng: np.random.Generator, subject: str | None = None) -> str:
        """A text that says these facts, in one of many orders and spellings."""
        subject = subject or self.draw_subject(rng)
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
                facts.append(_plain_first(true, rng))
        return Caption(self.compose(facts, rng), tuple(facts))

    def draw_change(
        self, attribute: str, attributes: Mapping[str, str], rng: np.random.Generator, held_out: bool = False
    ) -> Caption | None:
        """A caption that says only this attribute's value about a drawing; None where no words do."""
        true = self._true(attribute, attributes, held_out)
        if not true:
            return None
        fact = _plain_first(true, rng)
        return Caption(self.compose((fact,), rng), (fact,))

    def draw_difference(
        self, attribute: str, before: Mapping[str, str], after: Mapping[str, str], rng: np.random.Generator
    ) -> Difference | None:
        """Two texts about drawings that differ in one attribute, or None where no words tell them apart.

        What one of them lacks is said in every way there is: not at all, "without X", "no X".
        """
        old, new = self._drawn(attribute, before, rng), self._drawn(attribute, after, rng)
        gone = old is not None and after[attribute] in self.absent(attribute, old)
        come = new is not None and before[attribute] in self.absent(attribute, new)
        # What is always there, such as a colour, is hardly ever taken away.
        choice = rng.random() * (1 if self._absences[attribute] else 3)
        subject = self.draw_subject(rng)
        if gone and old is not None and (choice < 0.4 or (not come and choice < ABSENCE_SHARE)):
            source, target = self._absence(attribute, old, subject, rng)
            return Difference(source, target, attribute, _values(attribute, old), self.absent(attribute, old))
        if come and new is not None and choice < ABSENCE_SHARE:
            target, source = self._absence(attribute, new, subject, rng)
            return Difference(source, target, attribute, self.absent(attribute, new), _values(attribute, new))
        if old is None or new is None:
            return None
        here, there = _values(attribute, old), _values(attribute, new)
        if after[attribute] in here or before[attribute] in there:
            return None
        source, target = (self.compose((fact,), rng, subject) for fact in (old, new))
        return Difference(source, target, attribute, here - there, there - here)

    def absent(self, attribute: str, phrase: Phrase) -> frozenset[str]:
        """Values of an attribute when what a phrase says of it is taken away."""
        if phrase.attribute == attribute and phrase.absent is not None:
            return phrase.absent
        values = _values(attribute, phrase)
        declared = {self._absences[attribute].get(value) for value in values}
        only = declared.pop() if len(declared) == 1 else None
        return frozenset(self.attributes[attribute]) - values if only is None else only

    def neutral_values(self, attribute: str, value: str) -> frozenset[str]:
        """What the neutral text stands for beside a value: its absence, or, of the absence, what can be there.

        Empty where something is always there, so that the neutral text stands for all of it alike.
        """
        declared = self._absences[attribute]
        return declared.get(value) or frozenset(v for v, absent in declared.items() if absent == {value})

    def draw_subject(self, rng: np.random.Generator) -> str:
        """A word that says nothing."""
        return str(rng.choice(self.subjects[:2] if rng.random() < 0.5 else self.subjects))

    def _drawn(self, attribute: str, attributes: Mapping[str, str], rng: np.random.Generator) -> Phrase | None:
        """A true phrase that names something, in no negative, about an attribute, be it as its second condition."""
        true = self._true(attribute, attributes, held_out=False)
        if rng.random() < 0.15:
            second = self._by_second.get((attribute, attributes.get(attribute, "")), [])
            true = [p for p in second if p.holds(attributes)] or true
        return _plain_first(true, rng) if true else None

    def _absence(self, attribute: str, phrase: Phrase, subject: str, rng: np.random.Generator) -> tuple[str, str]:
        """What is there and its absence, as texts, in one of four ways."""
        said, neutral = self.compose((phrase,), rng, subject), self.compose((), rng, subject)
        denied = denials(phrase)
        way = int(rng.integers(4)) if denied else 0
        if way == 0:
            return said, neutral
        without = denied[int(rng.integers(len(denied)))]
        return (neutral if way < 3 else said), self.compose((without,), rng, subject)

    def neutral_text(self, rng: np.random.Generator) -> str:
        """A text that is true of every drawing; it may begin to say something that never comes."""
        return f"{self.compose((), rng)} {rng.choice(UNFINISHED)}".strip()

    def texts(self) -> list[str]:
        """Everything that captions are made of, but for the wordings held out."""
        said = [phrase.words for phrase in self.phrases if not is_held_out(phrase)]
        return [*said, *self.subjects, *self.frames, JOINTS]

    def _true(self, attribute: str, attributes: Mapping[str, str], held_out: bool) -> list[Phrase]:
        """Phrases about an attribute that are true of a drawing, of those held out or of all others."""
        of_value = self._by_value.get((attribute, attributes.get(attribute, ""), held_out), [])
        return [p for p in of_value if p.condition is None or p.holds(attributes)]


def _plain_first(phrases: Sequence[Phrase], rng: np.random.Generator) -> Phrase:
    """One of several, the first ones more often: plain wordings stand first, and would be lost among hundreds."""
    return phrases[int(len(phrases) * rng.random() ** PLAIN_FIRST)]


def _values(attribute: str, phrase: Phrase) -> frozenset[str]:
    """What a phrase says of an attribute, which may be its second condition."""
    if phrase.attribute == attribute or phrase.condition is None:
        return phrase.values
    return phrase.condition[1]


def denials(phrase: Phrase) -> list[Phrase]:
    """Ways to say that what a phrase names is not there; none where the phrase denies something itself."""
    if phrase.form == "is" or DENIES.search(phrase.words):
        return []
    if phrase.form == "before":
        return [replace(phrase, form="is", words=words.format(phrase.words)) for words in NOT]
    noun = ARTICLE.sub("", phrase.words)
    lines = [*WITHOUT, *(NOT_WEARING if phrase.form == "wearing" else ())]
    denied = [replace(phrase, form="is", words=words.format(noun=noun, words=phrase.words)) for words in lines]
    return [*denied, *[replace(phrase, form="with", words=f"no {noun}")] * 3]


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
