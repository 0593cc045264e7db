"""The report of an ended period says what was known at its end, whatever is recorded later."""

import datetime as dt
from collections.abc import Callable

import pytest

from models.base.dates import HalfMonth
from models.people.categories.certify import certify
from models.people.categories.change import (
    Grounds,
    correct_certification,
    end_certification,
)
from models.people.changes.departures import death
from models.people.changes.occasion import Occasion
from models.people.department_list.apply import apply_list
from models.people.department_list.values import DepartmentList, ListEntry
from models.station.desk import Desk
from models.station.filled_figures import record_figure
from models.station.set_target import TargetWish, set_target
from models.station.targets import share_targets
from reports.progress.document import progress_document
from reports.progress.gather import gather_progress
from reports.progress.text import progress_text
from tests.making import pay, person, register_people

PERIOD = HalfMonth.parse("2019-11-H1")
FIRST, LATER = dt.date(2019, 11, 1), dt.date(2019, 11, 22)


@pytest.fixture
def ended(sqlite_desk: Desk) -> Desk:
    """The station on a day after the half-month in which it was founded and a family paid."""
    register_people(
        sqlite_desk,
        person("张三", id_number="431198198005060015"),
        person("李四", household="0002", categories=("低保",), id_number="431198198005060031"),
    )
    pay(sqlite_desk, trace=1)
    return sqlite_desk.on(LATER)


def listed(*people: tuple[str, str]) -> DepartmentList:
    entries = tuple(ListEntry(row, "B", *each) for row, each in enumerate(people, start=2))
    return DepartmentList("低保", "民政局", "低保.xlsx", FIRST, len(entries), entries)


ZHANG, LI = ("张三", "431198198005060015"), ("李四", "431198198005060031")


def _list(desk: Desk) -> None:
    apply_list(desk, listed(ZHANG, LI))


def _list_without(desk: Desk) -> None:
    apply_list(desk, listed(ZHANG), "确实如此")


def _certify(desk: Desk) -> None:
    certify(desk, 1, "低保", FIRST, certified_by="民政局", paper="1号")


def _ends(desk: Desk) -> None:
    end_certification(desk, 2, "低保", FIRST, Grounds("退出名单"))


def _corrects(desk: Desk) -> None:
    correct_certification(desk, 2, "低保", dt.date(2019, 11, 20), None, Grounds("更正名单"))


def _dies(desk: Desk) -> None:
    death(desk, 2, Occasion(on=FIRST, reason="病故", proof="证明"))


def _fills(desk: Desk) -> None:
    record_figure(desk.on(dt.date(2020, 2, 3)), "medical.personal", "280", "湘医保发〔2020〕1号")


def _sets(desk: Desk) -> None:
    set_target(desk, TargetWish("medical", "文", people=48000, parts={"户籍人口": 50000}))


def _shares(desk: Desk) -> None:
    share_targets(desk, "medical")


@pytest.mark.parametrize(
    "act",
    [_list, _list_without, _certify, _ends, _corrects, _dies, _fills, _sets, _shares],
    ids=lambda act: act.__name__,
)
def test_what_is_recorded_after_a_period_changes_nothing_in_it(
    ended: Desk, act: Callable[[Desk], None]
) -> None:
    before = gather_progress(ended, PERIOD)
    running = progress_text(gather_progress(ended, HalfMonth.containing(LATER)))
    act(ended)
    desk = ended.refreshed()
    assert gather_progress(desk, PERIOD) == before
    assert progress_document(gather_progress(desk, PERIOD)) == progress_document(before)
    assert progress_text(gather_progress(desk, PERIOD)) == progress_text(before)
    later = HalfMonth.parse("2020-02-H1") if act is _fills else HalfMonth.containing(LATER)
    assert progress_text(gather_progress(desk, later)) != running, "it counts from then on"


def test_what_was_recorded_within_the_period_counts(ended: Desk) -> None:
    _certify(ended.on(dt.date(2019, 11, 15)))
    assert gather_progress(ended, PERIOD).insurances[1].total.hardship_people == 2


def test_what_the_station_began_with_counts_for_periods_before_it(ended: Desk) -> None:
    """It was founded on 14 November with a roster: the roster is older than the program."""
    earlier = gather_progress(ended, HalfMonth.parse("2019-10-H2"))
    assert earlier.insurances[1].total.hardship_people == 1
