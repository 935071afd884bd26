"""The manifest of a bundle: everything about a domain that is not a weight.

A bundle is a folder with a ``manifest.json`` and the files it names. Nothing about a domain stands anywhere else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deltaedit.clip_space import ClipConfig
from deltaedit.errors import BundleError, listed
from deltaedit.faces import MODES

MANIFEST_NAME = "manifest.json"
FORMAT = 1
NUMBERS = (
    "threshold",
    "threshold_max",
    "strength_scale",
    "strength_min",
    "strength_max",
    "likeness_min",
    "truncation_psi",
)
TEXTS = ("name", "title", "description", "limits", "license", "neutral", "default_target", "generator", "relevance")


@dataclass(frozen=True)
class FileEntry:
    """One file of a bundle.

    Attributes:
        size: bytes.
        sha256: hexadecimal.
        license: in words.
        origin: where it came from, in words.
        note: what its users should know of it, such as what it lacked; mostly nothing.
    """

    size: int
    sha256: str
    license: str
    origin: str
    note: str = ""


@dataclass(frozen=True)
class ExampleEdit:
    """A suggested edit, shown under its group."""

    group: str
    source: str
    target: str


@dataclass(frozen=True)
class ExamplePicture:
    """A picture to start from; ``path`` is absolute."""

    path: Path
    label: str


@dataclass(frozen=True)
class BundleManifest:
    """What a bundle says of itself.

    Attributes:
        folder: where its files are.
        resolution: pixels along an edge of its pictures.
        generator, encoder, mapper, relevance, samples: file names in the folder; None where there is none. Without a
            mapper, StyleCLIP's global directions edit. ``samples`` is a table of w [N, style_dim] and the CLIP
            embeddings of their pictures: random portraits and the starts of a search are drawn from it.
        clip: which CLIP and how it is used.
        neutral: the source text that means "any picture of this domain".
        default_target: a good first edit.
        threshold, threshold_max: of the relevance mask: the default, and the largest that a slider offers.
        strength_scale: factor on the mapper's output, so that strength 1 is the full edit.
        strength_min, strength_max: range of the slider.
        refine_steps: of the optimisation that follows the first guess of an inversion.
        likeness_min: PSNR in dB below which the picture of an inversion is not one of this domain; 0 where unknown.
        present_min: product of a picture's embedding and a unit text delta from which on the picture has already what
            the texts add; None where unknown.
        alignment: how a photograph is cropped, "face" or "centre" (see :mod:`deltaedit.faces`).
        paste_back: pictures are parts of photographs, so an edit can be put back into the whole one.
        truncation_psi: how far towards the mean of w random pictures are drawn, where z is a Gaussian.
        limits: what the bundle cannot do, in words for its users.
        evaluation: measured figures.
        files: every file with its size and checksum.
    """

    folder: Path
    name: str
    title: str
    description: str
    limits: str
    license: str
    resolution: int
    generator: str
    encoder: str | None
    mapper: str | None
    relevance: str
    samples: str | None
    clip: ClipConfig
    neutral: str
    default_target: str
    threshold: float
    threshold_max: float
    strength_scale: float
    strength_min: float
    strength_max: float
    refine_steps: int = 0
    likeness_min: float = 0.0
    present_min: float | None = None
    alignment: str = "centre"
    paste_back: bool = False
    truncation_psi: float = 1.0
    examples: tuple[ExampleEdit, ...] = ()
    pictures: tuple[ExamplePicture, ...] = ()
    evaluation: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, FileEntry] = field(default_factory=dict)

    def path(self, name: str) -> Path:
        """Absolute path of a file of the bundle."""
        return self.folder / name


def read_manifest(folder: Path) -> BundleManifest:
    """Read and check the manifest in a folder.

    Raises:
        BundleError: there is none, it is not JSON, or an entry is missing, unknown or wrong.
    """
    path = folder / MANIFEST_NAME
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BundleError(f"There is no readable bundle in {folder}: its {MANIFEST_NAME} is missing.") from error
    except ValueError as error:
        raise BundleError(f"{path} is not valid JSON: {error}.") from error
    return parse_manifest(raw, folder, path)


def parse_manifest(content: Any, folder: Path, origin: object) -> BundleManifest:
    """The manifest that a JSON value says, checked.

    Args:
        folder: where the files of the bundle are, or will be.
        origin: what to call it in messages.

    Raises:
        BundleError: it is not of this format, or an entry is missing, unknown or wrong.
    """
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise BundleError(f"{origin} is not a bundle manifest of format {FORMAT}.")
    raw = {key: value for key, value in content.items() if key != "format"}
    try:
        clip = dict(raw.pop("clip"))
        for key in ("mean", "std", "without_templates"):
            if key in clip:
                clip[key] = tuple(clip[key])
        if isinstance(clip.get("templates"), list):
            clip["templates"] = tuple(clip["templates"])
        files = {name: FileEntry(**entry) for name, entry in raw.pop("files", {}).items()}
        pictures = tuple(
            ExamplePicture(path=_inside(folder, picture["file"]), label=str(picture["label"]))
            for picture in raw.pop("pictures", [])
        )
        for name in files:
            _inside(folder, name)
        manifest = BundleManifest(
            folder=folder,
            clip=ClipConfig(**clip),
            examples=tuple(ExampleEdit(**example) for example in raw.pop("examples", [])),
            pictures=pictures,
            files=files,
            **raw,
        )
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise BundleError(f"{origin} is incomplete or has an entry of the wrong kind: {error}.") from error
    _check_values(manifest, origin)
    return manifest


def _check_values(manifest: BundleManifest, origin: object) -> None:
    """Raises BundleError for entries that would only fail later, in somebody's edit."""
    kinds: dict[str, type | tuple[type, ...]] = {
        **dict.fromkeys(NUMBERS, (int, float)),
        **dict.fromkeys(TEXTS, str),
        "resolution": int,
        "refine_steps": int,
        "paste_back": bool,
    }
    for name, kind in kinds.items():
        value = getattr(manifest, name)
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise BundleError(f"{origin} has '{value}' for {name}, which should be {_named(kind)}.")
    for name in NUMBERS:
        if not math.isfinite(getattr(manifest, name)):
            raise BundleError(f"{origin} has {getattr(manifest, name)} for {name}, which should be a finite number.")
    if manifest.alignment not in MODES:
        raise BundleError(f"{origin} has '{manifest.alignment}' for alignment; there is {listed(MODES)}.")
    if not 0 <= manifest.threshold <= manifest.threshold_max or manifest.strength_min >= manifest.strength_max:
        raise BundleError(f"{origin} has a threshold or a strength outside of its own limits.")


def _named(kind: type | tuple[type, ...]) -> str:
    return {str: "a text", int: "a whole number", bool: "true or false"}.get(kind, "a number")  # type: ignore[arg-type]


def _inside(folder: Path, name: str) -> Path:
    """A file of the bundle, refused where its name leads out of the folder."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise BundleError(f"The manifest in {folder} names '{name}', which lies outside of the bundle.")
    return path
