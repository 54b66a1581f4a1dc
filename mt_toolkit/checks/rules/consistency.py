"""Two spellings of one name, whether the glossary knows it or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from mt_toolkit.checks.alike import may_be_one_name
from mt_toolkit.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mt_toolkit.checks.names_seen import NameSeen
    from mt_toolkit.checks.rules.base import DocumentContext

__all__ = ["TwoSpellings"]

# From where on two words are taken for one name; measured, see docs/rules/MT301.md.
_SURE: Final = 0.9


class TwoSpellings:
    """Two spellings that sound like one name."""

    code: ClassVar[str] = "MT301"
    name: ClassVar[str] = "two-spellings"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, context: DocumentContext) -> Iterator[Finding]:
        """Every spelling that another, more frequent or known one is like."""
        from mt_toolkit.names import candidate_pairs, similarity

        names = [
            (key, name)
            for key, name in context.names.names.items()
            if (name.arabic or key.lower() not in context.names.lower) and key not in context.judged
        ]
        likes: dict[str, tuple[float, NameSeen, NameSeen]] = {}
        for at, other in candidate_pairs([key for key, _ in names]):
            (key, name), (other_key, another) = names[at], names[other]
            if name.arabic != another.arabic or not may_be_one_name(key, other_key):
                continue
            known = key in context.known, other_key in context.known
            if all(known):
                continue
            score = similarity(key, other_key)
            if score < _SURE:
                continue
            right, doubted = name, another
            if known[1] or (not known[0] and another.count > name.count):
                right, doubted = another, name
            if score > likes.get(doubted.text, (0.0,))[0]:
                likes[doubted.text] = (score, right, doubted)
        for _, right, doubted in likes.values():
            yield _finding(self, right, doubted)


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
