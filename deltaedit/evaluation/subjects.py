"""Drawings that edits are measured on, as a bundle knows them: by their codes, or inverted as a user's picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from deltaedit.clip_space import TextDelta
from deltaedit.editor import DeltaEditor
from deltaedit.evaluation.judge import Judge
from deltaedit.images import to_pil
from deltaedit.training.drawn.codes import codes_to_w
from deltaedit.training.drawn.domain import Drawing
from deltaedit.training.drawn.drawn_domain import DrawnDomain
from deltaedit.training.progress import Progress


@dataclass(frozen=True)
class Subjects:
    """Drawings of a domain as the bundle knows them: codes, what CLIP saw, what it draws, what the judge reads."""

    drawn: DrawnDomain
    drawings: list[Drawing]
    w_plus: Tensor
    s: Tensor
    clip_image: Tensor
    image: Tensor
    readings: list[dict[str, str]]


@torch.no_grad()
def in_batches(function: Callable[..., Tensor], *tensors: Tensor, size: int = 8) -> Tensor:
    """``function`` of a few rows at a time; small batches stay in the processor's cache."""
    return torch.cat([function(*rows) for rows in zip(*(t.split(size) for t in tensors))])


def draw(editor: DeltaEditor, s: Tensor, w_plus: Tensor) -> Tensor:
    """Pictures in [-1, 1]."""
    return in_batches(lambda a, b: editor.generator.synthesize(a, b).clamp(-1, 1), s, w_plus)


def edited(editor: DeltaEditor, subjects: Subjects, rows: Sequence[int], deltas: Sequence[TextDelta]) -> Tensor:
    """Pictures of the drawings in ``rows``, edited at strength 1 as the page edits them."""
    s = subjects.s[list(rows)]
    change = editor.change(s, subjects.clip_image[list(rows)], [deltas] * len(rows), lower_if_empty=True)
    return draw(editor, s + change.delta_s, subjects.w_plus[list(rows)])


def known_subjects(editor: DeltaEditor, drawn: DrawnDomain, judge: Judge, drawings: list[Drawing]) -> Subjects:
    """Drawings by their true codes."""
    w_plus = editor.generator.broadcast(codes_to_w(editor.manifest.folder, drawings))
    s = editor.generator.w_to_s(w_plus)
    image = draw(editor, s, w_plus)
    return Subjects(drawn, drawings, w_plus, s, in_batches(editor.clip.embed_image, image), image, judge.read(image))


def inverted_subjects(
    editor: DeltaEditor, drawn: DrawnDomain, judge: Judge, drawings: list[Drawing], renders: Tensor
) -> Subjects:
    """Drawings as a user has them: pictures, inverted."""
    progress = Progress("inversions")
    found = []
    for index, render in enumerate(renders):
        found.append(editor.invert(to_pil(render)))
        progress.show(index + 1, len(renders))
    w_plus, s = torch.cat([i.w_plus for i in found]), torch.cat([i.s for i in found])
    image = draw(editor, s, w_plus)
    clip_image = torch.cat([i.clip_image for i in found])
    return Subjects(drawn, drawings, w_plus, s, clip_image, image, judge.read(image))
