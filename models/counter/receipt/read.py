"""Reading a receipt from the ledger, in a constant number of queries."""

import datetime as dt
from collections import defaultdict
from typing import Any

from models.base.errors import BadInput
from models.base.text import mask_id
from models.counter.receipt.code import check_code
from models.counter.receipt.values import (
    LaterEntry,
    Print,
    PrintedLine,
    PrintedReceipt,
    ReceiptPlace,
)
from models.ledger.cash_papers import CashPaper
from models.ledger.receipt_numbers import parse_receipt_number, receipt_number
from models.ledger.slip import PosSlip
from models.levy.notice import InsuranceRules
from models.levy.values import ShareAmount
from models.station.desk import Desk

HEAD = (
    "(SELECT m.name FROM person m WHERE m.household_id = h.id ORDER BY "
    "CASE WHEN m.relation IN ('户主', '本人') THEN 0 ELSE 1 END, m.position, m.id LIMIT 1)"
)
"""The head of household ``h``: who is so called, else the first."""

_PAYMENT = """
SELECT p.id, p.kind, p.channel, p.business_date, p.amount_fen, p.recorded_at, o.login,
 r.paid_on, r.voucher, q.year, q.serial
FROM payment p JOIN operator o ON o.id = p.operator_id
LEFT JOIN payment q ON q.id = p.reverses_id LEFT JOIN paid_decision d ON d.payment_id = p.id
LEFT JOIN paid_row r ON r.payment_id = p.id OR r.id = d.row_id
WHERE p.station_id = ? AND p.year = ? AND p.serial = ?
"""
_LINES = f"""
SELECT l.id, v.name, h.number, coalesce({HEAD}, ''), q.name, l.id_number, l.insurance,
 l.levy_year, l.category, l.tier_fen, l.standard_fen, l.amount_fen, l.reimbursed_fen, l.is_late,
 l.benefit_from, l.subsidy_fen, x.id
FROM payment_line l JOIN person q ON q.id = l.person_id JOIN household h ON h.id = l.household_id
JOIN village v ON v.id = l.village_id LEFT JOIN payment_line x ON x.reverses_line_id = l.id
WHERE l.payment_id = ? ORDER BY l.id
"""
_SHARES = """
SELECT s.line_id, s.funder, s.settlement, s.amount_fen FROM line_share s
JOIN payment_line l ON l.id = s.line_id WHERE l.payment_id = ? ORDER BY s.id
"""
_LATER = """
SELECT y.kind, y.year, y.serial, y.business_date, y.reason, sum(m.amount_fen), count(*)
FROM payment_line m JOIN payment y ON y.id = m.payment_id
WHERE y.reverses_id = ? OR m.adjusts_line_id IN (SELECT id FROM payment_line WHERE payment_id = ?)
GROUP BY y.id, y.kind, y.year, y.serial, y.business_date, y.reason ORDER BY y.id
"""
_SLIPS = """
SELECT terminal, batch, trace, slip_date, reference, amount_fen, merchant, authorisation,
 card_tail, slip_time FROM slip WHERE payment_id = ? ORDER BY id
"""
_PRINTS = """
SELECT t.copy, t.recorded_at, o.login, t.reason FROM receipt_print t
JOIN operator o ON o.id = t.operator_id WHERE t.payment_id = ? ORDER BY t.copy
"""


