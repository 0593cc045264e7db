"""Taking the register: every number of a span of days, in order, and the numbers missing."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from models.base.clock import local_time
from models.base.errors import BadInput
from models.base.terms import INSURANCE_TITLES, Insurance
from models.counter.receipt.lines import HEAD
from models.counter.receipt.read import WAS_NOT_LOST
from models.counter.receipt.values import STATE_TITLES
from models.ledger.corrections import is_taken_back_by
from models.ledger.entry import CHANNEL_TITLES
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk
from models.store.tables.ledger import EntryKind

_ENTRIES = f"""
SELECT p.id AS payment_id, p.kind, {is_taken_back_by("p.id")} AS is_correction, p.year,
 p.serial, p.business_date, p.recorded_at, p.amount_fen, p.channel,
 o.login AS operator, q.year AS of_year, q.serial AS of_serial, (SELECT count(*)
 FROM receipt_print t WHERE t.station_id = p.station_id AND t.payment_id = p.id) + (SELECT count(*)
 FROM registration_print t WHERE t.station_id = p.station_id AND t.payment_id = p.id
 AND {WAS_NOT_LOST}) AS prints
FROM payment p JOIN operator o ON o.station_id = p.station_id AND o.id = p.operator_id
LEFT JOIN payment q ON q.station_id = p.station_id AND q.id = p.reverses_id
WHERE p.station_id = ? AND p.business_date >= ? AND p.business_date <= ?
ORDER BY p.year, p.serial
"""
_LINES = f"""
SELECT l.payment_id, v.name AS village, h.number, coalesce({HEAD}, '') AS head, l.insurance,
 l.person_id, x.id IS NOT NULL AS is_reversed
