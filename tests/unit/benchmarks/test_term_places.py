"""The judge of ``benchmarks/terms.py``: what is right passes in any order, swapped names do not."""

from __future__ import annotations

from itertools import combinations

import pytest
from term_items import Template, read_templates
from term_orders import Order, plain_english
from term_places import misplaced_terms

from mt_toolkit.glossary import Entry, Glossary, Kind
from mt_toolkit.glossary.match import Matcher, Side

NAMES = ("Anna Berg", "Omar Haddad", "Lena Novak")
MATCHER = Matcher(
    Glossary(
        entries=tuple(
            Entry(id=name.split()[1].lower(), target=name, sources=(arabic,), kind=Kind.PERSON)
            for name, arabic in zip(NAMES, ("آنا بيرغ", "عمر حداد", "لينا نوفاك"), strict=True)
        )
    ),
    Side.TARGET,
)
TEMPLATES = [template for templates in read_templates().values() for template in templates]


def misplaced(template: Template, sentence: str) -> set[int]:
    """The slots that are not at their place in a translation of a template."""
    text = sentence
    for slot, name in enumerate(NAMES):
        text = text.replace(f"{{{slot}}}", name)
    matches = MATCHER.find(text)
    there = {
        slot: [match.span for match in matches if match.spelling == name]
        for slot, name in enumerate(NAMES)
        if name in text
    }
    return misplaced_terms(text, matches, there, [Order.read(one) for one in template.targets])


def of(words: str) -> Template:
    """The one template whose first English has these words."""
    (found,) = [one for one in TEMPLATES if words in plain_english(one.targets[0])]
    return found


def swapped(sentence: str, one: int, other: int) -> str:
    return (
        sentence.replace(f"{{{one}}}", "{x}")
        .replace(f"{{{other}}}", f"{{{one}}}")
        .replace("{x}", f"{{{other}}}")
    )


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: plain_english(one.targets[0])[:60])
def test_every_order_of_a_template_is_right(template: Template) -> None:
    for order in template.targets:
        assert misplaced(template, plain_english(order)) == set(), order


