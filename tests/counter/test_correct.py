"""Correcting a payment: taken back and posted right under the same papers, in one act."""

import datetime as dt
from dataclasses import replace

import pytest

from models.base.dates import HalfMonth
from models.base.errors import BadInput, Denied, RefusedByRule
from models.bureau.reconciliation.run import read_reconciliation
from models.cash.day_close.close import close_day
from models.cash.day_close.expected import drawers_on
from models.cash.pos_batches import batch_totals
from models.checks.check_store import check_store
from models.counter.correct import Corrected, correct_payment
from models.counter.differences import household_differences
from models.counter.pay import take_payment
from models.counter.receipt.read import receipt_of
from models.counter.refund import approve_refund, request_refund
from models.counter.request import Part, PaymentRequest
from models.counter.reversible import reversible_payments
from models.counter.void import void_payment
from models.ledger.agency_fee import agency_fee
from models.ledger.cash_papers import CashPaper
from models.ledger.journal import balances
from models.ledger.takings import takings_of_day
from models.ledger.vouchers import receive_vouchers, spoil_voucher
from models.people.history import family_history
from models.people.households.families import load_household
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from reports.listing.text import listing_text
from reports.people_lists.payment_ledger import ledger_listing
from reports.progress.figures import ProgressReport, ProgressRow
from reports.progress.gather import gather_progress
from reports.receipt_paper.text import receipt_lines
from reports.receipt_register.gather import gather_register
from reports.vouchers import gather_vouchers, voucher_listings
from seed.notice_file import load_notice
from tests.bureau.reconciliation.making import arrive, kinds, line
from tests.checks.making import finding, unguard
from tests.making import (
    BUSINESS_DATE,
    SECOND,
    household_id,
    pay,
    person,
    register_people,
    slip,
    under,
)

_NEXT = BUSINESS_DATE + dt.timedelta(days=1)
_FIRST = "2019-000001"


@pytest.fixture
def wrong(desk: Desk) -> Desk:
    """Slip 1 of 250 was meant for 0002 王五, and was entered for 0001 张三."""
    register_people(
        desk,
        person("张三"),
        person("王五", household="0002"),
        person("赵六", household="0003"),
        person("赵七", household="0003"),
        person("钱八", household="0004", categories=("低保",)),
    )
    pay(desk, "0001")
    return desk


def correct(
    desk: Desk,
    number: str = "0002",
    receipt: str = _FIRST,
    second: SecondPerson | None = None,
    insurance: str = "medical",
    members: frozenset[str] | None = None,
    **more: object,
) -> Corrected:
    part = Part(household_id(desk, number), insurance, None, members)  # type: ignore[arg-type]
    request = PaymentRequest(parts=(part,), **more)  # type: ignore[arg-type]
    return correct_payment(desk, receipt, request, "录错户", second)


def number_of(desk: Desk, name: str) -> str:
    return str(desk.store.rows("SELECT id_number FROM person WHERE name = ?", (name,))[0][0])


def insured(desk: Desk) -> set[str]:
    rows = desk.store.rows(
        "SELECT q.name FROM in_force f JOIN person q ON q.id_number = f.id_number"
    )
    return {str(row[0]) for row in rows}


def code(refused: pytest.ExceptionInfo[RefusedByRule]) -> str:
    return refused.value.code


def test_the_right_family_is_entered_under_the_same_slip(wrong: Desk) -> None:
    before, batches, taken = (
        balances(wrong),
        batch_totals(wrong, BUSINESS_DATE),
        takings_of_day(wrong),
    )
    done = correct(wrong)
    assert (done.receipt, done.reverses, done.reversal) == ("2019-000003", _FIRST, "2019-000002")
    assert (done.amount_fen, [each.name for each in done.lines]) == (250_00, ["王五"])
    assert insured(wrong) == {"王五"} and done.approved_by == ""
    assert balances(wrong) == before and batch_totals(wrong, BUSINESS_DATE) == batches
    assert takings_of_day(wrong) == taken
    assert check_store(wrong.store).broken == ()


