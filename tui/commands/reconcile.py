"""``reconcile``: the statement against the books, exceptions listed and settled one by one."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from tui.frame.command_line import (
    DATE,
    YUAN,
    Answer,
    LaobaoGroup,
    answering,
    as_json,
    global_options,
    second_person,
)
from tui.frame.printing import print_json, print_lines
from tui.frame.session import Session

if TYPE_CHECKING:
    from models.bureau.reconciliation.run import Case, Reconciliation
    from models.bureau.reconciliation.values import BookEntry
    from models.station.approvals import SecondPerson


@click.group(
    cls=LaobaoGroup,
    invoke_without_command=True,
    subcommand_metavar="[命令 ...]",
    params=global_options(),
    help="对账：与已导入的对账单核对，列出差异；可「处理一件差异」，可看或改规则。",
)
@click.option("--kind", default="", metavar="情况", help="只列一种差异，如 仅台账有")
@click.option(
    "--state", default="", metavar="状态",
    help="待处理（默认）、已处理、已核对上、等对账单、全部",
)  # fmt: skip
@click.option("--from", "first", type=DATE, metavar="日期", help="只列这一天起的")
@click.option("--until", "last", type=DATE, metavar="日期", help="只列到这一天为止的")
@click.option("--terminal", default="", metavar="终端号", help="只列一台终端的")
@as_json
@click.pass_context
def reconcile(
    ctx: click.Context,
    kind: str,
    state: str,
    first: dt.date | None,
    last: dt.date | None,
    terminal: str,
    is_json: bool,
) -> None:
    """Match again and list the exceptions that are asked for, unless a command is named."""
    if ctx.invoked_subcommand is not None:
        return
    from models.bureau.reconciliation.choose import Choice, kind_named, state_named
    from models.bureau.reconciliation.run import see_reconciliation

    choice = Choice(
        kind_named(kind) if kind else None,
        state_named(state) if state else "open",
        terminal,
        first,
        last,
    )
    found = see_reconciliation(ctx.obj.desk)
    is_waiting = choice.state in ("waiting", "all")
    waiting = choice.waiting(found.matching.waiting) if is_waiting else ()
    cases = choice.cases(found.cases)
    if is_json:
        print_json(reconciliation_document(found, cases, waiting))
        return
    lines = [standing_line(found)]
    if choice.state != "waiting":
        lines += open_lines(cases, "" if choice.state == "open" else choice.words)
    if is_waiting:
        lines += waiting_lines(found, waiting)
    print_lines(lines)


@reconcile.command("show", help="并排看一件差异的两方，不同之处标 *。")
@click.argument("number", metavar="编号", type=int)
@answering
@click.pass_obj
def show(session: Session, number: int) -> Answer:
    """Print both sides of an exception."""
    from models.bureau.reconciliation.run import find_case, read_reconciliation
    from reports.reconciliation.document import case_document
    from tui.widgets.statement_sides import case_line, decision_line, side_lines

    case = find_case(read_reconciliation(session.desk).cases, number)
    return case_document(case), [case_line(case), *side_lines(case), decision_line(case)]


@reconcile.command("settle", help="处理一件差异，写明结果和原因；只能处理一次。")
@click.argument("number", metavar="编号", type=int)
@click.option(
    "--as", "decision", required=True, metavar="结果",
    help="同一笔、挂账、已补录、已退款、非本站业务、已撤销",
)  # fmt: skip
@click.option("--reason", required=True, metavar="原因", help="为什么这样处理")
@second_person(text="第二人的编号，金额超过限额时要写")
@answering
@click.pass_obj
def settle(
    session: Session, number: int, decision: str, reason: str, second: "SecondPerson | None"
) -> Answer:
    """Settle an exception once and for all."""
    from models.bureau.reconciliation.decide import decide_exception
    from tui.widgets.statement_sides import settled_line

    settled = decide_exception(session.desk, number, decision, reason, second)
    return settled, [settled_line(settled)]


@reconcile.command("rules", help="看、改两条规则：多大的差异要两个人处理，签购单等对账单几天。")
@click.option("--limit", "limit_fen", type=YUAN, metavar="限额", help="超过多少元的差异要第二人")
@click.option("--days", type=int, metavar="天数", help="签购单等几天算差异；0 不限")
@answering
@click.pass_obj
def rules(session: Session, limit_fen: int | None, days: int | None) -> Answer:
    """Print what is in force, after setting what is given."""
    from models.bureau.reconciliation.rules import read_rules, set_rules

    if limit_fen is None and days is None:
        found = read_rules(session.desk)
    else:
        found = set_rules(session.desk, limit_fen=limit_fen, days=days)
    return found, [found.words]


def reconciliation_document(
    found: "Reconciliation", cases: Sequence["Case"], waiting: Sequence["BookEntry"] = ()
) -> dict[str, Any]:
    """Return how everything stands, with these exceptions, as plain values."""
    from reports.reconciliation.document import case_document, kind_counts, waiting_document

    return {
        "lines": len(found.lines),
        "matched": len(found.matching.pairs),
        "newly_cleared": found.newly_cleared,
        "voids_that_cancel": found.matching.voids_that_cancel,
        "waiting": len(found.matching.waiting),
        "on_last_day": len(found.on_last_day),
        "overdue": len(found.overdue),
        "rules": found.rules,
        "counts": kind_counts(cases),
        "exceptions": [case_document(each) for each in cases],
        "waiting_entries": [waiting_document(each, found) for each in waiting],
    }


def standing_line(found: "Reconciliation") -> str:
    """Return how everything stands, in one line."""
    cleared = f"，本次核销 {found.newly_cleared} 笔" if found.newly_cleared else ""
    overdue = f"（{len(found.overdue)} 件超过 {found.rules.days} 天没有对账单）"
    last_day = f"（{len(found.on_last_day)} 笔是对账单的最后一天）"
    return (
        f"对账单共 {len(found.lines)} 笔，已核对 {len(found.matching.pairs)} 笔{cleared}，"
        f"撤销相抵 {found.matching.voids_that_cancel} 笔，"
        f"待处理差异 {len(found.open_cases)} 件{overdue if found.overdue else ''}，"
        f"没有对账单的台账 {len(found.matching.waiting)} 笔{last_day if found.on_last_day else ''}"
    )


def open_lines(cases: Sequence["Case"], asked: str = "") -> list[str]:
    """Return exceptions as a table, or that there are none."""
    from reports.listing.text import listing_table
    from reports.reconciliation.listing import case_listing

    if cases:
        return [listing_table(case_listing(cases))]
    return [f"没有这样的差异：{asked}" if asked else "没有待处理的差异"]


def waiting_lines(found: "Reconciliation", entries: Sequence["BookEntry"]) -> list[str]:
    """Return the entries that wait for their statement as a table, or that there are none."""
    from reports.listing.text import listing_table
    from reports.reconciliation.listing import waiting_listing

    if not entries:
        return ["没有等对账单的台账"]
    return ["等对账单的台账：", listing_table(waiting_listing(entries, found))]
