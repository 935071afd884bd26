"""The stages that turn a generator and a CLIP into a bundle that edits, for every kind of bundle.

Each stage reads the files of the stages before it, and resumes after a kill.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import partial
from typing import Any

import torch

from deltaedit.bundles.recipes import PART_FILES
from deltaedit.bundles.weights import (
    load_encoder,
    load_generator,
    read_weights,
    save_encoder,
    save_mapper,
    save_weights,
)
from deltaedit.clip_space import ClipSpace
from deltaedit.errors import TrainingError
from deltaedit.files import write_json
from deltaedit.models import Generator
from deltaedit.relevance import RelevanceMatrix, RelevanceSums, estimate_relevance, measure_relevance
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.config import RelevanceTraining, published_view
from deltaedit.training.e4e import train_encoder
from deltaedit.training.latent_relevance import regress_relevance
from deltaedit.training.latents import LatentPart, Latents, open_latents, write_latents
from deltaedit.training.mapper.fitting import train_mapper
from deltaedit.training.progress import Progress
from deltaedit.training.run import RUNS, Run, Stage
from deltaedit.training.sources import CLIP_WEIGHTS, DRAFT, ENCODER, GENERATOR, SAMPLES, Source, read_output

RELEVANCE, MAPPER = PART_FILES["relevance"], PART_FILES["mapper"]
LATENTS, SAMPLE_LATENTS = f"{RUNS}latents", f"{RUNS}samples"
LATENTS_INDEX = f"{LATENTS}/latents.json"
MAPPER_REPORT = f"{RUNS}mapper-report.json"
#: Channels that are perturbed per batch.
CHANNEL_BATCH = 16
#: Default numbers of pictures for the relevance matrix.
PERTURBATION_PICTURES, JACOBIAN_PICTURES = 6, 16
#: Share of the channels that an edit may change, where the threshold is not calibrated.
EDITED_SHARE = 0.5


def load_parts(run: Run[Any], source: Source) -> tuple[Generator, ClipSpace]:
    """Generator and CLIP of the bundle, on the device of the run."""
    path = run.bundle / GENERATOR
    if not path.is_file():
        raise TrainingError(
            f"There is no {GENERATOR} in {run.bundle}: make one of a published file with python -m deltaedit convert "
            f"FILE --out {run.bundle}."
        )
    return load_generator(path).to(run.device), source.clip(run)


def make_latents(run: Run[Any], source: Source) -> None:
    """Make the latents that the mapper learns from: codes and the embeddings of their pictures."""
    generator, clip = load_parts(run, source)
    write_latents(
        run.path(LATENTS),
        generator,
        clip,
        source.parts(run, generator),
        run.config.latents,
        made_from=run.checksums(GENERATOR, CLIP_WEIGHTS),
        world=run.world,
        resume=run.resume,
    )


def make_samples(run: Run[Any], source: Source) -> None:
    """Make the bundle's table of random pictures: w and CLIP embedding of each."""
    generator, clip = load_parts(run, source)
    count = run.config.bundle.samples
    table = write_latents(
        run.path(SAMPLE_LATENTS),
        generator,
        clip,
        [LatentPart("random", source.random(run, generator), count)],
        replace(run.config.latents, count=count, group=1, half=False),
        made_from=run.checksums(GENERATOR, CLIP_WEIGHTS),
        world=run.world,
        resume=run.resume,
    )
    if run.world.is_main_process:
        tensors = {"w": table.w[0:count], "clip": table.clip[0:count]}
        save_weights(run.bundle / SAMPLES, "samples", tensors, {}, half=True)


def make_encoder(run: Run[Any], source: Source) -> None:
    """Train the encoder, starting from the bundle's own, or from a new one if there is none or ``--fresh`` is given."""
    generator = load_generator(run.bundle / GENERATOR).to(run.device)
    path = run.bundle / ENCODER
    start = load_encoder(path) if path.is_file() and run.resume else None
    w_plus_shape = (generator.n_latent, generator.config.style_dim)
    if start is not None and (start.config.n_styles, start.config.style_dim) != w_plus_shape:
        start = None
    pictures, real = source.pictures(run, generator), source.real(run, generator.config.size)
    checkpoint = run.checkpoint("encoder", run.config.encoder, GENERATOR)
    encoder = train_encoder(start, pictures, generator, run.config.encoder, checkpoint, real).cpu()
    save_encoder(path, encoder, half=True)
    checkpoint.done()


