"""The matcher finds each term once, at its exact place, and nothing that is not one."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.glossary.evidence import Evidence
from mt_toolkit.glossary.fold import fold
from mt_toolkit.glossary.match import Matcher, MatchKind, Side, TermMatch
from mt_toolkit.glossary.model import Entry, Glossary, Kind, Short
from mt_toolkit.text import Span, disjoint

ARAGHCHI = Entry(
    id="abbas-araghchi",
    kind=Kind.PERSON,
    target="Abbas Araghchi",
    sources=("عباس عراقجي",),
    short=Short(
        target="Araghchi",
        sources=("عراقجي", "عرقجي", "أراغتشي"),
        admitted=("Araqchi-Tehrani",),
        wrong=("Araqchi", "Arakji"),
    ),
)
ABBAS = Entry(
    id="mahmoud-abbas",
    kind=Kind.PERSON,
    target="Mahmoud Abbas",
    sources=("محمود عباس",),
    short=Short(target="Abbas", sources=("عباس",), context=("فلسطين", "Ramallah")),
)
SISI = Entry(
    id="el-sisi",
    kind=Kind.PERSON,
    target="Abdel Fattah el-Sisi",
    sources=("عبد الفتاح السيسي",),
    short=Short(target="el-Sisi", sources=("السيسي",), wrong=("al-Sissy",)),
)
LEBANESE = Entry(id="lebanese", target="the Lebanese", sources=("اللبنانيون",))
GERMANY = Entry(id="germany", kind=Kind.PLACE, target="Germany", sources=("ألمانيا",))
IRAN = Entry(
    id="iran",
    kind=Kind.PLACE,
    target="Iran",
    sources=("إيران",),
    adjective="Iranian",
    plural="Iranians",
)
WHO = Entry(id="who", target="WHO", sources=("الصحة العالمية",), case_sensitive=True)
MEIR = Entry(id="meir", kind=Kind.PERSON, target="Meir", sources=("مئير",))
GLOSSARY = Glossary(entries=(ARAGHCHI, ABBAS, SISI, LEBANESE, GERMANY, IRAN, WHO, MEIR))
MATCHER = Matcher(GLOSSARY)


def found(text: str) -> list[tuple[str, str, str, str]]:
    return [
        (match.entry.id, match.kind.name.lower(), match.proclitic.of(text), match.span.of(text))
        for match in MATCHER.find(text)
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Abbas Araghchi", "canonical"),
        ("Araghchi", "canonical"),
        ("araghchi", "canonical"),
        ("Abbas Araqchi", "wrong"),
        ("Araqchi", "wrong"),
        ("Araqchi-Tehrani", "admitted"),
        ("عباس عراقجي", "preferred"),
        ("عراقجى", "preferred"),
        ("عرقجي", "variant"),
        ("عباس عرقجي", "variant"),
        ("أراغتشي", "variant"),
        ("اراغتشي", "variant"),
        ("عبّاس  عـراقچی", "preferred"),
    ],
)
def test_every_spelling_has_its_kind(text: str, kind: str) -> None:
    assert found(text) == [("abbas-araghchi", kind, "", text)]


@pytest.mark.parametrize(
    ("word", "proclitic", "form"),
    [
        ("وعراقجي", "و", "عراقجي"),
        ("لعراقجي", "ل", "عراقجي"),
        ("فلعراقجي", "فل", "عراقجي"),
        ("وبالعراقجي", "وبال", "عراقجي"),
        ("للعراقجي", "لل", "عراقجي"),
        ("وللسيسي", "ول", "لسيسي"),
        ("لِلسيسي", "لِ", "لسيسي"),
        ("بالسيسي", "ب", "السيسي"),
        ("للبنانيون", "ل", "لبنانيون"),
        ("كألمانيا", "ك", "ألمانيا"),
        ("لألمانيا", "ل", "ألمانيا"),
        ("وَعَبْدِ الفتاح السيسي", "وَ", "عَبْدِ الفتاح السيسي"),
        ("وعبدالفتاح السيسي", "و", "عبدالفتاح السيسي"),
    ],
)
def test_proclitics_may_stand_before_a_form(word: str, proclitic: str, form: str) -> None:
    assert [one[2:] for one in found(f"قال {word} أمس")] == [(proclitic, form)]


@pytest.mark.parametrize(
    "text",
    [
        "معراقجي",
        "عراقجية",
        "عراقجيx",
        "العباسيون",
        "Araghchis",
        "Araghchi_1",
        "O'Araghchi",
        "Araghchi'im",
        "Iranan",
        "who",
        "Who",
        "سمئير",
        "السيسيون",
        "لبنان",
        "عباس\n\nعراقجية",
    ],
)
def test_nothing_is_found_inside_another_word(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    ["Araghchi's", "Araghchi\u2019s", "Araghchis' Araghchi'", "pro-Araghchi", "Araghchi-led",
     "(Araghchi)", "\u201cAraghchi,\u201d", "Araghchi."],
)  # fmt: skip
def test_possessive_hyphen_and_punctuation_end_a_word(text: str) -> None:
    assert [one[3] for one in found(text)] == ["Araghchi"]


def test_the_longest_form_wins() -> None:
    text = "التقى محمود عباس وعراقجي في فلسطين"
    assert [one[0] for one in found(text)] == ["mahmoud-abbas", "abbas-araghchi"]
    assert [one[0] for one in found("عباس عراقجي في فلسطين")] == ["abbas-araghchi"]
    assert found("Abdel Fattah al-Sissy") == [("el-sisi", "wrong", "", "Abdel Fattah al-Sissy")]


def test_a_form_that_needs_context_waits_for_it() -> None:
    assert found("قال عباس") == []
    assert [one[0] for one in found("قال عباس في فلسطين")] == ["mahmoud-abbas"]
    assert [one[0] for one in found("قال عباس (Ramallah)")] == ["mahmoud-abbas"]
    assert [one[3] for one in found("قال محمود عباس، ثم غادر عباس")] == ["محمود عباس", "عباس"]


def test_context_may_stand_elsewhere_in_the_document() -> None:
    evidence = MATCHER.evidence(["زار فلسطين", "ثم عاد"])
    assert [match.entry.id for match in MATCHER.find("قال عباس", evidence)] == ["mahmoud-abbas"]


def test_adjective_and_plural_are_right_answers() -> None:
    assert [one[:2] for one in found("Iranian and Iranians of Iran")] == [
        ("iran", "admitted"),
        ("iran", "admitted"),
        ("iran", "canonical"),
    ]


def test_one_spelling_of_two_people_gives_both() -> None:
    ali = Entry(
        id="ali-larijani",
        target="Ali Larijani",
        sources=("علي لاريجاني",),
        short=Short(target="Larijani", sources=("لاريجاني",)),
    )
    sadegh = Entry(
        id="sadegh-larijani",
        target="Sadegh Larijani",
        sources=("صادق لاريجاني",),
        short=Short(target="Larijani", sources=("لاريجاني",)),
    )
    (match,) = Matcher(Glossary(entries=(ali, sadegh))).find("قال لاريجاني")
    assert [entry.id for entry, _ in match.readings] == ["ali-larijani", "sadegh-larijani"]


def test_a_side_is_searched_alone() -> None:
    text = "عراقجي Araghchi"
    assert [m.span.of(text) for m in Matcher(GLOSSARY, Side.SOURCE).find(text)] == ["عراقجي"]
    assert [m.span.of(text) for m in Matcher(GLOSSARY, Side.TARGET).find(text)] == ["Araghchi"]


def test_a_name_may_go_over_a_line_but_not_over_a_paragraph() -> None:
    assert [one[3] for one in found("Abbas\nAraghchi")] == ["Abbas\nAraghchi"]
    assert [one[3] for one in found("Abbas\n\nAraghchi")] == ["Abbas", "Araghchi"]


MARKS = ("", "\u0651", "\u064e\u0651", "ـ", "\u200f", "\u200d", "\u064b")
SHAPED = {"ع": "\ufecb", "ي": "\ufef1", "ج": "\ufe9f", "س": "\ufeb3", "ك": "ک"}
FILLERS = st.sampled_from(
    ["🎉", "👨‍👩‍👧", "كتاب", "ﷲ", "word", "ـــ", "\u202b", "12", "،", "é", "e\u0301"]
)


@st.composite
def dressed(draw: st.DrawFn, form: str) -> str:
    """A form as it may stand in a text: with marks, tatweel, shaped letters."""
    letters = []
    for letter in form:
        written = SHAPED.get(letter, letter) if draw(st.booleans()) else letter
        letters.append(written + (draw(st.sampled_from(MARKS)) if letter != " " else ""))
    return "".join(letters)


@st.composite
def texts_with_names(draw: st.DrawFn) -> tuple[str, list[tuple[int, str]]]:
    parts: list[str] = []
    names: list[tuple[int, str]] = []
    for _ in range(draw(st.integers(1, 4))):
        parts += [draw(FILLERS), " "]
        if draw(st.booleans()):
            parts.append(draw(st.sampled_from(["و", "ب", "ول"])))
        form = draw(st.sampled_from(["عباس عراقجي", "عرقجي", "السيسي", "ألمانيا"]))
        if parts[-1] == "ول" and form == "السيسي":
            parts[-1] = "و"
        written = draw(dressed(form))
        names.append((sum(map(len, parts)), written))
        parts += [written, draw(st.sampled_from([" ", "، ", "\n", " 🎉"])), " "]
    return "".join(parts), names


@given(texts_with_names())
def test_offsets_survive_marks_tatweel_shapes_and_emoji(
    case: tuple[str, list[tuple[int, str]]],
) -> None:
    text, names = case
    matches = MATCHER.find(text)
    assert len(matches) == len(names)
    for match, (start, written) in zip(matches, names, strict=True):
        assert match.span.start == start
        unseen = "\u200f\u200d"
        assert match.span.of(text).rstrip(unseen) == written.rstrip(unseen)


ALPHABET = "عراقجيباسول ال\u0651ـ\u200c🎉Arghci'- \nﻋﷲ"


@given(st.text(ALPHABET, max_size=60))
def test_matches_are_what_folding_says(text: str) -> None:
    matches = MATCHER.find(text)
    for match in matches:
        if not match.contracted:
            assert fold(match.span.of(text)).lower() == fold(match.spelling).lower()
    for one, other in itertools.pairwise(matches):
        assert one.span.end <= other.proclitic.start or one.span.end <= other.span.start


@given(
    st.lists(st.sampled_from(["عراقجي", "عباس", "قال", "و", "Araghchi", "in", "."]), max_size=12)
)
def test_no_name_between_spaces_is_missed(words: list[str]) -> None:
    text = " ".join(words)
    expected = len(re.findall(r"\bعراقجي\b", text)) + words.count("Araghchi")
    names = [m for m in MATCHER.find(text) if m.entry.id == "abbas-araghchi"]
    assert len(names) == expected


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["عرقجي", "وعرقجي", "عراقجي", "Araqchi", "araghchi", "Araghchi", "IRAN", "iran",
                 "عباس", "فلسطين", "قال", "🎉", "\u200f", "Iranian", "iranian", "al-Sissy", "WHO",
                 "ﷲ"]
            ),
            st.sampled_from([" ", "\n", "", ", ", "-"]),
        ),
        max_size=15,
    )
)  # fmt: skip
def test_a_quick_look_misses_nothing_that_is_at_fault(words: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in words)
    suspects = MATCHER.suspects(text, Evidence()).spans
    for match in MATCHER.find(text, Evidence(everything=True)):
        written = match.span.of(text)
        small = written.lower() == written and match.spelling.lower() != match.spelling
        if not match.kind.right or (match.kind is MatchKind.CANONICAL and small):
            assert match.span in suspects


@given(
    st.lists(
        st.sampled_from(
            ["عرقجي", "وعرقجي", "عباس", "Araqchi", "Abbas", "al-Sissy", "\n", "\n\n", "🎉",
             "عـَراقجي", "\u200f", "ﻋﺮﻗﺠﻲ", "e\u0301", "للسيسي", "،"]
        ),
        max_size=20,
    )
)  # fmt: skip
def test_near_a_suspect_a_long_text_has_the_matches_of_its_line_alone(words: list[str]) -> None:
    text = " ".join(words)
    evidence = Evidence()
    suspects = MATCHER.suspects(text, evidence)
    places = disjoint(suspects.spans)
    start = 0
    for line in text.splitlines(keepends=True):
        scan = MATCHER.scan_near(text, Span(start, start + len(line)), suspects, places)
        near, alone = (one.matches(evidence) for one in (scan, MATCHER.scan(line)))
        assert scan.text == line
        assert [match for match in near if match not in alone] == []
        for match in alone:
            if any(match.span.shift(start).overlaps(place) for place in places):
                assert match in near
        start += len(line)


def test_evidence_is_the_same_after_a_quick_look() -> None:
    text = "قال عباس في فلسطين. ثم عرقجي. " * 3
    evidence = Evidence()
    MATCHER.suspects(text, evidence)
    assert MATCHER.find(text, evidence) == MATCHER.find(text)


def test_a_match_tells_its_form() -> None:
    (match,) = MATCHER.find("وعرقجي")
    assert isinstance(match, TermMatch)
    assert (match.kind, match.form.short, match.whole.start) == (MatchKind.VARIANT, True, 0)