def test_the_slip_answers_with_the_right_receipt_and_refuses_the_wrong_family(wrong: Desk) -> None:
    done = correct(wrong)
    again = pay(wrong, "0002")
    assert again.replayed and again.receipt == done.receipt
    with pytest.raises(RefusedByRule) as refused:
        pay(wrong, "0001")
    assert code(refused) == "slip_used" and done.receipt in refused.value.message
    assert pay(wrong, "0001", trace=2).amount_fen == 250_00


def test_a_statement_sees_one_purchase_before_and_after(wrong: Desk) -> None:
    done = correct(wrong)
    assert arrive(wrong, line(1)).reconciliation.newly_cleared == 1
    found = read_reconciliation(wrong)
    assert kinds(found) == [] and found.matching.waiting == ()
    assert [each.entry.receipt for each in found.matching.pairs] == [done.receipt]


def test_what_a_statement_had_cleared_stays_cleared(wrong: Desk) -> None:
    arrive(wrong, line(1))
    before = balances(wrong)
    correct(wrong)
    found = read_reconciliation(wrong)
    assert kinds(found) == [] and len(found.matching.pairs) == 1
    assert balances(wrong) == before and check_store(wrong.store).broken == ()


def test_a_correction_is_corrected_again(wrong: Desk) -> None:
    done = correct(wrong)
    last = correct(wrong, "0001", done.receipt)
    assert last.receipt == "2019-000005" and insured(wrong) == {"张三"}
    assert pay(wrong, "0001").receipt == last.receipt
    with pytest.raises(RefusedByRule) as refused:
        correct(wrong)
    assert code(refused) == "already_reversed" and done.receipt in refused.value.message
    assert kinds(arrive(wrong, line(1)).reconciliation) == []
    assert check_store(wrong.store).broken == ()


def test_a_corrected_payment_is_voided_with_its_slip(wrong: Desk) -> None:
    done = correct(wrong)
    assert void_payment(wrong, done.receipt, "不要了").amount_fen == 250_00
    (total,) = batch_totals(wrong, BUSINESS_DATE).values()
    assert (total.sales, total.amount_fen) == (0, 0) and insured(wrong) == set()
    void = line(2, -250_00, original_trace="000001")
    assert kinds(arrive(wrong, line(1), void).reconciliation) == []
    assert check_store(wrong.store).broken == ()


def test_cash_stays_in_the_drawer_that_took_it(desk: Desk) -> None:
    register_people(desk, person("张三"), person("王五", household="0002"))
    paper = CashPaper("L1", "V1")
    pay(desk, trace=None, cash=paper)
    done = correct(replace(desk, operator="other"))
    drawers = drawers_on(desk, BUSINESS_DATE)
    assert drawers.total_fen == 250_00 == max(drawers.by_operator.values())
    assert drawers.of(1) == 250_00
    assert pay(desk, "0002", trace=None, cash=paper).receipt == done.receipt
    closed = close_day(replace(desk, operator="other"), "operator", 0).close
    assert (closed.taken_fen, closed.returned_fen) == (0, 0)
    assert check_store(desk.store).broken == ()


def test_another_day_takes_a_second_person_and_is_booked_today(wrong: Desk) -> None:
    later = wrong.on(_NEXT)
    with pytest.raises(Denied) as denied:
        correct(later)
    assert code(denied) == "second_operator" and insured(wrong) == {"张三"}
    done = correct(later, second=SECOND)
    assert done.approved_by == "second"
    rows = wrong.store.rows("SELECT kind, business_date FROM payment WHERE id > 1 ORDER BY id")
    assert rows == [("refund", _NEXT.isoformat()), ("payment", _NEXT.isoformat())]
    assert kinds(arrive(later, line(1)).reconciliation) == []
    assert check_store(wrong.store).broken == ()


@pytest.mark.parametrize("scope", ["operator", "station"])
def test_after_the_close_it_takes_a_second_person(wrong: Desk, scope: str) -> None:
    close_day(wrong, scope, 0, {("12345678", "000001"): 250_00})  # type: ignore[arg-type]
    with pytest.raises(Denied):
        correct(wrong)
    assert correct(wrong, second=SECOND).approved_by == "second"


