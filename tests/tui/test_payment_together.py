"""Medical insurance and pension on one payment screen and one slip, for one family or several."""

import datetime as dt
from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from models.checks.check_store import check_store
from models.counter.pay import take_payment
from models.counter.tiers import last_tier
from models.levy.family import Paid
from models.people.households.families import load_household
from models.people.roster import merge_roster
from models.station.desk import Desk
from tests.making import household_id, pay, person, slip
from tests.tui.families import add_families
from tests.tui.test_payment_screen import confirm, fill, open_payment, said
from tests.tui.test_payment_years import due, rows
from tui.app import LaobaoApp
from tui.screens.payment import PaymentScreen
from tui.widgets.field import Field
from tui.widgets.line import Bar, Line
from tui.widgets.lines import Lines
from tui.widgets.outcome import Outcome

_SIZE = (80, 24)
_SLIP = {"terminal": "12345678", "batch": "000001", "trace": "000007"}


@pytest.fixture
def october(sqlite_desk: Desk) -> Desk:
    """The month in which pension and medical insurance are collected side by side."""
    add_families(sqlite_desk)
    return sqlite_desk.on(dt.date(2019, 10, 20))


@pytest.fixture
async def pilot(october: Desk) -> AsyncIterator[Pilot[None]]:
    async with LaobaoApp(october).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        yield pilot


def asked(pilot: Pilot[None]) -> str:
    """Return what a question says is wrong with its answer."""
    return pilot.app.screen.query_one("#wrong", Outcome).text


def entered(desk: Desk) -> list[tuple[object, ...]]:
    return desk.store.rows(
        "SELECT l.insurance, count(*), sum(l.amount_fen) FROM payment_line l JOIN in_force f "
        "ON f.station_id = l.station_id AND f.line_id = l.id GROUP BY 1 ORDER BY 1"
    )


async def test_the_plain_case_ticks_medical_alone_and_shows_who_can_pay_a_pension(
    pilot: Pilot[None],
) -> None:
    screen = await open_payment(pilot)
    assert rows(pilot) == [
        "[x] 曾国强 户主 应缴 250", "[x] 单雪梅 配偶 应缴 250", "[x] 曾小宝 子女 应缴 250",
        "[ ] 曾国强 养老2019 待选档次", "[ ] 单雪梅 养老2019 待选档次",
    ]  # fmt: skip
    assert due(screen).startswith("3 人  应收 750.00 元  今天缴")
    assert screen.query_one("#title", Bar).text.startswith("收费  医疗2020、养老2019  青山村")


async def test_one_key_chooses_one_tier_for_all_and_one_slip_takes_both(
    pilot: Pilot[None], october: Desk
) -> None:
    """F2, F8, the tier, Enter, the slip, F2."""
    screen = await open_payment(pilot)
    await pilot.press("f8", *"200", "enter")
    await pilot.pause()
    assert due(screen).startswith("3 人  应收 1,150.00 元（医疗 750、养老 400）")
    await fill(pilot, **_SLIP)
    text = await confirm(pilot)
    assert "收据 2019-000001  1,150.00 元（医疗 750、养老 400）  3 人  刷卡" in text
    assert entered(october) == [("medical", 3, 750_00), ("pension", 2, 400_00)]
    assert october.store.rows("SELECT amount_fen FROM slip") == [(1_150_00,)]
    assert october.store.number("SELECT count(*) FROM payment") == 1
    assert check_store(october.store).broken == ()


async def test_nobody_is_ticked_for_a_pension_without_being_asked(
    pilot: Pilot[None], october: Desk
) -> None:
    await open_payment(pilot)
    await fill(pilot, **_SLIP)
    await confirm(pilot)
    assert entered(october) == [("medical", 3, 750_00)]


async def test_opened_for_the_pension_the_medical_rows_stand_below(pilot: Pilot[None]) -> None:
    screen = await open_payment(pilot, key="f3")
    assert [row for row in rows(pilot) if "医疗" in row] == [
        "[ ] 曾国强 医疗2020 应缴 250", "[ ] 单雪梅 医疗2020 应缴 250",
        "[ ] 曾小宝 医疗2020 应缴 250",
    ]  # fmt: skip
    assert "F8 全家同一档" in said(pilot) and due(screen).startswith("0 人")
    await pilot.press("f8", *"500", "enter")
    await pilot.pause()
    assert due(screen).startswith("2 人  应收 1,000.00 元")
    assert screen.query_one("#missing", Line).text == ""
    await pilot.press("down", "down", "down", "down", "f9")  # all for medical insurance
    assert due(screen).startswith("3 人  应收 1,750.00 元（养老 1,000、医疗 750）")
    await pilot.press("f9")
    assert due(screen).startswith("2 人  应收 1,000.00 元")


