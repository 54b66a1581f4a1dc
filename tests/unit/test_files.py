from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from mt_toolkit.errors import InputError, OutputError
from mt_toolkit.files import AtomicWriter, Choice, SourceFile, discover, file_digest

TEXT = Choice(suffixes=frozenset({".txt"}))


def tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def names(found: object) -> list[str]:
    assert not isinstance(found, InputError)
    return [item.name for item in found if isinstance(item, SourceFile)]  # type: ignore[attr-defined]


def test_folder_is_walked_in_order_of_names(tmp_path: Path) -> None:
    tree(tmp_path, "b.txt", "a/2.txt", "a/10.txt", "c.md", ".hidden.txt", ".git/x.txt")
    assert names(discover([tmp_path], TEXT)) == ["a/10.txt", "a/2.txt", "b.txt"]


def test_include_replaces_the_suffixes_and_exclude_wins(tmp_path: Path) -> None:
    tree(tmp_path, "a.log", "b.txt", "old/c.log")
    choice = Choice(suffixes=frozenset({".txt"}), include=("*.log",), exclude=("old",))
    assert names(discover([tmp_path], choice)) == ["a.log"]


def test_a_file_named_directly_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    tree(tmp_path, "article.arabic")
    assert names(discover([tmp_path / "article.arabic"], TEXT)) == ["article.arabic"]


def test_several_inputs_keep_their_folders_apart(tmp_path: Path) -> None:
    tree(tmp_path, "one/x.txt", "two/x.txt")
    found = names(discover([tmp_path / "one", tmp_path / "two"], TEXT))
    assert found == ["one/x.txt", "two/x.txt"]


def test_the_output_folder_is_not_read_back(tmp_path: Path) -> None:
    tree(tmp_path, "x.txt", "english/x.txt")
    assert names(discover([tmp_path], TEXT, skip=tmp_path / "english")) == ["x.txt"]


def test_a_missing_input_is_an_error_and_the_others_are_found(tmp_path: Path) -> None:
    tree(tmp_path, "x.txt")
    first, second = discover([tmp_path / "none", tmp_path / "x.txt"], TEXT)
    assert isinstance(first, InputError)
    assert "no such file" in str(first)
    assert isinstance(second, SourceFile)


def test_a_folder_without_a_wanted_file_is_an_error(tmp_path: Path) -> None:
    tree(tmp_path, "a.pdf")
    (error,) = discover([tmp_path], TEXT)
    assert isinstance(error, InputError)
    assert "*.txt" in str(error)


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    tree(tmp_path, "a/x.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    assert names(discover([tmp_path], TEXT)) == ["a/x.txt"]


def test_a_file_appears_only_when_complete(tmp_path: Path) -> None:
    path = tmp_path / "new" / "out.txt"
    with AtomicWriter(path) as writer:
        writer.write("السلام\r\n")
        assert not path.exists()
    assert path.read_bytes() == "السلام\r\n".encode()
    assert writer.digest == file_digest(path) == hashlib.sha256("السلام\r\n".encode()).hexdigest()
    assert list(path.parent.iterdir()) == [path]


def test_an_exception_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old")

    def interrupted() -> None:
        with AtomicWriter(path) as writer:
            writer.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_exception_takes_the_folders_made_for_the_file_and_no_others(tmp_path: Path) -> None:
    def interrupted(path: Path) -> None:
        with AtomicWriter(path):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path / "new" / "deep" / "out.txt")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "old").mkdir()
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path / "old" / "deep" / "out.txt")
    assert list(tmp_path.rglob("*")) == [tmp_path / "old"]


def test_a_signal_while_the_file_is_being_opened_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def interrupted(path: Path, mode: str) -> None:
        opened(path, mode).close()
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "open", interrupted)
    with pytest.raises(KeyboardInterrupt), AtomicWriter(tmp_path / "out.txt"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way_is_named_in_the_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(OutputError, match="cannot be written"),
        AtomicWriter(tmp_path / "file" / "out.txt"),
    ):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_reported_with_the_mend(tmp_path: Path) -> None:
    writer = AtomicWriter(tmp_path / "out.txt")
    # The part file is a link to a device that is always full.
    (tmp_path / ".out.txt.part").symlink_to("/dev/full")

    def fill() -> None:
        with writer:
            for _ in range(100):
                writer.write("x" * 4096)

    with pytest.raises(OutputError, match="Free some space"):
        fill()
    assert list(tmp_path.iterdir()) == []


def test_an_unreadable_file_has_no_digest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        file_digest(tmp_path)
