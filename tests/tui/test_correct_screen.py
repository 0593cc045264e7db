"""Correcting on the screen: the right family under the papers of the wrong one."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from models.cash.remittance_accounts import register_account
from models.checks.check_store import check_store
from models.counter.pending_refunds import pending_refunds
from models.counter.refund import request_refund
from models.people.changes.departures import death
from models.people.changes.occasion import Occasion
from models.people.households.families import load_household
from models.people.roster import merge_roster
from models.station.desk import Desk
from tests.making import PIN, SECOND, household_id, pay, person
from tests.tui.families import add_families
from tests.tui.reversing import SIZE, kinds, look, opened, said, shown
from tui.app import LaobaoApp
from tui.screens.correct import CorrectScreen
from tui.screens.counter import CounterScreen
from tui.screens.reverse import ReverseScreen
from tui.widgets.field import Field


@pytest.fixture
def wrong(sqlite_desk: Desk) -> Desk:
    """Slip 1 of 750 is of 010005, three people, and was entered for 010001, three of four."""
    add_families(sqlite_desk)
    merge_roster(
        sqlite_desk, [person(f"新{each}", household="010005") for each in "甲乙丙"], "花名册"
    )
    pay(sqlite_desk, "010001")
    return sqlite_desk


@pytest.fixture
async def pilot(wrong: Desk) -> AsyncIterator[Pilot[None]]:
    async with LaobaoApp(wrong).run_test(size=SIZE) as pilot:
        await pilot.pause()
        yield pilot


async def seen(pilot: Pilot[None]) -> CorrectScreen:
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, CorrectScreen) and screen.seen.is_clear
    return screen


def insured(desk: Desk) -> set[str]:
    rows = desk.store.rows(
        "SELECT q.name FROM in_force f JOIN person q ON q.id_number = f.id_number"
    )
    return {str(row[0]) for row in rows}


async def test_the_wrong_family_is_put_right_with_ten_keys(pilot: Pilot[None], wrong: Desk) -> None:
    """Ctrl+Z, the reason's digit, F6, six digits and Enter, F2."""
    await opened(pilot)
    await pilot.press("2", "f6", *"010005", "enter")
    await seen(pilot)
    assert "金额不变" in shown(pilot) and "12345678/000001/000001" in shown(pilot)
    await pilot.press("f2")
    await pilot.pause()
    assert "已更正  收据 2019-000001 改为收据 2019-000003  750.00 元" in said(pilot)
    assert insured(wrong) == {"新甲", "新乙", "新丙"} and kinds(wrong)[1:] == ["void", "payment"]
    await pilot.press("f2", "escape")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReverseScreen)
    assert "收据 2019-000001 已更正为收据 2019-000003" in said(pilot)
    await pilot.press("escape")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CounterScreen) and kinds(wrong)[1:] == ["void", "payment"]
    assert check_store(wrong.store).broken == ()


async def test_without_a_reason_nobody_is_asked_for(pilot: Pilot[None], wrong: Desk) -> None:
    await opened(pilot)
    await pilot.press("f6")
    await pilot.pause()
    assert "请写明原因" in said(pilot) and isinstance(pilot.app.screen, ReverseScreen)


async def test_esc_corrects_nothing(pilot: Pilot[None], wrong: Desk) -> None:
    await opened(pilot)
    await pilot.press("2", "f6", *"010005", "enter")
    await seen(pilot)
    await pilot.press("escape")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReverseScreen) and kinds(wrong) == ["payment"]


async def test_the_wrong_member_within_the_family(sqlite_desk: Desk) -> None:
    """Who stands on the receipt is ticked; one is taken off, another ticked."""
    add_families(sqlite_desk)
    home = load_household(sqlite_desk, household_id(sqlite_desk, "010001"))
    pay(sqlite_desk, "010001", members=frozenset({home.members[0].id_number}))
    async with LaobaoApp(sqlite_desk).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("2", "f6", "enter")
        screen = await seen(pilot)
        assert [row.each.member.name for row in screen.taking.chosen] == ["曾国强"]
        await pilot.press("space", "down", "space")
        await seen(pilot)
        await pilot.press("f2")
        await pilot.pause()
        assert "已更正" in said(pilot)
    assert insured(sqlite_desk) == {"单雪梅"}


async def test_another_amount_is_told_with_the_way(pilot: Pilot[None], wrong: Desk) -> None:
    await opened(pilot)
    await pilot.press("2", "f6", *"010004", "enter")
    await seen(pilot)
    assert "原来收 750.00 元，不同" in shown(pilot)
    await pilot.press("f2")
    await pilot.pause()
    assert "更正后应收 500.00 元" in said(pilot) and kinds(wrong) == ["payment"]
    await pilot.press("escape")


async def test_on_another_day_the_second_person_is_asked_for(wrong: Desk) -> None:
    later = wrong.on(wrong.business_date + dt.timedelta(1))
    async with LaobaoApp(later).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("2", "f6", *"010005", "enter")
        await seen(pilot)
        assert "要第二人同意" in shown(pilot)
        await pilot.press("f2", *"second", "enter")
        await pilot.pause()
        await pilot.press(*PIN, "enter")
        await pilot.pause()
        assert "已更正" in said(pilot)
    assert kinds(wrong)[1:] == ["refund", "payment"]
    assert wrong.store.rows("SELECT approved_by FROM correction") == [("second",)]


