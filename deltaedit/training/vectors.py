"""What a training changes, as vectors that the processes of a machine share.

One message per step costs less than one per layer, and where all processes run on the CPUs of one machine none is
needed: each writes its gradients into memory that all can see, sums them over all processes for *its share of the
weights only*, and takes Adam's step for that share. The others find the new weights where they stand. So no sum, no
moment and no mean is computed twice, as it is where processes have only messages (Rajbhandari et al., "ZeRO", SC 2020,
divide the optimizer's state in this way).
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import torch
from torch import Tensor, distributed, nn

from deltaedit.training.distributed import World

#: A file system that is memory. Files in any other would be written to a disk again and again.
SHARED_MEMORY = Path("/dev/shm")
#: Numbers; so that each tensor, and each process's share, begins where vector instructions like it.
ALIGNMENT = 16
#: Vectors beside the gradients: weights, their running mean, Adam's two moments.
STATES = 4


class TrainedVectors:
    """Lets the parameters of a network and their gradients live in vectors, and sums gradients over processes.

    A step is :meth:`clear`, the backward pass, :meth:`sum`, then this process's ``share`` of all vectors is brought up
    to date from ``gradients[share]``, and :meth:`publish`.

    Attributes:
        share: which numbers this process brings up to date: a part of them where memory is shared, otherwise all.
        weights: [length], where the network's parameters are; zeros between them.
        mean, first, second: [length], for the running mean of the weights and Adam's moments; zeros.
        gradients: [length], what this process found; after :meth:`sum`, in ``share``, what all found together.
    """

    def __init__(self, network: nn.Module, world: World) -> None:
        """Take over the parameters of a network and their gradients; in every process of the world at once.

        Args:
            network: on the device that it is trained on, with the same weights in every process.
        """
        self.world = world
        self.parameters = [p for p in network.parameters() if p.requires_grad]
        device = self.parameters[0].device
        self.starts = [0]
        for parameter in self.parameters:
            self.starts.append(_aligned(self.starts[-1] + parameter.numel()))
        part = _aligned(-(-self.starts[-1] // world.size))
        self.length = part * world.size
        shared = self._shared() if device.type == "cpu" and world.size > 1 else None
        #: [size, length]: what each process found.
        self._found: Tensor | None = None
        if shared is None:
            self.share = slice(0, self.length)
            states = torch.zeros(STATES + 1, self.length, device=device)
            self.gradients = states[STATES]
        else:
            self.share = slice(world.rank * part, (world.rank + 1) * part)
            states, self._found = shared[:STATES], shared[STATES:]
            self.gradients = self._found[world.rank]
        self.weights, self.mean, self.first, self.second = states[:STATES]
        for parameter, own in zip(self.parameters, self.parts(self.weights)):
            if shared is None or world.is_main_process:
                own.copy_(parameter.data)
            parameter.data = own
        self._gradients = self.parts(self.gradients)
        self.publish()

    def parts(self, vector: Tensor) -> list[Tensor]:
        """The parts of a vector [length] that belong to the parameters, in their shapes."""
        return [vector[start : start + p.numel()].view_as(p) for p, start in zip(self.parameters, self.starts)]

    def clear(self) -> None:
        """Before a backward pass, whose gradients are copied: that it adds them to zeros takes twice as long."""
        for parameter in self.parameters:
            parameter.grad = None

    def sum(self) -> None:
        """After it: sum over all processes. Nobody's weights are in use from here on until :meth:`publish`."""
        for part, parameter in zip(self._gradients, self.parameters):
            if parameter.grad is None:
                part.zero_()
            else:
                part.copy_(parameter.grad)
        if self.world.size == 1:
            return
        if self._found is None:
            distributed.all_reduce(self.gradients)
            return
        self.world.barrier()
        # What others found for their shares is theirs to read; of this one's share they read nothing.
        for rank in range(self.world.size):
            if rank != self.world.rank:
                self.gradients[self.share].add_(self._found[rank, self.share])

    def publish(self) -> None:
        """Go on when every process has brought its share up to date."""
        if self._found is not None:
            self.world.barrier()

    def _shared(self) -> Tensor | None:
        """[STATES + size, length] zeros that all processes see, or None where they cannot or memory is short."""
        rows = STATES + self.world.size
        path: list[str | None] = [None]
        one_machine = os.environ.get("LOCAL_WORLD_SIZE") == str(self.world.size)
        if self.world.is_main_process and one_machine and SHARED_MEMORY.is_dir() and hasattr(os, "posix_fallocate"):
            handle, name = tempfile.mkstemp(prefix="deltaedit-", dir=SHARED_MEMORY)
            try:
                # Reserved now, since running out of it later would end the process with no message.
                os.posix_fallocate(handle, 0, rows * self.length * 4)
                path = [name]
            except OSError:
                os.unlink(name)
            finally:
                os.close(handle)
        distributed.broadcast_object_list(path, src=0)
        if path[0] is None:
            return None
        shared = torch.from_file(path[0], shared=True, size=rows * self.length).view(rows, self.length)
        self.world.barrier()
        # What is mapped stays; a killed training leaves no file behind.
        if self.world.is_main_process:
            os.unlink(path[0])
        return shared


def _aligned(count: int) -> int:
    return -(-count // ALIGNMENT) * ALIGNMENT


def sum_over_processes(values: Tensor, world: World) -> Tensor:
    """A tensor's sum over processes, in its place; itself where there is one process."""
    if world.size > 1:
        distributed.all_reduce(values)
    return values


def copy_from_leader(network: nn.Module, world: World) -> None:
    """Give every process the first one's weights, so that no rounding lets them begin apart."""
    if world.size > 1:
        for value in network.state_dict().values():
            distributed.broadcast(value, src=0)


def told_by_leader(value: int, world: World) -> int:
    """The first process's number, for all; on whatever device the processes speak through."""
    if world.size == 1:
        return value
    told: list[int] = [value]
    distributed.broadcast_object_list(told, src=0)
    return told[0]
