"""Vouchers by number: received, used, spoiled, left; what is skipped and what is strange."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.dates import HalfMonth, Span
from models.base.errors import BadInput, RefusedByRule
from models.checks.check_store import check_store
from models.ledger.cash_papers import CashPaper
from models.ledger.vouchers import receive_vouchers, spoil_voucher, voucher_number
from models.station.desk import Desk
from reports.listing.text import listings_text
from reports.settlement_of_receipts import settlement_listings
from reports.vouchers import gather_vouchers, voucher_listings, voucher_notes
from tests.cases import for_each
from tests.making import pay, person, register_people, reverse


def _paid(desk: Desk, household: str, voucher: str) -> Any:
    return pay(desk, household, trace=None, cash=CashPaper("L1", voucher))


@pytest.fixture
def cash(desk: Desk) -> Desk:
    """Six families, and ten vouchers."""
    register_people(desk, *(person(f"张{n}", household=f"{n:04d}") for n in range(1, 7)))
    receive_vouchers(desk, "V0001", "V0010", "领用单 3 号")
    return desk


def test_a_number_is_taken_apart_and_put_together() -> None:
    for text in ("V0001", "湘A12", "0007", "(2019)000123"):
        if text.isascii():
            assert voucher_number(text).text == text
        else:
            with pytest.raises(BadInput, match="票证号"):
                voucher_number(text)
    for wrong in ("", "V", "V1x", "1" * 41):
        with pytest.raises(BadInput, match="票证号"):
            voucher_number(wrong)


@settings(max_examples=60)
@given(head=st.text("AZ-()", max_size=5), value=st.integers(0, 10**9), width=st.integers(1, 12))
def test_every_number_keeps_its_width(head: str, value: int, width: int) -> None:
    text = f"{head}{value:0{width}d}"
    assert voucher_number(text).text == text


def test_what_was_received_is_used_spoiled_or_left(cash: Desk) -> None:
    _paid(cash, "0001", "V0001")
    _paid(cash, "0002", "V0004")
    spoil_voucher(cash, "V0002", "打印错位")
    spoil_voucher(cash, "V0009", "撕破")
    (count,) = gather_vouchers(cash).ranges
    assert (count.received, count.used, count.spoiled, count.left) == (10, 2, 2, 6)
    assert count.skipped == ((3, 3),)
    text = listings_text(voucher_listings(cash))
    assert "V0003" in text and "跳号未用" in text and "打印错位" in text
    assert "2019-000002" in text and "张2" not in text
    assert check_store(cash.store).broken == ()


def test_a_voucher_that_was_never_received_is_warned_of(cash: Desk) -> None:
    assert _paid(cash, "0001", "V0001").warnings == ()
    for household, strange in (("0002", "V0011"), ("0003", "V00001"), ("0004", "W")):
        receipt = _paid(cash, household, strange)
        assert any(f"票证号 {strange} 不在登记领入" in said for said in receipt.warnings)
    assert gather_vouchers(cash).strangers == {"V0011", "V00001", "W"}
    assert "不在登记领入的号码里 3 份" in listings_text(voucher_listings(cash))


def test_a_station_without_a_register_is_asked_nothing(desk: Desk) -> None:
    register_people(desk, person("张三"))
    assert _paid(desk, "0001", "V0001").warnings == ()
    assert gather_vouchers(desk).strangers == frozenset()
    assert "还没有登记领入" in listings_text(voucher_listings(desk))


def test_a_spoiled_voucher_pays_nothing(cash: Desk) -> None:
    spoil_voucher(cash, "V0001", "打印错位")
    with pytest.raises(RefusedByRule) as refused:
        _paid(cash, "0001", "V0001")
    assert refused.value.code == "voucher_spoiled" and "打印错位" in refused.value.message
    assert cash.store.number("SELECT count(*) FROM payment") == 0


def test_a_used_voucher_is_spoiled_when_its_payment_is_taken_back(cash: Desk) -> None:
    receipt = _paid(cash, "0001", "V0001").receipt
    with pytest.raises(RefusedByRule) as refused:
        spoil_voucher(cash, "V0001", "填错")
    assert refused.value.code == "voucher_used"
    reverse(cash, receipt, "void")
    assert "收费已撤销、退费而没有作废 1 份：V0001" in listings_text(voucher_listings(cash))
    spoil_voucher(cash, "V0001", "填错")
    assert "没有作废" not in listings_text(voucher_listings(cash))
    (count,) = gather_vouchers(cash).ranges
    assert (count.used, count.spoiled, count.left) == (0, 1, 9)
    assert check_store(cash.store).broken == ()


@for_each(
    "first, last, code",
    [
        ("V0010", "V0012", "vouchers_known"),
        ("V0001", "V0001", "vouchers_known"),
        ("V0005", "V0006", "vouchers_known"),
        ("V0012", "V0011", ""),
        ("V0011", "W0012", ""),
        ("V0011", "V00012", ""),
        ("V0", "V9999999", ""),
    ],
)
def test_ranges_do_not_overlap(cash: Desk, first: str, last: str, code: str) -> None:
    with pytest.raises((RefusedByRule, BadInput)) as refused:
        receive_vouchers(cash, first, last, "x")
    assert getattr(refused.value, "code", "") in (code, "") and len(gather_vouchers(cash).ranges)
    assert isinstance(refused.value, RefusedByRule) is bool(code)


@for_each(
    "number, reason, said",
    [
        ("V0011", "破", "不在已领入"),
        ("V0001", "", "原因"),
        ("", "破", "票证号"),
    ],
)
def test_what_cannot_be_spoiled_is_said(cash: Desk, number: str, reason: str, said: str) -> None:
    with pytest.raises((RefusedByRule, BadInput), match=said):
        spoil_voucher(cash, number, reason)


def test_a_paper_is_asked_for(cash: Desk) -> None:
    with pytest.raises(BadInput, match="凭据"):
        receive_vouchers(cash, "W1", "W2", " ")
    spoil_voucher(cash, "V0001", "破")
    with pytest.raises(RefusedByRule, match="已作废"):
        spoil_voucher(cash, "V0001", "再破")


def test_the_settlement_says_how_many_were_used(cash: Desk) -> None:
    """A receipt's number is no voucher's: both are told apart."""
    day = cash.business_date
    assert voucher_notes(cash, day, day) == ()
    _paid(cash, "0001", "V0001")
    spoil_voucher(cash, "V0002", "打印错位")
    (note,) = voucher_notes(cash, day, day)
    assert note == "税收票证：本期已开 1 份，作废 1 份，期末结存 8 份"
    form = settlement_listings(cash, Span.parse(str(HalfMonth.containing(day))))[0]
    assert note in form.notes and any(each.startswith("收据号：2019-000001") for each in form.notes)
