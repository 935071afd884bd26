"""The stages that turn a generator and a CLIP into a bundle that edits, for every kind of bundle.

Each goes on from the files that the ones before it left, survives a kill, and knows by checksums whether it is done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from deltaedit.bundles.recipes import PART_FILES
from deltaedit.bundles.weights import (
    load_encoder,
    load_generator,
    read_weights,
    save_encoder,
    save_mapper,
    save_weights,
    sha256,
)
from deltaedit.clip_space import ClipSpace
from deltaedit.errors import TrainingError
from deltaedit.files import write_json
from deltaedit.models import Encoder, Generator
from deltaedit.relevance import RelevanceMatrix, RelevanceSums, estimate_relevance, measure_relevance
from deltaedit.training.checkpoint import Checkpoint, plain
from deltaedit.training.config import RelevanceTraining
from deltaedit.training.encoder import LARGEST, train_encoder
from deltaedit.training.kinds import DRAFT, ENCODER, GENERATOR, SAMPLES, AnyGenerator, Kind, read_made
from deltaedit.training.latent_relevance import regress_relevance
from deltaedit.training.latents import LatentPart, Latents, open_latents, write_latents
from deltaedit.training.log import TrainingLog
from deltaedit.training.mapper.fitting import train_mapper
from deltaedit.training.progress import Progress
from deltaedit.training.stages import RUNS, Stage, Workplace

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

CLIP_WEIGHTS, RELEVANCE, MAPPER = PART_FILES["clip"], PART_FILES["relevance"], PART_FILES["mapper"]
LATENTS, SAMPLE_LATENTS = f"{RUNS}latents", f"{RUNS}samples"
LATENTS_INDEX = f"{LATENTS}/latents.json"
MAPPER_REPORT = f"{RUNS}mapper-report.json"
CHANNELS_AT_ONCE = 16
#: Pictures that perturbing looks at unless told otherwise, and slopes.
PERTURBED, SLOPED = 6, 16


def load_parts(place: Workplace, kind: Kind) -> tuple[Generator, ClipSpace]:
    """Generator and CLIP of the bundle, on the device of the workplace."""
    path = place.bundle / GENERATOR
    if not path.is_file():
        raise TrainingError(
            f"There is no {GENERATOR} in {place.bundle}: put one there (python -m deltaedit convert FILE --out "
            f"{place.bundle} makes it of a published one)."
        )
    return load_generator(path).to(place.device), kind.clip(place)


def made_from(place: Workplace) -> dict[str, str]:
    """Checksums of the networks that latents are made with."""
    return {name: sha256(place.bundle / name) for name in (GENERATOR, CLIP_WEIGHTS)}


def _checkpoint(place: Workplace, name: str, config: DataclassInstance, *needs: str) -> Checkpoint:
    """What an interrupted stage left, where it began with the files that are there now."""
    origin = {file: sha256(place.path(file)) for file in needs}
    path = place.runs / f"{name}.checkpoint"
    checkpoint = Checkpoint(path, config, resume=place.resume, made_from=origin)
    if checkpoint.outdated and place.world.is_main_process:
        print(f"{name}: what it learns from has changed since it was interrupted, so it begins anew")
    return checkpoint


def begin(place: Workplace, kind: Kind) -> None:
    """Put in place what there is to begin with."""
    if isinstance(kind, AnyGenerator):
        kind.begin(place)


def make_latents(place: Workplace, kind: Kind) -> None:
    """Codes, their pictures' embeddings: what the mapper learns from."""
    generator, clip = load_parts(place, kind)
    write_latents(
        place.path(LATENTS),
        generator,
        clip,
        kind.parts(place, generator),
        place.config.latents,
        made_from=made_from(place),
        world=place.world,
        resume=place.resume,
    )


def make_samples(place: Workplace, kind: Kind) -> None:
    """The table of random pictures that the bundle carries: w and CLIP embedding of each."""
    generator, clip = load_parts(place, kind)
    count = place.config.bundle.samples
    table = write_latents(
        place.path(SAMPLE_LATENTS),
        generator,
        clip,
        [LatentPart("random", kind.random(place, generator), count)],
        replace(place.config.latents, count=count, group=1, half=False),
        made_from=made_from(place),
        world=place.world,
        resume=place.resume,
    )
    if place.world.is_main_process:
        tensors = {"w": table.w[0:count], "clip": table.clip[0:count]}
        save_weights(place.bundle / SAMPLES, "samples", tensors, {}, half=True)


def make_encoder(place: Workplace, kind: Kind) -> None:
    """Picture to W+: goes on from the bundle's encoder, or begins one where there is none or all is to be fresh."""
    generator = load_generator(place.bundle / GENERATOR).to(place.device)
    path = place.bundle / ENCODER
    start = load_encoder(path) if path.is_file() and place.resume else None
    if start is not None and not _fits(start, generator):
        start = None
    source, real = kind.pictures(place, generator), kind.real(place, generator.config.size)
    checkpoint = _checkpoint(place, "encoder", place.config.encoder, GENERATOR)
    encoder = train_encoder(start, source, generator, place.config.encoder, checkpoint, real).cpu()
    save_encoder(path, encoder, half=True)
    checkpoint.done()


