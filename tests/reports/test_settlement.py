"""Settlement of receipts: every figure follows from the ledger, and the accounts add up."""

import datetime as dt
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.custody.accounts import register_account
from models.custody.deposit import deposit_cash
from models.dates import Span
from models.desk import Desk
from models.errors import BadInput, LaobaoError
from models.ledger.collected import collected
from models.ledger.journal import balances
from models.ledger.movements import movements
from models.station import found_station
from models.store.connect import create_store
from models.store.key import create_key_file
from models.till.cash import CashPaper
from reports.listing.text import listing_text
from reports.settlement import settlement_listings
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, pay, person, reverse, settle

ACCOUNT = "6222000011112222"
NOVEMBER = Span.parse("2019-11")


def later(days: int) -> dt.date:
    return BUSINESS_DATE + dt.timedelta(days=days)


@pytest.fixture
def worked(desk: Desk) -> Desk:
    """In the first half: 250 cash, 500 by card and voided in part; in the second a deposit."""
    settle(desk, *(person(f"张{n}", household=f"000{n}") for n in range(1, 5)))
    register_account(desk, "农业银行", "专户", ACCOUNT, "1号")
    pay(desk, "0001", trace=None, cash=CashPaper("L", "1"))
    pay(desk, "0002", trace=1)
    pay(desk, "0003", trace=2)
    reverse(desk, "2019-000003", "void")
    deposit_cash(desk.on(later(3)), 100_00, "B1", ACCOUNT)
    return desk


def test_the_form_of_a_station(worked: Desk):
    form, moved, deposited = settlement_listings(worked, NOVEMBER)
    assert [row[1:] for row in form.rows] == [
        ("现金", 1, 1, 250_00, 0, 0, 0, 1, 250_00),
        ("POS刷卡", 2, 2, 500_00, 1, 1, 250_00, 1, 250_00),
    ]
    assert form.total is not None and form.total[-1] == 500_00
    assert "2019-000001 至 2019-000004，共 4 张（收费 3 张、撤销 1 张）" in form.notes[0]
    till, pos, pending = moved.rows[:3]
    assert till == ("库存现金", 0, 250_00, -100_00, 0, 0, 150_00)
    assert pos == ("POS 待清算", 0, 250_00, 0, 0, 0, 250_00)
    assert pending[3] == pending[-1] == 100_00
    assert [row[1:] for row in deposited.rows] == [("B1", "农业银行", "尾号 2222", 100_00)]
    assert "代征人员：" in listing_text(form)


def test_the_next_half_month_begins_where_the_last_one_ended(worked: Desk):
    first, second = (
        settlement_listings(worked, Span.parse(f"2019-11-H{half}"))[1].rows for half in (1, 2)
    )
    assert [row[-1] for row in first] == [row[1] for row in second]
    assert second[0] == ("库存现金", 250_00, 0, -100_00, 0, 0, 150_00)


def test_a_span_is_a_half_month_or_a_month():
    assert (NOVEMBER.first_day, NOVEMBER.last_day) == (dt.date(2019, 11, 1), dt.date(2019, 11, 30))
    assert NOVEMBER.title == "2019年11月" and Span.parse("2020-02下").last_day.day == 29
    for text in ("2019-13", "2019", "0000-01", "十一月"):
        with pytest.raises(BadInput):
            Span.parse(text)


_ACTS = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.sampled_from(["cash", "pos", "void", "refund", "deposit"]),
        st.integers(1, 6),
    ),
    max_size=14,
)


@settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
@given(acts=_ACTS, first=st.integers(-5, 30), length=st.integers(0, 30))
def test_opening_and_movements_are_closing_and_sums_are_the_entries(
    acts: list[tuple[int, str, int]],
    first: int,
    length: int,
    tmp_path_factory: pytest.TempPathFactory,
):
    desk = _station(tmp_path_factory.mktemp("settlement"))
    for turn, (day, act, number) in enumerate(sorted(acts, key=lambda each: each[0]), 1):
        try:
            _do(desk.on(later(day)), act, number, turn)
        except LaobaoError:
            continue
    span = later(first), later(first + length)
    found = movements(desk, *span)
    opening, closing = balances(desk, later(first - 1)), balances(desk, span[1])
    for account, each in found.items():
        assert each.opening_fen == opening.get(account, 0)
        assert each.closing_fen == closing.get(account, 0)
        assert each.in_fen - each.out_fen == sum(each.by_source.values())
    assert {name for name, fen in closing.items() if fen} <= set(found)
    plain: dict[str, int] = defaultdict(int)
    for channel, fen in desk.store.rows(
        "SELECT channel, amount_fen FROM payment WHERE business_date BETWEEN ? AND ?",
        [day.isoformat() for day in span],
    ):
        plain[channel] += fen
    rows = collected(desk, *span)
    by_channel: dict[str, int] = defaultdict(int)
    for row in rows:
        by_channel[row.channel] += row.net_fen
        assert min(row.entries, row.people, row.amount_fen, row.people_back, row.back_fen) >= 0
    assert {name: fen for name, fen in by_channel.items() if fen} == {
        name: fen for name, fen in plain.items() if fen
    }
    desk.store.close()


def _station(folder: Path) -> Desk:
    create_key_file(folder / "key")
    store = create_store(str(folder / "s.db"), folder / "key")
    desk = found_station(store, load_notice("lengshuitan-2019"), "上岭桥镇", BUSINESS_DATE, "clerk")
    settle(desk, *(person(f"张{n}", household=f"000{n}") for n in range(1, 7)))
    register_account(desk, "农业银行", "专户", ACCOUNT, "1号")
    return desk


def _do(desk: Desk, act: str, number: int, turn: int) -> None:
    if act == "cash":
        pay(desk, f"000{number}", trace=None, cash=CashPaper("L", f"{turn}"))
    elif act == "pos":
        pay(desk, f"000{number}", trace=turn)
    elif act == "deposit":
        deposit_cash(desk, number * 100_00, f"B{turn}", ACCOUNT)
    else:
        reverse(desk, f"2019-{number:06d}", act)
