"""From when benefits run, once the waits for late payers and for missed years are added."""

import datetime as dt

from msgspec.structs import replace

from models.base.dates import add_months
from models.base.terms import Insurance, Value
from models.levy.notice import InsuranceRules
from models.levy.timing import Timing
from models.levy.values import Applicant, Refusal, Trail
from models.levy.waiting_rules import Exemption, WaitingRule


class Gap(Value, frozen=True):
    """The missed years in a row before a levy year, and those of them bought back.

    ``is_known_whole``: history reaches back far enough to say that there are no more.
    """

    missed: tuple[int, ...] = ()
    bought: int = 0
    is_known_whole: bool = True


def find_gap(applicant: Applicant, levy_year: int, counts_from: int | None) -> Gap:
    """Return how many years a person missed in a row before a levy year.

    A year paid late counts as missed and bought back. Years before birth, and those that do
    not count, end the row; so does the first year of which nothing is known.
    """
    insured = set(applicant.insured_years) | set(applicant.enrolled_years)
    bought = set(applicant.bought_years)
    first = max(applicant.born.year + 1, counts_from or 0)
    known_from = applicant.history_from
    missed: list[int] = []
    for year in range(levy_year - 1, first - 1, -1):
        if year in insured and year not in bought:
            break
        if year not in bought and (known_from is None or year < known_from):
            return Gap(missed=tuple(missed), bought=_among(missed, bought), is_known_whole=False)
        missed.append(year)
    return Gap(missed=tuple(missed), bought=_among(missed, bought))


def _among(missed: list[int], bought: set[int]) -> int:
    return len(bought.intersection(missed))


def wait_months(rule: WaitingRule, gap: Gap, *, first_counts: bool) -> int:
    """Return the calendar months of a wait: fixed, one more a missed year, less those bought."""
    counted = len(gap.missed) - (0 if first_counts else 1)
    back = min(rule.months_per_year_bought, rule.months_per_year)
    more = max(counted, 0) * rule.months_per_year - gap.bought * back
    months = (rule.fixed_months or 0) + max(more, 0)
    if rule.floor_years is not None and len(gap.missed) >= rule.floor_years:
        months = max(months, rule.floor_months)
    return months


def add_wait(
    rules: InsuranceRules,
    timing: Timing,
    applicant: Applicant,
    on: dt.date,
    trail: Trail,
    *,
    is_subsidised: bool,
) -> Timing:
    """Return a payment's timing with the wait of the notice, or of its documents, added."""
    rule = rules.waiting
    if rule is None or timing.levy_year != rules.levy_year:
        return timing
    exemption = _exemption(rule, timing, applicant, on, is_subsidised=is_subsidised)
    gap = find_gap(applicant, timing.levy_year, rule.counts_from)
    is_late = timing.kind == "late"
    if exemption is not None:
        if is_late or gap.missed:
            trail.because(exemption.clause, f"{_WHO[exemption.who]}，不设待遇等待期")
            if exemption.note:
                trail.warn(f"不设待遇等待期：{exemption.note}（{exemption.clause}）")
            begins = _at_once(exemption, on) if is_late else timing.benefit_from
            return replace(timing, benefit_from=begins)
        return timing
    if not is_late and not (rule.in_window and gap.missed):
        if rule.in_window:
            _say_unknown(rule, gap, trail)
        return timing
    begins = on if is_late else max(on, timing.benefit_from or on)
    counts = rule.counts if begins == on else "payment_date"
    longer = wait_months(rule, gap, first_counts=rule.first_missed_counts is not False)
    ends = _end(rule, counts, begins, longer)
    _say_wait(rule, gap, longer, trail)
    certain = _without_doubt(rule, gap)
    shorter, earliest = 0, begins
    if is_late or certain.missed:
        shorter = wait_months(rule, certain, first_counts=_surely(rule))
        earliest = _end(rule, counts, begins, shorter)
    if shorter < longer:
        least = f"最短 {shorter} 个月" if shorter else "也可能不用等待"
        trail.warn(
            f"断保年度怎样增加等待期，文件没有全部写明（{rule.clause}），"
            f"按较长的 {longer} 个月告知，{least}（{earliest} 起）"
        )
    _say_unknown(rule, gap, trail)
    if is_late and applicant.born.year == timing.levy_year and not rules.newborns:
        _say_newborn(rule, trail)
    if timing.benefit_from is not None:
        ends = max(ends, timing.benefit_from)
    return replace(timing, benefit_from=ends)


