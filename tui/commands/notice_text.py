"""A notice told in sentences, each with its clause: what ``notice show`` prints."""

from collections.abc import Sequence

from models.base.money import short_yuan
from models.base.terms import CONDITION_TITLES, INSURANCE_TITLES, Insurance
from models.levy.channels import CHANNEL_WORDS
from models.levy.coverage import silent_points
from models.levy.figure_names import figure_titles
from models.levy.fill import fillable_keys
from models.levy.higher import HigherDocument, HigherRules
from models.levy.notice import InsuranceRules, Notice, Share
from models.levy.round import Goal, Phase
from models.levy.who import several
from tui.commands.notice_periods import late_text, later_text, newborns_text, window_text

_GROUPS = {"residents": "应参保人员", "permanent_residents": "常住人口", "hardship": "困难群体"}
_SETTLEMENTS = {"waived": "免缴", "remitted": "划拨至乡镇", "reimbursed": "先征后补"}


def describe_notice(notice: Notice, documents: Sequence[HigherDocument] = ()) -> list[str]:
    """Return everything a notice says, line by line; a borrowed rule bears its document."""
    lines = [f"{notice.id}  {notice.document}", notice.title]
    lines += [f"依据 {each.id}  {each.document}  {each.title}" for each in documents]
    lines.append("")
    for name, rules in notice.insurances.items():
        lines += [*_insurance(name, rules), ""]
    if notice.categories:
        names = "、".join(
            f"{each.name}（凭{each.needs_paper}）" if each.needs_paper else each.name
            for each in notice.categories
        )
        lines.append(f"人员类别：{names}")
    lines += [_goal(each) for each in notice.goals]
    lines += [_phase(each) for each in notice.phases]
    lines += [
        f"{table.clause}：{INSURANCE_TITLES[table.insurance]}任务 {len(table.rows)} 个乡镇，"
        f"共 {table.target_people} 人"
        for table in notice.targets
    ]
    lines += [f"注意：{table.discrepancy}" for table in notice.targets if table.discrepancy]
    lines += _duties(notice)
    if notice.provisions:
        lines += ["", "【其他规定】"]
        lines += [f"  {each.text}（{each.clause}）" for each in notice.provisions]
    keys = fillable_keys(notice)
    if keys:
        lines += ["", f"通知未定、可凭文件填入：{figure_titles(keys)}"]
    silent = silent_points(notice)
    if silent:
        lines += ["", f"各级文件都没有规定、先不收费的：{'、'.join(silent)}"]
    return lines


def describe_document(document: HigherDocument) -> list[str]:
    """Return everything a higher document says, and what was not found in its text."""
    issued = f"  {document.issued}" if document.issued else ""
    lines = [f"{document.id}  {document.document}{issued}", document.title]
    lines += [f"依据 {each}" for each in document.rests_on]
    for name, rules in document.insurances.items():
        since = f" {rules.from_levy_year} 年度起" if rules.from_levy_year else ""
        lines += ["", f"【{INSURANCE_TITLES[name]}{since}】", *_who(rules)]
        lines += newborns_text(rules.newborns)
        lines += [f"  补缴：{late_text(each)}" for each in several(rules.late)]
        lines += later_text(rules)
    if document.provisions:
        lines += ["", "【其他规定】"]
        lines += [f"  {each.text}（{each.clause}）" for each in document.provisions]
    if document.unread:
        lines += [
            "",
            "【没有写明或没有查到原文，不作依据】",
            *(f"  {each}" for each in document.unread),
        ]
    return lines


def _insurance(name: Insurance, rules: InsuranceRules) -> list[str]:
    lines = [
        f"【{INSURANCE_TITLES[name]} {rules.levy_year} 年度】",
        *([f"  年度有疑：{rules.levy_year_note}"] if rules.levy_year_note else []),
        *window_text(rules.window),
    ]
    lines += [*_who(rules), *_amounts(rules)]
    for rule in rules.subsidies:
        shares = "；".join(_share(each) for each in rule.shares) or "数额通知未载明"
        lines.append(f"  {rule.category}：{shares}（{rule.clause}）")
    lines += newborns_text(rules.newborns)
    lines += [f"  补缴：{late_text(each)}" for each in rules.lates]
    lines += [] if rules.lates else ["  补缴：通知未载明"]
    lines += later_text(rules)
    if rules.counter_channels is not None:
        channels = rules.counter_channels
        ways = "、".join(CHANNEL_WORDS[each] for each in channels.channels)
        lines.append(f"  {channels.place or '本站'}只用{ways}收取（{channels.clause}）")
    if rules.collector_note:
        lines.append(f"  {rules.collector_note}")
    return lines


