"""When a payment falls: in the window, as a newborn's, or late; and when benefits begin."""

import datetime as dt
from typing import Literal

from models.base.terms import Insurance, Value
from models.levy.benefit_day import benefit_assumed, benefit_of_part
from models.levy.interpretations import Interpretations
from models.levy.late import refuse_late
from models.levy.newborn import newborn_rule, newborn_until
from models.levy.notice import InsuranceRules
from models.levy.periods import Window
from models.levy.values import Applicant, Refusal, Trail
from models.levy.waits import after_wait, wait_words


class Timing(Value, frozen=True):
    """How a payment on a day counts, for which levy year, and from when benefits run.

    ``benefit_from`` is None where no rule gives a day. ``pays``: the personal part, or the
    government's with it.
    """

    kind: Literal["window", "newborn", "late"]
    levy_year: int
    benefit_from: dt.date | None
    pays: Literal["total", "personal"] = "personal"


def decide_timing(
    insurance: Insurance,
    rules: InsuranceRules,
    applicant: Applicant,
    on: dt.date,
    levy_year: int,
    switches: Interpretations,
    trail: Trail,
    *,
    is_bureaus: bool = False,
) -> Timing | Refusal:
    """Return how a payment on a day counts for a levy year, or why none can be taken.

    A child within the newborn rule enrols for the year of birth whatever the window.
    ``is_bureaus``: the tax bureau has the money already, so no window stands in its way
    (interpretation 10).
    """
    newborn = _newborn(rules, applicant, on, levy_year, switches, trail)
    if newborn is not None:
        return newborn
    if levy_year != rules.levy_year:
        return _other_year(rules, applicant, on, levy_year, trail)
    outcome = _of_the_round(insurance, rules, applicant, on, switches, trail)
    if isinstance(outcome, Refusal) and is_bureaus and switches.bureau_money == "enrolled":
        return _as_the_bureau_has_it(insurance, rules, on, switches, trail)
    return outcome


def _newborn(
    rules: InsuranceRules,
    applicant: Applicant,
    on: dt.date,
    levy_year: int,
    switches: Interpretations,
    trail: Trail,
) -> Timing | None:
    born = applicant.born
    rule = newborn_rule(rules, born, on, levy_year, switches)
    if rule is None or levy_year in applicant.enrolled_years:
        return None
    length = f"{rule.months} 个月" if rule.months is not None else f"{rule.days} 天"
    until = newborn_until(rule, born, switches)
    owed = _OWED[rule.pays]
    trail.because(rule.clause, f"新生儿出生 {length}内（至 {until}）参保，按{owed}标准缴纳")
    if rule.months is not None:
        trail.interpreted(7)
    benefit_from = first = max(born, dt.date(levy_year, 1, 1))
    if rule.benefit_start == "payment_date":
        benefit_from = max(first, after_wait(on, rule.wait_days, rule.wait_months))
        words = wait_words(rule.wait_days, rule.wait_months)
        trail.because(rule.clause, f"{words}享受待遇")
    return Timing(kind="newborn", levy_year=levy_year, benefit_from=benefit_from, pays=rule.pays)


def _other_year(
    rules: InsuranceRules, applicant: Applicant, on: dt.date, levy_year: int, trail: Trail
) -> Timing | Refusal:
    if rules.arrears is not None and levy_year in arrears_years(rules, applicant):
        arrears = rules.arrears
        if levy_year in (*applicant.enrolled_years, *applicant.insured_years):
            trail.because(arrears.clause)
            return Refusal(
                code="window_closed", message=f"{levy_year} 年度已经参保，请不要再收补缴"
            )
        if on >= rules.window.opens:
            trail.because(arrears.clause, f"补缴 {levy_year} 年度，不补发以前的待遇")
            if arrears.note:
                trail.warn(f"补缴：{arrears.note}（{arrears.clause}）")
            return Timing(kind="late", levy_year=levy_year, benefit_from=None, pays=arrears.pays)
    trail.because(rules.clause)
    if levy_year > rules.levy_year:
        return Refusal(
            code="window_not_open",
            message=f"{levy_year} 年度还没有开始征缴，本通知征收 {rules.levy_year} 年度"
            f"（{rules.clause}），请按新年度通知办理",
        )
    return Refusal(
        code="window_closed",
        message=f"本通知征收 {rules.levy_year} 年度，没有规定可以补缴 {levy_year} 年度"
        f"（{rules.clause}），请向税务、医保（人社）部门咨询",
    )


