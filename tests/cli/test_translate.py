"""`mt-toolkit translate` where all goes well."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, Shell

FIRST = "قال الوزير إن المحادثات مستمرة. وأضاف أن الجولة المقبلة تعقد في جنيف عام 2014."
LAST = "واختتم اللقاء."
ARTICLE = f"{FIRST}\n\n{LAST}\n"

PAGE = f"""<!DOCTYPE html>
<html lang="ar" dir="rtl">
<head><title>{LAST}</title><script>var x = "قال";</script></head>
<body>
<p class="lead">قال <a href="/a?b=1&amp;c=2">الوزير</a> إن المحادثات مستمرة.</p>
<pre><code>قال</code></pre>
</body>
</html>
"""

MARKDOWN = f"""# واختتم اللقاء

- {FIRST}
- قال **الوزير** إن [المحادثات](https://example.org/ar) مستمرة.

```
قال الوزير
```
"""


def has_arabic(text: str) -> bool:
    return any("\u0600" <= character <= "\u06ff" for character in text)


def test_a_file_goes_to_standard_output_and_everything_else_to_standard_error(
    shell: Shell,
) -> None:
    shell.write("a.txt", ARTICLE.replace("\n", "\r\n"))
    done = shell.translate("a.txt")
    assert done.code == 0
    assert done.text.count("\r\n") == done.text.count("\n") == 3
    first, blank, last, end = done.text.split("\r\n")
    assert blank == end == ""
    assert "2014" in first
    assert first.strip()
    assert last.strip()
    assert not has_arabic(done.text)
    model, summary = done.err.splitlines()
    assert "compact" in model
    assert "1 file, 3 segments" in summary
    assert sorted(shell.files()) == ["a.txt"], "nothing is left in the user's folder"


def test_standard_input_gives_what_the_file_gives_and_quiet_says_nothing(shell: Shell) -> None:
    shell.write("a.txt", ARTICLE)
    from_file = shell.translate("a.txt", "-o", "a.en.txt", "--quiet")
    from_input = shell.translate("-", "--quiet", stdin=ARTICLE.encode())
    assert (from_file.code, from_file.out, from_file.err) == (0, b"", "")
    assert (from_input.code, from_input.err) == (0, "")
    assert from_input.out == shell.files()["a.en.txt"]


def test_a_folder_is_mirrored_each_file_in_its_own_format(shell: Shell) -> None:
    record = {"id": 7, "text": FIRST, "note": "قال"}
    shell.write("ar/a.txt", ARTICLE)
    shell.write("ar/deep/er/page.html", PAGE)
    shell.write("ar/deep/notes.md", MARKDOWN)
    shell.write("ar/records.jsonl", json.dumps(record, ensure_ascii=False) + "\n\n")
    shell.write("ar/.hidden.txt", ARTICLE)
    shell.write("ar/.cache/b.txt", ARTICLE)
    shell.write("ar/picture.png", b"\x89PNG\r\n\x1a\n")
    shell.write("ar/old/c.txt", ARTICLE)
    done = shell.translate("ar", "-o", "en", "--exclude", "old", "--json")
    assert done.code == 0
    assert sorted(shell.files("en")) == [
        "a.txt",
        "deep/er/page.html",
        "deep/notes.md",
        "records.jsonl",
    ]
    summary = done.summary
    assert (summary["files"], summary["failed"], summary["problems"]) == (4, 0, 0)
    assert summary["model"] == "compact"
    assert summary["segments"] == 3 + 2 + 4 + 2
    assert summary["words"] > 40
    assert summary["words_per_second"] > 0

    page = shell.read("en/deep/er/page.html")
    assert '<html lang="en" dir="ltr">' in page
    assert '<script>var x = "قال";</script>' in page
    assert "<code>قال</code>" in page
    assert '<a href="/a?b=1&amp;c=2">' in page
    assert page.count("\n") == PAGE.count("\n")
    assert not has_arabic(page.replace("قال", ""))

    notes = shell.read("en/deep/notes.md")
    assert notes.startswith("# ")
    assert notes.count("\n- ") == 2
    assert "](https://example.org/ar)" in notes
    assert notes.count("**") == 2
    assert "```\nقال الوزير\n```\n" in notes

    line, blank, end = shell.read("en/records.jsonl").split("\n")
    translated = json.loads(line)
    assert (translated["id"], translated["note"]) == (7, "قال")
    assert not has_arabic(translated["text"])
    assert (blank, end) == ("", "")


def test_included_files_and_another_field(shell: Shell) -> None:
    record = {"text": "قال", "article": {"body": FIRST}}
    shell.write("ar/x/records.data", json.dumps(record, ensure_ascii=False) + "\n")
    shell.write("ar/a.txt", ARTICLE)
    done = shell.translate(
        *("ar", "-o", "en", "--include", "*.data"),
        *("--format", "jsonl", "--field", "article.body", "--quiet"),
    )
    assert done.code == 0
    assert sorted(shell.files("en")) == ["x/records.data"]
    translated = json.loads(shell.read("en/x/records.data"))
    assert translated["text"] == "قال"
    assert not has_arabic(translated["article"]["body"])


def test_tables_have_one_segment_a_line_and_do_not_depend_on_batches(shell: Shell) -> None:
    shell.write("ar/a.txt", ARTICLE)
    shell.write("ar/b.txt", f"{LAST}\n{ARTICLE}AFP 2014\n")
    done = shell.translate("ar", "--to", "tsv", "-o", "all.tsv", "--quiet")
    assert done.code == 0
    rows = [line.split("\t") for line in shell.read("all.tsv").splitlines()]
    assert [len(row) for row in rows] == [6] * 8
    assert len({row[0] for row in rows}) == 8
    assert [row[1] for row in rows][:4] == [*FIRST.replace(". ", ".\t").split("\t"), LAST, LAST]
    assert {row[4] for row in rows} == {"compact"}
    assert all(float(row[3]) < 0 for row in rows[:-1])
    assert rows[-1][1:4] == ["AFP 2014", "AFP 2014", ""]

    small = shell.translate(
        *("ar", "--to", "jsonl", "--batch-tokens", "1", "--threads", "1", "--n-best", "3"),
        "--quiet",
    )
    records = [json.loads(line) for line in small.text.splitlines()]
    assert [record["id"] for record in records] == [row[0] for row in rows]
    assert [record["source"] for record in records] == [row[1] for row in rows]
    assert [record["document"] for record in records] == ["a.txt"] * 3 + ["b.txt"] * 5
    assert [record["segment"] for record in records] == [1, 2, 3, 1, 2, 3, 4, 5]
    assert all(len(record["alternatives"]) == 2 for record in records[:-1])
    keys = {"id", "source", "hypothesis", "score", "model", "marks"}
    assert all(keys <= record.keys() for record in records)


def test_ids_stay_where_only_another_file_changes(shell: Shell) -> None:
    shell.write("ar/a.txt", ARTICLE)
    before = shell.translate("ar", "--to", "tsv", "--quiet").text.splitlines()
    shell.write("ar/0.txt", f"{LAST}\n")
    after = shell.translate("ar", "--to", "tsv", "--quiet").text.splitlines()
    assert [line.split("\t")[0] for line in after][1:] == [line.split("\t")[0] for line in before]


@pytest.mark.parametrize("program", ["script", "checkout"])
def test_other_ways_to_start_it(shell: Shell, program: str) -> None:
    if program == "script":
        script = shutil.which("mt-toolkit", path=str(Path(sys.executable).parent))
        command = (script,) if script else ()
    else:
        checkout = Path(__file__).parents[2] / "cli.py"
        command = (sys.executable, str(checkout)) if checkout.is_file() else ()
    if not command:
        pytest.skip(f"no {program} here")
    arguments = ("translate", "-", "--model", "compact", "--to", "tsv", "-q")
    done = shell.run(*arguments, stdin=LAST.encode(), program=command)
    assert done.code == 0
    assert done.text.split("\t")[1] == LAST


def test_pipes_and_links_are_written_as_such(shell: Shell) -> None:
    shell.write("a.txt", ARTICLE)
    shell.write("real.txt", "")
    (shell.folder / "link.txt").symlink_to("real.txt")
    os.mkfifo(shell.folder / "pipe")
    with subprocess.Popen(["cat", "pipe"], cwd=shell.folder, stdout=subprocess.PIPE) as reader:
        assert shell.translate("a.txt", "-o", "pipe", "-q").code == 0
        piped, _ = reader.communicate()
    assert shell.translate("a.txt", "-o", "link.txt", "--overwrite", "-q").code == 0
    assert (shell.folder / "link.txt").is_symlink()
    assert shell.files()["real.txt"] == piped


def test_a_long_run_shows_its_progress_on_a_terminal(shell: Shell) -> None:
    # All lines differ, so that none is translated for another: some seconds on any machine.
    lines = (f"وصل {number} شخصا إلى جنيف يوم الأحد ثم غادروها." for number in range(4000))
    shell.write("long.txt", "\n".join(lines))
    terminal, inner = pty.openpty()
    command = [*PROGRAM, "translate", "long.txt", "--model", "compact", "--beam", "1"]
    shown = re.compile(rb"translating[^\n]*[1-9]\d?%[^\n]*\d:\d\d:\d\d")
    last = b""
    with subprocess.Popen(
        command, cwd=shell.folder, stdin=inner, stdout=subprocess.DEVNULL, stderr=inner
    ) as process:
        os.close(inner)
        try:
            # The bar, some of the work done and the time left; the rest of the run has no news.
            while not shown.search(last):
                last = last[-500:] + os.read(terminal, 500)
        except OSError:
            pytest.fail(f"the run ended without a bar: {last!r}")
        finally:
            process.kill()
            os.close(terminal)
