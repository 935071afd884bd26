"""One published file from the Hugging Face hub: fetched by the hub's own client, and checked before anybody opens it.

The environment (``HF_HOME``, ``HF_HUB_CACHE``, ``HF_ENDPOINT``, ``HF_HUB_OFFLINE``, ``HF_TOKEN``, time-outs, proxies)
is honoured as ``huggingface_hub`` does it: most of it is read once, when that package is first imported.
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

POLL_INTERVAL = 0.1  # seconds between two looks at a download
STALL_TIMEOUT = 60.0  # seconds without a new byte after which a download is given up

_SHA256 = re.compile(r"[0-9a-f]{64}")
_ETAG = re.compile(r"[0-9A-Za-z_-]{1,128}")

# The client moves its bar at every piece, and ends when the bar raises. Its pieces of 10 MB would be a minute each on a
# slow line; and Xet moves the bar from a thread where what it raises is lost.
constants.DOWNLOAD_CHUNK_SIZE = 1 << 15
constants.HF_HUB_DISABLE_XET = True
# It warns of every retry, with a signed address in it. What comes of them becomes one sentence.
if "HF_HUB_VERBOSITY" not in os.environ:
    logging.set_verbosity_error()


def _repository(name: str) -> str:
    try:
        validate_repo_id(name)
    except HFValidationError as error:
        raise ValueError(f"'{printable(name)}' is not the name of a repository of the hub; write owner/name") from error
    return name


def _path(path: str) -> str:
    if {"", ".", ".."} & {*path.split("/")} or re.search(r"[\\:\x00-\x1f]", path):
        raise ValueError(f"'{printable(path)}' is not the path of a file inside of a repository; write folder/file")
    return path


def _digits(count: int, what: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(f"[0-9a-f]{{{count}}}", text):
            raise ValueError(f"'{printable(text)}' is not {what}; write its {count} small hexadecimal digits")
        return text

    return AfterValidator(check)


@checked_dataclass(BundleError)
class HubFile:
    """One file of one repository of the hub, as a recipe names it.

    Attributes:
        repo: owner/name.
        path: of the file inside the repository, with ``/``.
        revision: 40 hexadecimal digits of a commit, which never changes.
        repo_type: the kind of the repository.
        size: bytes; None where unknown.
        sha256: 64 hexadecimal digits; None where unknown: the first one seen is then recorded and held to.

    Raises:
        BundleError: one of these is not of that kind, or leads out of the repository.
    """

    repo: Annotated[str, AfterValidator(_repository)]
    path: Annotated[str, AfterValidator(_path)]
    revision: Annotated[str, _digits(40, "a commit")]
    repo_type: Literal["model", "space", "dataset"] = "model"
    size: Annotated[int, Field(ge=0)] | None = None
    sha256: Annotated[str, _digits(64, "a SHA-256")] | None = None

    @property
    def origin(self) -> str:
        """Where the file comes from, in words."""
        prefix = "" if self.repo_type == "model" else f"{self.repo_type}s/"
        return f"huggingface.co/{prefix}{self.repo}/{self.path} at {self.revision}"

    @property
    def name(self) -> str:
        """What to call the file in a message."""
        return f"{self.path} of {self.repo}"

    @property
    def key(self) -> str:
        """The name of the file in a record of files first seen."""
        return f"{self.repo_type}/{self.repo}@{self.path}"


def cached(file: HubFile, cache_dir: Path | None = None) -> Path | None:
    """The file in a cache, without asking the network; None where it is not there, or has another size.

    Args:
        cache_dir: a folder that was fetched into; the hub's cache where None.
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
    """The file in the hub's cache or in ``cache_dir``, fetched where it is in neither, with the right SHA-256.

    Args:
        pins: a JSON file with what was first seen of files without a checksum; needed for those, made where missing.
        cache_dir: the folder to fetch into; the hub's cache where None.
        progress: called with the bytes that are there and the bytes in all (None while unknown), a few times a second
            and at the end.
        should_stop: called as often; True ends the download, and what has come of this file is lost.

    Returns:
        Where the file is; it must not be written to.

    Raises:
        DownloadCancelled: ``should_stop`` returned True.
        DownloadError: it cannot be fetched, or is not the file it should be; what came is then deleted.
        BundleError: it has no checksum, and ``pins`` is None.
    """
    if file.sha256 is None and pins is None:
        raise BundleError(f"No checksum is known of {file.name}; name a record that keeps the first one seen.")
    pinned = file if file.sha256 is not None or pins is None else _first_seen(file, pins)
    with explained(file, cache_dir):
        copies = [copy for copy in (cached(pinned, None), cached(pinned, cache_dir)) if copy is not None]
        # The client calls a content what the hub does, and the hub calls a large one by its SHA-256.
        right = (copy for copy in copies if not _fault(_completed(pinned, copy.resolve().name), copy))
        path = next(right, None) or _fetched(_Download(pinned, cache_dir), progress, should_stop)
        size = path.stat().st_size
        if pinned.sha256 is None and pins is not None:
            _first_seen(file, pins, {"commit": file.revision, "size": size, "sha256": sha256(path)})
    progress(size, size)
    return path


