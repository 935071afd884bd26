"""What belongs to one visitor. Nothing in here is ever changed, only replaced."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image

from deltaedit.bundles.manifest import LONGEST, BundleManifest
from deltaedit.crop import Crop, centre_crop, cut
from deltaedit.editor import Direction, Stack
from deltaedit.errors import DeltaEditError, ImageError
from deltaedit.faces import Face, choose_face, face_crop, find_faces
from deltaedit.images import open_image
from deltaedit.inversion import Inversion
from deltaedit.steps import EditStep

#: Longest side of the whole photograph as the page shows it.
PREVIEW_PIXELS = LONGEST
THUMBNAIL_PIXELS = 96
#: More moments than these are forgotten, the oldest first.
MOST_MOMENTS = 24
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
class Moment(Shared):
    """What a visitor had made of a picture at one time, to come back to.

    Attributes:
        kept: the edits below the one at work.
        step: the edit at work; None where there was none.
        thumbnail: how it looked, small, as a PNG.
    """

    kept: tuple[EditStep, ...]
    step: EditStep | None
    thumbnail: bytes

    @property
    def steps(self) -> tuple[EditStep, ...]:
        """All edits, the one at work last."""
        return (*self.kept, *([] if self.step is None else [self.step]))

    @property
    def caption(self) -> str:
        """What was asked for last."""
        return self.steps[-1].target if self.steps else "no edit"

    def is_like(self, other: Moment) -> bool:
        """Whether nothing is different but how strong the edit at work is."""
        without = [None if one.step is None else replace(one.step, strength=1.0) for one in (self, other)]
        return self.kept == other.kept and without[0] == without[1]


@dataclass(frozen=True)
class Session(Shared):
    """One visitor's work.

    Attributes:
        bundle: whose generator the picture was found in.
        inversion: the picture as that generator knows it.
        kept: the edits that were kept, below the one at work; None where there are none.
        left: the picture that those left; None where there are none.
        direction: the edit at work, in what the kept ones left.
        step: the same, as it was asked for.
        photo: what the picture was cut from; None for a made-up one.
        face_index: which of the photograph's faces was cut out; None for its centre.
        is_own: the visitor chose the picture; False for the one that a bundle opens with.
        example: label of the bundle's picture that it is; None for any other.
        moments: what was made of this picture so far, oldest first.
        moment: which of them is seen.
    """

    bundle: str
    inversion: Inversion
    kept: Stack | None = None
    left: Inversion | None = None
    direction: Direction | None = None
    step: EditStep | None = None
    photo: Photo | None = None
    face_index: int | None = None
    is_own: bool = True
    example: str | None = None
    moments: tuple[Moment, ...] = ()
    moment: int = 0

    @property
    def start(self) -> Inversion:
        """The picture that the edit at work starts from."""
        return self.inversion if self.left is None else self.left

    @property
    def kept_steps(self) -> tuple[EditStep, ...]:
        return () if self.kept is None else self.kept.steps

    @property
    def steps(self) -> tuple[EditStep, ...]:
        """All edits, the one at work last."""
        return (*self.kept_steps, *([] if self.step is None else [self.step]))

    def at_strength(self, strength: float) -> Session:
        """The session with the edit at work as strong as the slider says by now."""
        if self.step is None:
            return self
        step = replace(self.step, strength=float(strength))
        moments = list(self.moments)
        if moments and moments[self.moment].step is not None:
            moments[self.moment] = replace(moments[self.moment], step=step)
        return replace(self, step=step, moments=tuple(moments))

    def remembering(self, image: Image.Image) -> Session:
        """The session with what is seen now among its moments; what had been undone before that is forgotten."""
        thumbnail, content = image.copy(), io.BytesIO()
        thumbnail.thumbnail((THUMBNAIL_PIXELS, THUMBNAIL_PIXELS), Image.Resampling.LANCZOS)
        # Shown again after each edit, so encoded once.
        thumbnail.save(content, "PNG")
        now, moments = Moment(self.kept_steps, self.step, content.getvalue()), self.moments[: self.moment + 1]
        if moments and moments[-1].is_like(now):
            moments = moments[:-1]
        moments = (*moments, now)[-MOST_MOMENTS:]
        return replace(self, moments=moments, moment=len(moments) - 1)

    @cached_property
    def edit_id(self) -> str:
        """Names what is seen at every strength: the same for the same edit of the same code, and for no other."""
        if self.direction is None:
            return ""
        digest = hashlib.sha256(self.bundle.encode())
        for tensor in (self.start.s, self.start.w_plus, self.direction.delta_s):
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

    @classmethod
    def of(cls, step: EditStep, manifest: BundleManifest, view: str) -> Settings:
        """Those that ask for an edit."""
        threshold = manifest.threshold if step.threshold is None else step.threshold
        return cls(step.source or manifest.neutral, step.target, threshold, step.strength, view)

    def step(self, manifest: BundleManifest) -> EditStep:
        """The edit that they ask for, without what goes without saying."""
        source = None if self.source.strip().lower() == manifest.neutral.lower() else self.source
        threshold = None if self.threshold == manifest.threshold else self.threshold
        return EditStep(self.target, source, self.strength, threshold)


def require(session: Session | None) -> Session:
    """The visitor's session.

    Raises:
        DeltaEditError: the server has none for this page.
    """
    if session is None:
        raise DeltaEditError(RELOAD)
    return session


def open_photo(path: Path, manifest: BundleManifest) -> Image.Image:
    """A photograph, as large as a bundle can use it.

    Raises:
        ImageError: it cannot be read, or is not kept any more.
    """
    if not path.is_file():
        raise ImageError(NOT_KEPT)
    return open_image(path, manifest.longest)


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
