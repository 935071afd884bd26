"""Installing a published bundle from its recipe: fetch, verify, convert, and compute what nobody published.

Everything is made in a hidden folder beside the bundle's own and renamed at the end, so a bundle is never incomplete.
What was finished before an interruption is kept and not made again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import lru_cache, partial
from pathlib import Path

from filelock import FileLock, Timeout

from deltaedit.bundles import hub
from deltaedit.bundles.convert import (
    convert_clip,
    convert_encoder,
    convert_generator,
    convert_mapper,
    convert_relevance,
)
from deltaedit.bundles.find import find_bundle, is_present, list_recipes
from deltaedit.bundles.manifest import MANIFEST_NAME, BundleManifest, FileEntry, read_manifest, write_manifest
from deltaedit.bundles.prepare import file_entry, prepare
from deltaedit.bundles.recipes import PART_FILES, Recipe, Source, find_recipe
from deltaedit.bundles.weights import verify
from deltaedit.errors import BundleError, CheckpointError, DownloadCancelled, DownloadError, listed
from deltaedit.files import write_json
from deltaedit.schema import checked_json

#: About the size of a converted file, as a share of the published one: of e4e only the encoder is kept, and in half
#: precision.
CONVERTED_SHARE = {"generator": 1.0, "encoder": 0.5, "mapper": 0.5, "relevance": 1.0, "clip": 1.0}
SPARE_BYTES = 200_000_000
#: The finished files of an installation; the checksums first seen, see :func:`deltaedit.bundles.hub.fetch`.
NOTES, PINS = "install.json", "pins.json"
#: Folder of the published files, in the bundle's hidden folder.
DOWNLOADS = "downloads"
#: Origins in the manifest: the start of it for a converted file, and the whole of it for a computed one.
CONVERTED, COMPUTED = "converted from ", "computed from the generator"


@dataclass(frozen=True)
class Step:
    """The progress of an installation.

    Attributes:
        label: what is being done, in words.
        done, total: how much of it; ``total`` is None while unknown.
        unit: of ``done`` and ``total``: "bytes" or "pictures".
    """

    label: str
    done: int
    total: int | None
    unit: str


Watcher = Callable[[Step], None]


@dataclass(frozen=True)
class Needed:
    """What an installation needs.

    Attributes:
        fetch: bytes to fetch.
        disk: the most bytes of disk that it takes at any moment.
        free: bytes of disk that are free.
    """

    fetch: int
    disk: int
    free: int


def license_notice(recipe: Recipe) -> str:
    """The licences of a recipe's files, in words, to be read before anything is fetched."""
    named = "; ".join(f"{license} ({url})" for license, url in recipe.licenses.items())
    return f"The weights of '{recipe.name}' were published by others, under: {named}."


def preparation_notice(recipe: Recipe) -> str:
    """What has to be computed after everything is fetched, in words; empty where nothing has."""
    if recipe.samples == 0:
        return ""
    return (
        f"Nobody published what else it needs, so {recipe.samples} pictures are then sampled and a relevance matrix is "
        "estimated here: about a quarter of an hour on two processor cores."
    )


def needed(recipe: Recipe) -> Needed:
    """What an installation still needs; found without using the network."""
    folder = recipe.manifest.folder
    notes = _read_notes(_work_folder(folder))
    unfinished = [source for source in recipe.sources if _finished(source, notes, folder) is None]
    downloads = _work_folder(folder) / DOWNLOADS
    missing = [source for source in unfinished if not any(hub.cached(source, at) for at in (None, downloads))]
    fetch = sum(source.bytes_to_fetch for source in missing)
    converted = int(sum(CONVERTED_SHARE[source.part] * source.bytes_to_fetch for source in unfinished))
    existing = next(parent for parent in folder.parents if parent.is_dir())
    return Needed(fetch, fetch + converted + SPARE_BYTES, shutil.disk_usage(existing).free)


