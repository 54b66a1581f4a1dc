"""Numbers in Arabic and English texts, found and compared."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.numbers import Language, NumberKind, compare, find_numbers

FOUND: list[tuple[Language, str, list[str]]] = [
    ("ar", "بلغ السعر 3.67 دراهم", ["3.67"]),
    ("ar", "حضر ١٬٢٠٠ ضيف", ["1200"]),
    ("ar", "حضر 1,200 ضيف", ["1200"]),
    ("ar", "حضر 1.200 ضيف", ["1200"]),
    ("ar", "المسافة 1.234 كيلومتر", ["1.234"]),
    ("ar", "ثمنه 1.200.000 دينار", ["1200000"]),
    ("ar", "ثمنه 1.234,56 دينارا", ["1234.56"]),
    ("ar", "ثمنه 1,234.56 دينارا", ["1234.56"]),
    ("ar", "النسبة ٣٫٥", ["3.5"]),
    ("ar", "النسبة ۳٫۵", ["3.5"]),
    ("ar", "ارتفع 3,67 نقطة", ["3.67"]),
    ("ar", "ارتفع 0.500 نقطة", ["0.5"]),
    ("ar", "تضم 1،200 عضو", ["1200"]),
    ("ar", "مجموعة 5+1", ["5", "1"]),
    ("ar", "في 24/11/2014", ["24", "11", "2014"]),
    ("ar", "في 24.11.2014", ["24", "11", "2014"]),
    ("ar", "في الساعة 10:30", ["10", "30"]),
    ("ar", "في الساعة 10:00", ["10"]),
    ("ar", "في الساعة 4.40 صباحا", ["4", "40"]),
    ("ar", "بين 10-15 يوما", ["10", "15"]),
    ("ar", "فاز 1-0", ["1", "0"]),
    ("ar", "مجموعة الـ20", ["20"]),
    ("ar", "و15 جنديا", ["15"]),
    ("ar", "بـ3 أهداف", ["3"]),
    ("ar", "عمره 34عاما", ["34"]),
    ("ar", "مقاتلة F-35 جديدة", ["35"]),
    ("ar", "5 آلاف", ["5000"]),
    ("ar", "1.5 مليار", ["1500000000"]),
    ("ar", "3.250 مليون", ["3250000"]),
    ("ar", "20 مليوناً", ["20000000"]),
    ("ar", "5 ملايين ونصف المليون", ["5500000"]),
    ("ar", "3 ملايين و200 ألف", ["3200000"]),
    ("ar", "60 في المئة", ["60"]),
    ("ar", "60 بالمائة", ["60"]),
    ("ar", "-5 درجات", ["-5"]),
    ("ar", "تراجع المؤشر -1.5%", ["-1.5"]),
    ("ar", "5 درجات تحت الصفر", ["-5", "0"]),
    ("ar", "خمسة وعشرون رجلا", ["25"]),
    ("ar", "خمس دول", ["5"]),
    ("ar", "اثنا عشر شهرا", ["12"]),
    ("ar", "مئة وخمسة مقاعد", ["105"]),
    ("ar", "مئتان وخمسون ألفا", ["250000"]),
    ("ar", "ثلاثمائة شخص", ["300"]),
    ("ar", "ألف وتسعمئة وأربعة عشر", ["1914"]),
    ("ar", "خمسة آلاف", ["5000"]),
    ("ar", "مليونان وثلاثمئة ألف", ["2300000"]),
    ("ar", "اليوم الخامس والعشرين", ["25"]),
    ("ar", "ملايين الناس وآلاف الخيام", []),
    ("ar", "لا أرقام هنا", []),
    ("en", "a price of 1,200.50 dollars", ["1200.50"]),
    ("en", "1.200 is a decimal here", ["1.2"]),
    ("en", "rose by .5 points", ["0.5"]),
    ("en", "thirty-four", ["34"]),
    ("en", "two hundred and five thousand", ["205000"]),
    ("en", "a hundred people", ["100"]),
    ("en", "1.5 million", ["1500000"]),
    ("en", "$20bn", ["20000000000"]),
    ("en", "a 20-million-dollar deal", ["20000000"]),
    ("en", "one million two hundred thousand", ["1200000"]),
    ("en", "five and six", ["5", "6"]),
    ("en", "the twenty-first century", ["21"]),
    ("en", "the 22nd round", ["22"]),
    ("en", "the 1970s", ["1970"]),
    ("en", "minus 5 degrees", ["-5"]),
    ("en", "millions of people", []),
    ("en", "at 10:30 a.m.", ["10", "30"]),
    ("en", "the number often attends", []),
]


@pytest.mark.parametrize(("language", "text", "values"), FOUND, ids=[row[1] for row in FOUND])
def test_finds_the_numbers_of_a_text(language: Language, text: str, values: list[str]) -> None:
    assert [number.value for number in find_numbers(text, language)] == [
        Decimal(value) for value in values
    ]


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("ar", "20%", NumberKind.PERCENT),
        ("ar", "%20", NumberKind.PERCENT),
        ("ar", "20 في المئة", NumberKind.PERCENT),
        ("en", "20 percent", NumberKind.PERCENT),
        ("en", "twenty per cent", NumberKind.PERCENT),
        ("ar", "القرن الـ20", NumberKind.ORDINAL),
        ("en", "20th", NumberKind.ORDINAL),
        ("en", "twentieth", NumberKind.ORDINAL),
        ("en", "1970s", NumberKind.DECADE),
        ("en", "24/11/2014", NumberKind.DATE),
        ("en", "10:30", NumberKind.TIME),
        ("en", "20 chairs", NumberKind.CARDINAL),
    ],
)
def test_tells_what_a_number_is_used_for(language: Language, text: str, kind: NumberKind) -> None:
    assert {number.kind for number in find_numbers(text, language)} == {kind}


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("٣٫٦٧", "3.67"),
        ("١٬٢٠٠", "1,200"),
        ("1200", "1200"),
        ("1.200.000", "1,200,000"),
        ("5 آلاف", "5,000"),
        ("820 ألف", "820,000"),
        ("1.5 مليار", "1.5 billion"),
        ("3 ملايين و200 ألف", "3,200,000"),
        ("5 ملايين ونصف", "5.5 million"),
        ("-5%", "-5"),
        ("007", "007"),
    ],
)
def test_writes_a_number_in_english_notation(text: str, english: str) -> None:
    (number,) = find_numbers(text, "ar")
    assert number.english == english


EQUAL = [
    ("وصل 5 وزراء", "Five ministers arrived"),
    ("وصل 5 وزراء", "5 ministers arrived"),
    ("نزح 5 آلاف شخص", "5,000 people fled"),
    ("نزح 5 آلاف شخص", "Five thousand people fled"),
    ("نزح 5 آلاف شخص", "5 thousand people fled"),
    ("نزح ٥ آلاف شخص", "5000 people fled"),
    ("بقيمة 1.5 مليار دولار", "worth $1.5 billion"),
    ("بقيمة 1.5 مليار دولار", "worth 1,500 million dollars"),
    ("بقيمة 1.5 مليار دولار", "worth $1.5bn"),
    ("السعر 3.67 دراهم", "The price is 3.67 dirhams"),
    ("السعر 3,67 دراهم", "The price is 3.67 dirhams"),
    ("حضر 1.200 ضيف", "1,200 guests came"),
    ("حضر 1.200 ضيف", "1.200 guests came"),
    ("طولها 1.234 كيلومتر", "It is 1.234 kilometres long"),
    ("طولها 1.234 كيلومتر", "It is 1,234 kilometres long"),
    ("مجموعة 5+1", "the 5+1 group"),
    ("مجموعة 5+1", "the group of five plus one"),
    ("في 24/11/2014", "on 11/24/2014"),
    ("في 24/11/2014", "on 24.11.2014"),
    ("الساعة 10:30", "at 10:30"),
    ("الساعة 10:00", "at 10 a.m."),
    ("الساعة 10", "at 10:00"),
    ("الساعة 22:00", "at 10 p.m."),
    ("الساعة 4.40 صباحا", "at 4:40 a.m."),
    ("الساعة 4.40 صباحا", "at 4.40 in the morning"),
    ("الساعة 12:55 ثم 10:30", "first 12.55, then 10.30"),
    ("بين 10 و15 يوما", "between 10 and 15 days"),
    ("10-15 مليون دولار", "10 million to 15 million dollars"),
    ("نحو 10 إلى 15 مليون دولار", "some 10 to 15 million dollars"),
    ("مجموعة الـ20", "the G20"),
    ("القرن الـ20", "the twentieth century"),
    ("القرن الـ20", "the 20th century"),
    ("ارتفع 20%", "rose by 20 percent"),
    ("ارتفع 20 في المئة", "rose 20%"),
    ("ارتفع 60 بالمائة", "rose sixty per cent"),
    ("و15 جنديا", "and 15 soldiers"),
    ("عمره 34عاما", "aged thirty-four"),
    ("مقاتلات F-35", "F-35 fighters"),
    ("كوفيد-19", "COVID-19"),
    ("الحرارة -5 درجات", "5 degrees below zero"),
    ("الحرارة -5 درجات", "minus 5 degrees"),
    ("5 درجات تحت الصفر", "5 degrees below zero"),
    ("-5 البند الخامس", "5. The fifth item"),
    ("خمسة رجال", "five men"),
    ("خمسة رجال", "5 men"),
    ("خمسة رجال", "a handful of men"),
    ("خمسة وعشرون رجلا", "25 men"),
    ("ثلاثمئة جندي", "300 soldiers"),
    ("مئتا ألف", "200,000"),
    ("أحد الوزراء", "one of the ministers"),
    ("رجل واحد", "a man"),
    ("في الستينيات", "in the 1960s"),
    ("استمر يومين", "lasted 2 days"),
    ("استمر يومين", "lasted two days"),
    ("المرة الثالثة", "the 3rd time"),
    ("مليونا شخص", "2 million people"),
    ("3 ملايين و200 ألف", "3.2 million"),
    ("3 ملايين و200 ألف", "3 million and 200 thousand"),
    ("5 ملايين ونصف", "5.5 million"),
    ("عام 1979", "in 1979"),
    ("من 2014 إلى 2015", "from 2015 back to 2014"),
    ("بقيمة 125 مليون جنيه", "worth £125m"),
    ("من 1950 وحتى 1953", "the 1950-53 war"),
    ("من 1950-53", "from 1950 to 1953"),
    ("مساحته 20 كيلومترا مربعا", "It covers 20 km2"),
    ("نحو 24 جائزة", "some two dozen awards"),
    ("لا أرقام", "no numbers"),
    ("", ""),
]


@pytest.mark.parametrize(("source", "target"), EQUAL)
def test_accepts_a_translation_with_equal_numbers(source: str, target: str) -> None:
    report = compare(source, target)
    assert report.equal, report


DIFFERENT = [
    ("السعر 3.67 دراهم", "The price is 367 dirhams", ["3.67"], ["367"]),
    ("عام 1979", "in 1997", ["1979"], ["1997"]),
    ("عام 1979", "in that year", ["1979"], []),
    ("في ذلك العام", "in 1979", [], ["1979"]),
    ("5 آلاف شخص", "5 people", ["5000"], ["5"]),
    ("5 أشخاص", "5,000 people", ["5"], ["5000"]),
    ("1.5 مليار", "1.5 million", ["1500000000"], ["1500000"]),
    ("820 ألف شخص", "82000000 people", ["820000"], ["82000000"]),
    ("مجموعة 5+1", "the group of 5", ["1"], []),
    ("مجموعة 5+1", "the group", ["5", "1"], []),
    ("24/11/2014", "24/2014", ["11"], []),
    ("الساعة 10:30", "at 10", ["30"], []),
    ("بين 10 و15", "between 10 and 51", ["15"], ["51"]),
    ("20% و20 رجلا", "20 percent and men", ["20"], []),
    ("20 رجلا", "20 men and 20 women", [], ["20"]),
    ("-5%", "5%", ["-5"], ["5"]),
    ("حضر 1,200 ضيف", "1.200 guests came", ["1200"], ["1.2"]),
    ("عمره 36 عاما", "he is six", ["36"], []),
    ("5 وزراء", "one of the ministers", ["5"], []),
    ("خمسة رجال", "6 men", [], ["6"]),
    ("1-0", "1-1", ["0"], ["1"]),
    ("60 في المئة", "a hundred percent", ["60"], []),
    ("10 إلى 15 مليون", "100 to 15 million", ["10"], ["100"]),
    ("40 ألف في 2018", "4000000000018", ["40000", "2018"], ["4000000000018"]),
]


@pytest.mark.parametrize(("source", "target", "missing", "extra"), DIFFERENT)
def test_names_the_numbers_that_differ(
    source: str, target: str, missing: list[str], extra: list[str]
) -> None:
    report = compare(source, target)
    assert [number.value for number in report.missing] == [Decimal(value) for value in missing]
    assert [number.value for number in report.extra] == [Decimal(value) for value in extra]
    assert not report.equal


UNITS = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen"),
]
TEENS = ["fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_english(value: int) -> str:
    """The number below a million in words."""
    if value >= 1000:
        rest = f" {in_english(value % 1000)}" if value % 1000 else ""
        return f"{in_english(value // 1000)} thousand{rest}"
    if value >= 100:
        rest = f" and {in_english(value % 100)}" if value % 100 else ""
        return f"{UNITS[value // 100]} hundred{rest}"
    if value >= 20:
        return TENS[value // 10 - 2] + (f"-{UNITS[value % 10]}" if value % 10 else "")
    return [*UNITS, *TEENS][value]


@given(st.integers(0, 999_999))
def test_reads_every_number_in_english_words(value: int) -> None:
    text = in_english(value)
    (number,) = find_numbers(f"some {text} people", "en")
    assert (number.value, number.text) == (value, text)


@given(st.integers(0, 10**15), st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]))
def test_digits_of_any_script_equal_ascii_digits(value: int, script: str) -> None:
    source = f"بلغ العدد {str(value).translate(str.maketrans('0123456789', script))} مقعدا"
    (number,) = find_numbers(source, "ar")
    assert (number.value, number.english) == (value, str(value))
    assert compare(source, f"The count reached {value:,} seats").equal


@given(st.lists(st.integers(3, 10**6), max_size=6), st.randoms())
def test_order_does_not_matter_but_each_occurrence_does(values: list[int], random: object) -> None:
    shuffled = sorted(values, key=lambda _: random.random())  # type: ignore[attr-defined]
    source = " ثم ".join(f"{value} كتابا" for value in values)
    target = ", ".join(f"{value:,} books" for value in shuffled)
    assert compare(source, target).equal
    if values:
        short = ", ".join(f"{value:,} books" for value in shuffled[1:])
        assert [number.value for number in compare(source, short).missing] == [shuffled[0]]


@given(st.text(alphabet="0123456789٣٫٬.,-+/%: الفوملينthousandm½²", max_size=40))
def test_any_text_is_read_and_spans_hold_what_was_found(text: str) -> None:
    for language in ("ar", "en"):
        numbers = find_numbers(text, language)  # type: ignore[arg-type]
        assert all(number.span.of(text) == number.text for number in numbers)
        for left, right in itertools.pairwise(numbers):
            assert left.span.end <= right.span.start
