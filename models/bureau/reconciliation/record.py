"""Reconciling in the store: what is cleared, found and decided."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from models.base import clock
from models.bureau.reconciliation.terms import Decision, ExceptionKind
from models.bureau.reconciliation.values import EntryKey, Finding, Pair
from models.ledger.accounts import PENDING_REMITTANCE, POS_CLEARING
from models.ledger.journal import journal_rows, net_lines
from models.station.desk import Desk
from models.store.tables import bureau as tables
from models.store.tables.ledger import Journal

_EXCEPTIONS = (
    "SELECT e.id AS number, e.kind, e.line_id, e.payment_id, e.slip_id, e.subject, e.found_on, "
    "d.decision, d.reason, d.business_date AS decided_on, o.login AS operator "
    "FROM statement_exception e "
    "LEFT JOIN statement_decision d ON d.station_id = e.station_id AND d.exception_id = e.id "
    "LEFT JOIN operator o ON o.station_id = d.station_id AND o.id = d.operator_id "
    "WHERE e.station_id = ? ORDER BY e.id"
)


@dataclass(frozen=True)
class Decided:
    """What a person decided about an exception, why, on which business date, and who."""

    decision: Decision
    reason: str
    decided_on: dt.date
    operator: str


class KnownException(NamedTuple):
    """An exception as it was found and numbered, and what a person decided, if so."""

    number: int
    kind: ExceptionKind
    line_id: int | None
    payment_id: int | None
    slip_id: int | None
    subject: str
    found_on: dt.date
    decision: Decision | None
    reason: str | None
    decided_on: dt.date | None
    operator: str | None

    @property
    def entry_key(self) -> EntryKey | None:
        """The entry it is about, if there is one."""
        if self.payment_id is None or self.slip_id is None:
            return None
        return self.payment_id, self.slip_id

    @property
    def decided(self) -> Decided | None:
        """What was decided; None while nobody has."""
        if self.decision is None or self.decided_on is None:
            return None
        return Decided(self.decision, self.reason or "", self.decided_on, self.operator or "")


def read_cleared(desk: Desk) -> Mapping[int, EntryKey]:
    """Return what each cleared line was cleared with."""
    cleared = desk.store.find(tables.StatementClearing, station_id=desk.station_id)
    return {each.line_id: (each.payment_id, each.slip_id) for each in cleared}


def is_cleared(desk: Desk, pair: Pair) -> bool:
    """Say whether a line or an entry was cleared before: each is cleared once."""
    cleared = read_cleared(desk)
    return pair.line.line_id in cleared or pair.entry.entry_key in cleared.values()


def clear_pairs(desk: Desk, pairs: Iterable[Pair]) -> int:
    """Clear pairs in the books, and return how many; only inside ``writing``.

    The whole amount moves from what the POS owes to the pending-remittance account: the
    fee is no part of what the fund is due. Of a void or refund it moves back.
    """
    operator_id, now, today = desk.operator_id(), clock.timestamp(), desk.business_date
    clearings: list[tables.StatementClearing] = []
    journal: list[Journal] = []
    for pair in pairs:
        line_id = pair.line.line_id
        clearings.append(
            tables.StatementClearing(
                station_id=desk.station_id,
                line_id=line_id,
                payment_id=pair.entry.payment_id,
                slip_id=pair.entry.slip_id,
                business_date=today,
                operator_id=operator_id,
                recorded_at=now,
            )
        )
        moved = net_lines({(PENDING_REMITTANCE, POS_CLEARING): pair.line.amount_fen})
        journal += journal_rows(desk.station_id, "clearing", line_id, today, moved)
    desk.store.add_all(clearings)
    desk.store.add_all(journal)
    return len(clearings)


def read_exceptions(desk: Desk) -> list[KnownException]:
    """Return every exception that was ever found, in the order of their numbers."""
    return desk.store.query(KnownException, _EXCEPTIONS, (desk.station_id,))


def number_findings(desk: Desk, findings: Iterable[Finding]) -> None:
    """Number exceptions found for the first time; only inside ``writing``."""
    operator_id, now = desk.operator_id(), clock.timestamp()
    desk.store.add_all(
        tables.StatementException(
            station_id=desk.station_id,
            kind=each.kind,
            line_id=each.line.line_id if each.line else None,
            payment_id=each.entry.payment_id if each.entry else None,
            slip_id=each.entry.slip_id if each.entry else None,
            subject=each.subject,
            found_on=desk.business_date,
            operator_id=operator_id,
            recorded_at=now,
        )
        for each in findings
    )
