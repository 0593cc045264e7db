"""What an invariant found; and invariants that are one query each."""

from dataclasses import dataclass

from models.store.writing import Store


@dataclass(frozen=True)
class Finding:
    """One invariant: its name, whether it holds, and in one line what was looked at or is wrong.

    ``detail`` names the first bad row by table and number, never a person.
    """

    name: str
    is_sound: bool
    detail: str


def sound(name: str, detail: str = "") -> Finding:
    """Return an invariant that holds."""
    return Finding(name, True, detail)


def broken(name: str, detail: str) -> Finding:
    """Return an invariant that does not hold."""
    return Finding(name, False, detail)


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
