from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.text import Span
from mt_toolkit.translation.engines.attention import LinkAttention, link_words, word_spans
from mt_toolkit.translation.engines.tokenization import Pieces


def pieces(text: str, *spans: tuple[int, int] | None) -> Pieces:
    return Pieces(
        text=text,
        tokens=tuple("x" for _ in spans),
        spans=tuple(None if span is None else Span(*span) for span in spans),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قال الوزير.", ["قال", "الوزير", "."]),
        ("«نعم»، قال", ["«", "نعم", "»", "،", "قال"]),
        ("well-known, isn't it?", ["well-known", ",", "isn't", "it", "?"]),
        ("3.67 and 1,000 at 5:30.", ["3.67", "and", "1,000", "at", "5:30", "."]),
        ("كِتَابٌ جديد", ["كِتَابٌ", "جديد"]),
        ("the end.Next", ["the", "end", ".", "Next"]),
        ("", []),
        (" \n", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [span.of(text) for span in word_spans(text)] == words


def test_a_word_is_linked_with_the_word_that_its_tokens_looked_at() -> None:
    source = pieces("وزير جديد", (0, 2), (2, 4), (4, 9), None)
    target = pieces("new minister", (0, 3), (3, 7), (7, 12), None)
    attention = [
        [0.1, 0.1, 0.7, 0.1],
        [0.3, 0.2, 0.4, 0.1],  # alone this token would go with the other word
        [0.5, 0.4, 0.0, 0.1],
        [0.0, 0.0, 0.0, 1.0],
    ]
    links = link_words(source, target, attention)
    shown = [(link.source.of(source.text), link.target.of(target.text)) for link in links]
    assert shown == [("جديد", "new"), ("وزير", "minister")]
    assert [link.weight for link in links] == pytest.approx([0.7, 0.7])


def test_a_token_over_two_words_is_shared_by_their_letters() -> None:
    source = pieces("ab c", (0, 4), None)
    target = pieces("x", (0, 1))
    (link,) = link_words(source, target, [[0.9, 0.1]])
    assert link.source == Span(0, 2)
    assert link.weight == pytest.approx(0.6)


def test_tokens_without_width_belong_to_the_next_letter() -> None:
    source = pieces("a ½", (0, 1), (1, 2), (2, 2), (2, 2), (2, 3), None)
    target = pieces("half", (0, 4))
    (link,) = link_words(source, target, [[0.3, 0.0, 0.2, 0.2, 0.2, 0.1]])
    assert link.source.of(source.text) == "½"
    assert link.weight == pytest.approx(0.6)


def test_links_can_be_read_a_step_later() -> None:
    source = pieces("ab cd", (0, 2), (3, 5), None)
    target = pieces("x y", (0, 1), (2, 3), None)
    attention = [[0.2, 0.1, 0.7], [0.9, 0.1, 0.0], [0.0, 0.8, 0.2]]
    links = link_words(source, target, attention, shift=1)
    assert [(link.source.of("ab cd"), link.weight) for link in links] == [("ab", 0.9), ("cd", 0.8)]


def test_a_word_without_a_later_step_has_no_link() -> None:
    source = pieces("ab", (0, 2), None)
    cut_off = pieces("x y", (0, 1), (2, 3))
    links = link_words(source, cut_off, [[1.0, 0.0], [0.6, 0.4]], shift=1)
    assert [link.target for link in links] == [Span(0, 1)]


SHAPE = {"decoder_layers": 3, "decoder_attention_heads": 2}


def test_without_an_entry_the_last_layer_links_words() -> None:
    found = LinkAttention.from_config(SHAPE)
    assert found == LinkAttention(layer=2, heads=(0, 1), shift=0)


def test_a_model_says_which_attention_links_words() -> None:
    entry = {"layer": 0, "heads": [1], "shift": 1}
    found = LinkAttention.from_config(SHAPE | {"word_links": entry})
    assert found == LinkAttention(layer=0, heads=(1,), shift=1)


@pytest.mark.parametrize(
    "entry",
    [
        {"layer": 3, "heads": [0], "shift": 0},
        {"layer": -1, "heads": [0], "shift": 0},
        {"layer": 0, "heads": [2], "shift": 0},
        {"layer": 0, "heads": [], "shift": 0},
        {"layer": 0, "heads": [0], "shift": 2},
        {"layer": 0, "heads": 1, "shift": 0},
        {"layer": 0, "shift": 0},
        "last",
    ],
    ids=str,
)
def test_attention_that_a_model_lacks_is_refused(entry: object) -> None:
    with pytest.raises(ValueError, match="word_links"):
        LinkAttention.from_config(SHAPE | {"word_links": entry})


def test_nothing_is_linked_with_nothing() -> None:
    some = pieces("a", (0, 1), None)
    none = pieces("", None)
    assert link_words(none, some, [[1.0], [1.0]]) == ()
    assert link_words(some, none, [[0.5, 0.5]]) == ()


@given(data=st.data())
def test_every_target_word_has_one_link_whatever_the_tokens(data: st.DataObject) -> None:
    def side(name: str) -> Pieces:
        text = data.draw(st.text(alphabet="ab. ", min_size=1, max_size=12), label=name)
        cuts = sorted(data.draw(st.sets(st.integers(1, len(text)), max_size=5)) | {len(text)})
        return pieces(text, *zip([0, *cuts[:-1]], cuts, strict=True), None)

    source, target = side("source"), side("target")
    row = st.lists(st.floats(0.01, 1), min_size=len(source.spans), max_size=len(source.spans))
    attention = [data.draw(row) for _ in target.spans]
    attention = [[weight / sum(weights) for weight in weights] for weights in attention]
    links = link_words(source, target, attention)
    expected = word_spans(target.text) if word_spans(source.text) else []
    assert [link.target for link in links] == expected
    assert all(link.source in word_spans(source.text) and 0 < link.weight <= 1 for link in links)