def test_what_was_due_is_reckoned_for_the_day_of_the_money(desk: Desk) -> None:
    """Paid within the window, corrected after its end: nobody is late by it."""
    register_people(desk, person("张三"), person("王五", household="0002"))
    pay(desk)
    late = desk.on(dt.date(2020, 1, 3))
    done = correct(late, second=SECOND)
    rows = desk.store.rows(
        "SELECT is_late, benefit_from, business_date FROM payment_line WHERE people = 1 "
        "ORDER BY id DESC LIMIT 1"
    )
    assert rows == [(0, "2020-01-01", "2020-01-03")] and done.amount_fen == 250_00
    home = load_household(late, household_id(late, "0002"))
    assert home.members[0].paid[0].business_date == BUSINESS_DATE
    assert household_differences(late, home) == ()


def test_what_was_corrected_from_another_day_is_refunded_not_voided(wrong: Desk) -> None:
    later = wrong.on(_NEXT)
    done = correct(later, second=SECOND)
    with pytest.raises(RefusedByRule) as refused:
        void_payment(later, done.receipt, "不要了")
    assert code(refused) == "not_same_day"
    (choice,) = reversible_payments(later, household_id(later, "0002"))
    assert (choice.paid_on, choice.way_back(_NEXT)) == (BUSINESS_DATE, "refund")
    assert (choice.terminal, choice.batch) == ("12345678", "000001")


def test_the_wrong_member_is_corrected_within_the_family(desk: Desk) -> None:
    register_people(desk, person("赵六"), person("赵七"))
    pay(desk, members=frozenset({number_of(desk, "赵六")}))
    correct(desk, "0001", members=frozenset({number_of(desk, "赵七")}))
    assert insured(desk) == {"赵七"}


def test_two_tiers_are_exchanged(desk: Desk) -> None:
    register_people(desk, person("赵六"), person("赵七"))
    six, seven = number_of(desk, "赵六"), number_of(desk, "赵七")
    day = desk.on(dt.date(2019, 10, 20))
    pay(day, insurance="pension", tiers_fen={six: 200_00, seven: 300_00})
    correct(day, "0001", insurance="pension", tiers_fen={six: 300_00, seven: 200_00})
    rows = day.store.rows(
        "SELECT l.tier_fen FROM in_force f JOIN payment_line l ON l.id = f.line_id "
        "WHERE f.id_number = ?",
        (six,),
    )
    assert rows == [(300_00,)] and check_store(day.store).broken == ()


def test_another_insurance_under_the_same_slip(desk: Desk) -> None:
    register_people(desk, person("赵六"))
    day, who = desk.on(dt.date(2019, 10, 20)), number_of(desk, "赵六")
    pay(day, insurance="pension", tiers_fen={who: 300_00})
    with pytest.raises(RefusedByRule) as refused:
        correct(day, "0001")
    assert code(refused) == "amount_not_due"
    assert "250.00" in refused.value.message and "300.00" in refused.value.message
    assert "撤销收据" in refused.value.message


def test_the_amount_that_the_slip_states_is_restated_by_two(desk: Desk) -> None:
    """200 was entered where the terminal had taken 300: tier and slip are put right together."""
    register_people(desk, person("赵六"))
    day, who = desk.on(dt.date(2019, 10, 20)), number_of(desk, "赵六")
    pay(day, insurance="pension", tiers_fen={who: 200_00})
    right: dict[str, object] = {"insurance": "pension", "tiers_fen": {who: 300_00}}
    with pytest.raises(Denied):
        correct(day, "0001", amount_fen=300_00, **right)  # type: ignore[arg-type]
    done = correct(day, "0001", second=SECOND, amount_fen=300_00, **right)  # type: ignore[arg-type]
    assert done.amount_fen == 300_00
    (total,) = batch_totals(day, day.business_date).values()
    assert (total.sales, total.amount_fen) == (1, 300_00)
    sent = line(1, 300_00, day=day.business_date)
    assert kinds(arrive(day, sent).reconciliation) == []
    assert pay(day, insurance="pension", tiers_fen={who: 300_00}).receipt == done.receipt
    assert check_store(day.store).broken == ()


def test_what_the_statement_states_is_not_restated(desk: Desk) -> None:
    register_people(desk, person("赵六"))
    day, who = desk.on(dt.date(2019, 10, 20)), number_of(desk, "赵六")
    pay(day, insurance="pension", tiers_fen={who: 200_00})
    arrive(day, line(1, 200_00, day=day.business_date))
    with pytest.raises(RefusedByRule) as refused:
        correct(
            day,
            "0001",
            second=SECOND,
            insurance="pension",
            tiers_fen={who: 300_00},
            amount_fen=300_00,
        )
    assert code(refused) == "statement_agrees"


