"""Into which days money is entered: not into those to come, nor sent, nor closed by one alone."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from models.base import clock
from models.base.dates import HalfMonth
from models.base.errors import Denied
from models.bureau.funders.transfer import record_transfer
from models.cash.day_close.close import close_day
from models.cash.deposit import deposit_cash
from models.cash.remittance_accounts import close_account, register_account
from models.cash.remote_villages import mark_remote
from models.cash.terminals import end_terminal, register_terminal
from models.counter.correct import correct_payment
from models.counter.pay_difference import DifferenceRequest, pay_difference
from models.counter.refund import approve_refund, request_refund
from models.counter.request import Part, PaymentRequest
from models.counter.void import void_payment
from models.ledger.cash_papers import CashPaper
from models.station.approvals import SecondPerson, approve
from models.station.closed_days import day_words, state_of_day
from models.station.desk import Desk
from reports.submission import submit_progress
from tests.making import BUSINESS_DATE, PIN, SECOND, household_id, pay, person, register_people

ACCOUNT = "6222000011112222"
Enter = Callable[[Desk, SecondPerson | None], object]


@pytest.fixture
def desk(sqlite_desk: Desk) -> Desk:
    """Cash in the till, an account, a terminal."""
    register_people(
        sqlite_desk,
        person("张三", household="0001"),
        person("李四", household="0002"),
        person("赵六", household="0004"),
        person("王五", household="0003", categories=("建档立卡贫困人口",)),
    )
    pay(sqlite_desk, "0001", trace=None, cash=CashPaper("1", "1"))
    register_account(sqlite_desk, "农业银行", "待报解专户", ACCOUNT, "1号", SECOND)
    register_terminal(sqlite_desk, "12345678", "农业银行")
    return sqlite_desk


ENTRIES: dict[str, Enter] = {
    "pay": lambda desk, second: pay(desk, "0002", second=second),
    "deposit": lambda desk, second: deposit_cash(desk, 100_00, "A1", ACCOUNT, second),
    "close_account": lambda desk, second: close_account(desk, ACCOUNT, "更换", second),
    "register_terminal": lambda desk, second: register_terminal(
        desk, "87654321", "农业银行", "", second
    ),
    "end_terminal": lambda desk, second: end_terminal(desk, "12345678", "更换", second),
    "mark_remote": lambda desk, second: mark_remote(desk, "青山村", "3号", second=second),
    "transfer": lambda desk, second: record_transfer(
        desk, "medical", "扶贫", "建档立卡贫困人口", "remitted", 100_00, None, "1号", second=second
    ),
}


def refused(enter: Enter, desk: Desk, second: SecondPerson | None = None) -> str:
    with pytest.raises(Denied) as no:
        enter(desk, second)
    return no.value.code


def trail(desk: Desk) -> list[str]:
    rows = desk.store.rows("SELECT detail FROM audit WHERE action = 'denied' ORDER BY id")
    return [str(row[0]).split()[1] for row in rows]


@pytest.mark.parametrize("what", ENTRIES)
def test_nothing_is_entered_on_a_day_to_come(
    desk: Desk, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: BUSINESS_DATE - dt.timedelta(days=1))
    assert refused(ENTRIES[what], desk, SECOND) == "future_date"
    assert state_of_day(desk, BUSINESS_DATE) == "future"


@pytest.mark.parametrize("what", ENTRIES)
def test_a_closed_day_takes_a_second_person(desk: Desk, what: str) -> None:
    close_day(desk, "station", 250_00)
    assert state_of_day(desk, BUSINESS_DATE) == "closed"
    assert refused(ENTRIES[what], desk) == "day_closed"
    assert refused(ENTRIES[what], desk, SecondPerson("test", PIN)) == "second_operator"
    assert refused(ENTRIES[what], desk, SecondPerson("ghost", PIN)) == "not_an_operator"
    assert refused(ENTRIES[what], desk, SecondPerson("second", "111111")) == "wrong_pin"
    assert refused(ENTRIES[what], desk, SecondPerson("second")) == "pin_needed"
    ENTRIES[what](desk, SECOND)


def test_what_was_agreed_to_names_the_day_and_serves_once(desk: Desk) -> None:
    close_day(desk, "station", 250_00)
    second = replace(desk, operator="second")
    approve(second, "late_entry", "2019-11-13")
    assert refused(ENTRIES["pay"], desk, SecondPerson("second")) == "pin_needed"
    approve(second, "late_entry", "2019-11-14")
    ENTRIES["pay"](desk, SecondPerson("second"))
    assert refused(ENTRIES["deposit"], desk, SecondPerson("second")) == "pin_needed"


@pytest.mark.parametrize("what", ENTRIES)
def test_a_sent_period_takes_nothing_whoever_agrees(desk: Desk, what: str) -> None:
    submit_progress(desk.on(dt.date(2019, 11, 16)), HalfMonth.containing(BUSINESS_DATE), SECOND)
    assert state_of_day(desk, BUSINESS_DATE) == "sent"
    assert refused(ENTRIES[what], desk, SECOND) == "period_submitted"


def test_an_operators_own_close_closes_no_day_for_the_station(desk: Desk) -> None:
    close_day(desk, "operator", 250_00)
    assert state_of_day(desk, BUSINESS_DATE) == "open"
    pay(desk, "0002")


def test_a_refund_is_of_two_people_already(desk: Desk) -> None:
    close_day(desk, "station", 250_00)
    request_refund(desk, "2019-000001", "死亡")
    assert approve_refund(replace(desk, operator="second"), "2019-000001").amount_fen == 250_00


def test_a_void_is_for_the_clocks_day_and_what_no_close_has(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Setting the business date back to the payment's does not help on another day."""

    def refused_void(desk: Desk) -> str:
        return refused(lambda desk, _: void_payment(desk, "2019-000001", "录错"), desk)

    with monkeypatch.context() as patch:
        tomorrow = clock.today() + dt.timedelta(days=1)
        patch.setattr(clock, "today", lambda: tomorrow)
        assert refused_void(desk) == "not_same_day"
    assert refused_void(desk.on(BUSINESS_DATE + dt.timedelta(days=1))) == "not_same_day"
    close_day(replace(desk, operator="other"), "operator", 0)
    close_day(desk, "operator", 250_00)
    assert refused_void(desk) == "day_closed"
    assert trail(desk) == ["not_same_day", "not_same_day", "day_closed"]


