"""Several processes that train together: one per GPU, or one per core, as ``torchrun`` starts them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import torch
from torch import distributed

#: The others wait this long for one that computes alone, such as rank 0 in a stage that cannot be shared.
PATIENCE = timedelta(days=7)


@dataclass(frozen=True)
class World:
    """The processes of a training, as one of them sees it.

    Attributes:
        rank: which one this is; 0 writes what is written once.
        size: how many there are.
    """

    rank: int = 0
    size: int = 1

    @property
    def is_main_process(self) -> bool:
        """Whether this process writes what is written once, and speaks."""
        return self.rank == 0

    def share(self, count: int) -> range:
        """Which of ``count`` things this process does: every ``size``-th one."""
        return range(self.rank, count, self.size)

    def barrier(self) -> None:
        """Go on when every process has come here."""
        if self.size > 1:
            distributed.barrier()


@contextmanager
def joined_world(device: torch.device) -> Iterator[World]:
    """The world that ``torchrun`` describes in the environment; one process alone without it.

    Gloo connects them, and NCCL where tensors are on GPUs.
    """
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1:
        yield World()
        return
    backend = "gloo"
    if device.type == "cuda":
        # What is summed on the CPU, such as the quick fit's moments, goes by gloo there too.
        backend = "cpu:gloo,cuda:nccl"
        torch.cuda.set_device(device)
    distributed.init_process_group(backend, timeout=PATIENCE)
    try:
        yield World(distributed.get_rank(), size)
    finally:
        distributed.destroy_process_group()


def own_device(device: torch.device) -> torch.device:
    """The device of this process: its own GPU where there is one per process; otherwise what was asked for."""
    if device.type == "cuda" and device.index is None and "LOCAL_RANK" in os.environ:
        return torch.device("cuda", int(os.environ["LOCAL_RANK"]))
    return device
