"""Reading postings: what was posted where and when, who is on it, what was objected."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

from models.base.errors import BadInput
from models.base.terms import Insurance
from models.station.desk import Desk

PostingState = Literal["not_started", "open", "over"]
STATE_TITLES: dict[PostingState, str] = {
    "not_started": "未开始",
    "open": "公示中",
    "over": "已期满",
}

_OF_POSTING = "l.station_id = p.station_id AND l.posting_id = p.id"
_OBJECTED = """objection o
 JOIN public_posting_line l ON l.station_id = o.station_id AND l.id = o.line_id
 LEFT JOIN objection_outcome r ON r.station_id = o.station_id AND r.objection_id = o.id"""
_POSTINGS = f"""
SELECT p.id AS posting_id, v.name AS village, p.insurance, p.levy_year, p.category, p.posted_on,
 p.until, p.place,
 (SELECT count(*) FROM public_posting_line l WHERE {_OF_POSTING}) AS people,
 (SELECT coalesce(sum(l.amount_fen), 0) FROM public_posting_line l WHERE {_OF_POSTING})
 AS amount_fen,
 (SELECT count(*) FROM {_OBJECTED} WHERE {_OF_POSTING} AND r.id IS NULL) AS open_objections,
 (SELECT count(*) FROM {_OBJECTED} WHERE {_OF_POSTING} AND r.is_upheld = 1) AS upheld_objections
FROM public_posting p JOIN village v ON v.station_id = p.station_id AND v.id = p.village_id
WHERE p.station_id = ?
"""
_LINES = (
    "SELECT id AS line_id, person_id, name, id_number, amount_fen FROM public_posting_line "
    "WHERE station_id = ? AND posting_id = ? ORDER BY id"
)
_OBJECTIONS = f"""
SELECT o.id AS objection_id, l.posting_id, l.id AS line_id, l.name, o.raised_on, o.raised_by,
 o.content, r.resolved_on, r.is_upheld, coalesce(r.reason, '') AS reason
FROM {_OBJECTED} WHERE o.station_id = ? AND {{which}} ORDER BY o.id
"""
_FILINGS = (
    "SELECT id AS filing_id, insurance, levy_year, category, bureau, filed_on, paper, people "
    "FROM filing WHERE station_id = ? ORDER BY filed_on DESC, id DESC"
)


class Posting(NamedTuple):
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


class PostingLine(NamedTuple):
    """A person on a posted list, as posted: later corrections do not change it."""

    line_id: int
    person_id: int
    name: str
    id_number: str
    amount_fen: int


class RaisedObjection(NamedTuple):
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
    objections: tuple[RaisedObjection, ...]


class FiledList(NamedTuple):
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
    newest_first = f"{_POSTINGS} ORDER BY p.posted_on DESC, p.id DESC"
    return tuple(desk.store.query(Posting, newest_first, (desk.station_id,)))


def find_posting(desk: Desk, posting_id: int) -> PostedList:
    """Return one posting with its people; raises BadInput for a number there is none of."""
    key = (desk.station_id, posting_id)
    posting = desk.store.first(Posting, f"{_POSTINGS} AND p.id = ?", key)
    if posting is None:
        raise BadInput(f"没有第 {posting_id} 号公示，请「列出公示和报送」")
    return PostedList(
        posting,
        tuple(desk.store.query(PostingLine, _LINES, key)),
        _objections(desk, "l.posting_id = ?", posting_id),
    )


def find_objection(desk: Desk, objection_id: int) -> RaisedObjection:
    """Return one objection; raises BadInput for a number there is none of."""
    found = _objections(desk, "o.id = ?", objection_id)
    if not found:
        raise BadInput(f"没有第 {objection_id} 号异议，请「看一份公示名单和对它的异议」")
    return found[0]


def list_filings(desk: Desk) -> tuple[FiledList, ...]:
    """Return what went to which bureau, the newest first."""
    return tuple(desk.store.query(FiledList, _FILINGS, (desk.station_id,)))


def _objections(desk: Desk, which: str, value: int) -> tuple[RaisedObjection, ...]:
    sql = _OBJECTIONS.format(which=which)
    return tuple(desk.store.query(RaisedObjection, sql, (desk.station_id, value)))