@pytest.mark.parametrize(
    "template",
    [template for template in TEMPLATES if len(set(template.slots) - {"latin"}) > 1]
    + [template for template in TEMPLATES if len(template.slots) != len(set(template.slots))],
    ids=lambda one: plain_english(one.targets[0])[:60],
)
def test_swapped_names_are_wrong_unless_they_are_listed(template: Template) -> None:
    orders = [Order.read(one) for one in template.targets]
    for one, other in combinations(orders[0].slots, 2):
        if not any(order.listed_together(one, other) for order in orders):
            for order in template.targets:
                sentence = swapped(plain_english(order), one, other)
                assert misplaced(template, sentence), sentence


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("{0} met with {1}", "{1} met with {0} on the sidelines of the conference."),
        ("{0} met with {1}", "On the sidelines, {1} held talks with {0}."),
        ("{0} thanked {1}", "{1} thanked {0} for his support."),
        ("{0} thanked {1}", "{0} was thanked by {1} for the support."),
        ("{0} thanked {1}", "{0} was thanked for the support by {1}."),
        ("{0} informed {1}", "{0} was informed by {1} that his country is ready to cooperate."),
        ("{0} informed {1}", "{1} told {0} that his country was ready to cooperate."),
        ("accused his opponent", "{1} accused {0} of lying."),
        ("accused his opponent", "{0} was accused of lying by {1}."),
        ("accused his opponent", "{0} accused by {1} of lying."),
        ("The flight from {0} to {1}", "The flight from {1} to {0} was postponed."),
        ("The flight from {0} to {1}", "The flight to {0} from {1} was delayed by the weather."),
        ("{0} sent a team to {1}", "{1} sent a team to {0} to assess the damage."),
        ("{0} sent a team to {1}", "A team was sent to {0} by {1}."),
        ("on behalf of {1}", "{1} gave a speech on behalf of {0}, who was absent."),
        ("{0} surpassed {1}", "{0} was surpassed by {1} in the volume of exports."),
        ("{1} chose {0}", "{0} chose {1} as its spokesman."),
    ],
)
def test_two_that_have_changed_places_are_both_wrong(template: str, sentence: str) -> None:
    assert misplaced(of(template), sentence) == {0, 1}


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("Opponents accuse {0}", "{0} accuses opponents of bias."),
        ("Opponents accuse {0}", "Opponents are accused of bias by {0}."),
        ("Opponents accuse {0}", "{0} is accusing opponents of bias."),
        ("A journalist asked {0}", "{0} asked a journalist about the fate of the hostages."),
        ("A journalist asked {0}", "One {0} asked journalists about the fate of the hostages."),
        ("The envoy delivered", "{0} delivered a written letter to the envoy."),
        ("The envoy delivered", "The envoy of {0} delivered a written letter."),
        ("The envoy delivered", "The envoy delivered a written letter from {0}."),
        ("The government asked {0}", "The government asked by {0} to send observers."),
        ("The government asked {0}", "{0} asked the government to send observers."),
        ("The king received {0}", "{0} received the king at the palace."),
        ("leave the capital", "It is expected to leave {0} at dawn on Tuesday."),
        ("Local newspapers criticized", "{0} criticized local newspapers for a long silence."),
        ("apology from {0}", "{0} said the victim's family was waiting for an apology."),
        ("apology from {0}", "The victim's family said they were waiting for an apology to {0}."),
        ("official comment from {0}", "There has been no official comment on {0} so far."),
        ("official comment from {0}", "There has been no official comment in {0} so far."),
        ("During his meeting with {0}", "The ambassador stressed to {0} his meeting."),
        ("During his meeting with {0}", "During the meeting held by {0}, the ambassador spoke."),
        ("The writer Ali Karimi", "Columnist {0} commented on his words."),
        ("The experts visited {0}", "{0} visited the experts twice this year."),
        ("Four new members", "{0} joined four new members."),
        ("{0} denied criticizing", "{0} denied criticism by {1} in the interview."),
        ("{0} returned from {1}", "{0} returned to {1} after a week-long tour."),
        ("Two trucks", "Two trucks loaded with medicine arrived from {0}."),
    ],
)
def test_a_name_that_does_something_else_is_wrong(template: str, sentence: str) -> None:
    assert misplaced(of(template), sentence)


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("dealt with the issue", "The meeting dealt with the issue of {0} in {1} in detail."),
        ("dealt with the issue", "The meeting in {1} addressed {0}."),
        ("For its part", "{0}, for its part, warned of worsening conditions."),
        ("The remarks by {0}", "{0}'s statements came hours after the attack."),
        ("The king received {0}", "{0} was received by the king this morning."),
        ("The king received {0}", "At the palace this morning the king met {0}."),
        ("Opponents accuse {0}", "{0} is accused by opponents of bias."),
        ("A journalist asked {0}", "{0} was asked about the hostages by a journalist."),
        ("{0} met with {1}", "{1} and {0} met on the sidelines of the conference."),
        ("took part in the meeting", "{2}, {0} and {1} attended the meeting."),
        ("took part in the meeting", "The meeting was attended by {1}, {0} and {2}."),
        ("{0} thanked {1}", "{1} was thanked by {0} for his support."),
        ("The flight from {0} to {1}", "The flight to {1} from {0} was delayed."),
        ("{0} returned from {1}", "After a tour of one week, {0} came back from {1}."),
        ("A senior official at {0}", "A senior {0} official said the investigation goes on."),
        ("A senior official at {0}", "The probe is ongoing, said a senior official from {0}."),
        ("{0} told reporters", "The delegation would not accept terms, {0} told reporters."),
        ("The envoy delivered", "{0} received a written letter from the envoy."),
    ],
)
def test_another_order_of_the_same_is_right(template: str, sentence: str) -> None:
    assert misplaced(of(template), sentence) == set()


def test_names_of_a_list_with_something_between_them_are_wrong() -> None:
    template = of("took part in the meeting")
    assert misplaced(template, "{0} took part in the meeting with {1} and {2}.")


def test_without_orders_nothing_is_out_of_place() -> None:
    article = Template(slots=("person",), source="", targets=())
    assert misplaced(article, "{0} spoke.") == set()
