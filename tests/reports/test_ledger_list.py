"""The payment ledger: every line of every entry, in the order of the books, adding up to them."""

import datetime as dt
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from models.base import clock
from models.base.errors import BadInput
from models.checks.check_store import one_moment
from models.counter.pay import take_payment
from models.counter.pay_difference import DifferenceRequest, pay_difference
from models.counter.request import Part, PaymentRequest
from models.ledger.cash_papers import CashPaper
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from reports.listing.csv import write_table_csv
from reports.listing.workbook import write_listing_workbook
from reports.people_lists.payment_ledger import KIND_TITLES, ledger_listing
from tests.bureau.self_paid.making import bring
from tests.bureau.self_paid.making import row as own_payment
from tests.making import household_id, pay, person, register_people, reverse, slip
from tests.reports.stations import DAYS, Lived, live

_FIRST = dt.date(2019, 10, 1)


@pytest.mark.parametrize("seed", range(8))
def test_every_line_is_there_once_and_the_sums_are_the_ledgers(lived: Lived, seed: int) -> None:
    desk = lived(seed)
    dice = random.Random(seed)
    for _ in range(4):
        first, last = sorted(dice.sample(DAYS, 2))
        _check(desk, first, last)


def test_the_same_in_either_database(desk: Desk) -> None:
    live(desk, random.Random(1))
    with one_moment(desk.store):
        assert _check(desk, _FIRST, DAYS[-1]) > 5


def _check(desk: Desk, first: dt.date, last: dt.date) -> int:
    span = (first.isoformat(), last.isoformat())
    listing = ledger_listing(desk, first, last)
    rows = list(listing.rows)
    expected = Counter(
        (row[0], f"{row[1]}-{row[2]:06d}", *map(int, row[3:]))
        for row in desk.store.rows(
            "SELECT l.id_number, y.year, y.serial, l.standard_fen, l.subsidy_fen, "
            "l.reimbursed_fen, l.amount_fen FROM payment_line l "
            "JOIN payment y ON y.station_id = l.station_id AND y.id = l.payment_id "
            "WHERE y.business_date BETWEEN ? AND ?",
            span,
        )
    )
    assert Counter((row[6], row[1], *row[10:14]) for row in rows) == expected
    assert all(row[10] - row[11] + row[12] == row[13] for row in rows)
    assert [row[:2] for row in rows] == sorted(row[:2] for row in rows)  # type: ignore[type-var]
    entries, paid_fen = desk.store.rows(
        "SELECT count(*), coalesce(sum(amount_fen), 0) FROM payment "
        "WHERE business_date BETWEEN ? AND ?",
        span,
    )[0]
    assert listing.total[1:3] == (f"{entries} 笔", f"{len(rows)} 条")
    assert listing.total[13] == int(paid_fen) == sum(row[13] for row in rows)  # type: ignore[misc]
    for place in (10, 11, 12):
        assert listing.total[place] == sum(row[place] for row in rows)  # type: ignore[misc]
    return len(rows)


def test_what_a_line_says_of_slips_cash_and_what_it_takes_back(sqlite_desk: Desk) -> None:
    register_people(
        sqlite_desk, person("张三", categories=("低保",)), person("李四", household="0002")
    )
    pay(sqlite_desk, "0001")
    pay(sqlite_desk, "0002", trace=None, cash=CashPaper("ZJ1", "V0001"))
    reverse(sqlite_desk, "2019-000001", "void", "录错人员")
    paid, cash, void = ledger_listing(sqlite_desk).rows
    assert paid[2:4] == ("收费", "青山村") and paid[7:15] == (
        "医疗保险", "2020", "低保", 25000, 7500, 7500, 25000, "POS刷卡",
    )  # fmt: skip
    assert paid[15:18] == ("12345678/000001/000001", "test", None)
    (recorded_at,) = sqlite_desk.store.rows("SELECT recorded_at FROM payment WHERE id = 1")[0]
    assert paid[18] == clock.local_time(recorded_at)
    assert cash[14:16] == ("现金", "清单 ZJ1 税票 V0001")
    assert void[2] == "撤销" and void[13] == -25000 and void[17] == "冲 2019-000001 录错人员"


def test_several_slips_stand_on_each_line_of_their_entry(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person("张三"), person("李四"), person("王五", household="0002"))
    two = (replace(slip(1), amount_fen=20000), replace(slip(2), amount_fen=30000))
    take_payment(
        sqlite_desk, PaymentRequest((Part(household_id(sqlite_desk), "medical"),), slips=two)
    )
    pay(sqlite_desk, "0002", trace=3)
    papers = [row[15] for row in ledger_listing(sqlite_desk).rows]
    both = "12345678/000001/000001；12345678/000001/000002"
    assert papers == [both, both, "12345678/000001/000003"]


def test_what_people_paid_by_themselves_names_the_voucher(sqlite_desk: Desk) -> None:
    (who,) = register_people(sqlite_desk, person("张三"))
    bring(sqlite_desk, own_payment(who.id_number, voucher="E0001"))
    (row,) = ledger_listing(sqlite_desk).rows
    assert row[13] == 25000 and row[15] == "E0001" and row[14] != "POS刷卡"


def test_a_difference_names_the_receipt_it_adjusts(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person("张三"))
    pay(sqlite_desk)
    later = sqlite_desk.on(dt.date(2019, 11, 18))
    record_figure(later, "medical.personal", "280", "湘医保发〔2019〕1号")
    later = later.refreshed()
    request = DifferenceRequest(household_id(later), "medical", slip=slip(2, later.business_date))
    pay_difference(later, request)
    row = list(ledger_listing(later).rows)[-1]
    assert row[2] == "补收差额" and row[10:14] == (3000, 0, 0, 3000)
    assert row[17] == "冲 2019-000001 湘医保发〔2019〕1号"


def test_a_span_that_ends_before_it_begins_is_refused(sqlite_desk: Desk) -> None:
    with pytest.raises(BadInput, match="早于开始日期"):
        ledger_listing(sqlite_desk, dt.date(2019, 11, 2), dt.date(2019, 11, 1))
    assert list(ledger_listing(sqlite_desk).rows) == []
    assert ledger_listing(sqlite_desk).total[13] == 0


def test_the_notes_sum_each_kind_and_every_kind_has_a_title(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person("张三"))
    reverse(sqlite_desk, pay(sqlite_desk).receipt, "void")
    notes = ledger_listing(sqlite_desk).notes
    assert notes[:2] == ("收费 1 笔 1 条，实缴 250.00 元", "撤销 1 笔 1 条，实缴 -250.00 元")
    assert set(KIND_TITLES) == {"payment", "void", "refund", "collect", "return"}


def test_files_hold_texts_as_texts(sqlite_desk: Desk, tmp_path: Path) -> None:
    who = register_people(sqlite_desk, person("=1+1"), person("热依汗古丽·阿不都热合曼"))
    pay(sqlite_desk)
    write_listing_workbook(ledger_listing(sqlite_desk), tmp_path / "a.xlsx")
    write_table_csv((ledger_listing(sqlite_desk),), tmp_path / "a.csv")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert sheet["F4"].value == "=1+1" and sheet["F4"].data_type == "s"
    assert sheet["G5"].value == who[1].id_number and sheet["N6"].value == 500
    assert "\t=1+1" in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
