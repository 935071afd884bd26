"""The page: what stands where, and which handler each thing calls."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from deltaedit.bundles.manifest import BundleManifest, ExampleEdit
from deltaedit.errors import DeltaEditError, PromptError
from deltaedit.pool import EditorPool
from deltaedit.ui.address import Address
from deltaedit.ui.bundles import BundleCallbacks, Offer, choices, first_bundle, notice_of, offers
from deltaedit.ui.cache import Cache
from deltaedit.ui.callbacks import HINTS, SIDE_BY_SIDE, Callbacks, on_page, views_of
from deltaedit.ui.gate import Gate
from deltaedit.ui.hosts import AllowedHosts
from deltaedit.ui.pictures import Comparison, Picture, Thumbnails
from deltaedit.ui.theme import CSS, NAMES_JS, DeltaTheme
from deltaedit.ui.upload import RawImage

STRENGTH_STEP = 0.05
MAX_UPLOAD = "30mb"
#: Whose sessions are remembered; each may hold megabytes. Gradio's own ten thousand would not fit into memory.
VISITORS = 64
PRIVATE: dict[str, Any] = {"api_visibility": "private"}
#: Networks at work at the same time, each with its share of the cores: two of one thread serve half as many visitors
#: again as one of two threads. Searches have places of their own, or every drag would wait behind them.
AT_ONCE = 2
SEARCHES: dict[str, Any] = {"concurrency_id": "search", "concurrency_limit": AT_ONCE}
DRAWS: dict[str, Any] = {"concurrency_id": "draw", "concurrency_limit": AT_ONCE}


@dataclass(frozen=True)
class Suggestions:
    """Rows of suggested edits, enough for any bundle on the page; what a bundle does not need is hidden.

    Attributes:
        rows, names: a row per group, and its name.
        buttons: those of each row.
    """

    rows: list[gr.Row]
    names: list[gr.Markdown]
    buttons: list[list[gr.Button]]

    @property
    def components(self) -> list[Any]:
        return [*self.rows, *self.names, *(button for row in self.buttons for button in row)]

    def describe(self, manifest: BundleManifest) -> list[Any]:
        """The updates of :attr:`components` for a bundle."""
        groups = grouped(manifest)
        rows = [gr.update(visible=index < len(groups)) for index in range(len(self.rows))]
        names = [f"**{groups[index][0]}**" if index < len(groups) else "" for index in range(len(self.names))]
        buttons = []
        for index, row in enumerate(self.buttons):
            edits = groups[index][1] if index < len(groups) else []
            for place in range(len(row)):
                here = place < len(edits)
                buttons.append(gr.update(value=edits[place].target, visible=True) if here else gr.update(visible=False))
        return [*rows, *names, *buttons]


def grouped(manifest: BundleManifest) -> list[tuple[str, list[ExampleEdit]]]:
    """The suggested edits of a bundle by group, in its own order."""
    return [(group, list(edits)) for group, edits in groupby(manifest.examples, key=lambda example: example.group)]


def build_page(pool: EditorPool, cache: Cache, wanted: str, *, may_fetch: bool = False) -> gr.Blocks:
    """Lay the page out.

    Args:
        pool: where editors come from.
        cache: the folder with the uploads.
        wanted: name or folder of the bundle to open with; one that is not here is offered to be fetched.
        may_fetch: visitors may fetch published bundles onto this machine.

    Raises:
        BundleError: there is no such bundle, and none to begin with in the meantime.
    """
    offered = offers(wanted)
    first = first_bundle(offered, wanted)
    manifest = next(offer.manifest for offer in offered if offer.key == first)
    calls = Callbacks(pool, cache, first, [offer.key for offer in offered])
    with gr.Blocks(title="DeltaEdit", analytics_enabled=False) as page:
        session, waiting, sharpened, active = gr.State(None), gr.State(None), gr.State(None), gr.State(first)
        with gr.Row(elem_id="top"):
            title = gr.Markdown(title_of(manifest), elem_id="title")
            bundle = gr.Dropdown(
                choices(offered), value=wanted, label="What to edit", elem_id="bundle", scale=0, min_width=300
            )
        with gr.Column(visible=wanted != first, elem_id="fetch") as panel:
            notice = gr.Markdown(notice_of(wanted, may_fetch=may_fetch) if wanted != first else "")
            progress = gr.Markdown(elem_id="progress")
            with gr.Row():
                fetch = gr.Button("Agree and fetch", variant="primary", scale=0, min_width=200, visible=may_fetch)
                stop_fetch = gr.Button("Stop", visible=False, scale=0, min_width=120, elem_id="stop-fetch")
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
                faces = Thumbnails(
                    label="Which face?",
                    elem_id="faces",
                    visible=False,
                    columns=4,
                    height=130,
                    allow_preview=False,
                    interactive=False,
                    buttons=[],
                    format="png",
                )
                random_button = gr.Button("Random picture", elem_id="random")
                centre_button = gr.Button("Take the centre", elem_id="centre", visible=manifest.alignment == "face")
                boxes = _examples(offered, first, photo)
            with gr.Column(scale=7, elem_id="work"):
                with gr.Row(elem_id="pair") as pair:
                    original = Picture(**_picture("Original", "original"))
                    edited = Picture(**_picture("Edited", "edited"))
                compared = Comparison(
                    **_picture("Before and after: drag the line", "compared"), visible=False, slider_position=50
                )
                whole = Picture(**_picture("The whole photograph, edited", "whole"), visible=False)
                status = gr.Markdown(elem_id="status")
                view = gr.Radio(
                    views_of(manifest.paste_back),
                    value=SIDE_BY_SIDE,
                    label="View",
                    show_label=False,
                    container=False,
                    elem_id="view",
                )
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
                        placeholder="what it should show, or what to add, change or remove",
                        elem_id="target",
                        max_lines=1,
                        scale=2,
                        min_width=160,
                    )
                    edit_button = gr.Button("Edit", variant="primary", elem_id="edit", scale=0, min_width=140)
                with gr.Row(elem_id="hints", elem_classes="suggest"):
                    hints = [gr.Button(visible=False, size="sm") for _ in range(HINTS)]
                suggestions = _suggestions(offered, manifest)
                with gr.Row(elem_id="more"):
                    sharpen = gr.Button("Sharper likeness", size="sm", elem_id="sharpen")
                    stop_sharpen = gr.Button("Stop and keep", size="sm", elem_id="stop-sharpen", visible=False)
                    save = gr.Button("Save whole photograph", size="sm", elem_id="save", visible=manifest.paste_back)
                saved = gr.File(label="The whole photograph", visible=False, elem_id="saved")
                with gr.Accordion("Advanced", open=False):
                    threshold = gr.Slider(
                        0.0,
                        manifest.threshold_max,
                        value=manifest.threshold,
                        step=0.005,
                        label="Disentanglement threshold (higher: fewer style channels change)",
                    )
                limits = gr.Markdown(f"*{manifest.limits}*")

        pictures = [edited, compared, whole]
        started = [session, original, faces, *pictures, status]
        words = [source, target, threshold, strength, view]
        parts = [
            title,
            source,
            target,
            threshold,
            strength,
            view,
            pair,
            limits,
            centre_button,
            save,
            saved,
            *(box for _, box in boxes),
            *suggestions.components,
        ]

        def describe(chosen: BundleManifest) -> list[Any]:
            """The updates of ``parts`` for a bundle."""
            return [
                title_of(chosen),
                chosen.neutral,
                chosen.default_target,
                gr.update(maximum=chosen.threshold_max, value=chosen.threshold),
                gr.update(minimum=chosen.strength_min, maximum=chosen.strength_max, value=1.0),
                gr.update(choices=views_of(chosen.paste_back), value=SIDE_BY_SIDE),
                gr.update(visible=True),
                f"*{chosen.limits}*",
                gr.update(visible=chosen.alignment == "face"),
                gr.update(visible=chosen.paste_back),
                gr.update(visible=False, value=None),
                *(gr.update(visible=shown == chosen.folder) for shown, _ in boxes),
                *suggestions.describe(chosen),
            ]

        fetching = BundleCallbacks(calls, offered, wanted, describe, may_fetch=may_fetch)

        def suggest(group: int, place: int) -> Callable[[str], tuple[str, str]]:
            @on_page(2, has_status=False)
            def suggested(key: str) -> tuple[str, str]:
                groups = grouped(fetching.manifest(key))
                if group >= len(groups) or place >= len(groups[group][1]):
                    raise PromptError("This suggestion belongs to another bundle; take one of those that you see.")
                example = groups[group][1][place]
                return example.source, example.target

            return suggested

        chosen = [bundle, active, panel, notice, progress, fetch, waiting, *parts, *started]
        # The first picture and searches take a while; whichever view is seen shows that.
        waited: dict[str, Any] = {"show_progress_on": [original, *pictures], **PRIVATE}
        # Past the queue: somebody who arrives sees a picture however many wait.
        page.load(fetching.arrive, words, chosen, queue=False, **waited)
        # `change` and not `upload`: choosing an example sets the picture from the program.
        photo.change(calls.upload, [photo, active, *words], [photo, waiting, *started], **SEARCHES, **waited)
        random_button.click(calls.random, [active, *words], started, **DRAWS, **waited)
        centre_button.click(
            calls.take_centre, [session, waiting, active, *words], [waiting, *started], **SEARCHES, **waited
        )
        faces.select(calls.choose_face, [session, *words], started, **SEARCHES, **waited)
        edited_by_words = gr.on(
            # `input`, since a keyboard never releases the slider.
            [edit_button.click, source.submit, target.submit, threshold.input],
            calls.apply_words,
            [session, *words],
            [session, *pictures, status],
            # Words that come while an edit is at work are not lost: the last ones are edited after it.
            trigger_mode="always_last",
            **DRAWS,
            **PRIVATE,
        )
        hinting: dict[str, Any] = {"queue": False, "show_progress": "hidden", **PRIVATE}
        edited_by_words.then(calls.hints, [active, source, target], hints, **hinting)
        for hint in hints:
            hint.click(calls.take_hint, [active, hint], [source, target], **hinting).then(
                calls.apply_words, [session, *words], [session, *pictures, status], **DRAWS, **PRIVATE
            ).then(calls.hints, [active, source, target], hints, **hinting)
        for group, row in enumerate(suggestions.buttons):
            for place, button in enumerate(row):
                button.click(suggest(group, place), active, [source, target], concurrency_limit=None, **PRIVATE).then(
                    calls.apply_words, [session, *words], [session, *pictures, status], **DRAWS, **PRIVATE
                ).then(calls.hints, [active, source, target], hints, **hinting)
        strength.change(
            calls.strength,
            [session, strength, view],
            pictures,
            show_progress="hidden",
            trigger_mode="always_last",
            **DRAWS,
            **PRIVATE,
        )
        view.change(
            calls.choose_view, [session, strength, view], [pair, *pictures], show_progress="hidden", **DRAWS, **PRIVATE
        )
        choosing: list[Any] = [bundle, active, session, waiting]
        bundle.input(fetching.choose, choosing, chosen, **SEARCHES, **waited)
        # Each is stopped by its own visitor, so nobody waits for another's; how many work at once, the jobs decide.
        job: dict[str, Any] = {"show_progress": "hidden", "concurrency_limit": None, **PRIVATE}
        fetch.click(fetching.fetch, bundle, [bundle, notice, progress, fetch, stop_fetch], **job).then(
            fetching.settle, choosing, chosen, **SEARCHES, **waited
        )
        stop_fetch.click(fetching.stop, None, None, queue=False, **PRIVATE)
        sharpen.click(calls.sharpen, session, [sharpen, stop_sharpen, sharpened, status], **job).then(
            calls.keep_sharpened, [session, sharpened, *words], started, show_progress="hidden", **DRAWS, **PRIVATE
        )
        stop_sharpen.click(calls.stop_sharpening, None, None, queue=False, **PRIVATE)
        save.click(calls.save_whole, [session, strength], [saved, status], **SEARCHES, **PRIVATE)
        gr.on(
            [photo.change, random_button.click, centre_button.click, faces.select, bundle.input],
            calls.leave_picture,
            None,
            saved,
            queue=False,
            show_progress="hidden",
            **PRIVATE,
        )
        _add_api(calls, first)
    return page


def title_of(manifest: BundleManifest) -> str:
    """The heading of the page for a bundle."""
    return (
        "# DeltaEdit\nSay what the picture is and what it should become, then drag the strength. "
        f"**{manifest.title}**: {manifest.description}"
    )


def _examples(offered: Sequence[Offer], first: str, photo: gr.Image) -> list[tuple[Any, gr.Column]]:
    """(folder, box) of the example pictures of every bundle that has some; only the first bundle's are seen."""
    boxes = []
    for offer in offered:
        if offer.manifest.pictures:
            with gr.Column(visible=offer.key == first) as box:
                gr.Examples(
                    [[str(picture.file)] for picture in offer.manifest.pictures],
                    inputs=[photo],
                    label="Examples",
                    cache_examples=False,
                    api_visibility="private",
                )
            boxes.append((offer.manifest.folder, box))
    return boxes


