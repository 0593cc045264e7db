"""Deciding what importing a file would do now: which rows are new, known or conflicting."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from models.base.errors import BadInput
from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.bureau.self_paid.classify import classify
from models.bureau.self_paid.read import (
    in_batches,
    load_neighbours,
    load_payers,
    marks_for,
    townships_elsewhere,
)
from models.bureau.self_paid.values import Finding, PaidFile, PaidRow, identities
from models.ledger.entry import CHANNEL_TITLES
from models.levy.notice import Notice
from models.people.department_list.values import ListEntry
from models.station.desk import Desk

_KEPT = """
SELECT r.identity, r.id AS row_id, r.amount_fen, r.paid_on, r.channel,
 r.payment_id IS NULL AND d.id IS NULL AS is_open
FROM self_paid_row r
LEFT JOIN self_paid_decision d ON d.station_id = r.station_id AND d.row_id = r.id
WHERE r.station_id = ? AND r.identity IN ({marks})
"""
_Content = tuple[int, dt.date, str]


class _Kept(NamedTuple):
    """A row on record: its identifier, its content, whether it is still open."""

    identity: str
    row_id: int
    amount_fen: int
    paid_on: dt.date
    channel: str
    is_open: bool


@dataclass(frozen=True)
class Plan:
    """What is to be done: rows found, each with the identifier of an open one, if it is one."""

    found: tuple[tuple[str, int | None, Finding], ...]
    known: int
    conflicting: tuple[Finding, ...]


def find_rows(
    desk: Desk, rows: Sequence[PaidRow], accepted: Collection[int] = ()
) -> tuple[Finding, ...]:
    """Return what rows are now, with the nearest people of those nobody knows."""
    numbers = {row.id_number for row in rows if not row.fault}
    payers = load_payers(desk, numbers)
    elsewhere = townships_elsewhere(desk, numbers - set(payers))

    @cache
    def notice_of(insurance: Insurance, levy_year: int, paid_on: dt.date) -> Notice:
        return _notice_of(desk, insurance, levy_year, paid_on)

    findings = classify(
        rows,
        payers,
        elsewhere,
        lambda row: notice_of(row.insurance, row.levy_year, row.paid_on),
        accepted,
    )
    if not any(each.state == "unknown" for each in findings):
        return findings
    neighbours = load_neighbours(desk)
    return tuple(
        replace(each, candidates=neighbours.nearest(_entry_of(each.row)))
        if each.state == "unknown"
        else each
        for each in findings
    )


def _notice_of(desk: Desk, insurance: Insurance, levy_year: int, paid_on: dt.date) -> Notice:
    """Return the notice under which money of a day was taken, by whatever round is open now.

    What the tax bureau accepted before the window is reckoned as on its first day, when the
    figures that documents have set begin to count.
    """
    today = desk.business_date
    own = next((each for each in desk.rounds if each.collects(insurance, levy_year, today)), None)
    if own is None:
        return desk.notice_of(insurance, levy_year, paid_on)
    opens = own.bare.insurances[insurance].window.opens
    return own.notice_on(max(paid_on, min(opens, today)))


def plan_import(desk: Desk, file: PaidFile) -> Plan:
    """Return what a file would do now; raises BadInput for a day after the business date."""
    _refuse_later(desk, file.rows)
    kept = _kept(desk, identities(file.rows))
    wanted: list[tuple[str, int | None, PaidRow]] = []
    conflicting, known = [], 0
    seen: dict[str, _Content] = {}
    for identity, row in zip(identities(file.rows), file.rows, strict=True):
        old, content = kept.get(identity), _content(row)
        first = _content(old) if old else seen.get(identity)
        if first is not None and first != content:
            conflicting.append(Finding(row, "refused", _conflict_words(row, first)))
        elif identity in seen or (old is not None and not old.is_open):
            known += 1
        else:
            wanted.append((identity, old.row_id if old else None, row))
        seen.setdefault(identity, content)
    findings = find_rows(desk, [row for _, _, row in wanted])
    found = tuple(
        (identity, row_id, finding)
        for (identity, row_id, _), finding in zip(wanted, findings, strict=True)
    )
    return Plan(found, known, tuple(conflicting))


def _refuse_later(desk: Desk, rows: Iterable[PaidRow]) -> None:
    late = next((row for row in rows if row.paid_on > desk.business_date), None)
    if late is not None:
        raise BadInput(
            f"第 {late.row} 行的缴费日期 {late.paid_on} 晚于业务日期 {desk.business_date}，"
            "请核对业务日期"
        )


def _kept(desk: Desk, keys: Sequence[str]) -> dict[str, _Kept]:
    found: dict[str, _Kept] = {}
    for some in in_batches(sorted(set(keys))):
        sql = _KEPT.format(marks=marks_for(some))
        rows = desk.store.query(_Kept, sql, (desk.station_id, *some))
        found |= {each.identity: each for each in rows}
    return found


def _content(row: PaidRow | _Kept) -> _Content:
    return row.amount_fen, row.paid_on, row.channel


def _conflict_words(row: PaidRow, first: _Content) -> str:
    amount_fen, day, channel = first
    return (
        f"票号 {row.voucher} 已用于此人{INSURANCE_TITLES[row.insurance]}的另一笔"
        f"（{CHANNEL_TITLES[channel]}，{day}，{format_yuan(amount_fen)} 元），内容不同，"
        "没有导入，请核对"
    )


def _entry_of(row: PaidRow) -> ListEntry:
    return ListEntry(row=row.row, column="", name=row.name, number=row.id_number, fault=row.fault)
