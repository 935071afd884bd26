"""Pictures that the page shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from PIL import Image

from deltaedit.ui.pictures import Comparison, Picture, Thumbnails

RED, BLUE = (Image.new("RGB", (8, 8), colour) for colour in ("red", "blue"))


def paths_of(shown: Any) -> list[Path]:
    """Every path in what a component sends."""
    if isinstance(shown, dict):
        own = [Path(shown["path"])] if isinstance(shown.get("path"), str) else []
        return own + [path for item in shown.values() for path in paths_of(item)]
    if isinstance(shown, (list, tuple)):
        return [path for item in shown for path in paths_of(item)]
    return []


@pytest.mark.parametrize(
    ("component", "stock", "value"),
    [
        (Picture, gr.Image, RED),
        (Comparison, gr.ImageSlider, (RED, BLUE)),
        (Thumbnails, gr.Gallery, [(RED, "1"), (BLUE, "2")]),
    ],
)
def test_what_is_shown_twice_is_two_files(
    component: type[gr.Image], stock: type[gr.Image], value: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    shown = component()
    assert shown.get_block_name() == stock().get_block_name()
    paths = [path for _ in range(2) for path in paths_of(shown.postprocess(value).model_dump())]
    pictures = 1 if value is RED else 2
    assert len(paths) == len(set(paths)) == 2 * pictures
    for path, wanted in zip(paths, [RED, BLUE][:pictures] * 2):
        assert path.is_relative_to(tmp_path)
        with Image.open(path) as kept:
            assert kept.convert("RGB").getpixel((3, 3)) == wanted.getpixel((3, 3))


def test_nothing_is_shown_as_nothing() -> None:
    assert Picture().postprocess(None) is None and Comparison().postprocess(None) is None
    assert Thumbnails().postprocess(None).root == []
