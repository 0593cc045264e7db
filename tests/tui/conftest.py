"""A station on disk that the command line works on."""

from pathlib import Path

import pytest

from tests.tui.calling import Caller


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep data and configuration of every test apart from the machine's."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("LAOBAO_STORE", raising=False)
    monkeypatch.delenv("LAOBAO_DEBUG", raising=False)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clerk of the tests read a new screen in no time."""
    monkeypatch.setattr("tui.sight._SECONDS", 0)


@pytest.fixture
def laobao(capsys: pytest.CaptureFixture[str]) -> Caller:
    """The program without any option."""
    return Caller(capsys)


@pytest.fixture
def station(laobao: Caller, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    """The program on an empty station of 上岭桥镇, on 14 November 2019, in each call."""
    store = str(tmp_path / "station.db")
    caller = Caller(capsys, "--store", store, "--on", "2019-11-14", "--operator", "01")
    assert caller("init", "--notice", "lengshuitan-2019", "--township", "上岭桥镇").status == 0
    return caller