def _suggestions(offered: Sequence[Offer], manifest: BundleManifest) -> Suggestions:
    most = max(len(grouped(offer.manifest)) for offer in offered)
    groups = grouped(manifest)
    rows, names, buttons = [], [], []
    for index in range(most):
        width = max(
            (len(grouped(offer.manifest)[index][1]) for offer in offered if index < len(grouped(offer.manifest))),
            default=0,
        )
        name, edits = groups[index] if index < len(groups) else ("", [])
        with gr.Row(elem_classes="suggest", visible=bool(edits)) as row:
            names.append(gr.Markdown(f"**{name}**", container=False, elem_classes="group"))
            buttons.append(
                [
                    gr.Button(edits[place].target if place < len(edits) else "", size="sm", visible=place < len(edits))
                    for place in range(width)
                ]
            )
        rows.append(row)
    return Suggestions(rows, names, buttons)


def _picture(label: str, elem_id: str) -> dict[str, Any]:
    return {
        "label": label,
        "elem_id": elem_id,
        "format": "png",
        "interactive": False,
        "buttons": ["download", "fullscreen"],
    }


def _add_api(calls: Callbacks, first: str) -> None:
    """The named endpoints, for gradio_client and plain HTTP."""
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
        face, whole = gr.Number(0, label="face"), gr.Checkbox(False, label="whole")
        result, note = Picture(format="png", label="result"), gr.Textbox(label="likeness")
        gr.Button().click(calls.api_invert, [image, own], [result, note], api_name="invert", **SEARCHES)
        gr.Button().click(calls.api_understand, [bundle, *words[:2]], note, api_name="understand", **DRAWS)
        gr.Button().click(calls.api_edit, [image, own, *words], result, api_name="edit", **SEARCHES)
        gr.Button().click(
            calls.api_edit, [image, bundle, *words, face, whole], result, api_name="edit_with", **SEARCHES
        )


