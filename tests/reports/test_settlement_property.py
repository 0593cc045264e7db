"""Whatever a station went through, the settlement of any span follows from its ledger."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base.dates import Span
from models.base.errors import LaobaoError
from models.bureau.funders.repay import repay
from models.bureau.funders.transfer import record_transfer
from models.cash.deposit import deposit_cash
from models.cash.remittance_accounts import register_account
from models.counter.pay_difference import DifferenceRequest, pay_difference
from models.counter.refund import approve_refund, request_refund
from models.ledger.cash_papers import CashPaper
from models.ledger.collected import Collected, collected
from models.ledger.journal import balances
from models.ledger.movements import Movement, movements
from models.ledger.numbers_used import receipts_used
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.station.founding import found_station
from models.store.connect import create_store
from models.store.key import create_key_file
from reports.settlement_of_receipts import settlement_listings
from seed.notice_file import load_notice
from tests.bureau.reconciliation.making import arrive, line
from tests.bureau.self_paid.making import bring, row
from tests.making import (
    BUSINESS_DATE,
    SECOND,
    household_id,
    pay,
    person,
    register_people,
    reverse,
    second_at,
    slip,
    with_others,
)
from tests.soak import campaign, times

_ACCOUNT = "6222000011112222"
_CATEGORIES = ((), (), ("低保",), ("特困供养人员",), ("建档立卡贫困人口",), ())
_OWN = ("pos", "cash", "bank_transfer", "no_charge", "revision")
_ACTS = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.sampled_from(
            ["cash", "pos", "pos", "self", "void", "refund", "bank_refund", "part", "deposit",
             "statement", "transfer", "repay", "revise"]
        ),
        st.integers(1, 6),
    ),
    min_size=10,
    max_size=40,
)  # fmt: skip


def later(days: int) -> dt.date:
    return BUSINESS_DATE + dt.timedelta(days=days)


@campaign
@settings(max_examples=times(10, 400), suppress_health_check=list(HealthCheck), deadline=None)
@given(acts=_ACTS, first=st.integers(-3, 30), length=st.integers(0, 33), cut=st.integers(0, 33))
def test_every_figure_follows_from_the_ledger(
    acts: list[tuple[int, str, int]],
    first: int,
    length: int,
    cut: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Entries come in any order of days, as clerks enter what was left over."""
    desk = _station(tmp_path_factory.mktemp("settlement"))
    for turn, (day, act, number) in enumerate(acts, 1):
        try:
            _do(desk.on(later(day)).refreshed(), act, number, turn)
        except LaobaoError:
            continue
    span = (later(first), later(first + length))
    moved, rows = movements(desk, *span), collected(desk, *span)
    _check_accounts(desk, span, moved)
    _check_sums(desk, span, moved, rows)
    _check_receipts(desk, span)
    _check_lists(desk, span, moved)
    middle = later(first + min(cut, length))
    parts = collected(desk, span[0], middle) + collected(
        desk, middle + dt.timedelta(days=1), span[1]
    )
    assert _totals(parts) == _totals(rows)
    desk.store.close()


def _check_accounts(desk: Desk, span: tuple[dt.date, dt.date], moved: dict[str, Movement]) -> None:
    opening, closing = balances(desk, span[0] - dt.timedelta(days=1)), balances(desk, span[1])
    for account, each in moved.items():
        assert each.opening_fen == opening.get(account, 0)
        assert each.closing_fen == closing.get(account, 0)
        assert min([0, *each.came.values(), *each.went.values()]) == 0
    assert {name for name, fen in closing.items() if fen} <= set(moved)


def _check_sums(
    desk: Desk,
    span: tuple[dt.date, dt.date],
    moved: dict[str, Movement],
    rows: tuple[Collected, ...],
) -> None:
    """Rows against the entries themselves, and against what moved in the accounts."""
    plain = Counter[str]()
    for channel, fen in desk.store.rows(
        "SELECT channel, amount_fen FROM payment WHERE business_date BETWEEN ? AND ?",
        [day.isoformat() for day in span],
    ):
        plain[channel] += fen
    by_channel = Counter[str]()
    for each in rows:
        by_channel[each.channel] += each.net_fen
        assert each.is_own or each.channel not in ("pos", "cash", "no_charge", "revision")
        assert each.channel in _OWN or not each.is_own
    assert {name: fen for name, fen in by_channel.items() if fen} == {
        name: fen for name, fen in plain.items() if fen
    }
    for channel, account in (("cash", "till"), ("pos", "pos_clearing")):
        of_channel = [each for each in rows if each.channel == channel]
        movement = moved.get(account, Movement(account))
        assert movement.came.get("payment", 0) == sum(each.amount_fen for each in of_channel)
        assert movement.went.get("payment", 0) == sum(each.back_fen for each in of_channel)
    elsewhere = sum(each.net_fen for each in rows if each.channel not in _OWN)
    assert moved.get("bureau", Movement("bureau")).net_fen("payment") == elsewhere


def _check_receipts(desk: Desk, span: tuple[dt.date, dt.date]) -> None:
    serials = [
        row[0]
        for row in desk.store.rows(
            "SELECT serial FROM payment WHERE business_date BETWEEN ? AND ? ORDER BY serial",
            [day.isoformat() for day in span],
        )
    ]
    used = receipts_used(desk, *span)
    assert sum(each.numbers for each in used) == len(serials)
    for each in used:
        assert (each.first, each.last) == (f"2019-{serials[0]:06d}", f"2019-{serials[-1]:06d}")
        missing = set(range(serials[0], serials[-1] + 1)) - set(serials)
        assert each.between == len(missing)


