"""The first stages of a drawn domain's bundle, which make the drawings, the generator and the CLIP.

The stages after them are the same for every bundle, see :mod:`deltaedit.training.stages`.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any, Literal

import numpy as np
import open_clip
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file

from deltaedit.bundles.find import find_bundle
from deltaedit.bundles.recipes import CLIP_CONFIG_FILE, CLIP_FOLDER
from deltaedit.bundles.weights import (
    load_generator,
    load_strictly,
    read_weights,
    save_generator,
    save_weights,
    write_tensors,
)
from deltaedit.clip_space import VOCABULARY_FILE
from deltaedit.errors import TrainingError
from deltaedit.files import partial_of, write_json, write_text
from deltaedit.training.clip import Teacher, train_clip
from deltaedit.training.config import DrawingConfig, DrawnConfig
from deltaedit.training.distillation import train_generator
from deltaedit.training.drawn.codes import CODE, CodeProjection
from deltaedit.training.drawn.domain import Domain
from deltaedit.training.drawn.words import KnownWords
from deltaedit.training.progress import Progress
from deltaedit.training.run import RUNS, Run, Stage
from deltaedit.training.sources import CLIP_WEIGHTS, GENERATOR

PICTURES, FAMILIES, CODES = f"{RUNS}pictures.npy", f"{RUNS}families.npy", f"{RUNS}codes.safetensors"
DRAWING_BATCH = 512
#: The shape of a new CLIP, but for the size of its pictures, which is that of the drawings.
CLIP_SHAPE: dict[str, Any] = {
    "embed_dim": 512,
    "vision_cfg": {"layers": [1, 1, 1, 1], "width": 16, "head_width": 32},
    "text_cfg": {"context_length": 32, "vocab_size": 49408, "width": 64, "heads": 4, "layers": 3},
}


def open_drawings(run: Run[DrawnConfig], name: str, learner: str) -> NDArray[np.uint8]:
    """The drawings in a file, memory-mapped.

    Raises:
        TrainingError: there is no such file yet.
    """
    path = run.path(name)
    if not path.is_file():
        raise TrainingError(f"{learner} learns from drawings: run --stage data first.")
    pictures: NDArray[np.uint8] = np.load(path, mmap_mode="r")
    return pictures


def make_data(run: Run[DrawnConfig], domain: Domain) -> None:
    """Render single drawings and families of drawings, and store the codes of the single ones."""
    from deltaedit.training.drawn.render import render_array

    data = run.config.data
    run.runs.mkdir(parents=True, exist_ok=True)
    checkpoint = run.checkpoint("data", data)
    done = 0 if checkpoint.state is None else int(checkpoint.state["done"])
    drawings = domain.sample(data.count, data.seed)
    codes = torch.from_numpy(domain.encode_all(drawings))
    for _, members in domain.sample_families(data.families, data.family, data.family_seed):
        drawings += members
    paths = {run.path(PICTURES): (data.count,), run.path(FAMILIES): (data.families, data.family)}
    # Files get their own names when they are complete.
    partials = [partial_of(path) for path in paths]
    if not all(path.is_file() for path in partials):
        done = 0
    mode: Literal["r+", "w+"] = "r+" if done else "w+"
    singles, families = (
        np.lib.format.open_memmap(path, mode=mode, dtype=np.uint8, shape=(*shape, data.size, data.size, 3))
        for path, shape in zip(partials, paths.values())
    )
    save_weights(run.path(CODES), "codes", {"codes": codes}, {})
    progress = Progress("data", done)
    draw = partial(render_array, size=data.size)
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        for start in range(done, len(drawings), DRAWING_BATCH):
            chunk = drawings[start : start + DRAWING_BATCH]
            for index, picture in enumerate(pool.map(draw, chunk, chunksize=32), start):
                if index < data.count:
                    singles[index] = picture
                else:
                    families[divmod(index - data.count, data.family)] = picture
            end = start + len(chunk)
            progress.show(end, len(drawings))
            if checkpoint.due():
                singles.flush()
                families.flush()
                checkpoint.save({"done": end})
    singles.flush()
    families.flush()
    for partial_path, path in zip(partials, paths):
        os.replace(partial_path, path)
    checkpoint.done()


def make_generator(run: Run[DrawnConfig], domain: Domain) -> None:
    """Train the generator, starting from the bundle's own, or from a new one if there is none."""
    pictures = open_drawings(run, PICTURES, "The generator")
    codes = read_weights(run.path(CODES), "codes")[0]["codes"]
    training, path = run.config.generator, run.path(GENERATOR)
    start = load_generator(path) if path.is_file() else None
    size = 4 * 2 ** (len(training.channels) - 1) if start is None else start.config.size
    if pictures.shape[1] != size:
        raise TrainingError(
            f"The drawings have {pictures.shape[1]} pixels and the generator {size}: make others with --set "
            f"data.size={size}, or change the length of generator.channels (one more doubles the size)."
        )
    if not run.path(CODE).is_file():
        CodeProjection.of(codes.shape[1], training.style_dim, run.config.data.seed).save(run.bundle)
    z = CodeProjection.read(run.bundle).z(codes)
    checkpoint = run.checkpoint("generator", training, PICTURES, CODES)
    begin_with = None
    if start is None and training.begin_with:
        other = find_bundle(training.begin_with)
        begin_with = load_generator(other.path(other.generator))
    save_generator(path, train_generator(start, z, pictures, training, checkpoint, run.device, begin_with))
    checkpoint.done()


