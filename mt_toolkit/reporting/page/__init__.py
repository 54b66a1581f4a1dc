"""One HTML page that holds texts side by side, with all that is known of them.

The page is a file of its own: style, script and data are in it, nothing is fetched, and a content
security policy lets no other script run. `open_page` writes one row after the other;
`report_page` gives the whole page as text.
"""

from __future__ import annotations

from mt_toolkit.reporting.page.bitext import SIMILARITY, pair_documents, row_of_pair
from mt_toolkit.reporting.page.checked import checked_documents
from mt_toolkit.reporting.page.glossary_view import GlossaryView
from mt_toolkit.reporting.page.model import (
    CHANCE,
    Note,
    ReportDocument,
    ReportRow,
    ScoreScale,
    Term,
    TermState,
)
from mt_toolkit.reporting.page.rows import note_of, term_of
from mt_toolkit.reporting.page.writer import PageWriter, open_page, report_page

__all__ = [
    "CHANCE",
    "SIMILARITY",
    "GlossaryView",
    "Note",
    "PageWriter",
    "ReportDocument",
    "ReportRow",
    "ScoreScale",
    "Term",
    "TermState",
    "checked_documents",
    "note_of",
    "open_page",
    "pair_documents",
    "report_page",
    "row_of_pair",
    "term_of",
]
