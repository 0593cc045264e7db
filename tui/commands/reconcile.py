"""``reconcile``: the statement against the books, exceptions listed and settled one by one."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from tui.frame.command_line import (
    DATE,
    LaobaoGroup,
    as_json,
    global_options,
    print_json,
    print_lines,
)
from tui.frame.session import Session

if TYPE_CHECKING:
    from models.bureau.reconciliation.run import Case, Reconciliation


@click.group(
    cls=LaobaoGroup,
    invoke_without_command=True,
    subcommand_metavar="[命令 ...]",
    params=global_options(),
    help="对账：与已导入的对账单核对，列出待处理的差异；逐件处理用 settle。",
)
@click.option("--from", "first", type=DATE, metavar="日期", help="只列这一天起的差异")
@click.option("--until", "last", type=DATE, metavar="日期", help="只列到这一天为止的差异")
@click.option("--terminal", default="", metavar="终端号", help="只列一台终端的差异")
@as_json
@click.pass_context
def reconcile(
    ctx: click.Context,
    first: dt.date | None,
    last: dt.date | None,
    terminal: str,
    is_json: bool,
) -> None:
    """Match again and list the open exceptions, unless a command below is named."""
    if ctx.invoked_subcommand is not None:
        return
    from models.bureau.reconciliation.run import reconcile as reconcile_desk

    found = reconcile_desk(ctx.obj.desk)
    cases = [
        each
        for each in found.open_cases
        if (first is None or first <= each.finding.day)
        and (last is None or each.finding.day <= last)
        and terminal in ("", each.finding.terminal)
    ]
    if is_json:
        print_json(reconciliation_document(found, cases))
    else:
        print_lines([standing_line(found), *open_lines(cases)])


@reconcile.command("show", help="并排看一件差异的两方，不同之处标 *。")
@click.argument("number", metavar="编号", type=int)
@as_json
@click.pass_obj
def show(session: Session, number: int, is_json: bool) -> None:
    """Print both sides of an exception."""
    from models.bureau.reconciliation.run import find_case, read_reconciliation
    from reports.reconciliation.document import case_document
    from tui.widgets.statement_sides import case_line, decision_line, side_lines

    case = find_case(read_reconciliation(session.desk).cases, number)
    if is_json:
        print_json(case_document(case))
    else:
        print_lines([case_line(case), *side_lines(case), decision_line(case)])


@reconcile.command("settle", help="处理一件差异，写明结果和原因；只能处理一次。")
@click.argument("number", metavar="编号", type=int)
@click.option(
    "--as", "decision", required=True, metavar="结果",
    help="同一笔、挂账、已补录、已退款、非本站业务、已撤销",
)  # fmt: skip
@click.option("--reason", required=True, metavar="原因", help="为什么这样处理")
@as_json
@click.pass_obj
def settle(session: Session, number: int, decision: str, reason: str, is_json: bool) -> None:
    """Settle an exception once and for all."""
    from models.bureau.reconciliation.decide import decide_exception
    from tui.widgets.statement_sides import settled_line

    settled = decide_exception(session.desk, number, decision, reason)
    if is_json:
        print_json(settled)
    else:
        print_lines([settled_line(settled)])


def reconciliation_document(found: "Reconciliation", cases: Sequence["Case"]) -> dict[str, Any]:
    """Return how everything stands, with these exceptions, as plain values."""
    from reports.reconciliation.document import case_document, kind_counts

    return {
        "lines": len(found.lines),
        "matched": len(found.matching.pairs),
        "newly_cleared": found.newly_cleared,
        "voids_that_cancel": found.matching.voids_that_cancel,
        "waiting": len(found.matching.waiting),
        "counts": kind_counts(cases),
        "exceptions": [case_document(each) for each in cases],
    }


def standing_line(found: "Reconciliation") -> str:
    """Return how everything stands, in one line."""
    cleared = f"，本次核销 {found.newly_cleared} 笔" if found.newly_cleared else ""
    return (
        f"对账单共 {len(found.lines)} 笔，已核对 {len(found.matching.pairs)} 笔{cleared}，"
        f"撤销相抵 {found.matching.voids_that_cancel} 笔，"
        f"待处理差异 {len(found.open_cases)} 件，没有对账单的台账 {len(found.matching.waiting)} 笔"
    )


def open_lines(cases: Sequence["Case"]) -> list[str]:
    """Return exceptions as a table, or that there are none."""
    from reports.reconciliation.text import case_table

    return [case_table(cases)] if cases else ["没有待处理的差异"]
