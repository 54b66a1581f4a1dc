"""Numbers that move while a model is trained."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Ramp"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ramp:
    """A number that moves in a straight line while pairs are drawn.

    Attributes:
        start: Value at the beginning.
        end: Value from ``over`` pairs on.
        over: Number of pairs drawn until ``end`` is reached.
    """

    start: float
    end: float
    over: int = 0

    @classmethod
    def constant(cls, value: float) -> Ramp:
        """A number that stays."""
        return cls(start=value, end=value)

    def at(self, pairs: int) -> float:
        """The value after ``pairs`` pairs."""
        if pairs >= self.over:
            return self.end
        return self.start + (self.end - self.start) * pairs / self.over

    def divided(self, by: float) -> Ramp:
        """The same ramp at a part of its height."""
        return Ramp(start=self.start / by, end=self.end / by, over=self.over)
