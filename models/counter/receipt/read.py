"""Reading an entry's slip from the ledger, whole or household by household, in constant queries."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from models.base.errors import BadInput
from models.counter.receipt.code import as_entered, check_code, content_of
from models.counter.receipt.lines import entry_lines, printed_lines
from models.counter.receipt.values import (
    LaterEntry,
    Print,
    PrintedReceipt,
)
from models.ledger.cash_papers import CashPaper
from models.ledger.corrections import (
    correction_of,
    correction_to,
    is_taken_back_by,
    papers_id,
    shared_as_entered,
)
from models.ledger.receipt_numbers import parse_receipt_number, receipt_number
from models.ledger.slip import PosSlip
from models.station.desk import Desk
from models.store.tables.ledger import CashPaper as CashPaperRow
from models.store.tables.ledger import EntryKind, Payment, Slip

_PAYMENT = """
SELECT p.id AS payment_id, p.kind, p.channel, p.business_date, p.amount_fen, p.recorded_at,
 o.login AS operator, r.paid_on, r.voucher, q.year AS reversed_year, q.serial AS reversed_serial
FROM payment p JOIN operator o ON o.station_id = p.station_id AND o.id = p.operator_id
LEFT JOIN payment q ON q.station_id = p.station_id AND q.id = p.reverses_id
LEFT JOIN self_paid_decision d ON d.station_id = p.station_id AND d.payment_id = p.id
LEFT JOIN self_paid_row r ON r.station_id = p.station_id
 AND (r.payment_id = p.id OR r.id = d.row_id)
WHERE p.station_id = ? AND p.year = ? AND p.serial = ?
"""
_LATER = f"""
SELECT later.household_id, y.kind, y.year, y.serial, y.business_date,
 sum(later.amount_fen) AS amount_fen, count(DISTINCT later.person_id) AS people, y.reason,
 {is_taken_back_by("y.id")} AS is_correction
FROM (SELECT m.station_id, m.id, m.payment_id, m.household_id, m.person_id, m.amount_fen
 FROM payment y
 JOIN payment_line m ON m.station_id = y.station_id AND m.payment_id = y.id
 WHERE y.station_id = ? AND y.reverses_id = ?
 UNION SELECT m.station_id, m.id, m.payment_id, m.household_id, m.person_id, m.amount_fen
 FROM payment_line l
 JOIN payment_line m ON m.station_id = l.station_id AND m.adjusts_line_id = l.id
 WHERE l.station_id = ? AND l.payment_id = ?) later
JOIN payment y ON y.station_id = later.station_id AND y.id = later.payment_id
GROUP BY y.station_id, y.id, y.kind, y.year, y.serial, y.business_date, y.reason,
 later.household_id
ORDER BY y.id, later.household_id
"""
WAS_NOT_LOST = (
    "NOT EXISTS (SELECT 1 FROM print_outcome e "
    "WHERE e.station_id = t.station_id AND e.print_id = t.id AND e.is_sent = 0)"
)
"""Slip ``t`` was sent, for all anybody knows: it counts as a copy."""

_PRINTS = """
SELECT t.copy, t.recorded_at AS printed_at, o.login AS operator, t.reason, h.number AS household,
 t.household_id, coalesce(e.is_sent, 1) AS is_sent
FROM registration_print t JOIN operator o ON o.station_id = t.station_id AND o.id = t.operator_id
JOIN household h ON h.station_id = t.station_id AND h.id = t.household_id
LEFT JOIN print_outcome e ON e.station_id = t.station_id AND e.print_id = t.id
WHERE t.station_id = ? AND t.payment_id = ? ORDER BY t.id
"""
_OLDER_PRINTS = """
SELECT t.copy, t.recorded_at AS printed_at, o.login AS operator, t.reason, '' AS household,
 0 AS household_id, 1 AS is_sent
