"""What a day brought in, by hour and by channel: bars of plain characters for the screen."""

from collections import defaultdict
from collections.abc import Sequence

from models.base.money import format_yuan
from models.base.text import fit
from models.ledger.entry import CHANNEL_TITLES, COUNTS_AS
from models.ledger.takings import HourTakings, takings_by_hour, takings_of_day
from models.station.desk import Desk
from reports.progress.figures import ChannelFigures

_TITLE, _COUNT, _AMOUNT = 14, 6, 16
_BAR_CELLS = 40


def takings_by_channel(desk: Desk) -> tuple[ChannelFigures, ...]:
    """Return the takings of the business date by channel, the station's own channels first."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for channel, kind, count, amount_fen in desk.store.rows(
        "SELECT channel, kind, count(*), sum(amount_fen) FROM payment "
        "WHERE station_id = ? AND business_date = ? GROUP BY channel, kind",
        (desk.station_id, desk.business_date.isoformat()),
    ):
        sums[channel][0] += COUNTS_AS[kind] * count
        sums[channel][1] += int(amount_fen)
    order = list(CHANNEL_TITLES)
    return tuple(ChannelFigures(each, *sums[each]) for each in sorted(sums, key=order.index))


def takings_lines(desk: Desk) -> list[str]:
    """Return the day's takings as lines at most 80 cells wide: by hour, then by channel."""
    hours = [(f"{each.hour:02d} 时", each) for each in takings_by_hour(desk)]
    if not hours:
        return ["今天还没有收款"]
    channels = [(CHANNEL_TITLES[each.channel], each) for each in takings_by_channel(desk)]
    day = takings_of_day(desk)
    total = _line("合计", str(day.payments), format_yuan(day.amount_fen))
    return [*_table("时间", hours), total, "", *_table("渠道", channels), total]


def _table(head: str, parts: Sequence[tuple[str, HourTakings | ChannelFigures]]) -> list[str]:
    """Return a line for each part under the heads, its bar in relation to the largest."""
    most_fen = max(each.amount_fen for _, each in parts)
    lines = [_line(head, "笔数", "金额（元）")]
    for title, each in parts:
        bar = "#" * (max(0, each.amount_fen) * _BAR_CELLS // most_fen) if most_fen > 0 else ""
        lines.append(_line(title, str(each.payments), format_yuan(each.amount_fen), bar))
    return lines


def _line(title: str, count: str, amount: str, bar: str = "") -> str:
    numbers = f"{fit(count, _COUNT, right=True)}{fit(amount, _AMOUNT, right=True)}"
    return f"{fit(title, _TITLE)}{numbers}  {bar}".rstrip()
