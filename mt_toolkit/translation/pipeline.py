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
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mt_toolkit.errors import InputError, OutputError
from mt_toolkit.files import file_digest, is_special
from mt_toolkit.translation.journal import OutputState
from mt_toolkit.translation.segments import plan_block
from mt_toolkit.translation.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from mt_toolkit.files import SourceFile
    from mt_toolkit.protocols import TermKeeper
    from mt_toolkit.sightings import TermStatus
    from mt_toolkit.text import Passage
    from mt_toolkit.translation.journal import Journal
    from mt_toolkit.translation.outputs import Output
    from mt_toolkit.translation.segments import BlockPlan, SegmentTranslation
    from mt_toolkit.translation.window import SegmentTranslator

__all__ = [
    "Event",
    "Failed",
    "Finished",
    "Pipeline",
    "Problem",
    "Read",
    "Translated",
    "Unchanged",
    "Unit",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One output and the source files it is made from.

    Attributes:
        sources: The files, in order.
        output: The output file, or ``None`` for standard output.
    """

    sources: tuple[SourceFile, ...]
    output: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A stretch of a source has been read, or passed over; ``size`` is its length in bytes."""

    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """Segments have been translated, or taken from an interrupted run.

    Attributes:
        segments: How many.
        words: Words of their source text.
        retries: How many times a segment was translated again.
        marked: How many are marked as doubtful.
        replayed: How many were taken from the journal.
        terms: How many terms of a glossary are in them, by what became of them.
    """

    segments: int
    words: int
    retries: int
    marked: int
    replayed: int
    terms: Mapping[TermStatus, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A unit's output is complete and in its place."""

    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A unit's output is what this command would make: nothing was done."""

    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A part of a source could not be translated and was carried over as it is."""

    error: InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A source could not be read, or a unit could not be written."""

    error: InputError | OutputError


Event = Read | Translated | Finished | Unchanged | Problem | Failed


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

    def run(self, units: Iterable[Unit | Failed]) -> Generator[Event]:
        """Translate all units; errors of single files become events.

        A failure among the units is passed on as it is. Closing the generator before its end
        removes what is half written.

        Raises:
            ModelError: The model cannot be run.
        """
        window = Window(
            self._translator, self._journal, self._fingerprint, self._progress, self._keeper
        )
        writer = _Writer(self._open_output, self._journal)
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
        writer: _Writer,
    ) -> Iterator[Event]:
        translations, replayed = window.translate()
        yield _count(translations, pending, replayed=replayed)
        results = iter(translations)
        for item in pending:
            match item:
                case _Part(source, passage, blocks):
                    done = [[next(results) for _ in block.segments] for block in blocks]
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
                return None
            case OutputState.REPLAY:
                return False
            case OutputState.FOREIGN if not self._overwrite:
                raise OutputError(
                    f"{unit.output}: exists and is not as this command wrote it",
                    mend="Pass --overwrite to replace it, or choose another --output",
                )
            case _:
                return True


class _Writer:
    """Writes the units one after the other; a unit that fails is dropped, the next goes on."""

    def __init__(
        self,
        open_output: Callable[[Unit], contextlib.AbstractContextManager[Output]],
        journal: Journal | None,
    ) -> None:
        self._open_output = open_output
        self._journal = journal
        self._stack = contextlib.ExitStack()
        self._output: Output | None = None
        self._unit: Unit | None = None
        self._made_from = ""

    def start(self, unit: Unit, made_from: str, *, write: bool) -> Iterator[Event]:
        self._unit, self._made_from, self._output = unit, made_from, None
        if write:
            with self._dropping() as errors:
                self._output = self._stack.enter_context(self._open_output(unit))
            yield from errors

    def part(
        self,
        source: SourceFile,
        passage: Passage,
        blocks: Sequence[BlockPlan],
        done: Sequence[Sequence[SegmentTranslation]],
    ) -> Iterator[Event]:
        for problem in passage.problems:
            yield Problem(error=problem)
        if self._output is not None:
            with self._dropping() as errors:
                self._output.write(source, passage, blocks, done)
            yield from errors

    def end(self, *, readable: bool, flawless: bool) -> Iterator[Event]:
        unit, output, self._unit = self._unit, self._output, None
        if unit is None:
            return
        if output is None:
            # The run that is being resumed has finished it; its segments were only counted.
            yield Unchanged(unit=unit)
            return
        if not readable and len(unit.sources) == 1:
            # Its only source broke off: half a translation is worse than none.
            self._abandon(InputError("the source broke off"))
            return
        if self._journal and unit.output:
            # What has a fault is made again next time.
            made_from = self._made_from if readable and flawless else ""
            self._journal.announce_output(unit.output, made_from=made_from, digest=output.digest)
        with self._dropping() as errors:
            self._stack.close()
            self._output = None
        yield from errors
        if not errors:
            yield Finished(unit=unit)

    def close(self) -> None:
        """Drop whatever is not complete."""
        if self._output is not None:
            self._abandon(OutputError("interrupted"))

    def _abandon(self, reason: Exception) -> None:
        self._stack.__exit__(type(reason), reason, None)
        self._stack = contextlib.ExitStack()
        self._unit = self._output = None

    @contextlib.contextmanager
    def _dropping(self) -> Iterator[list[Failed]]:
        errors: list[Failed] = []
        try:
            yield errors
        except OutputError as error:
            errors.append(Failed(error=error))
            if self._output is not None:
                self._abandon(error)
            self._unit = None


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
