"""Computing what was not published for a generator: samples, the mean of w and the relevance matrix.

Only the generator and a CLIP are needed. With the results, pictures can be inverted by optimisation and edited by
StyleCLIP's global directions until a mapper is trained.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from deltaedit.bundles.convert import DRAWS, SEED
from deltaedit.bundles.find import find_bundle, list_bundles
from deltaedit.bundles.manifest import (
    FORMAT,
    MANIFEST_NAME,
    BundleManifest,
    FileEntry,
    parse_manifest,
    read_object,
    write_manifest,
)
from deltaedit.bundles.recipes import CLIP_CONFIG_FILE, CLIP_FOLDER, MIN_SAMPLES, PART_FILES
from deltaedit.bundles.weights import load_generator, read_weights, save_generator, save_weights, sha256, verify
from deltaedit.clip_space import ClipSpace
from deltaedit.errors import BundleError, listed
from deltaedit.files import written_whole
from deltaedit.models import Generator
from deltaedit.relevance import measure_relevance
from deltaedit.schema import checked

BATCH = 8
#: For the relevance matrix: pictures, directions of CLIP space, and the distance from each picture at which slopes are
#: taken, in standard deviations of S (the best on the avatars, see benchmarks/relevance.py).
RELEVANCE_PICTURES, RELEVANCE_DIRECTIONS, RELEVANCE_SHIFT = 16, 32, 2.0
#: For global directions: how far channels move at strength 1, in standard deviations (root mean square), and the
#: threshold that suits it (from the same benchmark).
GLOBAL_SCALE, GLOBAL_THRESHOLD = 0.54, 0.05


@torch.no_grad()
def draw_w(generator: Generator, count: int, truncation_psi: float = 1.0) -> Tensor:
    """w [count, style_dim] of Gaussian z, the same at every call."""
    rng = torch.Generator().manual_seed(SEED)
    z = torch.randn(count, generator.z_dim, generator=rng)
    return torch.cat([generator.mapping(part, truncation_psi) for part in z.split(1000)])


@torch.no_grad()
def embed_samples(
    generator: Generator, clip: ClipSpace, w: Tensor, progress: Callable[[int, int], None] = lambda done, total: None
) -> Tensor:
    """Unit CLIP embeddings [N, C] of the pictures of w [N, style_dim]."""
    embeddings: list[Tensor] = []
    for part in w.split(BATCH):
        embeddings.append(clip.embed_image(generator.draw(part).clamp(-1, 1)))
        progress(sum(map(len, embeddings)), len(w))
    return torch.cat(embeddings)


def prepare(
    folder: Path,
    manifest: BundleManifest,
    samples: int,
    *,
    keep_relevance: bool = False,
    progress: Callable[[str, int, int], None] = lambda label, done, total: None,
) -> list[Path]:
    """Compute samples and relevance matrix for the generator and the CLIP in a folder.

    Args:
        manifest: gives the use of CLIP and the truncation of the samples.
        samples: how many pictures to sample.
        keep_relevance: keep the matrix that is there.
        progress: called with (label, done, total), in pictures; an exception from it ends the work.

    Returns:
        The files written, among them the generator if it had no mean of w.

    Raises:
        CheckpointError: generator or CLIP cannot be loaded.
    """
    generator_file, samples_file, relevance_file = (
        folder / PART_FILES[part] for part in ("generator", "samples", "relevance")
    )
    written = [samples_file]
    generator = load_generator(generator_file)
    clip = ClipSpace.from_folder((folder / CLIP_CONFIG_FILE).parent, manifest.clip)
    w_draws = draw_w(generator, DRAWS)
    if generator.latent_avg is None:
        generator.latent_avg = w_draws.mean(dim=0)
        save_generator(generator_file, generator)
        written.append(generator_file)
    w = draw_w(generator, samples, manifest.truncation_psi)
    embeddings = embed_samples(generator, clip, w, partial(progress, "Sampling pictures"))
    save_weights(samples_file, "samples", {"w": w, "clip": embeddings}, {}, half=True)
    if keep_relevance:
        return written
    with torch.no_grad():
        s_std = torch.cat([generator.w_to_s(part) for part in w_draws.split(1000)]).std(dim=0)
    matrix = measure_relevance(
        generator,
        clip,
        generator.broadcast(w[:RELEVANCE_PICTURES]),
        s_std,
        directions=RELEVANCE_DIRECTIONS,
        embeddings=embeddings,
        shift=RELEVANCE_SHIFT,
        progress=partial(progress, "Estimating the relevance matrix"),
    ).matrix
    save_weights(relevance_file, "relevance", {"matrix": matrix, "s_std": s_std}, {})
    return [*written, relevance_file]


def make_bundle(
    folder: Path,
    clip_from: str,
    *,
    neutral: str,
    samples: int,
    progress: Callable[[str, int, int], None] = lambda label, done, total: None,
) -> BundleManifest:
    """Turn a folder with a generator into a bundle, with another bundle's CLIP, samples, relevance and a manifest.

    An encoder, a mapper or a relevance matrix in the folder is used, and an existing manifest keeps its texts and
    numbers.

    Args:
        folder: with ``generator.safetensors`` in it, as ``convert`` writes it.
        clip_from, neutral: see :func:`begin_bundle`.
        samples, progress: see :func:`prepare`.

    Raises:
        BundleError: there is no generator or no such other bundle, the manifest is invalid, or samples are too few.
        CheckpointError: generator or CLIP cannot be loaded.
    """
    folder = folder.resolve()
    if samples < MIN_SAMPLES:
        raise BundleError(f"{samples} samples are too few to show how pictures differ; use {MIN_SAMPLES} or more.")
    content = begin_bundle(folder, clip_from, neutral)
    manifest = parse_manifest(content, folder, folder / MANIFEST_NAME)
    prepare(folder, manifest, samples, keep_relevance=_has_relevance(folder, manifest), progress=progress)
    return finish_bundle(folder, content)


def begin_bundle(folder: Path, clip_from: str, neutral: str) -> dict[str, Any]:
    """Copy a CLIP into a folder with a generator, and draft its manifest.

    An existing manifest keeps its texts and numbers.

    Args:
        clip_from: name or folder of the bundle whose CLIP is copied, with its settings; empty to keep the one in the
            folder that the manifest describes.
        neutral: the text that means "any picture of this domain"; empty for the manifest's own, or "picture".

    Returns:
        The manifest as JSON, whose list of files is not complete yet.

    Raises:
        BundleError: there is no generator, no such other bundle or no CLIP, or the manifest is invalid.
        CheckpointError: the generator cannot be loaded.
    """
    if not (folder / PART_FILES["generator"]).is_file():
        raise BundleError(
            f"There is no {PART_FILES['generator']} in {folder}: make one with python -m deltaedit convert FILE --out "
            f"{folder}."
        )
    path = folder / MANIFEST_NAME
    content = read_object(path, "manifest") if path.is_file() else _plain_manifest(folder, neutral or "picture")
    checked(dict[str, FileEntry], content.get("files", {}), f"'files' of {path}", BundleError)
    if neutral:
        # A default target that was derived from the old neutral text is renewed; any other is kept.
        if content.get("default_target") == _default_target(content.get("neutral")):
            content["default_target"] = _default_target(neutral)
        content["neutral"] = neutral
    if clip_from:
        other = find_bundle(clip_from)
        for name, entry in other.files.items():
            if name.startswith(f"{other.clip.model}/"):
                verify(other.path(name), entry.size, entry.sha256)
                _copy(other.path(name), folder / name)
                content.setdefault("files", {})[name] = asdict(entry)
        content["clip"] = asdict(other.clip)
    elif "clip" not in content or not (folder / CLIP_CONFIG_FILE).is_file():
        raise BundleError(
            f"There is no CLIP in {folder} yet: name a bundle to copy it from with --clip-from; there are "
            f"{listed(list_bundles())}."
        )
    content["resolution"] = load_generator(folder / PART_FILES["generator"]).config.size
    for part in ("generator", "encoder", "mapper", "relevance", "samples"):
        made_here = part in ("relevance", "samples")
        content[part] = PART_FILES[part] if made_here or (folder / PART_FILES[part]).is_file() else None
    return content


def finish_bundle(folder: Path, content: dict[str, Any]) -> BundleManifest:
    """Write the manifest, with size and checksum of every file that it uses.

    Args:
        content: the manifest as JSON, from :func:`begin_bundle`; licences and origins of files in it are kept.

    Raises:
        BundleError: the manifest is invalid, or names a file that is not there.
    """
    folder = folder.resolve()
    manifest = parse_manifest(content, folder, folder / MANIFEST_NAME)
    used = {file for part in PART_FILES.values() if (file := folder / part).is_file()}
    used |= {file for file in (folder / CLIP_FOLDER).rglob("*") if file.is_file() and file.suffix != ".partial"}
    used |= {picture.file for picture in manifest.pictures}
    files = {}
    for file in used:
        name = file.relative_to(folder).as_posix()
        if not file.is_file():
            raise BundleError(f"{folder / MANIFEST_NAME} names '{name}', which is not there: add it or leave it out.")
        entry = manifest.files.get(name, FileEntry(0, "", "as its source", "converted or computed here"))
        files[name] = file_entry(file, entry.license, entry.origin)
    return write_manifest(folder, content, files)


def _copy(source: Path, target: Path) -> None:
    """Copy a file atomically, unless source and target are the same file."""
    if target.resolve() != source.resolve():
        target.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(target) as partial:
            shutil.copyfile(source, partial)


def _has_relevance(folder: Path, manifest: BundleManifest) -> bool:
    """Whether there is a relevance matrix that suits this bundle; global directions also need ``s_std`` in its file."""
    path = folder / PART_FILES["relevance"]
    return path.is_file() and (manifest.mapper is not None or "s_std" in read_weights(path, "relevance")[0])


def file_entry(file: Path, license: str, origin: str) -> FileEntry:
    """The manifest's entry for a file."""
    note = ""
    if file.name == PART_FILES["generator"] and not load_generator(file).config.stored_noise:
        note = "The published file held no noise; zeros replace it."
    return FileEntry(file.stat().st_size, sha256(file), license, origin, note)


def _default_target(neutral: object) -> str:
    return f"{neutral} in black and white"


def _plain_manifest(folder: Path, neutral: str) -> dict[str, Any]:
    """The manifest of a bundle of which only the generator is known."""
    return {
        "format": FORMAT,
        "name": folder.name,
        "title": folder.name,
        "description": "Pictures like those that its generator was trained on.",
        "limits": "Its threshold and strength are not calibrated, and no edit of it was measured.",
        "license": "as the generator's source",
        "neutral": neutral,
        "default_target": _default_target(neutral),
        "threshold": GLOBAL_THRESHOLD,
        "threshold_max": 0.3,
        "strength_scale": GLOBAL_SCALE,
        "strength_min": -2.0,
        "strength_max": 3.0,
        "refine_steps": 40,
        "truncation_psi": 0.7,
    }
