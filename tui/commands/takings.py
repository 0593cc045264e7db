"""``takings``: what the business date brought in, by the hour, or entry by entry."""

import click

from tui.commands.listing import Output, as_listing, show_listings
from tui.frame.command_line import LaobaoCommand
from tui.frame.printing import print_json, print_lines
from tui.frame.session import Session


@click.command(
    cls=LaobaoCommand,
    help="业务日期当天按小时、按渠道收了多少；也可逐笔列出，写成文件。",
)
@click.option("--entries", is_flag=True, help="逐笔列出，后面按方式、按小时合计")
@click.option("--mine", is_flag=True, help="只列本人经办的")
@as_listing
@click.pass_obj
def takings(session: Session, output: Output, *, entries: bool, mine: bool) -> None:
    """Print the day's takings by the hour of entry, or its entries."""
    from models.ledger.takings import takings_by_hour, takings_of_day
    from reports.entries import entries_listings
    from reports.takings import takings_lines

    desk = session.desk
    if entries or mine or output.xlsx or output.csv:
        show_listings(lambda: entries_listings(desk, is_mine=mine), output)
    elif output.is_json:
        print_json({"total": takings_of_day(desk), "hours": takings_by_hour(desk)})
    else:
        print_lines(takings_lines(desk))