def arrears_years(rules: InsuranceRules, applicant: Applicant) -> range:
    """Return the earlier levy years that may be bought back at a person's age, earliest first.

    Nobody misses the year of birth, so that there is nothing to buy back of it.
    """
    rule = rules.arrears
    if rule is None:
        return range(0)
    first = max(rule.from_year, applicant.born.year + 1)
    first = max(
        first, applicant.born.year + max((each.min_age or 0 for each in rules.bounds), default=0)
    )
    if rule.years_back is not None:
        first = max(first, rules.levy_year - rule.years_back)
    return range(first, rules.levy_year)


def _of_the_round(
    insurance: Insurance,
    rules: InsuranceRules,
    applicant: Applicant,
    on: dt.date,
    switches: Interpretations,
    trail: Trail,
) -> Timing | Refusal:
    window, year = rules.window, rules.levy_year
    if window.opens <= on <= window.closes:
        trail.because(window.clause)
        return _in_window(insurance, window, year, on, switches, trail)
    if on < window.opens:
        trail.because(window.clause)
        return Refusal(
            code="window_not_open",
            message=f"征缴期自 {window.opens} 开始，请届时办理（{window.clause}）"
            + _elsewhere(window, on),
        )
    if rules.lates:
        return _late(rules, applicant.born, on, switches, trail)
    trail.because(window.clause)
    if window.ends == "complete_by" and switches.deadline == "warns" and on.year <= year:
        trail.interpreted(9)
        trail.warn(f"通知要求 {window.closes} 前完成，现在缴费已过期限（{window.clause}）")
        return _in_window(insurance, window, year, on, switches, trail)
    return Refusal(
        code="window_closed",
        message=f"征缴期已于 {window.closes} 结束（{window.clause}），补缴办法本通知未载明，"
        "请向税务、医保（人社）部门咨询" + _elsewhere(window, on),
    )


def _elsewhere(window: Window, on: dt.date) -> str:
    """Return which other channels still take the money on a day."""
    return "".join(
        f"；{each.closes} 前可通过{'、'.join(each.channels)}缴费（{each.clause}）"
        for each in window.other_channels
        if each.opens <= on <= each.closes
    )


def _in_window(
    insurance: Insurance,
    window: Window,
    year: int,
    on: dt.date,
    switches: Interpretations,
    trail: Trail,
) -> Timing:
    """Return a payment as one in the window: by the part of the day, if it has parts."""
    part = next((each for each in window.parts if each.opens <= on <= each.closes), None)
    if part is None:
        begins = benefit_assumed(insurance, year, on, switches, trail)
        return Timing(kind="window", levy_year=year, benefit_from=begins)
    if part.pays == "total":
        trail.because(part.clause, f"{part.opens} 起缴费的，缴{_OWED['total']}")
    begins = benefit_of_part(part, year, on, trail)
    return Timing(kind="window", levy_year=year, benefit_from=begins, pays=part.pays)


_OWED = {"total": "个人缴费与政府补助之和", "personal": "个人缴费"}


def _late(
    rules: InsuranceRules,
    born: dt.date,
    on: dt.date,
    switches: Interpretations,
    trail: Trail,
) -> Timing | Refusal:
    window, year = rules.window, rules.levy_year
    late = rules.late_on(on)
    if late is None or on.year > year or born.year > year:
        return refuse_late(rules, born, on, trail)
    if any(each.months is not None for each in rules.newborns) and born.year in (year - 1, year):
        trail.interpreted(7)
    owed = _OWED[late.pays]
    has_wait = late.wait_days is not None or late.wait_months is not None
    wait = f"，{wait_words(late.wait_days, late.wait_months)}享受待遇" if has_wait else ""
    trail.because(late.clause, f"征缴期已于 {window.closes} 结束，补缴{owed}{wait}")
    if late.collected_by:
        trail.because(late.collected_by_clause)
        trail.warn(
            f"补缴：征缴期过后{late.collected_by}（{late.collected_by_clause}），收款前请说明"
        )
    benefit_from = after_wait(on, late.wait_days, late.wait_months)
    return Timing(kind="late", levy_year=year, benefit_from=benefit_from, pays=late.pays)


def _as_the_bureau_has_it(
    insurance: Insurance,
    rules: InsuranceRules,
    on: dt.date,
    switches: Interpretations,
    trail: Trail,
) -> Timing:
    """Count money the tax bureau has already as paid in the window, and say so."""
    window, year = rules.window, rules.levy_year
    its_own = next((w for w in window.other_channels if w.opens <= on <= w.closes), None)
    if its_own is not None:
        trail.because(its_own.clause)
    else:
        trail.interpreted(10)
        trail.warn(
            f"{on} 不在通知的征缴期内（{window.opens} 至 {window.closes}，{window.clause}），"
            "税务部门已经收下，照常参保"
        )
    return _in_window(insurance, window, year, on, switches, trail)
