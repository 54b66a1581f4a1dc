"""Pairs with any text in them, for Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from mt_toolkit.bitext import Origin, SegmentPair
from mt_toolkit.text import Span

__all__ = ["pairs", "texts"]

# What goes wrong most easily, beside everything that Hypothesis finds.
_ODD = [
    "",
    " ",
    " قال\u200f الوزير ",
    "\u202bمسقط\u202c",
    "a\tb\nc\r\nd\re",
    "\u2028\u2029\x85\x0b\x0c\x1c",
    "🎉👩‍👩‍👧",
    "\x00\x01\x1f\x7f\ufffe\uffff\ufeff",
    "<seg>&amp;]]></seg>&#13;",
    '\\n\\t\\\\ "quoted"',
    '"',
    "{}",
    "e\u0301\u064b",
    "\ufeffنعم",
]

texts = st.one_of(st.sampled_from(_ODD), st.text(max_size=40))
_names = st.one_of(st.just(""), texts)
_numbers = st.lists(st.integers(0, 2**31 - 1), max_size=4).map(tuple)
_spans = st.none() | st.tuples(st.integers(0, 10**6), st.integers(0, 500)).map(
    lambda pair: Span(pair[0], pair[0] + pair[1])
)
_figures = st.floats(allow_nan=False, allow_infinity=False)
_origins = st.none() | st.builds(
    Origin,
    kind=st.sampled_from(["human", "machine"]),
    model=st.none() | texts,
    glossary=st.none() | texts,
)


def pairs() -> st.SearchStrategy[SegmentPair]:
    """Pairs that make use of every field."""
    return st.builds(
        SegmentPair,
        source=texts,
        target=texts,
        source_document=_names,
        target_document=_names,
        source_segments=_numbers,
        target_segments=_numbers,
        source_span=_spans,
        target_span=_spans,
        confidence=st.none() | st.floats(0, 1),
        similarity=st.none() | st.floats(-1, 1),
        origin=_origins,
        scores=st.dictionaries(texts, _figures, max_size=3).map(
            lambda scores: tuple(sorted(scores.items()))
        ),
        findings=st.lists(texts, max_size=3).map(lambda codes: tuple(sorted(codes))),
    )
