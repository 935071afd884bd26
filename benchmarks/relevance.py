"""The relevance matrix from slopes and from stored latents against the published way, on the avatars bundle.

``python benchmarks/relevance.py [--quick] [--edits FOLDER]`` prints how the rows of each way agree with the bundle's
own matrix (made by perturbing, on 6 pictures), whether both choose the same channels for the example texts, and what
each costs; perturbing is timed on a part of the channels and extrapolated. All times are from the same run, so their
ratios mean something on any machine. ``--edits`` also edits portraits with every matrix and has a judge read them; the
judge is kept in FOLDER, where it is trained the first time (minutes).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from deltaedit.clip_space import TextDelta
from deltaedit.editor import DeltaEditor
from deltaedit.evaluation.edits import draw, known_subjects, mean_hit, mean_kept, result_of, rows_for
from deltaedit.evaluation.evaluate import SEED_TEST
from deltaedit.evaluation.judge import train_judge
from deltaedit.evaluation.sentences import wishes_of
from deltaedit.relevance import RelevanceMatrix, estimate_relevance, measure_relevance
from deltaedit.training.drawn.domains.avatars import AVATARS
from deltaedit.training.latent_relevance import regress_relevance
from deltaedit.training.latents import Latents
from deltaedit.training.stages import EDITED_SHARE

PERTURBED_PICTURES, BATCH = 6, 8
PORTRAITS, ROWS_PER_WISH = 12, 4
#: Lengths of a global direction, in standard deviations of S.
LENGTHS = (16.0, 24.0)


@dataclass(frozen=True)
class Way:
    """A setting of :func:`deltaedit.relevance.measure_relevance`; one backward pass a picture and direction."""

    pictures: int
    directions: int
    shift: float

    def __str__(self) -> str:
        return f"slopes, {self.pictures} x {self.directions}, shift {self.shift:g}"


#: The first two make as many backward passes as each other, half of the others'.
WAYS = (
    Way(32, 32, 0),
    Way(16, 64, 0),
    Way(32, 64, 0),
    Way(32, 64, 1),
    Way(32, 64, 2),
)
QUICK_WAYS = (Way(8, 32, 0), Way(4, 64, 0), Way(8, 32, 1))


def spearman(a: Tensor, b: Tensor) -> float:
    """Rank correlation of two vectors."""
    ranks = torch.stack([a, b]).argsort(dim=1).argsort(dim=1).double()
    return float(torch.corrcoef(ranks)[0, 1])


def rows_line(found: Tensor, wanted: Tensor, weight: Tensor) -> str:
    """Cosines of rows: median, 10 % quantile and mean weighted by how strongly the channel moves CLIP."""
    cosine = F.cosine_similarity(found, wanted, dim=1)
    low, middle = cosine.quantile(torch.tensor([0.1, 0.5])).tolist()
    return f"{middle:6.3f} {low:6.3f} {float((cosine * weight).sum() / weight.sum()):6.3f}"


def texts_line(found: Tensor, wanted: Tensor, deltas: list[TextDelta], threshold: float) -> str:
    """Over texts: mean rank correlation of scores, and shared part of the channels that reach the threshold."""
    matrices = RelevanceMatrix(found), RelevanceMatrix(wanted)
    correlation, overlap = [], []
    for delta in deltas:
        a, b = (matrix.scores(delta.raw) for matrix in matrices)
        correlation.append(spearman(a, b))
        overlap.append(float(((a >= threshold) & (b >= threshold)).sum() / ((a >= threshold) | (b >= threshold)).sum()))
    return f"{torch.tensor(correlation).mean():6.3f} {torch.tensor(overlap).mean():6.3f}"


def compare(editor: DeltaEditor, ways: tuple[Way, ...], stride: int) -> dict[str, Tensor]:
    """Print the table of agreement and time; returns the bundle's matrix and those of the ways with most pictures."""
    generator, clip, wanted = editor.generator, editor.clip, editor.relevance.matrix
    assert editor.samples is not None
    order = torch.randperm(len(editor.samples.w), generator=torch.Generator().manual_seed(1))
    w = editor.samples.w[order].float()
    s_std = generator.w_to_s(w).std(dim=0)
    manifest = editor.manifest
    deltas = [clip.text_delta(one.source, one.target) for one in manifest.examples]

    w_plus = generator.broadcast(w)
    found, seconds = {}, {}
    for way in ways:
        start = time.perf_counter()
        found[way] = measure_relevance(
            generator,
            clip,
            w_plus[: way.pictures],
            s_std,
            batch=BATCH,
            directions=way.directions,
            embeddings=editor.samples.clip,
            shift=way.shift,
        )
        seconds[way] = time.perf_counter() - start
    some = range(0, generator.layout.total, stride)
    start = time.perf_counter()
    perturbed = estimate_relevance(generator, clip, w_plus[-PERTURBED_PICTURES:], s_std, channels=some)
    slow = (time.perf_counter() - start) * generator.layout.total / len(some)

    last, last_pictures = found[ways[-1]], ways[-1].pictures
    weight = last.strength
    print(
        f"Agreement with the bundle's matrix (perturbed, 6 pictures) on {manifest.name}; threshold {manifest.threshold}"
    )
    print(f"{'way':34} {'median':>6} {'10 %':>6} {'weigh.':>6} {'scores':>6} {'masks':>6} {'seconds':>8} {'faster':>7}")
    line = rows_line(perturbed, wanted[::stride], weight[::stride])
    print(f"{f'perturbed, {PERTURBED_PICTURES} other pictures':34} {line} {'':6} {'':6} {slow:8.0f} {1:6.0f}x")
    for way in ways:
        matrix = found[way].matrix
        line = f"{rows_line(matrix, wanted, weight)} {texts_line(matrix, wanted, deltas, manifest.threshold)}"
        print(f"{way!s:34} {line} {seconds[way]:8.0f} {slow / seconds[way]:6.0f}x")
    start = time.perf_counter()
    regressed = regress_relevance(Latents(w, generator.w_to_s(w_plus), editor.samples.clip.float()[order], 1))
    took = time.perf_counter() - start
    line = f"{rows_line(regressed, wanted, weight)} {texts_line(regressed, wanted, deltas, manifest.threshold)}"
    print(f"{f'regression, {len(w)} latents':34} {line} {took:8.1f} {slow / took:6.0f}x")
    slopes = {str(way): found[way].matrix for way in ways if way.pictures == last_pictures}
    matrices = {"perturbed": wanted, "regression": regressed, **slopes}
    return {**matrices, f"{ways[-1]}, strong rows": last.matrix * last.strength[:, None]}