def make_relevance(run: Run[Any], source: Source) -> None:
    """Estimate the relevance matrix: how each channel of S changes the CLIP embedding."""
    generator, clip = load_parts(run, source)
    latents = open_latents(run.path(LATENTS))
    s_std = latents.moments.s_std.to(run.device)
    training = run.config.relevance
    checkpoint = run.checkpoint("relevance", training, GENERATOR, CLIP_WEIGHTS, LATENTS_INDEX)
    methods = {"jacobian": _by_jacobian, "perturbation": _by_perturbation}
    if training.method in methods:
        matrix = methods[training.method](generator, clip, latents, s_std, training, checkpoint)
    else:
        matrix = regress_relevance(latents, training.ridge, training.pictures)
    tensors = {"matrix": matrix.cpu(), "s_std": s_std.cpu()}
    save_weights(run.bundle / RELEVANCE, "relevance", tensors, {"training": asdict(training)}, half=True)
    checkpoint.done()


def _codes(generator: Generator, latents: Latents, count: int) -> torch.Tensor:
    """W+ of the first members of ``count`` groups, on the generator's device."""
    rows = torch.arange(0, len(latents.w), latents.group)[:count]
    w = latents.w[rows].to(generator.device)
    return w if w.ndim == 3 else generator.broadcast(w)


def _by_jacobian(
    generator: Generator,
    clip: ClipSpace,
    latents: Latents,
    s_std: torch.Tensor,
    training: RelevanceTraining,
    checkpoint: Checkpoint,
) -> torch.Tensor:
    def keep(sums: RelevanceSums) -> None:
        if checkpoint.due():
            checkpoint.save({"pictures": sums.pictures, "rows": sums.rows, "strength": sums.strength})

    return measure_relevance(
        generator,
        clip,
        _codes(generator, latents, training.pictures or JACOBIAN_PICTURES),
        s_std,
        directions=training.directions,
        embeddings=latents.clip[0 : min(len(latents.clip), 2000)].to(s_std.device),
        shift=training.shift,
        begun=None if checkpoint.state is None else RelevanceSums(**checkpoint.state),
        progress=Progress("relevance").show,
        keep=keep,
    ).matrix


def _by_perturbation(
    generator: Generator,
    clip: ClipSpace,
    latents: Latents,
    s_std: torch.Tensor,
    training: RelevanceTraining,
    checkpoint: Checkpoint,
) -> torch.Tensor:
    w_plus = _codes(generator, latents, training.pictures or PERTURBATION_PICTURES)
    rows = [] if checkpoint.state is None else [checkpoint.state["rows"]]
    done, total = sum(map(len, rows)), generator.layout.total
    progress = Progress("relevance", done)
    for start in range(done, total, CHANNEL_BATCH):
        channels = range(start, min(start + CHANNEL_BATCH, total))
        rows.append(estimate_relevance(generator, clip, w_plus, s_std, channels=channels).cpu())
        progress.show(channels.stop, total)
        if checkpoint.due():
            checkpoint.save({"rows": torch.cat(rows)})
    return torch.cat(rows)


def make_mapper(run: Run[Any], source: Source) -> None:
    """Train the mapper, without texts."""
    generator, clip = load_parts(run, source)
    # It is enough that one process verifies the checksums.
    latents = open_latents(run.path(LATENTS), verify=run.world.is_main_process)
    checkpoint = run.checkpoint("mapper", run.config.mapper, LATENTS_INDEX)
    mapper, report = train_mapper(
        latents,
        generator.layout,
        run.config.mapper,
        checkpoint,
        generator,
        run.device,
        clip=clip,
        texts=source.texts(run),
        world=run.world,
    )
    if run.world.is_main_process:
        save_mapper(run.path(MAPPER), mapper, half=True)
        write_json(run.path(MAPPER_REPORT), _without_nan(asdict(report)))
        checkpoint.done()
        print(
            f"mapper: held-out cosine {report.cosine_random:.3f} for random pairs, {report.cosine_neutral:.3f} for "
            f"neutral ones; the weights are those of step {report.best_step} of {report.steps}"
        )


