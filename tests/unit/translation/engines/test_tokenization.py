from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transformers import MarianTokenizer

from mt_toolkit.errors import ModelError
from mt_toolkit.text import Span
from mt_toolkit.translation.engines.tokenization import END, MarianTokens
from tests.marian import sentences, write_tokens

if TYPE_CHECKING:
    from pathlib import Path

# Transformers recommends a package that its tokeniser never calls.
pytestmark = pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses:UserWarning")

TEXTS = [
    "",
    " ",
    "  وزير   جديد ",
    "قال: «اتفاق» 3.67 (ثم)",
    "Latin inside عربي text",
    "½ and ﷺ and ﻻ",
    "emoji 😀 and tab\tand line\nbreak",
    "zero\u200bwidth and \u202bmarks\u202c",
    *(source for source, _ in sentences(20, seed=5)),
]
LETTERS = st.text(
    alphabet=st.sampled_from("وزيرجدكبسعق ال.؟«»0123abcXY½ﷺ😀\u200b\u0301é"), max_size=40
)


def build(folder: Path, **options: object) -> tuple[MarianTokens, MarianTokenizer]:
    write_tokens(folder, **options)  # type: ignore[arg-type]
    return MarianTokens.load(folder), MarianTokenizer.from_pretrained(folder)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> tuple[MarianTokens, MarianTokenizer]:
    return build(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def with_bytes(tmp_path_factory: pytest.TempPathFactory) -> tuple[MarianTokens, MarianTokenizer]:
    return build(tmp_path_factory.mktemp("bytes"), byte_fallback=True)


@pytest.mark.parametrize("text", TEXTS)
def test_pieces_are_those_of_transformers(
    plain: tuple[MarianTokens, MarianTokenizer],
    with_bytes: tuple[MarianTokens, MarianTokenizer],
    text: str,
) -> None:
    for ours, theirs in (plain, with_bytes):
        tokens = ours.encode(text).tokens
        assert ours.source_numbers(tokens) == theirs(text)["input_ids"]


@given(text=LETTERS)
def test_pieces_are_those_of_transformers_on_any_text(
    plain: tuple[MarianTokens, MarianTokenizer],
    with_bytes: tuple[MarianTokens, MarianTokenizer],
    text: str,
) -> None:
    for ours, theirs in (plain, with_bytes):
        tokens = ours.encode(text).tokens
        assert ours.source_numbers(tokens) == theirs(text)["input_ids"]


@given(text=LETTERS)
def test_spans_cover_the_text_in_order(
    plain: tuple[MarianTokens, MarianTokenizer],
    with_bytes: tuple[MarianTokens, MarianTokenizer],
    text: str,
) -> None:
    for ours, _ in (plain, with_bytes):
        pieces = ours.encode(text)
        assert len(pieces.tokens) == len(pieces.spans)
        assert pieces.tokens[-1] == END
        assert pieces.spans[-1] is None
        spans = [span for span in pieces.spans if span is not None]
        assert spans == sorted(spans)
        covered = {place for span in spans for place in range(span.start, span.end)}
        assert all(
            place in covered
            for place, letter in enumerate(text)
            if letter.isalnum() and letter.isascii()
        )


def test_a_span_is_the_piece_in_the_text(plain: tuple[MarianTokens, MarianTokenizer]) -> None:
    ours, _ = plain
    text = "وزير  كبير في مدينة"
    pieces = ours.encode(text)
    for token, span in zip(pieces.tokens, pieces.spans, strict=True):
        if span is not None:
            assert span.of(text).strip() == token.strip("▁")


@pytest.mark.parametrize("pair", sentences(20, seed=6))
def test_decoding_gives_the_text_of_transformers(
    plain: tuple[MarianTokens, MarianTokenizer], pair: tuple[str, str]
) -> None:
    ours, theirs = plain
    numbers = theirs(text_target=pair[1])["input_ids"]
    decoded = ours.decode(ours.target_tokens(numbers))
    assert decoded.text == theirs.decode(
        numbers, skip_special_tokens=True, use_source_tokenizer=False
    )
    assert decoded.text == pair[1]


def test_decoded_spans_are_the_pieces(plain: tuple[MarianTokens, MarianTokenizer]) -> None:
    ours, _ = plain
    decoded = ours.decode(["▁new", "▁minister", "<unk>", "▁in", ".", END])
    assert decoded.text == "new minister in."
    shown = [span and span.of(decoded.text).strip() for span in decoded.spans]
    assert shown == ["new", "minister", None, "in", ".", None]


def test_bytes_come_together_again(with_bytes: tuple[MarianTokens, MarianTokenizer]) -> None:
    ours, _ = with_bytes
    decoded = ours.decode(["▁new", "▁", "<0xC3>", "<0xA9>", END])
    assert decoded.text == "new é"
    assert all(span is None or span.end <= len(decoded.text) for span in decoded.spans)


def test_a_model_that_asks_for_a_language_gets_its_code(tmp_path: Path) -> None:
    ours, theirs = build(tmp_path, code=">>eng<<")
    text = "وزير جديد"
    pieces = ours.encode(text)
    assert pieces.tokens[0] == ">>eng<<"
    assert pieces.spans[0] is None
    assert ours.source_numbers(pieces.tokens) == theirs(f">>eng<< {text}")["input_ids"]
    assert ours.decode([">>eng<<", "▁new"]).text == "new"


def test_user_text_never_becomes_a_special_token(tmp_path: Path) -> None:
    write_tokens(tmp_path)
    tokens = MarianTokens.load(tmp_path)
    for sign in ("</s>", "<pad>", ">>eng<<", ">>fra<<"):
        text = f"{sign} وزير {sign} جديد"
        pieces = tokens.encode(text)
        assert sign not in pieces.tokens[:-1]
        assert pieces.spans[-2] == Span(len(text) - 1, len(text))


@pytest.mark.parametrize("name", ["source.spm", "target.spm", "vocab.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    write_tokens(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match=rf"{name} is missing\. .*ownload"):
        MarianTokens.load(tmp_path)


@pytest.mark.parametrize("name", ["source.spm", "target.spm", "vocab.json"])
def test_a_damaged_file_is_named(tmp_path: Path, name: str) -> None:
    write_tokens(tmp_path)
    (tmp_path / name).write_bytes(b"not this")
    with pytest.raises(ModelError, match=f"{name} is not .* Download the model again"):
        MarianTokens.load(tmp_path)


def test_a_vocabulary_without_unknown_token_is_refused(tmp_path: Path) -> None:
    write_tokens(tmp_path)
    (tmp_path / "vocab.json").write_text('{"</s>": 0}')
    with pytest.raises(ModelError, match=r"vocab\.json is not a Marian vocabulary"):
        MarianTokens.load(tmp_path)
