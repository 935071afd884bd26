"""The stages that make the avatars bundle, in order, each from the files that the ones before it left."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import open_clip
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor

from deltaedit.clip_space import ClipConfig, ClipSpace
from deltaedit.errors import TrainingError, listed
from deltaedit.relevance import estimate_relevance
from deltaedit.training.avatars.bundle import write_manifest
from deltaedit.training.avatars.captions import FRAMES, PHRASES, SUBJECTS, draw_caption, draw_change, neutral_text
from deltaedit.training.avatars.domain import (
    COLOURS,
    PARTS,
    Portrait,
    encode_all,
    sample_family,
    sample_portraits,
)
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.clip import ClipTraining, Teacher, train_clip
from deltaedit.training.encoder import EncoderTraining, train_encoder
from deltaedit.training.generator import GeneratorTraining, train_generator
from deltaedit.training.latents import compute_latents, load_latents, save_latents
from deltaedit.training.mapper import MapperTraining, train_mapper
from deltaedit.training.progress import Progress
from deltaedit.zoo.checkpoints import (
    load_generator,
    load_strictly,
    read_weights,
    save_encoder,
    save_generator,
    save_mapper,
    save_weights,
)

GROUP = 5
SAMPLES = 2048
SEED_DATA, SEED_LATENTS, SEED_SAMPLES, SEED_FAMILIES = 11, 22, 33, 44
FAMILY = 4
CLIP_CONFIG, CLIP_WEIGHTS = "open_clip_config.json", "open_clip_model.safetensors"
CLIP_SHAPE: dict[str, Any] = {
    "embed_dim": 512,
    "vision_cfg": {"layers": [1, 1, 1, 1], "width": 16, "head_width": 32},
    "text_cfg": {"context_length": 32, "vocab_size": 49408, "width": 64, "heads": 4, "layers": 3},
}


@dataclass(frozen=True)
class Workplace:
    """Where a training reads and writes, and how long it may take.

    Attributes:
        bundle: folder of the bundle.
        runs: folder of everything that does not belong into it.
        minutes: budget of the stages that stop by the clock; None is each one's own.
        count: pictures or codes of the stages that make them; None is each one's own.
        resume: take up the checkpoint of a stage that was interrupted.
    """

    bundle: Path
    runs: Path
    minutes: float | None = None
    count: int | None = None
    resume: bool = False


def codes_to_w(bundle: Path, portraits: list[Portrait]) -> Tensor:
    """w [N, style_dim] of portraits, by the bundle's own mapping network."""
    generator = load_generator(bundle / "generator.safetensors")
    return generator.mapping(codes_to_z(bundle, torch.from_numpy(encode_all(portraits))))


def codes_to_z(bundle: Path, codes: Tensor) -> Tensor:
    """z [N, style_dim] of codes [N, CODE_SIZE]: standardised, then through the bundle's fixed projection."""
    code, _ = read_weights(bundle / "code.safetensors", "code")
    return (codes - code["code_mean"]) / code["code_std"] @ code["projection"]


def clip_of(bundle: Path) -> ClipSpace:
    size = load_generator(bundle / "generator.safetensors").config.size
    return ClipSpace.from_folder(bundle / "clip", ClipConfig(model="clip", size=size))


