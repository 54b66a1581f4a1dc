"""Filters: what makes a pair unfit for a corpus.

A filter is a dataclass that keeps `PairFilter` or `BatchFilter`. Its fields with a number as
default are its settings, the first of them the one meant by ``--filter NAME=VALUE``; a field
``embedder`` or ``glossary`` gets what the run has, and without it the filter is left out. Other
packages add filters by entry points of the group ``mt_toolkit.filters``: such classes.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mt_toolkit.corpus.filters.confidence import Confidence
from mt_toolkit.corpus.filters.copies import Copy
from mt_toolkit.corpus.filters.duplicates import Duplicate, NearDuplicate
from mt_toolkit.corpus.filters.glossary import GlossaryKept
from mt_toolkit.corpus.filters.language import Language
from mt_toolkit.corpus.filters.length import Length
from mt_toolkit.corpus.filters.length_ratio import LengthRatio
from mt_toolkit.corpus.filters.number_mismatch import Numbers
from mt_toolkit.corpus.filters.repetition import Repetition
from mt_toolkit.corpus.filters.script import Script
from mt_toolkit.corpus.filters.similarity import Similarity
from mt_toolkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from mt_toolkit.corpus.filters.base import Filter
    from mt_toolkit.glossary.model import Glossary
    from mt_toolkit.protocols import Embedder

__all__ = ["ENTRY_POINTS", "Resources", "filter_kinds", "make_filters", "settings_of"]

ENTRY_POINTS: Final = "mt_toolkit.filters"

# What is cheap comes first, so that what is dear has less to do.
_BUILT_IN: Final[tuple[type[Any], ...]] = (
    Length,
    LengthRatio,
    Script,
    Copy,
    Confidence,
    Repetition,
    Numbers,
    Language,
    GlossaryKept,
    Similarity,
    Duplicate,
    NearDuplicate,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """What filters may need; those that need what is ``None`` are left out.

    Attributes:
        embedder: Cross-lingual sentence vectors.
        glossary: The glossary that pairs have to keep.
    """

    embedder: Embedder | None = None
    glossary: Glossary | None = None


def filter_kinds() -> dict[str, type[Any]]:
    """All filters by name, in the order in which they are asked.

    Raises:
        UsageError: A filter of another package cannot be loaded, or has the name of another one.
    """
    kinds = {kind.name: kind for kind in _BUILT_IN}
    for kind in _plugged_in():
        if kind.name in kinds:
            raise UsageError(
                f"two filters are called {kind.name}", mend="Remove the package with one of them"
            )
        kinds[kind.name] = kind
    return kinds


def settings_of(kind: type[Any]) -> dict[str, float]:
    """A filter's settings with their defaults, the main one first."""
    return {
        one.name: one.default
        for one in dataclasses.fields(kind)
        if one.init and isinstance(one.default, int | float)
    }


def make_filters(
    resources: Resources,
    *,
    settings: Sequence[str] = (),
    without: Sequence[str] = (),
    keep: Collection[str] = (),
) -> list[Filter]:
    """The filters of a run.

    Args:
        resources: What they may need.
        settings: ``NAME=VALUE`` for a filter's main setting, ``NAME.SETTING=VALUE`` for another.
        without: Names of filters that are not wanted.
        keep: Names of filters that are made although they are not wanted, to measure.

    Raises:
        UsageError: There is no such filter or setting, or the value is no number.
    """
    kinds = filter_kinds()
    for name in without:
        _known(name, kinds, "--no-filter")
    chosen = _parsed(settings, kinds)
    made: list[Filter] = []
    for name, kind in kinds.items():
        needs = {
            field.name: getattr(resources, field.name)
            for field in dataclasses.fields(kind)
            if field.init and field.name in Resources.__slots__
        }
        wanted = name not in without or name in keep
        if wanted and None not in needs.values():
            made.append(kind(**needs, **chosen.get(name, {})))
    return made


def _parsed(settings: Sequence[str], kinds: dict[str, type[Any]]) -> dict[str, dict[str, float]]:
    parsed: dict[str, dict[str, float]] = {}
    for one in settings:
        left, equals, value = one.partition("=")
        name, _, setting = left.strip().partition(".")
        _known(name, kinds, "--filter")
        defaults = settings_of(kinds[name])
        setting = setting or next(iter(defaults), "")
        if not equals or setting not in defaults:
            known = ", ".join(f"{name}.{known}" for known in defaults) or "none"
            raise UsageError(
                f"--filter {one}: is no setting with a value", mend=f"{name} has {known}"
            )
        parsed.setdefault(name, {})[setting] = _number(one, value, type(defaults[setting]))
    return parsed


def _number(option: str, value: str, kind: type[float]) -> float:
    try:
        return kind(value)
    except ValueError as error:
        what = "whole number" if kind is int else "number"
        raise UsageError(
            f"--filter {option}: {value.strip() or 'nothing'} is no {what}",
            mend="Write NAME=VALUE with a number",
        ) from error


def _known(name: str, kinds: dict[str, type[Any]], option: str) -> None:
    if name not in kinds:
        raise UsageError(
            f"{option}: no filter is called {name}", mend=f"Known are {', '.join(kinds)}"
        )


def _plugged_in() -> Iterator[type[Any]]:
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=ENTRY_POINTS), key=lambda one: one.name):
        loaded = entry.load()
        if not dataclasses.is_dataclass(loaded) or not isinstance(loaded, type):
            raise UsageError(
                f"the filter {entry.value} of the entry point {entry.name} is no dataclass",
                mend="See docs/corpus.md on filters of one's own",
            )
        yield loaded
