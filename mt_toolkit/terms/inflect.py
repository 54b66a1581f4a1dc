"""English around a term: which of its forms is meant, its capitals, the article, "a" and "an"."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from mt_toolkit.glossary import Kind
from mt_toolkit.terms.words import FUNCTION_WORDS, at_sentence_start
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from mt_toolkit.glossary import Entry, Form

__all__ = ["fit", "inflected_form", "is_inflection", "needs_article"]

# Names that begin or end with a common noun go with "the": the Strait of Hormuz.
_HEADS: Final = frozenset(
    "agency agreement army assembly authority bank bloc board brotherhood canal center centre "  # noqa: SIM905
    "coalition committee commission company conference congress convention corps council "
    "court crescent cross deal democrats department east emirates federation force forces front "
    "fund gas group guard guards gulf heights house houthis initiative institute islands kingdom "
    "league list ministry mountains nations netherlands ocean operations office "
    "organisation organization parliament party pentagon peninsula pipeline plan pact "
    "programme program republic republicans revolution river sea senate states strait strip "
    "taliban treaty union".split()
)
_SPELLED: Final = frozenset({"EU", "IAEA", "IMF", "UAE", "UK", "UN", "US"})
_BEFORE: Final = re.compile(r"(?P<word>[^\W_]+(?:['\u2019]s)?)[ \u00a0]+\Z")
_THE_BEFORE_QUOTE: Final = re.compile(
    r"(?<!\w)[Tt]he[ \u00a0]+(?P<quote>[\"'\u00ab\u2018\u201c])\Z"
)
_DETERMINED: Final = re.compile(
    r"(?:the|a|an|this|that|these|those|its|his|her|their|our|my|your|no|every|each|"
    r"[^\W_]+['\u2019]s)\Z",
    re.IGNORECASE,
)
_INDEFINITE: Final = re.compile(r"(?<!\w)(?P<article>an?)[ \u00a0]\Z", re.IGNORECASE)
# Said with a consonant, whatever the letter: a European, a UN envoy; and the reverse: an NPT.
_CONSONANT_SOUND: Final = re.compile(r"(?i:eu|uni|one\b|uk|ur[aeiou])|U[A-Z]")
_VOWEL_SOUND: Final = re.compile(r"[AEFHILMNORSX](?:[A-Z]{2,}|\b)")
# A word that the article may belong to: the Iran deal.
_NOUN_AFTER: Final = re.compile(r"[ \u00a0-](?P<word>[^\W_]+)")
_MARGIN: Final = 0.02
_ALIKE: Final = 0.7


def inflected_form(entry: Entry, form: Form, found: str, *, plural: bool = False) -> str:
    """The form of an entry that is meant where ``found`` stands: Iranian for "Iranan".

    Args:
        entry: The entry.
        form: Its full or short form, whose canonical spelling is the answer in doubt.
        found: What stands in the text.
        plural: Whether an ending in s is sign enough of a plural.
    """
    if entry.kind is Kind.PERSON:
        return form.target
    if set(found.casefold().split()) < set(form.target.casefold().split()):
        return form.target
    options = [form.target]
    options += [other for other in (entry.adjective, entry.plural) if other is not None]
    if plural and entry.plural and _looks_plural(found, entry.plural, form.target):
        return entry.plural
    likeness = [_ratio(found, option) for option in options]
    best = max(range(len(options)), key=likeness.__getitem__)
    alike = likeness[best] >= _ALIKE and likeness[best] > likeness[0] + _MARGIN
    return options[best] if alike else form.target


def _looks_plural(found: str, plural: str, singular: str) -> bool:
    ending = found.endswith("s") and not found.endswith("ss") and not singular.endswith("s")
    # A word with a capital is no common noun.
    return ending and found[0].isupper() == plural[0].isupper()


def is_inflection(entry: Entry, spelling: str) -> bool:
    """Whether a spelling is the adjective or plural of an entry."""
    return spelling in {entry.adjective, entry.plural}


def _ratio(a: str, b: str) -> float:
    return SequenceMatcher(None, a.casefold(), b.casefold(), autojunk=False).ratio()


def needs_article(entry: Entry, form: str) -> bool:
    """Whether English says "the" before a form of a name."""
    if entry.kind is Kind.PERSON or form.lower().startswith("the "):
        return False
    if entry.kind is Kind.TERM and form[:1].islower():
        return False
    if f"the {form}" in entry.admitted:
        return True
    if form in _SPELLED:
        return True
    words = form.lower().split()
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1]
    return head in _HEADS and (len(words) > 1 or entry.kind is not Kind.PLACE)


def fit(text: str, span: Span, new: str, *, article: bool, bare: bool = False) -> tuple[Span, str]:
    """Make ``new`` read well in the place of ``span``.

    Args:
        text: The sentence.
        span: What ``new`` replaces.
        new: A form of a term.
        article: Whether the form goes with "the".
        bare: Whether a "the" that stands there belongs to what is replaced, and goes with it.

    Returns:
        The range to replace, grown to the left by an article that changes with it, and its text.
    """
    old = span.of(text)
    new = _cased(text, span, old, new)
    before = text[: span.start]
    if indefinite := _INDEFINITE.search(before):
        return _with_indefinite(span, new, indefinite)
    quoted = _THE_BEFORE_QUOTE.search(before)
    if quoted is not None and new.startswith("The "):
        return Span(quoted.start(), span.end), quoted["quote"] + new
    preceding = _BEFORE.search(before)
    if preceding is not None and preceding["word"].lower() == "the":
        if new.startswith("The "):
            return Span(preceding.start(), span.end), _lead(preceding["word"], new)
        if not article and (bare or not _noun_follows(text, span.end)):
            start = Span(preceding.start(), span.end)
            return start, _cased(text, start, old, new)
        return span, new
    if not article or (old[:4].lower() == "the " and new[:4].lower() == "the "):
        return span, new
    if preceding is not None and (
        _DETERMINED.match(preceding["word"])
        or (preceding["word"][0].isupper() and preceding["word"].lower() not in FUNCTION_WORDS)
    ):
        return span, new
    if text[span.start - 1 : span.start] == "-":
        return span, new
    return span, f"The {new}" if at_sentence_start(text, span.start) else f"the {new}"


def _noun_follows(text: str, end: int) -> bool:
    found = _NOUN_AFTER.match(text, end)
    return found is not None and found["word"].lower() not in FUNCTION_WORDS


def _lead(article: str, new: str) -> str:
    """A title with its own article, written as the article in the text was."""
    return new if article[0].isupper() else f"the {new.removeprefix('The ')}"


def _with_indefinite(span: Span, new: str, found: re.Match[str]) -> tuple[Span, str]:
    article = found["article"]
    vowel = (new[:1].lower() in "aeiou" and not _CONSONANT_SOUND.match(new)) or _VOWEL_SOUND.match(
        new
    ) is not None
    wanted = "an" if vowel else "a"
    if article.lower() == wanted:
        return span, new
    wanted = wanted.capitalize() if article[0].isupper() else wanted
    return Span(found.start("article"), span.end), f"{wanted} {new}"


def _cased(text: str, span: Span, old: str, new: str) -> str:
    letters = [letter for letter in text if letter.isalpha()]
    if len(old) > 1 and old.isupper() and letters and all(map(str.isupper, letters)):
        return new.upper()
    if at_sentence_start(text, span.start):
        return new[:1].upper() + new[1:]
    return new
