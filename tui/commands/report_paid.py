"""``report paid-exceptions``: what of the paid data still waits for a decision."""

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
    "paid-exceptions",
    cls=LaobaoCommand,
    help="自行缴费数据的例外：重复缴费（退费候选）、金额不符、查无此人等。",
)
@to_files
@as_json
@click.pass_obj
def paid_exceptions(
    session: Session, path: Path | None, csv_path: Path | None, is_json: bool
) -> None:
    """Print or write the open exceptions."""
    from reports.self_paid.exceptions import (
        exception_document,
        exception_lines,
        gather_paid_exceptions,
    )
    from reports.self_paid.workbook import write_exception_workbook

    report = gather_paid_exceptions(session.desk)
    if path is not None:
        write_exception_workbook(report, path)
    if csv_path is not None:
        from models.bureau.self_paid.values import STATE_TITLES
        from reports.listing.csv import write_texts_csv
        from reports.self_paid.exceptions import HEADINGS, texts_of

        write_texts_csv(
            ("情况", *HEADINGS),
            [
                [STATE_TITLES[state], *texts_of(each)]
                for state in report.states
                for each in report.of(state)
            ],
            csv_path,
        )
    if is_json:
        print_json(exception_document(report))
    elif path is not None or csv_path is not None:
        print_written(path, csv_path)
    else:
        print_lines(exception_lines(report))
