"""Reads one language of a TMX file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.bitext_files.tmx_units import tmx_units
from mt_toolkit.bitext_files.xml_reading import decoded_xml
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_tmx"]


def read_tmx(data: bytes, language: str, path: Path | None, *, option: str) -> list[str]:
    """The segments of ``language``, one for each translation unit, in order.

    White space within a segment becomes single spaces; inline codes are left out.

    Args:
        data: The file.
        language: A BCP-47 tag; it also stands for its regional variants. If a unit has several
            variants that match, the first is taken.
        path: The file's name for messages.
        option: The option that chooses another language, for messages.

    Raises:
        InputError: The file is not well-formed, declares entities, or a unit lacks the language.
    """
    segments = []
    for unit in tmx_units(decoded_xml([data], path), path):
        variant = unit.variant(language)
        if variant is None:
            raise InputError(
                f"the translation unit has no {language.lower()} segment",
                path=path,
                line=unit.line,
                mend=f"Choose the language with {option}",
            )
        segments.append(" ".join(variant.text.split()))
    return segments
