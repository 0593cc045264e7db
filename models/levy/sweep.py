"""Asking a notice about every day and every kind of person: one answer each, and it adds up."""

import datetime as dt
from collections.abc import Iterator
from itertools import combinations

from models.base.dates import add_months
from models.base.terms import CONDITION_TITLES, Fault, Insurance, Value
from models.levy.eligibility import CONDITIONS, PENSION_AGES
from models.levy.fill import fill_notice, fillable_keys
from models.levy.notice import InsuranceRules, Notice
from models.levy.quote import quote_person
from models.levy.sweep_waits import wait_faults
from models.levy.values import Applicant, Holding, Quote

_FILLED = {"personal": "300", "government": "600", "tiers": "100,200,500"}
_SHARE = "50%,财政,waived"
_WINDOW_CODES = ("window_not_open", "window_closed")
_YEAR = dt.timedelta(days=366)


class Case(Value, frozen=True):
    """One question of the sweep."""

    insurance: Insurance
    applicant: Applicant
    on: dt.date
    tier_fen: int | None

    def __str__(self) -> str:
        held = "、".join(each.category for each in self.applicant.holdings) or "无类别"
        return f"{self.on} 办理，{self.applicant.born} 出生，{held}"


def sweep_faults(notice: Notice) -> tuple[int, list[Fault]]:
    """Return how many questions were asked, and the first fault of each kind found.

    Open figures are filled with round amounts first, so that every rule is reached.
    """
    filled = fill_notice(notice, [(key, _figure(notice, key)) for key in fillable_keys(notice)])
    asked, faults = 0, dict[str, Fault]()
    for insurance, rules in filled.insurances.items():
        for case in _cases(filled, insurance, rules):
            asked += 1
            quote = quote_person(filled, insurance, case.applicant, case.on, case.tier_fen)
            for message in _wrong(filled, rules, case, quote):
                key = f"insurances.{insurance}"
                faults.setdefault(
                    f"{key} {message}", Fault(key=key, message=f"{message}（{case}）")
                )
        tier_fen = _tiers(rules)[0]
        more, found = wait_faults(filled, insurance, rules, tier_fen)
        asked += more
        faults |= {each.message: each for each in found}
    return asked, list(faults.values())


def _figure(notice: Notice, key: str) -> str:
    insurance, field = key.split(".")[:2]
    if field == "levy_year":
        return str(notice.insurances[insurance].levy_year)  # type: ignore[index]  # a key of its own
    return _SHARE if field == "subsidy" else _FILLED[field]


def _cases(notice: Notice, insurance: Insurance, rules: InsuranceRules) -> Iterator[Case]:
    """Yield every day for an ordinary person, then every kind of person on the days that matter."""
    tiers = _tiers(rules)
    adult = Applicant(born=add_months(rules.window.opens, -12 * 40))
    for day in _every_day(rules):
        yield Case(insurance=insurance, applicant=adult, on=day, tier_fen=tiers[0])
    groups = _groups(notice)
    for day in _days_that_matter(rules):
        for born in _births(insurance, rules, day):
            for holdings in groups:
                for tier_fen in tiers:
                    applicant = Applicant(born=born, holdings=holdings)
                    yield Case(insurance=insurance, applicant=applicant, on=day, tier_fen=tier_fen)
            for condition in CONDITIONS:
                applicant = Applicant(born=born, **{f"is_{condition}": True})  # type: ignore[arg-type]
                yield Case(insurance=insurance, applicant=applicant, on=day, tier_fen=tiers[0])


def _every_day(rules: InsuranceRules) -> Iterator[dt.date]:
    """Yield each day from a year before the window to the end of the year it is for."""
    first = rules.window.opens - _YEAR
    last = max(rules.window.closes + _YEAR, dt.date(rules.levy_year, 12, 31))
    for number in range((last - first).days + 1):
        yield first + dt.timedelta(days=number)


def _days_that_matter(rules: InsuranceRules) -> list[dt.date]:
    """Return the first and the last day of every period, and the day after the window."""
    window = rules.window
    days = {window.opens, window.closes, window.closes + dt.timedelta(days=1)}
    days |= {day for part in window.parts for day in (part.opens, part.closes)}
    days |= {day for late in rules.lates for day in (late.opens, late.closes) if day}
    return sorted(days)


def _births(insurance: Insurance, rules: InsuranceRules, on: dt.date) -> list[dt.date]:
    """Return births on each side of every age the rules speak of, and on the edges of newborns'."""
    ages: set[int | None] = {20, 40, *(PENSION_AGES if insurance == "pension" else ())}
    ages |= {age for each in rules.bounds for age in (each.min_age, each.max_age)}
    ages |= {
        age for rule in rules.subsidies for age in (rule.from_age, rule.min_age, rule.below_age)
    }
    births = {on}
    for age in ages - {None}:
        birthday = add_months(on, -12 * (age or 0))
        births |= {birthday, birthday + dt.timedelta(days=1)}
    for rule in rules.newborns:
        last = add_months(on, -(rule.months or 0)) - dt.timedelta(days=rule.days or 0)
        births |= {last, last - dt.timedelta(days=1)}
    return sorted(births)


def _groups(notice: Notice) -> list[tuple[Holding, ...]]:
    """Return no category, each alone, and every two: long held, so that all of them count."""
    each = [
        Holding(category=category.name, certified_from=dt.date(2000, 1, 1))
        for category in notice.categories
    ]
    return [(), *((one,) for one in each), *combinations(each, 2)]


def _tiers(rules: InsuranceRules) -> list[int | None]:
    """Return the lowest and the highest tier and each that has a rule of its own."""
    if rules.tiers is None or not rules.tiers.amounts_fen:
        return [None]
    offered = rules.tiers.amounts_fen
    ruled = {rule.tier_fen for rule in rules.subsidies if rule.tier_fen is not None}
    return [*sorted({offered[0], offered[-1], *ruled})]


def _wrong(notice: Notice, rules: InsuranceRules, case: Case, quote: Quote) -> Iterator[str]:
    window = rules.window
    if notice.interpretations.silence == "protect":
        yield from _let_in_silently(rules, case, quote)
    if quote.refused is not None:
        if quote.refused.code in _WINDOW_CODES and window.opens <= case.on <= window.closes:
            yield "征缴期内被当作不在征缴期"
        return
    paid_by = sum(each.amount_fen for each in quote.shares if each.settlement != "reimbursed")
    if (quote.due_now_fen or 0) + paid_by != quote.standard_fen:
        yield "现在应缴与各方资助之和不等于标准"
    if sum(each.is_applied for each in quote.considered) > 1:
        yield "同时享受两项资助"
    granted = {each.category for each in quote.considered if each.is_applied}
    if any(each.category in granted and not each.is_applied for each in quote.considered):
        yield "同一类别既享受又不享受"
    late = case.on > window.closes and bool(rules.lates) and not quote.is_newborn
    if late != quote.late:
        yield "征缴期外的缴费没有按补缴办理"


def _let_in_silently(rules: InsuranceRules, case: Case, quote: Quote) -> Iterator[str]:
    """Whoever seems not to belong is refused, unless a rule says that they do belong."""
    for condition in CONDITIONS:
        if not getattr(case.applicant, f"is_{condition}"):
            continue
        spoken = {each.clause for each in rules.exclusions if each.condition == condition}
        spoken |= {each.clause for each in rules.inclusions if each.condition == condition}
        if quote.refused is not None and quote.refused.code in (condition, "too_young", "too_old"):
            continue
        if not spoken & set(quote.clauses):
            yield f"{CONDITION_TITLES[condition]}没有规定可以参保，却没有被拒绝"
