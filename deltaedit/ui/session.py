"""What belongs to one visitor. Nothing in here is ever changed, only replaced."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from deltaedit.bundles.manifest import BundleManifest
from deltaedit.crop import Crop, centre_crop, cut
from deltaedit.editor import Direction
from deltaedit.errors import ImageError
from deltaedit.faces import Face, choose_face, face_crop, find_faces
from deltaedit.images import open_image
from deltaedit.inversion import Inversion
from deltaedit.ui.upload import NO_PICTURE

#: Longest side of the whole photograph as the page shows it.
PREVIEW_PIXELS = 1400
THUMBNAIL_PIXELS = 96


@dataclass(frozen=True)
class Photo:
    """An upload.

    Attributes:
        path: of the file, without its metadata; the whole photograph is decoded from it again. It is not kept for ever.
        preview: upright, small enough for the page.
        scale: pixels of the preview a pixel of the photograph.
        faces: those found, largest first; empty where the bundle looks for none.
    """

    path: Path
    preview: Image.Image
    scale: float
    faces: tuple[Face, ...]

    def __deepcopy__(self, memo: dict[int, Any]) -> Photo:
        return self

    def thumbnails(self) -> list[Image.Image]:
        """The faces, small, to choose one."""
        crops = (face_crop(face).scaled(self.scale) for face in self.faces)
        return [cut(self.preview, crop, THUMBNAIL_PIXELS) for crop in crops]


@dataclass(frozen=True)
class Session:
    """One visitor's work.

    Attributes:
        bundle: whose generator the picture was found in.
        inversion: the picture as that generator knows it.
        direction: the edit at work.
        photo: what the picture was cut from; None for a made-up one.
        chosen: the visitor chose the picture; False for the one that a bundle opens with.
    """

    bundle: str
    inversion: Inversion
    direction: Direction | None = None
    photo: Photo | None = None
    chosen: bool = True

    def __deepcopy__(self, memo: dict[int, Any]) -> Session:
        """Nothing in here is ever changed, so a copy may share it."""
        return self


def started(session: Session | None) -> Session:
    """The visitor's session.

    Raises:
        ImageError: there is no picture yet.
    """
    if session is None:
        raise ImageError(NO_PICTURE)
    return session


def longest_of(manifest: BundleManifest) -> int | None:
    """Pixels along the longer edge that a bundle can use; None where photographs are needed at their own resolution.

    Faces are cut out of a photograph and put back into it. A bundle that takes the whole square, far smaller than any
    photograph, needs no more than is shown of it, and decoding that takes a tenth of the memory.
    """
    return None if manifest.paste_back or manifest.alignment == "face" else PREVIEW_PIXELS


def open_photo(path: Path, manifest: BundleManifest) -> Image.Image:
    """A photograph, as large as a bundle can use it.

    Raises:
        ImageError: it cannot be read, or is not kept any more.
    """
    if not path.is_file():
        raise ImageError("Your picture is not kept any more, since it was uploaded over an hour ago; upload it again.")
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
