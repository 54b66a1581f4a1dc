"""Proposed entries for people and for programs: what was found, how often, where, and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mt_toolkit.glossary import Glossary, glossary_as_yaml
from mt_toolkit.glossary.model import as_plain
from mt_toolkit.mentions.mention import Sign
from mt_toolkit.reporting.text import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mt_toolkit.discovery.proposals import Proposal
    from mt_toolkit.discovery.relations import Relation
    from mt_toolkit.mentions.spellings import Spelling

__all__ = ["discoveries_as_json", "discoveries_as_text", "discoveries_as_yaml"]

_HEADINGS = ("target", "kind", "seen", "spellings")
_SHOWN_SIGNS = frozenset(Sign) - {Sign.GLOSSARY, Sign.CAPITAL}


def discoveries_as_text(proposals: Sequence[Proposal], *, contexts: bool) -> Iterator[str]:
    """A table, a row for each proposal, its evidence and, if wanted, its contexts below it."""
    if not proposals:
        return
    rows = [_row(proposal) for proposal in proposals]
    widths = [max(len(row[at]) for row in (*rows, _HEADINGS)) for at in range(3)]
    yield _line(_HEADINGS, widths)
    yield _line(tuple("-" * width for width in (*widths, len(_HEADINGS[3]))), widths)
    for proposal, row in zip(proposals, rows, strict=True):
        yield _line(row, widths)
        for line in _evidence(proposal):
            yield f"    {isolated(line)}\n"
        for context in _contexts(proposal) if contexts else ():
            yield f"    {context[0]}: {isolated(context[1])}\n"


def discoveries_as_json(proposals: Iterable[Proposal]) -> Iterator[str]:
    """A JSON list of proposals."""
    value = [_as_json(proposal) for proposal in proposals]
    yield json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def discoveries_as_yaml(proposals: Iterable[Proposal]) -> Iterator[str]:
    """A glossary file of the proposed entries, for ``mt-toolkit glossary merge``."""
    yield glossary_as_yaml(Glossary(entries=tuple(proposal.entry for proposal in proposals)))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=False)]
    return "  ".join([*padded, *cells[len(widths) :]]).rstrip() + "\n"


def _row(proposal: Proposal) -> tuple[str, str, str, str]:
    entry = proposal.entry
    spelled = ", ".join(
        f"{isolated(spelling.written)} {spelling.count}"
        for spelling in _by_script(proposal)
        if spelling.count
    )
    mark = f" (adds to {entry.id})" if proposal.known else ""
    return entry.target, entry.kind.value, str(proposal.count), spelled + mark


def _by_script(proposal: Proposal) -> list[Spelling]:
    """The preferred Arabic spelling first, the canonical Latin one first of its script."""
    return sorted(proposal.group.spellings, key=lambda one: (not one.arabic, -one.count, one.key))


def _evidence(proposal: Proposal) -> Iterator[str]:
    written = {spelling.key: spelling.written for spelling in proposal.group.spellings}
    for relation in proposal.group.relations:
        yield (
            f"{written[relation.one]} ~ {written[relation.other]}: {', '.join(_reasons(relation))}"
        )
    signs = sorted(
        {sign for spelling in proposal.group.spellings for sign in spelling.signs} & _SHOWN_SIGNS
    )
    if signs:
        yield f"named by {', '.join(signs)}"
    if proposal.entry.note is not None:
        yield proposal.entry.note


def _reasons(relation: Relation) -> Iterator[str]:
    yield f"similarity {relation.similarity:.2f}"
    if relation.together:
        yield "in one document"
    if relation.given:
        yield f"both with {relation.given}"


def _contexts(proposal: Proposal) -> Iterator[tuple[str, str]]:
    for spelling in _by_script(proposal):
        for context in spelling.contexts:
            yield f"{context.file}:{context.line}:{context.column}", context.text


def _as_json(proposal: Proposal) -> dict[str, Any]:
    group = proposal.group
    new = {spelling.key for spelling in proposal.new}
    return {
        "entry": as_plain(proposal.entry),
        "known": proposal.known,
        "count": proposal.count,
        "spellings": [
            {
                "text": spelling.written,
                "script": "Arab" if spelling.arabic else "Latn",
                "count": spelling.count,
                "new": spelling.key in new,
                "documents": len(spelling.documents),
                "given_names": {
                    name: count for name, count in sorted(spelling.given.items()) if name
                },
                "signs": {sign.value: count for sign, count in sorted(spelling.signs.items())},
                "contexts": [
                    {"file": c.file, "line": c.line, "column": c.column, "text": c.text}
                    for c in spelling.contexts
                ],
            }
            for spelling in _by_script(proposal)
        ],
        "relations": [
            {
                "one": relation.one,
                "other": relation.other,
                "similarity": relation.similarity,
                "together": relation.together,
                "given_name": relation.given or None,
            }
            for relation in group.relations
        ],
    }
