"""Measures the avatars bundle on fresh renders, which are inverted and edited as a user would do it.

Every edit is compared with the unedited reconstruction by :class:`deltaedit.evaluation.judge.Judge`: it *hits* where
the judge then reads the wanted value, and *keeps* the attributes whose reading stays. Portraits that have the value
already are left out, and so are attributes that an edit hides. The ceiling is an *oracle* edit: S of the code with just
that attribute changed, in place of the mapper's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from deltaedit.editor import DeltaEditor
from deltaedit.evaluation.judge import Judge, accuracy, judged_values, pictures_of, train_judge
from deltaedit.images import psnr, to_pil
from deltaedit.training.drawn.bundle import write_manifest
from deltaedit.training.drawn.captions import is_held_out, say
from deltaedit.training.drawn.codes import codes_to_w
from deltaedit.training.drawn.domain import Drawing
from deltaedit.training.drawn.domains.avatars import AVATARS
from deltaedit.training.drawn.drawn_domain import Wish
from deltaedit.training.progress import Progress
from deltaedit.zoo import load_mapper
from deltaedit.zoo.bundles import find_bundle, project_root

SEED_CALIBRATE, SEED_TEST, SEED_ZERO_SHOT = 666, 777, 888
ZERO_SHOT_PORTRAITS = 400
THRESHOLDS = (0.0, 0.02, 0.04, 0.07)
SCALES = (0.9, 1.0, 1.1, 1.25)
CALIBRATION_PORTRAITS = 16
SHEET_FACES, SHEET_COLUMNS = 4, 9
STEPS_OF_STRENGTH = 10
PARAPHRASES_AN_ATTRIBUTE = 4
#: In the folder of runs: a mapper trained on random pairs alone, as published, to compare with.
PUBLISHED_SAMPLING = "mapper-published.safetensors"
WISHES, HIDES, PHRASES, FACE = AVATARS.wishes, AVATARS.hides, AVATARS.language.phrases, AVATARS.focus
PUBLISHED = "| the same by a mapper trained on random pairs alone, as published | {hit:.0%}, {kept:.0%} |\n"
REPORT = """# The avatars bundle, measured

By `python -m deltaedit evaluate avatars --calibrate`, on {portraits} portraits that nothing was trained or calibrated
on. Each was rendered, inverted and edited at strength 1, with the bundle's own threshold ({threshold:g}) and strength
scale ({strength_scale:g}). An edit *hits* where a judge, a small classifier trained on renders alone, reads the wanted
value; others are *kept* where its reading of them is that of the unedited reconstruction. The *oracle* changes just
that attribute in the generator's own code: a ceiling that neither mapper nor CLIP can pass.

| what | measured |
| --- | --- |
| generator against the renders | {generator_psnr} dB, face {generator_face_psnr} dB |
| colour error of hair, skin, clothes, background | {colour_error} of 255 |
| inversion against the renders | {inversion_psnr} dB, face {inversion_face_psnr} dB |
| edits that hit, others kept | {hit:.0%}, {kept:.0%} |
| oracle edits that hit, others kept | {oracle_hit:.0%}, {oracle_kept:.0%} |
| wordings that CLIP was never trained on: hit, kept | {paraphrase_hit:.0%}, {paraphrase_kept:.0%} ({paraphrases}) |
| CLIP zero-shot on {zero_shot_portraits} other renders, mean over attributes | {zero_shot:.1%} |
| evenness: largest of ten steps of strength against their mean | {evenness} |
{published}
{table}

{by_attribute}

The judge reads {judge:.1%} of the attributes of fresh renders rightly, {judge_generated:.1%} of the generator's
drawings of the same codes, {judge_inverted:.1%} of inversions.

Four faces, each unedited first and then under every phrase of the table, in its order:

