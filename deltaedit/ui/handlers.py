"""What happens when a visitor does something. Each visitor's inversion and direction live in their own session."""

from __future__ import annotations

import functools
import io
import random
import re
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

import gradio as gr
from PIL import Image

from deltaedit import remarks
from deltaedit.bundles.manifest import BundleManifest
from deltaedit.codes import save_code
from deltaedit.crop import paste_back
from deltaedit.errors import ImageError, NoFaceError, NotUnderstoodError, PromptError, RecipeError
from deltaedit.images import SAVED_QUALITY
from deltaedit.inversion import Inversion, RefineConfig
from deltaedit.pool import EditorPool
from deltaedit.recipe import Recipe
from deltaedit.steps import EditStep
from deltaedit.ui.cache import Cache
from deltaedit.ui.jobs import Finished, Jobs
from deltaedit.ui.layout import BEFORE_AND_AFTER, SIDE_BY_SIDE, WHOLE, Layout, strengths_of
from deltaedit.ui.sentences import as_text, details_of, logger, sentence_of, status_of, warn
from deltaedit.ui.session import Photo, Session, Settings, Sharpened, crop_of, open_photo, read_photo, require
from deltaedit.ui.sweeps import Sweeps
from deltaedit.ui.upload import keep_upload

DISPLAY_PIXELS = 512
SHARPEN_SECONDS = 60.0
#: More than a minute of steps on any machine; the time ends the search.
SHARPEN_STEPS = 10_000
SEEDS = 2**31
#: In the name of a saved picture.
MOST_LETTERS = 60
#: Gradio puts the event's own in its place.
WATCHED = gr.Progress()
#: New values by component; those that are left out stay as they are.
Updates = dict[Any, Any]
Handler = TypeVar("Handler", bound=Callable[..., Updates])


def on_page(handler: Handler) -> Handler:
    """A handler of the page whose failure is a notice and leaves everything that the visitor has.

    An exception would cover every output with a bare "Error"; so the status line says what was wrong for as long as it
    stands, and nothing else changes.
    """

    @functools.wraps(handler)
    def guarded(self: Any, *args: Any, **kwargs: Any) -> Updates:
        try:
            return handler(self, *args, **kwargs)
        except Exception as error:
            return {self.layout.status: warn(error, handler.__name__)}

    return cast(Handler, guarded)


