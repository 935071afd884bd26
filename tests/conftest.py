from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import torch

from deltaedit.editor import DeltaEditor
from deltaedit.models import Generator, GeneratorConfig
from deltaedit.ui.cache import Cache, private_cache
from tests.pages import CHROMIUM, FLAGS, serve

# Tests run in two processes, each of which has one core of the two that a small machine has.
if "PYTEST_XDIST_WORKER" in os.environ:
    torch.set_num_threads(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(autouse=True)
def _no_gradients_by_accident() -> None:
    torch.manual_seed(0)


@pytest.fixture(scope="session")
def editor() -> DeltaEditor:
    return DeltaEditor.from_bundle("avatars")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cache]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("uploads")))
        with private_cache() as cache:
            yield cache


@pytest.fixture
def tiny_generator() -> Generator:
    torch.manual_seed(3)
    network = Generator(GeneratorConfig(channels=(12, 12, 12, 8), style_dim=10, n_mlp=2))
    for noise in network.noises.buffers():
        noise.normal_()
    for layer in [network.conv1, *network.convs]:
        layer.noise.weight.data.fill_(0.1)
    return network.eval().requires_grad_(False)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app answers, run from another folder than the project's."""
    with serve(tmp_path_factory.mktemp("elsewhere")) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine")
    assert CHROMIUM is not None, "CI must have Chromium"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
