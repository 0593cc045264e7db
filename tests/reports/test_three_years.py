"""Every cell over three years of half-months equals a recount, leap day and years' ends too."""

import datetime as dt
from collections import Counter
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from models.base.dates import HalfMonth
from models.ledger.booking import book_entries
from models.ledger.entry import Entry, Line
from models.levy.values import ShareAmount
from models.station.desk import Desk
from reports.progress.gather import gather_progress
from tests.making import person, register_people
from tests.soak import campaign, times

FIRST, LAST = dt.date(2019, 1, 1), dt.date(2021, 12, 31)
VILLAGES = ("甲村", "乙村", "丙村")
EDGES = [
    dt.date(2019, 12, 31), dt.date(2020, 1, 1), dt.date(2020, 2, 29), dt.date(2020, 3, 1),
    dt.date(2020, 2, 15), dt.date(2020, 2, 16), dt.date(2019, 1, 1), dt.date(2021, 12, 31),
]  # fmt: skip
_FIGURES = (
    "people_this_period", "people_to_date", "personal_fen_this_period", "personal_fen_to_date",
    "subsidised_people_to_date", "subsidy_fen_to_date",
)  # fmt: skip

_ENTRY = st.tuples(
    st.one_of(st.dates(FIRST, LAST), st.sampled_from(EDGES)),
    st.integers(0, 2),
    st.sampled_from(["medical", "pension"]),
    st.integers(0, 500_00),
    st.integers(0, 200_00),
)


class _Undone(Exception):
    """Ends a transaction so that nothing of it stays."""


def halves() -> list[HalfMonth]:
    """Return all 72 half-months of the three years."""
    found, period = [], HalfMonth.containing(FIRST)
    while period.first_day <= LAST:
        found.append(period)
        period = period.following()
    return found


@campaign
@settings(max_examples=times(8, 200), suppress_health_check=list(HealthCheck), deadline=None)
@given(entries=st.lists(_ENTRY, min_size=1, max_size=40))
@example(entries=[(day, 0, "medical", 100_00, 50_00) for day in EDGES])
def test_every_cell_of_every_half_month(entries: list[tuple[Any, ...]], sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    if not desk.store.rows("SELECT 1 FROM village LIMIT 1"):
        register_people(*_people(desk))
    with suppress(_Undone), desk.writing("pay"):
        lines = _post(desk, entries)
        for period in halves():
            for each in gather_progress(desk, period).insurances:
                plain = _recount(lines, each.insurance, period)
                for row in (*each.rows, each.total):
                    found = {name: getattr(row, name) for name in _FIGURES}
                    assert found == {name: plain[row.village][name] for name in _FIGURES}
        raise _Undone


def _people(desk: Desk) -> tuple[Any, ...]:
    return (desk, *(person(f"人{n}", household=f"{n:04d}", village=VILLAGES[n % 3])
                    for n in range(240)))  # fmt: skip


def _post(desk: Desk, entries: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Post each entry for a person of its own; return what was posted, to count again."""
    people = desk.store.rows(
        "SELECT p.id, p.id_number, h.id, h.village_id, v.name FROM person p "
        "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
        "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id"
    )
    by_village = {name: [row for row in people if row[4] == name] for name in VILLAGES}
    years = {"medical": 2020, "pension": 2019}
    posted, made = [], []
    for number, (day, place, insurance, amount_fen, subsidy_fen) in enumerate(entries):
        person_id, id_number, household_id, village_id, village = by_village[VILLAGES[place]][
            number
        ]
        share = ShareAmount(funder="财政", amount_fen=subsidy_fen, settlement="waived")
        line = Line(
            village_id, household_id, person_id, id_number, insurance, years[insurance], "", None,
            amount_fen + subsidy_fen, subsidy_fen, 0, amount_fen, False, day,
            (share,) if subsidy_fen else (),
        )  # fmt: skip
        made.append(Entry("payment", "pos", day, (line,)))
        posted.append((village, insurance, day, amount_fen, subsidy_fen))
    book_entries(desk, made)
    return posted


def _recount(
    lines: list[tuple[Any, ...]], insurance: str, period: HalfMonth
) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*VILLAGES, "合计")}
    for village, of, day, amount_fen, subsidy_fen in lines:
        if of != insurance or day > period.last_day:
            continue
        for count in (counts[village], counts["合计"]):
            count["people_to_date"] += 1
            count["personal_fen_to_date"] += amount_fen
            count["subsidy_fen_to_date"] += subsidy_fen
            count["subsidised_people_to_date"] += bool(subsidy_fen)
            if period.first_day <= day:
                count["people_this_period"] += 1
                count["personal_fen_this_period"] += amount_fen
    return counts


def test_there_are_seventy_two_half_months_and_they_leave_no_day_out() -> None:
    days = [
        period.first_day + dt.timedelta(days=number)
        for period in halves()
        for number in range((period.last_day - period.first_day).days + 1)
    ]
    assert len(halves()) == 72 and days[0] == FIRST and days[-1] == LAST
    assert len(days) == len(set(days)) == (LAST - FIRST).days + 1
