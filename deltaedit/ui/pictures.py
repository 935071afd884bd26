"""Gradio's components for pictures, each picture in a file that is written whole."""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from pathlib import Path
from typing import Any

import gradio as gr
from PIL import Image


def in_whole_files(value: Any, folder: str) -> Any:
    """The value of a component with every picture in it replaced by the path of a file that is never written twice.

    Gradio names a file after what it holds, too, but writes it in place, so that a picture shown to two visitors is cut
    short under the first while it is written for the second.

    Args:
        value: a picture, a tuple or list with pictures, or anything else, which stays.
        folder: where the files go.
    """
    if isinstance(value, Image.Image):
        content = io.BytesIO()
        value.save(content, "PNG")
        return str(_whole_file(content.getvalue(), Path(folder)))
    if isinstance(value, (tuple, list)):
        return type(value)(in_whole_files(item, folder) for item in value)
    return value


def _whole_file(content: bytes, folder: Path) -> Path:
    """The file with this content; the same content is the same file, and what a browser has it need not fetch again."""
    path = folder / hashlib.sha256(content).hexdigest() / "image.png"
    path.parent.mkdir(exist_ok=True)
    try:
        # Somebody is about to fetch it, so it is as good as new.
        os.utime(path)
    except FileNotFoundError:
        partial = path.with_name(f"{secrets.token_hex(8)}.partial")
        partial.write_bytes(content)
        os.replace(partial, path)
    return path


class Picture(gr.Image):
    """Like ``gr.Image``, in files that are written whole."""

    def postprocess(self, value: Any) -> Any:
        """See :func:`in_whole_files`."""
        return super().postprocess(in_whole_files(value, self.GRADIO_CACHE))

    def get_block_name(self) -> str:
        """The front end's component is the stock one."""
        return "image"


class Comparison(gr.ImageSlider):
    """Like ``gr.ImageSlider``, in files that are written whole."""

    def postprocess(self, value: Any) -> Any:
        """See :func:`in_whole_files`."""
        return super().postprocess(in_whole_files(value, self.GRADIO_CACHE))

    def get_block_name(self) -> str:
        """The front end's component is the stock one."""
        return "imageslider"


class Thumbnails(gr.Gallery):
    """Like ``gr.Gallery``, in files that are written whole."""

    def postprocess(self, value: Any) -> Any:
        """See :func:`in_whole_files`."""
        return super().postprocess(in_whole_files(value, self.GRADIO_CACHE))

    def get_block_name(self) -> str:
        """The front end's component is the stock one."""
        return "gallery"
