"""``report receivables`` and ``report owed``: what funders owe, and what people get back."""

import datetime as dt

import click

from tui.cli import DATE, LaobaoCommand
from tui.commands.listing import Output, as_listing, show_listings
from tui.session import Session

_AS_OF = click.option("--as-of", type=DATE, metavar="日期", help="截至哪天；默认业务日期")


@click.command(
    "receivables", cls=LaobaoCommand, help="资金往来：各资金方应付、已到账、差额，可列到人。"
)
@_AS_OF
@click.option("--funder", default="", metavar="资金来源", help="只看一个资金方")
@click.option("--category", default="", metavar="类别", help="只看一个类别")
@click.option("--people", "has_people", is_flag=True, help="列出每一行的人员名单")
@as_listing
@click.pass_obj
def receivables(
    session: Session,
    as_of: dt.date | None,
    funder: str,
    category: str,
    has_people: bool,
    output: Output,
) -> None:
    """Print or write the receivables; a workbook always holds the people."""
    from reports.receivables.collect import collect_receivables
    from reports.receivables.document import receivable_document
    from reports.receivables.listing import receivable_listings

    report = collect_receivables(session.desk, as_of, funder, category)
    show_listings(
        lambda: receivable_listings(report, has_people=has_people or output.xlsx is not None),
        output,
        lambda: receivable_document(report, has_people=has_people),
    )


@click.command(
    "owed", cls=LaobaoCommand, help="先征后补尚欠个人的名单；xlsx 供付款单位，含完整证件号码。"
)
@_AS_OF
@as_listing
@click.pass_obj
def owed(session: Session, as_of: dt.date | None, output: Output) -> None:
    """Print what is owed to people, or write the list for the paying bureau."""
    from reports.receivables.owed import collect_owed, owed_document, owed_listings

    report = collect_owed(session.desk, as_of)
    show_listings(
        lambda: owed_listings(report), output, lambda: owed_document(report), is_masked=True
    )
