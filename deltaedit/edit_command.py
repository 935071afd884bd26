"""``python -m deltaedit edit``: a picture, a folder of pictures, a code or a recipe to edited pictures."""

from __future__ import annotations

import io
import json
import math
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deltaedit.errors import DeltaEditError, ImageError, PromptError, RecipeError, listed
from deltaedit.files import MAX_BYTES, check_folder, check_output, check_readable, read_bounded, write_whole
from deltaedit.recipe import MOST_EDITS, Recipe, read_recipe
from deltaedit.steps import EditStep
from deltaedit.terminal import may_overwrite, say

if TYPE_CHECKING:
    from PIL.Image import Image

    from deltaedit.editor import DeltaEditor, Inversion, Stack

#: What an edited picture can be written as.
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".ppm", ".avif", ".heic", ".heif")
#: Those that carry a recipe.
CARRIERS = (".png", ".jpg", ".jpeg", ".webp")
DEFAULT_BUNDLE = "avatars"
ANIMATED = (".webp", ".gif")
#: What is drawn for a strip and an animation, from no edit to all of it.
SWEPT_FRAMES = 31
#: Exit code where some pictures of a folder failed, and the others are done.
SOME_FAILED = 1


@dataclass(frozen=True)
class EditOptions:
    """What was typed; see ``python -m deltaedit edit --help``."""

    picture: Path | None
    out: Path
    source: str | None = None
    target: tuple[str, ...] = ()
    strength: tuple[float, ...] = ()
    threshold: float | None = None
    bundle: str | None = None
    face: int = 0
    centre: bool = False
    sharpen: float | None = None
    whole: bool = False
    overwrite: bool = False
    recipe: Path | None = None
    strip: Path | None = None
    animation: Path | None = None
    save_recipe: Path | None = None
    no_recipe: bool = False
    code: Path | None = None
    number: int = 0
    save_code: Path | None = None
    json: bool = False


def edit(options: EditOptions) -> int:
    """Edit one picture, or every picture of a folder.

    Returns:
        Exit code: 0, or :data:`SOME_FAILED`.

    Raises:
        DeltaEditError: what was asked for cannot be done.
    """
    began = time.monotonic()
    recipe = None if options.recipe is None else read_recipe(options.recipe)
    _check_together(options, recipe)
    steps = _steps(options) if recipe is None else recipe.edits
    jobs = list(_jobs(options))
    work = _Work(options, recipe, steps)
    if options.picture is None or not options.picture.is_dir():
        # One picture: what is wrong with it is what is wrong with the command.
        done, failed = [work.do(*jobs[0])], dict[str, str]()
    else:
        done, failed = work.do_all(jobs)
    if options.json:
        seconds = round(time.monotonic() - began, 3)
        print(json.dumps({"bundle": work.manifest.name, "pictures": done, "failed": failed, "seconds": seconds}))
    elif len(jobs) > 1:
        for one in done:
            if not one["alike"]:
                say(f"'{one['out']}': {one['likeness']}")
    for name, sentence in failed.items():
        say(f"'{name}': {sentence}")
    if failed:
        say(f"{len(done)} of {len(jobs)} pictures are done.")
    return SOME_FAILED if failed else 0


