"""May this person enrol here at all: age, school, insurance elsewhere.

The nearest document that speaks decides. Where all are silent a person who seems not to
belong is refused for now (interpretation 8), and an operator may go on with a reason.
"""

import datetime as dt
from collections.abc import Callable
from operator import attrgetter

from models.base.dates import age_on
from models.base.terms import CONDITION_TITLES, Condition, Insurance
from models.levy.interpretations import Interpretations
from models.levy.notice import InsuranceRules
from models.levy.values import Applicant, Refusal, RefusalCode, Trail
from models.levy.who import Eligibility, Exclusion

CONDITIONS: tuple[Condition, ...] = ("in_school", "insured_elsewhere", "in_service", "imprisoned")
PENSION_AGES = (16, 60)
"""From which age on a resident pension is usually paid for, and at which it usually begins."""

_IS_IN: dict[Condition, Callable[[Applicant], bool]] = {
    "in_school": attrgetter("is_in_school"),
    "insured_elsewhere": attrgetter("is_insured_elsewhere"),
    "in_service": attrgetter("is_in_service"),
    "imprisoned": attrgetter("is_imprisoned"),
}
_TOO_OLD = "请不要收费，待遇事宜请向人社部门咨询"


def is_of_age(born: dt.date, years: int, on: dt.date, switches: Interpretations) -> bool:
    """Whether someone is “N周岁以上” on a day (interpretation 2: N itself counts)."""
    age = age_on(born, on)
    return age >= years if switches.age_bound == "inclusive" else age > years


def check_eligibility(
    insurance: Insurance,
    rules: InsuranceRules,
    applicant: Applicant,
    on: dt.date,
    switches: Interpretations,
    trail: Trail,
) -> Refusal | None:
    """Return why the person may not enrol for this insurance here, or None."""
    refusal = _check_age(insurance, rules, applicant, on, switches, trail)
    for condition in CONDITIONS:
        refusal = refusal or _check_condition(condition, rules, applicant, on, switches, trail)
    return refusal


def _check_age(
    insurance: Insurance,
    rules: InsuranceRules,
    applicant: Applicant,
    on: dt.date,
    switches: Interpretations,
    trail: Trail,
) -> Refusal | None:
    lower = next((each for each in rules.bounds if each.min_age is not None), None)
    upper = next((each for each in rules.bounds if each.has_upper_bound), None)
    for rule in dict.fromkeys(each for each in (lower, upper) if each is not None):
        trail.because(rule.clause)
    refusal = _too_young(lower, applicant.born, on, switches, trail) if lower else None
    if refusal is None and upper is not None:
        refusal = _too_old(upper, applicant.born, on)
    if refusal is None and insurance == "pension":
        refusal = _silent_age(rules, applicant.born, on, switches, trail)
    return _unless_overridden(refusal, applicant, trail)


def _too_young(
    rule: Eligibility, born: dt.date, on: dt.date, switches: Interpretations, trail: Trail
) -> Refusal | None:
    assert rule.min_age is not None
    trail.interpreted(2)
    if is_of_age(born, rule.min_age, on, switches):
        return None
    return Refusal(
        code="too_young",
        message=f"办理当日 {age_on(born, on)} 周岁，未满 {rule.min_age} 周岁，"
        f"不在参保范围（{rule.clause}），请满 {rule.min_age} 周岁后再办",
    )


def _too_old(rule: Eligibility, born: dt.date, on: dt.date) -> Refusal | None:
    age = age_on(born, on)
    if rule.max_age is not None and age > rule.max_age:
        reason = f"办理当日 {age} 周岁，超过 {rule.max_age} 周岁"
    elif rule.born_from is not None and born < rule.born_from:
        reason = f"出生日期早于 {rule.born_from}"
    else:
        return None
    if rule.beyond:
        message = f"{reason}，已到领取待遇的年龄（{rule.clause}），{_TOO_OLD}；{rule.beyond}"
        return Refusal(code="too_old", message=message, override="reason")
    return Refusal(code="too_old", message=f"{reason}，不在参保范围（{rule.clause}），{_TOO_OLD}")


def _silent_age(
    rules: InsuranceRules, born: dt.date, on: dt.date, switches: Interpretations, trail: Trail
) -> Refusal | None:
    """Protect the payer where no document says from which age on, or up to which, people pay."""
    age = age_on(born, on)
    from_age, begins = PENSION_AGES
    if age < from_age and all(each.min_age is None for each in rules.bounds):
        who = f"办理当日 {age} 周岁，未满 {from_age} 周岁"
        return _silent("too_young", who, rules, switches, trail)
    if age >= begins and not any(each.has_upper_bound for each in rules.bounds):
        who = f"办理当日 {age} 周岁，已满 {begins} 周岁"
        return _silent("too_old", who, rules, switches, trail)
    return None


def _check_condition(
    condition: Condition,
    rules: InsuranceRules,
    applicant: Applicant,
    on: dt.date,
    switches: Interpretations,
    trail: Trail,
) -> Refusal | None:
    if not is_in(condition, applicant):
        return None
    exclusion = next((each for each in rules.exclusions if each.condition == condition), None)
    included = next((each for each in rules.inclusions if each.condition == condition), None)
    refusal = None
    if exclusion is not None:
        trail.because(exclusion.clause)
        if age_on(applicant.born, on) >= exclusion.from_age:
            refusal = Refusal(code=condition, message=_exclusion_message(exclusion))
    elif included is not None:
        trail.because(included.clause, f"{CONDITION_TITLES[condition]}在参保范围之内")
    else:
        refusal = _silent(condition, CONDITION_TITLES[condition], rules, switches, trail)
    return _unless_overridden(refusal, applicant, trail)


def is_in(condition: Condition, applicant: Applicant) -> bool:
    """Whether a person is in a condition that a notice may speak of: at school, in service."""
    return _IS_IN[condition](applicant)


def _silent(
    code: RefusalCode,
    who: str,
    rules: InsuranceRules,
    switches: Interpretations,
    trail: Trail,
) -> Refusal | None:
    """Refuse for now somebody of whom no document speaks (interpretation 8)."""
    if switches.silence == "allow":
        return None
    trail.because(rules.clause)
    trail.interpreted(8)
    return Refusal(
        code=code,
        message=f"{who}：通知没有规定是否参保，所依据的文件也没有规定，请先不要收费；"
        "确应参保的，写明理由和凭据后办理",
        override="reason",
    )


def _unless_overridden(
    refusal: Refusal | None, applicant: Applicant, trail: Trail
) -> Refusal | None:
    """Return a refusal, or None and a warning where an operator goes on in spite of it."""
    if refusal is None or refusal.override == "none" or refusal.code not in applicant.overridden:
        return refusal
    trail.warn(f"已写明理由照常办理：{refusal.message}")
    return None


def _exclusion_message(exclusion: Exclusion) -> str:
    who = CONDITION_TITLES[exclusion.condition]
    return f"{who}，请不要在本站缴费：{exclusion.handled_by}（{exclusion.clause}）"
