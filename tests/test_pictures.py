"""Checking a folder of pictures, with everything that people keep in such folders."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from deltaedit.errors import TrainingError
from deltaedit.training.pictures import check_pictures


def scene(seed: int, size: int = 160) -> Image.Image:
    """A picture of soft shapes, unlike those of other seeds."""
    rng = np.random.default_rng(seed)
    small = Image.fromarray(rng.integers(0, 256, (6, 6, 3), dtype=np.uint8))
    return small.resize((size, size), Image.Resampling.BICUBIC)


def names(paths: tuple[Path, ...]) -> list[str]:
    return [path.name for path in paths]


def test_a_clean_folder_is_all_usable_in_order(tmp_path: Path) -> None:
    for number in (2, 0, 1):
        scene(number).save(tmp_path / f"{number}.png")
    (tmp_path / "more").mkdir()
    scene(3).save(tmp_path / "more/a.jpg")
    report = check_pictures(tmp_path, at_least=4)
    assert names(report.usable) == ["0.png", "1.png", "2.png", "a.jpg"]
    assert report.left_out == ()
    assert report.summary() == f"{tmp_path}: 4 usable pictures."


@pytest.mark.parametrize("form", ["png", "bmp"])
def test_a_picture_that_comes_twice_is_taken_once(form: str, tmp_path: Path) -> None:
    """Duplicates are found by their pixels, whatever their names and formats."""
    for number in range(5):
        scene(number).save(tmp_path / f"{number}.png")
    scene(3).save(tmp_path / f"z.{form}")
    other = scene(3)
    other.putpixel((0, 0), (1, 2, 3))
    other.save(tmp_path / "other.png")
    report = check_pictures(tmp_path)
    assert [(path.name, why) for path, why in report.left_out] == [(f"z.{form}", "repeats 3.png")]
    assert names(report.usable) == [*(f"{number}.png" for number in range(5)), "other.png"]


def test_all_that_people_keep_in_a_folder(tmp_path: Path) -> None:
    for number in range(3):
        scene(number).save(tmp_path / f"{number}.png")
    shutil.copy(tmp_path / "0.png", tmp_path / "0 (copy).png")
    scene(9, 40).save(tmp_path / "thumb.png")
    Image.new("RGB", (4, 4)).save(tmp_path / "dot.png")
    (tmp_path / "notes.txt").write_text("cats")
    (tmp_path / "empty.jpg").touch()
    whole = (tmp_path / "1.png").read_bytes()
    (tmp_path / "cut.png").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "film.png").write_bytes(b"\0" * 1000)
    (tmp_path / ".hidden.png").write_bytes(whole)
    (tmp_path / ".thumbnails").mkdir()
    (tmp_path / ".thumbnails/a.png").write_bytes(whole)
    deep = tmp_path / "a/b/c"
    deep.mkdir(parents=True)
    scene(20).save(deep / "deep.png")
    (deep / "back").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "again").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "gone.png").symlink_to(tmp_path / "nowhere.png")
    (tmp_path / "itself.png").symlink_to(tmp_path / "itself.png")
    os.mkfifo(tmp_path / "pipe.png")
    report = check_pictures(tmp_path)
    # Each folder once, by whichever of its names is met first.
    assert sorted(names(report.usable)) == ["0 (copy).png", "1.png", "2.png", "deep.png"]
    why = {path.name: reason for path, reason in report.left_out}
    assert set(why) == {
        "0.png",
        "thumb.png",
        "dot.png",
        "notes.txt",
        "empty.jpg",
        "cut.png",
        "film.png",
        "gone.png",
        "itself.png",
        "pipe.png",
    }
    assert why["0.png"] == "repeats 0 (copy).png" and why["thumb.png"].startswith("40 x 40 pixels are too small; 64")
    assert "4 x 4" in why["dot.png"] and "0 bytes" in why["empty.jpg"] and "not a picture" in why["notes.txt"]
    assert "damaged or cut off" in why["cut.png"] and "not a file" in why["pipe.png"]
    told = report.summary().splitlines()
    assert told[0].endswith(": 4 usable pictures.")
    assert told[1].startswith("Left out: 10 (0.png (repeats 0 (copy).png); ") and told[1].endswith(" and 7 more).")


def test_too_few_are_refused_with_both_numbers(tmp_path: Path) -> None:
    for number in range(3):
        scene(number).save(tmp_path / f"{number}.png")
    shutil.copy(tmp_path / "0.png", tmp_path / "again.png")
    with pytest.raises(TrainingError, match=r"3 usable pictures are too few to train on; 50 are needed") as refusal:
        check_pictures(tmp_path, at_least=50)
    assert "again.png (repeats 0.png)" in str(refusal.value)
    assert len(check_pictures(tmp_path, at_least=3).usable) == 3


def test_a_folder_of_nothing_and_no_folder(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="0 usable pictures are too few"):
        check_pictures(tmp_path)
    assert check_pictures(tmp_path, at_least=0).usable == ()
    (tmp_path / "file").touch()
    for wrong in ("missing", "file"):
        with pytest.raises(TrainingError, match=f"no folder of pictures '.*{wrong}'"):
            check_pictures(tmp_path / wrong)


def test_how_small_is_too_small(tmp_path: Path) -> None:
    scene(0, 100).save(tmp_path / "a.png")
    scene(1, 100).crop((0, 0, 100, 63)).save(tmp_path / "b.png")
    scene(2, 100).crop((0, 0, 64, 100)).save(tmp_path / "c.png")
    assert names(check_pictures(tmp_path).usable) == ["a.png", "c.png"]
