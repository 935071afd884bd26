"""An edit as a recipe: everything that its pixels follow from, but no pixel. As JSON, in a picture's file, in a link.

Needs no torch before something is replayed, so that a command can look at a recipe first.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import parse_qs, quote_plus

from pydantic import AfterValidator, Field

from deltaedit.errors import ImageError, RecipeError, listed, printable
from deltaedit.files import MAX_BYTES, read_bounded
from deltaedit.schema import checked, checked_dataclass, checked_json, sha256_checked
from deltaedit.steps import EditStep

if TYPE_CHECKING:
    from PIL.Image import Exif, Image

    from deltaedit.bundles.manifest import BundleManifest
    from deltaedit.editor import DeltaEditor, Stack
    from deltaedit.inversion import Inversion

VERSION: Literal[1] = 1
#: More of each is no recipe of a person.
LONGEST, LONGEST_QUERY, MOST_EDITS, MOST_STEPS = 100_000, 4_000, 50, 10_000
#: As many as JavaScript counts without rounding.
LARGEST_SEED = 2**53 - 1
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
#: What a bundle's pixels follow from, each told by a checksum: its weights, and the numbers and words of its manifest.
PARTS = ("generator", "encoder", "mapper", "relevance", "samples", "clip", "settings")
SETTINGS = ("neutral", "threshold", "strength_scale", "refine_steps", "alignment", "truncation_psi")
#: In a link: between edits, between the fields of one, and what stands for these where they are typed.
BETWEEN_EDITS, BETWEEN_FIELDS, ESCAPES = "~", "!", (("*", "*0"), ("!", "*1"), ("~", "*2"))
PARAMETERS = ("bundle", "seed", "example", "edits")
FORMS = "a recipe's JSON, or a PNG, JPEG or WebP picture that carries one"


def _name(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError(f"'{printable(name)}' is not the name of a bundle, which is letters, digits, '.', '-' and '_'")
    return name


Sha256 = Annotated[str, AfterValidator(sha256_checked)]
Coordinate = Annotated[float, Field(ge=-1e6, le=1e6)]


@checked_dataclass(RecipeError)
class BundleVersion:
    """Which bundle a recipe is for.

    Attributes:
        name: of the bundle.
        parts: SHA-256 of each of :data:`PARTS` that it has; None where any version will do.
    """

    name: Annotated[str, AfterValidator(_name)]
    parts: Mapping[str, Sha256] | None = None

    def __post_init__(self) -> None:
        unknown = [] if self.parts is None else [name for name in self.parts if name not in PARTS]
        if unknown:
            raise ValueError(f"there is no part '{printable(unknown[0])}'; there are {listed(PARTS)}")

    @classmethod
    def of(cls, manifest: BundleManifest) -> BundleVersion:
        """The version that a manifest describes."""
        names = ("generator", "encoder", "mapper", "relevance", "samples")
        used = {part: file for part in names if (file := getattr(manifest, part)) is not None}
        parts = {part: manifest.files[file].sha256 for part, file in used.items() if file in manifest.files}
        folder = manifest.clip.model.removeprefix("local-dir:")
        clip = {name: entry.sha256 for name, entry in manifest.files.items() if name.split("/")[0] == folder}
        settings = {name: getattr(manifest, name) for name in SETTINGS}
        return cls(
            manifest.name, {**parts, "clip": _digest([clip, asdict(manifest.clip)]), "settings": _digest(settings)}
        )


@checked_dataclass(RecipeError)
class Square:
    """Where the square that was edited stands in its photograph; see :class:`deltaedit.crop.Crop`."""

    center: tuple[Coordinate, Coordinate]
    half: tuple[Coordinate, Coordinate]


@checked_dataclass(RecipeError)
class Subject:
    """The picture that was edited; one of ``seed``, ``example``, ``sha256`` and ``code``.

    Attributes:
        seed: of a random picture.
        example: label of one of the bundle's own pictures.
        sha256: of the pixels of the square of a picture, which whoever replays must have.
        code: SHA-256 of a code, which whoever replays must have (see :mod:`deltaedit.codes`).
        square: where the square was cut out of the picture; None is where the bundle cuts it.
        steps: of the optimisations that found the picture, in order; none where the bundle's own number was taken.
    """

    seed: Annotated[int, Field(ge=0, le=LARGEST_SEED)] | None = None
    example: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    sha256: Sha256 | None = None
    code: Sha256 | None = None
    square: Square | None = None
    steps: tuple[Annotated[int, Field(ge=0, le=MOST_STEPS)], ...] = ()

    def __post_init__(self) -> None:
        kinds = ("seed", "example", "sha256", "code")
        given = [name for name in kinds if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"there must be exactly one of {listed(kinds)}, not {listed(given)}")
        if given[0] in ("seed", "code") and (self.square or self.steps):
            raise ValueError(f"'{given[0]}' says the whole picture, so 'square' and 'steps' must be left out")
        if sum(self.steps) > MOST_STEPS or len(self.steps) > MOST_EDITS:
            raise ValueError(f"'steps' must be {MOST_STEPS} or fewer in all, of {MOST_EDITS} searches or fewer")


@checked_dataclass(RecipeError)
class Recipe:
    """Edits of a picture that can be replayed to the same pixels, on the same kind of computer bit for bit.

    Attributes:
        version: of this format.
        bundle: which one edits.
        edits: in order.
        picture: which one is edited; None is any.
    """

    version: Literal[1]
    bundle: BundleVersion
    edits: tuple[EditStep, ...]
    picture: Subject | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.edits) <= MOST_EDITS:
            raise ValueError(f"'edits' must be 1 to {MOST_EDITS} edits, not {len(self.edits)}")

    @classmethod
    def of(
        cls, manifest: BundleManifest, inversion: Inversion, steps: Sequence[EditStep], example: str | None = None
    ) -> Recipe:
        """The recipe of edits of a picture.

        A picture that was searched for by the clock, or until somebody stopped it, is found only by its code: save that
        beside the recipe (:func:`deltaedit.codes.save_code`).

        Args:
            manifest: of the bundle that edits.
            inversion: the picture.
            steps: the edits, as given to :meth:`DeltaEditor.stack`.
            example: label of the bundle's picture that it is; None for any other.

        Raises:
            RecipeError: no edits, or too many; no such example.
        """
        if example is not None and example not in _examples(manifest):
            raise RecipeError(
                f"The {manifest.name} bundle has no example '{example}'; it has {listed(_examples(manifest))}."
            )
        bundle, picture = BundleVersion.of(manifest), _subject(manifest, inversion, example)
        return cls(VERSION, bundle, tuple(steps), picture)

    @property
    def needs_code(self) -> bool:
        """Whether it can be replayed only with the file of a code."""
        return self.picture is not None and self.picture.code is not None

    @classmethod
    def from_json(cls, text: str | bytes, origin: object = "the recipe") -> Recipe:
        """The recipe that a JSON text says.

        Args:
            origin: what to call it in messages.

        Raises:
            RecipeError: too long, not JSON, of another version, or a field is missing, unknown or wrong.
        """
        if len(text) > LONGEST:
            raise RecipeError(f"{origin} has more than {LONGEST / 1e3:g} kB, as no recipe has; give another file.")
        return checked_json(cls, text, origin, RecipeError)

    @classmethod
    def from_query(cls, query: str) -> Recipe:
        """The recipe in a link: ``?bundle=avatars&seed=5&edits=face+with+sunglasses!0.8~bald+face``.

        Parameters that are none of :data:`PARAMETERS` are somebody else's, and are left alone.

        Raises:
            RecipeError: too long, or a parameter is missing, given twice or wrong.
        """
        if len(query) > LONGEST_QUERY:
            raise RecipeError(
                f"This link has more than {LONGEST_QUERY} characters, as none of ours has; copy it again."
            )
        try:
            found = parse_qs(query.partition("?")[2] if "?" in query else query, True, True, max_num_fields=50)
        except ValueError as error:
            raise RecipeError(
                f"This link cannot be read; it needs {listed(PARAMETERS)}, separated by '&'; copy it again."
            ) from error
        for name in PARAMETERS:
            if len(found.get(name, [])) > 1:
                raise RecipeError(f"In this link, '{name}' is given {len(found[name])} times; give it once.")
        given = {name: found[name][0] for name in PARAMETERS if name in found}
        subject: dict[str, Any] = {name: given[name] for name in ("seed", "example") if name in given}
        if "seed" in subject:
            subject["seed"] = _number(subject["seed"])
        content: dict[str, Any] = {"version": VERSION, "bundle": {"name": given.get("bundle", "")}, "picture": subject}
        content["edits"] = [_edit(edit) for edit in given.get("edits", "").split(BETWEEN_EDITS)]
        return checked(cls, content, "this link", RecipeError)

    def to_json(self, indent: int | None = 2) -> str:
        """The text of a JSON file, ASCII alone."""
        return json.dumps(_plain(self), indent=indent)

    def to_query(self) -> str:
        """What stands behind a page's address, the question mark included.

        Raises:
            RecipeError: the picture is somebody's own, or the edits are too long for a link.
        """
        if self.picture is None or (self.picture.seed is None and self.picture.example is None):
            raise RecipeError("A link can reopen a random picture or an example alone; save a recipe of this picture.")
        subject = ("seed", self.picture.seed) if self.picture.example is None else ("example", self.picture.example)
        edits = BETWEEN_EDITS.join(_said(edit) for edit in self.edits)
        named = (("bundle", self.bundle.name), subject, ("edits", edits))
        query = "?" + "&".join(f"{name}={quote_plus(str(value), safe='!~*')}" for name, value in named)
        if len(query) > LONGEST_QUERY:
            raise RecipeError(f"These edits are too long for a link of {LONGEST_QUERY} characters; save a recipe.")
        return query

    def to_exif(self) -> Exif:
        """As the user's comment of a PNG, JPEG or WebP picture: ``image.save(path, exif=recipe.to_exif())``."""
        from PIL import ExifTags, Image

        exif = Image.Exif()
        exif[ExifTags.IFD.Exif] = {ExifTags.Base.UserComment: b"ASCII\0\0\0" + self.to_json(None).encode("ascii")}
        return exif

    def invert(self, editor: DeltaEditor, picture: Image | Inversion | None = None) -> Inversion:
        """The picture that is edited, as :meth:`replay` finds it.

        Raises:
            RecipeError: see :meth:`replay`.
        """
        from PIL.Image import Image

        from deltaedit.codes import digest_of
        from deltaedit.crop import Crop, Point
        from deltaedit.images import open_image
        from deltaedit.inversion import RefineConfig

        self.check_bundle(editor.manifest)
        subject = self.picture
        if subject is None:
            if picture is None:
                raise RecipeError("This recipe is for any picture: give one to edit.")
            return editor.invert(picture) if isinstance(picture, Image) else picture
        if subject.code is not None:
            if picture is None or isinstance(picture, Image) or digest_of(picture) != subject.code:
                raise RecipeError("This recipe needs the very code that it was made with; give the file of that code.")
            return picture
        if subject.sha256 is None and picture is not None:
            raise RecipeError("This recipe names its picture itself, so none can be given; leave it out.")
        if subject.seed is not None:
            return editor.random(subject.seed)
        if subject.example is not None:
            examples = _examples(editor.manifest)
            if subject.example not in examples:
                raise RecipeError(
                    f"The {editor.manifest.name} bundle has no example '{printable(subject.example)}'; "
                    f"it has {listed(examples)}."
                )
            picture = open_image(examples[subject.example], editor.manifest.longest)
        if not isinstance(picture, Image):
            raise RecipeError("This recipe needs the picture that it was made with; give it.")
        square, steps = subject.square, subject.steps
        crop = None if square is None else Crop(Point(*square.center), Point(*square.half))
        # What lies beyond the picture is mirrored, which takes as much memory as the square is large.
        if square is not None and max(map(abs, (*square.center, *square.half))) > 2 * max(picture.size):
            raise RecipeError(
                f"The recipe's 'picture.square' is far larger than the picture of {picture.width} x {picture.height} "
                "pixels, or far away from it; give the picture that it was made with."
            )
        inversion = editor.invert(picture, RefineConfig(steps=steps[0]) if steps else None, crop=crop)
        if subject.sha256 is not None and _pixels(inversion) != subject.sha256:
            raise RecipeError(
                "This is not the picture that the recipe was made with, pixel for pixel; give that one, or take "
                "'picture' out of the recipe to use its edits on any."
            )
        for more in steps[1:]:
            inversion = editor.sharpen(inversion, RefineConfig(steps=more))
        return inversion

    def replay(self, editor: DeltaEditor, picture: Image | Inversion | None = None) -> Stack:
        """Make the same pixels again.

        Args:
            editor: of the bundle.
            picture: what was edited, where the recipe does not name a random picture or an example; an
                :class:`Inversion` where it needs a code.

        Raises:
            RecipeError: the recipe is for another bundle or another version of it, or the picture is missing or is not
                the one.
            ImageError, PromptError: as the editor has it.
        """
        return editor.stack(self.invert(editor, picture), self.edits)

    def check_bundle(self, manifest: BundleManifest) -> None:
        """Refuse another bundle than the recipe was made with, or another version of it.

        Raises:
            RecipeError: it is another; the message says what differs.
        """
        if self.bundle.name != manifest.name:
            raise RecipeError(
                f"This recipe is for the bundle '{self.bundle.name}' and not for '{manifest.name}'; open that one."
            )
        here, wanted = BundleVersion.of(manifest).parts or {}, self.bundle.parts
        if wanted is not None and wanted != here:
            others = [part for part in PARTS if wanted.get(part) != here.get(part)]
            raise RecipeError(
                f"This recipe was made with another version of the bundle '{manifest.name}' (what differs: "
                f"{listed(others)}) and would give other pixels with this one. Get that version, or take 'parts' out "
                "of the recipe to use it nevertheless."
            )


