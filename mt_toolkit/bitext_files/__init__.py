"""Aligned bitext in files: reading and writing pairs in every usual form."""

from mt_toolkit.bitext_files.model import BitextForm, Languages, Row
from mt_toolkit.bitext_files.registry import (
    FORMS,
    bitext_writer,
    files_of,
    form_of,
    read_bitext,
    read_rows,
)

__all__ = [
    "FORMS",
    "BitextForm",
    "Languages",
    "Row",
    "bitext_writer",
    "files_of",
    "form_of",
    "read_bitext",
    "read_rows",
]
