"""Measures the avatars bundle on fresh renders, by a judge that neither CLIP nor the mapper has seen.

The judge is a small convolutional network with one head an attribute, trained on renders alone. Every edit is compared
with the unedited reconstruction: it *hits* where the judge then reads the wanted value, and *keeps* the attributes
whose reading stays. Portraits that have the value already are left out. The ceiling is an *oracle* edit: S of the code
with just that attribute changed, in place of the mapper's.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional as F

from deltaedit.editor import DeltaEditor
from deltaedit.images import psnr, to_pil, to_tensor
from deltaedit.training.avatars.bundle import write_manifest
from deltaedit.training.avatars.domain import COLOURS, PARTS, Portrait, sample_portraits
from deltaedit.training.avatars.render import render
from deltaedit.training.avatars.stages import codes_to_w
from deltaedit.training.progress import Progress
from deltaedit.zoo.bundles import find_bundle, project_root
from deltaedit.zoo.checkpoints import load_strictly, read_weights, save_weights

SEED_JUDGE, SEED_CALIBRATE, SEED_TEST = 501, 666, 777
THRESHOLDS = (0.0, 0.03, 0.06, 0.1)
SCALES = (0.8, 1.0, 1.3)
CALIBRATION_PORTRAITS = 16
JUDGE_STEPS, JUDGE_BATCH, JUDGE_SIZE = 1500, 32, 64
REPORT = """# The avatars bundle, measured

By `python -m deltaedit evaluate avatars --calibrate`, on {portraits} portraits that nothing was trained or calibrated
on, at strength 1 and the bundle's own threshold ({threshold:g}) and strength scale ({strength_scale:g}). An edit *hits*
where a judge, a small classifier trained on renders alone, reads the wanted value; the others are *kept* where its
reading of them is that of the unedited reconstruction. The *oracle* changes just that attribute in the generator's own
code: a ceiling that neither mapper nor CLIP can pass. Generator {generator_psnr} dB, inversion {inversion_psnr} dB
against the renders.

{table}
"""
#: Parts that the judge reads; colours are read for the parts that matter to the phrases.
JUDGED_COLOURS = ("hair", "skin", "clothes", "background")

BEARDS = ("beardMedium", "beardMajestic")
#: Phrase -> the attribute that must change, and the values that fulfil it; the oracle takes the first.
PHRASES: dict[str, tuple[str, tuple[str, ...]]] = {
    "face with glasses": ("accessories", ("prescription02", "round")),
    "face with sunglasses": ("accessories", ("sunglasses",)),
    "face with a beard": ("facialHair", BEARDS),
    "face with a moustache": ("facialHair", ("moustacheFancy",)),
    "bald face": ("top", ("none",)),
    "face with an afro": ("top", ("fro",)),
    "face with a bun": ("top", ("bun",)),
    "face with a bob": ("top", ("bob",)),
    "face with a hijab": ("top", ("hijab",)),
    "face with a hat": ("top", ("hat",)),
    "face in a hoodie": ("clothes", ("hoodie",)),
    "face in a suit": ("clothes", ("blazerAndShirt",)),
    "face in overalls": ("clothes", ("overall",)),
    "angry face": ("eyebrows", ("angry",)),
    "face with closed eyes": ("eyes", ("closed",)),
    "winking face": ("eyes", ("wink",)),
    "face with heart eyes": ("eyes", ("hearts",)),
    "smiling face": ("mouth", ("smile",)),
    "sad face": ("mouth", ("sad",)),
    "screaming face": ("mouth", ("screamOpen",)),
    "face with red hair": ("hairColour", ("red",)),
    "face with blond hair": ("hairColour", ("blond",)),
    "face in red clothes": ("clothesColour", ("red",)),
    "face with dark skin": ("skinColour", ("dark",)),
    "face with a blue background": ("backgroundColour", ("blue",)),
    "face with a yellow background": ("backgroundColour", ("yellow",)),
}


def judged_values() -> dict[str, tuple[str, ...]]:
    """Every attribute that the judge reads, with its values."""
    values = dict(PARTS)
    values.update({f"{part}Colour": tuple(COLOURS[part]) for part in JUDGED_COLOURS})
    return values


class Judge(nn.Module):
    """A plain convolutional network, one softmax head an attribute."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        widths = (3, 24, 48, 72, 96)
        for below, here in zip(widths, widths[1:]):
            layers += [nn.Conv2d(below, here, 3, 2, 1), nn.BatchNorm2d(here), nn.ReLU()]
        self.body = nn.Sequential(*layers)
        self.heads = nn.ModuleDict({name: nn.Linear(96 * 16, len(v)) for name, v in judged_values().items()})

    def forward(self, image: Tensor) -> dict[str, Tensor]:
        """Pictures [B, 3, H, W] in [-1, 1] to logits an attribute."""
        if image.shape[-1] != JUDGE_SIZE:
            image = F.interpolate(image, (JUDGE_SIZE, JUDGE_SIZE), mode="bilinear", antialias=True)
        features = self.body(image).flatten(1)
        return {name: head(features) for name, head in self.heads.items()}

    @torch.no_grad()
    def read(self, image: Tensor) -> list[dict[str, str]]:
        """What each picture shows, by name."""
        values = judged_values()
        best = {name: logits.argmax(dim=1).tolist() for name, logits in self(image).items()}
        return [{name: values[name][best[name][row]] for name in values} for row in range(len(image))]