def read_recipe(path: Path) -> Recipe:
    """The recipe in a file: its JSON, or a picture that carries one.

    Raises:
        RecipeError: there is none, or it is wrong.
        ImageError: the file cannot be read.
    """
    # Some editors begin a file with a mark of its encoding.
    data = read_bounded(path, MAX_BYTES).removeprefix(codecs.BOM_UTF8)
    text = data
    if not data.lstrip().startswith(b"{"):
        text = recipe_in(data) or b""
        if not text:
            raise RecipeError(f"'{path}' holds no recipe; give {FORMS}.")
    return Recipe.from_json(text, f"'{path}'")


def recipe_in(data: bytes) -> bytes | None:
    """The JSON of a recipe that a picture's file carries, unchecked; None where it carries none.

    Only the header is decoded, and everything in it may come from a stranger.
    """
    from PIL import ExifTags

    from deltaedit.images import opened

    try:
        with opened(data) as image:
            comment = image.getexif().get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment)
    except ImageError:
        return None
    start = b"ASCII\0\0\0{"
    return comment[len(start) - 1 :] if isinstance(comment, bytes) and comment.startswith(start) else None


def _examples(manifest: BundleManifest) -> dict[str, Path]:
    return {picture.label: picture.file for picture in manifest.pictures}


