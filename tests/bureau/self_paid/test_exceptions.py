"""Open exceptions: what they are now, and each way to settle one, once."""

from pathlib import Path

import openpyxl
import pytest

from models.base.errors import BadInput, RefusedByRule
from models.bureau.self_paid.exceptions import accept_row, open_rows, resolve_row, retry_rows
from models.station.desk import Desk
from reports.self_paid.exceptions import exception_document, exception_lines, gather_paid_exceptions
from reports.self_paid.workbook import write_exception_workbook
from tests.bureau.self_paid.making import bring, everything, row
from tests.making import made_up_number, pay, person, register_people, reverse


@pytest.fixture
def strange(desk: Desk) -> Desk:
    """1: paid twice, 2: wrong amount, 3: unknown, 4: another name."""
    people = register_people(desk, person("张三"), person("李四"), person("王五"))
    pay(desk, members=frozenset({people[0].id_number}))
    bring(
        desk,
        row(people[0].id_number, "张三", voucher="1"),
        row(people[1].id_number, "李四", amount_fen=28000, row=3),
        row(made_up_number(), "赵六", row=4),
        row(people[2].id_number, "王武", row=5),
    )
    return desk


def now(desk: Desk) -> list[tuple[int, str]]:
    return [(each.number, each.finding.state) for each in open_rows(desk)]


def test_each_waits_under_its_number(strange: Desk):
    assert now(strange) == [
        (1, "paid_twice"), (2, "wrong_amount"), (3, "unknown"), (4, "name_differs"),
    ]  # fmt: skip


def test_one_is_resolved_with_a_reason_and_never_comes_back(strange: Desk):
    resolve_row(strange, 1, "税务已退")
    assert [number for number, _ in now(strange)] == [2, 3, 4]
    with pytest.raises(RefusedByRule) as refused:
        resolve_row(strange, 1, "再一次")
    assert refused.value.code == "already_resolved"
    retry_rows(strange)
    assert [number for number, _ in now(strange)] == [2, 3, 4]


def test_a_reason_and_a_number_are_needed(strange: Desk):
    before = everything(strange)
    with pytest.raises(BadInput, match="原因"):
        resolve_row(strange, 1, " ")
    with pytest.raises(BadInput, match="没有第 9 号"):
        resolve_row(strange, 9, "无")
    assert everything(strange) == before


def test_a_refund_at_the_station_takes_it_off_the_candidates(strange: Desk):
    reverse(strange, "2019-000001", "refund", "重复缴费")
    assert now(strange)[0] == (1, "posted")
    (posted,) = retry_rows(strange)
    assert (posted.number, posted.receipt) == (1, "2019-000003")
    assert [number for number, _ in now(strange)] == [2, 3, 4]
    assert retry_rows(strange) == ()


def test_another_name_is_accepted_by_a_person_with_a_reason(strange: Desk):
    done = accept_row(strange, 4, "银行录错字")
    assert done.receipt == "2019-000002"
    assert strange.store.rows("SELECT row_id, payment_id, reason FROM self_paid_decision") == [
        (4, 2, "银行录错字")
    ]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_nothing_but_a_name_can_be_accepted(strange: Desk, number: int):
    before = everything(strange)
    with pytest.raises(RefusedByRule) as refused:
        accept_row(strange, number, "核实")
    assert refused.value.code == "not_postable" and everything(strange) == before


def test_somebody_entered_later_can_be_posted(sqlite_desk: Desk):
    number = made_up_number()
    bring(sqlite_desk, row(number, "赵六"))
    assert retry_rows(sqlite_desk) == ()
    register_people(sqlite_desk, person("赵六", id_number=number))
    assert [each.receipt for each in retry_rows(sqlite_desk)] == ["2019-000001"]


def test_text_json_and_xlsx_agree(strange: Desk, tmp_path: Path):
    report = gather_paid_exceptions(strange)
    text = "\n".join(exception_lines(report))
    assert "【重复缴费】（退费候选）1 行 250.00 元" in text and "laobao paid accept" in text
    document = exception_document(report)
    assert document["counts"]["wrong_amount"] == {"rows": 1, "amount_fen": 28000}
    write_exception_workbook(report, tmp_path / "例外.xlsx")
    book = openpyxl.load_workbook(tmp_path / "例外.xlsx")
    assert book.sheetnames == ["重复缴费", "金额不符", "查无此人", "姓名不符"]
    sheet = book["金额不符"]
    assert [cell.value for cell in sheet[5]][6:8] == [280, 250]


def test_no_whole_number_stands_in_text_or_audit(strange: Desk):
    numbers = [number for (number,) in strange.store.rows("SELECT id_number FROM person")]
    said = "\n".join(exception_lines(gather_paid_exceptions(strange)))
    audit = str(strange.store.rows("SELECT subject, detail FROM audit"))
    assert not any(number in said + audit for number in numbers)
