"""Taking a row of a wrong amount: the surplus the bureau returns, the rest the counter collects.

Either way the person is enrolled with what was due. What was too much never stands in the
ledger: it is owed by the bureau, and only noted. What was too little is entered as paid to the
bureau together with the rest, a difference (补收) by the counter's own slip.
"""

from dataclasses import dataclass, replace

from models.base.errors import RefusedByRule
from models.base.money import format_yuan
from models.bureau.self_paid.exceptions import refuse_settled
from models.bureau.self_paid.kept import KeptRow, rests, row_numbered
from models.bureau.self_paid.plan import plan_rows
from models.bureau.self_paid.record import book_findings, post_open
from models.bureau.self_paid.return_values import Wanted
from models.bureau.self_paid.values import STATE_TITLES, Finding
from models.bureau.self_paid.write import close_row
from models.counter.payers import refuse_channel
from models.counter.replay import find_slip
from models.counter.reverse import check_reason
from models.counter.second_look import check_slip_dates, refuse_doubts
from models.ledger.booking import Booked, book_entries
from models.ledger.entry import Entry, Line
from models.ledger.receipt_numbers import receipt_number
from models.ledger.slip import PosSlip
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from models.store.tables.ledger import Payment, PaymentLine
from models.store.tables.self_paid import SelfPaidRest, SelfPaidTaking

_REST = "税务少缴的补收"


@dataclass(frozen=True)
class TakenRow:
    """A row in the ledger with what was due; ``surplus_fen`` is what the bureau has to return."""

    number: int
    receipt: str
    amount_fen: int
    surplus_fen: int


@dataclass(frozen=True)
class CollectedRow:
    """A row in the ledger, and the rest of it collected on a receipt of its own."""

    number: int
    receipt: str
    rest_receipt: str
    rest_fen: int
    replayed: bool = False
    warnings: tuple[str, ...] = ()


def take_row(desk: Desk, number: int, reason: str, tier_fen: int | None = None) -> TakenRow:
    """Enter what was due of a row that is more, or just what a stated tier asks.

    ``tier_fen`` is the pension tier, where the amount does not tell it. A name that differs does
    not matter: the reason answers for it. Raises BadInput for an unknown number or a missing
    reason, RefusedByRule for a row that is settled (``already_resolved``), that is less than was
    due (``rest_to_collect``) or in whose way something else stands (``not_postable``).
    """
    reason = check_reason(reason)
    with desk.writing("take_paid"):
        desk = desk.refreshed()
        row = row_numbered(desk, number)
        refuse_settled(row)
        finding, line = _draft(desk, row, tier_fen)
        surplus_fen = row.amount_fen - line.amount_fen
        if surplus_fen < 0:
            raise RefusedByRule(
                f"第 {number} 号少缴 {format_yuan(-surplus_fen)} 元，不能按应缴入账；"
                "请「补收少缴」，刷卡补齐",
                "rest_to_collect",
            )
        booked = _book(desk, finding, line)
        close_row(desk, number, reason, booked.payment_id)
        if surplus_fen:
            _note(desk, number, line.amount_fen, reason)
            post_open(desk, [])  # the surplus may have gone back already
        desk.record("take_paid", f"paid_row {number}", f"{booked.receipt} {surplus_fen} {reason}")
    return TakenRow(number, booked.receipt, line.amount_fen, surplus_fen)


def collect_row(
    desk: Desk,
    number: int,
    slip: PosSlip,
    tier_fen: int | None = None,
    amount_fen: int | None = None,
    second: SecondPerson | None = None,
    confirmed: frozenset[str] = frozenset(),
) -> CollectedRow:
    """Enter a row that is less than was due, and collect the rest; once more where that was voided.

    ``amount_fen`` is checked against the rest. ``second`` agrees to an entry into a day that was
    closed, ``confirmed`` is what was looked at again of the slip. The same slip again answers with
    the first receipts. Raises as ``take_row`` does, RefusedByRule where nothing is to be collected
    (``nothing_to_collect``), the amount is another (``amount_not_due``) or the slip stands under
    something else (``slip_used``).
    """
    with desk.writing("collect_paid"):
        desk = desk.refreshed()
        row = row_numbered(desk, number)
        again = _replayed(desk, row, slip)
        if again is not None:
            return again
        check_slip_dates(desk, (slip,))
        told = refuse_doubts(desk, (slip,), confirmed)
        rest_fen = rests(desk, [row]).get(number)
        if rest_fen is None:
            refuse_settled(row)
            finding, line = _draft(desk, row, tier_fen)
            rest_fen = line.amount_fen - row.amount_fen
            _check(desk, row, rest_fen, amount_fen)
            part = replace(
                line, standard_fen=line.standard_fen - rest_fen, amount_fen=row.amount_fen
            )
            entry_id = _book(desk, finding, part).payment_id
            close_row(desk, number, _REST, entry_id)
            _note(desk, number, line.amount_fen, _REST)
        else:
            _check(desk, row, rest_fen, amount_fen)
            assert row.entry_id is not None
            entry_id = row.entry_id
        rest = book_entries(desk, [_rest(desk, entry_id, rest_fen, slip)], second)[0]
        desk.store.add(
            SelfPaidRest(station_id=desk.station_id, row_id=number, payment_id=rest.payment_id)
        )
        receipt = _receipt(desk, entry_id)
        desk.record("collect_paid", f"paid_row {number}", f"{receipt} {rest.receipt} {rest_fen}")
    return CollectedRow(number, receipt, rest.receipt, rest_fen, warnings=told)


