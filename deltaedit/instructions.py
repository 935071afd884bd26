"""What somebody typed, read as edits: "remove her glasses" means from "face with glasses" to "face".

A text delta needs two descriptions, and CLIP itself does not understand "no". So an instruction is turned into pairs of
descriptions by a small grammar of English: a list of rules, each a pattern and what it means. Nothing here knows what a
bundle can draw; only its neutral text ("face", "robot") is given. Whatever no rule reads is taken as a description of
the wished picture, word for word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from deltaedit.clip_space import clean_text


@dataclass(frozen=True)
class TextEdit:
    """One edit: what the picture is, and what it should become."""

    source: str
    target: str


@dataclass(frozen=True)
class Reading:
    """What was understood of a text.

    Attributes:
        text: as it was typed, cleaned.
        edits: one or several, to be made together.
        plain: the text describes the wished picture and was taken as it is.
        instructs: the text says what to do, and not what the wished picture shows.
    """

    text: str
    edits: tuple[TextEdit, ...]
    plain: bool
    instructs: bool = False

    @property
    def sentence(self) -> str:
        """For people: "understood as: face with glasses → face"."""
        return "understood as: " + ", and ".join(f"{edit.source} → {edit.target}" for edit in self.edits)


def read_instruction(text: str, neutral: str) -> Reading:
    """Read a text as an instruction or a description.

    Args:
        text: what was typed.
        neutral: the bundle's text that means "any picture".

    Raises:
        PromptError: the text is empty, too long or no text.
    """
    text = clean_text(text, "target text")
    words, grammar = _trimmed(_simple(text)), _grammar(neutral)
    edits = tuple(dict.fromkeys(grammar.edits(words)))
    if not edits or edits == (TextEdit(neutral, words),):
        return Reading(text, (TextEdit(neutral, text),), plain=True)
    return Reading(text, edits, plain=False, instructs=grammar.command(_asked(words)) is not None)


def denial(source: str, neutral: str) -> str | None:
    """What a description is without the one thing that it names: "face with a hat" as "face without a hat".

    For a model that understands denials; None where it names no one thing.
    """
    if source.startswith(f"{neutral} with "):
        return f"{neutral} without {source.removeprefix(f'{neutral} with ')}"
    if source.endswith(f" {neutral}"):
        return f"{neutral} not {source.removesuffix(f' {neutral}')}"
    return None


# --- words -----------------------------------------------------------------------------------------------------------


#: As many as one list can hold; nobody asks for more.
MOST_THINGS = 12
#: Of a clause that can be an instruction, in characters; what is longer describes.
LONGEST = 100


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SUBJECT = (
    "face|person|portrait|head|man|woman|guy|girl|boy|lady|human|someone|somebody|character|figure|individual|people|"
    "picture|image|photo|drawing|kid|child|gentleman|fellow|dude|one|robot|bot|avatar|cartoon"
)
_PRONOUN = "her|him|it|them|she|he|they|me|us|i|we|you|everyone|this|that"
_POSSESSIVE = "the|her|his|its|their|your|my|our|this|that|these|those|both|them|all(?: of)?(?: the)?"
_ARTICLE = "a|an|any|some"
_COLOURS = _set("black white red blue green yellow pink purple orange brown gray grey blond blonde golden silver")
_PLACE = (
    rf"(?: (?:(?:on|onto|to|from|off|over|around|of|for|in) (?:(?:{_POSSESSIVE}) )?"
    rf"(?:{_PRONOUN}|hers|{_SUBJECT}|top|chin|eyes|nose|cheeks?)|on))"
)
_DEGREE = (
    "(?:(?:just )?(?:a )?(?:(?:little |tiny )?bit(?: of)?|lot|lots|little|tad)|much|very|really|quite|slightly|"
    "somewhat|even|way|far|totally|completely|entirely|so|too)"
)
#: Qualities, for their comparatives and to tell them from things.
_OF_PARTS = _COLOURS | _set(
    "dark light long short small large wide round square bright pale thick straight strong smooth soft sharp clean "
    "deep fair full great high low neat plain rough tight warm cold cool weak narrow big thin hot wet tan curly wavy "
    "shiny fuzzy bushy puffy rusty dirty heavy frizzy fancy tiny messy open closed"
)
_OF_PEOPLE = _set(
    "old young tall fat sad mad slim happy angry sleepy hairy grumpy scary silly nice pretty chubby skinny friendly "
    "funny lovely crazy bald cross pleased surprised tired evil dead scared worried serious bored shocked"
)
_QUALITIES = _OF_PARTS | _OF_PEOPLE


def _comparative(quality: str) -> str:
    if quality[-1] in "ey":
        return f"{quality}r" if quality[-1] == "e" else f"{quality[:-1]}ier"
    doubled = re.fullmatch(r"[^aeiou]+[aeiou][bdgnt]", quality) is not None
    return f"{quality}{quality[-1] if doubled else ''}er"


_COMPARATIVES = {"better": "good", "worse": "bad"} | {_comparative(quality): quality for quality in _QUALITIES}
#: What is done to a part, and how the part is then.
_DONE = {
    "close": "closed", "shut": "closed", "open": "open", "raise": "raised", "lift": "raised", "lower": "lowered",
    "shave": "shaved", "curl": "curly", "straighten": "straight", "widen": "wide", "narrow": "narrow",
    "darken": "dark", "lighten": "light", "brighten": "bright", "whiten": "white", "redden": "red", "blacken": "black",
    "lengthen": "long", "shorten": "short", "cut": "short", "crop": "short", "trim": "short", "grow": "long",
    "enlarge": "big", "shrink": "small", "round": "round", "thicken": "thick", "braid": "braided", "bleach": "blond",
    "furrow": "furrowed",
}  # fmt: skip
#: Verbs that are understood as "taking off", "giving" too, after "would you mind".
_VERBS = _DONE.keys() | _set("take remove add give put make change turn dye paint get swap replace draw lose have")
#: What somebody in a picture can be made to do.
_ACTS = {
    "smile": "smiling", "laugh": "laughing", "grin": "grinning", "frown": "frowning", "wink": "winking",
    "cry": "crying", "scream": "screaming", "shout": "shouting", "yell": "yelling", "sleep": "sleeping",
    "blush": "blushing", "talk": "talking", "sing": "singing", "glow": "glowing", "bite": "biting", "pout": "pouting",
    "squint": "squinting", "shine": "shining",
}  # fmt: skip
#: Parts that can be shaved bare, and not off.
_SHAVED_BARE = "head|skull|scalp|face|chin"
#: What everybody has: changing it takes nothing away.
_ALWAYS_THERE = "clothes|clothing|outfit|hair|hairstyle|haircut|background|skin|eyes|mouth|nose|lips"
#: Of what "make the look angry" speaks of the whole picture.
_WHOLE = "expression|look|mood|emotion|whole thing|everything|appearance"
#: Pairs that are one thing.
_IDIOMS = {
    "salt and pepper", "back and sides", "rock and roll", "stars and stripes", "bread and butter", "up and coming",
    "down and out", "more and more",
}  # fmt: skip
#: Typing errors in words of grammar, and short forms.
_MEANT = {
    "teh": "the", "hte": "the", "adn": "and", "wiht": "with", "wth": "with", "w/": "with", "wit": "with",
    "w/o": "without", "wihtout": "without", "withuot": "without", "witout": "without", "remvoe": "remove",
    "reomve": "remove", "giv": "give", "mkae": "make", "amke": "make", "gimme": "give me", "wanna": "want to",
    "gonna": "going to", "u": "you", "pls": "please", "plz": "please", "thx": "thanks", "n": "and", "&": "and",
    "+": "and", "lets": "let us", "let's": "let us", "id": "i would", "shes": "she is", "hes": "he is",
    "cannot": "can not", "can't": "can not", "won't": "will not", "ain't": "is not", "aint": "is not",
    "neither": "no", "nor": "and no", "→": "->", "=>": "->",
}  # fmt: skip
_NEGATED = "do|does|did|is|are|was|were|has|have|had|should|would|could|must"


def _simple(text: str) -> str:
    """Lower case, short forms in full, and no punctuation or emoji at the ends."""
    text = re.sub("[\u2018\u2019\u02bc`]", "'", text.lower())
    text = " ".join(_MEANT.get(word, word) for word in re.sub(r"([,;.!?:]+)(?=\s|$)", r" \1", text).split())
    text = re.sub(rf"\b({_NEGATED})n'?t\b", r"\1 not", text)
    text = re.sub(r"\b(she|he|it|they|we|you|i|that|there|who|what)'(?:s|re|m)\b", r"\1 is", text)
    text = re.sub(r"\b(she|he|it|they|we|you|i)'d\b", r"\1 would", text)
    return re.sub(r" ([,;.!?:])", r"\1", text)


def _trimmed(words: str) -> str:
    return re.sub(r"^[^\w]+|[^\w)]+$", "", words)


#: Who is spoken of, before any neutral text is known.
_SOMEBODY = rf"(?:{_PRONOUN}|(?:(?:{_POSSESSIVE}|same) )+(?:{_SUBJECT})|(?:his|her|its|the) \S+)"
_POLITE = (
    "please|kindly|hey|hi|hello|ok|okay|now|just|then|simply|also|only|maybe|perhaps|and|so|but|well|oh|yes|first|next|"
    rf"finally|both(?=.+ and )|that|who(?= \w+ not )|to|(?:the )?same(?= (?:{_SUBJECT}) )|"
    rf"this(?= (?:{_SUBJECT}) (?:with|in|wearing|but) )"
)
#: How a question or a wish begins, and the words that it goes on with.
_WISH = (
    rf"(?:can|could|would|will|may|might|shall|should)(?= {_SOMEBODY} )|(?:do|does)(?= (?:{_PRONOUN}) )|"
    r"would(?= (?:like|love))|"
    rf"i|we|you|hows|if|why not|(?:how|what)(?= (?:about|if|would|will|does|do|{_SOMEBODY})\b)|"
    r"want|needs?|suppose|going|"
    rf"any chance|is it|it would be \w+|let us|help me|make sure|make(?= that )|show me|"
    rf"(?:imagine|picture)(?= {_SOMEBODY} )|"
    rf"(?:see|show|try|have|do|make it)(?=(?: {_SOMEBODY})? (?:with|without|in) )|try(?= \w+ing )|do it|"
    "do one thing|there"
)
_WISHING = (
    "i|we|you|it|me|us|to|see|show|that|if|about|like|love|want|need|prefer|wish|fancy|really|just|also|would|should|"
    "must|could|do|does|think|thinking|reckon|guess|suppose|be|possible|is|are|am|of|what|how|happen|mind|going|go|"
    "sure|only|a version"
)
#: What only asks: "could you please", "i would like to see", "what if". Who is asked about stays.
_ASKING = re.compile(rf"(?:{_POLITE}|(?:{_WISH})(?: (?:{_WISHING})(?= (?!(?:{_PRONOUN})$)))*)[,!:]? +")
_ASKED = re.compile(
    r"[, ]+(?:please|(?:and )?thanks?(?: (?:you|u))?|ty|for me|mate|now|right now|here|if you can|if possible|will you|"
    r"would you|any ?more|at all|again|instead|too|as well|completely|entirely|(?:just )?a (?:bit|little)|in colou?r)$"
)


def _base_form(words: str) -> str:
    """ "taking off his hat", which somebody would mind, as "take off his hat"."""
    verb, _, rest = words.partition(" ")
    stem = verb.removesuffix("ing")
    base = next((base for base in (stem, f"{stem}e", stem[:-1]) if base in _VERBS and stem != verb and rest), verb)
    return f"{base} {rest}".strip()


def _asked(words: str) -> str:
    """What is asked for, without what only asks."""
    before, words = None, re.sub(r" (?:please|kindly|maybe|perhaps|possibly)(?= )", "", words)
    while words != before:
        before = words
        if opening := _ASKING.match(words):
            words = _base_form(_trimmed(words[opening.end() :])) or words
        words = _trimmed(_ASKED.sub("", words)) or words
    return words


def _bare(noun: str) -> str:
    """A noun without what stands before it and where it is: "her round glasses" as "round glasses"."""
    noun = re.sub(rf"^(?:(?:{_POSSESSIVE}|{_ARTICLE}|of|more|[a-z]+'s) )+", "", noun.strip(" ,.;"))
    return re.sub(rf"(?: at all| whatsoever|{_PLACE})+$", "", noun)


def _free(words: str) -> str:
    """Without a possessive; articles are kept: "a hat" is one, and "her hat" is any."""
    return re.sub(rf"^(?:(?:{_POSSESSIVE}) )+", "", words.strip(" ,")) or words


def _quality(words: str) -> str:
    """A quality without its degree: "a lot darker" as "dark"."""
    lead = rf"(?:{_DEGREE}|more|most|to be|be|being|look(?:ing)?|seem|appear|into|to|go|like|as|in|coloured|colored)"
    return " ".join(_COMPARATIVES.get(word, word) for word in re.sub(rf"^(?:{lead} )+", "", words.strip()).split())


def _is_quality(words: str) -> bool:
    return words in _QUALITIES or words in _COMPARATIVES or re.fullmatch(r"\S+(?:ing|ed|ful|less)", words) is not None


def _is_thing(words: str) -> bool:
    """Whether words name a thing, as far as can be told without knowing any: an article, or a plural."""
    return bool(re.match(rf"(?:{_ARTICLE}) ", words)) or (words.endswith("s") and not words.endswith(("ss", "less")))


def _completed(words: str, other: str) -> str:
    """One side of an exchange, with what only the other says: "square ones" for round glasses, "black" for red hair."""
    noun = other.split()[-1]
    if " " in other and not noun.endswith("ed") and (words in _OF_PARTS or re.fullmatch(r"\S+ed", words)):
        alike = [word for word in other.split() if word in _OF_PARTS]
        return re.sub(rf"\b{alike[-1]}\b", words, other) if alike else f"{words} {noun}"
    return re.sub(r"\bones?$", noun, words)


def _is_one_thing(left: str, right: str) -> bool:
    """Whether "and" joins what is one thing, as in "red and blue hair", "salt and pepper", "old and tired man"."""
    before, (after, *rest) = left.split()[-1], right.split() or [""]
    place = not rest and bool(re.search(rf"\b(?:on|of|in|over|behind|from) (?:{_POSSESSIVE}) \S+$", left))
    shared = left == before and bool(rest) and bool(re.search(rf" (?:{_SUBJECT})$", right)) and not _is_thing(right)
    colours = before in _COLOURS and after in _COLOURS
    return colours or place or shared or f"{before} and {after}" in _IDIOMS


def _clauses(words: str, *, commas: bool) -> list[str]:
    """The parts of a sentence that ask for something each."""
    first, *rest = re.split(_JOINT, words)
    parts = [first]
    for joint, piece in zip(rest[::2], rest[1::2]):
        if (
            (joint == " and " and _is_one_thing(parts[-1], piece))
            or (joint.startswith(",") and not commas and not re.match(_DENIAL, piece))
            or (joint == " " and not re.match(_DENIAL, piece) and re.search(rf"\b(?:{_HANGING_VERB})$", parts[-1]))
        ):
            parts[-1] += f"{joint}{piece}"
        else:
            parts.append(piece)
    return [part for part in map(_trimmed, parts) if part]


# --- rules -----------------------------------------------------------------------------------------------------------

_REMOVE = (
    r"remove|delete|erase|eliminate|loses?|drop|ditch|nix|bin|strip(?: off)?|take (?:off?|away|out)|pull off|"
    r"get rid of|rid (?:\S+ )?of|kill|scrap|destroy|clear(?: away| off)?|wipe (?:off|away)|cut off|cut away|"
    r"shave (?:off|away)|hide|cancel|undo|skip|hate|dislike|edit out|turn off|no need (?:for|of|to have)|"
    r"throw (?:away|out|off)|"
    r"leave (?:off|out)|no more|no(?! longer)|without|lacking|minus|stops?|quit|exclude|omit"
)
_WISH_VERB = (
    "got|want|need|have|has|having|wear|wears|wearing|show|like|liking|be|being|get|give|make|put|add|let|look|stand|"
    "to|see"
)
_PRAISE = "same|better|nicer|good|great|nice|cool|lovely|cute|fine"
_SHOULD = (
    r"(?:should|must|could|would|can|will|might|do|does|did|needs? to|ought to|has to|have to|had to|to|"
    rf"(?:looks?|is|be)(?: (?:like|{_PRAISE}))*(?= (?:with|in|without) ))"
)
_IS = r"be|is|are|was|were|being|become|turn|go|look(?:s|ing)?(?: like)?|seem|appear(?: like)?"
_HAS = (
    "has|had|have|having|gets?|got|wear|wears|wearing|wore|grow|with|needs?(?! to)|wants?(?! to)|use|do with|put on|"
    "sport"
)
_ADD = (
    r"add(?: in| on)?|put on|stick on|bring(?: back)?|apply|attach|draw|include|insert|show|place|go (?:for|with)|use|"
    r"plus|try(?: on)?"
)
_MAKE = "make|turn|render|keep|have|let|get|want|need|like"
_COLOUR = "dye|re-?colou?r|colou?r|paint|tint"
_EXCHANGE = "replace|swap|switch|exchange|trade|substitute"
_CHANGE = rf"change|turn|set|convert|transform|make|alter|{_COLOUR}"
#: What begins no name of a part, in "make her ...".
_NO_PART = (
    r"something|anything|sure|as|less|more|not|no|stop|an?|wearing|in|on|with|have|wear|take|look|be|to|both|\d|"
    + "|".join(_DONE)
)
#: "take the hat and the glasses off", where the verb stands apart from what belongs to it.
_PARTED = (
    r"\b(take|shave|pull|strip|throw) ((?:(?!(?:off|away|add|give|put|make|take|shave)\b).)+) (off|away)(?=,| and|$)"
)
#: What a clause cannot end with, so that a verb of command behind it belongs to it.
_HANGING_VERB = "a|to|not|you|i|we|let|and|,|please|mind|of|kindly|also|then|him|her|it|them"
#: What stands before a denial without saying anything.
_HANGING = rf"but|and|that|who|which|with|{_WISH_VERB}|is|are|look|to|should|must|can|do|does"
_COMMAND_START = (
    r"add|remove|delete|give (?:him|her|it|them)|make (?:him|her|it|them|the|his)|get rid of|take off|put on|replace"
)
_DENIAL = r"(?:no|without|minus|(?:who|that) \w+ not(?! \w+ed\b)) |but "
_JOINT = (
    rf"(,? (?=but )|(?<!not)(?<!never),? (?=(?:{_DENIAL}))"
    r"|,? (?:and then|and also|and|then|plus|also|as well as|while) "
    rf"|; ?|\. |, ?| (?=(?:{_COMMAND_START}) ))"
)


_Rule = tuple[re.Pattern[str], Callable[..., list[TextEdit] | None]]


def _compiled(*rules: tuple[str, Callable[..., list[TextEdit] | None]]) -> tuple[_Rule, ...]:
    return tuple((re.compile(pattern), meaning) for pattern, meaning in rules)


def _first(rules: tuple[_Rule, ...], words: str) -> list[TextEdit] | None:
    """What the first rule that reads all the words makes of them."""
    if len(words) > LONGEST:
        return None
    for pattern, meaning in rules:
        if match := pattern.fullmatch(words):
            edits = meaning(**{name: value for name, value in match.groupdict().items() if value is not None})
            if edits is not None:
                return edits
    return None


class _Grammar:
    """The rules, for one neutral text."""

    def __init__(self, neutral: str) -> None:
        self.neutral = neutral
        nouns = rf"{_SUBJECT}|{'|'.join(re.escape(word) for word in (neutral.lower(), *neutral.lower().split()))}"
        self._nouns = rf"(?:{nouns})"
        self._subject = rf"(?:(?:{_POSSESSIVE}|{_ARTICLE}|same) )*(?:{nouns})"
        self._whom = whom = rf"(?:(?:{_PRONOUN})\b(?! (?:{nouns})\b)|(?:(?:{_POSSESSIVE}|same) )+(?:{nouns}))"
        #: Words that say nothing of a picture: "a man", "she is", "let me see him".
        self._nothing = frozenset(
            re.findall(
                r"\w+",
                f"{nouns} {_PRONOUN} {_POSSESSIVE} {_ARTICLE} {_SHOULD} {_IS} {_HAS} {_PRAISE} looks looking "
                "does not but let make show see remove i",
            )
        )
        part = rf"(?P<part>(?!(?:{_NO_PART}|{_DEGREE}|{nouns})\b).+?)"
        qualities = "|".join(sorted(_QUALITIES))
        acts, more = "|".join(_ACTS), "|".join(_COMPARATIVES)
        having = rf"(?!(?:with|wearing|having)\b)(?:{_HAS})"
        does = rf"{_SHOULD}|is|are|am|was|were|be|look|{having}|not|never|stops|(?:{acts})s?"
        quality = rf"(?P<what>an? .+|(?:{_DEGREE} |more |look(?:ing)? |go )*\S+)"
        of_part = rf"(?:(?:{_POSSESSIVE}) )+{part}"
        self._exchanges = _compiled(
            (rf"(?:{_EXCHANGE})(?: out)? (?:from )?(?P<old>.+?) (?:with|by|for|to|into|against) (?P<new>.+)",
             self._exchange),
            (r"change (?P<old>.+?) for (?P<new>.+)", self._exchange),
            (r"(?:(?:change|turn|switch|go) )?from (?P<old>.+?) (?:in)?to (?P<new>.+)", self._exchange),
            (rf"(?:{_CHANGE}) (?P<old>.+?) into (?P<new>.+)", self._turned),
            (rf"(?!(?:{_CHANGE}|get|slip)\b)(?P<old>.+?) (?:->|into) (?P<new>.+)", self._exchange),
            (r"(?P<new>.+),? (?:instead of|rather than|in place of) (?P<old>.+)", self._exchange),
            (rf"(?:instead of|rather than|in place of) (?P<old>.+?)(?:, | (?={_MAKE}|give|put|add|dress|an? ))"
             r"(?P<new>.+)", self._exchange),
            (r"(?:would )?rather (?:have |see )?(?P<new>.+) than (?P<old>.+)", self._exchange),
            (r"not (?P<old>\S+(?: \S+)?) but (?P<new>.+)", self._exchange),
            (rf"(?P<new>.*\b(?!(?:{_HANGING}|and|but|{_PRONOUN}|{nouns}|not)\b)\w+),? not (?P<old>(?:an? )?\S+)",
             self._exchange),
        )  # fmt: skip
        self._commands = _compiled(
            # Denials of denials: what is not to go is there.
            (rf"(?:not|never|do not) (?:{_REMOVE}) (?P<what>.+)", self._add),
            # Removals and denials.
            (rf"(?:(?:do|does|did|is|are|am|should|must|can|will|would) )?(?:not|never|no longer) "
             rf"(?P<verb>(?:(?:{_WISH_VERB}) )*)(?:{whom} )?"
             rf"(?:(?:to|with|wear|have|{_PRAISE}) )*(?P<what>(?!\S+ed\b|change|touch|mind|know).+)", self._deny),
            (r"(?:rather|sooner) not (?:have )?(?P<what>.+)", self._remove),
            (rf"(?P<what>{acts}) less", self._remove),
            (rf"(?:{_DEGREE} )?(?:less|fewer) (?P<what>(?!is ).+)", self._remove),
            (rf"(?:{_REMOVE}) (?P<what>.+)", self._remove),
            (r"(?!care|home|rest|help|hope|fear|ruth|emotion|expression|hair)(?P<what>[a-z]{3,})less", self._remove),
            (r"(?:take|shave|cut|strip|pull|clip|throw|wipe|get) (?P<what>.+?) (?:off|away|out)(?: .*)?",
             self._remove),
            (r"(?:(?:make|let|have|get|want|need|like|with) )?(?P<what>.+?) "
             r"(?:(?:should|must|has to|have to|needs? to|can|is|are|to|shaved?) )*"
             r"(?:go(?: away)?|disappear|vanish|(?:be )?(?:gone|removed|deleted|off)|not be (?:there|seen))",
             self._remove),
            (rf"shave (?P<what>(?!(?:.* )?(?:{_SHAVED_BARE}|{_PRONOUN})$).+)", self._remove),
            # Clothes, and being in them; what sticks out.
            (rf"(?:dress|put|clothe|place|get) {whom} (?:up )?(?P<how>in|into|on|against|before) (?P<what>.+)",
             self._in),
            (r"(?:change|switch|get|slip) (?P<how>into) (?P<what>.+)", self._in),
            (rf"dress {whom} (?:up )?(?:as|like) (?P<what>.+)", self._become),
            (r"(?:stick|poke|put|show) (?:out (?P<part>.+)|(?P<other>.+?) out)", self._out),
            (r"(?:put|tie|wear) (?P<part>.+?) (?P<what>up|down|back|in an? .+)", self._changed),
            # Additions.
            (rf"(?:give|get|lend|grant|hand|buy) {whom} (?!to )(?P<what>(?:(?!in(?:to)? ).)+?)(?: (?:on|onto|to) .*)?",
             self._add),
            (rf"\w+ {whom} with (?P<what>.+)", self._add),
            (rf"\w+ (?P<what>(?:an?|some|the|one) [^,]+?) (?:on|onto|to) (?:{whom}(?: .*)?|(?:{_POSSESSIVE}) \w+)",
             self._add),
            (r"(?:put(?! on )|place|stick(?! on )) (?P<what>.+?)(?: (?:on|onto|to|in)(?: .*)?)?", self._add),
            (rf"give (?P<what>.+?){_PLACE}?", self._add),
            (rf"(?:{_ADD}) (?P<what>.+)", self._add),
            (rf"(?P<what>.+) would (?:suit|look \w+ on) {whom}", self._add),
            # Qualities, of the whole or of a part: "make her happy", "turn the hair blue", "dye it blue".
            (rf"(?:{_CHANGE}) {whom} (?:in)?to (?P<what>(?!{acts}\b).+)", self._become),
            (rf"(?:{_CHANGE}) (?P<part>.+?) (?:in)?to (?:be )?(?P<what>.+)", self._changed),
            (rf"(?:{_MAKE}|{_COLOUR}|do|change) {of_part} (?:in )?{quality}", self._changed),
            (rf"(?:{_MAKE}|{_CHANGE}) {whom} (?:both |all )?(?P<what>.+)", self._predicate),
            (rf"(?:{_CHANGE}) {part} {quality}", self._changed),
            (rf"(?:get|grow) (?P<what>(?:{_ARTICLE}|more) .+)|(?:wear|have) (?P<other>.+)", self._add),
            (rf"(?P<verb>{'|'.join(_DONE)}) (?:up )?(?P<part>(?:{_POSSESSIVE}) .+)", self._done),
            (rf"(?P<verb>(?!open|round|narrow|lower|cut|shut)(?:{'|'.join(_DONE)})) (?P<part>.+)", self._done),
            (rf"(?:a )?(?:{_DEGREE} )*(?:more(?= )|(?P<worse>{more}))(?: (?P<what>(?!with |and ).+))?", self._more),
            (r"make (?P<what>(?!up\b)\S+)", self._predicate),
            (rf"(?:be|look|act)(?: (?:like|{_PRAISE}))* (?P<what>(?:with|in) .+|(?:{_DEGREE} )*\S+)", self._predicate),
        )  # fmt: skip
        self._statements = _compiled(
            (rf"(?:(?:{_POSSESSIVE}) )*{part} (?:should|must) (?:be|go|look|turn) (?P<what>.+)", self._changed),
            (rf"{of_part} (?:is|are|was|were|to be|be) (?P<what>.+)", self._changed),
            (rf"(?:{whom}|{self._subject}|i) (?P<what>(?:{does})\b.*)", self._predicate),
            (rf"(?!wearing|having)(?:{_HAS}) (?!not )(?:on )?(?P<what>.+)", self._add),
            (rf"{whom} (?P<what>\S+ing|{qualities})", self._predicate),
            (rf"{of_part} (?:in )?(?P<what>(?:{_DEGREE} )*(?:more \S+|{qualities}))", self._changed),
            (rf"(?P<part>(?!{nouns}|{_NO_PART}|{_ARTICLE})\S+) (?P<what>(?:{_DEGREE} )*(?:{more}))",
             self._changed),
        )  # fmt: skip

    # Clauses.

    def edits(self, words: str) -> list[TextEdit]:
        """The edits that words ask for; a description that no rule reads becomes one from the neutral text."""
        asked = _asked(words)
        if asked != words and _is_quality(asked) and self.command(asked) is None:
            return self._becoming(self._named(asked))
        words = re.sub(_PARTED, r"\1 \3 \2", asked)
        if not re.search(r" (?:and|then|plus) ", words) and (exchange := _first(self._exchanges, words)):
            return exchange
        listed = re.search(r",.* and |,.*,", words) is not None
        begin, *others = (_asked(part) for part in re.split(", ?", words)[:MOST_THINGS])
        commas = listed or self.meaning(begin) is not None or any(self.command(part) is not None for part in others)
        found: list[TextEdit] = []
        carried: str | None = None
        for clause in _clauses(words, commas=commas):
            carried = None if clause.startswith("but ") else carried
            clause = re.sub(rf"(?: (?:{_HANGING}))+$", "", _asked(clause)) if clause != words else clause
            if clause != words and self._nothing.issuperset(clause.split()):
                continue
            if carried is not None and carried.startswith("make ") and clause in _COMPARATIVES:
                clause = f"{carried} {clause}"
            meaning = _first(self._exchanges, clause) or self.meaning(clause)
            anew = _is_thing(clause) or (carried == "no" and _is_quality(clause))
            if meaning is not None:
                carried = self._carried(clause)
            elif carried is not None and not (anew and carried.startswith(("no", "make"))):
                of_part = carried.startswith("make ") and re.match(rf"(?:{_POSSESSIVE}) ", clause)
                meaning = self.meaning(f"make {clause}" if of_part else f"{carried} {clause}")
            found += self._described(clause, words) if meaning is None else meaning
        return found

    def meaning(self, clause: str) -> list[TextEdit] | None:
        """What the first rule that reads a clause makes of it; None where none does."""
        meaning = self.command(clause)
        return _first(self._statements, clause) if meaning is None else meaning

    def command(self, clause: str) -> list[TextEdit] | None:
        """The same for what can only be an instruction."""
        return _first(self._commands, clause)

    def _carried(self, clause: str) -> str | None:
        """How a clause begins, for a next one that has no verb."""
        if re.match(r"(?:no|not) ", clause):
            return "no"
        if re.match(rf"(?:{_REMOVE}|take|shave|do not|not)\b", clause) or clause.endswith((" off", " gone")):
            return "remove"
        if re.match(rf"(?:{_MAKE}|{_CHANGE}) (?!\S+ (?:have|wear)\b)", clause):
            return clause.rsplit(" ", 1)[0]
        adds = rf"(?:give|put|{_ADD}|{_HAS}|\S+ (?:{_SHOULD} )?(?:{_HAS})|(?:{_MAKE}) \S+ (?:{_HAS}))\b"
        return "add" if re.match(adds, clause) else None

    def _described(self, clause: str, whole: str) -> list[TextEdit]:
        """A description; one of several takes its subject from the beginning of the whole."""
        lead = re.match(rf"({self._subject}) (?:with|wearing|in|having|that has|who has) ", whole)
        clause = re.sub(r" on (?:him|her|it|them)$", "", clause)
        if clause != whole and not whole.startswith(clause):
            if re.match(r"(?:with|wearing|in|having|on|against) ", clause):
                clause = f"{lead[1] if lead else self.neutral} {clause}"
            elif lead and not re.search(rf"\b{self._nouns}\b", clause):
                clause = lead[0] + clause
        # The pronoun of "her with a hat" is anybody.
        clause = re.sub(rf"^(?:{_PRONOUN}) (?=with |in |wearing |having )", f"{self.neutral} ", clause)
        return [TextEdit(self.neutral, text) for text in self._apart(clause)]

    def _apart(self, clause: str) -> list[str]:
        """ "bald man in a suit with glasses" as "bald man", "man in a suit" and "man with glasses"."""
        said = re.fullmatch(
            rf"(?:(?:{_ARTICLE}|the) )?(?P<quality>(?:(?!of )[a-z-]+ )*?)(?P<subject>{self._nouns})?"
            r"(?: ?\bin (?P<worn>an? .+?))?(?: ?\b(?:with|wearing|having) (?P<what>.+))?",
            clause,
        )
        if said is None or not (said["subject"] or not said["quality"] or _is_quality(said["quality"].strip())):
            return [clause]
        subject, parts = said["subject"] or self.neutral, []
        if said["quality"]:
            parts.append(f"{_quality(said['quality'])} {said['subject'] or ''}".strip())
        parts += [f"{subject} {how} {said[name]}" for how, name in (("in", "worn"), ("with", "what")) if said[name]]
        return parts if len(parts) > 1 else [clause]

    # Meanings.

    def _becoming(self, target: str) -> list[TextEdit]:
        return [TextEdit(self.neutral, target)]

    def _named(self, what: str) -> str:
        """A description of a picture that has, is or does something."""
        what = what.strip(" ,.;")
        if re.match(r"(?:wearing|smiling|with|in) .", what) and not what.startswith("in love"):
            return f"{self.neutral} {what}"
        if what in _ACTS:
            return f"{_ACTS[what]} {self.neutral}"
        return f"{what} {self.neutral}" if _is_quality(what) else f"{self.neutral} with {what}"

    def _add(self, what: str = "", other: str = "") -> list[TextEdit]:
        what = _free(re.sub(rf"(?:{_PLACE}| back)+$", "", (what or other).strip()))
        what = re.sub(rf"^(?:{_DEGREE}|some|more|back|{self._whom}) (?=\S)", "", what)
        article, rest = (said[0], what[said.end() :]) if (said := re.match(r"an? ", what)) else ("", what)
        compared, _, noun = re.sub(rf"^{_DEGREE} ", "", rest).partition(" ")
        if noun and compared in _COMPARATIVES:
            what = f"{article}{_COMPARATIVES[compared]} {noun}"
        return self._becoming(self._named(what)) if what else []

    def _remove(self, what: str) -> list[TextEdit]:
        things = re.split(r",? (?:or|nor|and|and no|or any) |, ?(?:no |or )?", what)
        bare = [_bare(re.sub(rf"^(?:(?:{_PRONOUN}) )?(?:wearing|having|with) ", "", _bare(thing))) for thing in things]
        bare = [re.sub(rf"^(?:{_PRONOUN})(?: (?=\S+ing$)|$)", "", thing) for thing in bare]
        return [TextEdit(self._named(thing), self.neutral) for thing in bare if thing]

    def _deny(self, what: str, verb: str = "") -> list[TextEdit]:
        """ "not bald" is a quality, "not a beard" a thing."""
        what = _asked(re.sub(rf"^(?:{_DEGREE} )+", "", what))
        if there := re.fullmatch(rf"(?:{_REMOVE}) (.+)", what):
            return self._add(there[1])
        bare = _bare(what)
        is_quality = bare == what and not _is_thing(bare) and " " not in bare and bare not in _ACTS
        if is_quality and verb.strip() in ("", "be", "being", "make", "look"):
            return [TextEdit(f"{bare} {self.neutral}", self.neutral)]
        return [TextEdit(self._named(bare), self.neutral)] if bare else []

    def _exchange(self, old: str, new: str) -> list[TextEdit]:
        """ "sunglasses instead of glasses"; "red, not brown" of hair is from brown hair."""
        new, old = _asked(new), _bare(re.sub(r"^being ", "", _asked(old)))
        read = self.meaning(new)
        target = read[-1].target if read else self._named(_completed(_free(new), old))
        source = self._named(
            _completed(old, target.removeprefix(f"{self.neutral} with ").removesuffix(f" {self.neutral}"))
        )
        return [TextEdit(source, target)]

    def _turned(self, old: str, new: str) -> list[TextEdit] | None:
        """ "turn the frown into a smile", which is no exchange of what is always there."""
        part = _bare(old)
        there = rf"(?:.* )?(?:{_ALWAYS_THERE}|colou?r|{_WHOLE}|{_PRONOUN}|)|{self._subject}"
        return None if re.fullmatch(there, part) or _is_quality(new) else self._exchange(part, new)

    def _in(self, how: str, what: str) -> list[TextEdit]:
        return self._becoming(f"{self.neutral} {'in' if how == 'into' else how} {_free(what)}")

    def _predicate(self, what: str) -> list[TextEdit]:
        """What somebody is, has or does: "to be bald", "should not smile", "closing her eyes"."""
        what = re.sub(rf"^(?:{_SHOULD} )+| (?:more|a lot|at me)$", "", what.strip(" ,"))
        if (act := what if what in _ACTS else what.removesuffix("s")) in _ACTS:
            return self._becoming(self._named(act))
        if has := re.fullmatch(rf"(?!wearing |with )(?:{_HAS}) (?:on )?(?!no |not )(.+)", what):
            return self._add(has[1])
        what = re.sub(rf"^(?:(?:{_IS}|has|have|had) )+", "", what)
        return self.command(what) or self._become(what)

    def _become(self, what: str) -> list[TextEdit]:
        if len(parts := self._apart(what)) > 1:
            return [edit for part in parts for edit in self._becoming(part)]
        quality = _quality(what)
        if re.match(r"(?:wearing|in|on|with) ", what):
            return self._becoming(f"{self.neutral} {what}")
        if not quality or re.match(rf"(?:{_ARTICLE}) ", quality) or re.search(rf"\b(?:{_SUBJECT})$", quality):
            return self._becoming(quality or what)
        return self._becoming(f"{quality} {self.neutral}")

    def _changed(self, what: str, part: str) -> list[TextEdit]:
        part = re.sub(r"(?:'s)? colou?rs?$", "", _bare(re.sub(r"^colou?r of ", "", _bare(part))))
        if not part or re.fullmatch(rf"{_WHOLE}|{self._whom}|{self._subject}", part):
            return self._become(what)
        what = _free(re.sub(rf"^(?:{_DEGREE} )+|(?: in)? colou?r$", "", what))
        both_qualities = part.split()[0] in _QUALITIES and what in _QUALITIES
        if both_qualities or _is_thing(what) or part.split()[-1] in what.split():
            there = re.fullmatch(_ALWAYS_THERE, part)
            return self._becoming(self._named(what)) if there else self._exchange(part, what)
        quality = _quality(what)
        return self._becoming(f"{self.neutral} with {_DONE.get(quality, quality)} {part}")

    def _out(self, part: str = "", other: str = "") -> list[TextEdit]:
        return self._becoming(f"{self.neutral} with the {_bare(part or other)} out")

    def _done(self, verb: str, part: str) -> list[TextEdit]:
        *parts, last = part.split()
        if verb in ("cut", "grow") and parts and last in _QUALITIES:
            return self._changed(last, " ".join(parts))
        bare = _bare(part)
        article = "a " if re.fullmatch(_SHAVED_BARE, bare) else ""
        return self._becoming(f"{self.neutral} with {article}{_DONE[verb]} {bare or part}")

    def _more(self, what: str = "", worse: str = "") -> list[TextEdit]:
        quality = _COMPARATIVES.get(worse, "")
        if what and (quality or what not in _QUALITIES):
            return self._becoming(f"{self.neutral} with {f'{quality} {what}'.strip()}")
        return self._become(quality or what or "more")


@lru_cache(maxsize=16)
def _grammar(neutral: str) -> _Grammar:
    return _Grammar(neutral)
