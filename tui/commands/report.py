"""``report``: the station's reports as text, xlsx or JSON."""

import datetime as dt
from pathlib import Path

import click

from models.dates import HalfMonth
from tui.cli import DATE, XLSX, LaobaoGroup, as_json, print_json, print_lines
from tui.commands.collectors import report_collectors
from tui.commands.report_bulletin import bulletin
from tui.commands.report_differences import differences
from tui.commands.report_lists import dunning, ledger, roster, unpaid_hardship
from tui.commands.report_paid import paid_exceptions
from tui.commands.report_receipts import receipts
from tui.commands.report_receivables import owed, receivables
from tui.commands.report_reconcile import reconciliation
from tui.commands.report_settlement import agency_fee, settlement
from tui.commands.report_submit import submit, submitted
from tui.session import Session


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
@click.option("--xlsx", "path", type=XLSX, metavar="文件", help="写成 xlsx 文件")
@as_json
@click.pass_obj
def half_month(session: Session, period: str, path: Path | None, is_json: bool) -> None:
    """Print or write the half-monthly report."""
    from reports.submission import progress_of, sent_words, stated_document, write_stated

    stated = progress_of(session.desk, HalfMonth.parse(period))
    if path is not None:
        write_stated(session.desk, stated, path)
    if is_json:
        print_json(stated_document(stated))
    elif path is not None:
        print_lines([f"已写入 {path}"])
    else:
        from reports.progress.text import progress_text

        sent = [sent_words(stated.submission)] if stated.submission else []
        print_lines([progress_text(stated.figures), *sent])


report.add_command(submit)
report.add_command(submitted)
report.add_command(bulletin)
report.add_command(differences)
report.add_command(receivables)
report.add_command(owed)
report.add_command(reconciliation)
report.add_command(receipts)
report.add_command(paid_exceptions)
report.add_command(settlement)
report.add_command(agency_fee)
report.add_command(report_collectors)
report.add_command(dunning)
report.add_command(roster)
report.add_command(ledger)
report.add_command(unpaid_hardship)
