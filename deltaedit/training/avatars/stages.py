"""The stages that make the avatars bundle, in order, each from the files that the ones before it left."""

from __future__ import annotations

import json
import math
import multiprocessing
import os
import re
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np
import open_clip
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from deltaedit.clip_space import VOCABULARY_FILE, ClipConfig, ClipSpace
from deltaedit.errors import TrainingError
from deltaedit.relevance import estimate_relevance
from deltaedit.training.avatars.bundle import write_manifest
from deltaedit.training.avatars.captions import (
    FRAMES,
    PHRASES,
    SUBJECTS,
    draw_caption,
    draw_change,
    is_held_out,
    neutral_text,
)
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
from deltaedit.training.stages import Cost, Stage, Workplace
from deltaedit.zoo.checkpoints import (
    load_encoder,
    load_generator,
    load_strictly,
    read_weights,
    save_encoder,
    save_generator,
    save_mapper,
    save_weights,
)

GENERATOR = "generator.safetensors"
#: In the folder of runs: the mapper of ``mapper-published``.
PUBLISHED_SAMPLING = "mapper-published.safetensors"
GROUP = 5
CHANNELS_AT_ONCE = 16
DRAWN_AT_ONCE = 512
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
class DataPlan:
    """What is drawn: single portraits, and families of :data:`FAMILY`, at a size in pixels."""

    count: int
    families: int
    size: int


@dataclass(frozen=True)
class CodePlan:
    """What codes are computed: how many, in groups of how many, with which seed."""

    count: int
    group: int
    seed: int


