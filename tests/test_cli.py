"""The command line, as a user types it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from deltaedit.__main__ import main
from deltaedit.editor import DeltaEditor

ROOT = Path(__file__).resolve().parents[1]


def test_sunglasses_from_another_folder(editor: DeltaEditor, tmp_path: Path) -> None:
    Image.open(editor.manifest.pictures[1].path).save(tmp_path / "in.png")
    command = [sys.executable, "-m", "deltaedit", "edit", "in.png", "--source", "face"]
    command += ["--target", "face with sunglasses", "--strength", "1", "-o", "out.png"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    out = Image.open(tmp_path / "out.png")
    assert out.size == (editor.manifest.resolution,) * 2
    # Where the glasses sit, the picture is darker than it was.
    box = tuple(round(part * out.width) for part in (0.36, 0.38, 0.64, 0.48))
    before = np.asarray(Image.open(tmp_path / "in.png").convert("L").crop(box)).mean()
    assert np.asarray(out.convert("L").crop(box)).mean() < before - 20
    # Another process, the same pixels: what a restart of the app means.
    here = editor.edit(editor.invert(Image.open(tmp_path / "in.png")), "face", "face with sunglasses").image
    assert np.array_equal(np.asarray(here), np.asarray(out))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.png", "--target", "bald face"], "no readable file"),
        (["text.png", "--target", "bald face"], "not a picture that can be read"),
        (["empty.png", "--target", "bald face"], "empty"),
        (["good.png", "--target", ""], "target text is empty"),
        (["good.png", "--source", " ", "--target", "bald face"], "source text is empty"),
        (["good.png", "--source", "bald face", "--target", "bald face"], "nothing to change"),
        (["good.png", "--target", "bald face", "--bundle", "nowhere"], "Present: 'avatars' and 'robots'"),
        (["good.png", "--target", "bald face", "--threshold", "-1"], "threshold must be"),
        (["good.png", "--target", "bald face", "--strength", "nan"], "strength must be"),
        (["good.png", "--target", "bald face", "-o", "no/such/folder/out.png"], "cannot be written"),
        (["good.png", "--target", "bald face", "-o", "out.nonsense"], "cannot be written"),
    ],
)
def test_mistakes_are_a_sentence_and_code_2(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "empty.png").write_bytes(b"")
    Image.new("RGB", (64, 64), "gray").save(tmp_path / "good.png")
    if "-o" not in arguments:
        arguments = [*arguments, "-o", "out.png"]
    assert main(["edit", *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error and "Traceback" not in error and len(error.strip().splitlines()) == 1
    assert not (tmp_path / "out.png").exists()


def test_broken_checksum_is_a_sentence(editor: DeltaEditor, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    folder = tmp_path / "mine"
    shutil.copytree(editor.manifest.folder, folder)
    (folder / "relevance.safetensors").write_bytes(b"broken")
    Image.new("RGB", (64, 64)).save(tmp_path / "good.png")
    picture, out = str(tmp_path / "good.png"), str(tmp_path / "out.png")
    assert main(["edit", picture, "--target", "bald face", "--bundle", str(folder), "-o", out]) == 2
    assert "relevance.safetensors" in capsys.readouterr().err


def test_bundles_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bundles"]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("avatars: ") and second.startswith("robots: ")


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["edit"], ["edit", "a.png"], ["train"]])
def test_usage_ends_with_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_unknown_stage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "avatars", "--stage", "nonsense"]) == 2
    assert "'mapper'" in capsys.readouterr().err


def test_dry_run_tells_time_and_disk_and_does_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DELTAEDIT_HOME", str(tmp_path))
    assert main(["train", "avatars", "--dry-run", "--minutes", "3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines][:3] == ["data", "generator", "clip"]
    assert lines[-1].startswith("total") and "MB free" in lines[-1]
    assert list(tmp_path.iterdir()) == []


def test_unknown_device(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "avatars", "--stage", "manifest", "--device", "warp"]) == 2
    assert "'cpu'" in capsys.readouterr().err