![Four faces under every edit](../assets/{name}-edits.jpg)
"""


@dataclass(frozen=True)
class Subjects:
    """Portraits as the bundle knows them: codes, what CLIP saw, what the generator draws, what the judge reads."""

    portraits: list[Drawing]
    w_plus: Tensor
    s: Tensor
    clip_image: Tensor
    image: Tensor
    readings: list[dict[str, str]]


@dataclass(frozen=True)
class Rates:
    """Part of the portraits in which an edit hit, and how many of those who show an attribute kept it."""

    hit: float
    kept_of: Mapping[str, tuple[int, int]]

    @property
    def kept(self) -> float:
        kept, of = (sum(counts) for counts in zip(*self.kept_of.values()))
        return kept / of


@dataclass(frozen=True)
class Score:
    """How a wish for an attribute did over ``count`` portraits."""

    phrase: str
    attribute: str
    count: int
    rates: Rates


@torch.no_grad()
def in_batches(function: Callable[..., Tensor], *tensors: Tensor, size: int = 8) -> Tensor:
    """``function`` of a few rows at a time; small batches stay in the processor's cache."""
    return torch.cat([function(*rows) for rows in zip(*(t.split(size) for t in tensors))])


def draw(editor: DeltaEditor, s: Tensor, w_plus: Tensor) -> Tensor:
    """Pictures in [-1, 1]."""
    return in_batches(lambda a, b: editor.generator.synthesize(a, b).clamp(-1, 1), s, w_plus)


def known_subjects(editor: DeltaEditor, judge: Judge, portraits: list[Drawing]) -> Subjects:
    """Portraits by their true codes."""
    w_plus = editor.generator.broadcast(codes_to_w(editor.manifest.folder, portraits))
    s = editor.generator.w_to_s(w_plus)
    image = draw(editor, s, w_plus)
    return Subjects(portraits, w_plus, s, in_batches(editor.clip.embed_image, image), image, judge.read(image))


def inverted_subjects(editor: DeltaEditor, judge: Judge, portraits: list[Drawing], renders: Tensor) -> Subjects:
    """Portraits as a user has them: pictures, inverted."""
    progress = Progress("inversions")
    found = []
    for index, render in enumerate(renders):
        found.append(editor.invert(to_pil(render)))
        progress.show(index + 1, len(renders))
    w_plus, s = torch.cat([i.w_plus for i in found]), torch.cat([i.s for i in found])
    image = draw(editor, s, w_plus)
    return Subjects(portraits, w_plus, s, torch.cat([i.clip_image for i in found]), image, judge.read(image))


def rows_for(subjects: Subjects, wish: Wish) -> list[int]:
    """The portraits that a wish changes: the attribute can be seen and has another value."""
    attribute, values = wish
    return [i for i, p in enumerate(subjects.portraits) if p.attributes().get(attribute, values[0]) not in values]


def rates(subjects: Subjects, rows: list[int], after: Tensor, wish: Wish, judge: Judge) -> Rates:
    """How edited pictures of the portraits in ``rows`` did."""
    attribute, values = wish
    judged = set(judged_values()) - {attribute} - HIDES.get(attribute, frozenset())
    hits = []
    kept: dict[str, list[bool]] = {}
    for row, reading in zip(rows, judge.read(after)):
        hits.append(reading[attribute] in values)
        for name in sorted(judged & set(subjects.portraits[row].attributes())):
            kept.setdefault(name, []).append(reading[name] == subjects.readings[row][name])
    return Rates(float(np.mean(hits)), {name: (sum(each), len(each)) for name, each in kept.items()})


def edited(
    editor: DeltaEditor, subjects: Subjects, text: str, threshold: float, scale: float, rows: list[int]
) -> Tensor:
    """Pictures of the portraits in ``rows``, edited by a text at strength 1."""
    delta = editor.clip.text_delta(editor.manifest.neutral, text)
    s = subjects.s[rows]
    with torch.no_grad():
        delta_s = editor.move(s, subjects.clip_image[rows], delta.unit.expand(len(rows), -1))
    mask = editor.relevance.mask(delta.raw, threshold)
    return draw(editor, s + delta_s * scale * mask, subjects.w_plus[rows])


def score(
    editor: DeltaEditor, judge: Judge, subjects: Subjects, wishes: Mapping[str, Wish], threshold: float, scale: float
) -> list[Score]:
    """Hit and kept rates of every text."""
    scores = []
    for text, wish in wishes.items():
        rows = rows_for(subjects, wish)
        after = edited(editor, subjects, text, threshold, scale, rows)
        scores.append(Score(text, wish[0], len(rows), rates(subjects, rows, after, wish, judge)))
    return scores


