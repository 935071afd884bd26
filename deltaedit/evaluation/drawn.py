"""Measures the bundle of a drawn domain on fresh renders, which are inverted and edited as a user would do it.

Every edit is compared with the unedited reconstruction by :class:`deltaedit.evaluation.judge.Judge`: it *hits* where
the judge then reads the wanted value, and *keeps* the attributes whose reading stays. Drawings that have the value
already are left out, and so are attributes that an edit hides. The ceiling is an *oracle* edit: S of the code with just
that attribute changed, in place of the mapper's.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from deltaedit.bundles.find import find_bundle, project_root
from deltaedit.editor import DeltaEditor
from deltaedit.errors import PromptError, TrainingError
from deltaedit.evaluation.judge import Judge, accuracy, pictures_of, train_judge
from deltaedit.evaluation.report import attribute_table, failures, page, score_table
from deltaedit.evaluation.scores import Rates, Score, by_attribute, mean, mean_hit, mean_kept, phrase_figures
from deltaedit.evaluation.sentences import answers, drawings_having, kind_figures, kind_table, sentences_of
from deltaedit.evaluation.subjects import Subjects, draw, edited, in_batches, inverted_subjects, known_subjects
from deltaedit.files import check_folder, write_whole
from deltaedit.images import psnr, to_pil
from deltaedit.training.drawn.bundle import TRAINED, write_manifest
from deltaedit.training.drawn.captions import Phrase, is_held_out, say
from deltaedit.training.drawn.codes import codes_to_w
from deltaedit.training.drawn.domain import Drawing
from deltaedit.training.drawn.domains.outside import outside_wishes
from deltaedit.training.drawn.drawn_domain import DrawnDomain, Wish
from deltaedit.training.run import runs_of

SEED_CALIBRATE, SEED_TEST, SEED_ZERO_SHOT = 666, 777, 888
ZERO_SHOT_DRAWINGS = 400
THRESHOLDS = (0.0, 0.02, 0.04, 0.07)
SCALES = (0.9, 1.0, 1.1, 1.25)
CALIBRATION_DRAWINGS = 16
SHEET_DRAWINGS, SHEET_COLUMNS = 4, 9
STEPS_OF_STRENGTH = 10
PARAPHRASES_PER_ATTRIBUTE = 4
#: Folders of the project where the figures of a calibrated bundle are shown: a page, and a sheet of pictures.
PAGES = ("docs", "assets")
#: Drawings that each thing is taken off from, to find out how it is best said.
REMOVALS_EACH = 4
#: Length of a text delta, as a share of that of good wordings, below which a text is refused as saying nothing.
LEAST_SAID = 0.2


def rows_for(subjects: Subjects, wish: Wish) -> list[int]:
    """The drawings that a wish changes: the attribute can be seen and has another value."""
    attribute, values = wish
    return [i for i, one in enumerate(subjects.drawings) if one.attributes().get(attribute, values[0]) not in values]


def rates(subjects: Subjects, rows: list[int], after: Tensor, wish: Wish, judge: Judge) -> Rates:
    """How edited pictures of the drawings in ``rows`` did."""
    attribute, values = wish
    judged = set(subjects.drawn.judged_values) - {attribute} - subjects.drawn.hides.get(attribute, frozenset())
    hits = []
    kept: dict[str, list[bool]] = {}
    for row, reading in zip(rows, judge.read(after)):
        hits.append(reading[attribute] in values)
        for name in sorted(judged & set(subjects.drawings[row].attributes())):
            kept.setdefault(name, []).append(reading[name] == subjects.readings[row][name])
    return Rates(float(np.mean(hits)), {name: (sum(each), len(each)) for name, each in kept.items()})


def score(editor: DeltaEditor, judge: Judge, subjects: Subjects, wishes: Mapping[str, Wish]) -> list[Score]:
    """Hit and kept rates of every text; one that every drawing fulfils already is left out.

    A text that means nothing to the bundle's CLIP leaves the pictures as they are.
    """

    def change(text: str, _: Wish, rows: list[int]) -> Tensor:
        try:
            delta = editor.clip.text_delta(editor.manifest.neutral, text)
        except PromptError:
            return subjects.image[rows]
        return edited(editor, subjects, rows, [delta])

    return _scores(judge, subjects, wishes, change)


def score_oracle(editor: DeltaEditor, judge: Judge, subjects: Subjects, wishes: Mapping[str, Wish]) -> list[Score]:
    """The same where S is that of the code with just that attribute changed; ``subjects`` by their true codes."""

    def change(_: str, wish: Wish, rows: list[int]) -> Tensor:
        wished = [subjects.drawings[i].with_attribute(wish[0], wish[1][0]) for i in rows]
        w_plus = editor.generator.broadcast(codes_to_w(editor.manifest.folder, wished))
        return draw(editor, editor.generator.w_to_s(w_plus), subjects.w_plus[rows])

    return _scores(judge, subjects, wishes, change)


def _scores(
    judge: Judge, subjects: Subjects, wishes: Mapping[str, Wish], change: Callable[[str, Wish, list[int]], Tensor]
) -> list[Score]:
    scores = []
    for text, wish in wishes.items():
        if rows := rows_for(subjects, wish):
            scores.append(Score(text, wish[0], len(rows), rates(subjects, rows, change(text, wish, rows), wish, judge)))
    return scores


def paraphrases(drawn: DrawnDomain) -> dict[str, Wish]:
    """Texts from wordings of the domain that CLIP was never trained on, a few per attribute."""
    chosen: dict[str, Wish] = {}
    counts: dict[str, int] = {}
    for phrase in drawn.language.phrases:
        suits = is_held_out(phrase) and phrase.also is None and phrase.attribute in drawn.judged_values
        if suits and counts.get(phrase.attribute, 0) < PARAPHRASES_PER_ATTRIBUTE:
            counts[phrase.attribute] = counts.get(phrase.attribute, 0) + 1
            chosen[say(phrase, drawn.texts.neutral)] = (phrase.attribute, tuple(sorted(phrase.values)))
    return chosen


def without_trained_words(drawn: DrawnDomain, wishes: Mapping[str, Wish]) -> set[str]:
    """The texts that hold no wording about their attribute that CLIP was trained on."""

    def holds(text: str, attribute: str) -> bool:
        trained = (p.words for p in drawn.language.phrases if p.attribute == attribute and not is_held_out(p))
        return any(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) for words in trained)

    return {text for text, (attribute, _) in wishes.items() if not holds(text, attribute)}


def zero_shot(editor: DeltaEditor, drawn: DrawnDomain, images: Tensor, drawings: list[Drawing]) -> dict[str, float]:
    """Per attribute: how often a picture lies nearest to a text of the value that it shows, by trained wordings."""
    pictures = in_batches(editor.clip.embed_image, images)
    result: dict[str, float] = {}
    for attribute in drawn.judged_values:
        said: dict[str, list[Tensor]] = {}
        for phrase in drawn.language.phrases:
            if phrase.attribute == attribute and len(phrase.values) == 1 and not (phrase.also or is_held_out(phrase)):
                text = say(phrase, drawn.texts.neutral)
                said.setdefault(min(phrase.values), []).append(editor.clip.embed_text(text))
        shown = [drawing.attributes().get(attribute) for drawing in drawings]
        if said and not said.keys().isdisjoint(shown):
            table = F.normalize(torch.stack([torch.stack(each).mean(dim=0) for each in said.values()]), dim=1)
            nearest = [list(said)[i] for i in (pictures @ table.t()).argmax(dim=1).tolist()]
            result[attribute] = mean(float(a == b) for a, b in zip(nearest, shown) if b in said)
    return result


def calibrate(editor: DeltaEditor, judge: Judge, subjects: Subjects) -> DeltaEditor:
    """The same editor with the threshold and the strength scale with which strength 1 does best.

    Best is the highest sum of the hit rate and twice the kept rate: a spoilt picture is worse than a timid edit.
    """
    best, chosen = -1.0, editor
    for threshold in THRESHOLDS:
        for scale in SCALES:
            other = copy(editor)
            other.manifest = replace(editor.manifest, threshold=threshold, strength_scale=scale)
            scores = score(other, judge, subjects, subjects.drawn.wishes)
            hit, kept = mean_hit(scores), mean_kept(scores)
            print(f"threshold {threshold:.2f}, scale {scale:.2f}: hit {hit:.1%}, kept {kept:.1%}", flush=True)
            if hit + 2 * kept > best:
                best, chosen = hit + 2 * kept, other
    return chosen


def denials_are_better(editor: DeltaEditor, judge: Judge, drawn: DrawnDomain) -> bool:
    """Whether "face" to "face without a hat" takes things off more surely than "face with a hat" to "face"."""
    config, neutral = editor.clip.config, drawn.texts.neutral
    things: dict[tuple[str, frozenset[str]], Phrase] = {}
    for phrase in drawn.language.phrases:
        if phrase.form == "with" and phrase.absent is not None and not (phrase.also or is_held_out(phrase)):
            things.setdefault((phrase.attribute, phrase.values), phrase)
    best: dict[bool, float] = {}
    for denies in (False, True):
        editor.clip.config, hits = replace(config, denies=denies), []
        for (attribute, values), phrase in things.items():
            after = tuple(sorted(phrase.absent or ()))
            drawings = drawings_having(drawn, (attribute, tuple(sorted(values))), REMOVALS_EACH, SEED_CALIBRATE)
            subjects = known_subjects(editor, drawn, judge, drawings)
            words = editor.understand(f"{neutral} with {phrase.words}", neutral)
            rows = list(range(len(drawings)))
            result = rates(subjects, rows, edited(editor, subjects, rows, words.deltas), (attribute, after), judge)
            hits.append(result.hit + 2 * result.kept)
        best[denies] = float(np.mean(hits)) if hits else 0.0
    editor.clip.config = config
    return best[True] > best[False]


def understood_length(editor: DeltaEditor, drawn: DrawnDomain) -> float:
    """A share of what the wordings held out say: what is of nothing here says next to nothing."""
    texts = [say(phrase, drawn.texts.neutral) for phrase in drawn.language.phrases if is_held_out(phrase)]
    return round(LEAST_SAID * float(np.median([_length(editor, text) for text in texts])), 3)


def refused(editor: DeltaEditor, texts: Sequence[str]) -> float:
    """Share of good texts that say too little to the bundle."""
    return mean(float(_length(editor, text) < editor.clip.config.understood) for text in texts)


def _length(editor: DeltaEditor, text: str) -> float:
    return float((editor.clip.embed_text(text) - editor.clip.embed_text(editor.manifest.neutral)).norm())


def mean_psnr(images: Tensor, renders: Tensor, part: tuple[float, float] = (0.0, 1.0)) -> float:
    """Mean over pictures of the PSNR, in dB, of a centred square given in parts of the edge."""
    size = renders.shape[-1]
    first, last = (round(edge * size) for edge in part)
    crops = [
        (to_pil(a[:, first:last, first:last]), to_pil(b[:, first:last, first:last])) for a, b in zip(images, renders)
    ]
    return round(float(np.mean([psnr(a, b) for a, b in crops])), 2)


def colour_error(drawn: DrawnDomain, images: Tensor, renders: Tensor, drawings: list[Drawing]) -> float:
    """Mean distance, of 255 per channel, between the mean colour drawn and the true one, where a part shows purely."""
    errors = []
    for image, render, drawing in zip((images + 1) * 127.5, (renders + 1) * 127.5, drawings):
        for part in drawn.judged_colours:
            colour = torch.tensor(drawing.rgb[part], dtype=torch.float32)
            mask = (render - colour[:, None, None]).abs().amax(dim=0) < 2
            if drawing.shows(part) and mask.sum() >= 20:
                errors.append(float((image[:, mask].mean(dim=1) - colour).abs().mean()))
    return round(float(np.mean(errors)), 2)


def evenness(editor: DeltaEditor, subjects: Subjects) -> float:
    """Largest of ten steps of strength against their mean, in mean absolute change; 1 is perfectly even."""
    ratios = []
    s, w_plus, seen = subjects.s[:4], subjects.w_plus[:4], subjects.clip_image[:4]
    for text in list(subjects.drawn.wishes)[:8]:
        delta = editor.clip.text_delta(editor.manifest.neutral, text)
        delta_s = editor.change(s, seen, [[delta]] * len(s), lower_if_empty=True).delta_s
        frames = [draw(editor, s + k / STEPS_OF_STRENGTH * delta_s, w_plus) for k in range(STEPS_OF_STRENGTH + 1)]
        steps = torch.stack([(b - a).abs().mean(dim=(1, 2, 3)) for a, b in zip(frames, frames[1:])])
        ratios += (steps.amax(dim=0) / steps.mean(dim=0).clamp(min=1e-6)).tolist()
    return round(float(np.mean(ratios)), 2)


def contact_sheet(editor: DeltaEditor, subjects: Subjects) -> Image.Image:
    """Four drawings, or as many as there are, unedited and under every wish."""
    rows = list(range(min(SHEET_DRAWINGS, len(subjects.drawings))))
    deltas = [editor.clip.text_delta(editor.manifest.neutral, text) for text in subjects.drawn.wishes]
    columns = [subjects.image[rows], *(edited(editor, subjects, rows, [delta]) for delta in deltas)]
    while len(columns) % SHEET_COLUMNS:
        columns.append(torch.ones_like(columns[0]))
    bands = [columns[i : i + SHEET_COLUMNS] for i in range(0, len(columns), SHEET_COLUMNS)]
    return to_pil(torch.cat([torch.cat([torch.cat(list(c), dim=1) for c in band], dim=2) for band in bands], dim=1))


def evaluate(drawn: DrawnDomain, count: int, *, calibrated: bool = False) -> None:
    """Measure everything, print it, and leave ``evaluation.json``, ``.md`` and ``contact.png`` in the bundle's runs.

    Args:
        count: drawings to edit.
        calibrated: first choose threshold and strength scale, and then write both and the figures into the manifest
            and the page into ``docs/``.

    Raises:
        BundleError: the domain has no bundle yet.
        TrainingError: there is nothing to measure on, or the outsiders' phrases do not fit the domain.
    """
    if count < 1:
        raise TrainingError(f"Nothing can be measured on {count} drawings; take 1 at least.")
    outside = outside_wishes(drawn)
    editor = DeltaEditor.from_bundle(find_bundle(drawn.name).folder)
    manifest = editor.manifest
    runs = runs_of(manifest.folder)
    runs.mkdir(parents=True, exist_ok=True)
    judge = train_judge(drawn, runs / "judge.safetensors", manifest.resolution)
    if calibrated:
        others = drawn.domain.sample(CALIBRATION_DRAWINGS, SEED_CALIBRATE)
        trial = inverted_subjects(editor, drawn, judge, others, pictures_of(others, manifest.resolution))
        editor = calibrate(editor, judge, trial)
    chosen = {name: getattr(editor.manifest, name) for name in ("threshold", "strength_scale")}
    drawings = drawn.domain.sample(count, SEED_TEST)
    renders = pictures_of(drawings, manifest.resolution)
    known = known_subjects(editor, drawn, judge, drawings)
    subjects = inverted_subjects(editor, drawn, judge, drawings, renders)
    if calibrated:
        editor.clip.config = replace(
            editor.clip.config,
            understood=understood_length(editor, drawn),
            denies=denials_are_better(editor, judge, drawn),
        )
    having = cache(lambda wish: known_subjects(editor, drawn, judge, drawings_having(drawn, wish)))
    said = answers(editor, judge, subjects, having, sentences_of(drawn))
    oracle = score_oracle(editor, judge, known, drawn.wishes)
    scores = score(editor, judge, subjects, drawn.wishes)
    unseen = score(editor, judge, subjects, paraphrases(drawn))
    strange = score(editor, judge, subjects, outside)
    by_judge = [accuracy(judge, images, drawings) for images in (renders, known.image, subjects.image)]
    more = drawn.domain.sample(ZERO_SHOT_DRAWINGS, SEED_ZERO_SHOT)
    by_clip = zero_shot(editor, drawn, pictures_of(more, manifest.resolution), more)
    result: dict[str, Any] = {
        "drawings": count,
        **chosen,
        "generator_psnr": mean_psnr(known.image, renders),
        "generator_focus_psnr": mean_psnr(known.image, renders, drawn.focus),
        "colour_error": colour_error(drawn, known.image, renders, drawings),
        "inversion_psnr": mean_psnr(subjects.image, renders),
        "inversion_focus_psnr": mean_psnr(subjects.image, renders, drawn.focus),
        "hit": mean_hit(scores),
        "kept": mean_kept(scores),
        "oracle_hit": mean_hit(oracle),
        "oracle_kept": mean_kept(oracle),
        "paraphrases": len(unseen),
        "paraphrase_hit": mean_hit(unseen),
        "paraphrase_kept": mean_kept(unseen),
        **outside_figures(drawn, outside, strange),
        "understood": editor.clip.config.understood,
        "denies": editor.clip.config.denies,
        "good_refused": refused(editor, [*drawn.wishes, *paraphrases(drawn), *outside]),
        "sentences": kind_figures(said),
        "evenness": evenness(editor, subjects),
        **{name: mean(right.values()) for name, right in zip(("judge", "judge_generated", "judge_inverted"), by_judge)},
        "zero_shot_by_attribute": by_clip,
        "zero_shot_drawings": ZERO_SHOT_DRAWINGS,
        "zero_shot": mean(by_clip.values()),
        "judge_by_attribute": by_judge[0],
        "judge_generated_by_attribute": by_judge[1],
        "attributes": by_attribute(scores, drawn.judged_values),
        "phrases": phrase_figures([*scores, *unseen]),
        "outside_phrases": phrase_figures(strange),
    }
    tables = [kind_table(said), score_table(scores, oracle), attribute_table(result["attributes"]), score_table(unseen)]
    if strange:
        tables += [score_table(strange), failures(strange)]
    write_whole(runs / "evaluation.json", (json.dumps(result, indent=2) + "\n").encode())
    write_whole(runs / "evaluation.md", ("\n\n".join(tables) + "\n").encode())
    sheet = contact_sheet(editor, subjects)
    _write_sheet(sheet, runs / "contact.png")
    if calibrated:
        trained = {name: manifest.evaluation[name] for name in TRAINED if name in manifest.evaluation}
        changes = {**chosen, "evaluation": {**trained, **result}}
        found = {"understood": editor.clip.config.understood, "denies": editor.clip.config.denies}
        write_manifest(drawn, manifest.folder, changes, found)
        docs, assets = (project_root() / name for name in PAGES)
        for folder in (docs, assets):
            folder.mkdir(exist_ok=True)
        write_whole(docs / f"evaluation-{drawn.name}.md", page(drawn, result, scores, oracle, strange, said).encode())
        _write_sheet(sheet, assets / f"{drawn.name}-edits.jpg")
    print("\n\n".join(tables))
    print(
        json.dumps(
            {name: value for name, value in result.items() if name not in ("phrases", "outside_phrases")}, indent=2
        )
    )


def _write_sheet(sheet: Image.Image, path: Path) -> None:
    content = io.BytesIO()
    sheet.save(content, Image.registered_extensions()[path.suffix], quality=90)
    write_whole(path, content.getvalue())


def check_places(name: str, *, calibrated: bool) -> None:
    """Check, before hours of measuring, that :func:`evaluate` can write what it writes.

    Raises:
        BundleError: there is no such bundle.
        DeltaEditError: a folder cannot be written to.
    """
    folder = find_bundle(name).folder
    check_folder(runs_of(folder))
    if calibrated:
        for place in (folder, *(project_root() / name for name in PAGES)):
            check_folder(place)


def outside_figures(drawn: DrawnDomain, wishes: Mapping[str, Wish], scores: Sequence[Score]) -> dict[str, float]:
    """Counts and rates of the outsiders' phrases, and of those among them that share no wording with the domain's."""
    if not scores:
        return {}
    new = without_trained_words(drawn, wishes)
    new_scores = [one for one in scores if one.phrase in new]
    return {
        "outside": len(scores),
        "outside_hit": mean_hit(scores),
        "outside_kept": mean_kept(scores),
        "outside_new": len(new_scores),
        **({"outside_new_hit": mean_hit(new_scores)} if new_scores else {}),
    }
