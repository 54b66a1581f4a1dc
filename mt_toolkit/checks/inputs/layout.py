"""What a file that is checked can hold; by itself, as ``--help`` needs it and nothing else."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Layout"]


class Layout(StrEnum):
    """What a file holds."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    JSONL = "jsonl"
    TSV = "tsv"
    TMX = "tmx"
