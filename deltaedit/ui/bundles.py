"""The list of bundles on the page: choosing one, and fetching one that is not here yet."""

from __future__ import annotations

import html
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from deltaedit.bundles.find import find_bundle, is_present, list_bundles, list_recipes
from deltaedit.bundles.install import Step, install, license_notice, needed, preparation_notice
from deltaedit.bundles.manifest import BundleManifest
from deltaedit.bundles.recipes import find_recipe
from deltaedit.errors import BundleError, DownloadCancelled, NoFaceError, listed
from deltaedit.ui.callbacks import SIDE_BY_SIDE, WATCHED, Callbacks, as_text, warned
from deltaedit.ui.session import Photo, Session


@dataclass(frozen=True)
class Offer:
    """A bundle that a visitor may choose.

    Attributes:
        key: its name, or the folder that it was given by.
        manifest: of the bundle, or of what it will be.
    """

    key: str
    manifest: BundleManifest


def offers(wanted: str) -> list[Offer]:
    """The bundle that is asked for, those that are here, and those that can be fetched; broken ones left out.

    Raises:
        BundleError: the one that is asked for is not here and cannot be fetched.
    """
    found: dict[Path, Offer] = {}
    for key in dict.fromkeys([wanted, *list_bundles(), *list_recipes()]):
        try:
            manifest = find_recipe(key).manifest if is_fetchable(key) else find_bundle(key)
        except BundleError:
            if key == wanted:
                raise
            continue
        # One that was given by its folder may have a name too.
        found.setdefault(manifest.folder.resolve(), Offer(key, manifest))
    return list(found.values())


def first_bundle(offered: list[Offer], wanted: str) -> str:
    """What the page opens with: the bundle that is asked for, or one that is here until that one is fetched.

    Raises:
        BundleError: none is here.
    """
    if not is_fetchable(wanted):
        return wanted
    for offer in offered:
        if not is_fetchable(offer.key):
            return offer.key
    raise BundleError(
        f"No bundle is here yet to begin with: fetch one with python -m deltaedit download {wanted}, or start the app "
        f"with --bundle {wanted} --accept-license."
    )


def is_fetchable(key: str) -> bool:
    """It is not here, and there is a recipe for it."""
    return key in list_recipes() and not is_present(key)


def choices(offered: list[Offer]) -> list[tuple[str, str]]:
    """(label, key) for the list; a label says what would have to be fetched."""
    return [
        (f"{offer.manifest.title} (not here yet)" if is_fetchable(offer.key) else offer.manifest.title, offer.key)
        for offer in offered
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
            "This page is open to others, so its visitors cannot fetch; on the machine that serves it run "
            f"`python -m deltaedit download {key} --accept-license`."
        )
    return "\n\n".join(lines)


