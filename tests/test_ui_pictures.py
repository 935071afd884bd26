"""Pictures that the page shows."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from PIL import Image

from deltaedit.ui.cache import Cache

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
    ("component", "pictures"),
    [(gr.Image, RED), (gr.ImageSlider, (RED, BLUE)), (gr.Gallery, [RED, BLUE])],
)
def test_what_is_shown_twice_is_one_file_that_is_written_once(
    component: type[gr.Image], pictures: Any, cache: Cache
) -> None:
    def shown() -> list[Path]:
        files = (
            str(cache.write_png(pictures))
            if isinstance(pictures, Image.Image)
            else type(pictures)(str(cache.write_png(picture)) for picture in pictures)
        )
        return paths_of(component(format="png").postprocess(files).model_dump())

    paths = shown()
    with ExitStack() as readers:
        files = [readers.enter_context(path.open("rb")) for path in paths]
        # Gradio leaves it where it is, and whoever reads it meanwhile gets all of it.
        assert shown() == paths and all(path.is_relative_to(cache.folder) for path in paths)
        for path, file, colour in zip(paths, files, (RED, BLUE)):
            assert file.read() == path.read_bytes() and os.fstat(file.fileno()).st_ino == path.stat().st_ino
            with Image.open(path) as kept:
                assert kept.convert("RGB").getpixel((3, 3)) == colour.getpixel((3, 3))
    assert len(set(paths)) == (1 if pictures is RED else 2)


def test_a_picture_that_is_shown_again_is_kept_as_long_as_a_new_one(cache: Cache) -> None:
    path = cache.write_png(RED)
    os.utime(path, (0, 0))
    assert cache.write_png(RED) == path and path.stat().st_mtime > 1e9


def test_a_file_that_could_not_be_written_leaves_nothing(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*paths: object) -> None:
        raise OSError(28, "No space left on device")

    before = set(cache.folder.rglob("*"))
    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(OSError, match="No space"):
        cache.write(b"something new", "me.png")
    assert {path for path in cache.folder.rglob("*") if path.is_file()} <= before
