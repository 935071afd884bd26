"""The complete styles at 256 pixels: every variant of every part, and any colour.

These domains will replace ``avatars`` and ``robots`` once their bundles are trained; the embedded weights belong to the
smaller domains of those names. The tables of words already cover these.
"""

from __future__ import annotations

from dataclasses import replace

from deltaedit.training.drawn.colours import palette
from deltaedit.training.drawn.domain import Domain
from deltaedit.training.drawn.domains.avatars import AVATARS
from deltaedit.training.drawn.domains.robots import ROBOTS

#: The order of parts, values and colours determines the code, on which trained weights depend.
AVATAR_PARTS: dict[str, tuple[str, ...]] = {
    "top": (
        *AVATARS.parts["top"],
        "curvy",
        "dreads",
        "dreads01",
        "dreads02",
        "frida",
        "frizzle",
        "froBand",
        "longButNotTooLong",
        "miaWallace",
        "shaggy",
        "shaggyMullet",
        "shavedSides",
        "shortRound",
        "straight02",
        "straightAndStrand",
        "theCaesar",
        "theCaesarAndSidePart",
        "turban",
        "winterHat03",
        "winterHat04",
        "winterHat1",
    ),
    "accessories": (*AVATARS.parts["accessories"], "eyepatch", "kurt", "prescription01", "wayfarers"),
    "facialHair": (*AVATARS.parts["facialHair"], "beardLight", "moustacheMagnum"),
    "clothes": (
        *AVATARS.parts["clothes"],
        "blazerAndSweater",
        "graphicShirt",
        "shirtScoopNeck",
        "shirtVNeck",
    ),
    "clothesGraphic": (
        "bat",
        "bear",
        "cumbia",
        "deer",
        "diamond",
        "hola",
        "pizza",
        "resist",
        "skull",
        "skullOutline",
    ),
    "eyebrows": (
        *AVATARS.parts["eyebrows"],
        "angryNatural",
        "defaultNatural",
        "flatNatural",
        "frownNatural",
        "raisedExcitedNatural",
        "sadConcernedNatural",
        "unibrowNatural",
        "upDown",
        "upDownNatural",
    ),
    "eyes": (*AVATARS.parts["eyes"], "cry", "eyeRoll", "side", "squint", "winkWacky", "xDizzy"),
    "mouth": (
        *AVATARS.parts["mouth"],
        "concerned",
        "disbelief",
        "eating",
        "grimace",
        "twinkle",
        "vomit",
    ),
}
_HATS = frozenset({"hijab", "hat", "turban", "winterHat02", "winterHat03", "winterHat04", "winterHat1"})
_DARK_LENSES = frozenset({"sunglasses", "kurt", "wayfarers"})
#: Shares of portraits with something before the eyes, with facial hair, and with a graphic shirt (in ten variants).
_WORN, _BEARDED, _GRAPHIC = 0.55, 0.5, 0.2

#: Common names of colours, and the names that hair and clothes of these colours may have.
_HAIR_NAMES = {
    "black": ("black",),
    "white": ("platinum",),
    "gray": ("gray",),
    "brown": ("brown", "auburn", "golden"),
    "red": ("red", "auburn"),
    "orange": ("red", "auburn", "golden", "blond"),
    "yellow": ("golden", "blond", "platinum"),
    "green": ("green",),
    "teal": ("green", "blue"),
    "blue": ("blue",),
    "purple": ("purple",),
    "pink": ("pink",),
}
_CLOTHES_NAMES = {
    **{name: (name,) for name in AVATARS.colours["clothes"] if name != "navy"},
    "blue": ("blue", "navy"),
    "teal": ("green", "blue"),
    "brown": ("brown",),
}
_BACKGROUND_NAMES = {
    **{name: (name,) for name in (*AVATARS.colours["background"], "red", "brown", "black")},
    "teal": ("green", "blue"),
}
_BROWN = palette({"brown": "8a5a34"})
_MORE_BACKGROUNDS = palette({"red": "e04848", "brown": "a87850", "black": "303234"})

