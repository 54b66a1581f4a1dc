"""The two-column files that translation services take: a source form and its target form a row.

========  ==========================================================
DeepL     CSV or TSV, no heading; CSV may name the languages in a third and fourth column
Google    CSV or TSV, no heading, for a glossary in one direction
Amazon    CSV or TSV, the two language tags as heading
========  ==========================================================

All three are read. Only pairs fit in: on writing, every spelling of a form gets its canonical
target; on reading, rows with the same target become one entry of kind ``term``.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from mt_toolkit.glossary.build import entries_from
from mt_toolkit.glossary.model import Glossary
from mt_toolkit.glossary.nodes import ListNode, MappingNode, TextNode
from mt_toolkit.glossary.rows import read_rows

if TYPE_CHECKING:
    from mt_toolkit.glossary.nodes import Node
    from mt_toolkit.glossary.problems import Problems
    from mt_toolkit.glossary.rows import Row

__all__ = ["Service", "glossary_as_two_columns", "parse_two_columns"]

Service: TypeAlias = Literal["deepl", "google", "amazon"]

_LANGUAGE: Final = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_HEADINGS: Final = frozenset({("source", "target"), ("source_text", "target_text")})


def parse_two_columns(text: str, delimiter: str, problems: Problems) -> Glossary:
    """Read source and target forms, with a heading or without.

    Raises:
        InvalidGlossary: With everything that is wrong.
    """
    rows = list(read_rows(text, delimiter, problems))
    languages = ("ar", "en")
    if rows and len(rows[0].cells) == 2:
        first, second = (cell.strip() for cell in rows[0].cells)
        if _LANGUAGE.fullmatch(first) and _LANGUAGE.fullmatch(second):
            languages = first, second
            del rows[0]
        elif (first.lower(), second.lower()) in _HEADINGS:
            del rows[0]
    sources: dict[str, dict[str, TextNode]] = {}
    targets: dict[str, TextNode] = {}
    for row in rows:
        if not 2 <= len(row.cells) <= 4:
            problems.add(
                f"the row has {len(row.cells)} cells, not a source and a target form",
                line=row.line,
                column=1,
                mend="Put quotes around a cell that holds the delimiter",
            )
            continue
        if len(row.cells) == 4:
            languages = _languages(row, languages)
        source, target = (
            TextNode(cell.strip(), row.line, column, exact=True)
            for cell, column in zip(row.cells[:2], row.columns[:2], strict=True)
        )
        targets.setdefault(target.text, target)
        # A table may well say the same thing twice.
        sources.setdefault(target.text, {}).setdefault(source.text, source)
    entries = entries_from(ListNode(tuple(_nodes(sources, targets)), 1, 1), problems)
    problems.raise_if_any()
    return Glossary(
        entries=entries,
        paths=(problems.path,) if problems.path is not None else (),
        source_language=languages[0],
        target_language=languages[1],
    )


def _languages(row: Row, known: tuple[str, str]) -> tuple[str, str]:
    first, second = (cell.strip().lower() for cell in row.cells[2:])
    return first or known[0], second or known[1]


def _nodes(
    sources: dict[str, dict[str, TextNode]], targets: dict[str, TextNode]
) -> list[MappingNode]:
    nodes: list[MappingNode] = []
    taken: set[str] = set()
    for text, target in targets.items():
        line, column = target.line, target.column
        stem = name = _identifier(text)
        number = 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        forms = tuple(sources[text].values())
        values: dict[str, Node] = {
            "id": TextNode(name, line, column),
            "target": target,
            "kind": TextNode("term", line, column),
            "sources": ListNode(forms, forms[0].line, forms[0].column),
        }
        keys = ((TextNode(key, line, column), value) for key, value in values.items())
        nodes.append(MappingNode(tuple(keys), line, column))
    return nodes


def _identifier(target: str) -> str:
    letters = unicodedata.normalize("NFKD", target).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", letters))[:70].strip("-") or "entry"


def glossary_as_two_columns(glossary: Glossary, delimiter: str, service: Service) -> str:
    """Every source form of the glossary with its canonical target form.

    What a service's file cannot say is left out: kinds, notes, wrong forms, and context, so a form
    that needs context is left out as well. No source form comes twice.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    if service == "amazon":
        writer.writerow([glossary.source_language, glossary.target_language])
    written: set[str] = set()
    for entry in glossary:
        for form in entry.forms:
            if form.context:
                continue
            for source in form.sources:
                if source not in written:
                    written.add(source)
                    writer.writerow([source, form.target])
    return out.getvalue()
