"""What latents cost: ``python -m benchmarks.latents`` (codes per second, disk, memory while reading, float16).

With ``OMP_NUM_THREADS=1``, as here, one process stands for one core.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from deltaedit.bundles.weights import write_tensors
from deltaedit.editor import DeltaEditor
from deltaedit.files import write_json
from deltaedit.models import DeltaMapper
from deltaedit.training.config import LatentsConfig, plain
from deltaedit.training.distributed import joined_world
from deltaedit.training.latents import INDEX, LatentPart, open_latents, write_latents
from deltaedit.training.samplers import GaussianSampler
from deltaedit.training.shards import CHECKSUM, DTYPES, Shards, checksum_of

#: Of the set that memory is measured on: widths of the published domain, rows per shard.
S, W, CLIP, SHARD_ROWS = 6048, 512, 512, 1024
BATCH, DRAWS = 64, 30


def mapper_loss(mapper: DeltaMapper, s: Tensor, clip: Tensor, pairs: int = 256) -> float:
    """The mapper's loss on fixed random pairs of rows, in units of the standard deviations of S."""
    rng = torch.Generator().manual_seed(0)
    first, second = torch.randint(len(s), (2, pairs), generator=rng)
    second = torch.where(first == second, (second + 1) % len(s), second)
    wanted = (s[second] - s[first]) / mapper.s_std
    with torch.no_grad():
        predicted = mapper(s[first], clip[first], F.normalize(clip[second] - clip[first], dim=1)) / mapper.s_std
    return (F.mse_loss(predicted, wanted) + 1 - F.cosine_similarity(predicted, wanted, dim=1).mean()).item()


def losses_at_both_precisions(editor: DeltaEditor, count: int, folder: Path) -> tuple[float, float]:
    """The loss of the bundle's own mapper on latents kept in float32 and in float16."""
    assert editor.mapper is not None, "the bundle can edit"
    losses = []
    for half in (False, True):
        config = LatentsConfig(count=count, half=half, shard=128)
        parts = [LatentPart("samples", GaussianSampler(editor.generator), count)]
        path = folder / f"half-{half}"
        latents = write_latents(path, editor.generator, editor.clip, parts, config, made_from={})
        losses.append(mapper_loss(editor.mapper, latents.s[:], latents.clip[:]))
    return losses[0], losses[1]


