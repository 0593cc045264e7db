"""Printing: the original once, reprints with a reason, each on record; codes that show forgery."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from peewee import DatabaseError

from models.base.errors import BadInput, RefusedByRule
from models.counter.pay import take_payment
from models.counter.receipt.code import check_code, content_of
from models.counter.receipt.last import last_receipt
from models.counter.receipt.lines import clauses_of
from models.counter.receipt.printing import print_receipt
from models.counter.receipt.read import older_code, receipt_of, slips_of
from models.counter.receipt.verify import verify_receipt
from models.counter.refund import approve_refund, request_refund
from models.counter.request import Part, PaymentRequest
from models.ledger.cash_papers import CashPaper
from models.people.changes.rows import change_person
from models.station.desk import Desk
from models.store.key import create_key_file
from reports.receipt_paper.text import receipt_lines
from seed.notice_file import load_notice
from tests.bureau.self_paid.making import bring, row
from tests.counter.receipt.making import NUMBER
from tests.making import household_id, pay, person, register_people, reverse, second_at, slip

_AGAIN = (
    "SELECT station_id, 9, payment_id, household_id, {copy}, reason, code, content, "
    "business_date, operator_id, recorded_at, way FROM registration_print"
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
    (first,) = print_receipt(paid, NUMBER)
    assert first.last_print is not None and first.last_print.title == "正本"
    with pytest.raises(BadInput, match="补打要写明原因"):
        print_receipt(paid, NUMBER)
    (second,) = print_receipt(replace(paid, operator="other"), NUMBER, "原件丢失")
    (third,) = print_receipt(paid, NUMBER, "又丢失")
    assert [each.last_print.title for each in (second, third) if each.last_print] == [
        "补打 第 1 次", "补打 第 2 次",
    ]  # fmt: skip
    rows = paid.store.rows(
        "SELECT t.copy, o.login, t.reason FROM registration_print t "
        "JOIN operator o ON o.id = t.operator_id ORDER BY t.id"
    )
    assert rows == [(1, "test", ""), (2, "other", "原件丢失"), (3, "test", "又丢失")]
    audit = paid.store.rows("SELECT subject, detail FROM audit WHERE action = 'print_receipt'")
    assert audit[1] == ("payment 1", "copy 2 原件丢失")


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE registration_print SET reason = 'x'", "只增不改"),
        ("DELETE FROM registration_print", "只增不改"),
        (f"INSERT INTO registration_print {_AGAIN.format(copy=1)}", "只增不改|unique"),
        (f"INSERT INTO registration_print {_AGAIN.format(copy=2)}", "(?i)check"),
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
    assert verify_receipt(paid, NUMBER, typed).receipt.number == NUMBER
    for wrong in (other, "", "校验码", code[:-1]):
        with pytest.raises(RefusedByRule) as refused:
            verify_receipt(paid, NUMBER, wrong)
        assert refused.value.code == "code_differs"


def test_a_paper_has_the_code_of_what_stands_on_it(paid: Desk) -> None:
    """Each copy its own; what was printed can be read again, whatever happened since."""
    (first,) = print_receipt(paid, NUMBER)
    (again,) = print_receipt(paid, NUMBER, "丢失")
    reverse(paid, NUMBER, "void")
    with paid.writing("change"):
        change_person(paid, 1, name="张三丰")
    (voided,) = print_receipt(paid, NUMBER, "又丢失")
    codes = [first.code, again.code, voided.code, receipt_of(paid, NUMBER).code]
    assert len(set(codes)) == 4
    for paper in (first, again, voided):
        printed = verify_receipt(paid, NUMBER, paper.code).printed
        assert printed["print"]["copy"] == paper.last_print.copy
        assert [each["name"] for each in printed["lines"]] == [each.name for each in paper.lines]
    assert verify_receipt(paid, NUMBER, codes[-1]).printed == {}
    assert verify_receipt(paid, NUMBER, first.code).receipt.state == "voided"


def test_a_paper_of_an_older_program_is_still_known(paid: Desk) -> None:
    """Its code was of the figures alone; one that it printed counts as a copy."""
    older = older_code(paid, receipt_of(paid, NUMBER))
    assert verify_receipt(paid, NUMBER, older).printed == {}
    paid.store.run(
        "INSERT INTO receipt_print SELECT 1, 1, 1, 1, '', '2019-11-14', 1, recorded_at FROM payment"
    )
    with pytest.raises(BadInput, match="已打印过 1 次"):
        print_receipt(paid, NUMBER)
    (again,) = print_receipt(paid, NUMBER, "丢失")
    assert again.last_print is not None and again.last_print.title == "补打 第 1 次"
    found = last_receipt(paid, household_id(paid))
    assert found is not None and found.copies == 2


def _changed(value: Any) -> Any:
    """Return something of the same kind that is not the same."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str):
        return f"{value}."
    if isinstance(value, dt.date):
        return value + dt.timedelta(days=1)
    if value is None:
        return 1
    return value[:-1] if value else (1,)


