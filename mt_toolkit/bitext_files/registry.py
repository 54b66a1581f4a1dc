"""The forms of bitext by name and by suffix, and reading and writing in any of them."""

from __future__ import annotations

import contextlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mt_toolkit.bitext_files.jsonl import JSONL
from mt_toolkit.bitext_files.lines import is_packed, unpacked_name
from mt_toolkit.bitext_files.model import BitextForm, Languages
from mt_toolkit.bitext_files.moses import MOSES, moses_files, moses_paths
from mt_toolkit.bitext_files.parquet import PARQUET
from mt_toolkit.bitext_files.tmx import TMX
from mt_toolkit.bitext_files.tsv import TSV
from mt_toolkit.bitext_files.xliff import XLIFF
from mt_toolkit.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mt_toolkit.bitext import SegmentPair
    from mt_toolkit.bitext_files.model import RowOrError, WritePair

__all__ = ["FORMS", "bitext_writer", "files_of", "form_of", "read_bitext", "read_rows"]

FORMS: Final[Mapping[str, BitextForm]] = MappingProxyType(
    {form.name: form for form in (TSV, JSONL, MOSES, TMX, XLIFF, PARQUET)}
)
"""All forms by their names."""


def form_of(
    path: Path,
    given: str | None = None,
    *,
    languages: Languages | None = None,
    option: str = "--to",
) -> BitextForm:
    """The form of a file.

    Args:
        path: The file, for Moses the common beginning of two files, or one of them.
        given: The form's name where the user said it; otherwise the suffix before ``.gz`` or
            ``.xz`` tells.
        languages: Suffixes of Moses files; otherwise Arabic and English.
        option: The option that names another form, for messages.

    Raises:
        UsageError: There is no such form, the suffix tells none, or the form is never packed.
    """
    if not path.name:
        raise UsageError(f"{path} is a folder", mend="Name a file")
    form = (
        _named(given) if given is not None else _by_suffix(path, languages or Languages(), option)
    )
    if is_packed(path) and not form.packed:
        raise UsageError(
            f"{path}: {form.name} is packed in itself", mend=f"Leave {path.suffix} out"
        )
    return form


def _named(name: str) -> BitextForm:
    try:
        return FORMS[name]
    except KeyError:
        raise UsageError(
            f"unknown form of bitext: {name}", mend=f"Known are {', '.join(FORMS)}"
        ) from None


def _by_suffix(path: Path, languages: Languages, option: str) -> BitextForm:
    suffix = path.with_name(unpacked_name(path)).suffix.lower()
    for form in FORMS.values():
        if suffix in form.suffixes:
            return form
    if path in (sides := moses_paths(path, languages)) or all(side.exists() for side in sides):
        return MOSES
    known = [known for form in FORMS.values() for known in form.suffixes]
    raise UsageError(
        f"{path}: unknown suffix {suffix or '(none)'}; known are {', '.join(known)}, and for moses "
        f".{languages.source} beside .{languages.target}",
        mend=f"Name the form with {option}: {', '.join(FORMS)}",
    )


def files_of(path: Path, form: BitextForm, languages: Languages | None = None) -> tuple[Path, ...]:
    """The files that a path stands for in a form: three for Moses, otherwise itself."""
    return moses_files(path, languages or Languages()) if form is MOSES else (path,)


def read_rows(
    path: Path, form: BitextForm, languages: Languages | None = None
) -> Iterator[RowOrError]:
    """Read a file with the places of its pairs, in constant memory.

    Args:
        path: The file.
        form: Its form.
        languages: Its languages; otherwise Arabic and English.

    Yields:
        Rows, and an error for each row that makes no sense.

    Raises:
        InputError: The file cannot be read from some place on.
    """
    return form.rows(path, languages or Languages())


def read_bitext(
    path: Path,
    form: str | None = None,
    *,
    source_language: str = "ar",
    target_language: str = "en",
) -> Iterator[SegmentPair]:
    """Read the pairs of a file in order, in constant memory.

    Args:
        path: The file, for Moses the common beginning of two files, or one of them.
        form: The name of its form; otherwise its suffix tells.
        source_language: BCP-47 tag; it stands for its regional variants too.
        target_language: Likewise.

    Raises:
        InputError: The file cannot be read, or a row of it makes no sense.
        UsageError: There is no such form, or the suffix tells none.
    """
    languages = Languages(source=source_language, target=target_language)
    rows = read_rows(path, form_of(path, form, languages=languages), languages)
    return _pairs(rows)


def _pairs(rows: Iterator[RowOrError]) -> Iterator[SegmentPair]:
    for row in rows:
        if isinstance(row, InputError):
            raise row
        yield row.pair


@contextlib.contextmanager
def bitext_writer(
    path: Path,
    form: str | None = None,
    *,
    source_language: str = "ar",
    target_language: str = "en",
) -> Iterator[WritePair]:
    """Open a file for pairs; it appears under its name when all are written.

    Args:
        path: The file, for Moses the common beginning of two files, or one of them.
        form: The name of its form; otherwise its suffix tells.
        source_language: BCP-47 tag of the source.
        target_language: Likewise.

    Yields:
        A function that writes a pair.

    Raises:
        OutputError: The file cannot be written.
        UsageError: There is no such form, or the suffix tells none.
    """
    languages = Languages(source=source_language, target=target_language)
    chosen = form_of(path, form, languages=languages)
    with chosen.writer(path, languages) as write:
        yield write
