"""The whole register of a station on a day: every household, in a constant number of queries.

For lists, where reading household by household would ask thousands of times. Payments count
by the day they were entered for; who lives with whom is today's register, except for those
who have left since.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from models.base.long_work import counted
from models.levy.family import Household, Paid
from models.people.households.at_bureau import read_at_bureau
from models.people.households.earlier_years import read_earlier_years
from models.people.households.members import PaidRow, member_of, read_holdings, read_people
from models.station.desk import Desk
from models.villages.division import Division, Place

IN_FORCE = (
    "l.people = 1 AND l.business_date <= ? AND NOT EXISTS (SELECT 1 FROM payment_line r "
    "WHERE r.station_id = l.station_id AND r.reverses_line_id = l.id AND r.business_date <= ?)"
)
"""Line ``l`` counts on a day (given twice): entered by then, and not taken back by then."""

AMOUNT = (
    "l.amount_fen + (SELECT coalesce(sum(a.amount_fen), 0) FROM payment_line a "
    "WHERE a.station_id = l.station_id AND a.adjusts_line_id = l.id AND a.business_date <= ?)"
)
"""What was paid on line ``l`` by a day (given once), differences settled since included."""

CATEGORY = (
    "coalesce((SELECT a.category FROM payment_line a WHERE a.station_id = l.station_id "
    "AND a.adjusts_line_id = l.id AND a.business_date <= ? "
    "ORDER BY a.business_date DESC, a.id DESC LIMIT 1), l.category)"
)
"""Under which category line ``l`` stands on a day (given once): differences settled included."""

_PAID = f"""
SELECT p.id AS person_id, l.insurance, l.levy_year, {AMOUNT} AS amount_fen, l.business_date,
 y.year, y.serial, l.category, l.tier_fen, l.is_late, l.benefit_from, y.channel
FROM payment_line l JOIN payment y ON y.station_id = l.station_id AND y.id = l.payment_id
JOIN person p ON {{same}}
WHERE {IN_FORCE} AND p.station_id = ?
"""
_SAME = (
    "p.station_id = l.station_id AND p.id = l.person_id",
    "l.station_id IN (SELECT id FROM station) AND p.id_number = l.id_number "
    "AND (p.station_id <> l.station_id OR p.id <> l.person_id)",
)
_OF_STATION = "p.station_id = ?"


class _Home(NamedTuple):
    household_id: int
    number: str
    village_id: int


def registered_households(
    desk: Desk, division: Division, places: Sequence[Place]
) -> Iterator[Household]:
    """Yield every household with somebody in it that belongs to the places on the business date.

    ``division`` is that of the day, ``places`` some of its villages. Payments are those in
    force by the business date. In no particular order.
    """
    station = (desk.station_id,)
    names = {each.village_id: each.name for each in places}
    homes: dict[int, _Home] = {}
    for home in desk.store.query(
        _Home,
        "SELECT id AS household_id, number, village_id FROM household WHERE station_id = ?",
        station,
    ):
        village_id = division.home_of(home.household_id, home.village_id)
        if village_id is not None and village_id in names:
            homes[home.household_id] = home._replace(village_id=village_id)
    holdings = read_holdings(desk, _OF_STATION, station)
    paid = payments_by(desk, desk.business_date)
    earlier = read_earlier_years(desk, _OF_STATION, station)
    waiting = read_at_bureau(desk, _OF_STATION, station)
    people = read_people(desk, _OF_STATION, station)
    households = groupby(people, key=lambda person: person.row.household_id)
    for household_id, group in counted(households, len(homes)):
        if household_id not in homes:
            continue
        home = homes[household_id]
        yield Household(
            household_id=household_id,
            number=home.number,
            village_id=home.village_id,
            village=names[home.village_id],
            members=tuple(
                member_of(
                    each,
                    holdings.get(who, ()),
                    paid.get(who, ()),
                    earlier.of(who),
                    waiting.get(who, ()),
                )
                for each in group
                for who in (each.row.person_id,)
            ),
        )


def payments_by(desk: Desk, day: dt.date) -> dict[int, list[Paid]]:
    """Return the payments in force on a day of the station's people, by person.

    The person's, under whatever number, or another person's of the same number, at any
    station, as the counter counts them.
    """
    found: dict[int, list[Paid]] = defaultdict(list)
    end = day.isoformat()
    for same in _SAME:
        for row in desk.store.stream(
            PaidRow, _PAID.format(same=same), (end, end, end, desk.station_id)
        ):
            found[row.person_id].append(row.paid())
    return found
