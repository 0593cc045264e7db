"""A wrong amount is taken: the surplus is owed by the bureau, the rest collected at the counter."""

import datetime as dt

import pytest

from models.base.errors import BadInput, Denied, RefusedByRule
from models.bureau.self_paid.exceptions import open_rows, resolve_row, retry_rows
from models.bureau.self_paid.take import collect_row, take_row
from models.cash.day_close.close import close_day
from models.cash.terminals import register_terminal
from models.counter.differences import find_differences
from models.ledger.journal import balances
from models.ledger.slip import PosSlip
from models.station.desk import Desk
from tests.bureau.self_paid.making import back, bring, everything, row, states
from tests.bureau.self_paid.test_returns import enrolled, entries, is_sound, waiting
from tests.making import SECOND, pay, person, register_people, reverse, slip

_LINES = (
    "SELECT standard_fen, subsidy_fen, reimbursed_fen, amount_fen, people FROM payment_line "
    "ORDER BY id"
)


def _slip(desk: Desk, trace: int = 7) -> PosSlip:
    return slip(trace, desk.business_date)


@pytest.fixture
def too_much(desk: Desk) -> Desk:
    """张三 paid 280 where 250 was due."""
    (one,) = register_people(desk, person("张三"))
    bring(desk, row(one.id_number, amount_fen=28000, voucher="1"))
    return desk


@pytest.fixture
def too_little(desk: Desk) -> Desk:
    """张三 paid 230 where 250 was due."""
    (one,) = register_people(desk, person("张三"))
    bring(desk, row(one.id_number, amount_fen=23000, voucher="1"))
    return desk


def number_of(desk: Desk) -> str:
    """Return the identity number of the one person."""
    return str(desk.store.rows("SELECT id_number FROM person")[0][0])


def test_the_surplus_is_no_premium_and_waits_until_the_bureau_has_returned_it(
    too_much: Desk,
) -> None:
    done = take_row(too_much, 1, "本人要求参保")
    assert (done.receipt, done.amount_fen, done.surplus_fen) == ("2019-000001", 25000, 3000)
    assert entries(too_much) == [("payment", "alipay", 25000)]
    assert balances(too_much) == {"bureau": 25000, "levy:medical": -25000}
    (left,) = open_rows(too_much)
    assert left.finding.state == "surplus" and "多缴 30.00 元" in left.finding.reason
    resolve_row(too_much, 1, "税务 12-01 已退 30 元")
    assert (waiting(too_much), is_sound(too_much)) == ([], True)
    with pytest.raises(RefusedByRule, match="已入账或已处理"):
        resolve_row(too_much, 1, "再一次")


