"""Commands filled in at the counter: chosen in the palette, previewed, run, read."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.cash.deposit import deposit_cash
from models.cash.remittance_accounts import register_account
from models.ledger.cash_papers import CashPaper
from models.station.approvals import likely_second
from models.station.desk import Desk
from models.station.registration import end_operator, list_operators
from tests.making import PIN, SECOND, pay
from tests.tui.families import add_families
from tui.app import LaobaoApp
from tui.screens.choose_command import ChooseCommandScreen
from tui.screens.command import CommandScreen
from tui.screens.counter import CounterScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.field import Field
from tui.widgets.field_help import FieldHelp
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
    place = next(at for at, line in enumerate(names) if "导入部门名单" in line)
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
    assert "查找" in read(pilot) and "find" not in read(pilot) and "恢复" not in read(pilot)
    await do(pilot, "end", "up", "up", "enter")
    assert isinstance(pilot.app.screen, CommandScreen | ChooseCommandScreen)
    await do(pilot, "escape", "escape")
    assert isinstance(pilot.app.screen, CounterScreen)


async def test_f1_explains_a_blank(pilot: Pilot[None]) -> None:
    await do(pilot, "ctrl+p", *"jc", "enter", "tab", "f1")
    assert "【这一栏：银行缴款单号】" in read(pilot)
    assert "11-14、昨天" not in read(pilot) and "--slip" not in read(pilot)


async def test_keys_typed_ahead_run_nothing(
    pilot: Pilot[None], sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F2 before the filled form was shown."""
    monkeypatch.setattr("tui.widgets.seen.Seen.is_clear", property(lambda self: False))
    await do(pilot, "ctrl+p", *"cjlx", "enter", *"010001", "tab", *"电话", "tab", *"愿缴", "f2")
    assert "按键太快" in said(pilot)
    assert sqlite_desk.store.rows("SELECT * FROM contact") == []


async def test_a_digit_opens_the_command_it_stands_before(pilot: Pilot[None]) -> None:
    await do(pilot, "ctrl+p", *"dr", "enter")
    row = read(pilot).splitlines()[2]
    assert row.lstrip().startswith("3 导入对账单")
    await do(pilot, "3")
    screen = pilot.app.screen
    assert isinstance(screen, CommandScreen) and screen._words == ("import", "statement")


async def test_a_digit_of_no_command_opens_nothing(pilot: Pilot[None]) -> None:
    await do(pilot, "ctrl+p", *"qr", "enter")
    await do(pilot, "escape", "ctrl+p", *"zxjf", "enter", "9")
    assert isinstance(pilot.app.screen, ChooseCommandScreen)


def _label(field: Field) -> str:
    assert isinstance(field.about, FieldHelp)
    return field.about.title


async def test_a_form_proposes_what_was_done_last_and_who_agrees_and_hides_the_pin(
    sqlite_desk: Desk,
) -> None:
    """Of several who may agree it is whoever did last; the cursor is on what is still empty."""
    add_families(sqlite_desk)
    register_account(sqlite_desk, "农业银行", "专户", "18012345678", "1号", SECOND)
    pay(sqlite_desk, "010002", trace=None, cash=CashPaper("1", "1"))
    deposit_cash(sqlite_desk, 100_00, "JK1", "5678")
    deposit_cash(sqlite_desk, 150_00, "JK2", "5678")
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await do(pilot, "ctrl+p", *"gzjc", "enter")
        values = {_label(each): each.value for each in pilot.app.screen.query(Field)}
        assert values["银行缴款单号"] == "JK2" and values["第二人"] == "second"
        focused = pilot.app.focused
        assert isinstance(focused, Field) and _label(focused) == "更正的原因"
        (pin,) = (each for each in pilot.app.screen.query(Field) if each.password)
        pin.value = PIN
        await pilot.pause()
        rows = pilot.app.screen._compositor.render_strips()
        assert not any(PIN in row.text for row in rows)


def test_nobody_is_proposed_where_it_is_not_clear(sqlite_desk: Desk) -> None:
    """The founding registered several who may agree; of the only one it is clear."""
    assert likely_second(sqlite_desk) == ""
    for each in list_operators(sqlite_desk):
        if each.login not in ("test", "02"):
            end_operator(sqlite_desk, each.login)
    assert likely_second(sqlite_desk) == "02"
    assert likely_second(replace(sqlite_desk, operator="02")) == "test"