FULL_AVATARS: Domain = replace(
    AVATARS,
    name="avatars-256",
    parts=AVATAR_PARTS,
    weights={
        "accessories": (1 - _WORN, *[_WORN / 7] * 7),
        "facialHair": (1 - _BEARDED, *[_BEARDED / 5] * 5),
        "clothes": tuple(
            _GRAPHIC if value == "graphicShirt" else (1 - _GRAPHIC) / 8 for value in AVATAR_PARTS["clothes"]
        ),
    },
    colour_hidden={
        "hair": ("top", frozenset({"none", *_HATS})),
        "hat": ("top", frozenset(AVATAR_PARTS["top"]) - _HATS),
        "facialHair": ("facialHair", frozenset({"none"})),
        "glasses": ("accessories", frozenset({"none"})),
    },
    part_hidden={
        "eyes": ("accessories", _DARK_LENSES),
        "clothesGraphic": ("clothes", frozenset(AVATAR_PARTS["clothes"]) - {"graphicShirt"}),
    },
    any_colour=0.25,
    free_colours={"clothes": _BROWN, "hat": _BROWN, "background": _MORE_BACKGROUNDS},
    colour_names={
        "hair": _HAIR_NAMES,
        "facialHair": _HAIR_NAMES,
        "clothes": _CLOTHES_NAMES,
        "hat": _CLOTHES_NAMES,
        "glasses": {name: (name,) for name in AVATARS.colours["glasses"]},
        "background": _BACKGROUND_NAMES,
    },
    texts=replace(
        AVATARS.texts,
        limits="Draws 256-pixel avatars of one style and understands several thousand simple English phrases; a "
        "photograph comes out as the nearest avatar, and some wordings do nothing.",
    ),
    plain={**AVATARS.plain, "clothesGraphic": "skull"},
    wishes=(
        *AVATARS.wishes,
        "face with an eyepatch",
        "face with a turban",
        "face with a winter hat",
        "face with dreadlocks",
        "face with a mullet",
        "face with stubble",
        "face in a graphic shirt",
        "face in a v-neck",
        "face with a unibrow",
        "crying face",
        "face with rolling eyes",
        "vomiting face",
        "face with blue hair",
        "face in brown clothes",
        "face with a red background",
        "face with a black background",
    ),
    hides={**AVATARS.hides, "clothes": frozenset({"clothesGraphic"})},
    # They differ by a hair's breadth: 7 pixels of 16,384.
    judged_alike={"top": {"theCaesarAndSidePart": "theCaesar"}},
    fulfilled_by={"face with a hat": "face with a hat of any kind"},
)

ROBOT_PARTS: dict[str, tuple[str, ...]] = {
    "head": (*ROBOTS.parts["head"], "round01"),
    "top": (*ROBOTS.parts["top"], "antennaCrooked", "glowingBulb01", "glowingBulb02"),
    "eyes": (*ROBOTS.parts["eyes"], "frame1", "glow", "roundFrame01", "roundFrame02"),
    "mouth": (*ROBOTS.parts["mouth"], "grill01", "square01"),
    "sides": (*ROBOTS.parts["sides"], "antenna01", "antenna02", "cables01", "squareAssymetric"),
    "texture": (*ROBOTS.parts["texture"], "camo02", "dirty01", "grunge01", "grunge02"),
}

FULL_ROBOTS: Domain = replace(
    ROBOTS,
    name="robots-256",
    parts=ROBOT_PARTS,
    weights={"texture": (0.36, *[0.08] * 8)},
    texts=replace(
        ROBOTS.texts,
        limits="Draws 256-pixel robots of one style and understands several thousand simple English phrases; a "
        "photograph comes out as the nearest robot, and some wordings do nothing.",
    ),
    wishes=(
        *ROBOTS.wishes,
        "robot with a bent antenna",
        "robot with a glowing bulb",
        "robot with a grill",
        "robot with scratches",
        "black robot",
        "white robot",
        "robot with a red background",
    ),
    any_colour=0.25,
    free_colours={"base": palette({"black": "34373a", "white": "f2f3f4"}), "background": _MORE_BACKGROUNDS},
    colour_names={
        "base": {name: (name,) for name in (*ROBOTS.colours["base"], "black", "white")},
        "background": _BACKGROUND_NAMES,
    },
    # The style's renderer draws nothing for it.
    judged_alike={"texture": {"grunge02": "none"}},
)
