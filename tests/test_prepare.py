"""A manifest that is there when a folder is made a bundle: followed where it can be, refused in a sentence if not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch

from deltaedit.bundles.manifest import MANIFEST_NAME
from deltaedit.bundles.prepare import begin_bundle, finish_bundle
from deltaedit.bundles.recipes import CLIP_CONFIG_FILE, PART_FILES
from deltaedit.bundles.weights import save_generator
from deltaedit.errors import BundleError
from deltaedit.models import Generator, GeneratorConfig


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With a generator and something that stands for a CLIP."""
    torch.manual_seed(0)
    save_generator(tmp_path / PART_FILES["generator"], Generator(GeneratorConfig((8, 8), 12, 2)).eval())
    (tmp_path / CLIP_CONFIG_FILE).parent.mkdir()
    (tmp_path / CLIP_CONFIG_FILE).write_text("{}")
    return tmp_path


def write(folder: Path, **content: Any) -> None:
    (folder / MANIFEST_NAME).write_text(json.dumps({"clip": {}, **content}))


WRONG = [
    ("files", []),
    ("files", "all"),
    ("files", None),
    ("files", {"a": 3}),
    ("pictures", {}),
    ("pictures", None),
    ("pictures", ["a.png"]),
    ("pictures", [{"label": "a"}]),
    ("pictures", [{"file": 3, "label": "a"}]),
]


@pytest.mark.parametrize("clip_from", ["", "avatars"])
@pytest.mark.parametrize(("name", "value"), WRONG)
def test_files_and_pictures_of_a_wrong_shape_are_named(folder: Path, name: str, value: Any, clip_from: str) -> None:
    write(folder, **{name: value})
    with pytest.raises(BundleError, match=rf"manifest\.json, '{name}' must be"):
        begin_bundle(folder, clip_from, "picture")
    with pytest.raises(BundleError, match=rf"manifest\.json, '{name}' must be"):
        finish_bundle(folder, {name: value})


def test_a_picture_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(BundleError, match=r"manifest\.json names 'gone/1\.png', which is not there"):
        finish_bundle(folder, {"pictures": [{"file": "gone/1.png", "label": "One"}]})


def test_a_target_made_of_the_neutral_text_follows_it(folder: Path) -> None:
    write(folder, neutral="picture", default_target="picture in black and white")
    content = begin_bundle(folder, "", "robot")
    assert (content["neutral"], content["default_target"]) == ("robot", "robot in black and white")
    content = begin_bundle(folder, "", "")
    assert (content["neutral"], content["default_target"]) == ("picture", "picture in black and white")


def test_somebodys_own_target_stays(folder: Path) -> None:
    write(folder, neutral="picture", default_target="picture of a house")
    content = begin_bundle(folder, "", "robot")
    assert (content["neutral"], content["default_target"]) == ("robot", "picture of a house")
    write(folder)
    assert "default_target" not in begin_bundle(folder, "", "None")
