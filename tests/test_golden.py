"""Numerical equivalence with the published code, on weights filled by a rule."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from torch.nn import functional as F

from deltaedit.clip_space import box_resample
from deltaedit.models import DeltaMapper, Encoder, EncoderConfig, Generator, GeneratorConfig, MapperConfig
from deltaedit.relevance import RelevanceMatrix
from tests.published import draw, golden, relative, state_dict


@pytest.mark.parametrize("name", ["generator64", "generator1024"])
@torch.no_grad()
def test_generator(name: str) -> None:
    state = state_dict(name)
    network = Generator(GeneratorConfig.from_state_dict(state))
    network.load_state_dict(state, strict=True)
    reference = golden(name)
    w_plus = network.broadcast(network.mapping(reference["z"]))
    s = network.w_to_s(w_plus)
    assert list(network.layout.channels) == reference["layer_channels"].tolist()
    assert relative(w_plus, reference["w_plus"]) < 1e-3
    assert relative(s, reference["s"]) < 1e-3
    size = network.config.size
    for kind, code in (("image", s), ("edit", s + reference["delta_s"])):
        picture = network.synthesize(code, w_plus)
        assert relative(F.avg_pool2d(picture, size // 64), reference[f"{kind}_pooled"]) < 1e-3
        assert relative(picture[:, :, size // 3], reference[f"{kind}_row"]) < 1e-3


@pytest.fixture(scope="module")
def mapper() -> Iterator[DeltaMapper]:
    state = state_dict("delta_mapper")
    network = DeltaMapper(MapperConfig.from_state_dict(state))
    network.load_state_dict(state, strict=True)
    yield network.eval().requires_grad_(False)


def test_mapper(mapper: DeltaMapper) -> None:
    reference = golden("delta_mapper")
    clip_image, delta = reference["condition"].chunk(2, dim=1)
    assert relative(mapper(reference["s"], clip_image, delta), reference["delta_s"]) < 1e-4


@torch.no_grad()
def test_encoder() -> None:
    state = state_dict("e4e_encoder")
    config = EncoderConfig.from_state_dict(state)
    assert config.taps == (6, 20, 23)
    network = Encoder(config)
    network.load_state_dict(state, strict=True)
    reference = golden("e4e_encoder")
    image = F.interpolate(reference["image16"], (config.size, config.size), mode="nearest")
    assert relative(network.eval()(image), reference["w_plus_offset"]) < 1e-3


@pytest.mark.parametrize("size", [256, 1024])
def test_clip_preprocessing(size: int) -> None:
    reference = golden("clip_preprocess")
    image = F.interpolate(reference["noise64"], (size, size), mode="bilinear", align_corners=False)
    image = image + 0.2 * torch.sin(0.9 * torch.arange(size, dtype=torch.float32))
    ours = box_resample(image, 224)[:, :, ::8, ::8]
    assert relative(ours, reference[f"clip_input_{size}"]) < 1e-3


def test_edit_step(mapper: DeltaMapper) -> None:
    reference = golden("edit_step")
    matrix = torch.from_numpy((draw("relevance", [6048, 512]) * 0.05).astype("float16"))
    kept = RelevanceMatrix(matrix).mask(reference["delta_t"], float(reference["threshold"]))
    assert torch.equal(kept, reference["kept"])
    count = len(reference["s"])
    unit = F.normalize(reference["delta_t"], dim=0).expand(count, -1)
    delta_s = mapper(reference["s"], F.normalize(reference["clip_image"], dim=1), unit)
    assert relative(torch.where(kept, delta_s, torch.zeros(())), reference["delta_s"]) < 1e-4
