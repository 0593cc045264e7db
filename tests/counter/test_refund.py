"""Refunds: asked for by one operator, approved by another, in part or as a whole."""

import datetime as dt
from dataclasses import replace

import pytest

from models.base.errors import BadInput, Denied, RefusedByRule
from models.bureau.funders.owed import owed_to_people
from models.bureau.funders.repay import repay, take_back
from models.checks.check_store import check_store
from models.counter.pay import take_payment
from models.counter.pending_refunds import pending_refunds
from models.counter.refund import approve_refund, decline_refund, request_refund
from models.counter.request import Part, PaymentRequest
from models.ledger.cash_papers import CashPaper
from models.ledger.journal import balances
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from tests.bureau.reconciliation.making import arrive, kinds, line
from tests.making import (
    PIN,
    SECOND,
    household_id,
    pay,
    person,
    register_people,
    slip,
)

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


def test_a_request_moves_no_money(paid: Desk) -> None:
    before = balances(paid)
    asked = request_refund(paid, _RECEIPT, "重复参保")
    assert balances(paid) == before
    assert (asked.amount_fen, asked.names, asked.channel) == (500_00, ("张三", "李四"), "pos")
    assert pending_refunds(paid) == (asked,)
    assert request_refund(paid, _RECEIPT, "又一次") == asked


def test_another_operator_approves_it(paid: Desk) -> None:
    request_refund(paid, _RECEIPT, "重复参保")
    done = approve_refund(second(paid), _RECEIPT)
    assert (done.receipt, done.amount_fen, done.people) == ("2019-000002", 500_00, 2)
    assert set(balances(paid).values()) == {0} and pending_refunds(paid) == ()
    rows = paid.store.rows("SELECT kind, channel, reason, business_date FROM payment WHERE id = 2")
    assert rows == [("refund", "pos", "重复参保", "2019-12-02")]


def test_nobody_approves_their_own_request(paid: Desk) -> None:
    request_refund(paid, _RECEIPT, "重复参保")
    with pytest.raises(RefusedByRule) as refused:
        approve_refund(paid, _RECEIPT)
    assert refused.value.code == "second_operator"
    assert len(pending_refunds(paid)) == 1


def test_nothing_is_approved_twice_or_without_a_request(paid: Desk) -> None:
    with pytest.raises(RefusedByRule) as refused:
        approve_refund(second(paid), _RECEIPT)
    assert refused.value.code == "no_request"
    request_refund(paid, _RECEIPT, "重复参保")
    approve_refund(second(paid), _RECEIPT)
    with pytest.raises(RefusedByRule) as refused:
        request_refund(paid, _RECEIPT, "重复参保")
    assert refused.value.code == "already_reversed"


def test_one_member_is_refunded_and_the_other_stays_insured(paid: Desk) -> None:
    asked = request_refund(paid, _RECEIPT, "死亡", frozenset({number_of(paid, "李四")}))
    assert (asked.names, asked.amount_fen) == (("李四",), 250_00)
    assert approve_refund(second(paid), _RECEIPT).people == 1
    assert paid.store.rows("SELECT count(*) FROM in_force") == [(1,)]
    rest = request_refund(paid, _RECEIPT, "死亡")
    assert rest.names == ("张三",)


def test_who_was_already_refunded_cannot_be_named_again(paid: Desk) -> None:
    both = frozenset({number_of(paid, "李四")})
    request_refund(paid, _RECEIPT, "死亡", both)
    approve_refund(second(paid), _RECEIPT)
    for members in (both, frozenset({"x"}), frozenset[str]()):
        with pytest.raises(BadInput):
            request_refund(paid, _RECEIPT, "死亡", members)


def test_a_declined_request_leaves_everything_and_may_be_asked_again(paid: Desk) -> None:
    request_refund(paid, _RECEIPT, "重复参保")
    assert decline_refund(second(paid), _RECEIPT, "查无重复").receipt == _RECEIPT
    assert pending_refunds(paid) == ()
    assert request_refund(paid, _RECEIPT, "查实重复").reason == "查实重复"


def test_money_may_go_back_by_bank(paid: Desk) -> None:
    request_refund(paid, _RECEIPT, "重复参保", channel="bank_transfer")
    approve_refund(second(paid), _RECEIPT)
    assert balances(paid)["bank"] == -500_00
    assert balances(paid)["pos_clearing"] == 500_00


def test_money_may_go_back_in_cash_while_there_is_enough_of_it(paid: Desk) -> None:
    request_refund(paid, _RECEIPT, "重复参保", channel="cash")
    with pytest.raises(RefusedByRule) as refused:
        approve_refund(second(paid), _RECEIPT)
    assert refused.value.code == "more_than_cash" and len(pending_refunds(paid)) == 1
    register_people(paid, person("王五", household="0002"), person("赵六", household="0002"))
    pay(paid, "0002", trace=None, cash=CashPaper("1", "2"))
    approve_refund(second(paid), _RECEIPT)
    assert balances(paid)["till"] == 0


def test_what_cannot_be_asked_for_is_named(paid: Desk) -> None:
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


def test_cash_goes_back_in_cash(desk: Desk) -> None:
    register_people(desk, person("张三"))
    pay(desk, trace=None, cash=CashPaper("1", "2"))
    asked = request_refund(desk, _RECEIPT, "死亡")
    assert asked.channel == "cash"
    approve_refund(second(desk), _RECEIPT)
    assert balances(desk)["till"] == 0


