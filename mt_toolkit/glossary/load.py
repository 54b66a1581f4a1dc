"""Reading glossary files of any of the formats, whole and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from mt_toolkit.errors import InputError
from mt_toolkit.glossary.build import build_glossary
from mt_toolkit.glossary.merge import merge
from mt_toolkit.glossary.problems import InvalidGlossary, Problems
from mt_toolkit.glossary.table import parse_table
from mt_toolkit.glossary.tbx import parse_tbx
from mt_toolkit.glossary.two_columns import parse_two_columns
from mt_toolkit.glossary.yaml_nodes import parse_yaml
from mt_toolkit.glossary.yaml_quick import read_quickly

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mt_toolkit.glossary.merge import Conflict
    from mt_toolkit.glossary.model import Glossary

__all__ = ["GlossaryFormat", "format_of", "load_glossaries", "load_glossary", "parse_glossary"]

GlossaryFormat: TypeAlias = Literal["yaml", "csv", "tsv", "tbx", "pairs-csv", "pairs-tsv"]

_SUFFIXES: Final[dict[str, GlossaryFormat]] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tbx": "tbx",
}
# Some 100,000 entries. What is larger is not a glossary, and reading it would look like hanging.
_LARGEST: Final = 32 * 2**20


def format_of(path: Path) -> GlossaryFormat:
    """The format that a file's suffix stands for.

    Raises:
        InputError: None does.
    """
    found = _SUFFIXES.get(path.suffix.lower())
    if found is None:
        raise InputError(
            f"no glossary format has the suffix {path.suffix!r}",
            path=path,
            mend=f"Use one of {', '.join(_SUFFIXES)}, or name the format: "
            f"{', '.join(get_args(GlossaryFormat))}",
        )
    return found


def load_glossary(path: Path, file_format: GlossaryFormat | None = None) -> Glossary:
    """Read a glossary file.

    Args:
        path: The file.
        file_format: Its format, or ``None`` to go by its suffix. A CSV or TSV file without a
            heading that names our columns is read as two columns, source and target.

    Raises:
        InvalidGlossary: The file has errors; all of them are in it.
        InputError: The file cannot be read, is too large, or is in no known format.
    """
    chosen = file_format or format_of(path)
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror or error}", path=path, mend="Check the name"
        ) from error
    return parse_glossary(data, chosen, path)


def parse_glossary(
    data: bytes | str, file_format: GlossaryFormat, path: Path | None = None
) -> Glossary:
    """Read a glossary from the contents of a file.

    Args:
        data: The contents.
        file_format: Their format.
        path: Name of the file for messages, or ``None`` for standard input.

    Raises:
        InvalidGlossary: There are errors; all of them are in it.
        InputError: The contents are too large.
    """
    if len(data) > _LARGEST:
        raise InputError(
            f"larger than {_LARGEST // 2**20} MiB",
            path=path,
            mend="Divide the glossary into several files",
        )
    problems = Problems(path)
    text = _decode(data, problems) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    if file_format == "yaml":
        quick = read_quickly(text, path)
        if quick is not None:
            return quick
        return build_glossary(parse_yaml(text, problems), problems)
    if file_format == "tbx":
        return parse_tbx(text, problems)
    delimiter = "\t" if file_format.endswith("tsv") else ","
    if file_format in ("csv", "tsv"):
        return parse_table(text, delimiter, problems)
    return parse_two_columns(text, delimiter, problems)


def load_glossaries(paths: Sequence[Path]) -> tuple[Glossary, tuple[Conflict, ...]]:
    """Read several glossaries and merge them; in later files stands what counts.

    Returns:
        The merged glossary, and each entry that a later file changed.

    Raises:
        InvalidGlossary: Files have errors; all errors of all files are in it.
        InputError: A file cannot be read, or the files are for different languages.
        ValueError: ``paths`` is empty.
    """
    if not paths:
        raise ValueError("no glossary is given")
    errors: list[InputError] = []
    glossaries: list[Glossary] = []
    for path in paths:
        try:
            glossaries.append(load_glossary(path))
        except InvalidGlossary as invalid:
            errors.extend(invalid.errors)
        except InputError as error:
            errors.append(error)
    if errors:
        raise InvalidGlossary(errors)
    first = glossaries[0]
    for glossary, path in zip(glossaries, paths, strict=True):
        if (glossary.source_language, glossary.target_language) != (
            first.source_language,
            first.target_language,
        ):
            raise InputError(
                f"is from {glossary.source_language} to {glossary.target_language}, but {paths[0]} "
                f"is from {first.source_language} to {first.target_language}",
                path=path,
                mend="Give glossaries for one pair of languages",
            )
    return merge(*glossaries)


def _decode(data: bytes, problems: Problems) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        problems.add(
            f"byte 0x{data[error.start]:02X} is not UTF-8",
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
            mend="Save the file as UTF-8",
        )
        problems.stop()
