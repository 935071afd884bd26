"""Edits on top of each other on the page: keep one and add another, switch one off, go back and forth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from deltaedit.bundles.manifest import BundleManifest
from deltaedit.errors import PromptError
from deltaedit.steps import EditStep
from deltaedit.ui.handlers import Handlers, Updates, on_page
from deltaedit.ui.layout import MOST_KEPT, Layout
from deltaedit.ui.session import Session, Settings, require


def _within(step: EditStep, manifest: BundleManifest) -> EditStep:
    """An edit with numbers that the page's sliders can have."""
    strength = min(max(step.strength, manifest.strength_min), manifest.strength_max)
    threshold = None if step.threshold is None else min(step.threshold, manifest.threshold_max)
    return replace(step, strength=strength, threshold=threshold)


@dataclass(frozen=True)
class Stacking:
    """Handlers around a visitor's kept edits, and what was tried before.

    Attributes:
        handlers: of everything else on the page.
    """

    handlers: Handlers

    @property
    def layout(self) -> Layout:
        return self.handlers.layout

    @on_page
    def keep(self, session: Session | None, strength: float, view: str, typed: str) -> Updates:
        """The edit at work stays, and the next one starts from what it left; words that are typed already stay too."""
        session = require(session).at_strength(strength)
        if session.step is None:
            raise PromptError("There is no edit to keep yet: say what the picture should become, and press Edit.")
        if len(session.steps) > MOST_KEPT:
            raise PromptError(f"At most {MOST_KEPT} edits can be kept: remove one of them first.")
        left = self.handlers.unedited(self.handlers.stacked(session, session.steps), view)
        words = {self.layout.target: ""} if typed.strip() == session.step.target.strip() else {}
        return {**left, **words, self.layout.status: "Kept. Say what to change next."}

    @on_page
    def adjust(self, index: int, enabled: bool, amount: float, session: Session | None, *settings: Any) -> Updates:
        """A kept edit counts or not, or counts more or less; those above it are found anew."""
        session = require(session)
        steps = list(session.kept_steps)
        if index < len(steps):
            steps[index] = replace(steps[index], enabled=bool(enabled), strength=float(amount))
        return self._on_top_of(session, steps, Settings(*settings))

    @on_page
    def remove(self, index: int, session: Session | None, *settings: Any) -> Updates:
        """A kept edit goes."""
        session = require(session)
        steps = [step for k, step in enumerate(session.kept_steps) if k != index]
        return self._on_top_of(session, steps, Settings(*settings))

    @on_page
    def start_over(self, session: Session | None, strength: float, view: str) -> Updates:
        """The picture without any edit; what was tried stays within reach."""
        session = require(session).at_strength(strength)
        shown = self.handlers.unedited(self.handlers.stacked(session, ()), view)
        return {**shown, self.layout.status: "All edits are gone; Undo brings them back."}

    @on_page
    def undo(self, session: Session | None, strength: float, view: str) -> Updates:
        """One moment back."""
        session = require(session).at_strength(strength)
        return self._at_moment(session, session.moment - 1, view)

    @on_page
    def redo(self, session: Session | None, strength: float, view: str) -> Updates:
        """One moment forth."""
        session = require(session).at_strength(strength)
        return self._at_moment(session, session.moment + 1, view)

    @on_page
    def return_to(self, event: gr.SelectData, session: Session | None, strength: float, view: str) -> Updates:
        """A moment that the visitor pointed at."""
        return self._at_moment(require(session).at_strength(strength), int(event.index), view)

    def reopened(self, session: Session, steps: Sequence[EditStep], view: str) -> tuple[Session, Settings]:
        """A session with all edits but the last, and the settings that ask for that one.

        Raises:
            DeltaEditError: the words of a step mean nothing to the bundle, or there are too many.
        """
        if len(steps) > MOST_KEPT + 1:
            raise PromptError(f"The page takes {MOST_KEPT + 1} edits on top of each other, not {len(steps)}.")
        manifest = self.handlers.pool.get(session.bundle).manifest
        steps = [_within(step, manifest) for step in steps]
        return self.handlers.stacked(session, steps[:-1]), Settings.of(steps[-1], manifest, view)

    def _on_top_of(self, session: Session, steps: Sequence[EditStep], settings: Settings) -> Updates:
        """The edit at work on top of other kept ones."""
        session = self.handlers.stacked(session.at_strength(settings.strength), steps)
        if session.step is None:
            return self.handlers.unedited(session, settings.view)
        manifest = self.handlers.pool.get(session.bundle).manifest
        return self.handlers.edited(session, Settings.of(session.step, manifest, settings.view))

    def _at_moment(self, session: Session, moment: int, view: str) -> Updates:
        layout = self.layout
        if not 0 <= moment < len(session.moments):
            return layout.unchanged
        then, moments = session.moments[moment], session.moments
        session = replace(self.handlers.stacked(session, then.kept), step=then.step)
        if then.step is None:
            updates = {**self.handlers.unedited(session, view), layout.target: "", layout.status: "No edit at work."}
        else:
            settings = Settings.of(then.step, self.handlers.pool.get(session.bundle).manifest, view)
            words = {layout.source: settings.source, layout.target: settings.target, layout.strength: settings.strength}
            updates = {**self.handlers.edited(session, settings), **words, layout.threshold: settings.threshold}
        # Going there is no new moment.
        session = replace(updates[layout.session], moments=moments, moment=moment)
        return {**updates, layout.session: session, **self.handlers.stack_of(session)}
