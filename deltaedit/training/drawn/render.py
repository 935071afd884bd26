"""Rendering drawings: as SVG by DiceBear, rasterised by resvg, on the drawing's background colour.

It needs the packages in ``requirements-dev.txt``; the app never imports this module.
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

from deltaedit.errors import TrainingError, listed
from deltaedit.training.drawn.domain import BACKGROUND, NONE, Drawing


@cache
def _style(name: str) -> Any:
    try:
        from dicebear import Style

        folder = files("dicebear_styles")
    except ImportError as missing:
        raise TrainingError(
            "Drawing needs packages that are only for training; install them with pip install -r requirements-dev.txt."
        ) from missing
    try:
        return Style(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))
    except FileNotFoundError as missing:
        known = sorted(file.name.removesuffix(".json") for file in folder.iterdir() if file.name.endswith(".json"))
        raise TrainingError(f"There is no style '{name}'; there are {listed(known)}.") from missing


def _options(drawing: Drawing) -> dict[str, Any]:
    domain = drawing.domain
    options: dict[str, Any] = {"seed": "portrait"}
    for part in domain.parts:
        value = drawing.parts[part]
        options[f"{part}Probability"] = 0 if value == NONE else 100
        if value != NONE:
            options[f"{part}Variant"] = [value]
    for part in domain.colours:
        if part != BACKGROUND:
            options[f"{domain.options.get(part, part)}Color"] = ["#{:02x}{:02x}{:02x}".format(*drawing.rgb[part])]
    return options


def render(drawing: Drawing, size: int) -> Image.Image:
    """A drawing as an RGB picture of ``size`` x ``size`` pixels.

    Raises:
        TrainingError: the drawing packages are not installed, or lack the domain's style.
    """
    style = _style(drawing.domain.style)
    import resvg_py
    from dicebear import Avatar

    svg = str(Avatar(style, _options(drawing)))
    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size, skip_system_fonts=True))
    picture = Image.open(io.BytesIO(png)).convert("RGBA")
    canvas = Image.new("RGBA", picture.size, (*drawing.rgb[BACKGROUND], 255))
    return Image.alpha_composite(canvas, picture).convert("RGB")


def render_array(drawing: Drawing, size: int) -> NDArray[np.uint8]:
    """A drawing as [size, size, 3] uint8."""
    return np.asarray(render(drawing, size), dtype=np.uint8)