def _without_nan(figures: dict[str, Any]) -> dict[str, Any]:
    """Figures with None instead of NaN, which JSON does not have."""
    return {
        name: _without_nan(value) if isinstance(value, dict) else None if value != value else value
        for name, value in figures.items()
    }


def make_manifest(run: Run[Any], source: Source) -> None:
    """Write the manifest; last, since it has the checksums of all other files."""
    measured: dict[str, Any] = {}
    if run.path(MAPPER_REPORT).is_file():
        report = read_output(run.path(MAPPER_REPORT), "mapper")
        # The mapper predicts a mean of possible changes, which is shorter than each; the report says by how much.
        scale = min(max(round(float(report.get("strength_scale") or 1.0), 2), 1.0), 3.0)
        evaluation = {"mapper": report, "training": published_view(run.config)}
        measured = {"strength_scale": scale, "threshold": usual_threshold(run, source), "evaluation": evaluation}
    manifest = source.write_manifest(run, measured)
    print(f"{manifest.name} is ready in {manifest.folder}")


def usual_threshold(run: Run[Any], source: Source) -> float:
    """The threshold at which the bundle's own texts edit half of the channels, as the mean over the texts.

    The scale of scores depends on the CLIP, so a share of the channels suits more bundles than a fixed threshold. After
    minutes of training a mapper changes much more than it should, and this removes about half of that.
    """
    clip = source.clip(run)
    relevance = RelevanceMatrix(read_weights(run.bundle / RELEVANCE, "relevance")[0]["matrix"])
    scores = []
    for before, after in source.texts(run):
        delta = clip.text_delta(before, after)
        scores.append(relevance.scores(delta.raw.cpu()).flatten().quantile(1 - EDITED_SHARE))
    return round(float(torch.stack(scores).mean()), 3)


def _latents_fingerprints(run: Run[Any], source: Source) -> dict[str, str | None]:
    """The source's fingerprints, the encoder's checksum where it inverts real pictures, and the number of shards."""
    # The number of shards, so that a lost one is made again.
    shards = sum(path.suffixes == [".safetensors"] for path in run.path(LATENTS).glob("shard-*"))
    encoder = run.checksums(ENCODER) if run.config.bundle.pictures else {}
    return {**source.fingerprints(run), **encoder, f"{LATENTS}/shards": str(shards)}


def bundle_stages(source: Source) -> dict[str, Stage]:
    """The stages of a bundle by name, in the order in which they run."""
    networks = (GENERATOR, CLIP_WEIGHTS)
    return source.first_stages() | {
        "samples": Stage(
            partial(make_samples, source=source),
            "random pictures, to draw from and as starting points of inversion",
            settings=("bundle.samples", "latents.seed"),
            inputs=networks,
            outputs=(SAMPLES,),
            distributed=True,
        ),
        "encoder": Stage(
            partial(make_encoder, source=source),
            "the encoder, from pictures to codes",
            settings=("encoder", "bundle.pictures", "bundle.fewest_pictures", "latents.truncation_psi"),
            inputs=(GENERATOR,),
            outputs=(ENCODER,),
            fingerprints=source.fingerprints,
        ),
        "latents": Stage(
            partial(make_latents, source=source),
            "codes and embeddings that the mapper learns from",
            settings=("latents", "bundle.pictures", "bundle.fewest_pictures"),
            inputs=networks,
            outputs=(LATENTS_INDEX,),
            fingerprints=partial(_latents_fingerprints, source=source),
            distributed=True,
        ),
        "relevance": Stage(
            partial(make_relevance, source=source),
            "how each channel changes the CLIP embedding",
            settings=("relevance",),
            inputs=(*networks, LATENTS_INDEX),
            outputs=(RELEVANCE,),
        ),
        "mapper": Stage(
            partial(make_mapper, source=source),
            "the mapper, from changes of CLIP embeddings to changes of codes",
            settings=("mapper",),
            inputs=(LATENTS_INDEX,),
            outputs=(MAPPER, MAPPER_REPORT),
            distributed=True,
        ),
        "manifest": Stage(
            partial(make_manifest, source=source),
            "the manifest, with texts, figures and checksums",
            inputs=(DRAFT, *networks, ENCODER, SAMPLES, RELEVANCE, MAPPER, MAPPER_REPORT),
            outputs=("manifest.json",),
        ),
    }
