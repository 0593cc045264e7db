"""Turning a boundary plan's rows into moves of families, with their new numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from models.villages.plan import Family, Move, PlanFault, PlanRow
from models.villages.plan_faults import TO_VILLAGE
from models.villages.split_households import COLUMN, share_out
from models.villages.survey import Survey


@dataclass
class Draft:
    """Moves so far, what is wrong, and the numbers in use in every village that receives."""

    survey: Survey
    moves: list[Move] = field(default_factory=list)
    faults: list[PlanFault] = field(default_factory=list)
    _taken: dict[tuple[int, str], set[str]] = field(default_factory=dict)

    def add(self, row: PlanRow, families: Sequence[Family], *, is_whole: bool) -> None:
        """Add one row's move of these families."""
        station_id: int | None = self.survey.station_id
        name, township = row.to_village, row.from_township if row.kind == "move_in" else ""
        if row.kind == "move_out":
            station_id, township = self.survey.stations.get(row.to_township), row.to_township
            name = (name or row.village) if station_id is not None else ""
        old = None if row.kind == "move_in" else self.survey.village(row.village)
        new = self.survey.village(name, station_id) if station_id is not None else None
        if station_id is not None:
            is_new = new is None and (station_id, name) not in self._taken
            families = self._numbered((station_id, name), row, families)
        else:
            is_new = False
        self.moves.append(
            Move(
                kind=row.kind,
                village=row.village,
                village_id=old.village_id if old else None,
                to_village=name,
                to_village_id=new.village_id if new else None,
                to_station_id=station_id,
                township=township,
                is_whole=is_whole,
                is_new=is_new,
                closes=is_whole and old is not None,
                families=tuple(families),
            )
        )

    def _numbered(
        self, key: tuple[int, str], row: PlanRow, families: Sequence[Family]
    ) -> list[Family]:
        """Give a family whose number is taken one that begins with its old village."""
        survey = self.survey
        if key not in self._taken:
            self._taken[key] = set(survey.families_of(survey.village(key[1], key[0])))
        taken, beside = self._taken[key], survey.families_of(survey.village(row.village))
        numbered = []
        for each in families:
            number = each.number
            while number in taken or (number != each.number and number in beside):
                number = f"{row.village}-{number}"
            taken.add(number)
            numbered.append(replace(each, new_number=number))
        return numbered


def draft_moves(
    survey: Survey, rows: Sequence[PlanRow]
) -> tuple[tuple[Move, ...], list[PlanFault]]:
    """Return the moves of checked rows, and what only the families show to be wrong."""
    draft = Draft(survey)
    for row in rows:
        if row.kind == "move_in":
            draft.add(row, (), is_whole=True)
        elif row.kind != "split" and row.village != row.to_village:
            families = survey.families_of(survey.village(row.village))
            draft.add(row, tuple(families.values()), is_whole=True)
    splits = sorted((row for row in rows if row.kind == "split"), key=lambda row: row.village)
    for _, group in groupby(splits, key=lambda row: row.village):
        _split(draft, sorted(group, key=lambda row: (not row.households, row.number)))
    _refuse_ended(draft, rows)
    return tuple(draft.moves), draft.faults


def _split(draft: Draft, rows: list[PlanRow]) -> None:
    """Add a village's split: listed families first, then the rest.

    The old village ends unless it is itself one of the villages named, or some families
    are named nowhere. Then the last row takes along whatever else was entered under it.
    """
    families = draft.survey.families_of(draft.survey.village(rows[0].village))
    shares = share_out(rows, families)
    draft.faults += shares.faults
    if shares.faults:
        return
    named = {number for numbers in shares.numbers.values() for number in numbers}
    ends = rows[0].village not in shares.numbers and named == set(families)
    moving = {row.to_village: row for row in rows if row.to_village != row.village}
    for name, row in moving.items():
        numbers = shares.numbers[name]
        if not numbers and not (ends and shares.rest == name):
            draft.faults.append(PlanFault(row.number, COLUMN, f"没有一户划到“{name}”，请核对"))
        is_last = name == (shares.rest or next(reversed(moving)))
        draft.add(row, [families[each] for each in numbers], is_whole=ends and is_last)


def _refuse_ended(draft: Draft, rows: Sequence[PlanRow]) -> None:
    """Refuse a village that all its families leave and that is to receive others."""
    ended = {move.village for move in draft.moves if move.kind == "split" and move.closes}
    for row in rows:
        if row.kind != "move_out" and row.to_village in ended:
            reason = f"“{row.to_village}”在本计划里被撤销，不能同时接收，请分成两份计划"
            draft.faults.append(PlanFault(row.number, TO_VILLAGE, reason))


def is_done(survey: Survey, row: PlanRow) -> bool:
    """Whether an earlier application has carried out a merge or a move; splits go by village."""
    if row.kind == "merge" and row.village == row.to_village:
        return True
    for done in survey.done:
        if (done.kind, done.effective_on) != (row.kind, row.effective_on):
            continue
        if row.kind == "merge" and (done.village, done.to_village) == (row.village, row.to_village):
            return True
        if row.kind == "move_out" and (done.village, done.township) == (
            row.village,
            row.to_township,
        ):
            return True
        if row.kind == "move_in" and (done.to_village, done.township) == (
            row.to_village,
            row.from_township,
        ):
            return True
    return False


def is_split_done(survey: Survey, rows: Sequence[PlanRow]) -> bool:
    """Whether an earlier application has split this village in the same way.

    The rows are divided again over the numbers the village had before.
    """
    day, village = rows[0].effective_on, rows[0].village
    before: dict[str, set[str]] = {}
    for done in survey.done:
        if (done.kind, done.effective_on, done.village) == ("split", day, village):
            before.setdefault(done.to_village or "", set()).update(done.numbers)
    if not before:
        return False
    place = survey.village(village)
    left = survey.families_of(place) if place is not None and place.closed_on is None else {}
    shares = share_out(rows, set(left).union(*before.values()))
    again = {name: set(each) for name, each in shares.numbers.items() if name != village}
    return not shares.faults and again == before
