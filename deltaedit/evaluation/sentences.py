"""What is asked of a bundle to measure it: the wishes of its domain, wordings held out, and what people type.

Phrases of outsiders, who had seen neither the words of the domains nor the code, and whole sentences of five kinds lie
in a file per style. They only ever measure: one that were added to the words that CLIP is trained on would say nothing
more. What each asks for is said there in the domain's own words, so that it follows from what those mean there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from deltaedit.evaluation.edits import Request
from deltaedit.training.drawn.captions import is_held_out, say
from deltaedit.training.drawn.domain import Domain, Wish

WISH, PARAPHRASE, OUTSIDER = "wish", "paraphrase", "outsider"
REMOVE, PAIR, TWO, INSTRUCTION, ODD = "remove", "source and target", "two things", "instruction", "of nothing here"
#: Of whole sentences.
KINDS = (REMOVE, PAIR, TWO, INSTRUCTION, ODD)
PARAPHRASES_PER_ATTRIBUTE = 4


def wishes_of(domain: Domain) -> list[Request]:
    """The wishes of a domain, in its own words."""
    return [Request(WISH, text, (domain.wish(text),)) for text in domain.wishes]


def paraphrases(domain: Domain) -> list[Request]:
    """Texts from wordings of the domain that CLIP was never trained on, a few per attribute."""
    counts = dict.fromkeys(domain.judged_values, 0)
    chosen: dict[str, Wish] = {}
    for phrase in domain.language.phrases:
        attribute = phrase.attribute
        suits = is_held_out(phrase) and phrase.condition is None and attribute in counts
        if suits and counts[attribute] < PARAPHRASES_PER_ATTRIBUTE:
            counts[attribute] += 1
            chosen[say(phrase, domain.texts.neutral)] = (attribute, domain.in_order(attribute, phrase.values))
    return [Request(PARAPHRASE, text, (wish,)) for text, wish in chosen.items()]


def without_trained_words(domain: Domain, requests: Sequence[Request]) -> set[str]:
    """The texts that hold no wording about their attributes that CLIP was trained on."""

    def holds(request: Request) -> bool:
        attributes = dict(request.wishes)
        trained = (p.words for p in domain.language.phrases if p.attribute in attributes and not is_held_out(p))
        return any(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", request.text, re.IGNORECASE) for words in trained)

    return {one.text for one in requests if not holds(one)}


def outsiders_of(domain: Domain) -> list[Request]:
    """The outsiders' phrases; none where nobody has written any."""
    return [
        Request(OUTSIDER, text, (meant(domain, what),)) for text, what in _asked(domain).get("outsiders", {}).items()
    ]


def sentences_of(domain: Domain) -> list[Request]:
    """Whole sentences; none where nobody has written any.

    One about nothing in one domain may be a thing in another, as a pirate is.
    """
    asked = _asked(domain)
    words = {phrase.words for phrase in domain.language.phrases}

    def of(kind: str) -> Any:
        return asked.get(kind, {})

    return [
        *(
            Request(REMOVE, text, (meant(domain, after),), None, meant(domain, has))
            for text, (has, after) in of(REMOVE).items()
        ),
        *(
            Request(PAIR, text, (meant(domain, after),), source, meant(domain, has))
            for source, text, has, after in of(PAIR)
        ),
        *(Request(TWO, text, tuple(meant(domain, one) for one in both)) for text, both in of(TWO).items()),
        *(Request(INSTRUCTION, text, (meant(domain, what),)) for text, what in of(INSTRUCTION).items()),
        *(Request(ODD, text) for text in of(ODD) if text not in words),
    ]


def meant(domain: Domain, what: str) -> Wish:
    """What a meaning asks for: a text of the domain, "not" and such a text, or "attribute: value|value".

    Raises:
        TrainingError: the domain says nothing like this.
    """
    if what.startswith("not "):
        attribute, values = domain.wish(what.removeprefix("not "))
        return attribute, tuple(value for value in domain.values[attribute] if value not in values)
    if ": " in what:
        attribute, listed = what.split(": ")
        return attribute, tuple(listed.split("|"))
    return domain.wish(what)


def _asked(domain: Domain) -> dict[str, Any]:
    path = Path(__file__).parent / f"{domain.style}.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return content
