"""A list on its way back: the sender's own rows, with the reason in the column left for it."""

import json
from dataclasses import dataclass

from models.base.errors import BadInput
from models.people.uninsured.columns import REASON
from models.people.uninsured.read import read_roll
from models.people.uninsured.values import Listed
from models.station.desk import Desk
from models.store.tables.uninsured import UninsuredList, UninsuredRow


@dataclass(frozen=True)
class SentBack:
    """The sender's headings and rows, in the sender's order, answered.

    ``answered`` rows got a reason, ``unanswered`` have none yet, ``own`` had something in the
    sender's column already, which stays.
    """

    sender: str
    file: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    answer_column: str
    answered: int
    unanswered: int
    own: int


def list_to_send_back(desk: Desk, list_id: int | None = None) -> SentBack:
    """Return a list with what is known now; the last one that asked, unless a number is given.

    Raises BadInput for a number that is no list of the uninsured.
    """
    listed = _chosen(desk, list_id)
    roll = read_roll(desk, listed.insurance, listed.levy_year)
    people = {row: each for each in roll.people for row in each.rows}
    headings = tuple(json.loads(listed.headings))
    at = listed.answer_at if listed.answer_at is not None else len(headings)
    if at == len(headings):
        headings = (*headings, REASON)
    rows, counts = [], {"answered": 0, "unanswered": 0, "own": 0}
    own = desk.store.find(UninsuredRow, station_id=desk.station_id, list_id=listed.id)
    for row in own:
        cells = [*json.loads(row.cells)]
        cells += [""] * (len(headings) - len(cells))
        counts[_fill(cells, at, people[row.id])] += 1
        rows.append(tuple(cells))
    return SentBack(listed.sender, listed.file, headings, tuple(rows), headings[at], **counts)


def _fill(cells: list[str], at: int, each: Listed) -> str:
    """Write the reason into a row's empty cell; return what became of it."""
    if cells[at]:
        return "own"
    cells[at] = each.reason
    return "answered" if each.reason else "unanswered"


def _chosen(desk: Desk, list_id: int | None) -> UninsuredList:
    every = [
        each
        for each in desk.store.find(UninsuredList, station_id=desk.station_id)
        if not each.meaning
    ]
    chosen = [each for each in every if list_id in (None, each.id)]
    if not chosen:
        numbers = "、".join(f"{each.id} {each.sender}" for each in every[-5:])
        raise BadInput(f"没有这份未参保名单；现有：{numbers or '还没有导入'}")
    return chosen[-1]
