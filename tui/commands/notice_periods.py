"""What a notice says of time, told in sentences: window, newborns, late payers, waiting."""

from collections.abc import Sequence

from models.levy.higher import HigherRules
from models.levy.notice import InsuranceRules
from models.levy.periods import LateRule, NewbornRule, Window
from models.levy.waiting_rules import WaitingRule
from models.levy.waits import wait_words

_EXEMPT = {
    "newborn": "新生儿",
    "subsidised": "享受参保资助的",
    "categories": "",
    "from_employee": "由职工医保转来的",
    "soldier": "退役军人",
}


def window_text(window: Window) -> list[str]:
    """Tell when the premium is taken, by parts and by channels."""
    ends = "前完成" if window.ends == "complete_by" else ""
    lines = [f"  征缴期 {window.opens} 至 {window.closes}{ends}（{window.clause}）"]
    for part in window.parts:
        start = {"january": "参保年度 1 月 1 日起", "payment_date": "缴费当日起"}[
            part.benefit_start
        ]
        if part.wait_days or part.wait_months:
            start = wait_words(part.wait_days, part.wait_months)
        lines.append(f"    {part.opens} 至 {part.closes} 缴费：{start}享受待遇（{part.clause}）")
    return lines + [
        f"    {'、'.join(each.channels)} {each.opens} 至 {each.closes}（{each.clause}）"
        for each in window.other_channels
    ]


def newborns_text(newborns: Sequence[NewbornRule]) -> list[str]:
    """Tell until when newborns enrol for the year of birth."""
    lines = []
    for newborn in newborns:
        length = f"{newborn.months} 个月" if newborn.months is not None else f"{newborn.days} 天"
        lines.append(
            f"  新生儿出生 {length}内按个人缴费标准参保{_begins(newborn)}（{newborn.clause}）"
        )
    return lines


def _begins(rule: NewbornRule) -> str:
    """Tell from when a newborn has benefits, and for which years the rule holds."""
    words = "，自出生起享受待遇"
    if rule.benefit_start == "payment_date":
        words = f"，{wait_words(rule.wait_days, rule.wait_months)}享受待遇"
    return words + ("；出生次年也可以缴" if rule.next_year else "")


def late_text(late: LateRule) -> str:
    """Tell what late payers owe, when benefits begin, and who takes the money."""
    owed = "个人缴费与政府补助之和" if late.pays == "total" else "个人缴费"
    has_wait = late.wait_days is not None or late.wait_months is not None
    wait = f"，{wait_words(late.wait_days, late.wait_months)}享受待遇" if has_wait else ""
    days = f"自 {late.opens} 起" if late.opens else ""
    days += f"至 {late.closes} 止" if late.closes else ""
    words = f"{days}{'，' if days else ''}补缴{owed}{wait}（{late.clause}）"
    if late.collected_by:
        words += f"；{late.collected_by}（{late.collected_by_clause}）"
    return words


def later_text(rules: InsuranceRules | HigherRules) -> list[str]:
    """Tell of earlier years, of waiting and of years without a gap."""
    lines = []
    if rules.arrears is not None:
        rule = rules.arrears
        years = f"，最多往前 {rule.years_back} 年" if rule.years_back else ""
        note = f"；{rule.note}" if rule.note else ""
        lines.append(f"  可以补缴 {rule.from_year} 年度起的以前年度{years}{note}（{rule.clause}）")
    if rules.waiting is not None:
        lines.append(f"  待遇等待期：{_waiting(rules.waiting)}（{rules.waiting.clause}）")
        lines += [
            f"    不设等待期：{_EXEMPT[each.who]}"
            + "、".join(each.categories)
            + (f"，{each.months} 个月内" if each.months else "")
            + ("，参保年度内" if each.same_year else "")
            + ("，自缴费次月起" if each.counts == "next_month" else "")
            + (f"；{each.note}" if each.note else "")
            + f"（{each.clause}）"
            for each in rules.waiting.exempt
        ]
    return lines + [
        f"  连续参保满 {each.after_years} 年：{each.text}（{each.clause}）"
        for each in rules.incentives
    ]


def _waiting(rule: WaitingRule) -> str:
    words = [
        f"固定 {rule.fixed_months} 个月" if rule.fixed_months else f"{rule.fixed_days or 0} 天"
    ]
    if rule.months_per_year:
        words.append(f"每断保 1 年加 {rule.months_per_year} 个月")
    if rule.months_per_year_bought:
        words.append(f"每补缴 1 年减 {rule.months_per_year_bought} 个月")
    if rule.floor_years is not None:
        words.append(f"断保 {rule.floor_years} 年及以上的不少于 {rule.floor_months} 个月")
    if rule.counts_from is not None:
        words.append(f"{rule.counts_from} 年度以前的不算")
    if rule.first_missed_counts is False:
        words.append("首个断保年度不加")
    return "，".join(words)