def _subject(manifest: BundleManifest, inversion: Inversion, example: str | None) -> Subject:
    from deltaedit.codes import digest_of

    if inversion.seed is not None:
        return Subject(seed=inversion.seed)
    if inversion.picture is None or inversion.steps is None:
        return Subject(code=digest_of(inversion))
    crop = inversion.crop
    square = None if crop is None else Square((crop.center.x, crop.center.y), (crop.half.x, crop.half.y))
    steps = () if inversion.steps == (manifest.refine_steps,) else inversion.steps
    pixels = _pixels(inversion) if example is None else None
    return Subject(example=example, sha256=pixels, square=square, steps=steps)


def _pixels(inversion: Inversion) -> str:
    assert inversion.picture is not None, "only what was found in a picture has one"
    return hashlib.sha256(repr(inversion.picture.size).encode() + inversion.picture.tobytes()).hexdigest()


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _plain(recipe: Recipe) -> dict[str, Any]:
    """The recipe's JSON value, without what is None, nothing or the default."""
    edits = [
        {
            name: value
            for name, value in asdict(edit).items()
            if value is not None and (name, value) != ("enabled", True)
        }
        for edit in recipe.edits
    ]
    content = {**asdict(recipe), "edits": edits}
    content["bundle"] = {name: value for name, value in content["bundle"].items() if value is not None}
    if recipe.picture is not None:
        content["picture"] = {name: each for name, each in content["picture"].items() if each not in (None, ())}
    return {name: value for name, value in content.items() if value is not None}


