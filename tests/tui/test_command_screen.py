"""Commands filled in at the counter: chosen in the palette, previewed, run, read."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.station.desk import Desk
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.choose_command import ChooseCommandScreen
from tui.screens.command import CommandScreen
from tui.screens.counter import CounterScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.lines import Lines
from tui.widgets.outcome import Outcome


async def do(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def run_to(pilot: Pilot[None], screen: type) -> None:
    """Press F2 and wait for what it leads to; a command takes a process of its own."""
    await do(pilot, "f2")
    assert type(pilot.app.screen) is screen


def read(pilot: Pilot[None]) -> str:
    return "\n".join(line.text for line in pilot.app.screen.query_one(Lines)._rows)


def said(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(Outcome).text


@pytest.fixture
async def pilot(sqlite_desk: Desk) -> AsyncIterator[Pilot[None]]:
    add_families(sqlite_desk)
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        yield pilot


async def test_a_contact_is_registered_on_a_form(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    await do(pilot, "ctrl+p", *"cjlx", "enter")
    assert isinstance(pilot.app.screen, CommandScreen)
    await do(pilot, *"010001", "tab", *"电话", "tab", *"愿缴")
    await run_to(pilot, ReadingScreen)
    await do(pilot, "escape")
    assert isinstance(pilot.app.screen, CounterScreen)
    assert sqlite_desk.store.rows("SELECT how, result FROM contact") == [("电话", "愿缴")]


async def test_what_is_refused_is_said_in_place(pilot: Pilot[None]) -> None:
    await do(pilot, "ctrl+p", *"jc", "enter", *"500")
    await run_to(pilot, CommandScreen)
    assert "银行缴款单号" in said(pilot)
    await do(pilot, "escape")
    assert isinstance(pilot.app.screen, CounterScreen)


async def test_a_needed_blank_is_asked_for_without_running(pilot: Pilot[None]) -> None:
    await do(pilot, "ctrl+p", *"jt", "enter", "f2")
    assert said(pilot) == "！请填“户编号”"


async def test_a_list_of_a_department_is_previewed_then_imported(
    pilot: Pilot[None], sqlite_desk: Desk, tmp_path: Path
) -> None:
    number = sqlite_desk.store.rows("SELECT id_number FROM person WHERE name = '曾国强'")[0][0]
    path = tmp_path / "低保.csv"
    path.write_text(f"姓名,证件号码\n曾国强,{number}\n", "utf-8")
    held = "SELECT count(*) FROM certification WHERE category = '低保'"
    before = sqlite_desk.store.rows(held)
    await do(pilot, "ctrl+p", *"dr", "enter")
    assert isinstance(pilot.app.screen, ChooseCommandScreen)
    names = read(pilot).splitlines()
    place = next(at for at, line in enumerate(names) if line.split()[1] == "category")
    await do(pilot, *["down"] * place, "enter")
    pilot.app.screen.query_one("#blank-0").value = str(path)  # type: ignore[attr-defined]
    pilot.app.screen.query_one("#blank-1").value = "低保"  # type: ignore[attr-defined]
    accepted = pilot.app.screen.query("Field").last()
    accepted.value = "其余两人已核实退出"  # type: ignore[attr-defined]
    await pilot.pause()
    await run_to(pilot, ReadingScreen)
    assert "曾国强" in read(pilot) and sqlite_desk.store.rows(held) == before
    await do(pilot, "escape")
    assert "只是预览" in said(pilot)
    await run_to(pilot, ReadingScreen)
    assert sqlite_desk.store.rows(held) != before
    await do(pilot, "escape")
    assert isinstance(pilot.app.screen, CounterScreen)


async def test_all_commands_are_listed_and_lead_back(pilot: Pilot[None]) -> None:
    await do(pilot, "ctrl+p", *"qbml", "enter")
    assert "find" in read(pilot) and "restore" not in read(pilot)
    await do(pilot, "end", "up", "up", "enter")
    assert isinstance(pilot.app.screen, CommandScreen | ChooseCommandScreen)
    await do(pilot, "escape", "escape")
    assert isinstance(pilot.app.screen, CounterScreen)


async def test_f1_explains_a_blank(pilot: Pilot[None]) -> None:
    await do(pilot, "ctrl+p", *"jc", "enter", "tab", "f1")
    assert "【这一栏：银行缴款单号】" in read(pilot) and "--slip" in read(pilot)


async def test_keys_typed_ahead_run_nothing(
    pilot: Pilot[None], sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F2 before the filled form was shown."""
    monkeypatch.setattr("tui.widgets.seen.Seen.is_clear", property(lambda self: False))
    await do(pilot, "ctrl+p", *"cjlx", "enter", *"010001", "tab", *"电话", "tab", *"愿缴", "f2")
    assert "按键太快" in said(pilot)
    assert sqlite_desk.store.rows("SELECT * FROM contact") == []
