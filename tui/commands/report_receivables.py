"""``report receivables`` and ``report owed``: what funders owe, and what people get back."""

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

_AS_OF = click.option("--as-of", type=DATE, metavar="日期", help="截至哪天；默认业务日期")


@click.command(
    "receivables", cls=LaobaoCommand, help="资金往来：各资金方应付、已到账、差额，可列到人。"
)
@_AS_OF
@click.option("--funder", default="", metavar="资金来源", help="只看一个资金方")
@click.option("--category", default="", metavar="类别", help="只看一个类别")
@click.option("--people", "has_people", is_flag=True, help="列出每一行的人员名单")
@to_files
@as_json
@click.pass_obj
def receivables(
    session: Session,
    as_of: dt.date | None,
    funder: str,
    category: str,
    has_people: bool,
    path: Path | None,
    csv_path: Path | None,
    is_json: bool,
) -> None:
    """Print or write the receivables."""
    from reports.receivables.gather import gather_receivables

    report = gather_receivables(session.desk, as_of, funder, category)
    if path is not None:
        from reports.receivables.workbook import write_receivable_workbook

        write_receivable_workbook(report, path)
    if csv_path is not None:
        from models.bureau.funders.transfer import SETTLEMENT_TITLES
        from reports.listing.csv import write_texts_csv
        from reports.receivables.text import HEADERS, row_cells

        write_texts_csv(
            ("结算方式", *HEADERS),
            [
                [SETTLEMENT_TITLES[group.settlement], *row_cells(row)]
                for group in report.groups
                for row in group.rows
            ],
            csv_path,
        )
    if is_json:
        from reports.receivables.document import receivable_document

        print_json(receivable_document(report, has_people=has_people))
    elif path is not None or csv_path is not None:
        print_written(path, csv_path)
    else:
        from reports.receivables.text import receivable_lines

        print_lines(receivable_lines(report, has_people=has_people))


@click.command(
    "owed", cls=LaobaoCommand, help="先征后补尚欠个人的名单；xlsx 供付款单位，含完整证件号码。"
)
@_AS_OF
@to_files
@as_json
@click.pass_obj
def owed(
    session: Session, as_of: dt.date | None, path: Path | None, csv_path: Path | None, is_json: bool
) -> None:
    """Print what is owed to people, or write the list for the paying bureau."""
    from reports.receivables.owed import gather_owed

    report = gather_owed(session.desk, as_of)
    if path is not None:
        from reports.receivables.pay_list import write_pay_list

        write_pay_list(report, path)
    if csv_path is not None:
        from reports.listing.csv import write_texts_csv
        from reports.receivables.owed import HEADERS, owed_cells, pay_list_title

        write_texts_csv(
            ("付款单位", *HEADERS),
            [
                [pay_list_title(each), *owed_cells(one)]
                for each in report.lists
                for one in each.people
            ],
            csv_path,
        )
    if is_json:
        from reports.receivables.owed import owed_document

        print_json(owed_document(report))
    elif path is not None or csv_path is not None:
        print_written(path, csv_path)
    else:
        from reports.receivables.owed import owed_lines

        print_lines(owed_lines(report))
