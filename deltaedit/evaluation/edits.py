"""Measuring edits of drawings, which are made as on the page.

A judge (:class:`deltaedit.evaluation.judge.Judge`) compares every edited picture with the unedited reconstruction: an
edit *hits* if the judge then reads the wanted value, and *keeps* the attributes whose readings do not change. Drawings
that have the wanted value already are left out, and so are attributes that an edit hides. The upper bound is an
*oracle* edit: S of the code in which only the wanted attributes are changed, instead of the mapper's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from deltaedit.clip_space import TextDelta
from deltaedit.editor import DeltaEditor
from deltaedit.errors import PromptError
from deltaedit.evaluation.judge import Judge
from deltaedit.images import to_pil
from deltaedit.training.drawn.codes import codes_to_w
from deltaedit.training.drawn.domain import Domain, Drawing, Wish
from deltaedit.training.progress import Progress

#: Rows per batch.
BATCH = 8


@dataclass(frozen=True)
class Subjects:
    """Drawings of a domain in a bundle: their codes, CLIP embeddings, reconstructions and the judge's readings."""

    domain: Domain
    drawings: list[Drawing]
    w_plus: Tensor
    s: Tensor
    clip_image: Tensor
    image: Tensor
    readings: list[dict[str, str]]


@dataclass(frozen=True)
class Request:
    """A request for an edit.

    Attributes:
        kind: for grouping figures.
        text: the target text or instruction.
        wishes: the values that the edit must lead to; none where nothing should change.
        source: the source text, where both texts are given.
        having: the value that the drawings must have before, where that matters.
    """

    kind: str
    text: str
    wishes: tuple[Wish, ...] = ()
    source: str | None = None
    having: Wish | None = None


@dataclass(frozen=True)
class Result:
    """The result of a request.

    Attributes:
        request: the request.
        count: number of drawings that it was tried on.
        hit: share of them that have all wanted values or, where nothing should change, that did not change.
        kept_of: by attribute that should not change: (drawings in which it did not, drawings that show it).
        refused: whether the bundle refused the text, and changed nothing.
    """

    request: Request
    count: int
    hit: float
    kept_of: Mapping[str, tuple[int, int]]
    refused: bool = False

    @property
    def kept(self) -> float:
        """The share of attributes that did not change, of those that should not, over all drawings; 1 without any."""
        of = sum(count for _, count in self.kept_of.values())
        return sum(kept for kept, _ in self.kept_of.values()) / of if of else 1.0

    @property
    def figures(self) -> dict[str, float]:
        """The figures to be stored."""
        return {"hit": round(self.hit, 3), "kept": round(self.kept, 3), "drawings": self.count}


def mean(values: Iterable[float]) -> float:
    """The mean, rounded to three decimal places."""
    return round(float(np.mean(list(values))), 3)


def mean_hit(results: Sequence[Result]) -> float:
    """The mean hit rate; all requests have the same weight, whatever their number of drawings."""
    return mean(result.hit for result in results)


def mean_kept(results: Sequence[Result]) -> float:
    """The mean kept rate; all requests have the same weight."""
    return mean(result.kept for result in results)


def by_attribute(results: Sequence[Result], attributes: Iterable[str]) -> dict[str, dict[str, float]]:
    """For each attribute: how often edits of it "hit", and how often edits of others "kept" it.

    Figures without any drawing are left out.
    """
    table: dict[str, dict[str, float]] = {}
    for name in attributes:
        hits = [result.hit for result in results if name in dict(result.request.wishes)]
        counts = [result.kept_of[name] for result in results if name in result.kept_of]
        of = sum(count for _, count in counts)
        table[name] = {
            **({"hit": mean(hits)} if hits else {}),
            **({"kept": round(sum(kept for kept, _ in counts) / of, 3)} if of else {}),
        }
    return table


@torch.no_grad()
def in_batches(function: Callable[..., Tensor], *tensors: Tensor) -> Tensor:
    """Apply a function to a few rows at a time, since small batches fit into the processor's cache."""
    return torch.cat([function(*rows) for rows in zip(*(t.split(BATCH) for t in tensors))])


def draw(editor: DeltaEditor, s: Tensor, w_plus: Tensor) -> Tensor:
    """The pictures of codes, [N, 3, size, size] in [-1, 1]."""
    return in_batches(lambda a, b: editor.generator.synthesize(a, b).clamp(-1, 1), s, w_plus)


def known_subjects(editor: DeltaEditor, domain: Domain, judge: Judge, drawings: list[Drawing]) -> Subjects:
    """Drawings with their true codes."""
    w_plus = editor.generator.broadcast(codes_to_w(editor.manifest.folder, drawings))
    s = editor.generator.w_to_s(w_plus)
    image = draw(editor, s, w_plus)
    return Subjects(domain, drawings, w_plus, s, in_batches(editor.clip.embed_image, image), image, judge.read(image))


