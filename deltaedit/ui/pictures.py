"""Gradio's components for pictures, each picture in a file of its own."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import gradio as gr
from PIL import Image


def in_own_files(value: Any, folder: str) -> Any:
    """The value of a component with every picture in it replaced by the path of a file of its own.

    Gradio names a file after what it holds and writes it in place, so that a picture shown to two visitors is cut short
    under the first while it is written for the second.

    Args:
        value: a picture, a tuple or list with pictures, or anything else, which stays.
        folder: where the files go.
    """
    if isinstance(value, Image.Image):
        path = Path(tempfile.mkdtemp(dir=folder), "image.png")
        value.save(path)
        return str(path)
    if isinstance(value, (tuple, list)):
        return type(value)(in_own_files(item, folder) for item in value)
    return value


class Picture(gr.Image):
    """Like ``gr.Image``, in files of its own."""

    def postprocess(self, value: Any) -> Any:
        """See :func:`in_own_files`."""
        return super().postprocess(in_own_files(value, self.GRADIO_CACHE))

    def get_block_name(self) -> str:
        """The front end's component is the stock one."""
        return "image"


class Comparison(gr.ImageSlider):
    """Like ``gr.ImageSlider``, in files of its own."""

    def postprocess(self, value: Any) -> Any:
        """See :func:`in_own_files`."""
        return super().postprocess(in_own_files(value, self.GRADIO_CACHE))

    def get_block_name(self) -> str:
        """The front end's component is the stock one."""
        return "imageslider"


class Thumbnails(gr.Gallery):
    """Like ``gr.Gallery``, in files of its own."""

    def postprocess(self, value: Any) -> Any:
        """See :func:`in_own_files`."""
        return super().postprocess(in_own_files(value, self.GRADIO_CACHE))

    def get_block_name(self) -> str:
        """The front end's component is the stock one."""
        return "gallery"
