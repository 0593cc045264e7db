"""What a payment in force should be by now: quoted again for its day, and what that changes."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from models.base.terms import Condition
from models.counter.certified import Certified
from models.counter.difference import Amounts, Change, share_changes, summed
from models.counter.paid_lines import Entered, PaidLine
from models.levy.notice import Notice
from models.levy.quote import quote_accepted
from models.levy.values import Applicant, Holding, Quote

_LONG_AGO = dt.date(1900, 1, 1)
_NONE = "无类别"


class Rules(NamedTuple):
    """The notice of a payment's round as it stands, and the documents that revised it, if any."""

    round_number: int
    notice: Notice
    documents: str


def standard_change(rules: Rules, entered: Entered) -> Change | None:
    """Return what the revised standard changes, under the category that was entered."""
    quote = _as_counted(rules, entered)
    problem = _problem(entered.paid, quote)
    if problem:
        return Change("standard", entered.category, problem=problem)
    standard_fen, subsidy_fen, reimbursed_fen = _amounts(quote)
    amounts = (
        standard_fen - entered.standard_fen,
        subsidy_fen - entered.subsidy_fen,
        reimbursed_fen - entered.reimbursed_fen,
    )
    moved = share_changes(entered.shares, quote.shares)
    if not any(amounts) and not moved:
        return None
    return Change("standard", entered.category, amounts, moved, rules.documents)


def category_change(rules: Rules, entered: Entered, held: Sequence[Certified]) -> Change | None:
    """Return what the categories held on the day of payment change, under the standard of today.

    ``held`` is as known today. A payment that cannot be reckoned again is named only where
    its categories are not those that were entered.
    """
    paid = entered.paid
    holdings = tuple(each.holding(rules.notice) for each in held)
    before = _as_counted(rules, entered)
    after = _quote(rules, entered, holdings, knows_births=True)
    problem = _problem(paid, before) or _problem(paid, after)
    if problem:
        if not _is_concerned(rules, entered, holdings):
            return None
        return Change("category", entered.category, problem=problem)
    (old_fen, old_subsidy_fen, old_back_fen), new = _amounts(before), _amounts(after)
    amounts = (new[0] - old_fen, new[1] - old_subsidy_fen, new[2] - old_back_fen)
    moved = share_changes(summed(before.shares), after.shares)
    if not any(amounts) and not moved:
        return None
    on_the_day = [each for each in holdings if each.is_held_on(paid.paid_on) and each.is_confirmed]
    category = after.category or (on_the_day[0].category if on_the_day else "")
    basis = f"{before.category or _NONE}改按{after.category or _NONE}"
    paper = _paper(held, after.category, paid.paid_on)
    return Change("category", category, amounts, moved, f"{basis}（{paper}）" if paper else basis)


def _as_counted(rules: Rules, entered: Entered) -> Quote:
    """Quote a person as on the day of payment, under the category that was entered, if any."""
    counted = entered.counted
    held = (Holding(category=counted, certified_from=_LONG_AGO),) if counted else ()
    return _quote(rules, entered, held)


def _quote(
    rules: Rules, entered: Entered, held: tuple[Holding, ...], *, knows_births: bool = False
) -> Quote:
    paid = entered.paid
    born_later = paid.later_birth if knows_births else None
    condition = _condition_paid_under(rules, entered)
    applicant = Applicant(
        born=paid.born,
        holdings=held,
        later_birth=born_later if born_later and born_later <= paid.paid_on else None,
        is_in_school=condition == "in_school",
        is_insured_elsewhere=condition == "insured_elsewhere",
        is_in_service=condition == "in_service",
        is_imprisoned=condition == "imprisoned",
    )
    return quote_accepted(
        rules.notice, paid.insurance, applicant, paid.paid_on, paid.tier_fen, paid.levy_year
    )


def _condition_paid_under(rules: Rules, entered: Entered) -> Condition | None:
    """Return the condition whose own standard was paid (另有标准), as the entry itself shows."""
    standard = rules.notice.insurances[entered.paid.insurance].standard
    for each in standard.instead if standard else ():
        if entered.standard_fen in (each.personal_fen, each.personal_fen + each.government_fen):
            return each.condition
    return None


def _amounts(quote: Quote) -> Amounts:
    return quote.standard_fen or 0, quote.subsidy_fen or 0, quote.reimbursed_fen or 0


def _problem(paid: PaidLine, quote: Quote) -> str:
    """Return why no new amount can be worked out; empty where it can."""
    if quote.refused is not None:
        return quote.refused.message
    if quote.levy_year != paid.levy_year or quote.late != paid.is_late:
        return "缴费年度或补缴与现行规定不一致，请人工核对"
    return ""


def _is_concerned(rules: Rules, entered: Entered, holdings: Iterable[Holding]) -> bool:
    """Whether somebody held another subsidised category on the day than the one entered."""
    paid = entered.paid
    subsidised = {
        rule.category
        for rule in rules.notice.insurances[paid.insurance].subsidies
        if rule.from_age is None
    }
    held = {
        each.category for each in holdings if each.is_held_on(paid.paid_on) and each.is_confirmed
    } & subsidised
    counted = {entered.counted} & subsidised
    return not (counted <= held <= counted)


def _paper(held: Iterable[Certified], category: str | None, day: dt.date) -> str:
    for each in held:
        starts, until = each.certified_from or dt.date.min, each.until or dt.date.max
        if each.category == category and starts <= day <= until:
            return each.words
    return ""
