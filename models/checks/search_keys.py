"""The search keys: everybody is found by what they are called now, and by nothing else."""

from collections import Counter
from collections.abc import Iterable

from models.checks.result import Finding, broken, sound
from models.search.keys import person_keys
from models.store.writing import Store

_KEYS = "SELECT station_id, person_id, key FROM search_key"
_PEOPLE = (
    "SELECT p.station_id, p.id, p.name, p.id_number, p.phone, h.number FROM person p "
    "JOIN household h ON h.id = p.household_id ORDER BY p.id"
)
_NAME = "查找索引与名册一致"


def check_search_keys(store: Store) -> Finding:
    """Return whether the keys kept are those that ``models.search`` would make for each now.

    Identity and household numbers that were corrected since still find their people.
    """
    kept: set[int] = set()
    counts: Counter[int] = Counter()
    for station_id, person_id, key in store.run(_KEYS):
        kept.add(hash((station_id, person_id, key)))
        counts[person_id] += 1
    people, more = 0, dict[int, frozenset[str]]()
    for station_id, person_id, *found_by in store.run(_PEOPLE):
        people += 1
        keys = person_keys(*found_by)
        if not all(hash((station_id, person_id, key)) in kept for key in keys):
            return broken(_NAME, f"person 第 {person_id} 行有查不到的查找词")
        surplus = counts.pop(person_id, 0) - len(keys)
        if surplus:
            more[person_id] = keys
    if counts:
        return broken(_NAME, f"search_key 有 person 第 {min(counts)} 行的查找词，没有这个人")
    stray = _stray(store, more)
    if stray:
        return broken(_NAME, f"person 第 {stray} 行有多余的查找词")
    return sound(_NAME, f"{people} 人 {len(kept)} 个查找词")


def _stray(store: Store, people: dict[int, frozenset[str]]) -> int:
    """Return the first of these people who has a key of no former number either, else 0."""
    if not people:
        return 0
    numbers: dict[int, set[str]] = {person_id: set(keys) for person_id, keys in people.items()}
    for person_id, former in store.rows("SELECT person_id, id_number FROM former_number"):
        if person_id in numbers:
            numbers[person_id] |= person_keys("", former, "", "")
    households = _keys_of_households(
        row[0] for row in store.rows("SELECT DISTINCT number FROM boundary_household")
    )
    found = {
        person_id
        for _, person_id, key in store.run(_KEYS)
        if person_id in numbers and key not in numbers[person_id] and key not in households
    }
    return min(found, default=0)


def _keys_of_households(numbers: Iterable[str]) -> set[str]:
    return {key for number in numbers for key in person_keys("", "", "", number)}
