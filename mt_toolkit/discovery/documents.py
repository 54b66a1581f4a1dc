"""From files to proposals: reads articles and translations, and keeps what may be a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from mt_toolkit.checks.inputs.documents import open_document
from mt_toolkit.discovery.grouping import grouped
from mt_toolkit.discovery.known import with_known
from mt_toolkit.discovery.proposals import proposals
from mt_toolkit.discovery.relations import related
from mt_toolkit.errors import InputError
from mt_toolkit.mentions.spellings import Spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import BinaryIO

    from mt_toolkit.checks.inputs.documents import Reading
    from mt_toolkit.discovery.proposals import Proposal
    from mt_toolkit.files import SourceFile
    from mt_toolkit.glossary import Glossary

__all__ = ["Search", "document_of"]

# "article.ar.txt" and "article.en.txt" are one document, and so are "ar/article.txt" and
# "en/article.txt".
_LANGUAGE: Final = re.compile(r"[._-](?:[a-z]{2})$", re.IGNORECASE)


def document_of(name: str) -> str:
    """What the names of an article and of its translation have in common."""
    return _LANGUAGE.sub("", PurePath(name).stem)


@dataclass(slots=True, kw_only=True)
class Search:
    """One search through many files.

    Attributes:
        reading: How files are read.
        stdin: Standard input.
        complain: Takes what cannot be read.
        source: The file that the one file read is a translation of.
        failed: Whether a file could not be read.
    """

    reading: Reading
    stdin: BinaryIO
    complain: Callable[[InputError], None]
    source: Path | None = None
    failed: bool = False
    _spellings: Spellings = field(default_factory=Spellings)

    def read(self, files: Iterable[SourceFile | InputError]) -> None:
        """Read files; what cannot be read is complained of, and the others are read."""
        for file in files:
            if isinstance(file, InputError):
                self._fail(file)
                continue
            try:
                self._read(file)
            except InputError as error:
                self._fail(error)

    def proposals(
        self, glossary: Glossary | None = None, *, single: bool = False, least_count: int = 1
    ) -> list[Proposal]:
        """Entries for the names read so far, sorted by id.

        Args:
            glossary: What need not be proposed.
            single: Whether to propose names that were seen in one spelling only, too.
            least_count: Names seen more rarely are left out.
        """
        spellings = self._spellings.settled()
        if glossary is not None:
            spellings = with_known(spellings, glossary)
        groups = grouped(spellings, related(spellings))
        return proposals(groups, single=single, least_count=least_count)

    def _read(self, file: SourceFile) -> None:
        with open_document(
            file.path, self.reading, source=self.source, stdin=self.stdin
        ) as document:
            for unit in document.units:
                for piece, path in zip(unit.pieces, document.paths(unit), strict=True):
                    self._spellings.add(piece, path, document_of(file.name))
            for problem in document.problems:
                self._fail(problem)

    def _fail(self, error: InputError) -> None:
        self.failed = True
        self.complain(error)
