"""What a document is about, as far as it decides what an ambiguous spelling means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.glossary.spellings import MatchKind, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mt_toolkit.glossary.automaton import Candidate
    from mt_toolkit.glossary.spellings import Spelling

__all__ = ["Evidence"]


class Evidence:
    """The context words and full names that have been seen in a document.

    Attributes:
        settled: For the automaton: its patterns that can add nothing new.

    Args:
        everything: Take every spelling for its entry, whatever stands beside it.
    """

    def __init__(self, *, everything: bool = False) -> None:
        self.settled: set[int] = set()
        self._everything = everything
        self._words: set[str] = set()
        self._entries: set[str] = set()

    def add(self, candidates: Iterable[Candidate]) -> None:
        """Take up what was found in a text of the document."""
        for candidate in candidates:
            self.see(candidate.spelling)

    def see(self, spelling: Spelling) -> None:
        """Take up one spelling that was found."""
        if spelling.kind is MatchKind.CONTEXT:
            self._words.add(spelling.key)
        elif not spelling.form.short and not spelling.needs_context:
            # The full form, in either language, says who the short form is.
            self._entries.add(spelling.entry.id)

    def knows(self, spelling: Spelling) -> bool:
        """Whether `see` would add nothing new."""
        if spelling.kind is MatchKind.CONTEXT:
            return spelling.key in self._words
        return spelling.form.short or spelling.needs_context or spelling.entry.id in self._entries

    def allows(self, spelling: Spelling) -> bool:
        """Whether the document lets a spelling stand for its entry."""
        return (
            self._everything
            or not spelling.needs_context
            or spelling.entry.id in self._entries
            or any(key_of(word) in self._words for word in spelling.form.context)
        )
