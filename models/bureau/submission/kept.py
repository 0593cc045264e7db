"""The reports a station has sent, read back from the store."""

import base64
import datetime as dt
from dataclasses import dataclass
from typing import Any

from models.base.dates import HalfMonth
from models.station.desk import Desk
from models.store.writing import Store

_SENT_ANYWHERE = """
SELECT s.id, s.year, s.serial, s.first_day, s.business_date, o.login, s.reviewer, s.recorded_at,
 s.digest
FROM submission s JOIN operator o ON o.id = s.operator_id
"""
_SENT = f"{_SENT_ANYWHERE} WHERE s.station_id = ?"


@dataclass(frozen=True)
class Submission:
    """A half-monthly report that was sent: who sent it, who reviewed it, and its digest.

    ``digest`` is the SHA-256 of the file, in hexadecimal digits.
    """

    submission_id: int
    number: str
    period: HalfMonth
    sent_on: dt.date
    operator: str
    reviewer: str
    recorded_at: str
    digest: str


def submission_number(year: int, serial: int) -> str:
    """Return a report's number as people read it: ``2019-003``."""
    return f"{year}-{serial:03d}"


def list_submissions(desk: Desk) -> tuple[Submission, ...]:
    """Return the station's sent reports in the order of their periods."""
    rows = desk.store.rows(f"{_SENT} ORDER BY s.first_day", (desk.station_id,))
    return tuple(map(_submission, rows))


def submissions_of_month(store: Store, month: HalfMonth) -> tuple[Submission, ...]:
    """Return what all stations of a store sent for a month and the one before it."""
    first = HalfMonth(month.year, month.month, is_second=False)
    since, until = first.previous().previous().first_day, first.following().last_day
    rows = store.rows(
        f"{_SENT_ANYWHERE} WHERE s.first_day >= ? AND s.first_day <= ? ORDER BY s.id",
        (since.isoformat(), until.isoformat()),
    )
    return tuple(map(_submission, rows))


def submission_of(desk: Desk, period: HalfMonth) -> Submission | None:
    """Return the report sent for a period, or None."""
    rows = desk.store.rows(
        f"{_SENT} AND s.first_day = ?", (desk.station_id, period.first_day.isoformat())
    )
    return _submission(rows[0]) if rows else None


def figures_sent(store: Store, submission: Submission) -> bytes:
    """Return the figures as they were sent: the JSON document that was kept."""
    return str(_kept(store, "figures", submission)).encode()


def workbook_sent(store: Store, submission: Submission) -> bytes:
    """Return the file as it was sent, byte for byte."""
    return base64.b64decode(_kept(store, "workbook", submission))


def _kept(store: Store, column: str, submission: Submission) -> Any:
    sql = f"SELECT {column} FROM submission WHERE id = ?"
    return store.rows(sql, (submission.submission_id,))[0][0]


def _submission(row: tuple[Any, ...]) -> Submission:
    submission_id, year, serial, first_day, sent_on, login, reviewer, recorded_at, digest = row
    return Submission(
        submission_id=submission_id,
        number=submission_number(year, serial),
        period=HalfMonth.containing(dt.date.fromisoformat(first_day)),
        sent_on=dt.date.fromisoformat(sent_on),
        operator=login,
        reviewer=reviewer,
        recorded_at=recorded_at,
        digest=digest,
    )
