"""The networks, one per file, in plain PyTorch and in the key layout of the published checkpoints."""

from deltaedit.models.encoder import Encoder, EncoderConfig
from deltaedit.models.generator import Generator, GeneratorConfig
from deltaedit.models.mapper import DeltaMapper, MapperConfig

__all__ = [
    "DeltaMapper",
    "Encoder",
    "EncoderConfig",
    "Generator",
    "GeneratorConfig",
    "MapperConfig",
]