def score_oracle(editor: DeltaEditor, judge: Judge, subjects: Subjects, wishes: Mapping[str, Wish]) -> list[Score]:
    """The same where S is that of the code with just that attribute changed; ``subjects`` by their true codes."""
    scores = []
    for text, wish in wishes.items():
        rows = rows_for(subjects, wish)
        wished = [subjects.portraits[i].with_attribute(wish[0], wish[1][0]) for i in rows]
        w_plus = editor.generator.broadcast(codes_to_w(editor.manifest.folder, wished))
        after = draw(editor, editor.generator.w_to_s(w_plus), subjects.w_plus[rows])
        scores.append(Score(text, wish[0], len(rows), rates(subjects, rows, after, wish, judge)))
    return scores


def paraphrases() -> dict[str, Wish]:
    """Texts from wordings that CLIP was never trained on, a few an attribute."""
    chosen: dict[str, Wish] = {}
    counts: dict[str, int] = {}
    judged = judged_values()
    for phrase in PHRASES:
        suits = is_held_out(phrase) and phrase.also is None and phrase.attribute in judged
        if suits and counts.get(phrase.attribute, 0) < PARAPHRASES_AN_ATTRIBUTE:
            counts[phrase.attribute] = counts.get(phrase.attribute, 0) + 1
            chosen[say(phrase, AVATARS.texts.neutral)] = (phrase.attribute, tuple(sorted(phrase.values)))
    return chosen


def zero_shot(editor: DeltaEditor, images: Tensor, portraits: list[Drawing]) -> dict[str, float]:
    """Per attribute: how often a picture lies nearest to a text of the value that it shows, by trained wordings."""
    pictures = in_batches(editor.clip.embed_image, images)
    result: dict[str, float] = {}
    for attribute in judged_values():
        said: dict[str, list[Tensor]] = {}
        for phrase in PHRASES:
            if phrase.attribute == attribute and len(phrase.values) == 1 and not (phrase.also or is_held_out(phrase)):
                said.setdefault(min(phrase.values), []).append(
                    editor.clip.embed_text(say(phrase, AVATARS.texts.neutral))
                )
        table = F.normalize(torch.stack([torch.stack(each).mean(dim=0) for each in said.values()]), dim=1)
        nearest = [list(said)[i] for i in (pictures @ table.t()).argmax(dim=1).tolist()]
        shown = [portrait.attributes().get(attribute) for portrait in portraits]
        result[attribute] = _mean([float(a == b) for a, b in zip(nearest, shown) if b in said])
    return result


def calibrate(editor: DeltaEditor, judge: Judge, subjects: Subjects) -> tuple[float, float]:
    """The (threshold, strength scale) with which strength 1 does best.

    Best is the highest sum of the hit rate and twice the kept rate: a spoilt picture is worse than a timid edit.
    """
    best, chosen = -1.0, (0.0, 1.0)
    for threshold in THRESHOLDS:
        for scale in SCALES:
            scores = score(editor, judge, subjects, WISHES, threshold, scale)
            hit, kept = mean_hit(scores), mean_kept(scores)
            print(f"threshold {threshold:.2f}, scale {scale:.2f}: hit {hit:.1%}, kept {kept:.1%}", flush=True)
            if hit + 2 * kept > best:
                best, chosen = hit + 2 * kept, (threshold, scale)
    return chosen


def _mean(values: list[float]) -> float:
    return round(float(np.mean(values)), 3)


def mean_hit(scores: list[Score]) -> float:
    return _mean([one.rates.hit for one in scores])


def mean_kept(scores: list[Score]) -> float:
    return _mean([one.rates.kept for one in scores])


def by_attribute(scores: list[Score]) -> dict[str, dict[str, float]]:
    """For every attribute: how often wishes for it hit, and how often wishes for others left it alone."""
    result: dict[str, dict[str, float]] = {}
    for name in judged_values():
        hits = [one.rates.hit for one in scores if one.attribute == name]
        counts = [one.rates.kept_of[name] for one in scores if name in one.rates.kept_of]
        kept, of = (sum(each) for each in zip(*counts))
        result[name] = {**({"hit": _mean(hits)} if hits else {}), "kept": round(kept / of, 3)}
    return result


def mean_psnr(images: Tensor, renders: Tensor, part: tuple[float, float] = (0.0, 1.0)) -> float:
    """Mean over pictures of the PSNR, in dB, of a centred square given in parts of the edge."""
    size = renders.shape[-1]
    first, last = (round(edge * size) for edge in part)
    crops = [
        (to_pil(a[:, first:last, first:last]), to_pil(b[:, first:last, first:last])) for a, b in zip(images, renders)
    ]
    return round(float(np.mean([psnr(a, b) for a, b in crops])), 2)


