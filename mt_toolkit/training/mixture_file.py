"""Reading mixture files.

A YAML file::

    folder: ../bitext
    filters: {source_chars: 520, target_chars: 620, ratio: 3, tokens: 120}
    sources:
      - {path: tatoeba.tsv.xz, weight: 1}
      - {path: [cities.tsv, "*_lex.tsv.xz"], weight: 0.08}
      - {path: house.tsv, folder: ., weight: 2, weight_end: 0.2, over: 200000}
    names: {glossary: names.yaml, share: 0.15}

or a TSV file with a path and a weight in each line. Paths are relative to ``folder``, that of one
source or of the whole mixture, and this to the mixture. They may be patterns; a file that several
entries match belongs to the first.

The weight is that of one pair: a pair of weight 2 is drawn twice as often as one of weight 1, in
whatever file it stands. ``weight_end`` and ``over`` make a curriculum: the weight moves in a
straight line from ``weight`` to ``weight_end`` while that many pairs are drawn. ``variants: 2``
takes each pair twice more, its Arabic cut into pieces at random (subword regularisation, Kudo
2018), and draws all three together as often as the one.

``names`` teaches the names of glossaries, whose paths are relative to the mixture. What may stand
in it, :class:`~mt_toolkit.training.mixture.NamesPart` says.
"""

from __future__ import annotations

import glob
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.bitext_files.lines import text_lines
from mt_toolkit.errors import InputError, UsageError
from mt_toolkit.training.mixture import NAMES_EACH, NAMES_SHARE, Filters, Mixture, NamesPart, Source
from mt_toolkit.training.ramps import Ramp

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["load_mixture", "with_names"]

_KEYS: Final = frozenset(
    {
        *("path", "folder", "weight", "weight_end", "over"),
        *("filters", "variants"),
    }
)
_NAMES_KEYS: Final = frozenset({"glossary", "share", "share_end", "over", "each"})


def load_mixture(path: Path) -> Mixture:
    """Read a mixture file.

    Raises:
        InputError: The file is no mixture, or a path in it leads nowhere.
    """
    if path.suffix == ".tsv":
        entries: list[Any] = [_from_line(path, *line) for line in _numbered_cells(path)]
        filters, folder, names = Filters(), ".", None
    else:
        content = _load_yaml(path)
        entries = content["sources"]
        filters = _filters(Filters(), content.get("filters", {}), path)
        folder = str(content.get("folder", "."))
        names = _names(content["names"], path) if "names" in content else None
    found: dict[Path, Source] = {}
    for number, entry in enumerate(entries, 1):
        for source in _expand(entry, folder, filters, path, number):
            found.setdefault(source.path, source)
    sources = tuple(source for source in found.values() if _is_used(source))
    if not sources:
        raise InputError("names no source", path=path, mend="Add entries under sources:")
    return Mixture(sources=sources, names=names)


def with_names(mixture: Mixture, glossaries: Sequence[Path], share: float | None) -> Mixture:
    """The mixture with what a command asks for to teach names.

    Args:
        mixture: As its file has it.
        glossaries: Glossaries in place of those that the file names, if any.
        share: Part of all English tokens in place of what the file says, if not ``None``.

    Raises:
        UsageError: There is a share of names, and no glossary.
    """
    names = mixture.names
    if glossaries:
        ramp = names.share if names is not None else Ramp.constant(NAMES_SHARE)
        each = names.each if names is not None else NAMES_EACH
        names = NamesPart(glossaries=tuple(glossaries), share=ramp, each=each)
    if share is not None:
        if names is None:
            raise UsageError("a share of names needs a glossary", mend="Give --glossary")
        names = replace(names, share=Ramp.constant(share))
    return replace(mixture, names=names)


def _is_used(source: Source) -> bool:
    return source.weight.start > 0 or source.weight.end > 0


def _numbered_cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(text_lines(path), 1):
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
        content = yaml.safe_load("\n".join(text_lines(path)))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise InputError(
            f"is not valid YAML ({error.problem})", path=path, line=line, mend="Mend that place"
        ) from error
    if not isinstance(content, dict) or not isinstance(content.get("sources"), list):
        raise InputError("has no list of sources", path=path, mend="Add a list under sources:")
    _refuse_unknown(content, {"folder", "sources", "filters", "names"}, path, "the mixture")
    return content


def _expand(entry: Any, folder: str, filters: Filters, path: Path, number: int) -> Iterator[Source]:
    """The files of one entry, in the order of their names."""
    what = f"source {number}"
    paths = _paths(entry, "path")
    if not paths:
        raise InputError(f"{what} has no path", path=path, mend="Write {path: …, weight: …}")
    _refuse_unknown(entry, _KEYS, path, what)
    ramp = _ramp(entry, "weight", 1.0, path, what)
    for name in _find(path.parent / str(entry.get("folder", folder)), paths, path, what):
        yield Source(
            path=name,
            weight=ramp,
            filters=_filters(filters, entry.get("filters", {}), path),
            variants=int(_number(entry, "variants", 0, path, what)),
        )


def _names(entry: Any, path: Path) -> NamesPart:
    paths = _paths(entry, "glossary")
    if not paths:
        raise InputError("names has no glossary", path=path, mend="Write {glossary: …, share: …}")
    _refuse_unknown(entry, _NAMES_KEYS, path, "names")
    return NamesPart(
        glossaries=tuple(path.parent / name for name in paths),
        share=_ramp(entry, "share", NAMES_SHARE, path, "names"),
        each=int(_number(entry, "each", NAMES_EACH, path, "names")),
    )


def _paths(entry: Any, key: str) -> list[str]:
    """A path or a list of them; empty where there is none."""
    paths = entry.get(key) if isinstance(entry, dict) else None
    paths = [paths] if isinstance(paths, str) else paths
    is_list = isinstance(paths, list) and all(isinstance(item, str) for item in paths)
    return paths if is_list and paths is not None else []


def _ramp(table: Mapping[str, Any], key: str, default: float, path: Path, what: str) -> Ramp:
    start = _number(table, key, default, path, what)
    return Ramp(
        start=start,
        end=_number(table, f"{key}_end", start, path, what),
        over=int(_number(table, "over", 0, path, what)),
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
