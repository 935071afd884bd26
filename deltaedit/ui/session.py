"""What belongs to one visitor. Nothing in here is ever changed, only replaced."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image

from deltaedit.bundles.manifest import LONGEST, BundleManifest
from deltaedit.crop import Crop, centre_crop, cut
from deltaedit.editor import Direction
from deltaedit.errors import DeltaEditError, ImageError
from deltaedit.faces import Face, choose_face, face_crop, find_faces
from deltaedit.images import open_image
from deltaedit.inversion import Inversion

#: Longest side of the whole photograph as the page shows it.
PREVIEW_PIXELS = LONGEST
THUMBNAIL_PIXELS = 96
NOT_KEPT = "Your picture is not kept any more, since it was uploaded over an hour ago; upload it again."
#: For a page whose visitor the server does not know: it was restarted, or has forgotten the longest idle ones.
RELOAD = (
    "The server was restarted since this page was opened, or has not heard from it for long, and does not have your "
    "picture any more. Please reload the page; your words stay."
)
Value = TypeVar("Value")


class Shared:
    """A value that is never changed, so that Gradio, which copies what a session holds, may share it."""

    def __deepcopy__(self: Value, memo: dict[int, Any]) -> Value:
        return self


@dataclass(frozen=True)
class Photo(Shared):
    """An upload.

    Attributes:
        path: of the file, without its metadata; the whole photograph is decoded from it again. It is not kept for ever.
        preview: upright, small enough for the page.
        scale: pixels of the preview per pixel of the photograph.
        faces: those found, largest first; empty where the bundle looks for none.
    """

    path: Path
    preview: Image.Image
    scale: float
    faces: tuple[Face, ...]

    def thumbnails(self) -> list[Image.Image]:
        """The faces, small, to choose one."""
        crops = (face_crop(face).scaled(self.scale) for face in self.faces)
        return [cut(self.preview, crop, THUMBNAIL_PIXELS) for crop in crops]


@dataclass(frozen=True)
class Session(Shared):
    """One visitor's work.

    Attributes:
        bundle: whose generator the picture was found in.
        inversion: the picture as that generator knows it.
        direction: the edit at work.
        words: the source and the target, as typed, that it was made from.
        photo: what the picture was cut from; None for a made-up one.
        face_index: which of the photograph's faces was cut out; None for its centre.
        is_own: the visitor chose the picture; False for the one that a bundle opens with.
    """

    bundle: str
    inversion: Inversion
    direction: Direction | None = None
    words: tuple[str, str] | None = None
    photo: Photo | None = None
    face_index: int | None = None
    is_own: bool = True

    @cached_property
    def edit_id(self) -> str:
        """Names what is seen at every strength: the same for the same edit of the same code, and for no other."""
        if self.direction is None:
            return ""
        digest = hashlib.sha256(self.bundle.encode())
        for tensor in (self.inversion.s, self.inversion.w_plus, self.direction.delta_s):
            digest.update(tensor.cpu().numpy().tobytes())
        return digest.hexdigest()[:16]

    def require_direction(self) -> Direction:
        """The edit at work.

        Raises:
            DeltaEditError: there is none yet.
        """
        if self.direction is None:
            raise DeltaEditError("There is no edit yet: say what the picture should become, and press Edit.")
        return self.direction


@dataclass(frozen=True)
class Sharpened(Shared):
    """A likeness before and after it was sharpened."""

    before: Inversion
    after: Inversion


@dataclass(frozen=True)
class Settings:
    """What the page's controls are set to.

    Attributes:
        source, target: the words.
        threshold: below which relevance a channel is left alone.
        strength: of the edit.
        view: the way to look at it.
    """

    source: str
    target: str
    threshold: float
    strength: float
    view: str

    @classmethod
    def opening(cls, manifest: BundleManifest, view: str) -> Settings:
        """Those with which a bundle opens."""
        return cls(manifest.neutral, manifest.default_target, manifest.threshold, 1.0, view)


def require(session: Session | None) -> Session:
    """The visitor's session.

    Raises:
        DeltaEditError: the server has none for this page.
    """
    if session is None:
        raise DeltaEditError(RELOAD)
    return session


def longest_of(manifest: BundleManifest) -> int | None:
    """Pixels along the longer edge that a bundle can use; None where photographs are needed at their own resolution."""
    return manifest.longest


def open_photo(path: Path, manifest: BundleManifest) -> Image.Image:
    """A photograph, as large as a bundle can use it.

    Raises:
        ImageError: it cannot be read, or is not kept any more.
    """
    if not path.is_file():
        raise ImageError(NOT_KEPT)
    return open_image(path, longest_of(manifest))


def read_photo(path: Path, manifest: BundleManifest) -> tuple[Photo, Image.Image]:
    """Decode an upload, and look for faces where the bundle wants one.

    Returns:
        The upload, and the whole photograph.

    Raises:
        ImageError: it cannot be read, or is not kept any more.
    """
    whole = open_photo(path, manifest)
    faces = tuple(find_faces(whole)) if manifest.alignment == "face" else ()
    # The page shows the whole of it only where the edit is put back into it.
    longest = PREVIEW_PIXELS if manifest.paste_back or faces else THUMBNAIL_PIXELS
    preview = whole.copy()
    preview.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return Photo(path, preview, preview.width / whole.width, faces), whole


def crop_of(photo: Photo, whole: Image.Image, manifest: BundleManifest, face: int | None = 0) -> Crop:
    """The square to edit.

    Args:
        face: which face; None for the centre of the photograph.

    Raises:
        NoFaceError: the bundle wants a face, and there is none.
    """
    if face is None or manifest.alignment != "face":
        return centre_crop(whole)
    return face_crop(choose_face(photo.faces, face))
