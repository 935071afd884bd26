"""The avatars domain: every part and colour of a portrait, its sampler, and the code that the generator is given.

Portraits are in the Avataaars style by Pablo Stanley (free for personal and commercial use). Nothing here draws;
:mod:`deltaedit.training.avatars.render` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

RGB = tuple[int, int, int]

#: Values of each part, in the order of the one-hot code. "none" draws nothing.
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

#: How often the sampler draws each value, for the parts that are not drawn evenly.
PART_WEIGHTS: dict[str, tuple[float, ...]] = {
    "accessories": (0.5, 0.17, 0.16, 0.17),
    "facialHair": (0.55, 0.15, 0.15, 0.15),
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


def _rgb(hexadecimal: str) -> RGB:
    return int(hexadecimal[0:2], 16), int(hexadecimal[2:4], 16), int(hexadecimal[4:6], 16)


def _palette(hexes: Mapping[str, str]) -> dict[str, RGB]:
    return {name: _rgb(value) for name, value in hexes.items()}


#: Named colours of each coloured part, in the order of the code.
COLOURS: dict[str, dict[str, RGB]] = {
    "hair": _palette(_HAIR),
    "facialHair": _palette(_HAIR),
    "skin": _palette(
        {
            "dark": "614335",
            "brown": "ae5d29",
            "tanned": "d08b5b",
            "light": "edb98a",
            "pale": "ffdbb4",
            "yellow": "f8d25c",
        }
    ),
    "clothes": _palette(_CLOTHES),
    "hat": _palette(_CLOTHES),
    "glasses": _palette({"black": "262e33", "blue": "25557c", "gray": "929598", "red": "e84545"}),
    "background": _palette(
        {
            "white": "ffffff",
            "gray": "b4b8bc",
            "blue": "a9cdf5",
            "green": "b4e3b9",
            "yellow": "f8ecae",
            "pink": "f7c6d6",
            "purple": "d2c2f0",
            "orange": "f9cfa0",
        }
    ),
}

HATS = ("hijab", "hat", "winterHat02")
COLOUR_JITTER = 8
SAME_FACIAL_HAIR_COLOUR = 0.7
CODE_SIZE = sum(len(values) for values in PARTS.values()) + 3 * len(COLOURS)


@dataclass(frozen=True)
class Portrait:
    """One avatar, described completely.

    Attributes:
        parts: value of every part of :data:`PARTS`.
        colours: name of the colour of every part of :data:`COLOURS`, whether it shows or not.
        rgb: the colours as drawn, 0-255, a little off their names.
    """

    parts: Mapping[str, str]
    colours: Mapping[str, str]
    rgb: Mapping[str, RGB]

    def shows(self, colour: str) -> bool:
        """Whether a coloured part can be seen at all."""
        if colour == "hair":
            return self.parts["top"] != "none" and self.parts["top"] not in HATS
        if colour == "hat":
            return self.parts["top"] in HATS
        if colour == "facialHair":
            return self.parts["facialHair"] != "none"
        if colour == "glasses":
            return self.parts["accessories"] != "none"
        return True

    def with_part(self, part: str, value: str) -> Portrait:
        """The same person with one part changed."""
        return replace(self, parts={**self.parts, part: value})

    def with_colour(self, part: str, name: str, rgb: RGB | None = None) -> Portrait:
        """The same person with one colour changed, exactly to the named one unless ``rgb`` is given."""
        exact = COLOURS[part][name] if rgb is None else rgb
        return replace(self, colours={**self.colours, part: name}, rgb={**self.rgb, part: exact})

    def attributes(self) -> dict[str, str]:
        """Every attribute that can be seen: parts by name, colours as ``<part>Colour``."""
        seen = dict(self.parts)
        if seen["accessories"] == "sunglasses":
            del seen["eyes"]
        seen.update({f"{part}Colour": name for part, name in self.colours.items() if self.shows(part)})
        return seen


def sample_portrait(rng: np.random.Generator) -> Portrait:
    """Draw a portrait: parts by their weights, colours evenly with a jitter of 8/255 a channel."""
    parts = {part: values[int(rng.choice(len(values), p=PART_WEIGHTS.get(part)))] for part, values in PARTS.items()}
    colours = {part: list(palette)[int(rng.integers(len(palette)))] for part, palette in COLOURS.items()}
    jittered = {part: _jitter(COLOURS[part][name], rng) for part, name in colours.items()}
    if rng.random() < SAME_FACIAL_HAIR_COLOUR:
        colours["facialHair"] = colours["hair"]
        jittered["facialHair"] = jittered["hair"]
    return Portrait(parts, colours, jittered)


def sample_portraits(count: int, seed: int) -> list[Portrait]:
    """``count`` portraits, the same ones for the same seed."""
    rng = np.random.default_rng(seed)
    return [sample_portrait(rng) for _ in range(count)]


def sample_family(rng: np.random.Generator, size: int) -> tuple[str, list[Portrait]]:
    """One person ``size`` times, with different values of one attribute that can be seen, and its name."""
    base = sample_portrait(rng)
    names = [*PARTS, *(f"{colour}Colour" for colour in COLOURS if base.shows(colour))]
    if base.parts["accessories"] == "sunglasses":
        names.remove("eyes")
    name = names[int(rng.integers(len(names)))]
    colour = name.removesuffix("Colour")
    values = list(PARTS[name]) if name in PARTS else list(COLOURS[colour])
    order = [values[int(i)] for i in rng.permutation(len(values))]
    chosen = [order[k % len(order)] for k in range(size)]
    if name in PARTS:
        return name, [base.with_part(name, value) for value in chosen]
    return name, [base.with_colour(colour, value, _jitter(COLOURS[colour][value], rng)) for value in chosen]


def _jitter(rgb: RGB, rng: np.random.Generator) -> RGB:
    r, g, b = np.clip(np.asarray(rgb) + rng.integers(-COLOUR_JITTER, COLOUR_JITTER + 1, 3), 0, 255)
    return int(r), int(g), int(b)


def encode(portrait: Portrait) -> NDArray[np.float32]:
    """The code of a portrait, [CODE_SIZE] float32: one-hots of the parts, then colours in [-1, 1], 0 where hidden."""
    pieces: list[NDArray[np.float32]] = []
    for part, values in PARTS.items():
        pieces.append(np.eye(len(values), dtype=np.float32)[values.index(portrait.parts[part])])
    for part in COLOURS:
        if portrait.shows(part):
            pieces.append(np.asarray(portrait.rgb[part], np.float32) / 127.5 - 1.0)
        else:
            pieces.append(np.zeros(3, np.float32))
    return np.concatenate(pieces)


def encode_all(portraits: list[Portrait]) -> NDArray[np.float32]:
    """Codes of many portraits, [N, CODE_SIZE]."""
    return np.stack([encode(portrait) for portrait in portraits])