def test_who_is_fully_subsidised_is_enrolled_and_gets_all_of_it_back(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三", categories=("特困供养人员",)))
    bring(desk, row(one.id_number))
    done = take_row(desk, 1, "系统里已资助")
    assert (done.amount_fen, done.surplus_fen) == (0, 25000)
    assert desk.store.rows(_LINES) == [(25000, 25000, 0, 0, 1)]
    assert (waiting(desk), is_sound(desk)) == ([("surplus", 25000)], True)


def test_a_row_of_a_file_returns_the_surplus_before_or_after_it_is_taken(desk: Desk) -> None:
    one, other = register_people(desk, person("张三"), person("李四"))
    bring(
        desk, row(one.id_number, amount_fen=28000), row(other.id_number, "李四", amount_fen=28000)
    )
    take_row(desk, 1, "参保")
    assert bring(desk, back(one.id_number, amount_fen=3000)).exceptions == ()
    assert states(bring(desk, back(other.id_number, "李四", amount_fen=3000))) == ["reversal"]
    take_row(desk, 2, "参保")
    assert (waiting(desk), enrolled(desk), is_sound(desk)) == ([], 2, True)


def test_all_of_it_may_still_go_back_and_the_rest_after_the_surplus(desk: Desk) -> None:
    one, other = register_people(desk, person("张三"), person("李四"))
    bring(
        desk, row(one.id_number, amount_fen=28000), row(other.id_number, "李四", amount_fen=28000)
    )
    take_row(desk, 1, "参保")
    take_row(desk, 2, "参保")
    bring(desk, back(one.id_number, amount_fen=28000))
    later = dt.date(2019, 11, 10)
    bring(desk, back(other.id_number, "李四", amount_fen=25000, paid_on=later))
    assert waiting(desk) == [("surplus", 3000), ("reversal", 25000)]
    bring(desk, back(other.id_number, "李四", amount_fen=3000))
    assert (waiting(desk), enrolled(desk), is_sound(desk)) == ([], 0, True)


def test_the_rest_is_collected_by_card_and_both_make_the_standard(too_little: Desk) -> None:
    done = collect_row(too_little, 1, _slip(too_little), amount_fen=2000)
    assert (done.receipt, done.rest_receipt, done.rest_fen) == ("2019-000001", "2019-000002", 2000)
    assert entries(too_little) == [("payment", "alipay", 23000), ("collect", "pos", 2000)]
    assert too_little.store.rows(_LINES) == [(23000, 0, 0, 23000, 1), (2000, 0, 0, 2000, 0)]
    assert balances(too_little) == {
        "bureau": 23000, "levy:medical": -25000, "pos_clearing": 2000,
    }  # fmt: skip
    assert (waiting(too_little), enrolled(too_little), is_sound(too_little)) == ([], 1, True)
    assert find_differences(too_little, "medical") == ()


def test_the_subsidy_stands_whole_beside_the_rest(desk: Desk) -> None:
    """低保 pays 250 and gets 75 back."""
    (one,) = register_people(desk, person("张三", categories=("低保",)))
    bring(desk, row(one.id_number, amount_fen=20000))
    collect_row(desk, 1, _slip(desk))
    assert desk.store.rows(_LINES) == [(20000, 7500, 7500, 20000, 1), (5000, 0, 0, 5000, 0)]
    assert is_sound(desk) and find_differences(desk, "medical") == ()


def test_the_same_slip_again_answers_with_the_first_receipts(too_little: Desk) -> None:
    first = collect_row(too_little, 1, _slip(too_little))
    before = everything(too_little)
    again = collect_row(too_little, 1, _slip(too_little))
    assert (again.replayed, again.rest_receipt) == (True, first.rest_receipt)
    assert everything(too_little) == before
    with pytest.raises(RefusedByRule, match="已入账或已处理"):
        collect_row(too_little, 1, _slip(too_little, 8))


def test_a_rest_that_was_voided_is_owed_again_and_collected_anew(too_little: Desk) -> None:
    done = collect_row(too_little, 1, _slip(too_little))
    reverse(too_little, done.rest_receipt, "void", "刷错卡")
    assert waiting(too_little) == [("rest", 2000)]
    again = collect_row(too_little, 1, _slip(too_little, 8))
    assert (again.receipt, again.rest_fen) == (done.receipt, 2000)
    assert (waiting(too_little), is_sound(too_little)) == ([], True)


def test_a_reversal_waits_for_the_refund_of_what_the_counter_collected(too_little: Desk) -> None:
    collect_row(too_little, 1, _slip(too_little))
    (found,) = bring(too_little, back(number_of(too_little), amount_fen=23000)).exceptions
    assert "请先办退费" in found.reason and enrolled(too_little) == 1
    reverse(too_little.on(dt.date(2019, 11, 20)), "2019-000001", "refund", "税务退费")
    retry_rows(too_little.on(dt.date(2019, 11, 20)))
    assert (waiting(too_little), enrolled(too_little), is_sound(too_little)) == ([], 0, True)


def test_the_tier_that_the_amount_does_not_tell_is_stated(desk: Desk) -> None:
    """区财政 pays 100 of any tier for 低保: 300 is the rest of 400, too much of 300."""
    people = register_people(
        desk, *[person(name, categories=("低保",)) for name in ("张三", "李四", "王五")]
    )
    day = desk.on(dt.date(2019, 10, 31))
    paid = {
        "insurance": "pension", "levy_year": 2019, "amount_fen": 30000,
        "paid_on": dt.date(2019, 10, 20),
    }  # fmt: skip
    bring(day, *[row(each.id_number, each.name, **paid) for each in people])
    assert take_row(day, 1, "本人说四百档", 40000).surplus_fen == 0
    assert take_row(day, 2, "本人说三百档", 30000).surplus_fen == 10000
    assert collect_row(day, 3, _slip(day), 50000).rest_fen == 10000
    assert (waiting(day), is_sound(day)) == ([("surplus", 10000)], True)


def test_more_is_taken_and_less_collected_and_what_is_not_due_refused(
    too_little: Desk,
) -> None:
    before = everything(too_little)
    for code, act in (
        ("rest_to_collect", lambda: take_row(too_little, 1, "参保")),
        ("amount_not_due", lambda: collect_row(too_little, 1, _slip(too_little), None, 3000)),
    ):
        with pytest.raises(RefusedByRule) as refused:
            act()
        assert refused.value.code == code
    with pytest.raises(BadInput, match="原因"):
        take_row(too_little, 1, " ")
    assert everything(too_little) == before


def test_nothing_is_collected_of_what_is_too_much(too_much: Desk) -> None:
    with pytest.raises(RefusedByRule) as refused:
        collect_row(too_much, 1, _slip(too_much))
    assert refused.value.code == "nothing_to_collect"


def test_a_slip_of_another_payment_collects_nothing(desk: Desk) -> None:
    one, other = register_people(desk, person("张三"), person("李四", household="0002"))
    pay(desk, number="0002", trace=7)
    bring(desk, row(one.id_number, amount_fen=23000))
    with pytest.raises(RefusedByRule) as refused:
        collect_row(desk, 1, _slip(desk))
    assert refused.value.code == "slip_used" and enrolled(desk) == 1
    assert other.id_number


def test_the_rest_is_entered_at_the_same_gate_as_all_money(too_little: Desk) -> None:
    """Another terminal's slip, and a day that the station closed."""
    register_terminal(too_little, "87654321", "农业银行")
    with pytest.raises(RefusedByRule) as strange:
        collect_row(too_little, 1, _slip(too_little))
    looked_at = frozenset({strange.value.code})
    assert looked_at == {"new_terminal"}
    close_day(too_little, "station", 0)
    with pytest.raises(Denied) as closed:
        collect_row(too_little, 1, _slip(too_little), confirmed=looked_at)
    assert closed.value.code == "day_closed" and entries(too_little) == []
    done = collect_row(too_little, 1, _slip(too_little), second=SECOND, confirmed=looked_at)
    assert done.rest_fen == 2000 and is_sound(too_little)