def test_one_family_of_several_under_a_slip(wrong: Desk) -> None:
    homes = [household_id(wrong, each) for each in ("0002", "0003", "0004")]
    meant = tuple(Part(home, "medical") for home in (homes[0], homes[1]))
    taken = take_payment(
        wrong,
        PaymentRequest(
            parts=(
                meant[0],
                Part(homes[2], "medical"),
                Part(
                    household_id(wrong, "0003"),
                    "medical",
                    None,
                    frozenset({number_of(wrong, "赵六")}),
                ),
            ),
            slips=(slip(7),),
        ),
    )
    assert taken.amount_fen == 750_00
    done = correct_payment(wrong, taken.receipt, PaymentRequest(parts=meant), "录错户")
    assert [each.name for each in done.lines] == ["王五", "赵六", "赵七"]
    assert insured(wrong) == {"张三", "王五", "赵六", "赵七"}


def test_the_receipts_say_so(wrong: Desk) -> None:
    done = correct(wrong)
    before, after = receipt_of(wrong, _FIRST), receipt_of(wrong, done.receipt)
    assert (before.state, before.corrected_by) == ("corrected", done.receipt)
    assert (after.state, after.corrects) == ("valid", _FIRST)
    assert [each.trace for each in after.slips] == ["000001"]


@pytest.mark.parametrize(
    ("stands_in_the_way", "wanted"),
    [
        ("void", "already_reversed"),
        ("waiting", "refund_waiting"),
        ("in part", "partly_refunded"),
        ("has paid", "already_paid"),
        ("nothing new", "nothing_to_correct"),
    ],
)
def test_what_cannot_be_corrected_is_said(wrong: Desk, stands_in_the_way: str, wanted: str) -> None:
    receipt, number = _FIRST, "0002"
    if stands_in_the_way == "void":
        void_payment(wrong, _FIRST, "录错")
    elif stands_in_the_way == "waiting":
        request_refund(wrong, _FIRST, "重复")
    elif stands_in_the_way == "in part":
        receipt = pay(wrong, "0003", trace=3).receipt
        request_refund(wrong, receipt, "死亡", frozenset({number_of(wrong, "赵六")}))
        approve_refund(replace(wrong, operator="second"), receipt)
    elif stands_in_the_way == "has paid":
        pay(wrong, "0002", trace=3)
    else:
        number = "0001"
    before = wrong.store.rows("SELECT count(*) FROM payment")
    with pytest.raises(RefusedByRule) as refused:
        correct(wrong, number, receipt)
    assert code(refused) == wanted and wrong.store.rows("SELECT count(*) FROM payment") == before


def test_it_needs_a_reason_and_names_no_papers(wrong: Desk) -> None:
    home = household_id(wrong, "0002")
    request = PaymentRequest(parts=(Part(home, "medical"),))
    with pytest.raises(BadInput, match="原因"):
        correct_payment(wrong, _FIRST, request, " ")
    with pytest.raises(BadInput, match="原来的签购单"):
        correct_payment(wrong, _FIRST, replace(request, slips=(slip(5),)), "录错户")


@pytest.mark.parametrize(
    ("name", "sql"),
    [
        ("更正前后相抵", "UPDATE correction SET reversed_id = 2 WHERE id = 1"),
        ("更正前后相抵", "UPDATE payment SET amount_fen = amount_fen + 1 WHERE id = 3"),
        ("更正前后相抵", "UPDATE payment SET channel = 'cash' WHERE id = 2"),
        ("更正前后相抵", "UPDATE correction SET paper_fen = 1"),
        ("更正前后相抵", "UPDATE payment SET kind = 'collect' WHERE id = 3"),
        ("更正前后相抵", "UPDATE correction SET business_date = '2019-11-13'"),
        ("更正的单据跟着走", "UPDATE correction SET papers_id = 3"),
        ("更正的单据跟着走", "UPDATE correction SET paid_on = '2019-11-13'"),
        ("更正的单据跟着走", "UPDATE slip SET payment_id = 3 WHERE id = 1"),
        ("隔日更正由两人办理", "UPDATE correction SET business_date = '2019-11-15'"),
        ("隔日更正由两人办理", "UPDATE correction SET approved_by = 'test'"),
    ],
)
def test_check_names_a_correction_that_was_changed(sqlite_desk: Desk, name: str, sql: str) -> None:
    register_people(sqlite_desk, person("张三"), person("王五", household="0002"))
    pay(sqlite_desk)
    correct(sqlite_desk)
    assert finding(sqlite_desk.store, name).is_sound
    unguard(sqlite_desk.store)
    sqlite_desk.store.run(sql)
    told = finding(sqlite_desk.store, name)
    assert not told.is_sound and "correction 第 1 行" in told.detail


