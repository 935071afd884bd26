"""Measuring a mapper's edits during training: pictures are edited, drawn and embedded again.

The measure is CLIP's directional similarity: the cosine between the change of a picture's embedding and the requested
change (Gal et al., "StyleGAN-NADA", ACM TOG 2022, sec. 4.1, where it is a loss). It has two limits: the CLIP is the one
that guides the mapper, so a mapper that exploits CLIP scores well, too; and no relevance mask is applied, so these are
edits at threshold 0. It can rank mappers of one domain, but does not say how many edits a person would accept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from deltaedit.clip_space import ClipSpace
from deltaedit.models import DeltaMapper, Generator
from deltaedit.training.latents import Latents
from deltaedit.training.mapper.pairs import Pairs, draw_pairs, pair_tensors

PICTURES = 16
#: Seed of the pairs that are edited, which are the same in every measurement.
SEED = 5
#: Pictures per batch, on a CPU and elsewhere.
BATCH, ACCELERATOR_BATCH = 8, 64


@dataclass(frozen=True)
class EditFigures:
    """The effect of edits of held-out pictures in CLIP space; NaN where nothing could be edited.

    Attributes:
        image_direction: mean cosine between the change of the embedding and the requested one, a difference of two
            pictures.
        text_direction: the same for requested differences of two texts. These never align completely with changes of
            pictures: 1 cannot be reached, and 0 is chance.
        text_along: mean length of the change along the texts' direction; 0 for an edit that does nothing.
        text_elsewhere: mean length of the change orthogonal to it, which was not requested.
    """

    image_direction: float = float("nan")
    text_direction: float = float("nan")
    text_along: float = float("nan")
    text_elsewhere: float = float("nan")


class EditMeter:
    """Edits a few held-out pictures, always the same ones, with different mappers.

    Args:
        generator, clip: that the latents were made with, on the device to compute on.
        groups: the held-out groups.
        texts: (source, target), such as the bundle's suggestions, which are distributed over the pictures; empty for
            edits by differences of pictures only.
        pictures: how many pictures are edited.

    Raises:
        PromptError: a text is empty or too long, or source and target mean the same.
    """

    def __init__(
        self,
        generator: Generator,
        clip: ClipSpace,
        latents: Latents,
        groups: range,
        texts: Sequence[tuple[str, str]] = (),
        pictures: int = PICTURES,
    ) -> None:
        self.generator, self.clip = generator, clip
        self.device = generator.device
        # Pairs within groups, since a picture and its edit have most of their content in common.
        pairs = draw_pairs(groups, latents.group, pictures, 1.0, 0.0, torch.Generator().manual_seed(SEED))
        different = (pairs.first != pairs.second).nonzero().flatten()
        pairs = Pairs(pairs.first[different], pairs.second[different], pairs.neutral[different])
        self.s, self.clip_image, self.image_deltas, _ = pair_tensors(latents, pairs)
        self.w = latents.w[pairs.first]
        with torch.no_grad():
            deltas = [clip.text_delta(source, target).unit.cpu() for source, target in _spread(texts, pictures)]
        self.text_deltas = torch.stack([deltas[i % len(deltas)] for i in range(len(self.s))]) if deltas else None

    @torch.no_grad()
    def measure(self, mapper: DeltaMapper) -> EditFigures:
        """Edit all pictures at strength 1 with a mapper, on the CPU or on the generator's device."""
        if not len(self.s):
            return EditFigures()
        image = F.cosine_similarity(self._moved(mapper, self.image_deltas), self.image_deltas, dim=1).mean().item()
        if self.text_deltas is None:
            return EditFigures(image)
        moved = self._moved(mapper, self.text_deltas)
        along = (moved * self.text_deltas).sum(dim=1, keepdim=True)
        return EditFigures(
            image_direction=image,
            text_direction=F.cosine_similarity(moved, self.text_deltas, dim=1).mean().item(),
            text_along=along.mean().item(),
            text_elsewhere=(moved - along * self.text_deltas).norm(dim=1).mean().item(),
        )

    def _moved(self, mapper: DeltaMapper, delta: Tensor) -> Tensor:
        """The change of each picture's embedding by the mapper's edit, [pictures, C]."""
        device = next(mapper.parameters()).device
        size = BATCH if self.device.type == "cpu" else ACCELERATOR_BATCH
        moved = []
        for s, w, before, wanted in zip(*(t.split(size) for t in (self.s, self.w, self.clip_image, delta))):
            delta_s = mapper(s.to(device), before.to(device), wanted.to(device)).to(self.device)
            picture = self.generator.synthesize(s.to(self.device) + delta_s, w.to(self.device)).clamp(-1, 1)
            moved.append(self.clip.embed_image(picture).cpu() - before)
        return torch.cat(moved)


def _spread(texts: Sequence[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    """At most this many of the texts, spread over the list, since neighbours often mean almost the same."""
    if len(texts) <= most:
        return list(texts)
    return [texts[i * len(texts) // most] for i in range(most)]
