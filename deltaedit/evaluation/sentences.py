"""Whole sentences as people type them, of five kinds, and how a bundle does with them. They only ever measure.

A removal is tried on drawings that have the thing. Several wishes count as a hit where all of them are there. What is
about nothing of this world should be refused, or change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from deltaedit.editor import DeltaEditor
from deltaedit.errors import PromptError
from deltaedit.evaluation.judge import Judge
from deltaedit.evaluation.scores import mean
from deltaedit.evaluation.subjects import Subjects, edited
from deltaedit.training.drawn.domain import Drawing
from deltaedit.training.drawn.drawn_domain import DrawnDomain, Wish

REMOVE, PAIR, TWO, INSTRUCTION, ODD = "remove", "source and target", "two things", "instruction", "of nothing here"
KINDS = (REMOVE, PAIR, TWO, INSTRUCTION, ODD)
#: Drawings that have what a sentence takes away.
SEED_HAVING, DRAWINGS_HAVING = 779, 8


@dataclass(frozen=True)
class Sentence:
    """One thing to ask for.

    Attributes:
        kind: one of :data:`KINDS`.
        text: what is typed.
        wishes: what must be there afterwards; none for a sentence about nothing.
        source: typed beside it, where both texts are given.
        having: what the drawings have before, where that matters.
    """

    kind: str
    text: str
    wishes: tuple[Wish, ...] = ()
    source: str | None = None
    having: Wish | None = None


@dataclass(frozen=True)
class Answer:
    """How a sentence did: hits and keeps as shares of its drawings, and whether it was refused."""

    sentence: Sentence
    hit: float
    kept: float
    count: int
    refused: bool


#: domain -> what is taken away -> (attribute, values before, values after).
_THINGS: Mapping[str, Mapping[str, tuple[str, str, str]]] = {
    "avatars": {
        "glasses": ("accessories", "prescription02|round", "none"),
        "sunglasses": ("accessories", "sunglasses", "none"),
        "beard": ("facialHair", "beardMedium|beardMajestic", "none"),
        "moustache": ("facialHair", "moustacheFancy", "none"),
        "hat": ("top", "hat", "!hat|hijab|winterHat02"),
        "hijab": ("top", "hijab", "!hat|hijab|winterHat02"),
        "smile": ("mouth", "smile", "!smile"),
        "hair": ("top", "shortFlat|curly|bob", "none"),
        "scream": ("mouth", "screamOpen", "!screamOpen"),
    },
    "robots": {
        "horns": ("top", "horns", "!horns"),
        "antenna": ("top", "antenna", "!antenna"),
        "dish": ("top", "radar", "!radar"),
        "bulb": ("top", "bulb01", "!bulb01"),
        "ears": ("sides", "round|square", "!round|square"),
        "cables": ("sides", "cables02", "!cables02"),
        "camouflage": ("texture", "camo01", "none"),
        "dirt": ("texture", "dirty02", "none"),
        "visor": ("eyes", "shade01", "!shade01"),
        "smile": ("mouth", "smile01|smile02", "!smile01|smile02"),
    },
}
_REMOVALS: Mapping[str, Mapping[str, str]] = {
    "avatars": {
        "no beard": "beard", "remove glasses": "glasses", "take the hat off": "hat", "not smiling": "smile",
        "take off her sunglasses": "sunglasses", "shave off the moustache": "moustache", "without a hijab": "hijab",
        "get rid of his beard, please": "beard", "she isn't wearing glasses": "glasses", "no hair": "hair",
        "a man with no moustache": "moustache", "face without sunglasses": "sunglasses", "lose the hat": "hat",
        "stop screaming": "scream",
    },
    "robots": {
        "remove the horns": "horns", "no antenna": "antenna", "take its ears off": "ears", "without cables": "cables",
        "get rid of the camouflage": "camouflage", "no dirt": "dirt", "take the visor off": "visor",
        "not smiling": "smile", "robot with no horns": "horns", "lose the satellite dish": "dish",
        "remove the light bulb please": "bulb", "it has no ears": "ears",
    },
}  # fmt: skip
#: (source, target) -> what the drawings have, and what they should have instead.
_PAIRS: Mapping[str, Mapping[tuple[str, str], tuple[str, str, str]]] = {
    "avatars": {
        ("face with sunglasses", "face"): ("accessories", "sunglasses", "none"),
        ("face with glasses", "face"): ("accessories", "prescription02|round", "none"),
        ("face with glasses", "face with sunglasses"): ("accessories", "prescription02|round", "sunglasses"),
        ("face with a moustache", "face"): ("facialHair", "moustacheFancy", "none"),
        ("face with a beard", "face with a moustache"): ("facialHair", "beardMedium|beardMajestic", "moustacheFancy"),
        ("face with a hat", "face with an afro"): ("top", "hat", "fro"),
        ("sad face", "smiling face"): ("mouth", "sad", "smile"),
        ("face with red hair", "face with black hair"): ("hairColour", "red", "black"),
        ("face in a suit", "face in a hoodie"): ("clothes", "blazerAndShirt", "hoodie"),
        ("face with open eyes", "face with closed eyes"): ("eyes", "default", "closed"),
    },
    "robots": {
        ("robot with horns", "robot"): ("top", "horns", "!horns"),
        ("robot with horns", "robot with a light bulb"): ("top", "horns", "bulb01"),
        ("robot with ears", "robot with cables"): ("sides", "round|square", "cables02"),
        ("red robot", "blue robot"): ("baseColour", "red", "blue"),
        ("round headed robot", "square headed robot"): ("head", "round02", "square01"),
        ("smiling robot", "serious robot"): ("mouth", "smile01|smile02", "square02"),
        ("camouflaged robot", "robot"): ("texture", "camo01", "none"),
        ("robot with a red visor", "one eyed robot"): ("eyes", "shade01", "sensor"),
    },
}
#: text -> wishes.
_TWO: Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]] = {
    "avatars": {
        "blue hair and glasses": (("hairColour", "blue"), ("accessories", "prescription02|round")),
        "a hat and a beard": (("top", "hat"), ("facialHair", "beardMedium|beardMajestic")),
        "face with sunglasses and a moustache": (("accessories", "sunglasses"), ("facialHair", "moustacheFancy")),
        "make her smile and give her red hair": (("mouth", "smile"), ("hairColour", "red")),
        "bald with a beard": (("top", "none"), ("facialHair", "beardMedium|beardMajestic")),
        "add glasses and turn the background yellow": (
            ("accessories", "prescription02|round"), ("backgroundColour", "yellow")),
        "angry eyebrows and an open mouth": (("eyebrows", "angry"), ("mouth", "screamOpen")),
        "a woman in a suit with sunglasses": (("clothes", "blazerAndShirt"), ("accessories", "sunglasses")),
    },
    "robots": {
        "horns and heart eyes": (("top", "horns"), ("eyes", "hearts")),
        "red robot with a light bulb": (("baseColour", "red"), ("top", "bulb01")),
        "paint it green and give it fangs": (("baseColour", "green"), ("mouth", "bite")),
        "robot with cables and one eye": (("sides", "cables02"), ("eyes", "sensor")),
        "make it camouflaged and add horns": (("texture", "camo01"), ("top", "horns")),
        "a round head and a yellow background": (("head", "round02"), ("backgroundColour", "yellow")),
    },
}  # fmt: skip
_INSTRUCTIONS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "avatars": {
        "give her a hat": ("top", "hat"), "close the eyes": ("eyes", "closed"), "shave the head": ("top", "none"),
        "darker skin": ("skinColour", "dark|brown"), "make him smile": ("mouth", "smile"),
        "turn the hair blue": ("hairColour", "blue"), "Put glasses on her, please!": (
            "accessories", "prescription02|round"),
        "dress him in a hoodie": ("clothes", "hoodie"), "make her look angry": ("eyebrows", "angry"),
        "stick the tongue out": ("mouth", "tongue"), "change the background to green": ("backgroundColour", "green"),
        "dye her hair pink": ("hairColour", "pink"), "make him bald": ("top", "none"),
        "she should have an afro": ("top", "fro"),
    },
    "robots": {
        "give it horns": ("top", "horns"), "paint it red": ("baseColour", "red"), "make it smile": (
            "mouth", "smile01|smile02"),
        "add a light bulb": ("top", "bulb01"), "turn the background blue": ("backgroundColour", "blue"),
        "make the robot green": ("baseColour", "green"), "give it a round head": ("head", "round02"),
        "add camouflage please": ("texture", "camo01"), "give it sharp teeth": ("mouth", "bite"),
        "let it have heart eyes": ("eyes", "hearts"), "put cables on it": ("sides", "cables02"),
    },
}  # fmt: skip
_ODD = (
    "pirate", "zombie", "older", "asdfgh", "turn her into a vampire", "the stock market", "a steam locomotive",
    "make it underwater", "quantum physics", "qwxzv", "princess", "add a parrot", "in the style of a fresco",
    "jellyfish",
)  # fmt: skip


def sentences_of(drawn: DrawnDomain) -> list[Sentence]:
    """All sentences for a domain; none where nobody has written any."""
    name = drawn.name
    if name not in _THINGS:
        return []

    def wish(attribute: str, values: str) -> Wish:
        named = tuple(values.removeprefix("!").split("|"))
        if values.startswith("!"):
            return attribute, tuple(value for value in drawn.domain.values[attribute] if value not in named)
        return attribute, named

    def taken(text: str, source: str | None, kind: str, what: tuple[str, str, str]) -> Sentence:
        attribute, before, after = what
        return Sentence(kind, text, (wish(attribute, after),), source, wish(attribute, before))

    return [
        *(taken(text, None, REMOVE, _THINGS[name][thing]) for text, thing in _REMOVALS[name].items()),
        *(taken(target, source, PAIR, what) for (source, target), what in _PAIRS[name].items()),
        *(Sentence(TWO, text, tuple(wish(*one) for one in wishes)) for text, wishes in _TWO[name].items()),
        *(Sentence(INSTRUCTION, text, (wish(*one),)) for text, one in _INSTRUCTIONS[name].items()),
        *(Sentence(ODD, text) for text in _ODD),
    ]


def drawings_having(
    drawn: DrawnDomain, wish: Wish, count: int = DRAWINGS_HAVING, seed: int = SEED_HAVING
) -> list[Drawing]:
    """Drawings that show one of the values of an attribute, in turn."""
    attribute, values = wish
    found: list[Drawing] = []
    for drawing in drawn.domain.sample(20 * count, seed):
        changed = drawing.with_attribute(attribute, values[len(found) % len(values)])
        if attribute in changed.attributes() and len(found) < count:
            found.append(changed)
    return found


def answers(
    editor: DeltaEditor,
    judge: Judge,
    plain: Subjects,
    having: Callable[[Wish], Subjects],
    sentences: Iterable[Sentence],
) -> list[Answer]:
    """What a bundle makes of sentences.

    Args:
        plain: drawings for sentences to which it does not matter what they have.
        having: drawings that have something, as the bundle knows them.
    """
    found = []
    for sentence in sentences:
        subjects = plain if sentence.having is None else having(sentence.having)
        rows = [
            row
            for row, drawing in enumerate(subjects.drawings)
            if all(drawing.attributes().get(name, values[0]) not in values for name, values in sentence.wishes)
        ]
        found.append(_answer(editor, judge, subjects, rows, sentence))
    return found


def _answer(editor: DeltaEditor, judge: Judge, subjects: Subjects, rows: Sequence[int], sentence: Sentence) -> Answer:
    """One sentence on the drawings in ``rows``."""
    if not rows:
        return Answer(sentence, 1.0, 1.0, 0, False)
    try:
        words = editor.understand(sentence.source, sentence.text)
    except PromptError:
        return Answer(sentence, float(not sentence.wishes), 1.0, len(rows), True)
    after = judge.read(edited(editor, subjects, rows, words.deltas))
    wanted = dict(sentence.wishes)
    hidden = {name for attribute in wanted for name in subjects.drawn.hides.get(attribute, ())}
    judged = set(subjects.drawn.judged_values) - set(wanted) - hidden
    hits, stayed = [], []
    for row, reading in zip(rows, after):
        before, shown = subjects.readings[row], judged & set(subjects.drawings[row].attributes())
        same = [reading[name] == before[name] for name in shown]
        stayed += same
        hits.append(all(reading[name] in values for name, values in wanted.items()) if wanted else all(same))
    return Answer(sentence, mean(map(float, hits)), mean(map(float, stayed)), len(rows), False)


def kind_figures(found: Sequence[Answer]) -> dict[str, dict[str, float]]:
    """By kind: how many sentences, hit and kept rates, every sentence counting the same, and how many were refused."""
    figures = {}
    for kind in KINDS:
        of_kind = [one for one in found if one.sentence.kind == kind and one.count]
        if of_kind:
            figures[kind] = {
                "sentences": len(of_kind),
                "hit": mean(one.hit for one in of_kind),
                "kept": mean(one.kept for one in of_kind),
                "refused": mean(float(one.refused) for one in of_kind),
            }
    return figures


def kind_table(found: Sequence[Answer]) -> str:
    """The kinds, and below them every sentence that misses in more than a tenth of its drawings, as tables."""
    lines = ["| kind | sentences | hit | others kept | refused |", "|" + " --- |" * 5]
    lines += [
        f"| {kind} | {figures['sentences']} | {figures['hit']:.0%} | {figures['kept']:.0%} | {figures['refused']:.0%} |"
        for kind, figures in kind_figures(found).items()
    ]
    missed = [one for one in found if one.hit < 0.9]
    if missed:
        lines += ["", "| sentence | kind | hit | others kept |", "|" + " --- |" * 4]
        lines += [
            f"| {f'{one.sentence.source} → ' if one.sentence.source else ''}{one.sentence.text} | {one.sentence.kind} "
            f"| {one.hit:.0%} | {one.kept:.0%} |"
            for one in missed
        ]
    return "\n".join(lines)
