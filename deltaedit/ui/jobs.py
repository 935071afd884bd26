"""Long jobs of visitors: run beside the page, report how far they are, and can be stopped by whoever began them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Generic, TypeVar

News = TypeVar("News")
Result = TypeVar("Result")
LOOK_EVERY_S = 0.3
#: At once; more wait for their turn.
WORKERS = 2


@dataclass(frozen=True)
class Finished(Generic[Result]):
    """What a job came to."""

    result: Result


class Jobs:
    """One job per visitor and kind at a time; the key says whose it is and of which kind."""

    def __init__(self) -> None:
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="job")
        self._stops: dict[str, threading.Event] = {}

    def run(
        self, key: str, work: Callable[[Callable[[News], None], Callable[[], bool]], Result]
    ) -> Iterator[News | Finished[Result]]:
        """Run ``work(report, should_stop)``; yields its latest news now and then, and at last what it returned.

        Closing the iterator, as happens when a visitor leaves, stops the job. One that is stopped while it waits for
        its turn is never begun, and comes to nothing.

        Raises:
            Exception: whatever the work raised.
        """
        self.stop(key)
        stopped = self._stops[key] = threading.Event()
        news: list[News] = []
        future = self._workers.submit(work, news.append, stopped.is_set)
        try:
            while not future.done():
                wait([future], timeout=LOOK_EVERY_S)
                if stopped.is_set() and future.cancel():
                    return
                if news:
                    latest = news[-1]
                    news.clear()
                    yield latest
            yield Finished(future.result())
        finally:
            stopped.set()
            future.cancel()
            if self._stops.get(key) is stopped:
                del self._stops[key]

    def stop(self, key: str) -> None:
        """Ask the job of this key to stop, if there is one."""
        stopped = self._stops.get(key)
        if stopped is not None:
            stopped.set()
