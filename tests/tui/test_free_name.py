"""Files that screens write: always under a name that is still free."""

from pathlib import Path

import pytest

from tui.frame.folders import free_path


def test_the_next_free_name_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    for name in ("表.1.xlsx", "表.1-2.xlsx", "表.1-3.xlsx"):
        path = free_path("表.1.xlsx")
        assert path == tmp_path / name
        path.write_text("")
    (tmp_path / "表.1-2.xlsx").unlink()
    assert free_path("表.1.xlsx").name == "表.1-2.xlsx"
