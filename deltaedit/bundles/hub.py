"""Fetching a published file from the Hugging Face hub with the hub's own client, and checking it before it is opened.

The environment (``HF_HOME``, ``HF_HUB_CACHE``, ``HF_ENDPOINT``, ``HF_HUB_OFFLINE``, ``HF_TOKEN``, time-outs, proxies)
has the effect that it has on ``huggingface_hub``: most of it is read once, when that package is first imported.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from filelock import FileLock
from huggingface_hub import constants, get_hf_file_metadata, hf_hub_download, hf_hub_url, try_to_load_from_cache
from huggingface_hub.errors import HfHubHTTPError, HFValidationError
from huggingface_hub.utils import logging, validate_repo_id  # type: ignore[attr-defined]
from pydantic import AfterValidator, Field
from tqdm import tqdm

from deltaedit.bundles.download_errors import explained, hub_host
from deltaedit.bundles.weights import sha256
from deltaedit.errors import BundleError, DownloadCancelled, DownloadError, printable
from deltaedit.files import read_json, write_json
from deltaedit.proxies import check_proxies
from deltaedit.schema import checked_dataclass

#: Seconds between two checks of a running download.
POLL_INTERVAL = 0.1
#: Seconds without a new byte after which a download fails.
STALL_TIMEOUT = 60.0

_SHA256 = re.compile(r"[0-9a-f]{64}")
_ETAG = re.compile(r"[0-9A-Za-z_-]{1,128}")

# The client updates its progress bar after every chunk, and an exception from the bar ends the download. Its chunks of
# 10 MB would take a minute each on a slow line, and Xet updates the bar from a thread in which exceptions are lost.
constants.DOWNLOAD_CHUNK_SIZE = 1 << 15
constants.HF_HUB_DISABLE_XET = True
# Its warnings of retries contain signed addresses. The final error becomes a message of ours.
if "HF_HUB_VERBOSITY" not in os.environ:
    logging.set_verbosity_error()


def _repository(name: str) -> str:
    try:
        validate_repo_id(name)
    except HFValidationError as error:
        raise ValueError(f"'{printable(name)}' is not the name of a repository on the hub; write owner/name") from error
    return name


def _path(path: str) -> str:
    if {"", ".", ".."} & {*path.split("/")} or re.search(r"[\\:\x00-\x1f]", path):
        raise ValueError(f"'{printable(path)}' is not the path of a file inside a repository; write folder/file")
    return path


def _digits(count: int, what: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(f"[0-9a-f]{{{count}}}", text):
            raise ValueError(f"'{printable(text)}' is not {what}; write its {count} lower-case hexadecimal digits")
        return text

    return AfterValidator(check)


@checked_dataclass(BundleError)
class HubFile:
    """A file of a repository on the hub, as recipes name it.

    Attributes:
        repo: owner/name.
        path: of the file inside the repository, with ``/``.
        revision: 40 hexadecimal digits of a commit, whose files never change.
        repo_type: the kind of the repository.
        size: bytes; None where unknown.
        sha256: 64 hexadecimal digits; None where unknown: then the first one seen is recorded, and later ones must
            match it.

    Raises:
        BundleError: a value is malformed, or the path leads out of the repository.
    """

    repo: Annotated[str, AfterValidator(_repository)]
    path: Annotated[str, AfterValidator(_path)]
    revision: Annotated[str, _digits(40, "a commit")]
    repo_type: Literal["model", "space", "dataset"] = "model"
    size: Annotated[int, Field(ge=0)] | None = None
    sha256: Annotated[str, _digits(64, "a SHA-256")] | None = None

    @property
    def origin(self) -> str:
        """Where the file comes from, for people."""
        prefix = "" if self.repo_type == "model" else f"{self.repo_type}s/"
        return f"huggingface.co/{prefix}{self.repo}/{self.path} at {self.revision}"

    @property
    def name(self) -> str:
        """The file's name in messages."""
        return f"{self.path} of {self.repo}"

    @property
    def key(self) -> str:
        """The file's key in the record of checksums first seen."""
        return f"{self.repo_type}/{self.repo}@{self.path}"


