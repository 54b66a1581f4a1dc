from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt_toolkit.segmentation import segment, split_clauses

if TYPE_CHECKING:
    from mt_toolkit.text import Segment

# In the cases below "‖" stands where a segment ends and the next one begins.
ARABIC = {
    "a stop with and without a space": (
        "انتهت الجولة.‖وغادر الوفد.‖ وبقي الوسيط .‖وقال إنه متفائل ."
    ),
    "a stop behind a quotation, glued": "قال إن الهدف «اتفاق راسخ».‖بدوره، رحب الوسيط بذلك.",
    "a stop behind a year": "توقف العمل في 2011.‖واستؤنف في 2014.‖ 15 شركة شاركت",
    "a caption behind the last stop": "ينتهي العمل في آذار المقبل.‖الوزيران أمام القصر أمس",
    "numbers, dates, times": "بلغت 3.67 و١٫٥ و5+1 و1.200 في 24.11.2014 عند 10.30 أي 7.5%.‖ وهبطت",
    "addresses": "انظر www.example.org/a.html?b=c.d و a.b@example.com و 10.0.0.1 وملف x.pdf هنا",
    "Arabic domain": "نشر موقع المدينة.نت الخبر.‖ ونفاه الوزير",
    "titles and initials": (
        "حضر د. سليم وم. هند وأ.د. وليد والقاضي ن. ح. مراد وج. ك. سمير.‖ وغابت ص. أمين"
    ),
    "names of Latin letters": "قال جيه. دي. هاربر لشبكة بي. بي. سي. ذلك.‖ وأضاف إن. كولنز غيره",
    "spelled-out acronym": "نقلت الخبر شبكة سي إن إن.‖ ونفى المتحدث صحته",
    "agency inside a sentence": "نقلت أ.ف.ب. عن مصدر قوله ذلك، و د.ب.أ. عن غيره.‖ وتأكد",
    "agency ending a sentence": "تم ذلك بحسب أ.ف.ب.‖وأكدت الوزارة الخبر",
    "unit and era": "يقع على ارتفاع 500 م.‖ وتحيط به غابة من القرن الرابع ق.م. مهددة",
    "Latin abbreviations": (
        "وصل السيد T. Brand من شركة Delta Inc. المعروفة إلى U.S. ثم غادر.‖ وبقي P. J. Lund"
    ),
    "Latin abbreviation ending a sentence": "اشترته شركة Delta Ltd.‖ وتبلغ قيمتها مليارا",
    "Latin word ending a sentence": "نشرته صحيفة Il Mare.‖ وعلقت عليه Reuters.‖رفض Lund ذلك",
    "name with an exclamation mark": "استحوذت شركة Yahoo! على الموقع.‖ ولم تعلق",
    "questions": "ماذا بعد؟‖ يرى محللون أن المهلة قصيرة!‖وهل تكفي ?‖ لا أحد يعلم؟!‖ربما",
    "ellipsis ending a sentence": (
        "حجز الوفد غرفه لأسبوع آخر...‖ غير أن الفندق نفى.‖ صدر بيان قصير جدا…‖ ولم يعلق أحد"
    ),
    "ellipsis inside a sentence": "وبينما كان الجميع ينتظر الإعلان... جاء الخبر من مكان آخر",
    "omission": "تعامل «بحذر (...) ومسؤولية» مع (…) الملف.‖ وغادر",
    "colon and semicolon": "السؤال: من يدفع؛ ومتى يدفع: الآن أم غدا",
    "dateline": "عواصم - (وكالات): قال الوزير.‖ وفي بيروت - أ. ف. ب. - قال غيره",
    "item numbers": "1. وقف النار.‖ 2. تبادل الأسرى.‖ أ. بند أول.‖ ب. بند ثان",
    "items inside a sentence": "التهم هي: 1. التزوير؛ 2. التبييض؛ 3. الإهمال 4. غيرها.‖ وتصل",
    "bullets": "• وقف النار‖ • تبادل الأسرى",
    "brackets": "دمر الانفجار المرفأ (لم يبن بعد. والسبب مجهول) كله.‖ (انتهى البيان.)‖ وغادر",
    "introduced quotation of full sentences": (
        "قال الوزير: «لن نقبل بجدول من طرف واحد.‖ لقد قدمنا ما يكفي اليوم».‖ ولم يوضح"
    ),
    "introduced quotation, straight marks": (
        'أكد أن "الملف لن ينام في الأدراج.‖ والقضاء سيقول كلمته قريبا".‖ وغادر'
    ),
    "introduced quotation of short sentences": "رد الوزير: «لا جديد في الأمر. سنرى. شكرا».‖ وغادر",
    "one short sentence keeps it whole": (
        "وقال: “كل حادث في البحر يصبح حربا سريعا. هل نحن مستعدون؟ لا.”‖ كان قائدا سابقا"
    ),
    "attribution behind the quotation": (
        "«وصلنا في السابعة ولم نجد أحدا. انتظرنا هناك ساعة كاملة»، قالت المراقبة.‖ وغادرت"
    ),
    "quotation marks the other way round": "قال ”هذا قرار صعب جدا.‖ وهو مع ذلك عادل“.‖ وغادر",
    "quotation never closed": 'وتابع": "لم ينم أحد هنا.‖ وقال غيره ذلك.‖ وغادر الوفد',
    "quotation opened twice": (
        "قال الوزير: “لست في عجلة من أمري أبدا.‖ “أظن أنهم يريدون التحدث.”‖ ثم غادر"
    ),
    "quotation in a quotation": 'قال إن "الجبهة هي "القاعدة"، ولن تخفي ذلك".‖ وغادر',
    "proclitic before a quotation": 'وصف الأمر ب"التافه" و"المضحك" ول"اعتبارات" أخرى.‖ وغادر',
    "stop before the closing mark": 'وقال: "نريد السلام لبلادنا."‖ وأضاف.‖ وقال: "كفى." مشيرا إليه',
    "question with an attribution": "«لماذا أصوت؟» تساءل طالب.‖ وسأل «هل وقعت؟»، فأجاب بنعم",
    "cry with a continuation": "علق ساخرا: «الجلسة المقبلة؟!» ثم انصرف.‖ هتفوا «ارحل!» ورقصوا",
    "introduced question": "سأله القاضي: «لماذا وقعت على هذه الورقة؟»‖ أطرق الرجل طويلا",
    "item with an opening quotation": "انتهى الأمر.‖ «لا وقت للاحتفال»، قال اللاعب",
    "marks of direction": "قال «نعم».\u200f‖ \u202bوأضاف\u202c أن الأمر انتهى.\u200f‖وغادر",
    "vowels": "قال إنَّ الأمرَ انتهى.‖وَغَادَرَ د. سَلِيم.‖ ثم عاد",
    "agency without a stop": "وختم بأن أحدا لا يريد العودة إلى الصفر‖ (أ.ف.ب، رويترز)",
    "agency without a stop or bracket": "ومن المقرر أن يزور الوفد المنطقة اليوم‖ رويترز",
    "staff note": "وتعقد الأطراف جلسة أخيرة يوم الاثنين المقبل‖ (إعداد ن. سمير – تحرير د. فؤاد)",
    "caption with its agency": "الوزيران في جنيف أمس (أ ف ب)",
    "agency that belongs to the sentence": "وأعلن المتحدث ذلك في مقابلة مع رويترز",
    "hashtag": "تصدر وسم #قمة_جنيف.‖ وشارك فيه كثيرون",
}

