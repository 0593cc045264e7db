"""What each action at the counter leaves in the store, row by row, and in the audit trail."""

import datetime as dt
from dataclasses import replace

import pytest

from models.base import clock
from models.base.errors import RefusedByRule
from models.cash.day_close.close import close_day
from models.counter.pay_difference import DifferenceRequest, book_without_money, pay_difference
from models.counter.refund import approve_refund, decline_refund, request_refund
from models.counter.replay import find_slip, find_voucher, last_cash_paper, last_slip
from models.counter.reversible import PaidHousehold, Reversible, reversible_payments
from models.counter.void import void_payment
from models.ledger.cash_papers import CashPaper, next_voucher
from models.ledger.receipt_numbers import receipt_number
from models.ledger.slip import PosSlip
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from tests.cases import for_each
from tests.making import BUSINESS_DATE, household_id, pay, person, register_people, second_at, slip

_BATCH = ("12345678", "000001")
_NEXT = BUSINESS_DATE.replace(day=20)
_FULL = PosSlip(
    "12345678", "000001", "000001", BUSINESS_DATE, "123456789012",
    merchant="898431000000001", authorisation="654321", card_tail="8888", time="09:30:11",
)  # fmt: skip


@pytest.fixture
def desk(sqlite_desk: Desk) -> Desk:
    """0001: 张三, 李四 (低保); 0002: 王五 (特困); 0003: 赵六."""
    register_people(
        sqlite_desk,
        person("张三"),
        person("李四", categories=("低保",)),
        person("王五", household="0002", categories=("特困供养人员",)),
        person("赵六", household="0003"),
    )
    return sqlite_desk


def audit(desk: Desk) -> list[tuple[str, str, str]]:
    """Return what was recorded after the roster came in."""
    rows = desk.store.rows("SELECT action, subject, detail FROM audit ORDER BY id")
    return [row for row in rows if row[0] not in ("import_roster", "merge_roster")][
        -_count(desk) :
    ]  # fmt: skip


def _count(desk: Desk) -> int:
    sql = "SELECT count(*) FROM audit WHERE action NOT LIKE '%roster%' AND action <> 'init'"
    return int(desk.store.rows(sql)[0][0])


def test_a_payment_with_everything_its_slip_prints(desk: Desk) -> None:
    pay(desk, slip=_FULL)
    rows = desk.store.rows
    assert rows(
        "SELECT kind, year, serial, reverses_id, channel, business_date, amount_fen, "
        "chose_members, reason FROM payment"
    ) == [("payment", 2019, 1, None, "pos", "2019-11-14", 500_00, 0, "")]
    assert rows(
        "SELECT id, payment_id, reverses_line_id, adjusts_line_id, insurance, levy_year, "
        "business_date, category, tier_fen, standard_fen, subsidy_fen, reimbursed_fen, "
        "amount_fen, people, is_late, benefit_from FROM payment_line ORDER BY id"
    ) == [
        (1, 1, None, None, "medical", 2020, "2019-11-14", "", None, 250_00, 0, 0, 250_00, 1, 0,
         "2020-01-01"),
        (2, 1, None, None, "medical", 2020, "2019-11-14", "低保", None, 250_00, 75_00, 75_00,
         250_00, 1, 0, "2020-01-01"),
    ]  # fmt: skip
    assert rows("SELECT line_id, funder, settlement, amount_fen FROM line_share") == [
        (2, "医疗救助", "reimbursed", 75_00)
    ]
    assert rows(
        "SELECT payment_id, terminal, batch, trace, slip_date, reference, amount_fen, merchant, "
        "authorisation, card_tail, slip_time FROM slip"
    ) == [
        (1, "12345678", "000001", "000001", "2019-11-14", "123456789012", 500_00,
         "898431000000001", "654321", "8888", "09:30:11")
    ]  # fmt: skip
    assert (
        rows("SELECT source, source_id, business_date FROM journal")
        == [("payment", 1, "2019-11-14")] * 2
    )
    assert audit(desk)[-1] == ("pay", "payment 1", "2019-000001 50000")


