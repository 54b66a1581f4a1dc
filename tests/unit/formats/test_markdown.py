from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mt_toolkit.formats.markdown import Markdown
from mt_toolkit.protocols import BlockTranslation

if TYPE_CHECKING:
    from mt_toolkit.text import Block


def blocks(text: str) -> list[Block]:
    return [block for passage in Markdown().read([text], None) for block in passage.blocks]


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


def english(text: str, *translations: str) -> str:
    form, rest = Markdown(), list(translations)
    out = ""
    for passage in form.read([text], None):
        count = len(passage.blocks)
        out += form.render(passage, [BlockTranslation(text=text) for text in rest[:count]])
        del rest[:count]
    return out


@pytest.mark.parametrize(
    "raw",
    [
        "---\ntitle: نص\n---\n",
        "```\nنص\n```\n",
        "~~~ نص\nنص\n~~~\n",
        "    نص\n",
        "[1]: https://x.org 'نص'\n",
        "`نص`\n",
        "<https://x.org/نص>\n",
        "https://x.org/نص\n",
        "***\n",
        "<!-- نص -->\n",
        "<pre>\nنص\n</pre>\n",
    ],
)
def test_what_is_not_language_is_left_alone(raw: str) -> None:
    assert texts(raw) == []
    assert english(raw) == raw


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("# عنوان #\n", ["عنوان"]),
        ("عنوان\n===\n", ["عنوان"]),
        ("> قول\nيتبع\n", ["قول يتبع"]),
        ("- بند\n\n  فقرة\n  1. داخلي\n", ["بند", "فقرة", "داخلي"]),
        ("| أ | ب \\| ج |\n|--|--|\n| د |\n", ["أ", "ب | ج", "د"]),
        ("سطر  \nسطر\\\nسطر\nيتبع\n", ["سطر", "سطر", "سطر يتبع"]),
        ("![صورة](a.png)\n", ["صورة"]),
        ("نص \\* &amp; \\_ نص\n", ["نص * & _ نص"]),
        ("نص <kbd>زر</kbd> نص\n", ["نص نص"]),
        ("<div>\n\nنص **غامق**\n\n</div>\n", ["نص غامق"]),
        ("\ufeff# عنوان\n", ["عنوان"]),
    ],
)
def test_what_is_found(raw: str, found: list[str]) -> None:
    assert texts(raw) == found


def test_links_and_images_in_a_sentence() -> None:
    hint, alt, sentence = blocks('انظر [رابط](u "تلميح") و ![صورة](x) هنا\n')
    assert (hint.text, alt.text, sentence.text) == ("تلميح", "صورة", "انظر رابط و هنا")
    assert [inline.span.of(sentence.text) for inline in sentence.inlines] == ["رابط", ""]


def test_a_quoted_code_span_does_not_carry_the_mark_of_its_line() -> None:
    (block,) = blocks("> انظر\n> `x` هنا\n")
    assert block.inlines[0].before == " `x`"


@pytest.mark.parametrize(
    ("raw", "text", "written"),
    [
        ("نص\n", "# 1", "\\# 1\n"),
        ("نص\n", "1. May", "1\\. May\n"),
        ("- نص\n", "- a", "- \\- a\n"),
        ("> نص\n", "> a", "> \\> a\n"),
        ("نص\n", "a * b snake_case 2 < 3 R&D!", "a * b snake_case 2 < 3 R&D!\n"),
        (
            "نص\n",
            "*a* _b_ `c` <d> &amp; [e](f)",
            "\\*a\\* \\_b\\_ \\`c\\` \\<d> \\&amp; \\[e\\](f)\n",
        ),
        ("نص\n", "[a]: b", "\\[a\\]: b\n"),
        ("نص\n", "[sic] he said", "[sic] he said\n"),
        ("# نص\n", "1. May #", "# 1. May \\#\n"),
        ("| نص |\n|--|\n", "a | b", "| a \\| b |\n|--|\n"),
        ("![نص](x)\n", "a ] b", "![a \\] b](x)\n"),
        ("نص\n", "two\nlines", "two lines\n"),
    ],
)
def test_english_is_escaped_only_where_it_must_be(raw: str, text: str, written: str) -> None:
    assert english(raw, text) == written


def test_defined_names_in_brackets_do_not_become_links() -> None:
    assert english("نص\n\n[a]: u\n", "see [a]") == "see \\[a\\]\n\n[a]: u\n"


def test_a_long_file_comes_in_several_passages() -> None:
    raw = "فقرة\n\n" * 500
    passages = list(Markdown().read([raw], None))
    assert len(passages) > 5
    assert "".join(passage.text for passage in passages) == raw
    assert [b.line for p in passages for b in p.blocks] == list(range(1, 1000, 2))
