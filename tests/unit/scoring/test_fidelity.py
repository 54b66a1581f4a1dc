from __future__ import annotations

import pytest

from mt_toolkit.scoring import (
    Level,
    Resources,
    ScoreReport,
    System,
    TermUse,
    TestData,
    choose_measures,
    default_keys,
    evaluate,
)

SPELLINGS = {"بيروت": ("Beirut", "Beyrouth"), "صنعاء": ("Sanaa", "Sana'a")}


class FakeTerms:
    """Knows two names by their Arabic, and the spellings that may stand for them."""

    def uses(self, source: str, hypothesis: str) -> list[TermUse]:
        return [
            TermUse(
                entry=spellings[0],
                rendering=next((form for form in spellings if form in hypothesis), None),
                right=spellings[0] in hypothesis,
            )
            for word in source.split()
            if (spellings := SPELLINGS.get(word))
        ]


def score(
    keys: tuple[str, ...],
    hypotheses: list[str],
    *,
    source: list[str] | None = None,
    references: list[list[str]] | None = None,
) -> ScoreReport:
    references = references or [["word"] * len(hypotheses)]
    resources = Resources(
        references=len(references),
        source=source is not None,
        terms=FakeTerms(),
        names=FakeTerms(),
    )
    return evaluate(
        TestData(references=tuple(references), source=source),
        [System(name="one", segments=hypotheses)],
        choose_measures(keys, resources),
        level=Level.SEGMENT,
    )


def value(report: ScoreReport, key: str) -> float | None:
    return report.systems[0].results[key].value


def test_numbers_of_the_source_must_be_kept() -> None:
    source = ["قتل 12 شخصا", "في عام 2019 خسرت 30 مليون دولار", "لا أرقام"]
    hypotheses = ["Twelve people were killed", "In 2019 it lost 13 million dollars", "No 5 numbers"]
    report = score(("numbers",), hypotheses, source=source)
    assert value(report, "numbers") == pytest.approx(100 * 2 / 3)
    assert [part.values["numbers"] for part in report.systems[0].parts] == [100.0, 50.0, None]


def test_term_success_counts_places_and_consistency_renderings() -> None:
    source = ["بيروت", "بيروت صنعاء", "بيروت", "شيء"]
    hypotheses = ["Beirut", "Beyrouth and elsewhere", "Beirut", "nothing"]
    report = score(("terms", "consistency", "names"), hypotheses, source=source)
    assert value(report, "terms") == 50.0  # of four places, two are Beirut
    assert value(report, "consistency") == pytest.approx(100 * 2 / 3)  # Sanaa was never rendered
    assert value(report, "names") == value(report, "terms")
    assert report.systems[0].parts[3].values == {"terms": None, "consistency": None, "names": None}


def test_arabic_letters_left_over_are_a_share_of_all_letters() -> None:
    report = score(("untranslated",), ["abc دول", "café 12 ١٢", "!"])
    assert value(report, "untranslated") == pytest.approx(100 * 3 / 10)
    assert [part.values["untranslated"] for part in report.systems[0].parts] == [50.0, 0.0, None]


def test_length_is_measured_against_the_reference_that_is_closest() -> None:
    report = score(("length",), ["a b c", "a"], references=[["a b", "a b"], ["a b c d e f", "a"]])
    assert value(report, "length") == pytest.approx(100 * 4 / 3)


def test_repetition_ignores_case_and_is_a_share_of_words() -> None:
    report = score(("repetition",), ["No no NO no stop", "good"])
    assert value(report, "repetition") == 50.0


def test_everything_that_can_be_computed_is_the_default() -> None:
    bare = default_keys(Resources(references=1))
    assert bare == ("bleu", "chrf", "chrf++", "ter", "length", "untranslated", "repetition")
    assert "numbers" in default_keys(Resources(references=1, source=True))
    full = default_keys(Resources(references=1, source=True, terms=FakeTerms(), names=FakeTerms()))
    assert {"terms", "consistency", "names"} <= set(full)
    assert "comet" not in full
