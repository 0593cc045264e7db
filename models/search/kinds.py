"""What a text finds, one kind of match at a time; each kind reads a bounded range of keys."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.search.keys import REVERSED, fold, in_village
from models.search.places import Village, Within, villages_meant
from models.search.typed import (
    Way,
    birth_ranges,
    homophones,
    is_number,
    is_slip,
    name_ways,
    nearly_whole,
    number_starts,
    range_of,
    receipt_of,
    sounds_like,
)
from models.station.desk import Desk

_KEYS = (
    "SELECT key, person_id FROM search_key WHERE station_id = ? AND key >= ? AND key < ? "
    "ORDER BY key, person_id LIMIT ?"
)
_NAMED = (
    "SELECT k.key, k.person_id, p.name, p.id_number FROM (SELECT key, person_id FROM search_key "
    "WHERE station_id = ? AND key >= ? AND key < ? ORDER BY key, person_id LIMIT ?) k "
    "JOIN person p ON p.station_id = ? AND p.id = k.person_id WHERE p.name LIKE ?"
)
_HOUSEHOLDS = (
    "SELECT k.household_id, h.number FROM (SELECT key, household_id FROM household_key "
    "WHERE station_id = ? AND key >= ? AND key < ? ORDER BY key, household_id LIMIT ?) k "
    "JOIN household h ON h.station_id = ? AND h.id = k.household_id"
)
_OF_VILLAGE = (
    "SELECT h.id AS household_id, h.number FROM household h "
    "WHERE h.station_id = ? AND h.village_id = ? AND h.number LIKE ? AND EXISTS "
    "(SELECT 1 FROM person p WHERE p.station_id = h.station_id AND p.household_id = h.id "
    "AND (p.left_on IS NULL OR p.left_on > ?)) ORDER BY h.number, h.id LIMIT ?"
)
_HEADS = (
    "SELECT h.id AS household_id, (SELECT q.id FROM person q WHERE q.station_id = h.station_id "
    "AND q.household_id = h.id ORDER BY coalesce(q.left_on, '9') <= ?, q.position LIMIT 1) "
    "AS person_id FROM household h WHERE h.station_id = ? AND h.id IN ({marks})"
)
_BORN = (
    "SELECT id AS person_id FROM person WHERE station_id = ? AND born >= ? AND born < ? "
    "ORDER BY born, id LIMIT ?"
)
_PAID = (
    "SELECT l.person_id FROM payment y "
    "JOIN payment_line l ON l.station_id = y.station_id AND l.payment_id = y.id "
    "WHERE y.station_id = ? AND y.year = ? AND y.serial = ? ORDER BY l.id LIMIT 1"
)
_VILLAGES = "SELECT id AS village_id, name FROM village WHERE station_id = ? ORDER BY position"

_READ_FOR_ONE = 2
"""Somebody may stand in a range under several keys (wang, wangwei)."""
_PASSED_OVER = 300
"""Keys that are read where the key does not tell enough: mixed texts, homophones, slips."""
_SHORTEST_IDENTITY = 14
_FEW = 7


class Hit(NamedTuple):
    """Somebody found: by which key or why, and how far that is from what was typed."""

    person_id: int
    distance: int
    key: str = ""
    why: str = ""
    found: str = ""
    is_name: bool = False


class _Key(NamedTuple):
    key: str
    person_id: int


class _Named(NamedTuple):
    key: str
    person_id: int
    name: str
    id_number: str


class _Household(NamedTuple):
    household_id: int
    number: str


class _Head(NamedTuple):
    household_id: int
    person_id: int | None


class _Who(NamedTuple):
    person_id: int


def kinds_found(desk: Desk, text: str, most: int) -> list[list[Hit]]:
    """Return what a text finds, kind by kind; a kind with a whole match comes first."""
    folded = fold(text)
    if not folded:
        return []
    asked = _Asked(desk, text, folded, most)
    kinds = asked.numbers() if is_number(folded) else asked.names()
    kinds.append(asked.born())
    if not any(kinds):
        kinds.append(asked.nearest())
    return sorted((each for each in kinds if each), key=lambda kind: kind[0].distance > 0)


class _Asked:
    """One text, and the desk it is looked for at."""

    def __init__(self, desk: Desk, text: str, folded: str, most: int) -> None:
        self._desk, self._text, self._folded, self._most = desk, text, folded, most
        self._station, self._today = desk.station_id, desk.business_date

    def numbers(self) -> list[list[Hit]]:
        """Look for households, a receipt, and for numbers by their beginning and their end."""
        typed = self._folded
        kinds = [self._households(), self._receipt(), [], [], [], []]
        for start in number_starts(typed):
            for key, person_id in self._keys(start):
                is_end, is_phone = key[0] == REVERSED, len(key) < _SHORTEST_IDENTITY
                hit = Hit(person_id, 0 if key == typed else len(key), key)
                kinds[2 + 2 * is_end + is_phone].append(hit)
        return kinds

    def names(self) -> list[list[Hit]]:
        """Look for people called so, whole villages, people of a village, homophones."""
        people = self._called(name_ways(self._folded))
        kinds = [people, self._receipt(), self._households()]
        villages = self._desk.store.query(Village, _VILLAGES, (self._station,))
        meant = villages_meant(self._text, villages)
        kinds += [self._within(each) for each in meant if each.rest]
        kinds += [
            self._of_village(each.village.village_id, "%", "村") for each in meant if not each.rest
        ]
        if sum(map(len, kinds)) < _FEW:
            kinds.append(self._homophones())
        return kinds

    def _keys(self, start: str) -> list[_Key]:
        most = self._most * _READ_FOR_ONE
        return self._desk.store.query(_Key, _KEYS, (self._station, *range_of(start), most))

    def _named(self, start: str, like: str) -> list[_Named]:
        low, high = range_of(start)
        values = (self._station, low, high, _PASSED_OVER, self._station, like)
        return self._desk.store.query(_Named, _NAMED, values)

    def _called(self, ways: Iterable[Way], village_id: int | None = None) -> list[Hit]:
        """Return who is called so, in a village or in any, the closest first."""
        found: list[tuple[int, str, int]] = []
        for way in ways:
            start = way.start if village_id is None else in_village(village_id, way.start)
            rows: Sequence[_Key | _Named] = (
                self._named(start, way.like) if way.like else self._keys(start)
            )
            for each in rows:
                key = each.key[len(start) - len(way.start) :]
                found.append((len(key), key, each.person_id))
        where = "" if village_id is None else "村+"
        return [Hit(who, far, key, where, is_name=True) for far, key, who in sorted(found)]

    def _within(self, within: Within) -> list[Hit]:
        village_id, rest = within.village.village_id, within.rest.removesuffix("户")
        if not is_number(rest):
            return self._called(name_ways(rest), village_id)
        return self._of_village(village_id, f"%{rest}%", "户编号")

    def _of_village(self, village_id: int, like: str, why: str) -> list[Hit]:
        values = (self._station, village_id, like, self._today.isoformat(), self._most)
        rows = self._desk.store.query(_Household, _OF_VILLAGE, values)
        return self._heads([(each, place) for place, each in enumerate(rows, 1)], why)

    def _households(self) -> list[Hit]:
        """Return one of each household, whose number has the text at its beginning, end, middle."""
        typed, most = self._folded, self._most * _READ_FOR_ONE
        values = (self._station, *range_of(typed), most, self._station)
        rows = self._desk.store.query(_Household, _HOUSEHOLDS, values)
        far = {each: _distance(typed, fold(each.number)) for each in rows}
        hits = self._heads(sorted(far.items(), key=lambda each: (each[1], each[0])), "户编号")
        return [each._replace(key=typed) for each in hits]

    def _heads(self, households: Sequence[tuple[_Household, int]], why: str) -> list[Hit]:
        if not households:
            return []
        first = list(dict.fromkeys(each.household_id for each, _ in households))[: self._most]
        sql = _HEADS.format(marks=", ".join("?" * len(first)))
        values = (self._today.isoformat(), self._station, *first)
        heads = dict(self._desk.store.query(_Head, sql, values))
        far = {each.household_id: distance for each, distance in reversed(households)}
        return [
            Hit(head, far[each], why=why) for each in first if (head := heads[each]) is not None
        ]

    def _receipt(self) -> list[Hit]:
        """Return whom a receipt was for, the first of its family."""
        receipt = receipt_of(self._text, self._today)
        if receipt is None:
            return []
        year, serial = receipt
        rows = self._desk.store.query(_Who, _PAID, (self._station, year, serial))
        number = f"{year}-{serial:06d}"
        is_whole = self._text.strip() == number
        return [Hit(each.person_id, not is_whole, why="收据", found=number) for each in rows]

    def born(self) -> list[Hit]:
        """Return who was born on a day, in a month, in a year."""
        found: list[Hit] = []
        for low, high in birth_ranges(self._text, self._today):
            rows = self._desk.store.query(_Who, _BORN, (self._station, low, high, self._most))
            found += [Hit(each.person_id, place, why="生日") for place, each in enumerate(rows, 1)]
        return found

    def _homophones(self) -> list[Hit]:
        """Return whose name sounds like what was typed and is written otherwise."""
        typed = self._folded
        rows = [row for start in homophones(typed) for row in self._named(start, "%")]
        return [
            Hit(row.person_id, len(row.key), row.key, "同音", is_name=True)
            for row in sorted(rows, key=lambda row: (len(row.key), row))
            if sounds_like(typed, fold(row.name))
        ]

    def nearest(self) -> list[Hit]:
        """Return whose identity number is but a slip of the fingers from the one typed."""
        typed = self._folded
        rows = [row for start in nearly_whole(typed) for row in self._named(start, "%")]
        return [
            Hit(row.person_id, 1, why="最像的")
            for row in sorted(rows)
            if is_slip(typed, fold(row.id_number))
        ]


def _distance(typed: str, number: str) -> int:
    """Return how a number of a household holds what was typed: 0 wholly, then start, end, else."""
    if number == typed:
        return 0
    return 1 if number.startswith(typed) else 2 if number.endswith(typed) else 3