def _fetched(download: _Download, progress: Callable[[int, int | None], None], should_stop: Callable[[], bool]) -> Path:
    """The file from the hub, checked."""
    file = download.file
    check_proxies()
    download.start()
    try:
        while download.is_alive():
            if should_stop():
                raise DownloadCancelled(
                    f"Fetching {file.name} was cancelled; what is finished is kept, and this file begins again."
                )
            if time.monotonic() - download.last_arrival > STALL_TIMEOUT:
                raise DownloadError(
                    f"Nothing of {file.name} came from {hub_host()} for {STALL_TIMEOUT:.0f} seconds; check the "
                    f"connection and try again."
                )
            progress(download.done, download.file.size)
            download.join(POLL_INTERVAL)
    finally:
        download.abandoned = True
        download.join(5 * POLL_INTERVAL)  # the client deletes what it has
    if download.error is not None:
        raise download.error
    fault = _fault(download.file, download.path)
    if fault:
        download.path.resolve().unlink()
        raise DownloadError(
            f"{file.name} was deleted again when it had come, because this {fault}. Fetch it once more; if that does "
            f"not help, something on the way damages it."
        )
    return download.path


class _Download(threading.Thread):
    """The client at work on one file. Where nothing comes it waits for minutes, so it is watched from outside.

    Attributes:
        file: with the size and the checksum that the hub states, where the recipe states none.
        done: bytes that have come.
        last_arrival: when the last of them came, by the monotonic clock.
        abandoned: set from outside; the next byte that comes ends the download.
        path, error: what it came to.
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
                    force_download=True,  # whatever copy is there is not the right one
                    tqdm_class=_bar(self._arrived),
                )
            )
        except Exception as error:
            self.error = error

    def _arrived(self, count: int) -> None:
        self.done, self.last_arrival = self.done + count, time.monotonic()
        if self.abandoned:
            raise DownloadCancelled(f"Nobody is waiting for {self.file.name} any more.")
        if self.file.size is not None and self.done > self.file.size:
            raise DownloadError(
                f"{self.file.name} goes on after the {self.file.size} bytes that it should have, so it was not "
                f"fetched; check HF_ENDPOINT and the proxy."
            )


def _bar(arrived: Callable[[int], None]) -> type[tqdm]:  # type: ignore[type-arg]
    """A progress bar that shows nothing, and tells how many bytes came."""

    class Bar(tqdm):  # type: ignore[type-arg]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "disable": True})

        def update(self, n: float | None = 1) -> None:
            arrived(int(n or 0))

    return Bar


def _with_remote_metadata(file: HubFile) -> HubFile:
    """The file with what the hub states of it, from one HEAD request, repeated where the hub is in trouble.

    Raises:
        DownloadError: it is another file, or whoever answered is not the hub.
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
    # The client makes the ETag a name of a file: nothing else than what the hub sends may pass.
    if remote.commit_hash is None or not _ETAG.fullmatch(etag):
        raise DownloadError(
            f"What answered for {hub_host()} does not speak as the hub does (no commit or no ETag came with "
            f"{file.name}); check HF_ENDPOINT, the proxy, and whether this network wants you to sign in first."
        )
    remote_file = _completed(replace(file, size=None, sha256=None), etag, size)
    fault = _difference(file, remote_file)
    if fault:
        raise DownloadError(
            f"{file.name} was not fetched: the hub's {fault}. Update DeltaEdit, and tell its authors if that does not "
            f"help; if it was recorded when it was first seen, and may have changed, delete its entry in the record."
        )
    return _completed(file, etag, size)


def _completed(file: HubFile, etag: str, size: int | None = None) -> HubFile:
    """The file with what the hub states, where nothing else is known of it."""
    digest = etag if _SHA256.fullmatch(etag) else None
    return replace(file, sha256=file.sha256 or digest, size=size if file.size is None else file.size)


def _fault(file: HubFile, path: Path) -> str:
    """How a copy differs from what is known of the file; empty where it does not."""
    return _difference(file, replace(file, size=path.stat().st_size, sha256=sha256(path)))


def _difference(file: HubFile, found: HubFile) -> str:
    if None not in (file.size, found.size) and file.size != found.size:
        return f"file has {found.size} bytes where {file.size} are expected"
    if file.sha256 and found.sha256 and file.sha256 != found.sha256:
        return f"file has another checksum ({found.sha256[:12]}…) than is expected ({file.sha256[:12]}…)"
    return ""


def _first_seen(file: HubFile, pins: Path, now: Mapping[str, Any] | None = None) -> HubFile:
    """The file with the size and the checksum that are on record, if any.

    Args:
        pins: the record, by :attr:`HubFile.key`.
        now: what is to be recorded where nothing is.

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
                f"The record of files first seen, {pins}, cannot be read; put back a good copy of it, or delete it to "
                f"trust what is fetched next."
            ) from error
        if now is not None:
            write_json(pins, {file.key: now, **record})
    return known
