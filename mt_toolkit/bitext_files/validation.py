"""What is wrong with a file of bitext: rows, texts, languages, ids and the order of segments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mt_toolkit.arabic import arabic_share
from mt_toolkit.bitext_files.model import Languages, is_language_tag
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.bitext_files.model import BitextForm, Row

__all__ = ["Validator"]

# C0 and C1 controls but tab and line breaks, what is no character, and the sign of lost text.
_ODD: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd\ufffe\uffff]"
)
_ARABIC_SCRIPT: Final = frozenset({"ar", "arb", "ckb", "fa", "ps", "sd", "ug", "ur"})
_LEAST_LETTERS: Final = 12
"""Texts with fewer letters say nothing about their language: names, figures, abbreviations."""

_LEAST_ARABIC: Final = 0.1
_MOST_ARABIC: Final = 0.5
"""Part of the letters that are Arabic, in a text that is and in one that is not."""


class Validator:
    """Looks for problems in one file, row by row.

    Memory is constant but for the ids of pairs, where the file has some.

    Args:
        path: The file.
        form: Its form.
        languages: What its sides should be in; otherwise Arabic and English.
        on_pair: Called after each pair, to show how far the work is.
    """

    def __init__(
        self,
        path: Path,
        form: BitextForm,
        languages: Languages | None = None,
        *,
        on_pair: Callable[[], object] | None = None,
    ) -> None:
        self._path = path
        self._form = form
        self._languages = languages or Languages()
        self._ids: dict[str, int] = {}
        self._tags: set[str] = set()
        self._order = _Order()
        self._on_pair = on_pair
        self.pairs = 0
        """Number of pairs seen so far."""

    def problems(self) -> Iterator[InputError]:
        """Everything that is wrong, in the order of the file.

        Raises:
            InputError: The file cannot be opened, or is in other languages.
        """
        found = False
        rows = self._form.rows(self._path, self._languages)
        while True:
            try:
                row = next(rows, None)
            except InputError as error:
                if error.line is None:
                    raise
                yield error
                return
            if row is None:
                break
            found = True
            if isinstance(row, InputError):
                yield row
                continue
            self.pairs += 1
            for problem, mend, line in self._complaints(row):
                yield InputError(problem, path=self._path, line=line, mend=mend)
            if self._on_pair is not None:
                self._on_pair()
        if not found:
            yield InputError(
                "the file holds no pairs", path=self._path, mend="Check how it was made"
            )

    def _complaints(self, row: Row) -> Iterator[tuple[str, str, int]]:
        for tag, line in row.tags:
            if tag not in self._tags and not is_language_tag(tag):
                yield f"{tag!r} is no language tag", "Write it by BCP 47, like ar or en-GB", line
            self._tags.add(tag)
        if row.id is not None:
            if (first := self._ids.get(row.id)) is not None:
                yield (
                    f"the id {row.id} is that of line {first}",
                    "Give each pair an id of its own",
                    row.line,
                )
            self._ids.setdefault(row.id, row.line)
        for problem, mend in (
            *_empty_sides(row.pair),
            *_odd_characters(row.pair),
            *_wrong_scripts(row.pair, self._languages),
            *self._order.take(row.pair),
        ):
            yield problem, mend, row.line


def _empty_sides(pair: SegmentPair) -> Iterator[tuple[str, str]]:
    sides = {"source": pair.source, "target": pair.target}
    numbers = {"source": pair.source_segments, "target": pair.target_segments}
    for side, text in sides.items():
        # A segment of an article that has no partner says so: it has a number, its partner none.
        alone = any(numbers.values()) and not numbers[side]
        if not text.strip() and not alone:
            yield f"the {side} is empty", "Fill it, or take the pair out"


def _odd_characters(pair: SegmentPair) -> Iterator[tuple[str, str]]:
    for side, text in (("source", pair.source), ("target", pair.target)):
        if (found := _ODD.search(text)) is not None:
            point = f"U+{ord(found.group()):04X}"
            kind = "the sign of lost text" if found.group() == "\ufffd" else "no character of text"
            yield (
                f"the {side} holds {point} at character {found.start() + 1}, which is {kind}",
                "Take it out, or read the original in its right encoding",
            )


def _wrong_scripts(pair: SegmentPair, languages: Languages) -> Iterator[tuple[str, str]]:
    """Sides that are not in their language, as far as Arabic and other scripts tell."""
    sides = (("source", pair.source, languages.source), ("target", pair.target, languages.target))
    wrong = [(side, tag) for side, text, tag in sides if _is_in_wrong_script(text, tag)]
    if len(wrong) == len(sides):
        yield "source and target are exchanged", "Exchange the sides"
        return
    for side, tag in wrong:
        yield f"the {side} is not in {tag}", "Take the pair out, or translate it"


def _is_in_wrong_script(text: str, tag: str) -> bool:
    if sum(map(str.isalpha, text)) < _LEAST_LETTERS:
        return False
    # Arabic texts on technical matters are full of Latin words, English ones quote Arabic seldom.
    if tag.partition("-")[0].lower() in _ARABIC_SCRIPT:
        return arabic_share(text) < _LEAST_ARABIC
    return arabic_share(text) > _MOST_ARABIC


class _Order:
    """The segments of the document at hand that have been seen."""

    def __init__(self) -> None:
        self._documents = ("", "")
        self._last = {"source": -1, "target": -1}

    def take(self, pair: SegmentPair) -> Iterator[tuple[str, str]]:
        """What is wrong with the numbers of the next pair."""
        documents = (pair.source_document, pair.target_document)
        if documents != self._documents:
            self._documents = documents
            self._last = {"source": -1, "target": -1}
        for side, numbers in (("source", pair.source_segments), ("target", pair.target_segments)):
            for number in numbers:
                last, self._last[side] = self._last[side], number
                if number <= last:
                    yield (
                        f"{side} segment {number} comes after {last}",
                        "Put the pairs in the order of the text, each segment once",
                    )
                    break
