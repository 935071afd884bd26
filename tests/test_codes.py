"""The code of a picture in a file: ours, and what e4e writes."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from deltaedit import CheckpointError, DeltaEditor
from deltaedit.codes import digest_of, load_code, save_code
from deltaedit.images import open_image
from deltaedit.inversion import RefineConfig


def test_a_code_starts_the_same_edits_as_its_picture(editor: DeltaEditor, tmp_path: Path) -> None:
    picture = open_image(editor.manifest.pictures[2].file)
    found, path = editor.invert(picture, RefineConfig(steps=1)), tmp_path / "code.safetensors"
    save_code(path, found, editor.manifest)
    again = load_code(path, editor)
    assert digest_of(again) == digest_of(found) and again.image.tobytes() == found.image.tobytes()
    edits = [editor.edit(one, "face", "face with glasses").image.tobytes() for one in (found, again)]
    assert edits[0] == edits[1]
    # The same file for the same code, so that it can be compared.
    save_code(tmp_path / "other.safetensors", again, editor.manifest)
    assert path.read_bytes() == (tmp_path / "other.safetensors").read_bytes()


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("wrapped", [lambda codes: codes, lambda codes: {"latents": codes}, lambda codes: [codes]])
def test_latents_of_e4e(editor: DeltaEditor, tmp_path: Path, wrapped: Any, legacy: bool) -> None:
    w_plus = torch.cat([editor.random(seed).w_plus for seed in (3, 4)])
    torch.save(wrapped(w_plus), tmp_path / "latents.pt", _use_new_zipfile_serialization=not legacy)
    for number, seed in enumerate((3, 4)):
        found = load_code(tmp_path / "latents.pt", editor, number)
        assert digest_of(found) == digest_of(editor.random(seed))
    torch.save(w_plus[0], tmp_path / "one.pt")
    assert digest_of(load_code(tmp_path / "one.pt", editor)) == digest_of(editor.random(3))
    with pytest.raises(CheckpointError, match="holds 2 codes, counted from 0, so there is no number 2"):
        load_code(tmp_path / "latents.pt", editor, 2)


class Hostile:
    def __reduce__(self) -> Any:
        return (Path.touch, (Path("executed"),))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (torch.zeros(1, 18, 512), r"shape \[1, 18, 512\]; a code of the avatars bundle is \["),
        (torch.zeros(512), r"shape \[512\]"),
        (torch.zeros(0, 12, 128), "shape|no number 0"),
        ({"a": torch.zeros(2), "b": torch.zeros(2)}, "no tensor of W"),
        ("words", "no tensor of W"),
        ({}, "no tensor of W"),
    ],
)
def test_files_that_are_no_code(editor: DeltaEditor, tmp_path: Path, content: object, message: str) -> None:
    torch.save(content, tmp_path / "latents.pt")
    with pytest.raises(CheckpointError, match=message):
        load_code(tmp_path / "latents.pt", editor)


def test_nothing_in_a_foreign_file_is_executed(
    editor: DeltaEditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("latents.pt").write_bytes(pickle.dumps(Hostile()))
    with pytest.raises(CheckpointError, match="Nothing in it was executed"):
        load_code(Path("latents.pt"), editor)
    assert not Path("executed").exists()


def test_codes_of_others_and_damaged_ones(editor: DeltaEditor, tmp_path: Path) -> None:
    path, found = tmp_path / "code.safetensors", editor.random(1)
    files = {**editor.manifest.files}
    files[editor.manifest.generator] = replace(files[editor.manifest.generator], sha256="0" * 64)
    save_code(path, found, replace(editor.manifest, name="elsewhere", files=files))
    with pytest.raises(CheckpointError, match=r"another bundle.*'elsewhere'"):
        load_code(path, editor)
    for wrong in (
        replace(found, w_plus=found.w_plus * np.nan),
        replace(found, clip_image=found.clip_image[:, :-1]),
        replace(found, w_plus=found.w_plus[:, :-1]),
    ):
        save_code(path, wrong, editor.manifest)
        with pytest.raises(CheckpointError, match=r"code\.safetensors"):
            load_code(path, editor)
    for missing in (b"", b"no code"):
        path.write_bytes(missing)
        with pytest.raises(CheckpointError, match=r"code\.safetensors"):
            load_code(path, editor)