def cached(file: HubFile, cache_dir: Path | None = None) -> Path | None:
    """The file in a cache, without using the network; None where it is not there, or has another size.

    Args:
        cache_dir: a folder that files were fetched into; None for the hub's cache.
    """
    found = try_to_load_from_cache(file.repo, file.path, cache_dir, file.revision, file.repo_type)
    if not isinstance(found, str) or file.size not in (None, Path(found).stat().st_size):
        return None
    return Path(found)


def fetch(
    file: HubFile,
    *,
    pins: Path | None = None,
    cache_dir: Path | None = None,
    progress: Callable[[int, int | None], None] = lambda done, size: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Path:
    """The file in the hub's cache or in ``cache_dir``, with the right SHA-256; fetched if it is in neither.

    Args:
        pins: a JSON file that records the checksums first seen of files for which none is known; required for those,
            and created if missing.
        cache_dir: the folder to fetch into; None for the hub's cache.
        progress: called with the bytes that have arrived and the total (None while unknown), a few times per second and
            at the end.
        should_stop: called as often; True cancels the download and discards the part of the file that has arrived.

    Returns:
        The path of the file, which must not be written to.

    Raises:
        DownloadCancelled: ``should_stop`` returned True.
        DownloadError: the file cannot be fetched, or is not the expected one; it is then deleted.
        BundleError: its checksum is unknown, and ``pins`` is None.
    """
    if file.sha256 is None and pins is None:
        raise BundleError(f"No checksum of {file.name} is known; give a file that records the first one seen (pins).")
    pinned = file if file.sha256 is not None or pins is None else _first_seen(file, pins)
    with explained(file, cache_dir):
        copies = [copy for copy in (cached(pinned, None), cached(pinned, cache_dir)) if copy is not None]
        # The client names blobs in its cache by their ETags, which for large files are their SHA-256.
        valid = (copy for copy in copies if not _mismatch(_with_stated(pinned, copy.resolve().name), copy))
        path = next(valid, None) or _finish(_Download(pinned, cache_dir), progress, should_stop)
        size = path.stat().st_size
        if pinned.sha256 is None and pins is not None:
            _first_seen(file, pins, {"commit": file.revision, "size": size, "sha256": sha256(path)})
    progress(size, size)
    return path


def _finish(download: _Download, progress: Callable[[int, int | None], None], should_stop: Callable[[], bool]) -> Path:
    """Run a download to its end, watching it, and check the file."""
    file = download.file
    check_proxies()
    download.start()
    try:
        while download.is_alive():
            if should_stop():
                raise DownloadCancelled(
                    f"Fetching {file.name} was cancelled; what is finished is kept, and this file starts again."
                )
            if time.monotonic() - download.last_arrival > STALL_TIMEOUT:
                raise DownloadError(
                    f"Nothing of {file.name} arrived from {hub_host()} for {STALL_TIMEOUT:.0f} seconds; check the "
                    f"connection and try again."
                )
            progress(download.done, download.file.size)
            download.join(POLL_INTERVAL)
    finally:
        download.abandoned = True
        download.join(5 * POLL_INTERVAL)  # so that the client can delete its unfinished file
    if download.error is not None:
        raise download.error
    mismatch = _mismatch(download.file, download.path)
    if mismatch:
        download.path.resolve().unlink()
        raise DownloadError(
            f"{file.name} was deleted after the download, because this {mismatch}. Fetch it again; if that does not "
            f"help, something on the way, such as a proxy, damages it."
        )
    return download.path


class _Download(threading.Thread):
    """A thread that runs the hub's client on one file, since the client blocks for minutes when nothing arrives.

    Attributes:
        file: with the size and the checksum that the hub states, where the recipe gives none.
        done: bytes that have arrived.
        last_arrival: when the last of them arrived, by the monotonic clock.
        abandoned: set by the watching thread; the next chunk then ends the download.
        path, error: the result.
    """

    def __init__(self, file: HubFile, cache_dir: Path | None) -> None:
        super().__init__(daemon=True)
        self.file = file
        self.done, self.last_arrival = 0, time.monotonic()
        self.abandoned = False
        self.path = Path()
        self.error: Exception | None = None
        self._cache_dir = cache_dir

    def run(self) -> None:
        try:
            self.file = file = _with_remote_metadata(self.file)
            self.path = Path(
                hf_hub_download(
                    file.repo,
                    file.path,
                    repo_type=file.repo_type,
                    revision=file.revision,
                    cache_dir=self._cache_dir,
                    force_download=True,  # a cached copy has been found to be wrong
                    tqdm_class=_bar(self._arrived),
                )
            )
        except Exception as error:
            self.error = error

    def _arrived(self, count: int) -> None:
        self.done, self.last_arrival = self.done + count, time.monotonic()
        if self.abandoned:
            raise DownloadCancelled(f"The download of {self.file.name} was abandoned.")
        if self.file.size is not None and self.done > self.file.size:
            raise DownloadError(
                f"{self.file.name} is longer than the {self.file.size} bytes that it should have, so it was not "
                f"fetched; check HF_ENDPOINT and the proxy."
            )


def _bar(arrived: Callable[[int], None]) -> type[tqdm]:  # type: ignore[type-arg]
    """A progress bar that draws nothing and reports how many bytes arrived."""

    class Bar(tqdm):  # type: ignore[type-arg]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "disable": True})

        def update(self, n: float | None = 1) -> None:
            arrived(int(n or 0))

    return Bar


def _with_remote_metadata(file: HubFile) -> HubFile:
    """The file with the size and checksum that the hub states, by a HEAD request, retried after errors of the server.

    Raises:
        DownloadError: it is another file, or the answer is not the hub's.
        Exception: whatever the client raises.
    """
    url = hf_hub_url(file.repo, file.path, repo_type=file.repo_type, revision=file.revision)
    try:
        remote = get_hf_file_metadata(url, timeout=constants.HF_HUB_ETAG_TIMEOUT)
    except HfHubHTTPError as error:
        if error.response.status_code < 500:
            raise
        remote = get_hf_file_metadata(url, timeout=constants.HF_HUB_ETAG_TIMEOUT, retry_on_errors=True)
    etag, size = remote.etag or "", remote.size or None
    # The client uses the ETag as a file name, so it must look like one of the hub's.
    if remote.commit_hash is None or not _ETAG.fullmatch(etag):
        raise DownloadError(
            f"The answer for {file.name} from {hub_host()} is not one of the hub's (it lacks the commit or a valid "
            f"ETag); check HF_ENDPOINT, the proxy, and whether this network requires you to sign in first."
        )
    remote_file = _with_stated(replace(file, size=None, sha256=None), etag, size)
    mismatch = _difference(file, remote_file)
    if mismatch:
        raise DownloadError(
            f"{file.name} was not fetched: the hub's {mismatch}. Update DeltaEdit, and tell its authors if that does "
            f"not help; if its checksum was recorded when it was first seen, and it may have changed, delete its entry "
            f"in the record."
        )
    return _with_stated(file, etag, size)


def _with_stated(file: HubFile, etag: str, size: int | None = None) -> HubFile:
    """The file with the size and checksum that the hub states, where they are not known."""
    digest = etag if _SHA256.fullmatch(etag) else None
    return replace(file, sha256=file.sha256 or digest, size=size if file.size is None else file.size)


def _mismatch(file: HubFile, path: Path) -> str:
    """How a copy differs from the expected file, in words; empty where it does not."""
    return _difference(file, replace(file, size=path.stat().st_size, sha256=sha256(path)))


def _difference(file: HubFile, found: HubFile) -> str:
    if None not in (file.size, found.size) and file.size != found.size:
        return f"file has {found.size} bytes where {file.size} are expected"
    if file.sha256 and found.sha256 and file.sha256 != found.sha256:
        return f"file has the checksum {found.sha256[:12]}… where {file.sha256[:12]}… is expected"
    return ""


def _first_seen(file: HubFile, pins: Path, now: Mapping[str, Any] | None = None) -> HubFile:
    """The file with the size and the checksum that were recorded when it was first seen, if it was.

    Args:
        pins: the record, by :attr:`HubFile.key`.
        now: the entry to record if there is none.

    Raises:
        DownloadError: the record is damaged.
    """
    pins.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{pins}.lock"):
        try:
            record = read_json(pins) if pins.exists() else {}
            seen = record.get(file.key, now)
            known = file if seen is None else replace(file, size=int(seen["size"]), sha256=str(seen["sha256"]))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, BundleError) as error:
            raise DownloadError(
                f"The record of checksums first seen, {pins}, cannot be read; restore a good copy of it, or delete it "
                f"to trust the files that are fetched next."
            ) from error
        if now is not None:
            write_json(pins, {file.key: now, **record})
    return known
