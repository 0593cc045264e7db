"""Lists of what waits: refunds to be reviewed, categories that end soon."""

import click

from tui.commands.listing import Output, as_listing, show_listing
from tui.frame.command_line import LaobaoCommand
from tui.frame.session import Session


@click.command(
    "refunds-waiting", cls=LaobaoCommand, help="待复核退费：已申请、等另一位复核的退费。"
)
@as_listing
@click.pass_obj
def refunds_waiting(session: Session, output: Output) -> None:
    """Print or write the refunds that another person has yet to review."""
    from reports.refunds_waiting import refunds_waiting_listing

    show_listing(lambda: refunds_waiting_listing(session.desk), output)


@click.command(
    "expiring", cls=LaobaoCommand, help="将到期类别：30 天内到期的人员类别，到期早的在前。"
)
@as_listing
@click.pass_obj
def expiring(session: Session, output: Output) -> None:
    """Print or write the categories that end within a month."""
    from reports.expiring import expiring_listing

    show_listing(lambda: expiring_listing(session.desk), output)
