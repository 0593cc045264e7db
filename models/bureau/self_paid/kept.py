"""Rows of paid data on record: what each was found to be, and what has become of it since."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.base.errors import BadInput
from models.base.identity import valid_number
from models.base.terms import Insurance
from models.bureau.self_paid.read import in_batches, marks_for
from models.bureau.self_paid.values import REVERSAL, PaidRow, PaidState
from models.station.desk import Desk
from models.store.tables.self_paid import SelfPaidKind

_ROWS = """
SELECT r.id AS number, r.identity, f.name AS file, r.state AS found, r.row, r.name, r.id_number,
 r.insurance, r.levy_year, r.amount_fen, r.tier_fen, r.channel,
 coalesce(r.channel_text, '') AS channel_text, r.paid_on, r.voucher, r.kind,
 coalesce(r.original, '') AS original, coalesce(r.payment_id, d.payment_id) AS entry_id,
 t.due_fen AS taken_fen, d.id IS NOT NULL AS is_decided,
 w.id IS NOT NULL OR b.id IS NOT NULL AS is_back, s.id IS NOT NULL AS is_surplus_back,
 s.reversal_id IS NOT NULL AS is_surplus_reversed
FROM self_paid_row r
JOIN self_paid_file f ON f.station_id = r.station_id AND f.id = r.file_id
LEFT JOIN self_paid_decision d ON d.station_id = r.station_id AND d.row_id = r.id
LEFT JOIN self_paid_taking t ON t.station_id = r.station_id AND t.row_id = r.id
LEFT JOIN self_paid_return w ON w.station_id = r.station_id AND w.row_id = r.id
 AND w.part = 'whole'
LEFT JOIN self_paid_return s ON s.station_id = r.station_id AND s.row_id = r.id
 AND s.part = 'surplus'
LEFT JOIN self_paid_return b ON b.station_id = r.station_id AND b.reversal_id = r.id
WHERE r.station_id = ? AND {which} ORDER BY r.id
"""
_OPEN = (
    "r.payment_id IS NULL AND d.id IS NULL AND w.id IS NULL AND b.id IS NULL "
    "OR t.id IS NOT NULL AND w.id IS NULL AND s.id IS NULL"
)
_STANDING = """
SELECT l.payment_id, y.business_date, coalesce((SELECT sum(a.amount_fen) FROM payment_line a
 WHERE a.station_id = l.station_id AND a.adjusts_line_id = l.id), 0) AS settled_fen
FROM payment_line l JOIN payment y ON y.station_id = l.station_id AND y.id = l.payment_id
JOIN in_force i ON i.station_id = l.station_id AND i.line_id = l.id
WHERE l.station_id = ? AND l.payment_id IN ({marks})
"""
_COLLECTED = """
SELECT c.row_id, sum(y.amount_fen) AS amount_fen FROM self_paid_rest c
JOIN payment y ON y.station_id = c.station_id
 AND (y.id = c.payment_id OR y.reverses_id = c.payment_id)
WHERE c.station_id = ? AND c.row_id IN ({marks}) GROUP BY c.row_id
"""


class KeptRow(NamedTuple):
    """A row on record.

    ``entry_id`` is the entry it made, ``taken_fen`` what was due of a row that was taken although
    it is another amount. ``is_decided``: posted later, or closed by word. ``is_back``: taken back
    by a reversal, or a reversal that has taken one back. ``is_surplus_back``: the surplus has been
    returned, by a reversal where ``is_surplus_reversed``.
    """

    number: int
    identity: str
    file: str
    found: PaidState
    row: int
    name: str
    id_number: str
    insurance: Insurance
    levy_year: int
    amount_fen: int
    tier_fen: int | None
    channel: str
    channel_text: str
    paid_on: dt.date
    voucher: str
    kind: SelfPaidKind | None
    original: str
    entry_id: int | None
    taken_fen: int | None
    is_decided: bool
    is_back: bool
    is_surplus_back: bool
    is_surplus_reversed: bool

    @property
    def is_reversal(self) -> bool:
        """Whether money went back."""
        return self.kind == REVERSAL

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be entered, taken back or closed."""
        return self.entry_id is None and not self.is_decided and not self.is_back

    @property
    def surplus_fen(self) -> int:
        """What was taken above what was due and has not been returned."""
        if self.taken_fen is None or self.is_back or self.is_surplus_back:
            return 0
        return max(0, self.amount_fen - self.taken_fen)

    @property
    def left_fen(self) -> int:
        """What of the row the bureau still has."""
        if self.is_surplus_back and self.taken_fen is not None:
            return self.taken_fen
        return self.amount_fen

    def paid(self) -> PaidRow:
        """Return the row as it stood in its file."""
        return PaidRow(
            row=self.row,
            name=self.name,
            id_number=self.id_number,
            insurance=self.insurance,
            levy_year=self.levy_year,
            amount_fen=self.amount_fen,
            channel=self.channel,
            paid_on=self.paid_on,
            voucher=self.voucher,
            tier_fen=self.tier_fen,
            fault=number_fault(self.id_number),
            kind=self.kind,
            channel_text=self.channel_text,
            original=self.original,
        )