def pictures_of(portraits: list[Portrait], size: int) -> Tensor:
    """Renders [N, 3, size, size] in [-1, 1]."""
    return torch.cat([to_tensor(render(portrait, size)) for portrait in portraits])


def labels_of(portraits: list[Portrait]) -> dict[str, Tensor]:
    """Index of every judged value, -100 (ignored by the loss) where it cannot be seen."""
    labels = {}
    for name, values in judged_values().items():
        seen = [portrait.attributes().get(name) for portrait in portraits]
        labels[name] = torch.tensor([-100 if value is None else values.index(value) for value in seen])
    return labels


def train_judge(path: Path, size: int, count: int = 5000) -> Judge:
    """Train the judge on fresh renders, or read it where that has been done."""
    judge = Judge()
    if path.is_file():
        return load_strictly(judge, read_weights(path, "judge")[0], path)
    torch.manual_seed(SEED_JUDGE)
    portraits = sample_portraits(count, SEED_JUDGE)
    images = F.interpolate(pictures_of(portraits, size), (JUDGE_SIZE, JUDGE_SIZE), mode="bilinear", antialias=True)
    labels = labels_of(portraits)
    optimizer = torch.optim.AdamW(judge.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, JUDGE_STEPS)
    progress = Progress("judge")
    for step in range(JUDGE_STEPS):
        rows = torch.randint(0, count, (JUDGE_BATCH,))
        image = images[rows] + 0.05 * torch.randn(JUDGE_BATCH, 3, 1, 1)
        if step % 2:
            # Reconstructions are softer than renders; the judge must not mind.
            image = F.interpolate(F.avg_pool2d(image, 2), scale_factor=2, mode="bilinear") if step % 4 == 1 else image
            image = image + 0.04 * torch.randn_like(image)
        logits = judge(image)
        loss = torch.stack([F.cross_entropy(logits[name], labels[name][rows]) for name in logits]).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        progress.show(step + 1, JUDGE_STEPS, f"loss {loss.item():.3f}")
    judge.eval().requires_grad_(False)
    save_weights(path, "judge", {k: v for k, v in judge.state_dict().items() if "num_batches" not in k}, {})
    return judge


def accuracy(judge: Judge, images: Tensor, portraits: list[Portrait]) -> dict[str, float]:
    """Share of pictures that the judge reads rightly, an attribute."""
    right: dict[str, list[bool]] = {name: [] for name in judged_values()}
    for reading, portrait in zip(judge.read(images), portraits):
        truth = portrait.attributes()
        for name in right:
            if name in truth:
                right[name].append(reading[name] == truth[name])
    return {name: round(float(np.mean(values)), 3) for name, values in right.items()}


