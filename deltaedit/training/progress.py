"""How far a long job is, as a tqdm bar on standard error."""

from __future__ import annotations

import sys

from tqdm import tqdm

BAR = "{desc} {percentage:3.0f}%|{bar:24}| {elapsed}<{remaining}{postfix}"
#: Seconds between two drawings: on a terminal, and in a log, where each of them stays.
TERMINAL_INTERVAL, LOG_INTERVAL = 0.5, 10.0


class Progress:
    """A bar from nothing, or from where an earlier run was stopped, to a total.

    Args:
        title: what is going on.
        done: how much of it an earlier run has done.
        quiet: draw nothing, as in all processes but one.
    """

    def __init__(self, title: str, done: float = 0, *, quiet: bool = False) -> None:
        interval = TERMINAL_INTERVAL if sys.stderr.isatty() else LOG_INTERVAL
        self._bar = tqdm(desc=title, initial=done, bar_format=BAR, mininterval=interval, disable=quiet, file=sys.stderr)

    def show(self, done: float, total: float, value: str = "") -> None:
        """Report that ``done`` of ``total`` is done, with a figure of interest beside the bar."""
        self._bar.total = total
        self._bar.set_postfix_str(value, refresh=False)
        self._bar.update(min(done, total) - self._bar.n)
        if done >= total:
            self._bar.close()
