"""From bitext, checks, scores and translations to rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mt_toolkit.bitext import SegmentPair, WordLink
from mt_toolkit.checks.engine import Engine
from mt_toolkit.checks.inputs.documents import Reading, open_document
from mt_toolkit.checks.registry import Selection
from mt_toolkit.glossary import load_glossary
from mt_toolkit.reporting.page import (
    GlossaryView,
    ReportRow,
    TermState,
    checked_documents,
    pair_documents,
    term_of,
)
from mt_toolkit.reporting.page.model import Side
from mt_toolkit.reporting.page.scored import scale_of, scored_documents
from mt_toolkit.reporting.page.translated import translated_row
from mt_toolkit.scoring import fidelity, ngram
from mt_toolkit.scoring.model import Part, System, SystemScores, TestData
from mt_toolkit.sightings import Evidence, Sighting, TermStatus
from mt_toolkit.text import Segment, Span
from mt_toolkit.translation.segments import SegmentTranslation

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from mt_toolkit.findings import Finding
    from mt_toolkit.glossary import Glossary

GLOSSARY = """\
version: 1
entries:
  - id: zobar-qintash
    kind: person
    target: Zobar Qintash
    wrong: [Zubar Kintash]
    sources: [زوبار قنطاش, زوبار قنتاش]
  - id: muscat
    kind: place
    target: Muscat
    sources: [مسقط]
