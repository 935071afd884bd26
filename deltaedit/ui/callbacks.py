"""What happens when a visitor does something. Each visitor's inversion and direction live in their own session."""

from __future__ import annotations

import functools
import html
import logging
import random
import re
import threading
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

import gradio as gr
from PIL import Image

from deltaedit.alignment import Crop, paste_back
from deltaedit.editor import DeltaEditor
from deltaedit.errors import (
    BundleError,
    DeltaEditError,
    ImageError,
    NoFaceError,
    NotUnderstoodError,
    PromptError,
    listed,
)
from deltaedit.images import SAVED_QUALITY, open_image
from deltaedit.inversion import Inversion, RefineConfig
from deltaedit.numbers import finite_number
from deltaedit.pool import EditorPool
from deltaedit.ui.cache import Cache
from deltaedit.ui.jobs import Finished, Jobs
from deltaedit.ui.session import Photo, Session, crop_of, longest_of, open_photo, read_photo, started
from deltaedit.ui.upload import NO_PICTURE, keep_upload, read_upload

SIDE_BY_SIDE, BEFORE_AND_AFTER, WHOLE = "Side by side", "Before and after", "Whole photograph"
DISPLAY_PIXELS = 512
SHARPEN_SECONDS = 60.0
#: More than a minute of steps on any machine; the time ends the search.
SHARPEN_STEPS = 10_000
SEEDS = 2**31
MOST_FACES = 1000
#: Buttons for what works, where the words mean nothing.
HINTS = 3
#: What Markdown takes for more than a character.
MARKUP = re.compile(r"[\\`*_~#|$!\[\]]")
#: Gradio puts the event's own in its place.
WATCHED = gr.Progress()
logger = logging.getLogger("deltaedit.ui")
Handler = TypeVar("Handler", bound=Callable[..., Any])


def views_of(pastes_back: bool) -> list[str]:
    """The ways to look at an edit."""
    return [SIDE_BY_SIDE, BEFORE_AND_AFTER, *([WHOLE] if pastes_back else [])]


def as_text(text: str) -> str:
    """A text that may quote what somebody typed, such that neither HTML nor Markdown finds markup in it."""
    return MARKUP.sub(lambda mark: f"&#{ord(mark[0])};", html.escape(text, quote=False))


def sentence_of(error: Exception, where: str) -> str:
    """What to tell the visitor, as plain text."""
    if isinstance(error, DeltaEditError):
        return str(error)
    logger.error("unexpected failure in %s", where, exc_info=error)
    return "Something went wrong on our side; please try again."


def warned(error: Exception, where: str) -> str:
    """Show what went wrong as a notice; returns the sentence, safe as Markdown."""
    sentence = as_text(sentence_of(error, where))
    gr.Warning(sentence, title="That did not work", duration=8)
    return sentence


def on_page(outputs: int, *, clear_first: bool = False, has_status: bool = True) -> Callable[[Handler], Handler]:
    """A handler of the page whose failure is a notice and leaves everything that the visitor has.

    An exception would cover every output with a bare "Error"; so the outputs are skipped, and the status line says
    what was wrong for as long as it stands.

    Args:
        outputs: how many the handler has.
        clear_first: empty the first output, which holds the file that could not be used.
        has_status: the last output is the status line.
    """

    def decorate(handler: Handler) -> Handler:
        @functools.wraps(handler)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            try:
                return handler(*args, **kwargs)
            except Exception as error:
                sentence = warned(error, handler.__name__)
                untouched: list[Any] = [gr.skip()] * outputs
                if clear_first:
                    untouched[0] = None
                if has_status:
                    untouched[-1] = sentence
                return tuple(untouched)

        return cast(Handler, guarded)

    return decorate


def on_api(handler: Handler) -> Handler:
    """A handler of the API whose failure reaches the caller as a sentence."""

    @functools.wraps(handler)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return handler(*args, **kwargs)
        except Exception as error:
            sentence = html.escape(sentence_of(error, handler.__name__), quote=False)
            raise gr.Error(sentence, duration=8, print_exception=False) from error

    return cast(Handler, guarded)


