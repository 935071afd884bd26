"""Recipes: bundles whose weights others published, as manifests that say where each file can be fetched.

A recipe stands in ``bundles/published/NAME.json``, or in ``$DELTAEDIT_HOME/recipes/NAME.json``, which comes first. It
holds what a manifest holds, but in place of the files their ``sources``: repository, pinned revision, size, SHA-256 and
licence of each. :mod:`deltaedit.bundles.install` turns it into a bundle.
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

#: What each part of a bundle is called in its folder.
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
#: Fewer pictures say nothing about how pictures differ.
MIN_SAMPLES = 8
ADDITIONS = ("sources", "prepare")


@checked_dataclass(BundleError)
class Source(HubFile):
    """One published file of a recipe.

    Attributes:
        part: what it becomes.
        license: in words.
        license_url: where to read it.
        open_clip: for "clip", open_clip's name of the model, or its ``model_cfg``.
        about_bytes: its size, roughly, where it is not known to the byte.
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
    """What a recipe says beside what a manifest says."""

    sources: tuple[Source, ...]
    prepare: _Preparation | None = None


@dataclass(frozen=True)
class Recipe:
    """A bundle that can be fetched.

    Attributes:
        manifest: of the bundle as it will be, in the folder where it will be; without files.
        content: the manifest's JSON value, to be completed.
        sources: the published files.
        samples: how many pictures are to be sampled here, for the relevance matrix and for the starts of a search; 0
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
        BundleError: there is none, or it is wrong; the message lists those there are.
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
        folder: where the bundle will be.

    Raises:
        BundleError: it is not JSON, or an entry is missing, unknown or wrong.
    """
    raw = read_object(path, "recipe")
    content = {name: value for name, value in raw.items() if name not in ADDITIONS}
    additions = checked(_Additions, {name: raw[name] for name in ADDITIONS if name in raw}, path, BundleError)
    samples = additions.prepare.samples if additions.prepare else 0
    made_here = {"relevance", "samples"} if samples else set()
    given = [source.part for source in additions.sources]
    parts = {*given, *made_here}
    if not {"generator", "clip", "relevance"} <= parts or len(parts) < len(given) + len(made_here):
        raise BundleError(
            f"The recipe {path} gives the parts {listed(given)}; it needs a generator, a CLIP and a relevance matrix "
            "(or a number of samples to make one from), each once, and may give an encoder and a mapper."
        )
    if not isinstance(content.get("clip"), dict) or content["clip"].get("model") != CLIP_FOLDER:
        raise BundleError(f"The recipe {path} must keep its CLIP in the folder '{CLIP_FOLDER}'.")
    content["name"] = path.stem
    for part, file in PART_FILES.items():
        if part != "clip":
            content[part] = file if part in parts else None
    return Recipe(parse_manifest(content, folder, path), content, additions.sources, samples)
