"""Boundary changes (行政区划调整): a dated plan, shown first, then carried out as one decision.

Villages merge, split, or go to another township; their families follow. The ledger is
not touched: reports walk the changes (``models.villages.division``).
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import groupby

from models.base import clock
from models.base.dates import HalfMonth
from models.base.errors import BadInput, RefusedByRule
from models.search.index import number_keys, settle_keys
from models.station.desk import Desk
from models.store.tables.station import Target
from models.store.tables.villages import BoundaryChange, BoundaryHousehold, Household, Village
from models.villages.drafting import draft_moves, is_done, is_split_done
from models.villages.hand_over import HandOver, operator_at
from models.villages.plan import BoundaryPlan, Move, PlanFault, PlanRow, TargetChange
from models.villages.plan_faults import plan_faults, row_faults
from models.villages.survey import Survey, last_day, survey_of
from models.villages.targets import target_changes

_AT_ONCE = 500


def plan_boundary(desk: Desk, rows: Sequence[PlanRow]) -> BoundaryPlan:
    """Return what a plan would do, or everything that is wrong with it. Changes nothing."""
    if not rows:
        return BoundaryPlan(None, None, "", faults=(PlanFault(0, "调整方式", "没有一行计划"),))
    effective_on = rows[0].effective_on
    counts_from = max(effective_on, HalfMonth.containing(desk.business_date).first_day)
    document = "；".join(dict.fromkeys(row.document for row in rows if row.document))
    survey = survey_of(desk, _names(rows))
    todo = _not_done(survey, rows)
    faults = [*row_faults(survey, todo), *plan_faults(survey, todo)]
    if not faults:
        faults += _order_faults(survey, todo, counts_from)
    moves: tuple[Move, ...] = ()
    if not faults:
        moves, faults = draft_moves(survey, todo)
    if faults:
        faults.sort(key=lambda fault: fault.row)
        return BoundaryPlan(effective_on, counts_from, document, faults=tuple(faults))
    targets = target_changes(desk, survey, moves, counts_from)
    done_before = len(rows) - len(todo)
    return BoundaryPlan(effective_on, counts_from, document, moves, targets, done_before)


def apply_boundary(desk: Desk, rows: Sequence[PlanRow]) -> BoundaryPlan:
    """Carry a plan out in one transaction and return what was done.

    The same plan again does nothing. Raises BadInput for a plan with a fault, of which
    then nothing is done, and RefusedByRule before the day it takes effect.
    """
    with _writing(desk, rows):
        plan = plan_boundary(desk, rows)
        if plan.faults:
            first = plan.faults[0]
            where = f"第 {first.row} 行{first.column}：" if first.row else f"{first.column}："
            raise BadInput(
                f"区划调整计划有 {len(plan.faults)} 处错误，一行也没有执行。{where}{first.reason}"
            )
        assert plan.effective_on is not None and plan.counts_from is not None
        refuse_early(desk, plan.effective_on)
        villages = _open_villages(desk, plan.moves, plan.counts_from)
        for move in plan.moves:
            _carry_out(desk, plan, move, villages)
        _close_villages(desk, plan.moves, plan.counts_from)
        _write_targets(desk, plan, villages)
    return plan


@contextmanager
def _writing(desk: Desk, rows: Sequence[PlanRow]) -> Iterator[None]:
    """Write at the station and those that families go to, in the order that all keep."""
    stations = survey_of(desk, ()).stations
    others = {stations[row.to_township] for row in rows if row.to_township in stations}
    with ExitStack() as stack:
        for station_id in sorted({desk.station_id, *others}):
            stack.enter_context(desk.store.writing(station_id))
        yield


def refuse_early(desk: Desk, effective_on: dt.date) -> None:
    """Raise RefusedByRule for a plan that takes effect after the business date."""
    if effective_on > desk.business_date:
        raise RefusedByRule(
            f"区划调整 {effective_on} 才生效，业务日期是 {desk.business_date}，没有执行；"
            "请到生效当天再办",
            "not_yet_effective",
        )


def _names(rows: Sequence[PlanRow]) -> set[str]:
    return {name for row in rows for name in (row.village, row.to_village) if name}


def _not_done(survey: Survey, rows: Sequence[PlanRow]) -> list[PlanRow]:
    """Return the rows that no earlier application has carried out."""
    splits = sorted((row for row in rows if row.kind == "split"), key=lambda row: row.village)
    done = {
        village
        for village, group in groupby(splits, key=lambda row: row.village)
        if is_split_done(survey, list(group))
    }
    return [
        row
        for row in rows
        if not (row.village in done if row.kind == "split" else is_done(survey, row))
    ]


def _order_faults(survey: Survey, rows: Sequence[PlanRow], day: dt.date) -> list[PlanFault]:
    """Changes of a village are told in the order of their days: none may come in between."""
    faults = []
    for row in rows:
        places = (survey.village(row.village), survey.village(row.to_village))
        last = last_day(survey, places if row.kind != "move_in" else places[1:])
        if last is not None and last > day:
            reason = f"所涉的村 {last} 已有过一次调整，生效日期不能更早"
            faults.append(PlanFault(row.number, "生效日期", reason))
    return faults


def _open_villages(desk: Desk, moves: Sequence[Move], day: dt.date) -> dict[tuple[int, str], int]:
    """Open the new villages, each at the end of its station's; return all that receive."""
    villages: dict[tuple[int, str], int] = {}
    for move in moves:
        if move.to_station_id is None:
            continue
        key = move.to_station_id, move.to_village
        if move.to_village_id is not None:
            villages[key] = move.to_village_id
        elif key not in villages:
            sql = "SELECT max(position) FROM village WHERE station_id = ?"
            last = desk.store.number(sql, (move.to_station_id,))
            opened = Village(
                station_id=move.to_station_id,
                name=move.to_village,
                position=last + 1,
                opened_on=day,
            )
            villages[key] = desk.store.add(opened).id
    return villages


