"""Sending a report: checked first, then kept with its file in the transaction that made it."""

import base64
import hashlib

from models.base import clock
from models.base.dates import HalfMonth
from models.base.errors import RefusedByRule
from models.bureau.submission.due import next_period
from models.bureau.submission.kept import SubmittedReport, submission_number, submission_of
from models.station.approvals import SecondPerson, agreed
from models.station.desk import Desk
from models.station.operators import operator_named
from models.store.tables.station import Submission


def refuse_unsendable(desk: Desk, period: HalfMonth) -> None:
    """Raise RefusedByRule for a period whose report cannot be sent, whoever reviews it.

    It has not ended (``period_not_ended``), was sent (``already_submitted``), or an earlier
    one was not (``earlier_not_submitted``).
    """
    if desk.business_date < period.last_day:
        raise RefusedByRule(
            f"{period.title}到 {period.last_day} 才结束，现在不能上报，请到那天再报",
            "period_not_ended",
        )
    sent = submission_of(desk, period)
    if sent is not None:
        raise RefusedByRule(
            f"{period.title}已由 {sent.operator} 于 {sent.sent_on} 上报（{sent.number} 号），"
            "不能重报；更正计入下一期",
            "already_submitted",
        )
    expected = next_period(desk)
    if expected is not None and expected.first_day < period.first_day:
        raise RefusedByRule(
            f"{expected.title}还没有上报，请按顺序先报那一期", "earlier_not_submitted"
        )
    if expected is not None and period.first_day < expected.first_day:
        raise RefusedByRule(
            f"{period.title}早于本站上报的第一期，不再补报；下一期是{expected.title}",
            "already_submitted",
        )


def draft_submission(
    desk: Desk, period: HalfMonth, reviewer: SecondPerson | None
) -> SubmittedReport:
    """Return the report that is about to be sent, without its digest; only inside ``writing``.

    The reviewer (复核人) is another person than the operator: raises as ``agreed`` and
    ``refuse_unsendable``.
    """
    refuse_unsendable(desk, period)
    login = agreed(desk, "submit_report", str(period), reviewer)
    year, serial = period.first_day.year, _next_serial(desk, period.first_day.year)
    return SubmittedReport(
        station_id=desk.station_id,
        submission_id=desk.store.new_ids(Submission, desk.station_id),
        number=submission_number(year, serial),
        period=period,
        sent_on=desk.business_date,
        operator=desk.operator,
        reviewer=_shown(desk, login),
        recorded_at=clock.timestamp(),
        digest="",
    )


def keep_submission(
    desk: Desk, draft: SubmittedReport, figures: bytes, workbook: bytes
) -> SubmittedReport:
    """Keep a report with its figures and its file; only in the transaction of its draft."""
    digest = hashlib.sha256(workbook).hexdigest()
    period, year = draft.period, draft.period.first_day.year
    desk.store.add(
        Submission(
            station_id=desk.station_id,
            id=draft.submission_id,
            year=year,
            serial=_next_serial(desk, year),
            first_day=period.first_day,
            last_day=period.last_day,
            business_date=draft.sent_on,
            reviewer=draft.reviewer,
            figures=figures.decode(),
            workbook=base64.b64encode(workbook).decode(),
            digest=digest,
            operator_id=desk.operator_id(),
            recorded_at=draft.recorded_at,
        )
    )
    desk.record("submit_report", f"submission {draft.submission_id}", f"{draft.number} {period}")
    sent = submission_of(desk, period)
    assert sent is not None
    return sent


def _shown(desk: Desk, login: str) -> str:
    who = operator_named(desk.store, desk.station_id, login)
    return who.shown if who else login


def _next_serial(desk: Desk, year: int) -> int:
    sql = "SELECT coalesce(max(serial), 0) + 1 FROM submission WHERE station_id = ? AND year = ?"
    return desk.store.number(sql, (desk.station_id, year))
