"""What a ``translate`` run shows: its progress while it runs, its figures at the end."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from mt_toolkit.commands.console import on_terminal, progress_bar, report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mt_toolkit.commands.translation_plan import Plan
    from mt_toolkit.translation.events import Event, Shown

__all__ = ["Meter", "Summary", "follow"]


class Summary:
    """What a run has done."""

    def __init__(self, *, model: str, terms: bool = False) -> None:
        self.model = model
        self.terms: Counter[str] | None = Counter() if terms else None
        self.files = self.unchanged = self.failed = self.problems = 0
        self.segments = self.words = self.retries = self.marked = self.replayed = 0
        self._begun = time.perf_counter()

    def add(self, event: Event) -> None:
        """Count an event."""
        from mt_toolkit.translation import events as told

        match event:
            case told.Finished(unit=unit):
                self.files += len(unit.sources)
            case told.Unchanged(unit=unit):
                self.unchanged += len(unit.sources)
            case told.Failed():
                self.failed += 1
            case told.Problem():
                self.problems += 1
            case told.Translated():
                self.segments += event.segments
                self.words += event.words
                self.retries += event.retries
                self.marked += event.marked
                self.replayed += event.replayed
                if self.terms is not None:
                    self.terms.update({str(status): n for status, n in event.terms.items()})
            case _:
                pass

    def as_dict(self) -> dict[str, Any]:
        """All figures, for machines."""
        seconds = time.perf_counter() - self._begun
        figures: dict[str, Any] = {
            "model": self.model,
            "files": self.files,
            "unchanged": self.unchanged,
            "failed": self.failed,
            "problems": self.problems,
            "segments": self.segments,
            "words": self.words,
            "seconds": round(seconds, 3),
            "words_per_second": round(self.words / seconds, 1),
            "retries": self.retries,
            "marked": self.marked,
            "replayed": self.replayed,
        }
        if self.terms is not None:
            kept = {status: self.terms[status] for status in ("right", "repaired", "doubled")}
            figures["terms"] = {"found": self.terms.total(), **kept, "left": self.terms["left"]}
        return figures

    def line(self) -> str:
        """All figures that are not zero, for people."""
        figures = self.as_dict()
        parts = [
            f"{_plural(self.files, 'file')}, {_plural(self.segments, 'segment')}, "
            f"{figures['words_per_second']:,} words/s with {self.model}"
        ]
        parts += [
            f"{count:,} {what}"
            for count, what in (
                (self.unchanged, "already up to date"),
                (self.replayed, "of them taken from the interrupted run"),
                (self.retries, "translated again"),
                (self.marked, "marked as doubtful"),
                (self.problems, "carried over untranslated"),
                (self.failed, "failed"),
            )
            if count
        ]
        if self.terms:
            wrong = self.terms["left"] + self.terms["doubled"]
            parts.append(
                f"{_plural(self.terms.total(), 'term')}, {self.terms['repaired']:,} repaired, "
                f"{wrong:,} left"
            )
        return "; ".join(parts)


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


class Meter:
    """Turns what is read and which share of it is translated into a steady progress."""

    def __init__(self) -> None:
        self._read = 0
        self._shown = 0.0
        self._advance: Callable[[float, str], None] = lambda _amount, _note: None
        self._note = ""

    def show_on(self, advance: Callable[[float, str], None]) -> None:
        """Report to a progress bar from now on."""
        self._advance = advance

    def read(self, size: int) -> None:
        """Bytes have been read; they count once they are translated."""
        self._read += size

    def share(self, more: float) -> None:
        """A further share of what has been read is translated."""
        self._shown += more * self._read
        self._advance(more * self._read, self._note)

    def done(self, note: str) -> None:
        """All that has been read is translated."""
        self._note = note
        self._advance(self._read - self._shown, note)
        self._read, self._shown = 0, 0.0


def follow(
    events: Iterable[Event],
    plan: Plan,
    summary: Summary,
    meter: Meter,
    *,
    quiet: bool,
    seen: Callable[[Shown], None] | None = None,
) -> None:
    """Drive the pipeline: count its events, show progress, report errors as they come.

    Args:
        events: What the pipeline tells.
        plan: Knows how much there is to do.
        summary: Counts.
        meter: Measures the progress.
        quiet: Whether no progress is wanted.
        seen: Is given the segments, where they are told.
    """
    from mt_toolkit.translation import events as told

    show = not quiet and on_terminal()
    total = plan.total_size() if show else None
    with progress_bar("translating", total, enabled=show) as advance:
        meter.show_on(advance)
        for event in events:
            summary.add(event)
            match event:
                case told.Read(size=size):
                    meter.read(size)
                case told.Translated():
                    meter.done(f"{summary.segments:,} segments")
                case told.Failed(error=error) | told.Problem(error=error):
                    report(error)
                case told.Shown() if seen is not None:
                    seen(event)
                case _:
                    pass
