"""How well a mapper edits, while it trains: pictures are drawn, edited and seen by CLIP again.

The measure is CLIP's direction similarity: the cosine between the way that a picture's embedding moved and the way that
it was asked to (Gal et al., "StyleGAN-NADA", ACM TOG 2022, sec. 4.1, a loss between pictures and texts there). Two
things bound what it says. The CLIP that judges is the one that the mapper is guided by, so a mapper that only pleases
CLIP scores too; and no relevance mask is applied, so these are edits at threshold 0. It tells better mappers from worse
ones of the same domain. How many edits a person would call right, it does not tell.
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
#: Of the pictures and pairs that are edited; the same in every measurement.
SEED = 5
#: Pictures drawn at once, on a CPU and elsewhere.
BATCH, ACCELERATOR_BATCH = 8, 64


@dataclass(frozen=True)
class EditFigures:
    """What edits of held-out pictures did in CLIP space; NaN where nothing could be edited.

    Attributes:
        image_direction: mean cosine of the embedding's movement and the difference that was asked for, which was that
            of two pictures.
        text_direction: the same where a difference of two texts was asked for. The movement of a picture and a
            difference of texts never align fully: 1 is out of reach, 0 is chance.
        text_along: mean length of the movement along the text's direction. An edit that does nothing has 0.
        text_elsewhere: mean length of the movement across it: what changed besides.
    """

    image_direction: float = float("nan")
    text_direction: float = float("nan")
    text_along: float = float("nan")
    text_elsewhere: float = float("nan")


class EditMeter:
    """Edits a few held-out pictures, always the same ones, with whatever mapper it is given.

    Args:
        generator, clip: that the latents were made with, on the device to compute on.
        groups: the held-out ones.
        texts: (source, target) in words, such as the bundle's suggestions; pictures take turns with them. None for
            edits by pictures alone.
        pictures: how many are edited by pictures, and how many by texts.

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
        # Pictures of one group share most of what they show, as an edit and its picture do.
        pairs = draw_pairs(groups, latents.group, pictures, 1.0, 0.0, torch.Generator().manual_seed(SEED))
        different = (pairs.first != pairs.second).nonzero().flatten()
        pairs = Pairs(pairs.first[different], pairs.second[different], pairs.neutral[different])
        self.s, self.seen, self.image_deltas, _ = pair_tensors(latents, pairs)
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
        """How the embedding of each picture moves under the mapper's edit, [pictures, C]."""
        device = next(mapper.parameters()).device
        size = BATCH if self.device.type == "cpu" else ACCELERATOR_BATCH
        moved = []
        for s, w, seen, wanted in zip(*(t.split(size) for t in (self.s, self.w, self.seen, delta))):
            delta_s = mapper(s.to(device), seen.to(device), wanted.to(device)).to(self.device)
            picture = self.generator.synthesize(s.to(self.device) + delta_s, w.to(self.device)).clamp(-1, 1)
            moved.append(self.clip.embed_image(picture).cpu() - seen)
        return torch.cat(moved)


def _spread(texts: Sequence[tuple[str, str]], most: int) -> list[tuple[str, str]]:
    """At most so many of the texts, from all along the list: neighbours often mean almost the same."""
    if len(texts) <= most:
        return list(texts)
    return [texts[i * len(texts) // most] for i in range(most)]
