"""One published file from the Hugging Face hub: found in its cache, or fetched into it, and checked.

What speaks to the hub is ``huggingface_hub``'s own: addresses, metadata, sign-in, HTTP session, locks and the layout
of the cache. The one thing done here is to write the body to the disk: ``hf_hub_download`` of version 2 begins again
from nothing after an interruption, and that of any version looks up only once in ten megabytes. A file that is half
there lies beside the finished ones under another name, and gets its own after its checksum was found right.

The environment (``HF_HOME``, ``HF_HUB_CACHE``, ``HF_ENDPOINT``, ``HF_HUB_OFFLINE``, ``HF_TOKEN``, time-outs, proxies)
is honoured as ``huggingface_hub`` does it: most of it is read once, when that package is first imported.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from huggingface_hub import constants, get_hf_file_metadata, hf_hub_url
from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status  # type: ignore[attr-defined]

from deltaedit.errors import BundleError, DownloadCancelled, DownloadError
from deltaedit.proxies import check_proxies
from deltaedit.zoo.checkpoints import sha256
from deltaedit.zoo.hub_cache import (
    COMMIT,
    ETAG,
    SHA256,
    HubFile,
    blob_path,
    bytes_in,
    cache_folder,
    commit_of,
    delete,
    etag_of,
    etags_of,
    is_linked,
    leftovers,
    link_path,
    locked_content,
    partial_path,
    put_link,
    put_ref,
    repo_folder,
)
from deltaedit.zoo.hub_errors import BUSY, explained, hub_host, is_passing, status_of
from deltaedit.zoo.hub_pins import CHANGED, Pin, held_to, record

__all__ = ["HubFile", "cache_folder", "cached", "fetch", "forget"]

Progress = Callable[[int, int | None], None]
ShouldStop = Callable[[], bool]

WAITS = (0.5, 1.0, 2.0, 4.0)  # seconds before each new try that follows one without a single new byte
REPORT_EVERY = 0.1  # seconds between two calls of a progress function


def cached(file: HubFile, *, pins: Path | None = None) -> Path | None:
    """The file in the hub's cache, without asking the network; None where it is not there, or not whole.

    Only its size is compared here: :func:`fetch` compares its checksum.

    Args:
        pins: the record of files first seen.

    Raises:
        DownloadError: the record or the environment cannot be read.
    """
    wanted = held_to(file, pins)
    with explained(wanted):
        link = link_path(wanted)
        if link is None or not link.is_file() or wanted.size not in (None, link.stat().st_size):
            return None
    return link


def fetch(
    file: HubFile,
    *,
    pins: Path | None = None,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Path:
    """The file in the hub's cache, fetched where it is missing, and checked against its size and SHA-256.

    An interrupted download goes on where it stopped. Two that want the same file take turns, in other processes too.

    Args:
        pins: a JSON file with what was first seen of files without a checksum; needed for those, made where missing.
        progress: told the bytes that are there and those in all (None while unknown), a few times a second and at the
            end.
        should_stop: asked before every piece; True ends the download and keeps what has arrived.

    Returns:
        Where the file is; it must not be written to.

    Raises:
        DownloadCancelled: ``should_stop`` said so.
        DownloadError: it cannot be fetched, or is not the file it should be. A wrong file is deleted from the cache.
        BundleError: it has no checksum, and ``pins`` is None.
    """
    if file.sha256 is None and pins is None:
        raise BundleError(f"No checksum is known of {file.name}; name a record that keeps the first one seen.")
    return _Fetch(file, pins, progress, should_stop).run()


def forget(file: HubFile, *, pins: Path | None = None) -> int:
    """Delete a file from the hub's cache: its link, what it links to unless another revision does too, and leftovers.

    Whatever else the cache holds is left alone, and so is the record of files first seen.

    Returns:
        Bytes that became free.

    Raises:
        DownloadError: it is being fetched at this moment, or cannot be deleted.
    """
    wanted = held_to(file, pins)

    def refuse() -> None:
        raise DownloadError(f"{file.name} is being fetched at this moment; cancel that first, then delete it.")

    freed = 0
    with explained(wanted), ExitStack() as locks:
        if not repo_folder(wanted).is_dir():
            return 0
        link = link_path(wanted)
        etags = sorted(etags_of(wanted, link))
        for etag in etags:
            locks.enter_context(locked_content(wanted, etag, refuse))
        if link is not None:
            freed += delete(link)
        for etag in etags:
            if not is_linked(wanted, etag):
                freed += delete(blob_path(wanted, etag))
            freed += sum(delete(leftover) for leftover in leftovers(wanted, etag))
    return freed


@dataclass(frozen=True)
class _Remote:
    """What the hub says of a file before it is fetched."""

    commit: str
    etag: str
    size: int | None


def _address(file: HubFile, revision: str) -> str:
    return hf_hub_url(file.repo, file.path, repo_type=file.repo_type, revision=revision)


def _ask(file: HubFile) -> _Remote:
    """Commit, ETag and size, from one HEAD request that is not repeated.

    Raises:
        DownloadError: whoever answered is not the hub.
    """
    metadata = get_hf_file_metadata(_address(file, file.revision), timeout=constants.HF_HUB_ETAG_TIMEOUT)
    commit, etag = metadata.commit_hash or "", metadata.etag or ""
    # Both become names of files: nothing else than what the hub sends may pass.
    if not COMMIT.fullmatch(commit) or not ETAG.fullmatch(etag):
        raise DownloadError(
            f"What answered for {hub_host()} does not speak as the hub does (no commit or no ETag came with "
            f"{file.name}); check HF_ENDPOINT, the proxy, and whether this network wants you to sign in first."
        )
    # Versions 1 of the client take the length of a redirect, which is 0, for the file's where the hub states none.
    return _Remote(commit=file.revision if file.pinned else commit, etag=etag, size=metadata.size or None)


def _fault(file: HubFile, etag: str, size: int | None, digest: str | None) -> str | None:
    """How a file differs from what was stated of it; None where it does not. What is not known is not compared."""
    if file.size is not None and size is not None and size != file.size:
        return f"file has {size} bytes where {file.size} are expected"
    if digest is None:
        return None
    if file.sha256 is not None and digest != file.sha256:
        return f"file has another checksum ({digest[:12]}…) than is expected ({file.sha256[:12]}…)"
    if SHA256.fullmatch(etag) and digest != etag:
        return f"file has another checksum ({digest[:12]}…) than the hub states ({etag[:12]}…)"
    return None


class _Fetch:
    """One call of :func:`fetch`: what is wanted, and who wants to be told and asked meanwhile."""

    def __init__(
        self, file: HubFile, pins: Path | None, progress: Progress | None, should_stop: ShouldStop | None
    ) -> None:
        self._file = held_to(file, pins)
        self._pins = pins if file.sha256 is None else None
        self._progress = progress
        self._should_stop = should_stop
        self._next_report = 0.0

    def run(self) -> Path:
        file = self._file
        with explained(file):
            self._stop_if_asked()
            link = link_path(file)
            if link is not None and link.exists():
                digest = self._checked(link)
            else:
                link, digest = self._download()
            size = link.stat().st_size
            if self._pins is not None:
                record(self._pins, file, Pin(commit_of(link, file), size, digest))
        self._report(size, size, always=True)
        return link

    def _report(self, done: int, total: int | None, *, always: bool = False) -> None:
        now = time.monotonic()
        if self._progress is not None and (always or now >= self._next_report):
            self._next_report = now + REPORT_EVERY
            self._progress(done, total)

    def _stop_if_asked(self) -> None:
        if self._should_stop is not None and self._should_stop():
            raise DownloadCancelled(
                f"Fetching {self._file.name} was cancelled; what has arrived is kept, and the next try goes on there."
            )

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self._stop_if_asked()
        while (left := end - time.monotonic()) > 0:
            time.sleep(min(left, REPORT_EVERY))
            self._stop_if_asked()

    def _ask_patiently(self) -> _Remote:
        """As :func:`_ask`, again after a while where the hub is busy."""
        for wait in WAITS:
            try:
                return _ask(self._file)
            except Exception as error:
                if status_of(error) not in BUSY:
                    raise
            self._wait(wait)
        return _ask(self._file)

    def _refuse_another(self, remote: _Remote) -> None:
        """Refuse what the hub itself says is another file, before a byte of it is fetched."""
        file = self._file
        fault = _fault(file, remote.etag, remote.size, remote.etag if SHA256.fullmatch(remote.etag) else None)
        if fault is not None:
            advice = (
                CHANGED if self._pins is not None else "Update DeltaEdit, and tell its authors if that does not help."
            )
            raise DownloadError(f"{file.name} was not fetched: the hub's {fault}. {advice}")

    def _checked(self, link: Path) -> str:
        """SHA-256 of a file that is in the cache; a wrong one is deleted.

        Raises:
            DownloadError: it is not the file it should be.
        """
        etag = etag_of(link)  # the content is named after the hub's ETag, so what the hub said is still known
        size = link.stat().st_size
        digest = sha256(link) if self._file.size in (None, size) else None
        fault = _fault(self._file, etag, size, digest)
        if digest is not None and fault is None:
            return digest
        delete(link)
        # Content that is what the hub called it, though not what is wanted here, may serve another revision.
        if etag and not (digest == etag and is_linked(self._file, etag)):
            delete(blob_path(self._file, etag))
        raise self._deleted(fault)

    def _deleted(self, fault: str | None) -> DownloadError:
        advice = f" {CHANGED}" if self._pins is not None else ""
        return DownloadError(
            f"The copy of {self._file.name} in the hub cache was deleted, because this {fault}. Fetch it again; if "
            f"that does not help, something on the way damages it.{advice}"
        )

    def _download(self) -> tuple[Path, str]:
        """Fetch, check and link a file that the cache does not have; returns the link and the SHA-256."""
        file = self._file
        check_proxies()
        remote = self._ask_patiently()
        self._refuse_another(remote)
        link = link_path(file, remote.commit)
        assert link is not None
        blob, partial = blob_path(file, remote.etag), partial_path(file, remote.etag)
        size = file.size if file.size is not None else remote.size

        def waiting() -> None:
            self._stop_if_asked()
            self._report(bytes_in(partial), size)

        with locked_content(file, remote.etag, waiting):
            if link.exists():  # somebody else fetched it while the lock was theirs
                return link, self._checked(link)
            fresh = not blob.exists()
            if fresh:
                blob.parent.mkdir(parents=True, exist_ok=True)
                blob.unlink(missing_ok=True)  # a link that leads nowhere
                self._receive(remote.commit, partial, size)
            content = partial if fresh else blob
            arrived = content.stat().st_size
            digest = sha256(content) if size in (None, arrived) else None
            fault = _fault(replace(file, size=size), remote.etag, arrived, digest)
            if fault is not None or digest is None:
                delete(content)
                raise self._deleted(fault)
            if fresh:
                partial.replace(blob)
            put_link(link, blob)
            put_ref(file, remote.commit)
        return link, digest

    def _receive(self, commit: str, partial: Path, size: int | None) -> None:
        """Bring a half-fetched file to its full length, over as many connections as that takes.

        Raises:
            DownloadError: the disk is too small, or another number of bytes came than there are.
            Exception: what ended the last connection, where some in a row brought nothing.
        """
        failures = most = 0
        while True:
            there = bytes_in(partial)
            if size is not None and there > size:
                there -= delete(partial)
            self._report(there, size, always=True)
            if there == size and partial.exists():
                return
            self._require_space(partial.parent, (size or 0) - there)
            problem: Exception | None = None
            try:
                self._stream(commit, partial, there, size)
            except Exception as error:
                if status_of(error) != 416 and not is_passing(error):
                    raise
                problem = error
            else:
                if size is None:
                    return
            arrived = bytes_in(partial)
            if size is not None and arrived > size:
                delete(partial)
                raise DownloadError(
                    f"{self._file.name} goes on after the {size} bytes that it should have, so it was not fetched; "
                    f"check HF_ENDPOINT and the proxy."
                )
            failures = 0 if arrived > most else failures + 1
            most = max(most, arrived)
            if status_of(problem) == 416:  # there is no more, and yet it is not whole: what is here is of no use
                delete(partial)
                problem = problem if size is None else None
            if failures > len(WAITS):
                raise problem or DownloadError(
                    f"{self._file.name} always ends too early ({most} of {size} bytes came); try again later, or "
                    f"from another network."
                )
            if arrived != size:
                self._wait(WAITS[max(failures - 1, 0)])

    def _stream(self, commit: str, partial: Path, there: int, size: int | None) -> None:
        """Append what one connection brings, and at most one piece more than there should be.

        The hub's own address is asked each time, not the one it redirects to: that one is signed, and expires.
        """
        self._stop_if_asked()
        headers = {**build_hf_headers(), "Accept-Encoding": "identity"}
        if there:
            headers["Range"] = f"bytes={there}-"
        with get_session().stream(
            "GET",
            _address(self._file, commit),
            headers=headers,
            timeout=constants.HF_HUB_DOWNLOAD_TIMEOUT,
            follow_redirects=True,
        ) as response:
            hf_raise_for_status(response)
            part = response.headers.get("Content-Range", "")
            resumed = response.status_code == 206 and part.startswith(f"bytes {there}-")
            # Whoever ignores the range sends everything from the beginning.
            there = there if resumed else 0
            with partial.open("ab" if resumed else "wb") as body:
                for piece in response.iter_bytes():
                    self._stop_if_asked()
                    body.write(piece)
                    there += len(piece)
                    self._report(there, size)
                    if size is not None and there > size:
                        return

    def _require_space(self, folder: Path, missing: int) -> None:
        free = shutil.disk_usage(folder).free
        if free < missing:
            raise DownloadError(
                f"{self._file.name} needs {missing / 1e6:,.1f} MB more, and the disk of the hub cache "
                f"({cache_folder()}) has {free / 1e6:,.1f} MB free; make room, or let HF_HOME name a folder on a "
                f"larger disk. What has arrived is kept."
            )
