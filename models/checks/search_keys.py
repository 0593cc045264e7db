"""The search keys: everybody is found by what they are called now, and by nothing else."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from typing import NamedTuple

from models.checks.result import Finding, broken, sound
from models.checks.rules import place
from models.search.keys import household_keys, person_keys
from models.store.tables.people import FamilyEvent, FormerNumber
from models.store.tables.villages import BoundaryHousehold
from models.store.writing import Store
from models.villages.former import GONE

_PEOPLE = (
    "SELECT p.station_id, p.id, p.name, p.id_number, p.phone, h.village_id FROM person p "
    "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
    f"WHERE NOT {GONE} ORDER BY p.station_id, p.id"
)
_HOUSEHOLDS = (
    "SELECT h.station_id, h.id, h.number FROM household h "
    f"WHERE NOT {GONE} ORDER BY h.station_id, h.id"
)
_NAME = "查找索引与名册一致"

_Who = tuple[int, int]
"""A person or a household by station and number."""

_Keys = Mapping[_Who, Set[str]]


class _Kept(NamedTuple):
    """What is found by keys: its table, that of its keys and its query, and how it is called."""

    of: str
    table: str
    who: str
    keys: Callable[..., frozenset[str]]
    former: Callable[[Store], _Keys]


def check_search_keys(store: Store) -> Finding:
    """Return whether the keys kept are those that ``models.search`` would make for each now.

    Names, identity and household numbers that were corrected since still find their people;
    whose village went to another station is found there alone.
    """
    people, keys = 0, 0
    for kept in (
        _Kept("person", "search_key", _PEOPLE, person_keys, _former_people),
        _Kept("household", "household_key", _HOUSEHOLDS, household_keys, _former_households),
    ):
        found, of, fault = _compare(store, kept)
        if fault:
            return broken(_NAME, fault)
        people += found if kept.of == "person" else 0
        keys += of
    return sound(_NAME, f"{people} 人 {keys} 个查找词")


def _compare(store: Store, kept: _Kept) -> tuple[int, int, str]:
    """Return how many there are, how many keys, and the first fault."""
    sql = f"SELECT station_id, {kept.of}_id, key FROM {kept.table}"
    held: set[int] = set()
    counts: Counter[_Who] = Counter()
    for station_id, number, key in store.run(sql):
        held.add(hash((station_id, number, key)))
        counts[station_id, number] += 1
    found, more = 0, dict[_Who, frozenset[str]]()
    for station_id, number, *found_by in store.run(kept.who):
        found += 1
        who, keys = (station_id, number), kept.keys(*found_by)
        if not all(hash((*who, key)) in held for key in keys):
            return found, len(held), f"{_named(store, kept, who)}有查不到的查找词"
        surplus = counts.pop(who, 0) - len(keys)
        if surplus:
            more[who] = keys
    if counts:
        station_id, number = min(counts)
        at = f"{place(store, station_id)}{kept.table}"
        nobody = "没有这个人" if kept.of == "person" else "没有这一户"
        return found, len(held), f"{at} 有 {kept.of} 第 {number} 行的查找词，{nobody}"
    stray = _stray(store.run(sql), more, kept.former(store) if more else {})
    return found, len(held), f"{_named(store, kept, stray)}有多余的查找词" if stray else ""


def _named(store: Store, kept: _Kept, who: _Who) -> str:
    return f"{place(store, who[0])}{kept.of} 第 {who[1]} 行"


def _stray(rows: Iterable[tuple[int, int, str]], now: _Keys, former: _Keys) -> _Who | None:
    """Return the first of those with more keys who has one of no former number either."""
    found = {
        (station_id, number)
        for station_id, number, key in rows
        if (who := (station_id, number)) in now
        and key not in now[who]
        and key not in former.get(who, ())
    }
    return min(found, default=None)


def _former_people(store: Store) -> _Keys:
    """Return the keys of numbers and names that people had before."""
    numbers = defaultdict[_Who, set[str]](set)
    for each in store.find(FormerNumber):
        numbers[each.station_id, each.person_id] |= person_keys("", each.id_number, "", 0)
    for event in store.find(FamilyEvent, kind="name"):
        if event.person_id:
            numbers[event.station_id, event.person_id] |= person_keys(event.before, "", "", 0)
    return numbers


def _former_households(store: Store) -> _Keys:
    """Return the keys of numbers that households had, here or at the station they came from."""
    numbers = defaultdict[_Who, set[str]](set)
    became: dict[_Who, _Who] = {}
    for each in sorted(store.find(BoundaryHousehold), key=lambda moved: moved.id):
        was = each.station_id, each.household_id
        numbers[was] |= household_keys(each.number)
        if each.to_station_id is not None and each.to_household_id is not None:
            became[was] = each.to_station_id, each.to_household_id
            numbers[became[was]] |= numbers[was]
    return numbers
