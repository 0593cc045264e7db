"""Gathering what waits at a station. The number of queries is constant."""

from collections.abc import Iterator

from models.base.money import format_yuan
from models.bureau.reconciliation.overdue import overdue_slips
from models.bureau.submission.due import periods_due
from models.bureau.todo import counts
from models.bureau.todo.values import TASK_ACTS, TASK_TITLES, Task, TaskKind, Waiting
from models.cash.overdue import overdue_cash
from models.station.desk import Desk
from models.station.operators import operator_named
from models.station.rights import may


def gather_tasks(desk: Desk) -> tuple[Task, ...]:
    """Return what waits on the business date: what the operator's role may do comes first."""
    operator = operator_named(desk.store, desk.station_id, desk.operator)
    role = operator.role if operator is not None else None
    found = {each.kind: each for each in (*_of_the_money(desk), *_of_the_people(desk))}
    tasks = [
        Task(kind, task.count, task.since, task.words, may(role, TASK_ACTS[kind]), task.is_late)
        for kind in TASK_TITLES
        if (task := found.get(kind)) is not None
    ]
    return tuple(sorted(tasks, key=lambda each: not each.is_own))


def _of_the_money(desk: Desk) -> Iterator[Task]:
    """Yield what waits of cash, statements, refunds and reports."""
    yield from _task("close", counts.days_not_closed(desk), "{} 天有收费没有日结", is_late=True)
    cash = overdue_cash(desk, desk.business_date)
    if cash.note:
        words = f"逾期未缴存 {format_yuan(cash.amount_fen)} 元"
        yield Task("deposit", 1, cash.since, words, is_late=True)
    due = periods_due(desk)
    if due:
        words = f"待报 {len(due)} 期，先报{due[0].title}"
        yield Task("reports", len(due), due[0].last_day, words, is_late=True)
    waiting, others = counts.refunds_waiting(desk), counts.refunds_waiting(desk, of_others=True)
    own = waiting.number - others.number
    mine = f"，其中本人申请的 {own} 笔要别人复核" if own else ""
    yield from _task("refunds", waiting, f"{{}} 笔退费等复核{mine}")
    yield from _task("exceptions", counts.exceptions_waiting(desk), "{} 件差异没有处理")
    slips = overdue_slips(desk)
    if slips.words:
        yield Task("slips", slips.count, slips.since, slips.words, is_late=True)
    unsent = counts.applications_waiting(desk, at_bureau=False)
    sent = counts.applications_waiting(desk, at_bureau=True)
    yield from _task_of_parts(
        "applications", (unsent, "{} 件待报送"), (sent, "{} 件在部门，等退到账")
    )


def _of_the_people(desk: Desk) -> Iterator[Task]:
    """Yield what waits of categories, duplicates, postings and the uninsured."""
    yield from _task("confirmations", counts.confirmations_waiting(desk), "{} 项类别等村或部门确认")
    yield from _task("expiring", counts.expiring_soon(desk), "{} 项类别 30 天内到期")
    yield from _task("duplicates", counts.duplicates_waiting(desk), "{} 件可能重复参保")
    objections, unfiled = counts.objections_waiting(desk), counts.filings_waiting(desk)
    yield from _task_of_parts(
        "postings", (objections, "{} 件异议没有处理"), (unfiled, "{} 份公示期满没有报送")
    )
    villages, unclear = counts.villages_unanswered(desk), counts.answers_unclear(desk)
    yield from _task_of_parts(
        "uninsured", (villages, "{} 个村没有交回核查表"), (unclear, "{} 条答复看不懂")
    )


def _task(kind: TaskKind, waiting: Waiting, words: str, *, is_late: bool = False) -> Iterator[Task]:
    """Yield a task where anything waits; ``{}`` in its words is how many."""
    if waiting.number:
        said = words.format(waiting.number)
        yield Task(kind, waiting.number, waiting.since, said, is_late=is_late)


def _task_of_parts(kind: TaskKind, *parts: tuple[Waiting, str]) -> Iterator[Task]:
    """Yield one task of several things that wait, each in its own words, the oldest day of all."""
    words = "，".join(said.format(each.number) for each, said in parts if each.number)
    days = [each.since for each, _ in parts if each.since is not None]
    number = sum(each.number for each, _ in parts)
    yield from _task(kind, Waiting(number, min(days, default=None)), words)
