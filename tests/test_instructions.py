"""Instructions become pairs of descriptions; descriptions stay as they are; nothing typed ever breaks the grammar."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deltaedit.errors import PromptError
from deltaedit.grammar import CLASSES, COMMANDS, EXCHANGES, STATEMENTS, Rule, compiled
from deltaedit.instructions import Reading, TextEdit, _Reader, denial, read_instruction


def understood(text: str, neutral: str = "face") -> str:
    """The edits of a text, as "source > target" each."""
    return "; ".join(f"{edit.source} > {edit.target}" for edit in read_instruction(text, neutral).edits)


REMOVALS = (
    "no {}", "No {}!", "NO {}", "without {}", "without any {}", "with no {}", "remove {}", "remove the {}",
    "Remove her {}.", "please remove his {}", "take off the {}", "take the {} off", "take their {} off, please",
    "Take her {} away", "get rid of the {}", "lose the {}", "drop the {}", "delete the {}", "erase his {}",
    "can you remove the {}?", "could you please get rid of the {}", "I don't want {}", "don't give her {}",
    "she doesn't have {}", "he has no {}", "face without {}", "a man with no {}", "no more {}", "less {}",
    "remove the {} from her face", "remove the {} completely", "I want no {}", "make the {} disappear",
    "the {} should go", "a woman who has no {}", "the person doesnt have {}", "ditch the {}", "hide her {}",
    "remove the {} please", "no {} at all", "the face should not have {}",
    # Verbs apart from their particle, and no verb at all.
    "can you get those {} off him", "take them {} off her", "{} off", "{} gone please", "{} removed", "minus the {}",
    # Wishes and questions.
    "what would he look like without {}", "let's see her without the {}", "can we see him with no {}",
    "what if she had no {}",
    "she looks better without the {}", "would you mind taking off the {}", "how about no {}", "why not remove the {}",
    "I\u2019d like her with no {}", "i want the {} gone", "the {} have to go", "she shouldn't have {}",
    "he shouldnt wear {}",
    "would it be possible to remove the {}", "i don't like the {} remove it", "get rid of those {} 🙏 thx",
    "never wears {}", "free him of his {}", "strip him of his {}", "photoshop out the {}", "peel off the {}",
    "peel the {} off", "she'd be prettier without the {}", "the {} needs to be removed", "i'm not fond of the {}",
    "can you make the {} go away", "wipe that {} off his face", "I wonder what she'd look like without {}",
    # Slips of the keyboard, in the words of grammar.
    "pls remvoe teh {}", "w/o {}", "a face wihtout {}",
)  # fmt: skip


@pytest.mark.parametrize("thing", ["glasses", "round sunglasses", "horns"])
@pytest.mark.parametrize("sentence", REMOVALS)
def test_removing(sentence: str, thing: str) -> None:
    assert understood(sentence.format(thing)) == f"face with {thing} > face"


ADDITIONS = (
    "add {}", "Add {}!", "add {} to her face", "give her {}", "give him {}", "give the man {}", "Give them {}, please",
    "put {} on her", "put {} on the face", "put on {}", "can you add {}?", "could you please give her {}",
    "I'd like her to have {}", "let her have {}", "make him wear {}", "make her have {}", "she has {}", "with {}",
    "I wish he had {}", "just add {}", "draw {}", "she should have {}", "wear {}", "bring {}", "pls add {} thanks",
    "what if she had {}", "what would he look like with {}", "can he have {}", "may i see him with {}", "she needs {}",
    "let's see her with {}", "imagine him with {}", "have her wear {}", "try giving him {}", "would you mind adding {}",
    "i want to see her with {}", "show me what she looks like with {}", "she would look great with {}", "gimme {}",
    "Throw on {}", "I wonder what she'd look like with {}", "i was wondering if you could add {}",
    "not without {}", "don't remove {}", "i'd like him to have {}", "do one thing, add {}", "how about adding {}",
)  # fmt: skip


@pytest.mark.parametrize("thing", ["a hat", "glasses", "short blue hair"])
@pytest.mark.parametrize("sentence", ADDITIONS)
def test_adding(sentence: str, thing: str) -> None:
    assert understood(sentence.format(thing)) == f"face > face with {thing}"


NOTHING_THERE = {
    "face with nothing on the head": (
        "take everything off the head", "remove everything from the head", "without anything on the head",
        "get rid of the stuff on the head", "no stuff on the head", "no things on the head",
    ),
    "face with nothing on her nose": ("I'd like her without anything on her nose", "remove whatever is on her nose"),
}  # fmt: skip


@pytest.mark.parametrize("wanted, sentence", [(w, s) for w, some in NOTHING_THERE.items() for s in some])
def test_what_names_no_thing_is_told_by_its_place(wanted: str, sentence: str) -> None:
    assert understood(sentence) == f"face > {wanted}"


@pytest.mark.parametrize("sentence", ["remove everything", "take off everything", "get rid of all things"])
def test_what_names_neither_a_thing_nor_a_place_asks_for_nothing(sentence: str) -> None:
    assert read_instruction(sentence, "face").plain


@pytest.mark.parametrize(
    "description",
    ["woman whose eyes have no pupils", "a man whose head has no hair", "face whose mouth shows no emotion"],
)
def test_what_a_part_lacks_is_said_of_the_part_alone(description: str) -> None:
    assert read_instruction(description, "face").plain


@pytest.mark.parametrize("sentence", ["no either beard or hat", "I don't want him to have either a beard or a hat"])
def test_either_says_nothing(sentence: str) -> None:
    assert understood(sentence) == "face with beard > face; face with hat > face"


CHANGES = {
    "face with blue hair": (
        "make her hair blue", "make the hair blue", "turn his hair blue", "dye her hair blue", "Dye the hair blue!",
        "change the hair to blue", "change hair colour to blue", "change her hair color to blue",
        "turn the hair to blue",
        "her hair should be blue", "the hair should be blue", "turn her hair into blue", "color her hair blue",
        "make her hair bluer", "bluer hair", "please dye the hair blue",
    ),
    "face with long hair": ("longer hair", "make her hair longer", "make the hair much longer", "a bit longer hair",
                            "lengthen the hair", "grow the hair", "make his hair a lot longer"),
    "face with dark skin": ("darker skin", "make the skin darker", "Darker skin please", "darken her skin",
                            "slightly darker skin"),
    "face with closed eyes": ("close the eyes", "close her eyes", "Close both eyes", "shut his eyes",
                              "make her close her eyes", "close your eyes"),
    "face with a shaved head": ("shave the head", "shave her head", "Shave his head!"),
    "face with open mouth": ("open the mouth", "open her mouth"),
    "face with raised eyebrows": ("raise the eyebrows", "lift her eyebrows"),
    "face with short hair": ("cut the hair", "cut her hair short", "shorten the hair", "shorter hair"),
    "face with yellow background": ("make the background yellow", "turn the background yellow",
                                    "change the background to yellow", "paint the background yellow"),
    "bald face": ("make him bald", "make her bald", "turn him bald", "make the man bald", "I want her to be bald",
                  "make the face bald", "he is bald", "make them look bald", "Make her bald, please"),
    "happy face": ("make her happier", "happier", "make him look happy", "make it very happy", "make it look happier",
                   "change the expression to happy", "she should look happy", "make her more happy"),
    "smiling face": ("make her smile", "let him smile", "have her smile", "she should smile", "make him smiling",
                     "can you make her smile?", "I want him to smile"),
    "face in a suit": ("dress him in a suit", "put her in a suit", "change into a suit"),
    "face wearing a hat": ("she is wearing a hat", "make her wearing a hat"),
    "a zombie": ("turn her into a zombie", "change him into a zombie", "make it look like a zombie"),
    "face with a suit": ("change the clothes to a suit", "change his clothes into a suit"),
    "face with the tongue out": ("stick her tongue out", "stick out the tongue"),
    "red face": ("make it red", "paint it red", "dye it red", "turn it red"),
    "winking face": ("I'd like it to be winking", "she winks", "have him wink", "i want to see her wink",
                     "can he wink"),
    "face with big eyes": ("bigger eyes", "make eyes bigger", "make the eyes a little bit bigger",
                           "eyes should be bigger",
                           "i want his eyes to be bigger", "make her eyes really big"),
    "face with pink hair": ("her hair pink", "do the hair in pink", "i want the hair more pink",
                            "make his hair go pink",
                            "kindly make the hair pink in colour", "what if her hair was pink"),
    "sad face": ("be sad", "look sad", "what if he was sad?", "could you make her look sad pls", "get her to look sad"),
    "old face": ("can you age him", "make her look ten years older", "make him a few years older"),
    "face with hair down": ("let her hair down", "wear the hair down"),
    "face with hair in a bun": ("wear the hair in a bun", "put her hair in a bun"),
    "face with thin eyebrows": ("thin out the eyebrows", "thin her eyebrows", "thinner eyebrows"),
    "face with white teeth": ("whiten his teeth", "whiten teeth"),
    "face with red lips": ("I need the lips redder", "redden her lips", "her lips could be redder"),
    "face looking to the left": ("have him look to the left", "look to the left", "she should look to the left"),
    "face with an earring": ("add an earring", "give her an earring"),
    "face with a beard": ("pop a beard on him", "chuck a beard on him mate", "a beard would suit him", "grow a beard",
                          "stick a beard on her chin"),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "target"), [(one, target) for target, each in CHANGES.items() for one in each])
def test_changing(sentence: str, target: str) -> None:
    assert understood(sentence) == f"face > {target}"


DENIALS = {
    "smiling face": ("not smiling", "she is not smiling", "he isn't smiling", "stop smiling", "make her stop smiling",
                     "don't smile", "do not smile", "they're not smiling", "make him not smile", "she isnt smiling",
                     "a woman who isn't smiling", "a person that is not smiling", "no longer smiling"),
    "bald face": ("not bald", "he is not bald", "make him not bald", "no longer bald", "a man who isn't bald"),
    "angry face": ("less angry", "make her less angry", "not angry"),
    "face with beard": ("no beard", "shave the beard", "shave off the beard", "shave the beard off", "shave his beard",
                        "cut off the beard", "don't want a beard", "without a beard"),
    "face with earring": ("remove the earring", "no earring", "take her earring out"),
    "crying face": ("stop her from crying", "she should not be crying"),
    "face with red hat": ("remove the red hat", "take off her red hat", "not wearing a red hat", "no red hat",
                          "isn't wearing a red hat"),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "source"), [(one, source) for source, each in DENIALS.items() for one in each])
def test_denying(sentence: str, source: str) -> None:
    assert understood(sentence) == f"{source} > face"


@pytest.mark.parametrize(
    ("sentence", "edits"),
    [
        ("blue hair and glasses", "face > blue hair; face > glasses"),
        ("face with blue hair and glasses", "face > face with blue hair; face > face with glasses"),
        ("woman with red hair, glasses and a smile",
         "face > woman with red hair; face > woman with glasses; face > woman with a smile"),
        ("add a hat and glasses", "face > face with a hat; face > face with glasses"),
        ("give her a hat, glasses and a smile",
         "face > face with a hat; face > face with glasses; face > face with a smile"),
        ("remove the glasses and the hat", "face with glasses > face; face with hat > face"),
        ("remove beard, glasses and hat", "face with beard > face; face with glasses > face; face with hat > face"),
        ("no beard and no glasses", "face with beard > face; face with glasses > face"),
        ("no beard or glasses", "face with beard > face; face with glasses > face"),
        ("remove the glasses and add a hat", "face with glasses > face; face > face with a hat"),
        ("take the glasses off and give her a hat", "face with glasses > face; face > face with a hat"),
        ("dye the hair pink and add a hat", "face > face with pink hair; face > face with a hat"),
        ("make the hair long and blue", "face > face with long hair; face > face with blue hair"),
        ("make it old and dirty", "face > old face; face > dirty face"),
        ("make her smile and close her eyes", "face > smiling face; face > face with closed eyes"),
        ("bald with a beard", "face > bald; face > face with a beard"),
        ("make him bald with a beard", "face > bald; face > face with a beard"),
        ("a smiling woman with round glasses", "face > smiling woman; face > woman with round glasses"),
        ("a woman in a suit with sunglasses", "face > woman in a suit; face > woman with sunglasses"),
        ("bald man in a hoodie wearing shades", "face > bald man; face > man in a hoodie; face > man with shades"),
        ("bald man without glasses", "face > bald man; face with glasses > face"),
        ("short hair and no glasses", "face > short hair; face with glasses > face"),
        ("with glasses and no beard", "face > face with glasses; face with beard > face"),
        ("replace the glasses with sunglasses", "face with glasses > face with sunglasses"),
        ("swap the hat for a beanie", "face with hat > face with a beanie"),
        ("sunglasses instead of glasses", "face with glasses > face with sunglasses"),
        ("instead of glasses give him shades", "face with glasses > face with shades"),
        ("give him shades instead of glasses", "face with glasses > face with shades"),
        ("glasses -> shades", "face with glasses > face with shades"),
        ("switch from glasses to shades", "face with glasses > face with shades"),
        ("turn his frown into a grin", "frowning face > face with a grin"),
        ("change the smile for a frown", "smiling face > face with a frown"),
        # What one side leaves out, the other says.
        ("her hair should be red, not brown", "face with brown hair > face with red hair"),
        ("long hair not short", "face with short hair > face with long hair"),
        ("round glasses instead of square ones", "face with square glasses > face with round glasses"),
        ("change the black shirt to a white one", "face with black shirt > face with a white shirt"),
        ("from black hair to blond", "face with black hair > face with blond hair"),
        ("blonde not black", "black face > blonde face"),
        ("not sad but happy", "sad face > happy face"),
        # Lists in which only the first says what to do.
        ("take off his hat, glasses and beard",
        "face with hat > face; face with glasses > face; face with beard > face"),
        ("neither a beard nor glasses", "face with beard > face; face with glasses > face"),
        ("no hat no glasses", "face with hat > face; face with glasses > face"),
        ("take the hat and the glasses off", "face with hat > face; face with glasses > face"),
        ("no beard but a moustache", "face with beard > face; face > a moustache"),
        ("a beard, but no glasses", "face > a beard; face with glasses > face"),
        ("remove beard add glasses", "face with beard > face; face > face with glasses"),
        ("make the hair blonde, the eyes blue", "face > face with blonde hair; face > face with blue eyes"),
        ("make her hair shorter and darker", "face > face with short hair; face > face with dark hair"),
        # What stays is no edit, and what "it" is was said before.
        ("lose the glasses but keep the beard", "face with glasses > face"),
        ("don't change the hair, just add glasses", "face > face with glasses"),
        ("add a scarf without changing the hair", "face > face with a scarf"),
        ("i'm not a fan of the hat, take it away", "face with hat > face"),
        ("she has too many freckles, remove them", "face with freckles > face"),
        ("her earrings are too much, get rid of them", "face with earrings > face"),
        ("not only glasses but also a hat", "face > glasses; face > a hat"),
        ("two-tone hair, half black and half white", "face > two-tone hair, half black and half white"),
        ("man with short hair who is wearing glasses and smiling",
         "face > man with short hair; face > man with glasses; face > smiling man"),
        ("I'd prefer a beanie over the hat", "face with hat > face with a beanie"),
        ("switch the background from blue to pink", "face with blue background > face with pink background"),
        ("sub the glasses for goggles", "face with glasses > face with goggles"),
    ],
)  # fmt: skip
def test_several_things_and_exchanges(sentence: str, edits: str) -> None:
    assert understood(sentence) == edits


PLAIN = (
    "face with glasses", "Face with sunglasses", "smiling woman", "a bald man", "red hair", "sunglasses", "beard",
    "a man with a long beard", "woman wearing a hijab", "person in a red hoodie", "black and white picture",
    "red and blue hair", "he looks furious", "eyes closed", "a person fast asleep", "blue background", "zombie",
    "one eye shut, the other open", "frowning, brows pulled down in anger", "wearing reading glasses", "asdfgh",
    "guy who hasn't shaved in months", "whiskers on his chin and cheeks", "unhappy, with a frowny mouth",
    "SMILING FACE", "portrait in front of a blue wall", "no", "remove", "please", "and", "!", "...", "face", "make",
    "without", "a photo of a cat", "church at night", "horse", "grinning from ear to ear",
    "hair down past the shoulders",
    # Words of grammar that are none here.
    "head on fire", "man with salt and pepper hair", "short back and sides", "take-off of a clown", "off-white skin",
    "portrait of a lady with a veil", "pirate with an eye patch", "cut and bruised face", "rock and roll singer",
    "round robot", "open eyed", "more", "make up", "how are you?", "what is this", "don't change the hair",
    "hasn't shaved in months", "keep the glasses", "123", "😀",
)  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_a_description_is_taken_as_it_is(text: str) -> None:
    assert read_instruction(text, "face") == Reading(text, (TextEdit("face", text),), plain=True)


@pytest.mark.parametrize(
    ("text", "instructs"),
    [
        ("remove the glasses", True),
        ("could you please make the hair longer", True),
        ("no beard", True),
        ("not smiling", True),
        ("a man without glasses", False),
        ("red hair and no glasses", False),
        ("face with blue hair and a hat", False),
        ("she has blue eyes", False),
        ("smiling", False),
    ],
)
def test_what_says_what_to_do(text: str, instructs: bool) -> None:
    """Such a text is read whatever the source; a description beside a source is taken as it is."""
    assert read_instruction(text, "face").instructs == instructs


@pytest.mark.parametrize(
    "piece",
    [
        "and ",
        "hat, ",
        "no ",
        "face has ",
        "the face ",
        "to has ",
        "make into ",
        "i, ",
        "not ",
        "-> i ",
        "a",
        "more of ",
    ],
)
def test_the_longest_texts_take_no_time(piece: str) -> None:
    text = (piece * 200)[:200]
    read_instruction("compiles the rules", "face")
    start = time.process_time()
    read_instruction(text, "face")
    assert time.process_time() - start < 0.1


def test_the_neutral_text_is_the_bundles_own() -> None:
    assert understood("remove the antenna", "robot") == "robot with antenna > robot"
    assert understood("robot without ears", "robot") == "robot with ears > robot"
    assert understood("make the robot red", "robot") == "robot > red robot"
    assert understood("no clouds", "church at night") == "church at night with clouds > church at night"


@pytest.mark.parametrize(
    ("source", "denied"),
    [
        ("face with glasses", "face without glasses"),
        ("face with a red hat", "face without a red hat"),
        ("smiling face", "face not smiling"),
        ("a man with glasses", None),
        ("face", None),
        ("glasses", None),
    ],
)
def test_denials(source: str, denied: str | None) -> None:
    assert denial(source, "face") == denied


def test_the_sentence_for_people() -> None:
    assert read_instruction("Remove her glasses!", "face").sentence == "understood as: face with glasses → face"
    both = read_instruction("a hat and no beard", "face").sentence
    assert both == "understood as: face → a hat, and face with beard → face"


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "x" * 201, None, 7])
def test_no_text_at_all(text: object) -> None:
    with pytest.raises(PromptError):
        read_instruction(text, "face")  # type: ignore[arg-type]


WORDS = [
    "no", "not", "without", "remove", "take", "off", "add", "give", "put", "on", "make", "turn", "change", "dye",
    "into", "and", "or", "but", "her", "his", "the", "a", "hat", "glasses", "beard", "hair", "blue", "red", "bald",
    "smile", "smiling", "wearing", "with", "in", "more", "less", "darker", "don't", "isn't", "please", ",", ".", "!",
    "'", "to", "stop", "shave", "close", "eyes", "replace", "instead", "of", "is", "she", "it", "face", "i",
    "want", "up", "out",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)))
def test_anything_typed_is_read_or_refused_in_words(text: str) -> None:
    try:
        reading = read_instruction(text, "face")
    except PromptError:
        assert not "".join(c for c in text if c.isprintable()).strip()
        return
    assert reading.edits and all(edit.source.strip() and edit.target.strip() for edit in reading.edits)
    assert reading == read_instruction(text, "face")
    if reading.plain:
        # What a description reads as is a description again.
        assert read_instruction(reading.edits[0].target, "face") == reading


@pytest.mark.parametrize("rules", [EXCHANGES, COMMANDS, STATEMENTS], ids=["exchanges", "commands", "statements"])
def test_every_rule_is_the_first_to_read_its_example(rules: tuple[Rule, ...]) -> None:
    """So none is dead, and each says what it is for."""
    patterns = [compiled(rule.pattern, f"{CLASSES['subject']}|face") for rule in rules]
    for index, rule in enumerate(rules):
        matching = [i for i, pattern in enumerate(patterns) if pattern.fullmatch(rule.example)]
        assert matching[:1] == [index], rule
        assert hasattr(_Reader("face"), f"_{rule.meaning}"), rule
