"""The rates a notice asks for, and how far the station is: computed, or the reason why not."""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

from models.base.terms import INSURANCE_TITLES, Insurance
from models.levy.notice import Notice
from models.levy.round import Goal
from models.station.denominators import PERMANENT, Denominator
from reports.progress.figures import GoalFigures, InsuranceProgress, ProgressRow

GROUP_TITLES = {
    "residents": "参保率",
    "permanent_residents": "常住人口参保率",
    "hardship": "困难群体参保率",
}


def goal_figures(goal: Goal, total: ProgressRow) -> GoalFigures:
    """Return how a total line stands to a goal; ``of`` and ``missing`` are None where unknown."""
    people, of = total.people_to_date, total.denominator
    if goal.group == "permanent_residents":
        of = total.permanent_people
    elif goal.group == "hardship":
        people, of = total.hardship_covered, total.hardship_people
    return GoalFigures(
        group=goal.group,
        asked_rate=float(goal.rate),
        clause=goal.clause,
        people=people,
        of=of or None,
        missing=max(0, ceil(goal.rate * of) - people) if of else None,
    )


def goals_of(notice: Notice, insurance: Insurance, total: ProgressRow) -> tuple[GoalFigures, ...]:
    """Return every rate the notice asks of an insurance."""
    asked = (goal for goal in notice.goals if goal.insurance == insurance)
    return tuple(goal_figures(goal, total) for goal in asked)


def is_asked_by_rate(notice: Notice, insurance: Insurance) -> bool:
    """Whether the notice asks a rate of the residents and sets no number for anybody."""
    asks = any(g.insurance == insurance and g.group == "residents" for g in notice.goals)
    return asks and not any(table.insurance == insurance for table in notice.targets)


def goal_words(each: InsuranceProgress) -> str:
    """Return the rates asked and reached, where some are of stated people; else nothing."""
    return "；".join(map(_words, each.stated_goals))


def _words(goal: GoalFigures) -> str:
    assert goal.of is not None and goal.missing is not None
    asked = f"{GROUP_TITLES[goal.group]}要求 {_percent(goal.asked_rate)}（{goal.clause}）"
    reached = f"现 {goal.people:,} / {goal.of:,} = {goal.people / goal.of:.2%}"
    return f"{asked}，{reached}，{f'还差 {goal.missing:,} 人' if goal.missing else '已达到'}"


def _percent(rate: float) -> str:
    return f"{float(Fraction(rate).limit_denominator(10_000) * 100):g}%"


def missing_notes(notice: Notice, each: InsuranceProgress) -> list[str]:
    """Return why a rate that is asked, or a completion, cannot be stated; nothing where it can."""
    title, total = INSURANCE_TITLES[each.insurance], each.total
    has_annex = any(table.insurance == each.insurance for table in notice.targets)
    lacking = []
    if total.target is None and has_annex:
        lacking.append("任务分解表没有本站任务数，不计完成率")
    asked = {goal.group: goal for goal in notice.goals if goal.insurance == each.insurance}
    if "residents" in asked and total.target is None and total.denominator is None:
        goal = asked["residents"]
        if not has_annex:
            lacking.append(
                f"通知要求参保率 {_percent(float(goal.rate))}（{goal.clause}），"
                "还没有登记应参保人数，不计参保率"
            )
    elif total.target is None and total.denominator is None and not has_annex:
        lacking.append("通知没有任务数，也没有登记任务数，不计完成率")
    if "permanent_residents" in asked and total.permanent_people is None:
        goal = asked["permanent_residents"]
        lacking.append(
            f"通知要求常住人口参保率 {_percent(float(goal.rate))}（{goal.clause}），"
            "还没有登记常住人口，不计"
        )
    return [f"{title}：{'；'.join(lacking)}"] if lacking else []


def denominator_notes(
    each: InsuranceProgress,
    known: Mapping[int | None, Denominator],
    names: Mapping[int | None, str],
) -> list[str]:
    """Return what the stated people are by which document, and where they do not agree."""
    notes = []
    title = INSURANCE_TITLES[each.insurance]
    whole = known.get(None)
    if whole is not None and whole.people is not None:
        parts = "，".join(
            f"{name} {stated.people:,}（{stated.document}）"
            for name, stated in whole.parts.items()
            if name != PERMANENT
        )
        is_alone = whole.of_parts is None
        said = f"应参保人数 {whole.people:,}：{parts}"
        notes.append(f"{title}{parts if is_alone else said}")
    for village_id, stated in known.items():
        if stated.contradiction is not None and village_id in names:
            counted = "应参保人数" if stated.whole_is_last else "各部分相加"
            notes.append(
                f"{title}：{names[village_id]}应参保人数与各部分相加相差 "
                f"{stated.contradiction:+,}，按{counted}计"
            )
    of_villages = [row.denominator for row in each.rows]
    if each.total.denominator is not None and all(people is not None for people in of_villages):
        total = sum(people or 0 for people in of_villages)
        if of_villages and total != each.total.denominator:
            notes.append(
                f"{title}：各村应参保人数相加为 {total:,}，乡镇为 {each.total.denominator:,}，"
                f"相差 {each.total.denominator - total:+,}；合计按乡镇的计"
            )
    return notes
