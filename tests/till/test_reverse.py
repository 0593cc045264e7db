"""Voids and refunds: new entries that name the old one."""

import datetime as dt

import pytest

from models.desk import Desk
from models.errors import BadInput, RefusedByRule
from models.till.number import parse_receipt_number
from models.till.reverse import reverse_payment
from tests.making import pay, person, settle

_TOMORROW = dt.date(2019, 11, 15)


@pytest.fixture
def paid(desk: Desk) -> Desk:
    settle(desk, person("张三", categories=("低保",)), person("李四"))
    pay(desk)
    return desk


def _code(desk: Desk, receipt: str, kind: str) -> str:
    with pytest.raises(RefusedByRule) as refused:
        reverse_payment(desk, receipt, kind, "原因")  # type: ignore[arg-type]
    return refused.value.code


def test_a_reversal_turns_every_amount_and_share_around(paid: Desk):
    result = reverse_payment(paid, "2019-000001", "void", "刷错金额")
    assert (result.receipt, result.amount_fen, result.people) == ("2019-000002", 50000, 2)
    sums = "SELECT sum(people), sum(amount_fen), sum(subsidy_fen) FROM payment_line"
    assert [int(each) for each in paid.store.rows(sums)[0]] == [0, 0, 0]
    assert int(paid.store.rows("SELECT sum(amount_fen) FROM line_share")[0][0]) == 0


def test_a_void_is_for_the_same_day_only(paid: Desk):
    assert _code(paid.on(_TOMORROW), "2019-000001", "void") == "not_same_day"


def test_a_refund_may_come_later_but_not_before(paid: Desk):
    assert _code(paid.on(dt.date(2019, 11, 13)), "2019-000001", "refund") == "too_early"
    assert reverse_payment(paid.on(_TOMORROW), "2019-000001", "refund", "重复参保").people == 2


def test_nothing_is_reversed_twice(paid: Desk):
    reverse_payment(paid, "2019-000001", "void", "刷错金额")
    assert _code(paid, "2019-000001", "void") == "already_reversed"


@pytest.mark.parametrize("receipt", ["2019-000009", "12", "abc", "2019-000002"])
def test_an_unknown_receipt_is_bad_input(paid: Desk, receipt: str):
    reverse_payment(paid, "2019-000001", "void", "刷错金额")
    with pytest.raises(BadInput):
        reverse_payment(paid, receipt, "void", "原因")


@pytest.mark.parametrize("reason", ["", "   ", "坏\u202e字"])
def test_a_reversal_needs_a_readable_reason(paid: Desk, reason: str):
    with pytest.raises(BadInput):
        reverse_payment(paid, "2019-000001", "void", reason)


def test_receipt_numbers_read_back():
    assert parse_receipt_number(" 2019-000123 ") == (2019, 123)
