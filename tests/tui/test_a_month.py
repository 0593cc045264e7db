"""A month of one station, two clerks and a chief, through the screens alone.

Every mistake is made on a screen and put right on a screen, and putting it right is counted: from
the counter with nothing open and nobody found to the key that does it. A key of the keyboard
counts as one, and so does what is typed in a row, whatever its length: a search, a number off a
paper, a name, a PIN, a reason; reasons that are listed are chosen by their digit. Ten is the most.

The taking, the closing and the bureau's first file are ordinary work, and not counted.
"""

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from models.base.dates import HalfMonth
from models.bureau.reconciliation.run import read_reconciliation
from models.bureau.self_paid.exceptions import open_rows
from models.cash.day_close.read import list_closes
from models.cash.remittance_accounts import register_account
from models.cash.terminals import register_terminal
from models.checks.check_store import check_store
from models.checks.trail import Wanted, read_trail
from models.ledger.journal import cash_in_till
from models.people.roster import merge_roster
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from models.station.founding import found_station
from models.station.pins import set_pin
from models.station.registration import end_operator, register_operator
from models.store.writing import Store
from reports.progress.gather import gather_progress
from seed.notice_file import load_notice
from tests.bureau.self_paid.making import paid_csv
from tests.making import PIN, fixed_number, person
from tests.tui.month import Hand, Month

_MOST = 10
_AMY, _BEN = "11110001", "22220002"
_ACCOUNT = "18012345678"
_FAMILIES = {
    "020001": ("甲一", "甲二", "甲三"),
    "020002": ("乙一", "乙二", "乙三"),
    "020003": ("丙一", "丙二"),
    "020004": ("丁一", "丁二"),
    "020005": ("戊一",),
    "020006": ("己一",),
    "020007": ("庚一", "庚二"),
    "020008": ("辛一",),
    "020009": ("壬一",),
    "020010": ("癸一",),
}
_NUMBERS = {
    name: fixed_number("1980-05-06", 100 + at)
    for at, name in enumerate(name for names in _FAMILIES.values() for name in names)
}


