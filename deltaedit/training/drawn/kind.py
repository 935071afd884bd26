"""A drawn domain as a kind of bundle: its codes are drawings, and pictures of them can be rendered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from deltaedit.bundles.manifest import BundleManifest
from deltaedit.bundles.recipes import CLIP_FOLDER, PART_FILES
from deltaedit.bundles.weights import load_generator
from deltaedit.clip_space import ClipConfig, ClipSpace
from deltaedit.models import Generator
from deltaedit.training.drawn.bundle import write_trained
from deltaedit.training.drawn.codes import CodeProjection, codes_to_w
from deltaedit.training.drawn.domain import Domain
from deltaedit.training.drawn.sampler import FamilySampler
from deltaedit.training.drawn.stages import PICTURES, config_of, opened
from deltaedit.training.encoder import PictureSource, RealSource, from_renders
from deltaedit.training.latents import LatentPart, Sampler
from deltaedit.training.stages import Workplace


class DrawnKind:
    """The kind of a drawn domain's bundle, see :class:`deltaedit.training.kinds.Kind`."""

    def __init__(self, drawn: Domain) -> None:
        self.drawn = drawn

    def clip(self, place: Workplace) -> ClipSpace:
        size = load_generator(place.bundle / PART_FILES["generator"]).config.size
        config = ClipConfig(model=CLIP_FOLDER, size=size, same_text=self.drawn.texts.same_text)
        return ClipSpace.from_folder(place.bundle / CLIP_FOLDER, config, place.device)

    def parts(self, place: Workplace, generator: Generator) -> Sequence[LatentPart]:
        latents = place.config.latents
        return [LatentPart("families", self._sampler(place, generator, latents.seed, latents.group), latents.rows)]

    def random(self, place: Workplace, generator: Generator) -> Sampler:
        return self._sampler(place, generator, place.config.latents.seed + 1, 1)

    def pictures(self, place: Workplace, generator: Generator) -> PictureSource:
        plan = config_of(place).data
        pictures = opened(place, PICTURES, "The encoder")
        return from_renders(pictures, codes_to_w(place.bundle, self.drawn.sample(len(pictures), plan.seed)))

    def real(self, place: Workplace, size: int) -> RealSource | None:
        return None

    def texts(self, place: Workplace) -> Sequence[tuple[str, str]]:
        texts = self.drawn.texts
        return [(texts.neutral, target) for targets in texts.suggestions.values() for target in targets]

    def outside(self, place: Workplace) -> Mapping[str, str]:
        return {}

    def write_manifest(self, place: Workplace, measured: dict[str, Any]) -> BundleManifest:
        return write_trained(self.drawn, place.bundle, measured)

    def _sampler(self, place: Workplace, generator: Generator, seed: int, group: int) -> FamilySampler:
        return FamilySampler(self.drawn, generator, CodeProjection.read(place.bundle), seed, group)
