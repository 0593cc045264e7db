"""``report dunning``, ``roster``, ``ledger``, ``unpaid-hardship``: the station's lists."""

import datetime as dt
from collections.abc import Callable

import click

from models.base.dates import HalfMonth
from models.base.errors import BadInput
from models.base.terms import INSURANCE_TITLES, Insurance
from reports.listing.values import Listing
from tui.commands.listing import Output, as_listing, show_listing
from tui.frame.command_line import DATE, LaobaoCommand
from tui.frame.session import Session

_VILLAGE = click.option("--village", default="", metavar="村(社区)", help="只列一个村(社区)")
_INSURANCE = click.option(
    "--insurance", type=click.Choice(list(INSURANCE_TITLES)), help="只列一个险种"
)


@click.command(
    "dunning",
    cls=LaobaoCommand,
    help="催缴名单：该参保还没有缴的家庭，按村按户，带电话和上次联系。",
)
@_VILLAGE
@_INSURANCE
@as_listing
@click.pass_obj
def dunning(session: Session, village: str, insurance: Insurance | None, output: Output) -> None:
    """Print or write who is to enrol and has not paid."""
    from reports.people_lists.dunning_listing import dunning_listing

    _show(session, lambda: dunning_listing(session.desk, village, insurance), output)


@click.command("roster", cls=LaobaoCommand, help="参保人员花名册：各村已参保的人，含完整证件号码。")
@_VILLAGE
@_INSURANCE
@as_listing
@click.pass_obj
def roster(session: Session, village: str, insurance: Insurance | None, output: Output) -> None:
    """Print or write the insured."""
    from reports.people_lists.roster import roster_listing

    _show(session, lambda: roster_listing(session.desk, village, insurance), output)


@click.command(
    "ledger", cls=LaobaoCommand, help="缴费台账：每一笔的每一条，撤销、退费、差额也在内。"
)
@click.argument("period", metavar="报告期", required=False)
@click.option("--from", "first", type=DATE, metavar="日期", help="从哪天起；默认当年 1 月 1 日")
@click.option("--until", "last", type=DATE, metavar="日期", help="到哪天止；默认业务日期")
@as_listing
@click.pass_obj
def ledger(
    session: Session,
    period: str | None,
    first: dt.date | None,
    last: dt.date | None,
    output: Output,
) -> None:
    """Print or write the ledger of a half-month or a span of days."""
    from reports.people_lists.payment_ledger import ledger_listing

    if period is not None:
        if first or last:
            raise BadInput("报告期和 --from、--until 只能写一样，请去掉其中一样")
        half = HalfMonth.parse(period)
        first, last = half.first_day, half.last_day
    _show(session, lambda: ledger_listing(session.desk, first, last), output)


@click.command(
    "unpaid-hardship",
    cls=LaobaoCommand,
    help="应保尽保未参保名单：困难群体里没有参保的人和原因，可不参保的另列。",
)
@_VILLAGE
@_INSURANCE
@as_listing
@click.pass_obj
def unpaid_hardship(
    session: Session, village: str, insurance: Insurance | None, output: Output
) -> None:
    """Print or write which hardship people are not enrolled."""
    from reports.people_lists.hardship_listing import uncovered_listing

    _show(session, lambda: uncovered_listing(session.desk, village, insurance), output)


def _show(session: Session, make: Callable[[], Listing], output: Output) -> None:
    """Answer with a list as of one moment, so that its total is that of its rows."""
    from models.checks.check_store import one_moment

    with one_moment(session.desk.store):
        show_listing(make, output)
