"""Printing: the original once, reprints with a reason, each on record; codes that show forgery."""

from dataclasses import replace
from pathlib import Path

import pytest
from peewee import DatabaseError

from models.base.errors import BadInput, RefusedByRule
from models.counter.receipt.printing import last_receipt, print_receipt, verify_receipt
from models.counter.receipt.read import clauses_of, receipt_of
from models.station.desk import Desk
from models.store.key import create_key_file
from seed.notice_file import load_notice
from tests.bureau.self_paid.making import bring, row
from tests.counter.receipt.making import NUMBER
from tests.making import household_id, pay, person, register_people, reverse, second_at

_AGAIN = (
    "SELECT station_id, 9, payment_id, {copy}, reason, business_date, operator_id, recorded_at "
    "FROM receipt_print"
)


@pytest.fixture
def paid(desk: Desk) -> Desk:
    """张三, 李四 of 低保 and 王五 of 特困 have paid by POS."""
    register_people(
        desk,
        person("张三", relation="户主"),
        person("李四", categories=("低保",)),
        person("王五", categories=("特困供养人员",)),
    )
    pay(desk)
    return desk


def test_a_receipt_says_who_paid_for_whom_what_and_why(paid: Desk) -> None:
    receipt = receipt_of(paid, NUMBER)
    assert (receipt.amount_fen, receipt.amount_words, receipt.people) == (50000, "伍佰元整", 3)
    assert [place.head for place in receipt.places] == ["张三"]
    assert receipt.slips[0].trace == "000001" and receipt.operator == "test"
    plain, poor, kept = receipt.lines
    assert plain.clauses == ("二",) and plain.shares == ()
    assert (poor.amount_fen, poor.reimbursed_fen, poor.clauses) == (
        25000, 7500, ("二", "参保范围(六)"),
    )  # fmt: skip
    assert [(each.funder, each.amount_fen) for each in kept.shares] == [("医疗救助", 25000)]
    assert all("********" in line.masked_number for line in receipt.lines)


def test_the_first_print_is_the_original_and_every_later_one_says_so(paid: Desk) -> None:
    first = print_receipt(paid, NUMBER)
    assert first.last_print is not None and first.last_print.title == "正本"
    with pytest.raises(BadInput, match="补打要写明原因"):
        print_receipt(paid, NUMBER)
    second = print_receipt(replace(paid, operator="other"), NUMBER, "原件丢失")
    third = print_receipt(paid, NUMBER, "又丢失")
    assert [each.last_print.title for each in (second, third) if each.last_print] == [
        "补打 第 1 次", "补打 第 2 次",
    ]  # fmt: skip
    rows = paid.store.rows(
        "SELECT t.copy, o.login, t.reason FROM receipt_print t "
        "JOIN operator o ON o.id = t.operator_id ORDER BY t.id"
    )
    assert rows == [(1, "test", ""), (2, "other", "原件丢失"), (3, "test", "又丢失")]
    audit = paid.store.rows("SELECT subject, detail FROM audit WHERE action = 'print_receipt'")
    assert audit[1] == ("payment 1", "copy 2 原件丢失")


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE receipt_print SET reason = 'x'", "只增不改"),
        ("DELETE FROM receipt_print", "只增不改"),
        (f"INSERT INTO receipt_print {_AGAIN.format(copy=1)}", "只增不改|unique"),
        (f"INSERT INTO receipt_print {_AGAIN.format(copy=2)}", "(?i)check"),
    ],
    ids=["change", "delete", "a second original", "a reprint without reason"],
)
def test_the_log_of_prints_only_grows(paid: Desk, sql: str, told: str) -> None:
    print_receipt(paid, NUMBER)
    with pytest.raises(DatabaseError, match=told), paid.writing("pay"):
        paid.store.run(sql)