_WHO = {
    "newborn": "新生儿",
    "subsidised": "享受参保资助",
    "categories": "属于所列人员",
    "from_employee": "由职工医保转来",
    "soldier": "退役军人",
}


def _at_once(exemption: Exemption, on: dt.date) -> dt.date:
    """Return from when somebody who does not wait has benefits after a late payment."""
    return add_months(on.replace(day=1), 1) if exemption.counts == "next_month" else on


def _exemption(
    rule: WaitingRule, timing: Timing, applicant: Applicant, on: dt.date, *, is_subsidised: bool
) -> Exemption | None:
    held = {each.category for each in applicant.holdings if each.is_held_on(on)}

    def is_exempt(each: Exemption) -> bool:
        if each.who == "newborn":
            return timing.kind == "newborn"
        if each.who == "subsidised":
            return is_subsidised
        if each.who == "categories":
            return bool(held.intersection(each.categories))
        since = applicant.employee_until if each.who == "from_employee" else applicant.discharged_on
        if since is None or (each.same_year and since.year != timing.levy_year):
            return False
        return each.months is None or on <= add_months(since, each.months)

    return next((each for each in rule.exempt if is_exempt(each)), None)


def _surely(rule: WaitingRule) -> bool:
    return rule.first_missed_counts is True


def _without_doubt(rule: WaitingRule, gap: Gap) -> Gap:
    """Return the gap without the missed years of which no document says that they count."""
    doubtful = rule.doubtful_before or 0
    missed = tuple(each for each in gap.missed if each >= doubtful)
    return Gap(missed=missed, bought=min(gap.bought, len(missed)))


def _end(rule: WaitingRule, counts: str, begins: dt.date, months: int) -> dt.date:
    if counts != "payment_date" and months:
        begins = begins.replace(day=1)
        months += 1 if counts == "next_month" else 0
    return add_months(begins, months) + dt.timedelta(days=rule.fixed_days or 0)


def _say_wait(rule: WaitingRule, gap: Gap, months: int, trail: Trail) -> None:
    words = f"待遇等待期 {months} 个月" if months else f"待遇等待期 {rule.fixed_days or 0} 天"
    if gap.missed:
        words += f"（断保 {len(gap.missed)} 年：{'、'.join(map(str, sorted(gap.missed)))}"
        words += f"，已补缴 {gap.bought} 年）" if gap.bought else "）"
    trail.because(rule.clause, words)


def _say_unknown(rule: WaitingRule, gap: Gap, trail: Trail) -> None:
    if not gap.is_known_whole and rule.months_per_year:
        trail.warn(f"以前年度是否参保没有记录，如有断保，待遇等待期还要加长（{rule.clause}）")


def _say_newborn(rule: WaitingRule, trail: Trail) -> None:
    """Warn of an infant where newborns do not wait and nothing says who is one."""
    for each in rule.exempt:
        if each.who == "newborn":
            trail.warn(
                f"新生儿不设待遇等待期（{each.clause}），出生多久算新生儿、从哪天起享受没有写明，"
                "收款前请先问医保经办机构"
            )


def nothing_to_buy(
    insurance: Insurance, timing: Timing, applicant: Applicant, trail: Trail, *, is_accepted: bool
) -> Refusal | None:
    """Refuse a payment that buys nothing: the year is over before benefits would begin.

    ``is_accepted``: the tax bureau has the money already, which is enrolled with a note.
    """
    begins = timing.benefit_from
    if insurance == "pension" or begins is None or begins.year <= timing.levy_year:
        return None
    words = f"现在缴费要到 {begins} 才享受待遇，{timing.levy_year} 年度已过，缴了也没有待遇"
    if is_accepted:
        trail.interpreted(10)
        trail.warn(f"{words}；税务部门已经收下，照常参保")
        return None
    if "no_benefit_left" in applicant.overridden:
        trail.warn(f"{words}；已由第二人同意照常办理")
        return None
    return Refusal(
        code="no_benefit_left",
        message=f"{words}，请不要收费；本人坚持缴费的，须由第二人同意",
        override="second_operator",
    )


def say_incentives(
    rules: InsuranceRules, applicant: Applicant, levy_year: int, trail: Trail
) -> None:
    """Tell what years without a gap are worth: information that decides no amount."""
    if not rules.incentives:
        return
    insured = {*applicant.insured_years, *applicant.enrolled_years} - {*applicant.bought_years}
    years = next(count for count in range(len(insured) + 1) if levy_year - 1 - count not in insured)
    for each in rules.incentives:
        if years >= each.after_years:
            trail.because(each.clause, f"已连续参保 {years} 年：{each.text}")
