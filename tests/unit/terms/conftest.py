"""A small glossary and a way to mend one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mt_toolkit.bitext import WordLink
from mt_toolkit.glossary import parse_glossary
from mt_toolkit.protocols import Hypothesis
from mt_toolkit.terms import GlossaryKeeper
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from mt_toolkit.terms import TermOutcome

GLOSSARY = """
version: 1
entries:
  - id: abbas-araghchi
    kind: person
    target: Abbas Araghchi
    sources: [عباس عراقجي]
    short:
      target: Araghchi
      sources: [عراقجي, عرقجي]
      wrong: [Araqchi]
  - id: iaea
    kind: organisation
    target: International Atomic Energy Agency
    sources: [الوكالة الدولية للطاقة الذرية]
    admitted: [IAEA]
  - id: iran
    kind: place
    target: Iran
    sources: [إيران]
    adjective: Iranian
    plural: Iranians
  - id: john-kerry
    kind: person
    target: John Kerry
    sources: [جون كيري]
    short:
      target: Kerry
      sources: [كيري]
  - id: quds-force
    kind: organisation
    target: Quds Force
    sources: [فيلق القدس]
  - id: united-states
    kind: place
    target: United States
    sources: [الولايات المتحدة]
    admitted: [America, US, U.S.]
    case_sensitive: true
"""


@pytest.fixture(scope="session")
def keeper() -> GlossaryKeeper:
    return GlossaryKeeper(parse_glossary(GLOSSARY, "yaml"))


@pytest.fixture
def mend(keeper: GlossaryKeeper) -> Callable[..., TermOutcome]:
    """Mend a translation; links are pairs of an Arabic and an English word."""

    def mended(source: str, target: str, *links: tuple[str, str]) -> TermOutcome:
        (terms,) = keeper.find([source])
        prepared = keeper.prepare(source, terms)
        words = tuple(
            WordLink(source=_span(prepared.text, left), target=_span(target, right), weight=0.8)
            for left, right in links
        )
        return keeper.mend(prepared, Hypothesis(text=target, score=-1.0, links=words or None))

    return mended


def _span(text: str, word: str) -> Span:
    at = text.index(word)
    return Span(at, at + len(word))