FROM receipt_print t JOIN operator o ON o.station_id = t.station_id AND o.id = t.operator_id
WHERE t.station_id = ? AND t.payment_id = ? ORDER BY t.copy
"""


class _Payment(NamedTuple):
    payment_id: int
    kind: EntryKind
    channel: str
    business_date: dt.date
    amount_fen: int
    recorded_at: str
    operator: str
    paid_on: dt.date | None
    voucher: str | None
    reversed_year: int | None
    reversed_serial: int | None


class _Later(NamedTuple):
    household_id: int
    kind: EntryKind
    year: int
    serial: int
    business_date: dt.date
    amount_fen: int
    people: int
    reason: str
    is_correction: bool


class _Print(NamedTuple):
    copy: int
    printed_at: str
    operator: str
    reason: str
    household: str
    household_id: int
    is_sent: bool


def receipt_of(desk: Desk, number: str) -> PrintedReceipt:
    """Return what was entered for a payment, or a difference collected, as it stands now.

    All households are on it. Raises BadInput for a number that is none, or that of a void or
    refund, which has no slip of its own.
    """
    return _read(desk, number)[0]


def slips_of(desk: Desk, number: str) -> tuple[PrintedReceipt, ...]:
    """Return the same household by household: each gets a paper of its own."""
    return _read(desk, number)[1]


def _read(desk: Desk, number: str) -> tuple[PrintedReceipt, tuple[PrintedReceipt, ...]]:
    year, serial = parse_receipt_number(number)
    paid = desk.store.first(_Payment, _PAYMENT, (desk.station_id, year, serial))
    if paid is None:
        raise BadInput(f"没有收据 {number.strip()}，请核对收据号")
    if paid.kind not in ("payment", "collect"):
        original = ""
        if paid.reversed_year is not None and paid.reversed_serial is not None:
            original = f"，请打印原收据 {receipt_number(paid.reversed_year, paid.reversed_serial)}"
        raise BadInput(f"{number.strip()} 是撤销或退还的记录，没有收据{original}")
    number, of = receipt_number(year, serial), (desk.station_id, paid.payment_id)
    made, taken_back = correction_to(desk, paid.payment_id), correction_of(desk, paid.payment_id)
    kept_under = papers_id(desk, paid.payment_id)
    paid_on = paid.paid_on
    if made is not None and made.paid_on != paid.business_date:
        paid_on = made.paid_on
    lines = printed_lines(desk, entry_lines(desk, of), of, paid_on or paid.business_date)
    papers = desk.store.find(CashPaperRow, station_id=desk.station_id, payment_id=kept_under)
    later = desk.store.query(_Later, _LATER, (*of, *of))
    prints = _that_count(
        [*desk.store.query(_Print, _OLDER_PRINTS, of), *desk.store.query(_Print, _PRINTS, of)]
    )
    homes = tuple(dict.fromkeys(line.household_id for line in lines))
    shared = shared_as_entered(desk, paid.payment_id)
    whole = PrintedReceipt(
        station=desk.township,
        payment_id=paid.payment_id,
        number=number,
        kind=paid.kind,
        business_date=paid.business_date,
        lines=lines,
        amount_fen=paid.amount_fen,
        channel=paid.channel,
        slips=_slips(desk, kept_under),
        cash=CashPaper(papers[0].levy_list, papers[0].voucher) if papers else None,
        paid_on=paid_on,
        voucher=paid.voucher or "",
        operator=paid.operator,
        recorded_at=paid.recorded_at,
        later=_merged(later),
        code="",
        prints=tuple(map(_shown, prints)),
        households=shared.entries if shared else len(homes),
        whole_fen=shared.amount_fen if shared else paid.amount_fen,
        corrects=_number(desk, made.reversed_id) if made else "",
        corrected_by=_number(desk, taken_back.entry_id) if taken_back else "",
    )
    whole = _coded(desk, whole)
    if len(homes) == 1:
        return whole, (whole,)
    slips = tuple(_part(whole, home, later, prints) for home in homes)
    return whole, tuple(_coded(desk, each) for each in slips)


def _number(desk: Desk, entry_id: int) -> str:
    entry = desk.store.get(Payment, station_id=desk.station_id, id=entry_id)
    assert entry is not None  # the schema holds it
    return receipt_number(entry.year, entry.serial)


def _coded(desk: Desk, receipt: PrintedReceipt) -> PrintedReceipt:
    """Return a slip with the code of what was entered; a printed paper has its own."""
    return replace(receipt, code=check_code(desk, (content_of(as_entered(receipt)),)))


def _that_count(prints: list[_Print]) -> list[_Print]:
    """Return the prints that were not lost, each with the copy that it is.

    A slip that was not sent is no copy: the next is what it would have been, and so needs no
    reason.
    """
    counting, lost = [], Counter[int]()
    for each in prints:
        if not each.is_sent:
            lost[each.household_id] += 1
            continue
        copy = each.copy - lost[each.household_id]
        counting.append(each._replace(copy=copy, reason=each.reason if copy > 1 else ""))
    return counting


def _shown(one: _Print) -> Print:
    return Print(one.copy, one.printed_at, one.operator, one.reason, one.household)


def _part(
    whole: PrintedReceipt, household_id: int, later: list[_Later], prints: list[_Print]
) -> PrintedReceipt:
    """Return one household's part of an entry."""
    lines = tuple(line for line in whole.lines if line.household_id == household_id)
    own = [each for each in prints if each.household_id in (0, household_id)]
    return replace(
        whole,
        lines=lines,
        amount_fen=sum(line.amount_fen for line in lines),
        later=_merged([each for each in later if each.household_id == household_id]),
        prints=tuple(map(_shown, own)),
    )


def _merged(later: list[_Later]) -> tuple[LaterEntry, ...]:
    """Return what happened since, an entry once, whichever households it touched."""
    found: dict[tuple[int, int], LaterEntry] = {}
    for each in later:
        known = found.get((each.year, each.serial))
        entry = LaterEntry(*each[1:])
        if known is not None:
            entry = entry._replace(
                amount_fen=known.amount_fen + entry.amount_fen, people=known.people + entry.people
            )
        found[each.year, each.serial] = entry
    return tuple(found.values())


def older_code(desk: Desk, receipt: PrintedReceipt) -> str:
    """Return the code that papers of before schema 3 bear: of the entry's figures alone."""
    of = (desk.station_id, receipt.payment_id)
    figures = (
        value
        for line in entry_lines(desk, of)
        for value in (
            line.id_number,
            line.insurance,
            line.levy_year,
            line.standard_fen,
            line.amount_fen,
            line.reimbursed_fen,
        )
    )
    return check_code(
        desk,
        (
            receipt.number,
            receipt.kind,
            receipt.channel,
            receipt.business_date,
            receipt.whole_fen,
            *figures,
        ),
    )


def _slips(desk: Desk, payment_id: int) -> tuple[PosSlip, ...]:
    return tuple(
        PosSlip(
            terminal=slip.terminal,
            batch=slip.batch,
            trace=slip.trace,
            date=slip.slip_date,
            reference=slip.reference,
            amount_fen=slip.amount_fen,
            merchant=slip.merchant,
            authorisation=slip.authorisation,
            card_tail=slip.card_tail,
            time=slip.slip_time,
        )
        for slip in desk.store.find(Slip, station_id=desk.station_id, payment_id=payment_id)
    )
