"""What stands where on the page, and what of it a bundle changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import gradio as gr

from deltaedit.bundles.manifest import BundleManifest
from deltaedit.steps import EditStep
from deltaedit.ui.cache import Cache
from deltaedit.ui.sentences import short_of, title_of
from deltaedit.ui.session import Session, Settings
from deltaedit.ui.upload import RawImage

SIDE_BY_SIDE, BEFORE_AND_AFTER, WHOLE = "Side by side", "Before and after", "Whole photograph"
#: Fine enough that a change that comes all at once can be stopped on its way.
STRENGTH_STEP, THRESHOLD_STEP = 0.01, 0.005
STRIP = '<div class="frames" role="group" aria-label="Strengths to choose from" hidden></div>'
#: Buttons for what works, where the words mean nothing.
HINTS = 3
#: Of a gallery of small pictures that are chosen by a press.
TO_CHOOSE_FROM: dict[str, Any] = {"allow_preview": False, "interactive": False, "buttons": [], "format": "png"}
#: Edits that can be kept below the one at work.
MOST_KEPT = 6
#: More than any bundle suggests in a group, so that Gradio never pages through them.
MOST_SAMPLES = 100


class KeptEdit:
    """The row of an edit that is kept: whether it counts, how much of it, and a way to be rid of it."""

    def __init__(self, index: int, first: BundleManifest) -> None:
        most = max(1.0, first.strength_max)
        self.index = gr.State(index)
        with gr.Row(visible=False, elem_classes="kept") as self.row:
            self.enabled = gr.Checkbox(True, label="", container=False, scale=3, min_width=120)
            self.strength = gr.Slider(
                min(0.0, first.strength_min), most, 1.0, step=0.05, label="Strength", container=False, scale=2
            )
            self.remove = gr.Button("Remove", size="sm", scale=0, min_width=0)

    def showing(self, step: EditStep | None, neutral: str) -> dict[Any, Any]:
        """The updates by component that show an edit; hidden where there is none."""
        if step is None:
            return {self.row: gr.update(visible=False)}
        return {
            self.row: gr.update(visible=True),
            self.enabled: gr.update(value=step.enabled, label=short_of(step.target, neutral)),
            self.strength: gr.update(value=step.strength),
        }


class Layout:
    """The components of the page, each an attribute. Made within a ``gr.Blocks``."""

    def __init__(
        self,
        manifests: Mapping[str, BundleManifest],
        first: str,
        choices: list[tuple[str, str]],
        wanted: str,
        cache: Cache,
    ) -> None:
        """Lay the page out.

        Args:
            manifests: of every bundle that is offered, by its key.
            first: the bundle that the page opens with.
            choices: (label, key) of every bundle, for the list.
            wanted: the one that is chosen in it.
            cache: where the examples are shown from.
        """
        opening, every = manifests[first], list(manifests.values())
        self.session, self.sharpened = gr.State(None), gr.State(None)
        #: Which edit is seen, and its frames at many strengths; the script of the page reads both.
        self.edit_id, self.sheet = gr.Textbox(visible=False), gr.JSON(visible=False)
        #: A photograph without a face, which waits for a decision.
        self.waiting = gr.State(None)
        with gr.Row(elem_id="top"):
            self.title = gr.Markdown(title_of(opening), elem_id="title")
            self.bundle = gr.Dropdown(
                choices, value=wanted, label="What to edit", elem_id="bundle", scale=0, min_width=300
            )
        self._lay_out_fetching()
        with gr.Row(elem_id="columns"):
            with gr.Column(scale=3, min_width=260):
                self._lay_out_pictures_to_edit(every, opening, cache)
            with gr.Column(scale=7):
                self._lay_out_results(opening, every)
                self._lay_out_words(every, opening)
                self._lay_out_more(opening)
        #: What tells of a bundle that is not here, and fetches it.
        self.fetching = [self.panel, self.notice, self.progress, self.fetch, self.stop_fetch, self.cancel]
        #: The parts that show an edit; one of them is seen at a time.
        self.views = [self.edited, self.compared, self.whole]
        #: What an edit changes, and what a new picture does.
        self.of_edit = [
            *(self.session, self.edit_id, *self.views, self.status, self.hints, self.details, self.unlike),
            *(self.source, self.target, self.strength),
            *self.of_stack,
        ]
        self.of_picture = [
            *self.of_edit,
            *(self.photo, self.waiting, self.original, self.faces, self.threshold, self.unlike_text),
        ]
        #: What a bundle changes besides.
        self.of_bundle = list({**dict.fromkeys(self.of_picture), **self.describe(opening)})
        #: The values of :class:`Settings`, in its order.
        self.settings = [self.source, self.target, self.threshold, self.strength, self.view]

    def _lay_out_fetching(self) -> None:
        with gr.Column(visible=False, elem_id="fetch") as self.panel:
            self.notice = gr.Markdown()
            self.progress = gr.Markdown(elem_id="progress")
            with gr.Row():
                self.fetch = gr.Button("Agree and fetch", variant="primary", scale=0, min_width=200)
                self.stop_fetch = gr.Button("Stop", visible=False, scale=0, min_width=120, elem_id="stop-fetch")
                self.cancel = gr.Button("Cancel", scale=0, min_width=120, elem_id="cancel-fetch")

    def _lay_out_pictures_to_edit(
        self, manifests: Sequence[BundleManifest], first: BundleManifest, cache: Cache
    ) -> None:
        self.photo = RawImage(
            label="Your picture",
            elem_id="photo",
            type="filepath",
            format="png",
            sources=["upload", "clipboard", "webcam"],
            height=230,
        )
        self.faces = gr.Gallery(
            label="Which face?",
            elem_id="faces",
            visible=False,
            columns=4,
            height=130,
            **TO_CHOOSE_FROM,
        )
        with gr.Row(elem_id="chance"):
            self.random = gr.Button("Random picture", elem_id="random", min_width=120)
            self.surprise = gr.Button("Surprise me", elem_id="surprise", min_width=120)
        self.centre = gr.Button("Take the centre", elem_id="centre", visible=first.alignment == "face")
        self.examples = {
            manifest.folder: gr.Dataset(
                components=[gr.Image(type="filepath", render=False)],
                samples=[
                    [str(cache.write(picture.file.read_bytes(), picture.file.name))] for picture in manifest.pictures
                ],
                label="Examples",
                visible=manifest.folder == first.folder,
                elem_classes="examples",
            )
            for manifest in manifests
            if manifest.pictures
        }

    def _lay_out_results(self, first: BundleManifest, manifests: Iterable[BundleManifest]) -> None:
        photographic = next((manifest.title for manifest in manifests if manifest.alignment == "face"), "")
        shown: dict[str, Any] = {"format": "png", "interactive": False, "buttons": ["download", "fullscreen"]}
        with gr.Column(visible=False, elem_id="unlike") as self.unlike:
            self.unlike_text = gr.Markdown()
            with gr.Row():
                small: dict[str, Any] = {"size": "sm", "scale": 0, "min_width": 0}
                self.anyway = gr.Button("Edit this nevertheless", elem_id="anyway", **small)
                self.show_example = gr.Button("Show an example", elem_id="show-example", **small)
                self.other_bundle = gr.Button(
                    f"Use {photographic}", visible=bool(photographic), elem_id="other-bundle", **small
                )
        with gr.Row(elem_id="pair") as self.pair:
            self.original = gr.Image(label="What the model sees", elem_id="original", **shown)
            self.edited = gr.Image(label="Edited", elem_id="edited", **shown)
        self.compared = gr.ImageSlider(
            label="Before and after: drag the line", elem_id="compared", visible=False, slider_position=50, **shown
        )
        self.whole = gr.Image(label="The whole photograph, edited", elem_id="whole", visible=False, **shown)
        self.strip = gr.HTML(STRIP, elem_id="strip", padding=False)
        self.status = gr.Markdown(elem_id="status")
        self.view = gr.Radio(
            views_of(first), value=SIDE_BY_SIDE, label="View", show_label=False, container=False, elem_id="view"
        )
        self.strength = gr.Slider(
            value=1.0,
            step=STRENGTH_STEP,
            elem_id="strength",
            **strengths_of(first),
        )

    def _lay_out_words(self, manifests: Sequence[BundleManifest], first: BundleManifest) -> None:
        with gr.Row(elem_id="words"):
            self.source = gr.Textbox(first.neutral, label="What it is", elem_id="source", max_lines=1, min_width=120)
            self.target = gr.Textbox(
                first.default_target,
                label="What it should become",
                placeholder="what it should show, or what to add, change or remove",
                elem_id="target",
                max_lines=1,
                scale=2,
                min_width=160,
            )
            self.edit = gr.Button("Edit", variant="primary", elem_id="edit", scale=0, min_width=140)
        self._lay_out_stack(first)
        words: dict[str, Any] = {"layout": "gallery", "samples_per_page": MOST_SAMPLES}
        self.hints = gr.Dataset(components=_pair_of_texts(), elem_id="hints", visible=False, **words)
        most = max(len(_groups(manifest)) for manifest in manifests)
        with gr.Column(elem_id="suggestions"):
            self.suggestions = [
                gr.Dataset(components=_pair_of_texts(), elem_classes="suggest", **words, **_suggested(first, index))
                for index in range(most)
            ]

    def _lay_out_stack(self, first: BundleManifest) -> None:
        """The edits that are kept below the one at work, and the way back and forth through what was tried."""
        small: dict[str, Any] = {"size": "sm", "scale": 0, "min_width": 0}
        with gr.Row(elem_id="steps"):
            self.keep = gr.Button("Keep this and add another", elem_id="keep", **small)
            self.undo = gr.Button("Undo", elem_id="undo", interactive=False, **small)
            self.redo = gr.Button("Redo", elem_id="redo", interactive=False, **small)
            self.start_over = gr.Button("Start over", elem_id="start-over", **small)
        self.kept = [KeptEdit(index, first) for index in range(MOST_KEPT)]
        self.history = gr.Gallery(
            label="What you tried",
            elem_id="history",
            visible=False,
            columns=8,
            height=160,
            **TO_CHOOSE_FROM,
        )
        #: What stands behind the page's address; the script of the page puts it there.
        self.link = gr.Textbox(visible=False)
        of_kept = [part for kept in self.kept for part in (kept.row, kept.enabled, kept.strength)]
        self.of_stack = [self.keep, self.undo, self.redo, self.start_over, self.history, self.link, *of_kept]

    def stack_of(self, session: Session, neutral: str, thumbnails: Iterable[str]) -> dict[Any, Any]:
        """The updates by component that show a visitor's kept edits, and what was tried by a file for each moment."""
        captions = [short_of(moment.caption, neutral) for moment in session.moments]
        moments = list(zip(thumbnails, captions))
        updates: dict[Any, Any] = {
            self.keep: gr.update(interactive=session.step is not None),
            self.undo: gr.update(interactive=session.moment > 0),
            self.redo: gr.update(interactive=session.moment < len(session.moments) - 1),
            self.start_over: gr.update(interactive=bool(session.steps)),
            self.history: gr.update(value=moments, visible=len(moments) > 1, selected_index=session.moment),
        }
        for index, kept in enumerate(self.kept):
            step = session.kept_steps[index] if index < len(session.kept_steps) else None
            updates |= kept.showing(step, neutral)
        return updates

    def _lay_out_more(self, first: BundleManifest) -> None:
        with gr.Row(elem_id="more"):
            self.sharpen = gr.Button("Sharper likeness", size="sm", elem_id="sharpen")
            self.stop_sharpen = gr.Button("Stop and keep", size="sm", elem_id="stop-sharpen", visible=False)
            self.save_edit = gr.Button("Save picture and recipe", size="sm", elem_id="save-edit")
            self.animate = gr.Button("Save animation", size="sm", elem_id="animate")
            self.save = gr.Button("Save whole photograph", size="sm", elem_id="save", visible=first.paste_back)
        self.saved = gr.File(label="Ready to save", visible=False, elem_id="saved", file_count="multiple")
        with gr.Accordion("Details", open=False, elem_id="details"):
            self.details = gr.Markdown()
        with gr.Accordion("Advanced", open=False, elem_id="advanced"):
            self.threshold = gr.Slider(value=first.threshold, step=THRESHOLD_STEP, **_thresholds(first))
        self.limits = gr.Markdown(_limits(first), elem_id="limits")

    def describe(self, manifest: BundleManifest) -> dict[Any, Any]:
        """The updates by component for a bundle, set as it opens."""
        opening = Settings.opening(manifest, SIDE_BY_SIDE)
        return {
            self.title: title_of(manifest),
            self.source: opening.source,
            self.target: opening.target,
            self.threshold: gr.update(value=opening.threshold, **_thresholds(manifest)),
            self.strength: gr.update(value=opening.strength, **strengths_of(manifest)),
            self.view: gr.update(choices=views_of(manifest), value=opening.view),
            self.pair: gr.update(visible=True),
            self.limits: _limits(manifest),
            self.centre: gr.update(visible=manifest.alignment == "face"),
            self.save: gr.update(visible=manifest.paste_back),
            self.saved: gr.update(visible=False, value=None),
            **{box: gr.update(visible=folder == manifest.folder) for folder, box in self.examples.items()},
            **{row: gr.update(**_suggested(manifest, index)) for index, row in enumerate(self.suggestions)},
        }

    @property
    def unchanged(self) -> dict[Any, Any]:
        """What a handler returns that leaves everything as it is; no dictionary at all would be too few values."""
        return {self.status: gr.skip()}

    @staticmethod
    def hints_for(manifest: BundleManifest, works: Iterable[str]) -> dict[str, Any]:
        """Buttons with the texts that work; hidden where there are none."""
        return gr.update(label="These work", **_samples([(manifest.neutral, text) for text in works][:HINTS]))


