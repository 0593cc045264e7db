"""``report receipts``: the register of receipts and voided ones, for inspection."""

import datetime as dt
from pathlib import Path

import click

from models.base.dates import HalfMonth
from models.base.errors import BadInput
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
    "receipts", cls=LaobaoCommand, help="收据登记簿：每个号码一行，已撤销、退费的注明，有无缺号。"
)
@click.argument("period", metavar="报告期", required=False)
@click.option("--from", "first", type=DATE, metavar="日期", help="从哪天起；默认当年 1 月 1 日")
@click.option("--until", "last", type=DATE, metavar="日期", help="到哪天止；默认业务日期")
@to_files
@as_json
@click.pass_obj
def receipts(
    session: Session,
    period: str | None,
    first: dt.date | None,
    last: dt.date | None,
    path: Path | None,
    csv_path: Path | None,
    is_json: bool,
) -> None:
    """Print or write the register of a half-month or a span of days."""
    from reports.receipt_register.gather import gather_register
    from reports.receipt_register.text import register_document, register_text
    from reports.receipt_register.workbook import write_register_workbook

    if period is not None:
        if first or last:
            raise BadInput("报告期和 --from、--until 只能写一样，请去掉其中一样")
        half = HalfMonth.parse(period)
        first, last = half.first_day, half.last_day
    register = gather_register(session.desk, first, last)
    if path is not None:
        write_register_workbook(register, path)
    if csv_path is not None:
        from reports.listing.csv import write_texts_csv
        from reports.receipt_register.text import HEADINGS, texts_of

        write_texts_csv(HEADINGS, map(texts_of, register.rows), csv_path)
    if is_json:
        print_json(register_document(register))
    elif path is not None or csv_path is not None:
        print_written(path, csv_path)
    else:
        print_lines([register_text(register)])
