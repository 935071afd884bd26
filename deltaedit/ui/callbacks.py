"""What happens when a visitor does something. Each visitor's inversion and direction live in their own session."""

from __future__ import annotations

import base64
import binascii
import functools
import html
import logging
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import gradio as gr
from PIL import Image

from deltaedit.editor import DeltaEditor, Direction
from deltaedit.errors import DeltaEditError, ImageError, PromptError, listed
from deltaedit.images import MAX_BYTES, open_image
from deltaedit.inversion import Inversion

SIDE_BY_SIDE, BEFORE_AND_AFTER = "Side by side", "Before and after"
VIEWS = (SIDE_BY_SIDE, BEFORE_AND_AFTER)
DISPLAY_PIXELS = 512
NO_PICTURE = "There is no picture yet: upload one, choose an example or take a random one."
SEEDS = 2**31
logger = logging.getLogger("deltaedit.ui")
Handler = TypeVar("Handler", bound=Callable[..., Any])


@dataclass(frozen=True)
class Session:
    """What belongs to one visitor: the picture as the generator knows it, and the edit at work."""

    inversion: Inversion
    direction: Direction | None = None

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


def sentence_of(error: Exception, where: str) -> str:
    """What to tell the visitor, safe as HTML: messages may quote what was typed, and toasts render markup."""
    if isinstance(error, DeltaEditError):
        return html.escape(str(error))
    logger.error("unexpected failure in %s", where, exc_info=error)
    return "Something went wrong on our side; please try again."


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
                sentence = sentence_of(error, handler.__name__)
                gr.Warning(sentence, title="That did not work", duration=8)
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
            sentence = sentence_of(error, handler.__name__)
            raise gr.Error(sentence, duration=8, print_exception=False) from error

    return cast(Handler, guarded)