@pytest.fixture
def month(sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Month:
    """The station on the day it is founded: its people, terminals, account and families."""
    first = dt.date(2019, 10, 21)
    desk = found_station(
        sqlite_store, load_notice("lengshuitan-2019"), "上岭桥镇", first, "01", source=b""
    )
    found = Month(desk, tmp_path, first)
    found.stand_in(monkeypatch)
    for login in ("amy", "ben"):
        register_operator(desk, login, "clerk")
    set_pin(desk, PIN)
    for terminal in (_AMY, _BEN):
        register_terminal(desk, terminal, "农业银行")
    _register_account(desk)
    people = [
        person(name, household=number, id_number=_NUMBERS[name])
        for number, names in _FAMILIES.items()
        for name in names
    ]
    merge_roster(desk, people, "花名册")
    return found


def _register_account(desk: Desk) -> None:
    """Somebody of the county agrees to the account: the chief of a small station is alone."""
    register_operator(desk, "county", "reviewer")
    set_pin(replace(desk, operator="county"), PIN)
    register_account(
        desk, "农业银行", "待报解专户", _ACCOUNT, "税发1号", SecondPerson("county", PIN)
    )
    end_operator(desk, "county")


async def test_a_month(month: Month) -> None:
    """Eight mistakes, each put right in at most ten keystrokes; then everything agrees."""
    await _wrong_tier_and_wrong_family(month)
    await _card_refund(month)
    await _wrong_deposit(month)
    await _forgotten_close(month)
    await _double_payment(month)
    await _reversal_of_the_bureau(month)
    assert len(month.pressed) == 8 and max(month.pressed.values()) <= _MOST, month.pressed
    await _statement_agrees(month)
    _books_agree(month)
    _reports_agree(month)
    _trail_tells(month)


async def _wrong_tier_and_wrong_family(month: Month) -> None:
    """Amy takes 200 for him and 300 for her, and it was the other way round; of another family
    she enters 200, and its slip says 300. Ben takes the number of a family's neighbour."""
    month.today = dt.date(2019, 10, 22)
    async with month.at("amy") as hand:
        await hand.text("020007")
        await hand.keys("f3", "plus", "plus", "down", "plus", "plus", "plus")
        hand.sees("应收 500.00 元")
        await _swipe(month, hand, _AMY, "000001", "000001", 500_00)
        hand.begin()
        await hand.text("020007")
        await hand.keys("ctrl+z", "1", "f6", "plus", "down", "minus", "f2")
        hand.sees("已更正", "500.00 元")
        month.pressed["wrong tiers of two"] = hand.pressed
        await hand.home()
        await hand.text("020010")
        await hand.keys("f3", "plus", "plus")
        hand.sees("应收 200.00 元")
        await _swipe(month, hand, _AMY, "000001", "000002", 200_00, printed_fen=300_00)
        hand.begin()
        await hand.text("020010")
        await hand.keys("ctrl+z", "1", "f6", "plus")
        hand.sees("应收 300.00 元", "原来收 200.00 元，不同")
        await hand.text("300")
        await hand.keys("f2")
        hand.sees("01")
        await hand.keys("enter")
        await hand.text(PIN)
        await hand.keys("enter")
        hand.sees("已更正", "300.00 元")
        month.pressed["wrong tier"] = hand.pressed
        await hand.home()
    async with month.at("ben") as hand:
        await _pay(month, hand, "020002", _BEN, "000001", "000001", 750_00)
        hand.begin()
        await hand.text("020002")
        await hand.keys("ctrl+z", "2", "f6")
        await hand.text("020001")
        await hand.keys("enter", "f2")
        hand.sees("已更正", "750.00 元")
        month.pressed["wrong family"] = hand.pressed
        await hand.home()
        await _pay(month, hand, "020003", _BEN, "000001", "000002", 500_00)
    await _close(month, {_AMY: "000001", _BEN: "000001"})


async def _card_refund(month: Month) -> None:
    """The family of Tuesday is insured elsewhere; on Thursday its money goes back to the card."""
    month.today = dt.date(2019, 10, 24)
    async with month.at("ben") as hand:
        await _pay(month, hand, "020002", _BEN, "000002", "000001", 750_00)
        hand.begin()
        await hand.text("020003")
        await hand.keys("ctrl+z", "4", "f2")
        hand.sees("等待复核", "先在 POS 机上退货")
        month.print_slip(_BEN, "000002", "000002", -500_00)
        await hand.text("000002")
        await hand.keys("f3", "enter")
        await hand.text(PIN)
        await hand.keys("enter")
        hand.sees("已退费收据")
        month.pressed["card refund"] = hand.pressed
        await hand.home()
    await _close(month, {_BEN: "000002"})


async def _wrong_deposit(month: Month) -> None:
    """500 of cash went to the bank, 400 was entered."""
    month.today = dt.date(2019, 10, 25)
    async with month.at("amy") as hand:
        await hand.text("020004")
        await hand.keys("f2", "f4")
        await hand.fill(levy_list="ZJ1", voucher="A0001")
        await hand.keys("f2")
        hand.sees("已入账", "500.00 元")
        await hand.home()
        await hand.keys("ctrl+p")
        await hand.text("jc")
        await hand.keys("enter")
        await hand.text("400")
        await hand.keys("tab")
        await hand.text("JK001")
        await hand.keys("tab")
        await hand.text("5678")
        await hand.keys("f2")
        hand.sees("库存现金 100.00 元")
        await hand.home()
        hand.begin()
        await hand.keys("ctrl+p")
        await hand.text("gzjc")
        await hand.keys("enter")
        hand.sees("JK001")
        await hand.text("jineluocuo")
        await hand.keys("tab")
        await hand.text("500")
        await hand.keys("tab", "tab")
        await hand.text(PIN)
        assert PIN not in hand.shown
        await hand.keys("f2")
        hand.sees("已更正缴存：缴款单 JK001 400.00 元", "500.00 元", "01 同意", "库存现金 0.00 元")
        month.pressed["wrong deposit"] = hand.pressed
        await hand.home()
    await _close(month, {})


async def _forgotten_close(month: Month) -> None:
    """Monday was not closed by the chief; on Tuesday it is, after Tuesday's first payment."""
    month.today = dt.date(2019, 10, 28)
    async with month.at("amy") as hand:
        await _pay(month, hand, "020006", _AMY, "000002", "000001", 250_00)
        await hand.home()
        await _close_own(hand)
    month.today = dt.date(2019, 10, 29)
    async with month.at("ben") as hand:
        await _pay(month, hand, "020008", _BEN, "000003", "000001", 250_00)
    async with month.at("01") as hand:
        hand.begin()
        await hand.keys("f8")
        await hand.text("2019-10-28")
        await hand.keys("enter", "f11", "f3")
        hand.sees(f"终端 {_AMY} 批次 000002")
        await hand.text("0")
        await hand.keys("enter")
        await hand.text(month.total(_AMY, "000002"))
        await hand.keys("f2")
        month.pressed["forgotten close"] = hand.pressed
        await hand.home()
    await _close(month, {_BEN: "000003"})
    days = [each.business_date for each in list_closes(month.desk) if each.scope == "station"]
    assert dt.date(2019, 10, 28) in days


async def _double_payment(month: Month) -> None:
    """己一 paid at the counter on Monday and by WeChat on Sunday: the bureau's file says so."""
    month.today = dt.date(2019, 11, 5)
    path = paid_csv(
        month.folder,
        f"戊一,{_NUMBERS['戊一']},居民医保,2020,250,微信,2019-10-27,T1",
        f"己一,{_NUMBERS['己一']},居民医保,2020,250,微信,2019-10-27,T2",
    )
    async with month.at("amy") as hand:
        await _import(hand, "2", path)
        assert [each.finding.state for each in open_rows(month.desk)] == ["paid_twice"]
        await _pay(month, hand, "020009", _AMY, "000003", "000001", 250_00)
        hand.begin()
        await hand.text("020006")
        await hand.keys("ctrl+z", "3", "f2")
        month.print_slip(_AMY, "000003", "000002", -250_00)
        await hand.text("000002")
        await hand.keys("f3", "enter")
        await hand.text(PIN)
        await hand.keys("enter")
        hand.sees("已退费收据", "税务已收的 250.00 元随即入账")
        month.pressed["double payment"] = hand.pressed
        await hand.home()
    assert open_rows(month.desk) == ()
    await _close(month, {_AMY: "000003"})


async def _reversal_of_the_bureau(month: Month) -> None:
    """The bureau gave 戊一 his money back: its file says so, and he pays at the counter."""
    month.today = dt.date(2019, 11, 6)
    back = f"戊一,{_NUMBERS['戊一']},居民医保,2020,-250,微信,2019-11-06,T3"
    path = paid_csv(month.folder, back, name="冲正.csv")
    async with month.at("amy") as hand:
        hand.begin()
        await _import(hand, "2", path)
        month.pressed["the bureau's reversal"] = hand.pressed
        await _pay(month, hand, "020005", _AMY, "000004", "000001", 250_00)
        await hand.home()
    assert open_rows(month.desk) == ()
    await _close(month, {_AMY: "000004"})


async def _statement_agrees(month: Month) -> None:
    """What the terminals printed is what the acquirer sends: nothing is left to decide."""
    month.today = dt.date(2019, 11, 20)
    async with month.at("01") as hand:
        await _import(hand, "3", month.statement())
        await hand.keys("ctrl+r")
        hand.sees("没有待处理")
        await hand.home()
    found = read_reconciliation(month.desk.on(month.today))
    assert found.open_cases == () and len(found.lines) == len(month.printed) == 11
    assert found.matching.waiting == ()


def _books_agree(month: Month) -> None:
    """Every invariant holds; every count agreed with the books, the last one with the till."""
    assert check_store(month.desk.store).broken == ()
    closes = list_closes(month.desk)
    assert not any(each.has_differences for each in closes)
    assert cash_in_till(month.desk) == closes[-1].counted_fen == 0


def _reports_agree(month: Month) -> None:
    """The reports are a plain recount of what was taken and given back, by the day it was."""
    taken = [
        ("pension", "10-22", 2, 500_00), ("pension", "10-22", 1, 300_00),
        ("medical", "10-22", 3, 750_00),
        ("medical", "10-22", 2, 500_00), ("medical", "10-24", 3, 750_00),
        ("medical", "10-24", -2, -500_00), ("medical", "10-25", 2, 500_00),
        ("medical", "10-28", 1, 250_00), ("medical", "10-29", 1, 250_00),
        ("medical", "11-05", 1, 250_00),  # 戊一, by WeChat
        ("medical", "11-05", 1, 250_00),  # 壬一
        ("medical", "11-05", -1, -250_00), ("medical", "11-05", 1, 250_00),  # 己一
        ("medical", "11-06", -1, -250_00), ("medical", "11-06", 1, 250_00),  # 戊一
    ]  # fmt: skip
    desk = month.desk.on(month.today)
    for period in (HalfMonth.parse("2019-10-H2"), HalfMonth.parse("2019-11-H1")):
        report = gather_progress(desk, period)
        for each in report.insurances:
            own = [row for row in taken if row[0] == each.insurance]
            now = [row for row in own if _falls_in(period, row[1])]
            by_now = [row for row in own if f"2019-{row[1]}" <= period.last_day.isoformat()]
            assert each.total.people_this_period == sum(row[2] for row in now)
            assert each.total.personal_fen_this_period == sum(row[3] for row in now)
            assert each.total.people_to_date == sum(row[2] for row in by_now)
            assert each.total.personal_fen_to_date == sum(row[3] for row in by_now)


def _falls_in(period: HalfMonth, day: str) -> bool:
    return period.first_day <= dt.date.fromisoformat(f"2019-{day}") <= period.last_day


def _trail_tells(month: Month) -> None:
    """Who did it, who put it right and who agreed to it."""
    trail = list(read_trail(month.desk.on(month.today), Wanted()))
    told = Counter((each.login, each.title) for each in trail)
    expected = {
        ("amy", "更正"): 2, ("ben", "更正"): 1,
        ("ben", "申请退费"): 1, ("amy", "申请退费"): 1, ("amy", "重办自行缴费例外"): 1,
        ("amy", "撤回缴存"): 1, ("amy", "缴存"): 2,
        ("amy", "导入已缴数据"): 2, ("01", "导入对账单"): 1,
    }  # fmt: skip
    assert {each: told[each] for each in expected} == expected
    agreed = [each for each in trail if each.title == "第二人同意" and each.login != "01"]
    assert [each.login for each in agreed] == ["amy", "ben", "amy", "amy"]
    assert all(" 01 " in f" {each.detail} " or "01" in each.detail for each in agreed)
    closed = [each for each in trail if each.title == "日结" and each.login == "01"]
    late = [each for each in closed if f"{each.business_date}" < each.recorded_at[:10]]
    assert [each.business_date for each in late] == [dt.date(2019, 10, 28)]


async def _pay(
    month: Month, hand: Hand, number: str, terminal: str, batch: str, trace: str, fen: int
) -> None:
    """Take the medical premium of a family by card, as every day."""
    await hand.home()
    await hand.text(number)
    await hand.keys("f2")
    await _swipe(month, hand, terminal, batch, trace, fen)


async def _swipe(
    month: Month,
    hand: Hand,
    terminal: str,
    batch: str,
    trace: str,
    fen: int,
    printed_fen: int | None = None,
) -> None:
    """Swipe the card, type the slip, enter it; ``printed_fen``: the slip says otherwise."""
    month.print_slip(terminal, batch, trace, fen if printed_fen is None else printed_fen)
    await hand.fill(terminal=terminal, batch=batch, trace=trace)
    await hand.keys("f2")
    hand.sees("已入账")
    await hand.home()


async def _import(hand: Hand, digit: str, path: Path) -> None:
    """Import a file: the form of its kind, its name, a preview, and again to do it."""
    await hand.keys("ctrl+p")
    await hand.text("dr")
    await hand.keys("enter", digit)
    await hand.text(path.name)
    await hand.keys("f2", "escape", "f2")
    pressed = hand.pressed
    await hand.home()
    hand.pressed = pressed


async def _close(month: Month, batches: dict[str, str]) -> None:
    """Close the day: both clerks their drawers, then the chief the station."""
    for login in ("amy", "ben"):
        async with month.at(login) as hand:
            await _close_own(hand)
    async with month.at("01") as hand:
        await hand.keys("f11", "f3")
        await hand.text("0")
        for terminal in sorted(batches):
            await hand.keys("enter")
            hand.sees(f"终端 {terminal} 批次 {batches[terminal]}")
            await hand.text(month.total(terminal, batches[terminal]))
        await hand.keys("f2")
        await hand.home()


async def _close_own(hand: Hand) -> None:
    """Count one's own drawer: nothing is in it at the end of a day."""
    await hand.keys("f11")
    await hand.text("0")
    await hand.keys("f2")
    await hand.home()
