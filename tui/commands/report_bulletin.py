"""``report bulletin``: the month's bulletin from the files the stations sent, without a store."""

from pathlib import Path

import click

from models.dates import HalfMonth
from models.errors import BadInput
from tui.cli import FILE, XLSX, LaobaoCommand, as_json, print_json, print_lines


@click.command(
    "bulletin", cls=LaobaoCommand, help="月度通报：汇总各站上报的文件，排名；月份写成 2019-11。"
)
@click.argument("month", metavar="月份")
@click.argument("files", metavar="文件或文件夹...", nargs=-1, type=FILE, required=True)
@click.option("--xlsx", "path", type=XLSX, metavar="文件", help="写成 xlsx 文件")
@as_json
def bulletin(month: str, files: tuple[Path, ...], path: Path | None, *, is_json: bool) -> int:
    """Roll the files up; refused ones are named, and the exit status is 1 then."""
    from models.rollup.roll_up import roll_up
    from reports.bulletin import (
        bulletin_document,
        bulletin_listings,
        bulletin_text,
        write_bulletin_workbook,
    )
    from seed.report_file import read_reports
    from tui.notices import find_notice

    first_half = _month(month)
    read = read_reports(files)
    if not read.reports:
        named = "；".join(message for _, message in read.refused)
        raise BadInput(named or "没有找到上报的 xlsx 文件，请核对路径")
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


def _month(text: str) -> HalfMonth:
    try:
        return HalfMonth.parse(f"{text.strip()}-H1")
    except BadInput:
        raise BadInput(f"月份“{text[:20]}”不认识，请写成 2019-11") from None
