"""Glossaries: one name, one spelling."""

from __future__ import annotations

from mt_toolkit.glossary.additions import Additions, added_to
from mt_toolkit.glossary.fold import fold, fold_with_map
from mt_toolkit.glossary.lint import LintFinding, lint_glossary
from mt_toolkit.glossary.load import format_of, load_glossaries, load_glossary, parse_glossary
from mt_toolkit.glossary.merge import Conflict, merge
from mt_toolkit.glossary.model import (
    Entry,
    EntryPlace,
    Form,
    Gender,
    Glossary,
    Kind,
    Short,
)
from mt_toolkit.glossary.problems import InvalidGlossary
from mt_toolkit.glossary.shipped import SHIPPED, glossary_path, shipped_glossary
from mt_toolkit.glossary.table import glossary_as_table
from mt_toolkit.glossary.tbx_text import glossary_as_tbx
from mt_toolkit.glossary.two_columns import glossary_as_two_columns
from mt_toolkit.glossary.yaml_edit import edited_yaml
from mt_toolkit.glossary.yaml_text import entry_as_yaml, glossary_as_yaml

__all__ = [
    "SHIPPED",
    "Additions",
    "Conflict",
    "Entry",
    "EntryPlace",
    "Form",
    "Gender",
    "Glossary",
    "InvalidGlossary",
    "Kind",
    "LintFinding",
    "Short",
    "added_to",
    "edited_yaml",
    "entry_as_yaml",
    "fold",
    "fold_with_map",
    "format_of",
    "glossary_as_table",
    "glossary_as_tbx",
    "glossary_as_two_columns",
    "glossary_as_yaml",
    "glossary_path",
    "lint_glossary",
    "load_glossaries",
    "load_glossary",
    "merge",
    "parse_glossary",
    "shipped_glossary",
]
