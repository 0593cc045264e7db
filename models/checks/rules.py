"""Invariants that are one query each: the rows against it, the first of them named."""

from dataclasses import dataclass

from models.checks.result import Finding, broken, sound
from models.store.writing import Store


@dataclass(frozen=True)
class Rule:
    """An invariant as the query of the rows against it, lowest first.

    ``told`` says what is wrong with the first, of whose columns it names some: ``{0}``.
    """

    name: str
    sql: str
    told: str


def check_rule(store: Store, rule: Rule) -> Finding:
    """Return whether an invariant holds; the first row against it is named, the rest counted."""
    found = store.rows(rule.sql)
    if not found:
        return sound(rule.name)
    more = f"，共 {len(found)} 处" if len(found) > 1 else ""
    return broken(rule.name, rule.told.format(*found[0]) + more)
