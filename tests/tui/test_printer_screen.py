"""Choosing a printer, trying it, and what the counter's papers then do."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.counter.receipt.read import receipt_of, slips_of
from models.station.desk import Desk
from models.store.tables.ledger import RegistrationPrint
from reports.receipt_paper.text import receipt_lines
from reports.rendering.paper import paper_bytes, printed_cells
from tests.making import pay
from tests.tui.families import add_families
from tests.tui.printing import choose, configure, keeping
from tui.app import LaobaoApp
from tui.frame.preferences import Choice, Preferences
from tui.screens.close_day import CloseScreen
from tui.screens.counter import CounterScreen
from tui.screens.explain import ExplainScreen
from tui.screens.printer import PrinterScreen
from tui.screens.prompt import PromptScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.lines import Lines
from tui.widgets.outcome import Outcome

_NUMBER = "2019-000001"
_HALL = Choice("command", "大厅", "80", "utf-8")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """What the printer 大厅 is fed."""
    return tmp_path / "paper"


@pytest.fixture
async def pilot(
    sqlite_desk: Desk, tmp_path: Path, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Pilot[None]]:
    """The counter of a clerk who prints on 大厅; 曾国强's family has paid."""
    folder = tmp_path / "打印"
    folder.mkdir()
    monkeypatch.chdir(folder)
    choose(tmp_path / "config", "test", _HALL)
    _printer(tmp_path, keeping(paper))
    add_families(sqlite_desk)
    pay(sqlite_desk, "010001")
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.press(*"zgq")
        await pilot.pause()
        yield pilot


def _printer(tmp_path: Path, command: str) -> None:
    configure(tmp_path / "config", f'[[printer]]\nname = "大厅"\ncommand = "{command}"\n')


def _said(pilot: Pilot[None]) -> str:
    said: Callable[[], str] = getattr(pilot.app.screen, "said", lambda: "")
    return said() or "\n".join(
        str(getattr(each, "text", "")) for each in pilot.app.screen.query("*")
    )


async def test_the_receipt_just_taken_is_two_keys(
    pilot: Pilot[None], sqlite_desk: Desk, paper: Path
) -> None:
    await pilot.press("ctrl+t", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CounterScreen)
    assert "登记单 2019-000001（正本） 已送到打印机 大厅" in _said(pilot)
    (slip,) = slips_of(sqlite_desk, _NUMBER)
    (row,) = sqlite_desk.store.find(RegistrationPrint)
    lines = receipt_lines(replace(slip, code=row.code), "80")
    assert paper.read_bytes() == paper_bytes([lines], "80", "utf-8")
    assert not list(Path.cwd().iterdir()), "no file beside it"


async def test_a_printer_that_fails_makes_no_reprint(
    pilot: Pilot[None], sqlite_desk: Desk, paper: Path, tmp_path: Path
) -> None:
    _printer(tmp_path, "false")
    await pilot.press("ctrl+t", "enter")
    await pilot.pause()
    assert "打印机 大厅 没有收下" in _said(pilot)
    assert receipt_of(sqlite_desk, _NUMBER).prints == ()
    _printer(tmp_path, keeping(paper))
    await pilot.press("ctrl+t", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CounterScreen), "no reason is asked for"
    assert "【正本】" in paper.read_text()


async def test_a_printer_that_is_gone_is_said_before_anything_is_logged(
    pilot: Pilot[None], sqlite_desk: Desk, tmp_path: Path
) -> None:
    configure(tmp_path / "config", "")
    await pilot.press("ctrl+t", "enter")
    await pilot.pause()
    assert "没有叫“大厅”的打印机" in _said(pilot)
    assert not sqlite_desk.store.find(RegistrationPrint)


