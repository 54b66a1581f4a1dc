"""Tells what became of each term of a glossary, while a translation is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mt_toolkit.sightings import Evidence, TermStatus
from mt_toolkit.translation.outputs import SegmentNumbers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mt_toolkit.files import SourceFile
    from mt_toolkit.sightings import Sighting
    from mt_toolkit.text import Passage
    from mt_toolkit.translation.outputs import Output
    from mt_toolkit.translation.segments import BlockPlan, SegmentTranslation

__all__ = ["ExplainedOutput", "explanation"]

_EVIDENCE = {
    Evidence.SPELLING: "known spelling",
    Evidence.SIMILARITY: "sounds like it",
    Evidence.LINKS: "word links",
    Evidence.STAND_IN: "another name in its place",
}
_QUOTED_TITLE = re.compile("[\"'\u00ab\u2018\u201c]The ")
# First strong isolate and its end: Arabic inside an English line keeps its order.
_ISOLATE, _END = "\u2068", "\u2069"


class ExplainedOutput:
    """Writes to another output and tells of the terms in each segment.

    Args:
        output: Where to write.
        tell: Is told one line a term.
    """

    def __init__(self, output: Output, tell: Callable[[str], None]) -> None:
        self._output = output
        self._tell = tell
        self._numbers = SegmentNumbers()

    @property
    def digest(self) -> str:
        """SHA-256 of what has been written, in hexadecimal."""
        return self._output.digest

    def write(
        self,
        source: SourceFile,
        passage: Passage,
        blocks: Sequence[BlockPlan],
        translations: Sequence[Sequence[SegmentTranslation]],
    ) -> None:
        """Write one passage, then tell of its terms."""
        self._output.write(source, passage, blocks, translations)
        for parts in translations:
            for translation in parts:
                number = self._numbers.next(source)
                for term in translation.terms:
                    self._tell(f"{source.name}, segment {number}: {explanation(term)}")


def explanation(term: Sighting) -> str:
    """One line on a term: what was found, where, by which evidence, and what was done.

    Places are characters of the translated segment, from 1.
    """
    name = f"{_ISOLATE}{term.spelling}{_END} ({term.entry})"
    if term.target is None:
        return f'{name}: no place found for "{term.wanted}", left as it is'
    evidence = _EVIDENCE[term.evidence]
    if term.certainty < 1:
        evidence += f", {term.certainty:.0%} sure"
    before, after, start = term.before, term.after, term.target.start
    if _QUOTED_TITLE.match(after):
        # The article came to stand behind the mark, which is no part of the title.
        before, after, start = before.replace(after[0], "", 1), after[1:], start + 1
    place = f"at {start + 1} by {evidence}"
    match term.status:
        case TermStatus.REPAIRED if not before:
            return f'{name}: {place}: "{after}", which was lost before'
        case TermStatus.REPAIRED:
            return f'{name}: {place}: "{before}" became "{after}"'
        case TermStatus.DOUBLED:
            return f'{name}: {place}: "{after}", and once more elsewhere, left as it is'
        case _:
            return f'{name}: {place}: "{after}" is right'
