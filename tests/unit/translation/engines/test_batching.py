from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.errors import ModelError, UsageError
from mt_toolkit.protocols import Decoding
from mt_toolkit.translation.engines.batching import Item, group_items, length_bound, split_by_tokens
from mt_toolkit.translation.engines.tokenization import Pieces


def item(index: int, length: int, *, links: bool = False) -> Item:
    source = Pieces(text="x", tokens=("x",) * length, spans=(None,) * length)
    return Item(index=index, source=source, links=links)


LENGTHS = st.lists(st.integers(1, 500), max_size=60)


@given(source=st.integers(1, 512))
def test_there_is_room_for_three_times_the_source(source: int) -> None:
    bound = length_bound(source, Decoding(), 512)
    assert min(3 * source + 20, 512) <= bound <= 512


@given(source=st.integers(1, 512), asked=st.integers(1, 1000))
def test_never_more_than_asked(source: int, asked: int) -> None:
    assert length_bound(source, Decoding(max_length=asked), 512) == min(asked, 512)


def test_a_smallest_length_is_possible() -> None:
    assert length_bound(2, Decoding(min_length=90), 512) == 90


@given(lengths=LENGTHS, others=LENGTHS)
def test_the_bound_of_a_request_does_not_depend_on_others(
    lengths: list[int], others: list[int]
) -> None:
    def bounds(many: list[int]) -> dict[int, int]:
        items = [item(index, length) for index, length in enumerate(many)]
        return {
            member.index: group.max_length
            for group in group_items(items, Decoding(), 512)
            for member in group.items
        }

    alone, together = bounds(lengths), bounds(lengths + others)
    assert sorted(alone) == list(range(len(lengths)))
    assert all(together[index] == bound for index, bound in alone.items())


@given(lengths=LENGTHS, tokens=st.integers(1, 2000))
def test_batches_keep_all_items_and_the_limit(lengths: list[int], tokens: int) -> None:
    ordered = [item(index, length) for index, length in enumerate(sorted(lengths, reverse=True))]
    batches = split_by_tokens(ordered, tokens)
    assert [member for batch in batches for member in batch] == ordered
    for batch in batches:
        padded = max(len(member.source.tokens) for member in batch) * len(batch)
        assert len(batch) == 1 or padded <= tokens


def test_links_are_only_paid_for_where_they_are_wanted() -> None:
    groups = group_items([item(0, 5), item(1, 5, links=True)], Decoding(), 512)
    assert {(group.links, group.items[0].index) for group in groups} == {(False, 0), (True, 1)}


def test_a_segment_that_is_too_long_is_an_error() -> None:
    with pytest.raises(ModelError, match=r"513 tokens .*\(512\)\. Split"):
        group_items([item(0, 513)], Decoding(), 512)


def test_more_hypotheses_than_the_beam_holds_are_an_error() -> None:
    with pytest.raises(UsageError, match="5 hypotheses cannot come from a beam of 4"):
        group_items([], Decoding(beam=4, n_best=5), 512)
