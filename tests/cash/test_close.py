"""Closing the day: what is counted stands beside the books, and nothing is made to agree."""

import datetime as dt
from dataclasses import replace

import pytest

from models.base import clock
from models.base.errors import BadInput, LaobaoError, RefusedByRule
from models.cash.day_close.close import close_day
from models.cash.day_close.not_as_counted import DayDiffers
from models.cash.day_close.read import closes_of_day, list_closes, read_close
from models.cash.day_close.values import ChannelTakings, DayCount
from models.cash.deposit import deposit_cash
from models.cash.pos_batches import BATCH_DAYS, batch_totals, is_batch_settled, open_batches
from models.cash.remittance_accounts import register_account
from models.checks.check_store import check_store
from models.checks.head import chain_head
from models.counter.refund import approve_refund, request_refund
from models.ledger.cash_papers import CashPaper
from models.ledger.journal import balances
from models.station.desk import Desk
from tests.making import (
    BUSINESS_DATE,
    SECOND,
    pay,
    person,
    register_people,
    reverse,
    second_at,
    slip,
)

TOMORROW = BUSINESS_DATE + dt.timedelta(days=1)
BATCH = ("12345678", "000001")
ACCOUNT = "6222000011112222"


def cash(voucher: int) -> CashPaper:
    return CashPaper("ZJ1", f"{voucher:04d}")


def refused(desk: Desk, *words: object, **more: object) -> str:
    """Return the code, if there is one, and the sentence with which a close is refused."""
    with pytest.raises(LaobaoError) as caught:
        close_day(desk, *words, **more)  # type: ignore[arg-type]
    assert "\n" not in caught.value.message
    code = caught.value.code if isinstance(caught.value, RefusedByRule) else "bad"
    return f"{code}：{caught.value.message}"


@pytest.fixture
def four(desk: Desk) -> Desk:
    """Four families of one: 250 each."""
    register_people(desk, *(person(f"张{n}", household=f"000{n}") for n in range(1, 5)))
    register_account(desk, "农业银行", "待报解专户", ACCOUNT, "税发1号", SECOND)
    return desk


@pytest.fixture
def worked(four: Desk) -> Desk:
    """Two in cash, one by card; the other clerk took one by card."""
    pay(four, "0001", trace=None, cash=cash(1))
    pay(four, "0002", trace=None, cash=cash(2))
    pay(four, "0003", trace=1)
    pay(replace(four, operator="other"), "0004", trace=2)
    return four


def test_an_operator_hands_in_what_the_books_say(worked: Desk) -> None:
    done = close_day(worked, "operator", 500_00)
    close = done.close
    assert not done.replayed and not close.has_differences and close.late == ()
    assert (close.expected_fen, close.taken_fen, close.returned_fen) == (500_00, 500_00, 0)
    assert close.channels == (
        ChannelTakings("cash", 2, 0, 500_00),
        ChannelTakings("pos", 1, 0, 250_00),
    )
    other = close_day(replace(worked, operator="other"), "operator", 0).close
    assert other.expected_fen == 0 and other.channels == (ChannelTakings("pos", 1, 0, 250_00),)


def test_a_difference_is_refused_until_its_reason_is_given_and_changes_no_book(
    worked: Desk,
) -> None:
    before = balances(worked)
    assert refused(worked, "operator", 499_00) == (
        "day_differs：现金账面 500.00 元，实际 499.00 元，少 1.00 元。"
        "请复核；查不清的写明原因再日结，账不会因此改动"
    )
    assert list_closes(worked) == ()
    close = close_day(worked, "operator", 499_00, reason="找零差错").close
    assert (close.difference_fen, close.reason) == (-100, "找零差错")
    assert balances(worked) == before and check_store(worked.store).broken == ()


def test_the_station_closes_when_every_operator_has(worked: Desk) -> None:
    other = replace(worked, operator="other")
    total = {BATCH: 500_00}
    assert refused(worked, "station", 500_00, total).startswith("operators_open：经办人 other ")
    close_day(other, "operator", 0)
    close = close_day(worked, "station", 500_00, total).close
    assert close.expected_fen == 500_00 and not close.has_differences
    assert [(each.sales, each.expected_fen) for each in close.batches] == [(2, 500_00)]