def _everything(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Yield a value once for every field in it, however deep, with that field changed."""
    named = list(value._fields) if hasattr(value, "_fields") else []
    named += [each.name for each in fields(value)] if is_dataclass(value) else []
    named += value.__struct_fields__ if isinstance(value, msgspec.Struct) else []
    for name in named:
        for place, other in _everything(getattr(value, name), f"{at}.{name}"):
            if hasattr(value, "_replace"):
                yield place, value._replace(**{name: other})
            elif is_dataclass(value):
                yield place, replace(value, **{name: other})  # type: ignore[type-var]
            else:
                yield place, msgspec.structs.replace(value, **{name: other})
    if isinstance(value, tuple) and not named:
        for number, one in enumerate(value):
            for place, other in _everything(one, f"{at}[{number}]"):
                yield place, (*value[:number], other, *value[number + 1 :])
    if not named:
        yield at, _changed(value)


def test_every_printed_field_enters_the_code(paid: Desk) -> None:
    """All but the entry's number in the store, which stands on no paper, and the code itself."""
    reverse(paid, NUMBER, "void")
    (slip,) = print_receipt(paid, NUMBER)
    slip = replace(slip, cash=CashPaper("L1", "V1"), paid_on=slip.business_date)
    code, tried = check_code(paid, (content_of(slip),)), set()
    for place, other in _everything(slip):
        tried.add(place)
        is_other = check_code(paid, (content_of(other),)) != code
        assert is_other or place in {".payment_id", ".code"}, place
    printed = {".station", ".lines[0].name", ".lines[1].shares[0].funder", ".slips[0].trace",
               ".cash.voucher", ".later[0].reason", ".prints[0].reason", ".whole_fen",
               ".lines[2].clauses[0]", ".prints", ".later"}  # fmt: skip
    assert printed <= tried and len(tried) > 80


def test_families_on_one_slip_of_a_terminal_get_a_paper_each(desk: Desk) -> None:
    register_people(
        desk, person("张三"), person("张四"), person("李五", household="0002", village="红岩村")
    )
    parts = tuple(Part(household_id(desk, each), "medical") for each in ("0001", "0002"))
    number = take_payment(desk, PaymentRequest(parts, (slip(),))).receipt
    first, second = print_receipt(desk, number)
    assert [each.places[0].number for each in (first, second)] == ["0001", "0002"]
    assert (first.amount_fen, second.amount_fen, first.whole_fen) == (50000, 25000, 75000)
    assert (first.people, second.people, first.households) == (2, 1, 2)
    assert first.code != second.code
    text = "\n".join(receipt_lines(second))
    assert "李五" in text and "张三" not in text and "250.00 元" in text
    assert "与另 1 户合用一笔" in text and "整笔 750.00 元" in text
    # Copies are counted by the household.
    with pytest.raises(BadInput, match="补打要写明原因"):
        print_receipt(desk, number)
    (again,) = print_receipt(desk, number, "丢失", "0002")
    assert again.last_print is not None and again.last_print.copy == 2
    with pytest.raises(BadInput, match="没有 0009 户"):
        print_receipt(desk, number, "丢失", "0009")
    of = desk.store.rows("SELECT household_id, copy FROM registration_print ORDER BY id")
    assert of == [(1, 1), (2, 1), (2, 2)]
    assert [each.copies for each in map(partial(last_receipt, desk), (1, 2)) if each] == [1, 2]
    for paper in (first, second, again):
        assert verify_receipt(desk, number, paper.code).receipt.lines == paper.lines


def test_what_is_taken_back_shows_on_the_slip_of_its_family_alone(desk: Desk) -> None:
    register_people(desk, person("张三"), person("李五", household="0002"))
    parts = tuple(Part(household_id(desk, each), "medical") for each in ("0001", "0002"))
    number = take_payment(desk, PaymentRequest(parts, (slip(),))).receipt
    who = desk.store.rows("SELECT id_number FROM person WHERE name = '李五'")[0][0]
    request_refund(desk, number, "死亡", frozenset({who}))
    approve_refund(second_at(desk), number)
    first, second = slips_of(desk, number)
    assert (first.state, first.later) == ("valid", ())
    assert second.state == "refunded"
    assert [(each.amount_fen, each.people) for each in second.later] == [(-25000, 1)]
    assert receipt_of(desk, number).state == "partly_refunded"


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ("pos", "税收票证由税务部门开具"),
        ("cash", "税收票证另开"),
        ("alipay", "钱由本人直接缴给税务部门"),
        ("no_charge", "没有收款，只登记参保"),
    ],
)
def test_no_slip_is_a_voucher_however_the_money_came(paid: Desk, channel: str, said: str) -> None:
    (slip,) = print_receipt(paid, NUMBER)
    amount = 0 if channel == "no_charge" else slip.amount_fen
    text = "".join(receipt_lines(replace(slip, channel=channel, amount_fen=amount)))
    assert "缴费登记单" in text and "不作税收票证" in text and said in text.replace("\n", "")
    assert "收据号" in text and "社会保险费收据" not in text


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
