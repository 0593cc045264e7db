"""An entry's lines as they are printed: who, for what, by which clauses, in two queries."""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from models.base.terms import Insurance
from models.base.text import mask_id
from models.counter.receipt.values import (
    PrintedLine,
    ReceiptPlace,
)
from models.levy.notice import InsuranceRules
from models.levy.values import ShareAmount
from models.station.desk import Desk
from models.store.tables.declare import columns_sql
from models.store.tables.ledger import LineShare

HEAD = (
    "(SELECT m.name FROM person m WHERE m.station_id = h.station_id AND m.household_id = h.id "
    "ORDER BY CASE WHEN m.relation IN ('户主', '本人') THEN 0 ELSE 1 END, m.position, m.id LIMIT 1)"
)
"""The head of household ``h``: who is so called, else the first."""


_LINES = f"""
SELECT l.id AS line_id, l.household_id, v.name AS village, h.number, coalesce({HEAD}, '') AS head,
 q.name, l.id_number, l.insurance, l.levy_year, l.category, l.tier_fen, l.standard_fen,
 l.amount_fen, l.reimbursed_fen, l.is_late, l.benefit_from, l.subsidy_fen,
 x.id IS NOT NULL AS is_reversed
FROM payment_line l JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id
JOIN household h ON h.station_id = l.station_id AND h.id = l.household_id
JOIN village v ON v.station_id = l.station_id AND v.id = l.village_id
LEFT JOIN payment_line x ON x.station_id = l.station_id AND x.reverses_line_id = l.id
WHERE l.station_id = ? AND l.payment_id = ? ORDER BY l.id
"""


_SHARES = f"""
SELECT {columns_sql(LineShare, "s")} FROM line_share s
JOIN payment_line l ON l.station_id = s.station_id AND l.id = s.line_id
WHERE l.station_id = ? AND l.payment_id = ? ORDER BY s.id
"""


class EntryLine(NamedTuple):
    """A line of an entry with the person's name and household; amounts in fen."""

    line_id: int
    household_id: int
    village: str
    number: str
    head: str
    name: str
    id_number: str
    insurance: Insurance
    levy_year: int
    category: str
    tier_fen: int | None
    standard_fen: int
    amount_fen: int
    reimbursed_fen: int
    is_late: bool
    benefit_from: dt.date | None
    subsidy_fen: int
    is_reversed: bool


def entry_lines(desk: Desk, of: tuple[int, int]) -> list[EntryLine]:
    """Return the lines of an entry, by station and number, in their order."""
    return desk.store.query(EntryLine, _LINES, of)


def printed_lines(
    desk: Desk, lines: list[EntryLine], of: tuple[int, int], day: dt.date
) -> tuple[PrintedLine, ...]:
    """Return lines as they are printed, with their shares and the clauses as of a day."""
    shares: dict[int, list[ShareAmount]] = defaultdict(list)
    for share in desk.store.query(LineShare, _SHARES, of):
        shares[share.line_id].append(
            ShareAmount(
                funder=share.funder, amount_fen=share.amount_fen, settlement=share.settlement
            )
        )
    return tuple(
        PrintedLine(
            household_id=line.household_id,
            place=ReceiptPlace(line.village, line.number, line.head),
            name=line.name,
            masked_number=mask_id(line.id_number),
            insurance=line.insurance,
            levy_year=line.levy_year,
            category=line.category,
            tier_fen=line.tier_fen,
            standard_fen=line.standard_fen,
            amount_fen=line.amount_fen,
            reimbursed_fen=line.reimbursed_fen,
            shares=tuple(shares[line.line_id]),
            is_late=line.is_late,
            benefit_from=line.benefit_from,
            clauses=clauses_of(
                desk.notice_of(line.insurance, line.levy_year, day).insurances[line.insurance],
                line.category,
                line.tier_fen,
                has_subsidy=bool(line.subsidy_fen),
                is_late=line.is_late,
            ),
            is_reversed=line.is_reversed,
        )
        for line in lines
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
    if is_late:
        found += [each.clause for each in rules.lates]
    if has_subsidy:
        found += [
            rule.clause
            for rule in rules.subsidies
            if rule.category == category and rule.tier_fen in (None, tier_fen)
        ]
    return tuple(dict.fromkeys(found))
