"""The list of bundles on the page: choosing one, and fetching one that is not here yet."""

from __future__ import annotations

import html
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr
from tqdm import tqdm

from deltaedit.bundles.find import find_bundle, is_present, list_bundles, list_recipes
from deltaedit.bundles.install import Step, install, license_notice, needed, preparation_notice
from deltaedit.bundles.manifest import BundleManifest
from deltaedit.bundles.recipes import find_recipe
from deltaedit.errors import BundleError, DeltaEditError, DownloadCancelled, listed
from deltaedit.recipe import Recipe
from deltaedit.ui.handlers import WATCHED, Handlers, Updates, on_page
from deltaedit.ui.layout import SIDE_BY_SIDE, Layout
from deltaedit.ui.sentences import as_text, warn
from deltaedit.ui.session import Photo, Session, Settings
from deltaedit.ui.stacking import Stacking

NOT_FETCHED_HERE = "This page is open to others, so its visitors cannot fetch"


def offers(wanted: str) -> dict[str, BundleManifest]:
    """The bundle that is asked for, those that are here, and those that can be fetched; broken ones left out.

    Returns:
        The manifest of each, by its name or the folder that it was given by; of what is not here, as it will be.

    Raises:
        BundleError: the one that is asked for is not here and cannot be fetched.
    """
    found: dict[Path, tuple[str, BundleManifest]] = {}
    for key in dict.fromkeys([wanted, *list_bundles(), *list_recipes()]):
        try:
            manifest = find_recipe(key).manifest if is_fetchable(key) else find_bundle(key)
        except BundleError:
            if key == wanted:
                raise
            continue
        # One that was given by its folder may have a name too.
        found.setdefault(manifest.folder.resolve(), (key, manifest))
    return dict(found.values())


def first_bundle(offered: Iterable[str], wanted: str) -> str:
    """What the page opens with: the bundle that is asked for, or one that is here until that one is fetched.

    Raises:
        BundleError: none is here.
    """
    for key in (wanted, *offered):
        if not is_fetchable(key):
            return key
    raise BundleError(
        f"No bundle is here yet to begin with: fetch one with python -m deltaedit download {wanted}, or start the app "
        f"with --bundle {wanted} --accept-license."
    )


def is_fetchable(key: str) -> bool:
    """It is not here, and there is a recipe for it."""
    return key in list_recipes() and not is_present(key)


def choices(offered: Mapping[str, BundleManifest]) -> list[tuple[str, str]]:
    """(label, key) for the list; a label says what would have to be fetched."""
    return [
        (f"{manifest.title} (not here yet)" if is_fetchable(key) else manifest.title, key)
        for key, manifest in offered.items()
    ]


def notice_of(key: str, *, may_fetch: bool) -> str:
    """What somebody should know before fetching a bundle, as Markdown."""
    recipe = find_recipe(key)
    needs = needed(recipe)
    # How full the disk is concerns whoever may fill it.
    free = f" ({bytes_text(needs.free)} are free)" if may_fetch else ""
    # Nobody typed these, and they hold links.
    lines = [
        f"### {recipe.manifest.title} are not here yet",
        html.escape(recipe.manifest.description, quote=False),
        f"To fetch: **{bytes_text(needs.fetch)}**, with about {bytes_text(needs.disk)} of disk while it is made "
        f"ready{free}. {preparation_notice(recipe)}",
        html.escape(license_notice(recipe), quote=False),
    ]
    if not may_fetch:
        lines.append(
            f"{NOT_FETCHED_HERE}; on the machine that serves it run `python -m deltaedit download {key} "
            "--accept-license`."
        )
    return "\n\n".join(lines)


