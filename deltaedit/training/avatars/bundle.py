"""Writes the manifest of the avatars bundle, with size and checksum of every file, and its example pictures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from deltaedit.training.avatars.domain import COLOURS, Portrait
from deltaedit.zoo.checkpoints import load_generator, sha256
from deltaedit.zoo.manifest import FORMAT, MANIFEST_NAME

LICENSE_OURS = "Apache-2.0"
LICENSE_STYLE = "Avataaars by Pablo Stanley: free for personal and commercial use"
#: Wordings of "any portrait" lie nearer to one another than this, those of anything else farther.
SAME_TEXT = 0.05
#: Six people to begin with: the parts of each that are not plain, and its colours.
PICTURES: tuple[tuple[dict[str, str], dict[str, str]], ...] = (
    (
        {"top": "shortFlat", "clothes": "collarAndSweater", "mouth": "default"},
        {"hair": "black", "skin": "brown", "clothes": "green", "background": "gray"},
    ),
    ({"top": "bob"}, {"hair": "auburn", "skin": "light", "clothes": "blue", "background": "yellow"}),
    (
        {"top": "fro", "eyes": "happy", "clothes": "hoodie"},
        {"hair": "black", "skin": "dark", "clothes": "orange", "background": "purple"},
    ),
    (
        {"top": "straight01", "accessories": "round", "clothes": "overall"},
        {"hair": "blond", "skin": "pale", "clothes": "pink", "glasses": "black", "background": "green"},
    ),
    (
        {"top": "hijab", "eyebrows": "raisedExcited", "clothes": "shirtCrewNeck"},
        {"hat": "navy", "skin": "tanned", "clothes": "gray", "background": "pink"},
    ),
    (
        {"top": "sides", "facialHair": "beardMedium", "clothes": "blazerAndShirt", "mouth": "serious"},
        {"hair": "brown", "facialHair": "brown", "skin": "light", "clothes": "black", "background": "blue"},
    ),
)
PLAIN = {
    "accessories": "none",
    "facialHair": "none",
    "clothes": "shirtCrewNeck",
    "eyebrows": "default",
    "eyes": "default",
    "mouth": "smile",
}

#: Suggested edits by group; the words are among those that this bundle's CLIP was trained on.
EXAMPLES: dict[str, tuple[str, ...]] = {
    "Glasses": ("face with glasses", "face with round glasses", "face with sunglasses"),
    "Hair": ("face with an afro", "face with long hair", "bald face", "face with red hair", "face with blond hair"),
    "Face": ("smiling face", "sad face", "face with a beard", "face with a moustache"),
    "Clothes": ("face in a hoodie", "face in a suit", "face in red clothes"),
    "Scene": ("face with a blue background", "face with a yellow background"),
}

TEXTS: dict[str, Any] = {
    "name": "avatars",
    "title": "Avatars",
    "description": "Portraits in the Avataaars style, drawn by a small StyleGAN2 that this project trained itself.",
    "limits": (
        "Draws 128-pixel avatars of one style and understands a few hundred simple English phrases; photographs come "
        "out as the nearest avatar. A colour of clothes or a moustache sometimes fails, and some wordings do nothing."
    ),
    "license": f"{LICENSE_OURS}; drawings: {LICENSE_STYLE}",
    "neutral": "face",
    "default_target": "face with sunglasses",
    "threshold": 0.0,
    "threshold_max": 0.3,
    "strength_scale": 1.0,
    "strength_min": -2.0,
    "strength_max": 2.0,
    "refine_steps": 40,
    "likeness_min": 22.0,
    "present_min": 0.05,
}

ORIGINS = {
    "generator.safetensors": "distilled from renders of dicebear-styles 10.6 (python -m deltaedit train avatars)",
    "clip/open_clip_model.safetensors": "trained with text and labels on renders; the mapper never saw either",
    "mapper.safetensors": "trained text-free on the generator's own pictures",
}


def example_portraits() -> list[Portrait]:
    """The people of :data:`PICTURES`, in exactly the colours named."""
    people = []
    for parts, chosen in PICTURES:
        colours = {part: chosen.get(part, next(iter(names))) for part, names in COLOURS.items()}
        rgb = {part: COLOURS[part][name] for part, name in colours.items()}
        people.append(Portrait({**PLAIN, **parts}, colours, rgb))
    return people


def write_examples(bundle: Path, size: int) -> list[dict[str, str]]:
    """Render the example pictures into the bundle."""
    from deltaedit.training.avatars.render import render

    folder = bundle / "examples"
    folder.mkdir(exist_ok=True)
    entries = []
    for index, portrait in enumerate(example_portraits(), start=1):
        render(portrait, size).save(folder / f"{index}.png")
        entries.append({"file": f"examples/{index}.png", "label": f"Avatar {index}"})
    return entries


def write_manifest(bundle: Path, changes: dict[str, Any] | None = None) -> None:
    """Write ``manifest.json`` from the files that are there; what was calibrated or measured before is kept.

    Args:
        changes: entries to set, for example a calibrated threshold or measured figures.
    """
    path = bundle / MANIFEST_NAME
    before = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    size = load_generator(bundle / "generator.safetensors").config.size
    kept = {k: before[k] for k in ("threshold", "strength_scale", "refine_steps", "evaluation") if k in before}
    manifest: dict[str, Any] = {
        "format": FORMAT,
        **TEXTS,
        **kept,
        "resolution": size,
        "generator": "generator.safetensors",
        "encoder": "encoder.safetensors" if (bundle / "encoder.safetensors").is_file() else None,
        "mapper": "mapper.safetensors",
        "relevance": "relevance.safetensors",
        "samples": "samples.safetensors",
        "clip": {"model": "clip", "size": size, "templates": ["{}"], "same_text": SAME_TEXT},
        "examples": [
            {"group": group, "source": TEXTS["neutral"], "target": target}
            for group, targets in EXAMPLES.items()
            for target in targets
        ],
        "pictures": write_examples(bundle, size),
        **(changes or {}),
    }
    files = {}
    for file in sorted(bundle.rglob("*")):
        name = file.relative_to(bundle).as_posix()
        if file.is_file() and name != MANIFEST_NAME and not name.endswith(".partial"):
            drawn = name.startswith("examples/")
            files[name] = {
                "size": file.stat().st_size,
                "sha256": sha256(file),
                "license": LICENSE_STYLE if drawn else LICENSE_OURS,
                "origin": "drawn by dicebear-styles 10.6" if drawn else ORIGINS.get(name, "trained by this project"),
            }
    manifest["files"] = files
    path.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