def enlarge(image: Image.Image) -> Image.Image:
    """A small picture, larger and still crisp, for the page and the download."""
    factor = max(1, DISPLAY_PIXELS // max(image.size))
    if factor == 1:
        return image
    return image.resize((image.width * factor, image.height * factor), Image.Resampling.LANCZOS)


@dataclass(frozen=True)
class Sharpened:
    """What came of sharpening a likeness.

    Attributes:
        before: whose likeness it was.
        after: the same picture, nearer.
    """

    before: Inversion
    after: Inversion

    def __deepcopy__(self, memo: dict[int, Any]) -> Sharpened:
        return self


def invert(editor: DeltaEditor, whole: Image.Image, crop: Crop, progress: gr.Progress) -> Inversion:
    """A crop of a photograph to its code; where that takes a search, the page shows its steps."""

    def tell(step: int, steps: int, loss: float) -> None:
        progress((step, steps), desc="Looking for your picture", unit="steps")

    return editor.invert(whole, crop=crop, progress=tell)


class Callbacks:
    """The handlers of a page, around the editors that all visitors share."""

    def __init__(self, pool: EditorPool, cache: Cache, first: str, offered: Collection[str]) -> None:
        """Begin.

        Args:
            cache: the folder with the uploads.
            offered: the bundles that may be asked for.
            first: name or folder of the bundle that the page opens with; its first picture is inverted at once, so
                that the first visitor does not wait for it.
        """
        self.pool = pool
        self.cache = cache
        self.offered = offered
        self.jobs = Jobs()
        self._openings: dict[str, Future[Session]] = {}
        self._opening_lock = threading.Lock()
        self._opener = ThreadPoolExecutor(1)
        self.opening(first)

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
            return Session(bundle, editor.random(0), chosen=False)
        photo, whole = read_photo(pictures[0].file, editor.manifest)
        inversion = editor.invert(whole, crop=crop_of(photo, whole, editor.manifest))
        return Session(bundle, inversion, photo=photo, chosen=False)

    @on_page(9, clear_first=True)
    def upload(
        self, sent: dict[str, Any] | None, bundle: str, progress: gr.Progress = WATCHED, *words: Any
    ) -> tuple[Any, ...]:
        """Invert an uploaded picture and edit it; taking the picture away changes nothing.

        (the upload itself, a picture without a face that waits for a decision, then what every new picture changes)
        """
        if sent is None:
            return (gr.skip(),) * 9
        editor = self.pool.get(bundle)
        photo, whole = read_photo(keep_upload(self.cache, sent), editor.manifest)
        try:
            crop = crop_of(photo, whole, editor.manifest)
        except NoFaceError as error:
            # The visitor may still want its centre; the faces of the last one are none of this one's.
            skipped = gr.skip()
            hidden = gr.update(value=None, visible=False)
            return skipped, photo, skipped, skipped, hidden, *(skipped,) * 3, warned(error, "upload")
        return gr.skip(), None, *self.begin(Session(bundle, invert(editor, whole, crop, progress), photo=photo), *words)

    @on_page(8)
    def take_centre(
        self,
        session: Session | None,
        waiting: Photo | None,
        bundle: str,
        progress: gr.Progress = WATCHED,
        *words: Any,
    ) -> tuple[Any, ...]:
        """The centre of the picture that waits, or of the one at work, whatever the bundle looks for."""
        photo = waiting or (session.photo if session is not None else None)
        if photo is None:
            raise ImageError("There is no photograph to take the centre of: upload one first.")
        return None, *self.begin(self._cut_anew(photo, bundle, None, progress), *words)

    @on_page(7)
    def choose_face(
        self, event: gr.SelectData, session: Session | None, progress: gr.Progress = WATCHED, *words: Any
    ) -> tuple[Any, ...]:
        """Another face of the same photograph."""
        session = started(session)
        if session.photo is None:
            raise ImageError(NO_PICTURE)
        return self.begin(self._cut_anew(session.photo, session.bundle, int(event.index), progress), *words)

    def _cut_anew(self, photo: Photo, bundle: str, face: int | None, progress: gr.Progress) -> Session:
        editor = self.pool.get(bundle)
        whole = open_photo(photo.path, editor.manifest)
        crop = crop_of(photo, whole, editor.manifest, face)
        return Session(bundle, invert(editor, whole, crop, progress), photo=photo)

    @on_page(7)
    def random(self, bundle: str, *words: Any) -> tuple[Any, ...]:
        """A made-up picture."""
        return self.begin(Session(bundle, self.pool.get(bundle).random(random.randrange(SEEDS))), *words)

    def switch(
        self, bundle: str, session: Session | None, waiting: Photo | None, progress: gr.Progress
    ) -> tuple[Session, Photo | None]:
        """A visitor's session in another bundle: their own photograph where it can be used, else its opening.

        Returns:
            The session, and the photograph where it is one without a face, which waits for a decision.

        Raises:
            DeltaEditError: the bundle cannot be loaded.
        """
        editor = self.pool.get(bundle)
        own = waiting or (session.photo if session is not None and session.chosen else None)
        if own is None:
            return self.opening(bundle).result(), None
        photo, whole = read_photo(own.path, editor.manifest)
        try:
            crop = crop_of(photo, whole, editor.manifest)
        except NoFaceError:
            return self.opening(bundle).result(), photo
        return Session(bundle, invert(editor, whole, crop, progress), photo=photo), None

    def begin(
        self, session: Session, source: str, target: str, threshold: float, strength: float, view: str
    ) -> tuple[Any, ...]:
        """(session, original, faces, edited, before and after, whole, status) of a new picture."""
        try:
            session, *pictures, status = self._edited(session, source, target, threshold, strength, view)
        except PromptError as error:
            # The picture is good even where the words are not.
            pictures, status = list(self._shown(session, session.inversion.image, view)), as_text(str(error))
        faces = session.photo.thumbnails() if session.photo is not None else []
        gallery = gr.update(value=faces, visible=len(faces) > 1, selected_index=None)
        return session, enlarge(session.inversion.image), gallery, *pictures, status

    @on_page(5)
    def apply_words(self, session: Session | None, *words: Any) -> tuple[Any, ...]:
        """(session, edited, before and after, whole, status) for the words as they stand."""
        return self._edited(started(session), *words)

    def _edited(
        self, session: Session, source: str, target: str, threshold: float | None, strength: float, view: str
    ) -> tuple[Any, ...]:
        editor = self.pool.get(session.bundle)
        direction = editor.direction(session.inversion, source, target, threshold, lower_if_empty=True)
        session = replace(session, direction=direction)
        return session, *self._at_strength(session, strength, view), status_of(editor, session)

    @on_page(HINTS, has_status=False)
    def hints(self, bundle: str, source: str, target: str) -> tuple[Any, ...]:
        """Buttons with what works, where the words mean nothing to the bundle; hidden elsewhere."""
        works: tuple[str, ...] = ()
        # What else is wrong with the words was said by the edit.
        with suppress(PromptError):
            try:
                self.pool.get(bundle).understand(source, target)
            except NotUnderstoodError as error:
                works = error.suggestions
        texts = [*works[:HINTS], *[""] * (HINTS - len(works))]
        return tuple(gr.update(value=text, visible=bool(text)) for text in texts)

    @on_page(2, has_status=False)
    def take_hint(self, bundle: str, text: str) -> tuple[Any, ...]:
        """(source, target) of a suggestion."""
        return self.pool.get(bundle).manifest.neutral, text

    @on_page(3, has_status=False)
    def strength(self, session: Session | None, strength: float, view: str) -> tuple[Any, ...]:
        """(edited, before and after, whole) at a new strength; nothing but the synthesis runs."""
        return self._at_strength(started(session), strength, view)

    def _drawn(self, session: Session, strength: float) -> Image.Image:
        if session.direction is None:
            return session.inversion.image
        return self.pool.get(session.bundle).render(session.inversion, session.direction.delta_s, strength)

    def _at_strength(self, session: Session, strength: float, view: str) -> tuple[Any, Any, Any]:
        return self._shown(session, self._drawn(session, strength), view)

    def _shown(self, session: Session, image: Image.Image, view: str) -> tuple[Any, Any, Any]:
        """What the three views get. Those that are not seen are left alone."""
        if view == BEFORE_AND_AFTER:
            return gr.skip(), (enlarge(session.inversion.image), enlarge(image)), gr.skip()
        if view != WHOLE:
            return enlarge(image), gr.skip(), gr.skip()
        if session.photo is None or session.inversion.crop is None:
            return gr.skip(), gr.skip(), enlarge(image)
        crop = session.inversion.crop.scaled(session.photo.scale)
        return gr.skip(), gr.skip(), paste_back(session.photo.preview, image, crop)

    @on_page(4, has_status=False)
    def choose_view(self, session: Session | None, strength: float, view: str) -> tuple[Any, ...]:
        """(pair, edited, before and after, whole): show one view, and what belongs into it."""
        edited, compared, whole = self._at_strength(started(session), strength, view)

        def seen(value: Any, name: str) -> Any:
            return gr.update(visible=True, value=value) if view == name else gr.update(visible=False)

        return gr.update(visible=view == SIDE_BY_SIDE), edited, seen(compared, BEFORE_AND_AFTER), seen(whole, WHOLE)

    def save_whole(self, session: Session | None, strength: float) -> Iterator[tuple[Any, ...]]:
        """(file, status): the edit in the whole photograph, at its own resolution."""
        try:
            session = started(session)
            if session.photo is None:
                raise ImageError("This picture is not a part of a photograph; save it from the picture itself.")
            editor = self.pool.get(session.bundle)
            whole = editor.paste(
                open_photo(session.photo.path, editor.manifest), session.inversion, self._drawn(session, strength)
            )
            path = self.cache.new_folder() / "edited.jpg"
            whole.save(path, quality=SAVED_QUALITY)
            yield gr.update(value=str(path), visible=True), f"Ready at {whole.width} x {whole.height} pixels."
        except Exception as error:
            yield gr.skip(), warned(error, "save_whole")

    def sharpen(self, session: Session | None, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """A sharper likeness by optimisation: (its button, the one that stops it, what came of it, status)."""
        idle = (gr.update(visible=True), gr.update(visible=False))
        try:
            session = started(session)
            editor, began = self.pool.get(session.bundle), time.monotonic()
            inversion, sharpened = session.inversion, None

            def work(tell: Callable[[int], None], should_stop: Callable[[], bool]) -> Inversion:
                config = RefineConfig(steps=SHARPEN_STEPS, seconds=SHARPEN_SECONDS)
                return editor.sharpen(
                    inversion, config, progress=lambda step, steps, loss: tell(step), should_stop=should_stop
                )

            yield gr.update(visible=False), gr.update(visible=True), None, "Sharpening the likeness ..."
            for news in self.jobs.run(f"sharpen {request.session_hash}", work):
                if isinstance(news, Finished):
                    sharpened = Sharpened(inversion, news.result)
                else:
                    spent = time.monotonic() - began
                    said = f"Sharpening the likeness: step {news}, {spent:.0f} of {SHARPEN_SECONDS:.0f} s."
                    yield *(gr.skip(),) * 3, said
            yield *idle, sharpened, gr.skip() if sharpened is not None else "Stopped before it began."
        except Exception as error:
            yield *idle, None, warned(error, "sharpen")

    @on_page(7)
    def keep_sharpened(self, session: Session | None, sharpened: Sharpened | None, *words: Any) -> tuple[Any, ...]:
        """Put the sharper likeness in its place, with the words of now, unless there is another picture by now."""
        if session is None or sharpened is None:
            return (gr.skip(),) * 7
        if session.inversion is not sharpened.before:
            # The status line still tells of the other picture.
            return *(gr.skip(),) * 6, status_of(self.pool.get(session.bundle), session)
        return self.begin(replace(session, inversion=sharpened.after, direction=None), *words)

    def leave_picture(self, request: gr.Request) -> Any:
        """Another picture comes: what was made of the last one, or is being made, goes."""
        self.stop_sharpening(request)
        return gr.update(visible=False, value=None)

    def stop_sharpening(self, request: gr.Request) -> None:
        """The best code until now is kept."""
        self.jobs.stop(f"sharpen {request.session_hash}")

    @on_api
    def api_invert(self, image: dict[str, Any] | None, bundle: str) -> tuple[Image.Image, str]:
        """A picture to its reconstruction and the likeness in words."""
        editor = self.pool.get(bundle)
        inversion = editor.invert(open_image(read_upload(self.cache, image), longest_of(editor.manifest)))
        return inversion.image, status_of(editor, Session(bundle, inversion))

    @on_api
    def api_understand(self, bundle: str, source: str, target: str) -> str:
        """What the words mean to a bundle, as a sentence; an error with what works where they mean nothing to it."""
        if bundle not in self.offered:
            raise BundleError(f"There is no bundle '{bundle}' on this page; there is {listed(self.offered)}.")
        words = self.pool.get(bundle).understand(source or None, target)
        left_out = (
            f"; left out, since it means nothing to this bundle: {listed(words.unknown)}" if words.unknown else ""
        )
        return f"{words.reading.sentence}{left_out}."

    @on_api
    def api_edit(
        self,
        image: dict[str, Any] | None,
        bundle: str,
        source: str,
        target: str,
        strength: float = 1.0,
        threshold: float | None = None,
        face: float = 0,
        whole: bool = False,
    ) -> Image.Image:
        """A picture, two texts and a strength to the edited picture; keeps nothing."""
        if bundle not in self.offered:
            raise BundleError(f"There is no bundle '{bundle}' on this page; there is {listed(self.offered)}.")
        editor = self.pool.get(bundle)
        manifest = editor.manifest
        if not isinstance(strength, (int, float)) or not manifest.strength_min <= strength <= manifest.strength_max:
            raise PromptError(
                f"The strength must be a number from {manifest.strength_min:g} to {manifest.strength_max:g}, "
                f"not '{strength}'."
            )
        if not isinstance(face, (int, float)) or face != face or not -1 <= face < MOST_FACES:
            raise ImageError(
                f"The face must be a number from 0, the largest, on, or -1 for the centre of the picture, not '{face}'."
            )
        if threshold is not None:
            finite_number(threshold, "threshold", minimum=0.0)
        editor.understand(source or None, target)
        # Only now: what cannot succeed is refused before a picture is decoded for it.
        picture = open_image(read_upload(self.cache, image), longest_of(editor.manifest))
        inversion = editor.invert(picture, which=max(0, int(face)), alignment="centre" if face < 0 else None)
        edited = editor.edit(inversion, source or None, target, strength, threshold).image
        return editor.paste(picture, inversion, edited) if whole else edited


def status_of(editor: DeltaEditor, session: Session) -> str:
    """What there is to know about the picture and the edit, safe as HTML."""
    manifest, inversion, direction = editor.manifest, session.inversion, session.direction
    parts = []
    if inversion.psnr is not None and inversion.psnr < manifest.likeness_min:
        if manifest.paste_back:
            parts.append(
                f"The reconstruction is far from your picture (likeness {inversion.psnr:.1f} dB); 'Sharper likeness' "
                "brings it nearer."
            )
        else:
            parts.append(
                f"The {manifest.name} bundle cannot draw this picture, so you see the nearest that it can (likeness "
                f"{inversion.psnr:.1f} dB). {manifest.description} Photographs need a bundle made for them: "
                "choose one in the list above."
            )
    elif inversion.psnr is not None:
        similar = "" if inversion.clip_similarity is None else f", {inversion.clip_similarity:.2f} in CLIP's eyes"
        parts.append(f"Likeness of the reconstruction to your picture: {inversion.psnr:.1f} dB{similar}.")
    if direction is not None:
        if direction.present:
            parts.append(f"This picture is '{direction.target}' already, as far as CLIP sees: little will change.")
        parts.append(f"{direction.kept} of {direction.delta_s.shape[1]} style channels edited by {editor.method}.")
        if direction.threshold < direction.asked_threshold:
            parts.append(
                f"None reaches the threshold {direction.asked_threshold:g} for these words, so the most relevant "
                f"ones are edited (threshold {direction.threshold:.3f})."
            )
        parts.insert(0, f"{direction.understood[:1].upper()}{direction.understood[1:]}.")
        if direction.unknown:
            hint = editor.clip.spelling_hint(" ".join(direction.unknown))
            parts.insert(1, f"Left out, since it means nothing to this bundle: {listed(direction.unknown)}.{hint}")
    return as_text(" ".join(parts))
