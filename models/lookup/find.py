"""Finding people at every key: prefix ranges over one B-tree, as SQL built once.

First the keys of each range, then the people of those that are shown: a join of every
key in the range would cost three times as much.
"""

import msgspec
from msgspec.structs import replace

from models.desk import Desk
from models.lookup.keys import query_ranges
from models.lookup.why import why_matched

_KEYS = (
    "SELECT key, person_id FROM search_key WHERE station_id = ? AND key >= ? AND key < ? "
    "ORDER BY key, person_id LIMIT ?"
)
_PEOPLE = (
    "SELECT p.id, p.name, p.id_number, p.phone, h.id, h.number, v.name, "
    "CASE WHEN p.left_on <= ? THEN p.left_reason ELSE '' END FROM person p "
    "JOIN household h ON h.id = p.household_id JOIN village v ON v.id = h.village_id "
    "WHERE p.id IN ({marks})"
)


TWO_PAGES = 14
"""How many the counter shows, seven at a time: beyond that a clerk types another letter."""


class Match(msgspec.Struct, frozen=True):
    """A person who was found. ``household`` is the household's number (户编号).

    ``left`` is why somebody is no member any more (死亡, 迁出 ...), empty for members;
    ``why`` is what the text was found in (姓名, 拼音, 证件号尾 ...).
    """

    person_id: int
    name: str
    id_number: str
    phone: str
    household_id: int
    household: str
    village: str
    left: str = ""
    why: str = ""


def find_people(desk: Desk, text: str, limit: int = TWO_PAGES) -> list[Match]:
    """Return the people a text finds, those whose key it fits most closely first.

    Nothing for an empty text. The number of queries is constant: one for each range of
    the text (one or two) and one for the people.
    """
    # A person may stand in a range under several keys (wang, wangwei): read more than is shown.
    keys_at_most = limit + limit // 2
    ranked: list[tuple[int, str, int]] = []
    for low, high in query_ranges(text):
        rows = desk.store.rows(_KEYS, (desk.station_id, low, high, keys_at_most))
        ranked += [(len(key), key, person_id) for key, person_id in rows]
    ranked.sort()
    keys: dict[int, str] = {}
    for _, key, person_id in ranked:
        keys.setdefault(person_id, key)
    shown = list(keys)[:limit]
    if not shown:
        return []
    people = desk.store.rows(
        _PEOPLE.format(marks=", ".join("?" * len(shown))),
        (desk.business_date.isoformat(), *shown),
    )
    matches = {
        row[0]: replace(Match(*row), why=why_matched(keys[row[0]], row[1], row[2], row[3], row[5]))
        for row in people
    }
    return [matches[person_id] for person_id in shown]