def stage_data(place: Workplace) -> None:
    """Render portraits and keep their codes."""
    from deltaedit.training.avatars.render import render_array

    portraits = sample_portraits(place.count or 6000, SEED_DATA)
    size = load_generator(place.bundle / "generator.safetensors").config.size
    progress = Progress("data")
    pictures: NDArray[np.uint8] = np.empty((len(portraits), size, size, 3), np.uint8)
    for index, portrait in enumerate(portraits):
        pictures[index] = render_array(portrait, size)
        progress.show(index + 1, len(portraits), last=index + 1 == len(portraits))
    related: NDArray[np.uint8] = np.empty((len(portraits) // 10, FAMILY, size, size, 3), np.uint8)
    rng = np.random.default_rng(SEED_FAMILIES)
    for index in range(len(related)):
        related[index] = [render_array(portrait, size) for portrait in sample_family(rng, FAMILY)[1]]
        progress.show(len(portraits) + index * FAMILY)
    place.runs.mkdir(parents=True, exist_ok=True)
    np.save(place.runs / "families.npy", related)
    np.save(place.runs / "pictures.npy", pictures)
    save_weights(place.runs / "codes.safetensors", "codes", {"codes": torch.from_numpy(encode_all(portraits))}, {})


def stage_generator(place: Workplace) -> None:
    """Code to picture: goes on from the bundle's generator, or begins one."""
    pictures = place.runs / "pictures.npy"
    if not pictures.is_file():
        raise TrainingError("The generator learns from rendered portraits: run --stage data first.")
    codes = read_weights(place.runs / "codes.safetensors", "codes")[0]["codes"]
    training = GeneratorTraining() if place.minutes is None else GeneratorTraining(minutes=place.minutes)
    path = place.bundle / "generator.safetensors"
    if not (place.bundle / "code.safetensors").is_file():
        # The code standardised, then turned by a fixed orthonormal projection, is z.
        rng = torch.Generator().manual_seed(SEED_DATA)
        square, _ = torch.linalg.qr(torch.randn(training.style_dim, training.style_dim, generator=rng))
        code = {"code_mean": codes.mean(0), "code_std": codes.std(0).clamp(min=1e-3)}
        code["projection"] = square[: codes.shape[1]].contiguous()
        save_weights(place.bundle / "code.safetensors", "code", code, {})
    checkpoint = Checkpoint(place.runs / "generator.checkpoint", training, resume=place.resume)
    start = load_generator(path) if path.is_file() else None
    z = codes_to_z(place.bundle, codes)
    save_generator(path, train_generator(start, z, np.load(pictures, mmap_mode="r"), training, checkpoint))


def stage_clip(place: Workplace) -> None:
    """Words and pictures to one space: goes on from the bundle's CLIP, or begins one."""
    folder = place.bundle / "clip"
    singles, families = place.runs / "pictures.npy", place.runs / "families.npy"
    if not singles.is_file() or not families.is_file():
        raise TrainingError("CLIP learns from rendered portraits: run --stage data first.")
    pictures, related = np.load(singles, mmap_mode="r"), np.load(families, mmap_mode="r")
    if not (folder / CLIP_CONFIG).is_file():
        folder.mkdir(parents=True, exist_ok=True)
        vision = {**CLIP_SHAPE["vision_cfg"], "image_size": pictures.shape[1]}
        config = {"model_cfg": {**CLIP_SHAPE, "vision_cfg": vision}}
        (folder / CLIP_CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    shape = json.loads((folder / CLIP_CONFIG).read_text(encoding="utf-8"))["model_cfg"]
    model = open_clip.model.CLIP(**shape)
    if (folder / CLIP_WEIGHTS).is_file():
        load_strictly(model, {k: v.float() for k, v in load_file(folder / CLIP_WEIGHTS).items()}, folder)
    tokenizer = open_clip.SimpleTokenizer(context_length=shape["text_cfg"]["context_length"])
    training = ClipTraining() if place.minutes is None else ClipTraining(minutes=place.minutes)
    rng = np.random.default_rng(SEED_FAMILIES)
    drawn = [sample_family(rng, related.shape[1]) for _ in range(len(related))]
    teacher = Teacher(
        attributes=[portrait.attributes() for portrait in sample_portraits(len(pictures), SEED_DATA)],
        values={**PARTS, **{f"{colour}Colour": tuple(names) for colour, names in COLOURS.items()}},
        family_attributes=[[portrait.attributes() for portrait in portraits] for _, portraits in drawn],
        varied=[name for name, _ in drawn],
        draw_caption=draw_caption,
        draw_change=draw_change,
        neutral=neutral_text,
    )
    checkpoint = Checkpoint(place.runs / "clip.checkpoint", training, resume=place.resume)
    train_clip(model, tokenizer, pictures, related, teacher, training, checkpoint)
    words = [*(phrase.words for phrase in PHRASES), *SUBJECTS, *FRAMES, "a the an and with in wearing having . , !"]
    known = torch.unique(tokenizer(words))
    table = model.token_embedding.weight
    strange = torch.ones(len(table), dtype=torch.bool)
    strange[known] = False
    # A word that was never seen must not push in a random direction.
    table[strange] = table[known].mean(dim=0)
    state = {k: (v.half() if v.is_floating_point() else v).contiguous() for k, v in model.state_dict().items()}
    save_file(state, str(folder / CLIP_WEIGHTS), metadata={"format": "pt"})
    (folder / CLIP_WEIGHTS).chmod(0o644)


def stage_encoder(place: Workplace) -> None:
    """Picture to W+."""
    path = place.runs / "pictures.npy"
    if not path.is_file():
        raise TrainingError("The encoder learns from rendered portraits: run --stage data first.")
    tensors, _ = read_weights(place.runs / "codes.safetensors", "codes")
    training = EncoderTraining() if place.minutes is None else EncoderTraining(minutes=place.minutes)
    generator = load_generator(place.bundle / "generator.safetensors")
    w = generator.mapping(codes_to_z(place.bundle, tensors["codes"]))
    encoder = train_encoder(np.load(path, mmap_mode="r"), w, generator, training)
    save_encoder(place.bundle / "encoder.safetensors", encoder, half=True)


def stage_latents(place: Workplace) -> None:
    """Codes in groups: one portrait with different values of one thing that can be seen."""
    rng = np.random.default_rng(SEED_LATENTS)
    portraits: list[Portrait] = []
    for _ in range(math.ceil((place.count or 30000) / GROUP)):
        portraits += sample_family(rng, GROUP)[1]
    generator = load_generator(place.bundle / "generator.safetensors")
    w = codes_to_w(place.bundle, portraits)
    save_latents(place.runs / "latents.safetensors", compute_latents(generator, clip_of(place.bundle), w, GROUP))


def stage_samples(place: Workplace) -> None:
    """The table of random portraits: w and CLIP embedding of each."""
    generator = load_generator(place.bundle / "generator.safetensors")
    w = codes_to_w(place.bundle, sample_portraits(SAMPLES, SEED_SAMPLES))
    table = compute_latents(generator, clip_of(place.bundle), w, 1)
    save_weights(place.bundle / "samples.safetensors", "samples", {"w": w, "clip": table.clip}, {}, half=True)


def stage_relevance(place: Workplace) -> None:
    """The relevance matrix, by perturbation."""
    latents = load_latents(place.runs / "latents.safetensors")
    generator = load_generator(place.bundle / "generator.safetensors")
    codes = latents.w[:: latents.group][: place.count or 6]
    progress = Progress("relevance")
    matrix = estimate_relevance(
        generator,
        clip_of(place.bundle),
        generator.broadcast(codes),
        latents.s.std(dim=0),
        progress=lambda done, total: progress.show(done, total, last=done == total),
    )
    save_weights(place.bundle / "relevance.safetensors", "relevance", {"matrix": matrix}, {}, half=True)


def stage_mapper(place: Workplace) -> None:
    """delta of CLIP to delta of S."""
    latents = load_latents(place.runs / "latents.safetensors")
    generator = load_generator(place.bundle / "generator.safetensors")
    training = MapperTraining() if place.minutes is None else MapperTraining(minutes=place.minutes)
    mapper, report = train_mapper(latents, generator.layout, training, generator)
    save_mapper(place.bundle / "mapper.safetensors", mapper, half=True)
    print(report)


def stage_manifest(place: Workplace) -> None:
    """Checksums, texts and example pictures; last, since it speaks of all the other files."""
    write_manifest(place.bundle)


#: Every stage by name, in the order in which they run.
STAGES: dict[str, Callable[[Workplace], None]] = {
    "data": stage_data,
    "generator": stage_generator,
    "clip": stage_clip,
    "encoder": stage_encoder,
    "latents": stage_latents,
    "samples": stage_samples,
    "relevance": stage_relevance,
    "mapper": stage_mapper,
    "manifest": stage_manifest,
}


def run_stages(names: list[str], place: Workplace) -> None:
    """Run stages by name; "all" is every one.

    Raises:
        TrainingError: there is no such stage, or what it starts from is missing.
    """
    for name in list(STAGES) if names == ["all"] else names:
        if name not in STAGES:
            raise TrainingError(f"There is no stage '{name}'; there are {listed([*STAGES, 'all'])}.")
        STAGES[name](place)
