"""Reading TBX-Basic: ISO 30042:2019, style DCA.

How an entry is laid out::

    conceptEntry id             id
      descrip subjectField      kind
      xref externalCrossReference   wikidata
      note                      note
      langSec                   one for each language
        termSec
          term                  a form
          termNote administrativeStatus   preferredTerm: sources[0], target; admittedTerm: the other
                                sources, admitted; deprecatedTerm: wrong
          termNote termType     shortForm: the form belongs to the short form
          termNote partOfSpeech     adjective: adjective
          termNote grammaticalGender    gender, at the canonical target
          admin source          origin, at the canonical target

          note "mt-toolkit: plural"     plural
          note "mt-toolkit: case_sensitive", "mt-toolkit: do_not_translate"
                                at the canonical target
          note "mt-toolkit: context WORD"   one word of context, at the canonical target or the
                                short form's

TBX-Basic has no place of its own for the last ones; to other programs they are remarks.

The file is read with expat. A document type is refused, and with it entities and anything outside
the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary.build import entries_from
from mt_toolkit.glossary.elements import parse_elements
from mt_toolkit.glossary.model import Glossary, Kind
from mt_toolkit.glossary.nodes import ListNode, MappingNode, TextNode

if TYPE_CHECKING:
    from mt_toolkit.glossary.elements import Element
    from mt_toolkit.glossary.nodes import Node
    from mt_toolkit.glossary.problems import Problems

__all__ = ["ADMITTED", "DEPRECATED", "OWN", "PREFERRED", "WIKIDATA", "parse_tbx"]

WIKIDATA: Final = "https://www.wikidata.org/wiki/"
PREFERRED, ADMITTED, DEPRECATED, _SUPERSEDED = (
    f"{status}Term-admn-sts" for status in ("preferred", "admitted", "deprecated", "superseded")
)
OWN: Final = "mt-toolkit: "
"""How the notes begin that are for us."""
_PLURAL, _CONTEXT = "plural", "context "
_SHORT_TYPES: Final = frozenset({"shortForm", "abbreviation", "acronym", "initialism"})


def parse_tbx(text: str, problems: Problems) -> Glossary:
    """Read a TBX file.

    What the dialect has and an entry has not (definitions, contexts, dates) is passed over. A term
    without a status is the preferred one where it comes first, and admitted otherwise.

    Raises:
        InvalidGlossary: With everything that is wrong.
    """
    concepts = _Concepts()
    root = parse_elements(text, problems, "conceptEntry", concepts.take)
    if root.name != "tbx" or root.attributes.get("style", "dca") != "dca":
        problems.add(
            f"not TBX of 2019 in the style DCA: the file starts with <{root.name}>",
            line=root.line,
            column=root.column,
            mend='Convert it to <tbx type="TBX-Basic" style="dca">',
        )
        problems.stop()
    entries = entries_from(ListNode(tuple(concepts.entries), root.line, root.column), problems)
    problems.raise_if_any()
    return Glossary(
        entries=entries,
        paths=(problems.path,) if problems.path is not None else (),
        source_language=concepts.source or "ar",
        target_language=_target_of(root),
    )


class _Concepts:
    """Makes entries of concepts as they come.

    Attributes:
        source: The first language that is not that of the file, once there is one.
        entries: The entries.
    """

    def __init__(self) -> None:
        self.source: str | None = None
        self.entries: list[MappingNode] = []

    def take(self, root: Element, concept: Element) -> None:
        """Read one concept."""
        target = _target_of(root)
        for section in concept.all("langSec"):
            language = section.attributes.get("xml:lang", target)
            if self.source is None and language != target:
                self.source = language
        self.entries.append(_entry(concept, self.source, target))


def _target_of(root: Element) -> str:
    return root.attributes.get("xml:lang", "en")


def _entry(concept: Element, source: str | None, target: str) -> MappingNode:
    line, column = concept.line, concept.column
    terms = {
        section.attributes.get("xml:lang"): [_Term(term) for term in section.all("termSec")]
        for section in concept.all("langSec")
    }
    fields: dict[str, Node | None] = {}
    if (name := concept.attributes.get("id")) is not None:
        identifier = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
        fields["id"] = TextNode(identifier, line, column)
    kind = concept.typed("descrip", "subjectField")
    known = kind is not None and kind.text.strip() in list(Kind)
    fields["kind"] = _text(kind) if known else TextNode(Kind.TERM.value, line, column)
    for reference in concept.all("xref"):
        where = reference.attributes.get("target", "")
        if where.startswith(WIKIDATA):
            fields["wikidata"] = TextNode(
                where.removeprefix(WIKIDATA), reference.line, reference.column
            )
    fields["note"] = _text(concept.first("note"))
    sources = terms.get(source, []) if source is not None else []
    fields |= _forms(sources, terms.get(target, []))
    return _mapping(fields, line, column)


def _forms(sources: list[_Term], targets: list[_Term]) -> dict[str, Node | None]:
    """The fields that are forms, and those that hang on the canonical target."""
    adjective = next((term for term in targets if term.adjective), None)
    plural = next((term for term in targets if term.remark(_PLURAL)), None)
    nouns = [term for term in targets if not term.adjective and term is not plural]
    short_sources = [term for term in sources if term.short]
    full, shorts = _by_status([term for term in nouns if not term.short or not short_sources])
    short, short_rest = _by_status([term for term in nouns if term.short and short_sources])
    fields: dict[str, Node | None] = {
        "target": full.node if full is not None else None,
        "sources": _list(_preferred_first([term for term in sources if not term.short])),
        **{key: _list(terms) for key, terms in shorts.items()},
        "adjective": adjective.node if adjective is not None else None,
        "plural": plural.node if plural is not None else None,
        "case_sensitive": full.remark("case_sensitive") if full is not None else None,
        "do_not_translate": full.remark("do_not_translate") if full is not None else None,
        "context": full.context if full is not None else None,
        "gender": full.gender if full is not None else None,
        "origin": full.origin if full is not None else None,
    }
    if short is not None:
        fields["short"] = _mapping(
            {
                "target": short.node,
                "sources": _list(_preferred_first(short_sources)),
                **{key: _list(terms) for key, terms in short_rest.items()},
                "context": short.context,
            },
            short.node.line,
            short.node.column,
        )
    return fields


class _Term:
    """One termSec."""

    def __init__(self, section: Element) -> None:
        # Of two notes of one type the first counts.
        notes = {note.attributes.get("type"): note for note in reversed(section.all("termNote"))}

        def marked(name: str) -> str:
            return notes[name].text.strip() if name in notes else ""

        term = section.first("term") or section
        self.node = TextNode(term.text.strip(" \t\r\n"), term.line, term.column)
        self.status = marked("administrativeStatus")
        self.short = marked("termType") in _SHORT_TYPES
        self.adjective = marked("partOfSpeech") == "adjective"
        gender = notes.get("grammaticalGender")
        known = gender is not None and gender.text.strip() in ("feminine", "masculine")
        self.gender = _text(gender) if known else None
        self.origin = _text(section.typed("admin", "source"))
        self._remarks = [
            TextNode(text.removeprefix(OWN), note.line, note.column)
            for note in section.all("note")
            if (text := " ".join(note.text.split())).startswith(OWN)
        ]

    def remark(self, name: str) -> TextNode | None:
        """A flag, if it is set."""
        for node in self._remarks:
            if node.text == name:
                return TextNode("true", node.line, node.column, "boolean")
        return None

    @property
    def context(self) -> ListNode | None:
        """The context words."""
        words = tuple(
            TextNode(node.text.removeprefix(_CONTEXT), node.line, node.column)
            for node in self._remarks
            if node.text.startswith(_CONTEXT)
        )
        return ListNode(words, words[0].line, words[0].column) if words else None


def _preferred_first(terms: list[_Term]) -> list[_Term]:
    return sorted(terms, key=lambda term: term.status != PREFERRED)


def _by_status(terms: list[_Term]) -> tuple[_Term | None, dict[str, list[_Term]]]:
    wrong = [term for term in terms if term.status in (DEPRECATED, _SUPERSEDED)]
    right = _preferred_first([term for term in terms if term not in wrong])
    return (right[0] if right else None), {"admitted": right[1:], "wrong": wrong}


def _text(element: Element | None) -> TextNode | None:
    if element is None:
        return None
    return TextNode(" ".join(element.text.split()), element.line, element.column)


def _list(terms: list[_Term]) -> ListNode | None:
    if not terms:
        return None
    first = terms[0].node
    return ListNode(tuple(term.node for term in terms), first.line, first.column)


def _mapping(fields: dict[str, Node | None], line: int, column: int) -> MappingNode:
    return MappingNode(
        tuple(
            (TextNode(key, value.line, value.column), value)
            for key, value in fields.items()
            if value is not None
        ),
        line,
        column,
    )
