"""Translating files: a stream of files in, a stream of events out.

::

    units ─▶ read ─▶ plan ─▶ fill a window ─▶ translate it (or replay it) ─▶ write ─▶ events

A unit is one output and the files it is made from. Whatever the number of files, no more than one
window of segments is in memory. Batches are made inside a window, across files; the output is
written in the order of the input.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mt_toolkit.errors import InputError, OutputError
from mt_toolkit.files import file_digest, is_special
from mt_toolkit.translation.events import Failed, Read, Shown, Translated, Unchanged
from mt_toolkit.translation.journal import OutputState
from mt_toolkit.translation.segments import plan_block
from mt_toolkit.translation.window import Window
from mt_toolkit.translation.writing import UnitWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from mt_toolkit.files import SourceFile
    from mt_toolkit.protocols import TermKeeper
    from mt_toolkit.text import Passage
    from mt_toolkit.translation.events import Event, Unit
    from mt_toolkit.translation.journal import Journal
    from mt_toolkit.translation.outputs import Output
    from mt_toolkit.translation.segments import BlockPlan, SegmentTranslation
    from mt_toolkit.translation.window import SegmentTranslator

__all__ = ["Pipeline"]


@dataclass(frozen=True, slots=True)
class _Start:
    unit: Unit
    made_from: str
    write: bool


@dataclass(frozen=True, slots=True)
class _Part:
    source: SourceFile
    passage: Passage
    blocks: tuple[BlockPlan, ...]


@dataclass(frozen=True, slots=True)
class _Broken:
    error: InputError


@dataclass(frozen=True, slots=True)
class _End:
    readable: bool
    flawless: bool


class Pipeline:
    """Translates units of files.

    Args:
        translator: Translates windows of segments.
        read: Opens a source and yields its passages.
        open_output: Opens a unit's output for writing.
        fingerprint: Hash of everything besides the input that shapes the output.
        journal: Record of earlier runs, or ``None`` to keep none.
        overwrite: Whether an output that was not written by us may be replaced.
        window: Segments translated together.
        progress: Is told, while a window is translated, which further share of it is done.
        keeper: Finds the terms of a glossary, or ``None``.
        show: Whether all segments are told, with word links; then also outputs that are up to date
            are translated again, but not written.
    """

    def __init__(
        self,
        *,
        translator: SegmentTranslator,
        read: Callable[[SourceFile], Iterator[Passage]],
        open_output: Callable[[Unit], contextlib.AbstractContextManager[Output]],
        fingerprint: str,
        journal: Journal | None = None,
        overwrite: bool = False,
        window: int = 2048,
        progress: Callable[[float], None] | None = None,
        keeper: TermKeeper | None = None,
        show: bool = False,
    ) -> None:
        self._translator = translator
        self._keeper = keeper
        self._read = read
        self._open_output = open_output
        self._fingerprint = fingerprint
        self._journal = journal
        self._overwrite = overwrite
        self._size = window
        self._progress = progress
        self._show = show

    def run(self, units: Iterable[Unit | Failed]) -> Generator[Event]:
        """Translate all units; errors of single files become events.

        A failure among the units is passed on as it is. Closing the generator before its end
        removes what is half written.

        Raises:
            ModelError: The model cannot be run.
        """
        window = Window(
            self._translator,
            self._journal,
            self._fingerprint,
            self._progress,
            self._keeper,
            links=self._show,
        )
        writer = UnitWriter(self._open_output, self._journal)
        pending: list[_Start | _Part | _Broken | _End] = []
        with contextlib.closing(writer):
            for item in self._items(units):
                if isinstance(item, (Unchanged, Failed)):
                    if isinstance(item, Unchanged):
                        yield Read(size=_size(item.unit))
                    yield item
                    continue
                pending.append(item)
                if isinstance(item, _Part):
                    yield Read(size=len(item.passage.text.encode(errors="replace")))
                    window.add(item.blocks, item.source)
                # Blank lines make passages without segments: they may not pile up either.
                if len(window) >= self._size or len(pending) >= 4 * self._size:
                    yield from self._flush(window, pending, writer)
            yield from self._flush(window, pending, writer)
        if self._journal is not None:
            self._journal.finish()

    def _flush(
        self,
        window: Window,
        pending: list[_Start | _Part | _Broken | _End],
        writer: UnitWriter,
    ) -> Iterator[Event]:
        translations, replayed = window.translate()
        yield _count(translations, pending, replayed=replayed)
        results = iter(translations)
        for item in pending:
            match item:
                case _Part(source, passage, blocks):
                    done = [[next(results) for _ in block.segments] for block in blocks]
                    if self._show:
                        yield Shown(source=source, blocks=blocks, translations=done)
                    yield from writer.part(source, passage, blocks, done)
                case _Start(unit, made_from, write):
                    yield from writer.start(unit, made_from, write=write)
                case _Broken(error):
                    yield Failed(error=error)
                case _End(readable, flawless):
                    yield from writer.end(readable=readable, flawless=flawless)
        pending.clear()

    def _items(
        self, units: Iterable[Unit | Failed]
    ) -> Iterator[_Start | _Part | _Broken | _End | Unchanged | Failed]:
        for unit in units:
            if isinstance(unit, Failed):
                yield unit
                continue
            try:
                made_from = self._made_from(unit)
                write = self._wanted(unit, made_from)
            except (InputError, OutputError) as error:
                yield Failed(error=error)
                continue
            if write is None:
                yield Unchanged(unit=unit)
                continue
            yield _Start(unit, made_from, write)
            readable = flawless = True
            for source in unit.sources:
                try:
                    for passage in self._read(source):
                        blocks = tuple(
                            plan_block(block, self._translator.fits) for block in passage.blocks
                        )
                        flawless = flawless and not passage.problems
                        yield _Part(source, passage, blocks)
                except InputError as error:
                    readable = False
                    yield _Broken(error)
            yield _End(readable, flawless)

    def _made_from(self, unit: Unit) -> str:
        if unit.output is None or self._journal is None:
            return ""
        digest = hashlib.sha256(self._fingerprint.encode())
        for source in unit.sources:
            if source.path is None or is_special(source.path):
                return ""
            try:
                digest.update(os.fsencode(f"{source.name}\0{file_digest(source.path)}\0"))
            except InputError:
                # One unreadable file does not stop the others of its unit; reading it reports it.
                if len(unit.sources) == 1:
                    raise
                digest.update(os.fsencode(f"{source.name}\0unreadable\0"))
        return digest.hexdigest()

    def _wanted(self, unit: Unit, made_from: str) -> bool | None:
        """Whether to write the unit (true), only replay it (false), or pass it over (``None``)."""
        if unit.output is None or self._journal is None:
            return True
        match self._journal.state(unit.output, made_from):
            case OutputState.CURRENT:
                return False if self._show else None
            case OutputState.REPLAY:
                return False
            case OutputState.FOREIGN if not self._overwrite:
                raise OutputError(
                    f"{unit.output}: exists and is not as this command wrote it",
                    mend="Pass --overwrite to replace it, or choose another --output",
                )
            case _:
                return True


def _size(unit: Unit) -> int:
    """Bytes of a unit's sources, which have been read to their end just now."""
    return sum(source.path.stat().st_size for source in unit.sources if source.path is not None)


def _count(
    translations: Sequence[SegmentTranslation],
    pending: Sequence[_Start | _Part | _Broken | _End],
    *,
    replayed: bool,
) -> Translated:
    words = sum(
        len(part.segment.text.split())
        for item in pending
        if isinstance(item, _Part)
        for block in item.blocks
        for part in block.segments
    )
    return Translated(
        segments=len(translations),
        words=words,
        retries=sum(translation.retries for translation in translations),
        marked=sum(bool(translation.marks) for translation in translations),
        replayed=len(translations) if replayed else 0,
        terms=Counter(term.status for one in translations for term in one.terms),
    )
