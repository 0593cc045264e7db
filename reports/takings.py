"""What a day brought in, hour by hour: bars of plain characters for the screen."""

from models.desk import Desk
from models.money import format_yuan
from models.text import fit
from models.till.takings import HourTakings, takings_by_hour, takings_of_day

_BAR_CELLS = 40


def takings_lines(desk: Desk) -> list[str]:
    """Return the day's takings as lines at most 80 cells wide."""
    hours, day = takings_by_hour(desk), takings_of_day(desk)
    most_fen = max((each.amount_fen for each in hours), default=0)
    lines = [f"{fit('时间', 8)}{fit('笔数', 6, right=True)}{fit('金额', 16, right=True)}"]
    lines += [_line(each, most_fen) for each in hours]
    total = fit(format_yuan(day.amount_fen), 16, right=True)
    lines.append(f"{fit('合计', 8)}{day.payments:6d}{total}")
    return lines if hours else ["今天还没有收款"]


def _line(each: HourTakings, most_fen: int) -> str:
    amount = fit(format_yuan(each.amount_fen), 16, right=True)
    bar = "#" * (max(0, each.amount_fen) * _BAR_CELLS // most_fen) if most_fen > 0 else ""
    return f"{fit(f'{each.hour:02d} 时', 8)}{each.payments:6d}{amount}  {bar}".rstrip()
