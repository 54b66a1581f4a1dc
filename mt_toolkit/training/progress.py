"""Where a run stands, and what it writes down about itself."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from mt_toolkit.training.batches import Position

if TYPE_CHECKING:
    from pathlib import Path

    from mt_toolkit.training.settings import Schedule

__all__ = ["Journal", "Progress", "rate_factor", "time_text"]

_LEAST_RATE = 0.02


@dataclass(slots=True, kw_only=True)
class Progress:
    """Everything but the weights that a run must know to go on.

    Attributes:
        step: Steps done.
        pairs: Pairs seen.
        position: The next batch.
        seconds: Time spent.
        ending: First step of the falling rate and the step after the last one, once decided.
        best: Best mean chrF of the development sets so far.
        stale: Evaluations since.
        stalled: Whether the ending was decided since chrF rose no more.
        precision: ``float32`` or ``bfloat16``.
    """

    precision: str
    step: int = 0
    pairs: int = 0
    position: Position = field(default_factory=Position)
    seconds: float = 0.0
    ending: tuple[int, int] | None = None
    best: float | None = None
    stale: int = 0
    stalled: bool = False

    def as_dict(self) -> dict[str, Any]:
        """For a checkpoint."""
        return asdict(self)

    @classmethod
    def from_dict(cls, content: dict[str, Any]) -> Progress:
        """From a checkpoint."""
        ending = content["ending"]
        return cls(
            **content
            | {
                "position": Position(**content["position"]),
                "ending": None if ending is None else (ending[0], ending[1]),
            }
        )

    @property
    def done(self) -> bool:
        """Whether the run has reached its end."""
        return self.ending is not None and self.step >= self.ending[1]


def rate_factor(schedule: Schedule, step: int, ending: tuple[int, int] | None) -> float:
    """The part of the peak rate at step number ``step``, from 0.

    It rises in a straight line, stays, and falls in a straight line to a fiftieth. A constant rate
    lets a run be prolonged; the fall is worth several tenths of loss and comes once.
    """
    factor = min(1.0, (step + 1) / max(1, schedule.warmup))
    if ending is not None and step >= ending[0]:
        left = (ending[1] - step) / max(1, ending[1] - ending[0])
        factor *= max(_LEAST_RATE, left)
    return factor


class Journal:
    """``log.jsonl``: one record a step or evaluation.

    Args:
        path: The file.
        step: Records of later steps are dropped: they belong to work that was lost.
    """

    def __init__(self, path: Path, *, step: int) -> None:
        kept = []
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                try:
                    if json.loads(line)["step"] <= step:
                        kept.append(line + "\n")
                except ValueError:
                    break  # The line that a killed process did not finish.
        path.write_text("".join(kept), encoding="utf-8")
        self._path = path

    def add(self, **record: Any) -> None:
        """Write one record."""
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(record) + "\n")


def time_text(seconds: float) -> str:
    """A duration for people: ``45 s``, ``12 min``, ``3 h 20 min``."""
    if seconds < 60:
        return f"{math.ceil(seconds)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
