from __future__ import annotations

from mt_toolkit.alignment.ngrams import NgramEmbedder

TEXTS = [
    "The ministers negotiated in Muscat on Monday.",
    "On Monday the negotiations of the ministers went on in Muscat.",
    "The striker scored twice in the second half.",
]


def test_texts_are_alike_as_far_as_they_share_words_and_parts_of_words() -> None:
    vectors = NgramEmbedder(TEXTS).embed(TEXTS)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_what_stands_in_every_text_counts_little() -> None:
    texts = [f"spokesman said yesterday {word}" for word in ("budget", "harbour", "verdict")]
    known, unknown = NgramEmbedder(texts), NgramEmbedder()
    one, other = known.embed(texts[:2])
    plain, also = unknown.embed(texts[:2])
    assert one @ other < plain @ also


def test_the_order_of_words_counts_too() -> None:
    embedder = NgramEmbedder()
    same, turned = embedder.embed(["man bites dog", "dog bites man"])
    assert 0.3 < same @ turned < 0.95


def test_letters_of_any_script_and_broken_text_are_taken() -> None:
    assert NgramEmbedder().embed(["وزير \ud800 日本"]).shape[0] == 1
