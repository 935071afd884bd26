"""Colours: named palettes, and the common name of any colour.

Distances are measured in OKLab (Ottosson, "A perceptual color space for image processing", 2020), which is perceptually
uniform. In RGB a pure red is nearer to a pale orange than to most reds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

RGB = tuple[int, int, int]


def from_hex(digits: str) -> RGB:
    """A colour from six hexadecimal digits."""
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def palette(hexes: Mapping[str, str]) -> dict[str, RGB]:
    """Named colours from six hexadecimal digits each."""
    return {name: from_hex(digits) for name, digits in hexes.items()}


#: The basic colour terms of English (Berlin and Kay, 1969) and teal: plain, dark, pale and dull examples of each.
EXAMPLES: Mapping[str, str] = {
    "black": "000000 101010 1c1a1a 262e33 201810 081020",
    "white": "ffffff f4f4f4 f7f5ee",
    "gray": "404448 606468 808080 929598 b4b8bc d0d2d4 707880 8c8880",
    "red": "ff0000 e84545 e00020 c93305 b00000 800000 d03050 600010 ff4040",
    "orange": "ff8000 f28c38 ffa040 f9cfa0 ff6a20 e07818 ffb860",
    "yellow": "ffff00 f5e05a f8ecae ffe000 f6cf3a d8c020 fff880 c0b020",
    "green": "00ff00 008000 5fbf7a b4e3b9 004000 80ff40 3f9e5a 808000 60a020 90c890 305030 a0d020 00c060",
    "teal": "008080 35b8b0 00ffff 00a0a0 60d8d0 006060 a0f0f0",
    "blue": "0000ff 5199e4 a9cdf5 25557c 000080 3c64c8 2080ff 000040 60c0ff 6080a0 203080 4040e0",
    "purple": "800080 8a58c8 d2c2f0 400060 8000ff 7a3fa8 a060ff 5020a0 b080d0 a020c0 604070",
    "pink": "ff8fb8 f7c6d6 ff00ff ff1493 f08fb0 e060a0 ff60d0 d080a0 ffb0f0 c03080",
    "brown": "8b4513 654321 9c683c 6b4128 a0602c b08050 503018 c09060 806040",
}


def oklab(colours: Iterable[RGB]) -> NDArray[np.float64]:
    """RGB colours of 0-255 in OKLab (lightness and two opponent axes), [N, 3]."""
    srgb = np.asarray(list(colours), dtype=np.float64) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    cones = np.cbrt(
        linear
        @ [
            [0.4122214708, 0.2119034982, 0.0883024619],
            [0.5363325363, 0.6806995451, 0.2817188376],
            [0.0514459929, 0.1073969566, 0.6299787005],
        ]
    )
    lab: NDArray[np.float64] = cones @ [
        [0.2104542553, 1.9779984951, 0.0259040371],
        [0.7936177850, -2.4285922050, 0.7827717662],
        [-0.0040720468, 0.4505937099, -0.8086757660],
    ]
    return lab


def nearest(rgb: RGB, named: Mapping[str, RGB]) -> tuple[str, float]:
    """The name of the colour that looks most like another one, and the distance between them; that of black and white
    is 1."""
    distances = np.linalg.norm(oklab(named.values()) - oklab([rgb]), axis=1)
    first = int(distances.argmin())
    return list(named)[first], float(distances[first])


_EXAMPLE_NAMES = [name for name, examples in EXAMPLES.items() for _ in examples.split()]
_EXAMPLE_COLOURS = oklab(from_hex(digits) for examples in EXAMPLES.values() for digits in examples.split())


def common_name(rgb: RGB) -> str:
    """The common name of a colour, one of :data:`EXAMPLES`."""
    return _EXAMPLE_NAMES[int(np.linalg.norm(_EXAMPLE_COLOURS - oklab([rgb]), axis=1).argmin())]
