"""Settling differences after a revised standard: each one an entry in the ledger."""

from dataclasses import dataclass
from itertools import groupby

from models.base.errors import BadInput, RefusedByRule
from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import check_clean, squeeze
from models.counter.differences import Difference, find_differences
from models.counter.replay import find_slip
from models.ledger.booking import book_entries
from models.ledger.entry import Entry, Line
from models.ledger.slip import PosSlip
from models.station.desk import Desk


@dataclass(frozen=True)
class DifferenceRequest:
    """What the counter asks for: a household, an insurance, and the paper of the money.

    A difference to collect needs the POS slip, one to return the ``paper`` of the
    transfer. ``amount_fen``, positive either way, is checked against what is due.
    """

    household_id: int
    insurance: Insurance
    slip: PosSlip | None = None
    paper: str = ""
    amount_fen: int | None = None


@dataclass(frozen=True)
class PaidDifference:
    """A difference as it stands in the ledger; ``amount_fen`` is negative if money went back."""

    receipt: str
    amount_fen: int
    people: int
    replayed: bool = False


def pay_difference(desk: Desk, request: DifferenceRequest) -> PaidDifference:
    """Settle what the members of a household owe or get back after a revision.

    The same slip again answers with the first receipt. Raises RefusedByRule when there is
    nothing to settle, the amount is not what is due or the slip was used for something
    else, BadInput when the slip or the paper is missing.
    """
    paper = check_clean(squeeze(request.paper), "退款凭据")
    with desk.writing():
        desk = desk.refreshed()
        if request.slip is not None:
            settled = _replayed(desk, request, request.slip)
            if settled is not None:
                return settled
        differences = _of_household(desk, request)
        due_fen = sum(each.amount_fen for each in differences)
        _check_money(request, due_fen, paper)
        entry = _entry(desk, differences, request.slip, paper)
        posted = book_entries(desk, [entry])[0]
        desk.record(entry.kind, f"payment {posted.payment_id}", f"{posted.receipt} {due_fen}")
    return PaidDifference(posted.receipt, due_fen, len(differences))


def book_without_money(desk: Desk, insurance: Insurance) -> int:
    """Settle every difference that changes only what funders owe; return how many people.

    These are people who pay nothing under either standard: nobody has to come for them.
    """
    with desk.writing():
        desk = desk.refreshed()
        free = sorted(
            (
                each
                for each in find_differences(desk, insurance)
                if not (each.amount_fen or each.problem or each.is_reversed_later)
            ),
            key=_household,
        )
        households = groupby(free, key=_household)
        entries = [_entry(desk, tuple(several), None, "") for _, several in households]
        if entries:
            book_entries(desk, entries)
            desk.record("book_without_money", insurance, f"{len(free)} people")
    return len(free)


def _household(each: Difference) -> int:
    return each.present_household_id


def _of_household(desk: Desk, request: DifferenceRequest) -> tuple[Difference, ...]:
    found = find_differences(desk, request.insurance, household_id=request.household_id)
    for each in found:
        if each.problem:
            raise RefusedByRule(f"{each.name}：{each.problem}", "not_reckoned")
    if not found:
        title = INSURANCE_TITLES[request.insurance]
        raise RefusedByRule(f"这一户的{title}没有应补或应退的差额", "nothing_to_settle")
    gone = next((each for each in found if each.is_reversed_later), None)
    if gone is not None:
        raise RefusedByRule(
            f"{gone.name}的收费在业务日期 {desk.business_date} 之后已撤销或退费，"
            "不能再补退差额；请按 F8 改用今天的日期",
            "too_early",
        )
    return found


def _check_money(request: DifferenceRequest, due_fen: int, paper: str) -> None:
    if request.amount_fen is not None and request.amount_fen != abs(due_fen):
        way = "应补" if due_fen >= 0 else "应退"
        raise RefusedByRule(
            f"{way} {format_yuan(abs(due_fen))} 元，与所填 {format_yuan(request.amount_fen)} 元"
            "不符，没有入账；请核对",
            "amount_not_due",
        )
    if due_fen > 0 and request.slip is None:
        raise BadInput("补收差额要有 POS 签购单，请填写终端号、批次号和凭证号")
    if due_fen < 0 and not paper:
        raise BadInput("退还差额要有退款凭据，请写明「退款凭据号」")
    if due_fen <= 0 and request.slip is not None:
        raise BadInput("这一户没有要补收的钱，不用刷卡；请去掉签购单号码")


def _entry(
    desk: Desk, differences: tuple[Difference, ...], slip: PosSlip | None, paper: str
) -> Entry:
    due_fen = sum(each.amount_fen for each in differences)
    channel = "pos" if due_fen > 0 else "bank_transfer" if due_fen else "revision"
    insurance = differences[0].insurance
    of = desk.round_of(insurance, differences[0].levy_year)
    figures = of.figures_on(desk.business_date, insurance)
    documents = dict.fromkeys(each.document for each in figures)
    reason = "；".join([*documents, *([paper] if paper else [])])
    return Entry(
        kind="collect" if due_fen >= 0 else "return",
        channel=channel,
        business_date=desk.business_date,
        lines=tuple(map(_line, differences)),
        slips=(slip,) if slip else (),
        reason=reason,
    )


def _line(each: Difference) -> Line:
    return Line(
        village_id=each.village_id,
        household_id=each.household_id,
        person_id=each.person_id,
        id_number=each.id_number,
        insurance=each.insurance,
        levy_year=each.levy_year,
        category=each.category,
        tier_fen=each.tier_fen,
        standard_fen=each.standard_fen,
        subsidy_fen=each.subsidy_fen,
        reimbursed_fen=each.reimbursed_fen,
        amount_fen=each.amount_fen,
        is_late=each.is_late,
        benefit_from=each.benefit_from,
        shares=each.shares,
        people=0,
        adjusts_line_id=each.line_id,
    )


def _replayed(desk: Desk, request: DifferenceRequest, slip: PosSlip) -> PaidDifference | None:
    found = find_slip(desk, slip)
    if found is None:
        return None
    is_same = (
        not found.elsewhere
        and found.kind == "collect"
        and found.present_household_ids == {request.household_id}
        and {line.insurance for line in found.lines} == {request.insurance}
        and request.amount_fen in (None, found.amount_fen)
    )
    if not is_same:
        raise RefusedByRule(
            f"这张签购单已用于{found.receipt_words}（{format_yuan(found.amount_fen)} 元），"
            "没有入账；请核对单据号码",
            "slip_used",
        )
    return PaidDifference(found.receipt, found.amount_fen, len(found.lines), replayed=True)
