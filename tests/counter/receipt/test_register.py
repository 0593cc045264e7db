"""The register of receipts: every number, what became of it, and no number missing."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from models.base.errors import BadInput
from models.counter.receipt.printing import print_receipt
from models.station.desk import Desk
from reports.listing.text import listing_text
from reports.listing.workbook import write_listing_workbook
from reports.receipt_register.gather import gather_register
from reports.receipt_register.listing import register_document, register_listing
from tests.making import pay, person, register_people, reverse


@pytest.fixture
def season(desk: Desk) -> Desk:
    """1 stands and was printed twice, 2 was voided by 3, 4 refunded later by 5."""
    register_people(
        desk, *[person(f"张{n}", household=f"000{n}", relation="户主") for n in (1, 2, 3)]
    )
    for number in (1, 2):
        pay(desk, f"000{number}", trace=number)
    reverse(desk, "2019-000002", "void")
    pay(desk, "0003", trace=3)
    print_receipt(desk, "2019-000001")
    print_receipt(desk, "2019-000001", "丢失")
    later = desk.on(dt.date(2019, 11, 20))
    reverse(later, "2019-000004", "refund")
    return later


def test_every_number_has_a_row_with_its_state(season: Desk) -> None:
    register = gather_register(season)
    assert [(row.number, row.state, row.reversed_by, row.prints) for row in register.rows] == [
        ("2019-000001", "有效", (), 2),
        ("2019-000002", "已撤销", ("2019-000003",), 0),
        ("2019-000003", "撤销 2019-000002", (), 0),
        ("2019-000004", "已退费", ("2019-000005",), 0),
        ("2019-000005", "退费 2019-000004", (), 0),
    ]
    assert (register.rows[0].household, register.rows[0].head) == ("青山村 0001", "张1")
    assert (register.receipts.numbers, register.receipts.amount_fen) == (3, 75000)
    assert (register.voided, register.taken_back.amount_fen, register.net_fen) == (2, -50000, 25000)
    assert register.missing == ()


def test_a_span_of_days_shows_what_became_of_its_receipts_later(season: Desk) -> None:
    register = gather_register(season, dt.date(2019, 11, 14), dt.date(2019, 11, 14))
    assert [row.number[-1] for row in register.rows] == ["1", "2", "3", "4"]
    assert register.rows[-1].state == "已退费"
    with pytest.raises(BadInput, match="早于"):
        gather_register(season, dt.date(2019, 11, 14), dt.date(2019, 11, 13))


def test_a_missing_number_is_named(season: Desk) -> None:
    columns = (
        "{} AS id, station_id, kind, {} AS year, {} AS serial, channel, business_date, amount_fen, "
        "chose_members, reason, operator_id, recorded_at"
    )
    names = columns.replace("{} AS ", "")
    with season.writing("pay"):
        season.store.run(
            f"INSERT INTO payment ({names}) SELECT {columns.format(99, 2019, 8)} FROM payment "
            "WHERE serial = 1"
        )
    register = gather_register(season)
    assert register.missing == ("2019-000006", "2019-000007")
    assert "缺号 2 个：2019-000006、2019-000007" in listing_text(register_listing(register))


def test_text_json_and_xlsx_agree(season: Desk, tmp_path: Path) -> None:
    register = gather_register(season)
    listing, document = register_listing(register), register_document(register)
    text = listing_text(listing)
    assert "净额 250.00 元" in text and "号码连续，没有缺号" in text
    assert document["total"]["net_fen"] == 25000 and len(document["receipts"]) == 5
    write_listing_workbook(listing, tmp_path / "登记簿.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "登记簿.xlsx")["缴费登记簿"]
    assert [sheet.cell(row, 1).value for row in range(4, 9)] == [
        row.number for row in register.rows
    ]
    assert sheet.cell(9, 7).value == 250
