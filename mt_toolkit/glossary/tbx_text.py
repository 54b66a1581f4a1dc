"""Writing a glossary as TBX-Basic; :mod:`mt_toolkit.glossary.tbx` says how an entry is laid out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary.tbx import ADMITTED, DEPRECATED, OWN, PREFERRED, WIKIDATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mt_toolkit.glossary.model import Entry, Glossary, Short

__all__ = ["glossary_as_tbx"]

_NAMESPACE: Final = "urn:iso:std:iso:30042:ed-2"


def glossary_as_tbx(glossary: Glossary) -> str:
    """The glossary as a TBX-Basic file, which holds all of it."""
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<tbx type="TBX-Basic" style="dca" xml:lang="{glossary.target_language}" '
            f'xmlns="{_NAMESPACE}">',
            "  <tbxHeader>",
            "    <fileDesc>",
            "      <sourceDesc>",
            "        <p>Written by mt-toolkit</p>",
            "      </sourceDesc>",
            "    </fileDesc>",
            "  </tbxHeader>",
            "  <text>",
            "    <body>",
            *(line for entry in glossary for line in _concept(entry, glossary)),
            "    </body>",
            "  </text>",
            "</tbx>",
            "",
        ]
    )


def _concept(entry: Entry, glossary: Glossary) -> Iterator[str]:
    pad = " " * 6
    yield f'{pad}<conceptEntry id="{entry.id}">'
    yield f'{pad}  <descrip type="subjectField">{entry.kind.value}</descrip>'
    if entry.wikidata is not None:
        yield (
            f'{pad}  <xref type="externalCrossReference" target="{WIKIDATA}{entry.wikidata}">'
            "Wikidata</xref>"
        )
    if entry.note is not None:
        yield f"{pad}  <note>{escape(entry.note)}</note>"
    if entry.sources or entry.short is not None:
        yield f'{pad}  <langSec xml:lang="{glossary.source_language}">'
        yield from _sources(entry.sources)
        if entry.short is not None:
            yield from _sources(entry.short.sources, termType="shortForm")
        yield f"{pad}  </langSec>"
    yield f'{pad}  <langSec xml:lang="{glossary.target_language}">'
    canonical = {"grammaticalGender": entry.gender.value} if entry.gender is not None else {}
    remarks = [name for name in ("case_sensitive", "do_not_translate") if getattr(entry, name)]
    remarks += _contexts(entry)
    yield from _term(entry.target, PREFERRED, canonical, origin=entry.origin, remarks=remarks)
    yield from _targets(entry.admitted, entry.wrong)
    if entry.adjective is not None:
        yield from _term(entry.adjective, ADMITTED, {"partOfSpeech": "adjective"})
    if entry.plural is not None:
        yield from _term(entry.plural, ADMITTED, {}, remarks=["plural"])
    if entry.short is not None:
        yield from _term(
            entry.short.target,
            PREFERRED,
            {"termType": "shortForm"},
            remarks=_contexts(entry.short),
        )
        yield from _targets(entry.short.admitted, entry.short.wrong, termType="shortForm")
    yield f"{pad}  </langSec>"
    yield f"{pad}</conceptEntry>"


def _contexts(part: Entry | Short) -> list[str]:
    return [f"context {word}" for word in part.context]


def _sources(forms: tuple[str, ...], **notes: str) -> Iterator[str]:
    for at, form in enumerate(forms):
        yield from _term(form, ADMITTED if at else PREFERRED, notes)


def _targets(admitted: tuple[str, ...], wrong: tuple[str, ...], **notes: str) -> Iterator[str]:
    for forms, status in ((admitted, ADMITTED), (wrong, DEPRECATED)):
        for form in forms:
            yield from _term(form, status, notes)


def _term(
    form: str,
    status: str,
    notes: Mapping[str, str],
    *,
    origin: str | None = None,
    remarks: Iterable[str] = (),
) -> Iterator[str]:
    pad = " " * 10
    yield f"{pad}<termSec>"
    yield f"{pad}  <term>{escape(form)}</term>"
    for name, value in {"administrativeStatus": status, **notes}.items():
        yield f'{pad}  <termNote type="{name}">{value}</termNote>'
    if origin is not None:
        yield f'{pad}  <admin type="source">{escape(origin)}</admin>'
    for remark in remarks:
        yield f"{pad}  <note>{OWN}{escape(remark)}</note>"
    yield f"{pad}</termSec>"