def test_the_next_payment_follows_without_a_gap(desk: Desk) -> None:
    pay(desk)
    pay(desk, "0003", trace=2)
    rows = desk.store.rows
    assert rows("SELECT id, serial FROM payment ORDER BY id") == [(1, 1), (2, 2)]
    assert rows("SELECT id, payment_id FROM payment_line ORDER BY id") == [(1, 1), (2, 1), (3, 2)]
    assert rows("SELECT DISTINCT source_id FROM journal ORDER BY 1") == [(1,), (2,)]


def test_a_category_that_grants_nothing_is_kept_for_the_report(desk: Desk) -> None:
    register_people(desk, person("钱七", household="0004", categories=("贫困残疾人",)))
    pay(desk, "0004", trace=4)
    sql = "SELECT category, subsidy_fen FROM payment_line ORDER BY id DESC LIMIT 1"
    assert desk.store.rows(sql) == [("贫困残疾人", 0)]


def test_a_void_and_a_refund_name_what_they_take_back(desk: Desk) -> None:
    pay(desk)
    done = void_payment(desk, "2019-000001", "录错", slip(2))
    assert (done.reverses, done.receipt) == ("2019-000001", "2019-000002")
    pay(desk, trace=3)
    later = desk.on(_NEXT)
    request_refund(later, "2019-000003", "死亡")
    refunded = approve_refund(second_at(later), "2019-000003")
    assert (refunded.reverses, refunded.people) == ("2019-000003", 2)
    assert desk.store.rows(
        "SELECT kind, reverses_id, business_date, reason FROM payment ORDER BY id"
    ) == [
        ("payment", None, "2019-11-14", ""),
        ("void", 1, "2019-11-14", "录错"),
        ("payment", None, "2019-11-14", ""),
        ("refund", 3, "2019-11-20", "死亡"),
    ]
    assert audit(desk)[-5:] == [
        ("pay", "payment 1", "2019-000001 50000"),
        ("void", "payment 1", "2019-000002 -50000 录错"),
        ("pay", "payment 3", "2019-000003 50000"),
        ("request_refund", "payment 3", "死亡"),
        ("refund", "payment 3", "2019-000004 -50000 死亡"),
    ]
    assert desk.store.rows(
        "SELECT payment_id, members, channel, reason, business_date FROM refund_request"
    ) == [(3, "", "pos", "死亡", "2019-11-20")]
    assert desk.store.rows("SELECT request_id, payment_id, reason FROM refund_decision") == [
        (1, 4, "")
    ]


def test_a_declined_refund_leaves_its_reason(desk: Desk) -> None:
    pay(desk)
    request_refund(desk, "2019-000001", "死亡")
    decline_refund(desk, "2019-000001", "查无此事")
    assert desk.store.rows("SELECT request_id, payment_id, reason FROM refund_decision") == [
        (1, None, "查无此事")
    ]
    assert audit(desk)[-1] == ("decline_refund", "refund_request 1", "查无此事")


def test_a_settled_difference_and_one_without_money(desk: Desk) -> None:
    pay(desk)
    pay(desk, "0002", trace=None)
    pay(desk, "0003", trace=3)
    record_figure(desk, "medical.personal", "280", "湘医保发〔2019〕1号")
    revised = desk.refreshed()
    pay_difference(revised, DifferenceRequest(household_id(desk), "medical", slip(9)))
    assert book_without_money(revised, "medical") == 1
    assert desk.store.rows(
        "SELECT kind, channel, amount_fen, reason FROM payment WHERE id > 3 ORDER BY id"
    ) == [
        ("collect", "pos", 60_00, "湘医保发〔2019〕1号"),
        ("collect", "revision", 0, "湘医保发〔2019〕1号"),
    ]
    assert [(action, subject) for action, subject, _ in audit(desk)[-2:]] == [
        ("collect", "payment 4"),
        ("book_without_money", "medical"),
    ]
    assert audit(desk)[-1][2] == "1 people"


