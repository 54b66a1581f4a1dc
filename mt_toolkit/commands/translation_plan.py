"""Which file is read as what and written where: the plan of a ``translate`` command."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mt_toolkit.errors import InputError, UsageError
from mt_toolkit.files import Choice, SourceFile, discover
from mt_toolkit.formats import FORMATS, format_for
from mt_toolkit.formats.encoding import open_lines, open_stream
from mt_toolkit.translation.events import Failed, Unit
from mt_toolkit.translation.explaining import ExplainedOutput
from mt_toolkit.translation.outputs import DocumentOutput, TableOutput, sink_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import TextIO

    from mt_toolkit.protocols import Format
    from mt_toolkit.text import Passage
from mt_toolkit.translation.outputs import Output

__all__ = ["Plan", "make_plan"]

_TABLE_SUFFIXES = {".tsv", ".jsonl"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Inputs, outputs and formats of one command.

    Attributes:
        inputs: Files, folders or ``-``, as given.
        output: File or folder, or ``None`` for standard output.
        mirror: Whether ``output`` is a folder with one file a source.
        table: ``tsv`` or ``jsonl`` to write segments, ``None`` to write documents.
        format_name: Format of all sources, or ``None`` to go by their suffix.
        field: Field of JSON Lines records that holds the text.
        encoding: Encoding of the sources, or ``None`` for UTF-8.
        choice: Which files of folders are taken.
        explain: Whether each term of a glossary is told of.
    """

    inputs: tuple[Path, ...]
    output: Path | None
    mirror: bool
    table: str | None
    format_name: str | None
    field: str
    encoding: str | None
    choice: Choice
    explain: bool = False

    def settings(self) -> dict[str, Any]:
        """All that shapes an output besides input, model and decoding."""
        return {
            "table": self.table,
            "format": self.format_name,
            "field": self.field,
            "encoding": self.encoding,
            "explain": self.explain and self.table == "jsonl",
        }

    def units(self) -> Iterator[Unit | Failed]:
        """The outputs to make, lazily; an input that cannot be used comes as a failure."""
        if self.mirror:
            yield from self._mirrored()
            return
        sources = []
        for found in self._sources():
            if isinstance(found, InputError):
                yield Failed(error=found)
            else:
                sources.append(found)
        if sources:
            yield Unit(sources=tuple(sources), output=self.output)

    def _mirrored(self) -> Iterator[Unit | Failed]:
        assert self.output is not None  # noqa: S101 - a mirror has a folder
        taken: set[str] = set()
        for found in self._sources():
            if isinstance(found, InputError):
                yield Failed(error=found)
                continue
            name = self._mirrored_name(found)
            # One folder cannot hold a name twice; only several inputs need remembering.
            if len(self.inputs) > 1:
                if name in taken:
                    yield Failed(
                        error=InputError(
                            f"another input is already written to {self.output / name}",
                            path=found.path,
                            mend="Translate it to another --output",
                        )
                    )
                    continue
                taken.add(name)
            yield Unit(sources=(found,), output=self.output / name)

    def _sources(self) -> Iterator[SourceFile | InputError]:
        for found in discover(self.inputs, self.choice, skip=self.output):
            yield self._fault(found) or found if isinstance(found, SourceFile) else found

    def _fault(self, source: SourceFile) -> InputError | None:
        """What keeps a source from being read or written at all."""
        try:
            self.format_of(source)
        except UsageError as error:
            problem = error.problem.removeprefix(f"{source.path}: ")
            return InputError(problem, path=source.path, mend=error.mend)
        if source.path is None or self.output is None:
            return None
        target = self.output / self._mirrored_name(source) if self.mirror else self.output
        if target.is_file() and source.path.exists() and source.path.samefile(target):
            return InputError(
                "is also the output", path=source.path, mend="Choose another --output"
            )
        return None

    def _mirrored_name(self, source: SourceFile) -> str:
        return f"{source.name}.{self.table}" if self.table else source.name

    def total_size(self) -> int | None:
        """Bytes of all sources together, or ``None`` where that is not known."""
        total = 0
        for found in self._sources():
            if isinstance(found, InputError):
                continue
            if found.path is None:
                return None
            with contextlib.suppress(OSError):
                total += found.path.stat().st_size
        return total

    def format_of(self, source: SourceFile) -> Format:
        """The format a source is read and written in."""
        name = self.format_name or ("plain" if source.path is None else None)
        return format_for(source.path, name, field=self.field)

    def read(self, source: SourceFile) -> Iterator[Passage]:
        """Read a source's passages.

        Raises:
            InputError: It cannot be read, or is not in its format.
        """
        form = self.format_of(source)
        opened = (
            open_stream(sys.stdin.buffer, self.encoding)
            if source.path is None
            else open_lines(source.path, self.encoding)
        )
        with opened as lines:
            yield from form.read(lines, source.path)

    @contextlib.contextmanager
    def open_output(
        self,
        unit: Unit,
        model: str,
        stdout: TextIO,
        tell: Callable[[str], None] | None = None,
    ) -> Iterator[Output]:
        """Open a unit's output; leaving the context puts it in its place.

        Args:
            unit: The unit.
            model: Name of the model, for tables.
            stdout: Where a unit without a file is written.
            tell: Is told of each term of a glossary, or ``None``.
        """
        output: Output
        with sink_to(unit.output, stdout) as sink:
            if self.table:
                explain = self.explain and self.table == "jsonl"
                output = TableOutput(sink, model=model, kind=self.table, explain=explain)
            else:
                output = DocumentOutput(sink, self.format_of)
            yield output if tell is None else ExplainedOutput(output, tell)


def make_plan(
    inputs: Sequence[Path],
    output: Path | None,
    *,
    folder: bool = False,
    table: str | None,
    format_name: str | None,
    field: str,
    encoding: str | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    explain: bool = False,
) -> Plan:
    """Decide what is read as what and written where.

    Raises:
        UsageError: The output cannot hold the input, or there is no such format or encoding.
    """
    single = len(inputs) == 1 and not inputs[0].is_dir()
    mirror = False
    if output is not None:
        collects = table is not None and output.suffix.lower() in _TABLE_SUFFIXES
        mirror = folder or output.is_dir() or not (single or collects)
        if mirror and output.exists() and not output.is_dir():
            raise UsageError(
                f"{output} is a file, and there is more than one file to write",
                mend="Name a folder with --output",
            )
        if mirror and any(str(path) == "-" for path in inputs):
            raise UsageError(
                "standard input has no name in a folder", mend="Name a file with --output"
            )
    if encoding is not None:
        _check_encoding(encoding)
    if format_name is not None:
        format_for(None, format_name)
    suffixes = frozenset(suffix for form in FORMATS.values() for suffix in form.suffixes)
    return Plan(
        inputs=tuple(inputs),
        output=output,
        mirror=mirror,
        table=table,
        format_name=format_name,
        field=field,
        encoding=encoding,
        choice=Choice(suffixes=suffixes, include=include, exclude=exclude),
        explain=explain,
    )


def _check_encoding(name: str) -> None:
    import codecs

    try:
        codecs.lookup(name)
    except LookupError as error:
        raise UsageError(
            f"there is no encoding {name}", mend="Try utf-8, windows-1256, utf-16 or iso-8859-6"
        ) from error
