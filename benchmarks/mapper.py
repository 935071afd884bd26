"""Mapper training: samples per second in one process and in two, of one thread each: ``python -m benchmarks.mapper``.

The network and the batch are those of the avatars bundle, the latents random: time does not depend on their values.
Processes share every batch, and are measured twice, with the same batch for all together and with the same for each.
Run it while nothing else is running. Each way is measured in turn, several times over, and the best time counts. The
last column says what the ratio would be if only the processes' own work counted and nobody ever waited.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import torch
from torch.nn import functional as F

from deltaedit.models import Generator, GeneratorConfig
from deltaedit.training.checkpoint import Checkpoint
from deltaedit.training.config import MapperTraining
from deltaedit.training.distributed import joined_world
from deltaedit.training.latents import Latents
from deltaedit.training.loop import Loop, Step
from deltaedit.training.mapper.loss import batch_losses
from deltaedit.training.mapper.pairs import PairSource
from deltaedit.training.mapper.quick_fit import untrained_mapper

CHANNELS = (96, 96, 96, 96, 48, 24)
STYLE_DIM, CLIP_DIM = 128, 512
LATENTS, GROUP = 5000, 5
ROUNDS = 3
#: Steps that are not timed: they find cold caches.
UNTIMED = 3


def measure(batch: int, steps: int) -> None:
    """Train in this process, one of a world; the main one prints seconds per step, by the clock and of its CPU."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    generator = Generator(GeneratorConfig(CHANNELS, STYLE_DIM, 4)).requires_grad_(False)
    w = torch.randn(LATENTS, STYLE_DIM)
    s = torch.cat([generator.w_to_s(part) for part in w.split(500)])
    latents = Latents(w, s, F.normalize(torch.randn(LATENTS, CLIP_DIM), dim=1), GROUP)
    training = MapperTraining(batch=batch, steps=steps + UNTIMED + 1)
    clocks: list[tuple[float, float]] = []
    with joined_world(torch.device("cpu")) as world, tempfile.TemporaryDirectory() as folder:
        mapper = untrained_mapper(latents, generator.layout, training)
        source = PairSource(latents, range(LATENTS // GROUP), training, generator)
        batches, network = source.batches(0, 0, world), world.parallel(mapper)

        def losses(_: Step) -> dict[str, torch.Tensor]:
            clocks.append((time.perf_counter(), time.process_time()))
            squared, cosine = world.world_size * batch_losses(mapper, next(batches), network=network)
            return {"loss": squared + 1 - cosine}

        optimizer = torch.optim.Adam(mapper.parameters(), lr=training.learning_rate, betas=training.betas, fused=True)
        loop = Loop("mapper", training, Checkpoint(Path(folder) / "checkpoint", training, resume=False), world)
        loop.run(losses, mapper, optimizer, ema=training.ema)
        if world.is_main_process:
            times = [[after - before for before, after in zip(*pair)] for pair in zip(clocks, clocks[1:])]
            print(json.dumps([statistics.median(column) for column in zip(*times[UNTIMED:])]))


def seconds_per_step(processes: int, batch: int, steps: int) -> tuple[float, float]:
    """Median seconds of a step in so many processes that share a batch: by the clock, and of one process's CPU."""
    launcher = ["-m", "torch.distributed.run", "--standalone", f"--nproc_per_node={processes}"]
    start = [sys.executable, *(launcher if processes > 1 else []), "-m", "benchmarks.mapper"]
    with tempfile.TemporaryFile("w+") as errors:
        done = subprocess.run(
            [*start, "--measure", str(batch), "--steps", str(steps)],
            cwd=Path(__file__).parents[1],
            env={**os.environ, "OMP_NUM_THREADS": "1"},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        errors.seek(0)
        if done.returncode:
            raise SystemExit(errors.read())
    wall, cpu = json.loads(done.stdout.splitlines()[-1])
    return wall, cpu


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=30, help="steps that are timed, per measurement")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="measurements of each way")
    parser.add_argument("--measure", type=int, metavar="BATCH", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        measure(arguments.measure, arguments.steps)
        return
    batch = MapperTraining.batch
    ways = {"one process": (1, batch), "two, same batch": (2, batch), "two, same batch each": (2, 2 * batch)}
    best: dict[str, tuple[float, float]] = {}
    for _ in range(arguments.rounds):
        for name, (processes, size) in ways.items():
            found = seconds_per_step(processes, size, arguments.steps)
            best[name] = min(best.get(name, found), found)
    print("| way | pairs per step | ms per step | pairs/s | against one process | CPU ms per step | by CPU time |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    alone = [batch / seconds for seconds in best["one process"]]
    for name, (_, size) in ways.items():
        wall, cpu = best[name]
        ratios = [size / seconds / rate for seconds, rate in zip((wall, cpu), alone)]
        print(
            f"| {name} | {size} | {1000 * wall:.1f} | {size / wall:.0f} | {ratios[0]:.2f} | {1000 * cpu:.1f} "
            f"| {ratios[1]:.2f} |"
        )


if __name__ == "__main__":
    main()