def _said(edit: EditStep) -> str:
    """An edit in a link, less the fields at its end that say nothing."""
    off = "" if edit.enabled else "off"
    numbers = (
        "" if number is None else repr(float(number)).removesuffix(".0") for number in (edit.strength, edit.threshold)
    )
    strength, threshold = numbers
    fields = [edit.target, "" if strength == "1" else strength, edit.source or "", threshold, off]
    for mark, escaped in ESCAPES:
        fields = [field.replace(mark, escaped) for field in fields]
    return BETWEEN_FIELDS.join(fields).rstrip(BETWEEN_FIELDS)


def _edit(said: str) -> dict[str, Any]:
    """The other way round; what is wrong with it is for the schema to say."""
    fields = said.split(BETWEEN_FIELDS)
    for mark, escaped in reversed(ESCAPES):
        fields = [field.replace(escaped, mark) for field in fields]
    names = ("target", "strength", "source", "threshold", "enabled")
    edit: dict[str, Any] = {name: field for name, field in zip(names, fields) if field}
    edit |= {name: _number(edit[name]) for name in ("strength", "threshold") if name in edit}
    if edit.get("enabled") == "off":
        edit["enabled"] = False
    if len(fields) > len(names):
        edit["sixth"] = fields[len(names)]
    return edit


def _number(text: str) -> float | int | str:
    """A number that was typed, or what else stands there."""
    try:
        return int(text) if re.fullmatch(r"-?[0-9]{1,19}", text) else float(text)
    except ValueError:
        return text