def medical_rows(report: ProgressReport) -> tuple[ProgressRow, ...]:
    return next(each.rows for each in report.insurances if each.insurance == "medical")


def test_the_report_of_the_present_period_states_both_sides(desk: Desk) -> None:
    """Nobody is counted twice, and what was sent stays as it was."""
    register_people(desk, person("张三"), person("王五", household="0002", village="白塘村"))
    pay(desk)
    period = HalfMonth.containing(BUSINESS_DATE)
    sent = medical_rows(gather_progress(desk.on(period.last_day), period))
    later = desk.on(period.following().first_day)
    correct(later, second=SECOND)
    assert medical_rows(gather_progress(later, period)) == sent
    report = gather_progress(later, period.following())
    rows = {row.village: row for row in medical_rows(report)}
    assert (rows["青山村"].people_this_period, rows["青山村"].people_to_date) == (-1, 0)
    assert (rows["白塘村"].people_this_period, rows["白塘村"].people_to_date) == (1, 1)
    assert [(each.kind, each.village, each.people) for each in report.corrections] == [
        ("taken_back", "青山村", -1),
        ("corrected", "白塘村", 1),
    ]


def test_the_agency_fee_stays_the_collectors(desk: Desk) -> None:
    fee = under(desk, load_notice("weidong-2020"))
    register_people(desk, person("张三"), person("王五", household="0002"))
    pay(desk)
    correct(replace(desk, operator="other"))
    rows = agency_fee(fee, BUSINESS_DATE, BUSINESS_DATE).rows
    assert [(each.operator, each.counted) for each in rows] == [("test", 1)]


def test_lists_call_it_a_correction(wrong: Desk) -> None:
    done = correct(wrong)
    register = gather_register(wrong)
    assert [row.state for row in register.rows] == ["已更正", f"更正冲回 {_FIRST}", "有效"]
    ledger = listing_text(ledger_listing(wrong, BUSINESS_DATE, BUSINESS_DATE))
    assert "更正冲回" in ledger and ledger.count("12345678/000001/000001") == 2
    told = [str(each) for each in family_history(wrong, household_id(wrong, "0001"))]
    assert any("更正冲回" in each and "录错户" in each for each in told)
    paper = "\n".join(receipt_lines(receipt_of(wrong, _FIRST), "80"))
    assert done.receipt in paper and "请收回这一张" in paper.replace("\n", "")


def test_a_voucher_is_the_right_receipts(desk: Desk) -> None:
    """What was taken back by the correction did not free it; it cannot be spoiled."""
    register_people(desk, person("张三"), person("王五", household="0002"))
    receive_vouchers(desk, "V0001", "V0010", "领用单 3 号")
    pay(desk, trace=None, cash=CashPaper("L1", "V0001"))
    done = correct(desk)
    with pytest.raises(RefusedByRule):
        spoil_voucher(desk, "V0001", "写错")
    (count,) = gather_vouchers(desk).ranges
    assert (count.used, count.spoiled) == (1, 0)
    assert done.receipt in "\n".join(map(listing_text, voucher_listings(desk)))
    assert check_store(desk.store).broken == ()


def test_the_same_numbers_nearby_name_the_receipt_that_stands(wrong: Desk) -> None:
    done = correct(wrong)
    near = slip(1, BUSINESS_DATE - dt.timedelta(days=1))
    with pytest.raises(RefusedByRule) as refused:
        pay(wrong, "0003", slip=near)
    assert code(refused) == "another_slip" and done.receipt in refused.value.message
