"""The audit trail as a list: text, workbook, csv, JSON and on the screen."""

from models.base.clock import local_time
from models.base.text import mask_numbers
from models.checks.trail import TrailLine, Wanted, read_trail
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing

_COLUMNS = (
    Column("序号", "number", "number"),
    Column("录入时间", "recorded_at"),
    Column("操作员", "operator"),
    Column("业务日期", "business_date", "date"),
    Column("事项", "title"),
    Column("对象", "about"),
    Column("说明", "detail"),
)


def trail_listing(desk: Desk, wanted: Wanted) -> Listing:
    """Return the lines of the trail that are asked for; raises Denied for who may not read them."""
    rows = tuple(map(_row, read_trail(desk, wanted)))
    asked = {
        "操作员": wanted.operator,
        "事项": wanted.action,
        "对象": wanted.subject,
    }
    facts = [f"{what} {said}" for what, said in asked.items() if said]
    return Listing(
        name="操作记录",
        station=desk.township,
        title=f"{desk.township}劳动保障站操作记录",
        dated=wanted.last or desk.business_date,
        facts=(
            f"{wanted.first or '开始'} 至 {wanted.last or '现在'}",
            *facts,
            f"共 {len(rows)} 条",
        ),
        columns=_COLUMNS,
        rows=rows,
        signatures=(),
    )


def _row(line: TrailLine) -> tuple[Cell, ...]:
    return (
        line.number, local_time(line.recorded_at), line.login or "（不认识的人）",
        line.business_date, line.title, mask_numbers(line.about), mask_numbers(line.detail),
    )  # fmt: skip
