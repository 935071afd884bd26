"""The places of a file in the Hugging Face hub's cache, and how they are read, locked, linked and emptied.

The layout is the one ``huggingface_hub`` documents, so that other tools find our files and we find theirs:
``models--OWNER--NAME/blobs/ETAG`` holds the content, ``snapshots/COMMIT/PATH`` links to it, ``refs/BRANCH`` says which
commit a branch pointed at, and ``.locks/`` beside them lets one process at a time fetch one content.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import Timeout
from huggingface_hub import constants
from huggingface_hub.utils import WeakFileLock  # type: ignore[attr-defined]

from deltaedit.errors import BundleError, listed

REPO_TYPES = ("model", "space", "dataset")
LOCK_PATIENCE = 0.2  # seconds between two looks at a lock that somebody else holds

COMMIT = re.compile(r"[0-9a-f]{40}")
SHA256 = re.compile(r"[0-9a-f]{64}")
ETAG = re.compile(r"[0-9A-Za-z_-]{1,128}")
_REPO = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*", re.ASCII)
_REVISION = re.compile(r"[A-Za-z0-9][\w./-]*", re.ASCII)
_REPO_LONGEST = 96


@dataclass(frozen=True)
class HubFile:
    """One file of one repository of the hub, as a recipe names it.

    Attributes:
        repo: owner/name.
        path: of the file inside the repository, with ``/``.
        revision: 40 hexadecimal digits of a commit; a branch only where no commit is known.
        repo_type: "model", "space" or "dataset".
        size: bytes; None where unknown.
        sha256: 64 hexadecimal digits; None where unknown: the first one seen is then recorded and held to.

    Raises:
        BundleError: one of these is not of that kind, or leads out of the repository.
    """

    repo: str
    path: str
    revision: str
    repo_type: str = "model"
    size: int | None = None
    sha256: str | None = None

    def __post_init__(self) -> None:
        ends_badly = self.repo.endswith((".git", ".", "-")) or len(self.repo) > _REPO_LONGEST
        if not _REPO.fullmatch(self.repo) or ends_badly or ".." in self.repo or "--" in self.repo:
            raise BundleError(f"'{self.repo}' is not the name of a repository of the hub; write owner/name.")
        parts = self.path.split("/")
        if any(letter in self.path for letter in "\\:\0\n") or any(part in ("", ".", "..") for part in parts):
            raise BundleError(f"'{self.path}' is not the path of a file inside of {self.repo}; write folder/file.")
        if not _REVISION.fullmatch(self.revision) or any(p in ("", ".", "..") for p in self.revision.split("/")):
            raise BundleError(f"'{self.revision}' is not a revision of {self.repo}; write 40 digits or a branch.")
        if self.repo_type not in REPO_TYPES:
            raise BundleError(f"'{self.repo_type}' is no kind of repository; choose from {listed(REPO_TYPES)}.")
        if self.size is not None and self.size < 0:
            raise BundleError(f"{self.path} cannot have {self.size} bytes; state its size or none.")
        if self.sha256 is not None and not SHA256.fullmatch(self.sha256):
            raise BundleError(f"'{self.sha256}' is no SHA-256 of {self.path}; write 64 small hexadecimal digits.")

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
    def pinned(self) -> bool:
        """Whether the revision is a commit, which never changes."""
        return COMMIT.fullmatch(self.revision) is not None

    @property
    def key(self) -> str:
        """The name of the file in a record of files first seen."""
        return f"{self.repo_type}/{self.repo}@{self.path}"


def one_line(error: BaseException) -> str:
    """An error's own words, shortened, without addresses and what they may hold."""
    words = re.sub(r"\w+://\S+", "(address)", " ".join(str(error).split()))
    return words[:200] or type(error).__name__


def cache_folder() -> Path:
    """The hub's cache as the client found it in ``HF_HUB_CACHE`` or ``HF_HOME`` when it was first imported."""
    return Path(constants.HF_HUB_CACHE)


def repo_folder(file: HubFile) -> Path:
    """Where the cache keeps the repository of a file."""
    return cache_folder() / _repo_name(file)


def blob_path(file: HubFile, etag: str) -> Path:
    """Where the cache keeps a content."""
    return repo_folder(file) / "blobs" / etag


