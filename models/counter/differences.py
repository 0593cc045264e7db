"""What people who have paid owe, or get back, when a standard is revised after their payment.

A list, computed afresh and never applied by itself: each difference becomes a ledger
entry only when somebody settles it (``models.counter.pay_difference``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from models.base.terms import Insurance, Settlement
from models.counter.paid_lines import Entered, PaidLine, read_entered
from models.ledger.receipt_numbers import receipt_number
from models.levy.family import Household
from models.levy.notice import Notice
from models.levy.quote import quote_person
from models.levy.values import Applicant, Holding, Quote, ShareAmount
from models.station.desk import Desk
from models.station.round import OpenRound

_LONG_AGO = dt.date(1900, 1, 1)


@dataclass(frozen=True)
class Difference:
    """How one payment in force differs from the revised standard; amounts in fen.

    ``amount_fen`` is what the person still owes (positive) or gets back (negative);
    ``shares`` are the changes of the funders' parts. ``present_household_id`` is where
    the person lives now, ``household_id`` and ``village_id`` where the payment stands.
    ``problem`` says why no new amount could be worked out; then all changes are 0.
    ``is_reversed_later``: after the day asked for the payment was taken back.
    """

    line_id: int
    person_id: int
    name: str
    id_number: str
    present_household_id: int
    household_id: int
    household: str
    village: str
    village_id: int
    insurance: Insurance
    levy_year: int
    category: str
    tier_fen: int | None
    paid_on: dt.date
    is_late: bool
    benefit_from: dt.date | None
    receipt: str
    paid_standard_fen: int
    standard_fen: int = 0
    subsidy_fen: int = 0
    reimbursed_fen: int = 0
    shares: tuple[ShareAmount, ...] = ()
    problem: str = ""
    is_reversed_later: bool = False

    @property
    def amount_fen(self) -> int:
        """What the person owes (positive) or gets back (negative) at the counter."""
        return self.standard_fen - self.subsidy_fen + self.reimbursed_fen

    @property
    def new_standard_fen(self) -> int:
        """The standard after the revision."""
        return self.paid_standard_fen + self.standard_fen


def find_differences(
    desk: Desk,
    insurance: Insurance,
    on: dt.date | None = None,
    household_id: int | None = None,
) -> tuple[Difference, ...]:
    """Return everybody whose payment in force on a day is not what the standard of that day asks.

    The day is the business date unless another is given. A person is reckoned as on the
    day of payment, with the category under which the payment was taken: only the
    standard is new. What was settled by then is taken into account. ``household_id``
    asks for the people who now live in one household only.
    """
    day = on or desk.business_date
    revised = {each.number: each.notice_on(day) for each in revised_rounds(desk, insurance, day)}
    if not revised:
        return ()
    entered = read_entered(desk, insurance, day, household_id)
    years = {each.paid.levy_year for each in entered}
    numbers = {year: desk.round_of(insurance, year, day).number for year in years}
    found = (
        _difference(revised[numbers[each.paid.levy_year]], insurance, each)
        for each in entered
        if numbers[each.paid.levy_year] in revised
    )
    return tuple(each for each in found if each is not None)


def revised_rounds(desk: Desk, insurance: Insurance, day: dt.date) -> tuple[OpenRound, ...]:
    """Return the rounds in which a document has set or revised a figure of an insurance."""
    return tuple(each for each in desk.rounds if each.figures_on(day, insurance))


def open_differences(desk: Desk, household: Household) -> dict[tuple[int, Insurance], int]:
    """Return what members of a household still owe (or get back), in fen, by person and insurance.

    Without a revised figure this asks nothing of the store.
    """
    return {
        (each.person_id, insurance): each.amount_fen
        for insurance in desk.insurances
        for each in find_differences(desk, insurance, household_id=household.household_id)
    }


def revised_insurances(desk: Desk, on: dt.date | None = None) -> tuple[Insurance, ...]:
    """Return the insurances of which a document has set or revised a figure by a day."""
    day = on or desk.business_date
    return tuple(name for name in desk.insurances if revised_rounds(desk, name, day))


def _difference(notice: Notice, insurance: Insurance, entered: Entered) -> Difference | None:
    paid = entered.paid
    quote = _quote_again(notice, insurance, entered)
    problem = _problem(paid, quote)
    changes = (0, 0, 0)
    moved: tuple[ShareAmount, ...] = ()
    if not problem:
        changes = (
            (quote.standard_fen or 0) - entered.standard_fen,
            (quote.subsidy_fen or 0) - entered.subsidy_fen,
            (quote.reimbursed_fen or 0) - entered.reimbursed_fen,
        )
        moved = tuple(_share_changes(entered.shares, quote.shares))
        if not any(changes) and not moved:
            return None
    standard_fen, subsidy_fen, reimbursed_fen = changes
    return Difference(
        line_id=paid.line_id,
        person_id=paid.person_id,
        name=paid.name,
        id_number=paid.id_number,
        present_household_id=paid.present_household_id,
        household_id=paid.household_id,
        household=paid.household,
        village=paid.village,
        village_id=paid.village_id,
        insurance=insurance,
        levy_year=paid.levy_year,
        category=paid.category,
        tier_fen=paid.tier_fen,
        paid_on=paid.paid_on,
        is_late=paid.is_late,
        benefit_from=paid.benefit_from,
        receipt=receipt_number(paid.year, paid.serial),
        paid_standard_fen=entered.standard_fen,
        standard_fen=standard_fen,
        subsidy_fen=subsidy_fen,
        reimbursed_fen=reimbursed_fen,
        shares=moved,
        problem=problem,
        is_reversed_later=paid.is_reversed_later,
    )


def _quote_again(notice: Notice, insurance: Insurance, entered: Entered) -> Quote:
    """Quote a person as on the day of payment, under the category that counted, if any."""
    paid = entered.paid
    counted = paid.category if entered.subsidy_fen else ""
    held = (Holding(category=counted, certified_from=_LONG_AGO),) if counted else ()
    applicant = Applicant(born=paid.born, holdings=held)
    return quote_person(notice, insurance, applicant, paid.paid_on, paid.tier_fen)


def _problem(paid: PaidLine, quote: Quote) -> str:
    """Return why no new amount can be worked out; empty where it can."""
    if quote.refused is not None:
        return quote.refused.message
    if quote.levy_year != paid.levy_year or quote.late != paid.is_late:
        return "缴费年度或补缴与现行规定不一致，请人工核对"
    return ""


def _share_changes(
    before: dict[tuple[str, Settlement], int], after: Iterable[ShareAmount]
) -> Iterable[ShareAmount]:
    asked: dict[tuple[str, Settlement], int] = defaultdict(int)
    for share in after:
        asked[share.funder, share.settlement] += share.amount_fen
    for funder, settlement in dict.fromkeys((*before, *asked)):
        change = asked[funder, settlement] - before.get((funder, settlement), 0)
        if change:
            yield ShareAmount(funder=funder, amount_fen=change, settlement=settlement)
