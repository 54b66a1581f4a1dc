"""Reading the mixture once: cleaned pairs without test sets, and pairs that teach names."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext_files.lines import text_lines
from mt_toolkit.files import AtomicWriter
from mt_toolkit.glossary import load_glossaries
from mt_toolkit.training.mixture import Filters, Source
from mt_toolkit.training.names import name_lessons
from mt_toolkit.training.ramps import Ramp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from mt_toolkit.training.mixture import Mixture, NamesPart
    from mt_toolkit.training.overlap import HeldOut

__all__ = ["Spooled", "spool"]

_SHOWN: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Spooled:
    """The cleaned pairs of one source, in a file of their own.

    Attributes:
        source: The source.
        path: TSV file with its cleaned pairs.
        count: Number of pairs.
        share: Part of all English tokens that its pairs have; ``None`` where the weight says how
            often they are drawn.
    """

    source: Source
    path: Path
    count: int
    share: Ramp | None = None

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The pairs; neither side holds a tab."""
        for line in text_lines(self.path):
            source, target = line.split("\t")
            yield source, target


def spool(
    mixture: Mixture,
    folder: Path,
    *,
    held_out: HeldOut,
    removed: Path,
    names: Path,
    seed: int,
    announce: Callable[[str], None],
) -> list[Spooled]:
    """Read and clean all sources once, and make the pairs that teach names.

    Args:
        mixture: The sources.
        folder: Where the cleaned pairs go; it is made anew.
        held_out: Pairs that overlap with it are left out.
        removed: TSV file that lists them: held-out file, shared words, source file, the pair.
        names: TSV file for the pairs that teach names, to look at.
        seed: Decides on those.
        announce: Is told what was left out.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with AtomicWriter(removed) as record:
        gate = _Gate(held_out, record, announce)
        spooled = []
        for number, source in enumerate(mixture.sources):
            path = folder / f"{number:03}.tsv"
            count = gate.write(path, source.path.name, source.pairs())
            spooled.append(Spooled(source=source, path=path, count=count))
        if mixture.names is not None:
            spooled.append(_spool_names(mixture.names, spooled, names, gate, seed, announce))
    if held_out:
        announce(f"overlap with held-out text: {gate.dropped:,} pairs left out, see {removed}")
    return spooled


def _spool_names(
    part: NamesPart,
    spooled: Sequence[Spooled],
    path: Path,
    gate: _Gate,
    seed: int,
    announce: Callable[[str], None],
) -> Spooled:
    glossary, _ = load_glossaries(part.glossaries)
    announce(f"names: making pairs for {len(glossary):,} entries")
    bitext = itertools.chain.from_iterable(one.pairs() for one in spooled)
    count = part.each * sum(bool(entry.sources) for entry in glossary)
    lessons = name_lessons(glossary, bitext, count=count, seed=seed)
    source = Source(path=path, weight=Ramp.constant(1), filters=Filters())
    pairs = source.fitting((lesson.source, lesson.target) for lesson in lessons)
    made = gate.write(path, path.name, pairs)
    announce(f"names: {made:,} pairs in {path}")
    return Spooled(source=source, path=path, count=made, share=part.share)


class _Gate:
    """Lets pairs pass that share nothing with test sets, and lists the others.

    Args:
        held_out: The test sets.
        record: Table of what is left out.
        announce: Is told the first ones.
    """

    def __init__(
        self, held_out: HeldOut, record: AtomicWriter, announce: Callable[[str], None]
    ) -> None:
        self._held_out = held_out
        self._record = record
        self._announce = announce
        self.dropped = 0

    def write(self, path: Path, name: str, pairs: Iterable[tuple[str, str]]) -> int:
        """Write the pairs of a source that pass; their number."""
        count = 0
        with AtomicWriter(path) as writer:
            for pair in pairs:
                if self._passes(name, pair):
                    writer.write("\t".join(pair) + "\n")
                    count += 1
        return count

    def _passes(self, name: str, pair: tuple[str, str]) -> bool:
        overlap = self._held_out.find(*pair)
        if overlap is None:
            return True
        self.dropped += 1
        self._record.write("\t".join((overlap.origin, overlap.words, name, *pair)) + "\n")
        if self.dropped <= _SHOWN:
            self._announce(f"left out: {name} shares with {overlap.origin}: {overlap.words}")
        return False