def _who(rules: InsuranceRules | HigherRules) -> list[str]:
    lines = []
    for who in rules.bounds:
        bounds = [f"年满 {who.min_age} 周岁"] if who.min_age is not None else []
        bounds += [f"不超过 {who.max_age} 周岁"] if who.max_age is not None else []
        bounds += [f"{who.born_from} 及以后出生"] if who.born_from is not None else []
        beyond = f"；{who.beyond}" if who.beyond else ""
        lines.append(f"  参保范围：{'，'.join(bounds)}（{who.clause}）{beyond}")
    lines += [
        f"  不在本站参保：{CONDITION_TITLES[each.condition]}，{each.handled_by}（{each.clause}）"
        for each in rules.exclusions
    ]
    return lines + [
        f"  可以参保：{CONDITION_TITLES[each.condition]}（{each.clause}）"
        for each in rules.inclusions
    ]


def _amounts(rules: InsuranceRules) -> list[str]:
    lines = []
    if rules.standard is not None:
        personal = _stated(rules.standard.personal_fen)
        government = _stated(rules.standard.government_fen)
        provisional = "，初定" if rules.standard.is_provisional else ""
        lines.append(
            f"  个人缴费 {personal}{provisional}，财政补助 {government}（{rules.standard.clause}）"
        )
        lines += [
            f"    {CONDITION_TITLES[each.condition]}：个人缴费 {_stated(each.personal_fen)}，"
            f"财政补助 {_stated(each.government_fen)}（{each.clause}）"
            for each in rules.standard.instead
        ]
    if rules.tiers is not None:
        amounts = rules.tiers.amounts_fen
        listed = "、".join(map(short_yuan, amounts)) + " 元" if amounts else "通知未载明"
        lines.append(f"  缴费档次 {listed}（{rules.tiers.clause}）")
        lines += [
            f"    {each.title}：{short_yuan(each.from_tier_fen)} 元档起，{each.funder}另给 "
            f"{short_yuan(each.amount_fen)} 元（{each.clause}）"
            for each in rules.tiers.additions
        ]
    return lines


def _stated(amount_fen: int | None) -> str:
    return "通知未载明" if amount_fen is None else f"{short_yuan(amount_fen)} 元"


def _share(share: Share) -> str:
    if share.rate is not None:
        part = f"{float(share.rate):.0%}"
    elif share.amount_fen is not None:
        part = f"{short_yuan(share.amount_fen)} 元"
    else:
        part = "其余部分" if share.part == "rest" else "最低档"
    return f"{share.funder} {part} {_SETTLEMENTS[share.settlement]}"


def _goal(goal: Goal) -> str:
    rate = f"{float(goal.rate) * 100:.4g}%"
    return f"目标：{INSURANCE_TITLES[goal.insurance]}{_GROUPS[goal.group]} {rate}（{goal.clause}）"


def _phase(phase: Phase) -> str:
    starts = f"{phase.starts} " if phase.starts else ""
    ends = f"至 {phase.ends}" if phase.ends else "起"
    return f"阶段：{phase.title} {starts}{ends}（{phase.clause}）"


def _duties(notice: Notice) -> list[str]:
    duties = notice.duties
    lines = []
    if duties.channels:
        lines.append(f"渠道：{'、'.join(duties.channels)}（{duties.channels_clause}）")
    if duties.certified_by:
        names = "、".join(duties.certified_by)
        lines.append(f"认定部门：{names}（{duties.certified_by_clause}）")
    if notice.family_rule is not None:
        title = INSURANCE_TITLES[notice.family_rule.insurance]
        lines.append(f"{title}以家庭为单位，全部成员参保（{notice.family_rule.clause}）")
    return lines
