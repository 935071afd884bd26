"""The whole of both styles at 256 pixels: every variant of every part, and any colour.

These become the domains of ``avatars`` and ``robots`` once their bundles are trained; until then the smaller domains of
those names are the ones that the embedded weights belong to. Their words cover all of this.
"""

from __future__ import annotations

from dataclasses import replace

from deltaedit.training.drawn.domain import Domain
from deltaedit.training.drawn.domains.avatars import AVATARS
from deltaedit.training.drawn.domains.avatars_words import phrases as avatar_phrases
from deltaedit.training.drawn.domains.robots import ROBOTS
from deltaedit.training.drawn.domains.robots_words import phrases as robot_phrases
from deltaedit.training.drawn.drawn_domain import DrawnDomain

#: The order of parts, values and colours is that of the code, on which trained weights depend.
AVATAR_PARTS: dict[str, tuple[str, ...]] = {
    "top": (
        *AVATARS.domain.parts["top"],
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
    "accessories": (*AVATARS.domain.parts["accessories"], "eyepatch", "kurt", "prescription01", "wayfarers"),
    "facialHair": (*AVATARS.domain.parts["facialHair"], "beardLight", "moustacheMagnum"),
    "clothes": (
        *AVATARS.domain.parts["clothes"],
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
        *AVATARS.domain.parts["eyebrows"],
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
    "eyes": (*AVATARS.domain.parts["eyes"], "cry", "eyeRoll", "side", "squint", "winkWacky", "xDizzy"),
    "mouth": (
        *AVATARS.domain.parts["mouth"],
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
#: How often something is worn before the eyes, on the chin, and as a shirt with a picture, which has ten of its own.
_WORN, _BEARDED, _GRAPHIC = 0.55, 0.5, 0.2

_AVATAR_DOMAIN = Domain(
    name="avatars-256",
    style=AVATARS.domain.style,
    parts=AVATAR_PARTS,
    colours=AVATARS.domain.colours,
    weights={
        "accessories": (1 - _WORN, *[_WORN / 7] * 7),
        "facialHair": (1 - _BEARDED, *[_BEARDED / 5] * 5),
        "clothes": tuple(
            _GRAPHIC if value == "graphicShirt" else (1 - _GRAPHIC) / 8 for value in AVATAR_PARTS["clothes"]
        ),
    },
    options=AVATARS.domain.options,
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
    copies=AVATARS.domain.copies,
    any_colour=0.25,
)
FULL_AVATARS: DrawnDomain = replace(
    AVATARS,
    domain=_AVATAR_DOMAIN,
    language=replace(AVATARS.language, phrases=avatar_phrases(_AVATAR_DOMAIN.values), attributes=_AVATAR_DOMAIN.values),
    plain={**AVATARS.plain, "clothesGraphic": "skull"},
)

ROBOT_PARTS: dict[str, tuple[str, ...]] = {
    "head": (*ROBOTS.domain.parts["head"], "round01"),
    "top": (*ROBOTS.domain.parts["top"], "antennaCrooked", "glowingBulb01", "glowingBulb02"),
    "eyes": (*ROBOTS.domain.parts["eyes"], "frame1", "glow", "roundFrame01", "roundFrame02"),
    "mouth": (*ROBOTS.domain.parts["mouth"], "grill01", "square01"),
    "sides": (*ROBOTS.domain.parts["sides"], "antenna01", "antenna02", "cables01", "squareAssymetric"),
    "texture": (*ROBOTS.domain.parts["texture"], "camo02", "dirty01", "grunge01", "grunge02"),
}

_ROBOT_DOMAIN = Domain(
    name="robots-256",
    style=ROBOTS.domain.style,
    parts=ROBOT_PARTS,
    colours=ROBOTS.domain.colours,
    weights={"texture": (0.36, *[0.08] * 8)},
    any_colour=0.25,
)
FULL_ROBOTS: DrawnDomain = replace(
    ROBOTS,
    domain=_ROBOT_DOMAIN,
    language=replace(ROBOTS.language, phrases=robot_phrases(_ROBOT_DOMAIN.values), attributes=_ROBOT_DOMAIN.values),
)
