"""``report settlement`` and ``report agency-fee``: what the tax bureau settles with a station."""

import click

from models.base.dates import Span
from tui.commands.listing import Output, as_listing, show_listing, show_listings
from tui.frame.command_line import LaobaoCommand
from tui.frame.session import Session

_PERIOD = click.argument("period", metavar="报告期")


@click.command(
    "settlement",
    cls=LaobaoCommand,
    help="票款结报：收了多少、用了哪些票、钱在哪里；报告期写成 2019-11-H1 或 2019-11。",
)
@_PERIOD
@as_listing
@click.pass_obj
def settlement(session: Session, period: str, output: Output) -> None:
    """Print or write the settlement of receipts."""
    from reports.settlement_of_receipts import settlement_listings

    span = Span.parse(period)
    show_listings(lambda: settlement_listings(session.desk, span), output)


@click.command(
    "agency-fee",
    cls=LaobaoCommand,
    help="代征手续费：按代征人员和村计算人次和金额；报告期写成 2019-11-H1 或 2019-11。",
)
@_PERIOD
@as_listing
@click.pass_obj
def agency_fee(session: Session, period: str, output: Output) -> None:
    """Print or write the agency fee."""
    from reports.agency_fee import agency_fee_listing

    span = Span.parse(period)
    show_listing(lambda: agency_fee_listing(session.desk, span), output)
