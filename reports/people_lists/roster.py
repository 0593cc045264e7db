"""The insured, village by village (参保人员花名册): one line a person, insurance and levy year.

A stream: at most one village is in memory, whatever the size of the station.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple, TypeVar

from models.base.long_work import counted
from models.base.terms import Insurance
from models.base.text import natural_key
from models.ledger.receipt_numbers import receipt_number
from models.people.households.register import AMOUNT, CATEGORY, IN_FORCE
from models.people.households.selves import SELVES
from models.station.desk import Desk
from models.villages.division import Division, Place, division_on
from reports.listing.values import Cell, Column, Listing
from reports.people_lists.chosen import chosen_insurances, chosen_villages, short_title

_OF_HOMES = """p.station_id = ? AND p.household_id IN (
 SELECT id FROM household WHERE station_id = ? AND village_id IN ({homes}))"""
_SOURCE = f"""
FROM self s CROSS JOIN person p CROSS JOIN household h CROSS JOIN payment_line l
CROSS JOIN payment y
WHERE p.station_id = s.station_id AND p.id = s.person_id
 AND h.station_id = p.station_id AND h.id = p.household_id
 AND l.station_id = s.self_station_id AND l.person_id = s.self_id
 AND y.station_id = l.station_id AND y.id = l.payment_id
 AND l.insurance IN ({{insurances}}) AND {IN_FORCE}
"""
_INSURED = f"""{SELVES.format(where=_OF_HOMES)}
SELECT h.id AS household_id, h.village_id, h.number, p.name, p.relation, p.id_number,
 {CATEGORY} AS category, l.insurance, l.levy_year, l.business_date, {AMOUNT} AS amount_fen,
 y.year, y.serial, p.left_on, p.left_reason, p.position, p.id AS person_id {_SOURCE}
"""
_SUMS = f"""{SELVES.format(where=_OF_HOMES)}
SELECT h.id AS household_id, h.village_id, count(*) AS lines, count(DISTINCT p.id) AS people,
 sum({AMOUNT}) AS amount_fen {_SOURCE}
GROUP BY h.station_id, h.id, h.village_id
"""
_HOMES = "SELECT id AS household_id, village_id FROM household WHERE station_id = ?"
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


class _Home(NamedTuple):
    household_id: int
    village_id: int


class _Sum(NamedTuple):
    household_id: int
    village_id: int
    lines: int
    people: int
    amount_fen: int


class _Insured(NamedTuple):
    household_id: int
    village_id: int
    number: str
    name: str
    relation: str
    id_number: str
    category: str
    insurance: Insurance
    levy_year: int
    business_date: dt.date
    amount_fen: int
    year: int
    serial: int
    left_on: dt.date | None
    left_reason: str
    position: int
    person_id: int


_OfHome = TypeVar("_OfHome", bound=_Sum | _Insured)


def roster_listing(desk: Desk, village: str = "", insurance: Insurance | None = None) -> Listing:
    """Return the insured on the business date; the rows can be taken once.

    Raises BadInput for a village or an insurance the station does not have.
    """
    insurances = chosen_insurances(desk, insurance)
    division = division_on(desk, desk.business_date)
    places = chosen_villages(desk, division, village)
    homes = _present_homes(desk, division, places)
    sums = [
        each
        for place in places
        for each in _ask(_Sum, _SUMS, desk, division, place, homes, insurances)
    ]
    lines, people = sum(each.lines for each in sums), sum(each.people for each in sums)
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
            sum(each.amount_fen for each in sums), None, None,
        ),
        notes=_NOTES,
    )  # fmt: skip


def _present_homes(
    desk: Desk, division: Division, places: Collection[Place]
) -> dict[int, tuple[int, ...]]:
    """Return under which villages the households of each village of the day are kept now."""
    found: dict[int, set[int]] = defaultdict(set)
    if division.changes or division.places:
        for each in desk.store.stream(_Home, _HOMES, (desk.station_id,)):
            home = division.home_of(each.household_id, each.village_id)
            if home is not None:
                found[home].add(each.village_id)
    return {
        place.village_id: tuple(sorted(found.get(place.village_id, {place.village_id})))
        for place in places
    }


def _rows(
    desk: Desk,
    division: Division,
    places: tuple[Place, ...],
    homes: dict[int, tuple[int, ...]],
    insurances: tuple[Insurance, ...],
) -> Iterator[tuple[Cell, ...]]:
    order = {name: position for position, name in enumerate(insurances)}
    for place in counted(places, len(places)):
        own = _ask(_Insured, _INSURED, desk, division, place, homes, insurances)
        own.sort(
            key=lambda each: (
                natural_key(each.number), each.household_id, each.position, each.person_id,
                order[each.insurance], each.levy_year,
            )
        )  # fmt: skip
        for each in own:
            yield _row(place.name, each, desk.business_date)


def _ask(
    shape: type[_OfHome],
    sql: str,
    desk: Desk,
    division: Division,
    place: Place,
    homes: dict[int, tuple[int, ...]],
    insurances: tuple[Insurance, ...],
) -> list[_OfHome]:
    """Return the rows of the households that belong to a village on the business date."""
    end, present = desk.business_date.isoformat(), homes[place.village_id]
    text = sql.format(
        homes=", ".join("?" * len(present)), insurances=", ".join("?" * len(insurances))
    )
    shown = (end,) * (2 if sql is _INSURED else 1)
    values = (desk.station_id, desk.station_id, *present, *shown, *insurances, end, end)
    return [
        each
        for each in desk.store.stream(shape, text, values)
        if division.home_of(each.household_id, each.village_id) == place.village_id
    ]


def _row(village: str, each: _Insured, day: dt.date) -> tuple[Cell, ...]:
    has_left = each.left_on is not None and each.left_on <= day
    return (
        village,
        each.number,
        each.name,
        each.relation or None,
        each.id_number,
        each.category or None,
        short_title(each.insurance),
        str(each.levy_year),
        each.business_date,
        each.amount_fen,
        receipt_number(each.year, each.serial),
        f"{each.left_on} {each.left_reason}".strip() if has_left else None,
    )
