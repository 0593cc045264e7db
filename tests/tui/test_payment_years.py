"""The payment screen where more than one year or insurance can be taken on one slip."""

import datetime as dt
from collections.abc import AsyncIterator

import pytest
from textual.pilot import Pilot

from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.station.founding import found_station
from models.store.writing import Store
from seed.notice_file import load_notice
from tests.making import person, register_people
from tests.tui.test_payment_screen import confirm, fill, open_payment, said
from tui.app import LaobaoApp
from tui.screens.payment import PaymentScreen
from tui.widgets.line import Bar, Line

_SIZE = (80, 24)
_SLIP = {"terminal": "12345678", "batch": "000001", "trace": "000007"}


def shown(pilot: Pilot[None]) -> list[str]:
    """Return the rows of the screen as they are drawn."""
    return [row.text.rstrip() for row in pilot.app.screen._compositor.render_strips()]


def rows(pilot: Pilot[None]) -> list[str]:
    """Return the rows that can be ticked."""
    return [" ".join(row.split()) for row in shown(pilot) if row.strip().startswith("[")]


def due(screen: PaymentScreen) -> str:
    return screen.query_one("#due", Bar).text


@pytest.fixture
def street(sqlite_store: Store) -> Desk:
    day = dt.date(2019, 12, 1)
    desk = found_station(sqlite_store, load_notice("xiaoxue-2019"), "小雪街道", day, "01")
    register_people(desk, person("林一"), person("林小", "2019-11-20", relation="子女"))
    return desk


@pytest.fixture
def town(sqlite_store: Store) -> Desk:
    day = dt.date(2020, 11, 20)
    desk = found_station(sqlite_store, load_notice("yiwu-2020"), "上溪镇", day, "01")
    for key, value in (("medical.personal", "500"), ("critical_illness.personal", "70")):
        record_figure(desk, key, value, "义医保〔2020〕1号")
    register_people(desk, person("王芳"), person("李强"))
    return desk.refreshed()


@pytest.fixture
async def at_street(street: Desk) -> AsyncIterator[Pilot[None]]:
    async with LaobaoApp(street).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        yield pilot


@pytest.fixture
async def in_town(town: Desk) -> AsyncIterator[Pilot[None]]:
    async with LaobaoApp(town).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        yield pilot


async def test_a_newborns_year_of_birth_is_a_row_that_is_not_ticked(
    at_street: Pilot[None], street: Desk
) -> None:
    screen = await open_payment(at_street, "linyi")
    assert rows(at_street) == [
        "[x] 林一 应缴 250", "[x] 林小 子女 应缴 250", "[ ] 2019 年度 新生儿 应缴 250",
    ]  # fmt: skip
    await at_street.press("down", "down", "space")
    assert "2 人 应收 750.00 元" in " ".join(due(screen).split())
    await fill(at_street, **_SLIP)
    assert "750.00 元" in await confirm(at_street)
    paid = street.store.rows("SELECT levy_year, count(*) FROM payment_line GROUP BY 1 ORDER BY 1")
    assert paid == [(2019, 1), (2020, 2)]


async def test_the_card_says_what_else_can_be_paid(at_street: Pilot[None]) -> None:
    await at_street.press(*"linxiao", "enter", "down")
    await at_street.pause()
    screen = at_street.app.screen
    assert "还可缴 医疗 2019 年度（新生儿）应缴 250" in screen.query_one("#member", Line).text
    assert any("林小" in row and row.endswith("应缴 250＋") for row in shown(at_street))


async def test_critical_illness_stands_beside_medical_and_goes_with_it(
    in_town: Pilot[None], town: Desk
) -> None:
    screen = await open_payment(in_town, "wangfang")
    assert rows(in_town) == [
        "[x] 王芳 应缴 500", "[x] 李强 应缴 500", "[ ] 王芳 大病 应缴 70", "[ ] 李强 大病 应缴 70",
    ]  # fmt: skip
    await in_town.press("down", "down", "space")
    assert "应收 1,070.00" in due(screen)
    await in_town.press("up", "up", "space")  # without her medical premium
    assert rows(in_town)[2].startswith("[ ]") and "应收 500.00" in due(screen)
    await in_town.press("down", "down", "space")
    assert "先勾选医疗保险" in said(in_town)
    await in_town.press("up", "up", "space", "down", "down", "space")
    await fill(in_town, **_SLIP)
    assert "1,070.00 元" in await confirm(in_town)
    assert town.store.number("SELECT count(*) FROM payment") == 1


async def test_critical_illness_has_a_key_of_its_own(in_town: Pilot[None]) -> None:
    """Its column on the card is whole at 80 cells."""
    await in_town.press(*"wangfang")
    await in_town.pause()
    card = in_town.app.screen
    assert card.query_one("#columns", Line).text.rstrip().endswith("大病2021")
    assert any("王芳" in row and row.endswith("应缴 70") for row in shown(in_town))
    screen = await open_payment(in_town, "wangfang", "ctrl+d")
    await fill(in_town, **_SLIP)
    assert "随城乡居民医疗保险一并征收" in await confirm(in_town)
    assert screen.outcome is None


async def test_an_employee_takes_critical_illness_without_medical(
    in_town: Pilot[None], town: Desk
) -> None:
    """义政办发〔2020〕54号 三(二): medical insurance is held at work."""
    register_people(town, person("周戊", household="0009", enrolment="职工医保"))
    screen = await open_payment(in_town, "zhouwu", "ctrl+d")
    assert rows(in_town) == ["[x] 周戊 应缴 70 职工医保"]
    await fill(in_town, **_SLIP)
    assert "70.00 元" in await confirm(in_town)
    assert screen.outcome is not None
    assert town.store.number("SELECT count(*) FROM payment") == 1


async def test_beside_medical_an_employees_row_is_ticked_by_itself(
    in_town: Pilot[None], town: Desk
) -> None:
    register_people(town, person("周戊", enrolment="职工医保"))
    await open_payment(in_town, "wangfang")
    place = next(place for place, row in enumerate(rows(in_town)) if "周戊 大病" in row)
    assert rows(in_town)[place].startswith("[ ]")
    await in_town.press(*["down"] * (place + 1), "space")  # his medical row cannot be ticked
    assert rows(in_town)[place].startswith("[x]")
