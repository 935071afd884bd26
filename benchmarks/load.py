"""Many visitors at once, over raw HTTP against the real app: ``python -m benchmarks.load``.

Each visitor opens the page, uploads a picture of a colour of its own, edits it once and drags through ten strengths,
again and again until the time is over. Then every visitor is served once more, alone, and every picture that was ever
received must equal the one computed alone, byte for byte. Prints a table for docs/hosting.md.
"""

from __future__ import annotations

import argparse
import asyncio
import colorsys
import contextlib
import io
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parents[1]
API = "gradio_api"
STRENGTHS = [round(0.1 * step, 1) for step in range(1, 11)]
WORDS = ("face", "face with sunglasses")
VIEW = "Side by side"
#: Private events of the page, by the name of their handler.
UPLOAD, EDIT, STRENGTH, ARRIVE = "upload", "apply_words", "strength", "arrive"


def portrait(visitor: int, visitors: int) -> bytes:
    """A PNG that nobody else sends: a head of one colour before another."""
    r, g, b = (round(255 * part) for part in colorsys.hsv_to_rgb(visitor / visitors, 0.6, 0.9))
    image = Image.new("RGB", (320, 320), (r, g, b))
    draw = ImageDraw.Draw(image)
    draw.ellipse((100, 60, 220, 200), fill=(237, 185, 138))
    draw.rectangle((70, 220, 250, 320), fill=(b, r, g))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


class Refused(Exception):  # noqa: N818 - an answer of the page, not a fault
    """The page was busy, and said so."""


@dataclass
class Report:
    """What all visitors saw.

    Attributes:
        seconds: of every kind of request.
        pictures: bytes of what was received, by visitor and strength.
        busy, failed: sentences of refusals, and everything else that went wrong.
    """

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    pictures: dict[tuple[int, float], set[bytes]] = field(default_factory=lambda: defaultdict(set))
    busy: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    edits: int = 0


@dataclass
class Visitor:
    """One open page.

    Attributes:
        functions: (index, number of values) of the page's events, by name.
    """

    client: httpx.AsyncClient
    functions: dict[str, int]
    number: int
    visitors: int
    report: Report
    session: str = field(default_factory=lambda: secrets.token_hex(6))

    async def call(self, name: str, data: list[Any]) -> list[Any]:
        """Run an event of the page and wait for its outputs."""
        body = {"fn_index": self.functions[name], "session_hash": self.session, "data": data}
        if name == ARRIVE:
            answer = await self.client.post(f"{API}/run/predict", json=body)
            answer.raise_for_status()
            return list(answer.json()["data"])
        answer = await self.client.post(f"{API}/queue/join", json=body)
        if answer.status_code == 429:
            raise Refused(answer.json()["detail"])
        answer.raise_for_status()
        event = answer.json()["event_id"]
        async with self.client.stream("GET", f"{API}/queue/data", params={"session_hash": self.session}) as stream:
            async for line in stream.aiter_lines():
                if not line.startswith("data:"):
                    continue
                message = json.loads(line[5:])
                if message["msg"] == "process_completed" and message["event_id"] == event:
                    if not message["success"]:
                        raise RuntimeError(f"{name}: {message['output']}")
                    return list(message["output"]["data"])
        raise RuntimeError(f"{name}: the stream ended without an answer")

    async def timed(self, name: str, data: list[Any]) -> list[Any]:
        """The same, its time noted."""
        began = time.perf_counter()
        result = await self.call(name, data)
        self.report.seconds[name].append(time.perf_counter() - began)
        return result

    async def fetch(self, sent: Any) -> bytes:
        answer = await self.client.get(sent["url"])
        answer.raise_for_status()
        return answer.content

    async def visit(self) -> None:
        """Open the page, upload, edit, drag."""
        began = time.perf_counter()
        await self.timed(ARRIVE, [*WORDS, 0.0, 1.0, VIEW])
        files = {"files": ("me.png", portrait(self.number, self.visitors), "image/png")}
        answer = await self.client.post(f"{API}/upload", files=files)
        if answer.status_code == 429:
            raise Refused(answer.text)
        answer.raise_for_status()
        picture = {"path": answer.json()[0], "meta": {"_type": "gradio.FileData"}}
        result = await self.timed(UPLOAD, [picture, "avatars", *WORDS, 0.0, 1.0, VIEW])
        self.report.seconds["upload to picture"].append(time.perf_counter() - began)
        _check_edited(result[5])
        await self.timed(EDIT, [None, "face", "face with a hat", 0.0, 1.0, VIEW])
        for strength in STRENGTHS:
            edited = (await self.timed(STRENGTH, [None, strength, VIEW]))[0]
            self.report.pictures[self.number, strength].add(await self.fetch(edited))
            self.report.edits += 1


