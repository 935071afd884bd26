"""Pictures that the page shows."""

from __future__ import annotations

import os
from contextlib import ExitStack
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
def test_what_is_shown_twice_is_one_file_that_is_written_once(
    component: type[gr.Image], stock: type[gr.Image], value: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    shown = component()
    assert shown.get_block_name() == stock().get_block_name()
    paths = paths_of(shown.postprocess(value).model_dump())
    written = [path.stat().st_mtime_ns for path in paths]
    with ExitStack() as readers:
        files = [readers.enter_context(path.open("rb")) for path in paths]
        assert paths_of(shown.postprocess(value).model_dump()) == paths
        # Whoever reads it meanwhile gets all of it.
        for path, file, colour in zip(paths, files, (RED, BLUE), strict=False):
            assert path.is_relative_to(tmp_path) and file.read() == path.read_bytes()
            with Image.open(path) as kept:
                assert kept.convert("RGB").getpixel((3, 3)) == colour.getpixel((3, 3))
        assert [os.fstat(file.fileno()).st_ino for file in files] == [path.stat().st_ino for path in paths]
    assert len(set(paths)) == (1 if value is RED else 2)
    # It is kept as long as a new one.
    assert all(path.stat().st_mtime_ns >= before for path, before in zip(paths, written, strict=True))


def test_nothing_is_shown_as_nothing() -> None:
    assert Picture().postprocess(None) is None and Comparison().postprocess(None) is None
    assert Thumbnails().postprocess(None).root == []
