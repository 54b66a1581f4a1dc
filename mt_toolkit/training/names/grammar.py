# ruff: noqa: RUF001 - Arabic letters by purpose
"""What grammar asks of a name that takes another's place: gender, case, number, the article."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary import Gender, Kind, fold
from mt_toolkit.terms.inflect import needs_article
from mt_toolkit.terms.words import FUNCTION_WORDS, at_sentence_start

if TYPE_CHECKING:
    from mt_toolkit.glossary import Entry
    from mt_toolkit.text import Span

__all__ = [
    "Articles",
    "gender_of",
    "is_common_noun",
    "is_nominative",
    "is_oblique",
    "is_plural",
    "with_possessive",
]

# Folded first words of names that verbs agree with as masculine. Other names of places, and of
# papers and agencies in foreign words, are feminine: the word for city or agency is thought of.
_MASCULINE: Final = frozenset(
    "اتحاد اعصار انبوب بحر برنامج بنك بيت تخصيب تلفزيون تنظيم جهاز جيش حرس حزب حقل حلف خام خروج "  # noqa: SIM905
    "خط خليج شرق صاروخ صندوق ضغط طيران فيلق قطاع مجلس مركز مضيق مطار مكتب مهبط ناتو نفط نهر هلال "
    "واجب اثراء انسحاب بنتاغون بنتاجون موساد كرملين كونغرس كونجرس عراق لبنان اردن مغرب سودان يمن "
    "صومال فاتيكان حوثيون حوثيين ديمقراطيون ديمقراطيين ديموقراطيون ديموقراطيين جمهوريون جمهوريين "
    "اطباء ابناء اعضاء عضو سيناتور سناتور مرشد زعيم امين ايه مسقط بريكست برنت "
    "جبل ميناء معبر سد سهل".split()
)
_FEMININE_ENDING: Final = re.compile("(?:ه|ات|اء)$")
_NOMINATIVE: Final = re.compile("(?:ون|ان)$")
_OBLIQUE: Final = re.compile("ين$")
# Sound plurals, and the broken ones that words for things most often have.
_PLURAL: Final = re.compile("(?:..+ات|..+ون|..+ين|ا[^ا]{2}ا[^ا]|ا[^ا]{3}ه|[^ا]وا[^ا]ي?[^ا])$")
_POSSESSIVE: Final = re.compile(r"(['\u2019])(s\b)?")
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+) \"?\Z")
_WORD_AFTER: Final = re.compile(r"[ -]([^\W\d_]+)")
_POSSESSIVES: Final = frozenset({"her", "his", "its", "my", "our", "their", "your"})
_INDEFINITE: Final = frozenset({"a", "an", "that", "these", "this", "those"})
# How often a name must be seen, and which share of it otherwise than usual, to make it so.
_LEAST: Final = 5
_CLEAR: Final = 0.75


def gender_of(entry: Entry, source: str) -> Gender | None:
    """The gender that Arabic verbs show beside a name; ``None`` for a person of unknown gender."""
    if entry.gender is not None:
        return entry.gender
    if entry.kind is Kind.PERSON:
        return None
    head = _head(source)
    if head in _MASCULINE or (
        entry.kind is not Kind.PLACE
        and source.startswith("ال")
        and not _FEMININE_ENDING.search(head)
    ):
        return Gender.MASCULINE
    return Gender.FEMININE


def is_nominative(source: str, sources: tuple[str, ...]) -> bool:
    """Whether a source form is the nominative of one that has two cases (الحوثيون)."""
    return _has_other_case(source, sources, _NOMINATIVE, "ين")


def is_oblique(source: str, sources: tuple[str, ...]) -> bool:
    """Whether a source form is the genitive and accusative of one with two cases (الحوثيين)."""
    return _has_other_case(source, sources, _OBLIQUE, "ون")


def _has_other_case(
    source: str, sources: tuple[str, ...], ending: re.Pattern[str], other: str
) -> bool:
    return ending.search(source) is not None and ending.sub(other, source) in sources


def is_plural(source: str) -> bool:
    """Whether a source form of a common noun looks like a plural."""
    return _PLURAL.search(_head(source)) is not None


def is_common_noun(entry: Entry) -> bool:
    """Whether an entry is no name: "ballistic missile"."""
    return entry.kind is Kind.TERM and (entry.target[:1].islower() or entry.plural is not None)


def with_possessive(name: str, rest: str, *, plural: bool = False) -> str:
    """The text behind a name, its possessive ending as the name asks for: Fabius', Kerry's.

    Args:
        name: The name.
        rest: What stands behind the place where it comes.
        plural: Whether an apostrophe alone may be a possessive ending there.
    """
    found = _POSSESSIVE.match(rest)
    if found is None or not (found[2] or plural):
        return rest
    return found[1] + ("" if name.endswith("s") else "s") + rest[found.end() :]


def _head(source: str) -> str:
    return fold(source.split()[0].removeprefix("ال"))


class Articles:
    """Which English names go with "the", as a user's own texts have it.

    Where they say too little, :func:`~mt_toolkit.terms.inflect.needs_article` does.
    """

    def __init__(self) -> None:
        self._with: Counter[str] = Counter()
        self._all: Counter[str] = Counter()
        self._owned: Counter[str] = Counter()

    def see(self, text: str, span: Span) -> None:
        """Take up how a name stands in a text."""
        before = _WORD_BEFORE.search(text, 0, span.start)
        if before is None or at_sentence_start(text, span.start):
            return
        after = _WORD_AFTER.match(text, span.end)
        joined = text.startswith((",", " and "), span.end)
        if joined or (after is not None and after[1].lower() not in FUNCTION_WORDS):
            return  # The article of "the Arak and Fordo reactors" is the reactors'.
        # After "US", "Iran's" or "a" the article is not missed.
        name, word = span.of(text), before[1].lower()
        if word in _POSSESSIVES:
            self._owned[name] += 1
        elif word in FUNCTION_WORDS - _INDEFINITE:
            self._all[name] += 1
            self._with[name] += word == "the"

    def wanted(self, entry: Entry, form: str) -> bool:
        """Whether "the" stands before a form of a name."""
        if entry.kind is Kind.PERSON or form.lower().startswith("the "):
            return False
        usual = not is_common_noun(entry) and needs_article(entry, form)
        seen, article = self._all[form], self._with[form]
        against = seen - article if usual else article
        return not usual if seen >= _LEAST and against >= _CLEAR * seen else usual

    def owned(self, form: str) -> bool:
        """Whether a form is somebody's, more often than not: "his hometown"."""
        return 2 * self._owned[form] > self._all[form]