def test_only_the_differences_that_were_looked_at_are_accepted(worked: Desk) -> None:
    """Without a look at them, or with another count, the reason closes nothing."""

    def refused_count(counted_fen: int, accepted: DayCount | None) -> DayCount:
        with pytest.raises(DayDiffers) as caught:
            close_day(worked, "operator", counted_fen, None, "找零差错", accepted=accepted)
        return caught.value.count

    seen = refused_count(499_00, None)
    assert seen == DayCount(500_00, 499_00, ())
    assert (seen.difference_fen, seen.has_differences) == (-1_00, True)
    assert refused_count(498_00, seen).counted_fen == 498_00
    with pytest.raises(DayDiffers):
        close_day(worked, "operator", 499_00, accepted=seen)
    assert list_closes(worked) == ()
    done = close_day(worked, "operator", 499_00, None, "找零差错", accepted=seen)
    assert done.close.difference_fen == -1_00
    assert close_day(worked, "operator", 499_00, accepted=None).replayed


def test_what_agrees_is_closed_without_a_look(worked: Desk) -> None:
    assert not close_day(worked, "operator", 500_00, accepted=None).close.has_differences


def test_the_closes_of_the_day_are_the_own_and_the_stations(worked: Desk) -> None:
    other = replace(worked, operator="other")
    assert closes_of_day(worked) == {}
    close_day(other, "operator", 0)
    close_day(worked, "operator", 500_00)
    assert (closes_of_day(other), closes_of_day(worked)) == ({"operator": 1}, {"operator": 2})
    close_day(worked, "station", 500_00, {BATCH: 500_00})
    assert closes_of_day(other) == {"operator": 1, "station": 3}
    assert closes_of_day(worked.on(TOMORROW)) == {}
    assert closes_of_day(replace(worked, operator="02")) == {"station": 3}


def test_every_terminals_total_is_asked_for_and_compared(worked: Desk) -> None:
    close_day(replace(worked, operator="other"), "operator", 0)
    assert refused(worked, "station", 500_00) == (
        "pos_total_missing：终端/批次 12345678/000001 还没有结算总额，请照 POS 结算单填写；"
        "终端还没有结算的，写明「还没有结算的批次」"
    )
    told = refused(worked, "station", 500_00, {BATCH: 500_01, ("87654321", "000007"): 1})
    assert "终端 12345678 批次 000001 账面 500.00 元，实际 500.01 元，多 0.01 元" in told
    assert "终端 87654321 批次 000007 账面 0.00 元，实际 0.01 元，多 0.01 元" in told
    close = close_day(worked, "station", 500_00, {BATCH: 500_01}, "多刷一分").close
    assert [each.difference_fen for each in close.batches] == [1]


def test_a_total_given_by_the_operator_serves_the_station(worked: Desk) -> None:
    close_day(replace(worked, operator="other"), "operator", 0, {BATCH: 500_00})
    assert open_batches(worked, BUSINESS_DATE) == ()
    assert close_day(worked, "station", 500_00).close.batches == ()


def test_a_settled_batch_takes_no_more_voids(worked: Desk) -> None:
    assert not is_batch_settled(worked, *BATCH, BUSINESS_DATE)
    close_day(replace(worked, operator="other"), "operator", 0, {BATCH: 500_00})
    assert is_batch_settled(worked, *BATCH, BUSINESS_DATE)
    assert not is_batch_settled(worked, *BATCH, TOMORROW)
    with pytest.raises(RefusedByRule) as no:
        reverse(worked, "2019-000003", "void")
    assert no.value.code == "pos_settled" and "请办理退费" in no.value.message
    assert reverse(worked, "2019-000003", "refund").amount_fen == 250_00
    assert reverse(worked, "2019-000001", "void").amount_fen == 250_00


def test_voids_leave_the_batch(worked: Desk) -> None:
    reverse(worked, "2019-000003", "void")
    assert batch_totals(worked, BUSINESS_DATE)[BATCH].amount_fen == 250_00
    assert [(each.sales, each.amount_fen) for each in open_batches(worked, BUSINESS_DATE)] == [
        (1, 250_00)
    ]