async def test_what_is_refused_prints_nothing(pilot: Pilot[None], paper: Path) -> None:
    await pilot.press("ctrl+t", "9", "enter")
    await pilot.pause()
    assert not paper.exists()
    await pilot.press("ctrl+t", "enter")
    await pilot.pause()
    first = paper.read_bytes()
    await pilot.press("ctrl+t", "enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, PromptScreen), "why it is printed again"
    await pilot.press("enter")
    await pilot.pause()
    assert "补打要写明原因" in _said(pilot)
    assert paper.read_bytes() == first


async def test_a_reprint_says_so_on_the_paper(pilot: Pilot[None], paper: Path) -> None:
    for keys in (("ctrl+t", "enter"), ("ctrl+t", "enter", *"lost", "enter")):
        await pilot.press(*keys)
        await pilot.pause()
    text = paper.read_text()
    assert text.count("【正本】") == text.count("【补打 第 1 次】") == 1 and "lost" in text


async def test_explanation_and_proof_go_the_same_way(pilot: Pilot[None], paper: Path) -> None:
    await pilot.press("f5")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ExplainScreen)
    await pilot.press("f2")
    await pilot.pause()
    assert "已送到打印机 大厅" in _said(pilot)
    await pilot.press("escape", "ctrl+p", *"jfzm", "enter")
    await pilot.pause()
    text = paper.read_text()
    assert "【曾国强" in text and "城乡居民社会保险缴费证明" in text
    assert max(map(printed_cells, text.splitlines())) <= 48
    assert not list(Path.cwd().iterdir())


async def test_the_slip_of_a_day_is_printed_when_it_is_closed(
    pilot: Pilot[None], paper: Path, tmp_path: Path
) -> None:
    await pilot.press("f11")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CloseScreen)
    await pilot.press("0", "f2")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReadingScreen)
    assert "日结单" in paper.read_text()
    await pilot.press("escape")
    assert "日结单 已送到打印机 大厅" in _said(pilot)


async def test_a_day_is_closed_although_the_printer_fails(
    pilot: Pilot[None], tmp_path: Path
) -> None:
    _printer(tmp_path, "false")
    await pilot.press("f11", "0", "f2")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReadingScreen)
    await pilot.press("escape")
    assert "已日结：第 1 号，日结单没有打印" in _said(pilot)


async def test_a_printer_is_chosen_tried_and_kept(pilot: Pilot[None], paper: Path) -> None:
    await pilot.press("ctrl+p", *"dyj", "enter")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, PrinterScreen) and screen.choice == _HALL
    await pilot.press("down", "left", "down", "right")
    assert screen.choice == Choice("command", "大厅", "58", "gb18030")
    await pilot.press("f3")
    await pilot.pause()
    assert "试打页 已送到打印机 大厅" in screen.query_one(Outcome).text
    rows = paper.read_bytes().decode("gb18030").splitlines()
    assert [printed_cells(row) for row in rows].count(32) >= 2
    assert Preferences("test").printer == _HALL, "trying keeps nothing"
    await pilot.press("f2")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CounterScreen)
    assert "以后打到：打印机 大厅，58 毫米" in _said(pilot)
    assert Preferences("test").printer == Choice("command", "大厅", "58", "gb18030")


async def test_the_ways_go_round_and_a_file_needs_no_trial(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+p", *"dyj", "enter")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, PrinterScreen)
    await pilot.press("right")
    assert screen.choice.way == "file"
    await pilot.press("f3")
    assert "不用试打" in screen.query_one(Outcome).text
    await pilot.press("right")
    assert screen.choice == Choice("terminal", "", "80", "utf-8")
    await pilot.press("right")
    assert screen.choice == _HALL
    await pilot.press("escape")
    assert Preferences("test").printer == _HALL


async def test_a_file_that_is_wrong_is_said_and_the_other_ways_stay(
    pilot: Pilot[None], tmp_path: Path
) -> None:
    configure(tmp_path / "config", "[[printer]]\nname = 1\n")
    await pilot.press("ctrl+p", *"dyj", "enter")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, PrinterScreen)
    assert "name 写成带引号的文字" in screen.query_one(Outcome).text
    assert "现在没有登记" in screen.query_one(Lines).render_line(0).text
    await pilot.press("right", "enter")
    assert Preferences("test").printer.way != "command"
