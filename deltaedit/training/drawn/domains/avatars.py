"""The avatars domain: portraits in the Avataaars style by Pablo Stanley (free for personal and commercial use)."""

from __future__ import annotations

from deltaedit.training.drawn.colours import RGB, palette
from deltaedit.training.drawn.domain import BundleTexts, Domain
from deltaedit.training.drawn.domains.avatars_words import SUBJECTS, phrases
from deltaedit.training.drawn.domains.backgrounds import BACKGROUNDS

#: The order of parts, values and colours determines the code, on which trained weights depend.
PARTS: dict[str, tuple[str, ...]] = {
    "top": (
        "none",
        "shortFlat",
        "shortCurly",
        "shortWaved",
        "sides",
        "bob",
        "straight01",
        "curly",
        "fro",
        "bun",
        "bigHair",
        "hijab",
        "hat",
        "winterHat02",
    ),
    "accessories": ("none", "prescription02", "round", "sunglasses"),
    "facialHair": ("none", "beardMedium", "beardMajestic", "moustacheFancy"),
    "clothes": ("blazerAndShirt", "collarAndSweater", "hoodie", "overall", "shirtCrewNeck"),
    "eyebrows": ("default", "angry", "raisedExcited", "sadConcerned"),
    "eyes": ("default", "happy", "closed", "wink", "surprised", "hearts"),
    "mouth": ("smile", "default", "serious", "sad", "screamOpen", "tongue"),
}

_HAIR = {
    "black": "1c1a1a",
    "brown": "6b4128",
    "auburn": "a55728",
    "golden": "c58b3c",
    "blond": "e6c772",
    "platinum": "efe4cd",
    "red": "c93305",
    "pink": "f08fb0",
    "gray": "9a9a9a",
    "blue": "3c64c8",
    "green": "3f9e5a",
    "purple": "7a3fa8",
}
_CLOTHES = {
    "black": "262e33",
    "blue": "5199e4",
    "navy": "25557c",
    "white": "f4f4f4",
    "gray": "929598",
    "green": "5fbf7a",
    "yellow": "f5e05a",
    "pink": "ff8fb8",
    "red": "e84545",
    "purple": "8a58c8",
    "orange": "f28c38",
}
COLOURS: dict[str, dict[str, RGB]] = {
    "hair": palette(_HAIR),
    "facialHair": palette(_HAIR),
    "skin": palette(
        {
            "dark": "614335",
            "brown": "ae5d29",
            "tanned": "d08b5b",
            "light": "edb98a",
            "pale": "ffdbb4",
            "yellow": "f8d25c",
        }
    ),
    "clothes": palette(_CLOTHES),
    "hat": palette(_CLOTHES),
    "glasses": palette({"black": "262e33", "blue": "25557c", "gray": "929598", "red": "e84545"}),
    "background": BACKGROUNDS,
}

HATS = ("hijab", "hat", "winterHat02")

#: The example pictures.
PICTURES: tuple[tuple[dict[str, str], dict[str, str]], ...] = (
    (
        {"top": "shortFlat", "clothes": "collarAndSweater", "mouth": "default"},
        {"hair": "black", "skin": "brown", "clothes": "green", "background": "gray"},
    ),
    ({"top": "bob"}, {"hair": "auburn", "skin": "light", "clothes": "blue", "background": "yellow"}),
    (
        {"top": "fro", "eyes": "happy", "clothes": "hoodie"},
        {"hair": "black", "skin": "dark", "clothes": "orange", "background": "purple"},
    ),
    (
        {"top": "straight01", "accessories": "round", "clothes": "overall"},
        {"hair": "blond", "skin": "pale", "clothes": "pink", "glasses": "black", "background": "green"},
    ),
    (
        {"top": "hijab", "eyebrows": "raisedExcited", "clothes": "shirtCrewNeck"},
        {"hat": "navy", "skin": "tanned", "clothes": "gray", "background": "pink"},
    ),
    (
        {"top": "sides", "facialHair": "beardMedium", "clothes": "blazerAndShirt", "mouth": "serious"},
        {"hair": "brown", "facialHair": "brown", "skin": "light", "clothes": "black", "background": "blue"},
    ),
)
PLAIN = {
    "accessories": "none",
    "facialHair": "none",
    "clothes": "shirtCrewNeck",
    "eyebrows": "default",
    "eyes": "default",
    "mouth": "smile",
}

