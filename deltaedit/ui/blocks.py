"""The page: what stands where, and which handler each thing calls."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import gradio as gr

from deltaedit.editor import DeltaEditor
from deltaedit.ui.callbacks import SIDE_BY_SIDE, VIEWS, Callbacks
from deltaedit.ui.theme import CSS, NAMES_JS, DeltaTheme
from deltaedit.ui.upload import RawImage

STRENGTH_STEP = 0.05
DELETE_EVERY_S, DELETE_AFTER_S = 600, 3600
MAX_UPLOAD = "30mb"
QUEUE_SIZE = 64


def build_page(editor: DeltaEditor) -> gr.Blocks:
    """Lay the page out for a bundle."""
    manifest = editor.manifest
    calls = Callbacks(editor)
    with gr.Blocks(title="DeltaEdit", analytics_enabled=False, delete_cache=(DELETE_EVERY_S, DELETE_AFTER_S)) as page:
        session = gr.State(None)
        gr.Markdown(
            f"# DeltaEdit\nSay what the picture is and what it should become, then drag the strength. "
            f"**{manifest.title}**: {manifest.description}",
            elem_id="title",
        )
        with gr.Row():
            with gr.Column(scale=3, min_width=260):
                photo = RawImage(
                    label="Your picture",
                    elem_id="photo",
                    type="filepath",
                    format="png",
                    sources=["upload", "clipboard", "webcam"],
                    height=230,
                )
                random_button = gr.Button("Random portrait", elem_id="random")
                if manifest.pictures:
                    gr.Examples(
                        [[str(picture.path)] for picture in manifest.pictures],
                        inputs=[photo],
                        label="Examples",
                        cache_examples=False,
                        api_visibility="private",
                    )
            with gr.Column(scale=7, elem_id="work"):
                with gr.Row(elem_id="pair") as pair:
                    original = gr.Image(**_picture("Original", "original"))
                    edited = gr.Image(**_picture("Edited", "edited"))
                compared = gr.ImageSlider(
                    **_picture("Before and after: drag the line", "compared"), visible=False, slider_position=50
                )
                view = gr.Radio(VIEWS, value=SIDE_BY_SIDE, show_label=False, container=False, elem_id="view")
                strength = gr.Slider(
                    manifest.strength_min,
                    manifest.strength_max,
                    value=1.0,
                    step=STRENGTH_STEP,
                    label="Strength",
                    info="0 changes nothing, 1 is the full edit, below 0 is the opposite",
                    elem_id="strength",
                )
                with gr.Row():
                    source = gr.Textbox(
                        manifest.neutral, label="What it is", elem_id="source", max_lines=1, min_width=120
                    )
                    target = gr.Textbox(
                        manifest.default_target,
                        label="What it should become",
                        elem_id="target",
                        max_lines=1,
                        scale=2,
                        min_width=160,
                    )
                    edit_button = gr.Button("Edit", variant="primary", elem_id="edit", scale=0, min_width=140)
                suggestions = []
                for group, edits in groupby(manifest.examples, key=lambda example: example.group):
                    with gr.Row(elem_classes="suggest"):
                        gr.Markdown(f"**{group}**", container=False)
                        for example in edits:
                            suggestions.append((gr.Button(example.target, size="sm"), example))
                with gr.Accordion("Advanced", open=False):
                    threshold = gr.Slider(
                        0.0,
                        manifest.threshold_max,
                        value=manifest.threshold,
                        step=0.005,
                        label="Disentanglement threshold (higher: fewer style channels change)",
                    )
                status = gr.Markdown(elem_id="status")
                gr.Markdown(f"*{manifest.limits}*")

        pictures = [edited, compared]
        started = [session, original, *pictures, status]
        words = [source, target, threshold, strength, view]
        private: dict[str, Any] = {"api_visibility": "private"}
        page.load(calls.open_first, words, started, **private)
        # `change` and not `upload`: choosing an example sets the picture from the program.
        photo.change(calls.upload, [photo, *words], [photo, *started], **private)
        random_button.click(calls.random, words, started, **private)
        gr.on(
            [edit_button.click, source.submit, target.submit, threshold.release],
            calls.apply_words,
            [session, *words],
            [session, *pictures, status],
            **private,
        )
        for button, example in suggestions:
            button.click(
                lambda example=example: (example.source, example.target), None, [source, target], **private
            ).then(calls.apply_words, [session, *words], [session, *pictures, status], **private)
        strength.change(
            calls.strength,
            [session, strength, view],
            pictures,
            show_progress="hidden",
            trigger_mode="always_last",
            **private,
        )
        view.change(calls.choose_view, [session, strength, view], [pair, *pictures], show_progress="hidden", **private)
        _add_api(calls)
    return page


def _picture(label: str, elem_id: str) -> dict[str, Any]:
    return {
        "label": label,
        "elem_id": elem_id,
        "format": "png",
        "interactive": False,
        "buttons": ["download", "fullscreen"],
    }


def _add_api(calls: Callbacks) -> None:
    """The named endpoints ``/invert`` and ``/edit``, for gradio_client and plain HTTP."""
    with gr.Row(visible=False):
        image = RawImage(type="filepath", format="png")
        words = [gr.Textbox(), gr.Textbox(), gr.Number(1.0), gr.Number(None)]
        result, note = gr.Image(format="png"), gr.Textbox()
        gr.Button().click(calls.api_invert, image, [result, note], api_name="invert")
        gr.Button().click(calls.api_edit, [image, *words], result, api_name="edit")


def launch_page(page: gr.Blocks, *, host: str | None, port: int | None, share: bool) -> None:
    """Serve a page until interrupted; private by default."""
    page.queue(max_size=QUEUE_SIZE, api_open=False).launch(
        server_name=host,
        server_port=port,
        share=share,
        theme=DeltaTheme(),
        css=CSS,
        js=NAMES_JS,
        ssr_mode=False,
        max_file_size=MAX_UPLOAD,
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
    )
