"""Writing units one after the other, each whole or not at all."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from mt_toolkit.errors import InputError, OutputError
from mt_toolkit.translation.events import Failed, Finished, Problem, Unchanged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mt_toolkit.files import SourceFile
    from mt_toolkit.text import Passage
    from mt_toolkit.translation.events import Event, Unit
    from mt_toolkit.translation.journal import Journal
    from mt_toolkit.translation.outputs import Output
    from mt_toolkit.translation.segments import BlockPlan, SegmentTranslation

__all__ = ["UnitWriter"]


class UnitWriter:
    """Writes the units one after the other; a unit that fails is dropped, the next goes on.

    Every method yields what there is to tell.

    Args:
        open_output: Opens a unit's output; leaving its context puts the output in its place.
        journal: Is told of every output before it is put in its place.
    """

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
        """Begin a unit; ``write`` is false where its segments only have to be followed."""
        self._unit, self._made_from, self._output = unit, made_from, None
        if write:
            with self._dropping() as errors:
                context = self._open_output(unit)
                # Its end is arranged for before it begins: a signal may come between the two.
                self._stack.push(context)
                self._output = context.__enter__()
            yield from errors

    def part(
        self,
        source: SourceFile,
        passage: Passage,
        blocks: Sequence[BlockPlan],
        done: Sequence[Sequence[SegmentTranslation]],
    ) -> Iterator[Event]:
        """Write one passage of the unit."""
        for problem in passage.problems:
            yield Problem(error=problem)
        if self._output is not None:
            with self._dropping() as errors:
                self._output.write(source, passage, blocks, done)
            yield from errors

    def end(self, *, readable: bool, flawless: bool) -> Iterator[Event]:
        """End the unit and put its output in its place.

        Args:
            readable: Whether all its sources could be read to their end.
            flawless: Whether nothing in them had to be carried over untranslated.
        """
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
            self._abandon(error)
