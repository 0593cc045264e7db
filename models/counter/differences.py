"""What people who have paid owe, or get back, because more is known by now than at the payment.

A standard was revised since, or a category was certified, ended, renewed or withdrawn for the
day of the payment. A list, computed afresh and never applied by itself: each difference becomes
a ledger entry only when somebody settles it (``models.counter.pay_difference``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from models.base.terms import Insurance
from models.counter.certified import (
    Certified,
    CertifiedPeople,
    certified_among,
    certified_of_household,
    certified_people,
)
from models.counter.difference import Difference, difference_of
from models.counter.paid_lines import (
    EVERYBODY,
    Entered,
    Scope,
    of_household,
    of_people,
    of_subsidised,
    read_entered,
)
from models.counter.quote_again import Rules, category_change, standard_change
from models.levy.family import Household
from models.station.desk import Desk
from models.station.round import OpenRound, round_numbered

_AT_ONCE = 500


def find_differences(
    desk: Desk,
    insurance: Insurance,
    on: dt.date | None = None,
    household_id: int | None = None,
) -> tuple[Difference, ...]:
    """Return everybody whose payment in force on a day is not what is asked by now.

    The day is the business date unless another is given: the standard is that of the day, and
    what was settled by then is taken into account. A person is reckoned as on the day of
    payment, with the categories that he held on it as is known today. ``household_id`` asks
    for the people who now live in one household only.
    """
    day = on or desk.business_date
    if household_id is not None:
        return _of_household(desk, (insurance,), day, household_id)
    scope = EVERYBODY if revised_rounds(desk, insurance, day) else of_subsidised(desk)
    certified = certified_people(desk)
    return tuple(_found(desk, (insurance,), day, scope, certified))


def standard_differences(desk: Desk, insurance: Insurance, on: dt.date) -> tuple[Difference, ...]:
    """Return the differences that a revised standard alone made by a day.

    What was certified since changes nothing in them, so that what a closed period said of them
    stays.
    """
    if not revised_rounds(desk, insurance, on):
        return ()
    return tuple(
        each for each in _found(desk, (insurance,), on, EVERYBODY, {}) if each.cause == "standard"
    )


def category_differences(
    desk: Desk, people: Sequence[int], certified: CertifiedPeople | None = None
) -> tuple[Difference, ...]:
    """Return the differences that categories make for some people, of every insurance.

    ``certified`` is what they hold, where that is not what is on record: what they would.
    """
    found: list[Difference] = []
    for first in range(0, len(people), _AT_ONCE):
        some = people[first : first + _AT_ONCE]
        held = certified_among(desk, some) if certified is None else certified
        found += _found(desk, tuple(desk.insurances), desk.business_date, of_people(some), held)
    return tuple(each for each in found if each.cause == "category")


def household_differences(desk: Desk, household: Household) -> tuple[Difference, ...]:
    """Return the differences of those who live in a household, of every insurance.

    Nothing is asked of the store where nobody has paid whom a category or a revised figure may
    concern; else four queries, whatever the household.
    """
    day, insurances = desk.business_date, tuple(desk.insurances)
    has_paid = [each for each in household.members if each.paid]
    is_concerned = any(
        each.holdings or any(paid.category for paid in each.paid) for each in has_paid
    )
    is_revised = any(revised_rounds(desk, insurance, day) for insurance in insurances)
    if not has_paid or not (is_concerned or is_revised):
        return ()
    return _of_household(desk, insurances, day, household.household_id)


def revised_rounds(desk: Desk, insurance: Insurance, day: dt.date) -> tuple[OpenRound, ...]:
    """Return the rounds in which a document has set or revised a figure of an insurance."""
    return tuple(each for each in desk.rounds if each.figures_on(day, insurance))


def revised_insurances(desk: Desk, on: dt.date | None = None) -> tuple[Insurance, ...]:
    """Return the insurances of which a document has set or revised a figure by a day."""
    day = on or desk.business_date
    return tuple(name for name in desk.insurances if revised_rounds(desk, name, day))


def _of_household(
    desk: Desk, insurances: tuple[Insurance, ...], day: dt.date, household_id: int
) -> tuple[Difference, ...]:
    certified = certified_of_household(desk, household_id)
    return tuple(_found(desk, insurances, day, of_household(desk, household_id), certified))


def _found(
    desk: Desk,
    insurances: tuple[Insurance, ...],
    day: dt.date,
    scope: Scope,
    certified: Mapping[int, Sequence[Certified]],
) -> Iterator[Difference]:
    if not insurances:
        return

    @cache
    def round_of(insurance: Insurance, levy_year: int, paid_on: dt.date) -> int:
        return desk.round_of(insurance, levy_year, paid_on).number

    @cache
    def rules_of(insurance: Insurance, number: int) -> Rules:
        of = round_numbered(desk.rounds, number)
        documents = dict.fromkeys(each.document for each in of.figures_on(day, insurance))
        return Rules(number, of.notice_on(day), "；".join(documents))

    for entered in read_entered(desk, insurances, day, scope):
        paid = entered.paid
        number = round_of(paid.insurance, paid.levy_year, paid.paid_on)
        rules = rules_of(paid.insurance, number)
        yield from _of_payment(rules, entered, certified.get(entered.paid.person_id, ()))


def _of_payment(rules: Rules, entered: Entered, held: Sequence[Certified]) -> Iterator[Difference]:
    """Yield what a revised standard makes of a payment, then what categories do under it."""
    standard_fen = entered.standard_fen
    if rules.documents:
        change = standard_change(rules, entered)
        if change is not None:
            yield difference_of(entered, rules.round_number, standard_fen, change)
            standard_fen += change.amounts[0]
            if change.problem:
                return
    if held or entered.counted:
        change = category_change(rules, entered, held)
        if change is not None:
            yield difference_of(entered, rules.round_number, standard_fen, change)


@dataclass(frozen=True)
class DifferenceSum:
    """How many people have a difference; what they owe or get, what more funders bear; in fen."""

    people: int
    to_collect_fen: int
    to_return_fen: int
    subsidy_fen: int


def sum_of(differences: Sequence[Difference]) -> DifferenceSum:
    """Return the sums of differences."""
    amounts: dict[tuple[int, Insurance, int], int] = defaultdict(int)
    for each in differences:
        amounts[each.person_id, each.insurance, each.levy_year] += each.amount_fen
    return DifferenceSum(
        people=len({person_id for person_id, _, _ in amounts}),
        to_collect_fen=sum(fen for fen in amounts.values() if fen > 0),
        to_return_fen=-sum(fen for fen in amounts.values() if fen < 0),
        subsidy_fen=sum(each.subsidy_fen for each in differences),
    )
