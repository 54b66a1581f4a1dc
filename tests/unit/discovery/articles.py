"""Small invented articles with the traps that a search for names has to pass by."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mt_toolkit.checks.inputs.documents import Reading
from mt_toolkit.discovery.documents import Search
from mt_toolkit.files import SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from mt_toolkit.discovery.proposals import Proposal
    from mt_toolkit.glossary import Glossary

# Two spellings of a minister's name, one of them with "and" before it; his English.
HARVEST = {
    "ar/harvest.txt": (
        "قال وزير الزراعة الليتواني يوناس كازلاوسكاس إن محصول القمح جيد هذا العام.\n"
        "وأوضح كازلوسكاس للصحافيين أن مفاوضاته مع المزارعين انتهت، وأن المفاوضات كانت طويلة.\n"
        "والتقى الوزير نظيره الدنماركي، وكازلاوسكاس يزور كوبنهاغن للمرة الأولى.\n"
    ),
    "en/harvest.txt": (
        "Lithuanian Agriculture Minister Jonas Kazlauskas said the wheat harvest was good.\n"
        "Kazlauskas told reporters that talks with farmers had ended. The talks were long.\n"
        "The minister met his Danish counterpart. Kazlauskas was visiting Copenhagen.\n"
    ),
}
# Two people of one last name.
BROTHERS = {
    "ar/brothers.txt": (
        "افتتح رئيس البلدية سامي الدويري المكتبة أمس. وحضر الحفل المهندس منير الدويري.\n"
        "وشكر سامي الدويري العمال، وقال منير الدويري إن البناء استغرق سنتين.\n"
    ),
    "en/brothers.txt": (
        "Mayor Sami al-Duwairi opened the library yesterday. Engineer Munir al-Duwairi attended.\n"
        "Sami al-Duwairi thanked the workers, and Munir al-Duwairi said it had taken two years.\n"
    ),
}
# Last names that sound alike, of people with other first names; a first name that two people share.
ALIKE = {
    "ar/alike.txt": (
        "قال وزير النقل حسن مرعشيان إن الطريق مغلق. ورد النائب كمال مرعشليان بأن الطريق مفتوح.\n"
        "واستقبل السفير مازن قرداحي الطبيب مازن شلهوب في مقر السفارة.\n"
    ),
}
# A name that begins like "and", in Latin letters too.
GUEST = {
    "ar/guest.txt": (
        "وصل المبعوث ستيف ويتاكر إلى المدينة، وقال ويتاكر إنه متفائل.\n"
        "وأعلن Whitaker عن جولة ثانية. ولويتاكر خبرة طويلة في هذه الملفات.\n"
    ),
}
# Spellings of the same people in several Arabic articles without English.
DESK = {
    "a.txt": (
        "قال وزير الخارجية عباس عرقجي إن الجلسة تأجلت إلى المساء.\n"
        "وكتب المرشد علي خامناي رسالة قصيرة. وقال الوزير بدر ألبوسيدي إن القاعة واسعة.\n"
    ),
    "b.txt": (
        "قال عباس أراغتشي إن الوقت ضيق، وقال المتحدث Esmaeil Baqaei إن القاعة باردة.\n"
        "ورد المرشد علي خامنئي برسالة أطول، ثم خرج ألبوسايدي إلى الحديقة.\n"
    ),
    "c.txt": (
        "أوضح المتحدث إسماعيل بقائي أن Araghchi سافر في الصباح.\n"
        "وقال وزير الخارجية جون كيري إن الطقس جيد. وقال كيري أيضا إن القهوة باردة.\n"
        "والتقى المحامي كارلوس كاري، ثم زار النائب خالد كيريان مدرسة.\n"
    ),
}
ALL = {**HARVEST, **BROTHERS, **ALIKE, **GUEST}


def discover(
    folder: Path,
    articles: Mapping[str, str],
    glossary: Glossary | None = None,
    *,
    order: Iterable[str] | None = None,
    single: bool = False,
) -> list[Proposal]:
    """What is proposed for articles, written to a folder and read in a given order."""
    for name, text in articles.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    search = Search(reading=Reading(), stdin=io.BytesIO(), complain=_never)
    search.read(SourceFile(path=folder / name, name=name) for name in order or articles)
    return search.proposals(glossary, single=single)


def spellings_of(proposals: Iterable[Proposal]) -> list[set[str]]:
    """The spellings of each proposal, as they are mostly written."""
    return [{one.written for one in proposal.group.spellings} for proposal in proposals]


def _never(error: Exception) -> None:
    raise error
