"""``report differences``: who owes more or gets money back after a revised standard."""

from pathlib import Path

import click

from tui.cli import XLSX, LaobaoCommand, as_json, print_json, print_lines
from tui.session import Session


@click.command(
    "differences", cls=LaobaoCommand, help="标准调整差额名单：已缴费的人应补、应退多少。"
)
@click.option("--xlsx", "path", type=XLSX, metavar="文件", help="写成 xlsx 文件")
@as_json
@click.pass_obj
def differences(session: Session, path: Path | None, is_json: bool) -> None:
    """Print or write the settlement list."""
    from reports.differences.collect import collect_differences

    report = collect_differences(session.desk)
    if path is not None:
        from reports.differences.workbook import write_difference_workbook

        write_difference_workbook(report, path)
    if is_json:
        from reports.differences.document import difference_document

        print_json(difference_document(report))
    elif path is not None:
        print_lines([f"已写入 {path}"])
    else:
        from reports.differences.text import difference_lines

        print_lines(difference_lines(report))
