"""Runs the program as its users do: as a process of its own, with the carried model.

What does not depend on the process is asked of the program's entry point in this one, by
`Shell.call`, which is ten times as quick.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import mt_toolkit
from mt_toolkit.commands import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAM = (sys.executable, "-m", "mt_toolkit")
MODEL = Path(mt_toolkit.__file__).parent / "models" / "compact-ar-en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended, and what it said."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def summary(self) -> dict[str, Any]:
        """The figures of `--json`."""
        figures: dict[str, Any] = json.loads(self.out)
        return figures


class Shell:
    """A folder to work in, and the program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def read(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    def files(self, folder: str = ".") -> dict[str, bytes]:
        """All files below a folder, hidden ones too, by their relative name."""
        root = self.folder / folder
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }

    def run(
        self,
        *arguments: str | Path,
        stdin: bytes = b"",
        program: tuple[str, ...] = PROGRAM,
        env: dict[str, str] | None = None,
    ) -> Outcome:
        """Run the program to its end; whatever happens, it never shows a traceback."""
        done = subprocess.run(
            [*program, *map(str, arguments)],
            cwd=self.folder,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=300,
            env={**os.environ, **(env or {})},
        )
        return _sound(Outcome(code=done.returncode, out=done.stdout, err=done.stderr.decode()))

    def call(self, *arguments: str | Path, stdin: bytes = b"") -> Outcome:
        """Run the program in this process; an error that it does not expect fails the test."""
        streams = [io.TextIOWrapper(io.BytesIO(given), "utf-8") for given in (stdin, b"", b"")]
        handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
        with pytest.MonkeyPatch.context() as patch, contextlib.chdir(self.folder):
            patch.setattr(sys, "argv", ["mt-toolkit", *map(str, arguments)])
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            try:
                with pytest.raises(SystemExit) as end:
                    main()
            finally:
                for number, handler in handlers.items():
                    signal.signal(number, handler)
        out, err = (_written(stream) for stream in streams[1:])
        assert isinstance(end.value.code, int)
        return _sound(Outcome(code=end.value.code, out=out, err=err.decode()))

    def translate(self, *arguments: str | Path, stdin: bytes = b"") -> Outcome:
        """Translate with the carried model."""
        return self.run("translate", "--model", "compact", *arguments, stdin=stdin)

    @contextlib.contextmanager
    def start(self, *arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
        """Start to translate, and go on while it works."""
        with subprocess.Popen(
            [*PROGRAM, "translate", "--model", "compact", *map(str, arguments)],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            try:
                yield process
            finally:
                process.kill()


def _sound(outcome: Outcome) -> Outcome:
    assert "Traceback" not in outcome.err
    assert "\x1b" not in outcome.err, "control codes belong on a terminal only"
    return outcome


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    stream.buffer.seek(0)
    return stream.buffer.read()


@pytest.fixture(scope="session", autouse=True)
def carried_model() -> None:
    if not (MODEL / "model.safetensors").is_file():
        if os.environ.get("MT_REQUIRE_MODEL"):
            pytest.fail("the carried model is missing")
        pytest.skip("needs the carried compact model")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def wait_for(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait until something has happened in a running process."""
    deadline = time.monotonic() + 240
    while not condition():
        assert process.poll() is None, "the run ended before anything could happen to it"
        assert time.monotonic() < deadline, "the run never got that far"
        time.sleep(0.02)
