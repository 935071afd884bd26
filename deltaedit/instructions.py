"""What somebody typed, read as edits: "remove her glasses" means from "face with glasses" to "face".

A text delta needs two descriptions, and CLIP itself does not understand "no". So an instruction is turned into pairs of
descriptions by a small grammar of English (:mod:`deltaedit.grammar`), in four steps:

1. spell it out: lower case, short forms in full ("she isn't" as "she is not");
2. take away what only asks ("could you please ...");
3. split it into clauses that each ask for something;
4. give each clause to the first rule that reads it, whose meaning makes the pairs.

Nothing here knows what a bundle can draw; only its neutral text ("face", "robot") is given. Whatever no rule reads is
taken as a description of the wished picture, word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial

from deltaedit import grammar
from deltaedit.clip_space import clean_text
from deltaedit.grammar import ACTS, CLASSES, COLOURS, COMPARATIVES, PART_QUALITIES, QUALITIES, RESULTS, Rule

#: As many as one list can hold; nobody asks for more.
MOST_THINGS = 12
#: Of a clause that can be an instruction, in characters; what is longer describes.
LONGEST = 100


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
    words, reader = _trim(spell_out(text)), _reader(neutral)
    edits = tuple(dict.fromkeys(reader.edits(words)))
    if not edits or edits == (TextEdit(neutral, words),):
        return Reading(text, (TextEdit(neutral, text),), plain=True)
    return Reading(text, edits, plain=False, instructs=reader.command(without_request(words)) is not None)


def denial(source: str, neutral: str) -> str | None:
    """What a description is without the one thing that it names: "face with a hat" as "face without a hat".

    For a model that understands denials; None where it names no one thing.
    """
    if source.startswith(f"{neutral} with "):
        return f"{neutral} without {source.removeprefix(f'{neutral} with ')}"
    if source.endswith(f" {neutral}"):
        return f"{neutral} not {source.removesuffix(f' {neutral}')}"
    return None


# --- Words, whatever the neutral text is ------------------------------------------------------------------------------

#: Patterns in the notation of the grammar, as regular expressions; for those that need to know no neutral text.
_pattern = lru_cache(maxsize=64)(partial(grammar.compiled, noun=CLASSES["subject"]))


def spell_out(text: str) -> str:
    """Lower case, short forms in full, and punctuation apart from emoji."""
    text = re.sub("[\u2018\u2019\u02bc`]", "'", text.lower())
    text = " ".join(grammar.SPELLINGS.get(word, word) for word in re.sub(r"([,;.!?:]+)(?=\s|$)", r" \1", text).split())
    text = re.sub(r"\b(do|does|did|is|are|was|were|has|have|had|should|would|could|must)n'?t\b", r"\1 not", text)
    text = re.sub(r"\b(she|he|it|they|we|you|i|that|there|who|what)'(?:s|re|m)\b", r"\1 is", text)
    text = re.sub(r"\b(she|he|it|they|we|you|i)'d\b", r"\1 would", text)
    return re.sub(r" ([,;.!?:])", r"\1", text)


def without_request(words: str) -> str:
    """What is asked for, without what only asks: "could you please add a hat?" as "add a hat"."""
    before, words = None, re.sub(r" (?:please|kindly|maybe|perhaps|possibly|either)(?= )", "", words)
    while words != before:
        before = words
        if opening := _pattern(grammar.OPENING).match(words):
            words = _imperative(_trim(words[opening.end() :])) or words
        words = _trim(_pattern(grammar.CLOSING).sub("", words)) or words
    return words


def _trim(words: str) -> str:
    return re.sub(r"^[^\w]+|[^\w)]+$", "", words)


def _without(words: str, *, before: str = "", behind: str = "") -> str:
    """Words without any number of members of a class at their beginning or end."""
    if before:
        words = _pattern(f"^(({before}) )+").sub("", words)
    return _pattern(f"({behind})+$").sub("", words) if behind else words


def _imperative(words: str) -> str:
    """ "taking off his hat", which somebody would mind, as "take off his hat"."""
    verb, _, rest = words.partition(" ")
    stem = verb.removesuffix("ing")
    base = next(
        (base for base in (stem, f"{stem}e", stem[:-1]) if base in grammar.VERBS and stem != verb and rest), verb
    )
    return f"{base} {rest}".strip()


def _bare(noun: str) -> str:
    """A noun without what stands before it and where it is: "her round glasses on top" as "round glasses"."""
    noun = _without(noun.strip(" ,.;"), before="{possessive}|{article}|of|more|\\w+'s")
    return _without(noun, behind=" at all| whatsoever|{place}")


def _unowned(words: str) -> str:
    """Without a possessive; articles are kept: "a hat" is one, and "her hat" is any."""
    return _without(words.strip(" ,"), before="{possessive}") or words


def _quality(words: str) -> str:
    """A quality without its degree: "a lot darker" as "dark"."""
    words = _without(
        words.strip(),
        before="{degree}|more|most|to be|be|being|look[ing]|seem|appear|into|to|go|like|as|in|coloured|colored",
    )
    return " ".join(COMPARATIVES.get(word, word) for word in words.split())


def _is_quality(words: str) -> bool:
    shaped = re.fullmatch(r"\S+(?:ing|ed|ful|less)", words) is not None and words not in grammar.THINGS
    return shaped or words in QUALITIES or words in COMPARATIVES


def _is_thing(words: str) -> bool:
    """Whether words name a thing, as far as can be told without knowing any: an article, or a plural."""
    return bool(_pattern("{article} ").match(words)) or (words.endswith("s") and not words.endswith(("ss", "less")))


def _completed(words: str, other: str) -> str:
    """One side of an exchange, with what only the other says: "square ones" for round glasses, "black" for red hair."""
    noun = other.split()[-1]
    if " " in other and not noun.endswith("ed") and (words in PART_QUALITIES or re.fullmatch(r"\S+ed", words)):
        alike = [word for word in other.split() if word in PART_QUALITIES]
        return re.sub(rf"\b{alike[-1]}\b", words, other) if alike else f"{words} {noun}"
    return re.sub(r"\bones?$", noun, words)


def _is_one_thing(left: str, right: str) -> bool:
    """Whether "and" joins what is one thing, as in "red and blue hair", "salt and pepper", "old and tired man"."""
    before, (after, *rest) = left.split()[-1], right.split() or [""]
    place = not rest and bool(_pattern(r"\b(on|of|in|over|behind|from) {possessive} \S+$").search(left))
    shared = left == before and bool(rest) and bool(_pattern(" {subject}$").search(right)) and not _is_thing(right)
    colours = before in COLOURS and after in COLOURS
    return colours or place or shared or f"{before} and {after}" in grammar.IDIOMS


def _clauses(words: str, *, commas: bool) -> list[str]:
    """The parts of a sentence, each of which asks for something.

    Args:
        commas: whether every comma ends a part, or only those before a denial.
    """
    starts = [match for match in _pattern(grammar.JOINT).finditer(words)]
    pieces = [words[a:b] for a, b in zip([0, *(m.end() for m in starts)], [*(m.start() for m in starts), len(words)])]
    parts = pieces[:1]
    for joint, piece in zip((match[0] for match in starts), pieces[1:]):
        denies = _pattern(CLASSES["denial"]).match(piece)
        if (
            (joint == " and " and _is_one_thing(parts[-1], piece))
            or (joint.startswith(",") and not commas and not denies)
            or _pattern(r"{correlative}\b").match(piece)
            or (joint == " " and not denies and _pattern(r"\b{incomplete}$").search(parts[-1]))
            # What a part lacks is said of the part alone: "whose eyes have no pupils".
            or (joint == " " and denies and _pattern(r"\bwhose \S+ ({has}|shows?)$").search(parts[-1]))
        ):
            parts[-1] += f"{joint}{piece}"
        else:
            parts.append(piece)
    return [part for part in map(_trim, parts) if part]


# --- Clauses and their meanings, for one neutral text -----------------------------------------------------------------


#: What a description says of its subject, by name of the group of words: "man in a suit", "man with glasses".
_SEGMENTS = (("in", "worn"), ("with", "what"), ("with", "other"))


class _Reader:
    """Reads clauses by the rules of the grammar. Every method below "Meanings" is named by rules."""

    def __init__(self, neutral: str) -> None:
        self.neutral = neutral
        names = (re.escape(word) for word in (neutral.lower(), *neutral.lower().split()))
        self._pattern = lru_cache(maxsize=64)(partial(grammar.compiled, noun=f"{CLASSES['subject']}|{'|'.join(names)}"))
        self._exchanges = self._compiled(grammar.EXCHANGES)
        self._commands = self._compiled(grammar.COMMANDS)
        self._statements = self._compiled(grammar.STATEMENTS)
        self._remove_it = TextEdit("it", neutral)
        #: Words that say nothing of a picture: "a man", "she is", "let me see him".
        self._filler = frozenset(
            re.findall(
                r"\w+",
                self._pattern("{noun} {pronoun} {possessive} {article} {should} {is} {has} {praise}").pattern
                + " looks looking does not but let make show see remove i so just please also only now then maybe",
            )
        )

    def _compiled(self, rules: Iterable[Rule]) -> tuple[tuple[re.Pattern[str], Rule], ...]:
        return tuple((self._pattern(rule.pattern), rule) for rule in rules)

    def _first(self, rules: tuple[tuple[re.Pattern[str], Rule], ...], words: str) -> list[TextEdit] | None:
        """What the first rule that reads all the words makes of them."""
        if len(words) > LONGEST:
            return None
        for pattern, rule in rules:
            if match := pattern.fullmatch(words):
                groups = {name: value for name, value in match.groupdict().items() if value is not None}
                edits: list[TextEdit] | None = getattr(self, f"_{rule.meaning}")(**groups)
                if edits is not None:
                    return edits
        return None

    def command(self, clause: str) -> list[TextEdit] | None:
        """The edits of a clause that can only be an instruction; None where it is none."""
        return self._first(self._commands, clause)

    def meaning(self, clause: str) -> list[TextEdit] | None:
        """The edits of a clause by the first rule that reads it; None where none does."""
        command = self.command(clause)
        return self._first(self._statements, clause) if command is None else command

    def edits(self, words: str) -> list[TextEdit]:
        """The edits that words ask for; a description that no rule reads becomes one from the neutral text."""
        request = without_request(words)
        if request != words and _is_quality(request) and self.command(request) is None:
            return self._becoming(self._named(request))
        words = _pattern(grammar.SEPARATED).sub(r"\g<verb> \g<particle> \g<what>", request)
        if not re.search(r" (?:and|then|plus) ", words) and (exchange := self._first(self._exchanges, words)):
            return exchange
        is_list = re.search(r",.* and |,.*,", words) is not None
        first, *others = (without_request(part) for part in re.split(", ?", words)[:MOST_THINGS])
        commas = is_list or self.meaning(first) is not None or any(self.command(part) is not None for part in others)
        found: list[TextEdit] = []
        verb: str | None = None
        for clause in _clauses(words, commas=commas):
            verb = None if clause.startswith("but ") else verb
            if clause != words:
                clause = self._pattern("( {hanging})+$").sub("", without_request(clause))
            meaning, next_verb = self._with_verb(clause, verb)
            if meaning == [self._remove_it]:
                # What the clause before speaks of is what goes.
                if found and found[-1].source == self.neutral:
                    found[-1] = TextEdit(found[-1].target, self.neutral)
            elif clause == words or not self._filler.issuperset(clause.split()):
                found += self._described(clause, words) if meaning is None else meaning
                verb = next_verb
        return found

    def _with_verb(self, clause: str, verb: str | None) -> tuple[list[TextEdit] | None, str | None]:
        """The meaning of a clause, which may lack the verb of the one before it, and the verb for the next one."""
        if verb is not None and verb.startswith("make ") and clause in COMPARATIVES:
            clause = f"{verb} {clause}"
        meaning = self._first(self._exchanges, clause) or self.meaning(clause)
        if meaning is not None:
            return meaning, self._verb(clause)
        anew = _is_thing(clause) or (verb == "no" and _is_quality(clause))
        if verb is None or (anew and verb.startswith(("no", "make"))):
            return None, verb
        of_part = verb.startswith("make ") and _pattern("{possessive} ").match(clause)
        return self.meaning(f"make {clause}" if of_part else f"{verb} {clause}"), verb

    def _verb(self, clause: str) -> str | None:
        """How a clause begins, for a next one that has no verb."""
        if re.match(r"(?:no|not) ", clause):
            return "no"
        if self._pattern(r"({remove}|take|shave|do not|not)\b").match(clause) or clause.endswith((" off", " gone")):
            return "remove"
        if self._pattern(r"({make}|{change}) (?!\S+ (have|wear)\b)").match(clause):
            return clause.rsplit(" ", 1)[0]
        adds = r"(give|put|{add}|{has}|\S+ [{should} ]{has}|{make} \S+ {has})\b"
        return "add" if self._pattern(adds).match(clause) else None

    def _described(self, clause: str, whole: str) -> list[TextEdit]:
        """A description; one of several takes its subject from the beginning of the whole."""
        subject = r"[({possessive}|{article}) ][\S+ ][\S+ ]{noun}"
        lead = self._pattern(f"<subject={subject}> (with|wearing|in|having|that has|who has) ").match(whole)
        clause = re.sub(r" on (?:him|her|it|them)$", "", clause)
        if clause != whole and not whole.startswith(clause):
            if re.match(r"(?:with|wearing|in|having|on|against) ", clause):
                clause = f"{lead['subject'] if lead else self.neutral} {clause}"
            elif lead and not self._pattern(r"\b{noun}\b").search(clause):
                bare = _without(lead["subject"], before="{article}|the")
                clause = f"{clause} {bare}" if _is_quality(clause) else lead[0] + clause
        # The pronoun of "her with a hat" is anybody.
        clause = _pattern("^{pronoun} (?=with |in |wearing |having )").sub(f"{self.neutral} ", clause)
        return [TextEdit(self.neutral, text) for text in self._apart(clause)]

    def _apart(self, clause: str) -> list[str]:
        """ "bald man in a suit with glasses" as "bald man", "man in a suit" and "man with glasses"."""
        found = self._pattern(
            r"[({article}|the) ]<adjectives=((?!of )(\w|-)+ )*?>(<noun={noun}>)?[ ?\bin <worn=an? .+?>]"
            r"[ ?\b(with|wearing|having) <what>][ (who|that) is wearing <other>]"
        ).fullmatch(clause)
        if found is None or not (found["noun"] or not found["adjectives"] or _is_quality(found["adjectives"].strip())):
            return [clause]
        subject, parts = found["noun"] or self.neutral, []
        if found["adjectives"]:
            parts.append(f"{_quality(found['adjectives'])} {found['noun'] or ''}".strip())
        parts += [f"{subject} {how} {found[name]}" for how, name in _SEGMENTS if found[name]]
        return parts if len(parts) > 1 else [clause]

    def _named(self, what: str) -> str:
        """A description of a picture that has, is or does something."""
        what = what.strip(" ,.;")
        if re.match(r"(?:wearing|smiling|with|in) .", what) and not what.startswith("in love"):
            return f"{self.neutral} {what}"
        if what in ACTS:
            return f"{ACTS[what]} {self.neutral}"
        return f"{what} {self.neutral}" if _is_quality(what) else f"{self.neutral} with {what}"

    def _becoming(self, target: str) -> list[TextEdit]:
        return [TextEdit(self.neutral, target)]

    # Meanings.

    def _keep(self, what: str) -> list[TextEdit]:
        return []

    def _add(self, what: str) -> list[TextEdit]:
        """ "a hat", "more hair", "a longer beard"."""
        what = _unowned(_without(what.strip(), behind="{place}| back"))
        what = self._pattern(r"^((too|so) (many|much)|{degree}|some|more|back|{whom}) (?=\S)").sub("", what)
        article, rest = (match[0], what[match.end() :]) if (match := re.match(r"an? ", what)) else ("", what)
        compared, _, noun = _pattern("^{degree} ").sub("", rest).partition(" ")
        if noun and compared in COMPARATIVES:
            what = f"{article}{COMPARATIVES[compared]} {noun}"
        return self._becoming(self._named(what)) if what else []

    def _remove(self, what: str) -> list[TextEdit]:
        """ "the hat", "her glasses and his beard", "wearing a hat"; "it" is what the clause before speaks of."""
        if _pattern("{pronoun}").fullmatch(what):
            return [self._remove_it]
        if vague := _pattern("{indefinite}<where={place}.*>").fullmatch(what):
            return self._clear(vague["where"].lstrip())
        things = re.split(r",? (?:or|nor|and|and no|or any) |, ?(?:no |or )?", what)
        bare = [_bare(_pattern("^[{pronoun} ](wearing|having|with) ").sub("", _bare(thing))) for thing in things]
        bare = [_pattern(r"^{pronoun}( (?=\S+ing$)|$)").sub("", thing) for thing in bare]
        named = [thing for thing in bare if thing and not _pattern("{indefinite}").fullmatch(thing)]
        return [TextEdit(self._named(thing), self.neutral) for thing in named]

    def _clear(self, where: str) -> list[TextEdit]:
        """What stands "on the head", whatever it is, goes."""
        return self._becoming(f"{self.neutral} with nothing {re.sub('^(?:from|off)', 'on', where)}")

    def _deny(self, what: str, verb: str = "") -> list[TextEdit]:
        """ "not bald" is a quality, "not a beard" a thing."""
        what = without_request(_without(what, before="{degree}"))
        if removed := _pattern("{remove} <what>").fullmatch(what):
            return self._add(removed["what"])
        bare = _bare(what)
        is_quality = bare == what and not _is_thing(bare) and " " not in bare and bare not in ACTS
        if is_quality and verb.strip() in ("", "be", "being", "make", "look"):
            return [TextEdit(f"{bare} {self.neutral}", self.neutral)]
        return self._remove(bare) if bare else []

    def _exchange(self, old: str, new: str) -> list[TextEdit]:
        """ "sunglasses instead of glasses"; "red, not brown" of hair is from brown hair."""
        new, old = without_request(new), _bare(re.sub(r"^being ", "", without_request(old)))
        read = self.meaning(new)
        target = read[-1].target if read else self._named(_completed(_unowned(new), old))
        kept = target.removeprefix(f"{self.neutral} with ").removesuffix(f" {self.neutral}")
        return [TextEdit(self._named(_completed(old, kept)), target)]

    def _turn_into(self, old: str, new: str) -> list[TextEdit] | None:
        """ "turn the frown into a smile", which is no exchange of what is always there."""
        part = _bare(old)
        always_there = r"(.* )?({always_there}|colou?r|{everything}|{pronoun}|)|{whole}"
        if self._pattern(always_there).fullmatch(part) or _is_quality(new):
            return None
        return self._exchange(part, new)

    def _be_in(self, how: str, what: str) -> list[TextEdit]:
        return self._becoming(f"{self.neutral} {'in' if how == 'into' else how} {_unowned(what)}")

    def _predicate(self, what: str) -> list[TextEdit]:
        """What somebody is, has or does: "to be bald", "should not smile", "closing her eyes"."""
        what = _pattern("^({should} )+| (more|a lot|at me)$").sub("", what.strip(" ,"))
        if (act := what if what in ACTS else what.removesuffix("s")) in ACTS:
            return self._becoming(self._named(act))
        if has := _pattern("(?!wearing |with ){has} [on ](?!no |not )<what>").fullmatch(what):
            return self._add(has["what"])
        if what.startswith("look ") and (looking := self.command(what)):
            return looking
        what = _without(what, before="{is}|has|have|had")
        return self.command(what) or self._become(what)

    def _become(self, what: str) -> list[TextEdit]:
        """What the whole picture becomes: "happier", "a zombie", "in a suit"."""
        if len(parts := self._apart(what)) > 1:
            return [edit for part in parts for edit in self._becoming(part)]
        quality = _quality(what)
        if re.match(r"(?:wearing|in|on|with) ", what):
            return self._becoming(f"{self.neutral} {what}")
        if not quality or _pattern(r"{article} |(.* )?{subject}$").match(quality):
            return self._becoming(quality or what)
        return self._becoming(f"{quality} {self.neutral}")

    def _change(self, what: str, part: str) -> list[TextEdit]:
        """What a part becomes: hair that is "blue", clothes that are "a suit"."""
        part = re.sub(r"(?:'s)? colou?rs?$", "", _bare(re.sub(r"^colou?r of ", "", _bare(part))))
        if not part or self._pattern("{everything}|{whom}|{whole}").fullmatch(part):
            return self._become(what)
        if _pattern("{degree}( {degree})*").fullmatch(what):
            return self._becoming(self._named(part))
        what = _unowned(re.sub(r"(?: in)? colou?r$", "", _without(what, before="{degree}")))
        both_qualities = part.split()[0] in QUALITIES and what in QUALITIES
        if both_qualities or _is_thing(what) or part.split()[-1] in what.split():
            always_there = _pattern("{always_there}").fullmatch(part)
            return self._becoming(self._named(what)) if always_there else self._exchange(part, what)
        quality = _quality(what)
        return self._becoming(f"{self.neutral} with {RESULTS.get(quality, quality)} {part}")

    def _recolour(self, part: str, old: str, new: str) -> list[TextEdit]:
        part = _bare(part)
        return [TextEdit(self._named(f"{old} {part}"), self._named(f"{new} {part}"))]

    def _look(self, how: str) -> list[TextEdit]:
        return self._becoming(f"{self.neutral} looking {how}")

    def _arrange(self, part: str, what: str) -> list[TextEdit]:
        return self._becoming(f"{self.neutral} with {_bare(part)} {what}")

    def _stick_out(self, part: str) -> list[TextEdit]:
        return self._becoming(f"{self.neutral} with the {_bare(part)} out")

    def _finish(self, verb: str, part: str = "") -> list[TextEdit]:
        """What a verb does to a part, or to the whole: "close the eyes", "cut the hair short", "age him"."""
        if not part:
            return self._become(RESULTS.get(verb, verb))
        *parts, last = part.split()
        if verb in ("cut", "grow") and parts and last in QUALITIES:
            return self._change(last, " ".join(parts))
        bare = _bare(part)
        article = "a " if _pattern("{shaved_bare}").fullmatch(bare) else ""
        return self._becoming(f"{self.neutral} with {article}{RESULTS.get(verb, verb)} {bare or part}")

    def _more(self, what: str = "", worse: str = "") -> list[TextEdit]:
        """ "longer hair", "more hair", "happier"."""
        quality = COMPARATIVES.get(worse, "")
        if what and (quality or what not in QUALITIES):
            return self._becoming(f"{self.neutral} with {f'{quality} {what}'.strip()}")
        return self._become(quality or what or "more")


@lru_cache(maxsize=16)
def _reader(neutral: str) -> _Reader:
    return _Reader(neutral)