def test_a_payment_after_the_close_is_late_and_its_batch_is_open_again(four: Desk) -> None:
    pay(four, "0001", trace=1)
    close_day(four, "station", 0, {BATCH: 250_00})
    pay(four, "0002", trace=2, second=SECOND)
    pay(four, "0003", trace=None, cash=cash(1), second=SECOND)
    assert [each.amount_fen for each in open_batches(four, BUSINESS_DATE)] == [500_00]
    assert refused(four, "station", 250_00).startswith("pos_total_missing：")
    again = close_day(four, "station", 250_00, {BATCH: 500_00}).close
    assert again.late == ("2019-000002", "2019-000003") and again.expected_fen == 250_00


def test_what_is_entered_late_for_a_closed_day_stands_on_the_next_close(four: Desk) -> None:
    pay(four, "0001", trace=1)
    close_day(four, "station", 0, {BATCH: 250_00})
    pay(four, "0002", slip=slip(2), second=SECOND)
    pay(four.on(TOMORROW), "0003", trace=None, cash=cash(1))
    close = close_day(four.on(TOMORROW), "station", 250_00).close
    assert close.late == ("2019-000002",)
    assert close.channels == (
        ChannelTakings("cash", 1, 0, 250_00), ChannelTakings("pos", 1, 0, 250_00)
    )  # fmt: skip


def test_a_closed_day_is_not_closed_again_after_a_later_one(four: Desk) -> None:
    first = close_day(four, "station", 0)
    close_day(four.on(TOMORROW), "station", 0)
    assert refused(four, "station", 1_00, None, "多出").startswith(
        "too_early：2019-11-14 已日结（第 1 号），又已日结到 2019-11-15，不能再结"
    )
    assert close_day(four, "station", 0) == replace(first, replayed=True)


def test_a_day_that_was_left_open_is_closed_after_a_later_one(worked: Desk) -> None:
    """Its sheet is of its own day, and the next one tells nothing twice."""
    other, tomorrow = replace(worked, operator="other"), worked.on(TOMORROW)
    register_people(worked, person("张五", household="0005"))
    pay(tomorrow, "0005", trace=None, cash=cash(3))
    later = close_day(tomorrow, "operator", 750_00).close
    assert (later.expected_fen, later.late) == (750_00, ())
    close_day(other, "operator", 0)
    own = close_day(worked, "operator", 500_00).close
    assert (own.expected_fen, own.taken_fen) == (500_00, 500_00)
    close = close_day(worked, "station", 500_00, {BATCH: 500_00}).close
    assert (close.expected_fen, close.taken_fen, close.late) == (500_00, 500_00, ())
    after = close_day(worked.on(TOMORROW + dt.timedelta(days=1)), "operator", 0).close
    assert (after.expected_fen, after.taken_fen, after.channels, after.late) == (0, 0, (), ())
    assert check_store(worked.store).broken == ()


def test_a_batch_is_closed_by_what_the_terminal_adds_up_whatever_the_days(four: Desk) -> None:
    """Nobody closed on the first day: the terminal's one total is of both."""
    tomorrow = four.on(TOMORROW)
    pay(four, "0001", trace=1)
    pay(tomorrow, "0002", trace=2)
    pay(tomorrow, "0003", slip=slip(3, TOMORROW, batch="000002"))
    waiting = {each.key: each.amount_fen for each in open_batches(tomorrow, TOMORROW)}
    assert waiting == {BATCH: 500_00, ("12345678", "000002"): 250_00}
    assert not close_day(tomorrow, "station", 0, waiting).close.has_differences
    assert open_batches(four, BUSINESS_DATE) == ()
    assert not close_day(four, "station", 0).close.has_differences


def test_a_total_of_the_day_before_is_no_difference(four: Desk) -> None:
    pay(four, "0001", trace=1)
    close = close_day(four.on(TOMORROW), "station", 0, {BATCH: 250_00}).close
    assert [each.expected_fen for each in close.batches] == [250_00]


