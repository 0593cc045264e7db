"""Finding people at every key: prefix ranges over B-trees, as SQL built once.

Each kind of thing that a text may mean is looked for by itself, and of each kind that is there
the first rows show a few: many households numbered so hide nobody whose telephone ends so.
First the keys of each range, then the people of those that are shown: a join of every
key in the range would cost three times as much.
"""

from operator import attrgetter
from typing import TypeVar

from models.search.keys import fold
from models.search.kinds import HOUSEHOLD, SOUNDS_SO, WITHIN, Hit, kinds_found
from models.search.match import FORMER, Match, former_number, name_matched, why_matched
from models.search.typed import sounds_like
from models.station.desk import Desk

_Row = TypeVar("_Row")

_SHOWN = (
    "SELECT p.id AS person_id, p.name, p.id_number, p.phone, p.household_id, "
    "h.number AS household, v.name AS village, "
    "CASE WHEN p.left_on <= ? THEN p.left_reason ELSE '' END AS \"left\", '{of}' AS why, "
    "'' AS found FROM "
)
_PEOPLE = _SHOWN + (
    "person p "
    "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
    "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
    "WHERE p.station_id = ? AND p.id IN ({marks})"
)
# Of a household whom it is found by: the head, or who of its members is the first.
_HEADS = _SHOWN + (
    "household h "
    "JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id "
    "JOIN person p ON p.station_id = h.station_id AND p.id = coalesce("
    "(SELECT q.id FROM person q WHERE q.station_id = h.station_id AND q.household_id = h.id "
    "AND (q.left_on IS NULL OR q.left_on > ?) ORDER BY q.position LIMIT 1), "
    "(SELECT q.id FROM person q WHERE q.station_id = h.station_id AND q.household_id = h.id "
    "ORDER BY q.position LIMIT 1)) "
    "WHERE h.station_id = ? AND h.id IN ({marks})"
)

_HEAD = "head"
"""Marks what was read of a household, until its reason is known."""

MOST = 35
"""How many the counter shows, seven at a time at least: beyond that a clerk types on."""
_PAGE = 7


def find_people(desk: Desk, text: str, limit: int = MOST) -> list[Match]:
    """Return the people a text finds: of each kind of match those whose key it fits most closely.

    Under the same key the shorter name comes first: ``lixin`` is 李信 before 仇礼信.
    Nothing for an empty text. The number of queries is bounded: one to three for each kind of
    match that the text can be, and one for the people.
    """
    kinds = _chosen(kinds_found(desk, text, limit), limit)
    people, heads = _read(desk, kinds)
    seen, typed = set[int](), fold(text)
    found: list[list[Match]] = []
    for kind in kinds:
        rows = [
            (row, hit)
            for hit in kind
            if (row := people.get(hit.person_id) or heads.get(hit.household_id)) is not None
            and row.person_id not in seen
            and (hit.why != SOUNDS_SO or sounds_like(typed, fold(row.name)))
        ]
        found.append([_with_reason(row, hit) for row, hit in sorted(rows, key=_distance)])
        seen |= {row.person_id for row, _ in rows}
    return _in_turns(found, limit)


def _read(desk: Desk, kinds: list[list[Hit]]) -> tuple[dict[int, Match], dict[int, Match]]:
    """Read whom to show, in one query: people by themselves, heads by their households."""
    day, parts, values = desk.business_date.isoformat(), list[str](), list[str | int]()
    people = [each.person_id for kind in kinds for each in kind if each.person_id]
    heads = [each.household_id for kind in kinds for each in kind if each.household_id]
    for sql, of, ids, days in ((_PEOPLE, "", people, [day]), (_HEADS, _HEAD, heads, [day] * 2)):
        if ids:
            parts.append(sql.format(of=of, marks=", ".join("?" * len(ids))))
            values += [*days, desk.station_id, *ids]
    rows = desk.store.query(Match, " UNION ALL ".join(parts), values) if parts else []
    return (
        {each.person_id: each for each in rows if each.why != _HEAD},
        {each.household_id: each for each in rows if each.why == _HEAD},
    )


def _chosen(kinds: list[list[Hit]], limit: int) -> list[list[Hit]]:
    """Return whom to show, each once: by the first kind that found him, under his closest key."""
    seen: set[tuple[int, int]] = set()
    own: list[list[Hit]] = []
    for kind in kinds:
        closest: dict[tuple[int, int], Hit] = {}
        for each in sorted(kind, key=_far):
            closest.setdefault((each.person_id, each.household_id), each)
        own.append([each for who, each in closest.items() if who not in seen])
        seen |= closest.keys()
    places = _in_turns([[place] * len(kind) for place, kind in enumerate(own)], limit)
    return [kind[: places.count(place)] for place, kind in enumerate(own)]


_far = attrgetter("distance")


def _in_turns(kinds: list[list[_Row]], limit: int) -> list[_Row]:
    """Return rows of every kind in turns, so that each has a few on the first page."""
    kinds = [each for each in kinds if each]
    share = max(2, _PAGE // max(1, len(kinds)))
    turns = range(0, max(map(len, kinds), default=0), share)
    return [row for at in turns for kind in kinds for row in kind[at : at + share]][:limit]


def _distance(found: tuple[Match, Hit]) -> tuple[bool, int, int]:
    """Return how far a key is from what was typed, then how long the name is.

    Who is no member any more comes behind all others.
    """
    match, hit = found
    return bool(match.left), hit.distance, len(match.name) if hit.is_name else 0


def _with_reason(match: Match, hit: Hit) -> Match:
    """Return a match that says by what it was found."""
    why, found = hit.why, hit.found
    if not why or why == WITHIN:
        matched = (
            name_matched(hit.key, match.name)
            if hit.is_name
            else why_matched(hit.key, match.name, match.id_number, match.phone)
        )
        why = f"{why}{matched[:2]}" if why else matched
    if why == FORMER:
        found = former_number(hit.key)
    if why == HOUSEHOLD and not _has(match.household, hit.key):
        why, found = FORMER, hit.key
    return match._replace(why=why, found=found)


def _has(number: str, part: str) -> bool:
    """Whether a household's number has a part, which folding may have changed."""
    return part in number.lower() or part in fold(number)
