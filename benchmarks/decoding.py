"""What decoding a 50-megapixel picture takes, and what it leaves behind, against Pillow used plainly. Linux only.

``python benchmarks/decoding.py [--quick]`` prints, for each kind of file, the peak of a process of its own above what
it had before; the ratios are to ``Image.open(...).convert("RGB")`` in the same run. Then it prints what a process keeps
after 5 and after 50 pictures of all kinds, decoded by four threads. The files are made anew; their seed is fixed.
"""

from __future__ import annotations

import argparse
import io
import itertools
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

from deltaedit.images import formats, open_image

SIZE = (8660, 5773)
NEEDED = 1400
THREADS, FEW, MANY = 4, 5, 50

#: Each gives a picture, or nothing where only its reading counts.
WAYS: dict[str, Callable[[bytes], object]] = {
    "load": lambda data: Image.open(io.BytesIO(data)).load(),
    "RGB": lambda data: Image.open(io.BytesIO(data)).convert("RGB"),
    "open_image": open_image,
    f"longest={NEEDED}": lambda data: open_image(data, NEEDED),
}
PLAIN = "RGB"


def write_pictures(folder: Path) -> None:
    """Squares of 4 x 4 pixels in random colours: far too large to be small, far too plain to be over 30 MB."""
    formats()
    pixels = np.random.default_rng(0).integers(0, 256, (SIZE[1] // 4 + 1, SIZE[0] // 4 + 1, 4), dtype=np.uint8)
    small = Image.fromarray(pixels)
    whole = small.resize((small.width * 4, small.height * 4), Image.Resampling.NEAREST).crop((0, 0, *SIZE))
    colours = whole.convert("RGB")
    deep = Image.fromarray(np.asarray(colours.getchannel("R"), np.uint16) * 257)
    turned = Image.Exif()
    turned[0x0112] = 6
    colours.save(folder / "JPEG baseline.jpg", quality=50)
    colours.save(folder / "JPEG baseline turned.jpg", quality=50, exif=turned)
    colours.save(folder / "JPEG progressive.jpg", quality=50, progressive=True)
    colours.convert("CMYK").save(folder / "JPEG CMYK.jpg", quality=20)
    colours.save(folder / "PNG RGB.png", compress_level=1)
    whole.save(folder / "PNG RGBA.png", compress_level=1)
    deep.save(folder / "PNG 16 bits.png", compress_level=1)
    colours.quantize(256, Image.Quantize.FASTOCTREE).save(folder / "PNG palette.png", compress_level=1)
    colours.save(folder / "WebP.webp", quality=20, method=0)
    colours.crop((0, 0, 4000, 3000)).save(folder / "HEIC of 12 megapixels.heic", quality=40)


def memory(what: str) -> float:
    """Megabytes of this process: "VmRSS" now, "VmHWM" at most since the last :func:`forget_peak`."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(what))


def forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def print_peak(file: Path, way: str) -> None:
    """In a child: megabytes at most, and seconds."""
    formats()
    data = file.read_bytes()
    forget_peak()
    before, start = memory("VmRSS"), time.perf_counter()
    WAYS[way](data)
    print(memory("VmHWM") - before, time.perf_counter() - start)


def print_left(folder: Path, way: str) -> None:
    """In a child: megabytes after a few and after many pictures, and at most."""
    formats()
    files = [file.read_bytes() for file in sorted(folder.iterdir())]
    forget_peak()
    before = memory("VmRSS")

    def decode(data: bytes) -> None:
        WAYS[way](data)

    sequence, left = itertools.cycle(files), []
    for count in (FEW, MANY - FEW):
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(decode, itertools.islice(sequence, count)))
            left.append(memory("VmRSS") - before)
    print(before, *left, memory("VmHWM") - before)


def child(*arguments: object) -> list[float]:
    command = [sys.executable, "-m", "benchmarks.decoding", *map(str, arguments)]
    return [float(word) for word in subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="peaks only")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.child:
        task, path, way = arguments.child
        {"peak": print_peak, "left": print_left}[task](Path(path), way)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_pictures(folder)
        print(f"{'peak MB (ratio), seconds':28}" + "".join(f"{way:>24}" for way in WAYS))
        for file in sorted(folder.iterdir()):
            found = {way: child("--child", "peak", file, way) for way in WAYS}
            cells = [f"{peak:6.0f} ({peak / found[PLAIN][0]:4.2f}), {took:4.1f}" for peak, took in found.values()]
            print(f"{file.stem:28}" + "".join(f"{cell:>24}" for cell in cells), flush=True)
        if arguments.quick:
            return
        print(
            f"\nMB of a process, {THREADS} threads: before, kept after {FEW}, kept after {MANY}, at most above before"
        )
        for way in WAYS:
            if way != "load":
                before, few, many, peak = child("--child", "left", folder, way)
                grown = (before + many) / (before + few) - 1
                print(f"{way:28} {before:6.0f} {few:+8.0f} {many:+8.0f} ({grown:+.1%}) {peak:8.0f}", flush=True)


if __name__ == "__main__":
    main()