def views_of(manifest: BundleManifest) -> list[str]:
    """The ways to look at an edit."""
    return [SIDE_BY_SIDE, BEFORE_AND_AFTER, *([WHOLE] if manifest.paste_back else [])]


def strengths_of(manifest: BundleManifest) -> dict[str, Any]:
    """How the slider of the strength is made where nothing is known of the edit."""
    return strengths(manifest.strength_min, manifest.strength_max, "0 changes nothing, 1 is the full edit")


def strengths(least: float, most: float, info: str) -> dict[str, Any]:
    """How the slider of the strength is made for a range, with a line about it."""
    below = ", below 0 is the opposite" if least < 0 else ""
    return {"minimum": least, "maximum": most, "label": f"Strength ({least:g} to {most:g})", "info": info + below}


def _thresholds(manifest: BundleManifest) -> dict[str, Any]:
    most = manifest.threshold_max
    label = f"Disentanglement threshold (0 to {most:g}; higher: fewer style channels change)"
    return {"minimum": 0.0, "maximum": most, "label": label}


def _limits(manifest: BundleManifest) -> str:
    return f"*{manifest.limits}*"


def _groups(manifest: BundleManifest) -> list[tuple[str, list[tuple[str, str]]]]:
    """The suggested edits of a bundle, (source, target), by group, in its own order."""
    return [
        (group, [(edit.source, edit.target) for edit in edits])
        for group, edits in groupby(manifest.examples, key=lambda edit: edit.group)
    ]


def _suggested(manifest: BundleManifest, index: int) -> dict[str, Any]:
    """How the row of a group of suggested edits is made; one that a bundle does not need is hidden."""
    groups = _groups(manifest)
    group, edits = groups[index] if index < len(groups) else ("", [])
    return {"label": group, **_samples(edits)}


def _samples(edits: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "samples": [list(edit) for edit in edits],
        "sample_labels": [short_of(target, source) for source, target in edits],
        "visible": bool(edits),
    }


def _pair_of_texts() -> list[Any]:
    return [gr.Textbox(render=False), gr.Textbox(render=False)]
