"""When a payment falls: in the window, as a newborn's, or late; and when benefits begin."""

import datetime as dt
from typing import Literal

from models.base.dates import add_months
from models.base.terms import Value
from models.levy.notice import InsuranceRules, Interpretations, LateRule, NewbornRule
from models.levy.values import Applicant, Refusal, Trail


class Timing(Value, frozen=True):
    """How a payment on a day counts, for which levy year, and from when benefits run."""

    kind: Literal["window", "newborn", "late"]
    levy_year: int
    benefit_from: dt.date


def decide_timing(
    rules: InsuranceRules,
    applicant: Applicant,
    on: dt.date,
    switches: Interpretations,
    trail: Trail,
) -> Timing | Refusal:
    """Return how a payment on a day counts, or why none can be taken on it.

    A child born in the levy year or the year before it, still within the newborn
    rule's months and outside the window, enrols for the year of birth. Inside the
    window a child born the year before enrols for the levy year like everybody.
    """
    window, year, born = rules.window, rules.levy_year, applicant.born
    newborn_until = _newborn_until(rules.newborn, born, year, switches)
    is_open = window.opens <= on <= window.closes
    may_be_newborn = born.year not in applicant.enrolled_years and not (
        is_open and born.year < year
    )
    if may_be_newborn and newborn_until is not None and on <= newborn_until:
        return _newborn(rules.newborn, born, newborn_until, trail)
    if is_open:
        trail.because(window.clause)
        if switches.benefit_start == "payment_date":
            return Timing(kind="window", levy_year=year, benefit_from=on)
        trail.interpreted(1)
        return Timing(kind="window", levy_year=year, benefit_from=dt.date(year, 1, 1))
    if on < window.opens:
        trail.because(window.clause)
        return Refusal(
            code="window_not_open",
            message=f"征缴期自 {window.opens} 开始，请届时办理（{window.clause}）",
        )
    return _after_window(rules, born, on, switches, trail)


def _newborn_until(
    rule: NewbornRule | None, born: dt.date, year: int, switches: Interpretations
) -> dt.date | None:
    """Return the last day of the newborn rule, or None for those it does not reach."""
    if rule is None or born.year not in (year - 1, year):
        return None
    if switches.months == "thirty_days":
        return born + dt.timedelta(days=30 * rule.months)
    return add_months(born, rule.months)


def _newborn(rule: NewbornRule | None, born: dt.date, until: dt.date, trail: Trail) -> Timing:
    assert rule is not None
    trail.because(
        rule.clause, f"新生儿出生 {rule.months} 个月内（至 {until}）参保，按个人缴费标准缴纳"
    )
    trail.interpreted(7)
    return Timing(kind="newborn", levy_year=born.year, benefit_from=born)


def _after_window(
    rules: InsuranceRules, born: dt.date, on: dt.date, switches: Interpretations, trail: Trail
) -> Timing | Refusal:
    window, year = rules.window, rules.levy_year
    if rules.late is None:
        trail.because(window.clause)
        return Refusal(
            code="window_closed",
            message=f"征缴期已于 {window.closes} 结束（{window.clause}），补缴办法本通知未载明，"
            "请向税务、医保（人社）部门咨询",
        )
    if on.year > year or born.year > year:
        trail.because(rules.late.clause)
        return Refusal(
            code="window_closed",
            message=f"{year} 年度已过，不能再补缴（{rules.late.clause}），请按新年度通知参保",
        )
    if _newborn_until(rules.newborn, born, year, switches) is not None:
        trail.interpreted(7)
    owed = "个人缴费与政府补助之和" if rules.late.pays == "total" else "个人缴费"
    trail.because(
        rules.late.clause,
        f"征缴期已于 {window.closes} 结束，补缴{owed}，{_wait_words(rules.late)}享受待遇",
    )
    return Timing(kind="late", levy_year=year, benefit_from=_after_wait(rules.late, on))


def _wait_words(late: LateRule) -> str:
    if late.wait_months is not None:
        return f"缴费满 {late.wait_months} 个月后"
    return f"缴费 {late.wait_days} 日后" if late.wait_days else "缴费当日起"


def _after_wait(late: LateRule, on: dt.date) -> dt.date:
    if late.wait_months is not None:
        return add_months(on, late.wait_months)
    return on + dt.timedelta(days=late.wait_days or 0)
