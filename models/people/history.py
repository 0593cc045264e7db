"""A family's history: changes, certifications, money, contacts, day by day, the newest first.

What happened in the household, and what happened to its people before they came.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import mask_numbers, mask_phone
from models.ledger.corrections import is_taken_back_by
from models.ledger.receipt_numbers import receipt_number
from models.levy.values import RefusalCode
from models.people.categories.change import KIND_TITLES as CHANGE_TITLES
from models.people.changes.occasion import CLEARED, KIND_TITLES
from models.people.contacts import contacts_of
from models.station.desk import Desk
from models.store.tables.ledger import EntryKind
from models.store.tables.people import CertificationChangeKind

HistoryKind = Literal["change", "certification", "payment", "contact", "uninsured"]
_ENTRY_TITLES: dict[EntryKind, str] = {
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

    Seven queries, whatever the size. Within a day what was recorded last comes first;
    what has no known day comes at the end.
    """
    lines: list[_Recorded] = [
        *_changes(desk, household_id),
        *_certifications(desk, household_id),
        *_certification_changes(desk, household_id),
        *_entries(desk, household_id),
        *_overrides(desk, household_id),
        *_contacts(desk, household_id),
        *_answers(desk, household_id),
    ]
    lines.sort(key=lambda each: (each[1].day or dt.date.min, each[0]), reverse=True)
    return tuple(line for _, line in lines)


class _Change(NamedTuple):
    recorded_at: str
    kind: str
    happened_on: dt.date
    reason: str
    proof: str
    before: str
    after: str
    name: str | None


def _changes(desk: Desk, household_id: int) -> Iterator[_Recorded]:
    key = (desk.station_id, household_id)
    rows = desk.store.query(
        _Change,
        "SELECT e.recorded_at, e.kind, e.happened_on, e.reason, e.proof, e.before, e.after, p.name "
        "FROM family_event e "
        "LEFT JOIN person p ON p.station_id = e.station_id AND p.id = e.person_id "
        "WHERE e.station_id = ? AND e.id IN ("
        "SELECT id FROM family_event WHERE station_id = ? AND household_id = ? "
        "UNION SELECT id FROM family_event WHERE station_id = ? AND to_household_id = ? "
        "UNION SELECT f.id FROM family_event f "
        "JOIN person q ON q.station_id = f.station_id AND q.id = f.person_id "
        "WHERE q.station_id = ? AND q.household_id = ?) ORDER BY e.id DESC",
        (desk.station_id, *key, *key, *key),
    )
    for row in rows:
        title = KIND_TITLES.get(row.kind, row.kind)
        parts = [_turn(row.kind, row.before, row.after)]
        if row.name and row.name not in parts[0]:
            parts[0] = f"{row.name} {parts[0]}"
        parts += [f"原因：{row.reason}"] if row.reason != title else []
        parts += [f"凭证：{row.proof}"] if row.proof else []
        yield row.recorded_at, HistoryLine(row.happened_on, "change", title, "  ".join(parts))


def _turn(kind: str, before: str, after: str) -> str:
    """Return what was and what is, in words."""
    if kind == "status":
        parts = [f"不再是{before}"] if before else []
        return "，".join([*parts, *([f"为{after}"] if after else [])])
    if kind in CLEARED:
        before, after = (mask_phone(each) if kind == "phone" else each for each in (before, after))
        after = after or "没有了"
    return f"{before}，改为 {after}" if before and after else before or after


class _Certified(NamedTuple):
    category: str
    certified_from: dt.date | None
    until: dt.date | None
    certified_by: str
    paper: str
    name: str
    recorded_at: str


def _certifications(desk: Desk, household_id: int) -> Iterator[_Recorded]:
    rows = desk.store.query(
        _Certified,
        "SELECT c.category, c.certified_from, c.until, c.certified_by, c.paper, p.name, "
        "c.recorded_at FROM certification c "
        "JOIN person p ON p.station_id = c.station_id AND p.id = c.person_id "
        "WHERE p.station_id = ? AND p.household_id = ? ORDER BY c.id DESC",
        (desk.station_id, household_id),
    )
    for row in rows:
        basis = "".join(f"  {each}" for each in (row.certified_by, mask_numbers(row.paper)) if each)
        last = f"，至 {row.until}" if row.until else ""
        held = f"{row.name} {row.category}"
        line = HistoryLine(row.certified_from, "certification", "认定", held + last + basis)
        yield row.recorded_at, line
        if row.until and row.until <= desk.business_date:
            yield row.recorded_at, HistoryLine(row.until, "certification", "认定到期", held)


class _CertificationChange(NamedTuple):
    kind: CertificationChangeKind
    happened_on: dt.date
    from_before: dt.date | None
    until_before: dt.date | None
    until: dt.date | None
    paper: str
    reason: str
    name: str
    category: str
    recorded_at: str


def _certification_changes(desk: Desk, household_id: int) -> Iterator[_Recorded]:
    rows = desk.store.query(
        _CertificationChange,
        "SELECT x.kind, x.happened_on, x.from_before, x.until_before, x.until, x.paper, x.reason, "
        "p.name, c.category, x.recorded_at FROM certification_change x "
        "JOIN certification c ON c.station_id = x.station_id AND c.id = x.certification_id "
        "JOIN person p ON p.station_id = c.station_id AND p.id = c.person_id "
        "WHERE p.station_id = ? AND p.household_id = ? ORDER BY x.id DESC",
        (desk.station_id, household_id),
    )
    for row in rows:
        before = f"原为 {row.from_before or '起始不详'} 至 {row.until_before or '长期'}"
        basis = "".join(f"  {each}" for each in (mask_numbers(row.paper), row.reason) if each)
        text = f"{row.name} {row.category}，至 {row.until or '长期'}（{before}）{basis}"
        title = f"认定{CHANGE_TITLES[row.kind]}"
        yield row.recorded_at, HistoryLine(row.happened_on, "certification", title, text)


