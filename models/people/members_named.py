"""Where people of a file live who are members of the station already."""

from collections.abc import Sequence
from typing import NamedTuple

from models.station.desk import Desk

_AT_ONCE = 500
_PLACES = """
SELECT p.id_number, v.name AS village, h.number AS household
FROM person p JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
WHERE p.station_id = ? AND p.left_on IS NULL AND p.id_number IN ({marks})
"""


class _Place(NamedTuple):
    id_number: str
    village: str
    household: str


def places_of(desk: Desk, numbers: Sequence[str]) -> dict[str, str]:
    """Return village and household of those who are here, by identity number."""
    found = {}
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        sql = _PLACES.format(marks=", ".join("?" * len(some)))
        for each in desk.store.query(_Place, sql, (desk.station_id, *some)):
            found[each.id_number] = f"{each.village} {each.household} 户"
    return found
