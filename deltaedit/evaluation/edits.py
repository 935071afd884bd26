"""Edits of drawings, made as a user makes them, and how they did.

Every edited picture is compared with the unedited reconstruction by :class:`deltaedit.evaluation.judge.Judge`: an edit
*hits* where the judge then reads what was wished for, and *keeps* the attributes whose reading stays. Drawings that
have it already are left out, and so are attributes that an edit hides. The ceiling is an *oracle* edit: S of the code
with just the attributes changed that were wished for, in place of the mapper's.
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


@dataclass(frozen=True)
class Subjects:
    """Drawings of a domain as a bundle knows them: codes, what CLIP saw, what it draws, what the judge reads."""

    domain: Domain
    drawings: list[Drawing]
    w_plus: Tensor
    s: Tensor
    clip_image: Tensor
    image: Tensor
    readings: list[dict[str, str]]


@dataclass(frozen=True)
class Request:
    """Something that somebody asks for.

    Attributes:
        kind: what figures it counts among.
        text: what is typed.
        wishes: what must be there afterwards; none where nothing should change.
        source: typed beside it, where both texts are given.
        having: what the drawings have before, where that matters.
    """

    kind: str
    text: str
    wishes: tuple[Wish, ...] = ()
    source: str | None = None
    having: Wish | None = None


@dataclass(frozen=True)
class Result:
    """How a request did.

    Attributes:
        request: what was asked for.
        count: drawings that it was tried on.
        hit: share of them that show all that was wished for; where nothing was, that stayed as they were.
        kept_of: by attribute that was to stay, in how many drawings it did, and how many show it.
        refused: the bundle said that it does not understand, and changed nothing.
    """

    request: Request
    count: int
    hit: float
    kept_of: Mapping[str, tuple[int, int]]
    refused: bool = False

    @property
    def kept(self) -> float:
        """Share of what was to stay that did, over all attributes of all drawings; 1 where there is nothing to keep."""
        of = sum(count for _, count in self.kept_of.values())
        return sum(kept for kept, _ in self.kept_of.values()) / of if of else 1.0

    @property
    def figures(self) -> dict[str, float]:
        """To be stored."""
        return {"hit": round(self.hit, 3), "kept": round(self.kept, 3), "drawings": self.count}


def mean(values: Iterable[float]) -> float:
    """The mean to three places."""
    return round(float(np.mean(list(values))), 3)


def mean_hit(results: Sequence[Result]) -> float:
    """Every request counts the same, whatever the number of its drawings."""
    return mean(one.hit for one in results)


def mean_kept(results: Sequence[Result]) -> float:
    """The same of what was to stay."""
    return mean(one.kept for one in results)


def by_attribute(results: Sequence[Result], attributes: Iterable[str]) -> dict[str, dict[str, float]]:
    """For each attribute: how often wishes for it "hit", and how often wishes for others "kept" it.

    A figure for which no drawing spoke is left out.
    """
    table: dict[str, dict[str, float]] = {}
    for name in attributes:
        hits = [one.hit for one in results if name in dict(one.request.wishes)]
        counts = [one.kept_of[name] for one in results if name in one.kept_of]
        of = sum(count for _, count in counts)
        table[name] = {
            **({"hit": mean(hits)} if hits else {}),
            **({"kept": round(sum(kept for kept, _ in counts) / of, 3)} if of else {}),
        }
    return table


@torch.no_grad()
def in_batches(function: Callable[..., Tensor], *tensors: Tensor, size: int = 8) -> Tensor:
    """``function`` of a few rows at a time; small batches stay in the processor's cache."""
    return torch.cat([function(*rows) for rows in zip(*(t.split(size) for t in tensors))])


def draw(editor: DeltaEditor, s: Tensor, w_plus: Tensor) -> Tensor:
    """Pictures in [-1, 1]."""
    return in_batches(lambda a, b: editor.generator.synthesize(a, b).clamp(-1, 1), s, w_plus)


def known_subjects(editor: DeltaEditor, domain: Domain, judge: Judge, drawings: list[Drawing]) -> Subjects:
    """Drawings by their true codes."""
    w_plus = editor.generator.broadcast(codes_to_w(editor.manifest.folder, drawings))
    s = editor.generator.w_to_s(w_plus)
    image = draw(editor, s, w_plus)
    return Subjects(domain, drawings, w_plus, s, in_batches(editor.clip.embed_image, image), image, judge.read(image))


