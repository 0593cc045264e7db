"""The insured, village by village (参保人员花名册): one line a person, insurance and levy year.

A stream: at most one village is in memory, whatever the size of the station.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from models.base.long_work import counted
from models.base.terms import Insurance
from models.base.text import natural_key
from models.ledger.receipt_numbers import receipt_number
from models.people.households.register import AMOUNT, IN_FORCE
from models.station.desk import Desk
from models.villages.division import Division, Place, division_on
from reports.listing.values import Cell, Column, Listing
from reports.people_lists.chosen import chosen_insurances, chosen_villages, short_title

_SOURCE = f"""
FROM household h JOIN person p ON p.household_id = h.id
JOIN payment_line l ON l.person_id = p.id JOIN payment y ON y.id = l.payment_id
WHERE h.village_id IN ({{homes}}) AND l.insurance IN ({{insurances}}) AND {IN_FORCE}
"""
_INSURED = f"""
SELECT h.id, h.village_id, h.number, p.name, p.relation, p.id_number, l.category, l.insurance,
 l.levy_year, l.business_date, {AMOUNT}, y.year, y.serial, p.left_on, p.left_reason, p.position,
 p.id, l.id {_SOURCE}
"""
_SUMS = f"""
SELECT h.id, h.village_id, count(*), count(DISTINCT p.id), sum({AMOUNT}) {_SOURCE}
GROUP BY h.id, h.village_id
"""
_COLUMNS = (
    Column("村(社区)", "village", cells=16),
    Column("户编号", "household", cells=14),
    Column("姓名", "name", cells=18),
    Column("关系", "relation", cells=9),
    Column("证件号码", "id_number", cells=22),
    Column("类别", "category", cells=18),
    Column("险种", "insurance", cells=11),
    Column("年度", "levy_year", cells=8),
    Column("入账日期", "entered_on", "date", cells=12),
    Column("个人缴费", "amount_fen", "money"),
    Column("收据", "receipt", cells=15),
    Column("备注", "remark", cells=18),
)
_NOTES = (
    "列出截至当日有效的参保缴费，撤销、退费的已去掉，补退的差额已计入；按现在的花名册归户归村",
    "缴费以后离开的人，备注写明离开的日期和原因",
)


def roster_listing(desk: Desk, village: str = "", insurance: Insurance | None = None) -> Listing:
    """Return the insured on the business date; the rows can be taken once.

    Raises BadInput for a village or an insurance the station does not have.
    """
    insurances = chosen_insurances(desk, insurance)
    division = division_on(desk, desk.business_date)
    places = chosen_villages(desk, division, village)
    homes = _present_homes(desk, division, places)
    sums = [_sums(desk, division, place, homes[place.village_id], insurances) for place in places]
    lines, people, amount_fen = (sum(column) for column in zip((0, 0, 0), *sums, strict=True))
    where = places[0].name if village and places else ""
    return Listing(
        name="参保人员花名册",
        station=desk.township,
        title=f"{desk.township}{where}参保人员花名册",
        dated=desk.business_date,
        facts=(
            f"填报单位：{desk.township}", f"截至：{desk.business_date}",
            f"险种：{'、'.join(map(short_title, insurances))}",
            f"共 {people} 人 {lines} 人次", "单位：元",
        ),
        columns=_COLUMNS,
        rows=_rows(desk, division, places, homes, insurances),
        total=(
            "合计", f"{lines} 人次", f"{people} 人", None, None, None, None, None, None,
            amount_fen, None, None,
        ),
        notes=_NOTES,
    )  # fmt: skip


def _present_homes(
    desk: Desk, division: Division, places: Collection[Place]
) -> dict[int, tuple[int, ...]]:
    """Return under which villages the households of each village of the day are kept now."""
    found: dict[int, set[int]] = defaultdict(set)
    if division.changes or division.places:
        for household_id, village_id in desk.store.stream("SELECT id, village_id FROM household"):
            found[division.home_of(household_id, village_id)].add(village_id)
    return {
        each.village_id: tuple(sorted(found.get(each.village_id, {each.village_id})))
        for each in places
    }


def _sums(
    desk: Desk,
    division: Division,
    place: Place,
    homes: tuple[int, ...],
    insurances: tuple[Insurance, ...],
) -> tuple[int, int, int]:
    """Return how many lines, how many people and how much in fen a village has."""
    lines = people = amount_fen = 0
    for household_id, present, count, persons, fen in _ask(desk, _SUMS, homes, insurances):
        if division.home_of(household_id, present) == place.village_id:
            lines, people, amount_fen = lines + count, people + persons, amount_fen + int(fen)
    return lines, people, amount_fen


def _rows(
    desk: Desk,
    division: Division,
    places: tuple[Place, ...],
    homes: dict[int, tuple[int, ...]],
    insurances: tuple[Insurance, ...],
) -> Iterator[tuple[Cell, ...]]:
    end = desk.business_date.isoformat()
    order = {name: position for position, name in enumerate(insurances)}
    for place in counted(places, len(places)):
        own = [
            row
            for row in _ask(desk, _INSURED, homes[place.village_id], insurances)
            if division.home_of(row[0], row[1]) == place.village_id
        ]
        own.sort(key=lambda row: (natural_key(row[2]), row[0], *row[15:17], order[row[7]], row[8]))
        for row in own:
            yield _row(place.name, row, end)


def _ask(
    desk: Desk, sql: str, homes: tuple[int, ...], insurances: tuple[Insurance, ...]
) -> Iterator[tuple[Any, ...]]:
    end = desk.business_date.isoformat()
    text = sql.format(
        homes=", ".join("?" * len(homes)), insurances=", ".join("?" * len(insurances))
    )
    return desk.store.stream(text, (end, *homes, *insurances, end, end))


def _row(village: str, row: tuple[Any, ...], end: str) -> tuple[Cell, ...]:
    number, name, relation, id_number, category, insurance, year, day, fen = row[2:11]
    left_on, left_reason = row[13:15]
    return (
        village,
        number,
        name,
        relation or None,
        id_number,
        category or None,
        short_title(insurance),
        str(year),
        dt.date.fromisoformat(day),
        int(fen),
        receipt_number(row[11], row[12]),
        f"{left_on} {left_reason}".strip() if left_on and left_on <= end else None,
    )
