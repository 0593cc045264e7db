"""Checking a boundary plan row by row. Nothing is decided here but what is wrong."""

from collections.abc import Iterator, Sequence

from models.villages.plan import KIND_TITLES, PlanFault, PlanRow
from models.villages.survey import Survey

VILLAGE, TO_VILLAGE = "原村(社区)", "新村(社区)"
FROM_TOWNSHIP, TO_TOWNSHIP = "原乡镇", "新乡镇"
_HOUSEHOLDS, _EFFECTIVE = "户编号", "生效日期"


def row_faults(survey: Survey, rows: Sequence[PlanRow]) -> Iterator[PlanFault]:
    """Yield what is wrong in each row by itself."""
    for row in rows:
        yield from _township_faults(survey, row)
        yield from _village_faults(survey, row)
        if row.households and row.kind != "split":
            reason = "只有拆分才写户编号；只划走一部分户，请先拆分成新村"
            yield PlanFault(row.number, _HOUSEHOLDS, reason)
        if row.effective_on != rows[0].effective_on:
            reason = "一份计划只能有一个生效日期，请分成几个文件"
            yield PlanFault(row.number, _EFFECTIVE, reason)


def _township_faults(survey: Survey, row: PlanRow) -> Iterator[PlanFault]:
    own = survey.township
    if row.kind == "move_out" and row.to_township in ("", own):
        yield PlanFault(row.number, TO_TOWNSHIP, "划出要写明划归哪个乡镇（街道）")
    if row.kind == "move_in" and row.from_township in ("", own):
        yield PlanFault(row.number, FROM_TOWNSHIP, "划入要写明原属哪个乡镇（街道）")
    if row.kind != "move_in" and row.from_township not in ("", own):
        yield PlanFault(row.number, FROM_TOWNSHIP, f"原乡镇不是{own}；从外乡镇来的请写“划入”")
    if row.kind != "move_out" and row.to_township not in ("", own):
        yield PlanFault(row.number, TO_TOWNSHIP, f"新乡镇不是{own}；划给外乡镇的请写“划出”")


def _village_faults(survey: Survey, row: PlanRow) -> Iterator[PlanFault]:
    if row.kind == "move_in":
        yield from _move_in_faults(survey, row)
    else:
        place = survey.village(row.village)
        if not row.village:
            yield PlanFault(row.number, VILLAGE, "是空的，请补填")
        elif place is None:
            yield PlanFault(row.number, VILLAGE, f"本站没有“{row.village}”，请核对村名")
        elif place.closed_on is not None:
            reason = f"“{row.village}”已于 {place.closed_on} 撤销，不能再调整"
            yield PlanFault(row.number, VILLAGE, reason)
        elif place.opens_after(row.effective_on):
            reason = f"“{row.village}”{place.opened_on} 才设立，生效日期不能更早"
            yield PlanFault(row.number, VILLAGE, reason)
    if not row.to_village and row.kind != "move_out":
        yield PlanFault(row.number, TO_VILLAGE, "是空的，请补填")
    yield from _arrival_faults(survey, row)


def _move_in_faults(survey: Survey, row: PlanRow) -> Iterator[PlanFault]:
    other = survey.stations.get(row.from_township)
    if other is None or other == survey.station_id:
        return
    place = survey.village(row.village or row.to_village, other)
    if place is not None and place.closed_on is None:
        reason = f"{row.from_township}站在同一数据库，请由该站办理划出，家庭随之转入"
        yield PlanFault(row.number, FROM_TOWNSHIP, reason)


def _arrival_faults(survey: Survey, row: PlanRow) -> Iterator[PlanFault]:
    station_id, name = survey.station_id, row.to_village
    if row.kind == "move_out":
        other = survey.stations.get(row.to_township)
        if other is None:
            return
        station_id, name = other, name or row.village
        yield from _twice_faults(survey, row, other)
    place = survey.village(name, station_id)
    if place is None:
        return
    if place.closed_on is not None:
        reason = f"“{name}”曾用于 {place.closed_on} 撤销的村，请换一个村名"
        yield PlanFault(row.number, TO_VILLAGE, reason)
    elif place.opens_after(row.effective_on):
        reason = f"“{name}”{place.opened_on} 才设立，生效日期不能更早"
        yield PlanFault(row.number, TO_VILLAGE, reason)


def _twice_faults(survey: Survey, row: PlanRow, other: int) -> Iterator[PlanFault]:
    place = survey.village(row.village)
    twice = survey.twice.get((place.key, other), 0) if place else 0
    if twice:
        reason = f"有 {twice} 人在{row.to_township}站也有登记，请先处理重复登记再划出"
        yield PlanFault(row.number, VILLAGE, reason)


def plan_faults(survey: Survey, rows: Sequence[PlanRow]) -> Iterator[PlanFault]:
    """Yield what is wrong between the rows: a village changed twice, or ended and filled."""
    first: dict[str, PlanRow] = {}
    for row in rows:
        if row.kind == "move_in":
            continue
        earlier = first.setdefault(row.village, row)
        if earlier is not row and not earlier.kind == row.kind == "split":
            title = KIND_TITLES[earlier.kind]
            reason = f"第 {earlier.number} 行已写“{row.village}”{title}，不能再写一次"
            yield PlanFault(row.number, VILLAGE, reason)
    staying = {row.village for row in rows if row.to_village == row.village}
    ended = {row.village for row in rows if row.kind in ("merge", "move_out")} - staying
    ended |= {row.village for row in rows if row.kind == "split" and not row.households} - staying
    for row in rows:
        if row.kind != "move_out" and row.to_village in ended and row.to_village != row.village:
            reason = f"“{row.to_village}”在本计划里被撤销，不能同时接收，请分成两份计划"
            yield PlanFault(row.number, TO_VILLAGE, reason)