@dataclass(frozen=True)
class PhraseScore:
    """Hit and kept rates of one phrase, real and oracle, over ``count`` portraits."""

    phrase: str
    count: int
    hit: float
    kept: float
    oracle_hit: float
    oracle_kept: float


def _change(portrait: Portrait, attribute: str, value: str) -> Portrait:
    if attribute.endswith("Colour"):
        return portrait.with_colour(attribute.removesuffix("Colour"), value)
    return portrait.with_part(attribute, value)


#: Attributes that an edit hides or remakes, so that nobody can say whether they were kept.
def _unjudgeable(attribute: str) -> set[str]:
    hidden = {"top": {"hairColour"}, "accessories": {"eyes", "eyebrows"}, "facialHair": {"mouth"}}
    return {attribute} | hidden.get(attribute, set())


def _rates(
    before: list[dict[str, str]],
    after: list[dict[str, str]],
    visible: list[set[str]],
    attribute: str,
    values: tuple[str, ...],
) -> tuple[float, float]:
    hits = [reading[attribute] in values for reading in after]
    ignored = _unjudgeable(attribute)
    kept = [
        old[name] == new[name] for old, new, seen in zip(before, after, visible) for name in seen if name not in ignored
    ]
    return float(np.mean(hits)), float(np.mean(kept))


@torch.no_grad()
def score_phrases(
    editor: DeltaEditor, judge: Judge, portraits: list[Portrait], threshold: float, scale: float, *, oracle: bool = True
) -> tuple[list[PhraseScore], Image.Image]:
    """Every phrase on every portrait that it changes, from known codes; and a contact sheet of four faces.

    Args:
        oracle: measure the ceiling too.
    """
    generator = editor.generator
    folder = editor.manifest.folder
    w_plus = generator.broadcast(codes_to_w(folder, portraits))
    s = generator.w_to_s(w_plus)
    original = generator.synthesize(s, w_plus).clamp(-1, 1)
    clip_image = editor.clip.embed_image(original)
    readings = judge.read(original)
    scores, sheet = [], [original[:4]]
    for phrase, (attribute, values) in PHRASES.items():
        rows = [i for i, p in enumerate(portraits) if p.attributes().get(attribute, values[0]) not in values]
        delta = editor.clip.text_delta(editor.manifest.neutral, phrase)
        mask = editor.relevance.mask(delta.raw, threshold)
        delta_s = editor.mapper(s, clip_image, delta.unit.expand(len(s), -1)) * scale * mask
        edited = generator.synthesize(s + delta_s, w_plus).clamp(-1, 1)
        sheet.append(edited[:4])
        before = [readings[i] for i in rows]
        visible = [set(portraits[i].attributes()) & set(judged_values()) for i in rows]
        hit, kept = _rates(before, judge.read(edited[rows]), visible, attribute, values)
        oracle_hit = oracle_kept = math.nan
        if oracle:
            wished = codes_to_w(folder, [_change(portraits[i], attribute, values[0]) for i in rows])
            ideal = generator.synthesize(generator.w_to_s(generator.broadcast(wished)), w_plus[rows]).clamp(-1, 1)
            oracle_hit, oracle_kept = _rates(before, judge.read(ideal), visible, attribute, values)
        scores.append(PhraseScore(phrase, len(rows), hit, kept, oracle_hit, oracle_kept))
    grid = torch.cat([torch.cat(list(row), dim=1) for row in sheet], dim=2)
    return scores, to_pil(grid)


@torch.no_grad()
def calibrate(editor: DeltaEditor, judge: Judge, count: int) -> tuple[float, float]:
    """The (threshold, strength scale) with which strength 1 does best on portraits of their own.

    Best is the highest sum of the hit rate and one and a half times the kept rate: a spoilt picture is worse than a
    timid edit.
    """
    portraits = sample_portraits(count, SEED_CALIBRATE)
    best, chosen = -1.0, (0.0, 1.0)
    for threshold in THRESHOLDS:
        for scale in SCALES:
            scores, _ = score_phrases(editor, judge, portraits, threshold, scale, oracle=False)
            hit, kept = mean_of(scores, "hit"), mean_of(scores, "kept")
            print(f"threshold {threshold:.2f}, scale {scale:.2f}: hit {hit:.1%}, kept {kept:.1%}", flush=True)
            if hit + 1.5 * kept > best:
                best, chosen = hit + 1.5 * kept, (threshold, scale)
    return chosen


