"""Two spellings of one name, whether the glossary knows it or not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from mt_toolkit.findings import Finding, Severity
from mt_toolkit.mentions.agreement import given_names_agree
from mt_toolkit.mentions.alike import SHORTEST, may_be_one_name
from mt_toolkit.mentions.mention import Sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.checks.names_seen import NameSeen
    from mt_toolkit.checks.rules.base import DocumentContext
    from mt_toolkit.mentions.spellings import Spelling

__all__ = ["TwoSpellings"]

# From where on two words are taken for one name; measured, see docs/rules/MT301.md.
_SURE: Final = 0.9
# The same where both stand behind the same given name.
_SAME_PERSON: Final = 0.65
_NEVER: Final = 2.0
# How often it must be seen that a word is a name before it is compared with any other word.
_OFTEN: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A word that may be a name; of an Arabic one, what speaks for that."""

    key: str
    seen: NameSeen
    known: bool
    spelling: Spelling | None = None

    @property
    def standing(self) -> tuple[bool, int, int]:
        """The higher, the less it is this spelling that is doubted."""
        return self.known, self.seen.count, _signs(self.spelling)

    @property
    def documents(self) -> set[str]:
        """The documents that an Arabic word stands in."""
        return self.spelling.documents if self.spelling is not None else set()


class TwoSpellings:
    """Two spellings that sound like one name."""

    code: ClassVar[str] = "MT301"
    name: ClassVar[str] = "two-spellings"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, context: DocumentContext) -> Iterator[Finding]:
        """Every spelling that another, more frequent or known one is like."""
        likes: dict[str, tuple[float, NameSeen, NameSeen]] = {}
        for names in (_latin(context), *_arabic(context)):
            for score, one, other in _pairs(names):
                right, doubted = one.seen, other.seen
                if other.standing > one.standing:
                    right, doubted = doubted, right
                if score > likes.get(doubted.text, (0.0,))[0]:
                    likes[doubted.text] = (score, right, doubted)
        for _, right, doubted in likes.values():
            yield _finding(self, right, doubted)


def _latin(context: DocumentContext) -> list[_Candidate]:
    return [
        _Candidate(key=key, seen=seen, known=key in context.known)
        for key, seen in context.names.latin()
        if key not in context.judged
    ]


def _arabic(context: DocumentContext) -> Iterator[list[_Candidate]]:
    """The Arabic names, then with those of each document its words that may be any."""
    names: list[_Candidate] = []
    beside: defaultdict[str, list[_Candidate]] = defaultdict(list)
    others: list[_Candidate] = []
    for seen, spelling in context.names.arabic():
        words = spelling.key.split()
        if not context.judged.isdisjoint(words):
            continue
        known = context.known.issuperset(words)
        name = _Candidate(key=spelling.key, seen=seen, known=known, spelling=spelling)
        signs = _signs(spelling)
        (names if signs else others).append(name)
        if signs >= _OFTEN:
            for document in sorted(spelling.documents):
                beside[document].append(name)
    yield names
    for name in others:
        for document in name.documents & beside.keys():
            beside[document].append(name)
    yield from beside.values()


def _pairs(names: list[_Candidate]) -> Iterator[tuple[float, _Candidate, _Candidate]]:
    """Pairs of one name, each with how alike they are."""
    from mt_toolkit.names import candidate_pairs, similarity

    names = [name for name in names if len(name.key) >= SHORTEST]
    for at, beside in candidate_pairs([name.key for name in names]):
        one, other = names[at], names[beside]
        if (one.known and other.known) or not may_be_one_name(one.key, other.key):
            continue
        least = _least(one, other)
        if least < _NEVER and (score := similarity(one.key, other.key)) >= least:
            yield score, one, other


def _least(one: _Candidate, other: _Candidate) -> float:
    """How alike two words have to be, by what speaks for their being one name."""
    if one.spelling is None or other.spelling is None:
        return _SURE
    given = given_names_agree(one.spelling, other.spelling)
    if given is None:
        return _NEVER
    if given:
        return _SAME_PERSON
    signs = _signs(one.spelling), _signs(other.spelling)
    if all(signs):
        return _SURE
    # One of them may be any word; it is rather a name where the name itself is at hand.
    together = not one.documents.isdisjoint(other.documents)
    return _SURE if together and max(signs) >= _OFTEN else _NEVER


def _signs(spelling: Spelling | None) -> int:
    """How often a title or a given name says that an Arabic word is a name."""
    if spelling is None:
        return 0
    return spelling.signs[Sign.TITLE] + spelling.signs[Sign.GIVEN_NAME]


def _finding(rule: TwoSpellings, right: NameSeen, doubted: NameSeen) -> Finding:
    times = "once" if right.count == 1 else f"{right.count} times"
    elsewhere = "" if right.path == doubted.path else f" of {right.path or '<stdin>'}"
    return Finding(
        path=doubted.path,
        location=doubted.place.location,
        code=rule.code,
        rule=rule.name,
        severity=rule.severity,
        message=f"{doubted.text} and {right.text} ({times}, "
        f"line {right.place.location.line}{elsewhere}) look like one name",
        mend="Write the name in one way, and put it into the glossary",
        source_line=doubted.place.source_line,
        source_column=doubted.place.source_column,
    )
