"""A folder of pictures, with everything in it that people keep in such folders."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from deltaedit.errors import TrainingError
from deltaedit.training.pictures import EDGE, NEAR, SAME, THUMBNAIL, check_pictures, difference_hashes, near_duplicates


def scene(seed: int, size: int = 160) -> Image.Image:
    """A picture of soft shapes, unlike those of other seeds."""
    rng = np.random.default_rng(seed)
    small = Image.fromarray(rng.integers(0, 256, (6, 6, 3), dtype=np.uint8))
    return small.resize((size, size), Image.Resampling.BICUBIC)


def face(mouth: str, background: str = "white") -> Image.Image:
    """Drawings in one style: alike but for what is drawn."""
    image = Image.new("RGB", (128, 128), background)
    draw = ImageDraw.Draw(image)
    draw.ellipse((32, 24, 96, 112), fill=(220, 180, 150))
    draw.ellipse((48, 52, 56, 60), fill="black")
    draw.ellipse((72, 52, 80, 60), fill="black")
    draw.rectangle((50, 84, 78, 94), fill=mouth)
    return image


def names(paths: tuple[Path, ...]) -> list[str]:
    return [path.name for path in paths]


def test_a_clean_folder_is_all_usable_in_order(tmp_path: Path) -> None:
    for number in (2, 0, 1):
        scene(number).save(tmp_path / f"{number}.png")
    (tmp_path / "more").mkdir()
    scene(3).save(tmp_path / "more/a.jpg")
    report = check_pictures(tmp_path, at_least=4)
    assert names(report.usable) == ["0.png", "1.png", "2.png", "a.jpg"]
    assert report.unreadable == report.near_duplicates == report.too_small == ()
    assert report.summary() == f"{tmp_path}: 4 usable pictures."


@pytest.mark.parametrize("change", ["copy", "jpeg", "half", "brighter", "blurred", "other format", "a few pixels off"])
def test_a_picture_that_comes_twice_is_found(change: str, tmp_path: Path) -> None:
    for number in range(5):
        scene(number).save(tmp_path / f"{number}.png")
    image = scene(3)
    again = tmp_path / ("z.webp" if change == "other format" else "z.jpg" if change == "jpeg" else "z.png")
    changed = {
        "half": lambda: image.resize((80, 80), Image.Resampling.LANCZOS),
        "brighter": lambda: image.point(lambda value: min(255, value + 8)),
        "blurred": lambda: image.filter(ImageFilter.GaussianBlur(1)),
        "a few pixels off": lambda: image.crop((1, 1, 159, 159)),
    }
    changed.get(change, lambda: image)().save(again, **({"quality": 60} if change == "jpeg" else {}))
    report = check_pictures(tmp_path)
    assert [(a.name, b.name) for a, b in report.near_duplicates] == [(again.name, "3.png")]
    assert names(report.usable) == [f"{number}.png" for number in range(5)]


def test_drawings_that_differ_in_a_little_are_not_duplicates(tmp_path: Path) -> None:
    for number, (mouth, background) in enumerate(
        [("red", "white"), ("black", "white"), ("red", "lightblue"), ("red", "white")]
    ):
        face(mouth, background).save(tmp_path / f"{number}.png")
    report = check_pictures(tmp_path)
    assert [(a.name, b.name) for a, b in report.near_duplicates] == [("3.png", "0.png")]


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
    assert [(a.name, b.name) for a, b in report.near_duplicates] == [("0.png", "0 (copy).png")]
    assert names(report.too_small) == ["thumb.png"]
    why = {path.name: reason for path, reason in report.unreadable}
    assert set(why) == {
        "dot.png",
        "notes.txt",
        "empty.jpg",
        "cut.png",
        "film.png",
        "gone.png",
        "itself.png",
        "pipe.png",
    }
    assert "4 x 4" in why["dot.png"] and "0 bytes" in why["empty.jpg"] and "not a picture" in why["notes.txt"]
    assert "damaged or cut off" in why["cut.png"] and "not a file" in why["pipe.png"]
    told = report.summary().splitlines()
    assert told[0].endswith(": 4 usable pictures.")
    assert told[1] == "Left out as near-duplicates: 1 (0.png repeats 0 (copy).png)."
    assert told[2] == "Left out as too small: 1 (thumb.png)."
    assert told[3].startswith("Left out as unreadable: 8 (") and told[3].endswith(" and 5 more).")


def test_too_few_are_refused_with_both_numbers(tmp_path: Path) -> None:
    for number in range(3):
        scene(number).save(tmp_path / f"{number}.png")
    shutil.copy(tmp_path / "0.png", tmp_path / "again.png")
    with pytest.raises(TrainingError, match=r"3 usable pictures are too few to learn from; 50 are needed") as refusal:
        check_pictures(tmp_path, at_least=50)
    assert "again.png repeats 0.png" in str(refusal.value)
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
    assert names(check_pictures(tmp_path).too_small) == ["b.png"]
    assert names(check_pictures(tmp_path, smallest=63).usable) == ["a.png", "b.png"]


# The hash.


def grey_of(bits: np.ndarray) -> np.ndarray:
    """Thumbnails [N, EDGE, EDGE + 1] whose differences are exactly these bits, [N, EDGE^2]."""
    steps = np.where(bits.reshape(-1, EDGE, EDGE), 10, -10).cumsum(axis=2)
    return np.concatenate([np.zeros((len(bits), EDGE, 1)), steps], axis=2).astype(int) + 100


def thumbnails_of(bits: np.ndarray, colour: np.ndarray | None = None) -> np.ndarray:
    grey = grey_of(bits).reshape(len(bits), -1).astype(np.uint8)
    colours = np.zeros((len(bits), 3 * THUMBNAIL**2), np.uint8) if colour is None else colour
    return np.concatenate([colours, grey], axis=1)


@settings(deadline=None)
@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=8))
def test_hashes_differ_in_as_many_bits_as_the_pictures(bits: int, flipped: set[int]) -> None:
    first = np.array([bits >> place & 1 for place in range(64)], dtype=bool)
    second = first.copy()
    second[list(flipped)] ^= True
    a, b = difference_hashes(grey_of(np.stack([first, second])).astype(np.uint8)).tolist()
    assert bin(a ^ b).count("1") == len(flipped)
    # The quarters lose none of the near ones, wherever the bits are.
    found = near_duplicates(thumbnails_of(np.stack([first, second])))
    assert found == ({1: 0} if len(flipped) <= NEAR else {})


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 1000), st.integers(1, 40), st.integers(1, 6))
def test_near_duplicates_are_those_of_a_plain_search(seed: int, count: int, centres: int) -> None:
    rng = np.random.default_rng(seed)
    bits = rng.random((centres, 64))[rng.integers(centres, size=count)] < 0.5
    bits ^= rng.random(bits.shape) < 0.03
    colour = rng.choice([0, 20, 40], (count, 1)).repeat(3 * THUMBNAIL**2, axis=1).astype(np.uint8)
    expected: dict[int, int] = {}
    for number in range(count):
        for earlier in range(number):
            apart = abs(int(colour[number, 0]) - int(colour[earlier, 0]))
            alike = (bits[number] != bits[earlier]).sum() <= NEAR and apart <= SAME
            if earlier not in expected and alike:
                expected[number] = earlier
                break
    assert near_duplicates(thumbnails_of(bits, colour)) == expected
