"""One yuan for each person and payment, where the notice gives it (四(三))."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.dates import Span
from models.base.errors import LaobaoError, RefusedByRule
from models.cash.collectors import RegisteredCollector, register_collectors
from models.counter.refund import approve_refund, request_refund
from models.ledger.agency_fee import FeeRow, agency_fee
from models.ledger.cash_papers import CashPaper
from models.station.desk import Desk
from models.station.founding import found_station
from models.station.registration import register_operator
from models.store.connect import create_store
from models.store.key import create_key_file
from models.store.writing import Store
from reports.agency_fee import agency_fee_document, agency_fee_listings
from seed.notice_file import load_notice
from tests.bureau.self_paid.making import bring, row
from tests.making import made_up_number, pay, person, register_people, reverse, second_at, under
from tests.soak import campaign, times

DAY = dt.date(2020, 11, 2)
NOVEMBER, DECEMBER = Span.parse("2020-11"), Span.parse("2020-12")


@pytest.fixture
def worked(store: Store) -> Desk:
    """A family of three by card, one in cash in another village by another collector."""
    desk = found_station(store, load_notice("weidong-2020"), "东环路街道", DAY, "甲")
    register_operator(desk, "乙", "reviewer")
    register_people(
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


def test_each_person_and_payment_is_one_yuan(worked: Desk) -> None:
    assert set(fee(worked)) == {
        FeeRow("甲", "近村", 3, 0, 3_00), FeeRow("乙", "远村", 1, 0, 1_00)
    }  # fmt: skip


def test_what_is_voided_in_the_period_counts_nothing(worked: Desk) -> None:
    receipt = pay(worked, "0003", trace=2).receipt
    reverse(worked, receipt, "void")
    mine = next(row for row in fee(worked) if row.operator == "甲")
    assert (mine.taken, mine.taken_back, mine.counted) == (4, 1, 3)


def test_a_refund_is_taken_off_its_own_period_from_who_had_collected(worked: Desk) -> None:
    before = fee(worked)
    reverse(worked.on(dt.date(2020, 12, 1)), "2020-000001", "refund")
    assert fee(worked) == before
    assert fee(worked, DECEMBER) == (FeeRow("甲", "近村", 0, 3, -3_00),)


def test_a_refund_in_part_takes_off_that_part(worked: Desk) -> None:
    number = worked.store.rows("SELECT id_number FROM person WHERE name = '张1'")[0][0]
    request_refund(worked, "2020-000001", "死亡", frozenset({number}))
    approve_refund(second_at(worked), "2020-000001")
    assert next(row for row in fee(worked) if row.operator == "甲").counted == 2


def test_the_statement_says_the_rate_and_the_sum(worked: Desk) -> None:
    (listing,) = agency_fee_listings(worked, NOVEMBER)
    assert listing.total == ("合计", None, 4, 0, 4, 4_00)
    assert listing.notes[0].startswith("每人次 1.00 元（四(三)）")


def test_the_fee_goes_to_the_unit_of_its_collector(worked: Desk) -> None:
    """Who is registered under no unit stands apart; who was named later had it before too."""
    register_operator(worked, "甲", "chief", "王芳", "东村网点")
    assert [(each.unit, each.operator, each.fee_fen) for each in fee(worked)] == [
        ("东村网点", "甲", 3_00), ("", "乙", 1_00),
    ]  # fmt: skip
    east, nobody, sums = agency_fee_listings(worked, NOVEMBER)
    assert (east.section.value, east.total[-1]) == ("东村网点", 3_00)
    assert next(iter(east.rows))[0] == "王芳（甲）"
    assert (nobody.section.value, nobody.total[-1]) == ("未登记代征单位", 1_00)
    assert list(sums.rows) == [("东村网点", 1, 3, 0, 3, 3_00), ("未登记代征单位", 1, 1, 0, 1, 1_00)]
    assert sums.total == ("合计", 2, 4, 0, 4, 4_00)
    document = agency_fee_document(agency_fee_listings(worked, NOVEMBER))
    assert document["total"]["fee_fen"] == 4_00 and len(document["lists"]) == 3


def test_a_collector_who_moves_leaves_what_was_taken_before(worked: Desk) -> None:
    register_operator(worked, "甲", "chief", "", "东村网点")
    later = worked.on(DAY + dt.timedelta(days=3))
    register_operator(later, "甲", "chief", "", "西村网点")
    pay(later, "0003", trace=9)
    assert [(each.unit, each.counted) for each in fee(worked) if each.operator == "甲"] == [
        ("东村网点", 3), ("西村网点", 1),
    ]  # fmt: skip
    reverse(later.on(DAY + dt.timedelta(days=5)), "2020-000001", "refund")
    found = [(each.unit, each.counted) for each in fee(worked) if each.operator == "甲"]
    assert found == [("东村网点", 0), ("西村网点", 1)]


def test_who_is_not_in_the_register_of_collectors_is_named(worked: Desk) -> None:
    assert not any("登记表" in each for each in agency_fee_listings(worked, NOVEMBER)[-1].notes)
    register_operator(worked, "甲", "chief", "王芳", "东村网点")
    register_collectors(worked, [RegisteredCollector("东村网点", "王芳", made_up_number())])
    notes = agency_fee_listings(worked, NOVEMBER)[-1].notes
    assert any("不在代征人员登记表的：乙，" in each for each in notes)


def test_whoever_owed_nothing_is_named_beside_and_not_counted(desk: Desk) -> None:
    """At a station whose notice exempts people, with a fee given to it."""
    notice = msgspec.structs.replace(
        desk.notice,
        duties=msgspec.structs.replace(
            desk.notice.duties, agency_fee_fen=100, agency_fee_clause="x"
        ),
    )
    desk = under(desk, notice)
    register_people(desk, person("张三", categories=("特困供养人员",)), person("李四"))
    pay(desk, "0001", trace=1)
    found = agency_fee(desk, dt.date(2019, 11, 1), dt.date(2019, 11, 30))
    assert [row.counted for row in found.rows] == [1] and found.enrolled_free == 1
    notes = agency_fee_listings(desk, Span.parse("2019-11"))[0].notes
    assert "没有写明" in notes[2] and "免缴登记 1 人次" in notes[3]
    reverse(desk.on(dt.date(2019, 12, 2)), "2019-000001", "refund")
    assert len(agency_fee_listings(desk, Span.parse("2019-12"))[0].notes) == 3


def test_what_people_paid_by_themselves_the_station_did_not_collect(worked: Desk) -> None:
    number = worked.store.rows("SELECT id_number FROM person WHERE name = '王五'")[0][0]
    before = fee(worked)
    done = bring(worked, row(number, "王五", amount_fen=280_00, paid_on=DAY))
    assert done.exceptions == () and fee(worked) == before
    receipt = worked.store.rows("SELECT serial FROM payment WHERE channel = 'alipay'")[0][0]
    request_refund(worked, f"2020-{receipt:06d}", "死亡", channel="bank_transfer")
    approve_refund(second_at(worked), f"2020-{receipt:06d}")
    assert fee(worked) == before


_ACTS = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.sampled_from(["pos", "cash", "void", "refund", "part"]),
        st.integers(1, 5),
        st.sampled_from("甲乙"),
    ),
    max_size=20,
)


@campaign
@settings(max_examples=times(10, 300))
@given(acts=_ACTS, last=st.integers(0, 45), cut=st.integers(0, 45))
def test_the_fees_of_all_periods_are_for_those_in_force_at_the_end(
    acts: list[tuple[int, str, int, str]],
    last: int,
    cut: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Whatever was voided and refunded when: periods add up, and to who is still paid for."""
    desk = _street(tmp_path_factory.mktemp("fee"))
    for turn, (day, act, number, operator) in enumerate(acts, 1):
        try:
            at = replace(desk.on(DAY + dt.timedelta(days=day)), operator=operator)
            _do(at, act, number, turn)
        except LaobaoError:
            continue
    end = DAY + dt.timedelta(days=last)
    middle = DAY + dt.timedelta(days=min(cut, last))
    whole = _counted(desk, DAY, end)
    parts = _counted(desk, DAY, middle)
    parts.update(_counted(desk, middle + dt.timedelta(days=1), end))
    assert +whole == +parts and not -whole
    entered = {
        line_id: (login, village)
        for line_id, login, village in desk.store.rows(
            "SELECT l.id, o.login, v.name FROM payment_line l "
            "JOIN payment p ON p.station_id = l.station_id AND p.id = l.payment_id "
            "JOIN operator o ON o.station_id = p.station_id AND o.id = p.operator_id "
            "JOIN village v ON v.station_id = l.station_id AND v.id = l.village_id "
            "WHERE l.people = 1 AND l.business_date <= ?",
            (end.isoformat(),),
        )
    }
    for (line_id,) in desk.store.rows(
        "SELECT reverses_line_id FROM payment_line WHERE people = -1 AND business_date <= ?",
        (end.isoformat(),),
    ):
        del entered[line_id]
    assert +whole == Counter(entered.values())
    desk.store.close()


