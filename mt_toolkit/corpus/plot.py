"""Histograms as a picture: SVG, which every browser shows and every editor takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mt_toolkit.corpus.statistics import Histogram

__all__ = ["histograms_as_svg"]

_WIDTH: Final = 560
_LABEL: Final = 110
_BAR: Final = 340
_ROW: Final = 20
_HEAD: Final = 40
_STYLE: Final = (
    "text{font:12px system-ui,sans-serif;fill:#222}.title{font-weight:600;font-size:14px}"
    ".bar{fill:#3b6ea5}@media(prefers-color-scheme:dark){text{fill:#ddd}.bar{fill:#7fb0e0}}"
)


def histograms_as_svg(histograms: Mapping[str, Histogram]) -> str:
    """One under the other, a bar a bin, with its share of the values; empty ones are left out."""
    parts: list[str] = []
    top = 0
    for name, histogram in histograms.items():
        if histogram.count:
            parts += _chart(name.replace("_", " "), histogram, top)
            top += _HEAD + _ROW * len(histogram.counts)
    height = top + _ROW
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img"><style>{_STYLE}</style>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _chart(title: str, histogram: Histogram, top: int) -> Iterator[str]:
    mean = histogram.mean or 0.0
    yield (
        f'<text class="title" x="8" y="{top + 26}">{escape(title)} '
        f"({histogram.count:,} values, mean {mean:.2f})</text>"
    )
    largest = max(histogram.counts)
    for row, (label, count) in enumerate(zip(histogram.labels(), histogram.counts, strict=True)):
        y = top + _HEAD + row * _ROW
        width = _BAR * count / largest
        yield f'<text x="{_LABEL - 6}" y="{y + 13}" text-anchor="end">{escape(label)}</text>'
        yield f'<rect class="bar" x="{_LABEL}" y="{y + 2}" width="{width:.1f}" height="14"/>'
        share = count / histogram.count
        yield f'<text x="{_LABEL + width + 6:.1f}" y="{y + 13}">{share:.1%}</text>'
