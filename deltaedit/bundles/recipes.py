"""Recipes: manifests of bundles whose weights others published, with the sources of the files.

A recipe is ``$DELTAEDIT_HOME/recipes/NAME.json`` or, after that, ``bundles/published/NAME.json``. It is a manifest with
``sources`` instead of files: repository, pinned revision, size, SHA-256 and licence of each.
:mod:`deltaedit.bundles.install` turns it into a bundle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from deltaedit.bundles.find import checkpoint_folders, list_recipes, recipe_folders
from deltaedit.bundles.hub import HubFile
from deltaedit.bundles.manifest import BundleManifest, parse_manifest, read_object
from deltaedit.errors import BundleError, listed
from deltaedit.schema import checked, checked_dataclass

#: The file of each part of a bundle, in its folder.
PART_FILES: Mapping[str, str] = {
    "generator": "generator.safetensors",
    "encoder": "encoder.safetensors",
    "mapper": "mapper.safetensors",
    "relevance": "relevance.safetensors",
    "clip": "clip/open_clip_model.safetensors",
    "samples": "samples.safetensors",
}
CLIP_FOLDER = "clip"
CLIP_CONFIG_FILE = "clip/open_clip_config.json"
#: Fewer pictures do not show how pictures differ.
MIN_SAMPLES = 8
ADDITIONS = ("sources", "prepare")


@checked_dataclass(BundleError)
class Source(HubFile):
    """One published file of a recipe.

    Attributes:
        part: the part of the bundle that is made from it.
        license: name of its licence.
        license_url: the text of the licence.
        open_clip: for "clip", open_clip's name of the model, or its ``model_cfg``.
        about_bytes: its approximate size, where ``size`` is not known.
    """

    part: Literal["generator", "encoder", "mapper", "relevance", "clip"] = field(kw_only=True)
    license: str = field(kw_only=True)
    license_url: str = field(kw_only=True)
    open_clip: str | Mapping[str, Any] = ""
    about_bytes: Annotated[int, Field(ge=0)] = 0

    @property
    def bytes_to_fetch(self) -> int:
        """Its size, known or estimated."""
        return self.about_bytes if self.size is None else self.size


@dataclass(frozen=True)
class _Preparation:
    samples: Annotated[int, Field(ge=MIN_SAMPLES)]


@dataclass(frozen=True)
class _Additions:
    """The entries of a recipe that a manifest does not have."""

    sources: tuple[Source, ...]
    prepare: _Preparation | None = None


@dataclass(frozen=True)
class Recipe:
    """A bundle that can be fetched.

    Attributes:
        manifest: of the future bundle, in its future folder, without files.
        content: the manifest as JSON, to be completed.
        sources: the published files.
        samples: how many pictures have to be sampled, for the relevance matrix and as starting points of inversion; 0
            where everything is published.
    """

    manifest: BundleManifest
    content: Mapping[str, Any]
    sources: tuple[Source, ...]
    samples: int

    @property
    def name(self) -> str:
        return self.manifest.name

    @property
    def licenses(self) -> dict[str, str]:
        """Each licence once, with where to read it."""
        return {source.license: source.license_url for source in self.sources}


def find_recipe(name: str) -> Recipe:
    """A recipe by name.

    Raises:
        BundleError: there is none (the message lists those there are), or it is invalid.
    """
    for folder in recipe_folders():
        path = folder / f"{name}.json"
        if name in list_recipes() and path.is_file():
            return read_recipe(path, checkpoint_folders()[0] / name)
    raise BundleError(f"There is no bundle '{name}' to fetch; there are {listed(list_recipes())}.")


def read_recipe(path: Path, folder: Path) -> Recipe:
    """Read and check a recipe.

    Args:
        path: the JSON file.
        folder: the folder that the bundle will have.

    Raises:
        BundleError: it is not JSON, or an entry is missing, unknown or invalid.
    """
    raw = read_object(path, "recipe")
    content = {name: value for name, value in raw.items() if name not in ADDITIONS}
    additions = checked(_Additions, {name: raw[name] for name in ADDITIONS if name in raw}, path, BundleError)
    samples = additions.prepare.samples if additions.prepare else 0
    computed = {"relevance", "samples"} if samples else set()
    fetched = [source.part for source in additions.sources]
    parts = {*fetched, *computed}
    if not {"generator", "clip", "relevance"} <= parts or len(parts) < len(fetched) + len(computed):
        raise BundleError(
            f"The recipe {path} has the parts {listed(fetched)}; it needs a generator, a CLIP and a relevance matrix "
            "(or a number of samples to compute one from), each once, and may have an encoder and a mapper."
        )
    if not isinstance(content.get("clip"), dict) or content["clip"].get("model") != CLIP_FOLDER:
        raise BundleError(f"The recipe {path} must keep its CLIP in the folder '{CLIP_FOLDER}'.")
    content["name"] = path.stem
    for part, file in PART_FILES.items():
        if part != "clip":
            content[part] = file if part in parts else None
    return Recipe(parse_manifest(content, folder, path), content, additions.sources, samples)