def make_clip(run: Run[DrawnConfig], domain: Domain) -> None:
    """Train the CLIP, starting from the bundle's own, or from a new one if there is none."""
    pictures, families = open_drawings(run, PICTURES, "CLIP"), open_drawings(run, FAMILIES, "CLIP")
    folder, training = run.bundle / CLIP_FOLDER, run.config.clip
    shape = _clip_shape(run, pictures.shape[1])
    model = open_clip.model.CLIP(**shape)
    if run.path(CLIP_WEIGHTS).is_file():
        load_strictly(model, {k: v.float() for k, v in load_file(run.path(CLIP_WEIGHTS)).items()}, folder)
    elif training.train == "text":
        raise TrainingError(f"There is no CLIP in {folder} yet; train both towers first (--set clip.train=both).")
    tokenizer = open_clip.SimpleTokenizer(context_length=shape["text_cfg"]["context_length"])
    texts = domain.language.texts()
    words = KnownWords.of(texts, tokenizer, shape["text_cfg"]["vocab_size"])
    teacher = teacher_of(domain, run.config.data, len(pictures), families.shape[:2], words.draw_meaningless)
    checkpoint = run.checkpoint("clip", training, PICTURES, FAMILIES)
    words.narrow(model)
    train_clip(model.to(run.device), words.tokens, pictures, families, teacher, training, checkpoint)
    words.widen(model.cpu())
    vocabulary = sorted({word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower())})
    write_text(folder / VOCABULARY_FILE, "\n".join(vocabulary) + "\n")
    state = {k: (v.half() if v.is_floating_point() else v).contiguous() for k, v in model.state_dict().items()}
    write_tensors(run.path(CLIP_WEIGHTS), state, {"format": "pt"})
    checkpoint.done()


def teacher_of(
    domain: Domain,
    data: DrawingConfig,
    count: int,
    families: tuple[int, ...],
    unknown_word: Callable[[np.random.Generator], Sequence[int]],
) -> Teacher:
    """The labels of the drawings of :func:`make_data`, which are sampled again from the same seeds.

    Args:
        count: number of single drawings.
        families: number of families, and drawings per family.
        unknown_word: draws the tokens of a word without meaning.
    """
    related = domain.sample_families(families[0], families[1], data.family_seed)
    return Teacher(
        attributes=[drawing.attributes() for drawing in domain.sample(count, data.seed)],
        values=domain.values,
        family_attributes=[[drawing.attributes() for drawing in members] for _, members in related],
        varied=[name for name, _ in related],
        draw_caption=domain.language.draw_caption,
        draw_change=domain.language.draw_change,
        draw_difference=domain.language.draw_difference,
        neutral_values=domain.language.neutral_values,
        neutral=domain.language.neutral_text,
        unknown_word=unknown_word,
    )


def _clip_shape(run: Run[DrawnConfig], size: int) -> dict[str, Any]:
    """The shape of the bundle's CLIP; its configuration file is written where there is none."""
    path = run.path(CLIP_CONFIG_FILE)
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, {"model_cfg": {**CLIP_SHAPE, "vision_cfg": {**CLIP_SHAPE["vision_cfg"], "image_size": size}}})
    shape: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["model_cfg"]
    return shape


def drawn_stages(domain: Domain) -> dict[str, Stage]:
    """The stages of drawn domains only, by name, in the order in which they run."""
    return {
        "data": Stage(
            partial(make_data, domain=domain),
            "drawings to learn from",
            settings=("data",),
            outputs=(PICTURES, FAMILIES, CODES),
        ),
        "generator": Stage(
            partial(make_generator, domain=domain),
            "the generator, from codes to pictures",
            settings=("data", "generator"),
            inputs=(PICTURES, CODES),
            outputs=(GENERATOR, CODE),
        ),
        "clip": Stage(
            partial(make_clip, domain=domain),
            "the CLIP, for pictures and texts",
            settings=("data", "clip"),
            inputs=(PICTURES, FAMILIES),
            outputs=(CLIP_WEIGHTS, CLIP_CONFIG_FILE, f"{CLIP_FOLDER}/{VOCABULARY_FILE}"),
        ),
    }
