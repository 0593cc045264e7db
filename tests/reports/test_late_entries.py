"""What was entered late: after its day, or after that day's close."""

import datetime as dt

import pytest

from models.base import clock
from models.base.errors import BadInput
from models.cash.day_close.close import close_day
from models.cash.deposit import deposit_cash, take_back_deposit
from models.cash.remittance_accounts import register_account
from models.ledger.cash_papers import CashPaper
from models.station.desk import Desk
from reports.late_entries import late_listing
from tests.making import BUSINESS_DATE, SECOND, pay, person, register_people

ACCOUNT = "6222000011112222"


@pytest.fixture
def on_its_day(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Three families, and the clock on the business date at half past ten."""
    monkeypatch.setattr(clock, "today", lambda: BUSINESS_DATE)
    monkeypatch.setattr(clock, "timestamp", lambda: "2019-11-14T02:30:00Z")
    register_people(desk, *(person(f"张{n}", household=f"000{n}") for n in range(1, 4)))
    register_account(desk, "农业银行", "专户", ACCOUNT, "1号", SECOND)
    return desk


def told(desk: Desk) -> list[tuple[object, ...]]:
    return [(row[2], row[3], row[4], row[6]) for row in late_listing(desk).rows]


def test_what_is_entered_on_its_day_before_the_close_is_not_late(on_its_day: Desk) -> None:
    pay(on_its_day, "0001", trace=None, cash=CashPaper("1", "1"))
    deposit_cash(on_its_day, 100_00, "A1", ACCOUNT)
    close_day(on_its_day, "station", 150_00)
    assert told(on_its_day) == []


def test_what_is_entered_after_the_close_is(on_its_day: Desk) -> None:
    pay(on_its_day, "0001", trace=None, cash=CashPaper("1", "1"))
    close_day(on_its_day, "station", 250_00)
    pay(on_its_day, "0002", trace=1, second=SECOND)
    deposit_cash(on_its_day, 250_00, "A1", ACCOUNT, SECOND)
    take_back_deposit(on_its_day, "A1", "录错", SECOND)
    late = "第 1 号日结以后录入"
    assert sorted(told(on_its_day)) == [
        ("撤回缴存", "A1", -250_00, late),
        ("收费", "2019-000002", 250_00, late),
        ("缴存", "A1", 250_00, late),
    ]


def test_what_is_entered_for_an_earlier_day_is(
    on_its_day: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Days are the machine's; the time of entry stands in the row."""
    monkeypatch.setattr(clock, "today", lambda: BUSINESS_DATE + dt.timedelta(days=3))
    monkeypatch.setattr(clock, "timestamp", lambda: "2019-11-17T02:30:00Z")
    pay(on_its_day, "0001", trace=1)
    (row,) = late_listing(on_its_day).rows
    assert row == (
        BUSINESS_DATE, "2019-11-17 10:30", "收费", "2019-000001", 250_00, "test", "晚 3 天录入"
    )  # fmt: skip


def test_a_span_does_not_end_before_it_begins(on_its_day: Desk) -> None:
    with pytest.raises(BadInput):
        late_listing(on_its_day, BUSINESS_DATE, BUSINESS_DATE - dt.timedelta(days=1))
