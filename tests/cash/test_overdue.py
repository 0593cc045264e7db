"""Cash goes to the bank the same or the next day; weekly from remote villages (四(二))."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import BadInput
from models.cash.day_close.close import close_day
from models.cash.deposit import deposit_cash
from models.cash.overdue import CashTaken, due_day, find_overdue, overdue_cash
from models.cash.remittance_accounts import register_account
from models.cash.remote_villages import mark_remote, remote_marks, remote_on
from models.ledger.cash_papers import CashPaper
from models.levy.round import Duties
from models.station.desk import Desk
from models.station.founding import found_station
from models.store.writing import Store
from seed.notice_file import load_notice
from tests.making import SECOND, pay, person, register_people, reverse, with_others

DAY = dt.date(2020, 11, 2)
DUTIES = Duties(deposit_days=1, remote_deposit_days=7, deposit_clause="四(二)")
ACCOUNT = "6222000011112222"


def later(days: int) -> dt.date:
    return DAY + dt.timedelta(days=days)


def taken(fen: int, day: int = 0, *, is_remote: bool = False) -> CashTaken:
    return CashTaken(later(day), is_remote, fen)


def test_the_next_day_is_in_time_the_day_after_is_not() -> None:
    found = [find_overdue([taken(100)], 100, DUTIES, later(day)) for day in (0, 1, 2, 5)]
    assert [each.amount_fen for each in found] == [0, 0, 100, 100]
    assert found[2].since == later(1)
    assert found[3].note == "现金 1.00 元应在 2020-11-03 前缴存，已逾期 4 天（四(二)）"


def test_a_remote_village_has_a_week() -> None:
    found = [
        find_overdue([taken(100, is_remote=True)], 100, DUTIES, later(day)).amount_fen
        for day in (2, 7, 8)
    ]
    assert found == [0, 0, 100]


def test_what_was_due_first_is_deposited_first() -> None:
    both = [taken(100, is_remote=True), taken(70, 1)]
    assert find_overdue(both, 100, DUTIES, later(3)).amount_fen == 0
    assert find_overdue(both, 130, DUTIES, later(3)).amount_fen == 30


def test_a_notice_without_the_rule_calls_nothing_overdue() -> None:
    assert due_day(taken(100), Duties()) is None
    assert find_overdue([taken(100)], 100, Duties(), later(300)).note == ""


def test_a_notice_with_one_number_of_days_gives_it_to_all() -> None:
    duties = Duties(deposit_days=1)
    assert due_day(taken(1, is_remote=True), duties) == later(1)


_TAKEN = st.lists(
    st.builds(taken, st.integers(-300, 900), st.integers(0, 12), is_remote=st.booleans()),
    max_size=12,
)


@given(cash=_TAKEN, part=st.floats(0, 1), day=st.integers(0, 25))
def test_overdue_is_what_is_left_of_the_days_that_are_past(
    cash: list[CashTaken], part: float, day: int
) -> None:
    """Coin by coin: the coins are spent in the order they were due."""
    today = later(day)
    coins = sorted(
        due_day(each, DUTIES) or today for each in cash for _ in range(max(0, each.amount_fen))
    )
    till = int(len(coins) * part)
    past = [due for due in coins[len(coins) - till :] if due < today]
    found = find_overdue(cash, till, DUTIES, today)
    assert found.amount_fen == len(past)
    assert found.since == (min(past) if past else None) and bool(found.note) == bool(past)


@given(cash=_TAKEN, deposit=st.integers(0, 500), day=st.integers(0, 25))
def test_a_deposit_takes_at_most_its_amount_off_what_is_overdue(
    cash: list[CashTaken], deposit: int, day: int
) -> None:
    till = sum(max(0, each.amount_fen) for each in cash)
    before = find_overdue(cash, till, DUTIES, later(day)).amount_fen
    after = find_overdue(cash, max(0, till - deposit), DUTIES, later(day)).amount_fen
    assert before - deposit <= after <= before


@pytest.fixture
def office(store: Store) -> Desk:
    """The station whose notice has the rule, with a near and a far village."""
    desk = with_others(
        found_station(store, load_notice("weidong-2020"), "东环路街道", DAY, "clerk")
    )
    register_people(
        desk,
        person("张三", household="0001", village="近村"),
        person("李四", household="0002", village="远村"),
        person("王五", household="0003", village="近村"),
    )
    register_account(desk, "农业银行", "待报解专户", ACCOUNT, "税发1号", SECOND)
    return desk


def test_the_station_is_told_what_is_overdue(office: Desk) -> None:
    mark_remote(office, "远村", "街道〔2020〕3号")
    pay(office, "0001", trace=None, cash=CashPaper("ZJ1", "0001"))
    pay(office, "0002", trace=None, cash=CashPaper("ZJ1", "0002"))
    found = [overdue_cash(office, later(day)).amount_fen for day in (1, 2, 7, 8)]
    assert found == [0, 280_00, 280_00, 560_00]
    deposit_cash(office.on(later(2)), 280_00, "B1", ACCOUNT)
    found = [overdue_cash(office, later(day)).amount_fen for day in (1, 2, 7, 8)]
    assert found == [0, 0, 0, 280_00]


def test_a_deposit_dated_back_takes_no_lateness_off_that_a_close_stated(office: Desk) -> None:
    """The days that were closed say what they said; the day after knows the deposit."""
    pay(office, "0001", trace=None, cash=CashPaper("ZJ1", "0001"))
    before = [overdue_cash(office, later(day)) for day in (1, 2, 3)]
    assert [each.amount_fen for each in before] == [0, 280_00, 280_00]
    close_day(office.on(later(3)), "station", 280_00)
    deposit_cash(office, 280_00, "B1", ACCOUNT)
    assert [overdue_cash(office, later(day)) for day in (1, 2, 3)] == before
    assert overdue_cash(office, later(4)).note == ""


def test_cash_paid_back_or_by_card_is_not_overdue(office: Desk) -> None:
    pay(office, "0001", trace=None, cash=CashPaper("ZJ1", "0001"))
    reverse(office, "2020-000001", "void")
    pay(office, "0002", trace=1)
    assert overdue_cash(office, later(9)).note == ""


def test_a_village_is_remote_from_a_day_until_another(office: Desk) -> None:
    mark_remote(office, "远村", "3号")
    assert mark_remote(office.on(later(1)), "远村", "4号").paper == "3号"
    mark_remote(office.on(later(5)), "远村", "5号", is_remote=False)
    marks = remote_marks(office)
    assert [each.paper for each in marks] == ["3号", "5号"]
    assert [len(remote_on(marks, later(day))) for day in (-1, 0, 4, 5)] == [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("village", "paper", "is_remote"),
    [
        ("没有村", "3号", True),
        ("远村", "", True),
        ("远村", "字" * 61, True),
        ("近村", "3号", False),
    ],
)
def test_a_mark_needs_a_village_and_a_paper(
    office: Desk, village: str, paper: str, is_remote: bool
) -> None:
    with pytest.raises(BadInput):
        mark_remote(office, village, paper, is_remote=is_remote)
    assert remote_marks(office) == ()
