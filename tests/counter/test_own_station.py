"""Two stations in one store, their rows numbered alike: each reads and changes its own alone.

Whatever a station of two sees is compared with what it sees where it is alone.
"""

import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from models.base import clock
from models.base.errors import LaobaoError
from models.base.identity import with_check_character
from models.checks.check_store import check_store
from models.counter.conflict import PaperUsed
from models.counter.differences import find_differences
from models.counter.pay_difference import DifferenceRequest, book_without_money, pay_difference
from models.counter.pending_refunds import pending_refunds
from models.counter.receipt.last import last_receipt
from models.counter.receipt.printing import print_receipt
from models.counter.receipt.read import receipt_of
from models.counter.receipt.verify import verify_receipt
from models.counter.refund import approve_refund, decline_refund, request_refund
from models.counter.replay import find_slip, find_voucher, last_cash_paper, last_slip
from models.counter.reversible import reversible_payments
from models.counter.void import void_payment
from models.ledger.agency_fee import agency_fee
from models.ledger.cash_papers import CashPaper
from models.ledger.collected import collected
from models.ledger.journal import balances, cash_in_till
from models.ledger.movements import movements
from models.ledger.numbers_used import receipts_used
from models.ledger.receipt_numbers import receipt_number
from models.ledger.takings import takings_by_hour, takings_of_day
from models.people.households.families import load_household
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.station.founding import found_station
from models.station.registration import register_operator
from models.store.connect import open_store
from models.store.tables.ledger import CashPaper as CashPaperRow
from models.store.tables.ledger import Journal, Payment, PaymentLine, Slip
from models.store.writing import Store
from seed.notice_file import load_notice
from tests.built import Built
from tests.making import (
    BUSINESS_DATE,
    household_id,
    open_differences,
    pay,
    person,
    register_people,
    slip,
)

_ENTRIES = 12
_NUMBERS = [receipt_number(2019, serial) for serial in range(1, _ENTRIES + 1)]


@dataclass(frozen=True)
class Station:
    """What tells two stations apart: the people, what they hold, the terminal, the standard."""

    township: str
    family: str
    category: str
    terminal: str
    yuan: str
    area: str


_FIRST = Station("上岭桥镇", "张", "低保", "11111111", "280", "431198")
_SECOND = Station("蔡市镇", "李", "建档立卡贫困人口", "22222222", "300", "431199")


def found(store: Store, station: Station) -> Desk:
    notice = load_notice("lengshuitan-2019")
    return found_station(store, notice, station.township, BUSINESS_DATE, f"clerk {station.family}")


def work(desk: Desk, own: Station) -> Iterator[None]:
    """Do everything that is done at a counter, step by step: the same at every station."""

    def one(name: int, household: int, *categories: str) -> Any:
        number = with_check_character(f"{own.area}19800506{name:02d}1")
        return person(
            f"{own.family}{name}",
            household=f"{household:04d}",
            id_number=number,
            categories=categories,
            relation="户主",
        )

    register_operator(desk, f"second {own.family}", "reviewer")
    register_people(desk, one(1, 1, own.category), one(2, 1), one(3, 2, "特困供养人员"), one(4, 3))
    register_people(desk, one(5, 4, own.category), one(6, 5), one(7, 6))
    yield
    pay(desk, "0001", slip=slip(1, terminal=own.terminal))  # 1
    yield
    pay(desk, "0002", trace=None)  # 2
    pay(desk, "0003", trace=None, cash=CashPaper("ZJ1", "0001"))  # 3
    yield
    pay(desk, "0004", slip=slip(2, terminal=own.terminal))  # 4
    void_payment(desk, "2019-000004", "录错")  # 5
    yield
    pay(desk, "0004", slip=slip(3, terminal=own.terminal))  # 6
    pay(desk, "0005", trace=None, cash=CashPaper("ZJ1", "0002"))  # 7
    pay(desk, "0006", slip=slip(4, terminal=own.terminal))  # 8
    yield
    print_receipt(desk, "2019-000001")
    print_receipt(desk, "2019-000001", "遗失")
    record_figure(desk, "medical.personal", own.yuan, "省文〔2019〕1号")
    desk = desk.refreshed()
    yield
    home = household_id(desk)
    pay_difference(desk, DifferenceRequest(home, "medical", slip(9, terminal=own.terminal)))  # 9
    assert book_without_money(desk, "medical") == 1  # 10
    yield
    for receipt in ("2019-000003", "2019-000006", "2019-000007", "2019-000008"):
        request_refund(desk, receipt, "死亡")
    yield
    approve_refund(replace(desk, operator=f"second {own.family}"), "2019-000003")  # 11
    approve_refund(replace(desk, operator=f"second {own.family}"), "2019-000006")  # 12
    decline_refund(desk, "2019-000007", "查无此事")


