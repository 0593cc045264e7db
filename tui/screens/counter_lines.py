"""The counter's lines of text: status, results. Widths follow the terminal.

What only the status needs is imported where it is used: the search field is drawn before.
"""

from models.desk import Desk
from models.lookup.find import Match
from models.money import format_yuan
from models.text import cut, fit, mask_id, mask_phone, width

_COLUMNS = (("姓名", 14), ("证件号码", 19), ("手机", 12), ("村(社区)", 14), ("户编号", 10))
_WHY_CELLS = 9
_NARROW = 80
_NAME, _VILLAGE, _HOUSEHOLD = 0, 3, 4


def status_words(desk: Desk, cells: int) -> str:
    """Return station, day, operator, and what the day brought in at the right end."""
    from models.till.takings import takings_of_day

    takings = takings_of_day(desk)
    place = f"{desk.township}劳保站{'（演示）' if desk.is_demonstration else ''}"
    left = f"{place}  {desk.business_date}  操作员 {cut(desk.operator, 8)}"
    right = f"今日 {takings.payments} 笔 {format_yuan(takings.amount_fen)} 元"
    return fit(left, max(0, cells - width(right) - 1)) + " " + right


def station_words(desk: Desk, cells: int) -> str:
    """Return what should have been done already, then the notice; short of room, less of it."""
    from models.custody.overdue import overdue_cash
    from models.submission.due import periods_due

    overdue, due = overdue_cash(desk, desk.business_date), periods_due(desk)
    words = [f"！逾期未缴存 {format_yuan(overdue.amount_fen)} 元"] if overdue.note else []
    words += [f"！待报 {len(due)} 期"] if due else []
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


def result_line(match: Match, cells: int) -> str:
    """Return one person found, and by what; who has left says so instead."""
    values = (
        match.name, mask_id(match.id_number), mask_phone(match.phone), match.village,
        match.household,
    )  # fmt: skip
    columns = "".join(
        fit(cut(value, each - 1), each) for value, each in zip(values, _widths(cells), strict=True)
    )
    return f"  {columns}{cut(match.left or match.why, _WHY_CELLS)}"
