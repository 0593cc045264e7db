"""May this person enrol here at all: age, school, insurance elsewhere."""

import datetime as dt

from models.base.dates import age_on
from models.base.terms import CONDITION_TITLES
from models.levy.notice import Eligibility, Exclusion, InsuranceRules, Interpretations
from models.levy.values import Applicant, Refusal, Trail

_TOO_OLD = "请不要收费，待遇事宜请向人社部门咨询"


def is_of_age(born: dt.date, years: int, on: dt.date, switches: Interpretations) -> bool:
    """Whether someone is “N周岁以上” on a day (interpretation 2: N itself counts)."""
    age = age_on(born, on)
    return age >= years if switches.age_bound == "inclusive" else age > years


def check_eligibility(
    rules: InsuranceRules,
    applicant: Applicant,
    on: dt.date,
    switches: Interpretations,
    trail: Trail,
) -> Refusal | None:
    """Return why the person may not enrol for this insurance here, or None."""
    if rules.eligibility is not None:
        refusal = _check_age(rules.eligibility, applicant.born, on, switches, trail)
        if refusal is not None:
            return refusal
    for exclusion in rules.exclusions:
        if _applies(exclusion, applicant, on):
            trail.because(exclusion.clause)
            return Refusal(code=exclusion.condition, message=_exclusion_message(exclusion))
    return None


def _check_age(
    rule: Eligibility, born: dt.date, on: dt.date, switches: Interpretations, trail: Trail
) -> Refusal | None:
    trail.because(rule.clause)
    age = age_on(born, on)
    if rule.min_age is not None:
        trail.interpreted(2)
        if not is_of_age(born, rule.min_age, on, switches):
            return Refusal(
                code="too_young",
                message=f"办理当日 {age} 周岁，未满 {rule.min_age} 周岁，"
                f"不在参保范围（{rule.clause}），请满 {rule.min_age} 周岁后再办",
            )
    if rule.max_age is not None and age > rule.max_age:
        return Refusal(
            code="too_old",
            message=f"办理当日 {age} 周岁，超过 {rule.max_age} 周岁，不在参保范围"
            f"（{rule.clause}），{_TOO_OLD}",
        )
    if rule.born_from is not None and born < rule.born_from:
        return Refusal(
            code="too_old",
            message=f"出生日期早于 {rule.born_from}，不在参保范围（{rule.clause}），{_TOO_OLD}",
        )
    return None


def _applies(exclusion: Exclusion, applicant: Applicant, on: dt.date) -> bool:
    if exclusion.condition == "in_school":
        return applicant.is_in_school and age_on(applicant.born, on) >= exclusion.from_age
    if exclusion.condition == "in_service":
        return applicant.is_in_service
    if exclusion.condition == "imprisoned":
        return applicant.is_imprisoned
    return applicant.is_insured_elsewhere


def _exclusion_message(exclusion: Exclusion) -> str:
    who = CONDITION_TITLES[exclusion.condition]
    return f"{who}，请不要在本站缴费：{exclusion.handled_by}（{exclusion.clause}）"