def partial_path(file: HubFile, etag: str) -> Path:
    """Where the content of a file is gathered until it is whole."""
    return blob_path(file, etag + _partial_suffix(file))


def link_path(file: HubFile, commit: str | None = None) -> Path | None:
    """Where the cache has the file, or would have it; None where nobody ever asked what the branch points at."""
    if commit is None:
        commit = file.revision if file.pinned else _read_ref(file)
    return None if commit is None else repo_folder(file).joinpath("snapshots", commit, *file.path.split("/"))


def commit_of(link: Path, file: HubFile) -> str:
    """The commit that a link belongs to."""
    return link.parents[len(file.path.split("/")) - 1].name


def etag_of(link: Path) -> str:
    """What the hub called the content of a link; empty where the cache holds plain files."""
    return _target(link).name if link.is_symlink() else ""


def is_linked(file: HubFile, etag: str) -> bool:
    """Whether a link of any revision leads to this content."""
    snapshots = repo_folder(file) / "snapshots"
    return any(path.is_symlink() and _target(path).name == etag for path in snapshots.rglob("*"))


def etags_of(file: HubFile, link: Path | None) -> set[str]:
    """What the contents of a file may be called: by its checksum, its link, and what is half fetched of it."""
    suffix = _partial_suffix(file)
    found = {partial.name.removesuffix(suffix) for partial in (repo_folder(file) / "blobs").glob(f"*{suffix}")}
    found.add(file.sha256 or "")
    found.add("" if link is None else etag_of(link))
    return {etag for etag in found if ETAG.fullmatch(etag)}


def leftovers(file: HubFile, etag: str) -> list[Path]:
    """Half-fetched contents that nobody needs: the file's own, and the client's where no other file is that content."""
    own = partial_path(file, etag)
    if is_linked(file, etag):
        return [own]
    return [own, *(path for path in sorted(own.parent.glob(f"{etag}.*incomplete")) if path != own)]


def put_link(link: Path, blob: Path) -> None:
    """Let the file's path in its snapshot lead to its content, where links can be made; else move the content there."""
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    # Not every version of the client has this switch.
    if not getattr(constants, "HF_HUB_DISABLE_SYMLINKS", False):
        try:
            link.symlink_to(os.path.relpath(blob, link.parent))
            return
        except (OSError, NotImplementedError):
            pass  # Windows without the right to make links: there the client keeps plain files too.
    blob.replace(link)


def put_ref(file: HubFile, commit: str) -> None:
    """Note which commit a branch pointed at, as the client does."""
    if file.revision != commit:
        write_text(repo_folder(file) / "refs" / file.revision, commit)


def write_text(path: Path, text: str) -> None:
    """Write a small file so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # A name of its own: other threads may write the same file at the same moment.
    partial = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def bytes_in(path: Path) -> int:
    """Size of a file; 0 where there is none."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def delete(path: Path) -> int:
    """Delete a file or a link, which need not exist; returns the bytes that it took on the disk."""
    try:
        size = 0 if path.is_symlink() else path.stat().st_size
        path.unlink()
    except FileNotFoundError:
        return 0
    return size


@contextmanager
def locked_content(file: HubFile, etag: str, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock that the client, too, holds while it fetches this content. See :func:`locked`."""
    with locked(cache_folder() / ".locks" / _repo_name(file) / f"{etag}.lock", waiting):
        yield


@contextmanager
def locked(lock: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold a lock file; ``waiting`` is called every moment while somebody else holds it, and may raise."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(WeakFileLock(lock, timeout=LOCK_PATIENCE))
                break
            except Timeout:
                waiting()
        yield


def _repo_name(file: HubFile) -> str:
    return f"{file.repo_type}s--{file.repo.replace('/', '--')}"


def _partial_suffix(file: HubFile) -> str:
    """How the name of a half-fetched file ends: as the client's own do, but found again by the file's path."""
    return f".{hashlib.sha256(file.path.encode()).hexdigest()[:8]}.incomplete"


def _target(link: Path) -> Path:
    return link.parent / os.readlink(link)


def _read_ref(file: HubFile) -> str | None:
    try:
        commit = (repo_folder(file) / "refs" / file.revision).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return commit if COMMIT.fullmatch(commit) else None