ENGLISH = {
    "titles, initials, acronyms": (
        "Mr. Lund met Dr. P. J. Smith at 10 a.m. in the U.S. capital.‖ Gen. Hall did not come."
    ),
    "acronym ending a sentence": "He left the U.S.‖ The talks went on until 5 p.m.‖ It was late.",
    "numbers": "It cost $3.67 on Jan. 5.‖ No. 5 was 1,200.5 then.‖ In 2015 it rose.",
    "company": "Delta Inc. said so.‖ Delta Ltd. shares fell.",
    "possessive": "The share is larger than a man's.‖ Doctors agree.",
    "attribution behind": '"We were ready then. We will go soon," he said.‖ "It will be fine."',
    "introduced": 'He said: "We are ready to talk.‖ We will go there soon."‖ The minister left.',
    "goes on quoting": '"We must act," she said.‖ "We will act right now.‖ We must not wait."‖ So',
    "question": '"Why vote at all?" Lund asked.‖ "Yes?" she said.‖ He asked: "Why?"‖ She left.',
    "ellipsis": "Wait... what is this?‖ It was a long day for all...‖ The end came late.",
    "glued": "That was the deal.‖The next part of www.Example.Com is fine.",
    "lower case": "See e.g. the report, i.e. the text, vs. the other no. one reads.",
}


def marked(text: str, segments: list[Segment]) -> str:
    """``text`` with a mark behind each segment that another one follows."""
    for part in reversed(segments[:-1]):
        text = text[: part.span.end] + "‖" + text[part.span.end :]
    return text


@pytest.mark.parametrize("case", ARABIC.values(), ids=ARABIC.keys())
def test_arabic(case: str) -> None:
    assert marked(case.replace("‖", ""), segment(case.replace("‖", ""), "ar")) == case


@pytest.mark.parametrize("case", ENGLISH.values(), ids=ENGLISH.keys())
def test_english(case: str) -> None:
    assert marked(case.replace("‖", ""), segment(case.replace("‖", ""), "en")) == case


def test_a_line_end_ends_a_segment() -> None:
    texts = [part.text for part in segment("عنوان بلا نقطة\n\n  - بند\r\n- آخر\u2029نص. ", "ar")]
    assert texts == ["عنوان بلا نقطة", "- بند", "- آخر", "نص."]


@pytest.mark.parametrize("text", ["", " \n\u00a0", "\n"])
def test_nothing_in_nothing_out(text: str) -> None:
    assert segment(text, "ar") == []
    assert split_clauses(text, lambda _: False) == []


