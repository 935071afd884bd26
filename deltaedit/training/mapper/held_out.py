"""Measuring a mapper on held-out groups."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import torch
from torch.nn import functional as F

from deltaedit.clip_space import ClipSpace
from deltaedit.models import DeltaMapper, Generator
from deltaedit.training.config import MapperTraining
from deltaedit.training.distributed import World
from deltaedit.training.latents import Latents
from deltaedit.training.mapper.edit_metrics import EditFigures, EditMeter
from deltaedit.training.mapper.loss import batch_losses
from deltaedit.training.mapper.pairs import PairSource, draw_pairs, pair_tensors

#: Kind of pairs -> (share of related pairs, share of neutral pairs).
KINDS = {"random": (0.0, 0.0), "related": (1.0, 0.0), "neutral": (0.0, 1.0)}


@dataclass(frozen=True)
class MapperReport:
    """Figures on the held-out groups.

    Attributes:
        steps: taken in the training.
        cosine_random, cosine_related, cosine_neutral: mean cosine of predicted and true delta_s by kind of pairs,
            without noise; NaN for the latter two where latents have no groups.
        strength_scale: the factor by which predictions are too short.
        loss: of the training, on pairs with its noise.
        best_step: the step of these weights, which had the least loss of all measured ones.
        edits: figures of edits, where a generator and a CLIP were given.
    """

    steps: int
    cosine_random: float
    cosine_related: float
    cosine_neutral: float
    strength_scale: float
    loss: float = float("nan")
    best_step: int = 0
    edits: EditFigures | None = None

    @property
    def figures(self) -> dict[str, float]:
        """The figures for the log, without those that are NaN."""
        figures = asdict(self)
        edits = figures.pop("edits") or {}
        del figures["steps"], figures["best_step"]
        return {f"held_out_{name}": value for name, value in (figures | edits).items() if not math.isnan(value)}


class Examiner:
    """Measures mappers on the held-out groups, on the same pairs every time."""

    def __init__(
        self,
        latents: Latents,
        groups: range,
        training: MapperTraining,
        generator: Generator | None,
        clip: ClipSpace | None,
        texts: Sequence[tuple[str, str]],
        world: World,
    ) -> None:
        """Measure on these groups; the other arguments are those of the training."""
        self.latents, self.groups = latents, groups
        self.source = PairSource(latents, groups, training, generator, "held out")
        # Drawing pictures is expensive, so only one process does it.
        self.meter = (
            EditMeter(generator, clip, latents, groups, texts)
            if world.is_main_process and generator is not None and clip is not None
            else None
        )

    @torch.no_grad()
    def examine(self, mapper: DeltaMapper, steps: int, count: int) -> MapperReport:
        """All figures, from ``count`` pairs of each kind."""
        device = next(mapper.parameters()).device
        squared, cosine = batch_losses(mapper, self.source.batch(0, count).to(device)).tolist()
        cosines, strength_scale = {}, 1.0
        for name, (related, neutral) in KINDS.items():
            if name != "random" and self.latents.group < 2:
                cosines[name] = float("nan")
                continue
            rng = torch.Generator().manual_seed(1)
            pairs = draw_pairs(self.groups, self.latents.group, count, related, neutral, rng)
            s, i, delta_i, delta_s = (t.to(device) for t in pair_tensors(self.latents, pairs))
            keep = pairs.first != pairs.second
            predicted, wanted = (mapper(s, i, delta_i) / mapper.s_std)[keep], (delta_s / mapper.s_std)[keep]
            cosines[name] = F.cosine_similarity(predicted, wanted, dim=1).mean().item()
            # The least-squares factor from predicted to true changes. The last kind counts: neutral pairs, if there are
            # groups, since edits by text resemble those.
            strength_scale = ((predicted * wanted).sum() / predicted.square().sum()).item()
        return MapperReport(
            steps=steps,
            cosine_random=cosines["random"],
            cosine_related=cosines["related"],
            cosine_neutral=cosines["neutral"],
            strength_scale=strength_scale,
            loss=squared + 1 - cosine,
            best_step=steps,
            edits=None if self.meter is None else self.meter.measure(mapper),
        )
