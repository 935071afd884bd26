"""One line of progress on standard error, and a budget of time."""

from __future__ import annotations

import sys
import time


class Progress:
    """Prints rate and a value now and then; knows how much of its time is spent.

    Args:
        title: what is going on.
        minutes: budget of a stage that stops by the clock; 0 for one that stops by itself.
        every: seconds between two lines.
    """

    def __init__(self, title: str, minutes: float = 0.0, every: float = 10.0) -> None:
        self.title = title
        self.seconds = minutes * 60
        self.every = every
        self.start = self._last = time.monotonic()

    @property
    def fraction(self) -> float:
        """Part of the budget that is spent, 0 to 1 and beyond."""
        return (time.monotonic() - self.start) / self.seconds if self.seconds else 0.0

    @property
    def seconds_spent(self) -> float:
        """Seconds since the start, those before a resumption included."""
        return time.monotonic() - self.start

    def spend(self, seconds: float) -> None:
        """Count time that an earlier run of the same training has used."""
        self.start -= seconds

    def show(self, done: int, total: int | None = None, value: str = "", *, last: bool = False) -> None:
        """Report ``done`` items of ``total``."""
        now = time.monotonic()
        if not last and now - self._last < self.every:
            return
        self._last = now
        rate = done / max(now - self.start, 1e-9)
        of = f"/{total}" if total else ""
        print(f"{self.title}: {done}{of}, {rate:.1f}/s {value}", file=sys.stderr, flush=True)
