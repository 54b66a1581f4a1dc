"""One process, or several that share each step's work and average their gradients."""

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
        gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
        flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
        distributed.all_reduce(flat)
        at = 0
        for gradient in gradients:
            gradient.copy_(flat[at : at + gradient.numel()].view_as(gradient))
            at += gradient.numel()

    def follow(self, numbers: Sequence[int]) -> list[int]:
        """The leader's ``numbers``, in every process."""
        if self.size == 1:
            return list(numbers)
        shared = torch.tensor(numbers, dtype=torch.int64)
        distributed.broadcast(shared, src=0)
        return [int(number) for number in shared]


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
