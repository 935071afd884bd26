"""Several processes that train together: one per GPU, or one per core, as ``torchrun`` starts them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import torch
from torch import Tensor, distributed, nn
from torch.nn.parallel import DistributedDataParallel

#: How long a process waits for one that computes alone, such as rank 0 in a stage that is not distributed.
TIMEOUT = timedelta(days=7)
Value = TypeVar("Value")


@dataclass(frozen=True)
class World:
    """The processes of a training, as one of them sees it.

    Attributes:
        rank: which one this is; 0 is the main process, which writes what is written once.
        world_size: how many there are.
    """

    rank: int = 0
    world_size: int = 1

    @property
    def is_main_process(self) -> bool:
        """Whether this process writes files and reports progress."""
        return self.rank == 0

    def split(self, count: int) -> range:
        """Which of ``count`` items this process works on: every ``world_size``-th one."""
        return range(self.rank, count, self.world_size)

    def barrier(self) -> None:
        """Wait until every process has come here."""
        if self.world_size > 1:
            distributed.barrier()

    def broadcast(self, value: Value) -> Value:
        """The main process's value, in every process."""
        if self.world_size == 1:
            return value
        values = [value]
        distributed.broadcast_object_list(values, src=0, device=torch.device("cpu"))
        return values[0]

    def sum(self, values: Tensor) -> Tensor:
        """A tensor's sum over all processes, in place."""
        if self.world_size > 1:
            distributed.all_reduce(values)
        return values

    def parallel(self, network: nn.Module) -> nn.Module:
        """A network whose gradients are averaged over all processes; itself where there is only one."""
        return network if self.world_size == 1 else DistributedDataParallel(network, broadcast_buffers=False)


#: A process that trains alone.
ALONE = World()


@contextmanager
def joined_world(device: torch.device) -> Iterator[World]:
    """The world that ``torchrun`` describes in the environment; one process alone without it.

    Gloo connects processes on CPUs, and NCCL those on GPUs.
    """
    world_size = int(os.environ.get("WORLD_SIZE", "1"))
    if world_size == 1:
        yield ALONE
        return
    backend = "gloo"
    if device.type == "cuda":
        # What is summed or broadcast on the CPU, such as the quick fit's moments, goes by gloo there too.
        backend = "cpu:gloo,cuda:nccl"
        torch.cuda.set_device(device)
    distributed.init_process_group(backend, timeout=TIMEOUT)
    try:
        yield World(distributed.get_rank(), world_size)
    finally:
        distributed.destroy_process_group()


def local_device(device: torch.device) -> torch.device:
    """The device of this process: the GPU of its local rank, or else the one that was given."""
    if device.type == "cuda" and device.index is None and "LOCAL_RANK" in os.environ:
        return torch.device("cuda", int(os.environ["LOCAL_RANK"]))
    return device
