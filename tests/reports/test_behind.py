"""Every figure can be followed down to its people, and they add up to it."""

import pytest

from models.station.desk import Desk
from reports.progress.behind import FIGURE_TITLES, people_behind
from reports.progress.gather import gather_progress
from tests.reports.test_collect import _PERIODS, _busy_season


@pytest.mark.parametrize("seed", range(3))
def test_the_people_add_up_to_every_figure_of_every_line(sqlite_desk: Desk, seed: int):
    _busy_season(sqlite_desk, seed)
    for period in _PERIODS:
        for each in gather_progress(sqlite_desk, period).insurances:
            for row in (*each.rows, each.total):
                village = None if row is each.total else row.village
                for figure in FIGURE_TITLES:
                    people = people_behind(sqlite_desk, period, each.insurance, village, figure)
                    total = sum(one.value for one in people)
                    assert total == getattr(row, figure), (row.village, figure)


def test_no_number_stands_there_whole(desk: Desk):
    _busy_season(desk, 1)
    people = people_behind(desk, _PERIODS[1], "medical", None, "people_to_date")
    numbers = {row[0] for row in desk.store.rows("SELECT id_number FROM person")}
    assert people and not numbers & {one.masked_number for one in people}
    assert all(one.receipt and one.day for one in people)