def test_a_void_shows_on_the_receipt_and_has_none_of_its_own(paid: Desk) -> None:
    reverse(paid, NUMBER, "void")
    receipt = receipt_of(paid, NUMBER)
    assert receipt.state == "voided"
    assert [(each.kind, each.number) for each in receipt.later] == [("void", "2019-000002")]
    with pytest.raises(BadInput, match="请打印原收据 2019-000001"):
        receipt_of(paid, "2019-000002")
    with pytest.raises(BadInput, match="没有收据 2019-000009"):
        receipt_of(paid, "2019-000009")


def test_a_refund_of_one_of_them_shows_on_that_line_alone(paid: Desk) -> None:
    from models.counter.refund import approve_refund, request_refund

    number = paid.store.rows("SELECT id_number FROM person WHERE name = '李四'")[0][0]
    request_refund(paid, NUMBER, "死亡", frozenset({number}))
    approve_refund(second_at(paid), NUMBER)
    receipt = receipt_of(paid, NUMBER)
    assert receipt.state == "partly_refunded"
    assert [line.is_reversed for line in receipt.lines] == [False, True, False]


def test_a_code_is_of_one_receipt_and_of_its_figures_only(paid: Desk) -> None:
    code = receipt_of(paid, NUMBER).code
    assert len(code) == 9
    print_receipt(paid, NUMBER)
    reverse(paid, NUMBER, "void")
    assert receipt_of(paid, NUMBER).code == code
    pay(paid, trace=2)
    other = receipt_of(paid, "2019-000003").code
    assert other != code
    typed = code.lower().replace("-", " ").replace("0", "O").replace("1", "l")
    assert verify_receipt(paid, NUMBER, typed).number == NUMBER
    for wrong in (other, "", "校验码", code[:-1]):
        with pytest.raises(RefusedByRule) as refused:
            verify_receipt(paid, NUMBER, wrong)
        assert refused.value.code == "code_differs"


def test_without_the_stations_key_nobody_makes_a_code(paid: Desk, tmp_path: Path) -> None:
    code = receipt_of(paid, NUMBER).code
    create_key_file(tmp_path / "other.key")
    paid.store.key_file = tmp_path / "other.key"
    assert receipt_of(paid, NUMBER).code != code


def test_what_somebody_paid_alone_names_the_day_and_the_voucher(desk: Desk) -> None:
    (one,) = register_people(desk, person("张三"))
    bring(desk, row(one.id_number, voucher="3431"))
    receipt = receipt_of(desk, NUMBER)
    assert (receipt.channel, str(receipt.paid_on), receipt.voucher) == (
        "alipay", "2019-11-05", "3431",
    )  # fmt: skip


def test_the_newest_receipt_of_a_household_is_proposed(paid: Desk) -> None:
    assert last_receipt(paid, household_id(paid)) is not None
    register_people(paid, person("赵六", household="0002"))
    assert last_receipt(paid, household_id(paid, "0002")) is None
    pay(paid, insurance="medical", number="0002", trace=2)
    print_receipt(paid, "2019-000002")
    found = last_receipt(paid, household_id(paid, "0002"))
    assert found is not None and (found.number, found.copies) == ("2019-000002", 1)


def test_reading_takes_the_same_number_of_queries_however_many_people(paid: Desk) -> None:
    counts: list[int] = [0]
    run = paid.store.run

    def counting(*asked: object) -> object:
        counts[-1] += 1
        return run(*asked)  # type: ignore[arg-type]

    paid.store.run = counting  # type: ignore[method-assign, assignment]
    register_people(paid, person("赵六", household="0002"))
    pay(paid, number="0002", trace=2)
    for number in (NUMBER, "2019-000002"):
        counts.append(0)
        receipt_of(paid, number)
    assert counts[1] == counts[2] <= 8


def test_a_late_payment_names_the_clause_of_late_payment() -> None:
    rules = load_notice("xiaoxue-2019").insurances["medical"]
    late = clauses_of(rules, "", None, has_subsidy=False, is_late=True)
    assert rules.late is not None and rules.standard is not None
    assert late == tuple(dict.fromkeys((rules.standard.clause, rules.late.clause)))
    poor = clauses_of(rules, "低保", None, has_subsidy=True, is_late=False)
    assert set(poor) - {rules.standard.clause} <= {each.clause for each in rules.subsidies}