def _check_edited(value: Any) -> None:
    if not (isinstance(value, dict) and "url" in value):
        raise RuntimeError(f"upload gave no picture: {str(value)[:200]}")


async def functions_of(client: httpx.AsyncClient) -> dict[str, int]:
    """The page's first event of each name."""
    config = (await client.get("config")).json()
    found: dict[str, int] = {}
    for dependency in config["dependencies"]:
        found.setdefault(str(dependency["api_name"]), dependency["id"])
    return found


async def stay(url: str, number: int, visitors: int, report: Report, until: float) -> None:
    """One visitor after the other from the same place, until the time is over."""
    async with httpx.AsyncClient(base_url=url, timeout=300, trust_env=False) as client:
        functions = await functions_of(client)
        while time.monotonic() < until:
            try:
                await Visitor(client, functions, number, visitors, report).visit()
            except Refused as error:
                report.busy.append(str(error))
                await asyncio.sleep(2)
            except Exception as error:
                report.failed.append(f"{type(error).__name__}: {error}")


def resident_mb(process: int) -> float:
    """Megabytes of memory that a process holds now (Linux)."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return float("nan")


async def watch(process: int, report: Report, memory: dict[int, float]) -> None:
    """Note the memory when so many edits are done."""
    for count in (50, 200, 500, 1000):
        while report.edits < count:
            await asyncio.sleep(0.1)
        memory[count] = resident_mb(process)


async def measure(url: str, process: int, visitors: int, seconds: float) -> None:
    """Load the page, serve everybody alone, print the table."""
    report, alone, memory = Report(), Report(), {0: resident_mb(process)}
    watching = asyncio.create_task(watch(process, report, memory))
    began = time.monotonic()
    await asyncio.gather(*(stay(url, n, visitors, report, began + seconds) for n in range(visitors)))
    took = time.monotonic() - began
    watching.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watching
    memory[report.edits] = resident_mb(process)
    async with httpx.AsyncClient(base_url=url, timeout=300, trust_env=False) as client:
        functions = await functions_of(client)
        for number in range(visitors):
            await Visitor(client, functions, number, visitors, alone).visit()
    wrong = sum(1 for key, seen in report.pictures.items() if seen != alone.pictures[key])
    print(f"{visitors} visitors for {took:.0f} s: {report.edits} pictures, {len(report.failed)} failures, ", end="")
    print(f"{len(report.busy)} times busy; {wrong} of {len(report.pictures)} pictures differ from those computed alone")
    for sentence in sorted(set(report.busy))[:3] + sorted(set(report.failed))[:5]:
        print(f"  {sentence}")
    print(f"\n| seconds | median of {visitors} | 95 % of {visitors} | median alone |\n| --- | --- | --- | --- |")
    for name, values in report.seconds.items():
        high = sorted(values)[int(0.95 * (len(values) - 1))]
        print(
            f"| {name} | {statistics.median(values):.2f} | {high:.2f} | {statistics.median(alone.seconds[name]):.2f} |"
        )
    print("\nmemory: " + ", ".join(f"{size:.0f} MB after {count} pictures" for count, size in memory.items()))


def main() -> None:
    """Start the app, load it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=120)
    arguments = parser.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    app = subprocess.Popen([sys.executable, str(ROOT / "app.py"), "--port", str(port)], env={**os.environ})
    try:
        while True:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{url}health", trust_env=False).status_code == 200:
                    break
            time.sleep(0.2)
        asyncio.run(measure(url, app.pid, arguments.visitors, arguments.seconds))
    finally:
        app.terminate()
        app.wait()


if __name__ == "__main__":
    main()
