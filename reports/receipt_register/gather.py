"""Taking the register: every number of a span of days, in order, and the numbers missing."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from models.base.errors import BadInput
from models.base.terms import INSURANCE_TITLES
from models.counter.receipt.read import HEAD
from models.counter.receipt.values import STATE_TITLES
from models.ledger.entry import CHANNEL_TITLES
from models.ledger.receipt_numbers import receipt_number
from models.station.desk import Desk

_ENTRIES = """
SELECT p.id, p.kind, p.year, p.serial, p.business_date, p.amount_fen, p.channel, o.login,
 q.year, q.serial, (SELECT count(*) FROM receipt_print t WHERE t.payment_id = p.id)
FROM payment p JOIN operator o ON o.id = p.operator_id
LEFT JOIN payment q ON q.id = p.reverses_id
WHERE p.station_id = ? AND p.business_date >= ? AND p.business_date <= ?
ORDER BY p.year, p.serial
"""
_LINES = f"""
SELECT l.payment_id, v.name, h.number, coalesce({HEAD}, ''), l.insurance, l.person_id, x.id
FROM payment_line l JOIN payment p ON p.id = l.payment_id
JOIN household h ON h.id = l.household_id JOIN village v ON v.id = h.village_id
LEFT JOIN payment_line x ON x.reverses_line_id = l.id
WHERE p.station_id = ? AND p.business_date >= ? AND p.business_date <= ? ORDER BY l.id
"""
_REVERSALS = """
SELECT y.reverses_id, y.kind, y.year, y.serial FROM payment y
JOIN payment p ON p.id = y.reverses_id
WHERE p.station_id = ? AND p.business_date >= ? AND p.business_date <= ? ORDER BY y.id
"""
_KIND_WORDS = {"void": "撤销", "refund": "退费", "return": "退还差额"}


@dataclass(frozen=True)
class RegisterRow:
    """One number of the register; ``people`` counts each person once, ``prints`` papers.

    ``state`` is in words; of a void or refund it names what it takes back. ``reversed_by``
    are the numbers of the entries that took this one back.
    """

    number: str
    business_date: dt.date
    kind: str
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
        gone = (STATE_TITLES["voided"], STATE_TITLES["refunded"])
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
        raise BadInput(f"截止日期 {last} 早于开始日期 {first}，请核对 --from 和 --until")
    span = (desk.station_id, first.isoformat(), last.isoformat())
    lines: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for payment_id, *line in desk.store.rows(_LINES, span):
        lines[payment_id].append(tuple(line))
    reversals: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for payment_id, kind, year, serial in desk.store.rows(_REVERSALS, span):
        reversals[payment_id].append((kind, receipt_number(year, serial)))
    return ReceiptRegister(
        station=desk.township,
        first=first,
        last=last,
        rows=tuple(
            _row(row, lines[row[0]], reversals.get(row[0], []))
            for row in desk.store.rows(_ENTRIES, span)
        ),
        missing=_missing(desk, first.year, last.year),
    )


def _row(
    row: tuple[Any, ...], lines: list[tuple[Any, ...]], reversals: list[tuple[str, str]]
) -> RegisterRow:
    _, kind, year, serial, day, amount_fen, channel, login, of_year, of_serial, prints = row
    places = dict.fromkeys((line[0], line[1], line[2]) for line in lines)
    several = f" 等 {len(places)} 户" if len(places) > 1 else ""
    village, number, head = next(iter(places), ("", "", ""))
    return RegisterRow(
        number=receipt_number(year, serial),
        business_date=dt.date.fromisoformat(day),
        kind=kind,
        household=f"{village} {number}{several}",
        head=head,
        insurances="、".join(
            dict.fromkeys(INSURANCE_TITLES[line[3]].removeprefix("城乡居民") for line in lines)
        ),
        people=len({line[4] for line in lines}),
        amount_fen=int(amount_fen),
        channel=CHANNEL_TITLES[channel],
        operator=login,
        state=_state(kind, lines, reversals, receipt_number(of_year, of_serial) if of_year else ""),
        reversed_by=tuple(each for _, each in reversals),
        prints=prints,
    )


def _state(
    kind: str, lines: list[tuple[Any, ...]], reversals: list[tuple[str, str]], takes_back: str
) -> str:
    if kind in _KIND_WORDS:
        return f"{_KIND_WORDS[kind]} {takes_back}".strip()
    if not reversals:
        return STATE_TITLES["valid"]
    if any(each == "void" for each, _ in reversals):
        return STATE_TITLES["voided"]
    is_whole = all(line[5] is not None for line in lines)
    return STATE_TITLES["refunded" if is_whole else "partly_refunded"]


def _missing(desk: Desk, first_year: int, last_year: int) -> tuple[str, ...]:
    """Return the numbers below the last one of each year that no entry has."""
    found: dict[int, set[int]] = defaultdict(set)
    for year, serial in desk.store.rows(
        "SELECT year, serial FROM payment WHERE station_id = ? AND year >= ? AND year <= ?",
        (desk.station_id, first_year, last_year),
    ):
        found[year].add(serial)
    return tuple(
        receipt_number(year, serial)
        for year, serials in sorted(found.items())
        for serial in sorted(set(range(1, max(serials) + 1)) - serials)
    )


def _sum(rows: Iterable[RegisterRow]) -> RegisterSum:
    amounts = [row.amount_fen for row in rows]
    return RegisterSum(len(amounts), sum(amounts))
