"""The search keys: everybody is found by what they are called now, and by nothing else."""

from collections import Counter

from models.checks.result import Finding, broken, sound
from models.checks.rules import place
from models.search.keys import person_keys
from models.store.tables.people import FamilyEvent, FormerNumber
from models.store.tables.villages import BoundaryHousehold
from models.store.writing import Store
from models.villages.former import GONE

_KEYS = "SELECT station_id, person_id, key FROM search_key"
_PEOPLE = (
    "SELECT p.station_id, p.id, p.name, p.id_number, p.phone, h.number FROM person p "
    "JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id "
    f"WHERE NOT {GONE} ORDER BY p.station_id, p.id"
)
_NAME = "查找索引与名册一致"

_Who = tuple[int, int]
"""A person by station and number."""


def check_search_keys(store: Store) -> Finding:
    """Return whether the keys kept are those that ``models.search`` would make for each now.

    Names, identity and household numbers that were corrected since still find their people;
    whose village went to another station is found there alone.
    """
    kept: set[int] = set()
    counts: Counter[_Who] = Counter()
    for station_id, person_id, key in store.run(_KEYS):
        kept.add(hash((station_id, person_id, key)))
        counts[station_id, person_id] += 1
    people, more = 0, dict[_Who, frozenset[str]]()
    for station_id, person_id, *found_by in store.run(_PEOPLE):
        people += 1
        who, keys = (station_id, person_id), person_keys(*found_by)
        if not all(hash((*who, key)) in kept for key in keys):
            return broken(_NAME, f"{_person(store, who)}有查不到的查找词")
        surplus = counts.pop(who, 0) - len(keys)
        if surplus:
            more[who] = keys
    if counts:
        station_id, person_id = min(counts)
        at = f"{place(store, station_id)}search_key"
        return broken(_NAME, f"{at} 有 person 第 {person_id} 行的查找词，没有这个人")
    stray = _stray(store, more)
    if stray is not None:
        return broken(_NAME, f"{_person(store, stray)}有多余的查找词")
    return sound(_NAME, f"{people} 人 {len(kept)} 个查找词")


def _person(store: Store, who: _Who) -> str:
    return f"{place(store, who[0])}person 第 {who[1]} 行"


def _stray(store: Store, people: dict[_Who, frozenset[str]]) -> _Who | None:
    """Return the first of these people who has a key of no former name or number either."""
    if not people:
        return None
    numbers: dict[_Who, set[str]] = {who: set(keys) for who, keys in people.items()}
    for each in store.find(FormerNumber):
        if (who := (each.station_id, each.person_id)) in numbers:
            numbers[who] |= person_keys("", each.id_number, "", "")
    for event in store.find(FamilyEvent, kind="name"):
        if event.person_id and (who := (event.station_id, event.person_id)) in numbers:
            numbers[who] |= person_keys(event.before, "", "", "")
    households: set[str] = set()
    for moved in store.find(BoundaryHousehold):
        households |= person_keys("", "", "", moved.number)
    found = {
        (station_id, person_id)
        for station_id, person_id, key in store.run(_KEYS)
        if (station_id, person_id) in numbers
        and key not in numbers[station_id, person_id]
        and key not in households
    }
    return min(found, default=None)
