r"""The grammar that :mod:`deltaedit.instructions` reads by, as data: classes of words, and rules made of them.

A rule is a regular expression in a notation of its own, so that it looks like the sentences that it reads:

- ``{remove}``: one member of a class of words below; classes are written in the same notation;
- ``<what>``: any words, handed to the rule's meaning under that name; ``<what=\S+>`` restricts them;
- ``[out ]``: optional; ``(to|into)``: one of these. The rest is as in :mod:`re`.

``take <what> off`` reads "take her hat off" and hands on ``what="her hat"``. Nothing here knows what a bundle can draw.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# --- Tables of words --------------------------------------------------------------------------------------------------

COLOURS = _words("black white red blue green yellow pink purple orange brown gray grey blond blonde golden silver")
#: Qualities, for their comparatives and to tell them from things: of parts, and of whole people.
PART_QUALITIES = COLOURS | _words(
    "dark light long short small large wide round square bright pale thick straight strong smooth soft sharp clean "
    "deep fair full great high low neat plain rough tight warm cold cool weak narrow big thin hot wet tan curly wavy "
    "shiny fuzzy bushy puffy rusty dirty heavy frizzy fancy tiny messy open closed"
)
QUALITIES = PART_QUALITIES | _words(
    "old young tall fat sad mad slim happy angry sleepy hairy grumpy scary silly nice pretty chubby skinny friendly "
    "funny lovely crazy bald cross pleased surprised tired evil dead scared worried serious bored shocked"
)


def _comparative(quality: str) -> str:
    if quality[-1] in "ey":
        return f"{quality}r" if quality[-1] == "e" else f"{quality[:-1]}ier"
    doubled = re.fullmatch(r"[^aeiou]+[aeiou][bdgnt]", quality) is not None
    return f"{quality}{quality[-1] if doubled else ''}er"


COMPARATIVES = {"better": "good", "worse": "bad"} | {_comparative(quality): quality for quality in QUALITIES}
#: What is done to a part, and how the part is then.
RESULTS = {
    "close": "closed", "shut": "closed", "open": "open", "raise": "raised", "lift": "raised", "lower": "lowered",
    "shave": "shaved", "curl": "curly", "narrow": "narrow", "redden": "red", "lengthen": "long", "cut": "short",
    "crop": "short", "trim": "short", "grow": "long", "enlarge": "big", "shrink": "small", "round": "round",
    "braid": "braided", "bleach": "blond", "furrow": "furrowed", "age": "old", "rejuvenate": "young", "cheer": "happy",
} | {
    f"{quality.removesuffix('e')}en": quality
    for quality in _words("dark light bright white black short straight wide thick sharp soft deep tight rough weak")
}  # fmt: skip
#: What somebody in a picture can be made to do, and how it is described.
ACTS = {
    "smile": "smiling", "laugh": "laughing", "grin": "grinning", "frown": "frowning", "wink": "winking",
    "cry": "crying", "scream": "screaming", "shout": "shouting", "yell": "yelling", "sleep": "sleeping",
    "blush": "blushing", "talk": "talking", "sing": "singing", "glow": "glowing", "bite": "biting", "pout": "pouting",
    "squint": "squinting", "shine": "shining",
}  # fmt: skip
#: Verbs whose "-ing" form is understood after "would you mind".
VERBS = RESULTS.keys() | _words("take remove add give put make change turn dye paint get swap replace draw lose have")
#: Things that end like qualities ("smiling", "bearded").
THINGS = _words("earring ring piercing wing string sling clothing bed weed seed")
#: Pairs that are one thing.
IDIOMS = {
    "salt and pepper", "back and sides", "rock and roll", "stars and stripes", "bread and butter", "up and coming",
    "down and out", "more and more",
}  # fmt: skip
#: Short forms, and slips of the keyboard in words of grammar.
SPELLINGS = {
    "teh": "the", "hte": "the", "adn": "and", "wiht": "with", "wth": "with", "w/": "with", "wit": "with",
    "w/o": "without", "wihtout": "without", "withuot": "without", "witout": "without", "remvoe": "remove",
    "reomve": "remove", "giv": "give", "mkae": "make", "amke": "make", "gimme": "give me", "wanna": "want to",
    "gonna": "going to", "u": "you", "pls": "please", "plz": "please", "thx": "thanks", "n": "and", "&": "and",
    "+": "and", "lets": "let us", "let's": "let us", "id": "i would", "shes": "she is", "hes": "he is",
    "cannot": "can not", "can't": "can not", "won't": "will not", "ain't": "is not", "aint": "is not",
    "neither": "no", "nor": "and no", "→": "->", "=>": "->",
}  # fmt: skip

# --- Classes of words -------------------------------------------------------------------------------------------------

CLASSES: Mapping[str, str] = {
    # Who, whose, where, how much. The reader adds "noun": a subject, or the bundle's neutral text.
    "subject": "face|person|portrait|head|man|woman|guy|girl|boy|lady|human|someone|somebody|character|figure|"
    "individual|people|picture|image|photo|drawing|kid|child|gentleman|fellow|dude|one|robot|bot|avatar|cartoon",
    "pronoun": "her|him|it|them|she|he|they|me|us|i|we|you|everyone|this|that",
    "possessive": "the|her|his|its|their|your|my|our|this|that|these|those|both|them|all[ of][ the]",
    "article": "a|an|any|some",
    "whom": r"{pronoun}\b(?! {noun}\b)|(({possessive}|same) )+{noun}",
    "whole": "(({possessive}|{article}|same) )*{noun}",
    "place": " (on|onto|to|from|off|over|around|of|for|in) [{possessive} ]"
    "({pronoun}|hers|{subject}|top|chin|eyes|nose|cheeks?)| on",
    # What names no thing, so that it is where the thing stands that counts: "anything on her head".
    "indefinite": "(any|some|every|no)thing|[any |the |all ](stuff|things)|whatever is",
    "degree": r"[just ][a ](([little |tiny ]bit[ of])|lot|lots|little|tad|few years)|\w+ (years|decades)|much|very|"
    "really|quite|slightly|somewhat|even|way|far|totally|completely|entirely|so|too",
    "quality": "|".join(sorted(QUALITIES)),
    "comparative": "|".join(COMPARATIVES),
    "act": "|".join(ACTS),
    "result": "|".join(RESULTS),
    # Of these, what is a verb without anything behind it that says so; and qualities that can be verbs.
    "sure_result": "|".join(RESULTS.keys() - QUALITIES - {"lower", "cut", "shut", "age", "cheer"}),
    "to_quality": "thin|slim|smooth|clean|tidy|tan",
    "praise": "same|better|nicer|prettier|handsomer|cuter|cooler|hotter|good|great|nice|cool|lovely|cute|fine",
    # Verbs.
    "remove": r"(rid|free|relieve|strip) [({possessive} )?\S+ ](of|from)|remove|delete|erase|eliminate|loses?|drop|"
    r"ditch|nix|bin|strip|take (off?|away|out)|get rid of|kill|scrap|destroy|"
    r"(?!show|put)\w+ (off|away)(?= {possessive} )|"
    "(wipe|rub|cut|shave|throw|leave|strip|clear) (off|away|out)|(photoshop|edit|crop|airbrush) out|clear|hide|cancel|"
    "undo|skip|hate|dislike|turn off|no need (for|of|to have)|(sick|tired|enough) (of|with)|no more|no(?! longer)|"
    "without|lacking|minus|stops?|quit|exclude|omit",
    "wish": "got|want|need|have|has|having|wear|wears|wearing|show|like|liking|be|being|get|give|make|put|add|let|"
    "look|stand|to|see",
    "should": "should|must|could|would|can|will|might|do|does|did|needs? to|ought to|has to|have to|had to|to|"
    "(looks?|is|be)( (like|{praise}))*(?= (with|in|without) )",
    "modal": "should|must|could|can|would|might|needs? to|has to|have to|ought to",
    "is": "be|is|are|was|were|being|become|turn|go|look(s|ing)?[ like]|seem|appear[ like]",
    "has": "has|had|have|having|gets?|got|wear|wears|wearing|wore|grow|with|needs?(?! to)|wants?(?! to)|use|do with|"
    "put on|sport",
    "add": "add[ in| on]|(put|stick|throw|pop|slap|chuck|slip|pull) on|bring[ back]|apply|attach|draw|include|insert|"
    "show|place|go (for|with)|use|plus|try[ on]",
    "make": "make|turn|render|keep|have|let|get|want|need|like",
    "colour": "dye|re-?colou?r|colou?r|paint|tint",
    "exchange": "replace|sub|swap|switch|exchange|trade|substitute",
    "change": "change|turn|set|convert|transform|make|alter|{colour}",
    "instead": "instead of|rather than|in place of",
    "does": r"{should}|is|are|am|was|were|be|look|(?!(with|wearing|having)\b){has}|not|never|stops|{act}s?",
    # What begins no name of a part, in "make her ...".
    "no_part": r"something|anything|sure|as|less|more|not|no|stop|an?|wearing|in|on|with|have|wear|take|look|be|to|"
    r"both|\d|{result}",
    # What everybody has, so that changing it takes nothing away; and of what "make the look angry" speaks.
    "always_there": "clothes|clothing|outfit|hair|hairstyle|haircut|background|skin|eyes|mouth|nose|lips",
    "everything": "expression|look|mood|emotion|whole thing|everything|appearance",
    "shaved_bare": "head|skull|scalp|face|chin",
    # What stands before a denial without saying anything; what a clause cannot end with before a verb of command.
    "hanging": "but|and|that|who|which|with|{wish}|is|are|look|to|should|must|can|do|does",
    "incomplete": "a|to|not|you|i|we|let|and|,|please|mind|of|kindly|also|then|him|her|it|them",
    "command": "add|remove|delete|give (him|her|it|them)|make (him|her|it|them|the|his)|get rid of|take off|put on|"
    "replace",
    # Asking politely, and the words that a question or a wish begins and goes on with.
    "somebody": r"{pronoun}|(({possessive}|same) )+{subject}|(his|her|its|the) \S+",
    "polite": "please|kindly|hey|hi|hello|ok|okay|now|just|then|simply|also|only|maybe|perhaps|and|so|but|well|oh|"
    r"yes|first|next|finally|both(?=.+ and )|that|who(?= \w+ not )|to|[the ]same(?= {subject} )|"
    "this(?= {subject} (with|in|wearing|but) )|not (only|just)",
    "question": "(can|could|would|will|may|might|shall|should)(?= {somebody} )|(do|does)(?= {pronoun} )|"
    r"would(?= (like|love))|i|we|you|hows|if|why not|(how|what)(?= (about|if|would|will|does|do|{somebody})\b)|"
    r"want|needs?|suppose|going|any chance|is it|it would be \w+|let us|help me|make sure|make(?= that )|show me|"
    "(imagine|picture)(?= {somebody} )|(see|show|try|have|do|make it)(?=[ {somebody}] (with|without|in) )|"
    r"try(?= \w+ing )|do it|do one thing|there",
    "wishing": "i|we|you|it|me|us|to|see|show|that|if|about|like|love|want|need|prefer(?!.* over )|wish|fancy|really|"
    "just|also|would|should|must|could|do|does|wonder|wondering|curious|was|think|thinking|reckon|guess|suppose|be|"
    "possible|is|are|am|of|what|how|happen|mind|going|go|sure|only|a version",
    # Names of a whole clause's form.
    "correlative": "half|partly|the (other|rest)",
    "denial": r"(no|without|minus|(who|that) \w+ not(?! \w+ed\b)) |but ",
}

#: What only asks, before and behind what is asked for: "could you please", "what if"; "if you can".
OPENING = r"({polite}|{question}( {wishing}(?= (?!{pronoun}$)))*)[,|!|:] +"
CLOSING = (
    "(,| )+(please|[and ]thanks?[ you| u]|ty|for me|mate|now|right now|here|if you can|if possible|will you|"
    "would you|any ?more|at all|again|instead|too|as well|completely|entirely|[just ]a (bit|little)|in colou?r)$"
)
#: Between clauses.
JOINT = (
    "[,] (?=but )|(?<!not)(?<!never)[,] (?={denial})"
    "|[,] (and then|and also|and|then|plus|also|as well as|while) "
    r"|;[ ]|\. |,[ ]| (?={command} )"
)
#: "take the hat and the glasses off", where a particle stands apart from its verb.
SEPARATED = (
    r"\b<verb=take|shave|pull|strip|throw> <what=((?!(off|away|add|give|put|make|take|shave)\b).)+> "
    "<particle=off|away>(?=,| and|$)"
)

# --- Rules ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """One kind of sentence.

    Attributes:
        meaning: what it means, a method of the reader.
        pattern: in the notation above; it must match a whole clause.
        example: a clause that this is the first rule to read.
    """

    meaning: str
    pattern: str
    example: str


def _rules(table: str) -> tuple[Rule, ...]:
    """Rules of a table "meaning: pattern  # example"; an indented line goes on with the pattern after a space."""
    lines = re.sub(r"\n {4}", " ", table).splitlines()
    found = (re.fullmatch(r"(\w+): (.+?)  # (.+)", line) for line in lines if line and not line.startswith("#"))
    return tuple(Rule(*match.groups()) for match in found if match is not None)


#: What a captured name may be, where that is more special than any words.
CAPTURES = {
    "part": r"(?!({no_part}|{degree}|{noun})\b).+?",
    "quality": r"an? .+|({degree} |more |look[ing] |go )*(?!(up|down|around|over|on|in)$)\S+",
}

EXCHANGES = _rules(r"""
recolour: ({change}|{exchange}) <part> from <old> to <new>  # change the hair from red to blue
exchange: {exchange} [out ][from ]<old> (with|by|for|to|into|against) <new>  # replace the hat with a cap
exchange: change <old> for <new>  # change the hat for a cap
exchange: [(change|turn|switch|go) ]from <old> (to|into) <new>  # go from sad to happy
turn_into: {change} <old> into <new>  # turn the frown into a grin
turn_into: <old> {modal} (become|turn into) <new>  # the frown should become a grin
exchange: (?!({change}|get|slip)\b)<old> (->|into) <new>  # glasses -> shades
exchange: <new>[,] {instead} <old>  # a cap instead of a hat
exchange: {instead} <old>(, | (?={make}|give|put|add|dress|an? ))<new>  # instead of a hat give her a cap
exchange: prefer <new> over <old>  # prefer a cap over the hat
exchange: [would ]rather [(have|see) ]<new> than <old>  # rather a cap than a hat
exchange: not (?!only|just)<old=\S+[ \S+]> but <new>  # not sad but happy
exchange: <new=.*\b(?!({hanging}|{pronoun}|{noun}|not)\b)\w+>[,] not <old=[an? ]\S+>  # red hair, not brown
""")

#: What can only be an instruction.
COMMANDS = _rules(r"""
# What is to stay changes nothing; said of a quality, it is wished for ("keep her hair long").
keep: (keep|retain|preserve|leave(?! (off|out))|do not (touch|change)) (?!.* ({quality}|\S+ing)$)({possessive}
    )+<what>  # keep the hat
