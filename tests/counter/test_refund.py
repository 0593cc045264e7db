"""Refunds: asked for by one operator, approved by another, in part or as a whole."""

import datetime as dt
from dataclasses import replace

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.counter.refund import approve_refund, decline_refund, pending_refunds, request_refund
from models.ledger.cash_papers import CashPaper
from models.ledger.journal import balances
from models.station.desk import Desk
from tests.making import pay, person, register_people

_LATER = dt.date(2019, 12, 2)
_RECEIPT = "2019-000001"


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """张三 paid 250, 李四 (低保) 250 of which 75 come back, by POS; today is later."""
    register_people(desk, person("张三"), person("李四", categories=("低保",)))
    pay(desk)
    return desk.on(_LATER)


def second(desk: Desk) -> Desk:
    return replace(desk, operator="second")


def number_of(desk: Desk, name: str) -> str:
    return str(desk.store.rows("SELECT id_number FROM person WHERE name = ?", (name,))[0][0])


def test_a_request_moves_no_money(paid: Desk):
    before = balances(paid)
    asked = request_refund(paid, _RECEIPT, "重复参保")
    assert balances(paid) == before
    assert (asked.amount_fen, asked.names, asked.channel) == (500_00, ("张三", "李四"), "pos")
    assert pending_refunds(paid) == (asked,)
    assert request_refund(paid, _RECEIPT, "又一次") == asked


def test_another_operator_approves_it(paid: Desk):
    request_refund(paid, _RECEIPT, "重复参保")
    done = approve_refund(second(paid), _RECEIPT)
    assert (done.receipt, done.amount_fen, done.people) == ("2019-000002", 500_00, 2)
    assert set(balances(paid).values()) == {0} and pending_refunds(paid) == ()
    rows = paid.store.rows("SELECT kind, channel, reason, business_date FROM payment WHERE id = 2")
    assert rows == [("refund", "pos", "重复参保", "2019-12-02")]


def test_nobody_approves_their_own_request(paid: Desk):
    request_refund(paid, _RECEIPT, "重复参保")
    with pytest.raises(RefusedByRule) as refused:
        approve_refund(paid, _RECEIPT)
    assert refused.value.code == "second_operator"
    assert len(pending_refunds(paid)) == 1


def test_nothing_is_approved_twice_or_without_a_request(paid: Desk):
    with pytest.raises(RefusedByRule) as refused:
        approve_refund(second(paid), _RECEIPT)
    assert refused.value.code == "no_request"
    request_refund(paid, _RECEIPT, "重复参保")
    approve_refund(second(paid), _RECEIPT)
    with pytest.raises(RefusedByRule) as refused:
        request_refund(paid, _RECEIPT, "重复参保")
    assert refused.value.code == "already_reversed"


def test_one_member_is_refunded_and_the_other_stays_insured(paid: Desk):
    asked = request_refund(paid, _RECEIPT, "死亡", frozenset({number_of(paid, "李四")}))
    assert (asked.names, asked.amount_fen) == (("李四",), 250_00)
    assert approve_refund(second(paid), _RECEIPT).people == 1
    assert paid.store.rows("SELECT count(*) FROM in_force") == [(1,)]
    rest = request_refund(paid, _RECEIPT, "死亡")
    assert rest.names == ("张三",)


def test_who_was_already_refunded_cannot_be_named_again(paid: Desk):
    both = frozenset({number_of(paid, "李四")})
    request_refund(paid, _RECEIPT, "死亡", both)
    approve_refund(second(paid), _RECEIPT)
    for members in (both, frozenset({"x"}), frozenset[str]()):
        with pytest.raises(BadInput):
            request_refund(paid, _RECEIPT, "死亡", members)


def test_a_declined_request_leaves_everything_and_may_be_asked_again(paid: Desk):
    request_refund(paid, _RECEIPT, "重复参保")
    assert decline_refund(second(paid), _RECEIPT, "查无重复").receipt == _RECEIPT
    assert pending_refunds(paid) == ()
    assert request_refund(paid, _RECEIPT, "查实重复").reason == "查实重复"


def test_money_may_go_back_by_bank(paid: Desk):
    request_refund(paid, _RECEIPT, "重复参保", channel="bank_transfer")
    approve_refund(second(paid), _RECEIPT)
    assert balances(paid)["bank"] == -500_00
    assert balances(paid)["pos_clearing"] == 500_00


def test_money_may_go_back_in_cash_while_there_is_enough_of_it(paid: Desk):
    request_refund(paid, _RECEIPT, "重复参保", channel="cash")
    with pytest.raises(RefusedByRule) as refused:
        approve_refund(second(paid), _RECEIPT)
    assert refused.value.code == "more_than_cash" and len(pending_refunds(paid)) == 1
    register_people(paid, person("王五", household="0002"), person("赵六", household="0002"))
    pay(paid, "0002", trace=None, cash=CashPaper("1", "2"))
    approve_refund(second(paid), _RECEIPT)
    assert balances(paid)["till"] == 0


def test_what_cannot_be_asked_for_is_named(paid: Desk):
    for receipt, reason, channel in (
        ("2019-000009", "重复", ""),
        (_RECEIPT, " ", ""),
        (_RECEIPT, "重复", "alipay"),
        (_RECEIPT, "坏\u202e字", ""),
    ):
        with pytest.raises(BadInput):
            request_refund(paid, receipt, reason, channel=channel)
    with pytest.raises(RefusedByRule) as refused:
        request_refund(paid.on(dt.date(2019, 11, 1)), _RECEIPT, "重复")
    assert refused.value.code == "too_early"


def test_cash_goes_back_in_cash(desk: Desk):
    register_people(desk, person("张三"))
    pay(desk, trace=None, cash=CashPaper("1", "2"))
    asked = request_refund(desk, _RECEIPT, "死亡")
    assert asked.channel == "cash"
    approve_refund(second(desk), _RECEIPT)
    assert balances(desk)["till"] == 0
