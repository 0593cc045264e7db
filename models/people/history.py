"""A family's history: changes, certifications, money, contacts, day by day, the newest first.

What happened in the household, and what happened to its people before they came.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES
from models.ledger.receipt_numbers import receipt_number
from models.people.changes.occasion import KIND_TITLES
from models.people.contacts import contacts_of
from models.station.desk import Desk

HistoryKind = Literal["change", "certification", "payment", "contact"]
_ENTRY_TITLES = {
    "payment": "收费",
    "void": "撤销",
    "refund": "退费",
    "collect": "补收",
    "return": "退还",
}


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened; ``day`` is None where nobody knows it (认定起始不详)."""

    day: dt.date | None
    kind: HistoryKind
    title: str
    text: str

    def __str__(self) -> str:
        day = self.day.isoformat() if self.day else "日期不详  "
        return f"{day}  {self.title}  {self.text}".rstrip()


_Recorded = tuple[str, HistoryLine]
"""When a line was recorded, by which what happened on one day is ordered."""


def family_history(desk: Desk, household_id: int) -> tuple[HistoryLine, ...]:
    """Return everything recorded of a household and its people, the newest first.

    Four queries, whatever the size. Within a day what was recorded last comes first;
    what has no known day comes at the end.
    """
    lines: list[_Recorded] = [
        *_changes(desk, household_id),
        *_certifications(desk, household_id),
        *_entries(desk, household_id),
        *_contacts(desk, household_id),
    ]
    lines.sort(key=lambda each: (each[1].day or dt.date.min, each[0]), reverse=True)
    return tuple(line for _, line in lines)


def _changes(desk: Desk, household_id: int) -> Iterator[_Recorded]:
    rows = desk.store.rows(
        "SELECT e.recorded_at, e.kind, e.happened_on, e.reason, e.proof, e.before, e.after, p.name "
        "FROM family_event e LEFT JOIN person p ON p.id = e.person_id WHERE e.id IN ("
        "SELECT id FROM family_event WHERE household_id = ? "
        "UNION SELECT id FROM family_event WHERE to_household_id = ? "
        "UNION SELECT f.id FROM family_event f JOIN person q ON q.id = f.person_id "
        "WHERE q.household_id = ?) AND e.station_id = ? ORDER BY e.id DESC",
        (household_id, household_id, household_id, desk.station_id),
    )
    for recorded_at, kind, day, reason, proof, before, after, name in rows:
        title = KIND_TITLES.get(kind, kind)
        parts = [_turn(kind, before, after)]
        if name and name not in parts[0]:
            parts[0] = f"{name} {parts[0]}"
        parts += [f"原因：{reason}"] if reason != title else []
        parts += [f"凭证：{proof}"] if proof else []
        line = HistoryLine(dt.date.fromisoformat(day), "change", title, "  ".join(parts))
        yield recorded_at, line


def _turn(kind: str, before: str, after: str) -> str:
    """Return what was and what is, in words."""
    if kind == "status":
        parts = [f"不再是{before}"] if before else []
        return "，".join([*parts, *([f"为{after}"] if after else [])])
    return f"{before}，改为 {after}" if before and after else before or after


def _certifications(desk: Desk, household_id: int) -> Iterator[_Recorded]:
    rows = desk.store.rows(
        "SELECT c.category, c.certified_from, c.until, c.certified_by, c.paper, p.name, "
        "c.recorded_at "
        "FROM certification c JOIN person p ON p.id = c.person_id "
        "WHERE p.household_id = ? AND p.station_id = ? ORDER BY c.id DESC",
        (household_id, desk.station_id),
    )
    for category, starts, until, department, paper, name, recorded_at in rows:
        basis = "".join(f"  {each}" for each in (department, paper) if each)
        last = f"，至 {until}" if until else ""
        held = f"{name} {category}"
        yield recorded_at, HistoryLine(_date(starts), "certification", "认定", held + last + basis)
        if until and until <= desk.business_date.isoformat():
            yield recorded_at, HistoryLine(_date(until), "certification", "认定到期", held)


def _entries(desk: Desk, household_id: int) -> Iterator[_Recorded]:
    """Yield one line for each receipt of the household, or of its people elsewhere."""
    rows = desk.store.rows(
        "SELECT y.id, y.kind, y.business_date, y.year, y.serial, y.reason, l.insurance, "
        "l.levy_year, l.amount_fen, p.name, y.recorded_at FROM payment_line l "
        "JOIN payment y ON y.id = l.payment_id JOIN person p ON p.id = l.person_id "
        "WHERE l.id IN (SELECT id FROM payment_line WHERE household_id = ? "
        "UNION SELECT m.id FROM payment_line m JOIN person q ON q.id = m.person_id "
        "WHERE q.household_id = ?) AND l.station_id = ? ORDER BY y.id DESC, l.id",
        (household_id, household_id, desk.station_id),
    )
    for _, lines in groupby(rows, key=lambda row: row[0]):
        entry = list(lines)
        yield entry[0][10], _entry(entry)


def _entry(lines: list[tuple[Any, ...]]) -> HistoryLine:
    _, kind, day, year, serial, reason, insurance, levy_year, *_ = lines[0]
    amount = format_yuan(sum(line[8] for line in lines))
    names = "、".join(_once(line[9] for line in lines))
    because = f"  原因：{reason}" if reason else ""
    return HistoryLine(
        dt.date.fromisoformat(day),
        "payment",
        _ENTRY_TITLES.get(kind, kind),
        f"{INSURANCE_TITLES[_known(insurance)]} {levy_year} 年度 {amount} 元  {names}  "
        f"收据 {receipt_number(year, serial)}{because}",
    )


def _contacts(desk: Desk, household_id: int) -> Iterator[_Recorded]:
    for each in contacts_of(desk, household_id):
        text = f"{each.how}  {each.outcome}"
        yield each.recorded_at, HistoryLine(each.on, "contact", "催缴", text)


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _known(insurance: str) -> Any:
    return insurance  # the ledger only ever writes insurances there are


def _date(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
