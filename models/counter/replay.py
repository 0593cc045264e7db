"""Looking up what a slip or a voucher was entered for: the same paper never charges twice.

After a correction that is the entry that was posted right.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import NamedTuple

from models.base.terms import Insurance
from models.cash.pos_batches import is_batch_settled
from models.ledger.cash_papers import CashPaper
from models.ledger.corrections import entries_sharing, holder
from models.ledger.receipt_numbers import receipt_number
from models.ledger.slip import PosSlip
from models.station.desk import Desk
from models.store.tables.corrections import Correction
from models.store.tables.declare import columns_sql
from models.store.tables.ledger import CashPaper as CashPaperRow
from models.store.tables.ledger import EntryKind, Payment, Slip
from models.store.tables.station import Station, Township

_LAST_OF_OPERATOR = """
SELECT {columns} FROM operator o
JOIN payment p ON p.station_id = o.station_id AND p.operator_id = o.id AND p.channel = '{channel}'
JOIN {table} s ON s.station_id = p.station_id AND s.payment_id = p.id
WHERE o.station_id = ? AND o.login = ?{more} ORDER BY p.id DESC, s.id DESC LIMIT 1
"""
_LAST_SLIP = _LAST_OF_OPERATOR.format(
    columns=columns_sql(Slip, "s"),
    channel="pos",
    table="slip",
    more=" AND (? = '' OR s.terminal = ?)",
)
_LAST_PAPER = _LAST_OF_OPERATOR.format(
    columns=columns_sql(CashPaperRow, "s"), channel="cash", table="cash_paper", more=""
)


@dataclass(frozen=True)
class FirstLine:
    """One person on the payment a paper was first entered for."""

    id_number: str
    name: str
    insurance: Insurance
    levy_year: int
    amount_fen: int


@dataclass(frozen=True)
class FirstReceipt:
    """One of the entries of the papers: its number, amount, first household, people."""

    receipt: str
    amount_fen: int
    household_id: int
    lines: tuple[FirstLine, ...]


@dataclass(frozen=True)
class FirstEntry:
    """The payment a paper was first entered for.

    ``elsewhere``: the township whose station entered it, empty for this one's. ``parts`` are its
    households with their insurances, ``slips`` the keys of its slips. Of a village's collection
    it is all of it: ``receipts`` has each of its entries, ``receipt`` is the first.
    """

    elsewhere: str
    payment_id: int
    kind: EntryKind
    receipt: str
    amount_fen: int
    receipts: tuple[FirstReceipt, ...]
    business_date: dt.date
    chose_members: bool
    is_reversed: bool
    parts: frozenset[tuple[int, Insurance]]
    present_household_ids: frozenset[int]
    tiers_fen: dict[str, int]
    lines: tuple[FirstLine, ...]
    slips: dict[tuple[str, str, str, str], tuple[int, str]]

    @property
    def receipt_words(self) -> str:
        """The receipt, with its township where it is another station's."""
        many = f" 等 {len(self.receipts)} 张" if len(self.receipts) > 1 else ""
        where = f"{self.elsewhere}的" if self.elsewhere else ""
        return f"{where}收据 {self.receipt}{many}"


def slip_key(slip: PosSlip) -> tuple[str, str, str, str]:
    """Return what makes a slip unique: terminal, batch, trace and date."""
    return slip.terminal, slip.batch, slip.trace, slip.date.isoformat()


def find_slip(desk: Desk, slip: PosSlip) -> FirstEntry | None:
    """Return the payment a slip stands under in the whole county, or None for a new slip."""
    found = desk.store.get(
        Slip, terminal=slip.terminal, batch=slip.batch, trace=slip.trace, slip_date=slip.date
    )
    return _entry(desk, found.station_id, found.payment_id) if found else None


def find_voucher(desk: Desk, paper: CashPaper) -> FirstEntry | None:
    """Return the payment a cash voucher stands under, or None for a new one."""
    found = desk.store.get(CashPaperRow, station_id=desk.station_id, voucher=paper.voucher)
    return _entry(desk, found.station_id, found.payment_id) if found else None


