"""The whole register of a station on a day: every household, in a constant number of queries.

For lists, where reading household by household would ask thousands of times. Payments count
by the day they were entered for; who lives with whom is today's register, except for those
who have left since.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from models.base.long_work import counted
from models.ledger.receipt_numbers import receipt_number
from models.levy.family import Household, Paid
from models.people.households.members import member_of, read_holdings, read_people
from models.station.desk import Desk
from models.villages.division import Division, Place

IN_FORCE = (
    "l.people = 1 AND l.business_date <= ? AND NOT EXISTS (SELECT 1 FROM payment_line r "
    "WHERE r.reverses_line_id = l.id AND r.business_date <= ?)"
)
"""Line ``l`` counts on a day (given twice): entered by then, and not taken back by then."""

AMOUNT = (
    "l.amount_fen + (SELECT coalesce(sum(a.amount_fen), 0) FROM payment_line a "
    "WHERE a.adjusts_line_id = l.id AND a.business_date <= ?)"
)
"""What was paid on line ``l`` by a day (given once), differences settled since included."""

_PAID = f"""
SELECT p.id, l.insurance, l.levy_year, {AMOUNT}, l.business_date, y.year, y.serial, l.category,
 l.tier_fen
FROM payment_line l JOIN payment y ON y.id = l.payment_id JOIN person p ON {{same}}
WHERE p.station_id IN ({{stations}}) AND {IN_FORCE}
"""
_SAME = ("p.id = l.person_id", "p.id_number = l.id_number AND p.id <> l.person_id")
_HOUSEHOLDS = "SELECT id, number, village_id FROM household WHERE station_id IN ({stations})"


def registered_households(
    desk: Desk, division: Division, places: Sequence[Place]
) -> Iterator[Household]:
    """Yield every household with somebody in it that belongs to the places on the business date.

    ``division`` is that of the day, ``places`` some of its villages. Payments are those in
    force by the business date. In no particular order.
    """
    stations = division.stations
    marks = ", ".join("?" * len(stations))
    names = {each.village_id: each.name for each in places}
    homes: dict[int, tuple[str, int]] = {}
    for household_id, number, present in desk.store.rows(
        _HOUSEHOLDS.format(stations=marks), stations
    ):
        village_id = division.home_of(household_id, present)
        if village_id in names:
            homes[household_id] = number, village_id
    where = f"p.station_id IN ({marks})"
    holdings = read_holdings(desk, where, stations)
    paid = payments_by(desk, desk.business_date, stations)
    people = read_people(desk, where, stations)
    households = groupby(people, key=lambda person: person.household_id)
    for household_id, group in counted(households, len(homes)):
        if household_id not in homes:
            continue
        number, village_id = homes[household_id]
        yield Household(
            household_id=household_id,
            number=number,
            village_id=village_id,
            village=names[village_id],
            members=tuple(
                member_of(
                    each, tuple(holdings.get(each.row[0], ())), tuple(paid.get(each.row[0], ()))
                )
                for each in group
            ),
        )


def payments_by(desk: Desk, day: dt.date, stations: Sequence[int]) -> dict[int, list[Paid]]:
    """Return the payments in force on a day of the stations' people, by person.

    The person's, under whatever number, or another person's of the same number, as the
    counter counts them.
    """
    found: dict[int, list[Paid]] = defaultdict(list)
    marks, end = ", ".join("?" * len(stations)), day.isoformat()
    for same in _SAME:
        paid = desk.store.stream(
            _PAID.format(same=same, stations=marks), (end, *stations, end, end)
        )
        for person_id, insurance, year, fen, on, of_year, serial, category, tier_fen in paid:
            found[person_id].append(
                Paid(
                    insurance=insurance,
                    levy_year=year,
                    amount_fen=int(fen),
                    business_date=dt.date.fromisoformat(on),
                    receipt=receipt_number(of_year, serial),
                    category=category,
                    tier_fen=tier_fen,
                )
            )
    return found
