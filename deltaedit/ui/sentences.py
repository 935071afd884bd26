"""What the page tells its visitors, such that nothing they typed can be markup."""

from __future__ import annotations

import html
import logging
import re

import gradio as gr

from deltaedit import remarks
from deltaedit.bundles.manifest import BundleManifest
from deltaedit.editor import DeltaEditor
from deltaedit.errors import DeltaEditError
from deltaedit.ui.session import Session

#: What Markdown takes for more than a character.
MARKUP = re.compile(r"[\\`*_~#|$!\[\]]")
UNFORESEEN = "Something went wrong on our side; please try again."
logger = logging.getLogger("deltaedit.ui")


def as_text(text: str) -> str:
    """A text that may quote what somebody typed, such that neither HTML nor Markdown finds markup in it."""
    return MARKUP.sub(lambda mark: f"&#{ord(mark[0])};", html.escape(text, quote=False))


def sentence_of(error: Exception, where: str) -> str:
    """What to tell the visitor, as plain text."""
    if isinstance(error, DeltaEditError):
        return str(error)
    logger.error("unexpected failure in %s", where, exc_info=error)
    return UNFORESEEN


def warn(error: Exception, where: str) -> str:
    """Show what went wrong as a notice; returns the sentence, safe as Markdown."""
    sentence = as_text(sentence_of(error, where))
    gr.Warning(sentence, title="That did not work", duration=8)
    return sentence


def title_of(manifest: BundleManifest) -> str:
    """The heading of the page for a bundle."""
    return (
        "# DeltaEdit\nSay what the picture is and what it should become, then drag the strength. "
        f"**{manifest.title}**: {manifest.description}"
    )


def short_of(target: str, neutral: str) -> str:
    """What a target adds to the neutral text: "face with a beard" as "beard", "sad face" as "sad"."""
    name = re.escape(neutral)
    return re.sub(rf"^{name} (?:with|in|wearing) (?:an? )?| {name}$", "", target) or target


def status_of(editor: DeltaEditor, session: Session) -> str:
    """What a visitor should know about the picture and the edit, safe as Markdown; its figures are in the details."""
    direction, parts = session.direction, []
    if direction is not None:
        parts += [f"{direction.understood[:1].upper()}{direction.understood[1:]}.", direction.hint]
    # Where it is put back into a photograph, it is worth to be made liker.
    if editor.manifest.paste_back or not remarks.is_like(editor.manifest, session.inversion):
        parts.append(remarks.of_likeness(editor.manifest, session.inversion))
    if direction is not None:
        parts += [remarks.of_presence(direction), remarks.of_threshold(direction)]
    return as_text(" ".join(filter(None, parts)))


def details_of(editor: DeltaEditor, session: Session) -> str:
    """The figures of the picture and of the edit along the formula that makes it, safe as Markdown."""
    inversion, direction = session.inversion, session.direction
    lines = [as_text(remarks.of_likeness(editor.manifest, inversion))] if inversion.psnr is not None else []
    if direction is not None:
        lines += [as_text(line) for line in remarks.of_figures(direction, editor.generator.layout, editor.method)]
    return "\n\n".join(lines)
