"""How villages' targets follow a boundary change. The township's own never changes.

A merged village takes the sum; a divided one's target is shared out by people. Former
rows stay, so that reports of former periods keep their targets.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from models.base.terms import Insurance
from models.station.desk import Desk
from models.station.targets import largest_remainder
from models.villages.plan import Move, TargetChange
from models.villages.survey import Survey

_TARGETS = """
SELECT v.station_id, v.name, t.insurance, t.levy_year, t.target_people
FROM target t JOIN village v ON v.station_id = t.station_id AND v.id = t.village_id
WHERE coalesce(t.counts_from, '') <= ? ORDER BY coalesce(t.counts_from, '')
"""
_Village = tuple[int, str]
_Round = tuple[Insurance, int]


class _Target(NamedTuple):
    station_id: int
    name: str
    insurance: Insurance
    levy_year: int
    target_people: int


def target_changes(
    desk: Desk, survey: Survey, moves: Sequence[Move], day: dt.date
) -> tuple[TargetChange, ...]:
    """Return the targets after the moves, of every village that had one or receives one.

    The target of a village that moves to a township without a station is left out.
    """
    known: dict[_Round, dict[_Village, int]] = defaultdict(dict)
    for each in desk.store.query(_Target, _TARGETS, (day.isoformat(),)):
        known[each.insurance, each.levy_year][each.station_id, each.name] = each.target_people
    changes = []
    for (insurance, levy_year), before in sorted(known.items()):
        after = _after(survey, moves, before)
        changes += [
            TargetChange(
                station_id, name, insurance, levy_year, before.get((station_id, name)), people
            )
            for (station_id, name), people in after.items()
        ]
    return tuple(changes)


def _after(
    survey: Survey, moves: Sequence[Move], before: dict[_Village, int]
) -> dict[_Village, int]:
    """Return the new targets of the villages touched."""
    after: dict[_Village, int] = {}
    leaving: dict[str, list[Move]] = defaultdict(list)
    for move in moves:
        if move.village_id is not None:
            leaving[move.village].append(move)
    for name, group in leaving.items():
        old = survey.station_id, name
        if old in before:
            _divide(survey, old, group, before[old], after)
    for key in list(after):
        if key in before and key[1] not in leaving:
            after[key] += before[key]
    return after


def _divide(
    survey: Survey, old: _Village, group: list[Move], target: int, after: dict[_Village, int]
) -> None:
    """Add the parts of one village's target to the villages its people go to."""
    people = sum(each.people for each in survey.families_of(survey.village(old[1])).values())
    weights = [move.people for move in group]
    keys = [
        None if move.to_station_id is None else (move.to_station_id, move.to_village)
        for move in group
    ]
    if not any(move.closes for move in group):
        keys.append(old)
        weights.append(people - sum(weights))
    parts = largest_remainder(target, weights)
    parts[-1] += target - sum(parts)
    for key, part in zip(keys, parts, strict=True):
        if key is not None:
            after[key] = after.get(key, 0) + part
