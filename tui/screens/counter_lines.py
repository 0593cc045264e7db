"""The counter's first two lines: station, day and takings; what is overdue, the notice.

What only the status needs is imported where it is used: the search field is drawn before.
"""

from models.base import clock
from models.base.money import format_yuan
from models.base.text import cut, fit, width
from models.station.desk import Desk


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
    """Return whether entries are closed, what is overdue, how much waits, then the notice."""
    from models.bureau.todo.gather import gather_tasks
    from models.station.clock_set_back import clock_words
    from models.station.closed_days import day_words, state_of_day

    tasks = gather_tasks(desk)
    day = day_words(state_of_day(desk, desk.business_date))
    words = [f"！{each}" for each in (clock_words(desk), day) if each]
    words += [f"！{each.words}" for each in tasks if each.is_late and each.kind != "close"]
    words += [f"待办 {len(tasks)} 项（Ctrl+E）"] if tasks else []
    return cut("  ".join([*words, f"通知：{desk.notice.title}"]), cells)
