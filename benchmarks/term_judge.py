"""How the translations of ``benchmarks/terms.py`` are judged: by the target forms alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from term_places import misplaced_terms

from mt_toolkit.glossary import Glossary, Kind
from mt_toolkit.glossary.match import Matcher, Side, TermMatch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from term_items import Item

    from mt_toolkit.text import Span

_SLOT: Final = re.compile(r"\{(\d)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of the terms of one sentence.

    Attributes:
        kept: For each term whether it is there: in a right form, as often as in the source.
        placed: For each term whether it is where one of the orders of the template has it; true
            where there is none, or the term is not there.
        canonical: How many of those kept have the canonical form itself.
    """

    kept: tuple[bool, ...]
    placed: tuple[bool, ...]
    canonical: int

    @property
    def success(self) -> Iterator[bool]:
        """For each term whether form, count and place are right."""
        return (kept and placed for kept, placed in zip(self.kept, self.placed, strict=True))


class Judge:
    """Looks for the terms of sentences in their translations."""

    def __init__(self, glossary: Glossary) -> None:
        self._targets = Matcher(glossary, Side.TARGET)

    def verdict(self, item: Item, text: str) -> Verdict:
        """Judge one translation."""
        matches = self._targets.find(text)
        groups: dict[str, list[int]] = defaultdict(list)
        for number, term in enumerate(item.terms):
            groups[term.entry.id].append(number)
        kept = [False] * len(item.terms)
        there: dict[int, list[Span]] = {}
        canonical = 0
        for numbers in groups.values():
            terms = [item.terms[number] for number in numbers]
            ids = {entry.id for term in terms for entry, _ in term.readings}
            mentions = [m for m in matches if ids & {entry.id for entry, _ in m.readings}]
            good = _good(terms, mentions)
            for number in numbers[:good]:
                kept[number] = True
            right = [mention for mention in mentions if mention.kind.right]
            canonical += sum(m.spelling == m.form.target for m in right[:good])
            if good:
                there |= {number: [mention.span for mention in right] for number in numbers}
        misplaced = misplaced_terms(text, matches, there, item.orders)
        return Verdict(
            kept=tuple(kept),
            placed=tuple(number not in misplaced for number in range(len(kept))),
            canonical=canonical,
        )

    def spellings(self, items: Sequence[Item], texts: Sequence[str]) -> Iterator[Counter[str]]:
        """How often each spelling of one form of one entity stands in one article.

        A last name is compared with last names only, and an acronym with acronyms.
        """
        found: dict[tuple[str, str, bool, bool], Counter[str]] = defaultdict(Counter)
        for item, text in zip(items, texts, strict=True):
            if item.part == "articles":
                for match in self._targets.find(text):
                    inflected = match.spelling in {match.entry.adjective, match.entry.plural}
                    if not inflected and match.entry.kind in {Kind.PERSON, Kind.PLACE}:
                        spelling = match.span.of(text).lower().removeprefix("the ")
                        shape = (match.form.short, match.span.of(text).isupper())
                        found[item.document, match.entry.id, *shape][spelling] += 1
        yield from found.values()

    def without_terms(self, text: str) -> str:
        """A text with every form that the glossary knows cut out, and every slot."""
        for match in reversed(self._targets.find(text)):
            text = text[: match.span.start] + text[match.span.end :]
        return " ".join(_SLOT.sub("", text).split())


def _good(terms: Sequence[TermMatch], mentions: Sequence[TermMatch]) -> int:
    """How many of the terms of one entry are there as they should be."""
    right = [mention for mention in mentions if mention.kind.right]
    good = min(len(terms), len(right))
    surplus = 0
    if terms[0].entry.kind is Kind.PERSON:
        # A last name for a last name, and nobody said more often than in the source.
        want = Counter(term.form.short for term in terms)
        good = sum((want & Counter(one.form.short for one in right)).values())
        surplus = max(0, len(mentions) - len(terms))
    return max(0, good - (len(mentions) - len(right)) - surplus)
