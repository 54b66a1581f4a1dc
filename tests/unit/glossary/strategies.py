"""Random entries that are as odd as the rules allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from mt_toolkit.glossary import Entry, Gender, Glossary, Kind, Short
from mt_toolkit.glossary.validity import fault_in_remark, fault_in_source, fault_in_target

if TYPE_CHECKING:
    from collections.abc import Callable

    from mt_toolkit.glossary.validity import Fault

_SIGNS = " \"'|\\,;:#-[]{}&<>%@`!*?=~.()5+«»’“–"


def _forms(
    letters: str, fault_in: Callable[[str], Fault | None], *, least: int = 0
) -> st.SearchStrategy[tuple[str, ...]]:
    form = (
        st.text(st.sampled_from(letters + _SIGNS), min_size=1, max_size=12)
        .map(lambda text: " ".join(text.split()))
        .filter(lambda text: fault_in(text) is None)
    )
    return st.lists(form, min_size=least, max_size=3, unique=True).map(tuple)


SOURCES = _forms("ابتعقجيىةؤئءپگًّـ٣ﻻ", fault_in_source, least=1)
TARGETS = _forms("abcNOnofyYé2ŞAraghchi", fault_in_target)
TARGET = TARGETS.filter(bool).map(lambda forms: forms[0])
REMARK = (
    st.text(st.characters(exclude_categories=("C", "Z")) | st.sampled_from(_SIGNS), min_size=1)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: fault_in_remark(text) is None)
)


def _shorts(*, context: bool) -> st.SearchStrategy[Short]:
    return st.builds(
        Short,
        target=TARGET,
        sources=SOURCES,
        admitted=TARGETS,
        wrong=TARGETS,
        context=SOURCES if context else st.just(()),
    )


def entries(*, plain: bool = False) -> st.SearchStrategy[Entry]:
    """Entries; ``plain`` ones have only what a table of two columns can hold."""
    never = st.just(False)
    flags = never if plain else st.booleans()
    return st.builds(
        Entry,
        id=st.from_regex("[a-z0-9]{1,4}(-[a-z0-9]{1,3}){0,2}", fullmatch=True),
        target=TARGET,
        sources=SOURCES,
        admitted=TARGETS,
        wrong=TARGETS,
        kind=st.sampled_from(Kind),
        short=st.none() | _shorts(context=not plain),
        adjective=st.none() | TARGET,
        plural=st.none() if plain else st.none() | TARGET,
        case_sensitive=flags,
        do_not_translate=flags,
        gender=st.none() | st.sampled_from(Gender),
        context=st.just(()) if plain else st.one_of(SOURCES, TARGETS),
        note=st.none() | REMARK,
        wikidata=st.none() | st.integers(1, 10**9).map("Q{}".format),
        origin=st.none() | REMARK,
    )


def glossaries(*, plain: bool = False) -> st.SearchStrategy[Glossary]:
    """Glossaries of a few entries."""
    return st.lists(
        entries(plain=plain), min_size=1, max_size=2, unique_by=lambda entry: entry.id
    ).map(lambda several: Glossary(entries=tuple(several)))