def edits(editor: DeltaEditor, matrices: dict[str, Tensor], folder: Path) -> None:
    """Print how often edits hit and keep the rest: masked mapper, and global directions of every length."""
    judge = train_judge(AVATARS, folder / "judge.safetensors", editor.manifest.resolution)
    subjects = known_subjects(editor, AVATARS, judge, AVATARS.sample(PORTRAITS, SEED_TEST))
    assert editor.samples is not None and editor.mapper is not None
    s_std = editor.generator.w_to_s(editor.samples.w.float()).std(dim=0)
    deltas = {text: editor.clip.text_delta(editor.manifest.neutral, text) for text in AVATARS.wishes}

    def show(name: str, change: Callable[[TextDelta, list[int]], Tensor]) -> None:
        results = []
        for request in wishes_of(AVATARS):
            rows = rows_for(subjects, request.wishes)[:ROWS_PER_WISH]
            after = draw(editor, subjects.s[rows] + change(deltas[request.text], rows), subjects.w_plus[rows])
            results.append(result_of(subjects, rows, judge.read(after), request))
        print(f"{name:62} {mean_hit(results):6.1%} {mean_kept(results):6.1%}", flush=True)

    print(f"\n{'edits of ' + str(PORTRAITS) + ' portraits':62} {'hit':>6} {'kept':>6}")
    for name, matrix in matrices.items():
        other = copy(editor)
        other.relevance = RelevanceMatrix(F.normalize(matrix, dim=1))

        def mapped(delta: TextDelta, rows: list[int], editor: DeltaEditor = other) -> Tensor:
            threshold = float(editor.relevance.scores(delta.raw).quantile(1 - EDITED_SHARE))
            s, seen = subjects.s[rows], subjects.clip_image[rows]
            return editor.change(s, seen, [[delta]] * len(rows), [threshold] * len(rows)).delta_s

        if "strong" not in name:
            show(f"mapper, the {EDITED_SHARE:.0%} of channels of {name}", mapped)
        for length in LENGTHS:

            def along(delta: TextDelta, rows: list[int], matrix: Tensor = matrix, length: float = length) -> Tensor:
                return F.normalize(matrix @ delta.unit, dim=0) * s_std * length

            show(f"global direction, {name}, length {length:g}", along)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few pictures and channels, about a minute")
    parser.add_argument("--edits", type=Path, metavar="FOLDER", help="also edit portraits; the judge is kept there")
    arguments = parser.parse_args()
    editor = DeltaEditor.from_bundle("avatars")
    matrices = compare(editor, QUICK_WAYS if arguments.quick else WAYS, stride=74 if arguments.quick else 24)
    if arguments.edits is not None:
        edits(editor, matrices, arguments.edits)


if __name__ == "__main__":
    main()
