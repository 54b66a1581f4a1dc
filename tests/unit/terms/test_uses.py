"""What scores say of terms and names in a hypothesis."""

from __future__ import annotations

import pytest

from mt_toolkit.glossary import Entry, Glossary, Kind
from mt_toolkit.scoring.terms import TermUse
from mt_toolkit.terms.uses import GlossaryNames, GlossaryTerms

GLOSSARY = Glossary(
    entries=(
        Entry(
            id="qintash",
            kind=Kind.PERSON,
            target="Zobar Qintash",
            sources=("زوبار قنطاش",),
            wrong=("Zubar Kintash",),
        ),
        Entry(id="enrichment", kind=Kind.TERM, target="enrichment", sources=("التخصيب",)),
    )
)
SOURCE = "تحدث زوبار قنطاش عن التخصيب."


@pytest.mark.parametrize(
    ("hypothesis", "term", "name"),
    [
        ("Zobar Qintash spoke of enrichment.", True, True),
        ("Zubar Kintash spoke of enrichment.", False, True),
        ("Zobar Qintaash spoke of enrichment.", False, True),
        ("The man spoke of enrichment.", False, False),
    ],
)
def test_a_term_is_right_as_the_glossary_has_it_and_a_name_as_one_knows_it(
    hypothesis: str, term: bool, name: bool
) -> None:
    person, concept = GlossaryTerms(GLOSSARY).uses(SOURCE, hypothesis)
    assert (person.entry, person.right) == ("qintash", term)
    assert concept == TermUse(entry="enrichment", rendering="enrichment", right=True)
    # A concept is no name.
    (known,) = GlossaryNames(GLOSSARY).uses(SOURCE, hypothesis)
    assert (known.entry, known.right) == ("qintash", name)
    if name:
        assert known.rendering == " ".join(hypothesis.split()[:2])


def test_a_source_without_terms_has_nothing_to_score() -> None:
    assert list(GlossaryTerms(GLOSSARY).uses("عاد إلى بيته.", "Zobar Qintash.")) == []


def test_a_name_said_twice_is_right() -> None:
    (use,) = GlossaryNames(GLOSSARY).uses("قال زوبار قنطاش.", "Zobar Qintash, Zobar Qintash said.")
    assert use.right