def test_money_given_back_goes_by_bank(desk: Desk) -> None:
    pay(desk, "0003", trace=3)
    record_figure(desk, "medical.personal", "240", "湘医保发〔2019〕1号")
    revised = desk.refreshed()
    request = DifferenceRequest(household_id(desk, "0003"), "medical", paper="转账0012")
    assert pay_difference(revised, request).amount_fen == -10_00
    assert desk.store.rows(
        "SELECT kind, channel, amount_fen, reason FROM payment WHERE id = 2"
    ) == [("return", "bank_transfer", -10_00, "湘医保发〔2019〕1号；转账0012")]


def test_what_a_paper_was_entered_for_is_found_whole(desk: Desk) -> None:
    register_people(desk, person("孙八", household="0005", born="1970-01-01"))
    number = desk.store.rows("SELECT id_number FROM person WHERE name = '孙八'")[0][0]
    day = BUSINESS_DATE.replace(month=10, day=15)
    pay(desk.on(day), "0005", "pension", trace=5, tiers_fen={number: 300_00})
    found = find_slip(desk, slip(5, day))
    assert found is not None
    assert (found.payment_id, found.kind, found.receipt) == (1, "payment", "2019-000001")
    assert (found.amount_fen, found.business_date, found.is_reversed) == (300_00, day, False)
    assert found.tiers_fen == {number: 300_00} and not found.chose_members
    assert found.parts == {(household_id(desk, "0005"), "pension")}
    assert found.present_household_ids == {household_id(desk, "0005")}
    assert [(each.name, each.insurance, each.amount_fen) for each in found.lines] == [
        ("孙八", "pension", 300_00)
    ]
    key = ("12345678", "000001", "000005", day.isoformat())
    assert found.slips == {key: (300_00, "")}
    void_payment(desk.on(day), "2019-000001", "录错")
    again = find_slip(desk, slip(5, day))
    assert again is not None and again.is_reversed
    assert find_slip(desk, slip(6, day)) is None


def test_the_next_slip_is_ones_own_not_a_colleagues(desk: Desk) -> None:
    other = replace(desk, operator="other")
    pay(desk, slip=slip(1))
    pay(other, "0003", slip=slip(7, terminal="87654321"))
    mine, theirs = last_slip(desk), last_slip(other)
    assert mine and theirs
    assert (mine.terminal, mine.trace, theirs.terminal, theirs.trace) == (
        "12345678", "000001", "87654321", "000007"
    )  # fmt: skip
    assert last_slip(desk, "87654321") is None and last_slip(desk, "12345678") == mine


def test_a_settled_batch_proposes_its_terminal_alone(desk: Desk) -> None:
    pay(desk, slip=_FULL)
    close_day(desk, "operator", 0, {_BATCH: 500_00})
    last = last_slip(desk)
    assert last and (last.terminal, last.batch, last.trace) == ("12345678", "", "")
    assert last.merchant == "898431000000001"


def test_the_last_papers_are_those_to_go_on_from(desk: Desk) -> None:
    assert last_slip(desk) is None and last_cash_paper(desk) is None
    pay(desk, slip=_FULL)
    pay(desk, "0003", trace=None, cash=CashPaper("ZJ1", "0007"))
    assert last_slip(desk) == PosSlip(
        "12345678", "000001", "000001", BUSINESS_DATE, merchant="898431000000001"
    )
    assert last_cash_paper(desk) == CashPaper("ZJ1", "0007")
    found = find_voucher(desk, CashPaper("other", "0007"))
    assert found is not None and found.receipt == "2019-000002"
    assert find_voucher(desk, CashPaper("ZJ1", "0008")) is None


