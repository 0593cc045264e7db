"""Posting entries to the ledger, with the postings of the books under each.

The counter posts one entry in one transaction; the demonstration station posts
thousands the same way.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.base import clock
from models.ledger.accounts import PAYER, funder_account, levy_account, money_account
from models.ledger.entry import Entry, Line
from models.ledger.journal import JournalLine, insert_journal, journal_rows, net_lines
from models.ledger.receipt_numbers import receipt_number
from models.ledger.slip import PosSlip
from models.station.closed_days import refuse_sent_period
from models.station.desk import Desk

_PAYMENT = (
    "id", "station_id", "kind", "year", "serial", "reverses_id", "channel", "business_date",
    "amount_fen", "chose_members", "reason", "operator_id", "recorded_at",
)  # fmt: skip
_LINE = (
    "id", "station_id", "payment_id", "reverses_line_id", "village_id", "household_id",
    "person_id", "id_number", "insurance", "levy_year", "business_date", "category", "tier_fen",
    "standard_fen", "subsidy_fen", "reimbursed_fen", "amount_fen", "people", "is_late",
    "benefit_from", "adjusts_line_id",
)  # fmt: skip
_SHARE = ("station_id", "line_id", "funder", "settlement", "amount_fen")
_SLIP = (
    "station_id", "payment_id", "terminal", "batch", "trace", "slip_date", "reference",
    "amount_fen", "merchant", "authorisation", "card_tail", "slip_time",
)  # fmt: skip
_CASH = ("station_id", "payment_id", "levy_list", "voucher")


@dataclass(frozen=True)
class Booked:
    """An entry as it stands in the ledger."""

    payment_id: int
    receipt: str


def journal_of(entry: Entry) -> tuple[JournalLine, ...]:
    """Return what an entry moves: money against the premiums, and each funder's part.

    A funder owes its part to the fund, or to the payer who has paid it first (先征后补).
    """
    money = money_account(entry.channel)
    moves: dict[tuple[str, str], int] = defaultdict(int)
    for line in entry.lines:
        levy = levy_account(line.insurance)
        moves[money, levy] += line.amount_fen
        for share in line.shares:
            owed = PAYER if share.settlement == "reimbursed" else levy
            moves[funder_account(share.funder), owed] += share.amount_fen
    return net_lines(moves)


def book_entries(desk: Desk, entries: Sequence[Entry]) -> list[Booked]:
    """Write entries to the ledger, numbered on without a gap; only inside ``writing``.

    The numbers run per station and year of the business date. Raises RefusedByRule
    (``period_submitted``) for a day whose report was sent.
    """
    for day in sorted({entry.business_date for entry in entries})[:1]:
        refuse_sent_period(desk, day)
    operator_id, now = desk.operator_id(), clock.timestamp()
    payment_id, line_id = desk.store.next_id("payment"), desk.store.next_id("payment_line")
    serials = _last_serials(desk, {entry.business_date.year for entry in entries})
    payments, lines, shares, slips, papers = [], [], [], [], []
    journal: list[tuple[object, ...]] = []
    posted: list[Booked] = []
    for entry in entries:
        year = entry.business_date.year
        serials[year] += 1
        payments.append((
            payment_id, desk.station_id, entry.kind, year, serials[year], entry.reverses_id,
            entry.channel, entry.business_date.isoformat(), entry.amount_fen,
            int(entry.chose_members), entry.reason, operator_id, now,
        ))  # fmt: skip
        for line in entry.lines:
            lines.append(_line_row(desk.station_id, line_id, payment_id, line, entry))
            shares += [
                (desk.station_id, line_id, share.funder, share.settlement, share.amount_fen)
                for share in line.shares
            ]
            line_id += 1
        slips += [_slip_row(desk.station_id, payment_id, slip, entry) for slip in entry.slips]
        if entry.cash is not None:
            papers.append((desk.station_id, payment_id, entry.cash.levy_list, entry.cash.voucher))
        journal += journal_rows(
            desk.station_id, "payment", payment_id, entry.business_date, journal_of(entry)
        )
        posted.append(Booked(payment_id, receipt_number(year, serials[year])))
        payment_id += 1
    desk.store.insert_rows("payment", _PAYMENT, payments)
    desk.store.insert_rows("payment_line", _LINE, lines)
    desk.store.insert_rows("line_share", _SHARE, shares)
    desk.store.insert_rows("slip", _SLIP, slips)
    desk.store.insert_rows("cash_paper", _CASH, papers)
    insert_journal(desk, journal)
    return posted


def _last_serials(desk: Desk, years: Iterable[int]) -> dict[int, int]:
    sql = "SELECT coalesce(max(serial), 0) FROM payment WHERE station_id = ? AND year = ?"
    return {year: int(desk.store.rows(sql, (desk.station_id, year))[0][0]) for year in years}


def _line_row(
    station_id: int, line_id: int, payment_id: int, line: Line, entry: Entry
) -> tuple[object, ...]:
    return (
        line_id, station_id, payment_id, line.reverses_line_id, line.village_id,
        line.household_id, line.person_id, line.id_number, line.insurance, line.levy_year,
        entry.business_date.isoformat(), line.category, line.tier_fen, line.standard_fen,
        line.subsidy_fen, line.reimbursed_fen, line.amount_fen, line.people,
        int(line.is_late), line.benefit_from.isoformat(), line.adjusts_line_id,
    )  # fmt: skip


def _slip_row(station_id: int, payment_id: int, slip: PosSlip, entry: Entry) -> tuple[object, ...]:
    """Return the row of a slip; the amount is the entry's where the slip does not state one."""
    amount_fen = entry.amount_fen if slip.amount_fen is None else slip.amount_fen
    return (
        station_id, payment_id, slip.terminal, slip.batch, slip.trace, slip.date.isoformat(),
        slip.reference, amount_fen, slip.merchant, slip.authorisation, slip.card_tail, slip.time,
    )  # fmt: skip
