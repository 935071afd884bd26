"""Measuring the bundle of a drawn domain on new renders, which are inverted and edited as on the page."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from deltaedit.bundles.find import find_bundle, project_root
from deltaedit.editor import DeltaEditor
from deltaedit.errors import TrainingError
from deltaedit.evaluation.edits import (
    Request,
    Result,
    Subjects,
    by_attribute,
    drawings_having,
    inverted_subjects,
    known_subjects,
    mean,
    mean_hit,
    mean_kept,
    measure,
    measure_oracle,
)
from deltaedit.evaluation.fidelity import colour_error, contact_sheet, edges_drawn, evenness, mean_psnr, zero_shot
from deltaedit.evaluation.judge import Judge, accuracy, pictures_of, train_judge
from deltaedit.evaluation.report import Measured, kind_figures, page, tables
from deltaedit.evaluation.sentences import (
    outsiders_of,
    paraphrases,
    sentences_of,
    wishes_of,
    without_trained_words,
)
from deltaedit.files import check_folder, write_whole
from deltaedit.training.drawn.bundle import TRAINED, write_drawn_manifest
from deltaedit.training.drawn.captions import Phrase, is_held_out, say
from deltaedit.training.drawn.domain import Domain, Wish
from deltaedit.training.run import runs_of

SEED_CALIBRATE, SEED_TEST, SEED_HAVING, SEED_ZERO_SHOT = 666, 777, 779, 888
ZERO_SHOT_DRAWINGS = 400
THRESHOLDS = (0.0, 0.02, 0.04, 0.07)
SCALES = (0.9, 1.0, 1.1, 1.25)
CALIBRATION_DRAWINGS = 16
#: Drawings per sentence about a removal; and per thing, for choosing how removals are expressed.
DRAWINGS_HAVING, REMOVALS_EACH = 8, 4
#: Wishes for which the evenness of the strength is measured.
EVEN_WISHES = 8
#: Folders of the project for the results of a calibrated bundle: a page, and a sheet of pictures.
PAGES = ("docs", "assets")
#: Texts are refused if their delta is shorter than this share of the median of held-out wordings.
MIN_DELTA_SHARE = 0.2

Measure = Callable[[DeltaEditor, Judge, Subjects, Request], Result]


def results_of(
    measure: Measure, editor: DeltaEditor, judge: Judge, subjects: Subjects, requests: Sequence[Request]
) -> list[Result]:
    """The results of the requests that change any of the subjects."""
    results = (measure(editor, judge, subjects, request) for request in requests)
    return [result for result in results if result.count]


def calibrate(editor: DeltaEditor, judge: Judge, subjects: Subjects) -> DeltaEditor:
    """The editor with the threshold and the strength scale that are best at strength 1.

    The best have the highest sum of the hit rate and twice the kept rate: spoiling a picture is worse than editing too
    little.
    """
    best, chosen = -1.0, editor
    for threshold in THRESHOLDS:
        for scale in SCALES:
            other = copy(editor)
            other.manifest = replace(editor.manifest, threshold=threshold, strength_scale=scale)
            results = results_of(measure, other, judge, subjects, wishes_of(subjects.domain))
            hit, kept = mean_hit(results), mean_kept(results)
            print(f"threshold {threshold:.2f}, scale {scale:.2f}: hit {hit:.1%}, kept {kept:.1%}", flush=True)
            if hit + 2 * kept > best:
                best, chosen = hit + 2 * kept, other
    return chosen


def removals(domain: Domain) -> list[Request]:
    """Requests from "face with a hat" to "face", for everything that can be removed."""
    neutral = domain.texts.neutral
    things: dict[tuple[str, frozenset[str]], Phrase] = {}
    for phrase in domain.language.phrases:
        if phrase.form == "with" and phrase.absent is not None and not (phrase.condition or is_held_out(phrase)):
            things.setdefault((phrase.attribute, phrase.values), phrase)
    return [
        Request(
            "removal",
            neutral,
            ((attribute, domain.in_order(attribute, phrase.absent or frozenset())),),
            f"{neutral} with {phrase.words}",
            (attribute, tuple(sorted(values))),
        )
        for (attribute, values), phrase in things.items()
    ]


def denials_are_better(editor: DeltaEditor, judge: Judge, domain: Domain) -> bool:
    """Whether "face" to "face without a hat" removes things better than "face with a hat" to "face"."""
    config, scores = editor.clip.config, {}
    requests = removals(domain)
    having = partial(_subjects_having, editor, judge, domain, REMOVALS_EACH, SEED_CALIBRATE)
    subjects = [having(request.having) for request in requests if request.having is not None]
    for denies in (False, True):
        editor.clip.config = replace(config, denies=denies)
        results = [measure(editor, judge, some, request) for some, request in zip(subjects, requests)]
        method = "denials" if denies else "two texts"
        print(f"removals as {method}: hit {mean_hit(results):.1%}, kept {mean_kept(results):.1%}", flush=True)
        scores[denies] = float(np.mean([result.hit + 2 * result.kept for result in results])) if results else 0.0
    editor.clip.config = config
    return scores[True] > scores[False]


def understood_length(editor: DeltaEditor, domain: Domain) -> float:
    """The length of a text delta below which a text is refused, from those of held-out wordings."""
    neutral = editor.clip.embed_text(editor.manifest.neutral)
    texts = [say(phrase, domain.texts.neutral) for phrase in domain.language.phrases if is_held_out(phrase)]
    lengths = [float((editor.clip.embed_text(text) - neutral).norm()) for text in texts]
    return round(MIN_DELTA_SHARE * float(np.median(lengths)), 3)


def evaluate(domain: Domain, count: int, *, calibrated: bool = False) -> None:
    """Measure everything, print it, and write ``evaluation.json``, ``.md`` and ``contact.png`` to the bundle's runs.

    Args:
        count: number of drawings to edit.
        calibrated: calibrate the threshold and the strength scale first, write both and the figures to the manifest,
            and write the page to ``docs/``.

    Raises:
        BundleError: the domain has no bundle yet.
        TrainingError: ``count`` is less than 1.
    """
    if count < 1:
        raise TrainingError(f"Nothing can be measured on {count} drawings; use at least 1.")
    editor = DeltaEditor.from_bundle(find_bundle(domain.name).folder)
    manifest = editor.manifest
    runs = runs_of(manifest.folder)
    runs.mkdir(parents=True, exist_ok=True)
    judge = train_judge(domain, runs / "judge.safetensors", manifest.resolution)
    if calibrated:
        trial_drawings = domain.sample(CALIBRATION_DRAWINGS, SEED_CALIBRATE)
        trial_renders = pictures_of(trial_drawings, manifest.resolution)
        editor = calibrate(editor, judge, inverted_subjects(editor, domain, judge, trial_drawings, trial_renders))
        understood, denies = understood_length(editor, domain), denials_are_better(editor, judge, domain)
        editor.clip.config = replace(editor.clip.config, understood=understood, denies=denies)
    drawings = domain.sample(count, SEED_TEST)
    renders = pictures_of(drawings, manifest.resolution)
    known = known_subjects(editor, domain, judge, drawings)
    subjects = inverted_subjects(editor, domain, judge, drawings, renders)
    having = cache(partial(_subjects_having, editor, judge, domain, DRAWINGS_HAVING, SEED_HAVING))
    oracle = results_of(measure_oracle, editor, judge, known, wishes_of(domain))
    wishes, unseen, outside = (
        results_of(measure, editor, judge, subjects, requests)
        for requests in (wishes_of(domain), paraphrases(domain), outsiders_of(domain))
    )
    sentences = [
        measure(editor, judge, subjects if request.having is None else having(request.having), request)
        for request in sentences_of(domain)
    ]
    by_judge = [accuracy(judge, images, drawings) for images in (renders, known.image, subjects.image)]
    zero_shot_drawings = domain.sample(ZERO_SHOT_DRAWINGS, SEED_ZERO_SHOT)
    by_clip = zero_shot(editor, domain, pictures_of(zero_shot_drawings, manifest.resolution), zero_shot_drawings)
    chosen = {name: getattr(editor.manifest, name) for name in ("threshold", "strength_scale")}
    clip = {name: getattr(editor.clip.config, name) for name in ("understood", "denies")}
    figures: dict[str, Any] = {
        "drawings": count,
        **chosen,
        "generator_psnr": mean_psnr(known.image, renders),
        "generator_focus_psnr": mean_psnr(known.image, renders, domain.focus),
        "generator_edges": edges_drawn(known.image, renders),
        "colour_error": colour_error(domain, known.image, renders, drawings),
        "inversion_psnr": mean_psnr(subjects.image, renders),
        "inversion_focus_psnr": mean_psnr(subjects.image, renders, domain.focus),
        "inversion_edges": edges_drawn(subjects.image, renders),
        **_rates("", wishes),
        **_rates("oracle_", oracle),
        "paraphrases": len(unseen),
        **_rates("paraphrase_", unseen),
        **outside_figures(domain, outside),
        **clip,
        "good_refused": mean(float(result.refused) for result in (*wishes, *unseen, *outside)),
        "sentences": kind_figures(sentences),
        "evenness": evenness(editor, subjects, domain.wishes[:EVEN_WISHES]),
        **{name: mean(right.values()) for name, right in zip(("judge", "judge_generated", "judge_inverted"), by_judge)},
        "zero_shot_by_attribute": by_clip,
        "zero_shot_drawings": ZERO_SHOT_DRAWINGS,
        "zero_shot": mean(by_clip.values()),
        "judge_by_attribute": by_judge[0],
        "judge_generated_by_attribute": by_judge[1],
        "attributes": by_attribute(wishes, domain.judged_values),
    }
    phrases = {
        "phrases": {result.request.text: result.figures for result in (*wishes, *unseen)},
        "outside_phrases": {result.request.text: result.figures for result in outside},
    }
    stored = json.dumps({**figures, **phrases}, indent=2)
    measured = Measured(figures, wishes, oracle, unseen, outside, sentences)
    text = tables(measured)
    sheet = contact_sheet(editor, subjects, domain.wishes)
    write_whole(runs / "evaluation.json", f"{stored}\n".encode())
    write_whole(runs / "evaluation.md", f"{text}\n".encode())
    _write_sheet(sheet, runs / "contact.png")
    if calibrated:
        trained = {name: manifest.evaluation[name] for name in TRAINED if name in manifest.evaluation}
        write_drawn_manifest(domain, manifest.folder, {**chosen, "evaluation": {**trained, **figures, **phrases}}, clip)
        docs, assets = (project_root() / name for name in PAGES)
        for folder in (docs, assets):
            folder.mkdir(exist_ok=True)
        write_whole(docs / f"evaluation-{domain.name}.md", page(domain, measured).encode())
        _write_sheet(sheet, assets / f"{domain.name}-edits.jpg")
    print(text)
    print(json.dumps(figures, indent=2))


def outside_figures(domain: Domain, results: Sequence[Result]) -> dict[str, float]:
    """Counts and rates of the outsiders' phrases, and of those among them that contain no trained wording."""
    if not results:
        return {}
    new_texts = without_trained_words(domain, [result.request for result in results])
    new = [result for result in results if result.request.text in new_texts]
    return {
        "outside": len(results),
        **_rates("outside_", results),
        "outside_new": len(new),
        **({"outside_new_hit": mean_hit(new)} if new else {}),
    }


def check_writable(name: str, *, calibrated: bool) -> None:
    """Check, before hours of measuring, that :func:`evaluate` can write its results.

    Raises:
        BundleError: there is no such bundle.
        DeltaEditError: a folder cannot be written to.
    """
    bundle = find_bundle(name).folder
    check_folder(runs_of(bundle))
    if calibrated:
        for folder in (bundle, *(project_root() / page for page in PAGES)):
            check_folder(folder)


def _subjects_having(editor: DeltaEditor, judge: Judge, domain: Domain, count: int, seed: int, wish: Wish) -> Subjects:
    """Drawings that have the values of a wish, with their true codes."""
    return known_subjects(editor, domain, judge, drawings_having(domain, wish, count, seed))


def _rates(prefix: str, results: Sequence[Result]) -> dict[str, float]:
    return {f"{prefix}hit": mean_hit(results), f"{prefix}kept": mean_kept(results)}


def _write_sheet(sheet: Image.Image, path: Path) -> None:
    content = io.BytesIO()
    sheet.save(content, Image.registered_extensions()[path.suffix], quality=90)
    write_whole(path, content.getvalue())