FROM payment_line l JOIN payment p ON p.station_id = l.station_id AND p.id = l.payment_id
JOIN household h ON h.station_id = l.station_id AND h.id = l.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
LEFT JOIN payment_line x ON x.station_id = l.station_id AND x.reverses_line_id = l.id
WHERE p.station_id = ? AND p.business_date >= ? AND p.business_date <= ? ORDER BY l.id
"""
_REVERSALS = f"""
SELECT p.id AS payment_id, y.kind, y.year, y.serial, {is_taken_back_by("y.id")} AS is_correction
FROM payment y
JOIN payment p ON p.station_id = y.station_id AND p.id = y.reverses_id
WHERE p.station_id = ? AND p.business_date >= ? AND p.business_date <= ? ORDER BY y.id
"""
_NUMBERS = "SELECT year, serial FROM payment WHERE station_id = ? AND year >= ? AND year <= ?"
_KIND_WORDS = {"void": "撤销", "refund": "退费", "return": "退还差额"}


class _Entry(NamedTuple):
    payment_id: int
    kind: EntryKind
    is_correction: bool
    year: int
    serial: int
    business_date: dt.date
    recorded_at: str
    amount_fen: int
    channel: str
    operator: str
    of_year: int | None
    of_serial: int | None
    prints: int


class _Line(NamedTuple):
    payment_id: int
    village: str
    number: str
    head: str
    insurance: Insurance
    person_id: int
    is_reversed: bool


class _Reversal(NamedTuple):
    payment_id: int
    kind: EntryKind
    year: int
    serial: int
    is_correction: bool


class _Number(NamedTuple):
    year: int
    serial: int


@dataclass(frozen=True)
class RegisterRow:
    """One number of the register; ``people`` counts each person once, ``prints`` papers.

    ``state`` is in words; of a void or refund it names what it takes back. ``reversed_by``
    are the numbers of the entries that took this one back. ``recorded_at`` is when it was
    entered, as a clerk reads it. ``household`` tells how many there are, its village and number
    are those of the first.
    """

    number: str
    business_date: dt.date
    kind: EntryKind
    village: str
    household_number: str
    household: str
    head: str
    insurances: str
    people: int
    amount_fen: int
    channel: str
    operator: str
    state: str
    reversed_by: tuple[str, ...]
    prints: int
    recorded_at: str


@dataclass(frozen=True)
class RegisterSum:
    """So many numbers, so much money in fen."""

    numbers: int
    amount_fen: int


@dataclass(frozen=True)
class ReceiptRegister:
    """The register of a station from one day to another, both included.

    ``missing`` are numbers the sequences of its years lack: there must be none.
    """

    station: str
    first: dt.date
    last: dt.date
    rows: tuple[RegisterRow, ...]
    missing: tuple[str, ...]

    @property
    def receipts(self) -> RegisterSum:
        """What was taken: payments and differences collected."""
        return _sum(row for row in self.rows if row.kind in ("payment", "collect"))

    @property
    def taken_back(self) -> RegisterSum:
        """What went back: voids, refunds and differences returned; the amount is negative."""
        return _sum(row for row in self.rows if row.kind not in ("payment", "collect"))

    @property
    def voided(self) -> int:
        """How many of the receipts no longer count at all."""
        gone = [STATE_TITLES[each] for each in ("voided", "refunded", "corrected")]
        return sum(row.state in gone for row in self.rows)

    @property
    def net_fen(self) -> int:
        """What stays."""
        return self.receipts.amount_fen + self.taken_back.amount_fen


def gather_register(
    desk: Desk, first: dt.date | None = None, last: dt.date | None = None
) -> ReceiptRegister:
    """Return the register of a span of business dates; the business date's year by default.

    Four queries, whatever the span. Raises BadInput for a span that ends before it begins.
    """
    last = last or desk.business_date
    first = first or last.replace(month=1, day=1)
    if last < first:
        raise BadInput(f"截止日期 {last} 早于开始日期 {first}，请核对「从哪天起」和「到哪天止」")
    return ReceiptRegister(
        station=desk.township,
        first=first,
        last=last,
        rows=register_rows(desk, first, last),
        missing=_missing(desk, first.year, last.year),
    )


def register_rows(desk: Desk, first: dt.date, last: dt.date) -> tuple[RegisterRow, ...]:
    """Return every number of a span of business dates, in their order. Three queries."""
    span = (desk.station_id, first.isoformat(), last.isoformat())
    lines: dict[int, list[_Line]] = defaultdict(list)
    for line in desk.store.query(_Line, _LINES, span):
        lines[line.payment_id].append(line)
    reversals: dict[int, list[_Reversal]] = defaultdict(list)
    for reversal in desk.store.query(_Reversal, _REVERSALS, span):
        reversals[reversal.payment_id].append(reversal)
    return tuple(
        _row(each, lines[each.payment_id], reversals[each.payment_id])
        for each in desk.store.query(_Entry, _ENTRIES, span)
    )


def _row(entry: _Entry, lines: list[_Line], reversals: list[_Reversal]) -> RegisterRow:
    places = dict.fromkeys((line.village, line.number, line.head) for line in lines)
    several = f" 等 {len(places)} 户" if len(places) > 1 else ""
    village, number, head = next(iter(places), ("", "", ""))
    return RegisterRow(
        number=receipt_number(entry.year, entry.serial),
        business_date=entry.business_date,
        kind=entry.kind,
        village=village,
        household_number=number,
        household=f"{village} {number}{several}",
        head=head,
        insurances="、".join(
            dict.fromkeys(
                INSURANCE_TITLES[line.insurance].removeprefix("城乡居民") for line in lines
            )
        ),
        people=len({line.person_id for line in lines}),
        amount_fen=entry.amount_fen,
        channel=CHANNEL_TITLES[entry.channel],
        operator=entry.operator,
        state=_state(entry, lines, reversals),
        reversed_by=tuple(receipt_number(each.year, each.serial) for each in reversals),
        prints=entry.prints,
        recorded_at=local_time(entry.recorded_at),
    )


def _state(entry: _Entry, lines: list[_Line], reversals: list[_Reversal]) -> str:
    if entry.kind in _KIND_WORDS:
        of = ""
        if entry.of_year is not None and entry.of_serial is not None:
            of = receipt_number(entry.of_year, entry.of_serial)
        return f"{'更正冲回' if entry.is_correction else _KIND_WORDS[entry.kind]} {of}".strip()
    if not reversals:
        return STATE_TITLES["valid"]
    if any(each.is_correction for each in reversals):
        return STATE_TITLES["corrected"]
    if any(each.kind == "void" for each in reversals):
        return STATE_TITLES["voided"]
    is_whole = all(line.is_reversed for line in lines)
    return STATE_TITLES["refunded" if is_whole else "partly_refunded"]


def _missing(desk: Desk, first_year: int, last_year: int) -> tuple[str, ...]:
    """Return the numbers below the last one of each year that no entry has."""
    found: dict[int, set[int]] = defaultdict(set)
    for each in desk.store.query(_Number, _NUMBERS, (desk.station_id, first_year, last_year)):
        found[each.year].add(each.serial)
    return tuple(
        receipt_number(year, serial)
        for year, serials in sorted(found.items())
        for serial in sorted(set(range(1, max(serials) + 1)) - serials)
    )


def _sum(rows: Iterable[RegisterRow]) -> RegisterSum:
    amounts = [row.amount_fen for row in rows]
    return RegisterSum(len(amounts), sum(amounts))