def _counted(desk: Desk, first: dt.date, last: dt.date) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for each in agency_fee(desk, first, last).rows:
        assert each.fee_fen == each.counted * 1_00
        found[each.operator, each.village] = each.counted
    return found


def _street(folder: Path) -> Desk:
    create_key_file(folder / "key")
    store = create_store(str(folder / "s.db"), folder / "key")
    desk = found_station(store, load_notice("weidong-2020"), "东环路街道", DAY, "甲")
    for number in range(1, 6):
        for place in range(number % 3 + 1):
            village = ("近村", "远村")[number % 2]
            register_people(desk, person(f"张{place}", household=f"000{number}", village=village))
    return desk


def _do(desk: Desk, act: str, number: int, turn: int) -> None:
    receipt = f"2020-{number:06d}"
    if act == "pos":
        pay(desk, f"000{number}", trace=turn)
    elif act == "cash":
        pay(desk, f"000{number}", trace=None, cash=CashPaper("L", f"{turn}"))
    elif act == "part":
        rows = desk.store.rows(
            "SELECT l.id_number FROM payment p "
            "JOIN payment_line l ON l.station_id = p.station_id AND l.payment_id = p.id "
            "WHERE p.serial = ? AND l.people = 1",
            (number,),
        )
        request_refund(desk, receipt, "死亡", frozenset(rows[0] if rows else ("",)))
        approve_refund(second_at(desk), receipt)
    else:
        reverse(desk, receipt, act)


def test_a_notice_without_a_fee_gives_none(desk: Desk) -> None:
    with pytest.raises(RefusedByRule) as refused:
        agency_fee(desk, DAY, DAY)
    assert refused.value.code == "no_agency_fee"