def bytes_text(size: float) -> str:
    """A number of bytes for people."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB" if size >= 1e7 else f"{size / 1e6:.1f} MB"


class StepMeter:
    """Says how far an installation is, and at which rate bytes arrive."""

    def __init__(self) -> None:
        self._label, self._began, self._first = "", 0.0, 0

    def __call__(self, step: Step) -> str:
        """A step in words."""
        if step.total is None:
            return f"{step.label} ..."
        if step.label != self._label or step.done < self._first:
            self._label, self._began, self._first = step.label, time.monotonic(), step.done
        is_size = step.unit == "bytes"
        unit = "B" if is_size else ""
        return tqdm.format_meter(
            step.done,
            step.total,
            time.monotonic() - self._began,
            prefix=step.label,
            initial=self._first,
            unit="B" if is_size else f" {step.unit}",
            unit_scale=is_size,
            bar_format=f"{{desc}}: {{n_fmt}}{unit} of {{total_fmt}}{unit} ({{percentage:.0f}}%), {{rate_fmt}}, "
            "{remaining} left",
        )


@dataclass(frozen=True)
class BundleHandlers:
    """Choosing and fetching. Whatever goes wrong, the bundle at work stays at work.

    Attributes:
        stacking: reopens edits on top of each other.
        active: what remembers which bundle is at work.
        offered: the bundles that may be chosen.
        wanted: the one that the page is to open with.
        first: the one that it was laid out for.
        may_fetch: visitors may fetch bundles onto this machine.
    """

    stacking: Stacking
    active: gr.State
    offered: Mapping[str, BundleManifest]
    wanted: str
    first: str
    may_fetch: bool

    @property
    def handlers(self) -> Handlers:
        return self.stacking.handlers

    @property
    def layout(self) -> Layout:
        return self.handlers.layout

    def manifest(self, key: str) -> BundleManifest:
        """Raises BundleError for a key that is not offered."""
        if key not in self.offered:
            raise BundleError(f"There is no bundle '{key}' on this page; choose {listed(self.offered)}.")
        return self.offered[key] if is_fetchable(key) else find_bundle(key)

    @on_page
    def arrive(self, *arguments: Any) -> Updates:
        """Somebody opens the page: the edits of a link, or the first picture of the bundle that is asked for.

        The words are those of the visitor, where the page was reloaded.

        Args:
            arguments: the values of :class:`Settings`, and what stands behind the page's address.
        """
        source, target, *numbers, query = arguments
        here, layout = first_bundle(self.offered, self.wanted), self.layout
        opening = self.manifest(self.first)
        opened = Settings(source or opening.neutral, target or opening.default_target, *numbers)
        described: Updates = {layout.source: opened.source, layout.target: opened.target}
        problem: Updates = {}
        if "edits=" in str(query):
            try:
                return self._reopen(Recipe.from_query(str(query)), source, target)
            except DeltaEditError as error:
                problem = {layout.status: warn(error, "arrive")}
        if here != self.first:
            manifest = self.manifest(here)
            opened, described = Settings.opening(manifest, SIDE_BY_SIDE), layout.describe(manifest)
        begun = self.handlers.begin(self.handlers.opening(here).result(), opened) | problem
        panel = self._closed() if here == self.wanted else self._offering(self.wanted)
        listing = gr.update(choices=choices(self.offered), value=self.wanted)
        return {**begun, **described, **panel, layout.bundle: listing, self.active: here}

    def _reopen(self, recipe: Recipe, source: str | None, target: str | None) -> Updates:
        """The edits of a link, with the words that were typed before the page was reloaded in place of its last.

        Raises:
            DeltaEditError: its bundle is not on this page or not here yet, or the link is wrong.
        """
        layout, key = self.layout, recipe.bundle.name
        manifest, subject = self.manifest(key), recipe.picture
        if is_fetchable(key):
            raise BundleError(
                f"This link needs the bundle '{key}', which is not here yet: choose it in the list first."
            )
        inversion = recipe.invert(self.handlers.pool.get(key))
        session = Session(key, inversion, example=None if subject is None else subject.example)
        session, settings = self.stacking.reopened(session, recipe.edits, SIDE_BY_SIDE)
        if target and target != settings.target:
            settings = replace(settings, source=source or settings.source, target=target, strength=1.0)
        begun = self.handlers.begin(session, settings)
        controls = {
            layout.source: settings.source,
            layout.target: settings.target,
            layout.threshold: gr.update(value=settings.threshold),
            layout.strength: gr.update(value=settings.strength),
        }
        listing = gr.update(choices=choices(self.offered), value=key)
        described = layout.describe(manifest) if key != self.first else {}
        return {**described, **begun, **controls, **self._closed(), layout.bundle: listing, self.active: key}

    @property
    def photographic(self) -> str | None:
        """The bundle for photographs of people; None where none is offered."""
        return next((key for key, manifest in self.offered.items() if manifest.alignment == "face"), None)

    def for_photographs(self) -> Any:
        """Choose it in the list."""
        return self.photographic or gr.skip()

    def choose(
        self,
        key: str,
        active: str,
        session: Session | None,
        waiting: Photo | None,
        request: gr.Request,
        progress: gr.Progress = WATCHED,
    ) -> Updates:
        """A bundle from the list. Where it is not here, only the panel changes."""
        layout, handlers = self.layout, self.handlers
        try:
            if is_fetchable(key):
                return self._offering(key)
            if key == active and session is not None:
                return self._closed()
            manifest = self.manifest(key)
            fresh, more = handlers.switch(key, session, waiting, progress)
            begun = handlers.begin(fresh, Settings.opening(manifest, SIDE_BY_SIDE))
            handlers.stop_sharpening(request)
            return {**begun, **layout.describe(manifest), **self._closed(), **more, self.active: key}
        except Exception as error:
            return {layout.bundle: active, **self._closed(), layout.status: warn(error, "choose")}

    def cancel(self, active: str) -> Updates:
        """Back to the bundle at work."""
        return {self.layout.bundle: active, **self._closed()}

    def fetch(self, key: str, request: gr.Request) -> Iterator[Updates]:
        """Fetch the chosen bundle; :meth:`settle` follows."""
        layout, said = self.layout, "Stopped before it began."
        hidden, shown = gr.update(visible=False), gr.update(visible=True)
        try:
            if not self.may_fetch:
                raise BundleError(f"{NOT_FETCHED_HERE} bundles.")
            self.manifest(key)
            in_words, began = StepMeter(), time.monotonic()

            def work(report: Callable[[Step], None], should_stop: Callable[[], bool]) -> BundleManifest:
                return install(key, accept_license=True, watch=report, should_stop=should_stop)

            # What is chosen when the bundle has come must be what was fetched.
            locked = {layout.bundle: gr.update(interactive=False), layout.fetch: hidden, layout.cancel: hidden}
            yield {**locked, layout.progress: "Asking the hub ...", layout.stop_fetch: shown}
            for news in self.handlers.jobs.run(f"fetch {request.session_hash}", work):
                if isinstance(news, Step):
                    yield {layout.progress: in_words(news)}
                else:
                    said = f"Ready after {time.monotonic() - began:.0f} s."
        except DownloadCancelled as error:
            said = as_text(str(error))
        except Exception as error:
            said = warn(error, "fetch")
        offering = self._offering(key) if is_fetchable(key) else {layout.stop_fetch: hidden}
        listing = gr.update(choices=choices(self.offered), interactive=True)
        yield {**offering, layout.bundle: listing, layout.progress: said}

    def settle(
        self,
        key: str,
        active: str,
        session: Session | None,
        waiting: Photo | None,
        request: gr.Request,
        progress: gr.Progress = WATCHED,
    ) -> Updates:
        """After fetching: to the bundle if it has come; else the panel goes on saying why not."""
        if is_fetchable(key):
            return self.layout.unchanged
        return self.choose(key, active, session, waiting, request, progress)

    def stop(self, request: gr.Request) -> None:
        """Stop fetching; files that are finished are kept for the next time."""
        self.handlers.jobs.stop(f"fetch {request.session_hash}")

    def _offering(self, key: str) -> Updates:
        """The panel of a bundle that is not here."""
        layout, shown, hidden = self.layout, gr.update(visible=True), gr.update(visible=False)
        texts = {layout.notice: notice_of(key, may_fetch=self.may_fetch), layout.progress: ""}
        buttons = {layout.fetch: shown if self.may_fetch else hidden, layout.stop_fetch: hidden, layout.cancel: shown}
        return {layout.panel: shown, **texts, **buttons}

    def _closed(self) -> Updates:
        return {self.layout.panel: gr.update(visible=False), self.layout.notice: "", self.layout.progress: ""}
