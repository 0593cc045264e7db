"""The form for money given back: who gets how much, how, why, who asked and who agreed."""

from pathlib import Path

import openpyxl
import pytest

from models.base.errors import BadInput
from models.bureau.funders.repay import repay
from models.counter.correct import correct_payment
from models.counter.pay import take_payment
from models.counter.refund import approve_refund, request_refund
from models.counter.refund_form import refund_forms, refund_forms_between
from models.counter.request import Part, PaymentRequest
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from reports.listing.text import listings_text
from reports.listing.workbook import write_listings_workbook
from reports.refund_form import refund_listings, refund_listings_between
from tests.making import (
    PIN,
    household_id,
    pay,
    person,
    register_people,
    reverse,
    second_at,
    slip,
)

_RECEIPT = "2019-000001"


@pytest.fixture
def paid(desk: Desk) -> Desk:
    register_people(desk, person("张三"), person("李四", categories=("低保",)), person("王五"))
    pay(desk)
    return desk


def _number(desk: Desk, name: str) -> str:
    number: str = desk.store.rows("SELECT id_number FROM person WHERE name = ?", (name,))[0][0]
    return number


def test_a_refund_that_waits_has_a_form_without_approval(paid: Desk) -> None:
    request_refund(paid, _RECEIPT, "死亡", frozenset({_number(paid, "王五")}), "现金")
    (form,) = refund_forms(paid, _RECEIPT)
    assert (form.number, form.approved_by, form.asked_by) == ("", "", "test")
    assert [(each.name, each.amount_fen) for each in form.lines] == [("王五", 25000)]
    text = listings_text(refund_listings(paid, _RECEIPT))
    for said in ("退费单", "待复核", "死亡", "现金", "申请：test", "钱还不能退", "贰佰伍拾元整"):
        assert said in text, said
    assert _number(paid, "王五") not in text


def test_a_refund_names_who_asked_and_who_agreed(paid: Desk, tmp_path: Path) -> None:
    request_refund(paid, _RECEIPT, "重复参保", frozenset({_number(paid, "王五")}))
    done = approve_refund(second_at(paid), _RECEIPT)
    for number in (_RECEIPT, done.receipt):
        (form,) = refund_forms(paid, number)
        assert (form.number, form.receipt) == (done.receipt, _RECEIPT)
        assert (form.asked_by, form.approved_by, form.amount_fen) == ("test", "second", 25000)
    path = tmp_path / "退费单.xlsx"
    write_listings_workbook(refund_listings(paid, done.receipt), path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    written = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    text = " ".join(written)
    for said in (
        "领款人签字",
        "领款日期",
        "申请：test",
        "复核：second",
        "王五",
        "领款人：",
        "原因",
    ):
        assert said in text, said
    assert "250" in text


def test_a_void_has_a_form_too(paid: Desk) -> None:
    reverse(paid, _RECEIPT, "void", "刷错金额")
    (form,) = refund_forms(paid, _RECEIPT)
    assert (form.kind, form.asked_by, form.approved_by) == ("void", "", "test")
    assert form.amount_fen == 75000 and len(form.lines) == 3
    assert "撤销单" in listings_text(refund_listings(paid, form.number))


def test_of_a_span_there_is_one_form_an_entry(paid: Desk) -> None:
    assert "没有撤销、退费" in listings_text(refund_listings_between(paid, None, None))
    request_refund(paid, _RECEIPT, "重复参保", frozenset({_number(paid, "王五")}))
    approve_refund(second_at(paid), _RECEIPT)
    request_refund(paid, _RECEIPT, "死亡")
    approve_refund(second_at(paid), _RECEIPT)
    day = paid.business_date
    assert [each.amount_fen for each in refund_forms_between(paid, day, day)] == [25000, 50000]
    assert len(refund_listings_between(paid, day, day)) == 2
    assert len(refund_forms(paid, _RECEIPT)) == 2


def test_where_nothing_was_given_back_there_is_no_form(paid: Desk) -> None:
    with pytest.raises(BadInput, match="没有退费"):
        refund_forms(paid, _RECEIPT)
    with pytest.raises(BadInput, match="没有收据"):
        refund_forms(paid, "2019-000009")


def test_families_that_get_money_back_together_sign_each_their_own(desk: Desk) -> None:
    register_people(desk, person("张三"), person("李四", household="0002"))
    parts = tuple(Part(household_id(desk, each), "medical") for each in ("0001", "0002"))
    number = take_payment(desk, PaymentRequest(parts, (slip(),))).receipt
    reverse(desk, number, "void", "刷错金额")
    first, second = refund_forms(desk, number)
    assert [len(each.lines) for each in (first, second)] == [1, 1]
    assert (first.amount_fen, first.whole_fen, first.households) == (25000, 50000, 2)
    one, other = refund_listings(desk, number)
    assert one.name != other.name and "整笔 500.00 元" in listings_text((one,))
    assert "李四" not in listings_text((one,)) and "李四" in listings_text((other,))


def test_who_agreed_at_the_same_terminal_is_named(paid: Desk) -> None:
    second_at(paid)
    request_refund(paid, _RECEIPT, "死亡")
    approve_refund(paid, _RECEIPT, SecondPerson("second", PIN))
    (form,) = refund_forms(paid, _RECEIPT)
    assert (form.asked_by, form.approved_by) == ("test", "second")


def test_what_a_funder_has_paid_already_is_owed_back(paid: Desk) -> None:
    repay(paid, "medical", "低保", "2号")
    request_refund(paid, _RECEIPT, "重复参保")
    for _ in ("it waits", "it is done"):
        (form,) = refund_forms(paid, _RECEIPT)
        assert "李四的先征后补 75.00 元已补给本人" in form.owed_back[0]
        assert form.owed_back[0] in listings_text(refund_listings(paid, _RECEIPT))
        if not form.number:
            approve_refund(second_at(paid), _RECEIPT)


def test_a_correction_gives_no_money_to_anybody(paid: Desk) -> None:
    register_people(paid, person("孙八", household="0008"), person("孙九", household="0008"))
    register_people(paid, person("孙十", household="0008"))
    right = PaymentRequest((Part(household_id(paid, "0008"), "medical"),))
    correct_payment(paid, _RECEIPT, right, "录错户")
    with pytest.raises(BadInput, match="没有退费"):
        refund_forms(paid, _RECEIPT)
