from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.names import similarity

# Spellings of one name score above it, different names below it.
JOINED = 0.75

ONE_NAME = [
    ["عراقجي", "عرقجي", "أراغتشي", "Araghchi", "Araqchi", "Arakji", "Aragtschi"],
    ["ويتكوف", "Witkoff"],
    ["ألبوسيدي", "ألبوسايدي", "البوسعيدي", "al-Busaidi", "Al Busaidi", "Albusaidi"],
    ["باقائي", "بقائي", "Baqaei", "Baghaei"],
    ["خامناي", "خامنئي", "خامنائي", "Khamenei"],
    ["شتاينماير", "Steinmeier"],
    ["روبيو", "Rubio"],
    ["غروسي", "Grossi"],
    ["هاموند", "Hammond"],
    ["ظريف", "Zarif"],
    ["روحاني", "Rouhani", "Rohani", "Ruhani"],
    ["محمد", "Mohammed", "Muhammad", "Mohamed"],
    ["نتنياهو", "Netanyahu"],
    ["القذافي", "قذافي", "Gaddafi", "Qadhafi", "Kadhafi", "al-Qaddafi"],
    ["عبد الرحمن", "عبدالرحمن", "Abdulrahman", "Abd al-Rahman", "Abdel Rahman"],
    ["صلاح الدين", "Salah al-Din", "Salahuddin", "Salah ed-Din"],
    ["حزب الله", "Hezbollah", "Hizbullah"],
    ["بزشكيان", "پزشکیان", "Pezeshkian"],
    ["قاليباف", "Ghalibaf", "Qalibaf"],
    ["چمران", "Chamran"],
    ["ترامب", "ترمب", "Trump"],
    ["ماكرون", "Macron"],
    ["لافروف", "Lavrov"],
    ["جورج", "George"],
    ["فاطمة", "فاطمه", "Fatima", "Fatimah", "Fatma"],
    ["كيري", "Kerry"],
    ["شريف", "Sharif", "Shareef", "Cherif"],
    ["ليلى", "Layla", "Leila"],
    ["سلمى الجمل", "Salma Aljamal"],
    ["بن سلمان", "bin Salman", "Salman"],
    ["أبو مازن", "Abu Mazen", "Abou Mazen"],
    ["وزير زاده", "Vazirzadeh"],
]

DIFFERENT_NAMES = [
    ("كيري", "كوري"),
    ("Kerry", "كوري"),
    ("كيري", "Corey"),
    ("Kerry", "كريمي"),
    ("كيري", "Karimi"),
    ("Kerry", "Karimi"),
    ("ظريف", "شريف"),
    ("Zarif", "شريف"),
    ("روحاني", "روحان"),
    ("عراقي", "Araghchi"),
    ("Iraqi", "عراقجي"),
    ("Iran", "Iraq"),
    ("إيران", "Iraq"),
    ("Witkoff", "روبيو"),
    ("Trump", "ماكرون"),
    ("Hamas", "حمد"),
    ("محمود عباس", "Abbas Araghchi"),
    ("عباس", "عباس عراقجي"),
    ("Abbas", "عباس عراقجي"),
    ("علي خامنئي", "علي لاريجاني"),
]


def one_name_pairs() -> list[tuple[str, str]]:
    return [pair for spellings in ONE_NAME for pair in combinations(spellings, 2)]


@pytest.mark.parametrize(("a", "b"), one_name_pairs())
def test_joins_the_spellings_of_one_name(a: str, b: str) -> None:
    assert similarity(a, b) >= JOINED


@pytest.mark.parametrize(("a", "b"), DIFFERENT_NAMES)
def test_keeps_different_names_apart(a: str, b: str) -> None:
    assert similarity(a, b) < JOINED


def test_iraqi_is_never_as_near_to_araghchi_as_its_own_spellings() -> None:
    assert similarity("عراقي", "عراقجي") < similarity("عرقجي", "عراقجي")
    assert similarity("Iraqi", "Araqchi") < similarity("Araghchi", "Araqchi")


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("Araghchi", "عباس عراقجي"),
        ("عراقجي", "Abbas Araghchi"),
        ("A. Araghchi", "عباس عراقجي"),
        ("Araghchi, Abbas", "عباس عراقجي"),
        ("al-Nahyan", "عبد الله بن زايد آل نهيان"),
        ("ستيف ويتكوف", "Steve Witkoff"),
        ("Faisal bin Farhan Al Saud", "فيصل بن فرحان آل سعود"),
    ],
)
def test_compares_names_of_several_words(short: str, whole: str) -> None:
    assert similarity(short, whole) >= JOINED


def test_a_first_name_alone_is_much_weaker_than_a_last_name_alone() -> None:
    assert similarity("Abbas", "Abbas Araghchi") < similarity("Araghchi", "Abbas Araghchi") / 2


def test_initials_must_agree() -> None:
    assert similarity("A. Araghchi", "Abbas Araghchi") > similarity("M. Araghchi", "Abbas Araghchi")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("عَرَاقْجِيّ", "عراقجي"),
        ("عـــراقـجي", "عراقجي"),
        ("ﻋﺮﺍﻗﺠﻲ", "عراقجي"),
        ("أحمد", "احمد"),
        ("موسى", "موسي"),
        ("عراقچی", "عراقچي"),
        ("ARAGHCHI", "araghchi"),
        ("Bāqerī", "Baqeri"),
        ("Sa'ud", "Saud"),
        ("al-Busaidi", "Busaidi"),
        ("Müller", "Muller"),
    ],
)
def test_folding_makes_spellings_equal(written: str, plain: str) -> None:
    assert similarity(written, plain) == 1.0


@pytest.mark.parametrize("nothing", ["", " ", "123", "—", "Лавров"])
def test_no_letters_of_the_two_scripts_are_similar_to_nothing(nothing: str) -> None:
    assert similarity(nothing, "Lavrov") == 0.0
    assert similarity(nothing, nothing) == 0.0


names = st.lists(
    st.one_of(
        st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأؤئپچژگ", min_size=1, max_size=9),
        st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCé'-", min_size=1, max_size=11),
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(names, names)
def test_is_symmetric_and_between_0_and_1(a: str, b: str) -> None:
    score = similarity(a, b)
    assert 0.0 <= score <= 1.0
    assert similarity(b, a) == score


@given(names)
def test_a_name_is_itself(name: str) -> None:
    letters = any(letter.isalpha() and letter != "ء" for letter in name)
    assert similarity(name, name) == (1.0 if letters else 0.0)


@given(names, names, st.sampled_from(["\u064e", "\u0651", "\u0640", "\u200f"]))
def test_marks_change_nothing(a: str, b: str, mark: str) -> None:
    marked = "".join(letter + mark if "ا" <= letter <= "ي" else letter for letter in a)
    assert similarity(marked.upper(), b) == similarity(a, b)
