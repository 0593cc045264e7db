"""Stations on disk: for the command line, and for the program in a terminal."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from models.station.desk import open_desk
from models.store.connect import open_store
from seed.notice_file import load_notice
from tests.built import Built, copy_store
from tests.making import BUSINESS_DATE
from tests.tui.calling import Caller
from tests.tui.cuts import note_what_is_cut
from tests.tui.off_loop import refuse_store_on_the_loop
from tests.tui.piloting import ask_the_program
from tests.tui.terminal import Terminal
from tui.frame.folders import config_file

DELAY = float(os.environ.get("LAOBAO_DELAYED_KEYS", "0"))
"""``LAOBAO_DELAYED_KEYS=0.7``: every test in a terminal is played with late reads."""

Entries = Callable[[], list[tuple[object, ...]]]

_LATE = 0.3
also_delayed = pytest.mark.parametrize("delay", [DELAY, _LATE])
"""For a test that is played with late reads always."""

delayed_in_campaigns = pytest.mark.parametrize(
    "delay", [DELAY, pytest.param(_LATE, marks=pytest.mark.soak)]
)
"""For one that is played with late reads by ``make soak``."""


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


@pytest.fixture(autouse=True, scope="session")
def styles_parsed_once() -> Iterator[None]:
    """Every app of a run reads the same styles: the second takes the rules of the first."""
    parse, known = Stylesheet._parse_rules, dict[tuple[object, ...], list[RuleSet]]()

    def parsed(sheet: Stylesheet, *given: Any, **named: Any) -> list[RuleSet]:
        key = (*given, *named.items(), *sheet._variables.items())
        if key not in known:
            known[key] = parse(sheet, *given, **named)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parsed)
        yield


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pilots wait for what the program says, and its screens read beside the event loop."""
    refuse_store_on_the_loop(monkeypatch)
    ask_the_program(monkeypatch)


@pytest.fixture(autouse=True)
def nothing_cut(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No line of a screen is cut that matters."""
    cut = note_what_is_cut(monkeypatch)
    yield
    assert not cut, "\n".join(dict.fromkeys(cut))


@pytest.fixture
def laobao(capsys: pytest.CaptureFixture[str]) -> Caller:
    """The program without any option."""
    return Caller(capsys)


@pytest.fixture
def station(built: Built, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    """The program on an empty station of 上岭桥镇, on 14 November 2019, in each call."""
    store = tmp_path / "station.db"
    copy_store(built.initialised(), store, config_file("station.key"))
    return Caller(capsys, "--store", str(store), "--on", "2019-11-14", "--operator", "01")


@pytest.fixture
def stored(built: Built, tmp_path: Path) -> Path:
    """A store on disk with the families of the screen tests; one slip has been entered."""
    copy_store(built.families(), tmp_path / "station.db", tmp_path / "key")
    return tmp_path


@pytest.fixture
def delay() -> float:
    """How many seconds late the program in a terminal reads its keyboard, each time."""
    return DELAY


@pytest.fixture
def opened(stored: Path, delay: float, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """The counter of that station in a terminal."""
    is_forked = "begun_from_nothing" not in request.fixturenames
    terminal = Terminal(*words_for(stored), folder=stored, delay=delay, is_forked=is_forked)
    terminal.wait_for("F2 收费")
    yield terminal
    terminal.close()


def words_for(folder: Path, day: str = "2019-11-14") -> tuple[str, ...]:
    """Return the options that open the station in a folder."""
    return (
        "--store", str(folder / "station.db"), "--key-file", str(folder / "key"),
        "--on", day, "--operator", "01",
    )  # fmt: skip


@pytest.fixture
def entries(stored: Path) -> Entries:
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
