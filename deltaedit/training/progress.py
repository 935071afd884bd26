"""Progress of a long job, as a tqdm bar on standard error."""

from __future__ import annotations

import sys

from tqdm import tqdm

BAR = "{desc} {percentage:3.0f}%|{bar:24}| {elapsed}<{remaining}{postfix}"
#: Seconds between two updates: on a terminal, and in a file, where each of them adds a line.
TERMINAL_INTERVAL, LOG_INTERVAL = 0.5, 10.0


class Progress:
    """A progress bar that may start where an earlier run stopped.

    Args:
        title: what is being done.
        done: how much of it an earlier run has done.
        quiet: draw nothing, as in all processes but the main one.
    """

    def __init__(self, title: str, done: float = 0, *, quiet: bool = False) -> None:
        interval = TERMINAL_INTERVAL if sys.stderr.isatty() else LOG_INTERVAL
        self._bar = tqdm(desc=title, initial=done, bar_format=BAR, mininterval=interval, disable=quiet, file=sys.stderr)

    def show(self, done: float, total: float, value: str = "") -> None:
        """Report that ``done`` of ``total`` is done, with a figure to be shown beside the bar."""
        self._bar.total = total
        self._bar.set_postfix_str(value, refresh=False)
        self._bar.update(min(done, total) - self._bar.n)
        if done >= total:
            self._bar.close()
