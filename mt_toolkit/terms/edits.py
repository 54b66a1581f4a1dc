"""One change to a translation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mt_toolkit.text import Span

__all__ = ["Edit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change to a translation.

    Attributes:
        span_before: Range of the text before all changes.
        old: The text there.
        new: What stands there now.
        source: Range of the source's term, or ``None`` where something was only removed.
        confident: Whether the new words are linked to the term without doubt.
    """

    span_before: Span
    old: str
    new: str
    source: Span | None = None
    confident: bool = True

    @property
    def growth(self) -> int:
        """How many code points longer the text becomes."""
        return len(self.new) - len(self.old)
