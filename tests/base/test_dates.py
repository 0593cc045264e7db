"""Ages to the day, calendar months, and the half-months in which stations report."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.dates import HalfMonth, add_months, age_on, parse_date
from models.base.errors import BadInput
from tests.cases import for_each

D = dt.date
DAYS = st.dates(D(1900, 1, 1), D(2100, 12, 31))
PERIODS = st.builds(HalfMonth.containing, DAYS)


@for_each("text", ["2019-11-14", "2019/11/14", "2019.11.14", "20191114", " 2019-11-14 "])
def test_a_date_in_each_of_its_forms(text: str) -> None:
    assert parse_date(text) == D(2019, 11, 14)


def test_a_date_without_its_zeros() -> None:
    assert parse_date("2019-1-5") == parse_date("2019.1.5") == D(2019, 1, 5)


@for_each(
    "text",
    [
        "",
        "2019-02-29",
        "2019-13-01",
        "2019-11-31",
        "2019-00-10",
        "0000-01-01",
        "2019-11/14",
        "19-11-14",
        "2019-11",
        "14-11-2019",
        "2019年11月",
        "today",
        "2019-11-14 25",
        "11-14",
        "-2019-11-14",
        "2019 11 14",
    ],
)
def test_what_is_not_a_date(text: str) -> None:
    with pytest.raises(BadInput, match="出生日期"):
        parse_date(text, "出生日期")


@for_each("text", ["201911", "2019111", "201901"])
def test_digits_alone_are_eight(text: str) -> None:
    """``201911`` is November 2019, or a slip; it is not the first of January."""
    with pytest.raises(BadInput):
        parse_date(text)


@given(DAYS)
def test_a_date_written_is_read_back(day: dt.date) -> None:
    for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d"):
        assert parse_date(day.strftime(form)) == day


@given(st.text("0123456789-/.", max_size=10))
def test_any_text_is_a_date_or_bad_input(text: str) -> None:
    try:
        assert isinstance(parse_date(text), dt.date)
    except BadInput as bad:
        assert text in bad.message


@for_each(
    "born, day, age",
    [
        (D(1949, 11, 20), D(2019, 11, 19), 69),
        (D(1949, 11, 20), D(2019, 11, 20), 70),
        (D(2004, 2, 29), D(2020, 2, 28), 15),
        (D(2004, 2, 29), D(2020, 2, 29), 16),
        (D(2004, 2, 29), D(2021, 2, 28), 16),
        (D(2004, 2, 29), D(2021, 3, 1), 17),
        (D(2019, 11, 14), D(2019, 11, 14), 0),
        (D(2019, 12, 31), D(2020, 1, 1), 0),
    ],
)
def test_a_year_is_completed_on_the_birthday(born: dt.date, day: dt.date, age: int) -> None:
    assert age_on(born, day) == age


@given(DAYS, st.integers(0, 40_000))
def test_age_grows_by_one_a_year(born: dt.date, days: int) -> None:
    day = born + dt.timedelta(days=days)
    tomorrow = day + dt.timedelta(days=1)
    assert 0 <= age_on(born, tomorrow) - age_on(born, day) <= 1
    assert abs(age_on(born, day) - days / 365.2425) < 1.01


@for_each(
    "day, months, expected",
    [
        (D(2019, 8, 31), 6, D(2020, 2, 29)),
        (D(2018, 8, 31), 6, D(2019, 2, 28)),
        (D(2019, 8, 30), 6, D(2020, 2, 29)),
        (D(2019, 8, 29), 6, D(2020, 2, 29)),
        (D(2019, 8, 28), 6, D(2020, 2, 28)),
        (D(2020, 2, 29), 6, D(2020, 8, 29)),
        (D(2019, 12, 31), 6, D(2020, 6, 30)),
        (D(2019, 11, 14), 0, D(2019, 11, 14)),
    ],
)
def test_months_are_calendar_months(day: dt.date, months: int, expected: dt.date) -> None:
    assert add_months(day, months) == expected


@given(DAYS, st.integers(0, 60))
def test_months_lead_to_that_month_and_never_past_the_day(day: dt.date, months: int) -> None:
    later = add_months(day, months)
    years, month = divmod(day.month - 1 + months, 12)
    assert (later.year, later.month) == (day.year + years, month + 1)
    last = calendar.monthrange(later.year, later.month)[1]
    assert later.day == min(day.day, last)


def test_every_day_of_three_years_is_in_exactly_one_period() -> None:
    """2019 to 2021, a leap year among them: 72 periods without gap or overlap."""
    days = [D(2019, 1, 1) + dt.timedelta(days=number) for number in range(365 + 366 + 365)]
    periods = sorted({HalfMonth.containing(each) for each in days})
    assert len(periods) == 72
    for day in days:
        covering = [each for each in periods if each.first_day <= day <= each.last_day]
        assert covering == [HalfMonth.containing(day)]


@for_each(
    "text, first, last",
    [
        ("2019-11-H1", D(2019, 11, 1), D(2019, 11, 15)),
        ("2019-11-H2", D(2019, 11, 16), D(2019, 11, 30)),
        ("2020-02-H2", D(2020, 2, 16), D(2020, 2, 29)),
        ("2019-02下", D(2019, 2, 16), D(2019, 2, 28)),
        ("2019-12下", D(2019, 12, 16), D(2019, 12, 31)),
        ("2019-1上", D(2019, 1, 1), D(2019, 1, 15)),
        (" 2019-11-h1 ", D(2019, 11, 1), D(2019, 11, 15)),
    ],
)
def test_a_period_from_its_first_to_its_last_day(text: str, first: dt.date, last: dt.date) -> None:
    period = HalfMonth.parse(text)
    assert (period.first_day, period.last_day) == (first, last)


@for_each(
    "text",
    ["", "2019-11", "2019-11-H3", "2019-00-H1", "2019-13上", "0000-01-H1", "11-H1", "2019上", "H1"],
)
def test_what_is_not_a_period(text: str) -> None:
    with pytest.raises(BadInput, match="报告期"):
        HalfMonth.parse(text)


@given(PERIODS)
def test_a_period_written_is_read_back(period: HalfMonth) -> None:
    assert HalfMonth.parse(str(period)) == period
    half = "下" if period.is_second else "上"
    assert HalfMonth.parse(f"{period.year}-{period.month}{half}") == period
    assert period.title == f"{period.year}年{period.month}月{half}半月"


@given(PERIODS)
def test_periods_follow_each_other_without_a_gap(period: HalfMonth) -> None:
    following = period.following()
    assert following.previous() == period and period < following
    assert following.first_day - period.last_day == dt.timedelta(days=1)
    assert period.previous().following() == period


@given(DAYS)
def test_a_day_lies_in_its_period(day: dt.date) -> None:
    period = HalfMonth.containing(day)
    assert period.first_day <= day <= period.last_day
    assert (period.last_day.day == 15) == (day.day <= 15)


@for_each(
    "text",
    [
        "2019年11月13日",
        "２０１９－１１－１３",
        "2019-11-13 09:30:11",
        "2019-11-13T00:00",
        "20191113093011",
        "2019/11/13 9:05",
        "11-13",
        "11月13日",
        "11/13",
    ],
)
def test_a_day_is_read_as_people_and_programs_write_it(text: str) -> None:
    assert parse_date(text, near=dt.date(2019, 11, 14)) == dt.date(2019, 11, 13)


def test_a_day_without_a_year_is_the_last_one_up_to_then() -> None:
    near = dt.date(2020, 1, 5)
    assert parse_date("12-30", near=near) == dt.date(2019, 12, 30)
    assert parse_date("1-5", near=near) == near
    assert parse_date("2-29", near=near) == dt.date(2016, 2, 29)
    with pytest.raises(BadInput):
        parse_date("12-32", near=near)
