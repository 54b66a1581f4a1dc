"""What each rule objects to, and what it lets be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.checks.engine import Engine
from mt_toolkit.checks.inputs.documents import Document
from mt_toolkit.checks.pieces import Piece, Unit
from mt_toolkit.checks.registry import Selection
from mt_toolkit.findings import Severity
from mt_toolkit.glossary import Entry, Glossary
from tests.unit.checks.workbench import GLOSSARY, check, write

if TYPE_CHECKING:
    from pathlib import Path

    from mt_toolkit.findings import Location


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Araqchi spoke.", "Araghchi spoke."),
        ("Abbas Arakji's visit", "Abbas Araghchi's visit"),
        ("a pro-Araqchi crowd", "a pro-Araghchi crowd"),
        ("araqchi", "Araghchi"),
        ("ARAQCHI SPEAKS", "ARAGHCHI SPEAKS"),
        ("He met Albusaidi.", "He met al-Busaidi."),
        ("Albusaidi spoke.", "Al-Busaidi spoke."),
        ("He said. Albusaidi spoke.", "He said. Al-Busaidi spoke."),
        ("in Lahay", "in The Hague"),
    ],
)
def test_wrong_target_spelling(tmp_path: Path, text: str, mended: str) -> None:
    path = write(tmp_path, "a.txt", text)
    assert check(path).codes == ["MT101"]
    assert check(path, fix=True).codes == []
    assert path.read_text() == mended


@pytest.mark.parametrize(
    "text",
    [
        "Araghchi spoke.",
        "Abbas Araghchi",
        "https://example.org/Araqchi",
        "www.araqchi.com",
        "@Araqchi and #Araqchi",
        "mail araqchi@example.org",
        "Araqchis",
    ],
)
def test_right_spellings_and_addresses_are_let_be(tmp_path: Path, text: str) -> None:
    assert check(write(tmp_path, "a.txt", text)).codes == []


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("قال عرقجي", "قال عراقجي"),
        ("قال وعباس عرقجي", "قال وعباس عراقجي"),
        ("وَلِعَرَقْجِي", "وَلِعراقجي"),
        ("لبوسعيدي", "للبوسعيدي"),
        ("قال آل بوسعيدي", "قال البوسعيدي"),
        ("ولآل بوسعيدي", "وللبوسعيدي"),
        ("قال بوسعيدي", "قال البوسعيدي"),
    ],
)
def test_source_spelling_not_preferred(tmp_path: Path, text: str, mended: str) -> None:
    path = write(tmp_path, "a.txt", text)
    check(path, fix=True, select="MT102")
    assert path.read_text() == mended
    check(path, fix=True, select="MT102")
    assert path.read_text() == mended


def test_what_folding_makes_equal_is_no_variant(tmp_path: Path) -> None:
    assert check(write(tmp_path, "a.txt", "قال عبّاس عراقجى وعـراقچي")).codes == []


def test_a_variant_that_needs_context_waits_for_it_and_is_not_safe(tmp_path: Path) -> None:
    assert check(write(tmp_path, "a.txt", "قال ظاريف\n")).codes == []
    path = write(tmp_path, "b.txt", "قال ظاريف\nمن إيران\n")
    (finding,) = check(path).findings
    assert (finding.code, finding.location.line) == ("MT102", 1)
    assert finding.fix is not None
    assert not finding.fix.safe


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("abbas araghchi", ["MT103"]),
        ("Abbas araghchi", ["MT103"]),
        ("iran", ["MT103"]),
        ("ABBAS ARAGHCHI", []),
        ("the Hague", ["MT103"]),
        ("Al-Busaidi", []),
        ("blue homework", ["MT103"]),
    ],
)
def test_case(tmp_path: Path, text: str, codes: list[str]) -> None:
    assert check(write(tmp_path, "a.txt", text)).codes == codes


def test_single_words_in_lower_case_are_not_mended_unasked(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "in iran with abbas araghchi")
    check(path, fix=True)
    assert path.read_text() == "in iran with Abbas Araghchi"
    check(path, fix=True, unsafe=True)
    assert path.read_text() == "in Iran with Abbas Araghchi"


def test_a_wrong_spelling_of_two_is_not_mended_unasked(tmp_path: Path) -> None:
    people = (
        Entry(id="a", target="Schmidt", sources=("شميت",), wrong=("Shmit",)),
        Entry(id="b", target="Schmitt", sources=("شمت",), wrong=("Shmit",)),
    )
    (finding,) = check(
        write(tmp_path, "a.txt", "Shmit"), glossary=Glossary(entries=people)
    ).findings
    assert finding.fix is not None
    assert not finding.fix.safe


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("وأضاف Araghchi أن", ["'Araghchi' is left in Latin letters; in Arabic it is عراقجي"]),
        ("وأضاف Araqchi أن", ["'Araqchi' is left in Latin letters; in Arabic it is عراقجي"]),
        ("وأضاف Jane Doe أن", ["'Jane Doe' is left in Latin letters"]),
        ("وأضاف عراقجي (Araghchi) أن", []),
        ("كتاب Blue Homework الجديد", []),
        ("شركة IBM الكبرى", []),
        ("He said مرحبا to Jane in the end", []),
        ("زوروا https://Example.org الآن", []),
    ],
)
def test_latin_names_in_arabic(tmp_path: Path, text: str, messages: list[str]) -> None:
    found = check(write(tmp_path, "a.txt", text)).findings
    assert [finding.message for finding in found] == messages
    assert {finding.code for finding in found} <= {"MT104"}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["وأضاف", "عراقجي", "قَال", "Araghchi", "Jane Doe", "Élan", "Le", "of", "IBM", "5",
                 "(Jane", "Jane)", "پاريس"]
            ),
            st.sampled_from([" ", "  ", " - ", "\n", "، ", " \u200f", " 7 ", " .... "]),
        ),
        max_size=12,
    )
)  # fmt: skip
def test_latin_names_are_the_same_in_a_text_and_in_the_source_of_a_pair(
    words: list[tuple[str, str]],
) -> None:
    """Long texts are searched for them, pairs are read."""
    text = "".join(word + gap for word, gap in words)
    engine = Engine(GLOSSARY, Selection.parsed(["MT104"], []))

    def found(unit: Unit) -> list[tuple[str, Location]]:
        document = Document(path=None, units=iter([unit]))
        return [(finding.message, finding.location) for finding in engine.check(document)]

    piece = Piece(text=text, raw=text, line=1, offset=0)
    nothing = Piece(text="", raw="", line=1, offset=0)
    assert found(Unit(piece=piece)) == found(Unit(piece=nothing, source=piece))


@pytest.mark.parametrize(
    ("source", "target", "codes"),
    [
        ("قال عراقجي", "Araghchi said", []),
        ("قال عراقجي", "He said", ["MT201"]),
        ("قال عراقجي", "Araqchi said", ["MT101"]),
        ("قال عباس عراقجي", "Araghchi said", []),
        ("عراقجي وعراقجي وعراقجي", "He said", ["MT201"]),
        ("قال ظريف من إيران", "Zarif of Iran", []),
        ("رجل ظريف", "a witty man", []),
        ("قال إنه جاء", "Araghchi said that he came", ["MT202"]),
        ("قال الإيرانيون", "Iran said", []),
        ("الحكومة الإيرانية", "the Iranian government", []),
        ("قال أراقشي", "Araghchi said", []),
        ("كتاب Blue Homework", "The book Blue Homework", []),
        ("كتاب Blue Homework", "The book Azure Tasks", ["MT203"]),
    ],
)
def test_pairs(tmp_path: Path, source: str, target: str, codes: list[str]) -> None:
    path = write(tmp_path, "a.tsv", f"{source}\t{target}\n")
    assert check(path, select="MT1,MT2").codes == codes


def test_context_may_come_later_in_a_bitext(tmp_path: Path) -> None:
    pairs = "رجل ظريف\ta witty man\nمن إيران\tfrom Iran\n"
    assert check(write(tmp_path, "a.tsv", pairs)).places == [("MT201", 1, 10)]


def test_two_spellings_of_a_name_the_glossary_does_not_know(tmp_path: Path) -> None:
    text = "Mr Tahmasebi spoke.\nLater Tahmasebi left.\nThen Tahmassebi came.\n"
    result = check(write(tmp_path, "a.txt", text))
    assert result.places == [("MT301", 3, 6)]
    assert "Tahmasebi (2 times, line 1)" in result.findings[0].message
    assert result.findings[0].severity is Severity.WARNING


def test_two_spellings_after_titles_in_arabic(tmp_path: Path) -> None:
    text = "قال الوزير طهماسبي أمس.\nوغادر الوزير تهماسبي اليوم.\n"
    assert check(write(tmp_path, "a.txt", text)).codes == ["MT301"]


def test_a_word_without_a_title_beside_one_that_has_a_title_and_a_given_name(
    tmp_path: Path,
) -> None:
    text = "قال الوزير كريم طهماسبي أمس.\nثم وصل الوفد إلى بيت تهماسبي فجرا.\n"
    result = check(write(tmp_path, "a.txt", text))
    assert result.places == [("MT301", 2, 22)]
    assert "تهماسبي and طهماسبي (once, line 1)" in result.findings[0].message


def test_last_names_behind_one_given_name_need_not_be_as_alike(tmp_path: Path) -> None:
    one = write(tmp_path, "a.txt", "قال الوزير حسن طناغتشي أمس. ووصل حسن طناغتشي.\n")
    same = write(tmp_path, "b.txt", "وأعلن حسن تنقجي ذلك.\n")
    other = write(tmp_path, "c.txt", "وأعلن محمود تنقجي ذلك.\n")
    assert check(one, same, corpus=True).places == [("MT301", 1, 11)]
    assert check(one, other, corpus=True).codes == []
    assert check(one, same).codes == []


def test_arabic_words_without_enough_evidence_are_let_be(tmp_path: Path) -> None:
    one = write(tmp_path, "a.txt", "قال الوزير كريم طهماسبي أمس.\n")
    apart = write(tmp_path, "b.txt", "ثم وصل الوفد إلى بيت تهماسبي فجرا.\n")
    assert check(one, apart, corpus=True).codes == []
    nobody = write(tmp_path, "c.txt", "وصل إلى بيت تهماسبي فجرا، ثم إلى بيت طهماسبي.\n")
    assert check(nobody).codes == []


def test_of_two_arabic_spellings_the_one_with_less_evidence_is_doubted(tmp_path: Path) -> None:
    text = "كتب تهماسبي ذلك.\nوقال الوزير كريم طهماسبي العكس.\n"
    assert check(write(tmp_path, "a.txt", text)).places == [("MT301", 1, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "The Minister met other Ministers.",
        "Iran and Iranian and Iranians",
        "Smith met Smithson. Peter met Patrick.",
        "Ministry of the Interior, interior Minister",
    ],
)
def test_words_that_are_merely_alike_are_let_be(tmp_path: Path, text: str) -> None:
    assert check(write(tmp_path, "a.txt", text)).codes == []


def test_names_are_compared_across_files_only_when_asked(tmp_path: Path) -> None:
    files = [
        write(tmp_path, "a.txt", "Tahmasebi said, and Tahmasebi left."),
        write(tmp_path, "b.txt", "Tahmassebi said."),
    ]
    assert check(*files).codes == []
    (finding,) = check(*files, corpus=True).findings
    assert finding.path == files[1]
    assert "a.txt" in finding.message