def install(
    name: str,
    *,
    accept_license: bool = False,
    keep_originals: bool = False,
    watch: Watcher | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> BundleManifest:
    """Make a published bundle ready to use; one that is already installed is left as it is.

    Args:
        accept_license: whether the user has read :func:`license_notice` and agrees.
        keep_originals: fetch the published files into the hub's cache, and keep them there. By default they are deleted
            after conversion; files that are already in the cache are used, and stay there.
        watch: called with every progress.
        should_stop: called often; True stops the installation, and the next call resumes it.

    Raises:
        BundleError: there is no such recipe, or its licence was not accepted.
        DownloadError: a file cannot be fetched, or the disk is too small.
        DownloadCancelled: ``should_stop`` returned True.
        CheckpointError: a file is not what the recipe says.
    """
    if is_present(name):
        return find_bundle(name)
    recipe = find_recipe(name)
    if not accept_license:
        raise BundleError(f"{license_notice(recipe)} Read them, and agree with --accept-license.")
    folder = recipe.manifest.folder
    needs = needed(recipe)
    if needs.disk > needs.free:
        raise DownloadError(
            f"The bundle '{name}' needs about {needs.disk / 1e9:.1f} GB of disk, and {needs.free / 1e9:.1f} GB are "
            "free: free some space, or set DELTAEDIT_HOME to another folder."
        )
    try:
        with _locked(folder):
            if not is_present(name):
                _build(recipe, folder, keep_originals, watch or (lambda step: None), should_stop or (lambda: False))
    except OSError as error:
        raise DownloadError(
            f"The bundle '{name}' cannot be written to {folder.parent}: {error.strerror or error}. "
            "Free some space, or set DELTAEDIT_HOME to another folder; what is finished is kept."
        ) from error
    return read_manifest(folder)


def clear(name: str) -> int:
    """Remove a fetched bundle, and what is left of an interrupted installation.

    Published files in the hub's cache stay: they were there before, or ``keep_originals`` was given.

    Returns:
        Bytes freed.

    Raises:
        BundleError: there is no such recipe, or the folder holds anything that was not fetched, such as a network that
            somebody trained or converted.
        DownloadError: the bundle is being installed at the moment, or cannot be removed.
    """
    if name not in list_recipes():
        raise BundleError(
            f"'{name}' is not a bundle that was fetched, so it is not removed; only {listed(list_recipes())} can be. "
            "If you want to remove it, delete its folder yourself."
        )
    recipe = find_recipe(name)
    home = find_bundle(name).folder if is_present(name) else recipe.manifest.folder
    freed = 0
    try:
        with _locked(home):
            _check_all_fetched(home)
            removed = home.with_name(f".{home.name}.removing")
            if home.is_dir():
                # Renamed first, in one step, so that nobody ever sees an incomplete bundle.
                home.rename(removed)
            for folder in (removed, _work_folder(home)):
                if folder.is_dir():
                    # A file that another bundle shares by a hard link frees nothing.
                    files = [file.lstat() for file in folder.rglob("*") if file.is_file()]
                    freed += sum(file.st_size for file in files if file.st_nlink == 1)
                    shutil.rmtree(folder)
    except OSError as error:
        raise DownloadError(f"The bundle '{name}' cannot be removed: {error.strerror or error}.") from error
    return freed


def _check_all_fetched(folder: Path) -> None:
    """Raises BundleError where a folder holds anything that :func:`install` did not put there."""
    if folder.is_symlink():
        raise BundleError(f"The folder {folder} is a link, so it is not removed; remove it and its target yourself.")
    if not folder.is_dir():
        return
    files = read_manifest(folder).files if (folder / MANIFEST_NAME).is_file() else {}
    fetched = {name for name, entry in files.items() if entry.origin.startswith(CONVERTED) or entry.origin == COMPUTED}
    names = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    others = sorted(names - fetched - {MANIFEST_NAME, NOTES})
    if others or not files:
        raise BundleError(
            f"The folder {folder} holds files that were not fetched ({listed(others)}), so it is not removed; move or "
            "delete it yourself."
        )


def _build(recipe: Recipe, folder: Path, keep_originals: bool, watch: Watcher, should_stop: Callable[[], bool]) -> None:
    if folder.exists():
        # It has no manifest, so it is not a bundle.
        raise BundleError(f"The folder {folder} is in the way of the bundle; move it away and try again.")
    work = _work_folder(folder)
    work.mkdir(parents=True, exist_ok=True)
    notes = _read_notes(work)

    def report(label: str, done: int, total: int | None, *, unit: str) -> None:
        watch(Step(label, done, total, unit))
        if should_stop():
            raise DownloadCancelled("The installation was stopped; what is finished is kept.")

    for leftover in (work / DOWNLOADS).rglob("*.incomplete"):
        leftover.unlink()  # left by a killed process
    for number, source in enumerate(recipe.sources, start=1):
        label = f"{source.part} ({number} of {len(recipe.sources)})"
        finished = _finished(source, notes, folder)
        if finished is not None:
            place, files = finished
            if place != work:
                _link_files(place, files, work)
            notes |= files
            _write_notes(work, notes)
            continue
        path = hub.fetch(
            source,
            pins=folder.parent / PINS,
            cache_dir=None if keep_originals else work / DOWNLOADS,
            progress=partial(report, f"Fetching {label}", unit="bytes"),
            should_stop=should_stop,
        )
        report(f"Converting {label}", 0, None, unit="bytes")
        for file in _convert(source, path, work):
            notes[file.relative_to(work).as_posix()] = file_entry(file, source.license, f"{CONVERTED}{source.origin}")
        _write_notes(work, notes)
        shutil.rmtree(work / DOWNLOADS, ignore_errors=True)
    if recipe.samples > 0 and not {PART_FILES["relevance"], PART_FILES["samples"]} <= notes.keys():
        for file in prepare(work, recipe.manifest, recipe.samples, progress=partial(report, unit="pictures")):
            notes[file.relative_to(work).as_posix()] = file_entry(file, recipe.manifest.license, COMPUTED)
        _write_notes(work, notes)
    write_manifest(work, recipe.content, notes)
    work.rename(folder)
    (folder / NOTES).unlink(missing_ok=True)


def _convert(source: Source, path: Path, out: Path) -> list[Path]:
    if source.part == "clip":
        return convert_clip(path, out, source.open_clip)
    converters = {
        "generator": convert_generator,
        "encoder": convert_encoder,
        "mapper": convert_mapper,
        "relevance": convert_relevance,
    }
    return [converters[source.part](path, out)]


def _finished(source: Source, notes: dict[str, FileEntry], folder: Path) -> tuple[Path, dict[str, FileEntry]] | None:
    """The files converted from a source earlier, before an interruption or for another bundle, and their folder."""
    origin = f"{CONVERTED}{source.origin}"
    places = [(_work_folder(folder), notes)]
    for other in folder.parent.glob(f"[!.]*/{MANIFEST_NAME}"):
        try:
            places.append((other.parent, dict(read_manifest(other.parent).files)))
        except BundleError:
            continue
    for place, files in places:
        made = {name: entry for name, entry in files.items() if entry.origin == origin}
        if PART_FILES[source.part] in made and all(_is_intact(place / name, entry) for name, entry in made.items()):
            return place, made
    return None


def _is_intact(path: Path, entry: FileEntry) -> bool:
    """Whether a file has the size and checksum of its entry; it is not read again while it does not change."""
    try:
        stat = path.stat()
    except OSError:
        return False
    return _was_intact(path, entry, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=256)
def _was_intact(path: Path, entry: FileEntry, _size: int, _modified: int) -> bool:
    try:
        verify(path, entry.size, entry.sha256)
    except CheckpointError:
        return False
    return True


def _link_files(place: Path, names: Iterable[str], work: Path) -> None:
    """Link another bundle's converted files into this one; copy them where the file system has no hard links."""
    for name in names:
        target = work / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        try:
            os.link(place / name, target)
        except OSError:
            shutil.copyfile(place / name, target)


def _read_notes(work: Path) -> dict[str, FileEntry]:
    """The finished files of an interrupted installation; empty where there is none."""
    try:
        return checked_json(dict[str, FileEntry], (work / NOTES).read_bytes(), work / NOTES, BundleError)
    except (OSError, BundleError):
        return {}


def _write_notes(work: Path, notes: dict[str, FileEntry]) -> None:
    write_json(work / NOTES, {name: asdict(entry) for name, entry in notes.items()})


def _work_folder(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.partial"


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Let one process at a time install or remove a bundle.

    Raises:
        DownloadError: another process does.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder.parent / f".{folder.name}.lock")
        lock.acquire(timeout=0)
    except Timeout as error:
        raise DownloadError(
            f"The bundle '{folder.name}' is already being fetched or removed; wait until that is done."
        ) from error
    try:
        yield
    finally:
        lock.release()