"""


def glossary(folder: Path) -> Glossary:
    path = folder / "names.yaml"
    path.write_text(GLOSSARY, encoding="utf-8")
    return load_glossary(path)


def test_rows_of_one_document_stay_together() -> None:
    pairs = [
        SegmentPair(source="أ", target="a", source_document="one"),
        SegmentPair(source="ب", target="b", source_document="one"),
        SegmentPair(source="ج", target="c"),
    ]
    found = [
        (one.name, [row.target for row in one.rows]) for one in pair_documents(pairs, name="x")
    ]
    assert found == [("one", ["a", "b"]), ("x", ["c"])]


def test_findings_of_bitext_are_told_by_their_rules() -> None:
    pair = SegmentPair(source="أ", target="a", findings=("MT201", "MT999"))
    ((row,),) = (list(one.rows) for one in pair_documents([pair], name="x"))
    assert [(note.code, note.message) for note in row.notes] == [
        ("MT201", "term missing"),
        ("MT999", ""),
    ]


def test_a_glossary_marks_each_term_with_its_state(tmp_path: Path) -> None:
    rows = [
        ReportRow(source="وصل زوبار قنطاش إلى مسقط.", target="Zobar Qintash came to Muscat."),
        ReportRow(source="قال زوبار قنطاش ذلك.", target="Zubar Kintash\nsaid it."),
        ReportRow(source="عاد إلى مسقط.", target="He returned."),
    ]
    seen = list(GlossaryView(glossary(tmp_path)).rows(rows))
    states = [[(term.entry, term.state) for term in row.terms] for row in seen]
    assert states == [
        [("zobar-qintash", TermState.CANONICAL), ("muscat", TermState.CANONICAL)],
        [("zobar-qintash", TermState.WRONG)],
        [("muscat", TermState.MISSING)],
    ]
    (term,) = seen[1].terms
    assert term.target is not None
    assert term.target.of(seen[1].target) == "Zubar Kintash"
    (wrong,) = seen[1].notes
    assert (wrong.code, wrong.side, wrong.entry) == ("MT101", Side.TARGET, "zobar-qintash")
    assert wrong.span is not None
    assert wrong.span.of(seen[1].target) == "Zubar Kintash"
    (missing,) = seen[2].notes
    assert (missing.code, missing.span) == ("MT201", None)


def checked(path: Path, names: Glossary, source: Path | None = None) -> list[Finding]:
    reading = Reading()
    with open_document(path, reading, source=source, stdin=None) as document:  # type: ignore[arg-type]
        return Engine(names, Selection()).check(document)


def test_findings_are_shown_where_they_are_in_any_format(tmp_path: Path) -> None:
    names = glossary(tmp_path)
    contents = {
        "a.txt": "First.\n\nSo said Zubar Kintash.\n",
        "a.html": "<p>So <b>said</b> Zubar Kintash.</p>\n",
        "a.tsv": "قال زوبار قنطاش\tSo said Zubar Kintash.\n",
        "a.jsonl": '{"source": "زوبار قنطاش", "target": "So \\u0022said\\u0022 Zubar Kintash"}\n',
    }
    for name, text in contents.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        findings = checked(path, names)
        assert [one.code for one in findings] == ["MT101"], name
        (document,) = checked_documents(findings, Reading())
        assert document.name == path.as_posix()
        rows = list(document.rows)
        noted = [(row, note) for row in rows for note in row.notes]
        assert len(noted) == 1
        row, note = noted[0]
        assert note.side is Side.TARGET
        assert note.span is not None
        assert note.span.of(row.target) == "Zubar Kintash", name
        assert bool(row.source) == (name in ("a.tsv", "a.jsonl"))


def test_two_files_are_shown_side_by_side(tmp_path: Path) -> None:
    names = glossary(tmp_path)
    source, target = tmp_path / "a.ar.txt", tmp_path / "a.en.txt"
    source.write_text("قال زوبار قنتاش\nعاد.\n", encoding="utf-8")
    target.write_text("So said Zubar Kintash.\nHe returned.\n", encoding="utf-8")
    findings = checked(target, names, source)
    (document,) = checked_documents(findings, Reading(), source=source)
    rows = list(document.rows)
    assert [(row.source, row.target) for row in rows] == [
        ("قال زوبار قنتاش", "So said Zubar Kintash."),
        ("عاد.", "He returned."),
    ]
    assert {(note.code, note.side) for note in rows[0].notes} == {
        ("MT101", Side.TARGET),
        ("MT102", Side.SOURCE),
    }
    assert rows[1].notes == ()


def sighting(status: TermStatus, **more: object) -> Sighting:
    values: dict[str, object] = {
        "entry": "e",
        "source": Span(5, 8),
        "spelling": "s",
        "wanted": "Wanted",
        "status": status,
        "evidence": Evidence.SPELLING,
        "target": Span(0, 6),
        "before": "Before",
        "after": "Wanted",
    }
    return Sighting(**{**values, **more})  # type: ignore[arg-type]


def test_states_follow_what_was_done() -> None:
    repaired = term_of(sighting(TermStatus.REPAIRED), mended=True, shift=5)
    assert (repaired.state, repaired.before, repaired.source) == (
        TermState.REPAIRED,
        "Before",
        Span(0, 3),
    )
    assert term_of(sighting(TermStatus.REPAIRED), mended=False).state is TermState.WRONG
    assert term_of(sighting(TermStatus.RIGHT), mended=True).state is TermState.CANONICAL
    assert term_of(sighting(TermStatus.LEFT), mended=True).state is TermState.WRONG
    left = sighting(TermStatus.LEFT, target=None, evidence=Evidence.NONE)
    assert term_of(left, mended=True).state is TermState.MISSING


def test_a_translated_segment_has_its_own_places() -> None:
    translation = SegmentTranslation(
        text="Kerry arrived",
        score=-0.6931,
        marks=("numbers", "terms"),
        links=(WordLink(source=Span(10, 13), target=Span(6, 13), weight=0.5),),
        terms=(sighting(TermStatus.RIGHT, source=Span(14, 18)),),
    )
    row = translated_row(Segment(span=Span(10, 18), text="وصل كيري"), translation)
    assert row.score is not None
    assert abs(row.score - 0.5) < 1e-4
    assert row.links[0].source == Span(0, 3)
    assert row.terms[0].source == Span(4, 8)
    assert [note.code for note in row.notes] == ["numbers"]


def test_a_page_of_a_check_at_the_shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from typer.testing import CliRunner

    from mt_toolkit.commands.main import app

    glossary(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("So said Zubar Kintash.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Nothing wrong.\n", encoding="utf-8")
    options = ["glossary", "check", "-g", "names.yaml", "a.txt", "b.txt", "--report"]
    done = CliRunner().invoke(app, [*options, "page.html"])
    assert done.exit_code == 1
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "So said Zubar Kintash." in page
    assert "Nothing wrong." not in page
    for wrong in ("a.txt", "page.txt"):
        assert CliRunner().invoke(app, [*options, wrong]).exit_code != 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "So said Zubar Kintash.\n"
    assert capsys.readouterr().err == ""


def test_systems_are_shown_segment_by_segment_beside_the_reference() -> None:
    data = TestData(references=(["one", "two 3"],), documents=["a", "b"])
    systems = [System(name=name, segments=["one", text]) for name, text in (("x", "y"), ("z", ""))]
    scores = [
        SystemScores(
            name=system.name,
            results={},
            segments=tuple(
                Part(
                    name=str(at), segments=1, values={"ter": 10.0 * at, "numbers": 50.0 * (2 - at)}
                )
                for at in range(2)
            ),
        )
        for system in systems
    ]
    key, scale = scale_of([fidelity.NUMBERS, ngram.TER])
    assert (key, scale.best) == ("ter", 0.0)
    documents = [
        (document.name, list(document.rows))
        for document in scored_documents(data, systems, scores, key=key)
    ]
    assert [name for name, _ in documents] == ["x: a", "x: b", "z: a", "z: b"]
    (row,) = documents[1][1]
    assert (row.target, row.reference, row.score) == ("y", "two 3", 10.0)
    assert [note.code for note in row.notes] == ["numbers"]
    assert documents[0][1][0].notes == ()
    assert scale_of([fidelity.NUMBERS])[0] is None
