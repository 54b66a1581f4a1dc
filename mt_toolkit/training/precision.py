"""Whether this machine is faster in bfloat16: tried, not guessed.

With AMX or AVX512-BF16 it is two to four times as fast; with AVX2 alone it is slower than float32.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Measured", "autocast", "measure"]

KINDS = ("float32", "bfloat16")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Speed of training steps in each precision.

    Attributes:
        pairs_per_second: For each precision.
    """

    pairs_per_second: dict[str, float]

    @property
    def best(self) -> str:
        """The faster precision; float32 where they are equal."""
        return max(KINDS, key=lambda kind: self.pairs_per_second[kind])

    def line(self) -> str:
        """What was measured, for people."""
        speeds = ", ".join(f"{kind} {self.pairs_per_second[kind]:.0f} pairs/s" for kind in KINDS)
        return f"precision: {self.best} ({speeds}, measured)"


def autocast(device: torch.device, precision: str) -> contextlib.AbstractContextManager[object]:
    """The context in which a model runs in ``precision``."""
    if precision == "float32":
        return contextlib.nullcontext()
    return torch.autocast(device.type, dtype=torch.bfloat16)


def measure(work: Callable[[str, int], int], *, seconds: float) -> Measured:
    """Run steps in each precision for half of ``seconds``.

    Args:
        work: Does one step, forward and backward, in a precision; takes the number of the step and
            returns the number of pairs in it.
        seconds: Time for both together; at least two steps are done in each.
    """
    speeds = {}
    for kind in KINDS:
        work(kind, 0)  # The first step builds kernels and buffers.
        begun = time.perf_counter()
        pairs = steps = 0
        while steps < 1 or time.perf_counter() - begun < seconds / 2:
            steps += 1
            pairs += work(kind, steps)
        speeds[kind] = pairs / (time.perf_counter() - begun)
    return Measured(pairs_per_second=speeds)