def _check_lists(desk: Desk, span: tuple[dt.date, dt.date], moved: dict[str, Movement]) -> None:
    lists = {each.name: each for each in settlement_listings(desk, Span(*span, "本期"))}
    for cells in lists["资金结存"].rows:
        assert sum(cells[1:-1]) == cells[-1]  # type: ignore[arg-type]
    pending = moved.get("pending_remittance", Movement("pending_remittance"))
    assert lists["缴存明细"].total[-1] == pending.came.get("deposit", 0)
    transfers = lists["资金方到账"].rows if "资金方到账" in lists else ()
    remitted = sum(cells[-1] for cells in transfers if cells[-3] == "划拨汇缴")  # type: ignore[misc]
    assert remitted == pending.net_fen("transfer")
    total = lists["票款结报"].total[-1]
    if "自行缴费" in lists:
        total += lists["自行缴费"].total[-1]
    money = ("till", "pos_clearing", "bureau", "bank")
    assert total == sum(moved.get(name, Movement(name)).net_fen("payment") for name in money)


def _totals(rows: tuple[Collected, ...]) -> dict[tuple[str, str, bool], list[int]]:
    sums: dict[tuple[str, str, bool], list[int]] = {}
    for each in rows:
        mine = sums.setdefault((each.insurance, each.channel, each.is_own), [0] * 6)
        for place, figure in enumerate(
            (each.entries, each.people, each.amount_fen, each.entries_back, each.people_back,
             each.back_fen)
        ):  # fmt: skip
            mine[place] += figure
    return sums


def _station(folder: Path) -> Desk:
    create_key_file(folder / "key")
    store = create_store(str(folder / "s.db"), folder / "key")
    desk = found_station(store, load_notice("lengshuitan-2019"), "上岭桥镇", BUSINESS_DATE, "clerk")
    for number, categories in enumerate(_CATEGORIES, 1):
        people = [person(f"张{number}", household=f"000{number}", categories=categories)]
        people += [person(f"李{number}", household=f"000{number}")] * (number % 2)
        register_people(desk, *people)
    with_others(desk)
    register_account(desk, "农业银行", "专户", _ACCOUNT, "1号", SECOND)
    return desk


def _do(desk: Desk, act: str, number: int, turn: int) -> None:
    household = f"000{number}"
    if act == "cash":
        pay(desk, household, trace=None, cash=CashPaper("L", f"{turn}"))
    elif act == "pos":
        pay(desk, household, trace=None if number == 4 else turn)
    elif act == "self":
        name = f"张{number}"
        id_number = desk.store.rows("SELECT id_number FROM person WHERE name = ?", (name,))[0][0]
        if bring(desk, row(id_number, name), name=f"{turn}.csv").exceptions:
            raise LaobaoError("not taken")
    elif act in ("void", "refund", "bank_refund", "part"):
        _take_back(desk, act, number)
    elif act == "deposit":
        deposit_cash(desk, number * 100_00, f"B{turn}", _ACCOUNT)
    elif act == "statement":
        _statement(desk)
    elif act == "transfer":
        record_transfer(
            desk, "medical", "医疗救助", "特困供养", "remitted", number * 100_00, paper=f"{turn}"
        )
    elif act == "repay":
        repay(desk, "medical", "低保", f"P{turn}")
    else:
        _revise(desk, number, turn)


def _revise(desk: Desk, number: int, turn: int) -> None:
    """Revise the standard, and collect or return the difference, after all there is so far."""
    last = desk.store.rows("SELECT max(business_date) FROM payment")[0][0]
    desk = desk.on(max(desk.business_date, dt.date.fromisoformat(last or "2019-11-14")))
    record_figure(desk, "medical.personal", str(220 + 10 * number), f"省文{turn}号")
    desk = desk.refreshed()
    request = DifferenceRequest(household_id(desk, f"000{number}"), "medical")
    try:
        pay_difference(desk, replace(request, paper=f"T{turn}"))
    except LaobaoError:
        pay_difference(desk, replace(request, slip=slip(turn, desk.business_date)))


def _take_back(desk: Desk, act: str, number: int) -> None:
    """Void on the day of a payment; refund as it came, by the bank, or one member of it."""
    taken = desk.store.rows(
        "SELECT p.serial, p.business_date, l.id_number FROM payment p JOIN payment_line l "
        "ON l.station_id = p.station_id AND l.payment_id = p.id "
        "JOIN in_force f ON f.station_id = l.station_id AND f.line_id = l.id "
        "WHERE p.kind = 'payment' "
        "ORDER BY l.id"
    )
    if not taken:
        raise LaobaoError("nothing was taken")
    serial, day, id_number = taken[-number % len(taken)]
    receipt = f"2019-{serial:06d}"
    if act in ("void", "refund"):
        reverse(desk.on(dt.date.fromisoformat(day)) if act == "void" else desk, receipt, act)
        return
    whose = frozenset([id_number]) if act == "part" else None
    request_refund(desk, receipt, "死亡", whose, channel="bank_transfer")
    approve_refund(second_at(desk), receipt)


def _statement(desk: Desk) -> None:
    """A statement of every slip of the station so far."""
    slips = desk.store.rows("SELECT trace, slip_date, amount_fen FROM slip ORDER BY id")
    if not slips:
        raise LaobaoError("no terminal was used")
    arrive(
        desk,
        *(line(int(trace), int(fen), day=dt.date.fromisoformat(day)) for trace, day, fen in slips),
        name=f"{desk.business_date}{len(slips)}",
    )