def colour_error(images: Tensor, renders: Tensor, portraits: list[Drawing]) -> float:
    """Mean distance, of 255 a channel, between the mean colour drawn and the true one, where a part shows purely."""
    errors = []
    for image, render, portrait in zip((images + 1) * 127.5, (renders + 1) * 127.5, portraits):
        for part in AVATARS.judged_colours:
            colour = torch.tensor(portrait.rgb[part], dtype=torch.float32)
            mask = (render - colour[:, None, None]).abs().amax(dim=0) < 2
            if portrait.shows(part) and mask.sum() >= 20:
                errors.append(float((image[:, mask].mean(dim=1) - colour).abs().mean()))
    return round(float(np.mean(errors)), 2)


def evenness(editor: DeltaEditor, subjects: Subjects, threshold: float, scale: float) -> float:
    """Largest of ten steps of strength against their mean, in mean absolute change; 1 is perfectly even."""
    ratios = []
    for text in list(WISHES)[:8]:
        delta = editor.clip.text_delta(editor.manifest.neutral, text)
        s, w_plus = subjects.s[:4], subjects.w_plus[:4]
        with torch.no_grad():
            delta_s = editor.move(s, subjects.clip_image[:4], delta.unit.expand(4, -1)) * scale
        delta_s = delta_s * editor.relevance.mask(delta.raw, threshold)
        frames = [draw(editor, s + k / STEPS_OF_STRENGTH * delta_s, w_plus) for k in range(STEPS_OF_STRENGTH + 1)]
        steps = torch.stack([(b - a).abs().mean(dim=(1, 2, 3)) for a, b in zip(frames, frames[1:])])
        ratios += (steps.amax(dim=0) / steps.mean(dim=0).clamp(min=1e-6)).tolist()
    return round(float(np.mean(ratios)), 2)


def contact_sheet(editor: DeltaEditor, subjects: Subjects, threshold: float, scale: float) -> Image.Image:
    """Four faces, unedited and under every wish."""
    rows = list(range(SHEET_FACES))
    columns = [subjects.image[rows]]
    columns += [edited(editor, subjects, text, threshold, scale, rows) for text in WISHES]
    while len(columns) % SHEET_COLUMNS:
        columns.append(torch.ones_like(columns[0]))
    bands = [columns[i : i + SHEET_COLUMNS] for i in range(0, len(columns), SHEET_COLUMNS)]
    return to_pil(torch.cat([torch.cat([torch.cat(list(c), dim=1) for c in band], dim=2) for band in bands], dim=1))


