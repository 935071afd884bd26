"""Time and memory of a full-size edit (FFHQ's shapes, random weights, CPU) beside the published way of doing it.

    python benchmarks/published.py [--quick] [--threads N]

Every row is measured in a process of its own. "Memory" is what a step needs beyond the weights. The published way is
written anew in ``benchmarks/published_way.py``, runs on the same weights, and must give the same result. Ratios are the
published way's figure over ours: 2.0 is twice as fast, or half the memory. Takes some five minutes on two cores, a
minute with ``--quick``, which measures once and leaves the published files' loading out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOAL_MB = 3500.0
SAME_RESULT = 1e-2
STEPS = {
    "encode": "encode a picture (e4e, 256²)",
    "clip_image": "CLIP embedding of a 1024² picture",
    "text": "text delta, 79 prompts twice",
    "text_cached": "text delta again",
    "mapper": "mapper and mask",
    "synthesis": "synthesis, 1024²",
    "gradient": "one gradient of W+, 1024²",
}


def run(name: str, folder: Path, threads: int, *arguments: str) -> dict[str, Any]:
    """What a process of its own measured."""
    command = [sys.executable, "-m", "benchmarks.steps", name, str(folder), "--threads", str(threads), *arguments]
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads)}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def number(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)


def ratio(theirs: float | None, ours: float | None) -> str:
    return "-" if not theirs or not ours or ours < 0.5e-3 else f"{theirs / ours:.1f}x"


def row(title: str, ours: float | None, theirs: float | None, form: str, unit: str) -> str:
    """One line of the table."""
    return f"{title:36} {number(ours, form):>9} {number(theirs, form):>10} {unit:3} {ratio(theirs, ours):>8}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="measure once; leave out loading the published files")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    repeats = "1" if arguments.quick else "4"
    failed = []
    with tempfile.TemporaryDirectory() as temporary:
        folder, threads = Path(temporary), arguments.threads
        written = run("write", folder, threads, *([] if arguments.quick else ["--published"]))
        print(f"torch {written['torch']}, {threads} threads, full-size random weights\n")
        print(f"{'':36} {'ours':>9} {'published':>10} {'':3} {'ratio':>8}")

        ours = run("pipeline-ours", folder, threads)
        theirs = {} if arguments.quick else run("pipeline-published", folder, threads)
        for title, key, form, unit in (
            ("load everything", "load", ".2f", "s"),
            ("  resident then", "resident", ".0f", "MB"),
            ("  at most while loading", "load_peak", ".0f", "MB"),
            ("first edit, from picture to picture", "edit", ".2f", "s"),
            ("  resident at most", "edit_peak", ".0f", "MB"),
        ):
            print(row(title, ours[key], theirs.get(key), form, unit), flush=True)
        for name, title in STEPS.items():
            found = run(name, folder, threads, "--repeats", repeats)
            mine, published = found["ours"], found.get("published", {})
            print(row(title, mine["seconds"], published.get("seconds"), ".4f", "s"))
            print(row("  memory", mine["extra"], published.get("extra"), ".0f", "MB"), flush=True)
            if found.get("difference", 0.0) > SAME_RESULT:
                failed.append(f"{title}: the two ways differ by {found['difference']:.2g} standard deviations")
    peaks = [value for value in (ours["load_peak"], ours["edit_peak"]) if value is not None]
    if peaks:
        met = "met" if max(peaks) <= GOAL_MB else "missed"
        print(f"\nThe goal of {GOAL_MB:.0f} MB for the whole pipeline is {met}: {max(peaks):.0f} MB at most.")
    print("\n".join(failed) or "Both ways give the same results.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
