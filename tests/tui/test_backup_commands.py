"""``backup`` and ``restore`` as a script calls them."""

from pathlib import Path

import pytest

from tests.tui.calling import Caller


def test_a_backup_goes_out_and_comes_back(
    station: Caller, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "备份.bak"
    done = station("backup", str(path))
    assert done.status == 0 and "已备份到" in done.out and "密钥文件请另处保存" in done.out
    elsewhere = Caller(capsys, "--store", str(tmp_path / "新库.db"))
    back = elsewhere("restore", str(path), "--json")
    assert back.status == 0 and back.json["payments"] == 0
    assert elsewhere("check").status == 0
    again = elsewhere("restore", str(path))
    assert again.status == 2 and "已存在" in again.error and again.error.count("\n") == 1


def test_what_is_wrong_is_one_line(station: Caller, tmp_path: Path) -> None:
    (tmp_path / "x.bak").write_bytes(b"no backup" * 999)
    for words, status in (
        (("backup", str(tmp_path / "none" / "b.bak")), 2),
        (("--store", str(tmp_path / "n.db"), "restore", str(tmp_path / "x.bak")), 3),
        (("--store", str(tmp_path / "n.db"), "restore", str(tmp_path / "none.bak")), 2),
    ):
        answer = station(*words)
        assert answer.status == status and answer.error.count("\n") == 1, answer.error
    assert not (tmp_path / "n.db").exists()