@for_each(
    "voucher, following",
    [("0007", "0008"), ("A0099", "A0100"), ("999", "1000"), ("A", "A"), ("", ""), ("7B", "7B")],
)
def test_the_next_voucher_counts_on(voucher: str, following: str) -> None:
    assert next_voucher(voucher) == following


def test_what_can_be_taken_back_is_listed_newest_first(desk: Desk) -> None:
    pay(desk)
    register_people(desk, person("周九", household="0001", categories=("低保",)))
    pay(desk, trace=None, cash=CashPaper("ZJ1", "0007"))
    newest, oldest = reversible_payments(desk, household_id(desk))
    home = PaidHousehold("青山村", "0001", ("周九",))
    assert newest == Reversible(
        receipt_number(2019, 2),
        BUSINESS_DATE,
        newest.recorded_at,
        "cash",
        (home,),
        ("medical",),
        250_00,
        people=newest.people,
    )
    assert [(each.name, each.amount_fen) for each in newest.people] == [(home.names[0], 250_00)]
    assert (oldest.receipt, oldest.names, oldest.amount_fen) == (
        "2019-000001", ("张三", "李四"), 500_00
    )  # fmt: skip
    assert (oldest.terminal, oldest.batch, oldest.waiting) == ("12345678", "000001", None)
    assert oldest.way_back(BUSINESS_DATE) == "void" and oldest.way_back(_NEXT) == "refund"
    assert reversible_payments(desk, household_id(desk, "0003")) == ()


def test_what_is_void_on_a_screen_is_what_void_allows(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day of the clock, the business date and the closes decide it in both."""
    pay(desk)

    def why(day: dt.date) -> str:
        (shown,) = reversible_payments(desk.on(day), household_id(desk))
        with pytest.raises(RefusedByRule) as no:
            void_payment(desk.on(day), "2019-000001", "录错")
        assert shown.way_back(day) == "refund" and shown.why_no_void(day) == no.value.code
        return no.value.code

    assert reversible_payments(desk, household_id(desk))[0].why_no_void(BUSINESS_DATE) == ""
    assert why(_NEXT) == "not_same_day"
    with monkeypatch.context() as patch:
        tomorrow = clock.today() + dt.timedelta(days=1)
        patch.setattr(clock, "today", lambda: tomorrow)
        assert why(BUSINESS_DATE) == "not_same_day"
    close_day(replace(desk, operator="other"), "operator", 0, {_BATCH: 500_00})
    assert why(BUSINESS_DATE) == "pos_settled"
    close_day(desk, "operator", 0)
    assert why(BUSINESS_DATE) == "day_closed"


def test_what_waits_or_was_taken_back_is_told_apart(desk: Desk) -> None:
    pay(desk)
    number = desk.store.rows("SELECT id_number FROM person WHERE name = '李四'")[0][0]
    request_refund(desk, "2019-000001", "死亡", frozenset({number}))
    waiting = reversible_payments(desk, household_id(desk))[0].waiting
    assert waiting is not None and waiting.names == ("李四",) and waiting.amount_fen == 250_00
    approve_refund(second_at(desk), "2019-000001")
    left = reversible_payments(desk, household_id(desk))
    assert [(each.names, each.amount_fen, each.waiting) for each in left] == [
        (("张三",), 250_00, None)
    ]
    void_payment(desk, "2019-000001", "录错")
    assert reversible_payments(desk, household_id(desk)) == ()


def test_a_difference_counts_in_what_goes_back(desk: Desk) -> None:
    pay(desk, "0003", trace=3)
    record_figure(desk, "medical.personal", "280", "湘医保发〔2019〕1号")
    revised = desk.refreshed()
    home = household_id(desk, "0003")
    pay_difference(revised, DifferenceRequest(home, "medical", slip(9)))
    assert [each.amount_fen for each in reversible_payments(revised, home)] == [280_00]
    assert request_refund(revised, "2019-000001", "死亡").amount_fen == 280_00
