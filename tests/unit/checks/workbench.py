"""A small glossary, and one call that checks a file made of a text."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mt_toolkit.checks.engine import Engine
from mt_toolkit.checks.inputs.documents import Reading
from mt_toolkit.checks.registry import Selection
from mt_toolkit.checks.session import Session
from mt_toolkit.files import SourceFile
from mt_toolkit.glossary import parse_glossary

if TYPE_CHECKING:
    from pathlib import Path

    from mt_toolkit.errors import MtToolkitError
    from mt_toolkit.findings import Finding
    from mt_toolkit.glossary import Glossary

GLOSSARY = parse_glossary(
    """\
version: 1
entries:
  - id: abbas-araghchi
    kind: person
    target: Abbas Araghchi
    sources: [عباس عراقجي]
    short:
      target: Araghchi
      sources: [عراقجي, عرقجي, أراغتشي]
      wrong: [Araqchi, Arakji]
  - id: badr-al-busaidi
    kind: person
    target: Badr al-Busaidi
    sources: [بدر البوسعيدي]
    short:
      target: al-Busaidi
      sources: [البوسعيدي, بوسعيدي, آل بوسعيدي]
      wrong: [Albusaidi]
  - id: blue-homework
    kind: term
    target: Blue Homework
    do_not_translate: true
  - id: iran
    kind: place
    target: Iran
    sources: [إيران]
    adjective: Iranian
  - id: javad-zarif
    kind: person
    target: Javad Zarif
    sources: [جواد ظريف]
    short:
      target: Zarif
      sources: [ظريف, ظاريف]
      context: [إيران]
  - id: the-hague
    kind: place
    target: The Hague
    sources: [لاهاي]
    wrong: [Lahay]
""",
    "yaml",
)


@dataclass(frozen=True, slots=True)
class Result:
    findings: list[Finding]
    errors: list[MtToolkitError]
    fixed: int

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.findings]

    @property
    def places(self) -> list[tuple[str, int, int]]:
        return [
            (finding.code, finding.location.line, finding.location.column)
            for finding in self.findings
        ]


def check(
    *paths: Path,
    select: str = "ALL",
    source: Path | None = None,
    fix: bool = False,
    unsafe: bool = False,
    corpus: bool = False,
    reading: Reading | None = None,
    glossary: Glossary = GLOSSARY,
) -> Result:
    """Check files as the command does."""
    errors: list[MtToolkitError] = []
    session = Session(
        engine=Engine(glossary, Selection.parsed([select], []), corpus=corpus),
        reading=reading or Reading(),
        stdin=io.BytesIO(),
        complain=errors.append,
        source=source,
    )
    files = [SourceFile(path=path, name=path.name) for path in paths]
    findings = list(session.check(files, fix=fix, unsafe=unsafe))
    return Result(findings, errors, session.fixed)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path