def inverted_subjects(
    editor: DeltaEditor, domain: Domain, judge: Judge, drawings: list[Drawing], renders: Tensor
) -> Subjects:
    """Drawings as a user has them: pictures, inverted."""
    progress = Progress("inversions")
    found = []
    for index, render in enumerate(renders):
        found.append(editor.invert(to_pil(render)))
        progress.show(index + 1, len(renders))
    w_plus, s, clip_image = (torch.cat([getattr(one, name) for one in found]) for name in ("w_plus", "s", "clip_image"))
    image = draw(editor, s, w_plus)
    return Subjects(domain, drawings, w_plus, s, clip_image, image, judge.read(image))


def drawings_having(domain: Domain, wish: Wish, count: int, seed: int) -> list[Drawing]:
    """Drawings that show one of the values of an attribute, in turn."""
    attribute, values = wish
    found: list[Drawing] = []
    for drawing in domain.sample(20 * count, seed):
        changed = drawing.with_attribute(attribute, values[len(found) % len(values)])
        if attribute in changed.attributes() and len(found) < count:
            found.append(changed)
    return found


def rows_for(subjects: Subjects, wishes: Sequence[Wish]) -> list[int]:
    """The drawings that wishes change: each attribute can be seen and has another value."""
    wanted = [(name, subjects.domain.judged_as(name, values)) for name, values in wishes]
    seen = [drawing.judged() for drawing in subjects.drawings]
    return [row for row, one in enumerate(seen) if all(one.get(name, has[0]) not in has for name, has in wanted)]


def edited(editor: DeltaEditor, subjects: Subjects, rows: Sequence[int], deltas: Sequence[TextDelta]) -> Tensor:
    """Pictures of the drawings in ``rows``, edited at strength 1 as the page edits them."""
    s = subjects.s[list(rows)]
    change = editor.change(s, subjects.clip_image[list(rows)], [deltas] * len(rows))
    return draw(editor, s + change.delta_s, subjects.w_plus[list(rows)])


def measure(editor: DeltaEditor, judge: Judge, subjects: Subjects, request: Request) -> Result:
    """What a bundle makes of a request, on the subjects that it changes."""
    rows = rows_for(subjects, request.wishes)
    try:
        deltas = editor.understand(request.source, request.text).deltas
    except PromptError:
        unchanged = result_of(subjects, rows, [subjects.readings[row] for row in rows], request)
        return replace(unchanged, hit=float(not request.wishes), refused=True)
    return result_of(subjects, rows, judge.read(edited(editor, subjects, rows, deltas)) if rows else [], request)


def measure_oracle(editor: DeltaEditor, judge: Judge, subjects: Subjects, request: Request) -> Result:
    """The same where S is that of the code with just the wishes fulfilled; ``subjects`` by their true codes."""
    rows = rows_for(subjects, request.wishes)
    if not rows:
        return result_of(subjects, rows, [], request)
    wished = [subjects.drawings[row] for row in rows]
    for attribute, values in request.wishes:
        wished = [drawing.with_attribute(attribute, values[0]) for drawing in wished]
    w_plus = editor.generator.broadcast(codes_to_w(editor.manifest.folder, wished))
    after = draw(editor, editor.generator.w_to_s(w_plus), subjects.w_plus[rows])
    return result_of(subjects, rows, judge.read(after), request)


def result_of(subjects: Subjects, rows: Sequence[int], after: Sequence[Mapping[str, str]], request: Request) -> Result:
    """How the drawings in ``rows`` did, by what the judge reads ``after`` the edit."""
    domain = subjects.domain
    wanted = {name: domain.judged_as(name, values) for name, values in request.wishes}
    remade = {name for attribute in wanted for name in domain.hides.get(attribute, ())}
    hits: list[bool] = []
    kept: dict[str, list[bool]] = {}
    for row, reading in zip(rows, after):
        before = subjects.readings[row]
        stayed = {name: reading[name] == before[name] for name in subjects.drawings[row].judged()}
        stayed = {name: same for name, same in stayed.items() if name not in wanted and name not in remade}
        hits.append(all(reading[name] in wanted[name] for name in wanted) if wanted else all(stayed.values()))
        for name, same in stayed.items():
            kept.setdefault(name, []).append(same)
    kept_of = {name: (sum(each), len(each)) for name, each in kept.items()}
    return Result(request, len(rows), float(np.mean(hits)) if hits else 1.0, kept_of)
