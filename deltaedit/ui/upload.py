"""An image component that hands over the raw file, so that every bad one reaches our own decoder."""

from __future__ import annotations

from typing import Any

import gradio as gr


class RawImage(gr.Image):
    """Like ``gr.Image``, but the handler gets the path of the file as it was uploaded.

    The stock component decodes before any handler runs, and a file that it cannot read ends as a bare "Error".
    """

    def preprocess(self, payload: Any) -> str | None:
        """Path of the upload, or None."""
        if payload is None:
            return None
        path: str | None = payload.path
        if path is None:
            # A raw API call may send a data URL in place of a file.
            return payload.url or ""
        return path

    def get_block_name(self) -> str:
        """The front end's component is the stock one."""
        return "image"
