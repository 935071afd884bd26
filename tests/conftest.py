from __future__ import annotations

import pytest
import torch

from deltaedit.editor import DeltaEditor
from deltaedit.models import Generator, GeneratorConfig


@pytest.fixture(autouse=True)
def _no_gradients_by_accident() -> None:
    torch.manual_seed(0)


@pytest.fixture(scope="session")
def editor() -> DeltaEditor:
    return DeltaEditor.from_bundle("avatars")


@pytest.fixture
def tiny_generator() -> Generator:
    torch.manual_seed(3)
    network = Generator(GeneratorConfig(channels=(12, 12, 12, 8), style_dim=10, n_mlp=2))
    for noise in network.noises.buffers():
        noise.normal_()
    for layer in [network.conv1, *network.convs]:
        layer.noise.weight.data.fill_(0.1)
    return network.eval().requires_grad_(False)
