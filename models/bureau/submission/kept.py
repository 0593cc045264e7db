"""The reports a station has sent, read back from the store."""

import base64
import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from models.base.dates import HalfMonth
from models.station.desk import Desk
from models.store.tables.station import Submission
from models.store.writing import Store

_SENT_ANYWHERE = """
SELECT s.station_id, s.id, s.year, s.serial, s.first_day, s.business_date, o.login, s.reviewer,
 s.recorded_at, s.digest
FROM submission s JOIN operator o ON o.station_id = s.station_id AND o.id = s.operator_id
"""
_SENT = f"{_SENT_ANYWHERE} WHERE s.station_id = ?"


class _Sent(NamedTuple):
    station_id: int
    id: int
    year: int
    serial: int
    first_day: dt.date
    business_date: dt.date
    login: str
    reviewer: str
    recorded_at: str
    digest: str


@dataclass(frozen=True)
class SubmittedReport:
    """A half-monthly report that was sent: who sent it, who reviewed it, and its digest.

    ``digest`` is the SHA-256 of the file, in hexadecimal digits.
    """

    station_id: int
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


def list_submissions(desk: Desk) -> tuple[SubmittedReport, ...]:
    """Return the station's sent reports in the order of their periods."""
    found = desk.store.query(_Sent, f"{_SENT} ORDER BY s.first_day", (desk.station_id,))
    return tuple(map(_submission, found))


def submissions_of_month(store: Store, month: HalfMonth) -> tuple[SubmittedReport, ...]:
    """Return what all stations of a store sent for a month and the one before it."""
    first = HalfMonth(month.year, month.month, is_second=False)
    since, until = first.previous().previous().first_day, first.following().last_day
    found = store.query(
        _Sent,
        f"{_SENT_ANYWHERE} WHERE s.first_day >= ? AND s.first_day <= ? ORDER BY s.station_id, s.id",
        (since.isoformat(), until.isoformat()),
    )
    return tuple(map(_submission, found))


def submission_of(desk: Desk, period: HalfMonth) -> SubmittedReport | None:
    """Return the report sent for a period, or None."""
    asked = (desk.station_id, period.first_day.isoformat())
    found = desk.store.first(_Sent, f"{_SENT} AND s.first_day = ?", asked)
    return _submission(found) if found else None


def figures_sent(store: Store, sent: SubmittedReport) -> bytes:
    """Return the figures as they were sent: the JSON document that was kept."""
    return _kept(store, sent).figures.encode()


def workbook_sent(store: Store, sent: SubmittedReport) -> bytes:
    """Return the file as it was sent, byte for byte."""
    return base64.b64decode(_kept(store, sent).workbook)


def _kept(store: Store, sent: SubmittedReport) -> Submission:
    kept = store.get(Submission, station_id=sent.station_id, id=sent.submission_id)
    assert kept is not None  # the ledger keeps everything
    return kept


def _submission(sent: _Sent) -> SubmittedReport:
    return SubmittedReport(
        station_id=sent.station_id,
        submission_id=sent.id,
        number=submission_number(sent.year, sent.serial),
        period=HalfMonth.containing(sent.first_day),
        sent_on=sent.business_date,
        operator=sent.login,
        reviewer=sent.reviewer,
        recorded_at=sent.recorded_at,
        digest=sent.digest,
    )