EXAMPLES: dict[str, tuple[str, ...]] = {
    "Glasses": ("face with glasses", "face with round glasses", "face with sunglasses"),
    "Hair": ("face with an afro", "face with long hair", "bald face", "face with red hair", "face with blond hair"),
    "Face": ("smiling face", "sad face", "face with a beard", "face with a moustache"),
    "Clothes": ("face in a hoodie", "face in a suit", "face in red clothes"),
    "Scene": ("face with a blue background", "face with a yellow background"),
}

#: Edits that are measured, in words of the domain.
WISHES = (
    "face with glasses",
    "face with sunglasses",
    "face with a beard",
    "face with a moustache",
    "bald face",
    "face with an afro",
    "face with a bun",
    "face with a bob",
    "face with a hijab",
    "face with a hat",
    "face in a hoodie",
    "face in a suit",
    "face in overalls",
    "angry face",
    "face with closed eyes",
    "winking face",
    "face with heart eyes",
    "smiling face",
    "sad face",
    "screaming face",
    "face with red hair",
    "face with blond hair",
    "face in red clothes",
    "face with dark skin",
    "face with a blue background",
    "face with a yellow background",
)
#: Attributes that an edit hides or changes, so that they cannot count as kept.
HIDES: dict[str, frozenset[str]] = {
    "top": frozenset({"hairColour"}),
    "accessories": frozenset({"eyes", "eyebrows"}),
    "facialHair": frozenset({"mouth"}),
}

#: Colours of small things are rarely mentioned.
WEIGHTS = {"glassesColour": 0.2, "hatColour": 0.5, "facialHairColour": 0.4, "hairColour": 1.6, "top": 1.6, "eyes": 1.4}

AVATARS = Domain(
    name="avatars",
    style="avataaars",
    parts=PARTS,
    colours=COLOURS,
    weights={"accessories": (0.5, 0.17, 0.16, 0.17), "facialHair": (0.55, 0.15, 0.15, 0.15)},
    options={"glasses": "accessories"},
    colour_hidden={
        "hair": ("top", frozenset({"none", *HATS})),
        "hat": ("top", frozenset(PARTS["top"]) - frozenset(HATS)),
        "facialHair": ("facialHair", frozenset({"none"})),
        "glasses": ("accessories", frozenset({"none"})),
    },
    part_hidden={"eyes": ("accessories", frozenset({"sunglasses"}))},
    copies={"facialHair": ("hair", 0.7)},
    phrases=phrases,
    subjects=SUBJECTS,
    caption_weights=WEIGHTS,
    texts=BundleTexts(
        title="Avatars",
        description="Portraits in the Avataaars style, drawn by a small StyleGAN2 that this project trained itself.",
        limits=(
            "Draws 128-pixel avatars of one style and understands several thousand simple English phrases; photographs "
            "come out as the nearest avatar. A moustache sometimes fails, and some wordings do nothing."
        ),
        style_license="Avataaars by Pablo Stanley: free for personal and commercial use",
        style_origin="dicebear-styles 10.6",
        neutral="face",
        default_target="face with sunglasses",
        picture_label="Avatar",
        suggestions=EXAMPLES,
    ),
    plain=PLAIN,
    pictures=PICTURES,
    wishes=WISHES,
    hides=HIDES,
    judged_colours=("hair", "skin", "clothes", "background"),
    focus=(0.3125, 0.6875),
)
