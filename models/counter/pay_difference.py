"""Settling differences: each household's an entry in the ledger, one by one or all at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from models.base.errors import BadInput, RefusedByRule
from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import check_clean, squeeze
from models.counter.difference import Difference
from models.counter.differences import find_differences
from models.counter.replay import find_slip
from models.counter.second_look import check_slip_dates, refuse_doubts
from models.ledger.booking import book_entries
from models.ledger.entry import Entry, Line
from models.ledger.slip import PosSlip
from models.station.approvals import SecondPerson
from models.station.desk import Desk


@dataclass(frozen=True)
class DifferenceRequest:
    """What the counter asks for: a household, an insurance, and the paper of the money.

    A difference to collect needs the POS slip, one to return the ``paper`` of the
    transfer. ``amount_fen``, positive either way, is checked against what is due. ``second``
    agrees to an entry into a day that was closed. ``confirmed``: what was looked at again.
    """

    household_id: int
    insurance: Insurance
    slip: PosSlip | None = None
    paper: str = ""
    amount_fen: int | None = None
    second: SecondPerson | None = None
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PaidDifference:
    """A difference as it stands in the ledger; ``amount_fen`` is negative if money went back."""

    receipt: str
    amount_fen: int
    people: int
    replayed: bool = False
    warnings: tuple[str, ...] = ()


def pay_difference(desk: Desk, request: DifferenceRequest) -> PaidDifference:
    """Settle what the members of a household owe or get back after their payment.

    The same slip again answers with the first receipt. Raises RefusedByRule when there is
    nothing to settle, the amount is not what is due or the slip was used for something
    else, BadInput when the slip or the paper is missing.
    """
    paper = check_clean(squeeze(request.paper), "退款凭据")
    with desk.writing("pay_difference"):
        desk = desk.refreshed()
        if request.slip is not None:
            settled = _replayed(desk, request, request.slip)
            if settled is not None:
                return settled
        slips = (request.slip,) if request.slip else ()
        check_slip_dates(desk, slips)
        told = refuse_doubts(desk, slips, request.confirmed)
        differences = _of_household(desk, request)
        due_fen = sum(each.amount_fen for each in differences)
        _check_money(request, due_fen, paper)
        entry = _entry(desk, differences, request.slip, paper)
        posted = book_entries(desk, [entry], request.second)[0]
        desk.record(entry.kind, f"payment {posted.payment_id}", f"{posted.receipt} {due_fen}")
    people = len({each.person_id for each in differences})
    return PaidDifference(posted.receipt, due_fen, people, warnings=told)


def book_without_money(desk: Desk, insurance: Insurance, second: SecondPerson | None = None) -> int:
    """Settle everybody whose differences change only what funders owe; return how many people.

    Nobody has to come for them: they pay the same before and after.
    """
    with desk.writing("pay_difference"):
        desk = desk.refreshed()
        free = _settleable(desk, insurance, lambda fen: not fen)
        if free:
            book_entries(desk, [_entry(desk, several, None, "") for several in free], second)
            desk.record("book_without_money", insurance, f"{_people(free)} people")
    return _people(free)


@dataclass(frozen=True)
class ReturnedToAll:
    """What one paper gave back: to how many people of how many households, in fen."""

    households: int
    people: int
    amount_fen: int


def return_to_all(
    desk: Desk, insurance: Insurance, paper: str, second: SecondPerson | None = None
) -> ReturnedToAll:
    """Give back to everybody who gets something, on the paper of one transfer (批量转账).

    Each household has a receipt. Whoever owes something, or cannot be reckoned, is left
    for the counter. Raises BadInput without a paper, RefusedByRule (``nothing_to_settle``)
    where nobody gets anything.
    """
    paper = check_clean(squeeze(paper), "退款凭据")
    if not paper:
        raise BadInput("退还差额要有退款凭据，请写明「退款凭据号」")
    with desk.writing("pay_difference"):
        desk = desk.refreshed()
        due = _settleable(desk, insurance, lambda fen: fen < 0)
        if not due:
            title = INSURANCE_TITLES[insurance]
            raise RefusedByRule(f"{title}没有应退的差额，没有登记", "nothing_to_settle")
        entries = [_entry(desk, several, None, paper) for several in due]
        book_entries(desk, entries, second)
        amount_fen = -sum(each.amount_fen for each in entries)
        desk.record("return_to_all", insurance, f"{_people(due)} people {amount_fen} {paper}")
    return ReturnedToAll(len(due), _people(due), amount_fen)


def _settleable(
    desk: Desk, insurance: Insurance, is_meant: Callable[[int], bool]
) -> list[tuple[Difference, ...]]:
    """Return by household and year the differences of whoever can be settled for what he owes."""
    of_people: dict[tuple[int, int], list[Difference]] = defaultdict(list)
    for each in find_differences(desk, insurance):
        of_people[each.person_id, each.levy_year].append(each)
    meant = [
        each
        for several in of_people.values()
        if not any(each.problem or each.is_changed_later for each in several)
        and is_meant(sum(each.amount_fen for each in several))
        for each in several
    ]
    return [tuple(several) for _, several in groupby(sorted(meant, key=_household), key=_household)]


def _people(households: Iterable[Sequence[Difference]]) -> int:
    return len({each.person_id for several in households for each in several})


def _household(each: Difference) -> tuple[int, int]:
    """One entry a household and levy year: each year is of a round of its own."""
    return each.present_household_id, each.levy_year


def _of_household(desk: Desk, request: DifferenceRequest) -> tuple[Difference, ...]:
    found = find_differences(desk, request.insurance, household_id=request.household_id)
    for each in found:
        if each.problem:
            raise RefusedByRule(f"{each.name}：{each.problem}", "not_reckoned")
    if not found:
        title = INSURANCE_TITLES[request.insurance]
        raise RefusedByRule(f"这一户的{title}没有应补或应退的差额", "nothing_to_settle")
    gone = next((each for each in found if each.is_changed_later), None)
    if gone is not None:
        raise RefusedByRule(
            f"{gone.name}的收费在业务日期 {desk.business_date} 之后已撤销、退费或补退过差额，"
            "不能再按这一天补退；请按 F8 改用今天的日期",
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
    is_revised = any(each.cause == "standard" for each in differences)
    without_money = "revision" if is_revised else "certification"
    channel = "pos" if due_fen > 0 else "bank_transfer" if due_fen else without_money
    bases = dict.fromkeys(each.basis for each in differences)
    reason = "；".join([*bases, *([paper] if paper else [])])
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
