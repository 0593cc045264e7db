"""The counter's lines of text: status, results. Widths follow the terminal.

What only the status needs is imported where it is used: the search field is drawn before.
"""

import datetime as dt

from models.base import clock
from models.base.dates import age_on
from models.base.money import format_yuan
from models.base.text import cut, fit, mask_id, mask_phone, width
from models.search.find import TWO_PAGES, Match
from models.station.desk import Desk

_COLUMNS = (
    ("姓名", 12), ("年龄", 5), ("证件号码", 19), ("手机", 12), ("村(社区)", 12), ("户编号", 9),
)  # fmt: skip
_WHY_CELLS = 9
_NARROW = 80
_NAME, _VILLAGE, _HOUSEHOLD = 0, 4, 5
_BORN = slice(6, 14)


def status_words(desk: Desk, cells: int) -> str:
    """Return station, day, operator, and what the day brought in at the right end."""
    from models.ledger.takings import takings_of_day

    takings = takings_of_day(desk)
    place = f"{desk.township}劳保站{'（演示）' if desk.is_demonstration else ''}"
    is_today = desk.is_demonstration or desk.business_date == clock.today()
    late = "" if is_today else "（不是今天）"
    left = f"{place}  {desk.business_date}{late}  操作员 {cut(desk.operator, 8)}"
    when = "今日" if is_today else "当日"
    right = f"{when} {takings.payments} 笔 {format_yuan(takings.amount_fen)} 元"
    return fit(left, max(0, cells - width(right) - 1)) + " " + right


def station_words(desk: Desk, cells: int) -> str:
    """Return whether entries are closed, what is overdue, then the notice; cut to the room."""
    from models.bureau.reconciliation.overdue import overdue_slips
    from models.bureau.submission.due import periods_due
    from models.cash.overdue import overdue_cash
    from models.station.clock_set_back import clock_words
    from models.station.closed_days import day_words, state_of_day

    overdue, due = overdue_cash(desk, desk.business_date), periods_due(desk)
    day = day_words(state_of_day(desk, desk.business_date))
    back = clock_words(desk)
    words = [f"！{each}" for each in (back, day) if each]
    words += [f"！逾期未缴存 {format_yuan(overdue.amount_fen)} 元"] if overdue.note else []
    words += [f"！待报 {len(due)} 期，先报{due[0].title}"] if due else []
    slips = overdue_slips(desk).words
    words += [f"！{slips}"] if slips else []
    return cut("  ".join([*words, f"通知：{desk.notice.title}"]), cells)


def _widths(cells: int) -> list[int]:
    widths = [each for _, each in _COLUMNS]
    spare = max(0, cells - _NARROW)
    for column in (_NAME, _VILLAGE, _HOUSEHOLD):
        widths[column] += spare // 4
    return widths


def result_heading(cells: int) -> str:
    """Return the heads over the people found."""
    heads = "".join(
        fit(title, each) for (title, _), each in zip(_COLUMNS, _widths(cells), strict=True)
    )
    return f"  {heads}依据"


def _age(id_number: str, day: dt.date) -> str:
    """Return the age that follows from a number; nothing from one that holds no date."""
    try:
        born = dt.date.fromisoformat(id_number[_BORN])
    except ValueError:
        return ""
    return f"{age_on(born, day):>3}"


def found_words(people: int) -> str:
    """Return what to do with so many people found."""
    if not people:
        return "没有找到：可少打几个字，或换拼音、证件号后几位、户编号"
    more = f"只列前 {people} 人，再打一个字就更准；" if people == TWO_PAGES else ""
    return f"{more}上下键换人，回车到成员里选人"


def result_line(match: Match, day: dt.date, cells: int) -> str:
    """Return one person found, and by what; who has left says so instead."""
    values = (
        match.name, _age(match.id_number, day), mask_id(match.id_number),
        mask_phone(match.phone), match.village, match.household,
    )  # fmt: skip
    columns = "".join(
        fit(cut(value, each - 1), each) for value, each in zip(values, _widths(cells), strict=True)
    )
    return f"  {columns}{cut(match.left or match.why, _WHY_CELLS)}"
