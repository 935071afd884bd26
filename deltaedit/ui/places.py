"""Places in Gradio's queue: a few for each visitor, and none for whoever does not listen for the answer."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, MutableMapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import gradio as gr
from anyio import CapacityLimiter
from gradio.server_messages import ProcessCompletedMessage

from deltaedit.ui.requests import RequestError

Key = TypeVar("Key")
BUSY = "This page is busy: {} requests are waiting. Please try again in a minute."
UNHEARD = "Nobody listened for the answer to this request, so it lost its place; send it again and listen at once."


@dataclass(frozen=True)
class PlaceLimits:
    """How many places one visitor, and all of them together, may take.

    Attributes:
        places: requests of one visitor that wait or are at work.
        queue: requests that wait, of everybody; each waits for its turn.
        unheard: requests from one address that wait without anybody listening for the answer, or past the queue.
        direct: requests past the queue that are at work at once, as of those who have just opened the page.
        grace_seconds: after which such a request loses its place.
        answer_seconds: for which an answer is kept that nobody fetches.
    """

    places: int = 6
    queue: int = 256
    unheard: int = 64
    direct: int = 4
    grace_seconds: float = 5.0
    answer_seconds: float = 600.0


class Places:
    """The places of one page. Gradio's queue knows no limit for one visitor, so its own tables are read here."""

    def __init__(self, page: gr.Blocks, limits: PlaceLimits) -> None:
        self.page = page
        self.limits = limits
        self.listeners: Counter[str] = Counter()
        self._heard: dict[str, float] = {}
        #: Of (session, address): requests that are about to get a place in the queue.
        self.coming: Counter[tuple[str | None, str]] = Counter()
        self.direct_from: Counter[str] = Counter()
        self._direct = CapacityLimiter(limits.direct)

    @property
    def _queue(self) -> Any:
        return self.page._queue

    def has_messages(self, session: str) -> bool:
        """Whether anything is waiting to be told to a session."""
        return session in self._queue.pending_messages_per_session

    @contextmanager
    def listening(self, session: str) -> Iterator[None]:
        """Somebody listens for the answers to a session's requests."""
        self.listeners[session] += 1
        try:
            yield
        finally:
            _take_one(self.listeners, session)
            self._heard[session] = time.monotonic()

    def waiting(self) -> list[Any]:
        """The requests that wait, of everybody. Gradio's queue knows no limit for one visitor, so it is asked here."""
        return [event for queue in self._queue.event_queue_per_concurrency_id.values() for event in queue.queue]

    def at_work(self) -> list[Any]:
        return [event for job in self._queue.active_jobs if job for event in job]

    def session_of(self, event_id: str) -> str:
        """Whose an event is; one that was sent without a session is a session of its own."""
        queue = self._queue
        event = queue.event_ids_to_events.get(event_id)
        if event is not None:
            return str(event.session_hash)
        owners = (session for session, events in queue.pending_event_ids_session.items() if event_id in events)
        return next(owners, event_id)

    @asynccontextmanager
    async def direct(self, scope: MutableMapping[str, Any]) -> AsyncIterator[None]:
        """A turn among those who do not wait in the queue.

        Raises:
            RequestError: too many from this address wait for theirs.
        """
        address = _address(scope)
        if self.direct_from[address] >= self.limits.unheard:
            raise RequestError(BUSY.format(self.direct_from[address]), 429)
        self.direct_from[address] += 1
        try:
            async with self._direct:
                yield
        finally:
            _take_one(self.direct_from, address)

    @asynccontextmanager
    async def queued(self, session: str | None, scope: MutableMapping[str, Any]) -> AsyncIterator[None]:
        """A place in the queue, from before Gradio gives it until it is given, so that none is given twice.

        Raises:
            RequestError: there is none, or none for this visitor; says how many wait.
        """
        waiting = self.waiting()
        address = _address(scope)
        coming = [place for place, count in self.coming.items() for _ in range(count)]
        ahead = len(waiting) + len(coming)
        if ahead >= self.limits.queue:
            raise RequestError(BUSY.format(ahead), 429)
        own = sum(event.session_hash == session for event in [*waiting, *self.at_work()])
        own += sum(whose == session for whose, _ in coming)
        if session is not None and own >= self.limits.places:
            raise RequestError(
                f"You have {own} requests waiting already, of {ahead} in all; wait until one is answered.", 429
            )
        unheard = sum(
            not self.listeners[event.session_hash] and _address(event.request.scope) == address for event in waiting
        )
        unheard += sum(not self.listeners[whose or ""] and where == address for whose, where in coming)
        if unheard >= self.limits.unheard:
            raise RequestError(
                f"{unheard} requests from your address wait, of {ahead} in all, with nobody listening for their "
                "answers; listen to those.",
                429,
            )
        self.coming[session, address] += 1
        try:
            yield
        finally:
            _take_one(self.coming, (session, address))

    async def free(self) -> None:
        """Free the places that nobody waits in any more, and forget answers that nobody fetches."""
        now, queue = time.monotonic(), self._queue
        for event in self.waiting():
            session = event.session_hash
            since = max(event.enqueue_time, self._heard.get(session, 0.0))
            if not self.listeners[session] and now - since > self.limits.grace_seconds:
                # Whoever comes to listen later is told.
                queue.send_message(event, ProcessCompletedMessage(output={"error": UNHEARD}, success=False))
                await queue.clean_events(event_id=event._id)
                self._heard.setdefault(session, now)
        busy = {event.session_hash for event in [*self.waiting(), *self.at_work()]} | self.listeners.keys()
        # Gradio remembers what nobody has fetched for ever.
        for session in list(queue.pending_event_ids_session):
            if session not in busy and now - self._heard.setdefault(session, now) > self.limits.answer_seconds:
                queue.pending_event_ids_session.pop(session, None)
                queue.pending_messages_per_session.pop(session, None)
        for session, when in list(self._heard.items()):
            if now - when > 2 * self.limits.answer_seconds:
                del self._heard[session]


def _address(scope: MutableMapping[str, Any]) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _take_one(counter: Counter[Key], key: Key) -> None:
    counter[key] -= 1
    if counter[key] <= 0:
        del counter[key]
