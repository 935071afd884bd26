"""Places in Gradio's queue: a few for each visitor, and none for whoever does not listen for the answer."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import gradio as gr
from anyio import CapacityLimiter
from gradio.server_messages import ProcessCompletedMessage

from deltaedit.ui.gate.limits import Limits, RequestError

BUSY = "This page is busy: {} requests are waiting. Please try again in a minute."
UNHEARD = "Nobody listened for the answer to this request, so it lost its place; send it again and listen at once."


class Places:
    """The places of one page. Gradio's queue knows no limit for one visitor, so its own tables are read here."""

    def __init__(self, page: gr.Blocks, limits: Limits) -> None:
        self.page = page
        self.limits = limits
        self.listeners: Counter[str] = Counter()
        self._heard: dict[str, float] = {}
        self.direct_from: Counter[str] = Counter()
        self._direct = CapacityLimiter(limits.direct)
        #: Held from before a place is looked for until Gradio has given it, so that none is given twice.
        self.joining = asyncio.Lock()

    @property
    def _queue(self) -> Any:
        return self.page._queue

    def has_messages(self, session: str) -> bool:
        """Whether anything is waiting to be told to a session."""
        return session in self._queue.pending_messages_per_session

    def waiting(self) -> list[Any]:
        """The requests that wait, of everybody."""
        return [event for queue in self._queue.event_queue_per_concurrency_id.values() for event in queue.queue]

    def at_work(self) -> list[Any]:
        """The requests that wait no more, of everybody."""
        return [event for job in self._queue.active_jobs if job for event in job]

    def session_of(self, event_id: str) -> str:
        """Whose an event is; one that was sent without a session is a session of its own."""
        queue = self._queue
        event = queue.event_ids_to_events.get(event_id)
        if event is not None:
            return str(event.session_hash)
        owners = (session for session, events in queue.pending_event_ids_session.items() if event_id in events)
        return next(owners, event_id)

    @contextmanager
    def listening(self, session: str) -> Iterator[None]:
        """Somebody listens for the answers to a session's requests."""
        try:
            with _one_more(self.listeners, session):
                yield
        finally:
            self._heard[session] = time.monotonic()

    @asynccontextmanager
    async def direct(self, address: str) -> AsyncIterator[None]:
        """A turn among those who do not wait in the queue.

        Raises:
            RequestError: too many from this address wait for theirs.
        """
        if self.direct_from[address] >= self.limits.unheard:
            raise RequestError(BUSY.format(self.direct_from[address]), 429)
        with _one_more(self.direct_from, address):
            async with self._direct:
                yield

    def check(self, session: str | None, address: str) -> None:
        """Whether there is a place in the queue for a visitor.

        Raises:
            RequestError: the queue is full, or this visitor's share of it; says how many wait.
        """
        waiting = self.waiting()
        if len(waiting) >= self.limits.queue:
            raise RequestError(BUSY.format(len(waiting)), 429)
        own = sum(event.session_hash == session for event in [*waiting, *self.at_work()])
        if session is not None and own >= self.limits.places:
            raise RequestError(
                f"You have {own} requests waiting already, of {len(waiting)} in all; wait until one is answered.", 429
            )
        unheard = sum(
            not self.listeners[event.session_hash] and address_of(event.request.scope) == address for event in waiting
        )
        if unheard >= self.limits.unheard:
            raise RequestError(
                f"{unheard} requests from your address wait, of {len(waiting)} in all, with nobody listening for "
                "their answers; listen to those.",
                429,
            )

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
        fresh = now - 2 * self.limits.answer_seconds
        self._heard = {session: when for session, when in self._heard.items() if when >= fresh}


def address_of(scope: Any) -> str:
    """The address that a request comes from."""
    client = scope.get("client")
    return str(client[0]) if client else ""


@contextmanager
def _one_more(counter: Counter[str], key: str) -> Iterator[None]:
    counter[key] += 1
    try:
        yield
    finally:
        counter[key] -= 1
        if not counter[key]:
            del counter[key]