def enlarge(image: Image.Image) -> Image.Image:
    """A small picture, larger and still crisp, for the page and the download."""
    factor = max(1, DISPLAY_PIXELS // max(image.size))
    if factor == 1:
        return image
    return image.resize((image.width * factor, image.height * factor), Image.Resampling.LANCZOS)


def shown(inversion: Inversion, image: Image.Image, view: str) -> tuple[Any, Any]:
    """What the two views get: (edited picture, before and after). The one that is not seen is left alone."""
    if view == BEFORE_AND_AFTER:
        return gr.skip(), (enlarge(inversion.image), enlarge(image))
    return enlarge(image), gr.skip()


def read_upload(source: str | None) -> Image.Image:
    """Decode an upload: a path, or a base64 data URL from the API.

    Raises:
        ImageError: nothing was given, or it cannot be read.
    """
    if not source:
        raise ImageError(NO_PICTURE)
    if source.startswith("data:"):
        encoded = source.partition(",")[2]
        if len(encoded) > MAX_BYTES * 2:
            raise ImageError(f"This picture is too large; at most {MAX_BYTES // 10**6} MB are read.")
        try:
            return open_image(base64.b64decode(encoded, validate=True))
        except binascii.Error as error:
            raise ImageError("This data URL is not valid base64; send the bytes of a PNG or JPEG.") from error
    return open_image(source)


class Callbacks:
    """The handlers of a page, around one editor that all visitors share."""

    def __init__(self, editor: DeltaEditor) -> None:
        self.editor = editor
        # Begun at once, so that the first visitor does not wait for it.
        self._first = ThreadPoolExecutor(1).submit(self._invert_first)

    def _invert_first(self) -> Inversion:
        pictures = self.editor.manifest.pictures
        return self.editor.invert(open_image(pictures[0].path)) if pictures else self.editor.random(0)

    @on_page(5)
    def open_first(self, *words: Any) -> tuple[Any, ...]:
        """The page opens with the first example, already edited."""
        return self._begin(self._first.result(), *words)

    @on_page(6, clear_first=True)
    def upload(self, path: str | None, *words: Any) -> tuple[Any, ...]:
        """Invert an uploaded picture and edit it; taking the picture away changes nothing."""
        if path is None:
            return (gr.skip(),) * 6
        return gr.skip(), *self._begin(self.editor.invert(read_upload(path)), *words)

    @on_page(5)
    def random(self, *words: Any) -> tuple[Any, ...]:
        """A made-up portrait."""
        return self._begin(self.editor.random(random.randrange(SEEDS)), *words)

    def _begin(
        self, inversion: Inversion, source: str, target: str, threshold: float, strength: float, view: str
    ) -> tuple[Any, ...]:
        """(session, original, edited, before and after, status) of a new picture."""
        session = Session(inversion)
        try:
            session, *pictures, status = self._edited(session, source, target, threshold, strength, view)
        except PromptError as error:
            # The picture is good even where the words are not.
            pictures, status = list(shown(inversion, inversion.image, view)), html.escape(str(error))
        return session, enlarge(inversion.image), *pictures, status

    @on_page(4)
    def apply_words(self, session: Session | None, *words: Any) -> tuple[Any, ...]:
        """(session, edited, before and after, status) for the words as they stand."""
        return self._edited(started(session), *words)

    def _edited(
        self, session: Session, source: str, target: str, threshold: float | None, strength: float, view: str
    ) -> tuple[Any, ...]:
        direction = self.editor.direction(session.inversion, source, target, threshold, lower_if_empty=True)
        session = Session(session.inversion, direction)
        return session, *self._at_strength(session, strength, view), self._status(session)

    def _status(self, session: Session) -> str:
        """What there is to know about the picture and the edit, safe as HTML."""
        manifest, likeness, direction = self.editor.manifest, session.inversion.psnr, session.direction
        parts = []
        if likeness is not None and likeness < manifest.likeness_min:
            parts.append(
                f"The {manifest.name} bundle cannot draw this picture, so you see the nearest that it can (likeness "
                f"{likeness:.1f} dB). {manifest.description} Photographs need a bundle made for them, such as ffhq: "
                "start the app with --bundle and its name or folder."
            )
        elif likeness is not None:
            parts.append(f"Likeness of the reconstruction to your picture: {likeness:.1f} dB.")
        if direction is not None:
            if direction.present:
                parts.append(f"This picture is '{direction.target}' already, as far as CLIP sees: little will change.")
            parts.append(f"{direction.kept} of {direction.delta_s.shape[1]} style channels edited.")
            if direction.threshold < direction.asked_threshold:
                parts.append(
                    f"None reaches the threshold {direction.asked_threshold:g} for these words, so the most relevant "
                    f"ones are edited (threshold {direction.threshold:.3f})."
                )
            for text in (direction.source, direction.target):
                for word, nearest in self.editor.clip.unknown_words(text).items():
                    known = f"; the nearest that it knows: {listed(nearest)}" if nearest else ""
                    parts.append(f"'{word}' is not a word that this model was trained on{known}.")
        return html.escape(" ".join(parts), quote=False)

    @on_page(2, has_status=False)
    def strength(self, session: Session | None, strength: float, view: str) -> tuple[Any, ...]:
        """(edited, before and after) at a new strength; nothing but the synthesis runs."""
        return self._at_strength(started(session), strength, view)

    def _at_strength(self, session: Session, strength: float, view: str) -> tuple[Any, Any]:
        inversion, direction = session.inversion, session.direction
        if direction is None:
            return shown(inversion, inversion.image, view)
        return shown(inversion, self.editor.render(inversion, direction.delta_s, strength), view)

    @on_page(3, has_status=False)
    def choose_view(self, session: Session | None, strength: float, view: str) -> tuple[Any, ...]:
        """(pair, edited, before and after): show one view, and what belongs into it."""
        edited, compared = self._at_strength(started(session), strength, view)
        before_and_after = view == BEFORE_AND_AFTER
        value = {"value": compared} if before_and_after else {}
        return gr.update(visible=not before_and_after), edited, gr.update(visible=before_and_after, **value)

    @on_api
    def api_invert(self, image: str | None) -> tuple[Image.Image, str]:
        """A picture to its reconstruction and the likeness in words."""
        inversion = self.editor.invert(read_upload(image))
        return inversion.image, self._status(Session(inversion))

    @on_api
    def api_edit(
        self, image: str | None, source: str, target: str, strength: float = 1.0, threshold: float | None = None
    ) -> Image.Image:
        """A picture, two texts and a strength to the edited picture; keeps nothing."""
        manifest = self.editor.manifest
        if not isinstance(strength, (int, float)) or not manifest.strength_min <= strength <= manifest.strength_max:
            raise PromptError(
                f"The strength must be a number from {manifest.strength_min:g} to {manifest.strength_max:g}, "
                f"not '{strength}'."
            )
        picture = read_upload(image)
        self.editor.clip.text_delta(source, target)
        return self.editor.edit(self.editor.invert(picture), source, target, strength, threshold).image
