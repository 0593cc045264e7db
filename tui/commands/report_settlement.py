"""What is settled with others: receipts and fee with the tax bureau, terminals with the bank."""

import datetime as dt

import click

from models.base.dates import Span
from reports.listing.values import Listing
from tui.commands.listing import Output, as_listing, of_days, show_listings
from tui.frame.command_line import LaobaoCommand
from tui.frame.session import Session

_PERIOD = click.argument("period", metavar="报告期")


@click.command(
    "settlement",
    cls=LaobaoCommand,
    help="票款结报：收了多少、用了哪些号、钱在哪里；报告期写成 2019-11-H1 或 2019-11。",
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
    help="代征手续费：按代征单位、代征人员和村计算人次和金额；报告期写成 2019-11-H1 或 2019-11。",
)
@_PERIOD
@as_listing
@click.pass_obj
def agency_fee(session: Session, period: str, output: Output) -> None:
    """Print or write the agency fee."""
    from reports.agency_fee import agency_fee_document, agency_fee_listings

    span = Span.parse(period)

    def listings() -> tuple[Listing, ...]:
        return agency_fee_listings(session.desk, span)

    show_listings(listings, output, lambda: agency_fee_document(listings()))


@click.command(
    "reconcile",
    cls=LaobaoCommand,
    help="POS 收单对账表：逐日逐终端的对账单、台账和差异；不写报告期为业务日期所在的半月。",
)
@of_days("默认业务日期所在的半月")
@click.option("--terminal", default="", metavar="终端号", help="只看一台终端")
@as_listing
@click.pass_obj
def reconciliation(
    session: Session, first: dt.date | None, last: dt.date | None, terminal: str, output: Output
) -> None:
    """Print or write the reconciliation of a half-month or of some days."""
    from reports.reconciliation.document import reconcile_document
    from reports.reconciliation.gather import days_asked, gather_reconciliation
    from reports.reconciliation.listing import reconcile_listings

    days = days_asked(session.desk, first, last)
    report = gather_reconciliation(session.desk, *days, terminal)
    show_listings(lambda: reconcile_listings(report), output, lambda: reconcile_document(report))