def _fits(encoder: Encoder, generator: Generator) -> bool:
    """Whether an encoder's codes are of a generator's shape."""
    config = encoder.config
    shape = (generator.n_latent, generator.config.style_dim, min(generator.config.size, LARGEST))
    return (config.n_styles, config.style_dim, config.size) == shape


def make_relevance(place: Workplace, kind: Kind) -> None:
    """How every channel of S moves CLIP."""
    generator, clip = load_parts(place, kind)
    latents = open_latents(place.path(LATENTS))
    s_std = latents.moments().s_std.to(place.device)
    training = place.config.relevance
    checkpoint = _checkpoint(place, "relevance", training, GENERATOR, CLIP_WEIGHTS, LATENTS_INDEX)
    methods = {"jacobian": _by_slopes, "perturbation": _by_perturbing}
    if training.method in methods:
        matrix = methods[training.method](generator, clip, latents, s_std, training, checkpoint)
    else:
        matrix = regress_relevance(latents, training.ridge, training.pictures)
    tensors = {"matrix": matrix.cpu(), "s_std": s_std.cpu()}
    save_weights(place.bundle / RELEVANCE, "relevance", tensors, {"training": asdict(training)}, half=True)
    checkpoint.done()


def _codes(generator: Generator, latents: Latents, count: int) -> torch.Tensor:
    """W+ of the first members of ``count`` groups, on the generator's device."""
    rows = torch.arange(0, len(latents.w), latents.group)[:count]
    w = latents.w[rows].to(generator.device)
    return w if w.ndim == 3 else generator.broadcast(w)


def _by_slopes(
    generator: Generator,
    clip: ClipSpace,
    latents: Latents,
    s_std: torch.Tensor,
    training: RelevanceTraining,
    checkpoint: Checkpoint,
) -> torch.Tensor:
    progress = Progress("relevance")
    begun = None if checkpoint.state is None else RelevanceSums(**checkpoint.state)

    def keep(sums: RelevanceSums) -> None:
        if checkpoint.due():
            checkpoint.save({"pictures": sums.pictures, "rows": sums.rows, "strength": sums.strength})

    return measure_relevance(
        generator,
        clip,
        _codes(generator, latents, training.pictures or SLOPED),
        s_std,
        directions=training.directions,
        embeddings=latents.clip[0 : min(len(latents.clip), 2000)].to(s_std.device),
        shift=training.shift,
        begun=begun,
        progress=lambda done, total: progress.show(done, total, last=done == total),
        keep=keep,
    ).matrix


def _by_perturbing(
    generator: Generator,
    clip: ClipSpace,
    latents: Latents,
    s_std: torch.Tensor,
    training: RelevanceTraining,
    checkpoint: Checkpoint,
) -> torch.Tensor:
    w_plus = _codes(generator, latents, training.pictures or PERTURBED)
    rows = [] if checkpoint.state is None else [checkpoint.state["rows"]]
    total = generator.layout.total
    progress = Progress("relevance")
    progress.begin_at(sum(map(len, rows)))
    while (done := sum(map(len, rows))) < total:
        channels = range(done, min(done + CHANNELS_AT_ONCE, total))
        rows.append(estimate_relevance(generator, clip, w_plus, s_std, channels=channels).cpu())
        progress.show(channels.stop, total, last=channels.stop == total)
        if checkpoint.due():
            checkpoint.save({"rows": torch.cat(rows)})
    return torch.cat(rows)


def make_mapper(place: Workplace, kind: Kind) -> None:
    """Words to a direction, learned without words."""
    generator, clip = load_parts(place, kind)
    # One process checks the sums for all.
    latents = open_latents(place.path(LATENTS), verify=place.world.is_main_process)
    checkpoint = _checkpoint(place, "mapper", place.config.mapper, LATENTS_INDEX)
    mapper, report = train_mapper(
        latents,
        generator.layout,
        place.config.mapper,
        generator,
        checkpoint,
        place.device,
        clip=clip,
        texts=kind.texts(place),
        world=place.world,
        log=TrainingLog(place.runs / "mapper.jsonl") if place.world.is_main_process else None,
    )
    if place.world.is_main_process:
        save_mapper(place.path(MAPPER), mapper, half=True)
        write_json(place.path(MAPPER_REPORT), _without_nan(asdict(report)))
        checkpoint.done()
        print(
            f"mapper: held-out cosine {report.cosine_random:.3f} of random pairs, {report.cosine_neutral:.3f} of "
            f"neutral ones; the weights of step {report.best_step} of {report.steps}"
        )


def _without_nan(figures: dict[str, Any]) -> dict[str, Any]:
    """Figures as JSON knows them, which has no NaN for what could not be measured."""
    return {
        name: _without_nan(value) if isinstance(value, dict) else None if value != value else value
        for name, value in figures.items()
    }