def test_what_came_after_the_close_is_voided_with_a_second_person(desk: Desk) -> None:
    close_day(desk, "station", 250_00)
    receipt = pay(desk, "0002", second=SECOND).receipt
    with pytest.raises(Denied) as alone:
        void_payment(desk, receipt, "录错")
    assert alone.value.code == "day_closed" and "「第二人」" in alone.value.message
    assert void_payment(desk, receipt, "录错", None, SECOND).amount_fen == 250_00


def test_nothing_to_settle_is_told_before_the_day_is(desk: Desk) -> None:
    """Only what would be entered asks for anybody."""
    close_day(desk, "station", 250_00)
    with pytest.raises(Exception, match="没有应补或应退的差额"):
        pay_difference(desk, DifferenceRequest(household_id(desk), "medical"))


def test_every_state_of_a_day_has_its_words(desk: Desk) -> None:
    assert day_words("open") == "" == day_words(state_of_day(desk, BUSINESS_DATE))
    assert day_words("closed") == "这一天已日结，入账要第二人"
    assert day_words("sent") == "这一天已上报，不能入账"
    assert day_words("future").startswith("业务日期在今天之后")


def test_a_correction_into_a_closed_day_takes_two(desk: Desk) -> None:
    """What came after the close stands in none yet, and yet one alone does not correct it."""
    close_day(desk, "station", 250_00)
    receipt = pay(desk, "0002", second=SECOND).receipt
    right = PaymentRequest(parts=(Part(household_id(desk, "0004"), "medical"),))
    with pytest.raises(Denied) as alone:
        correct_payment(desk, receipt, right, "录错户")
    assert alone.value.code == "second_operator"
    assert correct_payment(desk, receipt, right, "录错户", SECOND).amount_fen == 250_00
