from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mt_toolkit.errors import InputError
from mt_toolkit.formats.html import Html
from mt_toolkit.protocols import BlockTranslation

if TYPE_CHECKING:
    from mt_toolkit.text import Block


def blocks(text: str) -> list[Block]:
    return [block for passage in Html().read([text], None) for block in passage.blocks]


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


def english(text: str, *translations: str) -> str:
    form, rest = Html(), list(translations)
    out = ""
    for passage in form.read([text], None):
        count = len(passage.blocks)
        out += form.render(passage, [BlockTranslation(text=text) for text in rest[:count]])
        del rest[:count]
    return out


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<html>", '<html lang="en" dir="ltr">'),
        ('<html dir="rtl" lang=ar>', '<html dir="ltr" lang="en">'),
        ("<html dir=rtl>", '<html lang="en" dir="ltr">'),
        ("<HTML lang='fa' dir='auto'>", "<HTML lang='en' dir='ltr'>"),
        ('<html lang dir="rtl">', '<html lang="en" dir="ltr">'),
        ('<div dir="rtl" lang="ar-EG">', '<div dir="ltr" lang="en">'),
        ('<div dir="auto" lang="fr">', '<div dir="auto" lang="fr">'),
        ('<html xml:lang="ar" lang="ar" dir="rtl">', '<html xml:lang="en" lang="en" dir="ltr">'),
    ],
)
def test_language_and_direction_become_english(before: str, after: str) -> None:
    assert english(f"{before}<p>نص</p>", "Text") == f"{after}<p>Text</p>"


def test_a_fragment_gets_no_html_element() -> None:
    assert english("<p>نص</p>", "Text") == "<p>Text</p>"


@pytest.mark.parametrize(
    "element",
    ["script", "style", "code", "pre", "kbd", "samp", "var", "textarea", "svg", "math"],
)
def test_what_is_not_language_is_left_alone(element: str) -> None:
    raw = f"<p>قبل</p><{element}>نص</{element}><p>بعد</p>"
    assert english(raw, "A", "B") == f"<p>A</p><{element}>نص</{element}><p>B</p>"


def test_what_the_page_does_not_want_translated_is_left_alone() -> None:
    assert texts('<p translate="no">نص <b>غامق</b></p><p class="x notranslate">نص</p><p>خبر') == [
        "خبر"
    ]
    assert texts("<p>نص <span translate=no>اسم</span> خبر</p>") == ["نص خبر"]
    assert texts("<ul><li translate=no>نص<ul><li>نص</ul><li>خبر</ul>") == ["خبر"]


def test_an_unclosed_code_does_not_swallow_the_page() -> None:
    assert texts("<div>نص <code>x<p>خبر</p></div><p>ثان</p>") == ["نص", "خبر", "ثان"]


def test_attributes_for_people_are_translated() -> None:
    raw = "<p><img alt='صورة' src=x> نص <a title=\"تلميح\" href='نص'>رابط</a> بعد</p>"
    assert texts(raw) == ["صورة", "تلميح", "نص رابط بعد"]
    raw = '<img alt="صورة"><input placeholder=ابحث><button aria-label="إغلاق">x</button>'
    assert english(raw, 'It\'s "a" <b>', "Search now", "Close", "x") == (
        '<img alt="It\'s &quot;a&quot; &lt;b&gt;"><input placeholder="Search now">'
        '<button aria-label="Close">x</button>'
    )


def test_attributes_inside_a_sentence_are_written_with_it() -> None:
    form = Html()
    (passage,) = form.read(["<p>نص <a title='تلميح'>رابط</a> بعد</p>"], None)
    hint, sentence = passage.blocks
    done = [
        BlockTranslation(text="It's a hint"),
        BlockTranslation(text="text link after", inlines=sentence.inlines),
    ]
    assert hint.text == "تلميح"
    written = form.render(passage, done)
    assert "title='It&#x27;s a hint'" in written
    assert "\ufdd0" not in written


def test_descriptions_of_the_page_are_translated() -> None:
    for attribute in ("name=description", "name='keywords'", 'property="og:title"'):
        assert texts(f'<meta {attribute} content="وصف">') == ["وصف"]
    assert texts('<meta name="author" content="اسم"><p>نص') == ["نص"]


def test_inline_markup_keeps_a_sentence_whole_and_breaks_do_not() -> None:
    assert texts("<p>نص <b>غامق</b> و<i>مائل</i></p>") == ["نص غامق ومائل"]
    assert texts("<p>سطر<br>سطر<br/>سطر</p>") == ["سطر"] * 3
    assert texts("<div>نص<p>فقرة</p>نص</div>") == ["نص", "فقرة", "نص"]
    assert texts("<b>أول<br>ثان</b> بقية") == ["أول", "ثان", "بقية"]


def test_entities_are_read_and_written() -> None:
    assert texts("<p>نص &amp; &quot;نص&quot; &#1606;&#x635; R&D &copy</p>") == [
        'نص & "نص" نص R&D ©'
    ]
    assert english("<p>نص</p>", "a < b & c > d") == "<p>a &lt; b &amp; c &gt; d</p>"


@pytest.mark.parametrize("raw", ["نص بلا وسوم", "5 < 6 و 7 > 6", "\x00<p>نص"])
def test_what_is_not_html_is_refused(raw: str) -> None:
    with pytest.raises(InputError) as caught:
        blocks(raw)
    assert caught.value.mend is not None
    assert "--format plain" in caught.value.mend


def test_malformed_markup_loses_no_text() -> None:
    for raw in (
        "<p>نص <b>غامق",
        "<p>نص </b>غامق</p>",
        "<b>نص <i>غامق</b></i>",
        "<p>نص <a b='>غامق",
    ):
        assert "نص" in " ".join(texts(raw))
    assert texts("<p>نص <b>غامق<p>خبر</p>") == ["نص", "غامق", "خبر"]
    assert texts("<b>نص <i>مائل</b> خبر</i>") == ["نص مائل خبر"]


def test_deep_nesting_is_no_trouble() -> None:
    assert texts("<b>" * 3000 + "نص" + "</b>" * 3000) == ["نص"]