class _Override(NamedTuple):
    business_date: dt.date
    name: str
    insurance: Insurance
    levy_year: int
    code: RefusalCode
    reason: str
    proof: str
    approved_by: str
    recorded_at: str


def _overrides(desk: Desk, household_id: int) -> Iterator[_Recorded]:
    """Yield for whom somebody went on in spite of a refusal, why, on what proof, who agreed."""
    rows = desk.store.query(
        _Override,
        "SELECT l.business_date, p.name, l.insurance, l.levy_year, o.code, o.reason, o.proof, "
        "o.approved_by, o.recorded_at FROM line_override o "
        "JOIN payment_line l ON l.station_id = o.station_id AND l.id = o.line_id "
        "JOIN person p ON p.station_id = l.station_id AND p.id = l.person_id "
        "WHERE p.station_id = ? AND p.household_id = ? ORDER BY o.id DESC",
        (desk.station_id, household_id),
    )
    for row in rows:
        what = f"{row.name} {INSURANCE_TITLES[row.insurance]} {row.levy_year} 年度"
        agreed = f"  {row.approved_by} 同意" if row.approved_by else ""
        basis = f"{mask_numbers(row.reason)}  凭据：{mask_numbers(row.proof)}{agreed}"
        text = f"{what}（{row.code}）  {basis}"
        yield row.recorded_at, HistoryLine(row.business_date, "payment", "照常办理", text)


class _Line(NamedTuple):
    payment_id: int
    kind: EntryKind
    is_correction: bool
    business_date: dt.date
    year: int
    serial: int
    reason: str
    insurance: Insurance
    levy_year: int
    amount_fen: int
    name: str
    recorded_at: str


def _entries(desk: Desk, household_id: int) -> Iterator[_Recorded]:
    """Yield one line for each receipt of the household, or of its people elsewhere."""
    key = (desk.station_id, household_id)
    rows = desk.store.query(
        _Line,
        f"SELECT y.id AS payment_id, y.kind, {is_taken_back_by('y.id')} AS is_correction, "
        "y.business_date, y.year, y.serial, y.reason, "
        "l.insurance, l.levy_year, l.amount_fen, p.name, y.recorded_at FROM payment_line l "
        "JOIN payment y ON y.station_id = l.station_id AND y.id = l.payment_id "
        "JOIN person p ON p.station_id = l.station_id AND p.id = l.person_id "
        "WHERE l.station_id = ? AND l.id IN ("
        "SELECT id FROM payment_line WHERE station_id = ? AND household_id = ? "
        "UNION SELECT m.id FROM payment_line m "
        "JOIN person q ON q.station_id = m.station_id AND q.id = m.person_id "
        "WHERE q.station_id = ? AND q.household_id = ?) ORDER BY y.id DESC, l.id",
        (desk.station_id, *key, *key),
    )
    for _, lines in groupby(rows, key=lambda row: row.payment_id):
        entry = list(lines)
        yield entry[0].recorded_at, _entry(entry)


def _entry(lines: list[_Line]) -> HistoryLine:
    first = lines[0]
    amount = format_yuan(sum(line.amount_fen for line in lines))
    names = "、".join(_once(line.name for line in lines))
    because = f"  原因：{first.reason}" if first.reason else ""
    return HistoryLine(
        first.business_date,
        "payment",
        "更正冲回" if first.is_correction else _ENTRY_TITLES[first.kind],
        f"{INSURANCE_TITLES[first.insurance]} {first.levy_year} 年度 {amount} 元  {names}  "
        f"收据 {receipt_number(first.year, first.serial)}{because}",
    )


def _contacts(desk: Desk, household_id: int) -> Iterator[_Recorded]:
    for each in contacts_of(desk, household_id):
        text = f"{each.how}  {each.outcome}"
        yield each.recorded_at, HistoryLine(each.on, "contact", "催缴", text)


class _Answer(NamedTuple):
    business_date: dt.date
    name: str
    village: str
    file: str
    place: int
    reason: str
    said: str
    note: str
    operator: str
    recorded_at: str


def _answers(desk: Desk, household_id: int) -> Iterator[_Recorded]:
    """Yield what was answered about members who were listed as uninsured, by whom."""
    rows = desk.store.query(
        _Answer,
        "SELECT a.business_date, p.name, coalesce(t.village, '') AS village, "
        "coalesce(t.file, '') AS file, a.place, a.reason, a.said, a.note, o.login AS operator, "
        "a.recorded_at FROM person p "
        "JOIN uninsured_row r ON r.station_id = p.station_id AND r.id_number = p.id_number "
        "AND r.name = p.name "
        "JOIN uninsured_answer a ON a.station_id = r.station_id AND a.row_id = r.id "
        "LEFT JOIN uninsured_return t ON t.station_id = a.station_id AND t.id = a.return_id "
        "JOIN operator o ON o.station_id = a.station_id AND o.id = a.operator_id "
        "WHERE p.station_id = ? AND p.household_id = ? ORDER BY a.id DESC",
        (desk.station_id, household_id),
    )
    for row in rows:
        said = row.reason or f"看不懂：{row.said}"
        note = f"（{mask_numbers(row.note)}）" if row.note else ""
        source = f"{row.file} 第 {row.place} 行" if row.file else f"{row.operator} 认定"
        text = f"{row.name} {mask_numbers(said)}{note}  {source}"
        yield row.recorded_at, HistoryLine(row.business_date, "uninsured", "未参保", text)


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
