"""What one visitor, and all of them together, may take; and the refusal of whoever asks for more."""

from __future__ import annotations

from dataclasses import dataclass

from deltaedit.errors import DeltaEditError
from deltaedit.images import MAX_BYTES
from deltaedit.ui.upload import MAX_DATA_URL


class RequestError(DeltaEditError):
    """A request that does not fit the page; ``status`` is the HTTP status that says so."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Limits:
    """How much may be asked for.

    Attributes:
        places: requests of one visitor that wait or are at work.
        queue: requests that wait, of everybody; each waits for its turn.
        unheard: requests from one address that wait without anybody listening for the answer, or past the queue.
        direct: requests past the queue that are at work at once, as of those who have just opened the page.
        grace_seconds: after which a request that nobody listens for loses its place.
        answer_seconds: for which an answer is kept that nobody fetches.
        upload_bytes, json_bytes: of one body.
        body_bytes: of all bodies that are being received.
        stall_seconds: between two pieces of a body.
        body_seconds: for a whole body.
        linger_seconds: in which the rest of a body that is refused is let pass, since many senders look at the answer
            only after they have sent everything.
    """

    places: int = 6
    queue: int = 256
    unheard: int = 64
    direct: int = 4
    grace_seconds: float = 5.0
    answer_seconds: float = 600.0
    # What stands around a file in the body of an upload is small.
    upload_bytes: int = MAX_BYTES + 100_000
    json_bytes: int = MAX_DATA_URL + 100_000
    body_bytes: int = 400_000_000
    stall_seconds: float = 20.0
    body_seconds: float = 600.0
    linger_seconds: float = 3.0
