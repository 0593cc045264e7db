"""Sending the half-monthly report: frozen as it is, and given out again as it was sent."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from models.base.clock import local_time
from models.base.dates import HalfMonth
from models.bureau.district.values import SentReport, sent_report
from models.bureau.submission.kept import (
    SubmittedReport,
    figures_sent,
    list_submissions,
    submission_of,
    submissions_of_month,
    workbook_sent,
)
from models.bureau.submission.send import draft_submission, keep_submission
from models.station.approvals import SecondPerson
from models.station.desk import Desk
from models.store.writing import Store
from reports.listing.values import Column, Listing
from reports.listing.workbook import write_listing_sheet
from reports.progress.document import progress_document
from reports.progress.figures import ProgressReport
from reports.progress.gather import gather_progress
from reports.progress.workbook import fill_progress_workbook, write_progress_workbook
from reports.rendering.machine_part import add_machine_part
from reports.rendering.sheet import Workbook, refuse_unwritable, workbook_bytes, write_whole

_SENT_COLUMNS = (
    Column("上报号", "number"),
    Column("报告期", "period"),
    Column("上报日期", "sent_on", "date"),
    Column("填报", "operator"),
    Column("复核", "reviewer"),
    Column("登记时间", "recorded_at"),
    Column("文件校验值", "digest", cells=36.0),
)


@dataclass(frozen=True)
class StatedProgress:
    """The report of a period: as it was sent, or as the ledger says where it was not yet."""

    figures: ProgressReport
    submission: SubmittedReport | None


def progress_of(desk: Desk, period: HalfMonth) -> StatedProgress:
    """Return the report of a period; once it was sent it is never computed again."""
    submission = submission_of(desk, period)
    if submission is None:
        return StatedProgress(gather_progress(desk, period), None)
    return StatedProgress(_figures(desk.store, submission), submission)


def sent_reports(store: Store, month: HalfMonth) -> tuple[SentReport, ...]:
    """Return what the stations of a store sent for a month and the one before, for a roll-up."""
    return tuple(
        sent_report(stated_document(StatedProgress(_figures(store, each), each)))
        for each in submissions_of_month(store, month)
    )


def _figures(store: Store, submission: SubmittedReport) -> ProgressReport:
    return msgspec.json.decode(figures_sent(store, submission), type=ProgressReport)


def submit_progress(
    desk: Desk, period: HalfMonth, reviewer: SecondPerson | None
) -> SubmittedReport:
    """Freeze the report of a period with its file, in one transaction; returns what was sent.

    Raises as ``models.bureau.submission.send.draft_submission``.
    """
    with desk.writing("submit_report"):
        draft = draft_submission(desk, period, reviewer)
        figures = gather_progress(desk, period)

        def fill(book: Workbook) -> None:
            fill_progress_workbook(book, figures)
            write_listing_sheet(book, _cover(figures, draft))
            add_machine_part(book, stated_document(StatedProgress(figures, draft)))

        workbook = workbook_bytes(period.last_day, fill)
        return keep_submission(desk, draft, msgspec.json.encode(figures), workbook)


def write_stated(
    desk: Desk, stated: StatedProgress, path: Path, *, overwrite: bool = False
) -> None:
    """Write the report's file: the one that was sent, byte for byte, or one of the figures."""
    if stated.submission is None:
        write_progress_workbook(stated.figures, path, overwrite=overwrite)
        return
    refuse_unwritable(path, overwrite=overwrite)
    write_whole(path, workbook_sent(desk.store, stated.submission))


def stated_document(stated: StatedProgress) -> dict[str, Any]:
    """Return the report for ``--json``, with what is known of its sending."""
    sent = stated.submission
    return {
        **progress_document(stated.figures),
        "submission": None
        if sent is None
        else {
            "number": sent.number,
            "sent_on": sent.sent_on.isoformat(),
            "operator": sent.operator,
            "reviewer": sent.reviewer,
        },
    }


def sent_words(submission: SubmittedReport) -> str:
    """Return in one line that a report was sent, by whom and when."""
    return (
        f"已上报：第 {submission.number} 号，{submission.sent_on}，填报 {submission.operator}，"
        f"复核 {submission.reviewer}；数字不再变动，更正计入下一期"
    )


def submissions_listing(desk: Desk) -> Listing:
    """Return the list of the station's sent reports."""
    sent = list_submissions(desk)
    return Listing(
        name="上报登记",
        station=desk.township,
        title=f"{desk.township}劳动保障站半月报上报登记",
        dated=desk.business_date,
        facts=(f"共 {len(sent)} 期",),
        columns=_SENT_COLUMNS,
        rows=tuple(_sent_row(each) for each in sent),
        signatures=(),
    )


def _sent_row(each: SubmittedReport) -> tuple[Any, ...]:
    return (
        each.number, each.period.title, each.sent_on, each.operator, each.reviewer,
        local_time(each.recorded_at), each.digest,
    )  # fmt: skip


def _cover(figures: ProgressReport, draft: SubmittedReport) -> Listing:
    """Return the sheet that says who answers for the report."""
    rows = (
        ("上报号", draft.number),
        ("报告期", draft.period.title),
        ("上报日期", str(draft.sent_on)),
        ("填报", draft.operator),
        ("复核", draft.reviewer),
        ("台账链头", figures.ledger_head or "-"),
    )
    return Listing(
        name="上报",
        station=figures.station,
        title=f"{figures.station}劳动保障站半月报上报单",
        dated=draft.period.last_day,
        facts=("本文件由程序上报，数字不得手工改动；改动过的文件区里不予汇总",),
        columns=(Column("项目", "item", cells=16.0), Column("内容", "content", cells=60.0)),
        rows=rows,
    )