def evaluate_avatars(bundle: str, runs: Path, count: int, *, calibrated: bool = False) -> None:
    """Measure everything, print it, leave ``evaluation.json``, ``evaluation.md`` and ``contact.png`` in ``runs``.

    Args:
        calibrated: first choose threshold and strength scale, and then write both and the figures into the manifest
            and the table into ``docs/``.
    """
    editor = DeltaEditor.from_bundle(find_bundle(bundle).folder)
    manifest = editor.manifest
    runs.mkdir(parents=True, exist_ok=True)
    judge = train_judge(runs / "judge.safetensors", manifest.resolution)
    threshold, scale = manifest.threshold, manifest.strength_scale
    if calibrated:
        others = AVATARS.domain.sample(CALIBRATION_PORTRAITS, SEED_CALIBRATE)
        trial = inverted_subjects(editor, judge, others, pictures_of(others, manifest.resolution))
        threshold, scale = calibrate(editor, judge, trial)
    portraits = AVATARS.domain.sample(count, SEED_TEST)
    renders = pictures_of(portraits, manifest.resolution)
    known = known_subjects(editor, judge, portraits)
    subjects = inverted_subjects(editor, judge, portraits, renders)
    oracle = score_oracle(editor, judge, known, WISHES)
    scores = score(editor, judge, subjects, WISHES, threshold, scale)
    unseen = score(editor, judge, subjects, paraphrases(), threshold, scale)
    by_judge = [accuracy(judge, images, portraits) for images in (renders, known.image, subjects.image)]
    more = AVATARS.domain.sample(ZERO_SHOT_PORTRAITS, SEED_ZERO_SHOT)
    by_clip = zero_shot(editor, pictures_of(more, manifest.resolution), more)
    result: dict[str, Any] = {
        "portraits": count,
        "threshold": threshold,
        "strength_scale": scale,
        "generator_psnr": mean_psnr(known.image, renders),
        "generator_face_psnr": mean_psnr(known.image, renders, FACE),
        "colour_error": colour_error(known.image, renders, portraits),
        "inversion_psnr": mean_psnr(subjects.image, renders),
        "inversion_face_psnr": mean_psnr(subjects.image, renders, FACE),
        "hit": mean_hit(scores),
        "kept": mean_kept(scores),
        "oracle_hit": mean_hit(oracle),
        "oracle_kept": mean_kept(oracle),
        "paraphrases": len(unseen),
        "paraphrase_hit": mean_hit(unseen),
        "paraphrase_kept": mean_kept(unseen),
        "evenness": evenness(editor, subjects, threshold, scale),
        **{
            name: _mean(list(right.values()))
            for name, right in zip(("judge", "judge_generated", "judge_inverted"), by_judge)
        },
        "zero_shot_by_attribute": by_clip,
        "zero_shot_portraits": ZERO_SHOT_PORTRAITS,
        "zero_shot": _mean(list(by_clip.values())),
        "judge_by_attribute": by_judge[0],
        "judge_generated_by_attribute": by_judge[1],
        "attributes": by_attribute(scores),
        "phrases": {
            one.phrase: {"hit": round(one.rates.hit, 3), "kept": round(one.rates.kept, 3), "portraits": one.count}
            for one in (*scores, *unseen)
        },
    }
    published = ""
    if calibrated and (runs / PUBLISHED_SAMPLING).is_file():
        # The same editor around a mapper that has seen random pairs alone, calibrated as well as it can be.
        other = copy(editor)
        other.mapper = load_mapper(runs / PUBLISHED_SAMPLING)
        its_own = score(other, judge, subjects, WISHES, *calibrate(other, judge, trial))
        result["published_sampling"] = {"hit": mean_hit(its_own), "kept": mean_kept(its_own)}
        published = PUBLISHED.format(**result["published_sampling"])
    table, attributes = markdown(scores, oracle), markdown_by_attribute(result["attributes"])
    (runs / "evaluation.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    (runs / "evaluation.md").write_text(table + "\n\n" + markdown(unseen) + "\n", encoding="utf-8")
    sheet = contact_sheet(editor, subjects, threshold, scale)
    sheet.save(runs / "contact.png")
    if calibrated:
        write_manifest(
            AVATARS, manifest.folder, {"threshold": threshold, "strength_scale": scale, "evaluation": result}
        )
        report = project_root() / "docs" / f"evaluation-{manifest.name}.md"
        report.parent.mkdir(exist_ok=True)
        report.write_text(
            REPORT.format(name=manifest.name, table=table, published=published, by_attribute=attributes, **result),
            encoding="utf-8",
        )
        sheet.save(project_root() / "assets" / f"{manifest.name}-edits.jpg", quality=90)
    print(table)
    print(attributes)
    print(markdown(unseen))
    print(json.dumps({k: v for k, v in result.items() if k != "phrases"}, indent=2))


def markdown(scores: list[Score], oracle: list[Score] | None = None) -> str:
    """A table of scores, with the oracle's beside them where it was asked."""
    series = [scores] if oracle is None else [scores, oracle]
    head = ["phrase", "hit", "others kept", *(["oracle hit", "oracle kept"] if oracle else []), "portraits"]
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    for line in zip(*series):
        figures = " | ".join(f"{one.rates.hit:.0%} | {one.rates.kept:.0%}" for one in line)
        lines.append(f"| {line[0].phrase} | {figures} | {line[0].count} |")
    means = " | ".join(f"{mean_hit(each):.0%} | {mean_kept(each):.0%}" for each in series)
    lines.append(f"| **mean** | {means} | |")
    return "\n".join(lines)


def markdown_by_attribute(attributes: Mapping[str, Mapping[str, float]]) -> str:
    """A table of :func:`by_attribute`."""
    lines = ["| attribute | hit when asked for | kept when not |", "| --- | --- | --- |"]
    for name, figures in attributes.items():
        hit = f"{figures['hit']:.1%}" if "hit" in figures else "not asked"
        lines.append(f"| {name} | {hit} | {figures['kept']:.1%} |")
    return "\n".join(lines)
