"""Defaults for the command line from ``mt-toolkit.toml`` or ``pyproject.toml``.

A table a command, a key an option with underscores for hyphens::

    [translate]            # in pyproject.toml: [tool.mt-toolkit.translate]
    model = "compact"
    beam = 6

    [glossary.check]       # a command of a group
    glossary = ["names.yaml"]

What stands on the command line wins.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mt_toolkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import typer

__all__ = ["Configuration", "load_defaults"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """Options found in a file.

    Attributes:
        path: The file.
        defaults: For each command a mapping from parameter name to value.
    """

    path: Path
    defaults: dict[str, Any]


def load_defaults(chosen: Path | None, app: typer.Typer) -> Configuration | None:
    """Read the configuration that applies here, or ``None`` where there is none.

    Args:
        chosen: The file the user named, or ``None`` to look for one from the current folder up.
        app: Knows which commands and options there are.

    Raises:
        InputError: The file is not TOML, or names a command or option that does not exist.
    """
    path = chosen or _nearest(Path.cwd())
    if path is None:
        return None
    table = _table(path)
    if table is None:
        return None
    import typer.main

    _check_commands(path, table, typer.main.get_command(app), "")
    return Configuration(path=path, defaults=table)


def _check_commands(path: Path, table: dict[str, Any], group: Any, prefix: str) -> None:
    """Check the tables of a group's commands; ``prefix`` names the group."""
    commands: dict[str, Any] = group.commands
    for name, options in table.items():
        _check(path, name, commands, f"command of {prefix[:-1]}" if prefix else "command")
        full, command = prefix + name, commands[name]
        if not isinstance(options, dict):
            raise InputError(
                f"[{full}] must be a table of options", path=path, mend=f"Write [{full}]"
            )
        if hasattr(command, "commands"):
            _check_commands(path, options, command, f"{full}.")
            continue
        known = {parameter.name for parameter in command.params if parameter.name != "help"}
        for option in options:
            _check(path, option, known, f"option of {full.replace('.', ' ')}")


def _nearest(folder: Path) -> Path | None:
    for place in (folder, *folder.parents):
        own, project = place / "mt-toolkit.toml", place / "pyproject.toml"
        if own.is_file():
            return own
        if project.is_file() and _table(project) is not None:
            return project
    return None


def _table(path: Path) -> dict[str, Any] | None:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"is not valid TOML ({error})", path=path, mend="Mend that place in the file"
        ) from error
    if path.name == "pyproject.toml":
        content = content.get("tool", {}).get("mt-toolkit")
    return content


def _check(path: Path, name: str, known: Iterable[str], what: str) -> None:
    names = sorted(known)
    if name in names:
        return
    close = difflib.get_close_matches(name, names, n=1)
    hint = f"Did you mean {close[0]}" if close else f"Known are {', '.join(names)}"
    raise InputError(f"{name} is no {what}", path=path, mend=hint)
