"""Looking up what a slip was entered for, so that the same slip is never charged twice."""

import datetime as dt
from dataclasses import dataclass

from models.desk import Desk
from models.till.number import receipt_number
from models.till.slip import PosSlip


@dataclass(frozen=True)
class FirstLine:
    """One person on the payment a slip was first entered for."""

    id_number: str
    name: str
    insurance: str
    amount_fen: int


@dataclass(frozen=True)
class FirstEntry:
    """The payment a slip was first entered for."""

    kind: str
    receipt: str
    amount_fen: int
    reference: str
    chose_members: bool
    is_reversed: bool
    household_ids: frozenset[int]
    present_household_ids: frozenset[int]
    insurances: frozenset[str]
    tiers_fen: dict[str, int]
    lines: tuple[FirstLine, ...]


def find_replay(desk: Desk, slip: PosSlip) -> FirstEntry | None:
    """Return the payment a slip stands under, or None for a new slip."""
    heads = desk.store.rows(
        "SELECT p.id, p.year, p.serial, p.amount_fen, p.chose_members, s.reference, "
        "p.kind "
        "FROM slip s JOIN payment p ON p.id = s.payment_id "
        "WHERE s.terminal = ? AND s.batch = ? AND s.trace = ? AND s.slip_date = ?",
        (slip.terminal, slip.batch, slip.trace, slip.date.isoformat()),
    )
    if not heads:
        return None
    payment_id, year, serial, amount_fen, chose_members, reference, kind = heads[0]
    rows = desk.store.rows(
        "SELECT l.household_id, l.id_number, q.name, l.insurance, l.amount_fen, l.tier_fen, "
        "r.id, q.household_id FROM payment_line l JOIN person q ON q.id = l.person_id "
        "LEFT JOIN payment_line r ON r.reverses_line_id = l.id "
        "WHERE l.payment_id = ? ORDER BY l.id",
        (payment_id,),
    )
    return FirstEntry(
        kind=kind,
        receipt=receipt_number(year, serial),
        amount_fen=amount_fen,
        reference=reference,
        chose_members=bool(chose_members),
        is_reversed=any(row[6] is not None for row in rows),
        household_ids=frozenset(row[0] for row in rows),
        present_household_ids=frozenset(row[7] for row in rows),
        insurances=frozenset(row[3] for row in rows),
        tiers_fen={row[1]: row[5] for row in rows if row[5] is not None},
        lines=tuple(FirstLine(row[1], row[2], row[3], row[4]) for row in rows),
    )


def last_slip(desk: Desk) -> PosSlip | None:
    """Return the slip entered last at this station, from which the next one is proposed."""
    rows = desk.store.rows(
        "SELECT terminal, batch, trace, slip_date FROM slip WHERE station_id = ? "
        "ORDER BY id DESC LIMIT 1",
        (desk.station_id,),
    )
    if not rows:
        return None
    terminal, batch, trace, day = rows[0]
    return PosSlip(terminal, batch, trace, dt.date.fromisoformat(day))