def seen(desk: Desk, own: Station) -> dict[str, object]:
    """Return everything the ledger and the counter tell a station."""
    day = BUSINESS_DATE
    homes = [household_id(desk, f"000{number}") for number in range(1, 7)]
    taken = [slip(trace, terminal=own.terminal) for trace in (1, 2, 3, 4, 9)]
    vouchers = [CashPaper("ZJ1", "0001"), CashPaper("ZJ1", "0002"), CashPaper("ZJ1", "0003")]
    duties = msgspec.structs.replace(desk.notice.duties, agency_fee_fen=100)
    paid = replace(desk, notice=msgspec.structs.replace(desk.notice, duties=duties))
    return {
        "takings": (takings_of_day(desk), takings_by_hour(desk)),
        "collected": collected(desk, day, day),
        "books": (balances(desk), cash_in_till(desk), movements(desk, day, day)),
        "numbers": receipts_used(desk, day, day),
        "agency fee": agency_fee(paid, day, day),
        "differences": find_differences(desk, "medical"),
        "open": [open_differences(desk, load_household(desk, home)) for home in homes],
        "households": [load_household(desk, home) for home in homes],
        "reversible": [reversible_payments(desk, home) for home in homes],
        "waiting": pending_refunds(desk),
        "receipts": [told(partial(receipt_of, desk, number)) for number in _NUMBERS],
        "last receipts": [last_receipt(desk, home) for home in homes],
        "slips": [find_slip(desk, each) for each in taken],
        "vouchers": [find_voucher(desk, each) for each in vouchers],
        "last papers": (last_slip(desk), last_cash_paper(desk)),
        "refusals": [
            told(act)
            for act in (
                lambda: pay(desk, "0001", slip=taken[1]),
                lambda: pay(desk, "0003", trace=None, cash=vouchers[1]),
                lambda: pay(desk, "0001", slip=slip(77, terminal=own.terminal)),
                lambda: void_payment(desk, "2019-000004", "又一次"),
                lambda: void_payment(desk, "2019-000002", "录错", slip(1)),
                lambda: request_refund(desk, "2019-000003", "又一次"),
                lambda: verify_receipt(desk, "2019-000001", "0000-0000"),
            )
        ],
    }


def told(act: Callable[[], object]) -> object:
    """Return what an act returns, or what it says in refusing, with both sides of a paper."""
    try:
        return act()
    except PaperUsed as used:
        return used.message, used.sides
    except LaobaoError as refused:
        return refused.message


@pytest.fixture(autouse=True)
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "timestamp", lambda: "2019-11-14T02:31:05Z")
    monkeypatch.setattr(clock, "today", lambda: BUSINESS_DATE)


@pytest.fixture
def both(store: Store) -> tuple[Desk, Desk]:
    """The two in one store, working by turns."""
    desks = found(store, _FIRST), found(store, _SECOND)
    for _ in itertools.zip_longest(work(desks[0], _FIRST), work(desks[1], _SECOND)):
        pass
    return desks[0].refreshed(), desks[1].refreshed()


@pytest.fixture(params=[0, 1], ids=["first", "second"])
def place(request: pytest.FixtureRequest) -> int:
    """Each of the two."""
    place: int = request.param
    return place


def alone(station: Station, folder: Path, made: Path, key_file: Path) -> Desk:
    shutil.copy(made / "station.db", folder / "alone.db")
    desk = found(open_store(str(folder / "alone.db"), key_file), station)
    for _ in work(desk, station):
        pass
    return desk.refreshed()


def test_a_station_of_two_sees_what_it_sees_alone(
    both: tuple[Desk, Desk], place: int, tmp_path: Path, built: Built, key_file: Path
) -> None:
    own = (_FIRST, _SECOND)[place]
    by_itself = alone(own, tmp_path, built.empty(), key_file)
    among_two, expected = seen(both[place], own), seen(by_itself, own)
    for what, told_alone in expected.items():
        assert among_two[what] == told_alone, what
    by_itself.store.close()


def test_the_rows_of_both_have_the_same_numbers(both: tuple[Desk, Desk]) -> None:
    """So a question that forgets the station would find the other's."""
    here, there = both
    for row in (Payment, PaymentLine, Slip, CashPaperRow, Journal):
        of_each = [
            [each.id for each in desk.store.find(row, station_id=desk.station_id)] for desk in both
        ]
        assert of_each[0][:5] == of_each[1][:5] == list(range(1, len(of_each[0][:5]) + 1))
    assert len(here.store.find(Payment, station_id=here.station_id)) == _ENTRIES
    for desk in both:
        receipts = [
            number
            for number in _NUMBERS
            if not isinstance(told(partial(receipt_of, desk, number)), str)
        ]
        assert [number[-2:] for number in receipts] == [
            "01", "02", "03", "04", "06", "07", "08", "09", "10"
        ]  # fmt: skip
    assert seen(here, _FIRST) != seen(there, _SECOND)
    assert check_store(here.store).broken == ()


def test_what_one_takes_back_stays_with_the_other(both: tuple[Desk, Desk]) -> None:
    here, there = both
    before = seen(there, _SECOND)
    void_payment(here, "2019-000008", "录错")
    print_receipt(here, "2019-000008")
    void_payment(here, "2019-000009", "录错")
    void_payment(here, "2019-000001", "录错")
    assert seen(there, _SECOND) == before
    assert check_store(here.store).broken == ()
