"""Puts the glossary, which lies beside the package for people to read and mend, into the wheel.

Everything else about the build is in pyproject.toml.
"""

from __future__ import annotations

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

GLOSSARY = Path("glossaries") / "names.yaml"


class BuildWithGlossary(build_py):
    """Builds the package, and its glossary in it."""

    def run(self) -> None:
        """Copy what the package is made of."""
        super().run()
        if not self.editable_mode:
            self.mkpath(str(self._built().parent))
            self.copy_file(str(GLOSSARY), str(self._built()))

    def get_source_files(self) -> list[str]:
        """What a source distribution must hold."""
        return [*super().get_source_files(), str(GLOSSARY)]

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """What has been built."""
        return [*super().get_outputs(include_bytecode), str(self._built())]

    def _built(self) -> Path:
        return Path(self.build_lib) / "mt_toolkit" / GLOSSARY


setup(cmdclass={"build_py": BuildWithGlossary})
