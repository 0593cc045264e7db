"""Ledger entries: drafted from quotes by a pure function, then posted row by row.

The counter posts one entry in one transaction; the demonstration station posts
thousands the same way.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from models import clock
from models.desk import Desk
from models.levy.family import Household, MemberQuote
from models.levy.terms import Insurance
from models.levy.values import ShareAmount
from models.till.number import receipt_number
from models.till.slip import PosSlip

EntryKind = Literal["payment", "void", "refund", "collect", "return"]
"""``collect`` and ``return`` are differences after a revised standard (补收, 退还差额)."""

COUNTS_AS: dict[str, int] = {"payment": 1, "collect": 1, "void": -1, "refund": -1, "return": 0}
"""How an entry of each kind counts among the payments of a day or a channel."""

CHANNEL_TITLES: dict[str, str] = {
    "pos": "POS刷卡",
    "cash": "现金",
    "bank_batch": "银行批扣",
    "alipay": "支付宝",
    "wechat": "微信",
    "self_service": "自助机",
    "bank_counter": "银行柜面",
    "service_hall": "办事服务大厅",
    "bank_transfer": "银行转账",
    "revision": "标准调整登记",
    "no_charge": "免缴登记",
}

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
    "amount_fen",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One person's part of an entry.

    In a reversal all amounts and ``people`` are negative; in a difference the amounts are
    changes of the line it adjusts, and ``people`` is 0.
    """

    village_id: int
    household_id: int
    person_id: int
    id_number: str
    insurance: Insurance
    levy_year: int
    category: str
    tier_fen: int | None
    standard_fen: int
    subsidy_fen: int
    reimbursed_fen: int
    amount_fen: int
    is_late: bool
    benefit_from: dt.date
    shares: tuple[ShareAmount, ...]
    people: int = 1
    reverses_line_id: int | None = None
    adjusts_line_id: int | None = None


@dataclass(frozen=True)
class Entry:
    """What is posted as one: a payment, the void or refund of one, or a difference."""

    kind: EntryKind
    channel: str
    business_date: dt.date
    lines: tuple[Line, ...]
    slips: tuple[PosSlip, ...] = ()
    chose_members: bool = False
    reason: str = ""
    reverses_id: int | None = None

    @property
    def amount_fen(self) -> int:
        """What the lines add up to; negative where money goes back."""
        return sum(line.amount_fen for line in self.lines)


@dataclass(frozen=True)
class Posted:
    """An entry as it stands in the ledger."""

    payment_id: int
    receipt: str


def draft_line(household: Household, each: MemberQuote, on: dt.date) -> Line:
    """Return the ledger line for a member who can pay on a day; the quote is no refusal.

    The category is the one that counted, else the first that is held on the day.
    """
    quote, member = each.quote, each.member
    assert quote.refused is None and quote.levy_year is not None and quote.benefit_from is not None
    held = [holding.category for holding in member.holdings if holding.is_held_on(on)]
    return Line(
        village_id=household.village_id,
        household_id=household.household_id,
        person_id=member.person_id,
        id_number=member.id_number,
        insurance=quote.insurance,
        levy_year=quote.levy_year,
        category=quote.category or (held[0] if held else ""),
        tier_fen=quote.tier_fen,
        standard_fen=quote.standard_fen or 0,
        subsidy_fen=quote.subsidy_fen or 0,
        reimbursed_fen=quote.reimbursed_fen or 0,
        amount_fen=quote.due_now_fen or 0,
        is_late=quote.late,
        benefit_from=quote.benefit_from,
        shares=quote.shares,
    )


def post_entries(desk: Desk, entries: Sequence[Entry]) -> list[Posted]:
    """Write entries to the ledger, numbered on without a gap; only inside ``writing``.

    The numbers run per station and year of the business date.
    """
    operator_id, now = desk.operator_id(), clock.timestamp()
    payment_id, line_id = desk.store.next_id("payment"), desk.store.next_id("payment_line")
    serials = _last_serials(desk, {entry.business_date.year for entry in entries})
    payments, lines, shares, slips, posted = [], [], [], [], []
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
        slips += [
            (
                desk.station_id, payment_id, slip.terminal, slip.batch, slip.trace,
                slip.date.isoformat(), slip.reference, entry.amount_fen,
            )
            for slip in entry.slips
        ]  # fmt: skip
        posted.append(Posted(payment_id, receipt_number(year, serials[year])))
        payment_id += 1
    desk.store.insert_rows("payment", _PAYMENT, payments)
    desk.store.insert_rows("payment_line", _LINE, lines)
    desk.store.insert_rows("line_share", _SHARE, shares)
    desk.store.insert_rows("slip", _SLIP, slips)
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
