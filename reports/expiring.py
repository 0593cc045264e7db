"""The categories that end soon: who has to be asked whether they go on."""

import datetime as dt
from typing import NamedTuple

from models.bureau.todo.counts import expiring_span
from models.station.desk import Desk
from reports.listing.values import Column, Listing

_EXPIRING = """
SELECT v.name AS village, h.number AS household, p.name, c.category, c.certified_from, c.until,
 c.certified_by, c.paper, p.phone FROM certification c
JOIN person p ON p.station_id = c.station_id AND p.id = c.person_id
JOIN household h ON h.station_id = p.station_id AND h.id = p.household_id
JOIN village v ON v.station_id = h.station_id AND v.id = h.village_id
WHERE c.station_id = ? AND c.until >= ? AND c.until <= ? AND p.left_on IS NULL
ORDER BY c.until, v.position, h.number, p.position, c.id
"""
_COLUMNS = (
    Column("村(社区)", "village"),
    Column("户编号", "household"),
    Column("姓名", "name"),
    Column("类别", "category"),
    Column("起", "certified_from", "date"),
    Column("止", "until", "date"),
    Column("认定部门", "certified_by"),
    Column("文件", "paper"),
    Column("电话", "phone"),
)


class _Expiring(NamedTuple):
    village: str
    household: str
    name: str
    category: str
    certified_from: dt.date | None
    until: dt.date
    certified_by: str
    paper: str
    phone: str


def expiring_listing(desk: Desk) -> Listing:
    """Return the categories that end within a month of the business date, the next one first."""
    first, last = expiring_span(desk)
    asked = (desk.station_id, first.isoformat(), last.isoformat())
    rows = desk.store.query(_Expiring, _EXPIRING, asked)
    return Listing(
        name="将到期类别",
        station=desk.township,
        title=f"{desk.township}30 天内到期的人员类别",
        dated=desk.business_date,
        facts=(f"到期：{first} 至 {last}", f"共 {len(rows)} 项"),
        columns=_COLUMNS,
        rows=tuple(map(tuple, rows)),
        notes=("最后一天仍享受；还符合的，请认定部门出文件，在柜台「认定」里续期",),
    )
