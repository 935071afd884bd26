"""The real app in a process of its own, and what a browser test asks of its page."""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

from tests.programs import ROOT

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT_MS = 90_000


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(folder: Path, *arguments: str, env: Mapping[str, str] | None = None, port: int = 0) -> Iterator[str]:
    """``python app.py`` from another folder than the project's; its output goes to ``folder/log``.

    Args:
        folder: to run it in.
        port: to serve on; any free one by default.
    """
    port = port or free_port()
    log = folder / "log"
    command = [sys.executable, str(ROOT / "app.py"), "--port", str(port), *arguments]
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=out, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(1200):
            assert process.poll() is None, log.read_text()
            try:
                urllib.request.urlopen(url, timeout=5).close()
                break
            except OSError:
                time.sleep(0.5)
        else:
            raise AssertionError(f"the app never answered: {log.read_text()}")
        yield url
    finally:
        process.terminate()
        process.wait(20)


def source_of(page: Any, place: str) -> str:
    return str(page.locator(f"{place} img").first.get_attribute("src"))


def wait_for_change(page: Any, place: str, before: str) -> str:
    page.wait_for_function(
        "([place, before]) => { const i = document.querySelector(place + ' img'); return i && i.src !== before; }",
        arg=[place, before],
        timeout=WAIT_MS,
    )
    return source_of(page, place)


def pixels(page: Any, place: str) -> Image.Image:
    return Image.open(io.BytesIO(page.request.get(source_of(page, place)).body())).convert("RGB")


def shows(page: Any, place: str, image: Image.Image) -> bool:
    """Whether a place shows a picture, but for the rounding of another number of threads."""
    extremes = ImageChops.difference(pixels(page, place), image).getextrema()
    return max(most for _, most in extremes) <= 1


def same_pixels(page: Any, place: str, other: str) -> None:
    """Wait until two places show the same picture: the last answer may be on its way."""
    for _ in range(WAIT_MS // 100):
        if ImageChops.difference(pixels(page, place), pixels(page, other)).getbbox() is None:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{place} and {other} differ")
