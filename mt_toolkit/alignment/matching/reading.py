"""Folders of articles as profiles; what cannot be used is told, and the other files go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mt_toolkit.alignment.article import read_article
from mt_toolkit.alignment.overlap import language_of
from mt_toolkit.alignment.pairing import TEXT_SUFFIXES
from mt_toolkit.errors import InputError
from mt_toolkit.files import Choice, SourceFile, discover

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mt_toolkit.alignment.matching.profile import Profile, Profiler
    from mt_toolkit.numbers import Language

__all__ = ["SideReader", "articles_in"]

_NAMES: Final = {"ar": "Arabic", "en": "English"}
# Characters that a row of tab-separated values cannot hold.
_BREAKS: Final = frozenset("\t\n\r")


def articles_in(folder: Path) -> tuple[list[Path], list[InputError]]:
    """The articles in a folder and below, and what of it cannot be listed.

    Raises:
        InputError: There is none.
    """
    files: list[Path] = []
    problems: list[InputError] = []
    for found in discover([folder], Choice(suffixes=TEXT_SUFFIXES)):
        if isinstance(found, SourceFile):
            files.extend([found.path] if found.path is not None else [])
        else:
            problems.append(found)
    if not files:
        raise problems[0]
    return files, problems


class SideReader:
    """Reads the articles of one side.

    Args:
        profiler: Makes the profiles.
        language: What the articles are written in.
        encoding: Encoding of the files, or ``None`` for UTF-8.
    """

    def __init__(
        self, profiler: Profiler, language: Language, *, encoding: str | None = None
    ) -> None:
        self._profiler = profiler
        self._language = language
        self._encoding = encoding
        self._seen: dict[bytes, Path] = {}

    def read(self, folder: Path, files: Sequence[Path]) -> Iterator[Profile | InputError]:
        """Read files one after the other.

        Args:
            folder: Where they are, for messages.
            files: Text files; a profile is named by its file's path.

        Yields:
            For each file its profile, or why there is none: it cannot be read, is empty, has the
            text of an earlier file or is not in the language of the side.

        Raises:
            InputError: No file is in the language of the side, and some are in the other.
            ModelError: The model cannot be run.
        """
        strange: list[InputError] = []
        usable = False
        for path in files:
            try:
                text, problem = self._text(path)
            except InputError as error:
                yield error
                continue
            if problem is not None and not usable:
                # Folders in the wrong order are one mistake, not one for each file.
                strange.append(problem)
            elif problem is not None:
                yield problem
            else:
                usable = True
                yield from strange
                strange.clear()
                yield self._profile(path, text)
        if strange:
            raise InputError(
                f"holds no {_NAMES[self._language]} articles, but {len(strange)} in another "
                "language",
                path=folder,
                mend="Give the Arabic folder first, then the English one",
            )

    def _text(self, path: Path) -> tuple[str, InputError | None]:
        if _BREAKS & set(str(path)):
            raise InputError("has a tab or a line break in its name", path=path, mend="Rename it")
        text = read_article(path, self._encoding).text.removeprefix("\ufeff")
        if not any(map(str.isalpha, text)):
            raise InputError("there is no text in this file", path=path, mend="Leave it out")
        found = language_of([text])
        if found == self._language:
            return text, None
        return text, InputError(
            f"is {_NAMES[found]}, among articles that are {_NAMES[self._language]}",
            path=path,
            mend="Move it to the other folder, or leave it out",
        )

    def _profile(self, path: Path, text: str) -> Profile | InputError:
        profile = self._profiler.profile(str(path), text)
        earlier = self._seen.setdefault(profile.digest, path)
        if earlier is not path:
            return InputError(
                f"has the same text as {earlier}, which stands for both",
                path=path,
                mend="Remove one of them",
            )
        return profile