def work(folder: Path, rows: int) -> None:
    """What each process of a timing does: its part of the avatars' latents; the main one prints codes per second."""
    torch.set_num_threads(1)
    editor = DeltaEditor.from_bundle("avatars")
    config = LatentsConfig(count=rows, shard=max(1, rows // 8))
    parts = [LatentPart("samples", GaussianSampler(editor.generator), rows)]
    with joined_world(torch.device("cpu")) as world:
        editor.clip.embed_image(editor.generator(torch.zeros(8, editor.generator.z_dim)))
        world.barrier()
        began = time.perf_counter()
        write_latents(folder, editor.generator, editor.clip, parts, config, made_from={}, world=world)
        if world.is_main_process:
            print(json.dumps(rows / (time.perf_counter() - began)))


def rate(processes: int, rows: int) -> tuple[float, float]:
    """(codes per second, bytes on disk of 1,000 codes) of processes on one core each."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable]
        if processes > 1:
            command += ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", str(processes)]
        command += ["-m", "benchmarks.latents", "--work", folder, "--rows", str(rows)]
        done = subprocess.run(command, env={**os.environ, "OMP_NUM_THREADS": "1"}, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr)
        size = sum(path.stat().st_size for path in Path(folder).rglob("*.safetensors"))
    return json.loads(done.stdout.splitlines()[-1]), size / rows * 1000


def write_synthetic(folder: Path, rows: int) -> None:
    """Latents of the published widths: one block of noise, linked into every shard, so that the disk holds it once."""
    folder.mkdir(parents=True)
    noise = torch.randn(SHARD_ROWS, S, generator=torch.Generator().manual_seed(0)).half()
    widths = {"s": (S,), "w": (W,), "clip": (CLIP,)}
    counts = tuple(min(SHARD_ROWS, rows - start) for start in range(0, rows, SHARD_ROWS))
    shards = Shards(folder, counts, widths, "float16")
    for index, count in enumerate(counts):
        if index and count == SHARD_ROWS:
            os.link(shards.path(0), shards.path(index))
            continue
        tables = {name: noise[:count, :width].contiguous() for name, (width,) in widths.items()}
        write_tensors(shards.path(index), tables, {CHECKSUM: checksum_of(tables)})
    config = plain(LatentsConfig(count=rows, shard=SHARD_ROWS))
    content = {"format": 2, "config": config, "made_from": {}, "parts": {}, "shards": counts, "dtype": "float16"}
    write_json(folder / INDEX, {**content, "tables": widths})


def anonymous_memory() -> float:
    """Megabytes that this process has taken for itself (files mapped into it, which the system may drop, are not)."""
    found = re.search(r"^RssAnon:\s*(\d+) kB", Path("/proc/self/status").read_text(), re.MULTILINE)
    return int(found[1]) / 1024 if found else float("nan")


def read(folder: Path) -> None:
    """Open, take moments, draw batches; print how the memory grows, and milliseconds per batch of pairs."""
    torch.set_num_threads(1)
    before = anonymous_memory()
    began = time.perf_counter()
    latents = open_latents(folder)
    opened = time.perf_counter() - began
    began = time.perf_counter()
    assert latents.moments is not None
    seen = time.perf_counter() - began
    after_moments = anonymous_memory()
    rng = torch.Generator().manual_seed(0)
    began = time.perf_counter()
    for _ in range(DRAWS):
        rows = torch.randint(len(latents.s), (2 * BATCH,), generator=rng)
        latents.s[rows], latents.clip[rows]
    seconds = time.perf_counter() - began
    files = len(os.listdir("/proc/self/fd"))
    grown = {"moments": after_moments - before, "batches": anonymous_memory() - before}
    print(json.dumps({"opened": opened, "seen": seen, "batch_ms": seconds / DRAWS * 1000, "files": files, **grown}))


def memory(rows: int) -> dict[str, float]:
    """What :func:`read` prints of that many rows, in a process of its own."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "latents"
        write_synthetic(folder, rows)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.latents", "--read", str(folder)],
            env={**os.environ, "OMP_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
        )
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1600, help="codes that each timing makes")
    parser.add_argument("--read-rows", type=int, default=258_000, help="codes of the larger set to read")
    parser.add_argument("--loss-rows", type=int, default=500, help="codes that the loss of float16 is measured on")
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work is not None:
        return work(arguments.work, arguments.rows)
    if arguments.read is not None:
        return read(arguments.read)
    one, size = rate(1, arguments.rows)
    two, _ = rate(2, arguments.rows)
    print(f"avatars: {one:.1f} codes/s by one process, {two:.1f} by two: {two / one:.2f} times as many")
    print(f"disk: {size / 1e6:.2f} MB for 1,000 codes of the avatars, {(S + W + CLIP) * 2e-3:.2f} MB at 1024 pixels")
    with tempfile.TemporaryDirectory() as folder:
        exact, half = losses_at_both_precisions(DeltaEditor.from_bundle("avatars"), arguments.loss_rows, Path(folder))
    print(f"loss of the avatars' mapper: {exact:.5f} on float32, {half:.5f} on float16: {half - exact:+.1e}")
    for rows in (arguments.read_rows // 8, arguments.read_rows):
        found = memory(rows)
        print(
            f"{rows} codes of {S} channels ({rows * (S + W + CLIP) * DTYPES['float16'].itemsize / 1e9:.2f} GB): opened "
            f"and checked in {found['opened']:.1f} s; moments in {found['seen']:.1f} s and {found['moments']:.0f} MB; "
            f"batches of {BATCH} pairs in {found['batch_ms']:.1f} ms each and {found['batches']:.0f} MB; "
            f"{found['files']:.0f} files open"
        )


if __name__ == "__main__":
    main()