def _carry_out(
    desk: Desk, plan: BoundaryPlan, move: Move, villages: dict[tuple[int, str], int]
) -> None:
    to_station, target = move.to_station_id, None
    if to_station is not None:
        target = villages[to_station, move.to_village]
    move = replace(move, to_village_id=target)
    change_id = _record(desk, plan, move)
    if target is None or to_station == desk.station_id:
        _keep_households(desk, change_id, move, {})
        _settle_in(desk, move)
    else:
        hand_over = HandOver(desk, plan, move, target)
        became = hand_over.households()
        _keep_households(desk, change_id, move, became)
        hand_over.people(became)
        _record_arrival(desk, plan, move)
    desk.record(
        "boundary",
        f"change {change_id}",
        f"{move.kind} households {len(move.families)} people {move.people}",
    )


def _record(desk: Desk, plan: BoundaryPlan, move: Move) -> int:
    return _add_change(desk, plan, move, desk.station_id, desk.operator_id())


def _record_arrival(desk: Desk, plan: BoundaryPlan, move: Move) -> None:
    """Keep with the other station that a village has come to it."""
    assert move.to_station_id is not None
    arrival = replace(move, kind="move_in", village_id=None, township=desk.township)
    operator_id = operator_at(desk, move.to_station_id, desk.operator)
    _add_change(desk, plan, arrival, move.to_station_id, operator_id)


def _add_change(
    desk: Desk, plan: BoundaryPlan, move: Move, station_id: int, operator_id: int
) -> int:
    assert plan.effective_on is not None and plan.counts_from is not None
    change = BoundaryChange(
        station_id=station_id,
        kind=move.kind,
        village_id=move.village_id,
        to_station_id=move.to_station_id,
        to_village_id=move.to_village_id,
        township=move.township,
        effective_on=plan.effective_on,
        counts_from=plan.counts_from,
        document=plan.document,
        is_whole=move.is_whole,
        operator_id=operator_id,
        recorded_at=clock.timestamp(),
    )
    return desk.store.add(change).id


def _keep_households(desk: Desk, change_id: int, move: Move, became: Mapping[int, int]) -> None:
    """Keep which households moved, and what they became at another station."""
    desk.store.add_all(
        BoundaryHousehold(
            station_id=desk.station_id,
            change_id=change_id,
            household_id=each.household_id,
            number=each.number,
            to_station_id=move.to_station_id if became else None,
            to_household_id=became.get(each.household_id),
        )
        for each in move.families
    )


def _settle_in(desk: Desk, move: Move) -> None:
    """Put families under their new village, some with new numbers.

    People stay findable under the old numbers too. Those of a township without a station
    stay where they were.
    """
    if move.to_village_id is None:
        return
    for each in move.renumbered:
        key = {"station_id": desk.station_id, "id": each.household_id}
        desk.store.change(Household, key, number=each.new_number)
    moved = [each.household_id for each in move.families]
    for first in range(0, len(moved), _AT_ONCE):
        some = moved[first : first + _AT_ONCE]
        of_station = {"station_id": desk.station_id, "id": some}
        desk.store.change(Household, of_station, village_id=move.to_village_id)
        if move.village_id is not None:
            villages = move.village_id, move.to_village_id
            settle_keys(desk.store, desk.station_id, some, villages)
    numbers = {each.household_id: each.new_number for each in move.renumbered}
    number_keys(desk.store, desk.station_id, numbers)


def _close_villages(desk: Desk, moves: Sequence[Move], day: dt.date) -> None:
    closed = {move.village_id for move in moves if move.closes}
    for village_id in sorted(each for each in closed if each is not None):
        desk.store.change(Village, {"station_id": desk.station_id, "id": village_id}, closed_on=day)


def _write_targets(desk: Desk, plan: BoundaryPlan, villages: dict[tuple[int, str], int]) -> None:
    assert plan.counts_from is not None
    source = f"按区划调整折算{f'（{plan.document}）' if plan.document else ''}"
    ids = villages | {
        (desk.station_id, move.village): move.village_id
        for move in plan.moves
        if move.village_id is not None
    }
    for each in plan.targets:
        _write_target(desk, each, ids[each.station_id, each.village], plan.counts_from, source)


def _write_target(
    desk: Desk, each: TargetChange, village_id: int, day: dt.date, source: str
) -> None:
    desk.store.remove(
        Target,
        station_id=each.station_id,
        village_id=village_id,
        insurance=each.insurance,
        levy_year=each.levy_year,
        counts_from=day,
    )
    desk.store.add(
        Target(
            station_id=each.station_id,
            village_id=village_id,
            insurance=each.insurance,
            levy_year=each.levy_year,
            last_year_people=None,
            target_people=each.after,
            source=source,
            counts_from=day,
        )
    )
