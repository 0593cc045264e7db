"""Stations on disk: for the command line, and for the program in a terminal."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.station.desk import open_desk
from models.station.founding import found_station
from models.store.connect import create_store, open_store
from models.store.key import create_key_file
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, pay
from tests.tui.calling import Caller
from tests.tui.families import add_families
from tests.tui.terminal import Terminal


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
    monkeypatch.setattr("tui.widgets.seen._SECONDS", 0)
    monkeypatch.setattr("tui.app._HELD_SECONDS", 0)


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


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """A store on disk with the families of the screen tests; one slip has been entered."""
    key_file = tmp_path / "key"
    create_key_file(key_file)
    store = create_store(str(tmp_path / "station.db"), key_file)
    desk = found_station(store, load_notice("lengshuitan-2019"), "上岭桥镇", BUSINESS_DATE, "01")
    add_families(desk)
    pay(desk, "010004", trace=122)
    store.close()
    return tmp_path


@pytest.fixture
def opened(stored: Path) -> Iterator[Terminal]:
    """The counter of that station in a terminal."""
    terminal = Terminal(*words_for(stored), folder=stored)
    terminal.wait_for("F2 收费")
    yield terminal
    terminal.close()


def words_for(folder: Path) -> tuple[str, ...]:
    """Return the options that open the station in a folder."""
    return (
        "--store", str(folder / "station.db"), "--key-file", str(folder / "key"),
        "--on", "2019-11-14", "--operator", "01",
    )  # fmt: skip


@pytest.fixture
def entries(stored: Path) -> Callable[[], list[tuple[object, ...]]]:
    """What stands in the ledger, read by another process."""

    def read() -> list[tuple[object, ...]]:
        store = open_store(str(stored / "station.db"), stored / "key")
        open_desk(store, load_notice, BUSINESS_DATE, "01")
        rows = store.rows(
            "SELECT p.amount_fen, s.trace FROM payment p LEFT JOIN slip s ON s.payment_id = p.id "
            "WHERE p.id > 1 ORDER BY p.id"
        )
        store.close()
        return rows

    return read
