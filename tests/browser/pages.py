"""The pages that the browser is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.bitext import WordLink
from mt_toolkit.findings import Severity
from mt_toolkit.reporting.page import Note, ReportDocument, ReportRow, Term, TermState, report_page
from mt_toolkit.reporting.page.model import ScoreScale, Side
from mt_toolkit.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = [
    "ARTICLE",
    "HOSTILE",
    "ROWS_OF_CORPUS",
    "write_article",
    "write_corpus",
    "write_hostile",
]

ROWS_OF_CORPUS = 210


def at(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def linked(source: str, target: str, *words: tuple[str, str]) -> tuple[WordLink, ...]:
    return tuple(
        WordLink(source=at(source, left), target=at(target, right), weight=0.9)
        for left, right in words
    )


def _article() -> list[ReportRow]:
    one, two = "وصل زوبار قنطاش إلى مسقط.", "Zobar Qintash arrived in Muscat."
    three, four = "قال قنتاش: 😀 لن نوقع.", '"😀 We will not sign," Qantash said.'
    return [
        ReportRow(
            source=one,
            target=two,
            score=0.8,
            source_segments=(0,),
            target_segments=(0,),
            links=linked(one, two, ("وصل", "arrived"), ("مسقط", "Muscat"), ("زوبار", "Zobar")),
            terms=(
                Term(
                    entry="qintash",
                    canonical="Zobar Qintash",
                    state=TermState.REPAIRED,
                    source=at(one, "زوبار قنطاش"),
                    target=at(two, "Zobar Qintash"),
                    before="Zubar Kintash",
                ),
                Term(
                    entry="muscat",
                    canonical="Muscat",
                    state=TermState.CANONICAL,
                    source=at(one, "مسقط"),
                    target=at(two, "Muscat"),
                ),
            ),
        ),
        ReportRow(
            source=three,
            target=four,
            score=0.2,
            source_segments=(1, 2),
            target_segments=(1,),
            terms=(
                Term(
                    entry="qintash",
                    canonical="Qintash",
                    state=TermState.WRONG,
                    source=at(three, "قنتاش"),
                    target=at(four, "Qantash"),
                ),
            ),
            notes=(
                Note(
                    code="MT101",
                    rule="wrong-target-spelling",
                    message="'Qantash' is not how the glossary spells it",
                    mend="Write 'Qintash'",
                    side=Side.TARGET,
                    span=at(four, "Qantash"),
                    entry="qintash",
                ),
                Note(code="numbers", message="a number is lost", severity=Severity.WARNING),
            ),
        ),
        ReportRow(source="انتهت الجلسة في المساء.", target="The session ended in the evening."),
        ReportRow(source="لم يعلق أحد.", target=""),
    ]


ARTICLE = _article()


def write(path: Path, documents: Sequence[ReportDocument]) -> Path:
    page = report_page(
        documents, title="Talks in Muscat", scale=ScoreScale(label="Certainty", low=0.4)
    )
    path.write_text(page, encoding="utf-8")
    return path


def write_article(path: Path) -> Path:
    return write(path, [ReportDocument(name="talks.txt", rows=ARTICLE)])


def write_corpus(path: Path) -> Path:
    return write(
        path,
        [
            ReportDocument(
                name=f"article {number}",
                rows=[
                    ReportRow(
                        source=f"الجملة رقم {at} في المقال.",
                        target=f"Sentence {at} of article {number}.",
                        confidence=0.2 if at == 3 else 0.9,
                    )
                    for at in range(ROWS_OF_CORPUS // 3)
                ],
            )
            for number in range(3)
        ],
    )


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!--<script>",
    "]]><svg onload=alert(1)>",
    "\" onmouseover=alert(1) x='",
    "javascript:alert(1)",
    "</title></style></noscript><script>alert(1)</script>",
    "\u2028alert(1)\u2029 \u202e txet \u2066 \x00 \ud800",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} $title",
)


def write_hostile(path: Path) -> Path:
    rows = [
        ReportRow(
            source=text,
            target=text,
            reference=text,
            score=0.5,
            terms=(
                Term(
                    entry=text,
                    canonical=text,
                    state=TermState.REPAIRED,
                    source=Span(0, len(text)),
                    target=Span(0, len(text)),
                    before=text,
                ),
            ),
            notes=(Note(code=text, rule=text, message=text, mend=text, entry=text),),
        )
        for text in HOSTILE
    ]
    page = report_page(
        [ReportDocument(name=text, rows=rows) for text in HOSTILE],
        title="".join(HOSTILE),
        scale=ScoreScale(label=HOSTILE[0]),
        languages=("ar", HOSTILE[4]),
        summary=[(text, text) for text in HOSTILE],
    )
    path.write_bytes(page.encode(errors="replace"))
    return path
