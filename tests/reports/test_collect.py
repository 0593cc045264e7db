"""The report's figures equal an independent recount of the entries, to the fen and the person."""

import datetime as dt
import random
from collections import Counter
from typing import Any

import pytest

from models.base.dates import HalfMonth
from models.base.errors import RefusedByRule
from models.people.categories.certify import certify
from models.people.person_meant import person_meant
from models.station.desk import Desk
from models.station.targets import share_targets
from reports.progress.document import progress_document
from reports.progress.gather import gather_progress
from tests.making import pay, person, register_people, reverse
from tests.soak import campaign, thrown

_PERIODS = [HalfMonth.parse(text) for text in ("2019-10-H2", "2019-11-H1", "2019-11-H2")]
_CATEGORIES = ((), (), (), ("低保",), ("建档立卡贫困人口",), ("特困供养人员",), ("贫困残疾人",))


def _busy_season(desk: Desk, seed: int) -> None:
    """Families pay, are voided and refunded, over six weeks, day after day."""
    dice = random.Random(seed)
    for number in range(24):
        family = [
            person(
                f"户{number}",
                household=f"{number:04d}",
                village=f"第{number % 5}村",
                born=dice.choice(["1950-01-02", "1985-06-07", "2012-03-04"]),
                categories=dice.choice(_CATEGORIES),
                enrolment=dice.choice(["", "", "职工医保"]),
            )
            for _ in range(dice.randrange(1, 5))
        ]
        register_people(desk, *family)
    receipts: list[tuple[str, dt.date]] = []
    for day in range(46):
        today = desk.on(dt.date(2019, 10, 16) + dt.timedelta(days=day))
        for turn in range(2):
            insurance = dice.choice(["medical", "medical", "pension"])
            try:
                taken = pay(today, f"{dice.randrange(24):04d}", insurance, day * 10 + turn + 1)
            except RefusedByRule:
                continue
            receipts.append((taken.receipt, today.business_date))
        if receipts and dice.random() < 0.3:
            receipt, paid_on = receipts.pop(dice.randrange(len(receipts)))
            kind = "void" if paid_on == today.business_date else "refund"
            reverse(today, receipt, kind, "改正")


def _recount(desk: Desk, insurance: str, levy_year: int, period: HalfMonth) -> Any:
    """Count again, line by line, in plain Python."""
    first, last = period.first_day.isoformat(), period.last_day.isoformat()
    villages: dict[str, Counter[str]] = {}
    rows = desk.store.rows(
        "SELECT v.name, l.business_date, l.people, l.amount_fen, l.subsidy_fen, l.insurance, "
        "l.levy_year FROM payment_line l "
        "JOIN village v ON v.station_id = l.station_id AND v.id = l.village_id"
    )
    for village, day, people, amount_fen, subsidy_fen, which, year in rows:
        if which != insurance or year != levy_year or day > last:
            continue
        count = villages.setdefault(village, Counter())
        count["people_to_date"] += people
        count["personal_fen_to_date"] += amount_fen
        count["subsidy_fen_to_date"] += subsidy_fen
        count["subsidised_people_to_date"] += people if subsidy_fen else 0
        if day >= first:
            count["people_this_period"] += people
            count["personal_fen_this_period"] += amount_fen
    return villages


_COUNTED = (
    "people_this_period",
    "people_to_date",
    "personal_fen_this_period",
    "personal_fen_to_date",
    "subsidised_people_to_date",
    "subsidy_fen_to_date",
)


@campaign
@pytest.mark.parametrize("seed", thrown(2, 20))
def test_three_half_months_equal_a_recount(desk: Desk, seed: int) -> None:
    _busy_season(desk, seed)
    for period in _PERIODS:
        report = gather_progress(desk, period)
        for progress in report.insurances:
            villages = _recount(desk, progress.insurance, progress.levy_year, period)
            for row in progress.rows:
                count = villages.get(row.village, Counter())
                assert {name: getattr(row, name) for name in _COUNTED} == {
                    name: count[name] for name in _COUNTED
                }, (period, row.village)
            for name in _COUNTED:
                whole = sum(count[name] for count in villages.values())
                assert getattr(progress.total, name) == whole
        channels = sum(each.amount_fen for each in report.channels)
        assert channels == sum(
            progress.total.personal_fen_this_period for progress in report.insurances
        )


def test_people_to_date_is_the_sum_of_the_periods(desk: Desk) -> None:
    _busy_season(desk, 9)
    before = gather_progress(desk, _PERIODS[0])
    after = gather_progress(desk, _PERIODS[1])
    for earlier, later in zip(before.insurances, after.insurances, strict=True):
        assert later.total.people_to_date == (
            earlier.total.people_to_date + later.total.people_this_period
        )


def test_a_closed_period_never_changes_and_the_correction_stands_where_it_was_entered(
    desk: Desk,
) -> None:
    register_people(desk, person("张三", categories=("低保",)), person("李四"))
    receipt = pay(desk.on(dt.date(2019, 11, 5))).receipt
    november = HalfMonth.parse("2019-11-H1")
    before = progress_document(gather_progress(desk, november))
    reverse(desk.on(dt.date(2019, 11, 20)), receipt, "refund", "重复参保")
    assert progress_document(gather_progress(desk, november)) == before
    later = gather_progress(desk, november.following()).insurances[1]
    assert later.insurance == "medical"
    assert later.total.people_this_period == -2 and later.total.people_to_date == 0
    assert later.total.personal_fen_this_period == -50000
    assert later.total.subsidised_people_to_date == 0


def test_the_hardship_columns_count_who_should_be_and_who_is_covered(desk: Desk) -> None:
    """建档立卡、特困、低保 are to be enrolled 100 %, subsidised or not; 贫困残疾人 for medical.

    一(一) names other groups for pension than 一(二) for medical.
    """
    people = register_people(
        desk,
        person("甲", household="1", categories=("低保",)),
        person("乙", household="2", categories=("贫困残疾人",)),
        person("丙", household="3", categories=("特困供养人员",), enrolment="职工医保"),
        person("丁", household="4"),
    )
    pay(desk, "1", trace=1)
    medical = gather_progress(desk, HalfMonth.parse("2019-11-H1")).insurances[1].total
    assert (medical.hardship_people, medical.hardship_covered) == (2, 1)
    pension = gather_progress(desk, HalfMonth.parse("2019-11-H1")).insurances[0].total
    assert (pension.hardship_people, pension.hardship_covered) == (2, 0)
    certify(desk, person_meant(desk, people[3].id_number), "低保", dt.date(2019, 11, 16))
    later = gather_progress(desk, HalfMonth.parse("2019-11-H2")).insurances[1].total
    assert later.hardship_people == 3
    assert gather_progress(desk, HalfMonth.parse("2019-11-H1")).insurances[1].total == medical


def test_targets_come_from_the_annex_and_their_parts_add_up(desk: Desk) -> None:
    register_people(
        desk,
        *[person(household=f"{n}", village="甲村") for n in range(3)],
        *[person(household=f"{n}", village="乙村") for n in range(4)],
    )
    share_targets(desk, "medical")
    medical = gather_progress(desk, HalfMonth.parse("2019-11-H1")).insurances[1]
    assert [row.target for row in medical.rows] == [20234, 26978]
    assert medical.total.target == 47212 and medical.last_year_people == 42920


def test_a_provisional_standard_and_the_annexs_discrepancy_are_noted(desk: Desk) -> None:
    notes = gather_progress(desk, HalfMonth.parse("2019-11-H1")).notes
    assert any("461604" in note and "462000" in note and "396" in note for note in notes)
    assert any("初定" in note for note in notes)
