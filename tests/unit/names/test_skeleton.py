import pytest

from mt_toolkit.names import candidate_pairs, romanise, skeleton


@pytest.mark.parametrize(
    "spellings",
    [
        ["عراقجي", "عرقجي", "أراغتشي", "Araghchi", "Araqchi", "Arakji", "Aragtschi"],
        ["ويتكوف", "Witkoff"],
        ["ألبوسيدي", "البوسعيدي", "al-Busaidi", "Albusaidi"],
        ["خامنئي", "Khamenei"],
        ["القذافي", "Gaddafi", "Qadhafi"],
    ],
)
def test_spellings_of_one_name_share_a_key(spellings: list[str]) -> None:
    assert len({skeleton(spelling) for spelling in spellings}) == 1


def test_words_keep_their_own_keys() -> None:
    assert skeleton("Abbas Araghchi") == skeleton("عباس عراقجي") == "BT RK"


def test_without_letters_there_is_no_key() -> None:
    assert skeleton("1979") == ""


def test_candidates_are_found_across_scripts_each_pair_once() -> None:
    names = ["عباس عراقجي", "Witkoff", "Araqchi", "ويتكوف", "Rubio"]
    pairs = list(candidate_pairs(names))
    assert (0, 2) in pairs
    assert (1, 3) in pairs
    assert len(pairs) == len(set(pairs))
    assert not any(4 in pair for pair in pairs)


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("قاليباف", "Qalibaf"),
        ("البوسعيدي", "al-Busaidi"),
        ("محمود عباس", "Mahmud Abas"),
        ("عراقجي", "Araqji"),
        ("حسن", "Hasan"),
        ("Kerry", "Kerry"),
    ],
)
def test_romanises_letter_by_letter(arabic: str, latin: str) -> None:
    assert romanise(arabic) == latin
