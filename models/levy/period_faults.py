"""What can be wrong with what one insurance says of time: window, newborns, late, waiting."""

import datetime as dt
from collections.abc import Iterator

from models.base.terms import Fault
from models.levy.channels import CHANNEL_WORDS
from models.levy.notice import InsuranceRules
from models.levy.periods import LateRule
from models.levy.waiting_rules import WaitingRule

_ONE_WAIT = "wait_days 与 wait_months 必须有且只有一个"


def period_faults(key: str, rules: InsuranceRules, known: set[str]) -> Iterator[Fault]:
    """Yield what is wrong with an insurance's periods; ``known`` are the notice's categories."""
    before = rules.window.closes
    for late in rules.lates:
        yield from _late_faults(f"{key}.late", rules, late, before)
        before = late.closes or dt.date.max
    for newborn in rules.newborns:
        if (newborn.days is None) == (newborn.months is None):
            yield Fault(key=f"{key}.newborn", message="days 与 months 必须有且只有一个")
        if newborn.wait_days is not None and newborn.wait_months is not None:
            yield Fault(key=f"{key}.newborn", message="wait_days 与 wait_months 只能有一个")
    if rules.waiting is not None:
        yield from _waiting_faults(f"{key}.waiting", rules.waiting, known)
    if rules.counter_channels is not None:
        for channel in rules.counter_channels.channels:
            if channel not in CHANNEL_WORDS:
                known_ones = "、".join(CHANNEL_WORDS)
                message = f"渠道“{channel}”不认识，可用 {known_ones}"
                yield Fault(key=f"{key}.counter_channels", message=message)
    if rules.arrears is not None and rules.arrears.from_year > rules.levy_year:
        yield Fault(key=f"{key}.arrears.from_year", message="补缴的年度应在参保年度之前")


def _late_faults(
    key: str, rules: InsuranceRules, late: LateRule, before: dt.date
) -> Iterator[Fault]:
    """Where a waiting rule tells the wait, the rule of late payment need not.

    ``before`` is the last day of the window, or of the late period before this one.
    """
    stated = (late.wait_days is not None) + (late.wait_months is not None)
    if stated > 1 or (stated == 0 and rules.waiting is None):
        yield Fault(key=key, message=_ONE_WAIT)
    if before == dt.date.max or (late.opens is not None and late.opens <= before):
        yield Fault(key=f"{key}.opens", message="补缴应在征缴期之后，几段按日期先后，互不重叠")
    if late.closes is not None and late.closes < (late.opens or before):
        yield Fault(key=f"{key}.closes", message="补缴结束日期早于开始日期")


def _waiting_faults(key: str, rule: WaitingRule, known: set[str]) -> Iterator[Fault]:
    if rule.fixed_days is not None and (rule.fixed_months is not None or rule.months_per_year):
        yield Fault(key=key, message="等待期按天的，不能同时按月（fixed_months、months_per_year）")
    if rule.months_per_year_bought > rule.months_per_year:
        yield Fault(key=key, message="补缴一年减少的月数不能多于断保一年增加的月数")
    if (rule.floor_years is None) != (rule.floor_months == 0):
        yield Fault(key=key, message="floor_years 与 floor_months 应同时写明")
    for position, exempt in enumerate(rule.exempt):
        where = f"{key}.exempt[{position}]"
        if (exempt.who == "categories") != bool(exempt.categories):
            yield Fault(key=where, message='who = "categories" 的要列出 categories，其他的不列')
        for name in exempt.categories:
            if name not in known:
                yield Fault(key=where, message=f"人员类别“{name}”没有在 categories 中列出")


def window_faults(key: str, rules: InsuranceRules) -> Iterator[Fault]:
    """Yield what is wrong with an insurance's window and its parts."""
    window = rules.window
    if window.closes < window.opens:
        yield Fault(key=f"{key}.closes", message="征缴期结束日期早于开始日期")
    if window.ends == "complete_by" and rules.lates:
        yield Fault(
            key=f"{key}.ends", message="写明了补缴办法 late 的，征缴期到期截止，不能是“前完成”"
        )
    for channel in window.other_channels:
        if channel.closes < channel.opens:
            yield Fault(key=f"{key}.other_channels", message="结束日期早于开始日期")
    before = None
    for position, part in enumerate(window.parts):
        where = f"{key}.parts[{position}]"
        if not window.opens <= part.opens <= part.closes <= window.closes:
            yield Fault(key=where, message="分段应在征缴期之内，结束不早于开始")
        if before is not None and part.opens <= before:
            yield Fault(key=where, message="分段应按日期先后，互不重叠")
        if part.wait_days is not None and part.wait_months is not None:
            yield Fault(key=where, message="wait_days 与 wait_months 只能有一个")
        before = part.closes
