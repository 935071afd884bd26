"""Writing the manifest and the example pictures of a drawn domain's bundle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from deltaedit.bundles.manifest import FORMAT, MANIFEST_NAME, BundleManifest, read_object, write_manifest
from deltaedit.bundles.prepare import file_entry
from deltaedit.bundles.recipes import CLIP_CONFIG_FILE, CLIP_FOLDER, PART_FILES
from deltaedit.bundles.weights import load_generator
from deltaedit.files import read_json
from deltaedit.training.drawn.domain import Domain

LICENSE_OURS = "Apache-2.0"
EXAMPLES = "examples"
#: Calibrated or measured fields, which are kept when the manifest is written again.
MEASURED_FIELDS = ("threshold", "strength_scale", "refine_steps", "evaluation")
#: The same within the entry ``clip``.
MEASURED_CLIP_FIELDS = ("understood", "denies")
#: Entries of ``evaluation`` from training: figures and configuration.
TRAINED = ("mapper", "training")
#: An entry of ``evaluation`` that exists if edits have been measured on drawings.
CALIBRATED = "hit"
#: Fields of the manifest that are fields of :class:`BundleTexts` of the same name.
TEXT_FIELDS = (
    "title", "description", "limits", "neutral", "default_target", "threshold", "threshold_max", "strength_scale",
    "strength_min", "strength_max", "refine_steps", "likeness_min", "gain_min", "present_min",
)  # fmt: skip


def clip_size(bundle: Path) -> int:
    """Pixels along an edge of what a bundle's CLIP looks at, which may be fewer than its generator draws."""
    shape = read_json(bundle / CLIP_CONFIG_FILE)
    return int(shape["model_cfg"]["vision_cfg"]["image_size"])


def write_examples(domain: Domain, bundle: Path, size: int) -> list[dict[str, str]]:
    """Render the example pictures into the bundle; returns their entries for the manifest."""
    from deltaedit.training.drawn.render import render

    folder = bundle / EXAMPLES
    folder.mkdir(exist_ok=True)
    entries = []
    for index, drawing in enumerate(domain.example_drawings(), start=1):
        render(drawing, size).save(folder / f"{index}.png")
        entries.append({"file": f"{EXAMPLES}/{index}.png", "label": f"{domain.texts.picture_label} {index}"})
    return entries


def manifest_before(bundle: Path) -> dict[str, Any]:
    """The existing manifest as JSON; empty where there is none."""
    path = bundle / MANIFEST_NAME
    return read_object(path, "manifest") if path.is_file() else {}


def write_trained(domain: Domain, bundle: Path, measured: Mapping[str, Any]) -> BundleManifest:
    """Write ``manifest.json`` after training.

    Values that were calibrated on drawings are better than those from training and are kept; then only
    ``evaluation.mapper`` and ``evaluation.training`` are updated. A bundle that was never calibrated gets all values
    from training.

    Args:
        measured: entries of the manifest that training found.
    """
    before = manifest_before(bundle).get("evaluation", {})
    evaluation = {**before, **measured.get("evaluation", {})}
    kept = {} if CALIBRATED in before else measured
    return write_drawn_manifest(domain, bundle, {**kept, "evaluation": evaluation})


def write_drawn_manifest(
    domain: Domain, bundle: Path, changes: Mapping[str, Any] | None = None, clip: Mapping[str, Any] | None = None
) -> BundleManifest:
    """Write ``manifest.json`` for the files in the bundle; calibrated and measured values are kept.

    Args:
        changes: entries to set, for example a calibrated threshold or measured figures.
        clip: the same within the entry ``clip``.
    """
    texts = domain.texts
    before = manifest_before(bundle)
    size = load_generator(bundle / PART_FILES["generator"]).config.size
    entries = asdict(texts)
    parts = {part: PART_FILES[part] for part in ("generator", "mapper", "relevance", "samples")}
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "name": domain.name,
        **{name: entries[name] for name in TEXT_FIELDS},
        "license": f"{LICENSE_OURS}; drawings: {texts.style_license}",
        **{name: before[name] for name in MEASURED_FIELDS if name in before},
        "resolution": size,
        **parts,
        "encoder": PART_FILES["encoder"] if (bundle / PART_FILES["encoder"]).is_file() else None,
        "clip": {
            "model": CLIP_FOLDER,
            "size": clip_size(bundle),
            "templates": ["{}"],
            "same_text": texts.same_text,
            **{name: value for name, value in before.get("clip", {}).items() if name in MEASURED_CLIP_FIELDS},
            **(clip or {}),
        },
        "examples": [
            {"group": group, "source": texts.neutral, "target": target}
            for group, targets in texts.suggestions.items()
            for target in targets
        ],
        "pictures": write_examples(domain, bundle, size),
        **(changes or {}),
    }
    origins = {
        PART_FILES["generator"]: f"distilled from renders of {texts.style_origin} "
        f"(python -m deltaedit train {domain.name})",
        PART_FILES["clip"]: "trained with text and labels on renders; the mapper never saw either",
        PART_FILES["mapper"]: "trained text-free on the generator's own pictures",
    }
    files = {}
    for file in sorted(bundle.rglob("*")):
        name = file.relative_to(bundle).as_posix()
        unfinished = file.name.startswith(".tmp") or file.suffix == ".partial"
        if file.is_file() and name != MANIFEST_NAME and not unfinished:
            if name.startswith(f"{EXAMPLES}/"):
                files[name] = file_entry(file, texts.style_license, f"drawn by {texts.style_origin}")
            else:
                files[name] = file_entry(file, LICENSE_OURS, origins.get(name, "trained by this project"))
    return write_manifest(bundle, manifest, files)
