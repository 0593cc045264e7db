"""Finding people at every key: prefix ranges over B-trees, as SQL built once.

Each kind of thing that a text may mean is looked for by itself, and of each kind that is there
the first rows show a few: many households numbered so hide nobody whose telephone ends so.
First the keys of each range, then the people of those that are shown: a join of every
key in the range would cost three times as much.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from models.search.keys import fold
from models.search.kinds import Hit, kinds_found
from models.search.match import FORMER, Match, former_number, why_matched
from models.station.desk import Desk

_Row = TypeVar("_Row")

_PEOPLE = (
    "SELECT p.id AS person_id, p.name, p.id_number, p.phone, p.household_id, "
    "h.number AS household, v.name AS village, "
    "CASE WHEN p.left_on <= ? THEN p.left_reason ELSE '' END AS \"left\", '' AS why, '' AS found "
    "FROM person p "
    "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
    "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
    "WHERE p.station_id = ? AND p.id IN ({marks})"
)

MOST = 42
"""How many the counter shows, seven at a time at least: beyond that a clerk types on."""
_PAGE = 7


def find_people(desk: Desk, text: str, limit: int = MOST) -> list[Match]:
    """Return the people a text finds: of each kind of match those whose key it fits most closely.

    Under the same key the shorter name comes first: ``lixin`` is 李信 before 仇礼信.
    Nothing for an empty text. The number of queries is bounded: one to three for each kind of
    match that the text can be, and one for the people.
    """
    kinds = _chosen(kinds_found(desk, text, limit), limit)
    ids = [each.person_id for kind in kinds for each in kind]
    if not ids:
        return []
    rows = desk.store.query(
        Match,
        _PEOPLE.format(marks=", ".join("?" * len(ids))),
        (desk.business_date.isoformat(), desk.station_id, *ids),
    )
    people = {each.person_id: each for each in rows}
    found = [
        [_with_reason(people[hit.person_id], hit) for hit in sorted(kind, key=_by_distance(people))]
        for kind in kinds
    ]
    return _in_turns(found, limit)


def _chosen(kinds: list[list[Hit]], limit: int) -> list[list[Hit]]:
    """Return whom to show, each once: by the first kind that found him, under his closest key."""
    seen: set[int] = set()
    own: list[list[Hit]] = []
    for kind in kinds:
        closest = {each.person_id: each for each in reversed(kind) if each.person_id not in seen}
        own.append(sorted(closest.values(), key=lambda hit: (hit.distance, hit.key)))
        seen |= closest.keys()
    shown = {each.person_id for each in _in_turns(own, limit)}
    return [[each for each in kind if each.person_id in shown] for kind in own]


def _in_turns(kinds: list[list[_Row]], limit: int) -> list[_Row]:
    """Return rows of every kind in turns, so that each has a few on the first page."""
    kinds = [each for each in kinds if each]
    share = max(2, _PAGE // max(1, len(kinds)))
    turns = range(0, max(map(len, kinds), default=0), share)
    return [row for at in turns for kind in kinds for row in kind[at : at + share]][:limit]


def _by_distance(people: Mapping[int, Match]) -> Callable[[Hit], tuple[bool, int, int]]:
    """Return what orders hits: how far a key is from what was typed, then the shorter name.

    Who is no member any more comes behind all others.
    """

    def distance(hit: Hit) -> tuple[bool, int, int]:
        match = people[hit.person_id]
        return bool(match.left), hit.distance, len(match.name) if hit.is_name else 0

    return distance


def _with_reason(match: Match, hit: Hit) -> Match:
    """Return a match that says by what it was found."""
    why, found = hit.why, hit.found
    if not why or why.endswith("+"):
        why += why_matched(hit.key, match.name, match.id_number, match.phone)
    if why == FORMER:
        found = former_number(hit.key)
    if why == "户编号" and hit.key and hit.key not in fold(match.household):
        why, found = FORMER, hit.key
    return match._replace(why=why, found=found)
