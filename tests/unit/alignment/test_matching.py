"""Document matching, on the articles of ``corpus/`` and on small ones of its own."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt_toolkit.alignment.embedding import UseEmbedder
from mt_toolkit.alignment.matching.candidates import find_candidates
from mt_toolkit.alignment.matching.dates import dates_of
from mt_toolkit.alignment.matching.matcher import DocumentMatch, match
from mt_toolkit.alignment.matching.posterior import pair_probabilities
from mt_toolkit.alignment.matching.profile import Profile, Profiler
from mt_toolkit.alignment.matching.reading import SideReader, articles_in
from mt_toolkit.alignment.matching.tokens import Kind, tokens_of
from mt_toolkit.alignment.matching.writing import match_rows
from mt_toolkit.alignment.pairing import FilePair, file_pairs
from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

CORPUS = Path(__file__).parents[3] / "corpus"
PROFILER = Profiler(UseEmbedder())

REPORT = (
    "أعلنت وزارة الصحة في الخرطوم تسجيل 1240 إصابة بالكوليرا خلال أسبوع واحد.\n"
    "وقال الوزير هيثم إبراهيم إن 37 مريضا توفوا في ولاية كسلا.\n"
    "وستصل 15 طنا من الأدوية إلى بورتسودان يوم الأحد المقبل.\n"
)
ENGLISH_REPORT = (
    "The health ministry in Khartoum announced 1,240 cases of cholera within one week.\n"
    "Minister Haitham Ibrahim said that 37 patients had died in the state of Kassala.\n"
    "Fifteen tonnes of medicine will arrive in Port Sudan next Sunday.\n"
)
# The same event a week later.
UPDATE = ENGLISH_REPORT.replace("1,240", "1,985").replace("37", "61").replace("Fifteen", "Forty")
# The same minister and place, another story.
OTHER_STORY = (
    "Minister Haitham Ibrahim opened a new hospital for children in Khartoum.\n"
    "The building, with 120 beds, was paid for by a foundation from Kuwait.\n"
    "Doctors in Kassala hope for a similar project next year.\n"
)


@pytest.fixture(scope="module")
def corpus() -> tuple[list[Profile], list[Profile]]:
    """Both sides of ``corpus/``, named by the stems of the files."""
    ar, en = (
        [
            PROFILER.profile(path.stem, path.read_text(encoding="utf-8"))
            for path in sorted((CORPUS / side).glob("*.txt"))
        ]
        for side in ("ar", "en")
    )
    return ar, en


def named(pairs: Sequence[DocumentMatch]) -> set[tuple[str, str]]:
    return {(pair.source, pair.target) for pair in pairs}


def test_every_article_finds_its_version(corpus: tuple[list[Profile], list[Profile]]) -> None:
    pairs = match(*corpus)
    assert named(pairs) == {(profile.name, profile.name) for profile in corpus[0]}
    assert all(0.9 < pair.score <= 1.0 for pair in pairs)


def test_an_article_without_a_version_has_no_partner(
    corpus: tuple[list[Profile], list[Profile]],
) -> None:
    sources, targets = corpus[0][:10], corpus[1][5:]
    assert named(match(sources, targets)) == {(p.name, p.name) for p in corpus[0][5:10]}


def test_one_pair_alone_is_found_and_one_non_pair_is_not() -> None:
    source = PROFILER.profile("s", REPORT)
    assert named(match([source], [PROFILER.profile("t", ENGLISH_REPORT)])) == {("s", "t")}
    assert match([source], [PROFILER.profile("t", OTHER_STORY)]) == []


def test_figures_tell_an_update_from_the_article() -> None:
    sources = [PROFILER.profile("s", REPORT)]
    targets = [
        PROFILER.profile(name, text)
        for name, text in (("update", UPDATE), ("story", OTHER_STORY), ("right", ENGLISH_REPORT))
    ]
    assert named(match(sources, targets)) == {("s", "right")}


def test_nothing_matches_nothing() -> None:
    profile = PROFILER.profile("s", REPORT)
    assert match([], []) == match([profile], []) == match([], [profile]) == []


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_order_and_names_and_sides_change_nothing(
    corpus: tuple[list[Profile], list[Profile]], data: st.DataObject
) -> None:
    some = st.permutations(range(14)).flatmap(
        lambda order: st.integers(0, 14).map(lambda count: order[:count])
    )
    left, right = data.draw(some), data.draw(some)
    sources = [replace(corpus[0][at], name=f"a{name}") for name, at in enumerate(left)]
    targets = [replace(corpus[1][at], name=f"b{name}") for name, at in enumerate(right)]
    least = data.draw(st.sampled_from([0.0, 0.5, 0.99]))
    pairs = match(sources, targets, min_score=least)
    shuffled = match(
        data.draw(st.permutations(sources)),
        data.draw(st.permutations(targets)),
        min_score=least,
    )
    mirrored = match(targets, sources, min_score=least)
    assert shuffled == pairs
    assert {(pair.target, pair.source) for pair in mirrored} == named(pairs)
    assert len({pair.source for pair in pairs}) == len({pair.target for pair in pairs})
    assert len({pair.source for pair in pairs}) == len(pairs)
    if least == 0.5:
        assert named(pairs) == {
            (f"a{left.index(at)}", f"b{right.index(at)}") for at in set(left) & set(right)
        }


@given(
    odds=st.lists(st.floats(-50, 50), min_size=16, max_size=16),
    mask=st.lists(st.booleans(), min_size=16, max_size=16),
)
def test_probabilities_of_a_document_add_up_to_one_at_most(
    odds: list[float], mask: list[bool]
) -> None:
    places = np.flatnonzero(mask)
    source, target = places // 4, places % 4
    found = pair_probabilities(source, target, np.array(odds)[places])
    assert (found >= 0).all()
    for side in (source, target):
        assert (np.bincount(side, found) <= 1.0 + 1e-9).all()


def test_a_rival_takes_away_certainty() -> None:
    alone = pair_probabilities(np.array([0]), np.array([0]), np.array([8.0]))
    rival = pair_probabilities(np.array([0, 0]), np.array([0, 1]), np.array([8.0, 8.0]))
    far = pair_probabilities(np.array([0, 0]), np.array([0, 1]), np.array([8.0, -8.0]))
    assert alone[0] > 0.9
    assert far[0] > 0.9
    assert rival[0] == pytest.approx(rival[1])
    assert rival[0] < 0.5


def test_candidates_are_the_same_from_either_side(
    corpus: tuple[list[Profile], list[Profile]],
) -> None:
    forth, back = find_candidates(*corpus), find_candidates(*corpus[::-1])
    assert set(zip(forth.source.tolist(), forth.target.tolist(), strict=True)) == set(
        zip(back.target.tolist(), back.source.tolist(), strict=True)
    )


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("الأحد 3 تشرين الثاني", "Sunday, 3 November"),
        ("في الرابع من أيار/مايو", "on 4 May"),
        ("مساء الاربعاء، نهاية كانون الأول", "late on Wednesday, at the end of December"),
    ],
)
def test_dates_are_the_same_in_both_languages(arabic: str, english: str) -> None:
    assert dates_of(arabic) == dates_of(english) != set()


def test_dates_are_whole_words() -> None:
    assert dates_of("the Maya and the mayor of Augusta") == set()


def test_an_article_offers_what_its_version_asks_for() -> None:
    arabic = tokens_of(REPORT, "ar", len)
    english = tokens_of(ENGLISH_REPORT, "en", lambda word: 9.0 if word[0].isupper() else 0.0)
    assert set(english.asks[Kind.FIGURES]) <= set(arabic.offers[Kind.FIGURES])
    assert set(arabic.asks[Kind.FIGURES]) <= set(english.offers[Kind.FIGURES])
    common = set(english.asks[Kind.NAMES]) & set(arabic.offers[Kind.NAMES])
    assert len(common) >= 3  # Khartoum, Ibrahim, Kassala


def test_a_long_document_is_kept_in_few_rows() -> None:
    profile = PROFILER.profile("long", "\n".join(f"Sentence number {n} ends." for n in range(130)))
    assert 40 <= len(profile.sentences) <= 60
    assert profile.weights.sum() == pytest.approx(1.0, abs=1e-5)


def test_a_document_without_text_has_no_profile() -> None:
    with pytest.raises(ValueError, match="without text"):
        PROFILER.profile("empty", " \n")


def read(folder: Path, language: str = "ar") -> tuple[list[str], list[InputError]]:
    files, problems = articles_in(folder)
    reader = SideReader(PROFILER, "ar" if language == "ar" else "en")
    names = []
    for found in reader.read(folder, files):
        if isinstance(found, InputError):
            problems.append(found)
        else:
            names.append(Path(found.name).name)
    return names, problems


def test_what_cannot_be_used_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a-english.txt").write_text(ENGLISH_REPORT, encoding="utf-8")
    (tmp_path / "b-binary.txt").write_bytes(b"\x00\x01\x02\xff" * 99)
    (tmp_path / "c-empty.txt").write_text("")
    (tmp_path / "d-marks.txt").write_text("* * *\n 12 \n")
    (tmp_path / "e-good.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "f-again.txt").write_text(REPORT + "\n", encoding="utf-8")
    (tmp_path / "g-old.txt").write_bytes(REPORT.encode("windows-1256"))
    (tmp_path / "h\ttab.txt").write_text(REPORT, encoding="utf-8")
    names, problems = read(tmp_path)
    assert names == ["e-good.txt"]
    told = {problem.path.name[0]: problem.problem for problem in problems if problem.path}
    assert sorted(told) == list("abcdfgh")
    assert "is English" in told["a"]
    assert "e-good.txt" in told["f"]
    assert "windows-1256" in told["g"]


def test_exchanged_folders_are_one_mistake(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(ENGLISH_REPORT + str(number), encoding="utf-8")
    with pytest.raises(InputError, match="holds no Arabic articles, but 3 in another"):
        read(tmp_path)


def test_the_list_is_what_align_takes(tmp_path: Path) -> None:
    pairs = [
        DocumentMatch(source=str(tmp_path / "ar" / "x.txt"), target="en/y.txt", score=0.98765),
        DocumentMatch(source="ar/z.txt", target=str(tmp_path / "w.txt"), score=1.0),
    ]
    listing = tmp_path / "pairs.tsv"
    listing.write_text("".join(match_rows(pairs, "tsv", Path())), encoding="utf-8")
    assert listing.read_text(encoding="utf-8").splitlines()[0] == "source\ttarget\tscore"
    found = [pair for pair in file_pairs(listing, None) if isinstance(pair, FilePair)]
    assert [(pair.source, pair.target) for pair in found] == [
        (tmp_path / "ar" / "x.txt", tmp_path / "en" / "y.txt"),
        (tmp_path / "ar" / "z.txt", tmp_path / "w.txt"),
    ]
    records = [json.loads(row) for row in match_rows(pairs, "jsonl", Path())]
    assert records[0]["score"] == 0.9877