def test_the_second_person_approves_at_the_terminal_of_who_asked(paid: Desk) -> None:
    """The decision is theirs, proved by their PIN; the trail says who agreed."""
    request_refund(paid, _RECEIPT, "重复参保")
    done = approve_refund(paid, _RECEIPT, SECOND)
    assert done.amount_fen == 500_00
    rows = paid.store.rows(
        "SELECT o.login FROM refund_decision d JOIN operator o ON o.id = d.operator_id"
    )
    assert rows == [("second",)] and check_store(paid.store).broken == ()
    told = paid.store.rows("SELECT subject, detail FROM audit WHERE action = 'agreed'")
    assert told == [(_RECEIPT, "refund second pin")]


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (SecondPerson("test", PIN), "second_operator"),
        (SecondPerson("second", "999999"), "wrong_pin"),
        (SecondPerson("second"), "pin_needed"),
        (SecondPerson("ghost", PIN), "not_an_operator"),
    ],
)
def test_nobody_is_two(paid: Desk, who: SecondPerson, code: str) -> None:
    request_refund(paid, _RECEIPT, "重复参保")
    with pytest.raises(Denied) as denied:
        approve_refund(paid, _RECEIPT, who)
    assert denied.value.code == code and len(pending_refunds(paid)) == 1
    assert paid.store.rows("SELECT count(*) FROM audit WHERE action = 'denied'") == [(1,)]


def test_who_asked_does_not_agree_to_it_at_a_colleagues_terminal(paid: Desk) -> None:
    request_refund(second(paid), _RECEIPT, "重复参保")
    with pytest.raises(Denied) as denied:
        approve_refund(paid, _RECEIPT, SECOND)
    assert denied.value.code == "second_operator"


def test_the_refunds_own_slip_matches_the_statement(paid: Desk) -> None:
    """Some of a receipt went back to the card, in a batch of its own."""
    number = number_of(paid, "张三")
    request_refund(paid, _RECEIPT, "死亡", frozenset({number}))
    own = slip(31, paid.business_date, batch="000009")
    assert approve_refund(second(paid), _RECEIPT, slip=own).amount_fen == 250_00
    back = line(31, -250_00, batch="000009", day=_LATER, kind="refund")
    arrival = arrive(paid, line(1, 500_00), back)
    assert kinds(arrival.reconciliation) == [] and arrival.reconciliation.newly_cleared == 2
    assert check_store(paid.store).broken == ()


def test_a_slip_that_was_used_is_none_of_a_refund(paid: Desk) -> None:
    request_refund(paid, _RECEIPT, "死亡")
    with pytest.raises(RefusedByRule) as refused:
        approve_refund(second(paid), _RECEIPT, slip=slip(1))
    assert refused.value.code == "slip_used" and len(pending_refunds(paid)) == 1


def test_what_goes_back_otherwise_has_no_slip(paid: Desk) -> None:
    request_refund(paid, _RECEIPT, "死亡", channel="银行转账")
    with pytest.raises(BadInput, match="不用签购单"):
        approve_refund(second(paid), _RECEIPT, slip=slip(31, _LATER))


def test_everything_of_a_person_goes_back_who_pays_for_two_insurances(desk: Desk) -> None:
    register_people(desk, person("张三"), person("李四"))
    day, who = desk.on(dt.date(2019, 10, 20)), number_of(desk, "张三")
    home = household_id(day)
    both = PaymentRequest(
        parts=(Part(home, "medical"), Part(home, "pension", None, frozenset({who}))),
        slips=(slip(5, day.business_date),),
        tiers_fen={who: 300_00},
    )
    receipt = take_payment(day, both).receipt
    asked = request_refund(day, receipt, "死亡", frozenset({who}))
    assert asked.amount_fen == 550_00


def test_what_was_repaid_is_owed_back_and_comes_back(paid: Desk) -> None:
    """李四 paid 250 and got 75 back from 医疗救助; after the refund of 250 she owes 75."""
    repay(paid, "medical", "低保", "救助1号")
    asked = request_refund(paid, _RECEIPT, "重复参保", frozenset({number_of(paid, "李四")}))
    assert [(each.name, each.funder, each.amount_fen) for each in asked.repaid] == [
        ("李四", "医疗救助", 75_00)
    ]
    done = approve_refund(second(paid), _RECEIPT)
    assert done.amount_fen == 250_00 and "李四的先征后补 75.00 元" in done.owed_back[0]
    assert balances(paid)["payer"] == 75_00
    (owed,) = owed_to_people(paid)
    assert (owed.name, owed.amount_fen) == ("李四", -75_00)
    back = take_back(paid, "medical", "低保", "收据9", [owed.person_id])
    assert (back.people, back.amount_fen) == (1, -75_00)
    assert owed_to_people(paid) == () and balances(paid)["payer"] == 0
    assert balances(paid)["funder:医疗救助"] == 0 and check_store(paid.store).broken == ()
    with pytest.raises(RefusedByRule) as refused:
        take_back(paid, "medical", "低保", "收据9", [owed.person_id])
    assert refused.value.code == "not_owed"