def inverted_subjects(
    editor: DeltaEditor, domain: Domain, judge: Judge, drawings: list[Drawing], renders: Tensor
) -> Subjects:
    """Drawings with the codes of their inverted pictures, as on the page."""
    progress = Progress("inversions")
    inversions = []
    for index, render in enumerate(renders):
        inversions.append(editor.invert(to_pil(render)))
        progress.show(index + 1, len(renders))
    w_plus, s, clip_image = (
        torch.cat([getattr(inversion, name) for inversion in inversions]) for name in ("w_plus", "s", "clip_image")
    )
    image = draw(editor, s, w_plus)
    return Subjects(domain, drawings, w_plus, s, clip_image, image, judge.read(image))


def drawings_having(domain: Domain, wish: Wish, count: int, seed: int) -> list[Drawing]:
    """Drawings that have the values of a wish, in turn."""
    attribute, values = wish
    found: list[Drawing] = []
    for drawing in domain.sample(20 * count, seed):
        changed = drawing.with_attribute(attribute, values[len(found) % len(values)])
        if attribute in changed.attributes() and len(found) < count:
            found.append(changed)
    return found


def rows_for(subjects: Subjects, wishes: Sequence[Wish]) -> list[int]:
    """Indices of the drawings that wishes change: each attribute is visible and has another value."""
    wanted = [(name, subjects.domain.judged_as(name, values)) for name, values in wishes]
    judged = [drawing.judged() for drawing in subjects.drawings]
    return [
        row
        for row, drawing in enumerate(judged)
        if all(drawing.get(name, values[0]) not in values for name, values in wanted)
    ]


def edited(editor: DeltaEditor, subjects: Subjects, rows: Sequence[int], deltas: Sequence[TextDelta]) -> Tensor:
    """Pictures of the drawings in ``rows``, edited at strength 1 as on the page."""
    s = subjects.s[list(rows)]
    change = editor.change(s, subjects.clip_image[list(rows)], [deltas] * len(rows))
    return draw(editor, s + change.delta_s, subjects.w_plus[list(rows)])


def measure(editor: DeltaEditor, judge: Judge, subjects: Subjects, request: Request) -> Result:
    """The result of a request, on the drawings that it changes."""
    rows = rows_for(subjects, request.wishes)
    try:
        deltas = editor.understand(request.source, request.text).deltas
    except PromptError:
        unchanged = result_of(subjects, rows, [subjects.readings[row] for row in rows], request)
        return replace(unchanged, hit=float(not request.wishes), refused=True)
    return result_of(subjects, rows, judge.read(edited(editor, subjects, rows, deltas)) if rows else [], request)


def measure_oracle(editor: DeltaEditor, judge: Judge, subjects: Subjects, request: Request) -> Result:
    """The result of the oracle: S of the code in which only the wanted attributes change. Needs true codes."""
    rows = rows_for(subjects, request.wishes)
    if not rows:
        return result_of(subjects, rows, [], request)
    wanted = [subjects.drawings[row] for row in rows]
    for attribute, values in request.wishes:
        wanted = [drawing.with_attribute(attribute, values[0]) for drawing in wanted]
    w_plus = editor.generator.broadcast(codes_to_w(editor.manifest.folder, wanted))
    after = draw(editor, editor.generator.w_to_s(w_plus), subjects.w_plus[rows])
    return result_of(subjects, rows, judge.read(after), request)


def result_of(subjects: Subjects, rows: Sequence[int], after: Sequence[Mapping[str, str]], request: Request) -> Result:
    """The result for the drawings in ``rows``, given the judge's readings ``after`` the edit."""
    domain = subjects.domain
    wanted = {name: domain.judged_as(name, values) for name, values in request.wishes}
    hidden = {name for attribute in wanted for name in domain.hides.get(attribute, ())}
    hits: list[bool] = []
    kept: dict[str, list[bool]] = {}
    for row, reading in zip(rows, after):
        before = subjects.readings[row]
        unchanged = {
            name: reading[name] == before[name]
            for name in subjects.drawings[row].judged()
            if name not in wanted and name not in hidden
        }
        hits.append(all(reading[name] in wanted[name] for name in wanted) if wanted else all(unchanged.values()))
        for name, same in unchanged.items():
            kept.setdefault(name, []).append(same)
    kept_of = {name: (sum(each), len(each)) for name, each in kept.items()}
    return Result(request, len(rows), float(np.mean(hits)) if hits else 1.0, kept_of)
