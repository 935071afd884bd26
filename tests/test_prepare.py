"""An existing manifest in a folder that becomes a bundle is followed where it is valid, and refused with a message."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch

from deltaedit.bundles.manifest import MANIFEST_NAME, read_manifest
from deltaedit.bundles.prepare import begin_bundle, finish_bundle
from deltaedit.bundles.recipes import CLIP_CONFIG_FILE, PART_FILES
from deltaedit.bundles.weights import save_generator
from deltaedit.errors import BundleError
from deltaedit.models import Generator, GeneratorConfig


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a generator and a placeholder for a CLIP."""
    torch.manual_seed(0)
    save_generator(tmp_path / PART_FILES["generator"], Generator(GeneratorConfig((8, 8), 12, 2)).eval())
    (tmp_path / CLIP_CONFIG_FILE).parent.mkdir()
    (tmp_path / CLIP_CONFIG_FILE).write_text("{}")
    return tmp_path


def write(folder: Path, **content: Any) -> None:
    (folder / MANIFEST_NAME).write_text(json.dumps({"clip": {}, **content}))


WRONG: list[tuple[str, Any]] = [
    ("files", []),
    ("files", "all"),
    ("files", None),
    ("files", {"a": 3}),
    ("pictures", {}),
    ("pictures", ["a.png"]),
    ("pictures", [{"label": "a"}]),
    ("pictures", [{"file": "../a.png", "label": "a"}]),
]


@pytest.mark.parametrize("clip_from", ["", "avatars"])
@pytest.mark.parametrize(("name", "value"), WRONG)
def test_files_and_pictures_of_a_wrong_shape_are_named(folder: Path, name: str, value: Any, clip_from: str) -> None:
    write(folder, **{**begin_bundle(folder, "avatars", "picture"), name: value})
    with pytest.raises(BundleError, match=rf"'{name}.*manifest\.json, |manifest\.json, .*'{name}"):
        finish_bundle(folder, begin_bundle(folder, clip_from, "picture"))


def test_a_picture_that_is_not_there_is_named(folder: Path) -> None:
    content = begin_bundle(folder, "avatars", "picture")
    prepared = {"relevance", "samples"}
    for part in prepared:
        (folder / PART_FILES[part]).write_bytes(b"made")
    with pytest.raises(BundleError, match=r"manifest\.json names 'gone/1\.png', which is not there"):
        finish_bundle(folder, {**content, "pictures": [{"file": "gone/1.png", "label": "One"}]})
    manifest = finish_bundle(folder, content)
    assert read_manifest(folder) == manifest
    assert {PART_FILES[part] for part in prepared} | {PART_FILES["generator"], CLIP_CONFIG_FILE} <= set(manifest.files)
    # The CLIP keeps the licence that its own bundle names.
    assert "trained" in manifest.files[PART_FILES["clip"]].origin


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
