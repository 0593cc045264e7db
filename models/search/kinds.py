"""What a text finds, one kind of match at a time; each kind reads a bounded range of keys."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.search.keys import REVERSED, fold, in_village, key_number
from models.search.places import Village, Within, may_mean_village, villages_meant
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
)
from models.station.desk import Desk

_KEYS = (
    "SELECT key, person_id FROM search_key WHERE station_id = ? AND key >= ? AND key < ? "
    "ORDER BY key, person_id LIMIT ?"
)
_NAMED = (
    "SELECT k.key, k.person_id, p.name FROM (SELECT key, person_id FROM search_key "
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
    "AND (p.left_on IS NULL OR p.left_on > ?)) ORDER BY {first}h.number, h.id LIMIT ?"
)
_ENDS_SO = "CASE WHEN h.number LIKE ? THEN 0 ELSE 1 END, "
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

_NAMED_SO = (
    "SELECT id AS village_id, name FROM village "
    "WHERE station_id = ? AND name >= ? AND name < ? ORDER BY name"
)

_SHARE_OF_SAME = 5
"""One in so many is read besides: somebody may stand in a range twice (wang, wangwei)."""
_PASSED_OVER = 150
"""Keys that are read where the key does not tell enough: mixed texts, homophones, slips."""
_SHORTEST_IDENTITY = 14
_FEW = 7


WITHIN = "村内"
"""Begins the reason of who is found by name within a village."""

SOUNDS_SO = "同音"
"""Who is so found sounds so in the key; the name itself has to be asked."""


class Hit(NamedTuple):
    """Somebody found: by which key or why, and how far that is from what was typed.

    Without a person it is a household, of which the head is shown.
    """

    person_id: int
    distance: int
    household_id: int = 0
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


class _Household(NamedTuple):
    household_id: int
    number: str


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
        kinds = [
            self._households() if len(typed) < _SHORTEST_IDENTITY else [],
            self._receipt(),
            [],
            [],
            [],
            [],
        ]
        for start in number_starts(typed):
            for key, person_id in self._keys(start):
                is_end, is_phone = key[0] == REVERSED, len(key) < _SHORTEST_IDENTITY
                hit = Hit(person_id, 0 if key == typed else len(key), key=key)
                kinds[2 + 2 * is_end + is_phone].append(hit)
        return kinds

    def names(self) -> list[list[Hit]]:
        """Look for people called so, whole villages, people of a village; then for less likely.

        A text without a digit is rarely a household's number, and pinyin rarely a village.
        """
        typed = self._folded
        kinds = [self._called(name_ways(typed)), self._receipt()]
        likely = not typed.isascii() or " " in self._text.strip()
        if likely:
            kinds += self._villages()
        if any(map(str.isdecimal, typed)) or not any(kinds):
            kinds.append(self._households())
        if sum(map(len, kinds)) < _FEW:
            kinds += [self._homophones()] if likely else self._villages()
        return kinds

    def _villages(self) -> list[list[Hit]]:
        """Look for the people of each village meant who are called so; for all its families."""
        if not may_mean_village(self._text):
            return []
        store, station = self._desk.store, self._station
        if self._text.strip().isascii() or " " in self._text.strip():
            known = store.query(Village, _VILLAGES, (station,))
        else:
            known = store.query(Village, _NAMED_SO, (station, *range_of(self._folded[:2])))
        return [self._within(each) for each in villages_meant(self._text, tuple(known))]

    def _keys(self, start: str, most: int = 0) -> list[_Key]:
        most = most or self._most + self._most // _SHARE_OF_SAME
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
        where = "" if village_id is None else WITHIN
        return [Hit(who, far, key=key, why=where, is_name=True) for far, key, who in sorted(found)]

    def _within(self, within: Within) -> list[Hit]:
        village_id, rest = within.village.village_id, within.rest.removesuffix("户")
        if rest and not is_number(rest):
            return self._called(name_ways(rest), village_id)
        ends = (f"%{rest}",) if rest else ()
        day = self._today.isoformat()
        values = (self._station, village_id, f"%{rest}%", day, *ends, self._most)
        sql = _OF_VILLAGE.format(first=_ENDS_SO if rest else "")
        rows = self._desk.store.query(_Household, sql, values)
        why = "户编号" if rest else "村"
        return [Hit(0, place, each.household_id, why=why) for place, each in enumerate(rows, 1)]

    def _households(self) -> list[Hit]:
        """Return households whose number has the text at its beginning, end, middle."""
        typed = self._folded
        values = (self._station, *range_of(typed), self._most, self._station)
        rows = self._desk.store.query(_Household, _HOUSEHOLDS, values)
        far = sorted(
            (_distance(typed, each.number), each.number, each.household_id) for each in rows
        )
        return [Hit(0, distance, who, typed, "户编号") for distance, _, who in far]

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
        """Return who may be called something that sounds like what was typed."""
        rows = [row for start in homophones(self._folded) for row in self._keys(start)]
        return [Hit(row.person_id, len(row.key), why=SOUNDS_SO, is_name=True) for row in rows]

    def nearest(self) -> list[Hit]:
        """Return whose identity number is but a slip of the fingers from the one typed."""
        typed = self._folded
        rows = [row for start in nearly_whole(typed) for row in self._keys(start, _PASSED_OVER)]
        return [
            Hit(each.person_id, 1, why="最像的")
            for each in sorted(rows)
            if is_slip(typed, key_number(each.key))
        ]


def _distance(typed: str, number: str) -> int:
    """Return how a number of a household holds what was typed: 0 wholly, then start, end, else."""
    number = number.lower() if number.isascii() else fold(number)
    if number == typed:
        return 0
    return 1 if number.startswith(typed) else 2 if number.endswith(typed) else 3
