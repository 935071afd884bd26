"""Captions of drawings, for which it is known exactly which drawings they describe.

A caption states one to three facts about a neutral subject: "bald man with round glasses, wearing a red hoodie". A fact
is an attribute and the values that make it true, in words that are placed before the subject, or after "with",
"wearing" or "in". The words are those of a domain.
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
#: Templates for whole captions; the plain one is the most frequent.
FRAMES = ("{}", "{}", "{}", "{}", "a picture of {}", "a photo of {}", "an image of {}", "a drawing of {}", "this is {}")
#: Words between the subject and the words of a form; "is" has none.
LINKS: Mapping[str, tuple[str, ...]] = {
    "with": ("with", "with", "with", "with", "having", "that has", "who has"),
    "wearing": ("wearing", "wearing", "wearing", "who wears", "having", "with"),
}
#: All link words, articles and punctuation, for the vocabulary of a text encoder.
LINK_WORDS = "a the an and with in wearing wears having has who that is no not without any . , !"
CONTEXT_CHARACTERS = 110
#: Endings of neutral texts, which words without meaning may follow.
UNFINISHED = ("", "", "", "with", "with a", "with a", "wearing a", "like a", "in", "who is", "as a", "and a")
#: Share of the changes in which something appears or disappears that are described as its presence and absence.
ABSENCE_SHARE = 0.7
#: Words of negation, articles, and templates that negate a thing, a garment and a quality.
NEGATION = re.compile(r"\b(no|not|nothing|without)\b")
ARTICLE = re.compile(r"^(a|an|the|its|his|her) ")
WITHOUT = ("without {words}", "without {noun}", "without {noun}", "without any {noun}", "that has no {noun}")
NOT_WEARING = ("not wearing {words}", "not wearing {noun}", "wearing no {noun}")
NOT = ("not {}", "who is not {}", "that is not {}")
#: Exponent that favours the first wordings of a value: the first tenth of them is drawn a fifth of the time.
PLAIN_FIRST = 1.5
#: Probabilities of one, two and three facts in a caption.
FACT_COUNTS = (0.6, 0.25, 0.15)


@dataclass(frozen=True)
class Phrase:
    """A wording of a fact.

    Attributes:
        attribute: as in ``Drawing.attributes()``.
        values: of the attribute; any of them makes the fact true.
        form: its place: "before" the subject, or after it as "with", "wearing", "in" or "is".
        words: the words.
        condition: attribute and values of a second condition, as in "red hoodie"; None where there is none.
        absent: values of the attribute when the named thing is removed; None for any other value.
    """

    attribute: str
    values: frozenset[str]
    form: str
    words: str
    condition: tuple[str, frozenset[str]] | None = None
    absent: frozenset[str] | None = None

    def holds(self, attributes: Mapping[str, str]) -> bool:
        """Whether this is true of a drawing with these visible attributes."""
        if attributes.get(self.attribute) not in self.values:
            return False
        return self.condition is None or attributes.get(self.condition[0]) in self.condition[1]


@dataclass(frozen=True)
class Caption:
    """A text and the facts that make it true."""

    text: str
    facts: tuple[Phrase, ...]

    def holds(self, attributes: Mapping[str, str]) -> bool:
        """Whether this is true of a drawing with these visible attributes."""
        return all(fact.holds(attributes) for fact in self.facts)


@dataclass(frozen=True)
class Difference:
    """Two texts that describe a change of one attribute.

    Attributes:
        source, target: the texts.
        attribute: the attribute that changes.
        before, after: its values that the source and the target describe.
    """

    source: str
    target: str
    attribute: str
    before: frozenset[str]
    after: frozenset[str]

    def fits(self, attribute: str, before: str, after: str) -> bool:
        """Whether the texts describe this change."""
        return attribute == self.attribute and before in self.before and after in self.after


def with_name(words: str, name: str) -> str:
    """Words with "{}" replaced by a name, and "a" before it by "an" where the name begins with a vowel."""
    return words.replace("a {}", "an {}" if name[0] in "aeiou" else "a {}").format(name)


def is_held_out(phrase: Phrase) -> bool:
    """Whether a wording is held out from training, as one in twelve is, to measure if it is understood nevertheless."""
    return zlib.crc32(phrase.words.encode()) % 12 == 0


#: attribute -> values -> forms -> wordings; the last three are lists separated by |.
WordTable = Mapping[str, Mapping[str, Mapping[str, str]]]


def phrases_of(table: WordTable) -> list[Phrase]:
    """The phrases in a table of words: every wording in each of its forms."""
    return [
        Phrase(attribute, frozenset(values.split("|")), form, words)
        for attribute, by_value in table.items()
        for values, by_form in by_value.items()
        for forms, wordings in by_form.items()
        for form in forms.split("|")
        for words in wordings.split("|")
    ]


def with_absences(phrases: Sequence[Phrase], table: Mapping[str, Mapping[str, str]]) -> list[Phrase]:
    """The phrases with their ``absent`` values, from a table: attribute -> values -> absent values (separated by |)."""

    def absent(phrase: Phrase) -> frozenset[str] | None:
        for values, without in table.get(phrase.attribute, {}).items():
            if phrase.absent is None and phrase.values <= frozenset(values.split("|")):
                return frozenset(without.split("|"))
        return phrase.absent

    return [replace(phrase, absent=absent(phrase)) for phrase in phrases]


def phrases_with_names(
    attribute: str,
    templates: Sequence[tuple[Mapping[str, str], Mapping[str, str]]],
    others: Mapping[str, Mapping[str, str]],
) -> list[Phrase]:
    """Phrases about an attribute whose values have names, such as a colour.

    Args:
        templates: pairs of value -> names, and form -> wordings with "{}" for a name (separated by |).
        others: value -> form -> wordings without a name (separated by |).
    """
    named = [
        Phrase(attribute, frozenset({value}), form, wording.format(name))
        for names, forms in templates
        for value, value_names in names.items()
        for name in value_names.split("|")
        for form, wordings in forms.items()
        for wording in wordings.split("|")
    ]
    return named + phrases_of({attribute: others})


def within(phrases: Sequence[Phrase], values: Mapping[str, tuple[str, ...]]) -> tuple[Phrase, ...]:
    """The phrases restricted to these values (attribute -> values), without those that have none of them."""
    allowed = {attribute: frozenset(names) for attribute, names in values.items()}

    def restricted(attribute: str, named: frozenset[str]) -> frozenset[str]:
        return named & allowed.get(attribute, frozenset())

    def narrowed(phrase: Phrase) -> Phrase | None:
        condition = phrase.condition and (phrase.condition[0], restricted(*phrase.condition))
        absent = None if phrase.absent is None else restricted(phrase.attribute, phrase.absent) or None
        left = restricted(phrase.attribute, phrase.values)
        if not left or (condition is not None and not condition[1]):
            return None
        return replace(phrase, values=left, condition=condition, absent=absent)

    return tuple(kept for phrase in phrases if (kept := narrowed(phrase)))


@dataclass(frozen=True)
class Language:
    """The language about the drawings of a domain.

    Attributes:
        phrases: every wording of every fact.
        subjects: neutral words, all of which mean "any drawing". The first two are used half of the time.
        attributes: all attributes with their values, in the order of the domain.
        weights: relative frequencies of facts about each attribute; 1 by default.

    Raises:
        TrainingError: a phrase has an unknown attribute, value or form.
    """

    phrases: tuple[Phrase, ...]
    subjects: tuple[str, ...]
    attributes: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for phrase in self.phrases:
            if phrase.form not in FORMS:
                raise TrainingError(
                    f"'{phrase.words}' has the unknown form '{phrase.form}'; there are {listed(FORMS)}."
                )
            for attribute, values in (
                (phrase.attribute, phrase.values),
                *([phrase.condition] if phrase.condition else []),
            ):
                known = self.attributes.get(attribute)
                if known is None:
                    raise TrainingError(
                        f"'{phrase.words}' is about '{attribute}', which is none of {listed(list(self.attributes))}."
                    )
                if unknown := sorted(values - set(known)):
                    raise TrainingError(
                        f"'{phrase.words}' is about {attribute} '{unknown[0]}', which is none of {listed(known)}."
                    )

    @cached_property
    def _by_value(self) -> dict[tuple[str, str], list[Phrase]]:
        """By attribute and value: the phrases to train on."""
        table: dict[tuple[str, str], list[Phrase]] = {}
        for phrase in self.phrases:
            if not is_held_out(phrase):
                for value in phrase.values:
                    table.setdefault((phrase.attribute, value), []).append(phrase)
        return table

    @cached_property
    def _absences(self) -> dict[str, dict[str, frozenset[str]]]:
        """By attribute: values that can be removed, with the values that replace them."""
        table: dict[str, dict[str, frozenset[str]]] = {name: {} for name in self.attributes}
        for phrase in self.phrases:
            if phrase.absent is not None and len(phrase.values) == 1:
                table[phrase.attribute][min(phrase.values)] = phrase.absent
        return table

    @cached_property
    def _by_condition(self) -> dict[tuple[str, str], list[Phrase]]:
        """By attribute and value of the second condition: the phrases to train on."""
        table: dict[tuple[str, str], list[Phrase]] = {}
        for phrase in self.phrases:
            if phrase.condition is not None and not is_held_out(phrase):
                for value in phrase.condition[1]:
                    table.setdefault((phrase.condition[0], value), []).append(phrase)
        return table

    def compose(self, facts: Sequence[Phrase], rng: np.random.Generator, subject: str | None = None) -> str:
        """A text that states these facts, in one of many orders and spellings."""
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
            link = _draw_link(fact.form, rng)
            words = fact.words
            if words.startswith(("a ", "an ")) and rng.random() < 0.12:
                words = words.split(" ", 1)[1]
            if link and link == last:
                pieces.append(f"and {words}" if rng.random() < 0.8 else f", {words}")
            else:
                pieces.append(f"{link} {words}".strip())
            last = link
        text = str(rng.choice(FRAMES)).format(" ".join([core, *pieces]).replace(" ,", ","))
        if not after and len(before) == 1 and rng.random() < 0.15:
            text = before[0]
        elif len(facts) == 1 and after and rng.random() < 0.12:
            text = after[0].words
        if rng.random() < 0.15:
            text = text + str(rng.choice([".", "!", " .", "..."]))
        if rng.random() < 0.15:
            text = text.capitalize() if rng.random() < 0.7 else text.upper()
        return text[:CONTEXT_CHARACTERS]

    def draw_caption(self, attributes: Mapping[str, str], rng: np.random.Generator) -> Caption:
        """A caption of one to three facts that is true of a drawing with these attributes."""
        visible = [a for a in self.attributes if a in attributes]
        weights = np.array([self.weights.get(a, 1.0) for a in visible])
        count = 1 + int(rng.choice(len(FACT_COUNTS), p=FACT_COUNTS))
        chosen = rng.choice(len(visible), size=min(count, len(visible)), replace=False, p=weights / weights.sum())
        facts = []
        for index in chosen:
            true = self._true_phrases(visible[int(index)], attributes)
            if true:
                facts.append(_plain_first(true, rng))
        return Caption(self.compose(facts, rng), tuple(facts))

    def draw_change(self, attribute: str, attributes: Mapping[str, str], rng: np.random.Generator) -> Caption | None:
        """A caption that states only this attribute's value; None where there are no words for it."""
        true = self._true_phrases(attribute, attributes)
        if not true:
            return None
        fact = _plain_first(true, rng)
        return Caption(self.compose((fact,), rng), (fact,))

    def draw_difference(
        self, attribute: str, before: Mapping[str, str], after: Mapping[str, str], rng: np.random.Generator
    ) -> Difference | None:
        """Two texts about drawings that differ in one attribute, or None where no words distinguish them.

        Absence is expressed in every way there is: by saying nothing, "without X", "no X".
        """
        old, new = self._draw_phrase(attribute, before, rng), self._draw_phrase(attribute, after, rng)
        disappears = old is not None and after[attribute] in self.absent(attribute, old)
        appears = new is not None and before[attribute] in self.absent(attribute, new)
        # Things that are always there, such as a colour, are rarely described as absent.
        choice = rng.random() * (1 if self._absences[attribute] else 3)
        subject = self.draw_subject(rng)
        if disappears and old is not None and (choice < 0.4 or (not appears and choice < ABSENCE_SHARE)):
            source, target = self._draw_absence(old, subject, rng)
            return Difference(source, target, attribute, _values(attribute, old), self.absent(attribute, old))
        if appears and new is not None and choice < ABSENCE_SHARE:
            target, source = self._draw_absence(new, subject, rng)
            return Difference(source, target, attribute, self.absent(attribute, new), _values(attribute, new))
        if old is None or new is None:
            return None
        old_values, new_values = _values(attribute, old), _values(attribute, new)
        if after[attribute] in old_values or before[attribute] in new_values:
            return None
        source, target = (self.compose((fact,), rng, subject) for fact in (old, new))
        return Difference(source, target, attribute, old_values - new_values, new_values - old_values)

    def absent(self, attribute: str, phrase: Phrase) -> frozenset[str]:
        """The values of an attribute when what a phrase says about it is removed."""
        if phrase.attribute == attribute and phrase.absent is not None:
            return phrase.absent
        values = _values(attribute, phrase)
        declared = {self._absences[attribute].get(value) for value in values}
        only = declared.pop() if len(declared) == 1 else None
        return frozenset(self.attributes[attribute]) - values if only is None else only

    def neutral_values(self, attribute: str, value: str) -> frozenset[str]:
        """The values that a neutral text implies, contrasted with a value: its absence, or what is absent in it.

        Empty where something is always there, so that the neutral text implies all values alike.
        """
        declared = self._absences[attribute]
        return declared.get(value) or frozenset(v for v, absent in declared.items() if absent == {value})

    def draw_subject(self, rng: np.random.Generator) -> str:
        """A neutral subject."""
        return str(rng.choice(self.subjects[:2] if rng.random() < 0.5 else self.subjects))

    def _draw_phrase(self, attribute: str, attributes: Mapping[str, str], rng: np.random.Generator) -> Phrase | None:
        """A true phrase about an attribute, sometimes one with the attribute as its second condition; None without."""
        true = self._true_phrases(attribute, attributes)
        if rng.random() < 0.15:
            second = self._by_condition.get((attribute, attributes.get(attribute, "")), [])
            true = [p for p in second if p.holds(attributes)] or true
        return _plain_first(true, rng) if true else None

    def _draw_absence(self, phrase: Phrase, subject: str, rng: np.random.Generator) -> tuple[str, str]:
        """Two texts, about the presence and the absence of what a phrase names."""
        present, neutral = self.compose((phrase,), rng, subject), self.compose((), rng, subject)
        negated = denials(phrase)
        choice = int(rng.integers(4)) if negated else 0
        if choice == 0:
            return present, neutral
        without = negated[int(rng.integers(len(negated)))]
        return (neutral if choice < 3 else present), self.compose((without,), rng, subject)

    def neutral_text(self, rng: np.random.Generator) -> str:
        """A text that is true of every drawing; it may end in an unfinished phrase."""
        return f"{self.compose((), rng)} {rng.choice(UNFINISHED)}".strip()

    def texts(self) -> list[str]:
        """Everything that captions are made of, without held-out wordings."""
        trained = [phrase.words for phrase in self.phrases if not is_held_out(phrase)]
        return [*trained, *self.subjects, *FRAMES, LINK_WORDS]

    def _true_phrases(self, attribute: str, attributes: Mapping[str, str]) -> list[Phrase]:
        """The phrases to train on about an attribute that are true of a drawing."""
        of_value = self._by_value.get((attribute, attributes.get(attribute, "")), [])
        return [p for p in of_value if p.condition is None or p.holds(attributes)]


