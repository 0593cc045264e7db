"""Booking entries in the ledger, with the lines of the journal under each.

The counter books one entry in one transaction; the demonstration station books
thousands the same way.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from peewee import DatabaseError

from models.base import clock
from models.base.errors import RefusedByRule
from models.ledger.accounts import PAYER, funder_account, levy_account, money_account
from models.ledger.entry import Entry, Line
from models.ledger.journal import JournalLine, journal_rows, net_lines
from models.ledger.receipt_numbers import receipt_number
from models.ledger.slip import PosSlip
from models.ledger.vouchers import refuse_spoiled
from models.station.approvals import SecondPerson
from models.station.closed_days import enter_day
from models.station.desk import Desk
from models.store.tables.ledger import CashPaper, Journal, LineShare, Payment, PaymentLine, Slip

_TAKEN_PERSON = ('"in_force_pkey"', "同一人同一险种同一年度已有有效缴费")
_TAKEN_SLIP = ('"slip_terminal_batch_trace_slip_date_key"', "slip 只增不改")
"""By which words a county's key is refused: the key's name, or what the table's guard says."""


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


def book_entries(
    desk: Desk,
    entries: Sequence[Entry],
    second: SecondPerson | None = None,
    *,
    needs_second: bool = True,
) -> list[Booked]:
    """Write entries to the ledger, numbered on without a gap; only inside ``writing``.

    The numbers run per station and year of the business date. Raises Denied for a day into which
    nothing may be entered, or not without a ``second`` person (see ``enter_day``), RefusedByRule
    for a voucher that is spoiled (``voucher_spoiled``), and for a person (``already_paid``) or a
    slip (``slip_used``) that another station of the county has recorded meanwhile.
    """
    for day in sorted({entry.business_date for entry in entries}):
        enter_day(desk, day, second, needs_second=needs_second)
    store, station_id = desk.store, desk.station_id
    operator_id, now = desk.operator_id(), clock.timestamp()
    payment_id = store.new_ids(Payment, station_id, len(entries))
    line_id = store.new_ids(PaymentLine, station_id, sum(len(each.lines) for each in entries))
    serials = _last_serials(desk, {entry.business_date.year for entry in entries})
    payments: list[Payment] = []
    lines: list[PaymentLine] = []
    shares: list[LineShare] = []
    slips: list[Slip] = []
    papers: list[CashPaper] = []
    journal: list[Journal] = []
    booked: list[Booked] = []
    for entry in entries:
        year = entry.business_date.year
        serials[year] += 1
        payments.append(
            Payment(
                station_id=station_id,
                id=payment_id,
                kind=entry.kind,
                year=year,
                serial=serials[year],
                reverses_id=entry.reverses_id,
                channel=entry.channel,
                business_date=entry.business_date,
                amount_fen=entry.amount_fen,
                chose_members=entry.chose_members,
                reason=entry.reason,
                operator_id=operator_id,
                recorded_at=now,
            )
        )
        for line in entry.lines:
            lines.append(_line_row(station_id, line_id, payment_id, line, entry))
            shares += _share_rows(station_id, line_id, line)
            line_id += 1
        slips += [_slip_row(station_id, payment_id, slip, entry) for slip in entry.slips]
        if entry.cash is not None:
            refuse_spoiled(desk, entry.cash.voucher)
            papers.append(
                CashPaper(
                    station_id=station_id,
                    payment_id=payment_id,
                    levy_list=entry.cash.levy_list,
                    voucher=entry.cash.voucher,
                )
            )
        journal += journal_rows(
            station_id, "payment", payment_id, entry.business_date, journal_of(entry)
        )
        booked.append(Booked(payment_id, receipt_number(year, serials[year])))
        payment_id += 1
    with _unless_elsewhere():
        store.add_all(payments)
        store.add_all(lines)
        store.add_all(shares)
        store.add_all(slips)
    store.add_all(papers)
    store.add_all(journal)
    return booked


@contextmanager
def _unless_elsewhere() -> Iterator[None]:
    """Refuse in words what the county's keys refuse: stations write side by side.

    What the database says names the identity number, and goes no further.
    """
    try:
        yield
    except DatabaseError as error:
        said = str(error)
        if any(words in said for words in _TAKEN_PERSON):
            raise RefusedByRule(
                "另一站点刚刚收了其中的人同一险种同一年度的费，本次没有保存；请重新查看这一户",
                "already_paid",
            ) from None
        if any(words in said for words in _TAKEN_SLIP):
            raise RefusedByRule(
                "签购单的号码已经入过账（可能刚刚在另一站点），本次没有保存；请核对单据号码",
                "slip_used",
            ) from None
        raise


def _last_serials(desk: Desk, years: Iterable[int]) -> dict[int, int]:
    sql = "SELECT max(serial) FROM payment WHERE station_id = ? AND year = ?"
    return {year: desk.store.number(sql, (desk.station_id, year)) for year in years}


def _line_row(
    station_id: int, line_id: int, payment_id: int, line: Line, entry: Entry
) -> PaymentLine:
    return PaymentLine(
        station_id=station_id,
        id=line_id,
        payment_id=payment_id,
        reverses_line_id=line.reverses_line_id,
        village_id=line.village_id,
        household_id=line.household_id,
        person_id=line.person_id,
        id_number=line.id_number,
        insurance=line.insurance,
        levy_year=line.levy_year,
        business_date=entry.business_date,
        category=line.category,
        tier_fen=line.tier_fen,
        standard_fen=line.standard_fen,
        subsidy_fen=line.subsidy_fen,
        reimbursed_fen=line.reimbursed_fen,
        amount_fen=line.amount_fen,
        people=line.people,
        is_late=line.is_late,
        benefit_from=line.benefit_from,
        adjusts_line_id=line.adjusts_line_id,
    )


def _share_rows(station_id: int, line_id: int, line: Line) -> list[LineShare]:
    return [
        LineShare(
            station_id=station_id,
            line_id=line_id,
            funder=share.funder,
            settlement=share.settlement,
            amount_fen=share.amount_fen,
        )
        for share in line.shares
    ]


def _slip_row(station_id: int, payment_id: int, slip: PosSlip, entry: Entry) -> Slip:
    """Return the row of a slip; the amount is the entry's where the slip does not state one."""
    return Slip(
        station_id=station_id,
        payment_id=payment_id,
        terminal=slip.terminal,
        batch=slip.batch,
        trace=slip.trace,
        slip_date=slip.date,
        reference=slip.reference,
        amount_fen=entry.amount_fen if slip.amount_fen is None else slip.amount_fen,
        merchant=slip.merchant,
        authorisation=slip.authorisation,
        card_tail=slip.card_tail,
        slip_time=slip.time,
    )