def _without_places(config: dict[str, Any]) -> dict[str, Any]:
    """A configuration to publish, which tells nobody where its maker keeps things."""
    section = config["bundle"]
    return {**config, "bundle": {**section, **{name: Path(section[name]).name for name in ("clip_from", "pictures")}}}


def make_manifest(place: Workplace, kind: Kind) -> None:
    """Checksums and words; last, since it speaks of all the other files."""
    measured: dict[str, Any] = {}
    if place.path(MAPPER_REPORT).is_file():
        report = read_made(place.path(MAPPER_REPORT), "mapper")
        # The mean of what may follow is shorter than any of it; least squares on held-out pairs says by how much.
        scale = min(max(round(float(report.get("strength_scale") or 1.0), 2), 1.0), 3.0)
        evaluation = {"mapper": report, "training": _without_places(plain(place.config))}
        measured = {"strength_scale": scale, "threshold": usual_threshold(place, kind), "evaluation": evaluation}
    manifest = kind.write_manifest(place, measured)
    print(f"{manifest.name} is ready in {manifest.folder}")


#: Part of the channels that an edit may touch where nobody has calibrated the mask.
EDITED_SHARE = 0.5


def usual_threshold(place: Workplace, kind: Kind) -> float:
    """The threshold at which the bundle's own texts edit half of the channels, in the mean over the texts.

    Scores are lengths in CLIP space, so that a number that is right for one CLIP is not for another; a share of the
    channels is. A mapper of minutes changes much besides what was asked for, and half of it goes away so.
    """
    clip = kind.clip(place)
    relevance = RelevanceMatrix(read_weights(place.bundle / RELEVANCE, "relevance")[0]["matrix"])
    scores = []
    for source, target in kind.texts(place):
        delta = clip.text_delta(source, target)
        scores.append(relevance.scores(delta.raw.cpu()).flatten().quantile(1 - EDITED_SHARE))
    return round(float(torch.stack(scores).mean()), 3)


def _encoder_of(place: Workplace) -> dict[str, str]:
    """The encoder's checksum where latents are also made of real pictures, which it inverts."""
    path = place.bundle / ENCODER
    return {ENCODER: sha256(path)} if place.config.bundle.pictures and path.is_file() else {}


def _shards(place: Workplace) -> dict[str, str]:
    """How many shards are whole: one that was lost is made again."""
    return {f"{LATENTS}/shards": str(len([*place.path(LATENTS).glob("shard-*/shard.json")]))}


def bundle_stages(kind: Kind) -> dict[str, Stage]:
    """The stages of a bundle by name, in the order in which they run."""
    small = (GENERATOR, CLIP_WEIGHTS)

    def made(run: Callable[[Workplace, Kind], None]) -> Callable[[Workplace], None]:
        return lambda place: run(place, kind)

    stages: Mapping[str, Stage] = {
        "begin": Stage(
            made(begin),
            "CLIP, mean of w, draft of the manifest",
            uses=("bundle.clip_from", "bundle.neutral"),
            leaves=(*small, DRAFT),
        ),
        "samples": Stage(
            made(make_samples),
            "random pictures to draw from and to start a search at",
            uses=("bundle.samples", "latents.seed"),
            needs=small,
            leaves=(SAMPLES,),
            every_process=True,
        ),
        "encoder": Stage(
            made(make_encoder),
            "picture to code",
            uses=("encoder", "bundle.pictures", "bundle.fewest_pictures", "latents.truncation_psi"),
            needs=(GENERATOR,),
            leaves=(ENCODER,),
            fingerprints=kind.outside,
        ),
        "latents": Stage(
            made(make_latents),
            "codes and embeddings that the mapper learns from",
            uses=("latents", "bundle.pictures", "bundle.fewest_pictures"),
            needs=small,
            leaves=(LATENTS_INDEX,),
            fingerprints=lambda place: {**kind.outside(place), **_encoder_of(place), **_shards(place)},
            every_process=True,
        ),
        "relevance": Stage(
            made(make_relevance),
            "how every channel moves CLIP",
            uses=("relevance",),
            needs=(*small, LATENTS_INDEX),
            leaves=(RELEVANCE,),
        ),
        "mapper": Stage(
            made(make_mapper),
            "words to a direction",
            uses=("mapper",),
            needs=(LATENTS_INDEX,),
            leaves=(MAPPER, MAPPER_REPORT),
            every_process=True,
        ),
        "manifest": Stage(
            made(make_manifest),
            "checksums and words",
            needs=(DRAFT, GENERATOR, CLIP_WEIGHTS, ENCODER, SAMPLES, RELEVANCE, MAPPER, MAPPER_REPORT),
            leaves=("manifest.json",),
        ),
    }
    return {name: stage for name, stage in stages.items() if name != "begin" or isinstance(kind, AnyGenerator)}
