"""Reading postings: what was posted where and when, who is on it, what was objected."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from models.base.errors import BadInput
from models.base.terms import Insurance
from models.station.desk import Desk

PostingState = Literal["not_started", "open", "over"]
STATE_TITLES: dict[PostingState, str] = {
    "not_started": "未开始",
    "open": "公示中",
    "over": "已期满",
}

_POSTINGS = """
SELECT p.id, v.name, p.insurance, p.levy_year, p.category, p.posted_on, p.until, p.place,
 (SELECT count(*) FROM posting_line l WHERE l.posting_id = p.id),
 (SELECT coalesce(sum(l.amount_fen), 0) FROM posting_line l WHERE l.posting_id = p.id),
 (SELECT count(*) FROM objection o JOIN posting_line l ON l.id = o.line_id
  LEFT JOIN objection_outcome r ON r.objection_id = o.id
  WHERE l.posting_id = p.id AND r.id IS NULL),
 (SELECT count(*) FROM objection o JOIN posting_line l ON l.id = o.line_id
  JOIN objection_outcome r ON r.objection_id = o.id
  WHERE l.posting_id = p.id AND r.is_upheld = 1)
FROM posting p JOIN village v ON v.id = p.village_id WHERE p.station_id = ?
"""
_LINES = (
    "SELECT id, person_id, name, id_number, amount_fen FROM posting_line "
    "WHERE posting_id = ? ORDER BY id"
)
_OBJECTIONS = """
SELECT o.id, l.posting_id, l.id, l.name, o.raised_on, o.raised_by, o.content,
 r.resolved_on, r.is_upheld, r.reason
FROM objection o JOIN posting_line l ON l.id = o.line_id
LEFT JOIN objection_outcome r ON r.objection_id = o.id
WHERE o.station_id = ? AND {which} ORDER BY o.id
"""


@dataclass(frozen=True)
class Posting:
    """A list that was posted in a village, from one day until another, both included.

    ``amount_fen`` is what the people on it are granted together.
    """

    posting_id: int
    village: str
    insurance: Insurance
    levy_year: int
    category: str
    posted_on: dt.date
    until: dt.date
    place: str
    people: int
    amount_fen: int
    open_objections: int
    upheld_objections: int

    def state_on(self, day: dt.date) -> PostingState:
        """Return whether it hangs on a day; the last day still counts."""
        if day < self.posted_on:
            return "not_started"
        return "open" if day <= self.until else "over"


@dataclass(frozen=True)
class PostingLine:
    """A person on a posted list, as posted: later corrections do not change it."""

    line_id: int
    person_id: int
    name: str
    id_number: str
    amount_fen: int


@dataclass(frozen=True)
class Objection:
    """An objection (异议) to one person on a list; unresolved while ``is_upheld`` is None."""

    objection_id: int
    posting_id: int
    line_id: int
    name: str
    raised_on: dt.date
    raised_by: str
    content: str
    resolved_on: dt.date | None
    is_upheld: bool | None
    reason: str


@dataclass(frozen=True)
class PostedList:
    """A posting with its people, in the order of the roster, and what was objected."""

    posting: Posting
    lines: tuple[PostingLine, ...]
    objections: tuple[Objection, ...]


@dataclass(frozen=True)
class Filing:
    """A list that went to a bureau (报送), by which paper, with how many people."""

    filing_id: int
    insurance: Insurance
    levy_year: int
    category: str
    bureau: str
    filed_on: dt.date
    paper: str
    people: int


def list_postings(desk: Desk) -> tuple[Posting, ...]:
    """Return all postings of the station, the newest first."""
    rows = desk.store.rows(f"{_POSTINGS} ORDER BY p.posted_on DESC, p.id DESC", (desk.station_id,))
    return tuple(map(_posting, rows))


def find_posting(desk: Desk, posting_id: int) -> PostedList:
    """Return one posting with its people; raises BadInput for a number there is none of."""
    rows = desk.store.rows(f"{_POSTINGS} AND p.id = ?", (desk.station_id, posting_id))
    if not rows:
        raise BadInput(f"没有第 {posting_id} 号公示，请用 posting list 列出")
    return PostedList(
        _posting(rows[0]),
        tuple(PostingLine(*row) for row in desk.store.rows(_LINES, (posting_id,))),
        _objections(desk, "l.posting_id = ?", posting_id),
    )


def find_objection(desk: Desk, objection_id: int) -> Objection:
    """Return one objection; raises BadInput for a number there is none of."""
    found = _objections(desk, "o.id = ?", objection_id)
    if not found:
        raise BadInput(f"没有第 {objection_id} 号异议，请用 posting show 查看")
    return found[0]


def list_filings(desk: Desk) -> tuple[Filing, ...]:
    """Return what went to which bureau, the newest first."""
    rows = desk.store.rows(
        "SELECT id, insurance, levy_year, category, bureau, filed_on, paper, people FROM filing "
        "WHERE station_id = ? ORDER BY filed_on DESC, id DESC",
        (desk.station_id,),
    )
    return tuple(
        Filing(row_id, insurance, year, category, bureau, dt.date.fromisoformat(day), paper, people)
        for row_id, insurance, year, category, bureau, day, paper, people in rows
    )


def _posting(row: tuple[Any, ...]) -> Posting:
    days = map(dt.date.fromisoformat, row[5:7])
    fields: list[Any] = [*row[:5], *days, row[7], *map(int, row[8:])]
    return Posting(*fields)


def _objections(desk: Desk, which: str, value: int) -> tuple[Objection, ...]:
    rows = desk.store.rows(_OBJECTIONS.format(which=which), (desk.station_id, value))
    return tuple(map(_objection, rows))


def _objection(row: tuple[Any, ...]) -> Objection:
    resolved_on = dt.date.fromisoformat(row[7]) if row[7] else None
    is_upheld = None if row[8] is None else bool(row[8])
    raised_on = dt.date.fromisoformat(row[4])
    fields: list[Any] = [*row[:4], raised_on, *row[5:7], resolved_on, is_upheld, row[9] or ""]
    return Objection(*fields)