def receipt_of(desk: Desk, number: str) -> PrintedReceipt:
    """Return a payment's receipt, or that of a difference collected, as it stands now.

    Raises BadInput for a number that is none, or that of a void or refund, which has no
    receipt of its own.
    """
    year, serial = parse_receipt_number(number)
    found = desk.store.rows(_PAYMENT, (desk.station_id, year, serial))
    if not found:
        raise BadInput(f"没有收据 {number.strip()}，请核对收据号")
    payment_id, kind, channel, day, amount_fen, recorded_at, login, paid_on, voucher, *of = found[0]
    if kind not in ("payment", "collect"):
        reversed_number = f"，请打印原收据 {receipt_number(*of)}" if of[0] else ""
        raise BadInput(f"{number.strip()} 是撤销或退还的记录，没有收据{reversed_number}")
    number, business_date = receipt_number(year, serial), dt.date.fromisoformat(day)
    rows = desk.store.rows(_LINES, (payment_id,))
    reckoned_on = dt.date.fromisoformat(paid_on) if paid_on else business_date
    papers = desk.store.rows(
        "SELECT levy_list, voucher FROM cash_paper WHERE payment_id = ?", (payment_id,)
    )
    return PrintedReceipt(
        station=desk.township,
        payment_id=payment_id,
        number=number,
        kind=kind,
        business_date=business_date,
        lines=_lines(desk, payment_id, rows, reckoned_on),
        amount_fen=int(amount_fen),
        channel=channel,
        slips=_slips(desk, payment_id),
        cash=CashPaper(*papers[0]) if papers else None,
        paid_on=reckoned_on if paid_on else None,
        voucher=voucher or "",
        operator=login,
        recorded_at=recorded_at,
        later=_later(desk, payment_id),
        code=check_code(desk, _figures(number, (kind, channel, day, amount_fen), rows)),
        prints=tuple(Print(*row) for row in desk.store.rows(_PRINTS, (payment_id,))),
    )


def _figures(
    number: str, head: tuple[object, ...], rows: list[tuple[Any, ...]]
) -> tuple[object, ...]:
    """Return what the check code covers: who, for what, how much, when and how."""
    lines = (value for row in rows for value in (*row[5:8], *row[10:13]))
    return number, *head, *lines


def _lines(
    desk: Desk, payment_id: int, rows: list[tuple[Any, ...]], day: dt.date
) -> tuple[PrintedLine, ...]:
    shares: dict[int, list[ShareAmount]] = defaultdict(list)
    for line_id, funder, settlement, amount_fen in desk.store.rows(_SHARES, (payment_id,)):
        shares[line_id].append(
            ShareAmount(funder=funder, amount_fen=int(amount_fen), settlement=settlement)
        )
    rules = desk.notice_on(day).insurances
    return tuple(
        PrintedLine(
            place=ReceiptPlace(*row[1:4]),
            name=row[4],
            masked_number=mask_id(row[5]),
            insurance=row[6],
            levy_year=row[7],
            category=row[8],
            tier_fen=row[9],
            standard_fen=row[10],
            amount_fen=row[11],
            reimbursed_fen=row[12],
            shares=tuple(shares[row[0]]),
            is_late=bool(row[13]),
            benefit_from=dt.date.fromisoformat(row[14]),
            clauses=clauses_of(
                rules[row[6]], row[8], row[9], has_subsidy=bool(row[15]), is_late=bool(row[13])
            ),
            is_reversed=row[16] is not None,
        )
        for row in rows
    )


def clauses_of(
    rules: InsuranceRules,
    category: str,
    tier_fen: int | None,
    *,
    has_subsidy: bool,
    is_late: bool,
) -> tuple[str, ...]:
    """Return the clauses a line rests on: the amount's, that of late payment, the subsidy's."""
    amount = rules.tiers or rules.standard
    found = [amount.clause if amount else rules.clause]
    if is_late and rules.late is not None:
        found.append(rules.late.clause)
    if has_subsidy:
        found += [
            rule.clause
            for rule in rules.subsidies
            if rule.category == category and rule.tier_fen in (None, tier_fen)
        ]
    return tuple(dict.fromkeys(found))


def _slips(desk: Desk, payment_id: int) -> tuple[PosSlip, ...]:
    return tuple(
        PosSlip(
            terminal=row[0],
            batch=row[1],
            trace=row[2],
            date=dt.date.fromisoformat(row[3]),
            reference=row[4],
            amount_fen=int(row[5]),
            merchant=row[6],
            authorisation=row[7],
            card_tail=row[8],
            time=row[9],
        )
        for row in desk.store.rows(_SLIPS, (payment_id,))
    )


def _later(desk: Desk, payment_id: int) -> tuple[LaterEntry, ...]:
    return tuple(
        LaterEntry(
            kind=kind,
            number=receipt_number(year, serial),
            business_date=dt.date.fromisoformat(day),
            amount_fen=int(amount_fen),
            people=people,
            reason=reason,
        )
        for kind, year, serial, day, reason, amount_fen, people in desk.store.rows(
            _LATER, (payment_id, payment_id)
        )
    )
