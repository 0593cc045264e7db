"""One yuan for each person and payment, where the notice gives it (四(三))."""

import datetime as dt
from dataclasses import replace

import pytest

from models.dates import Span
from models.desk import Desk
from models.errors import RefusedByRule
from models.ledger.agency_fee import FeeRow, agency_fee
from models.station import found_station
from models.store.writing import Store
from models.till.cash import CashPaper
from reports.agency_fee import agency_fee_listing
from seed.notice_file import load_notice
from tests.making import pay, person, reverse, settle

DAY = dt.date(2020, 11, 2)
NOVEMBER, DECEMBER = Span.parse("2020-11"), Span.parse("2020-12")


@pytest.fixture
def worked(store: Store) -> Desk:
    """A family of three by card, one in cash in another village by another collector."""
    desk = found_station(store, load_notice("weidong-2020"), "东环路街道", DAY, "甲")
    settle(
        desk,
        *(person(f"张{n}", household="0001", village="近村") for n in range(3)),
        person("李四", household="0002", village="远村"),
        person("王五", household="0003", village="近村"),
    )
    pay(desk, "0001", trace=1)
    pay(replace(desk, operator="乙"), "0002", trace=None, cash=CashPaper("L", "1"))
    return desk


def fee(desk: Desk, span: Span = NOVEMBER) -> tuple[FeeRow, ...]:
    return agency_fee(desk, span.first_day, span.last_day).rows


def test_each_person_and_payment_is_one_yuan(worked: Desk):
    assert set(fee(worked)) == {
        FeeRow("甲", "近村", 3, 0, 3_00), FeeRow("乙", "远村", 1, 0, 1_00)
    }  # fmt: skip


def test_what_is_voided_in_the_period_counts_nothing(worked: Desk):
    receipt = pay(worked, "0003", trace=2).receipt
    reverse(worked, receipt, "void")
    mine = next(row for row in fee(worked) if row.operator == "甲")
    assert (mine.taken, mine.taken_back, mine.counted) == (4, 1, 3)


def test_a_refund_is_taken_off_its_own_period_from_who_had_collected(worked: Desk):
    before = fee(worked)
    reverse(worked.on(dt.date(2020, 12, 1)), "2020-000001", "refund")
    assert fee(worked) == before
    assert fee(worked, DECEMBER) == (FeeRow("甲", "近村", 0, 3, -3_00),)


def test_a_refund_in_part_takes_off_that_part(worked: Desk):
    from models.till.refund import approve_refund, request_refund

    number = worked.store.rows("SELECT id_number FROM person WHERE name = '张1'")[0][0]
    request_refund(worked, "2020-000001", "死亡", frozenset({number}))
    approve_refund(replace(worked, operator="second"), "2020-000001")
    assert next(row for row in fee(worked) if row.operator == "甲").counted == 2


def test_the_statement_says_the_rate_and_the_sum(worked: Desk):
    listing = agency_fee_listing(worked, NOVEMBER)
    assert listing.total == ("合计", None, 4, 0, 4, 4_00)
    assert listing.notes[0].startswith("每人次 1.00 元（四(三)）")


def test_whoever_owed_nothing_is_named_beside_and_not_counted(desk: Desk):
    """At a station whose notice exempts people, with a fee given to it."""
    import msgspec

    notice = msgspec.structs.replace(
        desk.bare,
        duties=msgspec.structs.replace(desk.bare.duties, agency_fee_fen=100, agency_fee_clause="x"),
    )
    desk = replace(desk, bare=notice, notice=notice)
    settle(desk, person("张三", categories=("特困供养人员",)), person("李四"))
    pay(desk, "0001", trace=1)
    found = agency_fee(desk, dt.date(2019, 11, 1), dt.date(2019, 11, 30))
    assert [row.counted for row in found.rows] == [1] and found.enrolled_free == 1


def test_a_notice_without_a_fee_gives_none(desk: Desk):
    with pytest.raises(RefusedByRule) as refused:
        agency_fee(desk, DAY, DAY)
    assert refused.value.code == "no_agency_fee"
