"""Taking a village: one act, an entry a family under shared papers, and what follows later."""

import pytest

from models.base.errors import BadInput, RefusedByRule
from models.bureau.reconciliation.run import reconcile
from models.cash.pos_batches import batch_totals
from models.cash.terminals import register_terminal
from models.counter.conflict import PaperUsed
from models.counter.correct import correct_payment
from models.counter.receipt.read import slips_of
from models.counter.refund import approve_refund, request_refund
from models.counter.request import Part, PaymentRequest
from models.counter.reversible import reversible_payments
from models.counter.village.take import take_village
from models.counter.village.values import ListedRow, VillageRequest
from models.counter.void import void_collection, void_payment
from models.ledger.cash_papers import CashPaper
from models.station.desk import Desk
from reports.vouchers import gather_vouchers
from tests.bureau.reconciliation.making import arrive, line
from tests.counter.village.making import (
    faults,
    hand_in,
    listed,
    of_amount,
    plain,
    rows_of,
    village_of,
)
from tests.making import BUSINESS_DATE, household_id, pay, person, register_people, second_at

_SUM = "SELECT count(*), sum(amount_fen) FROM payment"


def test_each_family_has_a_receipt_and_they_add_up_to_the_slip(desk: Desk) -> None:
    people = village_of(desk, 6)
    taken = hand_in(desk, people, of_amount(1), brought_by="王支书")
    assert [each.household for each in taken.receipts] == [f"{n:04d}" for n in range(1, 7)]
    assert [each.receipt for each in taken.receipts] == [f"2019-{n:06d}" for n in range(1, 7)]
    assert sum(each.amount_fen for each in taken.receipts) == taken.amount_fen == 12 * 250_00
    assert plain(desk, "SELECT amount_fen FROM slip") == [(12 * 250_00,)]
    assert plain(desk, "SELECT DISTINCT reason FROM payment") == [("王支书代收",)]
    assert faults(desk) == []


def test_several_slips_are_of_known_amounts_and_add_up(desk: Desk) -> None:
    people = village_of(desk, 4)
    slips = of_amount(1, 900_00), of_amount(2, 600_00), of_amount(3, 500_00, "87654321")
    taken = hand_in(desk, people, *slips, amount_fen=2000_00)
    assert taken.amount_fen == 2000_00 and faults(desk) == []
    (paper,) = slips_of(desk, taken.receipts[2].receipt)
    assert [each.trace for each in paper.slips] == ["000001", "000002", "000003"]
    assert (paper.households, paper.whole_fen, paper.amount_fen) == (4, 2000_00, 500_00)


def test_slips_that_do_not_add_up_enter_nothing(desk: Desk) -> None:
    people = village_of(desk, 2)
    with pytest.raises(BadInput, match=r"合计 900\.00 元，应收 1,000\.00 元"):
        hand_in(desk, people, of_amount(1, 500_00), of_amount(2, 400_00))
    with pytest.raises(RefusedByRule) as refused:
        hand_in(desk, people, of_amount(1), amount_fen=900_00)
    assert refused.value.code == "amount_not_due" and plain(desk, _SUM) == [(0, None)]


def test_the_same_list_and_slip_again_answer_with_the_first_receipts(desk: Desk) -> None:
    people = village_of(desk, 3)
    first = hand_in(desk, people, of_amount(1))
    again = hand_in(desk, people, of_amount(1))
    assert again.replayed and not first.replayed
    assert [(x.receipt, x.household, x.amount_fen, x.lines) for x in again.receipts] == [
        (x.receipt, x.household, x.amount_fen, x.lines) for x in first.receipts
    ]
    assert plain(desk, _SUM) == [(3, 1500_00)]


def test_the_same_slip_for_another_list_is_refused(desk: Desk) -> None:
    people = village_of(desk, 3)
    hand_in(desk, people[:4], of_amount(1))
    for other in (people, people[:2]):
        with pytest.raises(PaperUsed, match="收据 2019-000001 等 2 张"):
            hand_in(desk, other, of_amount(1))
    with pytest.raises(PaperUsed):
        pay(desk, "0001", trace=1)