class _Line(NamedTuple):
    payment_id: int
    household_id: int
    id_number: str
    name: str
    insurance: Insurance
    levy_year: int
    amount_fen: int
    tier_fen: int | None
    is_reversed: bool
    present_household_id: int


def _entry(desk: Desk, station_id: int, kept_under: int) -> FirstEntry:
    """Return the payment that carries the papers kept under an entry."""
    store = desk.store
    payment_id = holder(store, station_id, kept_under)
    corrected = store.get(Correction, station_id=station_id, entry_id=payment_id)
    together = entries_sharing(store, station_id, kept_under) or [payment_id]
    payments = {each.id: each for each in store.find(Payment, station_id=station_id, id=together)}
    payment = payments[payment_id]
    lines = store.query(
        _Line,
        "SELECT l.payment_id, l.household_id, l.id_number, q.name, l.insurance, l.levy_year, "
        "l.amount_fen, l.tier_fen, r.id IS NOT NULL AS is_reversed, "
        "q.household_id AS present_household_id "
        "FROM payment_line l "
        "JOIN person q ON q.station_id = l.station_id AND q.id = l.person_id "
        "LEFT JOIN payment_line r ON r.station_id = l.station_id AND r.reverses_line_id = l.id "
        f"WHERE l.station_id = ? AND l.payment_id IN ({', '.join('?' * len(together))}) "
        "ORDER BY l.payment_id, l.id",
        (station_id, *together),
    )
    slips = store.find(Slip, station_id=station_id, payment_id=kept_under)
    paper_fen = corrected.paper_fen if corrected else None
    return FirstEntry(
        elsewhere="" if station_id == desk.station_id else _township(desk, station_id),
        payment_id=payment_id,
        kind=payment.kind,
        receipt=receipt_number(payment.year, payment.serial),
        amount_fen=sum(each.amount_fen for each in payments.values()),
        receipts=tuple(
            FirstReceipt(
                receipt_number(each.year, each.serial),
                each.amount_fen,
                next(line.household_id for line in lines if line.payment_id == each.id),
                tuple(_first_line(line) for line in lines if line.payment_id == each.id),
            )
            for each in sorted(payments.values(), key=lambda each: each.id)
        ),
        business_date=payment.business_date,
        chose_members=payment.chose_members,
        is_reversed=any(line.is_reversed for line in lines),
        parts=frozenset((line.household_id, line.insurance) for line in lines),
        present_household_ids=frozenset(line.present_household_id for line in lines),
        tiers_fen={line.id_number: line.tier_fen for line in lines if line.tier_fen is not None},
        lines=tuple(map(_first_line, lines)),
        slips={
            (slip.terminal, slip.batch, slip.trace, slip.slip_date.isoformat()): (
                slip.amount_fen if paper_fen is None else paper_fen,
                slip.reference,
            )
            for slip in slips
        },
    )


def _first_line(line: _Line) -> FirstLine:
    return FirstLine(line.id_number, line.name, line.insurance, line.levy_year, line.amount_fen)


def _township(desk: Desk, station_id: int) -> str:
    station = desk.store.get(Station, id=station_id)
    township = station and desk.store.get(Township, id=station.township_id)
    return township.name if township else ""


def last_slip(desk: Desk, terminal: str = "") -> PosSlip | None:
    """Return the slip this operator entered last, from which the next one is proposed.

    ``terminal``: the last one of a terminal. Of a batch that was settled since only the terminal
    is known: the next batch and trace are empty.
    """
    asked = (desk.station_id, desk.operator, terminal, terminal)
    last = desk.store.first(Slip, _LAST_SLIP, asked)
    if last is None:
        return None
    slip = PosSlip(last.terminal, last.batch, last.trace, last.slip_date, merchant=last.merchant)
    if is_batch_settled(desk, slip.terminal, slip.batch, slip.date):
        return replace(slip, batch="", trace="")
    return slip


def last_cash_paper(desk: Desk) -> CashPaper | None:
    """Return the papers of this operator's last cash payment, to propose the next."""
    last = desk.store.first(CashPaperRow, _LAST_PAPER, (desk.station_id, desk.operator))
    return CashPaper(last.levy_list, last.voucher) if last else None
