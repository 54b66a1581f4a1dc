"""Rules for the glossary file: what :mod:`mt_toolkit.glossary.lint` finds, as findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from mt_toolkit.findings import Finding, Location, Severity
from mt_toolkit.glossary.lint import lint_glossary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mt_toolkit.glossary.model import Glossary

__all__ = ["GLOSSARY_RULES", "GlossaryLint", "lint_findings"]


class GlossaryLint:
    """One code of the glossary's lint."""

    severity: ClassVar[Severity] = Severity.WARNING

    def __init__(self, code: str, name: str) -> None:
        self.code = code
        self.name = name


GLOSSARY_RULES = (
    GlossaryLint("GLOSS01", "shared-source-form"),
    GlossaryLint("GLOSS02", "right-form-listed-as-wrong"),
    GlossaryLint("GLOSS03", "needless-form"),
    GlossaryLint("GLOSS04", "unsorted"),
    GlossaryLint("GLOSS05", "common-word"),
    GlossaryLint("GLOSS06", "shared-target"),
    GlossaryLint("GLOSS07", "short-form-twice"),
)


def lint_findings(glossary: Glossary) -> Iterator[Finding]:
    """What cannot be meant in a glossary, as findings in its files."""
    names = {rule.code: rule.name for rule in GLOSSARY_RULES}
    lines: dict[Path, list[str]] = {}
    for found in lint_glossary(glossary):
        line, column = found.line or 1, found.column or 1
        if found.path is not None and found.path not in lines:
            lines[found.path] = found.path.read_text(
                encoding="utf-8-sig", errors="replace"
            ).splitlines()
        text = lines[found.path][line - 1 : line] if found.path is not None else []
        yield Finding(
            path=found.path,
            location=Location(line=line, column=column, end_line=line, end_column=column),
            code=found.code,
            rule=names[found.code],
            severity=GlossaryLint.severity,
            message=found.message,
            mend=found.mend,
            source_line=text[0] if text else "",
            entry=found.entry,
        )