def test_what_differs_stops_the_list_until_it_is_left_out(desk: Desk) -> None:
    people = village_of(desk, 3)
    pay(desk, "0001", trace=900)
    with pytest.raises(RefusedByRule) as refused:
        hand_in(desk, people, of_amount(1))
    assert refused.value.code == "list_differs" and "第 2 行 0001 户 张大山 已缴" in str(
        refused.value
    )
    taken = hand_in(desk, people, of_amount(1), leaves_out=True)
    assert [each.household for each in taken.receipts] == ["0002", "0003"]
    assert [each.kind for each in taken.left_out] == ["paid", "paid"] and faults(desk) == []
    assert hand_in(desk, people, of_amount(1), leaves_out=True).replayed


def test_the_exempt_need_no_slip_and_have_an_entry_of_their_own(desk: Desk) -> None:
    village_of(desk, 6)
    request = VillageRequest(listed((), with_exempt=True))
    taken = take_village(desk, request)
    assert [each.amount_fen for each in taken.receipts] == [0, 0]
    assert plain(desk, "SELECT DISTINCT channel FROM payment") == [("no_charge",)]
    with pytest.raises(RefusedByRule) as refused:
        take_village(desk, request)
    assert refused.value.code == "nothing_to_pay" and faults(desk) == []


def test_a_family_with_nothing_to_pay_shares_no_slip(desk: Desk) -> None:
    people = village_of(desk, 2)
    lone = person("赵老汉", "1940-05-06", household="0009", categories=("特困供养人员",))
    register_people(desk, lone)
    taken = hand_in(desk, [*people, lone], of_amount(1))
    assert [each.amount_fen for each in taken.receipts] == [500_00, 500_00, 0]
    (paper,) = slips_of(desk, taken.receipts[2].receipt)
    assert paper.slips == () and paper.households == 1 and faults(desk) == []


def test_cash_has_one_voucher_for_all(desk: Desk) -> None:
    people = village_of(desk, 3)
    paper = CashPaper("ZJ1", "00000007")
    taken = hand_in(desk, people, cash=paper)
    assert taken.amount_fen == 1500_00
    (used,) = gather_vouchers(desk).used
    assert (used.voucher, used.amount_fen, used.is_taken_back) == ("00000007", 1500_00, 0)
    assert hand_in(desk, people, cash=paper).replayed and faults(desk) == []
    request_refund(desk, taken.receipts[0].receipt, "退")
    approve_refund(second_at(desk), taken.receipts[0].receipt)
    assert not gather_vouchers(desk).used[0].is_taken_back, "two families still stand on it"


def test_a_statement_agrees_with_the_shared_slip_by_its_sum(desk: Desk) -> None:
    people = village_of(desk, 3)
    hand_in(desk, people, of_amount(1, 1000_00), of_amount(2, 500_00))
    arrive(desk, line(1, 1000_00, line_id=0), line(2, 500_00, line_id=0))
    result = reconcile(desk)
    assert len(result.matching.pairs) == 2 and not result.matching.findings


def test_a_terminals_batch_counts_the_shared_slip_once(desk: Desk) -> None:
    people = village_of(desk, 3)
    hand_in(desk, people, of_amount(1))
    total = batch_totals(desk, BUSINESS_DATE)["12345678", "000001"]
    assert (total.sales, total.amount_fen) == (1, 1500_00)


def test_one_family_is_not_voided_alone_but_refunded(desk: Desk) -> None:
    """A terminal voids a slip as a whole: one family goes back as a refund by two people."""
    people = village_of(desk, 3)
    taken = hand_in(desk, people, of_amount(1))
    second = taken.receipts[1].receipt
    with pytest.raises(RefusedByRule) as refused:
        void_payment(desk, second, "录错")
    assert refused.value.code == "shared_papers"
    (shown,) = reversible_payments(desk, household_id(desk, "0002"))
    assert shown.why_no_void(BUSINESS_DATE) == "shared_papers"
    assert shown.way_back(BUSINESS_DATE) == "refund"
    request_refund(desk, second, "重复")
    approve_refund(second_at(desk), second)
    assert faults(desk) == []
    with pytest.raises(RefusedByRule, match="整批不能再撤销"):
        void_collection(desk, taken.receipts[0].receipt, "录错")


