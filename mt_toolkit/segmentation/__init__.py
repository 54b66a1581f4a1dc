"""Sentences of Arabic and English news, and clauses where a sentence is too long for a model.

:func:`segment` finds sentences in text as it stands in a file, bad typography included;
:func:`split_clauses` divides a sentence that does not fit. Nothing is altered and nothing lost:
every character that is not white space is in exactly one segment. ``docs/segmentation.md`` has the
rules and how well they do.
"""

from __future__ import annotations

from mt_toolkit.segmentation.clauses import split_clauses
from mt_toolkit.segmentation.sentences import segment

__all__ = ["segment", "split_clauses"]
