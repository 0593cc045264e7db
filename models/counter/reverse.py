"""Turning a payment around: what a void and a refund have in common. Nothing is ever changed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.base.errors import BadInput, RefusedByRule
from models.base.money import format_yuan
from models.base.terms import Insurance, Settlement
from models.base.text import check_clean, squeeze
from models.ledger.accounts import TILL, money_account
from models.ledger.entry import Entry, Line
from models.ledger.journal import cash_in_till
from models.ledger.receipt_numbers import parse_receipt_number, receipt_number
from models.ledger.slip import PosSlip
from models.levy.values import ShareAmount
from models.station.desk import Desk
from models.store.tables.declare import columns_sql
from models.store.tables.ledger import EntryKind, LineShare, Payment, PaymentLine
from models.store.tables.people import Person

_IN_FORCE = f"""
SELECT {columns_sql(PaymentLine, "l")} FROM payment_line l
LEFT JOIN payment_line x ON x.station_id = l.station_id AND x.reverses_line_id = l.id
WHERE l.station_id = ? AND l.payment_id = ? AND x.id IS NULL ORDER BY l.id
"""


Part = tuple[str, Insurance]
"""What of a receipt can be taken back by itself: whose premium, by identity number, for what."""


@dataclass(frozen=True)
class Reversal:
    """A void or refund as it stands in the ledger; the amount is what goes back, in fen.

    ``owed_back``: who has to give back to which funder what was repaid before (先征后补).
    """

    receipt: str
    reverses: str
    amount_fen: int
    people: int
    owed_back: tuple[str, ...] = ()


def payment_with_receipt(desk: Desk, receipt: str) -> Payment:
    """Return the payment under a receipt number; raises BadInput where there is none.

    Voids and refunds have numbers of their own and are no payments.
    """
    year, serial = parse_receipt_number(receipt)
    payment = desk.store.get(Payment, station_id=desk.station_id, year=year, serial=serial)
    if payment is None or payment.kind not in ("payment", "collect"):
        raise BadInput(f"没有收据 {receipt}，请核对收据号")
    return payment


def check_reason(reason: str) -> str:
    """Return a readable reason; raises BadInput where there is none."""
    reason = check_clean(squeeze(reason), "原因")
    if not reason:
        raise BadInput("请写明原因")
    return reason


def refuse_earlier(day: dt.date, today: dt.date, what: str) -> None:
    """Raise RefusedByRule (``too_early``) for a business date before what it takes back."""
    if today < day:
        raise RefusedByRule(f"业务日期 {today} 早于{what}的日期 {day}，请按 F8 核对", "too_early")


def refuse_without_cash(desk: Desk, entry: Entry) -> None:
    """Raise RefusedByRule (``more_than_cash``) for cash that is no longer in the till."""
    if money_account(entry.channel) != TILL:
        return
    till_fen = cash_in_till(desk)
    if till_fen + entry.amount_fen < 0:
        raise RefusedByRule(
            f"库存现金只有 {format_yuan(till_fen)} 元，不够退 {format_yuan(-entry.amount_fen)} 元"
            "（已缴存的不能再从柜台退）；请办理「退费」，「方式」写银行转账",
            "more_than_cash",
        )


def draft_reversal(
    desk: Desk,
    payment: Payment,
    kind: EntryKind,
    reason: str,
    *,
    channel: str = "",
    slip: PosSlip | None = None,
    only: Collection[int] | None = None,
) -> Entry:
    """Return the entry that takes back a payment's lines still in force, dated today.

    ``only`` names lines by identifier; ``channel`` is how the money goes back, where not as
    it came. Raises RefusedByRule (``already_reversed``) where nothing is left.
    """
    lines = [line for line in lines_in_force(desk, payment.id) if only is None or line.id in only]
    if not lines:
        receipt = receipt_number(payment.year, payment.serial)
        raise RefusedByRule(f"收据 {receipt} 已撤销或退费，不能再次办理", "already_reversed")
    return Entry(
        kind=kind,
        channel=channel or payment.channel,
        business_date=desk.business_date,
        lines=_reversed_lines(desk, lines),
        slips=(slip,) if slip else (),
        reason=reason,
        reverses_id=payment.id,
    )


def lines_in_force(desk: Desk, payment_id: int) -> list[PaymentLine]:
    """Return the lines of a payment that nothing has taken back, in their order."""
    return desk.store.query(PaymentLine, _IN_FORCE, (desk.station_id, payment_id))


def people_of(desk: Desk, receipt: str) -> dict[str, str]:
    """Return the people whom a receipt still insures: their names by identity number."""
    payment = payment_with_receipt(desk, receipt)
    lines = lines_in_force(desk, payment.id)
    whose = [line.person_id for line in lines]
    names = {
        each.id: each.name for each in desk.store.find(Person, station_id=desk.station_id, id=whose)
    }
    return {line.id_number: names[line.person_id] for line in lines}


def parts_of(desk: Desk, receipt: str) -> tuple[Part, ...]:
    """Return whom a receipt still insures, and for what."""
    payment = payment_with_receipt(desk, receipt)
    lines = lines_in_force(desk, payment.id)
    return tuple(dict.fromkeys((line.id_number, line.insurance) for line in lines))


def _reversed_lines(desk: Desk, lines: Sequence[PaymentLine]) -> tuple[Line, ...]:
    """Take back lines together with every difference settled on them since."""
    ids = [line.id for line in lines]
    differences = desk.store.find(PaymentLine, station_id=desk.station_id, adjusts_line_id=ids)
    for each in differences:
        refuse_earlier(each.business_date, desk.business_date, "补退差额")
    shares = shares_of(desk, [*lines, *differences])
    return tuple(
        turn_around(
            line,
            [line, *(each for each in differences if each.adjusts_line_id == line.id)],
            shares,
            people=-1,
            reverses_line_id=line.id,
        )
        for line in lines
    )


def shares_of(desk: Desk, lines: Iterable[PaymentLine]) -> dict[int, list[LineShare]]:
    """Return the funders' parts of lines, by line."""
    found: dict[int, list[LineShare]] = defaultdict(list)
    ids = [line.id for line in lines]
    for share in desk.store.find(LineShare, station_id=desk.station_id, line_id=ids):
        found[share.line_id].append(share)
    return found


