"""What funders owe on any day: the shares in force on it, whatever is entered afterwards."""

import datetime as dt
import itertools
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.errors import RefusedByRule
from models.bureau.funders.owed import owed_to_people
from models.bureau.funders.repay import repay
from models.bureau.funders.transfer import record_transfer
from models.counter.pay_difference import DifferenceRequest, book_without_money, pay_difference
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.station.founding import found_station
from models.store.connect import create_store
from reports.receivables.gather import ReceivableReport, gather_receivables
from reports.receivables.owed import OwedReport, gather_owed
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, household_id, pay, person, register_people, reverse, slip
from tests.soak import campaign, times

_CATEGORIES = ("低保", "建档立卡贫困人口", "特困供养人员", "社会保障兜底脱贫对象", "")
_ACTS = (
    "pay",
    "pay",
    "refund",
    "register_people",
    "register_people",
    "repay",
    "repay one",
    "transfer",
    "revise",
)
_STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(_ACTS), st.sampled_from((0, 0, 0, 1, 2, 3, 4))),
    min_size=4,
    max_size=14,
)
_Key = tuple[str, str, str]


@contextmanager
def _station(key_file: Path) -> Iterator[Desk]:
    """Open a new station with one family of each category, all of whom have paid."""
    with tempfile.TemporaryDirectory() as folder:
        store = create_store(str(Path(folder) / "station.db"), key_file)
        desk = found_station(
            store, load_notice("lengshuitan-2019"), "上岭桥镇", BUSINESS_DATE, "test"
        )
        for n, name in enumerate(_CATEGORIES):
            register_people(
                desk, person(f"甲{n}", household=str(n), categories=(name,) if name else ())
            )
            pay(desk, str(n), trace=None if n in (2, 3) else n + 1)
        yield desk
        store.close()


def _act(desk: Desk, act: str, n: int, number: int) -> None:
    """Do one thing at the counter; what the rules refuse is no part of the ledger."""
    if act == "pay":
        pay(desk, str(n), trace=None if n in (2, 3) else number)
    elif act == "refund":
        ((year, serial),) = desk.store.rows(
            "SELECT p.year, p.serial FROM payment p JOIN payment_line l "
            "ON l.station_id = p.station_id AND l.payment_id = p.id "
            "JOIN in_force f ON f.station_id = l.station_id AND f.line_id = l.id "
            "JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id "
            "WHERE q.name = ?",
            (f"甲{n}",),
        ) or ((0, 0),)
        if serial:
            ((paid_on,),) = desk.store.rows(
                "SELECT business_date FROM payment WHERE serial = ?", (serial,)
            )
            kind = "void" if paid_on == desk.business_date.isoformat() else "refund"
            reverse(desk, f"{year}-{serial:06d}", kind, "测试")
    elif act == "revise":
        record_figure(desk, "medical.personal", str(250 + 10 * number), f"省{number}号")
    elif act == "register_people" and n in (2, 3):
        book_without_money(desk, "medical")
    elif act == "register_people":
        taken = slip(number, desk.business_date)
        pay_difference(desk, DifferenceRequest(household_id(desk, str(n)), "medical", taken))
    elif act == "transfer":
        record_transfer(
            desk, "medical", "扶贫", "建档立卡", "remitted", 5000 + number, paper=f"扶{number}"
        )
    else:
        ((low,),) = desk.store.rows("SELECT id FROM person WHERE name = '甲0'")
        repay(desk, "medical", "低保", f"民{number}", {low} if act == "repay one" else None)


def _in_force_on(desk: Desk, day: dt.date) -> Counter[_Key]:
    """Return the shares of the lines in force on a day, line by line from the ledger."""
    rows = desk.store.rows(
        "SELECT id, people, adjusts_line_id, reverses_line_id, category FROM payment_line "
        "WHERE business_date <= ?",
        (day.isoformat(),),
    )
    undone = {row[3] for row in rows if row[1] == -1}
    standing = {row[0]: row[4] for row in rows if row[1] == 1 and row[0] not in undone}
    standing |= {row[0]: row[4] for row in rows if row[1] == 0 and row[2] in standing}
    found: Counter[_Key] = Counter()
    for line_id, how, funder, fen in desk.store.rows(
        "SELECT line_id, settlement, funder, amount_fen FROM line_share"
    ):
        if line_id in standing:
            found[how, funder, standing[line_id]] += fen
    return found


def _check(desk: Desk, day: dt.date, known: tuple[ReceivableReport, OwedReport]) -> None:
    report, owed = gather_receivables(desk, day), gather_owed(desk, day)
    assert (report, owed) == known
    due = {(row.settlement, row.funder, row.category): row.due_fen for row in report.rows}
    in_force = _in_force_on(desk, day)
    assert {key: fen for key, fen in due.items() if fen} == {
        key: fen for key, fen in in_force.items() if fen
    }
    assert all(len(row.shares) == row.people for row in report.rows)
    back = [row for row in report.rows if row.settlement == "reimbursed"]
    everybody = owed_to_people(desk, day)
    assert sum(each.amount_fen for each in everybody) == sum(row.difference_fen for row in back)
    assert all(each.amount_fen for each in everybody)
    assert len({each.person_id for each in everybody}) == len(everybody)
    assert report.owed_fen == sum(each.amount_fen for each in everybody if each.amount_fen > 0)
    assert report.owed_fen == sum(each.amount_fen for each in owed.lists)


@campaign
@settings(max_examples=times(10, 400))
@given(steps=_STEPS)
def test_the_rows_are_the_shares_in_force_on_every_day(
    key_file: Path, steps: list[tuple[int, str, int]]
) -> None:
    """Paid, refunded, revised, settled, paid back and paid again on days in sequence.

    What was printed at the end of each day still stands when all is entered.
    """
    with _station(key_file) as first:
        desk, known = first, dict[dt.date, tuple[ReceivableReport, OwedReport]]()
        for number, (days, act, n) in zip(itertools.count(11), steps, strict=False):
            if days:
                known[desk.business_date] = gather_receivables(desk), gather_owed(desk)
                desk = desk.on(desk.business_date + dt.timedelta(days=days)).refreshed()
            with suppress(RefusedByRule):
                _act(desk, act, n, number)
            desk = desk.refreshed()
        known[desk.business_date] = gather_receivables(desk), gather_owed(desk)
        for day, printed in known.items():
            _check(desk, day, printed)
