"""Which entry each form of a glossary belongs to, and what cannot belong to another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.errors import InputError
from mt_toolkit.glossary.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.glossary.model import Entry, Form, Glossary, Short

__all__ = ["Claims"]


class Claims:
    """The forms of a glossary's entries by what they stand for.

    Args:
        glossary: The glossary.
    """

    def __init__(self, glossary: Glossary) -> None:
        self._by_id: dict[str, Entry] = {}
        self._by_target: dict[str, Entry] = {}
        self._by_short: dict[str, list[str]] = {}
        self._sources: dict[str, list[tuple[str, Form]]] = {}
        self._right: dict[str, list[str]] = {}
        self._wrong: dict[str, list[str]] = {}
        for entry in glossary:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Take up an entry, or what is new in it."""
        self._by_id[entry.id] = entry
        self._by_target.setdefault(entry.target, entry)
        for form in entry.forms:
            if form.short:
                _note(self._by_short, form.target, entry.id)
            for source in form.sources:
                self._sources.setdefault(fold(source), []).append((entry.id, form))
            for target in (form.target, *form.admitted):
                _note(self._right, target, entry.id)
            for wrong in form.wrong:
                _note(self._wrong, wrong, entry.id)

    def counterpart(self, proposal: Entry) -> Entry | None:
        """The entry that a proposal is about, if the glossary has it.

        That is the one with its id, else with its target, else the only one whose short form its
        target is.
        """
        found = self._by_id.get(proposal.id) or self._by_target.get(proposal.target)
        if found is None and proposal.short is None:
            owners = self._by_short.get(proposal.target, [])
            if len(owners) == 1:
                return self._by_id[owners[0]]
        return found

    def against(self, proposal: Entry, mine: Entry | None) -> Iterator[InputError]:
        """What in a proposal contradicts the glossary.

        Args:
            proposal: The proposal.
            mine: The entry it is about, if there is one.
        """
        if mine is not None:
            yield from self._other_targets(proposal, mine)
        own = mine.id if mine is not None else proposal.id
        for form in proposal.forms:
            for source in form.sources:
                owner = self._source_owner(source, form, own)
                if owner is not None:
                    yield self._conflict(
                        proposal,
                        form,
                        "sources",
                        source,
                        f"{source!r} is a source form of {owner!r}{self._where(owner)}",
                        f"Give the proposal the id {owner!r} if both are one; else take the form "
                        "out of one of the two, or give context to both",
                    )
            for field, target in _targets(form):
                owner = next(iter(self._wrong.get(target, ())), None)
                if owner is not None:
                    yield self._conflict(
                        proposal,
                        form,
                        field,
                        target,
                        f"{target!r} is wrong according to {owner!r}{self._where(owner)}",
                        "Decide which of the two is right",
                    )
            for wrong in form.wrong:
                owner = next(iter(self._right.get(wrong, ())), None)
                if owner is not None:
                    yield self._conflict(
                        proposal,
                        form,
                        "wrong",
                        wrong,
                        f"{wrong!r} is listed as wrong, but it is right for {owner!r}"
                        f"{self._where(owner)}",
                        "Take it out of the wrong ones",
                    )

    def _other_targets(self, proposal: Entry, mine: Entry) -> Iterator[InputError]:
        pairs: list[tuple[Entry | Short, Entry | Short, Form]] = [
            (proposal, mine, proposal.forms[0])
        ]
        if proposal.short is not None and mine.short is not None:
            pairs.append((proposal.short, mine.short, proposal.forms[1]))
        for theirs, ours, form in pairs:
            if theirs.target not in (ours.target, *ours.admitted):
                yield self._conflict(
                    proposal,
                    form,
                    "target",
                    theirs.target,
                    f"the target of {mine.id!r} is {ours.target!r}, not {theirs.target!r}"
                    f"{self._where(mine.id)}",
                    "Take one of the two, admit the other, or give the proposal an id of its own",
                )

    def _source_owner(self, source: str, form: Form, own: str) -> str | None:
        """Another entry with the source form, unless context tells the two apart."""
        context = set(map(fold, form.context))
        for owner, theirs in self._sources.get(fold(source), ()):
            other = set(map(fold, theirs.context))
            if owner != own and (not (context or other) or context & other):
                return owner
        return None

    def _where(self, owner: str) -> str:
        place = self._by_id[owner].place
        if place is None:
            return ""
        line, column = place.of()
        return f", {place.path or '<stdin>'}:{line}:{column}"

    def _conflict(
        self, proposal: Entry, form: Form, field: str, text: str, problem: str, mend: str
    ) -> InputError:
        place = proposal.place
        if place is None:
            return InputError(f"{proposal.id}: {problem}", mend=mend)
        owner = proposal.short if form.short and proposal.short is not None else proposal
        listed = getattr(owner, field)
        way: tuple[str | int, ...] = ("short", field) if form.short else (field,)
        if field != "target" and text in listed:
            way = (*way, listed.index(text))
        line, column = place.of(*way)
        return InputError(problem, path=place.path, line=line, column=column, mend=mend)


def _targets(form: Form) -> Iterator[tuple[str, str]]:
    yield "target", form.target
    for text in form.admitted:
        yield "admitted", text


def _note(owners: dict[str, list[str]], form: str, entry_id: str) -> None:
    known = owners.setdefault(form, [])
    if entry_id not in known:
        known.append(entry_id)
