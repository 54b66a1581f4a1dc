"""What the segmenter knows about words: abbreviations, verbs of saying, sentence openings."""

from __future__ import annotations

import re
from typing import Final

from mt_toolkit.arabic import clean, is_arabic

__all__ = [
    "AGENCIES",
    "CONJUNCTIONS",
    "GOVERNING",
    "LETTER_NAMES",
    "STAFF_NOTES",
    "attributes",
    "continues",
    "fold",
    "is_before_numbers",
    "is_never_last",
    "may_be_last",
    "opens_phrase",
    "opens_surely",
    "opens_with_and",
    "reports",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLAIN: Final = re.compile("[ء-غف-ي]*")
_SPELLINGS: Final = str.maketrans("أإآى", "اااي")


def fold(word: str) -> str:
    """One spelling for a word, however its hamzas, vowels or capitals are written."""
    if word.isascii():
        return word.lower()
    if not _PLAIN.fullmatch(word):
        word = clean(word)
    return word.translate(_SPELLINGS)


# --- Arabic, in the folded spelling ---------------------------------------------------------------

# Letters of Latin initials as Arabic writes them: سي. إن. إن.
LETTER_NAMES: Final = _words(
    "ايه بي سي دي اف جي جيه اتش اش كيه ال ام ان او اوه كيو ار اس تي يو دبليو اكس زد"
)

# No sentence ends with a preposition, a conjunction or a title.
_ARABIC_NEVER_LAST: Final = _words("من الي عن علي في مع او ثم ان لكن حتي مج")

# Verbs of saying, third person; "and" or "so" may be glued before them.
_ARABIC_REPORTING: Final = _words(
    "قال قالت قالوا قلت يقول تقول يقولون قائلا قائلة اضاف اضافت اضافوا يضيف تضيف تابع تابعت يتابع"
    " تتابع اكد اكدت اكدوا يؤكد تؤكد اوضح اوضحت يوضح توضح اشار اشارت يشير تشير لفت لفتت يلفت تلفت"
    " ذكر ذكرت يذكر تذكر صرح صرحت يصرح تصرح اعلن اعلنت يعلن تعلن راي رات يري تري اعتبر اعتبرت"
    " يعتبر تعتبر شدد شددت يشدد تشدد دعا دعت يدعو تدعو حذر حذرت يحذر تحذر نقل نقلت ينقل تنقل كشف"
    " كشفت يكشف تكشف ابلغ ابلغت نفي نفت ينفي تنفي سال سالت سالوا يسال تسال سئل سئلت تساءل تساءلت"
    " يتساءل تتساءل متسائلا متسائلة اجاب اجابت اجابوا يجيب تجيب رد ردت ردوا يرد ترد ختم ختمت اختتم"
    " اختتمت يختم يختتم تختم علق علقت يعلق تعلق كتب كتبت كتبوا يكتب تكتب غرد غردت استطرد استطردت"
    " يستطرد استدرك استدركت يستدرك زاد زادت مضي واصل واصلت يواصل اعرب اعربت يعرب شرح شرحت يشرح"
    " تشرح روي روت يروي تروي هتف هتفت هتفوا يهتف يهتفون صرخ صرخت صرخوا يصرخ تصرخ صاح صاحت يصيح همس"
    " همست افاد افادت يفيد تفيد زعم زعمت ادعي ادعت طالب طالبت يطالب توقع توقعت يتوقع تمني تمنت"
    " مازح خاطب خاطبت قاطع قاطعت اعترض اعترضت سخر سخرت ابتسم يبتسم تنهد تنهدت كرر كررت يكرر لخص"
    " لخصت عقب عقبت يعقب بادر استغرب استغربت اعترف اعترفت يعترف ناشد ناشدت وعد وعدت هدد هددت"
)

# Words whose first letter looks like "and" or "so" but is their own.
_OWN_WAW: Final = _words(
    "واحد واحدة واشنطن واقع والتر والد والدة والده والي وائل وارن واين واتس واردات وادي وافد"
    " وثائق وثيقة وجدي وجه وجود وجيه وحدة وحدات وحيد وداد وديع وراء وردة ورشة ورق ورقة وزارة"
    " وزارات وزراء وزن وزير وزيرا وزيرة وزيري وسام وسائل وسط وسيط وسيم وصفي وصول وضع وطن وطني"
    " وظائف وعد وفاء وفاة وفد وفدا وفق وفود وفيق وقت وقود وقوع وقف وكالات وكالة وكيل ولاية ولايات"
    " ولد وليام وليد وليم وهاب وهبة وهبي وهيب ووكر وولف وود وورد ويب ويتكوف ويلز ويلسون ويليام"
    " ويندي"
)

# Phrases that begin a sentence after an ellipsis or a question.
_OPENING_PHRASE: Final = re.compile(
    r"(?:ثم|لكن|غير [أا]ن|إلا [أا]ن|الا [أا]ن|كما|[أا]ما|كذلك|لذلك|لذا|هكذا|وهكذا|هل|لماذا|متى|كيف"
    r"|في المقابل|في غضون|في موازاة|في هذ|من جهت|من جانب|من ناحيت|بدوره|[إا]لى ذلك|على صعيد|يذكر"
    r"|يشار|يُذكر|يُشار|مع ذلك|رغم ذلك|بعد ذلك|حينها|عندها|لقد|[إا]نها?|هذا|هذه|هؤلاء|لم|ليس)\b"
)

# Words that go on with the sentence behind a question or a cry.
_ARABIC_CONTINUING: Final = _words(
    "من الي عن علي في مع ثم او كما حيث حين عندما بعدما قبل بعد خلال اثناء لدي امام لكن بل اذ فيما"
    " بينما رغم بسبب عبر تحت ضد منذ حول"
)
# Words that name the source of what was quoted before them.
_ARABIC_ATTRIBUTING: Final = _words("بحسب حسب حسبما وفق وفقا وفقما")
_PARTICIPLE: Final = re.compile("م[ء-ي]{2,}(?:ا|ين)")

# --- English, in lower case -----------------------------------------------------------------------

_ENGLISH_NEVER_LAST: Final = _words(
    "mr mrs ms mx dr prof gen lt col sens reps gens profs drs govs maj capt cpl sgt adm cmdr sen"
    " rep gov pres amb hon rev fr msgr st mt messrs vs eg ie cf approx atty supt brig cllr"
)
_ENGLISH_BEFORE_NUMBERS: Final = _words(
    "no nos p pp fig figs vol art arts sec ch par para ext tel jan feb mar apr jun jul aug sep"
    " sept oct nov dec"
)
_ENGLISH_MAY_BE_LAST: Final = _words(
    "inc ltd co corp bros jr sr etc al llc plc sa ave blvd dept est"
)
_ENGLISH_REPORTING: Final = _words(
    "said says say saying told tells asked asks added adds replied replies wrote writes warned"
    " stated declared announced insisted explained noted argued shouted cried continued concluded"
    " recalled remarked responded stressed acknowledged admitted demanded wondered tweeted posted"
    " chanted"
)
_ENGLISH_OPENERS: Final = _words(
    "the a an he she it they we i you in on at but and however meanwhile this that these those"
    " his her their its our my there if when while after before as for since although under with"
    " by from last earlier later asked according both some many most one two no not so then yet"
    " now what who why how where all also during despite several officials"
)

# --- Both ----------------------------------------------------------------------------------------

# Words that a clause may begin with, where a sentence is too long.
CONJUNCTIONS: Final = _words(
    "لكن ولكن لكنه لكنها غير بينما فيما حيث اذ كما بعدما قبل بعد عندما حين لان بل ثم مما وذلك وهو"
    " وهي الذي التي الذين اما الا حتي رغم بهدف but while which because although though after"
    " before when whereas since until unless and or so that who as"
)

# --- Agencies and notes of the staff --------------------------------------------------------------

AGENCIES: Final = (
    r"(?:[أا][. ]{0,2}ف[. ]{0,2}ب\.?|د[. ]{0,2}ب[. ]{0,2}[أا]\.?|[أا][. ]{0,2}ب|ق\.ن\.[أا]"
    r"|ي[. ]{0,2}ب[. ]{0,2}[أا]\.?|فرانس برس|رويترز|وكالات|الوكالات|[أا]سوشيتد ?برس|الأناضول|بترا"
    r"|سانا|كونا|واس|وام|وفا|شينخوا|سبوتنيك|تاس|نوفوستي|إيرنا|ارنا|إرنا|تسنيم"
    r"|AFP|AP|UPI|DPA|Reuters|Xinhua|TASS|ANSA)"
)
STAFF_NOTES: Final = r"(?:إعداد|اعداد|تحرير|تصوير|ترجمة|كتابة|تغطية|شارك في|المصدر|صورة|عدسة|أرشيف)"

# With one of these before it, an agency's name is part of the sentence.
GOVERNING: Final = _words(
    "عن وكالة وكالات لوكالة وكالتي وكالتا وكالاتي حسب بحسب وفق وفقا ل مع الي في من علي موقع صحيفة"
    " مراسل مراسلة لمراسل تقارير شبكة قناة تلفزيون مصادر مصدر عبر لدي و او"
)


def is_never_last(word: str) -> bool:
    """Whether a stop behind the folded ``word`` never ends a sentence."""
    return word in _ARABIC_NEVER_LAST or word in _ENGLISH_NEVER_LAST


def is_before_numbers(word: str) -> bool:
    """Whether the folded ``word`` is an abbreviation when a number follows its stop."""
    return word in _ENGLISH_BEFORE_NUMBERS


def may_be_last(word: str) -> bool:
    """Whether the folded ``word`` is an abbreviation that a sentence can end with."""
    return word in _ENGLISH_MAY_BE_LAST


def reports(word: str) -> bool:
    """Whether the folded ``word`` is a verb of saying, alone or with "and" or "so" before it."""
    if word in _ARABIC_REPORTING or word in _ENGLISH_REPORTING:
        return True
    return word[:1] in {"و", "ف"} and word[1:] in _ARABIC_REPORTING


def opens_with_and(word: str) -> bool:
    """Whether the folded Arabic ``word`` begins with the conjunction "and"."""
    return len(word) > 2 and word[0] == "و" and is_arabic(word[1]) and word not in _OWN_WAW


def opens_surely(word: str) -> bool:
    """Whether the folded ``word`` begins a sentence even where a name could follow."""
    if word[:1] in {"و", "ف"} and word[1:] in _ARABIC_REPORTING:
        return True
    return word in {"وكان", "وكانت", "وقد", "ولم", "ولا", "وفي"} or word in _ENGLISH_OPENERS


def opens_phrase(text: str, at: int) -> bool:
    """Whether a phrase that begins sentences stands at ``at``."""
    return _OPENING_PHRASE.match(text, at) is not None


def continues(word: str) -> bool:
    """Whether the folded Arabic ``word`` goes on with the sentence behind a quoted question."""
    return word in _ARABIC_CONTINUING


def attributes(word: str) -> bool:
    """Whether the folded Arabic ``word`` is about what was quoted just before it.

    It names the source ("according to") or is a participle ("adding", "pointing to").
    """
    return word in _ARABIC_ATTRIBUTING or _PARTICIPLE.fullmatch(word) is not None