def _check_together(options: EditOptions, recipe: Recipe | None) -> None:
    """Refuse options that contradict each other.

    Raises:
        DeltaEditError: they do.
    """
    given = [name for name in ("picture", "code") if getattr(options, name) is not None]
    own = None if recipe is None else recipe.picture
    names_itself = own is not None and own.sha256 is None and own.code is None
    if recipe is None and not options.target:
        raise PromptError("Say what to change with --target, or give a --recipe.")
    if recipe is not None and (options.target or options.strength or options.source or options.threshold is not None):
        raise RecipeError("The recipe has its own texts and numbers; leave out either it or those that you typed.")
    if names_itself and given:
        raise RecipeError(f"'{options.recipe}' names its picture itself; leave out the picture and --code.")
    if not names_itself and len(given) != 1:
        raise ImageError("Give either a picture or a folder of pictures to edit, or a --code.")
    if own and (options.face or options.centre or options.sharpen is not None):
        raise RecipeError("The recipe says how its picture was found; leave out --face, --centre and --sharpen.")
    if options.picture is None and (options.whole or options.face or options.centre or options.sharpen is not None):
        raise ImageError("--whole, --face, --centre and --sharpen are about a photograph, and none was given.")
    if options.sharpen is not None and options.save_recipe and not options.save_code:
        raise RecipeError(
            "--sharpen ends by the clock, so a recipe finds this picture again by its code alone: add --save-code."
        )
    many = options.picture is not None and options.picture.is_dir()
    if many and any((options.save_recipe, options.save_code, options.strip, options.animation)):
        raise RecipeError(
            "--save-recipe, --save-code, --strip and --animation are for one picture, and a folder was given."
        )
    if options.animation is not None and options.animation.suffix.lower() not in ANIMATED:
        raise ImageError(f"'{options.animation}' cannot be an animation: its suffix must be {' or '.join(ANIMATED)}.")


def _steps(options: EditOptions) -> tuple[EditStep, ...]:
    """One per target."""
    count = len(options.target)
    strengths = options.strength or (1.0,)
    if count > MOST_EDITS:
        raise PromptError(f"There are {count} targets; a picture takes at most {MOST_EDITS} edits.")
    if strengths[-1] == 0 and (options.strip or options.animation):
        raise PromptError("--strip and --animation show the last edit, and its strength is 0; give another --strength.")
    if len(strengths) not in (1, count):
        raise PromptError(
            f"There are {len(strengths)} strengths for {count} targets; give one --strength for each, or one for all."
        )
    strengths = strengths * count if len(strengths) == 1 else strengths
    each = zip(options.target, strengths)
    return tuple(EditStep(target, options.source, strength, options.threshold) for target, strength in each)


