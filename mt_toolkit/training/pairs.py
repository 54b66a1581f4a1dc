"""Reading bitext to learn from, and the English that the model learns to write."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext_files import FORMS, form_of, read_bitext
from mt_toolkit.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["read_pairs", "tidy_english"]

_STRAIGHT: Final = str.maketrans(
    {
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2018": "'", "\u2019": "'", "\u2013": "-", "\u2014": "-", "\u2026": "...",
    }
)  # fmt: skip


def tidy_english(text: str) -> str:
    """English as the model learns to write it: NFKC, straight quotes, plain dashes, one space."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).translate(_STRAIGHT)).strip()


def read_pairs(path: Path) -> Iterator[tuple[str, str]]:
    """Read pairs of source and target text, as they stand in a file of any form of bitext.

    Raises:
        InputError: The file is missing or damaged, holds a row that is no pair, or its form is not
            known.
    """
    try:
        form = form_of(path)
    except UsageError as error:
        raise InputError(
            "is no bitext that can be read", path=path, mend=f"Known are {', '.join(FORMS)}"
        ) from error
    for pair in read_bitext(path, form.name):
        yield pair.source, pair.target
