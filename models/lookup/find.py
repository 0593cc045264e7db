"""Finding people at every key: prefix ranges over one B-tree, as SQL built once."""

from dataclasses import dataclass

from models.desk import Desk
from models.lookup.keys import query_ranges

# The limit is on the inner query: the range stops there, and only its rows are joined.
_SQL = """
SELECT k.key, p.id, p.name, p.id_number, p.phone, h.id, h.number, v.name
FROM (SELECT key, person_id FROM search_key
      WHERE station_id = ? AND key >= ? AND key < ? ORDER BY key, person_id LIMIT ?) k
JOIN person p ON p.id = k.person_id
JOIN household h ON h.id = p.household_id
JOIN village v ON v.id = h.village_id
"""
# A person may stand in a range under several keys (张, 张三); read some more than asked.
_SPARE = 3


@dataclass(frozen=True)
class Match:
    """A person who was found. ``household`` is the household's number (户编号)."""

    person_id: int
    name: str
    id_number: str
    phone: str
    household_id: int
    household: str
    village: str


def find_people(desk: Desk, text: str, limit: int = 20) -> list[Match]:
    """Return the people a text finds, those whose key begins shortest first.

    Nothing for an empty text. The number of queries is that of the text's ranges, one or
    two, however many people there are.
    """
    found: dict[int, tuple[int, str, Match]] = {}
    for low, high in query_ranges(text):
        rows = desk.store.rows(_SQL, (desk.station_id, low, high, limit * _SPARE))
        for key, person_id, name, id_number, phone, household_id, number, village in rows:
            rank = (len(key), key)
            if person_id not in found or rank < found[person_id][:2]:
                match = Match(person_id, name, id_number, phone, household_id, number, village)
                found[person_id] = (*rank, match)
    ranked = sorted(found.items(), key=lambda item: (*item[1][:2], item[0]))
    return [entry[2] for _, entry in ranked[:limit]]