async def test_a_tier_is_typed_for_one(pilot: Pilot[None]) -> None:
    screen = await open_payment(pilot)
    await pilot.press("down", "f5", *"1500", "enter")
    await pilot.pause()
    assert "[x] 单雪梅 养老2019 应缴 1,500 档次 1,500" in rows(pilot)
    assert "[ ] 曾国强 养老2019 待选档次" in rows(pilot)
    await pilot.press("plus")  # one higher
    assert due(screen).startswith("3 人  应收 2,750.00 元（医疗 750、养老 2,000）")


async def test_a_tier_that_is_not_offered_stays_to_be_put_right(pilot: Pilot[None]) -> None:
    await open_payment(pilot)
    await pilot.press("f8", *"250", "enter")
    await pilot.pause()
    assert "没有 250 元这一档，可选：100、200、300" in asked(pilot)
    assert pilot.app.screen.query_one("#answer", Field).value == "250"
    await pilot.press("escape")
    await pilot.pause()
    assert "[ ] 曾国强 养老2019 待选档次" in rows(pilot)


async def test_the_space_asks_for_the_tier_that_is_missing(pilot: Pilot[None]) -> None:
    await open_payment(pilot)
    await pilot.press("down", "down", "down", "down", "space")
    await pilot.pause()
    assert pilot.app.screen.query_one("#answer", Field).value == "100"
    await pilot.press("enter")
    await pilot.pause()
    assert "[x] 曾国强 养老2019 应缴 100 档次 100" in rows(pilot)
    await pilot.press("space")
    await pilot.pause()
    assert "[ ] 曾国强 养老2019 应缴 100 档次 100" in rows(pilot)


async def test_the_tier_paid_last_is_proposed(october: Desk) -> None:
    """Of an earlier year; it is still asked for, and can be typed over."""
    member = load_household(october, household_id(october, "010001")).members[0]
    day = dt.date(2018, 9, 1)
    paid = tuple(
        Paid(insurance="pension", levy_year=year, amount_fen=fen, business_date=day,
             receipt=f"{year}-000001", tier_fen=fen)
        for year, fen in ((2018, 500_00), (2017, 100_00))
    )  # fmt: skip
    assert last_tier(member) is None
    assert last_tier(replace(member, paid=paid)) == 500_00


async def test_cash_says_the_change(pilot: Pilot[None], october: Desk) -> None:
    screen = await open_payment(pilot)
    await pilot.press("f4")
    await pilot.pause()
    await fill(pilot, levy_list="ZJ2019001", voucher="A0099", received="700")
    await pilot.pause()
    assert "还差 50.00 元" in shown_change(screen)
    assert "实收 700.00 元，应收 750.00 元" in await confirm(pilot)
    assert october.store.number("SELECT count(*) FROM payment") == 0
    await fill(pilot, received="1000")
    await pilot.pause()
    assert "找零 250.00 元" in shown_change(screen)
    text = await confirm(pilot)
    assert "750.00 元  3 人  现金" in text and "找零 250.00 元" in text
    assert screen.outcome == "收据 2019-000001：750.00 元  找零 250.00 元"
    assert october.store.rows("SELECT amount_fen FROM payment") == [(750_00,)]


async def test_the_change_follows_who_is_ticked(pilot: Pilot[None]) -> None:
    screen = await open_payment(pilot)
    await pilot.press("f4")
    await pilot.pause()
    await fill(pilot, received="750")
    await pilot.pause()
    assert not shown_change(screen)
    await pilot.press("space")
    await pilot.pause()
    assert "找零 250.00 元" in shown_change(screen)


def shown_change(screen: PaymentScreen) -> str:
    return str(screen.query_one("#change").render())


async def test_another_family_is_found_by_name(pilot: Pilot[None], october: Desk) -> None:
    screen = await open_payment(pilot)
    await pilot.press("f3", *"jfj", "enter")
    await pilot.pause()
    assert pilot.app.screen is screen
    assert due(screen).startswith("2 户 5 人  应收 1,250.00 元，之后退回 150.00 元")
    await fill(pilot, **_SLIP)
    assert "收据 2019-000001  1,250.00 元  5 人" in await confirm(pilot)
    assert october.store.rows("SELECT count(DISTINCT household_id) FROM payment_line") == [(2,)]


async def test_with_nothing_typed_the_neighbours_who_have_not_paid_are_listed(
    october: Desk,
) -> None:
    """Those behind the family by their number, then the village's first; not who has paid."""
    pay(october, "010003", trace=None)
    others = [
        person("赵六", household="009999"),
        person("外村", household="020001", village="白塘村"),
    ]
    merge_roster(october, others, "花名册")
    async with LaobaoApp(october).run_test(size=_SIZE) as pilot:
        screen = await open_payment(pilot)
        await pilot.press("f3")
        await pilot.pause()
        found = [each.household for each in pilot.app.screen.found]  # type: ignore[attr-defined]
        assert found == ["010002", "010004", "009999"]
        await pilot.press("down", "enter")
        await pilot.pause()
        assert [each.number for each in screen.taking.households] == ["010001", "010004"]
        await pilot.press("f3")
        await pilot.pause()
        found = [each.household for each in pilot.app.screen.found]  # type: ignore[attr-defined]
        assert found == ["009999", "010002"]


