"""``report``: the station's reports as text, xlsx or JSON."""

import datetime as dt
from dataclasses import replace

import click

from models.base.dates import HalfMonth
from tui.commands.collectors import report_collectors
from tui.commands.listing import Output, as_listing, named_file, show_listing, tell_written
from tui.commands.report_bulletin import bulletin
from tui.commands.report_lists import (
    differences,
    dunning,
    late_entries,
    ledger,
    not_renewed,
    paid_exceptions,
    paid_posting,
    receipts,
    refunds,
    roster,
    uninsured,
    unpaid_hardship,
)
from tui.commands.report_receivables import owed, receivables
from tui.commands.report_settlement import agency_fee, reconciliation, settlement
from tui.commands.report_short import report_day, report_week
from tui.commands.report_submit import submit, submitted
from tui.commands.report_waiting import expiring, refunds_waiting
from tui.commands.voucher import report_vouchers
from tui.frame.command_line import DATE, LaobaoGroup
from tui.frame.printing import print_json, print_lines
from tui.frame.session import Session


@click.group(cls=LaobaoGroup, help="报表：文本（默认）、xlsx 或 JSON。")
@click.option(
    "--known", type=DATE, metavar="日期", help="按那一天结束时已登记的数据；写在报表名之前"
)
@click.pass_obj
def report(session: Session, known: dt.date | None) -> None:
    """Hold the commands below, each for the present or as things were known on a day."""
    session.known = known


@report.command("half-month", help="半月报；报告期写成 2019-11-H1 或 2019-11上。")
@click.argument("period", metavar="报告期")
@as_listing
@click.pass_obj
def half_month(session: Session, period: str, output: Output) -> None:
    """Print or write the half-monthly report: as it was sent, once it was."""
    from reports.progress.words import villages_listing
    from reports.submission import progress_of, sent_words, stated_document, write_stated

    stated = progress_of(session.desk, HalfMonth.parse(period))
    listing = villages_listing(stated.figures)
    if output.xlsx is not None:
        path = named_file(output.xlsx, listing, ".xlsx")
        session.export(path)
        write_stated(session.desk, stated, path, overwrite=output.overwrite)
        tell_written(path, output)
    if output.csv is not None:
        show_listing(lambda: listing, replace(output, xlsx=None, is_json=False))
    if output.is_json:
        print_json(stated_document(stated))
    elif output.xlsx is None and output.csv is None:
        from reports.progress.text import progress_text

        sent = [sent_words(stated.submission)] if stated.submission else []
        print_lines([progress_text(stated.figures), *sent])


for command in (
    report_day,
    report_week,
    submit,
    submitted,
    bulletin,
    differences,
    receivables,
    owed,
    reconciliation,
    receipts,
    refunds,
    report_vouchers,
    paid_exceptions,
    settlement,
    agency_fee,
    report_collectors,
    dunning,
    not_renewed,
    roster,
    paid_posting,
    ledger,
    late_entries,
    unpaid_hardship,
    uninsured,
    refunds_waiting,
    expiring,
):
    report.add_command(command)