keep: without (changing|touching|affecting|altering|losing) <what>  # without changing the hair
# Denials of denials: what is not to go is there.
add: (not|never|do not) {remove} <what>  # do not remove the hat
# Removals and denials.
clear: (take|strip|clear|wipe|get|pull) {indefinite} <where=(off|from|on) .+>  # take everything off the head
remove: not (a [big ]fan of|fond of|keen on) <what>  # not a fan of the hat
deny: [(do|does|did|is|are|am|should|must|can|will|would) ](not|never|no longer) <verb=({wish} )*>[{whom}
    ]((to|with|wear|have|{praise}) )*<what=(?!\S+ed\b|change|touch|mind|know).+>  # is not smiling
deny: (stop|keep|prevent) {whom} from <what=.*>  # stop her from smiling
remove: (rather|sooner) not [have ]<what>  # rather not have a hat
remove: <what={act}> less  # smile less
remove: [{degree} ](less|fewer) <what=(?!is ).+>  # less angry
remove: {remove} <what>  # get rid of the hat
remove: (?!care|home|rest|help|hope|fear|ruth|emotion|expression|hair)<what=\w\w\w+>less  # hatless
remove: (take|shave|cut|strip|pull|clip|throw|wipe|get) <what> (off|away|out)( .*)?  # take the hat off
remove: (?!(show|put|make|let|have)\b)\w+ <what={possessive} .+> (off|away)  # peel the mask off
remove: [(make|let|have|get|want|need|like|with) ]<what> ((should|must|has to|have to|needs?
    to|can|is|are|to|shaved?) )*(go[ away]|disappear|vanish|[be ](gone|removed|deleted|off)|not be (there|seen))
     # the hat has to go
