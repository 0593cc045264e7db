"""Who is subsidised under a category on a day, and with how much: the people a posting lists.

A person is listed under the one category that counts (就高享受一项), with the amount the
notice grants for it, whether or not anything has been paid yet, in the village the household
belonged to on the day. The number of queries is constant.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from msgspec.structs import replace

from models.base.errors import BadInput, RefusedByRule
from models.base.terms import INSURANCE_TITLES, Insurance
from models.levy.enrolment import enrolment_before
from models.levy.family import Member
from models.levy.notice import InsuranceRules, Notice
from models.levy.quote import quote_person
from models.levy.values import Holding, Quote
from models.people.households.members import read_holdings
from models.station.desk import Desk
from models.villages.division import Place, division_on

_PEOPLE = """
SELECT p.id AS person_id, p.name, p.id_number, p.born, p.enrolment, p.later_birth,
 h.id AS household_id, h.village_id, h.number AS household, l.tier_fen, e.before, e.after
FROM person p JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
LEFT JOIN in_force f ON f.id_number = p.id_number AND f.insurance = ? AND f.levy_year = ?
LEFT JOIN payment_line l ON l.station_id = f.station_id AND l.id = f.line_id
LEFT JOIN family_event e ON e.station_id = p.station_id AND e.person_id = p.id
 AND e.kind = 'status' AND e.happened_on > ?
WHERE p.station_id = ? AND (p.left_on IS NULL OR p.left_on > ?) AND p.born <= ?
AND (p.born <= ? OR p.id IN (SELECT person_id FROM certification
 WHERE station_id = ? AND category = ?)) AND h.village_id IN ({villages})
ORDER BY v.position, h.number, p.position, p.id, e.happened_on DESC, e.id DESC
"""
_OF_VILLAGES = (
    "p.station_id = ? AND p.household_id IN "
    "(SELECT id FROM household WHERE station_id = ? AND village_id IN ({villages}))"
)
_NOBODY_SO_OLD = ""
_NOT_ENROLLED_HERE = (
    "too_young",
    "too_old",
    "in_school",
    "insured_elsewhere",
    "in_service",
    "imprisoned",
)


class _Person(NamedTuple):
    """Somebody who may be subsidised, with one of the later changes of status."""

    person_id: int
    name: str
    id_number: str
    born: dt.date
    enrolment: str
    later_birth: dt.date | None
    household_id: int
    village_id: int
    household: str
    tier_fen: int | None
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Beneficiary:
    """A person subsidised under a category; ``household`` is the household's number."""

    person_id: int
    name: str
    id_number: str
    village: str
    household: str
    amount_fen: int


def village_named(desk: Desk, name: str, day: dt.date) -> Place:
    """Return the station's village of this name on a day; raises BadInput if there is none."""
    for place in division_on(desk, day).villages:
        if place.name == name:
            return place
    raise BadInput(f"{day} 本站没有“{name}”这个村（社区），请核对村名")


def find_beneficiaries(
    desk: Desk,
    category: str,
    insurance: Insurance,
    on: dt.date,
    village: Place | None = None,
) -> tuple[Beneficiary, ...]:
    """Return who is subsidised under a category on a day, in a village or the whole station.

    Outside the collection window people are reckoned as on its nearest day, for postings
    come before or after it. Raises RefusedByRule where the notice grants the category
    nothing (``no_subsidy``) or a figure is still open (``standard_not_set``).
    """
    notice = desk.on(on).notices.get(insurance, desk.notice)
    rules = subsidy_rules(notice, category, insurance)
    quoted_on = min(max(on, rules.window.opens), rules.window.closes)
    division = division_on(desk, on)
    villages = (village,) if village else division.villages
    if not villages:
        return ()
    names = {each.village_id: each.name for each in villages}
    # Once boundaries have changed, households of these villages may live under any other now.
    ids = [each for station, each in division.places if station == desk.station_id] or list(names)
    holdings = _holdings(desk, ids, on)
    found = []
    for person, later in _people(desk, notice, category, insurance, ids, on, quoted_on):
        home = division.home_of(person.household_id, person.village_id)
        if home not in names:
            continue
        member = Member(
            person_id=person.person_id,
            name=person.name,
            id_number=person.id_number,
            born=person.born,
            enrolment=enrolment_before(person.enrolment, later),
            later_birth=person.later_birth,
            holdings=tuple(holdings[person.person_id]),
        )
        quote = _quote(notice, category, insurance, member, quoted_on, person.tier_fen)
        if quote.category == category and quote.subsidy_fen:
            found.append(
                Beneficiary(
                    person_id=person.person_id,
                    name=person.name,
                    id_number=person.id_number,
                    village=names[home],
                    household=person.household,
                    amount_fen=quote.subsidy_fen,
                )
            )
    return tuple(found)


