"""A station lives through the years: which round is present, opening the next, taking one back."""

import datetime as dt
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.errors import BadInput, RefusedByRule
from models.checks.check_store import check_store
from models.people.households.families import load_household
from models.station.desk import Desk, open_desk
from models.station.filled_figures import record_figure
from models.station.opening import open_round, withdraw_round
from models.station.round import OpenRound, present_rounds
from models.station.targets import list_targets
from seed.notice_file import load_notice
from tests.making import BUSINESS_DATE, household_id, pay, person, register_people
from tests.years import notice_of_year

FIRST = load_notice("lengshuitan-2019")
SECOND = notice_of_year("lengshuitan-2019", 1)
THIRD = notice_of_year("lengshuitan-2019", 2)


KNOWN = {notice.id: notice for notice in (FIRST, SECOND, THIRD)}


@pytest.fixture
def station(desk: Desk) -> Desk:
    """The station, where the notices of the years after are known too."""
    return replace(desk, find_notice=KNOWN.__getitem__)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def rounds(*opened: str) -> tuple[OpenRound, ...]:
    notices = (FIRST, SECOND, THIRD)
    return tuple(
        OpenRound(number, day(text), notice)
        for number, (text, notice) in enumerate(zip(opened, notices, strict=False), start=1)
    )


def years(opened: tuple[OpenRound, ...], on: str) -> dict[str, int]:
    return {
        insurance: each.bare.insurances[insurance].levy_year
        for insurance, each in present_rounds(opened, day(on)).items()
    }


@pytest.mark.parametrize(
    "on, pension, medical",
    [
        ("2018-12-31", 2019, 2020),  # before any window: the first, whose window is told
        ("2019-11-14", 2019, 2020),
        ("2020-09-19", 2019, 2020),  # the next is not opened yet: late payments of the last
        ("2020-09-20", 2020, 2020),  # opened: its pension window began with the calendar year
        ("2020-09-30", 2020, 2020),
        ("2020-10-01", 2020, 2021),
        ("2021-12-31", 2020, 2021),
    ],
)
def test_two_rounds_run_at_once_until_the_next_window_opens(
    on: str, pension: int, medical: int
) -> None:
    assert years(rounds("2019-09-12", "2020-09-20"), on) == {"pension": pension, "medical": medical}


@given(st.dates(day("2018-01-01"), day("2023-12-31")), st.integers(0, 400), st.integers(0, 400))
def test_as_days_go_by_no_levy_year_goes_back(on: dt.date, second: int, third: int) -> None:
    opened = rounds(
        "2019-09-12",
        str(day("2020-01-01") + dt.timedelta(second)),
        str(day("2021-02-04") + dt.timedelta(third)),
    )
    today, tomorrow = years(opened, str(on)), years(opened, str(on + dt.timedelta(1)))
    assert all(today[insurance] <= tomorrow[insurance] for insurance in today)


def test_a_round_carries_everything_over_but_its_notice(station: Desk) -> None:
    register_people(station, person("张三"), person("李四"))
    pay(station, trace=1)
    later = station.on(day("2020-10-15"))
    assert {each.levy_year for each in later.insurances.values()} == {2019, 2020}
    opened = open_round(later, SECOND)
    later = later.refreshed()
    assert opened.number == 2 and later.notice == SECOND
    family = load_household(later, household_id(later))
    assert [each.name for each in family.members] == ["张三", "李四"]
    targets = {(each.insurance, each.levy_year) for each in list_targets(later)}
    assert targets == {("pension", 2019), ("pension", 2020), ("medical", 2020), ("medical", 2021)}
    receipt = pay(later, trace=2)
    assert [line.amount_fen for line in receipt.lines] == [25000, 25000]
    years_paid = station.store.rows(
        "SELECT levy_year, count(*) FROM payment_line GROUP BY levy_year ORDER BY levy_year"
    )
    assert years_paid == [(2020, 2), (2021, 2)]
    assert check_store(station.store).broken == ()


def test_an_earlier_day_is_still_of_the_earlier_round(station: Desk) -> None:
    """Somebody enters yesterday's work, or asks for an old report."""
    open_round(station.on(day("2020-09-20")), SECOND)
    station = station.refreshed()
    assert station.on(BUSINESS_DATE).notice == FIRST
    assert station.on(day("2020-11-02")).notice == SECOND


def test_a_second_clerk_works_in_it_at_once(station: Desk) -> None:
    """Who sat there before it was opened charges for the new year with the next payment."""
    register_people(station, person("张三"))
    other = open_desk(station.store, KNOWN.__getitem__, day("2020-10-15"), "second")
    open_round(station.on(day("2020-10-15")), SECOND)
    pay(other, trace=3)
    assert station.store.rows("SELECT levy_year FROM payment_line") == [(2021,)]


def test_a_levy_year_belongs_to_one_round(station: Desk) -> None:
    later = station.on(day("2020-10-15"))
    open_round(later, SECOND)
    for notice in (SECOND, FIRST):
        with pytest.raises(RefusedByRule, match="轮"):
            open_round(later.refreshed(), notice)
    assert [each.number for each in later.refreshed().rounds] == [1, 2]


def test_a_notice_whose_annexes_leave_the_township_out_opens_no_round(station: Desk) -> None:
    tables = tuple(
        msgspec.structs.replace(
            table, rows=tuple(row for row in table.rows if row.township != station.township)
        )
        for table in SECOND.targets
    )
    with pytest.raises(BadInput, match=station.township):
        open_round(station, msgspec.structs.replace(SECOND, targets=tables))


def test_figures_are_of_their_round(station: Desk) -> None:
    later = station.on(day("2020-10-15"))
    record_figure(later, "medical.personal", "260", "湘医保发〔2019〕1号")
    open_round(later, SECOND)
    record_figure(later.refreshed(), "medical.personal", "280", "湘医保发〔2020〕2号")
    record_figure(
        later.refreshed(), "medical.personal", "265", "湘医保发〔2020〕3号", round_number=1
    )
    later = later.refreshed()
    first, second = later.rounds
    assert [each.value for each in first.figures] == ["260", "265"]
    assert [each.value for each in second.figures] == ["280"]
    standard = later.insurances["medical"].standard
    assert standard is not None and standard.personal_fen == 28000
    of_the_first = later.notice_of("medical", 2020).insurances["medical"].standard
    assert of_the_first is not None and of_the_first.personal_fen == 26500


def test_a_round_opened_by_mistake_is_taken_back(station: Desk) -> None:
    later = station.on(day("2020-10-15"))
    open_round(later, SECOND)
    later = later.refreshed()
    with pytest.raises(BadInput, match="原因"):
        withdraw_round(later, 2, " ")
    withdraw_round(later, 2, "开早了")
    assert [each.number for each in later.refreshed().rounds] == [1]
    assert {each.levy_year for each in list_targets(later)} == {2019, 2020}
    assert open_round(later.refreshed(), SECOND).number == 3
    assert check_store(station.store).broken == ()


def test_a_round_in_use_is_not_taken_back(station: Desk) -> None:
    register_people(station, person("张三"))
    later = station.on(day("2020-10-15"))
    with pytest.raises(RefusedByRule, match="只有"):
        withdraw_round(station, 1, "x")
    open_round(later, SECOND)
    pay(later.refreshed(), trace=4)
    with pytest.raises(RefusedByRule, match="已有缴费记录"):
        withdraw_round(later.refreshed(), 2, "x")
    with pytest.raises(BadInput, match="没有第 7 轮"):
        withdraw_round(later.refreshed(), 7, "x")
