from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from mt_toolkit.commands.score import score
from mt_toolkit.errors import InputError, MtToolkitError, UsageError

REFERENCE = "The minister opened the bridge.\nTwelve ships left the port.\nIt rained on 5 May.\n"
GOOD = "The minister opened the bridge.\nTwelve ships left the harbour.\nIt rained on 5 May.\n"
POOR = "Minister bridge open.\nThe the the the the.\nIt was raining في مايو.\n"
SOURCE = "افتتح الوزير الجسر.\nغادرت 12 سفينة الميناء.\nهطل المطر في 5 مايو.\n"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in a folder with some files; errors of the toolkit are raised."""
    monkeypatch.chdir(tmp_path)
    for name, content in {
        "ref.en": REFERENCE,
        "good.en": GOOD,
        "poor.en": POOR,
        "src.ar": SOURCE,
        "docs": "a\nb\na\n",
    }.items():
        Path(name).write_text(content, encoding="utf-8")
    app = typer.Typer()
    app.command()(score)

    def invoke(*arguments: str, stdin: str | None = None) -> Result:
        result = CliRunner().invoke(app, list(arguments), input=stdin)
        if isinstance(result.exception, MtToolkitError):
            raise result.exception
        return result

    return invoke


def scores(result: Result) -> dict[str, dict[str, float | None]]:
    """Scores by system and figure."""
    assert result.exit_code == 0, result.output
    return {
        system["name"]: {key: figure["score"] for key, figure in system["scores"].items()}
        for system in json.loads(result.stdout)["systems"]
    }


def test_a_table_names_systems_figures_and_signatures(run: Run) -> None:
    result = run("good.en", "poor.en", "-r", "ref.en", "-s", "src.ar")
    heading, rule, good, poor, blank, *legend = result.stdout.splitlines()
    assert heading.split("  ")[0] == "System"
    for label in ("BLEU", "chrF", "chrF++", "TER", "Numbers %", "Length %", "Arabic %", "Loops %"):
        assert label in heading
    assert set(rule) == {"-", " "}
    assert good.split() == [
        "good.en",
        "85.3",
        "91.0",
        "90.9",
        "6.7",
        "100.0",
        "100.0",
        "0.0",
        "0.0",
    ]
    assert poor.split()[0] == "poor.en"
    assert blank == ""
    assert legend[0].startswith("BLEU    nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:")
    assert legend[-1].startswith("3 segments, sacrebleu ")


def test_json_holds_full_precision(run: Run) -> None:
    found = scores(run("good.en", "poor.en", "-r", "ref.en", "-s", "src.ar", "--json"))
    assert found["good.en"]["bleu"] == pytest.approx(
        100 * (17 / 18 * 13 / 15 * 10 / 12 * 7 / 9) ** 0.25  # matches of one to four words
    )
    assert found["poor.en"]["numbers"] == 0.0
    assert found["poor.en"]["repetition"] == 100 * 4 / 16  # full stops are words, too


def test_only_the_figures_asked_for(run: Run) -> None:
    assert list(
        scores(run("good.en", "-r", "ref.en", "--metrics", "ter,bleu", "--json"))["good.en"]
    ) == ["bleu", "ter"]
    with pytest.raises(UsageError, match="there is no figure 'blue'"):
        run("good.en", "-r", "ref.en", "--metrics", "blue")
    with pytest.raises(UsageError, match="numbers cannot be scored without the source"):
        run("good.en", "-r", "ref.en", "--metrics", "numbers")


def test_significance_is_marked(run: Run) -> None:
    arguments = ("good.en", "poor.en", "-r", "ref.en", "--metrics", "bleu")
    counts = ("--resamples", "50", "--trials", "50")
    out = run(*arguments, *counts, "--paired", "bs", "--paired", "ar").stdout
    assert out.splitlines()[3].count("p=") == 2
    assert "bs: paired bootstrap against good.en; * p ≤ 0.05" in out
    assert "|bs:50|ar:50|seed:12345|" in out
    assert "±" in run("good.en", "-r", "ref.en", "--confidence", *counts).stdout
    with pytest.raises(UsageError, match="there is one"):
        run("good.en", "-r", "ref.en", "--paired", "bs")


def test_latex_escapes_names(run: Run) -> None:
    out = run("good.en", "-r", "ref.en", "--latex", "--name", "50%_&{x}~\\").stdout
    assert r"50\%\_\&\{x\}\textasciitilde{}\textbackslash{} & 85.3 &" in out
    assert r"Length \%" in out
    assert out.index("% BLEU") < out.index(r"\begin{tabular}{lrrrrrrr}") < out.index(r"\bottomrule")


def test_markdown_escapes_names(run: Run) -> None:
    out = run("good.en", "-r", "ref.en", "--markdown", "--name", "a|b*c").stdout
    assert out.splitlines()[1].startswith("| :--- | ---: |")
    assert out.splitlines()[2].startswith(r"| a\|b\*c | 85.3 |")
    assert "- `BLEU    nrefs:1|" in out


def test_one_output_at_a_time(run: Run) -> None:
    with pytest.raises(UsageError, match="one output"):
        run("good.en", "-r", "ref.en", "--json", "--latex")


def test_by_document(run: Run) -> None:
    arguments = ("good.en", "poor.en", "-r", "ref.en", "--metrics", "bleu")
    result = run(*arguments, "--by", "document", "--docids", "docs")
    rows = [line.split()[:2] for line in result.stdout.splitlines()[2:8]]
    assert rows == [
        [part, system] for part in ("a", "b", "all") for system in ("good.en", "poor.en")
    ]
    assert result.stdout.splitlines()[2].split()[2] == "100.0"
    with pytest.raises(UsageError, match="not known which document"):
        run(*arguments, "--by", "document")


def test_by_segment(run: Run) -> None:
    result = run("good.en", "-r", "ref.en", "--by", "segment", "--json", "--metrics", "chrf")
    parts = json.loads(result.stdout)["systems"][0]["parts"]
    assert [part["name"] for part in parts] == ["1", "2", "3"]
    assert parts[0]["scores"]["chrf"] == 100.0
    assert parts[1]["scores"]["chrf"] < 100.0


def test_fail_under(run: Run) -> None:
    arguments = ("good.en", "poor.en", "-r", "ref.en", "-s", "src.ar", "--metrics", "bleu,numbers")
    passed = run("good.en", *arguments[2:], "--fail-under", "bleu=80,numbers=100")
    assert passed.exit_code == 0
    failed = run(*arguments, "--fail-under", "bleu=80,numbers=100")
    assert failed.exit_code == 1
    assert "poor.en: Numbers % 0.00 is below 100" in failed.stderr
    assert "good.en:" not in failed.stderr
    with pytest.raises(UsageError, match="bound for ter, which is not scored"):
        run(*arguments, "--fail-under", "ter=50")


def test_unequal_lengths_name_both_files_and_counts(run: Run) -> None:
    Path("short.en").write_text("One line.\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        run("good.en", "short.en", "-r", "ref.en")
    assert str(caught.value).startswith("short.en: there are 1 segments, but 3 in ref.en.")
    for option in ("--source", "--docids", "-r"):
        with pytest.raises(InputError, match=r"short\.en: there are 1 segments, but 3 in ref\.en"):
            run("good.en", "-r", "ref.en", option, "short.en")


def test_files_that_cannot_be_used(run: Run) -> None:
    Path("empty.en").touch()
    with pytest.raises(InputError, match=r"empty\.en: the file is empty"):
        run("empty.en", "-r", "ref.en")
    with pytest.raises(InputError, match=r"absent\.en: there is no such file"):
        run("absent.en", "-r", "ref.en")


def test_a_blank_translation_scores_nothing(run: Run) -> None:
    Path("blank.en").write_text("\n\n\n", encoding="utf-8")
    found = scores(run("blank.en", "-r", "ref.en", "-s", "src.ar", "--json"))["blank.en"]
    assert found["bleu"] == 0.0
    assert found["ter"] == 100.0
    assert found["untranslated"] is None


def test_standard_input(run: Run) -> None:
    found = scores(run("-", "good.en", "-r", "ref.en", "--json", stdin=GOOD))
    assert found["<stdin>"] == found["good.en"]
    with pytest.raises(UsageError, match="only once"):
        run("-", "-r", "-", stdin=GOOD)


def test_tables_mix_with_plain_text(run: Run) -> None:
    expected = scores(run("good.en", "-r", "ref.en", "-s", "src.ar", "--json"))["good.en"]
    rows = list(zip(SOURCE.splitlines(), GOOD.splitlines(), REFERENCE.splitlines(), strict=True))
    heading = ("source", "hypothesis", "reference")
    Path("all.tsv").write_text(
        "".join("\t".join(row) + "\n" for row in (heading, *rows)), encoding="utf-8"
    )
    Path("all.jsonl").write_text(
        "".join(json.dumps(dict(zip(heading, row, strict=True))) + "\n" for row in rows),
        encoding="utf-8",
    )
    units = "".join(
        f'<tu><tuv xml:lang="ar"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{reference}</seg></tuv></tu>'
        for source, _, reference in rows
    )
    Path("memory.tmx").write_text(f"<tmx><body>{units}</body></tmx>", encoding="utf-8")
    for table in ("all.tsv", "all.jsonl"):
        assert scores(run(table, "-r", table, "-s", table, "--json"))[table] == expected
        assert scores(run(table, "-r", "ref.en", "-s", "src.ar", "--json"))[table] == expected
    tmx = run("good.en", "-r", "memory.tmx", "-s", "memory.tmx", "--json")
    assert scores(tmx)["good.en"] == expected
    numbered = run(
        *("all.tsv", "-r", "all.tsv", "-s", "all.tsv", "--json", "--header"),
        *("--hypothesis-column", "2", "--reference-column", "3", "--source-column", "1"),
    )
    assert scores(numbered)["all.tsv"] == expected


def test_document_names_from_a_table(run: Run) -> None:
    lines = [
        {"reference": text, "doc": name}
        for text, name in zip(REFERENCE.splitlines(), ("x", "x", "y z"), strict=True)
    ]
    Path("ref.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    result = run(
        "good.en", "-r", "ref.jsonl", "--by", "document", "--document-column", "doc", "--json"
    )
    parts = json.loads(result.stdout)["systems"][0]["parts"]
    assert [(part["name"], part["segments"]) for part in parts] == [("x", 2), ("y z", 1)]


def test_folders_hold_one_document_a_file(run: Run) -> None:
    for folder, text in (("ref", REFERENCE), ("mine", GOOD), ("source", SOURCE)):
        Path(folder, "deep").mkdir(parents=True)
        first, *rest = text.splitlines(keepends=True)
        Path(folder, "b.txt").write_text(first, encoding="utf-8")
        Path(folder, "deep", "a.txt").write_text("".join(rest), encoding="utf-8")
    arguments = ("mine", "-r", "ref", "-s", "source", "--by", "document", "--json")
    result = run(*arguments)
    parts = json.loads(result.stdout)["systems"][0]["parts"]
    assert [(part["name"], part["segments"]) for part in parts] == [("b.txt", 1), ("deep/a.txt", 2)]
    assert (
        scores(result)["mine"]
        == scores(run("good.en", "-r", "ref.en", "-s", "src.ar", "--json"))["good.en"]
    )

    with pytest.raises(UsageError, match=r"ref is a folder, and good\.en is not"):
        run("good.en", "-r", "ref")
    Path("mine/deep/a.txt").write_text("One line\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"mine/deep/a\.txt: there are 1 segments, but 2 in ref/deep/a\.txt"
    ):
        run(*arguments)
    Path("mine/deep/a.txt").unlink()
    with pytest.raises(InputError, match=r"mine: there is no file deep/a\.txt, which ref has"):
        run(*arguments)
    for folder in ("ref", "source"):
        Path(folder, "deep", "a.txt").unlink()
    Path("mine/new.txt").write_text("One line\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"ref: there is no file new\.txt, which mine has"):
        run(*arguments)


def test_systems_need_different_names(run: Run) -> None:
    Path("other").mkdir()
    Path("other/good.en").write_text(POOR, encoding="utf-8")
    found = scores(run("good.en", "other/good.en", "-r", "ref.en", "--json"))
    assert list(found) == ["good.en", str(Path("other/good.en"))]
    with pytest.raises(UsageError, match=r"2 systems named good\.en"):
        run("good.en", "good.en", "-r", "ref.en")
    with pytest.raises(UsageError, match="1 names for 2 systems"):
        run("good.en", "poor.en", "-r", "ref.en", "--name", "one")


def test_notes_go_to_standard_error_and_can_be_silenced(run: Run) -> None:
    Path("long.en").write_text("It rained .\n" * 100, encoding="utf-8")
    arguments = ("long.en", "-r", "long.en", "--metrics", "bleu")
    assert "note: long.en: 100 segments end in a full stop" in run(*arguments).stderr
    assert run(*arguments, "--quiet").stderr == ""