def subsidy_rules(notice: Notice, category: str, insurance: Insurance) -> InsuranceRules:
    """Return the rules of an insurance that grant a category something.

    Raises RefusedByRule where the notice does not collect the insurance
    (``insurance_not_collected``) or grants the category nothing (``no_subsidy``).
    """
    rules, title = notice.insurances.get(insurance), INSURANCE_TITLES[insurance]
    if rules is None:
        raise RefusedByRule(f"{notice.id} 不征收{title}，没有可公示的", "insurance_not_collected")
    if all(each.category != category for each in rules.subsidies):
        raise RefusedByRule(
            f"{notice.id} 没有载明“{category}”的{title}资助（{rules.clause}），没有可公示的名单",
            "no_subsidy",
        )
    return rules


def _quote(
    notice: Notice,
    category: str,
    insurance: Insurance,
    member: Member,
    on: dt.date,
    paid_tier_fen: int | None,
) -> Quote:
    rules = notice.insurances[insurance]
    tier_fen = paid_tier_fen or _lowest_tier(rules, category)
    quote = quote_person(notice, insurance, member.applicant(insurance), on, tier_fen)
    refused = quote.refused
    if refused is not None and refused.code not in _NOT_ENROLLED_HERE:
        raise RefusedByRule(f"{member.name}：{refused.message}", refused.code, refused.needs)
    return quote


def _lowest_tier(rules: InsuranceRules, category: str) -> int | None:
    """Return the tier to reckon with while none is chosen: the lowest that is subsidised."""
    own = [each.tier_fen for each in rules.subsidies if each.category == category and each.tier_fen]
    if own:
        return min(own)
    return rules.tiers.amounts_fen[0] if rules.tiers and rules.tiers.amounts_fen else None


def _people(
    desk: Desk,
    notice: Notice,
    category: str,
    insurance: Insurance,
    villages: list[int],
    on: dt.date,
    quoted_on: dt.date,
) -> Iterator[tuple[_Person, list[tuple[str, str]]]]:
    """Yield who may be subsidised, each with the later changes of status, newest first."""
    rules, day = notice.insurances[insurance], on.isoformat()
    ages = [each.from_age for each in rules.subsidies if each.category == category]
    from_age = min((age for age in ages if age is not None), default=None)
    oldest = _NOBODY_SO_OLD if from_age is None else f"{quoted_on.year - from_age:04d}-12-31"
    rows = desk.store.query(
        _Person,
        _PEOPLE.format(villages=", ".join("?" * len(villages))),
        (
            insurance, rules.levy_year, day, desk.station_id, day, quoted_on.isoformat(), oldest,
            desk.station_id, category, *villages,
        ),
    )  # fmt: skip
    for _, group in groupby(rows, key=lambda each: each.person_id):
        first, *others = group
        yield (
            first,
            [
                (each.before, each.after)
                for each in (first, *others)
                if each.before is not None and each.after is not None
            ],
        )


def _holdings(desk: Desk, villages: list[int], on: dt.date) -> dict[int, list[Holding]]:
    """Return what people hold on the day; what ends after it counts as if it did not end."""
    where = _OF_VILLAGES.format(villages=", ".join("?" * len(villages)))
    every = read_holdings(desk, where, (desk.station_id, desk.station_id, *villages))
    found: dict[int, list[Holding]] = defaultdict(list)
    for person_id, holdings in every.items():
        found[person_id] = [replace(each, until=None) for each in holdings if each.is_held_on(on)]
    return found
