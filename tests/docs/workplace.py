"""A folder like the one that the pages speak of, and a shell that runs commands in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ROOT", "Outcome", "environment", "furnish", "run_all"]

ROOT = Path(__file__).parents[2]
"""Where ``corpus/`` and the pages are: a checkout, or a folder with copies of them."""

_SENTENCE = "وصل الوزير إلى مسقط يوم الأحد."
_ENGLISH = "The minister arrived in Muscat on Sunday."
_HEADLINE = "وصول الوزير إلى مسقط"

_STATUS = "\x1e"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command did.

    Attributes:
        status: Exit code.
        printed: Lines on standard output and standard error, as a terminal shows them.
    """

    status: int
    printed: tuple[str, ...]

    @property
    def crashed(self) -> bool:
        """Whether the program met an error that it does not know."""
        return any(line.startswith("Traceback (most recent call last)") for line in self.printed)


def furnish(folder: Path) -> None:
    """Put the files that the examples of the pages name into ``folder``."""
    for shared in ("corpus", "glossaries"):
        shutil.copytree(ROOT / shared, folder / shared)
    text = f"{_HEADLINE}\n\n{_SENTENCE}\n"
    for name in ("article.txt", "articles/monday.txt", "articles/archive/sunday.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "hypothesis.txt").write_text(f"{_ENGLISH}\n\n{_ENGLISH}\n", encoding="utf-8")
    shutil.copyfile(folder / "hypothesis.txt", folder / "reference.txt")
    (folder / "old.txt").write_text(text, encoding="windows-1256")
    (folder / "article.md").write_text(f"# {_HEADLINE}\n\n{_SENTENCE}\n", encoding="utf-8")
    (folder / "page.html").write_text(
        '<html lang="ar" dir="rtl"><body>\n'
        f'<h1>{_HEADLINE}</h1>\n<p>{_SENTENCE} <a href="/more">المزيد</a></p>\n'
        "</body></html>\n",
        encoding="utf-8",
    )
    records = [{"id": number, "text": _SENTENCE, "item": {"body": _HEADLINE}} for number in (1, 2)]
    (folder / "records.jsonl").write_text(
        "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records),
        encoding="utf-8",
    )


def environment(home: Path) -> dict[str, str]:
    """Variables of a user who has nothing but this Python, and no network."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH", "TMPDIR") if name in os.environ}
    scripts = Path(sys.executable).parent
    return {
        **kept,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "HF_HUB_OFFLINE": "1",
        "HF_HOME": str(home / "huggingface"),
        "MT_TOOLKIT_CACHE": str(home / "mt-toolkit"),
    }


def run_all(
    commands: Sequence[str], folder: Path, variables: Mapping[str, str], *, timeout: float = 300
) -> list[Outcome]:
    """Run commands in one shell, so that ``$?`` and variables mean what they mean at a terminal.

    Args:
        commands: Shell commands.
        folder: Where they run.
        variables: Their environment.
        timeout: Seconds for all of them together.
    """
    script = ["exec 2>&1"]
    for command in commands:
        script += [command, f"_s=$?; printf '{_STATUS}%d\\n' $_s; (exit $_s)"]
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", "\n".join(script)],
        stdin=subprocess.DEVNULL,
        cwd=folder,
        env=dict(variables),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
    )
    ends = re.split(f"{_STATUS}(\\d+)\n", done.stdout)
    outcomes = [
        Outcome(status=int(status), printed=tuple(printed.splitlines()))
        for printed, status in zip(ends[::2], ends[1::2], strict=False)
    ]
    if len(outcomes) != len(commands):
        raise RuntimeError(f"the shell gave up after {len(outcomes)} of {commands}: {ends[-1]}")
    return outcomes
