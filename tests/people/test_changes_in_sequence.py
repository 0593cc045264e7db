"""Whatever changes come in whatever order: nobody is lost, doubled or without history."""

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from models.base.errors import LaobaoError
from models.people.changes.arrivals import birth, marry_in, move_in
from models.people.changes.departures import death, marry_out, move_out
from models.people.changes.households import change_head, merge_households, split_household
from models.people.changes.number import correct_number
from models.people.changes.occasion import KIND_TITLES, Changed, Occasion
from models.people.changes.rows import person_row
from models.people.changes.status import set_status
from models.people.history import family_history
from models.people.households.families import load_household
from models.station.desk import Desk
from tests.making import made_up_number, person, register_people

_STEPS = st.lists(
    st.tuples(st.integers(0, 10), st.integers(0, 99), st.integers(0, 99), st.integers(1, 14)),
    max_size=12,
)
_villages = itertools.count(1)


def _people(desk: Desk, village: str) -> dict[int, str]:
    return dict(
        desk.store.rows(
            "SELECT p.id, coalesce(p.left_on, '') FROM person p "
            "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
            "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
            "WHERE v.name = ? ORDER BY p.id",
            (village,),
        )
    )


def _households(desk: Desk, village: str) -> list[int]:
    rows = desk.store.rows(
        "SELECT h.id FROM household h JOIN village v ON v.station_id = h.station_id "
        "AND v.id = h.village_id WHERE v.name = ? ORDER BY h.id",
        (village,),
    )
    return [row[0] for row in rows]


def _change(desk: Desk, village: str, step: tuple[int, int, int, int]) -> Callable[[], Changed]:
    kind, one, other, day = step
    people, homes = list(_people(desk, village)), _households(desk, village)
    who, home = people[one % len(people)], homes[other % len(homes)]
    on = Occasion(desk.business_date.replace(day=day), "测试", "居住证 1")
    known = person_row(desk, who)
    same = known.household.household_id
    return (
        lambda: birth(desk, home, made_up_number("2019-11-01"), "新生", "子女", on),
        lambda: death(desk, who, on),
        lambda: marry_in(desk, home, known.id_number, "", "", on),
        lambda: marry_out(desk, who, home, "", on),
        lambda: move_in(desk, home, known.id_number, "", "", on),
        lambda: move_out(desk, who, on),
        lambda: split_household(desk, same, [who], f"新{len(homes)}", on),
        lambda: merge_households(desk, same, home, on),
        lambda: change_head(desk, who, "", on),
        lambda: correct_number(desk, who, made_up_number("1980-05-06"), on),
        lambda: set_status(desk, who, "服刑人员", on, is_ending=bool(other % 2)),
    )[kind]


def _is_told_in(desk: Desk, home: int, changed: Changed) -> bool:
    """A household's history tells what happened in it and to those who are in it now."""
    if home in (changed.household_id, changed.to_household_id):
        return True
    who = changed.person_id
    return who is not None and person_row(desk, who).household.household_id == home


@settings(max_examples=60)
@given(steps=_STEPS)
def test_everybody_is_in_one_household_and_every_change_is_one_line(
    sqlite_desk: Desk, steps: list[tuple[int, int, int, int]]
):
    round_ = next(_villages)
    village, born = f"第{round_}村", str(dt.date(1950, 1, 1) + dt.timedelta(days=round_))
    for number in range(5):
        home = f"户{number // 2}"
        register_people(
            sqlite_desk, person(f"人{number}", born=born, village=village, household=home)
        )
    done: list[Changed] = []
    for step in steps:
        # A change that a rule refuses leaves no line.
        with suppress(LaobaoError):
            done.append(_change(sqlite_desk, village, step)())
    for home in _households(sqlite_desk, village):
        lines = family_history(sqlite_desk, home)
        here = [each for each in done if _is_told_in(sqlite_desk, home, each)]
        assert sorted(line.title for line in lines) == sorted(
            KIND_TITLES[each.kind] for each in here
        )
    seen = Counter(
        member.person_id
        for home in _households(sqlite_desk, village)
        for member in load_household(sqlite_desk, home).members
    )
    assert seen == {who: 1 for who, left in _people(sqlite_desk, village).items() if not left}
