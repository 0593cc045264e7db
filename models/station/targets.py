"""What a station is to reach (任务数): its targets, shared out among its villages."""

import datetime as dt
from fractions import Fraction
from typing import NamedTuple

from models.base.dates import HalfMonth
from models.base.errors import BadInput
from models.base.terms import INSURANCE_TITLES, Insurance
from models.levy.notice import Notice
from models.station.desk import Desk
from models.store.rows import Rows
from models.store.tables.station import Target
from models.store.tables.villages import BoundaryChange


def check_township(notice: Notice, township: str) -> None:
    """Raise BadInput, listing those there are, for a township no target annex names."""
    if notice.targets and not any(table.row_of(township) for table in notice.targets):
        known = dict.fromkeys(row.township for table in notice.targets for row in table.rows)
        raise BadInput(f"{notice.id} 的任务分解表里没有“{township}”，可用：{'、'.join(known)}")


def add_targets(store: Rows, station_id: int, notice: Notice, township: str) -> None:
    """Give a station the targets of a notice's annexes; only inside a writing transaction.

    A township that one annex leaves out has no target for that insurance.
    """
    store.add_all(
        Target(
            station_id=station_id,
            village_id=None,
            insurance=table.insurance,
            levy_year=notice.insurances[table.insurance].levy_year,
            last_year_people=row.last_year_people,
            target_people=row.target_people,
            source=f"{notice.document} {table.clause}",
        )
        for table in notice.targets
        if (row := table.row_of(township)) is not None
    )


class _VillagePeople(NamedTuple):
    village_id: int
    people: int


def _forget_parts(desk: Desk, insurance: Insurance, levy_year: int, starts: dt.date) -> None:
    """Remove the targets of villages that begin on a day."""
    of = {"station_id": desk.station_id, "insurance": insurance, "levy_year": levy_year}
    for each in desk.store.find(Target, **of, counts_from=starts):
        if each.village_id is not None:
            desk.store.remove(Target, station_id=each.station_id, id=each.id)


def share_targets(desk: Desk, insurance: Insurance) -> int:
    """Divide the township's target among its villages by their people; return how many villages.

    The notice sets targets for townships only. The parts are whole people and add up to
    the township's target (largest remainder); sharing out again replaces the parts, but
    not those of ended periods, nor of the division before the last change of boundaries.
    Raises BadInput without a target.
    """
    levy_year = desk.insurances[insurance].levy_year
    today = desk.business_date.isoformat()
    with desk.writing("share_targets"):
        starts = counting_from(desk)
        target = _township_target(desk, insurance, levy_year, starts)
        if target is None:
            raise BadInput(
                f"本站没有{INSURANCE_TITLES[insurance]} {levy_year} 年度的任务数，无法分到村"
            )
        people = desk.store.query(
            _VillagePeople,
            "SELECT v.id AS village_id, count(p.id) AS people FROM village v "
            "LEFT JOIN household h ON h.station_id = v.station_id AND h.village_id = v.id "
            "LEFT JOIN person p ON p.station_id = h.station_id AND p.household_id = h.id "
            "AND (p.left_on IS NULL OR p.left_on > ?) "
            "WHERE v.station_id = ? AND (v.closed_on IS NULL OR v.closed_on > ?) "
            "GROUP BY v.id ORDER BY v.id",
            (today, desk.station_id, today),
        )
        # A village that has lost everybody must not keep the target of a former division.
        people = [each for each in people if each.people or _last_division(desk)]
        parts = largest_remainder(target.target_people, [each.people for each in people])
        _forget_parts(desk, insurance, levy_year, starts)
        desk.store.add_all(
            Target(
                station_id=desk.station_id,
                village_id=each.village_id,
                insurance=insurance,
                levy_year=levy_year,
                last_year_people=None,
                target_people=part,
                source="按花名册人数分到村，合计等于乡镇任务数",
                counts_from=starts,
            )
            for each, part in zip(people, parts, strict=True)
        )
        desk.record("share_targets", insurance, f"{len(parts)} villages")
    return len(parts)


def _township_target(
    desk: Desk, insurance: Insurance, levy_year: int, day: dt.date
) -> Target | None:
    """Return the township's target that counts on a day: of those that have begun the last."""
    targets = desk.store.find(
        Target,
        station_id=desk.station_id,
        insurance=insurance,
        levy_year=levy_year,
        village_id=None,
    )
    begun = [each for each in targets if (each.counts_from or dt.date.min) <= day]
    return max(begun, key=lambda each: each.counts_from or dt.date.min, default=None)


def counting_from(desk: Desk) -> dt.date:
    """Return from which day a target set now counts: that of the running half-month's report.

    No report of an ended period changes; the division of villages is the one that counts then.
    """
    running = HalfMonth.containing(desk.business_date).first_day
    return max(running, _last_division(desk) or running)


def _last_division(desk: Desk) -> dt.date | None:
    """Return the day from which the last change of boundaries counts; None without one."""
    days = [
        each.counts_from
        for each in desk.store.find(BoundaryChange, station_id=desk.station_id)
        if each.counts_from <= desk.business_date
    ]
    return max(days, default=None)


def largest_remainder(total: int, weights: list[int]) -> list[int]:
    """Divide a whole number by weights into whole parts that add up to it exactly."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [Fraction(total * weight, whole) for weight in weights]
    parts = [int(each) for each in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], i))
    for position in by_remainder[: total - sum(parts)]:
        parts[position] += 1
    return parts


class TargetLine(NamedTuple):
    """A target as kept: of a village, or (no village) of the whole township."""

    insurance: Insurance
    levy_year: int
    village: str
    target_people: int
    source: str
    last_year_people: int | None


def list_targets(desk: Desk) -> tuple[TargetLine, ...]:
    """Return the station's targets, the township's first, then the villages in order.

    Those of the division on the business date.
    """
    today = desk.business_date.isoformat()
    rows = desk.store.query(
        TargetLine,
        "SELECT t.insurance, t.levy_year, coalesce(v.name, '') AS village, t.target_people, "
        "t.source, t.last_year_people FROM target t "
        "LEFT JOIN village v ON v.station_id = t.station_id AND v.id = t.village_id "
        "WHERE t.station_id = ? "
        "AND (v.closed_on IS NULL OR v.closed_on > ?) AND coalesce(t.counts_from, '') = "
        "(SELECT max(coalesce(l.counts_from, '')) FROM target l "
        "WHERE l.station_id = t.station_id AND l.insurance = t.insurance "
        "AND l.levy_year = t.levy_year AND coalesce(l.village_id, 0) = coalesce(t.village_id, 0) "
        "AND coalesce(l.counts_from, '') <= ?) "
        "ORDER BY t.insurance, t.levy_year, coalesce(v.position, 0)",
        (desk.station_id, today, today),
    )
    return tuple(rows)
