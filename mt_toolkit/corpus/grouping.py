"""Groups of neighbouring articles that are worked on together: batches of many are faster.

What a sentence is translated into may differ in the last bit of its score, or once in a long while
in a word, with the sentences it is batched with. So a group is always worked on as a whole, here or
elsewhere, and kept as a whole. Where groups end is told by the hashes of the articles (content
defined chunking: Muthitacharoen et al., A Low-bandwidth Network File System, 2001): an article that
is new, changed or gone changes its own group and perhaps the next, and no other.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.corpus.producing import Outcome
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mt_toolkit.corpus.articles import Article

__all__ = ["Group", "grouped"]

_USUAL: Final = 16
_MOST: Final = 32
"""Articles of a group: as many in the mean if there were no bound, and at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Articles that are worked on together.

    Attributes:
        key: A hash that changes whenever what the group gives could be something else.
        articles: The articles that can be worked on, in order.
        items: The same, with the outcomes of those that cannot where they stand.
    """

    key: str
    articles: tuple[Article, ...]
    items: tuple[Article | Outcome, ...]

    def outcomes(self, done: Iterable[Outcome]) -> Iterator[Outcome]:
        """The outcomes of all items, given those of the articles."""
        rest = iter(done)
        return (item if isinstance(item, Outcome) else next(rest) for item in self.items)


def grouped(
    articles: Iterable[Article | InputError], key: Callable[[Article], str]
) -> Iterator[Group]:
    """Cut articles into groups.

    Args:
        articles: Articles and errors, in order.
        key: The hash of an article and of what shapes its pairs, in hexadecimal; raises
            ``InputError`` for an article that cannot be read.
    """
    items: list[Article | Outcome] = []
    keys: list[str] = []
    for article in articles:
        if isinstance(article, InputError):
            items.append(Outcome(name="", error=article))
            continue
        try:
            keys.append(key(article))
        except InputError as error:
            items.append(Outcome(name=article.source.name, error=error))
            continue
        items.append(article)
        if len(keys) == _MOST or int(keys[-1], 16) % _USUAL == 0:
            yield _group(items, keys)
            items, keys = [], []
    if items:
        yield _group(items, keys)


def _group(items: list[Article | Outcome], keys: list[str]) -> Group:
    return Group(
        key=hashlib.sha256("\n".join(keys).encode()).hexdigest(),
        articles=tuple(item for item in items if not isinstance(item, Outcome)),
        items=tuple(items),
    )
