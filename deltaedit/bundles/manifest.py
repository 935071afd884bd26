"""The manifest of a bundle: everything about a domain that is not a weight.

A bundle is a folder with a ``manifest.json`` and the files it names. Nothing about a domain stands anywhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from deltaedit.clip_space import ClipConfig
from deltaedit.errors import BundleError, printable
from deltaedit.files import read_json, write_json
from deltaedit.schema import checked, sha256_checked

MANIFEST_NAME = "manifest.json"
FORMAT = 1
#: Pixels along the longer edge of a whole photograph as a page shows it.
LONGEST = 1400


def _inside(name: str, info: ValidationInfo) -> str:
    """The name of a file of the bundle, refused where it leads out of the folder."""
    folder: Path = (info.context or {})["folder"].resolve()
    if not (folder / name).resolve().is_relative_to(folder):
        raise ValueError(f"'{printable(name)}' lies outside of the bundle")
    return name


FileName = Annotated[str, AfterValidator(_inside)]
#: A text that somebody will read.
Text = Annotated[str, Field(min_length=1, max_length=2000)]
#: What a number of a manifest can sensibly be at most; far more than any bundle of ours has.
Sensible = Annotated[float, Field(ge=-1000, le=1000)]
#: What to do about a manifest that is wrong.
MEND = (
    "Mend it, or replace it; a bundle that was fetched is cleared (python -m deltaedit bundles --clear NAME) and "
    "fetched again."
)


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

    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, AfterValidator(sha256_checked)]
    license: str
    origin: str
    note: str = ""


@dataclass(frozen=True)
class ExampleEdit:
    """A suggested edit, shown under its group."""

    group: Text
    source: Text
    target: Text


@dataclass(frozen=True)
class ExamplePicture:
    """A picture to start from.

    Attributes:
        file: the absolute path; in the manifest, the name in the folder.
        label: in words.
    """

    file: Annotated[
        Path, AfterValidator(lambda file, info: info.context["folder"].resolve() / _inside(str(file), info))
    ]
    label: Text


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
        likeness_min, gain_min: PSNR in dB, and gain over a plain picture in dB (:func:`deltaedit.images.gain`), below
            which the picture of an inversion is not one of this domain; 0 where unknown.
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
    name: Text
    title: Text
    description: str
    limits: str
    license: str
    resolution: Annotated[int, Field(ge=4, le=4096)]
    generator: FileName
    encoder: FileName | None
    mapper: FileName | None
    relevance: FileName
    samples: FileName | None
    clip: ClipConfig
    neutral: Text
    default_target: Text
    threshold: Annotated[float, Field(ge=0)]
    threshold_max: Sensible
    strength_scale: Sensible
    strength_min: Sensible
    strength_max: Sensible
    refine_steps: Annotated[int, Field(ge=0, le=10_000)] = 0
    likeness_min: Annotated[float, Field(ge=0, le=1000)] = 0.0
    gain_min: Annotated[float, Field(ge=0, le=1000)] = 0.0
    present_min: Sensible | None = None
    alignment: Literal["face", "centre"] = "centre"
    paste_back: bool = False
    truncation_psi: Sensible = 1.0
    examples: tuple[ExampleEdit, ...] = ()
    pictures: tuple[ExamplePicture, ...] = ()
    evaluation: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[FileName, FileEntry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.threshold > self.threshold_max:
            raise ValueError(f"threshold ({self.threshold}) must be at most threshold_max ({self.threshold_max})")
        if self.strength_min >= self.strength_max:
            raise ValueError(f"strength_min ({self.strength_min}) must be less than strength_max ({self.strength_max})")

    @property
    def longest(self) -> int | None:
        """Pixels along the longer edge of a photograph that can be used; None where it is needed as it is.

        Faces are cut out of a photograph and put back into it. A bundle that takes the whole square, far smaller than
        any photograph, needs no more than a page shows of it, and decoding that takes a tenth of the memory.
        """
        return None if self.paste_back or self.alignment == "face" else LONGEST

    def path(self, name: str) -> Path:
        """Absolute path of a file of the bundle."""
        return self.folder / name


def read_manifest(folder: Path) -> BundleManifest:
    """Read and check the manifest in a folder.

    Raises:
        BundleError: there is none, it is not JSON, or an entry is missing, unknown or wrong.
    """
    return parse_manifest(read_object(folder / MANIFEST_NAME, "manifest"), folder, folder / MANIFEST_NAME)


def read_object(path: Path, what: str) -> dict[str, Any]:
    """The JSON object in a file.

    Args:
        what: the file is, for messages.

    Raises:
        BundleError: it cannot be read, or holds no JSON object.
    """
    try:
        return read_json(path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise BundleError(f"The {what} {path} cannot be read ({reason}). {MEND}") from error


def parse_manifest(content: dict[str, Any], folder: Path, origin: object) -> BundleManifest:
    """The manifest that a JSON value says, checked.

    Args:
        folder: where the files of the bundle are, or will be.
        origin: what to call it in messages.

    Raises:
        BundleError: it is not of this format, or an entry is missing, unknown or wrong.
    """
    if content.get("format") != FORMAT:
        raise BundleError(f"{origin} is not a bundle manifest of format {FORMAT}. {MEND}")
    fields = {**{name: value for name, value in content.items() if name != "format"}, "folder": str(folder)}
    try:
        return checked(BundleManifest, fields, origin, BundleError, {"folder": folder})
    except BundleError as error:
        raise BundleError(f"{error} {MEND}") from error


def write_manifest(folder: Path, content: Mapping[str, Any], files: Mapping[str, FileEntry]) -> BundleManifest:
    """Write the manifest of a bundle, checked as it will be read.

    Args:
        folder: where its files are.
        content: the manifest's JSON value; whatever it says of its files is replaced.
        files: every file of the bundle, by its name in the folder.

    Raises:
        BundleError: the content is not of this format, or an entry is missing, unknown or wrong.
    """
    entries = {
        name: {key: value for key, value in asdict(files[name]).items() if value != ""} for name in sorted(files)
    }
    content = {**content, "files": entries}
    manifest = parse_manifest(content, folder, folder / MANIFEST_NAME)
    write_json(folder / MANIFEST_NAME, content)
    return manifest
