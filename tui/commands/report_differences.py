"""``report differences``: who owes more or gets money back after a revised standard."""

from pathlib import Path

import click

from tui.frame.command_line import (
    LaobaoCommand,
    as_json,
    print_json,
    print_lines,
    print_written,
    to_files,
)
from tui.frame.session import Session


@click.command(
    "differences", cls=LaobaoCommand, help="标准调整差额名单：已缴费的人应补、应退多少。"
)
@to_files
@as_json
@click.pass_obj
def differences(session: Session, path: Path | None, csv_path: Path | None, is_json: bool) -> None:
    """Print or write the settlement list."""
    from reports.differences.gather import gather_differences

    report = gather_differences(session.desk)
    if path is not None:
        from reports.differences.workbook import write_difference_workbook

        write_difference_workbook(report, path)
    if csv_path is not None:
        from reports.differences.text import HEADERS, row_of, title_of
        from reports.listing.csv import write_texts_csv

        write_texts_csv(
            ("险种", *HEADERS),
            [[title_of(each), *row_of(one)] for each in report.insurances for one in each.open],
            csv_path,
        )
    if is_json:
        from reports.differences.document import difference_document

        print_json(difference_document(report))
    elif path is not None or csv_path is not None:
        print_written(path, csv_path)
    else:
        from reports.differences.text import difference_lines

        print_lines(difference_lines(report))
