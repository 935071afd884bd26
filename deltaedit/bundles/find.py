"""Finding bundles: in ``$DELTAEDIT_HOME`` or in the project's own ``checkpoints/``, never in the working directory."""

from __future__ import annotations

import os
from pathlib import Path

from deltaedit.bundles.manifest import MANIFEST_NAME, BundleManifest, read_manifest
from deltaedit.bundles.weights import verify
from deltaedit.errors import BundleError, listed

HOME_VARIABLE = "DELTAEDIT_HOME"
CHECKPOINTS = "checkpoints"
RECIPES = "recipes"
PUBLISHED = Path(__file__).parent / "published"


def project_root() -> Path:
    """The folder that holds the package."""
    return Path(__file__).resolve().parents[2]


def checkpoint_folders() -> list[Path]:
    """Where bundles are looked for, in order: ``$DELTAEDIT_HOME/checkpoints``, then the project's own."""
    return [*_at_home(CHECKPOINTS), project_root() / CHECKPOINTS]


def recipe_folders() -> list[Path]:
    """Where recipes are looked for, in order: ``$DELTAEDIT_HOME/recipes``, then the project's own."""
    return [*_at_home(RECIPES), PUBLISHED]


def _at_home(name: str) -> list[Path]:
    """The folder of this name in ``$DELTAEDIT_HOME``, where that is set."""
    home = os.environ.get(HOME_VARIABLE)
    return [Path(home).expanduser().resolve() / name] if home else []


def list_recipes() -> list[str]:
    """Names of the bundles that can be fetched, sorted."""
    return sorted({path.stem for folder in recipe_folders() for path in folder.glob("*.json")})


def list_bundles() -> list[str]:
    """Names of the bundles that are present, sorted."""
    # Folders whose names begin with a dot are unfinished bundles.
    found = (manifest for folder in checkpoint_folders() for manifest in folder.glob(f"[!.]*/{MANIFEST_NAME}"))
    names = {manifest.parent.name for manifest in found}
    return sorted(names)


def is_present(name: str) -> bool:
    """Whether there is a bundle of this name, completely: the manifest is written last."""
    return name in list_bundles()


def find_bundle(name_or_folder: str | Path) -> BundleManifest:
    """The manifest of a bundle given by name, or by a folder that holds one.

    Raises:
        BundleError: there is no such bundle (the message lists those present), or its manifest is invalid.
    """
    given = Path(name_or_folder)
    is_name = isinstance(name_or_folder, str) and given.name == name_or_folder and given.name not in ("", ".", "..")
    if is_name:
        for folder in checkpoint_folders():
            if (folder / given / MANIFEST_NAME).is_file():
                return read_manifest(folder / given)
    if not is_name and (given / MANIFEST_NAME).is_file():
        return read_manifest(given.resolve())
    if name_or_folder in list_recipes():
        raise BundleError(
            f"The bundle '{name_or_folder}' is not here yet: python -m deltaedit download {name_or_folder} fetches it. "
            f"Present: {listed(list_bundles())}."
        )
    raise BundleError(
        f"There is no bundle '{name_or_folder}'. {what_is_present()}; "
        f"or give the path of a folder with a {MANIFEST_NAME} in it."
    )


def what_is_present() -> str:
    """The bundles that are present, in words; where there are none (in an installed package), how to get some."""
    names = list_bundles()
    if names:
        return f"Present: {listed(names)}"
    return (
        f"None is in {listed(checkpoint_folders())}. Bundles come with a clone of the repository and not with an "
        f"installed package: set the environment variable {HOME_VARIABLE} to the clone "
        f"({HOME_VARIABLE}=/path/to/clone)"
    )


def verify_bundle(manifest: BundleManifest) -> None:
    """Check every file of a bundle against its size and checksum.

    Raises:
        CheckpointError: a file is missing, or differs from the one in the manifest.
        BundleError: the manifest lacks the size and checksum of a weights file.
    """
    parts = [manifest.generator, manifest.encoder, manifest.mapper, manifest.relevance, manifest.samples]
    for part in parts:
        if part is not None and part not in manifest.files:
            raise BundleError(f"The manifest in {manifest.folder} gives no size and checksum for '{part}'.")
    # open_clip loads whichever weights it finds in its folder, so every file there needs a checksum.
    clip_files = [file for file in manifest.path(manifest.clip.model).rglob("*") if file.is_file()]
    for file in clip_files or [manifest.path(manifest.clip.model)]:
        name = file.relative_to(manifest.folder).as_posix()
        if name not in manifest.files:
            raise BundleError(f"The manifest in {manifest.folder} gives no size and checksum for '{name}'.")
    for name, entry in manifest.files.items():
        verify(manifest.path(name), entry.size, entry.sha256)
