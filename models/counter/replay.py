"""Looking up what a slip or a voucher was entered for: the same paper never charges twice."""

import datetime as dt
from dataclasses import dataclass

from models.ledger.cash_papers import CashPaper
from models.ledger.receipt_numbers import receipt_number
from models.ledger.slip import PosSlip
from models.station.desk import Desk


@dataclass(frozen=True)
class FirstLine:
    """One person on the payment a paper was first entered for."""

    id_number: str
    name: str
    insurance: str
    amount_fen: int


@dataclass(frozen=True)
class FirstEntry:
    """The payment a paper was first entered for.

    ``parts`` are its households with their insurances, ``slips`` the keys of its slips.
    """

    payment_id: int
    kind: str
    receipt: str
    amount_fen: int
    business_date: dt.date
    chose_members: bool
    is_reversed: bool
    parts: frozenset[tuple[int, str]]
    present_household_ids: frozenset[int]
    tiers_fen: dict[str, int]
    lines: tuple[FirstLine, ...]
    slips: dict[tuple[str, str, str, str], tuple[int, str]]


def slip_key(slip: PosSlip) -> tuple[str, str, str, str]:
    """Return what makes a slip unique: terminal, batch, trace and date."""
    return slip.terminal, slip.batch, slip.trace, slip.date.isoformat()


def find_slip(desk: Desk, slip: PosSlip) -> FirstEntry | None:
    """Return the payment a slip stands under, or None for a new slip."""
    found = desk.store.rows(
        "SELECT payment_id FROM slip "
        "WHERE terminal = ? AND batch = ? AND trace = ? AND slip_date = ?",
        slip_key(slip),
    )
    return _entry(desk, found[0][0]) if found else None


def find_voucher(desk: Desk, paper: CashPaper) -> FirstEntry | None:
    """Return the payment a cash voucher stands under, or None for a new one."""
    found = desk.store.rows(
        "SELECT payment_id FROM cash_paper WHERE station_id = ? AND voucher = ?",
        (desk.station_id, paper.voucher),
    )
    return _entry(desk, found[0][0]) if found else None


def _entry(desk: Desk, payment_id: int) -> FirstEntry:
    year, serial, amount_fen, chose_members, kind, day = desk.store.rows(
        "SELECT year, serial, amount_fen, chose_members, kind, business_date FROM payment "
        "WHERE id = ?",
        (payment_id,),
    )[0]
    rows = desk.store.rows(
        "SELECT l.household_id, l.id_number, q.name, l.insurance, l.amount_fen, l.tier_fen, "
        "r.id, q.household_id FROM payment_line l JOIN person q ON q.id = l.person_id "
        "LEFT JOIN payment_line r ON r.reverses_line_id = l.id "
        "WHERE l.payment_id = ? ORDER BY l.id",
        (payment_id,),
    )
    slips = desk.store.rows(
        "SELECT terminal, batch, trace, slip_date, amount_fen, reference FROM slip "
        "WHERE payment_id = ?",
        (payment_id,),
    )
    return FirstEntry(
        payment_id=payment_id,
        kind=kind,
        receipt=receipt_number(year, serial),
        amount_fen=amount_fen,
        business_date=dt.date.fromisoformat(day),
        chose_members=bool(chose_members),
        is_reversed=any(row[6] is not None for row in rows),
        parts=frozenset((row[0], row[3]) for row in rows),
        present_household_ids=frozenset(row[7] for row in rows),
        tiers_fen={row[1]: row[5] for row in rows if row[5] is not None},
        lines=tuple(FirstLine(row[1], row[2], row[3], row[4]) for row in rows),
        slips={row[:4]: row[4:] for row in slips},
    )


def last_slip(desk: Desk) -> PosSlip | None:
    """Return the slip entered last at this station, from which the next one is proposed."""
    rows = desk.store.rows(
        "SELECT terminal, batch, trace, slip_date, merchant FROM slip WHERE station_id = ? "
        "ORDER BY id DESC LIMIT 1",
        (desk.station_id,),
    )
    if not rows:
        return None
    terminal, batch, trace, day, merchant = rows[0]
    return PosSlip(terminal, batch, trace, dt.date.fromisoformat(day), merchant=merchant)


def last_cash_paper(desk: Desk) -> CashPaper | None:
    """Return the papers of the last cash payment at this station, to propose the next."""
    rows = desk.store.rows(
        "SELECT levy_list, voucher FROM cash_paper WHERE station_id = ? ORDER BY id DESC LIMIT 1",
        (desk.station_id,),
    )
    return CashPaper(*rows[0]) if rows else None