def test_a_collection_is_voided_as_a_whole_and_its_statement_agrees(desk: Desk) -> None:
    people = village_of(desk, 3)
    taken = hand_in(desk, people, of_amount(1))
    back = void_collection(desk, taken.receipts[2].receipt, "终端录错")
    assert sum(each.amount_fen for each in back) == 1500_00 and len(back) == 3
    total = batch_totals(desk, BUSINESS_DATE)["12345678", "000001"]
    assert (total.sales, total.amount_fen) == (0, 0)
    arrive(
        desk,
        line(1, 1500_00, line_id=0),
        line(2, -1500_00, line_id=0, original_trace="000001"),
    )
    matching = reconcile(desk).matching
    assert not matching.findings and len(matching.pairs) == 2
    assert faults(desk) == []
    with pytest.raises(RefusedByRule):
        hand_in(desk, people, of_amount(1))
    assert hand_in(desk, people, of_amount(3)).amount_fen == 1500_00


def test_one_family_is_corrected_under_the_shared_slip(desk: Desk) -> None:
    """0001 was taken for 0009: the slip stays, the others are not touched, all adds up."""
    people = village_of(desk, 3)
    others = register_people(
        desk, person("钱一", household="0009"), person("钱二", household="0009")
    )
    taken = hand_in(desk, people, of_amount(1))
    for wrong in (taken.receipts[0].receipt, taken.receipts[2].receipt):
        part = Part(household_id(desk, "0009"), "medical")
        if wrong != taken.receipts[0].receipt:
            part = Part(household_id(desk, "0001"), "medical")
        done = correct_payment(desk, wrong, PaymentRequest((part,)), "录错户")
        (paper,) = slips_of(desk, done.receipt)
        assert [each.trace for each in paper.slips] == ["000001"]
        assert (paper.households, paper.whole_fen) == (3, 1500_00)
        assert faults(desk) == []
    assert {each.name for each in others} == {"钱一", "钱二"}
    total = batch_totals(desk, BUSINESS_DATE)["12345678", "000001"]
    assert (total.sales, total.amount_fen) == (1, 1500_00)
    arrive(desk, line(1, 1500_00, line_id=0))
    assert not reconcile(desk).matching.findings
    with pytest.raises(RefusedByRule) as refused:
        alone = Part(household_id(desk, "0002"), "medical", None, frozenset([people[2].id_number]))
        request = PaymentRequest((alone,), amount_fen=250_00)
        correct_payment(desk, taken.receipts[1].receipt, request, "金额")
    assert refused.value.code == "amount_not_due" and "合用" in str(refused.value)
    back = void_collection(desk, taken.receipts[1].receipt, "整批录错")
    assert sum(each.amount_fen for each in back) == 1500_00 and faults(desk) == []


def test_a_family_taken_alone_has_its_own_slip(desk: Desk) -> None:
    people = village_of(desk, 1)
    taken = hand_in(desk, people, of_amount(1))
    assert plain(desk, "SELECT count(*) FROM handed_in") == [(0,)]
    void_payment(desk, taken.receipts[0].receipt, "录错")
    assert faults(desk) == []


def test_an_unregistered_terminal_is_asked_about_as_at_the_counter(desk: Desk) -> None:
    people = village_of(desk, 2)
    register_terminal(desk, "12345678", "银联商务", "柜台")
    hand_in(desk, people[:2], of_amount(1))
    with pytest.raises(RefusedByRule) as refused:
        hand_in(desk, people[2:], of_amount(1, terminal="12345679"))
    assert refused.value.code == "new_terminal"
    rows = rows_of(people[2:])
    request = VillageRequest(
        listed(rows), (of_amount(1, terminal="12345679"),), confirmed=frozenset({"new_terminal"})
    )
    assert take_village(desk, request).amount_fen == 500_00


def test_households_alone_are_enough(desk: Desk) -> None:
    village_of(desk, 3)
    rows = [ListedRow(household=f"{number:04d}") for number in (1, 3)]
    taken = take_village(desk, VillageRequest(listed(rows), (of_amount(1),)))
    assert [len(each.lines) for each in taken.receipts] == [2, 3]
    assert take_village(desk, VillageRequest(listed(rows), (of_amount(1),))).replayed
