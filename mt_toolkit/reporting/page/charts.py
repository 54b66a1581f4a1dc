"""Charts of all rows together, as inline SVG with the same figures in words and as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.reporting.page.markup import element
from mt_toolkit.reporting.page.tally import BINS, LAST_LENGTH, LENGTH_STEP

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from mt_toolkit.reporting.page.model import ScoreScale
    from mt_toolkit.reporting.page.tally import Tally

__all__ = ["bars", "charts", "columns"]

_WIDTH: Final = 320
_HEIGHT: Final = 120
_FLOOR: Final = 100
_MOST_BARS: Final = 12
_BAR: Final = 22


@dataclass(frozen=True, slots=True)
class _Series:
    name: str
    style: str
    counts: tuple[int, ...]


def charts(tally: Tally, scale: ScoreScale) -> Iterator[Element]:
    """The charts for which there is something to show."""
    lengths = [
        _Series(name, style, _counts(counter, max((*counter, 0)) + 1))
        for name, style, counter in (
            ("source", "one", tally.source_lengths),
            ("translation", "two", tally.target_lengths),
        )
        if counter
    ]
    if lengths:
        most = max(len(series.counts) for series in lengths)
        padded = [
            _Series(one.name, one.style, one.counts + (0,) * (most - len(one.counts)))
            for one in lengths
        ]
        labels = [_words(at) for at in range(most)]
        yield _histogram("Length in words", labels, padded)
    if tally.confidences:
        yield columns("Confidence", _shares(0.0, 1.0, 2), _counts(tally.confidences, BINS))
    if tally.scores:
        labels = _shares(scale.worst, scale.best, scale.digits)
        yield columns(scale.label, labels, _counts(tally.scores, BINS))
    if tally.rules:
        yield bars(
            "Findings by rule",
            [(" ".join(filter(None, rule)), count) for rule, count in tally.rules.most_common()],
            names="rule",
            counts="findings",
        )


def columns(title: str, labels: Sequence[str], counts: Sequence[int]) -> Element:
    """A histogram of segments.

    Args:
        title: What was measured.
        labels: What each column stands for, from the left.
        counts: How many segments are in it.
    """
    return _histogram(title, labels, [_Series("segments", "one", tuple(counts))])


def _counts(counter: Counter[int], columns: int) -> tuple[int, ...]:
    return tuple(counter[at] for at in range(columns))


def _words(column: int) -> str:
    first = column * LENGTH_STEP
    return f"{first} or more" if column == LAST_LENGTH else f"{first} to {first + LENGTH_STEP - 1}"


def _shares(worst: float, best: float, digits: int) -> list[str]:
    step = (best - worst) / BINS
    digits = max(digits, 2 if abs(step) < 1 else 0)
    return [
        f"{worst + at * step:.{digits}f} to {worst + (at + 1) * step:.{digits}f}"
        for at in range(BINS)
    ]


def _histogram(title: str, labels: Sequence[str], series: Sequence[_Series]) -> Element:
    """Columns side by side, one group a label."""
    highest = max(max(one.counts) for one in series)
    group = _WIDTH / len(labels)
    width = (group - 2) / len(series)
    drawing = _drawing(title, _HEIGHT, _told(labels, series))
    for number, one in enumerate(series):
        for at, count in enumerate(one.counts):
            height = _FLOOR * count / highest
            left = at * group + 1 + number * width
            drawing.append(_box(one.style, left, _FLOOR - height, width, height))
    drawing.append(
        element("line", class_="floor", x1="0", x2=str(_WIDTH), y1=str(_FLOOR), y2=str(_FLOOR))
    )
    for x, anchor, text in (
        (0, "start", labels[0].split()[0]),
        (_WIDTH, "end", labels[-1].replace(" or more", "+").split()[-1]),
    ):
        drawing.append(element("text", text, x=str(x), y=str(_HEIGHT - 4), text_anchor=anchor))
    heading = ["", *(one.name for one in series)]
    rows = [
        [label, *(f"{one.counts[at]:,}" for one in series)]
        for at, label in enumerate(labels)
        if any(one.counts[at] for one in series)
    ]
    keys = [
        element("span", one.name, class_=f"key {one.style}") for one in series if len(series) > 1
    ]
    return _figure(title, drawing, heading, rows, keys)


def bars(title: str, ranked: Sequence[tuple[str, int]], *, names: str, counts: str) -> Element:
    """Bars under one another, each with its name and count; what is too much is one bar.

    Args:
        title: What was counted.
        ranked: Names and counts, the most important first; at least one.
        names: What one name is, for the heading of the table.
        counts: What was counted, alike.
    """
    shown = list(ranked[:_MOST_BARS])
    rest = sum(count for _, count in ranked[_MOST_BARS:])
    if rest:
        shown.append((f"{len(ranked) - _MOST_BARS} more {names}s", rest))
    highest = max(1, *(count for _, count in shown))
    told = "; ".join(f"{name}: {count:,}" for name, count in shown)
    drawing = _drawing(title, len(shown) * _BAR, told)
    for number, (name, count) in enumerate(shown):
        top = number * _BAR
        drawing.append(_box("one", 0, top + _BAR - 7, _WIDTH * count / highest, 3))
        drawing.append(element("text", name, x="0", y=str(top + _BAR - 11)))
        drawing.append(
            element("text", f"{count:,}", x=str(_WIDTH), y=str(top + _BAR - 11), text_anchor="end")
        )
    rows = [[name, f"{count:,}"] for name, count in shown]
    return _figure(title, drawing, [names, counts], rows, [])


def _drawing(title: str, height: int, told: str) -> Element:
    return element(
        "svg",
        viewBox=f"0 0 {_WIDTH} {height}",
        role="img",
        aria_label=f"{title}. {told}",
        class_="chart",
    )


def _box(style: str, left: float, top: float, width: float, height: float) -> Element:
    return element(
        "rect",
        class_=style,
        x=f"{left:.2f}",
        y=f"{top:.2f}",
        width=f"{width:.2f}",
        height=f"{height:.2f}",
    )


def _told(labels: Sequence[str], series: Sequence[_Series]) -> str:
    """What a chart shows, in a sentence a series."""
    parts = []
    for one in series:
        top = max(range(len(labels)), key=lambda at: one.counts[at])
        parts.append(f"{sum(one.counts):,} {one.name}, most of them {labels[top]}")
    return "; ".join(parts)


def _figure(
    title: str,
    drawing: Element,
    heading: Sequence[str],
    rows: Sequence[Sequence[str]],
    keys: Sequence[Element],
) -> Element:
    table = element(
        "table",
        element("thead", element("tr", *(element("th", cell, scope="col") for cell in heading))),
        element(
            "tbody",
            *(
                element(
                    "tr",
                    element("th", row[0], scope="row"),
                    *(element("td", cell) for cell in row[1:]),
                )
                for row in rows
            ),
        ),
    )
    return element(
        "figure",
        element("figcaption", title, *keys),
        drawing,
        element("details", element("summary", "as a table"), table),
    )
