"""What a translation is written as: the document itself, or a table of its segments."""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import TYPE_CHECKING, Protocol

from mt_toolkit.errors import OutputError
from mt_toolkit.files import AtomicWriter, is_special
from mt_toolkit.sightings import sighting_as_json
from mt_toolkit.translation.segments import assemble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import TextIO

    from mt_toolkit.files import SourceFile
    from mt_toolkit.protocols import Format
    from mt_toolkit.text import Passage
from mt_toolkit.translation.segments import BlockPlan, SegmentTranslation

__all__ = [
    "DocumentOutput",
    "Output",
    "SegmentNumbers",
    "TableOutput",
    "TextSink",
    "segment_id",
    "sink_to",
]


class TextSink(Protocol):
    """Where text is written to."""

    @property
    def digest(self) -> str:
        """SHA-256 of all text written, in hexadecimal."""

    def write(self, text: str) -> None:
        """Append ``text``."""


class StreamSink:
    """Writes to an open stream, such as standard output."""

    digest = ""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Append ``text`` and hand it on at once, so that a reader at the other end sees it.

        Raises:
            BrokenPipeError: There is no reader any more.
            OutputError: The stream cannot be written.
        """
        try:
            self._stream.write(text)
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"the output cannot be written ({error.strerror})") from error


@contextlib.contextmanager
def sink_to(path: Path | None, stream: TextIO | None) -> Iterator[TextSink]:
    """Open ``path`` for writing it whole or not at all; ``None`` writes to ``stream``.

    A path that leads to a pipe or a device is written as it comes.

    Args:
        path: Where to write, or ``None``.
        stream: Standard output, or ``None`` where the process has none.

    Raises:
        OutputError: It cannot be opened.
    """
    if path is not None and is_special(path):
        try:
            opened = path.open("w", encoding="utf-8", errors="replace", newline="")
        except OSError as error:
            raise OutputError(f"{path}: cannot be written ({error.strerror})") from error
        try:
            yield StreamSink(opened)
        finally:
            # What a full device does not take has been reported when it was written.
            with contextlib.suppress(OSError):
                opened.close()
    elif path is not None:
        with AtomicWriter(path) as writer:
            yield writer
    elif stream is not None:
        yield StreamSink(stream)
    else:
        raise OutputError("standard output is closed", mend="Name a file with --output")


class Output(Protocol):
    """Takes translated passages in order."""

    @property
    def digest(self) -> str:
        """SHA-256 of what has been written, in hexadecimal."""

    def write(
        self,
        source: SourceFile,
        passage: Passage,
        blocks: Sequence[BlockPlan],
        translations: Sequence[Sequence[SegmentTranslation]],
    ) -> None:
        """Write one passage; ``translations`` holds one sequence a block, one item a segment."""


class DocumentOutput:
    """Writes the same format that was read."""

    def __init__(self, sink: TextSink, format_of: Callable[[SourceFile], Format]) -> None:
        self._sink = sink
        self._format_of = format_of

    @property
    def digest(self) -> str:
        """SHA-256 of what has been written, in hexadecimal."""
        return self._sink.digest

    def write(
        self,
        source: SourceFile,
        passage: Passage,
        blocks: Sequence[BlockPlan],
        translations: Sequence[Sequence[SegmentTranslation]],
    ) -> None:
        """Write the passage in English."""
        done = [assemble(plan, parts) for plan, parts in zip(blocks, translations, strict=True)]
        self._sink.write(self._format_of(source).render(passage, done))


class SegmentNumbers:
    """Numbers the segments of each document from 1, across its passages."""

    def __init__(self) -> None:
        self._source: SourceFile | None = None
        self._number = 0

    def next(self, source: SourceFile) -> int:
        """The number of the next segment of ``source``; another source begins at 1 again."""
        if source is not self._source:
            self._source, self._number = source, 0
        self._number += 1
        return self._number


class TableOutput:
    """Writes one segment a line.

    TSV has the columns id, source, hypothesis, score, model, marks, without a heading; white space
    inside a text becomes one space. JSON Lines has these as keys, and the document's name and the
    segment's number in it; where ``explain`` is asked for, also what was seen of the terms of a
    glossary.
    """

    def __init__(self, sink: TextSink, *, model: str, kind: str, explain: bool = False) -> None:
        self._sink = sink
        self._model = model
        self._json = kind == "jsonl"
        self._explain = explain
        self._numbers = SegmentNumbers()

    @property
    def digest(self) -> str:
        """SHA-256 of what has been written, in hexadecimal."""
        return self._sink.digest

    def write(
        self,
        source: SourceFile,
        passage: Passage,  # noqa: ARG002 - a table holds nothing of what stands between the blocks
        blocks: Sequence[BlockPlan],
        translations: Sequence[Sequence[SegmentTranslation]],
    ) -> None:
        """Write one line for each segment."""
        lines = []
        for plan, parts in zip(blocks, translations, strict=True):
            for part, translation in zip(plan.segments, parts, strict=True):
                number = self._numbers.next(source)
                lines.append(self._line(source.name, number, part.segment.text, translation))
        self._sink.write("".join(lines))

    def _line(self, document: str, number: int, text: str, translation: SegmentTranslation) -> str:
        identity = segment_id(document, number, text)
        score = None if translation.score is None else round(translation.score, 4)
        if self._json:
            record: dict[str, object] = {
                "id": identity,
                "document": document,
                "segment": number,
                "source": text,
                "hypothesis": translation.text,
                "score": score,
                "model": self._model,
                "marks": list(translation.marks),
            }
            if translation.alternatives:
                record["alternatives"] = [
                    {"hypothesis": other.text, "score": round(other.score, 4)}
                    for other in translation.alternatives
                ]
            if self._explain:
                record["terms"] = [sighting_as_json(term) for term in translation.terms]
            return json.dumps(record, ensure_ascii=False) + "\n"
        cells = (
            identity,
            text,
            translation.text,
            "" if score is None else f"{score:.4f}",
            self._model,
            ",".join(translation.marks),
        )
        return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"


def segment_id(document: str, number: int, text: str) -> str:
    """Return a segment's stable id: a hash of its document's name, its number and its text."""
    digest = hashlib.sha256(f"{document}\0{number}\0{text}".encode(errors="replace"))
    return digest.hexdigest()[:16]
