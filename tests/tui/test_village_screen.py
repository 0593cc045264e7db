"""A village in one go on the screen: ticks, a file, differences, slips, the families' papers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.station.desk import Desk
from tests.counter.village.making import VILLAGE, faults, plain, village_of
from tests.making import in_csv, person, register_people
from tui.app import LaobaoApp
from tui.screens.counter import CounterScreen
from tui.screens.village import VillageScreen
from tui.screens.village_payment import VillagePaymentScreen
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines
from tui.widgets.outcome import Outcome

_SLIP = {"terminal": "12345678", "batch": "000001", "trace": "000001"}


@pytest.fixture
async def pilot(
    sqlite_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Pilot[None]]:
    """The village of 青山村, six families, open to be ticked."""
    monkeypatch.chdir(tmp_path)
    village_of(sqlite_desk, 6)
    register_people(sqlite_desk, person("林远", village="白塘村", household="0001"))
    async with LaobaoApp(sqlite_desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+f", *"qsc", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, VillageScreen)
        yield pilot


def _sums(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one("#sums", Bar).text


def _said(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(Outcome).text


async def _fill(pilot: Pilot[None], **values: str) -> None:
    for name, value in values.items():
        field = pilot.app.screen.query_one(f"#{name.replace('_', '-')}", Field)
        field.focus()
        field.value = ""
        await pilot.press(*value)


async def _press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def test_ticked_families_are_taken_with_one_slip(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    await _press(pilot, "space", "down", "space")
    assert _sums(pilot).startswith("已勾 2 户 5 人（免缴 1 人）  应收 1,000.00 元")
    await _press(pilot, "f2")
    screen = pilot.app.screen
    assert isinstance(screen, VillagePaymentScreen)
    assert "2 户 5 人（其中免缴 1 人），应收 1,000.00 元" in screen.query_one("#due", Bar).text
    await _fill(pilot, **_SLIP)
    await _press(pilot, "f2")
    assert "已入账  青山村 2 户 5 人  1,000.00 元" in _said(pilot)
    assert "收据 2 张：2019-000001 至 2019-000002" in _said(pilot)
    await _press(pilot, "f5")
    assert "登记单 2 张已写入" in _said(pilot) and len(list(Path.cwd().glob("登记单*"))) == 1
    await _press(pilot, "escape")
    assert isinstance(pilot.app.screen, CounterScreen)
    assert faults(sqlite_desk) == []


async def test_all_with_three_slips_and_the_last_states_what_is_left(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    await _press(pilot, "a", "f2")
    await _fill(pilot, **_SLIP, slip_amount="1000")
    await _press(pilot, "f6")
    await _fill(pilot, slip_amount="1500")
    await _press(pilot, "f6")
    slips = pilot.app.screen.query_one("#slips", Line).text
    assert "已录签购单 2 张（000001、000002）2,500.00 元，还差 500.00 元" in slips
    await _press(pilot, "f2")
    assert "青山村 6 户 14 人  3,000.00 元" in _said(pilot)
    assert plain(sqlite_desk, "SELECT trace, amount_fen FROM slip ORDER BY id") == [
        ("000001", 1000_00), ("000002", 1500_00), ("000003", 500_00),
    ]  # fmt: skip


async def test_a_file_with_differences_is_looked_at_before_the_rest_is_taken(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    number = sqlite_desk.store.rows("SELECT id_number FROM person WHERE name = '林远'")[0][0]
    rows = ["户编号,姓名,证件号码,金额", "1,张大山,,250", "1,李小花,,250", "2,张大三,,250"]
    text = "\n".join([*rows, f",林远,{in_csv(number)},250"])
    Path("名单.csv").write_text(text, encoding="utf-8")
    await _press(pilot, "f3", *"没有.csv", "enter")
    assert "没有.csv" in _said(pilot)
    await _press(pilot, "escape", "f3", *"名单.csv", "enter")
    people = pilot.app.screen.query_one("#people", Lines)
    assert [row.text.split()[0] for row in people._rows[:2]] == ["！姓名不符", "！不在本村"]
    assert "有出入 2 处" in _said(pilot)
    await _fill(pilot, **_SLIP)
    await _press(pilot, "f2")
    assert plain(sqlite_desk, "SELECT count(*) FROM payment") == [(0,)]
    await _press(pilot, "f7", "f2")
    assert "青山村 1 户 2 人  500.00 元" in _said(pilot)


async def test_the_exempt_of_the_village_are_enrolled_without_a_slip(
    pilot: Pilot[None], sqlite_desk: Desk
) -> None:
    await _press(pilot, "f5", "f2")
    assert "都不用缴钱，F2 登记参保" in _said(pilot)
    await _press(pilot, "f2")
    assert "青山村 2 户 2 人  0.00 元" in _said(pilot)
    assert plain(sqlite_desk, "SELECT DISTINCT channel FROM payment") == [("no_charge",)]


async def test_cash_takes_one_voucher(pilot: Pilot[None], sqlite_desk: Desk) -> None:
    await _press(pilot, "a", "f2", "f4")
    await _fill(pilot, levy_list="ZJ1", voucher="00000007")
    await _press(pilot, "f2")
    assert "青山村 6 户 14 人  3,000.00 元" in _said(pilot)
    assert plain(sqlite_desk, "SELECT voucher FROM cash_paper") == [("00000007",)]


async def test_nothing_ticked_and_no_such_village_are_said(pilot: Pilot[None]) -> None:
    await _press(pilot, "f2")
    assert "还没有勾选" in _said(pilot)
    await _press(pilot, "escape", "ctrl+f", *"xyz", "enter")
    assert "没有“xyz”这个村" in pilot.app.screen.query_one("#wrong", Outcome).text


async def test_tiers_are_chosen_for_everybody(sqlite_desk: Desk) -> None:
    desk = sqlite_desk.on(sqlite_desk.business_date.replace(month=10, day=20))
    village_of(desk, 2)
    async with LaobaoApp(desk).run_test(size=(80, 24)) as pilot:
        await _press(pilot, "ctrl+f", *VILLAGE, "enter", "f4")
        screen = pilot.app.screen
        assert isinstance(screen, VillageScreen)
        if screen.insurance != "pension":
            await _press(pilot, "f4")
        await _press(pilot, "plus", "a")
        assert "都选 200 元档" in screen.query_one("#title", Bar).text
        assert "应收 800.00 元" in _sums(pilot)
        await _press(pilot, "minus")
        assert "应收 400.00 元" in _sums(pilot)
