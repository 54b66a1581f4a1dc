"""A baseline: findings that are known and let be, so that only new ones are reported."""

from __future__ import annotations

import json
import os
from collections import Counter
from typing import TYPE_CHECKING, Any

from mt_toolkit.errors import InputError
from mt_toolkit.files import AtomicWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mt_toolkit.findings import Finding

__all__ = ["Baseline", "write_baseline"]

_VERSION = 1


class Baseline:
    """The findings of an earlier run.

    Each known finding hides one finding that is like it: same file, rule, message and line. The
    number of the line may differ.

    Args:
        path: The file.

    Raises:
        InputError: It is no baseline.
    """

    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(
                f"cannot be read as a baseline: {error}",
                path=path,
                mend="Write it anew with --write-baseline",
            ) from error
        self._left = Counter(dict(_counts(content, path)))

    def new(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings that are not in the baseline."""
        for finding in findings:
            key = _key(finding, self._folder)
            if self._left[key] > 0:
                self._left[key] -= 1
            else:
                yield finding


def write_baseline(path: Path, findings: Iterable[Finding]) -> None:
    """Write findings as a baseline.

    Raises:
        OutputError: It cannot be written.
    """
    counts = Counter(_key(finding, path.parent) for finding in findings)
    records = [
        {"path": name, "code": code, "message": message, "line": line, "count": count}
        for (name, code, message, line), count in sorted(counts.items())
    ]
    with AtomicWriter(path) as writer:
        content = {"version": _VERSION, "findings": records}
        writer.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


_Key = tuple[str, str, str, str]


def _counts(content: Any, path: Path) -> Iterator[tuple[_Key, int]]:
    wrong = InputError(
        "is no baseline of this version", path=path, mend="Write it anew with --write-baseline"
    )
    if not isinstance(content, dict) or content.get("version") != _VERSION:
        raise wrong
    try:
        for record in content["findings"]:
            key = (record["path"], record["code"], record["message"], record["line"])
            yield key, int(record["count"])
    except (KeyError, TypeError, ValueError):
        raise wrong from None


def _key(finding: Finding, folder: Path) -> _Key:
    """What stays of a finding when lines move, its file named from the baseline's folder."""
    name = finding.name
    if finding.path is not None:
        name = os.path.relpath(finding.path, folder).replace(os.sep, "/")
    return name, finding.code, finding.message, " ".join(finding.source_line.split())
