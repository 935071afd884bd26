"""Training in several processes that ``torchrun`` starts, one per GPU or one per CPU core."""

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

#: How long processes wait for one that works alone, such as rank 0 in a stage that is not distributed.
TIMEOUT = timedelta(days=7)
Value = TypeVar("Value")


@dataclass(frozen=True)
class World:
    """The processes of a training, from the point of view of one of them.

    Attributes:
        rank: of this process; 0 is the main process, which writes the results.
        world_size: number of processes.
    """

    rank: int = 0
    world_size: int = 1

    @property
    def is_main_process(self) -> bool:
        """Whether this process writes files and reports progress."""
        return self.rank == 0

    def split(self, count: int) -> range:
        """Indices of the items, of ``count``, that this process works on: every ``world_size``-th one."""
        return range(self.rank, count, self.world_size)

    def barrier(self) -> None:
        """Wait until every process has called this."""
        if self.world_size > 1:
            distributed.barrier()

    def broadcast(self, value: Value) -> Value:
        """The main process's value, returned in every process."""
        if self.world_size == 1:
            return value
        values = [value]
        distributed.broadcast_object_list(values, src=0, device=torch.device("cpu"))
        return values[0]

    def sum(self, values: Tensor) -> Tensor:
        """Sum a tensor over all processes, in place."""
        if self.world_size > 1:
            distributed.all_reduce(values)
        return values

    def parallel(self, network: nn.Module) -> nn.Module:
        """A wrapper that averages gradients over all processes; the network itself where there is only one."""
        return network if self.world_size == 1 else DistributedDataParallel(network, broadcast_buffers=False)


#: A single process.
ALONE = World()


@contextmanager
def joined_world(device: torch.device) -> Iterator[World]:
    """The world that ``torchrun`` describes in the environment; without torchrun, a single process.

    Processes communicate by Gloo on CPUs and by NCCL on GPUs.
    """
    world_size = int(os.environ.get("WORLD_SIZE", "1"))
    if world_size == 1:
        yield ALONE
        return
    backend = "gloo"
    if device.type == "cuda":
        # Tensors on the CPU, such as the sums of the quick fit, need gloo there, too.
        backend = "cpu:gloo,cuda:nccl"
        torch.cuda.set_device(device)
    distributed.init_process_group(backend, timeout=TIMEOUT)
    try:
        yield World(distributed.get_rank(), world_size)
    finally:
        distributed.destroy_process_group()


def local_device(device: torch.device) -> torch.device:
    """The device of this process: under torchrun the GPU of its local rank, otherwise the given one."""
    if device.type == "cuda" and device.index is None and "LOCAL_RANK" in os.environ:
        return torch.device("cuda", int(os.environ["LOCAL_RANK"]))
    return device
