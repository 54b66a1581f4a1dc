"""Checks files one after the other, mends them where that is wanted, and says how it went."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from mt_toolkit.checks.fixing import applicable, apply_edits, unified_diff
from mt_toolkit.checks.inputs.documents import open_document
from mt_toolkit.errors import InputError, OutputError
from mt_toolkit.formats.encoding import open_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    from mt_toolkit.checks.baseline import Baseline
    from mt_toolkit.checks.engine import Engine
    from mt_toolkit.checks.inputs.documents import Reading
    from mt_toolkit.files import SourceFile
    from mt_toolkit.findings import Finding

__all__ = ["Session"]

# A fix can bring another one about, but not for ever.
_MOST_PASSES: Final = 8


@dataclass(slots=True, kw_only=True)
class Session:
    """One run over many files.

    Attributes:
        engine: The rules and the glossary.
        reading: How files are read.
        source: The file that the one file checked is a translation of.
        stdin: Standard input.
        baseline: Findings that are let be.
        complain: Takes what cannot be read or written.
        fixed: Number of edits made so far.
        failed: Whether a file could not be read or written.
    """

    engine: Engine
    reading: Reading
    stdin: BinaryIO
    complain: Callable[[InputError | OutputError], None]
    source: Path | None = None
    baseline: Baseline | None = None
    fixed: int = 0
    failed: bool = False

    def check(
        self, files: Iterable[SourceFile | InputError], *, fix: bool = False, unsafe: bool = False
    ) -> Iterator[Finding]:
        """What is wrong with files, one file after the other.

        Args:
            files: The files, and what is wrong with their names.
            fix: Whether to mend what can be mended; what was is not among the findings.
            unsafe: Whether to apply fixes that could make something wrong, too.
        """
        for file in files:
            if isinstance(file, InputError):
                self._fail(file)
                continue
            try:
                findings = self._check_file(file.path)
                if fix:
                    findings = self._mend(file.path, findings, unsafe=unsafe)
            except (InputError, OutputError) as error:
                self._fail(error)
            else:
                yield from findings
        yield from self._new(self.engine.finish())

    def diff(self, findings: Iterable[Finding], *, unsafe: bool) -> Iterator[str]:
        """What fixes would change, file by file.

        Args:
            findings: Findings, those of a file together.
            unsafe: Whether to show fixes that could make something wrong, too.
        """
        for path, group in groupby(findings, key=lambda finding: finding.path):
            edits = applicable(group, unsafe=unsafe)
            if path is not None and edits:
                with open_lines(path, self.reading.encoding) as lines:
                    yield from unified_diff(path.as_posix(), lines, edits)

    def _check_file(self, path: Path | None) -> list[Finding]:
        with open_document(path, self.reading, source=self.source, stdin=self.stdin) as document:
            findings = self.engine.check(document)
            for problem in document.problems:
                self._fail(problem)
        return list(self._new(findings))

    def _mend(self, path: Path | None, findings: list[Finding], *, unsafe: bool) -> list[Finding]:
        for _ in range(_MOST_PASSES):
            by_file = {
                file: edits
                for file in dict.fromkeys(finding.path for finding in findings)
                if file is not None
                and (
                    edits := applicable(
                        (finding for finding in findings if finding.path == file), unsafe=unsafe
                    )
                )
            }
            if not by_file:
                break
            for file, edits in by_file.items():
                apply_edits(file, edits)
                self.fixed += len(edits)
            findings = self._check_file(path)
        return findings

    def _new(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        return findings if self.baseline is None else self.baseline.new(findings)

    def _fail(self, error: InputError | OutputError) -> None:
        self.failed = True
        self.complain(error)
