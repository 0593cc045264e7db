"""What a report says about changes of boundaries, so that its figures can be followed."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES
from models.station.desk import Desk
from models.villages.division import Change, Division
from reports.progress.figures import InsuranceProgress, ProgressRow


def boundary_notes(
    desk: Desk, division: Division, insurances: tuple[InsuranceProgress, ...]
) -> Iterator[str]:
    """Yield each change of the round, then what left with villages and what came with them.

    Changes before the round began moved none of its figures and are not told.
    """
    begins = min(rules.window.opens for rules in desk.insurances.values())
    told = [each for each in division.own_changes() if each.counts_from >= begins]
    for _, group in groupby(told, key=_decision):
        yield _change_note(division, list(group))
    if any(each.kind in ("move_out", "move_in") for each in told):
        yield "乡镇任务数仍为通知任务分解表所列，没有随划出、划入的村增减"
    for each in insurances:
        title = INSURANCE_TITLES[each.insurance]
        if each.moved_out is not None:
            yield f"{title}：由本站收取、已随村划出的{_amounts(each.moved_out)}，不在上表内"
        if each.moved_in is not None:
            yield f"{title}：上表内有原乡镇站收取、随村划入的{_amounts(each.moved_in)}"


def _decision(change: Change) -> tuple[object, ...]:
    """Return what the changes told in one sentence have in common."""
    place = change.to_village_id if change.kind == "merge" else change.village_id
    return change.kind, change.counts_from, change.document, place or change.change_id


def _change_note(division: Division, changes: list[Change]) -> str:
    first = changes[0]
    old = "、".join(
        division.places[each.origin].name for each in changes if each.origin is not None
    )
    new = [division.places[each.target].name for each in changes if each.target is not None]
    since = f"自 {_day(first.effective_on)} 起"
    if first.kind == "merge":
        text = f"{old}{since}并入{new[0]}，以前的缴费计入{new[0]}"
    elif first.kind == "split":
        name = old.split("、", maxsplit=1)[0]
        text = f"{name}{since}拆分，划到{'、'.join(new)}，以前的缴费按户计入"
    elif first.kind == "move_out":
        text = f"{old}{since}划归{first.township}，不再列入"
    else:
        text = f"{new[0]}{since}由{first.township}划入"
    if first.counts_from != first.effective_on:
        text += f"，报表自 {_day(first.counts_from)} 起按新区划"
    return text + (f"（{first.document}）" if first.document else "")


def _amounts(row: ProgressRow) -> str:
    return (
        f"累计 {row.people_to_date} 人、个人缴费 {format_yuan(row.personal_fen_to_date)} 元"
        f"（本期 {row.people_this_period} 人、{format_yuan(row.personal_fen_this_period)} 元）"
    )


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
