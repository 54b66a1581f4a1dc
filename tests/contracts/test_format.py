"""What every format promises, on made-up files and on noise."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mt_toolkit.errors import InputError
from mt_toolkit.formats import FORMATS
from mt_toolkit.protocols import BlockTranslation, Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mt_toolkit.text import Block, Passage, Span

FRAGMENTS: dict[str, list[str]] = {
    "plain": [
        "قال الوزير",
        " ",
        "\n",
        "\r\n",
        "- ",
        "١. ",
        "https://x.org/a_b?c=1",
        "(a@b.org)",
        ".",
        "***",
        "٢٠٢٤",
        "\t",
        "\u200f",
        "«نعم»",
        "وأضاف المتحدث باسم الوزارة في بيان صدر اليوم ",
    ],
    "markdown": [
        "نص",
        " ",
        "\n",
        "\r\n",
        "\n\n",
        "- ",
        "> ",
        "1. ",
        "# ",
        " **غامق** ",
        "*",
        "_",
        "`كود`",
        "~~",
        "[",
        "](u)",
        "![",
        "|",
        "\n|---|---|\n",
        "    ",
        "```\n",
        "<b>نص</b>",
        "نص<br>",
        "<div>\n",
        "\\",
        "  \n",
        "&amp;",
        "[a]: u\n",
        "https://x.org",
        "---\n",
        '](u "عنوان")',
        "[a]",
        "==",
        "كلمة أخرى",
        "<http://x.y>",
    ],
    "html": [
        "نص",
        " ",
        "\n",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<br>",
        '<a title="عنوان">',
        "</a>",
        "<code>",
        "</code>",
        "<img alt='صورة'>",
        "&amp;",
        "&",
        "<",
        ">",
        "<!-- x -->",
        "<script>",
        "</script>",
        '<span dir="rtl">',
        "</span>",
        "<li translate=no>",
        "</li>",
        "<html>",
        "<html lang=ar>",
        "كلمة أخرى",
        "https://x.org",
        "&#",
        "<![CDATA[",
        "<!",
        "<input placeholder=ابحث>",
        "\r\n",
        "&nbsp;",
        " ٢٠",
    ],
    "jsonl": [
        '{"text": "',
        '"}',
        "\n",
        "نص",
        '\\"',
        "\\n",
        "\\u0627",
        "\\/",
        '{"id": 1, "text": "',
        ", ",
        " ",
        "https:\\/\\/x.org",
        "- ",
        "\\ud83d\\ude00",
        "{",
        "}",
        "[",
        '"text"',
        ": ",
        "1",
        "\\",
        " ٢٠",
        "\r\n",
    ],
}


def files(name: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(FRAGMENTS[name]), max_size=25).map("".join)


def read(form: Format, raw: str) -> list[Passage]:
    """The passages, or a skipped example where the text is not in the format."""
    try:
        return list(form.read(io.StringIO(raw, newline=""), None))
    except InputError:
        assume(False)
        raise


def render(form: Format, passages: Iterable[Passage], english: Iterable[str] | None = None) -> str:
    texts = iter(english) if english is not None else None
    return "".join(
        form.render(
            passage,
            [
                BlockTranslation(text=block.text, inlines=block.inlines)
                if texts is None
                else BlockTranslation(text=next(texts))
                for block in passage.blocks
            ],
        )
        for passage in passages
    )


def blocks(passages: Iterable[Passage]) -> list[Block]:
    return [block for passage in passages for block in passage.blocks]


def texts(passages: Iterable[Passage]) -> list[str]:
    return [re.sub(r"\s+", " ", block.text) for block in blocks(passages)]


def without_blocks(passage: Passage) -> str:
    """The passage with its blocks taken out and its patches put in, made another way."""
    edits: Sequence[tuple[Span, str]] = [(block.span, "") for block in passage.blocks]
    edits = [*edits, *((patch.span, patch.text) for patch in passage.patches)]
    text = passage.text
    for span, new in sorted(edits, reverse=True):
        text = text[: span.start] + new + text[span.end :]
    return text


every_format = pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)


@every_format
@given(data=st.data())
def test_passages_make_up_the_file(form: Format, data: st.DataObject) -> None:
    raw = data.draw(files(form.name))
    assert "".join(passage.text for passage in read(form, raw)) == raw


@every_format
@given(data=st.data())
def test_blocks_are_in_order_apart_and_inside(form: Format, data: st.DataObject) -> None:
    for passage in read(form, data.draw(files(form.name))):
        spans = [block.span for block in passage.blocks]
        position = 0
        for span in spans:
            assert position <= span.start
            position = span.end
        assert position <= len(passage.text)
        patched = [patch.span for patch in passage.patches]
        assert patched == sorted(patched)
        assert not any(patch.overlaps(span) for patch in patched for span in spans)


@every_format
@given(data=st.data())
def test_blocks_hold_something_to_translate(form: Format, data: st.DataObject) -> None:
    for block in blocks(read(form, data.draw(files(form.name)))):
        assert any(character.isalpha() for character in block.text)
        for inline in block.inlines:
            assert inline.span.end <= len(block.text)


@every_format
@given(data=st.data())
def test_what_is_outside_the_blocks_stays(form: Format, data: st.DataObject) -> None:
    passages = read(form, data.draw(files(form.name)))
    # Texts in a tag that stands in a sentence go with that sentence.
    empty = ["" for _ in blocks(passages)]
    assume(all(block.span for block in blocks(passages)))
    assume('""' not in render(form, passages, empty))
    assert render(form, passages, empty) == "".join(map(without_blocks, passages))


@every_format
@given(data=st.data())
def test_its_own_text_comes_back(form: Format, data: st.DataObject) -> None:
    passages = read(form, data.draw(files(form.name)))
    again = read(form, render(form, passages))
    assert texts(again) == texts(passages)
    assert texts(read(form, render(form, again))) == texts(passages)


ENGLISH = st.text(alphabet="ab cd*_`[]()<>&#|~\\1.-+!\"'=:;/", min_size=1, max_size=12).map(
    lambda text: " ".join(f"x{text}y z".split())
)
STARTS = st.sampled_from(["# ", "1. ", "- ", "> ", "+ ", "* ", "1) ", "[a]: ", "~~~", "", "", "("])


@every_format
@given(data=st.data())
def test_english_is_read_back_as_it_was_written(form: Format, data: st.DataObject) -> None:
    raw = {
        "plain": "نص\n\n- بند\n",
        "markdown": "نص\n\n- بند\n\n# عنوان\n\n> قول\n\n| خلية | ب |\n|---|---|\n\nسطر  \nسطر\n",
        "html": "<p>نص</p><ul><li>بند</ul>",
        "jsonl": '{"text": "نص"}\n{"text": "نص\\nسطر"}\n',
    }[form.name]
    passages = read(form, raw)
    english = [
        data.draw(STARTS) * (form.name != "plain" and form.name != "jsonl") + data.draw(ENGLISH)
        for _ in blocks(passages)
    ]
    assert texts(read(form, render(form, passages, english))) == english


@every_format
@given(raw=st.text(max_size=80))
def test_noise_is_read_or_refused(form: Format, raw: str) -> None:
    try:
        passages = list(form.read(io.StringIO(raw, newline=""), None))
    except InputError:
        return
    assert "".join(passage.text for passage in passages) == raw
    render(form, passages)


@every_format
def test_an_empty_file_has_no_blocks(form: Format) -> None:
    try:
        passages = list(form.read([], None))
    except InputError:
        passages = []
    assert not blocks(passages)
