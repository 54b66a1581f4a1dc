from __future__ import annotations

from pathlib import Path

import pytest

from mt_toolkit.glossary import (
    Entry,
    Glossary,
    Short,
    lint_glossary,
    load_glossaries,
    parse_glossary,
)


def findings(*entries: Entry) -> list[tuple[str, str]]:
    return [(one.code, one.entry) for one in lint_glossary(Glossary(entries=entries))]


ROME = Entry(id="rome", target="Rome", sources=("روما",))


def test_a_good_glossary_has_no_findings() -> None:
    assert findings(Entry(id="paris", target="Paris", sources=("باريس",)), ROME) == []


def test_one_source_form_for_two_entries() -> None:
    other = Entry(id="roma", target="Roma people", sources=("الغجر", "رومَا"))
    assert findings(other, ROME) == [("GLOSS01", "rome")]


def test_a_spelling_that_follows_from_a_short_form_counts_as_well() -> None:
    short = Short(target="Araghchi", sources=("عراقجي", "عرقجي"))
    one = Entry(id="a", target="Abbas Araghchi", sources=("عباس عراقجي",), short=short)
    other = Entry(id="b", target="Abbas Arqaji", sources=("عباس عرقجي",))
    assert findings(one, other) == [("GLOSS01", "b")]


@pytest.mark.parametrize(
    ("first", "second", "conflict"),
    [
        ((), ("الأردن",), False),
        (("مسقط",), ("الأردن",), False),
        (("مسقط", "وزير"), ("الأردن", "وزير"), True),
        ((), (), True),
    ],
)
def test_context_tells_entries_apart(
    first: tuple[str, ...], second: tuple[str, ...], conflict: bool
) -> None:
    # عمان is in the list of common words, so this is about another word.
    oman = Entry(id="a", target="Oman", sources=("ليون",), context=first)
    amman = Entry(id="b", target="Amman", sources=("ليون",), context=second)
    assert findings(oman, amman) == ([("GLOSS01", "b")] if conflict else [])


def test_a_target_that_is_wrong_in_its_own_entry() -> None:
    entry = Entry(id="rome", target="Rome", sources=("روما",), admitted=("Roma",), wrong=("Roma",))
    assert findings(entry) == [("GLOSS02", "rome")]


def test_a_target_that_is_wrong_in_another_entry() -> None:
    iraqi = Entry(id="b", target="Iraq", sources=("العراق",), adjective="Iraqi")
    short = Short(target="Araghchi", sources=("عراقجي",), wrong=("Iraqi",))
    araghchi = Entry(id="a", target="Abbas Araghchi", sources=("عباس عراقجي",), short=short)
    assert findings(araghchi, iraqi) == [("GLOSS02", "a")]


def test_a_form_that_folding_finds_anyway() -> None:
    entry = Entry(id="iran", target="Iran", sources=("إيران", "ايران"))
    assert findings(entry) == [("GLOSS03", "iran")]


def test_a_wrong_form_in_two_cases() -> None:
    entry = Entry(id="rome", target="Rome", sources=("روما",), wrong=("Roum", "ROUM"))
    assert findings(entry) == [("GLOSS03", "rome")]
    sensitive = Entry(
        id="rome", target="Rome", sources=("روما",), wrong=("Roum", "ROUM"), case_sensitive=True
    )
    assert findings(sensitive) == []


def test_entries_out_of_order() -> None:
    paris = Entry(id="paris", target="Paris", sources=("باريس",))
    assert findings(ROME, paris) == [("GLOSS04", "paris")]


def test_each_file_is_sorted_for_itself(tmp_path: Path) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    paths[0].write_text("id,kind,target,sources\nrome,place,Rome,روما\n", encoding="utf-8")
    paths[1].write_text("id,kind,target,sources\nparis,place,Paris,باريس\n", encoding="utf-8")
    merged, _conflicts = load_glossaries(paths)
    assert lint_glossary(merged) == []


@pytest.mark.parametrize("source", ["ظريف", "عراقي", "ظَريف", "عبّاس"])
def test_a_common_word_needs_context(source: str) -> None:
    bare = Entry(id="x", target="Xyz", sources=(source,))
    assert findings(bare) == [("GLOSS05", "x")]
    assert findings(Entry(id="x", target="Xyz", sources=(source,), context=("طهران",))) == []


def test_a_common_word_as_short_form_needs_context() -> None:
    short = Short(target="Zarif", sources=("ظريف",))
    entry = Entry(id="z", target="Javad Zarif", sources=("جواد ظريف",), short=short)
    assert findings(entry) == [("GLOSS05", "z")]


def test_one_full_target_for_two_entries() -> None:
    assert findings(ROME, Entry(id="rome-2", target="Rome", sources=("رومة الجديدة",))) == [
        ("GLOSS06", "rome-2")
    ]


def test_two_people_may_share_a_last_name() -> None:
    def aoun(first: str, arabic: str) -> Entry:
        return Entry(
            id=first.lower(),
            target=f"{first} Aoun",
            sources=(f"{arabic} عون",),
            short=Short(target="Aoun", sources=("عون",), context=(arabic,)),
        )

    assert findings(aoun("Joseph", "جوزيف"), aoun("Michel", "ميشال")) == []


def test_a_short_form_spelled_like_the_full_one() -> None:
    entry = Entry(
        id="rome", target="Rome", sources=("روما",), short=Short(target="R", sources=("رُوما",))
    )
    assert findings(entry) == [("GLOSS07", "rome")]


def test_a_finding_points_at_the_form() -> None:
    text = """version: 1
entries:
  - id: iran
    kind: place
    target: Iran
    sources: [إيران, طهران]
  - id: tehran
    kind: place
    target: Tehran
    sources:
      - "طهران"
"""
    (finding,) = lint_glossary(parse_glossary(text, "yaml", Path("g.yaml")))
    assert (finding.path, finding.line, finding.column) == (Path("g.yaml"), 11, 10)
    assert finding.message == "'طهران' is a source form of 'iran' too, line 3"
    assert finding.mend