def turn_around(
    line: PaymentLine,
    parts: Sequence[PaymentLine],
    shares: Mapping[int, Sequence[LineShare]],
    *,
    people: int = 0,
    reverses_line_id: int | None = None,
    adjusts_line_id: int | None = None,
) -> Line:
    """Return a line with the sums of ``parts`` and of their shares negated."""
    sums: dict[tuple[str, Settlement], int] = defaultdict(int)
    for part in parts:
        for share in shares.get(part.id, ()):
            sums[share.funder, share.settlement] += share.amount_fen
    return Line(
        village_id=line.village_id,
        household_id=line.household_id,
        person_id=line.person_id,
        id_number=line.id_number,
        insurance=line.insurance,
        levy_year=line.levy_year,
        category=line.category,
        tier_fen=line.tier_fen,
        standard_fen=-sum(each.standard_fen for each in parts),
        subsidy_fen=-sum(each.subsidy_fen for each in parts),
        reimbursed_fen=-sum(each.reimbursed_fen for each in parts),
        amount_fen=-sum(each.amount_fen for each in parts),
        is_late=line.is_late,
        benefit_from=line.benefit_from,
        shares=tuple(
            ShareAmount(funder=funder, amount_fen=-amount_fen, settlement=settlement)
            for (funder, settlement), amount_fen in sums.items()
        ),
        people=people,
        reverses_line_id=reverses_line_id,
        adjusts_line_id=adjusts_line_id,
    )
