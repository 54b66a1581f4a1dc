"""Runs the rules over documents, in one pass and without keeping the text.

Long texts are searched for places that could be at fault, and only the lines these stand on are
looked at by the rules. What depends on context that may come later in the document waits for its
end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mt_toolkit.checks.names_seen import NamesSeen, known_words
from mt_toolkit.checks.pieces import Unit
from mt_toolkit.checks.rules.base import DocumentContext, Matched, UnitContext
from mt_toolkit.checks.rules.scripts import LatinInArabic, latin_name_at
from mt_toolkit.glossary.evidence import Evidence
from mt_toolkit.glossary.match import Matcher
from mt_toolkit.text import Span, disjoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.checks.inputs.documents import Document
    from mt_toolkit.checks.pieces import Piece
    from mt_toolkit.checks.registry import Selection
    from mt_toolkit.findings import Finding
    from mt_toolkit.glossary.match import Scan
    from mt_toolkit.glossary.model import Glossary

__all__ = ["Engine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scanned:
    """A unit and what was found in it, before it is known what that means."""

    unit: Unit
    scans: tuple[Scan, ...]


@dataclass(slots=True, kw_only=True)
class _Run:
    """What is known of a document so far."""

    document: Document
    names: NamesSeen
    evidence: Evidence = field(default_factory=Evidence)
    waiting: list[_Scanned] = field(default_factory=list)


class Engine:
    """Checks documents against a glossary.

    Args:
        glossary: The glossary.
        selection: The rules wanted.
        corpus: Whether names are compared across documents, not only within each.
    """

    def __init__(self, glossary: Glossary, selection: Selection, *, corpus: bool = False) -> None:
        self._matcher = Matcher(glossary)
        self._unit_rules = selection.unit_rules
        self._document_rules = selection.document_rules
        self._latin = selection.takes(LatinInArabic.code)
        nothing: frozenset[str] = frozenset()
        wanted = bool(self._document_rules)
        self._known, self._judged = known_words(glossary) if wanted else (nothing, nothing)
        self._corpus = NamesSeen() if corpus else None

    def check(self, document: Document) -> list[Finding]:
        """Everything that is wrong with a document, in order.

        Raises:
            InputError: The file makes no sense.
        """
        run = _Run(document=document, names=self._corpus or NamesSeen())
        findings = [finding for unit in document.units for finding in self._check_unit(unit, run)]
        for scanned in run.waiting:
            findings += self._judge(scanned, run)
        if self._corpus is None:
            findings += self._names(run.names)
        return sorted(
            (finding for finding in findings if not document.silences(finding)),
            key=lambda finding: finding.sort_key,
        )

    def finish(self) -> list[Finding]:
        """What is wrong with all documents together."""
        return self._names(self._corpus) if self._corpus is not None else []

    def _names(self, names: NamesSeen) -> list[Finding]:
        context = DocumentContext(names=names, known=self._known, judged=self._judged)
        return [finding for rule in self._document_rules for finding in rule.check(context)]

    def _check_unit(self, unit: Unit, run: _Run) -> Iterator[Finding]:
        if self._document_rules:
            for piece, path in zip(unit.pieces, run.document.paths(unit), strict=True):
                run.names.add(piece, path)
        if unit.source is not None:
            scans = tuple(self._matcher.scan(piece.text) for piece in unit.pieces)
            for scan in scans:
                run.evidence.add(scan.candidates)
            yield from self._take_up(unit, scans, run)
            return
        for part, scan in self._suspects(unit.piece, run.evidence):
            yield from self._take_up(part, (scan,), run)

    def _suspects(self, piece: Piece, evidence: Evidence) -> Iterator[tuple[Unit, Scan]]:
        """The lines of a piece that deserve a closer look, and what is found in each.

        What the whole piece says of its names is taken up in ``evidence`` first.
        """
        text = piece.text
        suspects = self._matcher.suspects(text, evidence)
        places = suspects.spans
        if self._latin:
            left = (latin_name_at(text, border) for border in suspects.borders)
            places += [place for place in left if place is not None]
        places = disjoint(places)
        for part in piece.lines_around(places):
            start = 0 if part is piece else part.offset - piece.offset
            lines = Span(start, start + len(part.text))
            yield Unit(piece=part), self._matcher.scan_near(text, lines, suspects, places)

    def _take_up(self, unit: Unit, scans: tuple[Scan, ...], run: _Run) -> Iterator[Finding]:
        """Judge a unit, or keep it until the document is known."""
        scanned = _Scanned(unit=unit, scans=scans)
        # What the document allows so far it allows to the end.
        if all(scan.is_settled(run.evidence) for scan in scans):
            yield from self._judge(scanned, run)
        else:
            run.waiting.append(scanned)

    def _judge(self, scanned: _Scanned, run: _Run) -> Iterator[Finding]:
        matched = [
            Matched(path=path, piece=piece, terms=tuple(scan.matches(run.evidence)))
            for path, piece, scan in zip(
                run.document.paths(scanned.unit), scanned.unit.pieces, scanned.scans, strict=True
            )
        ]
        context = UnitContext(
            text=matched[-1],
            source=matched[0] if scanned.unit.source is not None else None,
        )
        for rule in self._unit_rules:
            yield from rule.check(context)
