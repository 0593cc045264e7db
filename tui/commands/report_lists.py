"""The station's lists: who is to pay or did, every entry and receipt, what waits for somebody."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from models.base.file_names import file_stem
from models.base.terms import Insurance
from reports.listing.values import Listing
from reports.people_lists.dunning import Order
from tui.commands.listing import Output, as_listing, of_days, show_listing, show_listings
from tui.frame.command_line import INSURANCE, LaobaoCommand
from tui.frame.session import Session

_VILLAGE = click.option("--village", default="", metavar="村(社区)", help="只列一个村(社区)")
_INSURANCE = click.option("--insurance", type=INSURANCE, help="只列一个险种，例如 医疗保险")
_OF_THE_YEAR = "默认当年 1 月 1 日"


@click.command(
    "dunning",
    cls=LaobaoCommand,
    help="催缴名单：该参保还没有缴、还能缴的家庭，按村按户，带电话和上次联系；"
    "打印一村一页起，最后几列填催缴结果。",
)
@_VILLAGE
@_INSURANCE
@click.option("--with-closed", is_flag=True, help="征缴期已过的也列出")
@click.option("--next-call", is_flag=True, help="该先联系的在前，没联系过的最先")
@as_listing
@click.pass_obj
def dunning(
    session: Session,
    village: str,
    insurance: Insurance | None,
    with_closed: bool,
    next_call: bool,
    output: Output,
) -> None:
    """Print or write who is to enrol, has not paid and still can."""
    from reports.people_lists.dunning_listing import dunning_listing

    order: Order = "call" if next_call else "walk"
    _show(
        session,
        lambda: dunning_listing(
            session.desk, village, insurance, with_closed=with_closed, order=order
        ),
        output,
    )


@click.command(
    "not-renewed",
    cls=LaobaoCommand,
    help="未续保名单：上年参保、今年还没有缴的人，按村按户，带电话和上次联系。",
)
@_VILLAGE
@_INSURANCE
@as_listing
@click.pass_obj
def not_renewed(
    session: Session, village: str, insurance: Insurance | None, output: Output
) -> None:
    """Print or write who was enrolled last year and has not paid this year."""
    from reports.people_lists.not_renewed_listing import not_renewed_listing

    _show(session, lambda: not_renewed_listing(session.desk, village, insurance), output)


@click.command(
    "uninsured", cls=LaobaoCommand, help="未参保原因统计：各村名单人数和各种原因的人数。"
)
@as_listing
@click.pass_obj
def uninsured(session: Session, output: Output) -> None:
    """Print or write the reasons of the uninsured by village."""
    from reports.uninsured.figures import uninsured_listing

    _show(session, lambda: uninsured_listing(session.desk), output)


@click.command(
    "paid-posting",
    cls=LaobaoCommand,
    help="已参保公示：各村已缴费的人，供张贴，证件号码遮盖；写入文件夹时一村一个文件。",
)
@_VILLAGE
@_INSURANCE
@as_listing
@click.pass_obj
def paid_posting(
    session: Session, village: str, insurance: Insurance | None, output: Output
) -> None:
    """Print or write who has paid, village by village."""
    from models.checks.check_store import one_moment
    from reports.papers.paid_posting import paid_postings

    with one_moment(session.desk.store):
        made = paid_postings(session.desk, village, insurance)
    folder = output.xlsx
    if folder is not None and folder.is_dir():
        for each in made:
            _write_alone(each, folder, output)
        output = replace(output, xlsx=None)
        if output.csv is None and not output.is_json:
            return
    show_listings(lambda: made, output)


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
@of_days(_OF_THE_YEAR)
@as_listing
@click.pass_obj
def ledger(session: Session, first: dt.date | None, last: dt.date | None, output: Output) -> None:
    """Print or write the ledger of a half-month or a span of days."""
    from reports.people_lists.payment_ledger import ledger_listing

    _show(session, lambda: ledger_listing(session.desk, first, last), output)


@click.command(
    "late-entries",
    cls=LaobaoCommand,
    help="补录清单：业务日期早于录入那一天的，和日结以后才录入的。",
)
@of_days(_OF_THE_YEAR)
@as_listing
@click.pass_obj
def late_entries(
    session: Session, first: dt.date | None, last: dt.date | None, output: Output
) -> None:
    """Print or write what was entered late."""
    from reports.late_entries import late_listing

    _show(session, lambda: late_listing(session.desk, first, last), output)


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


@click.command(
    "receipts", cls=LaobaoCommand, help="缴费登记簿：每个号码一行，已撤销、退费的注明，有无缺号。"
)
@of_days(_OF_THE_YEAR)
@as_listing
@click.pass_obj
def receipts(session: Session, first: dt.date | None, last: dt.date | None, output: Output) -> None:
    """Print or write the register of receipts of a half-month or a span of days."""
    from reports.receipt_register.gather import gather_register
    from reports.receipt_register.listing import register_document, register_listing

    register = gather_register(session.desk, first, last)
    show_listings(
        lambda: (register_listing(register),), output, lambda: register_document(register)
    )


@click.command(
    "refunds", cls=LaobaoCommand, help="退费单：每一笔撤销、退费、退还一张，领款人和经办人签字。"
)
@of_days(_OF_THE_YEAR)
@as_listing
@click.pass_obj
def refunds(session: Session, first: dt.date | None, last: dt.date | None, output: Output) -> None:
    """Print or write the forms of what was given back in a half-month or a span of days."""
    from reports.refund_form import refund_listings_between

    show_listings(lambda: refund_listings_between(session.desk, first, last), output)


@click.command(
    "differences",
    cls=LaobaoCommand,
    help="补退差额名单：标准调整、认定变更以后，已缴费的人应补、应退多少。",
)
@as_listing
@click.pass_obj
def differences(session: Session, output: Output) -> None:
    """Print or write who owes more or gets money back after the payment."""
    from reports.differences.document import difference_document
    from reports.differences.gather import gather_differences
    from reports.differences.listing import difference_listings

    report = gather_differences(session.desk)
    show_listings(lambda: difference_listings(report), output, lambda: difference_document(report))


@click.command(
    "paid-exceptions",
    cls=LaobaoCommand,
    help="自行缴费数据的例外：重复缴费（退费候选）、金额不符、查无此人等。",
)
@as_listing
@click.pass_obj
def paid_exceptions(session: Session, output: Output) -> None:
    """Print or write what of the paid data still waits for a decision."""
    from reports.self_paid.exceptions import (
        exception_document,
        exception_listings,
        gather_paid_exceptions,
    )

    report = gather_paid_exceptions(session.desk)
    show_listings(lambda: exception_listings(report), output, lambda: exception_document(report))


def _write_alone(listing: Listing, folder: Path, output: Output) -> None:
    """Write one list of several as a workbook of its own, under its sheet's name too."""
    path = folder / f"{file_stem(listing.file_stem, listing.sheet_name)}.xlsx"
    show_listing(lambda: listing, replace(output, xlsx=path, csv=None, is_json=False))


def _show(session: Session, make: Callable[[], Listing], output: Output) -> None:
    """Answer with a list as of one moment, so that its total is that of its rows."""
    from models.checks.check_store import one_moment

    with one_moment(session.desk.store):
        show_listing(make, output)
