"""One process, or several that share the work and average their gradients or their weights."""

from __future__ import annotations

import contextlib
import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import distributed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from torch import Tensor

__all__ = ["Group", "joined"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The processes of a run, as one of them sees it.

    Attributes:
        rank: Number of this process; 0 leads: it evaluates, saves and speaks.
        size: Number of processes.
    """

    rank: int = 0
    size: int = 1

    @property
    def leads(self) -> bool:
        """Whether this is the process that decides and speaks."""
        return self.rank == 0

    def sum_gradients(self, parameters: Sequence[Tensor]) -> None:
        """Replace each gradient by its sum over all processes."""
        if self.size == 1:
            return
        _sum([parameter.grad for parameter in parameters if parameter.grad is not None])

    def average(self, tensors: Sequence[Tensor]) -> None:
        """Replace each tensor by its mean over all processes."""
        if self.size == 1:
            return
        _sum(tensors)
        for tensor in tensors:
            tensor.div_(self.size)

    def follow(self, numbers: Sequence[int]) -> list[int]:
        """The leader's ``numbers``, in every process."""
        if self.size == 1:
            return list(numbers)
        shared = torch.tensor(numbers, dtype=torch.int64)
        distributed.broadcast(shared, src=0)
        return [int(number) for number in shared]


def _sum(tensors: Sequence[Tensor]) -> None:
    # One message for all: many small ones take longer.
    flat = torch.cat([tensor.reshape(-1) for tensor in tensors])
    distributed.all_reduce(flat)
    at = 0
    for tensor in tensors:
        tensor.copy_(flat[at : at + tensor.numel()].view_as(tensor))
        at += tensor.numel()


@contextlib.contextmanager
def joined(meeting: Path, group: Group) -> Iterator[Group]:
    """Join the other processes at a file that all of them know; nothing to do for one process."""
    if group.size == 1:
        yield group
        return
    distributed.init_process_group(
        "gloo",
        init_method=meeting.resolve().as_uri(),
        rank=group.rank,
        world_size=group.size,
        timeout=datetime.timedelta(hours=2),
    )
    try:
        yield group
    finally:
        distributed.destroy_process_group()