def _plain_first(phrases: Sequence[Phrase], rng: np.random.Generator) -> Phrase:
    """A phrase of several; the first ones are favoured, since tables list the plainest wordings first."""
    return phrases[int(len(phrases) * rng.random() ** PLAIN_FIRST)]


def _values(attribute: str, phrase: Phrase) -> frozenset[str]:
    """The values of an attribute that a phrase describes, in its second condition if that is about the attribute."""
    if phrase.attribute == attribute or phrase.condition is None:
        return phrase.values
    return phrase.condition[1]


def denials(phrase: Phrase) -> list[Phrase]:
    """The negations of a phrase; none for a phrase that is negative itself."""
    if phrase.form == "is" or NEGATION.search(phrase.words):
        return []
    if phrase.form == "before":
        return [replace(phrase, form="is", words=words.format(phrase.words)) for words in NOT]
    noun = ARTICLE.sub("", phrase.words)
    templates = [*WITHOUT, *(NOT_WEARING if phrase.form == "wearing" else ())]
    negated = [replace(phrase, form="is", words=words.format(noun=noun, words=phrase.words)) for words in templates]
    return [*negated, *[replace(phrase, form="with", words=f"no {noun}")] * 3]


def say(phrase: Phrase, subject: str) -> str:
    """The plainest text that states a fact about a subject."""
    if phrase.form == "before":
        return f"{phrase.words} {subject}"
    return f"{subject} {phrase.words}" if phrase.form == "is" else f"{subject} {phrase.form} {phrase.words}"


def _draw_link(form: str, rng: np.random.Generator) -> str:
    """A random link word for a form. For "wearing" it may be "with", for which another one is then drawn."""
    link = "" if form == "is" else form
    if link == "wearing":
        link = str(rng.choice(LINKS["wearing"]))
    if link == "with":
        link = str(rng.choice(LINKS["with"]))
    return link
