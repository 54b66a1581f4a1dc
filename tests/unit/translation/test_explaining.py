"""What is told of a term."""

from __future__ import annotations

import pytest

from mt_toolkit.sightings import Evidence, Sighting, TermStatus
from mt_toolkit.text import Span
from mt_toolkit.translation.explaining import explanation


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("the Harbour", "The Harbour Post", 'at 4 by word links: "the Harbour" became "The'),
        ('the "Harbour', '"The Harbour Post', 'at 5 by word links: "the Harbour" became "The'),
        ("the ‘Harbour", "‘The Harbour Post", 'at 5 by word links: "the Harbour" became "The'),
        ("‘Adil", "‘Abd", 'at 4 by word links: "‘Adil" became "‘Abd"'),
    ],
)
def test_an_opening_quotation_mark_is_no_part_of_a_title(
    before: str, after: str, told: str
) -> None:
    term = Sighting(
        entry="harbour-post",
        source=Span(0, 4),
        spelling="ميناء",
        wanted="The Harbour Post",
        status=TermStatus.REPAIRED,
        evidence=Evidence.LINKS,
        certainty=1.0,
        target=Span(3, 3 + len(after)),
        before=before,
        after=after,
    )
    assert told in explanation(term)
