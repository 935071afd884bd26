"""The folder for what visitors upload: private, bounded, and gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import namedtuple
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from deltaedit.ui.cache import LEAST_FREE_BYTES, LOCK, Cache, CacheError, private_cache
from tests.programs import ROOT, run

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cache]:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    with private_cache() as cache:
        yield cache


def put(cache: Cache, name: str, size: int = 10, age: float = 0.0) -> Path:
    path = cache.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x" * size)
    when = time.time() - age
    os.utime(path, (when, when))
    os.utime(path.parent, (when, when))
    return path


def test_the_folder_is_private_while_it_stands_and_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    with pytest.raises(KeyboardInterrupt), private_cache() as cache:
        assert cache.folder.stat().st_mode & 0o777 == 0o700
        assert Path(os.environ["GRADIO_TEMP_DIR"]) == cache.folder
        put(cache, "upload/me.png")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
    assert os.environ["GRADIO_TEMP_DIR"] == str(tmp_path)


def test_a_folder_goes_although_somebody_writes_into_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    begun, refused = threading.Event(), threading.Event()

    def write(cache: Cache) -> None:
        number = 0
        while not refused.is_set():
            try:
                cache.write(b"%d" % number, "me.png")
            except OSError:
                refused.set()
            begun.set()
            number += 1

    with private_cache() as cache:
        writer = threading.Thread(target=write, args=[cache])
        writer.start()
        assert begun.wait(60)
    assert refused.wait(60)
    writer.join()
    assert list(tmp_path.iterdir()) == []


def test_only_regular_files_within_are_held(cache: Cache, tmp_path: Path) -> None:
    inside = put(cache, "upload/me.png")
    outside = tmp_path / "outside.png"
    outside.write_bytes(b"x")
    assert cache.holds(str(inside)) == inside
    assert cache.holds(f"{inside.parent}/../upload/me.png") == inside
    (cache.folder / "in.png").symlink_to(inside)
    assert cache.holds(str(cache.folder / "in.png")) == inside
    (cache.folder / "out.png").symlink_to(outside)
    (cache.folder / "out").symlink_to(tmp_path)
    os.mkfifo(cache.folder / "pipe")
    (cache.folder / "zero").symlink_to("/dev/zero")
    for path in (
        outside,
        cache.folder,
        cache.folder / "upload",
        cache.folder / "nothing",
        cache.folder / "out.png",
        cache.folder / "out" / "outside.png",
        cache.folder / ".." / "outside.png",
        cache.folder / "pipe",
        cache.folder / "zero",
        f"{cache.folder}-2/x",
        "\0",
        "\ud800",
        "x" * 5000,
        "./" * 10_000_000,
        "",
    ):
        assert cache.holds(str(path)) is None


def test_the_oldest_make_room_and_never_the_young(cache: Cache) -> None:
    small = Cache(cache.folder, most_bytes=100, settle_seconds=60)
    oldest, old, young = (put(small, f"{age}/a.png", 40, age) for age in (500, 300, 10))
    assert small.make_room(0) and not oldest.exists() and old.exists()
    assert small.make_room(50) and not old.exists() and young.exists()
    # What does not fit is said, and somebody's upload of a moment ago stays.
    assert not small.make_room(70) and young.exists()


def test_nothing_stays_longer_than_its_time(cache: Cache) -> None:
    old, young = put(cache, "a/a.png", age=3700), put(cache, "b/b.png", age=3500)
    assert cache.make_room()
    assert not old.exists() and young.exists()
    # Its folder goes when nobody can be about to write into it any more.
    os.utime(old.parent, (0, 0))
    cache.make_room()
    assert not old.parent.exists() and young.parent.exists()


def test_the_files_of_the_page_itself_stay_and_do_not_count(cache: Cache) -> None:
    example = put(cache, "example/a.png", 1000, age=10_000)
    own = Cache(cache.folder, most_bytes=100, settle_seconds=0).with_all_permanent()
    upload = put(own, "upload/a.png", 60, age=100)
    assert own.make_room(10) and upload.exists()
    assert own.make_room(90) and not upload.exists()
    assert example.exists() and (cache.folder / LOCK).exists()


def test_a_disk_that_fills_up_makes_room_too(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    old = put(cache, "a/a.png", 40, age=500)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, LEAST_FREE_BYTES + 20))
    assert cache.make_room(20) and old.exists()
    assert cache.make_room(60) and not old.exists()
    assert not cache.make_room(60)


def test_a_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 1_000_000))
    with pytest.raises(CacheError, match=f"{tmp_path} .*only 1 MB free"), private_cache():
        raise AssertionError("never reached")
    assert list(tmp_path.iterdir()) == []


def test_an_unusable_folder_is_a_sentence_before_the_page_opens(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "folder"
    done = run(str(ROOT / "app.py"), cwd=tmp_path, env={"GRADIO_TEMP_DIR": str(folder)})
    assert done.returncode == 2
    assert str(folder) in done.stderr and len(done.stderr.strip().splitlines()) == 1


@contextmanager
def another_process(parent: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A process that has the folder, and what its folder is; it ends as app.py does."""
    program = (
        "import sys, time, app, signal\n"
        "from deltaedit.ui.cache import private_cache\n"
        "signal.signal(signal.SIGTERM, app.end)\n"
        "with private_cache() as cache:\n"
        "    cache.write(b'a face', 'me.png')\n"
        "    print(cache.folder, flush=True)\n"
        "    time.sleep(600)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "GRADIO_TEMP_DIR": str(parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process, Path(process.stdout.readline().strip())
    finally:
        process.kill()
        process.wait(20)
        with suppress(OSError):
            process.stdout.close()


def test_a_living_process_keeps_its_folder_and_a_dead_one_loses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    (tmp_path / f"deltaedit-{os.getuid()}-of-somebody").symlink_to(ROOT)
    with another_process(tmp_path) as (process, folder):
        with private_cache() as mine:
            assert any(folder.glob("*/me.png")) and mine.folder != folder
        process.kill()
        process.wait(20)
        assert any(folder.glob("*/me.png"))
        with private_cache() as mine:
            assert mine.folder.is_dir() and not folder.exists()
    # A link is no folder of ours, whatever it is called.
    assert (ROOT / "app.py").is_file()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_process_that_is_ended_takes_its_folder_along(number: int, tmp_path: Path) -> None:
    with another_process(tmp_path) as (process, folder):
        assert folder.is_dir()
        process.send_signal(number)
        process.wait(20)
    assert list(tmp_path.iterdir()) == []
