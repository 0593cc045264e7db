"""A receipt on three papers and as a sheet: looked at, and nothing wider than the paper."""

from pathlib import Path

import openpyxl
import pytest
from syrupy.assertion import SnapshotAssertion

from models.base import clock
from models.base.terms import Insurance
from models.base.text import width
from models.counter.receipt.printing import print_receipt
from models.counter.receipt.read import receipt_of, slips_of
from models.counter.receipt.values import PrintedReceipt
from models.ledger.cash_papers import CashPaper
from models.station.desk import Desk
from reports.receipt_paper.text import receipt_lines, slips_lines
from reports.receipt_paper.workbook import write_slips_workbook
from reports.rendering.paper import CELLS, Paper
from tests.counter.receipt.making import NUMBER, big_family
from tests.making import BUSINESS_DATE, household_id, pay, person, register_people, reverse, slip


@pytest.fixture
def station(sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A station at a fixed moment, with a fixed key."""
    monkeypatch.setattr(clock, "timestamp", lambda: "2019-11-14T02:31:05Z")
    monkeypatch.setattr(clock, "today", lambda: BUSINESS_DATE)
    sqlite_desk.store.key_file.write_text("0123456789abcdef" * 4 + "\n", encoding="ascii")
    return sqlite_desk


@pytest.fixture
def receipt(station: Desk) -> PrintedReceipt:
    """The twelve, printed for the first time."""
    big_family(station)
    return print_receipt(station, NUMBER)[0]


@pytest.mark.parametrize("paper", CELLS)
def test_twelve_people(receipt: PrintedReceipt, paper: Paper, snapshot: SnapshotAssertion) -> None:
    lines = receipt_lines(receipt, paper)
    assert max(map(width, lines)) <= CELLS[paper]
    assert "\n".join(line.rstrip() for line in lines) == snapshot


@pytest.mark.parametrize("paper", CELLS)
def test_every_name_number_and_amount_stands_whole(receipt: PrintedReceipt, paper: Paper) -> None:
    text = "\n".join(receipt_lines(receipt, paper))
    for line in receipt.lines:
        assert line.name in text and line.masked_number in text
    assert "1,750.00 元" in text and "壹仟柒佰伍拾元整" in text and receipt.code in text


def test_a_reprint_of_a_voided_one(station: Desk, snapshot: SnapshotAssertion) -> None:
    register_people(station, person("张三", id_number="431198198005060013"))
    pay(station)
    print_receipt(station, NUMBER)
    reverse(station, NUMBER, "void", "刷错金额")
    lines = slips_lines(print_receipt(station, NUMBER, "原件丢失，本人申请"), "58")
    assert "\n".join(line.rstrip() for line in lines) == snapshot


def test_two_families_and_a_pension_by_cash(station: Desk, snapshot: SnapshotAssertion) -> None:
    from models.counter.pay import take_payment
    from models.counter.request import Part, PaymentRequest

    register_people(
        station,
        person("张三", id_number="431198198005060013", household="0001"),
        person("李四", id_number="43119819800506003X", household="0002"),
    )
    desk = station.on(station.business_date.replace(month=10))
    insurances: tuple[Insurance, ...] = ("medical", "pension")
    request = PaymentRequest(
        parts=tuple(
            Part(household_id(desk, f"000{n}"), name) for n in (1, 2) for name in insurances
        ),
        cash=CashPaper("ZJ20191014001", "PJ0000123"),
        tiers_fen={"431198198005060013": 30000, "43119819800506003X": 10000},
    )
    take_payment(desk, request)
    lines = slips_lines(slips_of(desk, NUMBER), "80")
    assert "\n".join(line.rstrip() for line in lines) == snapshot


def test_several_slips_stand_each_with_its_amount(station: Desk) -> None:
    from dataclasses import replace

    from models.counter.pay import take_payment
    from models.counter.request import Part, PaymentRequest

    register_people(station, person("张三"))
    slips = (replace(slip(1), amount_fen=10000), replace(slip(2), amount_fen=15000))
    request = PaymentRequest(parts=(Part(household_id(station), "medical"),), slips=slips)
    take_payment(station, request)
    text = "\n".join(receipt_lines(receipt_of(station, NUMBER), "58"))
    assert "100.00 元" in text and "150.00 元" in text and "凭证 000002" in text


def test_the_sheet_is_one_a5_page_with_the_same_figures(
    receipt: PrintedReceipt, tmp_path: Path
) -> None:
    path = tmp_path / "登记单.xlsx"
    write_slips_workbook((receipt,), path)
    sheet = openpyxl.load_workbook(path)["登记单"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (11, "landscape")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=15)]
    assert [row[1] for row in rows] == [line.name for line in receipt.lines]
    assert [row[8] * 100 for row in rows] == [line.amount_fen for line in receipt.lines]
    assert sheet["I16"].value == 1750 and "壹仟柒佰伍拾元整" in sheet["A16"].value
    written = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "【正本】" in written and receipt.code in written and "（盖章）" in written
    assert sheet.print_area
