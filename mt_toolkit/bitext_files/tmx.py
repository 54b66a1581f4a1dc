"""Bitext as TMX 1.4b, the exchange format of translation memories; everything is kept.

What a pair has beside its texts is in ``prop`` elements of its unit. A character that XML cannot
hold is a placeholder: ``<ph type="x-character">U+0001</ph>``. There is no document type in what is
written: many programs would look for the file that it names.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

import mt_toolkit
from mt_toolkit.bitext_files.model import BitextForm, Row
from mt_toolkit.bitext_files.output import text_output
from mt_toolkit.bitext_files.properties import pair_with, properties_of
from mt_toolkit.bitext_files.records import FieldError
from mt_toolkit.bitext_files.tmx_units import CHARACTER, same_language, tmx_units
from mt_toolkit.bitext_files.xml_reading import xml_text
from mt_toolkit.bitext_files.xml_text import attribute, escaped, marked
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.bitext_files.model import Languages, RowOrError, WritePair
    from mt_toolkit.bitext_files.tmx_units import TmxUnit

__all__ = ["TMX"]

_PREFIX: Final = "x-mt-toolkit-"


def _rows(path: Path, languages: Languages) -> Iterator[RowOrError]:
    """The units that have at least one of the languages; a side may be missing.

    Raises:
        InputError: The file cannot be read, or has other languages and lacks one of these.
    """
    wanted = (languages.source, languages.target)
    lacking = set(wanted)
    others: set[str] = set()
    for unit in tmx_units(xml_text(path), path):
        found = [language for language in wanted if unit.variant(language) is not None]
        lacking.difference_update(found)
        others.update(
            variant.tag
            for variant in unit.variants
            if not any(same_language(variant.tag, language) for language in wanted)
        )
        if found:
            yield _row(unit, languages, path)
    if lacking and others:
        raise InputError(
            f"no translation unit is in {' or '.join(sorted(lacking))}; "
            f"the file also has {', '.join(sorted(tag or 'no tag' for tag in others))}",
            path=path,
            mend="Choose the languages with --source-language and --target-language",
        )


def _row(unit: TmxUnit, languages: Languages, path: Path) -> RowOrError:
    source, target = unit.variant(languages.source), unit.variant(languages.target)
    ours = [
        (kind.removeprefix(_PREFIX).replace("-", "_"), text)
        for kind, text in unit.properties
        if kind.startswith(_PREFIX)
    ]
    try:
        pair = pair_with(
            source.text if source is not None else "",
            target.text if target is not None else "",
            ours,
        )
    except FieldError as error:
        return InputError(error.problem, path=path, line=unit.line, mend=error.mend)
    tags = tuple((variant.tag, variant.line) for variant in unit.variants)
    return Row(pair=pair, line=unit.line, id=unit.id, tags=tags)


@contextlib.contextmanager
def _writer(path: Path, languages: Languages) -> Iterator[WritePair]:
    with text_output(path) as write:
        write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
            f'<header creationtool="mt-toolkit" creationtoolversion="{mt_toolkit.__version__}" '
            'segtype="sentence" o-tmf="mt-toolkit" adminlang="en" '
            f'srclang="{attribute(languages.source)}" datatype="plaintext"/>\n<body>\n'
        )

        def write_pair(pair: SegmentPair) -> None:
            write("".join(_unit(pair, languages)))

        yield write_pair
        write("</body>\n</tmx>\n")


def _unit(pair: SegmentPair, languages: Languages) -> Iterator[str]:
    yield "<tu>\n"
    for name, value in properties_of(pair):
        kind = _PREFIX + name.replace("_", "-")
        yield f'<prop type="{kind}">{escaped(value)}</prop>\n'
    if pair.source or not pair.target:  # A unit has at least one variant.
        yield _variant(pair.source, languages.source)
    if pair.target:
        yield _variant(pair.target, languages.target)
    yield "</tu>\n"


def _variant(text: str, language: str) -> str:
    segment = marked(text, lambda point: f'<ph type="{CHARACTER}">U+{point:04X}</ph>')
    return f'<tuv xml:lang="{attribute(language)}"><seg>{segment}</seg></tuv>\n'


TMX: Final = BitextForm(
    name="tmx",
    suffixes=(".tmx",),
    packed=True,
    rows=_rows,
    writer=_writer,
)