remove: shave <what=(?!(.* )?({shaved_bare}|him|her|me|us)$).+>  # shave the beard
# Clothes, and being in them; what sticks out; how hair is worn.
be_in: (dress|put|clothe|place|get) {whom} [up ]<how=in|into|on|against|before> <what>  # dress him in a suit
be_in: (change|switch|get|slip) <how=into> <what>  # change into a suit
become: dress {whom} [up ](as|like) <what>  # dress her up as a pirate
stick_out: (stick|poke|put|show) out <part=.+>  # stick out the tongue
stick_out: (stick|poke|put|show) <part=.+?> out  # stick the tongue out
arrange: (put|tie|wear|let|comb|brush|pull|sweep) <part> <what=up|down|in an? .+>  # wear the hair in a bun
arrange: (tie|comb|brush|pull|sweep) <part> <what=back>  # comb the hair back
look: [{make} {whom} ]look <how=(to|at|up|down|left|right|away|over|into|back|straight)( .+)?>  # look at me
# Additions.
change: (get|have) ({possessive} )+<part> <what=cut|\S+ed>  # get his hair cut
add: (give|get|lend|grant|hand|buy|grow) {whom} (?!to )<what=((?!in[to] ).)+?>[ (on|onto|to) .*]  # give him a hat
add: \w+ {whom} with <what>  # imagine her with a hat
add: \w+ <what=(an?|some|the|one) ((?!,).)+?> (on|onto|to) ({whom}[ .*]|{possessive} \w+)  # pop a hat on him
add: (put(?! on )|place|stick(?! on )) <what>[ (on|onto|to|in)[ .*]]  # put a hat on
add: give <what>[{place}]  # give glasses
add: {add} <what>  # add a hat
add: <what> would (suit|look \w+ on) {whom}  # a hat would suit him
# Qualities, of the whole or of a part: "make her happy", "turn the hair blue", "dye it blue".
become: {change} {whom} [in]to <what=(?!{act}\b).+>  # turn her into a queen
change: {change} <part=.+?> [in]to [be ]<what>  # change the hair to blue
change: ({make}|{colour}|do|change) ({possessive} )+<part> [in ]<what=quality>  # make her hair blue
predicate: ({make}|{change}) {whom} [(both|all) ]<what>  # make him bald
change: {change} <part> <what=quality>  # dye hair blue
add: (get|grow) <what=({article}|more) .+>  # grow a beard
add: (wear|have) <what>  # wear a hat
finish: <verb={result}|{to_quality}> [up |out ]<part={possessive} .+>  # close the eyes
finish: <verb={result}|{to_quality}> [up ]{whom}  # age him
finish: <verb={sure_result}> <part=.+>  # shave head
more: [a ]({degree} )*(more(?= )|<worse={comparative}>)[ <what=(?!with |and ).+>]  # a bit longer hair
predicate: make <what=(?!up\b)\S+>  # make smile
predicate: (be|look|act)( (like|{praise}))* <what=(with|in) .+|({degree} )*\S+>  # look happy
""")

#: What can be an instruction, and a description as well.
STATEMENTS = _rules(r"""
change: (?!{whom} {modal} )({possessive} )*<part> {modal} (be|go|look|turn) <what>  # her hair should be blue
change: ({possessive} )+<part> (is|are|was|were|to be|be) <what>  # her hair is blue
predicate: ({whom}|{whole}|i) <what={does}\b.*>  # she is bald
add: (?!wearing|having){has} (?!not )[on ]<what>  # has a hat
predicate: {whom} <what=\S+ing|{quality}>  # her smiling
change: ({possessive} )+<part> [in ]<what=({degree} )*(more \S+|{quality}|{comparative})>  # her hair blue
change: <part=(?!{noun}|{no_part}|{article})\S+> <what=({degree} )*{comparative}>  # eyes bigger
""")


def compiled(pattern: str, noun: str) -> re.Pattern[str]:
    """A pattern in the notation of this file as a regular expression.

    Args:
        noun: names of who is in the picture, separated by "|".
    """
    pattern = re.sub(r"<(\w+)(?:=(.*?))?>", lambda m: f"(?P<{m[1]}>{_capture(m[1], m[2])})", pattern)
    classes = {**CLASSES, "noun": noun}
    while names := set(re.findall(r"\{(\w+)\}", pattern)):
        for name in names:
            pattern = pattern.replace(f"{{{name}}}", f"({classes[name]})")
    # Every group that has no name only groups.
    return re.compile(re.sub(r"\((?!\?)", "(?:", pattern.replace("[", "(?:").replace("]", ")?")))


def _capture(name: str, restriction: str | None) -> str:
    return CAPTURES.get(restriction or name, restriction or ".+?")
