"""``round``: the rounds (征缴轮次) of a station: opening the next, and what each collects."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from models.base.terms import INSURANCE_TITLES, Insurance
from tui.frame.command_line import Answer, LaobaoGroup, answering
from tui.frame.session import Session

if TYPE_CHECKING:
    from models.levy.notice import InsuranceRules
    from models.station.desk import Desk
    from models.station.round import OpenRound

_STATES = {
    "not_begun": "征缴期未到",
    "open": "征缴中",
    "late": "征缴期已过，可以补缴",
    "closed": "征缴期已过",
}


@click.group(cls=LaobaoGroup, help="征缴轮次：开新一年的轮次，列出、查看各轮。")
def round_() -> None:
    """Hold the commands below."""


@round_.command("open", help="开新轮次：同一个库按新一年的通知征缴，名册等都接着用。")
@click.option(
    "--notice", "notice_id", required=True, metavar="通知", help="通知编号，见「有哪些通知」"
)
@answering
@click.pass_obj
def open_(session: Session, notice_id: str) -> Answer:
    """Open the next round from the business date on."""
    from models.levy.figure_names import figure_titles
    from models.levy.fill import fillable_keys
    from models.station.opening import open_round
    from tui.frame.notices import find_notice, notice_source

    desk = session.desk
    notice = find_notice(notice_id)
    opened = open_round(desk, notice, notice_source(notice_id))
    desk = desk.refreshed()
    lines = [f"已开第 {opened.number} 轮：{notice.title}", *_insurance_lines(desk, opened)]
    waiting = fillable_keys(notice)
    if waiting:
        lines.append(f"待填或初定的数字：{figure_titles(waiting)}，凭文件「填入数字」")
    if opened.number > 1:
        lines.append("上年参保、今年还没有缴的人：见「未续保名单」")
    if notice.locality != desk.rounds[0].bare.locality:
        lines.append(
            f"请核对：这是{notice.locality}的通知，本站原来按{desk.rounds[0].bare.locality}的办理；"
            "开错了请「撤回轮次」"
        )
    return _document(desk, opened), lines


@round_.command("list", help="本站有哪些轮次，今天各收什么。")
@answering
@click.pass_obj
def list_rounds(session: Session) -> Answer:
    """List the rounds in the order of their opening."""
    desk = session.desk
    lines: list[str] = []
    for each in desk.rounds:
        lines.append(f"第 {each.number} 轮  {each.bare.id}  {each.bare.title}")
        lines += _insurance_lines(desk, each)
    return [_document(desk, each) for each in desk.rounds], lines


@round_.command("show", help="查看一轮：年度、征缴期、任务、已参保人数、填入的数字。")
@click.argument("number", metavar="轮次", required=False, type=int)
@answering
@click.pass_obj
def show(session: Session, number: int | None) -> Answer:
    """Show one round; without a number the one opened last."""
    from models.levy.figure_names import figure_titles
    from models.levy.fill import fillable_keys
    from models.station.opening import enrolled_in
    from models.station.round import round_numbered
    from models.station.targets import list_targets

    desk = session.desk
    found = round_numbered(desk.rounds, number) if number is not None else desk.rounds[-1]
    targets = {
        (each.insurance, each.levy_year): each.target_people
        for each in list_targets(desk)
        if not each.village
    }
    people = enrolled_in(desk, found)
    document = _document(desk, found)
    lines = [f"第 {found.number} 轮  {found.bare.id}  {found.bare.title}"]
    lines.append(f"依据 {found.bare.document}，自 {found.opened_on} 起开轮")
    for (insurance, rules), line in zip(
        _rules(desk, found), _insurance_lines(desk, found), strict=True
    ):
        target = targets.get((insurance, rules.levy_year))
        counts = {"people": people[insurance], "target": target}
        document["insurances"][insurance].update(counts)
        reached = f"，任务 {target} 人" if target is not None else "，没有任务数"
        lines.append(f"{line}；已参保 {people[insurance]} 人{reached}")
    lines += [f"  {each.sentence}" for each in found.figures]
    waiting = fillable_keys(found.notice_on(desk.business_date))
    document["open"] = waiting
    if waiting:
        lines.append(f"待填或初定的数字：{figure_titles(waiting)}")
    return document, lines


@round_.command("withdraw", help="撤回轮次：开错了、还没有缴费记录的一轮。")
@click.argument("number", metavar="轮次", type=int)
@click.option("--reason", required=True, metavar="原因", help="为什么撤回")
@answering
@click.pass_obj
def withdraw(session: Session, number: int, reason: str) -> Answer:
    """Take back a round that was opened by mistake."""
    from models.station.opening import withdraw_round

    found = withdraw_round(session.desk, number, reason)
    return {"round": found.number, "notice": found.bare.id, "withdrawn": True}, [
        f"已撤回第 {found.number} 轮（{found.bare.id}）"
    ]


def _rules(desk: "Desk", each: "OpenRound") -> Iterator[tuple[Insurance, "InsuranceRules"]]:
    yield from each.notice_on(desk.business_date).insurances.items()


def _insurance_lines(desk: "Desk", each: "OpenRound") -> list[str]:
    return [
        f"  {INSURANCE_TITLES[insurance]} {rules.levy_year} 年度  "
        f"{rules.window.opens} 至 {rules.window.closes}  "
        f"{_STATES[_state(rules, desk.business_date)]}"
        for insurance, rules in _rules(desk, each)
    ]


def _document(desk: "Desk", each: "OpenRound") -> dict[str, Any]:
    return {
        "round": each.number,
        "notice": each.bare.id,
        "title": each.bare.title,
        "opened_on": each.opened_on,
        "insurances": {
            insurance: {
                "levy_year": rules.levy_year,
                "opens": rules.window.opens,
                "closes": rules.window.closes,
                "state": _state(rules, desk.business_date),
                "is_present": desk.present.get(insurance) == each,
            }
            for insurance, rules in _rules(desk, each)
        },
    }


def _state(rules: "InsuranceRules", day: dt.date) -> str:
    if day < rules.window.opens:
        return "not_begun"
    if day <= rules.window.closes:
        return "open"
    is_late = rules.late_on(day) is not None and day.year <= rules.levy_year
    return "late" if is_late else "closed"
