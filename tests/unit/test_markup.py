from __future__ import annotations

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.bitext import WordLink
from mt_toolkit.markup import project, weave
from mt_toolkit.text import Inline, Span

SOURCE = "قال الوزير الأميركي إن المحادثات مستمرة."
TARGET = "The American minister said that talks continue."


def span(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def links(*pairs: tuple[str, str]) -> list[WordLink]:
    return [
        WordLink(source=span(SOURCE, source), target=span(TARGET, target), weight=0.9)
        for source, target in pairs
    ]


ALL = links(
    ("قال", "said"),
    ("الوزير", "minister"),
    ("الوزير", "The"),
    ("الأميركي", "American"),
    ("إن", "that"),
    ("المحادثات", "talks"),
    ("مستمرة", "continue"),
)


def bold(part: str) -> Inline:
    return Inline(span=span(SOURCE, part), before="<b>", after="</b>")


def shown(*inlines: Inline, by: list[WordLink] = ALL, target: str = TARGET) -> str:
    placed = project(inlines, SOURCE, target, by)
    return weave(target, placed, lambda text: text)


def test_a_word_keeps_its_markup() -> None:
    assert shown(bold("الأميركي")) == "The <b>American</b> minister said that talks continue."
    assert shown(bold("المحادثات")).endswith("that <b>talks</b> continue.")


def test_words_in_another_order_are_held_together() -> None:
    assert shown(bold("الوزير الأميركي")).startswith("<b>The American minister</b> said")


def test_a_stray_link_does_not_stretch_the_markup() -> None:
    stray = [
        *ALL,
        WordLink(source=span(SOURCE, "المحادثات"), target=span(TARGET, "The"), weight=0.1),
    ]
    assert "that <b>talks</b> continue" in shown(bold("المحادثات"), by=stray)


def test_markup_of_the_whole_is_markup_of_the_whole() -> None:
    assert shown(bold(SOURCE)) == f"<b>{TARGET}</b>"
    assert shown(bold(SOURCE), by=[]) == f"<b>{TARGET}</b>"


def test_the_final_stop_goes_with_its_words() -> None:
    assert shown(bold("مستمرة.")).endswith("<b>continue.</b>")
    assert shown(bold("مستمرة")).endswith("<b>continue</b>.")


def test_pairs_stay_nested() -> None:
    outer = Inline(span=span(SOURCE, "الوزير الأميركي"), before="<a>", after="</a>")
    assert shown(outer, bold("الأميركي")).startswith("<a>The <b>American</b> minister</a> said")


def test_without_links_the_proportion_decides() -> None:
    assert shown(bold("قال"), by=[]).startswith("<b>The</b> American")
    assert shown(bold("مستمرة"), by=[]).endswith("<b>continue</b>.")


def test_a_thing_of_its_own_follows_its_word() -> None:
    at = span(SOURCE, "المحادثات").end
    thing = Inline(span=Span(at, at), before=" `x`")
    assert shown(thing).endswith("that talks `x` continue.")


def test_a_thing_of_its_own_does_not_touch_a_word() -> None:
    at = span(SOURCE, "المحادثات").start
    for before in ("https://x.org", " https://x.org", "https://x.org "):
        written = shown(Inline(span=Span(at, at), before=before), by=[])
        assert re.search(r"(^|\s)https://x\.org(\s|[.]|$)", written)
        assert "  " not in written


def test_a_thing_after_a_colon_stays_after_it() -> None:
    source, target = "الرابط:", "The link:"
    link = WordLink(source=Span(0, 6), target=Span(4, 8), weight=1.0)
    thing = Inline(span=Span(7, 7), before=" https://x.org")
    placed = project([thing], source, target, [link])
    assert weave(target, placed, str) == "The link: https://x.org"


def test_text_carried_over_as_it_is_keeps_its_markup_in_place() -> None:
    text = "Version 2 of the Python language"
    inline = Inline(span=span(text, "Python"), before="*", after="*")
    link = WordLink(source=Span(0, len(text)), target=Span(0, len(text)), weight=1.0)
    assert weave(text, project([inline], text, text, [link]), str) == (
        "Version 2 of the *Python* language"
    )


def test_more_markup_than_words_is_all_kept() -> None:
    inlines = [bold("قال"), bold("الوزير"), bold("مستمرة")]
    placed = project(inlines, SOURCE, "Talks", [])
    assert weave("Talks", placed, str).count("<b>") == 3


def test_weaving_escapes_text_and_nothing_else() -> None:
    inlines = [Inline(span=Span(2, 3), before="<b>", after="</b>")]
    assert weave("a&b&c", inlines, lambda text: text.replace("&", "&amp;")) == (
        "a&amp;<b>b</b>&amp;c"
    )


WORDS = st.sampled_from(["يوم", "في", "a", "U.S.", "«نعم»", "5+1", "(b)", "c,", "،"])
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)


@st.composite
def nested(draw: st.DrawFn, start: int, end: int, depth: int = 0) -> list[Inline]:
    """Properly nested inlines, in order, each with a name of its own."""
    inlines: list[Inline] = []
    position = start
    while depth < 3 and draw(st.booleans()):
        first = draw(st.integers(position, end))
        last = draw(st.integers(first, end))
        if depth and first == last == end:
            break
        inlines.append(
            Inline(span=Span(first, last), before="", after="" if first == last else "x")
        )
        if last > first:
            inlines += draw(nested(first, last, depth + 1))
        position = last
    return inlines


@given(data=st.data())
def test_whatever_the_links_all_markup_comes_out_once_and_nested(data: st.DataObject) -> None:
    source, target = data.draw(TEXTS), data.draw(TEXTS)
    inlines = [
        Inline(span=inline.span, before=f"<{n}>", after=f"</{n}>" if inline.after else "")
        for n, inline in enumerate(data.draw(nested(0, len(source))))
    ]

    def ranges(text: str) -> st.SearchStrategy[Span]:
        ends = st.integers(0, len(text))
        return st.tuples(ends, ends).map(lambda pair: Span(min(pair), max(pair)))

    word_links = data.draw(
        st.lists(
            st.builds(
                WordLink, source=ranges(source), target=ranges(target), weight=st.floats(0, 1)
            ),
            max_size=8,
        )
    )
    placed = project(inlines, source, target, word_links)
    assert Counter(i.before.strip() for i in placed) == Counter(i.before for i in inlines)
    assert all(inline.span.end <= len(target) for inline in placed)
    woven = weave(target, placed, lambda text: text)
    stack: list[str] = []
    for closing, name in re.findall(r"<(/?)(\d+)>", woven):
        if closing:
            assert stack.pop() == name
        elif f"</{name}>" in woven:
            stack.append(name)
    assert not stack
    assert re.sub(r"\s*</?\d+>\s*", "", woven).replace(" ", "") == target.replace(" ", "")


@given(data=st.data())
def test_a_pair_never_splits_a_word(data: st.DataObject) -> None:
    target = data.draw(TEXTS)
    start = data.draw(st.integers(0, len(SOURCE) - 1))
    end = data.draw(st.integers(start + 1, len(SOURCE)))
    pair = Inline(span=Span(start, end), before="<", after=">")
    woven = weave(target, project([pair], SOURCE, target, []), str)
    assert not re.search(r"\w[<>]\w", woven)