def launch_page(page: gr.Blocks, address: Address, cache: Cache, hosts: AllowedHosts, *, share: bool) -> None:
    """Serve a page until interrupted; private by default.

    Args:
        cache: the folder with the uploads.
        hosts: under which names the page is answered.

    Raises:
        DeltaEditError: it cannot be served there.
        KeyboardInterrupt: somebody pressed Ctrl-C; the page is closed.
    """
    # What the page has put there by now is its own, and stays.
    gate = Middleware(Gate, page=page, hosts=hosts, cache=cache.with_all_permanent())
    try:
        page.queue(api_open=False).launch(
            app_kwargs={"middleware": [gate]},
            server_name=address.host,
            server_port=address.port,
            root_path=address.root_path,
            share=share,
            theme=DeltaTheme(),
            css=CSS,
            js=NAMES_JS,
            ssr_mode=False,
            max_file_size=MAX_UPLOAD,
            enable_monitoring=False,
            state_session_capacity=VISITORS,
            run_history=False,
            footer_links=[],
            prevent_thread_lock=True,
        )
    except Exception as error:
        # The client with which Gradio asks its own address, the server, the tunnel: each fails in its own way.
        raise DeltaEditError(f"The page cannot be served on {address.host}: {error}") from error
    try:
        while True:
            time.sleep(60)
    finally:
        page.close(verbose=False)
