"""A score report as a table for people, as Markdown, as LaTeX and as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mt_toolkit.scoring.model import Result, ScoreReport

__all__ = ["as_json", "as_latex", "as_markdown", "as_text"]

_SIGNIFICANT: Final = 0.05
_UNKNOWN: Final = "-"

_LATEX: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "±": r"$\pm$",
    **{special: f"\\{special}" for special in "&%$#_{}"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Cells of a table, the heading first; columns from ``numeric`` on hold figures."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: int


def as_text(report: ScoreReport, *, digits: int = 1) -> str:
    """A table with aligned columns, and the signatures under it."""
    grid = _grid(report, digits)
    lines = (grid.heading, *grid.rows)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]

    def line(cells: Sequence[str]) -> str:
        padded = (
            cell.ljust(width) if place < grid.numeric else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return "  ".join(padded).rstrip()

    rule = "  ".join("-" * width for width in widths)
    table = [line(grid.heading), rule, *map(line, grid.rows)]
    return "\n".join([*table, "", *_legend(report)]) + "\n"


def as_markdown(report: ScoreReport, *, digits: int = 1) -> str:
    """A table in GitHub's Markdown, and the signatures as a list."""
    grid = _grid(report, digits)
    rule = [":---" if place < grid.numeric else "---:" for place in range(len(grid.heading))]
    escape = re.compile(r"([\\|`*_<>\[\]])")

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cells) + " |"

    rows = [line([escape.sub(r"\\\1", cell) for cell in row]) for row in grid.rows]
    notes = [f"- `{entry}`" for entry in _legend(report)]
    return "\n".join([line(grid.heading), line(rule), *rows, "", *notes]) + "\n"


def as_latex(report: ScoreReport, *, digits: int = 1) -> str:
    """A ``tabular`` for the booktabs package, and the signatures as comments."""
    grid = _grid(report, digits)
    columns = "l" * grid.numeric + "r" * (len(grid.heading) - grid.numeric)

    def line(cells: Sequence[str]) -> str:
        return " & ".join(map(_latex, cells)) + r" \\"

    return (
        "\n".join(
            [
                *(f"% {entry}" for entry in _legend(report)),
                rf"\begin{{tabular}}{{{columns}}}",
                r"\toprule",
                line(grid.heading),
                r"\midrule",
                *map(line, grid.rows),
                r"\bottomrule",
                r"\end{tabular}",
            ]
        )
        + "\n"
    )


def _latex(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in text)


def as_json(report: ScoreReport) -> str:
    """Everything, with scores in full precision; what is not known is ``null``."""
    value = {
        "segments": report.segments,
        "versions": report.versions,
        "signatures": report.signatures,
        "notes": list(report.notes),
        "systems": [
            {
                "name": system.name,
                "scores": {key: _result(result) for key, result in system.results.items()},
                "parts": [
                    {"name": part.name, "segments": part.segments, "scores": part.values}
                    for part in system.parts
                ],
            }
            for system in report.systems
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _result(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = {"score": result.value}
    if result.interval is not None:
        found["mean"] = result.interval.mean
        found["confidence"] = result.interval.half_width
    if result.p_bootstrap is not None:
        found["p_bootstrap"] = result.p_bootstrap
    if result.p_randomisation is not None:
        found["p_randomisation"] = result.p_randomisation
    return found


def _grid(report: ScoreReport, digits: int) -> Grid:
    labels = tuple(figure.label for figure in report.figures)
    keys = [figure.key for figure in report.figures]
    wholes = [
        (system.name, *(_cell(system.results[key], digits) for key in keys))
        for system in report.systems
    ]
    if not any(system.parts for system in report.systems):
        return Grid(heading=("System", *labels), rows=tuple(wholes), numeric=1)
    rows = list(_part_rows(report, lambda values: [_number(values[key], digits) for key in keys]))
    rows += [("all", *whole) for whole in wholes]
    return Grid(heading=("Part", "System", *labels), rows=tuple(rows), numeric=2)


def _part_rows(
    report: ScoreReport, cells: Callable[[dict[str, float | None]], list[str]]
) -> Iterator[tuple[str, ...]]:
    """The systems side by side under each part."""
    for parts in zip(*(system.parts for system in report.systems), strict=True):
        for system, part in zip(report.systems, parts, strict=True):
            yield (part.name, system.name, *cells(part.values))


def _number(value: float | None, digits: int) -> str:
    return _UNKNOWN if value is None else f"{value:.{digits}f}"


def _cell(result: Result, digits: int) -> str:
    parts = [_number(result.value, digits)]
    if result.interval is not None:
        interval = result.interval
        parts.append(f"({interval.mean:.{digits}f} ± {interval.half_width:.{digits}f})")
    tests = (("bs", result.p_bootstrap), ("ar", result.p_randomisation))
    for name, p_value in tests:
        if p_value is not None:
            parts.append(f"{name} p={p_value:.4f}{'*' if p_value <= _SIGNIFICANT else ''}")
    return " ".join(parts)


def _legend(report: ScoreReport) -> Iterator[str]:
    for figure in report.figures:
        if figure.key in report.signatures:
            yield f"{figure.label:<6}  {report.signatures[figure.key]}"
    yield f"{report.segments:,} segments, " + ", ".join(
        f"{package} {version}" for package, version in report.versions.items()
    )
    results = [result for system in report.systems for result in system.results.values()]
    if any(result.interval is not None for result in results):
        yield "(μ ± 95 % confidence interval), by bootstrap resampling"
    if any(result.p_bootstrap is not None for result in results):
        yield f"bs: paired bootstrap against {report.systems[0].name}; * p ≤ {_SIGNIFICANT}"
    if any(result.p_randomisation is not None for result in results):
        yield (
            f"ar: paired approximate randomisation against {report.systems[0].name}; "
            f"* p ≤ {_SIGNIFICANT}"
        )
