"""A document whose alignment is known because it was made with it."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["MadeDocument"]


@dataclass(slots=True, kw_only=True)
class MadeDocument:
    """Segments of both sides, the beads between them, and a translation of the source."""

    source: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)
    beads: list[tuple[range, range]] = field(default_factory=list)
    translation: list[str] = field(default_factory=list)

    def add(self, source: list[str], target: list[str]) -> None:
        """Append a bead."""
        first, other = len(self.source), len(self.target)
        self.source += source
        self.target += target
        self.beads.append((range(first, len(self.source)), range(other, len(self.target))))
