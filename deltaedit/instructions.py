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
    """

    text: str
    edits: tuple[TextEdit, ...]
    plain: bool

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
    simple = _simple(text)
    words = _without_politeness(simple)
    edits = tuple(dict.fromkeys(_Grammar(neutral).edits(words)))
    if not edits or (edits == (TextEdit(neutral, words),) and words == simple):
        return Reading(text, (TextEdit(neutral, text),), plain=True)
    return Reading(text, edits, plain=False)


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

_SUBJECT = (
    "face|person|portrait|head|man|woman|guy|girl|boy|lady|human|someone|somebody|character|figure|individual|people|"
    "picture|image|photo|drawing|kid|child|gentleman|fellow|dude"
)
_PRONOUN = "her|him|it|them|she|he|they|me|us|everyone"
_POSSESSIVE = "the|her|his|its|their|your|my|our|this|that|these|those|both|all(?: of)?(?: the)?"
_ARTICLE = "a|an|any|some"
_COLOURS = "black|white|red|blue|green|yellow|pink|purple|orange|brown|gray|grey|blond|blonde|golden|silver"
_WHERE = (
    rf"(?: (?:on|onto|to|from|off|over|around|of|for|in) (?:(?:{_POSSESSIVE}) )?"
    rf"(?:{_PRONOUN}|hers|face|head|person|man|woman|guy|girl|boy|picture|image|photo|portrait|top|chin|eyes|nose))"
)
_INTENSIFIER = (
    "(?:a (?:lot|bit|little)|much|very|really|quite|slightly|somewhat|even|way|far|totally|completely|entirely|so)"
)
_SHOULD = "(?:should|must|could|to)"
_NOT_WORD = r"(?:not|never|no longer|(?:is|are|was|does|do|did|has|have|had|should|must|can|could|would|will|wo|ca)n't)"
_WISH_VERB = "want|need|have|has|having|wear|wears|wearing|show|like|be|being|get|with"
#: What stands before a denial without saying anything.
_HANGING = "but|and|that|who|which|is|are|do|does|i|you|it|he|she|they|we|with|to be|want|should|must|can"
#: Comparatives that ask for a quality.
_COMPARATIVES = {
    "better": "good",
    "worse": "bad",
    **{
        word + ("r" if word.endswith("e") else "er"): word
        for word in (
            [
                "dark",
                "light",
                "long",
                "short",
                "small",
                "large",
                "wide",
                "round",
                "bright",
                "pale",
                "old",
                "young",
                "thick",
                "straight",
                "strong",
                "smooth",
                "soft",
                "sharp",
                "clean",
                "deep",
                "fair",
                "full",
                "great",
                "high",
                "low",
                "neat",
                "plain",
                "rough",
                "tall",
                "tight",
                "warm",
                "cold",
                "cool",
                "weak",
                "narrow",
                "black",
                "white",
                "green",
                "gray",
                "grey",
                "blue",
                "pink",
                "purple",
                "brown",
                "blond",
                "blonde",
            ]
        )
    },
    **{
        word + word[-1] + "er": word
        for word in ("big", "thin", "fat", "red", "sad", "mad", "slim", "hot", "wet", "tan")
    },
    **{
        word[:-1] + "ier": word
        for word in [
            "curly",
            "wavy",
            "happy",
            "angry",
            "sleepy",
            "hairy",
            "grumpy",
            "shiny",
            "fuzzy",
            "bushy",
            "puffy",
            "rusty",
            "dirty",
            "scary",
            "silly",
            "pretty",
            "heavy",
            "chubby",
            "skinny",
            "friendly",
            "funny",
            "lovely",
            "frizzy",
            "crazy",
            "fancy",
            "tiny",
            "messy",
        ]
    },
}
_QUALITIES = frozenset({*_COMPARATIVES.values(), "bald", "cross", "pleased", "surprised", "tired", "evil", "dead"})
#: What is done to a part, and how the part is then.
_DONE = {
    "close": "closed", "shut": "closed", "open": "open", "raise": "raised", "lift": "raised", "lower": "lowered",
    "shave": "shaved", "curl": "curly", "straighten": "straight", "widen": "wide", "narrow": "narrow",
    "darken": "dark", "lighten": "light", "brighten": "bright", "whiten": "white", "redden": "red", "blacken": "black",
    "lengthen": "long", "shorten": "short", "cut": "short", "crop": "short", "trim": "short", "grow": "long",
    "enlarge": "big", "shrink": "small", "round": "round", "thicken": "thick", "braid": "braided", "bleach": "blond",
    "furrow": "furrowed",
}  # fmt: skip
#: What somebody in a picture can be made to do.
_ACTS = {
    "smile": "smiling", "laugh": "laughing", "grin": "grinning", "frown": "frowning", "wink": "winking",
    "cry": "crying", "scream": "screaming", "shout": "shouting", "yell": "yelling", "sleep": "sleeping",
    "blush": "blushing", "talk": "talking", "sing": "singing", "glow": "glowing", "bite": "biting", "pout": "pouting",
    "squint": "squinting", "shine": "shining",
}  # fmt: skip
#: Parts that can be shaved bare, and not off.
_SHAVED_BARE = "head|skull|scalp|face|chin"
#: Of what "make the look angry" speaks of the whole picture.
_WHOLE = "expression|look|mood|emotion|whole thing|everything|appearance"


def _simple(text: str) -> str:
    """Lower case, plain apostrophes, no punctuation at the ends."""
    text = re.sub("[\u2018\u2019\u02bc`]", "'", text.lower())
    text = re.sub(r"\b(she|he|it|they|we|you|i)'(?:s|re|m)\b", r"\1 is", text)
    text = re.sub(r"\b(do|does|is|are|has|have|was|should|would|could|wo|ca|must)nt\b", r"\1n't", text)
    return re.sub(r"\s+([,;.!?])", r"\1", text).strip(" .!?,;:\"'-") or text


_POLITE_START = re.compile(
    r"^(?:(?:please|pls|plz|kindly|hey|hi|hello|ok|okay|now|just|then|simply|also|maybe|and|so|well|oh)[,!]? +"
    r"|(?:can|could|would|will|may) (?:you|we|i) (?!have )"
    r"|(?:i|we)(?:'d| would)? (?:want|like|love|need|wish|prefer)(?: (?:you|it))? to (?:see )?"
    r"|(?:i|we)(?:'d| would)? (?:want|like|love|need|prefer|wish) (?:to see |that )?(?!no\b)"
    r"|let'?s |try to |go and |help me |i think (?:you should )?|you (?:should|must|can) "
    r"|(?:do it|be so kind as) to )"
)
_POLITE_END = re.compile(
    r"[, ]+(?:please|pls|plz|thanks|thank you|thx|for me|now|right now|if you can|if possible|will you|would you|"
    r"anymore|any more|at all|again|instead|too|as well|completely|entirely|a (?:bit|little))$"
)


def _without_politeness(words: str) -> str:
    """The same without what only makes it kinder."""
    before = None
    while words != before:
        before = words
        for pattern in (_POLITE_START, _POLITE_END):
            shorter = pattern.sub("", words).strip(" .!?,;:")
            words = shorter or words
    return words


def _bare(noun: str) -> str:
    """A noun without what stands before it: "her round glasses" as "round glasses"."""
    noun = re.sub(rf"^(?:(?:{_POSSESSIVE}|{_ARTICLE}|of|more|(?:[a-z]+)'s) )+", "", noun.strip(" ,.;"))
    return re.sub(r" (?:at all|any ?more|whatsoever)$", "", re.sub(rf"{_WHERE}$", "", noun))


def _quality(words: str) -> str:
    """A quality without its degree: "a lot darker" as "dark"."""
    words = re.sub(rf"^(?:{_INTENSIFIER} )+", "", words.strip())
    words = re.sub(r"^(?:more|most|to be|be|look(?:ing)?|seem|appear|into|to|like|coloured|colored) ", "", words)
    words = re.sub(rf"^(?:{_INTENSIFIER} )+", "", words)
    return " ".join(_COMPARATIVES.get(word, word) for word in words.split())


def _is_thing(words: str) -> bool:
    """Whether words name a thing, as far as can be told without knowing any: an article, or a plural."""
    last = words.split()[-1]
    return bool(re.match(rf"(?:{_ARTICLE}) ", words)) or (last.endswith("s") and not last.endswith("ss"))


# --- rules -----------------------------------------------------------------------------------------------------------

_REMOVE = (
    r"remove|delete|erase|eliminate|lose|drop|ditch|strip(?: off)?|take (?:off|away|out)|get rid of|rid(?: of)?|"
    r"kill|scrap|destroy|clear(?: away| off)?|wipe (?:off|away)|cut off|cut away|shave (?:off|away)|hide|cancel|undo|"
    r"throw (?:away|out|off)|leave (?:off|out)|no more|no|without|lacking|minus|stop|quit|exclude|omit"
)
_ADD = (
    r"add|put on|bring(?: back)?|apply|attach|draw|include|insert|show|stick on|place|wear|have|has|having|with|plus|"
    r"(?:make|let|have) (?:PRONOUN) (?:have|wear|get|grow)|(?:get|grow)(?= (?:a|an|some|PRONOUN|more)\b)|(?:put|try) on"
)
_GIVE = r"(?:give|get|lend|grant|hand|buy) (?:PRONOUN)|(?:put|place|stick)"
#: What begins no name of a part, in "make her ...".
_NO_PART = "less|more|not|stop|an?|wearing|in|on|with|have|wear"
_MAKE = r"make|turn|render|keep|have|let|get|want"
_COLOUR = r"dye|colou?r|paint|tint"


class _Grammar:
    """The rules, for one neutral text."""

    def __init__(self, neutral: str) -> None:
        self.neutral = neutral
        known = "|".join(re.escape(word) for word in (*neutral.lower().split(), neutral.lower()))
        self._nouns = rf"(?:{_SUBJECT}|{known})"
        self._subject = rf"(?:(?:{_POSSESSIVE}|{_ARTICLE}) )?(?:{_SUBJECT}|{known})"
        self._whom = rf"(?:{_PRONOUN}|(?:{_POSSESSIVE}) (?:{_SUBJECT}|{known}))"
        #: The part that a clause has just spoken of, for "make the hair long and blue".
        self._part: str | None = None
        table: tuple[tuple[str, Callable[..., list[TextEdit]]], ...] = (
            # Denials inside of a description: "a man with no beard", "she isn't smiling", "don't want glasses".
            (
                r"(?P<who>.*?)\b(?:with|has|have|having|wearing|wears|and)? ?(?:no(?! longer)|without)(?: any)? "
                r"(?P<what>.+)",
                self._without,
            ),
            (
                rf"(?P<who>.*?) ?\b(?:that |who |which )?{_NOT_WORD}(?P<verb>(?: (?:{_WISH_VERB}|make|give|put|add))*)"
                rf"(?: {self._whom}(?= (?:a|an|any|with|to) ))?(?: (?:to|with|wear|have))* (?P<what>(?!\S+ed\b).+)",
                self._deny,
            ),
            (r"(?:less|fewer) (?P<what>.+)", self._less),
            (rf"(?:{_REMOVE}) (?P<what>.+)", self._remove),
            (
                r"(?:(?:make|let|have) (?P<what>.+?)|(?P<other>.+?) (?:should|must|has to|have to|needs to|can)) "
                r"(?:go(?: away)?|disappear|vanish|be gone|be removed)",
                self._gone,
            ),
            (r"(?:take|shave|cut|strip|pull|clip|throw|wipe|get) (?P<what>.+?) (?:off|away|out)(?: .*)?", self._remove),
            (rf"(?:shave|trim away) (?P<what>(?!(?:.* )?(?:{_SHAVED_BARE})$).+)", self._remove),
            # Things exchanged.
            (
                r"(?:replace|swap|exchange|substitute|switch) (?P<old>.+?) (?:with|by|for|to|against) (?P<new>.+)",
                self._replace,
            ),
            (r"(?P<new>.+) (?:instead of|rather than|in place of) (?P<old>.+)", self._replace),
            # Somebody who has, does or is something: "she has a hat", "him to be bald", "her hair should be blue".
            (
                rf"(?:{self._whom}|i) (?:{_SHOULD} )*(?:has|had|have|gets?|got|wears?)(?: on)? (?P<what>.+)",
                self._add,
            ),
            (rf"(?:{self._whom}) (?:is|are) (?P<what>.+)", self._become),
            (rf"(?:{self._whom}) (?:{_SHOULD} )+(?:be|look|become) (?P<what>.+)", self._become),
            (rf"(?:{self._whom}) (?:{_SHOULD} )+(?P<what>{'|'.join(_ACTS)})", self._become),
            (
                rf"(?:{_POSSESSIVE}) (?P<part>(?!{_SUBJECT}).+) (?:{_SHOULD} )+(?:be|become) (?P<what>.+)",
                self._changed,
            ),
            # The tongue, mostly.
            (r"(?:stick|poke|put|show|let) (?:out (?P<part>.+)|(?P<other>.+?) out)", self._out),
            # Clothes, and being in them.
            (rf"(?:dress|put|clothe|place) {self._whom} (?:up )?(?P<how>in|on|against|before) (?P<what>.+)", self._in),
            (r"(?:change|switch|get|slip) into (?P<what>.+)", lambda what: self._in("in", what)),
            # Part and quality: "turn the hair blue", "change the hair colour to blue", "dye it blue".
            (
                rf"(?:change|turn|switch|set|convert|transform|make|{_COLOUR}) {self._whom} (?:in)?to (?P<what>.+)",
                self._become,
            ),
            (
                r"(?:change|turn|switch|set|convert|transform|make|alter|dye|colou?r|paint) (?P<part>.+?) (?:in)?to "
                r"(?:be )?(?P<what>.+)",
                self._changed,
            ),
            (
                rf"(?:{_MAKE}) {self._whom} (?:to )?(?:look(?: like)?|seem|appear|be|become)(?: like)? (?P<what>.+)",
                self._become,
            ),
            (rf"(?:{_ADD.replace('PRONOUN', self._whom)}) (?P<what>.+)", self._add),
            (
                rf"(?:{_MAKE}|{_COLOUR}) (?:{_POSSESSIVE}) "
                rf"(?P<part>(?!(?:{_SUBJECT}|{_INTENSIFIER}|{_NO_PART}|{'|'.join(_DONE)})\b).+?) "
                rf"(?P<what>{_INTENSIFIER} \S+|\S+)",
                self._changed,
            ),
            (rf"(?:{_MAKE}) {self._whom} (?P<what>.+)", self._become),
            (rf"(?:{_GIVE.replace('PRONOUN', self._whom)}) (?P<what>.+?)(?: (?:on|onto|to|in)(?: .*)?)?", self._add),
            (rf"give (?P<what>.+?){_WHERE}?", self._add),
            (rf"(?:{_COLOUR}|make|turn) (?P<part>.+) (?P<what>{_INTENSIFIER} \S+|\S+)", self._changed),
            (rf"(?P<verb>{'|'.join(_DONE)}) (?P<part>.+)", self._done),
            # A quality in the comparative, alone or of a part.
            (rf"(?:a )?(?:{_INTENSIFIER} )*(?:more|(?P<worse>{'|'.join(_COMPARATIVES)})) ?(?P<what>.*)", self._more),
        )
        self._rules = tuple((re.compile(pattern), meaning) for pattern, meaning in table)

    # Clauses.

    def edits(self, words: str) -> list[TextEdit]:
        """The edits that words ask for; a description that no rule reads becomes one from the neutral text."""
        instructs = self._meaning(words) is not None
        found: list[TextEdit] = []
        carried: str | None = None
        listed = re.search(r" (?:with|wearing|in|having) [^,]+, .+ and ", words) is not None
        for clause in _clauses(words, commas=instructs or listed):
            clause = _without_politeness(clause)
            meaning = self._meaning(clause)
            if meaning is None and carried is not None:
                of_part = carried == "changed" and self._part is not None and " " not in clause
                meaning = self._changed(f"{self._part}", clause) if of_part and self._part else (
                    self._meaning(f"{carried} {clause}")
                )  # fmt: skip
            elif meaning is not None:
                carried = _carried(clause, self._part)
            found += self._described(clause, words) if meaning is None else meaning
        return found

    def _meaning(self, clause: str) -> list[TextEdit] | None:
        """What the first rule that reads a clause makes of it; None where none does."""
        for pattern, meaning in self._rules:
            match = pattern.fullmatch(clause)
            if match is not None:
                return meaning(**{name: value for name, value in match.groupdict().items() if value is not None})
        return None

    def _described(self, clause: str, whole: str) -> list[TextEdit]:
        """A description; one of several takes its subject from the beginning of the whole."""
        lead = re.match(rf"({self._subject}) (?:with|wearing|in|having|that has|who has) ", whole)
        subject = re.match(rf"({self._subject}) ", whole)
        if clause != whole and not whole.startswith(clause):
            if re.match(r"(?:with|wearing|in|having|on|against) ", clause):
                clause = f"{subject.group(1) if subject else self.neutral} {clause}"
            elif lead and not re.search(rf"\b(?:{_SUBJECT})\b", clause):
                clause = lead.group(0) + clause
        # The pronoun of "her with a hat" is anybody.
        clause = re.sub(rf"^(?:{_PRONOUN}) (?=with |in |wearing )", f"{self.neutral} ", clause)
        return [TextEdit(self.neutral, text) for text in self._apart(clause)]

    def _apart(self, clause: str) -> list[str]:
        """ "bald man in a suit with glasses" as "bald man", "man in a suit" and "man with glasses"."""
        said = re.fullmatch(
            rf"(?:(?:{_ARTICLE}|the) )?(?P<quality>(?:[a-z-]+ )*?)(?P<subject>{self._nouns})(?: in (?P<worn>an? .+?))?"
            rf"(?: (?:with|wearing|having) (?P<what>.+))?",
            clause,
        )
        if said is None:
            alone = re.fullmatch(r"(?P<quality>[a-z-]+) (?:with|wearing|having) (?P<what>an? .+|\S+)", clause)
            return [clause] if alone is None else [alone["quality"], f"{self.neutral} with {alone['what']}"]
        subject, parts = said["subject"], []
        if said["quality"]:
            parts.append(f"{said['quality']}{subject}")
        parts += [f"{subject} {how} {said[name]}" for how, name in (("in", "worn"), ("with", "what")) if said[name]]
        return parts if len(parts) > 1 else [clause]

    # Meanings.

    def _named(self, what: str) -> str:
        """A description of a picture that has or does something."""
        what = what.strip(" ,.;")
        if re.match(r"(?:wearing|smiling|with|in) .", what):
            return f"{self.neutral} {what}"
        if re.fullmatch(r"\S+ing", what):
            return f"{what} {self.neutral}"
        if what in _ACTS:
            return f"{_ACTS[what]} {self.neutral}"
        return f"{self.neutral} with {what}"

    def _remove(self, what: str) -> list[TextEdit]:
        things = re.split(r" (?:or|nor|and|and no|or any) |, ?(?:no |or )?", what)
        found = []
        for thing in things:
            bare = re.sub(rf"^(?:{_PRONOUN}) (?=\S+ing$)", "", thing.strip())
            bare = _bare(re.sub(r"^(?:wearing|having|with) ", "", _bare(bare)))
            if bare:
                found.append(TextEdit(self._named(bare), self.neutral))
        return found

    def _without(self, what: str, who: str = "") -> list[TextEdit]:
        return [*self._who(who), *self._remove(what)]

    def _less(self, what: str) -> list[TextEdit]:
        """ "less happy" is a quality, "less hair" a thing."""
        return self._deny(what) if what in _QUALITIES else self._remove(what)

    def _gone(self, what: str = "", other: str = "") -> list[TextEdit]:
        return self._remove(what or other)

    def _deny(self, what: str, who: str = "", verb: str = "") -> list[TextEdit]:
        """ "not bald" is a quality, "not a beard" a thing."""
        bare = _bare(what)
        if not bare:
            return self._who(who)
        if bare in _ACTS:
            return [*self._who(who), TextEdit(self._named(_ACTS[bare]), self.neutral)]
        thing = bare != what or _is_thing(bare) or " " in bare or bare.endswith("ing") or verb.strip() not in ("", "be")
        source = self._named(bare) if thing else f"{bare} {self.neutral}"
        return [*self._who(who), TextEdit(source, self.neutral)]

    def _who(self, who: str) -> list[TextEdit]:
        """What is said of the picture before something is denied; mostly nothing."""
        before = None
        while who != before:
            before, who = who, re.sub(rf"[ ,]*\b(?:{_HANGING})$", "", who.strip(" ,"))
        said_nothing = rf"(?:{self._subject}|(?:{_MAKE}|give|leave|show|draw|put)(?: .*)?)?"
        return [] if re.fullmatch(said_nothing, who) else self.edits(who)

    def _add(self, what: str) -> list[TextEdit]:
        what = re.sub(rf"{_WHERE}$", "", what.strip())
        what = re.sub(rf"^(?:{_POSSESSIVE}|some|more|back) ", "", what)
        if re.match(rf"{self._whom} (?=\S)", what):
            what = re.sub(rf"^{self._whom} ", "", what)
        what = re.sub(rf"^(?P<article>a |an )?(?:{_INTENSIFIER} )?(?P<worse>{'|'.join(_COMPARATIVES)})\b",
                      lambda m: (m["article"] or "") + _COMPARATIVES[m["worse"]], what)  # fmt: skip
        parts = re.split(r",? and (?!white\b)|, ", what) if not _one_thing(what) else [what]
        return [TextEdit(self.neutral, self._named(part)) for part in parts if part.strip()]

    def _replace(self, old: str, new: str) -> list[TextEdit]:
        return [TextEdit(self._named(_bare(old)), self._named(_without_possessive(new)))]

    def _in(self, how: str, what: str) -> list[TextEdit]:
        return [TextEdit(self.neutral, f"{self.neutral} {how} {_without_possessive(what)}")]

    def _become(self, what: str) -> list[TextEdit]:
        what = what.strip(" ,")
        for lead in ("have ", "wear ", "with ", "get ", "grow ", "has "):
            if what.startswith(lead):
                return self._add(what.removeprefix(lead))
        if re.match(r"(?:wearing|in|on) ", what):
            return [TextEdit(self.neutral, f"{self.neutral} {what}")]
        if (verb := what.split()[0]) in _DONE and " " in what:
            return self._done(verb, what.split(" ", 1)[1])
        if what in _ACTS:
            return [TextEdit(self.neutral, f"{_ACTS[what]} {self.neutral}")]
        if (less := re.fullmatch(r"(?:less|not|no longer|stop(?: being)?) (.+)", what)) is not None:
            return self._deny(less.group(1))
        quality = _quality(what)
        if not quality or re.match(rf"(?:{_ARTICLE}) ", quality) or re.search(rf"\b(?:{_SUBJECT})$", quality):
            return [TextEdit(self.neutral, quality or what)]
        if re.match(r"(?:wearing|in|with) ", quality):
            return [TextEdit(self.neutral, f"{self.neutral} {quality}")]
        return [TextEdit(self.neutral, f"{quality} {self.neutral}")]

    def _changed(self, part: str, what: str) -> list[TextEdit]:
        part = re.sub(r"(?:'s)? colou?rs?$", "", _bare(re.sub(r"^colou?r of ", "", _bare(part))))
        if not part or re.fullmatch(rf"{_WHOLE}|{self._whom}|{self._subject}", part):
            return self._become(what)
        self._part = part
        what = re.sub(rf"^(?:{_INTENSIFIER} )+", "", _without_possessive(what))
        if _is_thing(what):
            return [TextEdit(self.neutral, self._named(what))]
        quality = _quality(what)
        if re.search(rf"\b{re.escape(part)}$", quality):
            return [TextEdit(self.neutral, self._named(quality))]
        return [TextEdit(self.neutral, f"{self.neutral} with {_DONE.get(quality, quality)} {part}")]

    def _out(self, part: str = "", other: str = "") -> list[TextEdit]:
        return [TextEdit(self.neutral, f"{self.neutral} with the {_bare(part or other)} out")]

    def _done(self, verb: str, part: str) -> list[TextEdit]:
        if (said := re.fullmatch(r"(?P<part>.+) (?P<what>short|long|blue|bald|up|down)", part)) and verb in (
            "cut",
            "grow",
        ):
            return self._changed(said["part"], said["what"])
        bare = _bare(part)
        article = "a " if bare and re.fullmatch(_SHAVED_BARE, bare) else ""
        return [TextEdit(self.neutral, f"{self.neutral} with {article}{_DONE[verb]} {bare or part}")]

    def _more(self, what: str = "", worse: str = "") -> list[TextEdit]:
        quality = _COMPARATIVES.get(worse, "")
        if what and (quality or what not in _QUALITIES):
            return [TextEdit(self.neutral, f"{self.neutral} with {' '.join([quality, what]).strip()}")]
        if quality or what:
            return self._become(quality or what)
        return [TextEdit(self.neutral, f"more {self.neutral}")]


def _without_possessive(words: str) -> str:
    """Articles are kept: "a hat" is one, and "her hat" is any."""
    return re.sub(rf"^(?:(?:{_POSSESSIVE}) )+", "", words.strip(" ,")) or words


def _carried(clause: str, part: str | None) -> str | None:
    """The verb of a clause, for a next one that has none."""
    if re.match(rf"(?:{_REMOVE}|take|shave|don't|do not)\b", clause) or re.search(r"\b(?:no|without)\b", clause):
        return "remove"
    if re.match(r"(?:add|give|put|apply|attach|draw|include|insert|with|have|has|wear|place|get|grow)\b", clause):
        return "add"
    if part is not None and re.match(rf"(?:{_MAKE}|{_COLOUR}|change)\b", clause):
        return "changed"
    return "make it" if re.match(rf"(?:{_MAKE})\b", clause) else None


def _one_thing(words: str) -> bool:
    """Whether the "and" in words joins what is one thing, as in "red and blue hair"."""
    pair = re.search(r"(\S+) (?:and|&) (\S+)(.*)$", words)
    if pair is None:
        return True
    left, right, rest = pair.groups()
    colours = bool(re.fullmatch(_COLOURS, left) and re.fullmatch(_COLOURS, right))
    # "whiskers on his chin and cheeks": the second is only another place.
    place = not rest and bool(
        re.search(rf"\b(?:on|of|in|over|behind|from) (?:{_POSSESSIVE}) \S+ (?:and|&) \S+$", words)
    )
    return colours or place or (left, right) in (("salt", "pepper"), ("more", "more"))


def _clauses(words: str, *, commas: bool) -> list[str]:
    """The parts of a sentence that ask for something each."""
    joint = r",? (?:and then|and also|and|then|plus|but(?: also)?|as well as|&) |; ?|\. " + ("|, ?" if commas else "")
    parts: list[str] = []
    for part in re.split(joint, words):
        if parts and _one_thing(f"{parts[-1]} and {part}") and f"{parts[-1]} and {part}" in words:
            parts[-1] = f"{parts[-1]} and {part}"
        else:
            parts.append(part)
    return [part.strip(" ,") for part in parts if part.strip(" ,")]
