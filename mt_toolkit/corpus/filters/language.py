"""Removes what is in another language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Final

from mt_toolkit.arabic import is_arabic

if TYPE_CHECKING:
    from mt_toolkit.bitext import SegmentPair

__all__ = ["Language"]

# The languages told apart: those written in either script that have much text. The library knows
# a hundred more, and takes short English for the small ones among them.
_KNOWN: Final = (
    *("ar", "arz", "ary", "fa", "ur", "ps", "sdh", "ug", "ku"),
    *("en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl", "cs", "ro", "hu"),
    *("tr", "az", "uz", "id", "ms", "sw", "so", "ha", "sq", "vi", "tl"),
)
_WANTED: Final = {"source": frozenset({"ar", "arz", "ary"}), "target": frozenset({"en"})}


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Language identification by letters and parts of words (py3langid).

    Attributes:
        sure: Probability from which on another language is believed.
        words: Shorter texts are not judged: names and titles look like any language.
    """

    name: ClassVar[str] = "language"

    sure: float = 0.8
    words: int = 5

    def reason(self, pair: SegmentPair) -> str | None:
        """Why the pair is to go, or ``None``."""
        for side, text in (("source", pair.source), ("target", pair.target)):
            words = [word for word in text.split() if _is_word(word, arabic=side == "source")]
            if len(words) < self.words:
                continue
            language, probability = _identifier().classify(" ".join(words))
            if language not in _WANTED[side] and probability >= self.sure:
                return (
                    f"{side} is {language} with a probability of {probability:.2f}, "
                    f"{self.sure:g} or more"
                )
        return None


def _is_word(word: str, *, arabic: bool) -> bool:
    """Whether a word is in the script of its side: a formula or a Latin name is not judged."""
    letter = next(filter(str.isalpha, word), "")
    return bool(letter) and is_arabic(letter) == arabic


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_KNOWN)
    return identifier
