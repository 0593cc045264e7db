"""Boundary changes (行政区划调整): a dated plan, shown first, then carried out as one decision.

Villages merge, split, or go to another township; their families follow. The ledger is
not touched: reports walk the changes (``models.villages.division``).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from models.base import clock
from models.base.dates import HalfMonth
from models.base.errors import BadInput, RefusedByRule
from models.search.index import number_keys
from models.station.desk import Desk
from models.villages.drafting import draft_moves, is_done, is_split_done
from models.villages.plan import BoundaryPlan, Move, PlanFault, PlanRow, TargetChange
from models.villages.plan_faults import plan_faults, row_faults
from models.villages.survey import Survey, last_day, survey_of
from models.villages.targets import target_changes

_CHANGE = (
    "id", "station_id", "kind", "village_id", "to_village_id", "township", "effective_on",
    "counts_from", "document", "is_whole", "operator_id", "recorded_at",
)  # fmt: skip
_MOVED = "(SELECT household_id FROM boundary_household WHERE change_id = ?)"


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
    with desk.store.writing():
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
            villages[key] = desk.store.next_id("village")
            desk.store.run(
                "INSERT INTO village (id, station_id, name, position, opened_on) "
                "SELECT ?, ?, ?, coalesce(max(position), 0) + 1, ? FROM village "
                "WHERE station_id = ?",
                (villages[key], *key, day.isoformat(), key[0]),
            )
    return villages


def _carry_out(
    desk: Desk, plan: BoundaryPlan, move: Move, villages: dict[tuple[int, str], int]
) -> None:
    target = None
    if move.to_station_id is not None:
        target = villages[move.to_station_id, move.to_village]
    change_id = _record(desk, plan, replace(move, to_village_id=target), desk.station_id)
    desk.store.insert_rows(
        "boundary_household",
        ("station_id", "change_id", "household_id", "number"),
        [(desk.station_id, change_id, each.household_id, each.number) for each in move.families],
    )
    if target is not None and move.families:
        _renumber(desk, move)
        desk.store.run(
            f"UPDATE household SET village_id = ?, station_id = ? WHERE id IN {_MOVED}",
            (target, move.to_station_id, change_id),
        )
        if move.to_station_id != desk.station_id:
            _hand_over(desk, move.to_station_id, change_id)
    if move.to_station_id not in (None, desk.station_id):
        arrival = replace(
            move, kind="move_in", village_id=None, to_village_id=target, township=desk.township
        )
        _record(desk, plan, arrival, move.to_station_id or 0)
    desk.record(
        "boundary",
        f"change {change_id}",
        f"{move.kind} households {len(move.families)} people {move.people}",
    )


def _record(desk: Desk, plan: BoundaryPlan, move: Move, station_id: int) -> int:
    assert plan.effective_on is not None and plan.counts_from is not None
    change_id = desk.store.next_id("boundary_change")
    row = (
        change_id, station_id, move.kind, move.village_id, move.to_village_id, move.township,
        plan.effective_on.isoformat(), plan.counts_from.isoformat(), plan.document,
        int(move.is_whole), desk.operator_id(), clock.timestamp(),
    )  # fmt: skip
    desk.store.insert_rows("boundary_change", _CHANGE, [row])
    return change_id


def _renumber(desk: Desk, move: Move) -> None:
    """Give families their new numbers; people stay findable under the old ones too."""
    for each in move.renumbered:
        desk.store.run(
            "UPDATE household SET number = ? WHERE id = ?", (each.new_number, each.household_id)
        )
    number_keys(desk.store, desk.station_id, {
        each.household_id: each.new_number for each in move.renumbered
    })  # fmt: skip


def _hand_over(desk: Desk, station_id: int | None, change_id: int) -> None:
    """Make the people of families that moved another station's, with all they are found by."""
    people = f"(SELECT id FROM person WHERE household_id IN {_MOVED})"
    for table in ("certification", "search_key"):
        desk.store.run(
            f"UPDATE {table} SET station_id = ? WHERE person_id IN {people}",
            (station_id, change_id),
        )
    desk.store.run(
        f"UPDATE person SET station_id = ? WHERE household_id IN {_MOVED}",
        (station_id, change_id),
    )


def _close_villages(desk: Desk, moves: Sequence[Move], day: dt.date) -> None:
    closed = {move.village_id for move in moves if move.closes}
    for village_id in sorted(each for each in closed if each is not None):
        desk.store.run(
            "UPDATE village SET closed_on = ? WHERE id = ?", (day.isoformat(), village_id)
        )


def _write_targets(desk: Desk, plan: BoundaryPlan, villages: dict[tuple[int, str], int]) -> None:
    assert plan.counts_from is not None
    day = plan.counts_from.isoformat()
    source = f"按区划调整折算{f'（{plan.document}）' if plan.document else ''}"
    ids = villages | {
        (desk.station_id, move.village): move.village_id
        for move in plan.moves
        if move.village_id is not None
    }
    for each in plan.targets:
        _write_target(desk, each, ids[each.station_id, each.village], day, source)


def _write_target(desk: Desk, each: TargetChange, village_id: int, day: str, source: str) -> None:
    key = (village_id, each.insurance, each.levy_year, day)
    desk.store.run(
        "DELETE FROM target WHERE village_id = ? AND insurance = ? AND levy_year = ? "
        "AND counts_from = ?",
        key,
    )
    desk.store.insert_rows(
        "target",
        ("station_id", "village_id", "insurance", "levy_year", "counts_from", "target_people",
         "source"),
        [(each.station_id, *key, each.after, source)],
    )  # fmt: skip
