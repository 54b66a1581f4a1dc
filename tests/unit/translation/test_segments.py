from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.arabic import clean_with_map, has_arabic
from mt_toolkit.bitext import WordLink
from mt_toolkit.protocols import Decoding, Hypothesis, TranslationRequest
from mt_toolkit.text import Block, Inline, Span
from mt_toolkit.translation.mending.careful import CarefulTranslator
from mt_toolkit.translation.segments import (
    Piece,
    SegmentTranslation,
    assemble,
    join_pieces,
    plan_block,
)
from mt_toolkit.translation.window import Window
from tests.fakes import FakeTranslator

WORDS = [
    "قال",
    "أعلن",
    "الوزير",
    "الرئيس",
    "المحادثات",
    "الجولة",
    "جنيف",
    "بغداد",
    "أمس",
    "اليوم",
    "إن",
    "أن",
    "في",
    "من",
    "إلى",
]
NUMBERS = ["3", "12", "2014", "3.67", "250", "٢٠١٥", "٤٥"]
ENDS = [". ", "؟ ", "! ", "، ", "؛ ", ": ", "…", ".", ".\n", "\n", "  ", " "]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """News-like text: words and numbers, with stops, glued stops, line breaks and blanks."""
    parts = draw(
        st.lists(st.tuples(st.sampled_from(WORDS + NUMBERS), st.sampled_from(ENDS)), min_size=1)
    )
    lead = draw(st.sampled_from(["", " ", "\t", "«"]))
    return lead + "".join(word + (end if len(word) > 1 else " ") for word, end in parts)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    """Text with markup around some of its words and things of their own between them."""
    text = draw(texts())
    ends = [0, *(place for place, char in enumerate(text) if char == " "), len(text)]
    inlines: list[Inline] = []
    for number, (start, end) in enumerate(pairwise(ends)):
        match draw(st.sampled_from(["", "", "", "pair", "alone"])):
            case "pair" if text[start:end].strip():
                lead = len(text[start:end]) - len(text[start:end].lstrip())
                span = Span(start + lead, start + len(text[start:end].rstrip()))
                inlines.append(Inline(span=span, before=f"<b{number}>", after=f"</b{number}>"))
            case "alone":
                inlines.append(Inline(span=Span(start, start), before=f"<img{number}>"))
    return Block(span=Span(0, len(text)), text=text, inlines=tuple(inlines))


def translate(block: Block, translator: FakeTranslator | None = None):  # type: ignore[no-untyped-def]
    careful = CarefulTranslator(translator or FakeTranslator(), Decoding())
    plan = plan_block(block, careful.fits)
    window = Window(careful, None, "")
    window.add([plan])
    done, _ = window.translate()
    return assemble(plan, done)


@given(blocks())
def test_every_inline_comes_out_exactly_once_and_properly_nested(block: Block) -> None:
    done = translate(block)
    # A thing of its own may bring the space that sets it off.
    assert sorted(inline.before.strip() for inline in done.inlines) == sorted(
        inline.before for inline in block.inlines
    )
    starts = [inline.span.start for inline in done.inlines]
    assert starts == sorted(starts)
    assert all(inline.span.end <= len(done.text) for inline in done.inlines)
    for inline, other in pairwise(done.inlines):
        if inline.span.overlaps(other.span):
            assert inline.span.start <= other.span.start
            assert other.span.end <= inline.span.end


@given(texts())
def test_blank_text_around_segments_is_kept(text: str) -> None:
    done = translate(Block(span=Span(0, len(text)), text=text)).text
    assert done.count("\n") == text.count("\n")
    assert done[: len(done) - len(done.lstrip())] == text[: len(text) - len(text.lstrip())]
    assert done[len(done.rstrip()) :] == text[len(text.rstrip()) :]


@given(texts())
def test_no_number_and_no_word_is_lost(text: str) -> None:
    done = translate(Block(span=Span(0, len(text)), text=text)).text
    assert not has_arabic(done)
    # The fake writes digits as they come to it: as the cleaned source has them.
    digits = "".join(char for char in clean_with_map(text).text if char.isdigit())
    assert "".join(char for char in done if char.isdigit()) == digits


@given(texts(), st.integers(4, 30))
def test_pieces_fit_the_model_and_cover_their_segment(text: str, limit: int) -> None:
    translator = FakeTranslator()
    plan = plan_block(
        Block(span=Span(0, len(text)), text=text),
        lambda piece: translator.count_tokens(piece) <= limit,
    )
    for part in plan.segments:
        if not part.pieces:
            assert not has_arabic(part.segment.text)
            continue
        assert all(translator.count_tokens(piece.cleaned.text) <= limit for piece in part.pieces)
        joined = "".join("".join(piece.cleaned.text.split()) for piece in part.pieces)
        assert joined == "".join(clean_with_map(part.segment.text).text.split())


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t \n"])
def test_blank_blocks_stay_as_they_are(text: str) -> None:
    assert translate(Block(span=Span(0, len(text)), text=text)).text == text


def test_glued_sentences_get_a_space_in_english() -> None:
    text = "انتهى الاجتماع في جنيف.وقال الوزير إن المحادثات مستمرة."
    done = translate(Block(span=Span(0, len(text)), text=text)).text
    first, second = done.split(". ")
    assert first
    assert second


def test_joined_pieces_are_as_doubtful_as_the_worst() -> None:
    pieces = [
        Piece(offset=offset, cleaned=clean_with_map(text))
        for offset, text in ((0, "قال"), (4, "أن"))
    ]
    link = WordLink(source=Span(0, 2), target=Span(0, 4), weight=0.5)
    done = join_pieces(
        pieces,
        [
            SegmentTranslation(
                text="said",
                score=-0.2,
                retries=1,
                alternatives=(Hypothesis(text="told", score=-1.0),),
            ),
            SegmentTranslation(text="that", score=-2.0, marks=("numbers",), links=(link,)),
        ],
    )
    assert (done.text, done.score, done.marks, done.retries) == (
        "said that",
        -2.0,
        ("numbers",),
        1,
    )
    assert done.alternatives == (), "a joined segment has no alternatives of its own"
    (moved,) = done.links
    assert (moved.source, moved.target.of(done.text)) == (Span(4, 6), "that")


def test_arabic_digits_without_arabic_words_become_ascii_ones() -> None:
    text = "٢٠١٥ - ٣٫٦٧"
    assert translate(Block(span=Span(0, len(text)), text=text)).text == "2015 - 3.67"


def test_what_has_no_arabic_is_not_translated_but_keeps_its_markup() -> None:
    text = "AFP 2014"
    translator = FakeTranslator()
    bold = Inline(span=Span(0, 3), before="<b>", after="</b>")
    done = translate(Block(span=Span(0, len(text)), text=text, inlines=(bold,)), translator)
    assert (done.text, done.inlines) == (text, (bold,))
    assert translator.calls == []


def test_links_are_asked_for_only_where_there_is_markup() -> None:
    translator = FakeTranslator()
    text = "انتهى الاجتماع."
    translate(Block(span=Span(0, len(text)), text=text), translator)
    bold = Inline(span=Span(0, 5), before="**", after="**")
    translate(Block(span=Span(0, len(text)), text=text, inlines=(bold,)), translator)
    assert translator.calls == [
        [TranslationRequest(text=text, links=False)],
        [TranslationRequest(text=text, links=True)],
    ]
