"""The news articles that this project wrote for training, article by article."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

OWN = Path(__file__).parent / "news"
SHARED = Path(__file__).parents[2] / "shared" / "train" / "news"
# A title ends without a mark.
_ENDED = re.compile('[.!?\u061f\u2026"\u201d\u00bb:)]\\s*$')

Pair = tuple[str, str]


def own_news(path: Path) -> list[list[Pair]]:
    """The articles of a file of ``training/news``, which blank lines part."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    return [[pair for line in block.splitlines() for pair in _pair(line)] for block in blocks]


def shared_news(path: Path) -> list[list[Pair]]:
    """The articles of a file of ``../shared/train/news``, divided at their titles."""
    articles: list[list[Pair]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        if not _ENDED.search(line.partition("\t")[0]):
            articles.append([])
        articles[-1] += _pair(line)
    return [article for article in articles if article]


def _pair(line: str) -> Iterator[Pair]:
    """The two sides of a line, unless it has slots to be filled."""
    source, tab, target = line.partition("\t")
    if tab and "{" not in line:
        yield source, target