class Standing(NamedTuple):
    """An entry in force that a row has made: its day, and what was settled on it since, in fen."""

    payment_id: int
    business_date: dt.date
    settled_fen: int


class _Collected(NamedTuple):
    row_id: int
    amount_fen: int


def waiting_rows(desk: Desk) -> list[KeptRow]:
    """Return every row that is open, or of which something is to be returned or collected."""
    return _read(desk, f"({_OPEN})")


def row_numbered(desk: Desk, number: int) -> KeptRow:
    """Return a row on record; raises BadInput for an unknown number."""
    found = _read(desk, "r.id = ?", number)
    if not found:
        raise BadInput(f"没有第 {number} 号例外，请看「自行缴费数据的例外」")
    return found[0]


def rows_identified(desk: Desk, identities: Iterable[str]) -> dict[str, KeptRow]:
    """Return the rows on record among some, by what identifies them."""
    found = _several(desk, "r.identity", sorted(set(identities)))
    return {each.identity: each for each in found}


def rows_of_numbers(desk: Desk, numbers: Iterable[str]) -> list[KeptRow]:
    """Return the rows on record under some identity numbers, whatever became of them."""
    return _several(desk, "r.id_number", sorted(set(numbers)))


def open_reversals(desk: Desk) -> list[KeptRow]:
    """Return the reversals that have taken nothing back so far."""
    return _read(desk, f"r.kind = '{REVERSAL}' AND d.id IS NULL AND b.id IS NULL")


def done_reversals(desk: Desk) -> list[KeptRow]:
    """Return the reversals that have taken something back."""
    return _read(desk, "b.id IS NOT NULL")


def standing_entries(desk: Desk, payment_ids: Iterable[int]) -> dict[int, Standing]:
    """Return which entries of rows are in force; each has one person."""
    found: dict[int, Standing] = {}
    for some in in_batches(sorted(set(payment_ids))):
        sql = _STANDING.format(marks=marks_for(some))
        rows = desk.store.query(Standing, sql, (desk.station_id, *some))
        found |= {each.payment_id: each for each in rows}
    return found


def rests(desk: Desk, rows: Sequence[KeptRow]) -> dict[int, int]:
    """Return by number what is still to be collected of rows that were too little, in fen."""
    short = {
        each.number: each
        for each in rows
        if each.taken_fen is not None and each.taken_fen > each.amount_fen and not each.is_back
    }
    standing = standing_entries(desk, (each.entry_id for each in short.values() if each.entry_id))
    collected: dict[int, int] = {}
    for some in in_batches(sorted(short)):
        sql = _COLLECTED.format(marks=marks_for(some))
        found = desk.store.query(_Collected, sql, (desk.station_id, *some))
        collected |= {each.row_id: each.amount_fen for each in found}
    return {
        number: rest_fen
        for number, each in short.items()
        if each.entry_id in standing
        and (rest_fen := (each.taken_fen or 0) - each.amount_fen - collected.get(number, 0)) > 0
    }


def number_fault(id_number: str) -> str:
    """Return why a number on record is no valid one; empty if it is."""
    if not id_number:
        return "文件里没有证件号码"
    try:
        valid_number(id_number)
    except BadInput as error:
        return error.message
    return ""


def _several(desk: Desk, column: str, values: Sequence[str]) -> list[KeptRow]:
    return [
        each
        for some in in_batches(values)
        for each in _read(desk, f"{column} IN ({marks_for(some)})", *some)
    ]


def _read(desk: Desk, which: str, *values: int | str) -> list[KeptRow]:
    return desk.store.query(KeptRow, _ROWS.format(which=which), (desk.station_id, *values))
