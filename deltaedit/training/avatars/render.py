"""Draws portraits of the avatars domain: DiceBear's Avataaars as SVG, rasterised by resvg.

Needs the packages of ``requirements-dev.txt``; the app never imports this module.
"""

from __future__ import annotations

import io
import json
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from deltaedit.errors import TrainingError
from deltaedit.training.avatars.domain import COLOURS, PARTS, RGB, Portrait

#: DiceBear's name of each coloured part where it is not ours.
_COLOUR_OPTION = {"glasses": "accessories"}


@cache
def _style() -> Any:
    try:
        from dicebear import Style
    except ImportError as missing:
        raise TrainingError(
            "Drawing avatars needs packages that only training uses: pip install -r requirements-dev.txt"
        ) from missing
    return Style(json.loads((files("dicebear_styles") / "avataaars.json").read_text(encoding="utf-8")))


def _options(portrait: Portrait) -> dict[str, Any]:
    options: dict[str, Any] = {"seed": "portrait"}
    for part in PARTS:
        value = portrait.parts[part]
        options[f"{part}Probability"] = 0 if value == "none" else 100
        if value != "none":
            options[f"{part}Variant"] = [value]
    for part in COLOURS:
        if part != "background":
            options[f"{_COLOUR_OPTION.get(part, part)}Color"] = ["#{:02x}{:02x}{:02x}".format(*portrait.rgb[part])]
    return options


def render(portrait: Portrait, size: int) -> Image.Image:
    """A portrait as an RGB picture of ``size`` pixels on its background colour.

    Raises:
        TrainingError: the drawing packages are not installed.
    """
    style = _style()
    import resvg_py
    from dicebear import Avatar

    svg = str(Avatar(style, _options(portrait)))
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size, skip_system_fonts=True))
    drawing = Image.open(io.BytesIO(png)).convert("RGBA")
    background: RGB = portrait.rgb["background"]
    canvas = Image.new("RGBA", drawing.size, (*background, 255))
    return Image.alpha_composite(canvas, drawing).convert("RGB")


def render_array(portrait: Portrait, size: int) -> NDArray[np.uint8]:
    """The same as [size, size, 3] uint8."""
    return np.asarray(render(portrait, size), dtype=np.uint8)
