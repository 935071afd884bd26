"""A progress bar on standard error, and a budget of time."""

from __future__ import annotations

import sys
import time

WIDTH = 24


class Progress:
    """Draws how far a training is, its rate and a value; knows how much of its time is spent.

    On a terminal the bar is redrawn in its place; elsewhere, in a log, it is a line now and then.

    Args:
        title: what is going on.
        minutes: budget of a stage that stops by the clock; 0 for one that stops by itself.
        steps: budget in steps, in place of the clock: the same on every machine.
        every: seconds between two drawings; by default 0.5 on a terminal, 10 elsewhere.
    """

    def __init__(self, title: str, minutes: float = 0.0, every: float | None = None, *, steps: int = 0) -> None:
        self.title = title
        self.seconds = minutes * 60
        self.on_terminal = sys.stderr.isatty()
        self.every = (0.5 if self.on_terminal else 10.0) if every is None else every
        self.begun = self.start = self._last = time.monotonic()
        self._first: int | None = None
        self.steps, self.done = steps, 0

    @property
    def fraction(self) -> float:
        """Part of the budget that is spent, 0 to 1 and beyond; all of it where there is none, so that nothing runs for
        ever.
        """
        if self.steps > 0:
            return self.done / self.steps
        return self.seconds_spent / self.seconds if self.seconds > 0 else 1.0

    @property
    def seconds_spent(self) -> float:
        """Seconds since the start, those before a resumption included."""
        return time.monotonic() - self.start

    def spend(self, seconds: float) -> None:
        """Count time that an earlier run of the same training has used."""
        self.start -= seconds

    def begin_at(self, done: int) -> None:
        """Say how many items an earlier run has done, where the first report is of several at once."""
        self._first = done

    def show(self, done: int, total: int | None = None, value: str = "", *, last: bool = False) -> None:
        """Report ``done`` items of ``total``; without a total, the share of the budget."""
        self.done = done
        if self._first is None:
            self._first = max(0, done - 1)
        now = time.monotonic()
        if not last and now - self._last < self.every:
            return
        self._last = now
        part = min(1.0, done / total if total else self.fraction)
        rate = (done - self._first) / max(now - self.begun, 1e-9)
        left = (total - done) / max(rate, 1e-9) if total else max(0.0, self.seconds - self.seconds_spent)
        bar = "#" * round(part * WIDTH)
        line = f"{self.title} [{bar:<{WIDTH}}] {part:4.0%} {done} at {rate:.1f}/s, {left / 60:.1f} min left {value}"
        if self.on_terminal:
            print(f"\r{line}\033[K", end="\n" if last or part >= 1 else "", file=sys.stderr, flush=True)
        else:
            print(line, file=sys.stderr, flush=True)
