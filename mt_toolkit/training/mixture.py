"""The mixture: which files a model learns from, and how often each is drawn.

A YAML file::

    folder: ../bitext
    filters: {source_chars: 520, target_chars: 620, ratio: 3, tokens: 120}
    sources:
      - {path: tatoeba.tsv.xz, weight: 1}
      - {path: [cities.tsv, "*_lex.tsv.xz"], weight: 0.08}
      - {path: names.tsv, folder: ., weight: 2, weight_end: 0.2, over: 200000}

or a TSV file with a path and a weight in each line. Paths are relative to ``folder``, that of one
source or of the whole mixture, and this to the mixture. They may be patterns; a file that several
entries match belongs to the first.

The weight is that of one pair: a pair of weight 2 is drawn twice as often as one of weight 1, in
whatever file it stands. ``weight_end`` and ``over`` make a curriculum: the weight moves in a
straight line from ``weight`` to ``weight_end`` while that many pairs are drawn. ``variants: 2``
takes each pair twice more, its Arabic cut into pieces at random (subword regularisation, Kudo
2018), and draws all three together as often as the one.
"""

from __future__ import annotations

import glob
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.arabic import clean, has_arabic
from mt_toolkit.errors import InputError
from mt_toolkit.training.pairs import Columns, read_lines, read_pairs, tidy_english
from mt_toolkit.training.ramps import Ramp

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["Filters", "Mixture", "Source"]

_KEYS: Final = frozenset(
    {
        *("path", "folder", "weight", "weight_end", "over"),
        *("source_field", "target_field", "filters", "variants"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a pair must be like.

    Attributes:
        source_chars: Most code points of the Arabic.
        target_chars: Most code points of the English.
        ratio: Neither side has more than ``ratio`` times the tokens of the other, and eight more.
        tokens: Most tokens of either side, end marker included.
        latin_target: Whether English with Arabic letters in it is left out.
    """

    source_chars: int = 520
    target_chars: int = 620
    ratio: float = 3.0
    tokens: int = 120
    latin_target: bool = True

    def takes(self, source: str, target: str) -> bool:
        """Whether this pair of cleaned texts is fit to learn from."""
        return (
            0 < len(source) <= self.source_chars
            and 0 < len(target) <= self.target_chars
            and not (self.latin_target and has_arabic(target))
        )

    def takes_lengths(self, source: int, target: int) -> bool:
        """Whether a pair of these numbers of tokens is fit to learn from."""
        return (
            1 < source <= self.tokens
            and 1 < target <= self.tokens
            and source < self.ratio * target + 8
            and target < self.ratio * source + 8
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file of the mixture.

    Attributes:
        path: The file.
        weight: How often one of its pairs is drawn, relative to others.
        columns: Field names, for formats that have them.
        filters: What its pairs must be like.
        variants: How many further times each pair is taken, its Arabic cut into pieces at random.
    """

    path: Path
    weight: Ramp
    columns: Columns
    filters: Filters
    variants: int = 0

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Cleaned pairs that pass the filters."""
        for source, target in read_pairs(self.path, self.columns):
            pair = clean(source), tidy_english(target)
            if self.filters.takes(*pair):
                yield pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """All sources, in the order of the file."""

    sources: tuple[Source, ...]

    @classmethod
    def load(cls, path: Path) -> Mixture:
        """Read a mixture file.

        Raises:
            InputError: The file is no mixture, or a path in it leads nowhere.
        """
        if path.suffix == ".tsv":
            entries: list[Any] = [_from_line(path, *line) for line in _numbered_cells(path)]
            filters, folder = Filters(), "."
        else:
            content = _load_yaml(path)
            entries = content["sources"]
            filters = _filters(Filters(), content.get("filters", {}), path)
            folder = str(content.get("folder", "."))
        found: dict[Path, Source] = {}
        for number, entry in enumerate(entries, 1):
            for source in _expand(entry, folder, filters, path, number):
                found.setdefault(source.path, source)
        sources = tuple(source for source in found.values() if _is_used(source))
        if not sources:
            raise InputError("names no source", path=path, mend="Add entries under sources:")
        return cls(sources=sources)


def _is_used(source: Source) -> bool:
    return source.weight.start > 0 or source.weight.end > 0


def _numbered_cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(read_lines(path), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.split("\t")


def _from_line(path: Path, number: int, cells: Sequence[str]) -> dict[str, Any]:
    try:
        name, weight = cells
        return {"path": name, "weight": float(weight)}
    except ValueError as error:
        raise InputError(
            "is no path and weight", path=path, line=number, mend="Write PATH<TAB>WEIGHT"
        ) from error


def _load_yaml(path: Path) -> dict[str, Any]:
    import yaml

    try:
        content = yaml.safe_load("\n".join(read_lines(path)))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise InputError(
            f"is not valid YAML ({error.problem})", path=path, line=line, mend="Mend that place"
        ) from error
    if not isinstance(content, dict) or not isinstance(content.get("sources"), list):
        raise InputError("has no list of sources", path=path, mend="Add a list under sources:")
    _refuse_unknown(content, {"folder", "sources", "filters"}, path, "the mixture")
    return content


def _expand(entry: Any, folder: str, filters: Filters, path: Path, number: int) -> Iterator[Source]:
    """The files of one entry, in the order of their names."""
    what = f"source {number}"
    paths = entry.get("path") if isinstance(entry, dict) else None
    paths = [paths] if isinstance(paths, str) else paths
    if not (isinstance(paths, list) and paths and all(isinstance(item, str) for item in paths)):
        raise InputError(f"{what} has no path", path=path, mend="Write {path: …, weight: …}")
    _refuse_unknown(entry, _KEYS, path, what)
    weight = _number(entry, "weight", 1.0, path, what)
    ramp = Ramp(
        start=weight,
        end=_number(entry, "weight_end", weight, path, what),
        over=int(_number(entry, "over", 0, path, what)),
    )
    for name in _find(path.parent / str(entry.get("folder", folder)), paths, path, what):
        yield Source(
            path=name,
            weight=ramp,
            columns=Columns(
                source=str(entry.get("source_field", "source")),
                target=str(entry.get("target_field", "target")),
            ),
            filters=_filters(filters, entry.get("filters", {}), path),
            variants=int(_number(entry, "variants", 0, path, what)),
        )


def _find(folder: Path, patterns: Sequence[str], path: Path, what: str) -> Iterator[Path]:
    """The files that patterns name, in the order of their names; absolute ones, too."""
    for pattern in patterns:
        names = sorted(glob.glob(pattern, root_dir=folder))  # noqa: PTH207 - absolute patterns
        if not names:
            raise InputError(
                f"{what}: nothing is called {folder / pattern}", path=path, mend="Check that path"
            )
        yield from (folder / name for name in names)


def _filters(base: Filters, changes: Any, path: Path) -> Filters:
    if not isinstance(changes, dict):
        raise InputError("filters are no mapping", path=path, mend="Write {tokens: 120}")
    _refuse_unknown(changes, {field.name for field in fields(Filters)}, path, "filters")
    return replace(base, **changes)


def _refuse_unknown(
    table: Mapping[str, Any], known: Collection[str], path: Path, what: str
) -> None:
    for key in table:
        if key not in known:
            raise InputError(
                f"{what}: there is no entry {key}",
                path=path,
                mend=f"Known are {', '.join(sorted(known))}",
            )


def _number(table: Mapping[str, Any], key: str, default: float, path: Path, what: str) -> float:
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise InputError(
            f"{what}: {key} is {value!r}", path=path, mend=f"Give {key} a number of 0 or more"
        )
    return float(value)