def mean_of(scores: list[PhraseScore], name: str) -> float:
    return round(float(np.mean([getattr(score, name) for score in scores])), 3)


def evaluate_avatars(bundle: str, runs: Path, count: int, *, calibrated: bool = False) -> None:
    """Measure everything, print it, leave ``evaluation.json``, ``evaluation.md`` and ``contact.png`` in ``runs``.

    Args:
        calibrated: first choose threshold and strength scale, and then write both and the figures into the manifest.
    """
    editor = DeltaEditor.from_bundle(find_bundle(bundle).folder)
    size = editor.generator.config.size
    runs.mkdir(parents=True, exist_ok=True)
    judge = train_judge(runs / "judge.safetensors", size)
    portraits = sample_portraits(count, SEED_TEST)
    renders = pictures_of(portraits, size)
    w_plus = editor.generator.broadcast(codes_to_w(editor.manifest.folder, portraits))
    with torch.no_grad():
        generated = editor.generator.synthesize(editor.generator.w_to_s(w_plus), w_plus)
    inverted = [editor.invert(to_pil(image)) for image in renders[: min(count, 16)]]
    reconstructed = torch.cat([to_tensor(inversion.image) for inversion in inverted])
    manifest = editor.manifest
    threshold, scale = manifest.threshold, manifest.strength_scale
    if calibrated:
        threshold, scale = calibrate(editor, judge, CALIBRATION_PORTRAITS)
    scores, sheet = score_phrases(editor, judge, portraits, threshold, scale)
    result: dict[str, Any] = {
        "portraits": count,
        "threshold": threshold,
        "strength_scale": scale,
        "generator_psnr": round(float(np.mean([psnr(to_pil(a), to_pil(b)) for a, b in zip(generated, renders)])), 2),
        "inversion_psnr": round(float(np.mean([inversion.psnr or 0.0 for inversion in inverted])), 2),
        "judge_on_renders": accuracy(judge, renders, portraits),
        "judge_on_generated": accuracy(judge, generated.clamp(-1, 1), portraits),
        "judge_on_inversions": accuracy(judge, reconstructed, portraits[: len(inverted)]),
        "hit": mean_of(scores, "hit"),
        "kept": mean_of(scores, "kept"),
        "oracle_hit": mean_of(scores, "oracle_hit"),
        "oracle_kept": mean_of(scores, "oracle_kept"),
    }
    lines = [
        "| phrase | hit | others kept | oracle hit | oracle kept | portraits |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {s.phrase} | {s.hit:.0%} | {s.kept:.0%} | {s.oracle_hit:.0%} | {s.oracle_kept:.0%} | {s.count} |"
        for s in scores
    ]
    lines.append(
        f"| **mean** | {result['hit']:.0%} | {result['kept']:.0%} | {result['oracle_hit']:.0%} "
        f"| {result['oracle_kept']:.0%} | |"
    )
    (runs / "evaluation.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    (runs / "evaluation.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sheet.save(runs / "contact.png")
    if calibrated:
        result["phrases"] = {
            s.phrase: {"hit": round(s.hit, 3), "kept": round(s.kept, 3), "portraits": s.count} for s in scores
        }
        changes = {"threshold": threshold, "strength_scale": scale, "evaluation": result}
        write_manifest(manifest.folder, changes)
        report = project_root() / "docs" / f"evaluation-{manifest.name}.md"
        report.parent.mkdir(exist_ok=True)
        report.write_text(REPORT.format(table="\n".join(lines), **result), encoding="utf-8")
    print("\n".join(lines))
    print(json.dumps(result, indent=2))
