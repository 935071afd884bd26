"""What the page tells its visitors, such that nothing they typed can be markup."""

from __future__ import annotations

import html
import logging
import re

import gradio as gr

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


def status_of(editor: DeltaEditor, session: Session) -> str:
    """What there is to know about the picture and the edit, safe as Markdown."""
    direction, parts = session.direction, []
    if direction is not None:
        parts.append(f"{direction.understood[:1].upper()}{direction.understood[1:]}.")
        if direction.hint:
            parts.append(direction.hint)
    if session.inversion.psnr is not None:
        parts.append(_likeness(editor.manifest, session.inversion.psnr, session.inversion.clip_similarity))
    if direction is not None:
        if direction.present:
            parts.append(f"This picture is '{direction.target}' already, as far as CLIP sees: little will change.")
        parts.append(f"{direction.kept} of {direction.delta_s.shape[1]} style channels edited by {editor.method}.")
        if direction.threshold < direction.asked_threshold:
            parts.append(
                f"None reaches the threshold {direction.asked_threshold:g} for these words, so the most relevant ones "
                f"are edited (threshold {direction.threshold:.3f})."
            )
    return as_text(" ".join(parts))


def _likeness(manifest: BundleManifest, psnr: float, clip_similarity: float | None) -> str:
    if psnr >= manifest.likeness_min:
        similar = "" if clip_similarity is None else f", {clip_similarity:.2f} in CLIP's eyes"
        return f"Likeness of the reconstruction to your picture: {psnr:.1f} dB{similar}."
    if manifest.paste_back:
        return (
            f"The reconstruction is far from your picture (likeness {psnr:.1f} dB); 'Sharper likeness' brings it "
            "nearer."
        )
    return (
        f"The {manifest.name} bundle cannot draw this picture, so you see the nearest that it can (likeness "
        f"{psnr:.1f} dB). {manifest.description} Photographs need a bundle made for them: choose one in the list above."
    )
