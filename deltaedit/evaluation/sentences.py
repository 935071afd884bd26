"""The requests that a bundle is measured with: wishes of its domain, held-out wordings, and what people type.

A file per style holds phrases by outsiders, who had seen neither the tables of words nor the code, and whole sentences
of five kinds. They must never be used for training, or they would no longer measure anything. The file gives their
meanings in the domain's own words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from deltaedit.evaluation.edits import Request
from deltaedit.training.drawn.captions import is_held_out, say
from deltaedit.training.drawn.domain import Domain, Wish

WISH, PARAPHRASE, OUTSIDER = "wish", "paraphrase", "outsider"
REMOVE, PAIR, TWO_THINGS, INSTRUCTION, OUT_OF_DOMAIN = (
    "remove",
    "source and target",
    "two things",
    "instruction",
    "of nothing here",
)
#: The kinds of whole sentences.
KINDS = (REMOVE, PAIR, TWO_THINGS, INSTRUCTION, OUT_OF_DOMAIN)
PARAPHRASES_PER_ATTRIBUTE = 4


def wishes_of(domain: Domain) -> list[Request]:
    """The wishes of a domain."""
    return [Request(WISH, text, (domain.wish(text),)) for text in domain.wishes]


def paraphrases(domain: Domain) -> list[Request]:
    """Texts of held-out wordings, a few per attribute."""
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
    """The texts that contain no trained wording about their attributes."""

    def is_trained(request: Request) -> bool:
        attributes = dict(request.wishes)
        trained = (p.words for p in domain.language.phrases if p.attribute in attributes and not is_held_out(p))
        return any(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", request.text, re.IGNORECASE) for words in trained)

    return {request.text for request in requests if not is_trained(request)}


def outsiders_of(domain: Domain) -> list[Request]:
    """The outsiders' phrases; none if there are none for the style."""
    phrases = _read_requests(domain).get("outsiders", {})
    return [Request(OUTSIDER, text, (parse_wish(domain, meaning),)) for text, meaning in phrases.items()]


def sentences_of(domain: Domain) -> list[Request]:
    """Whole sentences; none if there are none for the style."""
    requests = _read_requests(domain)
    wish = partial(parse_wish, domain)
    # What one domain of a style lacks, another one may have.
    words = {phrase.words for phrase in domain.language.phrases}
    return [
        *(
            Request(REMOVE, text, (wish(after),), None, wish(before))
            for text, (before, after) in requests.get(REMOVE, {}).items()
        ),
        *(
            Request(PAIR, text, (wish(after),), source, wish(before))
            for source, text, before, after in requests.get(PAIR, ())
        ),
        *(
            Request(TWO_THINGS, text, tuple(map(wish, meanings)))
            for text, meanings in requests.get(TWO_THINGS, {}).items()
        ),
        *(Request(INSTRUCTION, text, (wish(meaning),)) for text, meaning in requests.get(INSTRUCTION, {}).items()),
        *(Request(OUT_OF_DOMAIN, text) for text in requests.get(OUT_OF_DOMAIN, ()) if text not in words),
    ]


def parse_wish(domain: Domain, meaning: str) -> Wish:
    """The wish for a meaning: a text of the domain, "not" and such a text, or "attribute: value|value".

    Raises:
        TrainingError: the text is not one of the domain's.
    """
    if meaning.startswith("not "):
        attribute, values = domain.wish(meaning.removeprefix("not "))
        return attribute, tuple(value for value in domain.values[attribute] if value not in values)
    if ": " in meaning:
        attribute, listed = meaning.split(": ")
        return attribute, tuple(listed.split("|"))
    return domain.wish(meaning)


def _read_requests(domain: Domain) -> dict[str, Any]:
    path = Path(__file__).parent / f"{domain.style}.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return content