def _draft(desk: Desk, row: KeptRow, tier_fen: int | None) -> tuple[Finding, Line]:
    """Return what a row is, and the line of what was due; RefusedByRule where that is not said."""
    paid = row.paid() if tier_fen is None else replace(row.paid(), tier_fen=tier_fen)
    plan = plan_rows(desk, [Wanted(row.identity, row.number, paid)], {row.identity})
    finding = next(each for _, number, each in plan.found if number == row.number)
    line = finding.line or finding.draft
    if line is None:
        raise RefusedByRule(
            f"第 {row.number} 号不能入账（{STATE_TITLES[finding.state]}）：{finding.reason}",
            "not_postable",
        )
    return finding, line


def _book(desk: Desk, finding: Finding, line: Line) -> Booked:
    taken = replace(finding, state="posted", line=line)
    return book_findings(desk, [taken]).posted[0]


def _note(desk: Desk, number: int, due_fen: int, reason: str) -> None:
    desk.store.add(
        SelfPaidTaking(
            row_id=number,
            due_fen=due_fen,
            reason=reason,
            business_date=desk.business_date,
            **desk.stamp(),
        )
    )


def _check(desk: Desk, row: KeptRow, rest_fen: int, amount_fen: int | None) -> None:
    """Raise RefusedByRule unless there is a rest, of this amount, that a card may pay."""
    if rest_fen <= 0:
        raise RefusedByRule(
            f"第 {row.number} 号没有少缴，不用补收；请「按应缴入账」", "nothing_to_collect"
        )
    if amount_fen is not None and amount_fen != rest_fen:
        raise RefusedByRule(
            f"应补 {format_yuan(rest_fen)} 元，与所填 {format_yuan(amount_fen)} 元不符，"
            "没有入账；请核对",
            "amount_not_due",
        )
    refuse_channel(desk, row.insurance, row.levy_year, "pos")


def _rest(desk: Desk, entry_id: int, rest_fen: int, slip: PosSlip) -> Entry:
    """Return the difference that completes an entry's line."""
    line = desk.store.get(PaymentLine, station_id=desk.station_id, payment_id=entry_id)
    assert line is not None
    return Entry(
        kind="collect",
        channel="pos",
        business_date=desk.business_date,
        lines=(
            Line(
                village_id=line.village_id,
                household_id=line.household_id,
                person_id=line.person_id,
                id_number=line.id_number,
                insurance=line.insurance,
                levy_year=line.levy_year,
                category=line.category,
                tier_fen=line.tier_fen,
                standard_fen=rest_fen,
                subsidy_fen=0,
                reimbursed_fen=0,
                amount_fen=rest_fen,
                is_late=line.is_late,
                benefit_from=line.benefit_from,
                shares=(),
                people=0,
                adjusts_line_id=line.id,
            ),
        ),
        slips=(slip,),
        reason=_REST,
    )


def _replayed(desk: Desk, row: KeptRow, slip: PosSlip) -> CollectedRow | None:
    found = find_slip(desk, slip)
    if found is None:
        return None
    own = desk.store.find(SelfPaidRest, station_id=desk.station_id, row_id=row.number)
    is_own = not found.elsewhere and any(each.payment_id == found.payment_id for each in own)
    if not is_own or found.is_reversed or row.entry_id is None:
        raise RefusedByRule(
            f"这张签购单已用于{found.receipt_words}（{format_yuan(found.amount_fen)} 元），"
            "没有入账；请核对单据号码",
            "slip_used",
        )
    receipt = _receipt(desk, row.entry_id)
    return CollectedRow(row.number, receipt, found.receipt, found.amount_fen, replayed=True)


def _receipt(desk: Desk, payment_id: int) -> str:
    payment = desk.store.get(Payment, station_id=desk.station_id, id=payment_id)
    assert payment is not None
    return receipt_number(payment.year, payment.serial)
