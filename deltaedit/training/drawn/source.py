"""A drawn domain as the source of a bundle: codes are those of drawings, and their pictures are rendered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from deltaedit.bundles.manifest import BundleManifest
from deltaedit.bundles.recipes import CLIP_FOLDER
from deltaedit.clip_space import ClipConfig, ClipSpace
from deltaedit.models import Generator
from deltaedit.training.config import BundleConfig, DrawnConfig, LatentsConfig
from deltaedit.training.drawn.bundle import clip_size, write_trained
from deltaedit.training.drawn.codes import CodeProjection, codes_to_w
from deltaedit.training.drawn.domain import Domain
from deltaedit.training.drawn.sampler import FamilySampler
from deltaedit.training.drawn.stages import PICTURES, drawn_stages, open_drawings
from deltaedit.training.e4e import PictureSource, RealSource, from_renders
from deltaedit.training.latents import LatentPart, Sampler
from deltaedit.training.run import Run, Stage


class DrawnSource:
    """The source of a drawn domain's bundle, see :class:`deltaedit.training.sources.Source`."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain

    def default_config(self) -> DrawnConfig:
        """As the project trains its own bundles."""
        config = DrawnConfig()
        return replace(
            config,
            bundle=BundleConfig(neutral=self.domain.texts.neutral, samples=2048),
            latents=LatentsConfig(group=5, seed=22),
            generator=replace(config.generator, focus=self.domain.focus),
        )

    def first_stages(self) -> dict[str, Stage]:
        return drawn_stages(self.domain)

    def clip(self, run: Run[Any]) -> ClipSpace:
        config = ClipConfig(model=CLIP_FOLDER, size=clip_size(run.bundle), same_text=self.domain.texts.same_text)
        return ClipSpace.from_folder(run.bundle / CLIP_FOLDER, config, run.device)

    def parts(self, run: Run[Any], generator: Generator) -> Sequence[LatentPart]:
        latents = run.config.latents
        return [LatentPart("families", self._sampler(run, generator, latents.seed, latents.group), latents.rows)]

    def random(self, run: Run[Any], generator: Generator) -> Sampler:
        return self._sampler(run, generator, run.config.latents.seed + 1, 1)

    def pictures(self, run: Run[Any], generator: Generator) -> PictureSource:
        pictures = open_drawings(run, PICTURES, "The encoder")
        drawings = self.domain.sample(len(pictures), run.config.data.seed)
        return from_renders(pictures, codes_to_w(run.bundle, drawings))

    def real(self, run: Run[Any], size: int) -> RealSource | None:
        return None

    def texts(self, run: Run[Any]) -> Sequence[tuple[str, str]]:
        texts = self.domain.texts
        return [(texts.neutral, target) for targets in texts.suggestions.values() for target in targets]

    def fingerprints(self, run: Run[Any]) -> Mapping[str, str]:
        return {}

    def write_manifest(self, run: Run[Any], measured: dict[str, Any]) -> BundleManifest:
        return write_trained(self.domain, run.bundle, measured)

    def _sampler(self, run: Run[Any], generator: Generator, seed: int, group: int) -> FamilySampler:
        return FamilySampler(self.domain, generator, CodeProjection.read(run.bundle), seed, group)