async def test_esc_adds_nobody(pilot: Pilot[None]) -> None:
    screen = await open_payment(pilot)
    await pilot.press("f3", *"jfj", "escape")
    await pilot.pause()
    assert pilot.app.screen is screen and len(screen.taking.households) == 1


async def test_nobody_left_in_the_village_is_said(pilot: Pilot[None], october: Desk) -> None:
    for number, trace in (("010002", 1), ("010003", None), ("010004", 2)):
        pay(october, number, trace=trace)
    await open_payment(pilot)
    await pilot.press("f3", "enter")
    await pilot.pause()
    assert "没有别的要缴费的家庭了" in asked(pilot)


async def test_the_rows_of_several_families_scroll(pilot: Pilot[None]) -> None:
    """Three families with both insurances are more rows than 80x24 holds."""
    screen = await open_payment(pilot)
    for name in ("jfj", "qlw", "reyihan"):
        await pilot.press("f3", *name, "enter")
        await pilot.pause()
    await pilot.press("f8", *"100", "enter", "pagedown", "pagedown")
    await pilot.pause()
    lines = screen.query_one("#members", Lines)
    assert lines.position == len(screen.taking.rows) - 1 > lines.size.height
    assert "[x] 𬱖䶮 养老2019 应缴 100 档次 100 010004" in rows(pilot)


async def test_one_insurance_of_a_slip_is_ticked_for_its_refund(october: Desk) -> None:
    async with LaobaoApp(october).run_test(size=_SIZE) as pilot:
        await open_payment(pilot)
        await pilot.press("f8", *"200", "enter")
        await pilot.pause()
        await fill(pilot, **_SLIP)
        await confirm(pilot)
    async with LaobaoApp(october.on(dt.date(2019, 10, 21))).run_test(size=_SIZE) as pilot:
        await pilot.pause()
        await pilot.press(*"zgq", "ctrl+z", "space")
        await pilot.pause()
        people = [" ".join(row.replace("[ ]", "[x]").split()[1:3]) for row in rows(pilot)]
        assert people == ["曾国强 医疗", "单雪梅 医疗", "曾小宝 医疗", "曾国强 养老", "单雪梅 养老"]
        await pilot.press("down", "space", "down", "down", "down", "down", "space")
        await pilot.pause()
        await pilot.press("4", "f2")
        await pilot.pause()
        assert "已登记退费申请" in said(pilot) and "曾国强、单雪梅 400.00 元" in said(pilot)


async def test_a_combined_receipt_is_corrected_on_the_screen(october: Desk) -> None:
    """The wrong grandchild: ticked as it was entered, one row off and another on."""
    merge_roster(october, [person("曾小妹", "2014-05-06", household="010001")], "花名册")
    async with LaobaoApp(october).run_test(size=_SIZE) as pilot:
        screen = await open_payment(pilot)
        await pilot.press("up", "up", "down", "down", "down", "down", "space")  # without 曾小妹
        await pilot.press("f8", *"200", "enter")
        await pilot.pause()
        assert due(screen).startswith("3 人  应收 1,150.00 元")
        await fill(pilot, **_SLIP)
        await confirm(pilot)
        await pilot.press("enter", "ctrl+z", "2", "f6", "enter")
        await pilot.pause()
        ticked = [row for row in rows(pilot) if row.startswith("[x]")]
        assert len(ticked) == 5 and not any("曾小妹" in row for row in ticked)
        await pilot.press("f4")
        assert "几个险种" in said(pilot)
        await pilot.press("down", "down", "space", "down", "down", "space")
        await pilot.pause()
        assert due(pilot.app.screen).startswith("3 人  应收 1,150.00 元")  # type: ignore[arg-type]
        await pilot.press("f2")
        await pilot.pause()
        assert "已更正" in said(pilot)
    assert entered(october) == [("medical", 3, 750_00), ("pension", 2, 400_00)]
    assert check_store(october.store).broken == ()


async def test_a_slip_entered_again_asks_for_no_tier_of_who_was_not_ticked(
    pilot: Pilot[None], october: Desk
) -> None:
    """A tier was chosen and the row unticked again: the same slip is the same payment."""
    screen = await open_payment(pilot)
    await pilot.press("plus", "down", "down", "down", "down", "space")
    await pilot.pause()
    assert "[ ] 曾国强 养老2019 应缴 100 档次 100" in rows(pilot)
    request = screen.taking.request((slip(7, october.business_date),), None)
    assert not request.tiers_fen
    first, again = take_payment(october, request), take_payment(october, request)
    assert again.replayed and again.receipt == first.receipt
