"""Values of bilingual text: what links a source with a target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mt_toolkit.text import Span

__all__ = ["WordLink"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLink:
    """One target word and the source word it was made from.

    Attributes:
        source: Range of the source word in the source text.
        target: Range of the target word in the target text.
        weight: How sure the link is, between 0 and 1.
    """

    source: Span
    target: Span
    weight: float
