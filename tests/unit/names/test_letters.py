import pytest

from mt_toolkit.names.letters import tokenise


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("البوسعيدي", ["@بوسعيدي$"]),
        ("al-Busaidi", ["@busaidi$"]),
        ("El Baradei", ["@baradei$"]),
        ("as-Sisi", ["@sisi$"]),
        ("Es Sayed", ["^es$", "^sayed$"]),
        ("Abd al-Rahman al-Sudais", ["^abdalrahman$", "@sudais$"]),
        ("عبد الرحمن السديس", ["^عبدالرحمن$", "@سديس$"]),
        ("صلاح الدين", ["^صلاحالدين$"]),
        ("حزب الله", ["^حزبالله$"]),
        ("فيصل بن فرحان", ["^فيصل$", "^فرحان$"]),
        ("بن", ["^بن$"]),
        ("Araghchi, Abbas", ["^abbas$", "^araghchi$"]),
        ("Jean-Noël Barrot", ["^jean$", "^noel$", "^barrot$"]),
        ("ستيف Witkoff", ["^ستيف$", "^witkoff$"]),
        ("", []),
    ],
)
def test_splits_and_folds(name: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenise(name)] == tokens