def data_plan(place: Workplace) -> DataPlan:
    count = place.count or 24000
    path = place.bundle / GENERATOR
    size = load_generator(path).config.size if path.is_file() else 4 * 2 ** (len(GeneratorTraining.channels) - 1)
    return DataPlan(count, count // 10, size)


def codes_to_w(bundle: Path, portraits: list[Portrait]) -> Tensor:
    """w [N, style_dim] of portraits, by the bundle's own mapping network."""
    generator = load_generator(bundle / GENERATOR)
    return generator.mapping(codes_to_z(bundle, torch.from_numpy(encode_all(portraits))))


def codes_to_z(bundle: Path, codes: Tensor) -> Tensor:
    """z [N, style_dim] of codes [N, CODE_SIZE]: standardised, then through the bundle's fixed projection."""
    code, _ = read_weights(bundle / "code.safetensors", "code")
    return (codes - code["code_mean"]) / code["code_std"] @ code["projection"]


def clip_of(place: Workplace) -> ClipSpace:
    size = load_generator(place.bundle / GENERATOR).config.size
    return ClipSpace.from_folder(place.bundle / "clip", ClipConfig(model="clip", size=size), place.device or "cpu")


def stage_data(place: Workplace) -> None:
    """Render portraits and families of portraits, and keep their codes."""
    from deltaedit.training.avatars.render import render_array

    plan = data_plan(place)
    place.runs.mkdir(parents=True, exist_ok=True)
    checkpoint = Checkpoint(place.runs / "data.checkpoint", plan, resume=place.resume)
    done = 0 if checkpoint.state is None else int(checkpoint.state["done"])
    portraits = sample_portraits(plan.count, SEED_DATA)
    rng = np.random.default_rng(SEED_FAMILIES)
    for _ in range(plan.families):
        portraits += sample_family(rng, FAMILY)[1]
    shapes = {"pictures": (plan.count,), "families": (plan.families, FAMILY)}
    mode: Literal["r+", "w+"] = "r+" if done else "w+"
    singles, families = (
        np.lib.format.open_memmap(
            place.runs / f"{name}.npy", mode=mode, dtype=np.uint8, shape=(*shape, plan.size, plan.size, 3)
        )
        for name, shape in shapes.items()
    )
    save_weights(
        place.runs / "codes.safetensors", "codes", {"codes": torch.from_numpy(encode_all(portraits[: plan.count]))}, {}
    )
    progress = Progress("data")
    draw = partial(render_array, size=plan.size)
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        for start in range(done, len(portraits), DRAWN_AT_ONCE):
            chunk = portraits[start : start + DRAWN_AT_ONCE]
            for index, drawing in enumerate(pool.map(draw, chunk, chunksize=32), start):
                if index < plan.count:
                    singles[index] = drawing
                else:
                    families[divmod(index - plan.count, FAMILY)] = drawing
            end = start + len(chunk)
            progress.show(end, len(portraits), last=end == len(portraits))
            if checkpoint.due():
                singles.flush()
                families.flush()
                checkpoint.save({"done": end})
    checkpoint.done()


def stage_generator(place: Workplace) -> None:
    """Code to picture: goes on from the bundle's generator, or begins one."""
    pictures = place.runs / "pictures.npy"
    if not pictures.is_file():
        raise TrainingError("The generator learns from rendered portraits: run --stage data first.")
    codes = read_weights(place.runs / "codes.safetensors", "codes")[0]["codes"]
    training = GeneratorTraining() if place.minutes is None else GeneratorTraining(minutes=place.minutes)
    path = place.bundle / GENERATOR
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
    generator = train_generator(start, z, np.load(pictures, mmap_mode="r"), training, checkpoint, place.device)
    save_generator(path, generator)


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
    train_clip(model.to(place.device), tokenizer, pictures, related, teacher, training, checkpoint)
    model.cpu()
    said = [phrase.words for phrase in PHRASES if not is_held_out(phrase)]
    words = [*said, *SUBJECTS, *FRAMES, "a the an and with in wearing wears having has who that . , !"]
    vocabulary = sorted({word for text in words for word in re.findall(r"[^\W\d_]+", text.lower())})
    (folder / VOCABULARY_FILE).write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
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
    generator = load_generator(place.bundle / GENERATOR)
    w = generator.mapping(codes_to_z(place.bundle, tensors["codes"]))
    checkpoint = Checkpoint(place.runs / "encoder.checkpoint", training, resume=place.resume)
    before = place.bundle / "encoder.safetensors"
    start = load_encoder(before) if before.is_file() else None
    pictures = np.load(path, mmap_mode="r")
    encoder = train_encoder(start, pictures, w, generator.to(place.device), training, checkpoint).cpu()
    save_encoder(place.bundle / "encoder.safetensors", encoder, half=True)


def stage_latents(place: Workplace) -> None:
    """Codes in groups: one portrait with different values of one thing that can be seen."""
    plan = CodePlan(math.ceil((place.count or 60000) / GROUP) * GROUP, GROUP, SEED_LATENTS)
    rng = np.random.default_rng(plan.seed)
    portraits: list[Portrait] = []
    while len(portraits) < plan.count:
        portraits += sample_family(rng, plan.group)[1]
    generator = load_generator(place.bundle / GENERATOR).to(place.device)
    w = codes_to_w(place.bundle, portraits)
    checkpoint = Checkpoint(place.runs / "latents.checkpoint", plan, resume=place.resume)
    save_latents(
        place.runs / "latents.safetensors",
        compute_latents(generator, clip_of(place), w, plan.group, checkpoint),
    )
    checkpoint.done()


def stage_samples(place: Workplace) -> None:
    """The table of random portraits: w and CLIP embedding of each."""
    generator = load_generator(place.bundle / GENERATOR).to(place.device)
    w = codes_to_w(place.bundle, sample_portraits(SAMPLES, SEED_SAMPLES))
    table = compute_latents(generator, clip_of(place), w, 1)
    save_weights(place.bundle / "samples.safetensors", "samples", {"w": w, "clip": table.clip}, {}, half=True)


def stage_relevance(place: Workplace) -> None:
    """The relevance matrix, by perturbation."""
    latents = load_latents(place.runs / "latents.safetensors")
    generator = load_generator(place.bundle / GENERATOR).to(place.device)
    plan = CodePlan(place.count or 6, 1, SEED_LATENTS)
    w_plus = generator.broadcast(latents.w[:: latents.group][: plan.count].to(place.device))
    s_std = latents.s.std(dim=0).to(place.device)
    clip = clip_of(place)
    checkpoint = Checkpoint(place.runs / "relevance.checkpoint", plan, resume=place.resume)
    rows = [] if checkpoint.state is None else [checkpoint.state["rows"]]
    total = generator.layout.total
    progress = Progress("relevance")
    while (done := sum(map(len, rows))) < total:
        channels = range(done, min(done + CHANNELS_AT_ONCE, total))
        rows.append(estimate_relevance(generator, clip, w_plus, s_std, channels=channels).cpu())
        progress.show(channels.stop, total, last=channels.stop == total)
        if checkpoint.due():
            checkpoint.save({"rows": torch.cat(rows)})
    save_weights(place.bundle / "relevance.safetensors", "relevance", {"matrix": torch.cat(rows)}, {}, half=True)
    checkpoint.done()


def _train_mapper(place: Workplace, training: MapperTraining, name: str, path: Path) -> None:
    if place.minutes is not None:
        training = replace(training, minutes=place.minutes)
    latents = load_latents(place.runs / "latents.safetensors")
    generator = load_generator(place.bundle / GENERATOR)
    checkpoint = Checkpoint(place.runs / f"{name}.checkpoint", training, resume=place.resume)
    mapper, report = train_mapper(latents, generator.layout, training, generator, checkpoint, place.device)
    save_mapper(path, mapper, half=True)
    print(report)


def stage_mapper(place: Workplace) -> None:
    """delta of CLIP to delta of S."""
    _train_mapper(place, MapperTraining(), "mapper", place.bundle / "mapper.safetensors")


def stage_mapper_published(place: Workplace) -> None:
    """The same from random pairs alone, as published: for comparison, so it stays out of the bundle."""
    training = MapperTraining(related=0.0, neutral=0.0)
    _train_mapper(place, training, "mapper-published", place.runs / PUBLISHED_SAMPLING)


def stage_manifest(place: Workplace) -> None:
    """Checksums, texts and example pictures; last, since it speaks of all the other files."""
    write_manifest(place.bundle)


def _by_clock(minutes: float, size: int) -> Callable[[Workplace], Cost]:
    return lambda place: Cost(place.minutes or minutes, size)


def _data_cost(place: Workplace) -> Cost:
    plan = data_plan(place)
    pictures = plan.count + plan.families * FAMILY
    return Cost(pictures / PICTURES_A_MINUTE, pictures * plan.size**2 * 3)


def _latents_cost(place: Workplace) -> Cost:
    count = place.count or 60000
    return Cost(count / CODES_A_MINUTE, count * 4 * 1600)


#: Rates measured on two cores of a server, for the estimates.
PICTURES_A_MINUTE, CODES_A_MINUTE = 20000, 4500
#: Every stage by name, in the order in which they run.
STAGES: dict[str, Stage] = {
    "data": Stage(stage_data, _data_cost, "renders to learn from"),
    "generator": Stage(stage_generator, _by_clock(GeneratorTraining.minutes, 4_000_000), "code to picture"),
    "clip": Stage(stage_clip, _by_clock(ClipTraining.minutes, 10_000_000), "pictures and words in one space"),
    "encoder": Stage(stage_encoder, _by_clock(EncoderTraining.minutes, 4_000_000), "picture to code"),
    "latents": Stage(stage_latents, _latents_cost, "codes and embeddings that the mapper learns from"),
    "samples": Stage(stage_samples, lambda place: Cost(SAMPLES / CODES_A_MINUTE, 2_700_000), "random portraits"),
    "relevance": Stage(stage_relevance, lambda place: Cost(place.count or 6, 1_000_000), "relevance matrix"),
    "mapper": Stage(stage_mapper, _by_clock(MapperTraining.minutes, 10_000_000), "words to a direction"),
    "mapper-published": Stage(
        stage_mapper_published,
        _by_clock(MapperTraining.minutes, 10_000_000),
        "a mapper from random pairs alone, to compare with",
        extra=True,
    ),
    "manifest": Stage(stage_manifest, lambda place: Cost(0.1, 100_000), "checksums, texts, examples"),
}
