"""Draws what was said of beads against what was right: a reliability diagram as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mt_toolkit.alignment.calibration import Bin

SIDE, LEFT, TOP = 400, 60, 20
WIDTH, HEIGHT = LEFT + SIDE + 20, TOP + SIDE + 60
TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def interval(right: float, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, 1927)."""
    z = 1.96
    middle = (right + z * z / (2 * count)) / (1 + z * z / count)
    reach = z / (1 + z * z / count) * (right * (1 - right) / count + z * z / (4 * count**2)) ** 0.5
    return max(0.0, middle - reach), min(1.0, middle + reach)


def draw(path: Path, bins: Sequence[Bin], title: str) -> None:
    """Write the diagram: a dot for each bin, as large as its number of beads, and its interval."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="13">',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        *axes(),
        *(line for one in bins for line in marks(one, max(found.count for found in bins))),
        "</svg>",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def across(value: float) -> float:
    """Where a confidence stands."""
    return round(LEFT + SIDE * value, 1)


def down(value: float) -> float:
    """Where a share stands."""
    return round(TOP + SIDE * (1 - value), 1)


def axes() -> Iterator[str]:
    """The frame, its ticks and labels, and the line of perfect confidence."""
    for tick in TICKS:
        x, y = across(tick), down(tick)
        yield f'<path d="M{x} {down(0)}V{down(1)}M{LEFT} {y}H{across(1)}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{down(0) + 18}" text-anchor="middle">{tick:.1f}</text>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{tick:.1f}</text>'
    yield (
        f'<path d="M{LEFT} {down(0)}L{across(1)} {down(1)}" stroke="#888" stroke-dasharray="5 4"/>'
    )
    x, y = across(0.5), down(0.5)
    yield f'<text x="{x}" y="{down(0) + 42}" text-anchor="middle">confidence</text>'
    yield (
        f'<text x="18" y="{y}" text-anchor="middle" transform="rotate(-90 18 {y})">'
        "share of right beads</text>"
    )


def marks(one: Bin, largest: int) -> Iterator[str]:
    """The dot of one bin."""
    x, radius = across(one.confidence), round(4 + 8 * (one.count / largest) ** 0.5, 1)
    low, high = interval(one.right, one.count)
    yield f'<path d="M{x} {down(low)}V{down(high)}" stroke="#1f5fa8" stroke-width="2"/>'
    yield (
        f'<circle cx="{x}" cy="{down(one.right)}" r="{radius}" fill="#1f5fa8" fill-opacity="0.7">'
        f"<title>{one.count} beads: said {one.confidence:.3f}, right {one.right:.3f}</title>"
        "</circle>"
    )
