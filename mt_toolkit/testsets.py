"""Where the usual Arabic-English test sets lie on this machine.

FLORES (Costa-jussà et al. 2022), NTREX-128 (Federmann et al. 2022) and IWSLT 2017 TED talks
(Cettolo et al. 2017) are looked for in a local folder, in the layouts that their publishers use,
and in sacreBLEU's own folder (``~/.sacrebleu``, or ``SACREBLEU``).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mt_toolkit.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "TESTSETS",
    "Located",
    "Side",
    "Testset",
    "download",
    "find",
    "locate",
    "named",
    "roots",
]

_PAIR: Final = "ar-en"
_FOLDER: Final = "MT_TOOLKIT_TESTSETS"


class Side(StrEnum):
    """One of the files of a test set."""

    SOURCE = "source"
    REFERENCE = "reference"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Testset:
    """A test set, and how its files may be called.

    Attributes:
        name: Name on the command line.
        title: What it is.
        files: For each side, paths it may have inside a folder of test sets.
        sacrebleu: Name among sacreBLEU's test sets, or ``None`` if it is not one of them.
        homepage: Where it comes from.
    """

    __test__ = False  # the name begins like a test class; pytest shall not collect it

    name: str
    title: str
    files: dict[Side, tuple[str, ...]]
    sacrebleu: str | None = None
    homepage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The files of a test set that are on this machine."""

    testset: Testset
    files: dict[Side, Path]

    @property
    def complete(self) -> bool:
        """Whether systems can be scored with it."""
        return Side.SOURCE in self.files and Side.REFERENCE in self.files


def _flores(split: str) -> Testset:
    return Testset(
        name=f"flores-{split}",
        title=f"FLORES-200 {split}: Wikinews, Wikijunior and Wikivoyage",
        files={
            side: (
                f"flores200_dataset/{split}/{code}.{split}",
                f"flores200/{split}/{code}.{split}",
                f"{split}/{code}.{split}",
                f"flores-{split}/flores-{split}.{language}",
                f"flores-{split}.{language}",
            )
            for side, code, language in (
                (Side.SOURCE, "arb_Arab", "ar"),
                (Side.REFERENCE, "eng_Latn", "en"),
            )
        },
        homepage="https://github.com/facebookresearch/flores",
    )


def _ntrex() -> Testset:
    def places(published: str, ending: str) -> tuple[str, ...]:
        folders = ("NTREX/NTREX-128", "NTREX-128", ".")
        return (*(f"{folder}/{published}" for folder in folders), f"ntrex/ntrex.{ending}")

    return Testset(
        name="ntrex",
        title="NTREX-128: the news of WMT 2019, translated from English",
        files={
            Side.SOURCE: places("newstest2019-ref.arb.txt", "ar"),
            Side.REFERENCE: places("newstest2019-src.eng.txt", "en"),
            Side.DOCUMENTS: ("ntrex/ntrex.docs",),
        },
        homepage="https://github.com/MicrosoftTranslator/NTREX",
    )


def _ntrex_dev() -> Testset:
    return Testset(
        name="ntrex-dev",
        title="NTREX-128, every second document",
        files={
            side: (f"ntrex-dev/ntrex-dev.{ending}", f"ntrex-dev.{ending}")
            for side, ending in (
                (Side.SOURCE, "ar"),
                (Side.REFERENCE, "en"),
                (Side.DOCUMENTS, "docs"),
            )
        },
        homepage="https://github.com/MicrosoftTranslator/NTREX",
    )


def _iwslt17() -> Testset:
    return Testset(
        name="iwslt17",
        title="IWSLT 2017: TED talks",
        files={
            side: (f"iwslt17/iwslt17.{_PAIR}.{field}",)
            for side, field in (
                (Side.SOURCE, "src"),
                (Side.REFERENCE, "ref"),
                (Side.DOCUMENTS, "docid"),
            )
        },
        sacrebleu="iwslt17",
        homepage="https://wit3.fbk.eu",
    )


TESTSETS: Final = (_flores("dev"), _flores("devtest"), _ntrex(), _ntrex_dev(), _iwslt17())
"""All test sets that this module knows."""


def named(name: str) -> Testset:
    """The test set called ``name``.

    Raises:
        UsageError: There is none.
    """
    for found in TESTSETS:
        if found.name == name:
            return found
    names = ", ".join(known.name for known in TESTSETS)
    raise UsageError(f"there is no test set {name!r}", mend=f"Choose from {names}")


def roots(folder: Path | None = None) -> list[Path]:
    """The folders that test sets are looked for in, the first one first.

    These are ``folder``, or else the one that ``MT_TOOLKIT_TESTSETS`` names, and sacreBLEU's.
    """
    chosen = folder or (Path(os.environ[_FOLDER]) if os.environ.get(_FOLDER) else None)
    sacrebleu = Path(os.environ.get("SACREBLEU") or Path.home() / ".sacrebleu")
    return [sacrebleu] if chosen is None else [chosen, sacrebleu]


def locate(wanted: Testset, folders: Sequence[Path]) -> Located:
    """The files of a test set in the first of ``folders`` that has its source or reference."""
    for folder in folders:
        files = {}
        for side, places in wanted.files.items():
            present = (folder / place for place in places)
            path = next((path for path in present if path.is_file()), None)
            if path is not None:
                files[side] = path
        if Side.SOURCE in files or Side.REFERENCE in files:
            return Located(testset=wanted, files=files)
    return Located(testset=wanted, files={})


def find(wanted: Testset, folders: Sequence[Path]) -> Located:
    """Like :func:`locate`, for a test set that must be there.

    Raises:
        InputError: Its source or its reference is missing.
    """
    located = locate(wanted, folders)
    if located.complete:
        return located
    missing = next(side for side in (Side.SOURCE, Side.REFERENCE) if side not in located.files)
    if wanted.sacrebleu:
        mend = "Add --download to let sacreBLEU fetch it"
    else:
        mend = (
            f"Get it from {wanted.homepage}, and name the folder with --folder or in {_FOLDER}; "
            f"the file may be {' or '.join(wanted.files[missing][:2])}"
        )
    raise InputError(f"the {missing} of {wanted.name} is not there", path=folders[0], mend=mend)


def download(wanted: Testset) -> None:
    """Let sacreBLEU download a test set into its own folder.

    Raises:
        UsageError: It is not one of sacreBLEU's.
        InputError: The download failed.
    """
    if wanted.sacrebleu is None:
        raise UsageError(
            f"sacreBLEU does not have {wanted.name}", mend=f"Get it from {wanted.homepage}"
        )
    from sacrebleu import download_test_set

    try:
        download_test_set(wanted.sacrebleu, _PAIR)  # type: ignore[no-untyped-call]
    except (OSError, SystemExit) as error:
        # sacreBLEU exits where a checksum is wrong, and has said so by then.
        raise InputError(
            f"sacreBLEU could not download {wanted.name} ({error})",
            path=roots()[-1],
            mend="Check the network, remove what is left in this folder and try again",
        ) from error
