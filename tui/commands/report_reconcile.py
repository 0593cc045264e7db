"""``report reconcile``: the reconciliation report of a half-month or of some days."""

import datetime as dt
from pathlib import Path

import click

from tui.frame.command_line import (
    DATE,
    LaobaoCommand,
    as_json,
    print_json,
    print_lines,
    print_written,
    to_files,
)
from tui.frame.session import Session


@click.command(
    "reconcile",
    cls=LaobaoCommand,
    help="POS 收单对账表：逐日逐终端的对账单、台账和差异；不写报告期为业务日期所在的半月。",
)
@click.argument("period", metavar="[报告期]", default="")
@click.option("--from", "first", type=DATE, metavar="日期", help="从哪一天起")
@click.option("--until", "last", type=DATE, metavar="日期", help="到哪一天为止；默认业务日期")
@click.option("--terminal", default="", metavar="终端号", help="只看一台终端")
@to_files
@as_json
@click.pass_obj
def reconciliation(
    session: Session,
    period: str,
    first: dt.date | None,
    last: dt.date | None,
    terminal: str,
    path: Path | None,
    csv_path: Path | None,
    is_json: bool,
) -> None:
    """Print or write the reconciliation report."""
    from reports.reconciliation.gather import days_asked, gather_reconciliation

    days = days_asked(session.desk, period, first, last)
    report = gather_reconciliation(session.desk, *days, terminal)
    if path is not None:
        from reports.reconciliation.workbook import write_reconcile_workbook

        write_reconcile_workbook(report, path)
    if csv_path is not None:
        from reports.listing.csv import write_texts_csv
        from reports.reconciliation.text import HEADERS, row_cells

        write_texts_csv(HEADERS, map(row_cells, report.rows), csv_path)
    if is_json:
        from reports.reconciliation.document import reconcile_document

        print_json(reconcile_document(report))
    elif path is not None or csv_path is not None:
        print_written(path, csv_path)
    else:
        from reports.reconciliation.text import reconcile_lines

        print_lines(reconcile_lines(report))
