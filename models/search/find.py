"""Finding people at every key: prefix ranges over one B-tree, as SQL built once.

First the keys of each range, then the people of those that are shown: a join of every
key in the range would cost three times as much.
"""

from typing import NamedTuple

from models.base.text import plain_name
from models.search.keys import REVERSED, query_ranges
from models.station.desk import Desk

_KEYS = (
    "SELECT key, person_id FROM search_key WHERE station_id = ? AND key >= ? AND key < ? "
    "ORDER BY key, person_id LIMIT ?"
)
_PEOPLE = (
    "SELECT p.id AS person_id, p.name, p.id_number, p.phone, p.household_id, "
    "h.number AS household, v.name AS village, "
    "CASE WHEN p.left_on <= ? THEN p.left_reason ELSE '' END AS \"left\", '' AS why "
    "FROM person p "
    "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
    "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
    "WHERE p.station_id = ? AND p.id IN ({marks})"
)


TWO_PAGES = 14
"""How many the counter shows, seven at a time: beyond that a clerk types another letter."""
_READ_FOR_ONE = 3


class Match(NamedTuple):
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


class _Key(NamedTuple):
    key: str
    person_id: int


def find_people(desk: Desk, text: str, limit: int = TWO_PAGES) -> list[Match]:
    """Return the people a text finds, those whose key it fits most closely first.

    Under the same key the shorter name comes first: ``lixin`` is 李信 before 仇礼信.
    Nothing for an empty text. The number of queries is constant: one for each range of
    the text (one or two) and one for the people.
    """
    # A person may stand in a range under several keys (wang, wangwei), and the shorter name
    # may come later: read more than is shown.
    keys_at_most = limit * _READ_FOR_ONE
    ranked: list[tuple[int, str, int]] = []
    for low, high in query_ranges(text):
        found = desk.store.query(_Key, _KEYS, (desk.station_id, low, high, keys_at_most))
        ranked += [(len(each.key), each.key, each.person_id) for each in found]
    ranked.sort()
    keys: dict[int, str] = {}
    for _, key, person_id in ranked:
        keys.setdefault(person_id, key)
    read = list(keys)[:keys_at_most]
    if not read:
        return []
    ranks = {person_id: rank for rank, person_id in enumerate(read)}
    people = desk.store.query(
        Match,
        _PEOPLE.format(marks=", ".join("?" * len(read))),
        (desk.business_date.isoformat(), desk.station_id, *read),
    )
    people.sort(key=lambda each: (_distance(keys[each.person_id], each), ranks[each.person_id]))
    return [_with_reason(each, keys[each.person_id]) for each in people[:limit]]


def _distance(key: str, match: Match) -> tuple[bool, int, int]:
    """Return how far a key is from what was typed; of numbers only their length tells.

    Who is no member any more comes behind all others.
    """
    is_number = key[0].isdecimal() or key[0] == REVERSED
    return bool(match.left), len(key), 0 if is_number else len(match.name)


def _with_reason(match: Match, key: str) -> Match:
    why = why_matched(key, match.name, match.id_number, match.phone, match.household)
    return match._replace(why=why)


def why_matched(key: str, name: str, id_number: str, phone: str, household: str) -> str:
    """Return why a person was found: what the key stands for, in the clerk's words.

    A key that none of them gives belongs to a number the person had before.
    """
    if key.startswith(REVERSED):
        number = key[1:][::-1]
        return "证件号尾" if number == id_number.lower() else "手机尾号"
    if key == household.lower():
        return "户编号"
    if key == id_number.lower():
        return "证件号"
    if key == "".join(filter(str.isdigit, phone)):
        return "手机号"
    if key[0].isdigit():
        return "曾用号"
    plain = plain_name(name).lower().replace(" ", "")
    if key[0] < "\x7f" and not plain.startswith(key):
        return "首字母" if len(key) <= len(plain) else "拼音"
    return "姓名" if key == plain.replace("·", "") else "名字"
