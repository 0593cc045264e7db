"""``backup`` and ``restore`` as a script calls them."""

from pathlib import Path

import pytest

from models.store.connect import open_store
from seed.notice_file import notice_file
from tests.tui.calling import Caller
from tui.frame.folders import config_file, data_file


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


@pytest.mark.parametrize("is_lost", [False, True])
def test_a_notice_that_was_added_comes_back_on_an_empty_machine(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_lost: bool,
) -> None:
    """Its file is not there; what was not kept when its round was opened is kept by the backup."""
    notice, path = tmp_path / "own-2019.toml", tmp_path / "b.bak"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    text = notice_file("lengshuitan-2019").read_text(encoding="utf-8")
    notice.write_text(text.replace('"lengshuitan-2019"', '"own-2019"'), encoding="utf-8")
    call = Caller(capsys, "--operator", "01", "--on", "2019-11-14")
    assert call("notice", "add", str(notice)).status == 0
    assert call("init", "--notice", "own-2019", "--township", "上岭桥镇").status == 0
    if is_lost:
        store = open_store(str(data_file("station.db")), config_file("station.key"))
        store.run("DELETE FROM kept_notice")
        store.close()
    assert call("backup", str(path)).status == 0
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "another machine"))
    back = call("restore", str(path))
    assert back.status == 0 and "上岭桥镇" in back.out, back.error
    assert call("check").status == 0
    assert [each["notice"] for each in call("round", "list", "--json").json] == ["own-2019"]


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
