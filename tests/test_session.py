"""What was tried is remembered, strengths aside, and bounded."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from deltaedit.editor import DeltaEditor
from deltaedit.steps import EditStep
from deltaedit.ui.session import MOST_MOMENTS, Session, Settings

PICTURE = Image.new("RGB", (8, 8))


def started(editor: DeltaEditor) -> Session:
    return Session("avatars", editor.random(1))


def test_a_moment_for_each_edit_and_none_for_a_strength(editor: DeltaEditor) -> None:
    session = replace(started(editor), step=EditStep("beard")).remembering(PICTURE)
    session = replace(session, step=EditStep("beard", strength=0.5)).remembering(PICTURE)
    assert [moment.caption for moment in session.moments] == ["beard"]
    session = replace(session.at_strength(0.3), step=EditStep("hat")).remembering(PICTURE)
    assert [moment.caption for moment in session.moments] == ["beard", "hat"]
    assert session.moments[0].step == EditStep("beard", strength=0.3)
    # What was undone is forgotten once something else is made.
    session = replace(session, moment=0, step=EditStep("smile")).remembering(PICTURE)
    assert [moment.caption for moment in session.moments] == ["beard", "smile"]
    # Kept is another moment, so that it can be undone.
    left = editor.stack(session.inversion, [EditStep("face with a hat")])
    kept = replace(session, kept=left, step=None).remembering(PICTURE)
    assert len(kept.moments) == 3 and kept.moments[1].step == EditStep("smile")


@settings(max_examples=25, deadline=None)
@given(words=st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=60))
def test_moments_are_bounded_and_the_last_one_is_seen(editor: DeltaEditor, words: list[str]) -> None:
    session = started(editor)
    for word in words:
        session = replace(session, step=EditStep(word)).remembering(PICTURE)
    assert 1 <= len(session.moments) <= MOST_MOMENTS
    assert session.moment == len(session.moments) - 1
    assert session.moments[-1].caption == words[-1]
    assert all(a.steps != b.steps for a, b in zip(session.moments, session.moments[1:]))


def test_settings_and_steps_say_the_same(editor: DeltaEditor) -> None:
    manifest = editor.manifest
    opening = Settings.opening(manifest, "view")
    assert opening.step(manifest) == EditStep(manifest.default_target)
    step = EditStep("face with a hat", "bald face", 0.7, manifest.threshold + 0.1)
    assert Settings.of(step, manifest, "view").step(manifest) == step
