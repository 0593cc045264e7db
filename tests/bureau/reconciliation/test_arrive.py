"""Statements that come, in each database: kept once, matched, cleared, settled once."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from peewee import DatabaseError

from models.base.errors import BadInput, RefusedByRule
from models.bureau.reconciliation.arrive import Statement, receive_statement
from models.bureau.reconciliation.decide import decide_exception
from models.bureau.reconciliation.run import read_reconciliation, reconcile
from models.counter.void import void_payment
from models.ledger.journal import balances
from models.station.desk import Desk
from tests.bureau.reconciliation.making import arrive, kinds, line, post_slips
from tests.making import BUSINESS_DATE, pay, person, register_people, reverse, slip

_TOMORROW = BUSINESS_DATE + dt.timedelta(days=1)
_TABLES = (
    "statement_file", "statement_coverage", "statement_line", "statement_clearing",
    "statement_exception", "statement_decision",
)  # fmt: skip


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """Two payments of 250 by POS, traces 1 and 2, on the business date."""
    post_slips(desk, [(slip(1), 250_00), (slip(2), 250_00)])
    return desk


def _rows(desk: Desk, *tables: str) -> list[int]:
    return [int(desk.store.rows(f"SELECT count(*) FROM {each}")[0][0]) for each in tables]


def test_what_matches_is_cleared_in_the_books(paid: Desk) -> None:
    assert balances(paid)["pos_clearing"] == 500_00
    arrival = arrive(paid, line(1, fee_fen=1_50), line(2, fee_fen=1_50))
    assert (arrival.new, arrival.fee_fen, arrival.reconciliation.newly_cleared) == (2, 3_00, 2)
    found = balances(paid)
    assert (found["pos_clearing"], found["pending_remittance"]) == (0, 500_00)
    rows = paid.store.rows(
        "SELECT source_id, business_date, amount_fen FROM journal WHERE source = 'clearing'"
    )
    assert sorted(rows) == [(1, "2019-11-14", 250_00), (2, "2019-11-14", 250_00)]


def test_the_fee_never_lessens_what_the_fund_is_due(paid: Desk) -> None:
    before = balances(paid)["levy:medical"]
    arrive(paid, line(1, fee_fen=1_50))
    assert balances(paid)["levy:medical"] == before
    assert balances(paid)["pending_remittance"] == 250_00


def test_clearing_carries_the_desks_business_date(paid: Desk) -> None:
    arrive(paid.on(_TOMORROW), line(1))
    assert "pending_remittance" not in balances(paid, BUSINESS_DATE)
    assert balances(paid, _TOMORROW)["pending_remittance"] == 250_00


def test_the_same_or_an_overlapping_statement_changes_nothing(paid: Desk) -> None:
    arrive(paid, line(1), line(2), line(3))
    before = _rows(paid, *_TABLES, "journal", "audit")
    again = arrive(paid, line(1), line(2), line(3))
    assert (again.new, again.known) == (0, 3)
    arrive(paid, line(3), line(1), name="别的名字.csv")
    reconcile(paid)
    assert _rows(paid, *_TABLES, "journal", "audit") == before


def test_a_line_twice_in_one_file_is_kept_twice_and_reported(paid: Desk) -> None:
    arrival = arrive(paid, line(1), line(1), line(2))
    assert (arrival.new, kinds(arrival.reconciliation)) == (3, ["duplicated"])
    assert arrive(paid, line(1), line(1), line(2), name="again").new == 0


def test_a_line_of_two_files_is_no_duplicate(paid: Desk) -> None:
    arrive(paid, line(1))
    arrival = arrive(paid, line(1), line(2), name="下午.xlsx")
    assert (arrival.new, kinds(arrival.reconciliation)) == (1, [])


def test_a_preview_answers_the_same_and_keeps_nothing(paid: Desk) -> None:
    before = _rows(paid, *_TABLES, "journal", "audit")
    preview = arrive(paid, line(1), line(3), is_preview=True)
    assert _rows(paid, *_TABLES, "journal", "audit") == before
    arrival = arrive(paid, line(1), line(3))
    assert kinds(preview.reconciliation) == kinds(arrival.reconciliation)
    assert (preview.new, preview.known) == (arrival.new, arrival.known) == (2, 0)


def test_a_statement_without_lines_is_refused(paid: Desk) -> None:
    with pytest.raises(BadInput):
        receive_statement(paid, Statement("空.xlsx", "x", ()))


def test_slips_of_days_before_and_after_the_statement_are_not_reported(paid: Desk) -> None:
    post_slips_of = arrive(paid, line(1, day=_TOMORROW, batch="000009"))
    assert kinds(post_slips_of.reconciliation) == ["only_in_statement"]
    assert len(post_slips_of.reconciliation.matching.waiting) == 2


def test_a_slip_typed_in_late_is_matched_by_reconciling_again(paid: Desk) -> None:
    assert kinds(arrive(paid, line(1), line(2), line(3)).reconciliation) == ["only_in_statement"]
    register_people(paid, person("补录", household="9999"))
    pay(paid, "9999", trace=3)
    found = reconcile(paid)
    assert (found.newly_cleared, found.open_cases) == (1, ())
    assert Counter(each.state for each in found.cases) == {"vanished": 1}
    assert reconcile(paid).newly_cleared == 0
    assert balances(paid)["pos_clearing"] == 0


def test_a_void_after_its_purchase_was_cleared_is_cleared_back(paid: Desk) -> None:
    arrive(paid, line(1, card_tail="0001"))
    receipt = paid.store.rows("SELECT year, serial FROM payment ORDER BY id")[0]
    void_payment(paid, f"{receipt[0]}-{receipt[1]:06d}", "刷错")
    void = line(20, -250_00, card_tail="0001")
    found = arrive(paid, line(1, card_tail="0001"), void, line(2), name="全天.xlsx")
    assert kinds(found.reconciliation) == []
    assert balances(paid)["pending_remittance"] == 250_00
    assert balances(paid)["pos_clearing"] == 0


def test_a_void_with_its_own_slip_is_matched_by_it(paid: Desk) -> None:
    void_payment(paid, "2019-000001", "刷错", slip(20))
    found = arrive(paid, line(1), line(20, -250_00), line(2))
    assert kinds(found.reconciliation) == [] and balances(paid)["pos_clearing"] == 0


def test_a_refund_that_names_its_slip_is_matched(paid: Desk) -> None:
    reverse(paid.on(_TOMORROW), "2019-000001", "refund")
    back = line(30, -250_00, kind="refund", day=_TOMORROW, original_trace="000001")
    assert kinds(arrive(paid, line(1), line(2), back).reconciliation) == []
    assert balances(paid)["pos_clearing"] == 0


def test_a_refund_that_names_nothing_is_suggested_and_settled_by_a_person(paid: Desk) -> None:
    reverse(paid.on(_TOMORROW), "2019-000001", "refund")
    back = line(30, -250_00, kind="refund", day=_TOMORROW)
    found = arrive(paid, line(1), line(2), back).reconciliation
    assert kinds(found) == ["reversal_only_in_books", "reversal_only_in_statement"]
    case = next(each for each in found.open_cases if each.finding.line)
    assert "金额相同" in case.suggestion.why
    assert decide_exception(paid, case.number, "同一笔", "本人卡").cleared_fen == -250_00
    assert read_reconciliation(paid).open_cases == () and balances(paid)["pos_clearing"] == 0


def test_each_slip_of_a_payment_by_several_is_matched_and_voided_by_itself(desk: Desk) -> None:
    register_people(desk, person("甲"), person("乙"))
    slips = tuple(replace(slip(each), amount_fen=250_00) for each in (1, 2))
    from models.counter.pay import take_payment
    from models.counter.request import Part, PaymentRequest
    from tests.making import household_id

    receipt = take_payment(desk, PaymentRequest((Part(household_id(desk), "medical"),), slips))
    assert kinds(arrive(desk, line(1), line(2)).reconciliation) == []
    void_payment(desk, receipt.receipt, "刷错")
    voids = [
        line(20 + each, -250_00, original_trace=f"{each:06d}", line_id=20 + each) for each in (1, 2)
    ]
    assert kinds(arrive(desk, *voids, name="撤销.xlsx").reconciliation) == []
    assert balances(desk)["pos_clearing"] == 0


def test_an_exception_keeps_its_number(paid: Desk) -> None:
    first = arrive(paid, line(1), line(3), line(4)).reconciliation.open_cases
    numbers = {each.number: each.finding.subject for each in first}
    assert sorted(numbers) == [1, 2, 3]
    arrive(paid, line(5), line(6, batch="000000"), name="再来.xlsx")
    later = {each.number: each.finding.subject for each in read_reconciliation(paid).cases}
    assert {each: later[each] for each in numbers} == numbers and len(later) == 5


def test_a_decision_is_kept_with_who_when_and_why_and_once(paid: Desk) -> None:
    arrive(paid, line(1), line(2), line(3))
    decide_exception(paid, 1, "挂账", " 问过银行 ")
    (case,) = read_reconciliation(paid).cases
    decided = case.decided
    assert case.state == "settled" and decided is not None
    assert (decided.decision, decided.reason, decided.operator, decided.decided_on) == (
        "suspense", "问过银行", "test", BUSINESS_DATE,
    )  # fmt: skip
    with pytest.raises(RefusedByRule) as refused:
        decide_exception(paid, 1, "已补录", "再来")
    assert refused.value.code == "already_settled"


@pytest.mark.parametrize("word", ["refunded", "已退款", "单机多刷已退"])
def test_a_decision_may_be_named_as_people_call_it(paid: Desk, word: str) -> None:
    arrive(paid, line(1), line(2), line(3))
    assert decide_exception(paid, 1, word, "退了").decision == "refunded"


@pytest.mark.parametrize(
    ("number", "decision", "reason"),
    [(9, "挂账", "x"), (0, "挂账", "x"), (1, "随便", "x"), (1, "挂账", " "),
     (1, "挂账", "坏\u202e字"), (1, "已退款", "x")],
    ids=["no such", "zero", "unknown", "no reason", "unreadable", "does not fit"],
)  # fmt: skip
def test_a_decision_that_cannot_be_is_bad_input(
    paid: Desk, number: int, decision: str, reason: str
) -> None:
    arrive(paid, line(1))
    with pytest.raises(BadInput):
        decide_exception(paid, number, decision, reason)
    assert _rows(paid, "statement_decision") == [0]


def test_the_same_needs_one_other_side_of_the_same_amount(paid: Desk) -> None:
    arrive(paid, line(1), line(3, 999_00))
    number = next(
        each.number
        for each in read_reconciliation(paid).open_cases
        if each.finding.kind == "only_in_statement"
    )
    with pytest.raises(RefusedByRule) as refused:
        decide_exception(paid, number, "same", "像")
    assert refused.value.code == "no_other_side"


def test_what_has_vanished_is_not_settled(paid: Desk) -> None:
    arrive(paid, line(1), line(2), line(3))
    register_people(paid, person("补录", household="9999"))
    pay(paid, "9999", trace=3)
    with pytest.raises(RefusedByRule) as refused:
        decide_exception(paid, 1, "挂账", "x")
    assert refused.value.code == "nothing_to_settle"


def test_a_date_that_differs_is_cleared_only_when_a_person_says_so(paid: Desk) -> None:
    arrive(paid, line(1), line(2, day=_TOMORROW))
    assert kinds(read_reconciliation(paid)) == ["date_differs"]
    assert balances(paid)["pos_clearing"] == 250_00
    decide_exception(paid, 1, "同一笔", "过了零点")
    assert balances(paid)["pos_clearing"] == 0 and read_reconciliation(paid).open_cases == ()
    assert reconcile(paid).newly_cleared == 0


@pytest.mark.parametrize("table", _TABLES)
def test_nothing_of_it_is_ever_changed(paid: Desk, table: str) -> None:
    arrive(paid, line(1), line(3))
    decide_exception(paid, 1, "挂账", "x")
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET station_id = station_id"):
        with pytest.raises(DatabaseError), paid.writing("pay"):
            paid.store.run(statement)


def test_a_line_or_a_slip_is_cleared_once_by_the_database_itself(paid: Desk) -> None:
    arrive(paid, line(1), line(3))
    for line_id, payment_id, slip_id in ((1, 2, 2), (2, 1, 1)):
        with pytest.raises(DatabaseError), paid.writing("pay"):
            paid.store.run(
                "INSERT INTO statement_clearing (station_id, id, line_id, payment_id, slip_id, "
                "business_date, operator_id, recorded_at) VALUES (1, 9, ?, ?, ?, 'x', 1, 'x')",
                (line_id, payment_id, slip_id),
            )


def test_only_the_last_four_digits_of_a_card_can_be_kept(paid: Desk) -> None:
    with pytest.raises(Exception, match="card_tail"):
        arrive(paid, line(1, card_tail="6217990000000001"))


def test_the_number_of_queries_does_not_grow(paid: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    run = type(paid.store).run

    def counting(self, sql: str, *rest: object) -> Any:  # type: ignore[no-untyped-def]
        counted.append(sql)
        return run(self, sql, *rest)  # type: ignore[arg-type]

    arrive(paid, line(1), line(3))
    monkeypatch.setattr(type(paid.store), "run", counting)
    read_reconciliation(paid)
    few = len(counted)
    arrive(paid, *(line(each) for each in range(10, 60)), name="多.xlsx")
    counted.clear()
    read_reconciliation(paid)
    assert len(counted) == few
