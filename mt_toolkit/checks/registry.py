"""All rules, and which of them are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mt_toolkit.checks.rules.consistency import TwoSpellings
from mt_toolkit.checks.rules.glossary import GLOSSARY_RULES
from mt_toolkit.checks.rules.pairs import MissingTerm, NotKept, UnfoundedTerm
from mt_toolkit.checks.rules.scripts import LatinInArabic
from mt_toolkit.checks.rules.spelling import SourceSpelling, TargetCase, TargetSpelling
from mt_toolkit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mt_toolkit.checks.rules.base import DocumentRule, Rule, UnitRule

__all__ = ["RULES", "Selection"]

_UNIT_RULES: Final[tuple[UnitRule, ...]] = (
    TargetSpelling(),
    SourceSpelling(),
    TargetCase(),
    LatinInArabic(),
    MissingTerm(),
    UnfoundedTerm(),
    NotKept(),
)
_DOCUMENT_RULES: Final[tuple[DocumentRule, ...]] = (TwoSpellings(),)

RULES: Final[tuple[Rule, ...]] = (*_UNIT_RULES, *_DOCUMENT_RULES, *GLOSSARY_RULES)
"""Every rule, in the order of the codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The rules that are wanted, by codes or beginnings of codes.

    Attributes:
        select: What is wanted; nothing stands for everything.
        ignore: What is not; of two that fit a code the longer one counts.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @classmethod
    def parsed(cls, select: Sequence[str], ignore: Sequence[str]) -> Selection:
        """From options, several codes in one divided by commas.

        Raises:
            UsageError: No rule has a code that begins so.
        """
        return cls(select=_codes(select, "--select"), ignore=_codes(ignore, "--ignore"))

    def takes(self, code: str) -> bool:
        """Whether the rule with this code is wanted."""
        wanted = max((len(one) for one in self.select or ("",) if code.startswith(one)), default=-1)
        unwanted = max((len(one) for one in self.ignore if code.startswith(one)), default=-1)
        return wanted > unwanted

    @property
    def unit_rules(self) -> tuple[UnitRule, ...]:
        """The rules for pieces and pairs."""
        return tuple(rule for rule in _UNIT_RULES if self.takes(rule.code))

    @property
    def document_rules(self) -> tuple[DocumentRule, ...]:
        """The rules for documents."""
        return tuple(rule for rule in _DOCUMENT_RULES if self.takes(rule.code))


def _codes(options: Sequence[str], option: str) -> tuple[str, ...]:
    codes = tuple(
        code for part in options for one in part.split(",") if (code := one.strip().upper())
    )
    for code in codes:
        if code == "ALL":
            continue
        if not any(rule.code.startswith(code) for rule in RULES):
            known = ", ".join(rule.code for rule in RULES)
            raise UsageError(f"{option}: no rule is called {code}", mend=f"Known are {known}")
    return tuple("" if code == "ALL" else code for code in codes)
