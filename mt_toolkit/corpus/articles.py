"""What a corpus is built from: articles, alone or with their English versions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.article import ARTICLE_SUFFIXES
from mt_toolkit.alignment.matching.matcher import match
from mt_toolkit.alignment.matching.profile import Profiler
from mt_toolkit.alignment.matching.reading import SideReader, articles_in
from mt_toolkit.alignment.pairing import file_pairs
from mt_toolkit.corpus.records import has_records, record_articles
from mt_toolkit.corpus.remote import is_remote, listed, open_remote
from mt_toolkit.corpus.stored import StoredText
from mt_toolkit.errors import InputError, UsageError
from mt_toolkit.files import Choice, discover

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from mt_toolkit.alignment.embedding import UseEmbedder
    from mt_toolkit.alignment.matching.profile import Profile
    from mt_toolkit.numbers import Language

__all__ = ["Article", "find_articles", "matched_articles", "paired_articles"]

_ARABIC, _ENGLISH = ".ar", ".en"
_LANGUAGES: Final[tuple[Language, Language]] = ("ar", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An Arabic article to make pairs of.

    Attributes:
        source: Its text.
        target: Its English version, or ``None`` where it is to be translated.
    """

    source: StoredText
    target: StoredText | None = None


def find_articles(
    inputs: Sequence[str], target: Path | None = None
) -> Iterator[Article | InputError]:
    """The articles that the command line names, lazily and always in the same order.

    - A folder holds files of plain text, Markdown or HTML. ``name.en.txt`` beside ``name.ar.txt``
      or ``name.txt`` is its English version; the suffix is the same.
    - With ``target``, the English versions are in that folder, under the same names.
    - A ``.tsv`` file is a list of pairs of files, as `align` and `match` take and give it.
    - A ``.jsonl`` or ``.parquet`` file holds an article a record: ``text``, ``target`` where there
      is an English version, and ``id``.
    - An address that fsspec knows (``s3://…``) is a folder of such files or a file of records.

    Yields:
        Articles, and an error for each that cannot be used.

    Raises:
        UsageError: The inputs and the target do not fit together.
    """
    if target is not None and len(inputs) != 1:
        raise UsageError("--target goes with one input", mend="Give one folder or file")
    for name in inputs:
        try:
            yield from _in_input(name, target, several=len(inputs) > 1)
        except InputError as error:
            # A file of many articles that breaks off: those of the other inputs go on.
            yield error


def _in_input(name: str, target: Path | None, *, several: bool) -> Iterator[Article | InputError]:
    path = Path(name)
    if target is not None or path.suffix.lower() == ".tsv":
        yield from paired_articles(path, target)
    elif is_remote(name):
        yield from _remote(name)
    elif has_records(name):
        with _opened(path) as stream:
            yield from _records(stream, path)
    else:
        yield from _beside(path, several=several)


def _remote(url: str) -> Iterator[Article | InputError]:
    for file in listed(url):
        if has_records(file):
            with open_remote(file) as stream:
                yield from _records(stream, Path(file))
        elif Path(file).suffix.lower() in ARTICLE_SUFFIXES:
            name = file.removeprefix(url).strip("/") or Path(file).name
            yield Article(source=StoredText(name=name, url=file))


def _records(stream: BinaryIO, path: Path) -> Iterator[Article | InputError]:
    for found in record_articles(stream, path):
        if isinstance(found, InputError):
            yield found
        else:
            yield Article(source=found[0], target=found[1])


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", path=path, mend="Check the path"
        ) from error


def paired_articles(source: Path, target: Path | None) -> Iterator[Article | InputError]:
    """The pairs of two files, two folders, or a list.

    Raises:
        InputError: The list cannot be read.
        UsageError: A folder is given with a file.
    """
    for pair in file_pairs(source, target):
        if isinstance(pair, InputError):
            yield pair
        else:
            yield Article(
                source=StoredText(name=pair.source_name, path=pair.source),
                target=StoredText(name=pair.target_name, path=pair.target),
            )


def matched_articles(
    sources: Path, targets: Path, embedder: UseEmbedder, *, encoding: str | None = None
) -> Iterator[Article | InputError]:
    """The articles of a folder, each with its version in another folder, found by content.

    Args:
        sources: Folder of Arabic articles.
        targets: Folder of English articles.
        embedder: Gives the vectors that are compared.
        encoding: Encoding of the files, ``None`` for UTF-8.

    Yields:
        Articles by name, those without a version too, and an error for each that cannot be used.

    Raises:
        InputError: There are no articles in a folder.
        ModelError: The model cannot be run.
    """
    profiler = Profiler(embedder)
    sides: tuple[list[Profile], list[Profile]] = ([], [])
    for folder, language, side in zip((sources, targets), _LANGUAGES, sides, strict=True):
        files, problems = articles_in(folder)
        yield from problems
        reader = SideReader(profiler, language, encoding=encoding)
        for found in reader.read(folder, files):
            if isinstance(found, InputError):
                yield found
            else:
                side.append(found)
    partners = {pair.source: pair.target for pair in match(*sides)}
    for name in sorted(profile.name for profile in sides[0]):
        partner = partners.get(name)
        yield Article(
            source=_in_folder(name, sources),
            target=None if partner is None else _in_folder(partner, targets),
        )


def _in_folder(file: str, folder: Path) -> StoredText:
    path = Path(file)
    return StoredText(name=path.relative_to(folder).as_posix(), path=path)


def _beside(root: Path, *, several: bool) -> Iterator[Article | InputError]:
    prefix = f"{root.resolve().name}/" if several and root.is_dir() else ""
    for found in discover([root], Choice(suffixes=ARTICLE_SUFFIXES)):
        if isinstance(found, InputError):
            yield found
        elif found.path is None:
            raise UsageError("a corpus is built from files", mend="Give files or folders")
        elif root.is_dir() and Path(found.path.stem).suffix.lower() == _ENGLISH:
            if not any(partner.exists() for partner in _arabic_names(found.path)):
                yield InputError(
                    "is an English version without its Arabic article",
                    path=found.path,
                    mend="Put the article beside it, or name it otherwise",
                )
        else:
            yield _article(found.path, prefix + found.name)


def _article(path: Path, name: str) -> Article:
    english = _english_name(path)
    source = StoredText(name=name, path=path)
    if not english.exists():
        return Article(source=source)
    folder = name[: -len(path.name)]
    return Article(source=source, target=StoredText(name=folder + english.name, path=english))


def _english_name(arabic: Path) -> Path:
    stem = arabic.stem.removesuffix(_ARABIC)
    return arabic.with_name(f"{stem}{_ENGLISH}{arabic.suffix}")


def _arabic_names(english: Path) -> tuple[Path, Path]:
    stem = Path(english.stem).stem
    return (
        english.with_name(f"{stem}{_ARABIC}{english.suffix}"),
        english.with_name(f"{stem}{english.suffix}"),
    )
