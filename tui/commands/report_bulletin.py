"""``report bulletin``: the month's bulletin from the files the stations sent, without a store."""

from pathlib import Path

import click

from models.base.dates import HalfMonth
from models.base.errors import BadInput
from tui.commands.listing import Output, as_listing, show_listings
from tui.frame.command_line import FILE, LaobaoCommand
from tui.frame.printing import said
from tui.frame.session import Session


@click.command(
    "bulletin",
    cls=LaobaoCommand,
    help="月度通报：汇总各站上报的文件，排名；不给文件就汇总本库各站已上报的；月份写成 2019-11。",
)
@click.argument("month", metavar="月份")
@click.argument("files", metavar="文件或文件夹...", nargs=-1, type=FILE)
@as_listing
@click.pass_obj
def bulletin(session: Session, month: str, files: tuple[Path, ...], output: Output) -> int:
    """Roll up the files, or without any what the store's own stations sent.

    Files that are refused are named, and the exit status is 1 then.
    """
    from models.bureau.district.roll_up import roll_up
    from reports.bulletin import bulletin_document, bulletin_listings
    from reports.submission import sent_reports
    from seed.report_file import ReadReports, read_reports
    from tui.frame.notices import find_notice

    first_half = _month(month)
    if files:
        read = read_reports(files)
    else:
        read = ReadReports(sent_reports(session.desk.store, first_half), ())
    if not read.reports:
        named = "；".join(message for _, message in read.refused)
        raise BadInput(named or "没有找到这个月上报的半月报，请核对月份、文件或文件夹")
    figures = roll_up(find_notice(read.reports[0].notice), first_half, read.reports)
    listings = bulletin_listings(figures, read.refused)
    show_listings(
        lambda: listings, output, lambda: bulletin_document(figures, listings, read.refused)
    )
    for _, message in read.refused:
        click.echo(said(message), err=True)
    return 1 if read.refused else 0


def _month(text: str) -> HalfMonth:
    try:
        return HalfMonth.parse(f"{text.strip()}-H1")
    except BadInput:
        raise BadInput(f"月份“{text[:20]}”不认识，请写成 2019-11") from None