async def test_some_of_a_receipt_are_refunded_by_ticking(wrong: Desk) -> None:
    later = wrong.on(dt.date(2019, 12, 2))
    async with LaobaoApp(later).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("space", "down", "space", "down", "space", "down", "space")
        await look(pilot)
        assert "只退 2 人 500.00 元" in shown(pilot)
        await pilot.press("4", "f2")
        await pilot.pause()
        assert "已登记退费申请" in said(pilot) and "500.00 元" in said(pilot)
    (asked,) = pending_refunds(later)
    assert asked.names == ("单雪梅", "曾小宝") and asked.amount_fen == 500_00


async def test_nobody_ticked_is_no_refund(pilot: Pilot[None], wrong: Desk) -> None:
    await opened(pilot)
    await pilot.press("space", "down", "space", "1")
    await look(pilot)
    await pilot.press("f2")
    await pilot.pause()
    assert "没有勾选要退的人" in said(pilot) and pending_refunds(wrong) == ()


async def test_after_a_death_the_dead_alone_are_proposed(wrong: Desk) -> None:
    """A year is paid for that had not begun: the living stay insured."""
    later = wrong.on(dt.date(2019, 12, 2))
    home = load_household(later, household_id(later, "010001"))
    death(later, home.members[0].person_id, Occasion(dt.date(2019, 11, 30), "病故", "证明"))
    async with LaobaoApp(later).run_test(size=SIZE) as pilot:
        await opened(pilot, "sxm")
        assert "只退 1 人 250.00 元" in shown(pilot) and "缴费年度开始前已死亡" in shown(pilot)
        await pilot.press("5", "f2")
        await pilot.pause()
    (asked,) = pending_refunds(later)
    assert asked.names == ("曾国强",)


async def test_the_second_person_approves_at_the_same_terminal_with_the_slip(wrong: Desk) -> None:
    later = wrong.on(dt.date(2019, 12, 2))
    async with LaobaoApp(later).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("4", "f2")
        await look(pilot)
        assert pilot.app.screen.query_one("#terminal", Field).value == "12345678"
        await pilot.press(*"000007", "tab", *"000031")
        await look(pilot)
        await pilot.press("f3", *"second", "enter")
        await pilot.pause()
        await pilot.press(*PIN, "enter")
        await pilot.pause()
        assert "已退费收据 2019-000001：3 人 750.00 元" in said(pilot)
    rows = wrong.store.rows("SELECT terminal, batch, trace, amount_fen FROM slip ORDER BY id")
    assert rows[1] == ("12345678", "000007", "000031", -750_00)
    rows = wrong.store.rows(
        "SELECT o.login FROM refund_decision d JOIN operator o ON o.id = d.operator_id"
    )
    assert rows == [("second",)] and check_store(wrong.store).broken == ()


async def test_a_colleague_of_the_asker_approves_in_his_own_session(wrong: Desk) -> None:
    later = wrong.on(dt.date(2019, 12, 2))
    async with LaobaoApp(later).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("4", "f2")
        await pilot.pause()
    async with LaobaoApp(replace(later, operator="second")).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("f3")
        await pilot.pause()
        assert "已退费收据 2019-000001" in said(pilot)


async def test_a_wrong_amount_is_the_familys_own(sqlite_desk: Desk) -> None:
    """No family is asked for; the digits of the paper go into their blank from anywhere."""
    add_families(sqlite_desk)
    home = load_household(sqlite_desk, household_id(sqlite_desk, "010001"))
    pay(sqlite_desk, "010001", members=frozenset({home.members[0].id_number}))
    async with LaobaoApp(sqlite_desk).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("1", "f6")
        screen = await seen(pilot)
        assert screen.taking.households[0].number == "010001"
        await pilot.press("down", "space", *"500")
        await seen(pilot)
        assert screen.query_one("#stated", Field).value == "500"
        await pilot.press("f2", *"second", "enter")
        await pilot.pause()
        await pilot.press(*PIN, "enter")
        await pilot.pause()
        assert "已更正" in said(pilot)
    assert insured(sqlite_desk) == {"曾国强", "单雪梅"}


async def test_what_cannot_be_corrected_is_said_without_asking(sqlite_desk: Desk) -> None:
    """A receipt of which some was refunded; the screen stays."""
    add_families(sqlite_desk)
    home = load_household(sqlite_desk, household_id(sqlite_desk, "010001"))
    pay(sqlite_desk, "010001")
    request_refund(sqlite_desk, "2019-000001", "死亡", frozenset({home.members[0].id_number}))
    async with LaobaoApp(sqlite_desk).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("1", "f6")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReverseScreen) and "退费" in said(pilot)


async def test_who_agreed_last_is_proposed_and_can_be_typed_over(wrong: Desk) -> None:
    later = wrong.on(wrong.business_date + dt.timedelta(1))
    register_account(later, "农业银行", "专户", "18012345678", "1号", SECOND)
    async with LaobaoApp(later).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("2", "f6", *"010005", "enter")
        await seen(pilot)
        await pilot.press("f2")
        await pilot.pause()
        field = pilot.app.screen.query_one("#answer", Field)
        assert field.value == "second"
        await pilot.press(*"other")
        await pilot.pause()
        assert field.value == "other"
        await pilot.press("escape")
        await pilot.pause()
        assert kinds(wrong) == ["payment"]
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*PIN, "enter")
        await pilot.pause()
        assert "已更正" in said(pilot)
    assert wrong.store.rows("SELECT approved_by FROM correction") == [("second",)]
