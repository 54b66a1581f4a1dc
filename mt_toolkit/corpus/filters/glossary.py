"""Removes pairs that break the glossary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from mt_toolkit.checks.engine import Engine
from mt_toolkit.checks.inputs.documents import Document
from mt_toolkit.checks.pieces import Piece, Unit
from mt_toolkit.checks.registry import RULES, Selection
from mt_toolkit.corpus.filters.base import Verdict
from mt_toolkit.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.glossary.model import Glossary

__all__ = ["GlossaryKept"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryKept:
    """Errors that the rules of ``glossary check`` find: missing terms, wrong spellings.

    The pairs of a document are looked at together, so that what it is about is known. Every pair
    carries the codes of its findings from then on, warnings too; only errors count.

    Attributes:
        glossary: The glossary.
        most: Most errors in a pair.
    """

    name: ClassVar[str] = "glossary"

    glossary: Glossary
    most: int = 0
    _engine: Engine = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Rules for pairs; two spellings of a name in a document cannot be laid on one pair.
        engine = Engine(self.glossary, Selection(select=("MT1", "MT2")))
        object.__setattr__(self, "_engine", engine)

    def judge(self, pairs: Sequence[SegmentPair]) -> list[Verdict]:
        """A verdict for each pair, which carries its findings from now on."""
        return [verdict for group in _documents(pairs) for verdict in self._judge(group)]

    def _judge(self, pairs: Sequence[SegmentPair]) -> Iterator[Verdict]:
        units = (
            Unit(piece=_piece(pair.target, number), source=_piece(pair.source, number))
            for number, pair in enumerate(pairs)
        )
        codes: list[list[str]] = [[] for _ in pairs]
        for finding in self._engine.check(Document(path=None, units=units)):
            codes[finding.location.line - 1].append(finding.code)
        for pair, found in zip(pairs, codes, strict=True):
            errors = [code for code in found if code in _errors()]
            judged = replace(pair, findings=tuple(sorted(found)))
            if len(errors) <= self.most:
                yield Verdict(pair=judged)
                continue
            counted = ", ".join(f"{code} {n}" for code, n in sorted(Counter(errors).items()))
            yield Verdict(
                pair=judged, reason=f"{len(errors)} errors ({counted}), more than {self.most}"
            )


def _documents(pairs: Sequence[SegmentPair]) -> Iterator[list[SegmentPair]]:
    """Neighbouring pairs of one document; a pair without a document is one of its own."""
    numbered = enumerate(pairs)
    for _, group in groupby(numbered, key=lambda one: one[1].source_document or one[0]):
        yield [pair for _, pair in group]


def _piece(text: str, number: int) -> Piece:
    # A piece a line, so that a finding's line tells its pair.
    text = " ".join(text.splitlines())
    return Piece(text=text, raw=text, line=number + 1, offset=0)


@cache
def _errors() -> frozenset[str]:
    return frozenset(rule.code for rule in RULES if rule.severity is Severity.ERROR)
