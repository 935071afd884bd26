"""The sweeps that follow a visitor's edits: all strengths in one sheet that the browser draws from."""

from __future__ import annotations

import base64
import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np

from deltaedit.pool import EditorPool
from deltaedit.sweep import (
    FRAMES,
    PREVIEW_PIXELS,
    STRIP_FRAMES,
    Course,
    Sweep,
    animation,
    corrected,
    explore,
    sprite_sheet,
)
from deltaedit.ui.layout import strengths
from deltaedit.ui.session import Session

#: Sheets of edits that may be asked for again, the opening's above all; each has about 100 kB.
KEPT_SHEETS = 32
#: Parts of a sweep drawn at the same time, each by one thread.
AT_A_TIME = 2
#: Of a generator that draws more than a preview: each frame of one for 1024 pixels takes a core a second.
PREVIEW_FRAMES = 9
#: Places along the strip at which a strength is named; between them it is interpolated.
EVEN_PLACES = 33


class Sweeps:
    """Draws sweeps around the editors that all visitors share, and remembers the last ones."""

    def __init__(self, pool: EditorPool) -> None:
        self._pool = pool
        self._workers = ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="sweep")
        self._sheets: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def sheet(self, session: Session) -> dict[str, Any]:
        """What the script of the page draws from: one picture with all frames, and which strength each is of.

        Raises:
            DeltaEditError: the session has no edit, or it cannot be drawn.
        """
        key = session.edit_id
        with self._lock:
            found = self._sheets.pop(key, None)
        if found is None:
            found = self._made(session)
        with self._lock:
            self._sheets[key] = found
            while len(self._sheets) > KEPT_SHEETS:
                self._sheets.popitem(last=False)
        return found

    def animations(self, session: Session) -> dict[str, bytes]:
        """The edit growing and going back, by file name.

        Raises:
            DeltaEditError: the session has no edit, or it cannot be drawn.
        """
        course = self._course(session)
        growing = course.sweep.within(0, course.high)
        return {f"edit.{kind}": animation(growing, kind) for kind in ("webp", "gif")}

    def _made(self, session: Session) -> dict[str, Any]:
        course = self._course(session)
        sweep, growing = course.sweep, course.sweep.within(0, course.high)
        file, columns = sprite_sheet(sweep)
        info = f"1 is the full edit, the change is seen from {course.begins:.1f} and done at {course.saturates:.1f}"
        return {
            "edit": session.edit_id,
            "src": "data:image/webp;base64," + base64.b64encode(file).decode(),
            "columns": columns,
            "size": sweep.frames.shape[1],
            "strengths": [round(strength, 4) for strength in sweep.strengths],
            "even": growing.even(EVEN_PLACES),
            "strip": growing.even(STRIP_FRAMES),
            "slider": strengths(course.low, course.high, info),
        }

    def _course(self, session: Session) -> Course:
        editor, direction = self._pool.get(session.bundle), session.require_direction()
        whole = editor.generator.config.size
        size, frames = (PREVIEW_PIXELS, PREVIEW_FRAMES) if whole > PREVIEW_PIXELS else (whole, FRAMES)

        def draw(strengths: Sequence[float]) -> Sweep:
            parts = [part.tolist() for part in np.array_split(strengths, AT_A_TIME) if len(part)]
            first, *others = self._workers.map(
                lambda part: editor.sweep(session.start, direction.delta_s, part, size), parts
            )
            for other in others:
                first = first.joined(other)
            return first

        limits = editor.manifest.strength_min, editor.manifest.strength_max
        course = explore(draw, editor.clip, editor.samples, *limits, frames)
        if size == whole:
            return course
        return replace(course, sweep=corrected(course.sweep, session.start.image))
