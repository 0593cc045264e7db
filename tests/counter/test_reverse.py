"""Voids and refunds: new entries that name the old one."""

import datetime as dt

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.counter.differences import find_differences
from models.counter.pay_difference import DifferenceRequest, book_without_money, pay_difference
from models.counter.refund import request_refund
from models.counter.void import void_payment
from models.ledger.journal import balances
from models.ledger.receipt_numbers import parse_receipt_number
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from tests.making import household_id, pay, person, register_people, reverse, slip

_TOMORROW = dt.date(2019, 11, 15)


@pytest.fixture
def paid(desk: Desk) -> Desk:
    register_people(desk, person("张三", categories=("低保",)), person("李四"))
    pay(desk)
    return desk


def _code(desk: Desk, receipt: str, kind: str) -> str:
    with pytest.raises(RefusedByRule) as refused:
        reverse(desk, receipt, kind, "原因")  # type: ignore[arg-type]
    return refused.value.code


def test_a_reversal_turns_every_amount_and_share_around(paid: Desk):
    result = reverse(paid, "2019-000001", "void", "刷错金额")
    assert (result.receipt, result.amount_fen, result.people) == ("2019-000002", 50000, 2)
    sums = "SELECT sum(people), sum(amount_fen), sum(subsidy_fen) FROM payment_line"
    assert [int(each) for each in paid.store.rows(sums)[0]] == [0, 0, 0]
    assert int(paid.store.rows("SELECT sum(amount_fen) FROM line_share")[0][0]) == 0


def test_a_void_is_for_the_same_day_only(paid: Desk):
    assert _code(paid.on(_TOMORROW), "2019-000001", "void") == "not_same_day"


def test_a_refund_may_come_later_but_not_before(paid: Desk):
    assert _code(paid.on(dt.date(2019, 11, 13)), "2019-000001", "refund") == "too_early"
    assert reverse(paid.on(_TOMORROW), "2019-000001", "refund", "重复参保").people == 2


def test_nothing_is_reversed_twice(paid: Desk):
    reverse(paid, "2019-000001", "void", "刷错金额")
    assert _code(paid, "2019-000001", "void") == "already_reversed"


@pytest.mark.parametrize("receipt", ["2019-000009", "12", "abc", "2019-000002"])
def test_an_unknown_receipt_is_bad_input(paid: Desk, receipt: str):
    reverse(paid, "2019-000001", "void", "刷错金额")
    with pytest.raises(BadInput):
        reverse(paid, receipt, "void", "原因")


@pytest.mark.parametrize("reason", ["", "   ", "坏\u202e字"])
def test_a_reversal_needs_a_readable_reason(paid: Desk, reason: str):
    with pytest.raises(BadInput):
        reverse(paid, "2019-000001", "void", reason)


def test_receipt_numbers_read_back():
    assert parse_receipt_number(" 2019-000123 ") == (2019, 123)


def test_a_void_may_carry_its_own_slip(paid: Desk):
    void_payment(paid, "2019-000001", "刷错金额", slip(2))
    rows = paid.store.rows("SELECT trace, amount_fen FROM slip ORDER BY id")
    assert rows == [("000001", 50000), ("000002", -50000)]


def test_the_slip_of_a_void_is_a_new_one(paid: Desk):
    with pytest.raises(RefusedByRule, match="没有保存") as refused:
        void_payment(paid, "2019-000001", "刷错金额", slip(1))
    assert refused.value.code == "slip_used"
    assert void_payment(paid, "2019-000001", "刷错金额", slip(2)).receipt == "2019-000002"


def test_a_collected_difference_is_voided_and_owed_again(paid: Desk):
    """The standard becomes 280: 30 are collected from 李四, then the slip turns out wrong."""
    desk = paid
    record_figure(desk, "medical.personal", "280", "湘医保发〔2019〕1号")
    desk = desk.refreshed()
    owed = find_differences(desk, "medical")
    home = household_id(desk)
    collected = pay_difference(desk, DifferenceRequest(home, "medical", slip(2)))
    assert find_differences(desk, "medical") == ()
    undone = void_payment(desk, collected.receipt, "刷错卡")
    assert undone.amount_fen == collected.amount_fen > 0
    assert find_differences(desk, "medical") == owed
    with pytest.raises(RefusedByRule) as refused:
        void_payment(desk, collected.receipt, "刷错卡")
    assert refused.value.code == "already_reversed"


def test_a_difference_goes_with_its_payment(paid: Desk):
    record_figure(paid, "medical.personal", "280", "湘医保发〔2019〕1号")
    desk = paid.refreshed()
    collected = pay_difference(desk, DifferenceRequest(household_id(desk), "medical", slip(2)))
    reverse(desk, "2019-000001", "void")
    assert set(balances(desk).values()) == {0}
    with pytest.raises(RefusedByRule) as refused:
        void_payment(desk, collected.receipt, "刷错卡")
    assert refused.value.code == "already_reversed"
    with pytest.raises(BadInput, match="差额"):
        request_refund(desk, collected.receipt, "重复")


def test_a_difference_is_not_settled_before_the_day_its_payment_was_taken_back(paid: Desk):
    """Refunded tomorrow: today, in arrears, nothing of it is collected any more."""
    reverse(paid.on(_TOMORROW), "2019-000001", "refund", "死亡")
    record_figure(paid, "medical.personal", "280", "湘医保发〔2019〕1号")
    request = DifferenceRequest(household_id(paid), "medical", slip(9))
    with pytest.raises(RefusedByRule) as refused:
        pay_difference(paid.refreshed(), request)
    assert refused.value.code == "too_early" and "请按 F8" in refused.value.message
    assert book_without_money(paid.refreshed(), "medical") == 0
