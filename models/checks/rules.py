"""Invariants that are one query each: the rows against it, the first of them named."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.checks.result import Finding, broken, sound
from models.store.rows import Rows
from models.store.tables.station import Station, Township


@dataclass(frozen=True)
class Rule:
    """An invariant as the query of the rows against it: the station first, then the lowest row.

    ``told`` says what is wrong with the first, of whose other columns it names some: ``{0}``.
    """

    name: str
    sql: str
    told: str


def check_rule(store: Rows, rule: Rule) -> Finding:
    """Return whether an invariant holds; the first row against it is named, the rest counted."""
    found = store.rows(rule.sql)
    if not found:
        return sound(rule.name)
    station_id, *named = found[0]
    more = f"，共 {len(found)} 处" if len(found) > 1 else ""
    return broken(rule.name, place(store, station_id) + rule.told.format(*named) + more)


def place(store: Rows, station_id: int) -> str:
    """Return whose row it is, as a fault begins; nothing where the store has one station."""
    names = township_names(store)
    return f"{names.get(station_id, station_id)} " if len(names) > 1 else ""


def township_names(store: Rows) -> Mapping[int, str]:
    """Return the stations of a store by number, each with its township's name."""
    townships = {each.id: each.name for each in store.find(Township)}
    return {each.id: townships.get(each.township_id, "") for each in store.find(Station)}
