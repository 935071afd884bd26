"""The named endpoints, for gradio_client and plain HTTP. They keep nothing of whoever asks."""

from __future__ import annotations

import functools
import html
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import gradio as gr

from deltaedit import remarks
from deltaedit.editor import DeltaEditor
from deltaedit.errors import BundleError, ImageError, finite_number, listed
from deltaedit.images import open_image
from deltaedit.pool import EditorPool
from deltaedit.ui.cache import Cache
from deltaedit.ui.sentences import sentence_of
from deltaedit.ui.upload import RawImage, read_upload

MOST_FACES = 1000
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def on_api(endpoint: Endpoint) -> Endpoint:
    """An endpoint whose failure reaches the caller as a sentence."""

    @functools.wraps(endpoint)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return endpoint(*args, **kwargs)
        except Exception as error:
            sentence = html.escape(sentence_of(error, endpoint.__name__), quote=False)
            raise gr.Error(sentence, duration=8, print_exception=False) from error

    return cast(Endpoint, guarded)


@dataclass(frozen=True)
class Endpoints:
    """The endpoints of a page, around the editors that all share.

    Attributes:
        pool: where editors come from.
        cache: the folder with the uploads.
        offered: the bundles that may be asked for.
    """

    pool: EditorPool
    cache: Cache
    offered: Collection[str]

    def add(self, first: str, searches: dict[str, Any], draws: dict[str, Any]) -> None:
        """Add them to the ``gr.Blocks`` that is being made.

        Args:
            first: the bundle of the two endpoints that name none.
            searches, draws: the places in the queue for what inverts a picture, and for what does not.
        """
        with gr.Row(visible=False):
            # The labels are what a caller is told is wrong.
            image = RawImage(type="filepath", format="png", label="image")
            own = gr.State(first)
            words = [
                gr.Textbox(label="source"),
                gr.Textbox(label="target"),
                gr.Number(1.0, label="strength"),
                gr.Number(None, label="threshold"),
            ]
            bundle = gr.Textbox(first, label="bundle")
            more = [gr.Number(0, label="face"), gr.Checkbox(False, label="whole")]
            result, note = gr.Image(format="png", label="result"), gr.Textbox(label="likeness")
            gr.Button().click(self.invert, [image, own], [result, note], api_name="invert", **searches)
            gr.Button().click(self.understand, [bundle, *words[:2]], note, api_name="understand", **draws)
            gr.Button().click(self.edit, [image, own, *words], result, api_name="edit", **searches)
            gr.Button().click(self.edit, [image, bundle, *words, *more], result, api_name="edit_with", **searches)

    def _editor(self, bundle: str) -> DeltaEditor:
        if bundle not in self.offered:
            raise BundleError(f"There is no bundle '{bundle}' on this page; there is {listed(self.offered)}.")
        return self.pool.get(bundle)

    @on_api
    def invert(self, image: dict[str, Any] | None, bundle: str) -> tuple[str, str]:
        """A picture to its reconstruction and the likeness in words."""
        editor = self._editor(bundle)
        inversion = editor.invert(open_image(read_upload(self.cache, image), editor.manifest.longest))
        return str(self.cache.write_png(inversion.image)), remarks.of_likeness(editor.manifest, inversion)

    @on_api
    def understand(self, bundle: str, source: str, target: str) -> str:
        """What the words mean to a bundle, as a sentence; an error with what works where they mean nothing to it."""
        words = self._editor(bundle).understand(source or None, target)
        return f"{words.reading.sentence}. {words.hint}".strip()

    @on_api
    def edit(
        self,
        image: dict[str, Any] | None,
        bundle: str,
        source: str,
        target: str,
        strength: float = 1.0,
        threshold: float | None = None,
        face: float = 0,
        whole: bool = False,
    ) -> str:
        """A picture, two texts and a strength to the edited picture."""
        editor = self._editor(bundle)
        manifest = editor.manifest
        finite_number(strength, "strength", manifest.strength_min, manifest.strength_max)
        if not isinstance(face, (int, float)) or face != face or not -1 <= face < MOST_FACES:
            raise ImageError(
                f"The face must be a number from 0, the largest, on, or -1 for the centre of the picture, not '{face}'."
            )
        if threshold is not None:
            finite_number(threshold, "threshold", minimum=0.0)
        editor.understand(source or None, target)
        # Only now: what cannot succeed is refused before a picture is decoded for it.
        picture = open_image(read_upload(self.cache, image), manifest.longest)
        inversion = editor.invert(picture, index=max(0, int(face)), alignment="centre" if face < 0 else None)
        edited = editor.edit(inversion, source or None, target, strength, threshold).image
        return str(self.cache.write_png(editor.paste(picture, inversion, edited) if whole else edited))