def test_a_batch_that_the_terminal_has_not_settled_runs_on(four: Desk) -> None:
    tomorrow = four.on(TOMORROW)
    pay(four, "0001", trace=1)
    assert refused(four, "station", 0).startswith("pos_total_missing：")
    assert refused(four, "station", 0, {BATCH: 250_00}, left_open=[BATCH]).startswith("bad：")
    close_day(four, "station", 0, left_open=[BATCH])
    assert not is_batch_settled(four, *BATCH, BUSINESS_DATE)
    assert refused(tomorrow, "station", 0).startswith("pos_total_missing：")
    pay(tomorrow, "0002", trace=2)
    close = close_day(tomorrow, "station", 0, {BATCH: 500_00}).close
    assert [(each.sales, each.expected_fen) for each in close.batches] == [(2, 500_00)]
    assert open_batches(four.on(TOMORROW + dt.timedelta(days=1)), TOMORROW) == ()


def test_the_number_of_a_batch_comes_round_again(four: Desk) -> None:
    pay(four, "0001", trace=1)
    close_day(four, "station", 0, {BATCH: 250_00})
    later = four.on(BUSINESS_DATE + dt.timedelta(days=BATCH_DAYS + 1))
    pay(later, "0002", trace=1)
    assert [each.amount_fen for each in open_batches(later, later.business_date)] == [250_00]


def test_no_day_to_come_is_closed(four: Desk) -> None:
    tomorrow = four.on(clock.today() + dt.timedelta(days=1))
    assert refused(tomorrow, "station", 0).startswith("future_date：")


def test_the_same_close_again_is_the_first(worked: Desk) -> None:
    first = close_day(worked, "operator", 500_00, {BATCH: 500_00})
    again = close_day(worked, "operator", 500_00, {BATCH: 500_00})
    assert again.replayed and again.close == first.close and len(list_closes(worked)) == 1
    recounted = close_day(worked, "operator", 1_00, reason="另点出一元")
    assert not recounted.replayed and recounted.close.expected_fen == 0


def test_what_a_colleague_does_meanwhile_does_not_make_it_another_close(worked: Desk) -> None:
    first = close_day(worked, "operator", 500_00)
    deposit_cash(replace(worked, operator="other"), 100_00, "B1", ACCOUNT)
    assert close_day(worked, "operator", 500_00) == replace(first, replayed=True)


def test_cash_handed_in_and_deposited_is_no_longer_expected(worked: Desk) -> None:
    other = replace(worked, operator="other")
    close_day(worked, "operator", 500_00)
    deposit_cash(other, 400_00, "B1", ACCOUNT)
    closed = close_day(other, "operator", 0).close
    assert (closed.expected_fen, closed.deposited_fen) == (0, 400_00)
    close = close_day(worked, "station", 100_00, {BATCH: 500_00}).close
    assert (close.expected_fen, close.deposited_fen) == (100_00, 400_00)


def test_cash_paid_back_is_told_apart(worked: Desk) -> None:
    reverse(worked, "2019-000001", "void")
    close = close_day(worked, "operator", 250_00).close
    assert (close.taken_fen, close.returned_fen, close.expected_fen) == (500_00, 250_00, 250_00)


def test_cash_of_days_without_a_close_is_expected_later(worked: Desk) -> None:
    tomorrow = worked.on(TOMORROW)
    assert close_day(tomorrow, "operator", 500_00).close.expected_fen == 500_00


def test_the_refund_by_card_has_no_batch(worked: Desk) -> None:
    request_refund(worked, "2019-000003", "死亡")
    approve_refund(second_at(worked), "2019-000003")
    assert batch_totals(worked, BUSINESS_DATE)[BATCH].amount_fen == 500_00


def test_a_close_reads_the_same_later_with_its_head(worked: Desk) -> None:
    close = close_day(worked, "operator", 500_00, {BATCH: 500_00}).close
    assert close.head == chain_head(worked.store, worked.station_id).text != ""
    reverse(worked, "2019-000002", "refund")
    assert read_close(worked, close.number) == close == list_closes(worked)[0]
    with pytest.raises(BadInput, match="没有第 9 号日结"):
        read_close(worked, 9)


@pytest.mark.parametrize(("fen", "reason"), [(-1, ""), (0, "字" * 101), (0, "坏\u202e字")])
def test_what_cannot_be_is_refused(four: Desk, fen: int, reason: str) -> None:
    assert refused(four, "operator", fen, None, reason).startswith("bad：")
    assert list_closes(four) == ()