def test_marks_without_words_stay_with_their_neighbours() -> None:
    assert [part.text for part in segment("قال نعم. » ***", "ar")] == ["قال نعم. » ***"]
    assert [part.text for part in segment("... نعم.", "ar")] == ["... نعم."]
    assert [part.text for part in segment("***", "ar")] == ["***"]


WORDS = "قال وأضاف أ د م وم في إن ايه سي رويترز كلمة ثم مشيرا said The U.S Mr 5 12 2015 3.67 x@y.z"
MARKS = ". .. ... … ؟ ! ?! ، ؛ : « » “ ” \" '' ' ( ) [ ] (...) • - – \u200f \u064b ² ٢"
PIECES = [*WORDS.split(), *MARKS.split(), " ", " ", " ", "\n", "\t", "\u00a0", "\u2028"]
texts = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=60).map("".join)


def check_cover(text: str, segments: list[Segment]) -> None:
    """Segments are trimmed parts of ``text``, in order, and only white space is between them."""
    end = 0
    for part in segments:
        assert part.text == part.span.of(text) == part.text.strip() != ""
        assert part.span.start >= end
        assert not text[end : part.span.start].strip()
        end = part.span.end
    assert not text[end:].strip()


@given(texts, st.sampled_from(["ar", "en"]))
def test_segments_cover_the_text(text: str, language: str) -> None:
    check_cover(text, segment(text, "ar" if language == "ar" else "en"))


@pytest.mark.parametrize("unit", ['"', "«ا. ", "ا.", "(", "1. ", "U.S. ", "ا... ", '"ا؟ ', "  "])
def test_a_huge_line_is_covered(unit: str) -> None:
    # A segmenter of quadratic time would not come back from this.
    text = "قال " + unit * (60_000 // len(unit))
    check_cover(text, segment(text, "ar"))


def test_a_huge_text_of_marks_is_divided() -> None:
    parts = split_clauses("." * 60_000, lambda piece: len(piece) <= 100)
    assert sum(len(part.text) for part in parts) == 60_000


@given(texts)
def test_every_segment_of_a_line_with_words_has_words(text: str) -> None:
    line = " ".join(text.split())
    parts = segment(line, "ar")
    if any(map(str.isalnum, line)):
        assert all(any(map(str.isalnum, part.text)) for part in parts)


@given(texts, st.integers(1, 30))
def test_clauses_cover_the_text_and_fit(text: str, longest: int) -> None:
    parts = split_clauses(text, lambda piece: len(piece) <= longest)
    check_cover(text, parts)
    assert all(len(part.text) <= longest for part in parts)


def test_a_text_that_fits_is_left_whole() -> None:
    assert [part.text for part in split_clauses(" نص، وآخر ", lambda _: True)] == ["نص، وآخر"]


def test_a_character_is_not_divided() -> None:
    assert [part.text for part in split_clauses("اب", lambda _: False)] == ["ا", "ب"]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "أعلن الوزير بعد لقاء طويل مع نظيره؛ أن المهلة، وهي قصيرة، تنتهي قريبا",
            ["أعلن الوزير بعد لقاء طويل مع نظيره؛", "أن المهلة، وهي قصيرة، تنتهي قريبا"],
        ),
        (
            "أعلن الوزير أن المفاوضات ستستأنف قريبا، فيما رفض نظيره تحديد موعد للجولة",
            ["أعلن الوزير أن المفاوضات ستستأنف قريبا،", "فيما رفض نظيره تحديد موعد للجولة"],
        ),
        (
            "أعلن الوزير أن المفاوضات ستستأنف قريبا لكن نظيره رفض تحديد موعد للجولة",
            ["أعلن الوزير أن المفاوضات ستستأنف قريبا", "لكن نظيره رفض تحديد موعد للجولة"],
        ),
        (
            "أعلن الوزير استئناف المفاوضات قريبا جدا ورفض نظيره تحديد موعد للجولة",
            ["أعلن الوزير استئناف المفاوضات قريبا جدا", "ورفض نظيره تحديد موعد للجولة"],
        ),
        (
            "بحث الوزير قضية تنظيم التطرف العنيف،وفق ما قال ديبلوماسي في الخارجية",
            ["بحث الوزير قضية تنظيم التطرف العنيف،", "وفق ما قال ديبلوماسي في الخارجية"],
        ),
    ],
)
def test_a_long_sentence_is_divided_where_a_reader_pauses(text: str, pieces: list[str]) -> None:
    assert [part.text for part in split_clauses(text, lambda piece: len(piece) < 50)] == pieces


def test_numbers_are_not_torn_at_their_comma() -> None:
    parts = split_clauses("1,200 1,300 1,400 1,500", lambda piece: len(piece) < 12)
    assert [part.text for part in parts] == ["1,200 1,300", "1,400 1,500"]


def test_a_giant_word_is_halved_beside_a_letter() -> None:
    word = "ك\u064eت\u064eب\u064e" * 20
    parts = split_clauses(word, lambda piece: len(piece) <= 50)
    assert "".join(part.text for part in parts) == word
    assert all(part.text[0] in "كتب" for part in parts)
