"""同比: the same day of last year, by the ledger, else by the history, else not, and why."""

import datetime as dt
from dataclasses import replace

import pytest

from models.base.dates import HalfMonth
from models.station.desk import Desk
from models.station.opening import open_round
from models.station.set_target import TargetWish, set_target
from models.store.tables.people import EnrolledYear, EnrolmentList
from reports.progress.document import progress_document
from reports.progress.figures import InsuranceProgress, ProgressReport
from reports.progress.gather import gather_progress
from reports.progress.text import progress_text
from tests.making import pay, person, register_people, reverse
from tests.years import notice_of_year

SECOND = notice_of_year("lengshuitan-2019", 1)
NOW = HalfMonth.parse("2020-11-H1")


def ended(desk: Desk, period: HalfMonth = NOW) -> ProgressReport:
    """Return the report of a period after its end."""
    return gather_progress(desk.on(max(desk.business_date, period.last_day)), period)


def medical(desk: Desk, period: HalfMonth = NOW) -> InsuranceProgress:
    found = ended(desk, period).insurances
    return next(each for each in found if each.insurance == "medical")


@pytest.fixture
def second_year(sqlite_desk: Desk) -> Desk:
    """Two families paid on 14 November, a third on the 18th; the next year has its round."""
    register_people(
        sqlite_desk,
        person(household="1", village="甲村"),
        person(household="2", village="乙村"),
        person(household="3", village="乙村"),
    )
    pay(sqlite_desk, "1", trace=1)
    pay(sqlite_desk, "2", trace=2)
    pay(sqlite_desk.on(dt.date(2019, 11, 18)), "3", trace=3)
    known = {SECOND.id: SECOND, sqlite_desk.notice.id: sqlite_desk.notice}
    desk = replace(sqlite_desk, find_notice=known.__getitem__).on(dt.date(2020, 10, 20))
    open_round(desk, SECOND)
    return desk.refreshed().on(dt.date(2020, 11, 10))


def test_the_ledger_tells_where_last_year_was_a_round(second_year: Desk) -> None:
    pay(second_year, "1", trace=11)
    each = medical(second_year)
    assert each.levy_year == 2021
    assert [row.same_day_last_year for row in (*each.rows, each.total)] == [1, 1, 2]
    assert [row.growth_rate for row in (*each.rows, each.total)] == [0, -1, -0.5]
    text = progress_text(ended(second_year))
    assert "上年同期" in text and "-50.00%" in text


def test_while_the_period_runs_the_same_day_is_the_business_dates(second_year: Desk) -> None:
    """The third family paid on 18 November a year ago."""
    second_half = HalfMonth.parse("2020-11-H2")
    running = gather_progress(second_year.on(dt.date(2020, 11, 17)), second_half).insurances
    assert [e.total.same_day_last_year for e in running if e.insurance == "medical"] == [2]
    assert medical(second_year, second_half).total.same_day_last_year == 3


def test_what_was_taken_back_since_had_still_enrolled_by_that_day(second_year: Desk) -> None:
    receipt = second_year.store.rows("SELECT year, serial FROM payment ORDER BY id LIMIT 1")[0]
    reverse(second_year, f"{receipt[0]}-{receipt[1]:06d}", "refund", "重复参保")
    assert medical(second_year).total.same_day_last_year == 2
    assert [each.levy_year for each in medical(second_year).other_years] == [2020]
    year = medical(second_year).other_years[0]
    assert (year.people_this_period, year.personal_fen_this_period) == (-1, -250_00)


def test_last_years_whole_round_is_no_other_year_of_the_present_one(second_year: Desk) -> None:
    assert medical(second_year).other_years == ()
    assert not any("另有" in note for note in ended(second_year).notes)


def test_reports_of_the_earlier_round_come_out_as_they_were(
    second_year: Desk, sqlite_desk: Desk
) -> None:
    """As a desk that knew no second round read them, and as one that has worked in it does."""
    periods = [HalfMonth.parse(text) for text in ("2019-11-H1", "2019-11-H2", "2020-09-H2")]
    before = [ended(sqlite_desk, period) for period in periods]
    pay(second_year, "2", trace=11)
    set_target(second_year, TargetWish("medical", "文", levy_year=2020, people=1))
    set_target(second_year, TargetWish("medical", "文", people=2, parts={"户籍人口": 3}))
    after = [ended(second_year.refreshed(), period) for period in periods]
    assert after == before
    assert list(map(progress_text, after)) == list(map(progress_text, before))
    assert list(map(progress_document, after)) == list(map(progress_document, before))


def _history(desk: Desk, *paid_on: dt.date | None, on: dt.date | None = None) -> None:
    desk = desk.on(on) if on else desk
    with desk.writing("pay"):
        kept = desk.store.add(
            EnrolmentList(
                file="历史.csv", document="", rows=len(paid_on), digest="", **desk.stamp()
            )
        )
        desk.store.add_all(
            EnrolledYear(
                station_id=desk.station_id, person_id=person_id, insurance="medical",
                levy_year=2019, is_enrolled=True, paid_on=day, list_id=kept.id,
            )
            for person_id, day in enumerate(paid_on, start=1)
        )  # fmt: skip
        desk.record("import_enrolment", f"enrolment_list {kept.id}", "")


FIRST = HalfMonth.parse("2019-11-H1")


def test_the_history_tells_where_it_states_the_days(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person(household="1"), person(household="2", village="乙村"))
    _history(sqlite_desk, dt.date(2018, 11, 15), dt.date(2018, 11, 16))
    each = medical(sqlite_desk, FIRST)
    assert [row.same_day_last_year for row in (*each.rows, each.total)] == [1, 0, 1]


def test_a_later_list_of_the_history_counts_from_its_day(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person(household="1"))
    _history(sqlite_desk, dt.date(2018, 11, 1), on=dt.date(2019, 11, 22))
    assert medical(sqlite_desk, FIRST).total.same_day_last_year is None
    later = HalfMonth.parse("2019-11-H2")
    assert medical(sqlite_desk, later).total.same_day_last_year == 1


def test_where_nothing_tells_the_reason_is_said_once(sqlite_desk: Desk) -> None:
    register_people(sqlite_desk, person(household="1"), person(household="2"))
    why = [n for n in ended(sqlite_desk, FIRST).notes if "同比" in n]
    assert len(why) == 1 and "台账和参保历史里都没有 2019 年度" in why[0]
    _history(sqlite_desk, dt.date(2018, 11, 1), None)
    why = [n for n in ended(sqlite_desk, FIRST).notes if "同比" in n]
    assert len(why) == 1 and "参保历史里 2019 年度有 1 人没有缴费日期" in why[0]
    assert medical(sqlite_desk, FIRST).total.same_day_last_year is None