def code_bytes(inversion: Inversion, manifest: BundleManifest) -> bytes:
    """The file of a picture's code, see :func:`deltaedit.codes.save_code`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "code.safetensors")
        save_code(path, inversion, manifest)
        return path.read_bytes()


def enlarge(image: Image.Image) -> Image.Image:
    """A small picture, larger and still crisp, for the page and the download."""
    factor = max(1, DISPLAY_PIXELS // max(image.size))
    if factor == 1:
        return image
    return image.resize((image.width * factor, image.height * factor), Image.Resampling.LANCZOS)


class Handlers:
    """The handlers of a page, around the editors that all visitors share."""

    def __init__(self, layout: Layout, pool: EditorPool, cache: Cache) -> None:
        self.layout = layout
        self.pool = pool
        self.cache = cache
        self.jobs = Jobs()
        self.sweeps = Sweeps(pool)
        self._openings: dict[str, Future[Session]] = {}
        self._opening_lock = threading.Lock()
        self._opener = ThreadPoolExecutor(1)

    def opening(self, bundle: str) -> Future[Session]:
        """What the page shows of a bundle to somebody who has no picture yet: the same for everybody."""
        with self._opening_lock:
            future = self._openings.get(bundle)
            if future is None or (future.done() and future.exception() is not None):
                future = self._openings[bundle] = self._opener.submit(self._open, bundle)
            return future

    def _open(self, bundle: str) -> Session:
        editor = self.pool.get(bundle)
        pictures = editor.manifest.pictures
        if not pictures:
            return Session(bundle, editor.random(0), is_own=False)
        photo, whole = read_photo(pictures[0].file, editor.manifest)
        inversion = editor.invert(whole, crop=crop_of(photo, whole, editor.manifest))
        return Session(bundle, inversion, photo=photo, face_index=0, is_own=False, example=pictures[0].label)

    # New pictures.

    @on_page
    def upload(
        self, sent: dict[str, Any] | None, bundle: str, progress: gr.Progress = WATCHED, *settings: Any
    ) -> Updates:
        """A picture that the visitor uploaded; one that cannot be used leaves the one before."""
        layout = self.layout
        try:
            photo, whole = read_photo(keep_upload(self.cache, sent), self.pool.get(bundle).manifest)
        except ImageError as error:
            return {layout.photo: None, layout.status: warn(error, "upload")}
        try:
            session = self._cut(photo, whole, bundle, 0, progress)
        except NoFaceError as error:
            # The visitor may still want its centre; the faces shown so far are those of the last picture.
            hidden = gr.update(value=None, visible=False)
            return {layout.waiting: photo, layout.faces: hidden, layout.status: warn(error, "upload")}
        return {layout.waiting: None, **self.begin(session, Settings(*settings))}

    @on_page
    def example(self, sample: list[str], bundle: str, progress: gr.Progress = WATCHED, *settings: Any) -> Updates:
        """One of the bundle's own pictures."""
        manifest, content = self.pool.get(bundle).manifest, Path(sample[0]).read_bytes()
        photo, whole = read_photo(Path(sample[0]), manifest)
        label = next((each.label for each in manifest.pictures if each.file.read_bytes() == content), None)
        session = replace(self._cut(photo, whole, bundle, 0, progress), example=label)
        begun = self.begin(session, Settings(*settings))
        return {self.layout.photo: sample[0], self.layout.waiting: None, **begun}

    @on_page
    def first_example(self, bundle: str, *settings: Any) -> Updates:
        """The picture that the bundle opens with, in place of one that it cannot draw."""
        return {self.layout.photo: None, **self.begin(self.opening(bundle).result(), Settings(*settings))}

    @on_page
    def take_centre(
        self,
        session: Session | None,
        waiting: Photo | None,
        bundle: str,
        progress: gr.Progress = WATCHED,
        *settings: Any,
    ) -> Updates:
        """The centre of the picture that waits, or of the one at work, whatever the bundle looks for."""
        photo = waiting or (session.photo if session is not None else None)
        if photo is None:
            raise ImageError("There is no photograph to take the centre of: upload one first.")
        session = self._cut_again(photo, bundle, None, progress)
        return {self.layout.waiting: None, **self.begin(session, Settings(*settings))}

    @on_page
    def choose_face(
        self, event: gr.SelectData, session: Session | None, view: str, progress: gr.Progress = WATCHED
    ) -> Updates:
        """Another face of the same photograph; what was said of the last one goes."""
        session = require(session)
        assert session.photo is not None, "only a photograph shows faces"
        return self.begin_anew(self._cut_again(session.photo, session.bundle, int(event.index), progress), view)

    @on_page
    def random(self, bundle: str, view: str) -> Updates:
        """A made-up picture; what was said of the last one goes."""
        return self._made_up(bundle, view)

    @on_page
    def surprise(self, bundle: str, view: str) -> Updates:
        """A made-up picture with one of the suggested edits."""
        manifest = self.pool.get(bundle).manifest
        suggested = [EditStep(edit.target, edit.source) for edit in manifest.examples]
        step = random.choice(suggested) if suggested else EditStep(manifest.default_target)
        return self._made_up(bundle, view, Settings.of(step, manifest, view))

    def _made_up(self, bundle: str, view: str, settings: Settings | None = None) -> Updates:
        session = Session(bundle, self.pool.get(bundle).random(random.randrange(SEEDS)))
        return {self.layout.photo: None, self.layout.waiting: None, **self.begin_anew(session, view, settings)}

    def switch(
        self, bundle: str, session: Session | None, waiting: Photo | None, progress: gr.Progress
    ) -> tuple[Session, Updates]:
        """A visitor's session in another bundle: their own photograph where it can be used, else its opening.

        Returns:
            The session, and what else changes: a photograph without a face waits for a decision.

        Raises:
            DeltaEditError: the bundle cannot be loaded.
        """
        own = waiting or (session.photo if session is not None and session.is_own else None)
        if own is None:
            return self.opening(bundle).result(), {self.layout.waiting: None}
        photo, whole = read_photo(own.path, self.pool.get(bundle).manifest)
        try:
            return self._cut(photo, whole, bundle, 0, progress), {self.layout.waiting: None}
        except NoFaceError as error:
            faceless = {self.layout.waiting: photo, self.layout.status: warn(error, "switch")}
            return self.opening(bundle).result(), faceless

    def _cut(self, photo: Photo, whole: Image.Image, bundle: str, face: int | None, progress: gr.Progress) -> Session:
        """A session with the code of a face, or of the centre, of a photograph; a search for it shows its steps."""

        def show(step: int, steps: int, loss: float) -> None:
            progress((step, steps), desc="Looking for your picture", unit="steps")

        editor = self.pool.get(bundle)
        crop = crop_of(photo, whole, editor.manifest, face)
        return Session(bundle, editor.invert(whole, crop=crop, progress=show), photo=photo, face_index=face)

    def _cut_again(self, photo: Photo, bundle: str, face: int | None, progress: gr.Progress) -> Session:
        return self._cut(photo, open_photo(photo.path, self.pool.get(bundle).manifest), bundle, face, progress)

    def begin(self, session: Session, settings: Settings) -> Updates:
        """A new picture, edited by the settings as they stand."""
        layout, manifest = self.layout, self.pool.get(session.bundle).manifest
        # What cannot be drawn is not edited before the visitor says so; where it is put back, it can be made liker.
        unlike = not manifest.paste_back and not remarks.is_like(manifest, session.inversion)
        edited = {layout.status: ""} if unlike else self.edited(session, settings)
        if layout.session not in edited:
            # The picture is good even where the words are not.
            edited |= {
                layout.session: session,
                layout.edit_id: session.edit_id,
                **self._shown(session, session.start.image, settings.view),
                **self.stack_of(session),
                layout.details: details_of(self.pool.get(session.bundle), session),
            }
        said = as_text(remarks.of_likeness(manifest, session.inversion)) if unlike else ""
        edited |= {layout.unlike: gr.update(visible=unlike), layout.unlike_text: said}
        faces = session.photo.thumbnails() if session.photo is not None else []
        gallery = gr.update(
            value=[self._file(face) for face in faces], visible=len(faces) > 1, selected_index=session.face_index
        )
        return {layout.original: self._file(enlarge(session.inversion.image)), layout.faces: gallery, **edited}

    def begin_anew(self, session: Session, view: str, settings: Settings | None = None) -> Updates:
        """A new picture with new settings, by default those that its bundle opens with."""
        layout = self.layout
        settings = settings or Settings.opening(self.pool.get(session.bundle).manifest, view)
        controls = {
            layout.source: settings.source,
            layout.target: settings.target,
            layout.threshold: settings.threshold,
            layout.strength: settings.strength,
        }
        return {**controls, **self.begin(session, settings)}

    # Edits of the picture at work.

    @on_page
    def apply_words(self, session: Session | None, *settings: Any) -> Updates:
        """The edit that the words ask for, as they stand."""
        words = Settings(*settings)
        return self._reworded(require(session).at_strength(words.strength), words)

    @on_page
    def take_words(
        self, sample: list[str], session: Session | None, threshold: float, strength: float, view: str
    ) -> Updates:
        """A suggested pair of words."""
        source, target = sample
        session = require(session).at_strength(strength)
        edited = self._reworded(session, Settings(source, target, threshold, strength, view))
        return {self.layout.source: source, self.layout.target: target, **edited}

    def _reworded(self, session: Session, settings: Settings) -> Updates:
        """The edit; new words begin with the whole of it."""
        before, asked = session.step, settings.step(self.pool.get(session.bundle).manifest)
        if before is None or (before.source, before.target) != (asked.source, asked.target):
            settings = replace(settings, strength=1.0)
        edited = self.edited(session, settings)
        return edited | {self.layout.strength: settings.strength} if self.layout.session in edited else edited

    def edited(self, session: Session, settings: Settings) -> Updates:
        """The edit, or why there is none and which words work; the picture then stays."""
        layout, editor = self.layout, self.pool.get(session.bundle)
        try:
            direction = editor.direction(session.start, settings.source, settings.target, settings.threshold)
        except PromptError as error:
            works = error.suggestions if isinstance(error, NotUnderstoodError) else ()
            hints = layout.hints_for(editor.manifest, works)
            return {layout.status: warn(error, "apply_words"), layout.hints: hints}
        session = replace(session, direction=direction, step=settings.step(editor.manifest))
        image = self._drawn(session, settings.strength)
        session = session.remembering(image)
        return {
            layout.session: session,
            layout.edit_id: session.edit_id,
            **self._shown(session, image, settings.view),
            **self.stack_of(session),
            layout.status: status_of(editor, session),
            layout.details: details_of(editor, session),
            layout.hints: layout.hints_for(editor.manifest, direction.suggestions),
            layout.unlike: gr.update(visible=False),
        }

    def unedited(self, session: Session, view: str) -> Updates:
        """The picture as the kept edits left it, with no edit at work."""
        layout = self.layout
        session = replace(session, direction=None, step=None).remembering(session.start.image)
        return {
            layout.session: session,
            layout.edit_id: session.edit_id,
            layout.strength: 1.0,
            **self._shown(session, session.start.image, view),
            **self.stack_of(session),
            layout.hints: gr.update(visible=False),
        }

    def stacked(self, session: Session, steps: Sequence[EditStep]) -> Session:
        """The session with these edits below the one at work, which is to be found anew.

        Raises:
            DeltaEditError: the words of a step mean nothing to the bundle, or a number cannot be used.
        """
        editor, kept, left = self.pool.get(session.bundle), None, None
        if steps:
            kept = editor.stack(session.inversion, steps, session.kept)
            left = editor.after(kept)
        return replace(session, kept=kept, left=left, direction=None)

    def stack_of(self, session: Session) -> Updates:
        """What stands about the kept edits, about what was tried, and about the link to it."""
        neutral = self.pool.get(session.bundle).manifest.neutral
        thumbnails = [str(self.cache.write(moment.thumbnail, "image.png")) for moment in session.moments]
        return {**self.layout.stack_of(session, neutral, thumbnails), self.layout.link: self.link(session)}

    def link(self, session: Session) -> str:
        """What stands behind the page's address to reopen the edits; empty where no link can."""
        try:
            manifest = self.pool.get(session.bundle).manifest
            return Recipe.of(manifest, session.inversion, session.steps, session.example).to_query()
        except RecipeError:
            return ""

    @on_page
    def strength(self, session: Session | None, strength: float, view: str) -> Updates:
        """The edit at a new strength; nothing but the synthesis runs."""
        session = require(session)
        link = self.link(session.at_strength(strength))
        return {**self._at_strength(session, strength, view), self.layout.link: link}

    def sweep(self, session: Session | None) -> Updates:
        """The edit at all strengths, for the browser to draw from; without it every strength is asked for here."""
        if session is None or session.direction is None:
            return {self.layout.sheet: None}
        try:
            return {self.layout.sheet: self.sweeps.sheet(session)}
        except Exception as error:
            # Nothing that the visitor asked for is missing, so the log alone is told.
            logger.warning("no sweep of an edit: %s", sentence_of(error, "sweep"))
            slider = strengths_of(self.pool.get(session.bundle).manifest)
            return {self.layout.sheet: {"edit": session.edit_id, "slider": slider}}

    @on_page
    def save_animation(self, session: Session | None) -> Updates:
        """The edit growing and going back, as files."""
        files = self.sweeps.animations(require(session))
        return self._offered(files, "The animation is ready as a WebP and as a GIF.")

    @on_page
    def choose_view(self, session: Session | None, strength: float, view: str) -> Updates:
        """Show one view, and what belongs into it."""
        layout = self.layout
        views = {SIDE_BY_SIDE: layout.pair, BEFORE_AND_AFTER: layout.compared, WHOLE: layout.whole}
        seen = {part: gr.update(visible=name == view) for name, part in views.items()}
        shown = self._at_strength(require(session), strength, view)
        return {**seen, **{part: gr.update(value=value, visible=True) for part, value in shown.items()}}

    def _drawn(self, session: Session, strength: float) -> Image.Image:
        if session.direction is None:
            return session.start.image
        return self.pool.get(session.bundle).render(session.start, session.direction.delta_s, strength)

    def _at_strength(self, session: Session, strength: float, view: str) -> Updates:
        return self._shown(session, self._drawn(session, strength), view)

    def _shown(self, session: Session, image: Image.Image, view: str) -> Updates:
        """What the view that is seen gets; the others are left alone."""
        layout = self.layout
        if view == BEFORE_AND_AFTER:
            before_and_after = (session.inversion.image, image)
            return {layout.compared: tuple(self._file(enlarge(one)) for one in before_and_after)}
        if view != WHOLE:
            return {layout.edited: self._file(enlarge(image))}
        if session.photo is None or session.inversion.crop is None:
            return {layout.whole: self._file(enlarge(image))}
        crop = session.inversion.crop.scaled(session.photo.scale)
        return {layout.whole: self._file(paste_back(session.photo.preview, image, crop))}

    def _file(self, image: Image.Image) -> str:
        return str(self.cache.write_png(image))

    def _offered(self, files: Mapping[str, bytes], said: str) -> Updates:
        """Files to save, by name, and what is said of them."""
        paths = [str(self.cache.write(content, name)) for name, content in files.items()]
        return {self.layout.saved: gr.update(value=paths, visible=True), self.layout.status: said}

    @on_page
    def save_whole(self, session: Session | None, strength: float) -> Updates:
        """The edit in the whole photograph, at its own resolution."""
        session = require(session)
        if session.photo is None:
            raise ImageError("This picture is not a part of a photograph; save it from the picture itself.")
        editor, content = self.pool.get(session.bundle), io.BytesIO()
        photograph = open_photo(session.photo.path, editor.manifest)
        whole = editor.paste(photograph, session.inversion, self._drawn(session, strength))
        whole.save(content, "JPEG", quality=SAVED_QUALITY)
        return self._offered({"edited.jpg": content.getvalue()}, f"Ready at {whole.width} x {whole.height} pixels.")

    @on_page
    def save_edit(self, session: Session | None, strength: float) -> Updates:
        """The picture at the generator's own size, named for what it is and carrying its recipe, and the recipe."""
        session = require(session).at_strength(strength)
        editor, content = self.pool.get(session.bundle), io.BytesIO()
        recipe = None
        if session.steps:
            recipe = Recipe.of(editor.manifest, session.inversion, session.steps, session.example)
        # One that needs a code is of no use without it.
        carried = None if recipe is None or recipe.needs_code else recipe
        self._drawn(session, strength).save(content, "PNG", **({} if carried is None else {"exif": carried.to_exif()}))
        stem = re.sub(r"[^a-z0-9]+", "-", "-".join(step.target for step in session.steps if step.enabled).lower())
        stem = f"{stem[:MOST_LETTERS].strip('-') or 'edit'}-{strength:g}"
        files, said = {f"{stem}.png": content.getvalue()}, "Ready: the picture."
        if recipe is not None:
            files[f"{stem}.json"] = recipe.to_json().encode()
            said = "Ready: the picture, and a recipe that makes it again (python -m deltaedit edit --recipe)."
        if recipe is not None and recipe.needs_code:
            files[f"{stem}.safetensors"] = code_bytes(session.inversion, editor.manifest)
            said = "Ready: the picture, a recipe that makes it again, and the code that it needs (--recipe, --code)."
        return self._offered(files, said)

    # A sharper likeness.

    def sharpen(self, session: Session | None, request: gr.Request) -> Iterator[Updates]:
        """A sharper likeness by optimisation, shown step by step; :meth:`keep_sharpened` follows."""
        layout, sharpened, said = self.layout, None, "Stopped before it began."
        try:
            session = require(session)
            editor, inversion, began = self.pool.get(session.bundle), session.inversion, time.monotonic()

            def work(report: Callable[[int], None], should_stop: Callable[[], bool]) -> Inversion:
                config = RefineConfig(steps=SHARPEN_STEPS, seconds=SHARPEN_SECONDS)
                return editor.sharpen(
                    inversion, config, progress=lambda step, steps, loss: report(step), should_stop=should_stop
                )

            begun = {layout.sharpen: gr.update(visible=False), layout.stop_sharpen: gr.update(visible=True)}
            yield {**begun, layout.sharpened: None, layout.status: "Sharpening the likeness ..."}
            for news in self.jobs.run(f"sharpen {request.session_hash}", work):
                if isinstance(news, Finished):
                    sharpened = Sharpened(inversion, news.result)
                    said = status_of(editor, session)
                else:
                    spent = time.monotonic() - began
                    step = f"Sharpening the likeness: step {news}, {spent:.0f} of {SHARPEN_SECONDS:.0f} s."
                    yield {layout.status: step}
        except Exception as error:
            said = warn(error, "sharpen")
        over = {layout.sharpen: gr.update(visible=True), layout.stop_sharpen: gr.update(visible=False)}
        yield {**over, layout.sharpened: sharpened, layout.status: said}

    @on_page
    def keep_sharpened(self, session: Session | None, sharpened: Sharpened | None, *settings: Any) -> Updates:
        """Put the sharper likeness in its place, with the words of now, unless there is another picture by now."""
        if session is None or sharpened is None:
            return self.layout.unchanged
        if session.inversion is not sharpened.before:
            # The status line still tells of the other picture.
            return {self.layout.status: status_of(self.pool.get(session.bundle), session)}
        sharper = replace(session, inversion=sharpened.after, kept=None, example=None)
        return self.begin(self.stacked(sharper, session.kept_steps), Settings(*settings))

    def stop_sharpening(self, request: gr.Request) -> None:
        """The best code until now is kept."""
        self.jobs.stop(f"sharpen {request.session_hash}")

    def leave_picture(self, request: gr.Request) -> Any:
        """Another picture comes: what was made of the last one, or is being made, goes."""
        self.stop_sharpening(request)
        return gr.update(visible=False, value=None)