def bytes_text(size: float) -> str:
    """A number of bytes for people."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB" if size >= 1e7 else f"{size / 1e6:.1f} MB"


class Rate:
    """Bytes a second of what is arriving, over the last few seconds."""

    SECONDS = 4.0

    def __init__(self) -> None:
        self._seen: list[tuple[float, int]] = []

    def at(self, done: int) -> float:
        """Tell how much is there now; returns the rate."""
        now = time.monotonic()
        if self._seen and done < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((now, done))
        self._seen = [(when, size) for when, size in self._seen if now - when <= self.SECONDS]
        began, first = self._seen[0]
        return (done - first) / (now - began) if now > began else 0.0


def step_text(step: Step, rate: Rate) -> str:
    """How far an installation is, in words."""
    if step.total is None:
        return f"{step.label} ..."
    share = step.done / max(1, step.total)
    if step.unit != "bytes":
        return f"{step.label}: {step.done} of {step.total} ({share:.0%})"
    text = f"{step.label}: {bytes_text(step.done)} of {bytes_text(step.total)} ({share:.0%})"
    speed = rate.at(step.done)
    if speed <= 0:
        return text
    left = (step.total - step.done) / speed
    return f"{text}, {speed / 1e6:.2f} MB/s, " + (f"{left / 60:.0f} min left" if left > 90 else f"{left:.0f} s left")


#: (panel, notice, progress, fetch button) while nothing is offered to be fetched.
CLOSED = (gr.update(visible=False), "", "", gr.skip())
#: What a new picture changes, where there is none.
KEPT = (gr.skip(),) * 7
NO_FACE = (
    "No face was found in your photograph, so you see another picture. Choose a photograph in which a face looks at "
    "you, or press 'Take the centre'."
)


def words_of(manifest: BundleManifest) -> tuple[Any, ...]:
    """What the page is set to when a bundle is chosen: source, target, threshold, strength and view."""
    return manifest.neutral, manifest.default_target, manifest.threshold, 1.0, SIDE_BY_SIDE


class BundleCallbacks:
    """Choosing and fetching. Whatever goes wrong, the bundle at work stays at work.

    Handlers that change the page give (list of bundles, active bundle, panel, notice, progress, fetch button,
    photograph that waits, *parts of the page, *what a new picture changes).
    """

    def __init__(
        self,
        calls: Callbacks,
        offered: list[Offer],
        wanted: str,
        describe: Callable[[BundleManifest], list[Any]],
        *,
        may_fetch: bool,
    ) -> None:
        """Begin.

        Args:
            wanted: the bundle that the page is to open with.
            describe: the updates of the parts of the page for a bundle.
            may_fetch: visitors may fetch bundles onto this machine.
        """
        self.calls = calls
        self.offered = offered
        self.wanted = wanted
        self.describe = describe
        self.may_fetch = may_fetch
        self.first = first_bundle(offered, wanted)
        self._untouched = [gr.skip()] * len(describe(offered[0].manifest))

    def manifest(self, key: str) -> BundleManifest:
        """Raises BundleError for a key that is not offered."""
        for offer in self.offered:
            if offer.key == key:
                return find_bundle(key) if not is_fetchable(key) else offer.manifest
        raise BundleError(f"There is no bundle '{key}' on this page; choose {listed(o.key for o in self.offered)}.")

    def notice(self, key: str) -> str:
        """What the panel says of a bundle that is not here."""
        return notice_of(key, may_fetch=self.may_fetch)

    def arrive(self, *words: Any) -> tuple[Any, ...]:
        """Somebody opens the page: the bundle that is asked for by its first picture, if it is here by now."""
        try:
            here = first_bundle(self.offered, self.wanted)
            parts = self._untouched
            if here != self.first:
                manifest = self.manifest(here)
                parts, words = self.describe(manifest), words_of(manifest)
            begun = self.calls.begin(self.calls.opening(here).result(), *words)
            panel = CLOSED if here == self.wanted else self._offering(self.wanted)
            return gr.update(choices=choices(self.offered), value=self.wanted), here, *panel, None, *parts, *begun
        except Exception as error:
            return self._failed(error, "arrive", gr.skip())

    def choose(
        self,
        key: str,
        active: str,
        session: Session | None,
        waiting: Photo | None,
        progress: gr.Progress = WATCHED,
    ) -> tuple[Any, ...]:
        """A bundle from the list. Where it is not here, only the panel changes."""
        try:
            if is_fetchable(key):
                return gr.skip(), gr.skip(), *self._offering(key), gr.skip(), *self._untouched, *KEPT
            if key == active and session is not None:
                return gr.skip(), gr.skip(), *CLOSED, gr.skip(), *self._untouched, *KEPT
            manifest = self.manifest(key)
            fresh, faceless = self.calls.switch(key, session, waiting, progress)
            begun = self.calls.begin(fresh, *words_of(manifest))
            if faceless is not None:
                begun = *begun[:-1], warned(NoFaceError(NO_FACE), "choose")
            return gr.skip(), key, *CLOSED, faceless, *self.describe(manifest), *begun
        except Exception as error:
            return self._failed(error, "choose", gr.update(value=active))

    def fetch(self, key: str, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Fetch the chosen bundle: (list of bundles, notice, progress, fetch button, stop button)."""
        said = "Stopped before it began."
        try:
            if not self.may_fetch:
                raise BundleError("This page is open to others, so its visitors cannot fetch bundles.")
            self.manifest(key)
            rate, began = Rate(), time.monotonic()

            def work(tell: Callable[[Step], None], should_stop: Callable[[], bool]) -> BundleManifest:
                return install(key, accept_license=True, watch=tell, should_stop=should_stop)

            # What is chosen when the bundle has come must be what was fetched.
            locked = gr.update(interactive=False)
            yield locked, gr.skip(), "Asking the hub ...", gr.update(visible=False), gr.update(visible=True)
            for news in self.calls.jobs.run(f"fetch {request.session_hash}", work):
                if isinstance(news, Step):
                    yield gr.skip(), gr.skip(), step_text(news, rate), gr.skip(), gr.skip()
                else:
                    said = f"Ready after {time.monotonic() - began:.0f} s."
        except DownloadCancelled as error:
            said = as_text(str(error))
        except Exception as error:
            said = warned(error, "fetch")
        yield gr.update(choices=choices(self.offered), interactive=True), *self._still_missing(key, said)

    def _still_missing(self, key: str, said: str) -> tuple[Any, ...]:
        """(notice, progress, fetch button, stop button) after an attempt."""
        missing = is_fetchable(key)
        notice = self.notice(key) if missing else gr.skip()
        return notice, said, gr.update(visible=missing and self.may_fetch), gr.update(visible=False)

    def settle(
        self,
        key: str,
        active: str,
        session: Session | None,
        waiting: Photo | None,
        progress: gr.Progress = WATCHED,
    ) -> tuple[Any, ...]:
        """After fetching: to the bundle if it has come; else the panel goes on saying why not."""
        if is_fetchable(key):
            return gr.skip(), gr.skip(), *(gr.skip() for _ in CLOSED), gr.skip(), *self._untouched, *KEPT
        return self.choose(key, active, session, waiting, progress)

    def stop(self, request: gr.Request) -> None:
        """Stop fetching; files that are finished are kept for the next time."""
        self.calls.jobs.stop(f"fetch {request.session_hash}")

    def _offering(self, key: str) -> tuple[Any, ...]:
        """(panel, notice, progress, fetch button) for a bundle that is not here."""
        return gr.update(visible=True), self.notice(key), "", gr.update(visible=self.may_fetch)

    def _failed(self, error: Exception, where: str, bundle: Any) -> tuple[Any, ...]:
        return bundle, gr.skip(), *CLOSED, gr.skip(), *self._untouched, *KEPT[:-1], warned(error, where)
