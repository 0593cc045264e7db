"""Deciding what importing a file would do now: which rows are new, known or conflicting."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from models.base.errors import BadInput
from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.bureau.self_paid.classify import classify, without_entries
from models.bureau.self_paid.kept import KeptRow, rows_identified
from models.bureau.self_paid.read import load_neighbours, load_payers, townships_elsewhere
from models.bureau.self_paid.return_values import Returns, Wanted
from models.bureau.self_paid.returns import plan_returns
from models.bureau.self_paid.values import Finding, PaidFile, PaidRow, identities
from models.ledger.channels import channel_words
from models.levy.notice import Notice
from models.people.department_list.values import ListEntry
from models.station.desk import Desk


@dataclass(frozen=True)
class Plan:
    """What is to be done: rows found, each with its number where it is on record already.

    ``returns`` are the reversals that are done; their rows are among ``found``.
    """

    found: tuple[tuple[str, int | None, Finding], ...]
    known: int
    conflicting: tuple[Finding, ...]
    returns: Returns


def find_rows(
    desk: Desk,
    rows: Sequence[PaidRow],
    accepted: Collection[int] = (),
    freed: Collection[int] = (),
) -> tuple[Finding, ...]:
    """Return what rows are now, with the nearest people of those nobody knows.

    ``freed`` are entries that are to be taken back first.
    """
    numbers = {row.id_number for row in rows if not row.fault}
    payers = load_payers(desk, numbers)
    if freed:
        payers = {number: without_entries(payer, freed) for number, payer in payers.items()}
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
    kept = rows_identified(desk, identities(file.rows))
    wanted: list[Wanted] = []
    conflicting, known = [], 0
    seen: dict[str, PaidRow] = {}
    for identity, row in zip(identities(file.rows), file.rows, strict=True):
        old = kept.get(identity)
        first = old or seen.get(identity)
        if first is not None and _content(first) != _content(row):
            conflicting.append(Finding(row, "refused", _conflict_words(row, first)))
        elif identity in seen or (old is not None and not old.is_open):
            known += 1
        else:
            wanted.append(Wanted(identity, old.number if old else None, row))
        seen.setdefault(identity, row)
    return replace(plan_rows(desk, wanted), known=known, conflicting=tuple(conflicting))


def plan_rows(desk: Desk, wanted: Sequence[Wanted], accepted: Collection[str] = ()) -> Plan:
    """Return what rows do now: reversals first, then what is paid, the freed ones included.

    ``accepted`` are rows whose other name, or whose being set aside by the bureau, somebody has
    accepted.
    """
    returns = plan_returns(desk, wanted)
    done = {each.reversal: each for each in returns.done}
    taken = {each.row: each for each in returns.done if each.part == "whole"}
    asked = {each.identity for each in wanted}
    freed = [
        Wanted(each.identity, each.number, each.paid())
        for each in returns.freed
        if each.identity not in asked
    ]
    own = [*freed, *wanted]
    paid = [each for each in own if not each.row.is_reversal and each.identity not in taken]
    findings = find_rows(
        desk,
        [each.row for each in paid],
        [place for place, each in enumerate(paid) if each.identity in accepted],
        returns.entries,
    )
    of = dict(zip((each.identity for each in paid), findings, strict=True))
    extra = {each.identity for each in freed if of[each.identity].state != "posted"}
    found = []
    for identity, row_id, row in own:
        if identity in extra:
            continue
        if identity in done:
            reason = f"已冲回 {done[identity].words}"
            found.append((identity, row_id, Finding(row, "returned", reason)))
        elif identity in taken:
            found.append((identity, row_id, Finding(row, "returned", "税务已退，没有入账")))
        elif row.is_reversal:
            reason = returns.waiting.get(identity, "")
            found.append((identity, row_id, Finding(row, "reversal", reason)))
        else:
            found.append((identity, row_id, of[identity]))
    earlier = [
        (
            each.identity,
            each.number,
            Finding(each.paid(), "returned", f"已冲回 {done[each.identity].words}"),
        )
        for each in returns.reversals
    ]
    return Plan((*earlier, *found), 0, (), returns)


def _refuse_later(desk: Desk, rows: Iterable[PaidRow]) -> None:
    late = next((row for row in rows if row.paid_on > desk.business_date), None)
    if late is not None:
        raise BadInput(
            f"第 {late.row} 行的缴费日期 {late.paid_on} 晚于业务日期 {desk.business_date}，"
            "请核对业务日期"
        )


def _content(row: PaidRow | KeptRow) -> tuple[int, dt.date]:
    """Return what two rows under one voucher have in common; the channel may be worded anew."""
    return row.amount_fen, row.paid_on


def _conflict_words(row: PaidRow, first: PaidRow | KeptRow) -> str:
    return (
        f"票号 {row.voucher} 已用于此人{INSURANCE_TITLES[row.insurance]}的另一笔"
        f"（{channel_words(first.channel, first.channel_text)}，{first.paid_on}，"
        f"{format_yuan(first.amount_fen)} 元），内容不同，"
        "没有导入，请核对"
    )


def _entry_of(row: PaidRow) -> ListEntry:
    return ListEntry(row=row.row, column="", name=row.name, number=row.id_number, fault=row.fault)
