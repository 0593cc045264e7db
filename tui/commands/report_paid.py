"""``report paid-exceptions``: what of the paid data still waits for a decision."""

from pathlib import Path

import click

from tui.cli import XLSX, LaobaoCommand, as_json, print_json, print_lines
from tui.session import Session


@click.command(
    "paid-exceptions",
    cls=LaobaoCommand,
    help="自行缴费数据的例外：重复缴费（退费候选）、金额不符、查无此人等。",
)
@click.option("--xlsx", "path", type=XLSX, metavar="文件", help="写成 xlsx 文件")
@as_json
@click.pass_obj
def paid_exceptions(session: Session, path: Path | None, is_json: bool) -> None:
    """Print or write the open exceptions."""
    from reports.paid.exceptions import (
        collect_paid_exceptions,
        exception_document,
        exception_lines,
    )
    from reports.paid.workbook import write_exception_workbook

    report = collect_paid_exceptions(session.desk)
    if path is not None:
        write_exception_workbook(report, path)
    if is_json:
        print_json(exception_document(report))
    elif path is not None:
        print_lines([f"已写入 {path}"])
    else:
        print_lines(exception_lines(report))
