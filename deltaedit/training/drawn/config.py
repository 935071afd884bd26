"""The configuration of a drawn domain's training: that of every bundle, and three sections of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from deltaedit.errors import TrainingError
from deltaedit.training.clip import ClipTraining
from deltaedit.training.config import BundleConfig, TrainingConfig
from deltaedit.training.drawn.domain import Domain
from deltaedit.training.generator import GeneratorTraining
from deltaedit.training.latents import LatentsConfig


@dataclass(frozen=True)
class DrawingConfig:
    """What is drawn.

    Attributes:
        count: single drawings, for generator, CLIP and encoder.
        family_every: there is one family, for CLIP, for this many of them.
        family: drawings a family.
        size: pixels along an edge; the generator's, as its ``channels`` say.
        seed, family_seed: of single drawings and of families.

    Raises:
        TrainingError: a number makes no sense.
    """

    count: int = 24_000
    family_every: int = 10
    family: int = 4
    size: int = 128
    seed: int = 11
    family_seed: int = 44

    def __post_init__(self) -> None:
        for name, least in (("count", 1), ("family_every", 1), ("family", 2), ("size", 8)):
            if (value := getattr(self, name)) < least:
                raise TrainingError(f"The drawings' {name} must be at least {least}, not {value}.")

    @property
    def families(self) -> int:
        """Families in all."""
        return max(1, self.count // self.family_every)


@dataclass(frozen=True)
class DrawnConfig(TrainingConfig):
    """Everything that decides what the training of a drawn domain makes.

    Attributes:
        data, generator, clip: of the stages of these names.
    """

    data: DrawingConfig = field(default_factory=DrawingConfig)
    generator: GeneratorTraining = field(default_factory=GeneratorTraining)
    clip: ClipTraining = field(default_factory=ClipTraining)

    @classmethod
    def of(cls, drawn: Domain) -> DrawnConfig:
        """Where nothing is said: as the project trains its own bundles."""
        config = cls()
        return replace(
            config,
            bundle=BundleConfig(neutral=drawn.texts.neutral, samples=2048),
            latents=LatentsConfig(group=5, seed=22),
            generator=replace(config.generator, focus=drawn.focus),
        )
