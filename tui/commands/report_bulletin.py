"""``report bulletin``: the month's bulletin from the files the stations sent, without a store."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.base.dates import HalfMonth
from models.base.errors import BadInput
from tui.frame.command_line import FILE, XLSX, LaobaoCommand, as_json, print_json, print_lines
from tui.frame.session import Session

if TYPE_CHECKING:
    from models.bureau.district.values import SentReport


@click.command(
    "bulletin",
    cls=LaobaoCommand,
    help="月度通报：汇总各站上报的文件，排名；不给文件就汇总本库各站已上报的；月份写成 2019-11。",
)
@click.argument("month", metavar="月份")
@click.argument("files", metavar="文件或文件夹...", nargs=-1, type=FILE)
@click.option("--xlsx", "path", type=XLSX, metavar="文件", help="写成 xlsx 文件")
@as_json
@click.pass_obj
def bulletin(
    session: Session, month: str, files: tuple[Path, ...], path: Path | None, *, is_json: bool
) -> int:
    """Roll up the files, or without any what the store's own stations sent.

    Files that are refused are named, and the exit status is 1 then.
    """
    from models.bureau.district.roll_up import roll_up
    from reports.bulletin import (
        bulletin_document,
        bulletin_listings,
        bulletin_text,
        write_bulletin_workbook,
    )
    from seed.report_file import ReadReports, read_reports
    from tui.frame.notices import find_notice

    first_half = _month(month)
    read = read_reports(files) if files else ReadReports(_own(session, first_half), ())
    if not read.reports:
        named = "；".join(message for _, message in read.refused)
        raise BadInput(named or "没有找到这个月上报的半月报，请核对月份、文件或文件夹")
    figures = roll_up(find_notice(read.reports[0].notice), first_half, read.reports)
    listings = bulletin_listings(figures, read.refused)
    if path is not None:
        write_bulletin_workbook(listings, path)
    if is_json:
        print_json(bulletin_document(figures, listings, read.refused))
    elif path is not None:
        print_lines([f"已写入 {path}"])
    else:
        print_lines([bulletin_text(listings)])
    for _, message in read.refused:
        click.echo(message, err=True)
    return 1 if read.refused else 0


def _own(session: Session, month: HalfMonth) -> "tuple[SentReport, ...]":
    from reports.submission import sent_reports

    return sent_reports(session.desk.store, month)


def _month(text: str) -> HalfMonth:
    try:
        return HalfMonth.parse(f"{text.strip()}-H1")
    except BadInput:
        raise BadInput(f"月份“{text[:20]}”不认识，请写成 2019-11") from None