def _jobs(options: EditOptions) -> Iterator[tuple[Path | None, Path]]:
    """What to read and what to write, checked.

    Raises:
        DeltaEditError: a file cannot be read or written.
    """
    picture, out = options.picture, options.out
    if options.strip is not None:
        _check_suffix(options.strip)
    more = (options.save_recipe, options.save_code, options.strip, options.animation)
    for path in more:
        if path is not None:
            check_output(path)
    if options.code is not None:
        check_readable(options.code)
    if picture is None or not picture.is_dir():
        if picture is not None:
            read_bounded(picture, MAX_BYTES)
        check_output(out)
        _check_suffix(out)
        outputs = [path.absolute() for path in (out, *more) if path is not None]
        twice = [path for path in outputs if outputs.count(path) > 1]
        if twice:
            raise ImageError(f"'{twice[0].name}' would be written twice, by two options; give each a file of its own.")
        for path in (out, *more):
            for source in (picture, options.code, options.recipe):
                if path is not None and source is not None:
                    may_overwrite(source, path, options.overwrite)
        yield picture, out
        return
    names = sorted(path.name for path in picture.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    if out.suffix.lower() in SUFFIXES or (out.exists() and not out.is_dir()):
        raise ImageError(f"'{picture}' is a folder, so what is written must be one too: name a folder, not '{out}'.")
    if not names:
        raise ImageError(f"There is no picture in '{picture}': what ends in {listed(SUFFIXES)} is taken.")
    check_folder(out)
    for name in names:
        may_overwrite(picture / name, out / name, options.overwrite)
        yield picture / name, out / name


def _check_suffix(out: Path) -> None:
    if out.suffix.lower() not in SUFFIXES:
        raise ImageError(f"'{out}' cannot be written: its suffix must be one of {listed(SUFFIXES)}.")


def encoded(image: Image, path: Path, recipe: Recipe | None = None) -> bytes:
    """A picture as the file that a path's suffix says.

    Args:
        recipe: for the file to carry, where its format can.

    Raises:
        ImageError: this computer cannot write such files, or none of that size.
    """
    from PIL import Image as Pillow

    from deltaedit.images import SAVED_QUALITY

    content, suffix = io.BytesIO(), path.suffix.lower()
    carried = {} if recipe is None or suffix not in CARRIERS else {"exif": recipe.to_exif()}
    try:
        image.save(content, Pillow.registered_extensions()[suffix], quality=SAVED_QUALITY, **carried)
    except Exception as error:
        # Encoders fail with whatever their authors thought of; a format that is not built in is a KeyError.
        raise ImageError(
            f"'{path}' cannot be written: a picture of {image.width} x {image.height} pixels does not go into a "
            f"{path.suffix} file here; take .png."
        ) from error
    return content.getvalue()


class _Work:
    """The edits of a command. The editor is loaded when the first picture could be opened."""

    def __init__(self, options: EditOptions, recipe: Recipe | None, steps: tuple[EditStep, ...]) -> None:
        from deltaedit.bundles.find import find_bundle

        self.options, self.recipe, self.steps = options, recipe, steps
        self.bundle = options.bundle or (DEFAULT_BUNDLE if recipe is None else recipe.bundle.name)
        self.manifest = find_bundle(self.bundle)
        if recipe is not None:
            recipe.check_bundle(self.manifest)
        self._editor: DeltaEditor | None = None

    def load(self) -> DeltaEditor:
        """The editor, loaded, and its words understood and said, before anything slow."""
        if self._editor is None:
            from deltaedit import remarks
            from deltaedit.editor import DeltaEditor

            self._editor = DeltaEditor.from_bundle(self.bundle)
            for step in (one for one in self.steps if one.enabled):
                words = self._editor.understand(step.source, step.target)
                self.say(words.reading.sentence, words.hint, remarks.of_strength(self.manifest, step.strength))
        return self._editor

    def say(self, *sentences: str) -> None:
        """To the person, where none asked for JSON."""
        for sentence in () if self.options.json else filter(None, sentences):
            say(sentence)

    def do_all(self, jobs: Iterable[tuple[Path | None, Path]]) -> tuple[list[dict[str, Any]], dict[str, str]]:
        """Every picture that can be; and why the others cannot, by name.

        Raises:
            DeltaEditError: the bundle or the words cannot be used, so that no picture can.
        """
        from tqdm import tqdm

        self.load()
        self.options.out.mkdir(parents=True, exist_ok=True)
        done: list[dict[str, Any]] = []
        failed: dict[str, str] = {}
        for path, out in tqdm(jobs, unit="picture", disable=self.options.json):
            try:
                done.append(self.do(path, out, quiet=True))
            except DeltaEditError as error:
                failed[out.name] = str(error)
        return done, failed

    def do(self, path: Path | None, out: Path, quiet: bool = False) -> dict[str, Any]:
        """Edit one picture, and write what was asked for.

        Returns:
            What was done, for JSON.
        """
        from deltaedit import remarks

        began, options = time.monotonic(), self.options
        picture = None if path is None else self._open(path)
        self._check_format(picture, out)
        editor = self.load()
        inversion = self._invert(editor, picture)
        stack = editor.stack(inversion, self.steps)
        likeness = remarks.of_likeness(self.manifest, inversion)
        edits = [
            {
                "target": step.target,
                "strength": step.strength,
                "understood": direction.understood,
                "unknown": list(direction.unknown),
                "hint": remarks.of_edit(self.manifest, direction, step.strength),
                "channels": direction.kept,
                "threshold": direction.threshold,
            }
            for step, direction in stack.at_work
        ]
        if not quiet:
            for _, direction in stack.at_work:
                self.say(remarks.of_presence(direction), remarks.of_threshold(direction))
            self.say(likeness)
        if options.strip is not None or options.animation is not None:
            self._write_strengths(editor, stack)
        image = editor.paste(picture, inversion, stack.image) if options.whole and picture else stack.image
        recipe = self._recipe(stack)
        if options.save_code is not None:
            from deltaedit.codes import save_code

            save_code(options.save_code, inversion, self.manifest)
        if options.save_recipe is not None:
            write_whole(options.save_recipe, (recipe.to_json() + "\n").encode())
        replayable = not recipe.needs_code or options.save_code or options.code
        write_whole(out, encoded(image, out, None if options.no_recipe or not replayable else recipe))
        seconds = round(time.monotonic() - began, 3)
        if not quiet:
            channels = f"{int((stack.delta_s != 0).sum())} of {stack.delta_s.shape[1]}"
            self.say(f"wrote '{out}': {len(edits)} edit{'s' * (len(edits) != 1)}, {channels} channels, {seconds:.1f} s")
        # JSON knows no infinity, which is what equal pictures have.
        psnr = round(inversion.psnr, 2) if inversion.psnr is not None and math.isfinite(inversion.psnr) else None
        return {
            **({} if path is None else {"picture": str(path)}),
            "out": str(out),
            "edits": edits,
            "psnr": psnr,
            "likeness": likeness,
            "alike": remarks.is_like(self.manifest, inversion),
            "seconds": seconds,
        }

    def _write_strengths(self, editor: DeltaEditor, stack: Stack) -> None:
        """The last edit at strengths from 0 to its own, on top of those before it."""
        from deltaedit.sweep import animation, strip

        if not stack.at_work or stack.at_work[-1][0].strength == 0:
            raise PromptError("There is no edit to show at several strengths: each is off, or of strength 0.")
        step, direction = stack.at_work[-1]
        last = max(k for k, one in enumerate(stack.steps) if one is step)
        start = editor.after(editor.stack(stack.inversion, stack.steps[:last], stack))
        strengths = [step.strength * k / (SWEPT_FRAMES - 1) for k in range(SWEPT_FRAMES)]
        sweep = editor.sweep(start, direction.delta_s, strengths)
        if self.options.strip is not None:
            write_whole(self.options.strip, encoded(strip(sweep), self.options.strip))
        if self.options.animation is not None:
            write_whole(self.options.animation, animation(sweep, self.options.animation.suffix.lower().lstrip(".")))

    def _open(self, path: Path) -> Image:
        from deltaedit.images import open_image

        # As large as the page opens it, so that both find the same pixels; the whole photograph is wanted whole.
        return open_image(read_bounded(path, MAX_BYTES), None if self.options.whole else self.manifest.longest)

    def _check_format(self, picture: Image | None, out: Path) -> None:
        """As wide and as high as the result: some formats end at 16,383 pixels, and some are not built in."""
        from PIL import Image

        width, height = self.manifest.resolution, self.manifest.resolution
        if self.options.whole and picture is not None:
            width, height = picture.size
        for size in ((width, 64), (64, height)):
            encoded(Image.new("RGB", size), out)

    def _invert(self, editor: DeltaEditor, picture: Image | None) -> Inversion:
        from deltaedit.inversion import RefineConfig

        options = self.options
        start: Image | Inversion | None = picture
        if options.code is not None:
            from deltaedit.codes import load_code

            start = load_code(options.code, editor, options.number)
            if self.recipe is None:
                return start
        if self.recipe is not None and (self.recipe.picture is not None or options.code is not None):
            return self.recipe.invert(editor, start)
        assert picture is not None, "looked at before"
        found = editor.invert(picture, index=options.face, alignment="centre" if options.centre else None)
        if options.sharpen is None:
            return found
        return editor.sharpen(found, RefineConfig(steps=10_000, seconds=options.sharpen))

    def _recipe(self, stack: Stack) -> Recipe:
        subject = None if self.recipe is None else self.recipe.picture
        example = None if subject is None else subject.example
        return Recipe.of(self.manifest, stack.inversion, self.steps, example)
