"""Bitext as XLIFF 2, the exchange format of translation jobs; everything is kept.

A pair is a unit with one segment; what it has beside its texts is in the metadata module. A
character that XML cannot hold is the element that XLIFF has for it: ``<cp hex="0001"/>``.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext_files.model import BitextForm, Row
from mt_toolkit.bitext_files.output import text_output
from mt_toolkit.bitext_files.properties import pair_with, properties_of
from mt_toolkit.bitext_files.records import FieldError
from mt_toolkit.bitext_files.tmx_units import same_language
from mt_toolkit.bitext_files.xliff_units import CATEGORY, CORE, METADATA, xliff_units
from mt_toolkit.bitext_files.xml_reading import xml_text
from mt_toolkit.bitext_files.xml_text import attribute, escaped, marked
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.bitext_files.model import Languages, RowOrError, WritePair
    from mt_toolkit.bitext_files.xliff_units import XliffUnit

__all__ = ["XLIFF"]


def _rows(path: Path, languages: Languages) -> Iterator[RowOrError]:
    """The segments of all units; a file that goes the other way is read with its sides exchanged.

    Raises:
        InputError: The file cannot be read, or is in other languages.
    """
    for unit in xliff_units(xml_text(path), path):
        turned = _is_turned(unit, languages, path)
        for number, (source, target) in enumerate(unit.segments, 1):
            alone = len(unit.segments) == 1
            try:
                pair = pair_with(
                    target if turned else source,
                    source if turned else target,
                    unit.properties if alone else (),
                )
            except FieldError as error:
                yield InputError(error.problem, path=path, line=unit.line, mend=error.mend)
                continue
            tags = tuple((tag, unit.languages[2]) for tag in unit.languages[:2] if tag)
            name = unit.id if alone else f"{unit.id}/{number}"
            yield Row(pair=pair, line=unit.line, id=name, tags=tags)


def _is_turned(unit: XliffUnit, languages: Languages, path: Path) -> bool:
    source, target, line = unit.languages
    for turned, wanted in enumerate(
        ((languages.source, languages.target), (languages.target, languages.source))
    ):
        if same_language(source, wanted[0]) and (not target or same_language(target, wanted[1])):
            return bool(turned)
    raise InputError(
        f"the file is from {source or 'no language'} to {target or 'no language'}, "
        f"not from {languages.source} to {languages.target}",
        path=path,
        line=line,
        mend="Choose the languages with --source-language and --target-language",
    )


@contextlib.contextmanager
def _writer(path: Path, languages: Languages) -> Iterator[WritePair]:
    count = 0
    with text_output(path) as write:
        write(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<xliff xmlns="{CORE}" xmlns:mda="{METADATA}" version="2.0" '
            f'srcLang="{attribute(languages.source)}" trgLang="{attribute(languages.target)}">\n'
            '<file id="f1" xml:space="preserve">\n'
        )

        def write_pair(pair: SegmentPair) -> None:
            nonlocal count
            count += 1
            write("".join(_unit(pair, count)))

        yield write_pair
        if not count:
            write('<group id="g1"/>\n')  # A file must not be empty.
        write("</file>\n</xliff>\n")


def _unit(pair: SegmentPair, number: int) -> Iterator[str]:
    yield f'<unit id="u{number}">\n'
    if metas := list(properties_of(pair)):
        yield f'<mda:metadata><mda:metaGroup category="{CATEGORY}">\n'
        for name, value in metas:
            yield f'<mda:meta type="{name}">{escaped(value)}</mda:meta>\n'
        yield "</mda:metaGroup></mda:metadata>\n"
    yield f"<segment>\n<source>{_content(pair.source)}</source>\n"
    if pair.target:
        yield f"<target>{_content(pair.target)}</target>\n"
    yield "</segment>\n</unit>\n"


def _content(text: str) -> str:
    return marked(text, lambda point: f'<cp hex="{point:04X}"/>')


XLIFF: Final = BitextForm(
    name="xliff",
    suffixes=(".xlf", ".xliff"),
    packed=True,
    rows=_rows,
    writer=_writer,
)
