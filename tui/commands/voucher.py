"""``voucher`` and ``report vouchers``: the tax bureau's vouchers, by number."""

import click

from tui.commands.listing import Output, as_listing, show_listings
from tui.frame.command_line import Answer, LaobaoCommand, LaobaoGroup, answering
from tui.frame.session import Session


@click.group(cls=LaobaoGroup, help="税收票证：登记领入的号码，登记作废；登记簿在报表里。")
def voucher() -> None:
    """Hold the commands below."""


@voucher.command("receive", help="登记从税务局领入的票证，写起号和止号。")
@click.argument("first", metavar="起号")
@click.argument("last", metavar="止号")
@click.option("--paper", default="", metavar="凭据", help="凭据：税务局的领用单号")
@answering
@click.pass_obj
def receive(session: Session, first: str, last: str, paper: str) -> Answer:
    """Register numbers that the bureau has issued."""
    from models.ledger.vouchers import receive_vouchers

    row = receive_vouchers(session.desk, first, last, paper)
    return row, [f"已登记领入 {first} 至 {last}，共 {row.last - row.first + 1} 份"]


@voucher.command("spoil", help="登记一张票证作废；已开的要先撤销或退费。")
@click.argument("number", metavar="票证号")
@click.option("--reason", default="", metavar="原因", help="作废的原因")
@answering
@click.pass_obj
def spoil(session: Session, number: str, reason: str) -> Answer:
    """Register that a voucher is spoiled."""
    from models.ledger.vouchers import spoil_voucher

    row = spoil_voucher(session.desk, number, reason)
    return row, [f"已登记作废 {row.voucher}：{row.reason}"]


@click.command(
    "vouchers",
    cls=LaobaoCommand,
    help="税收票证登记簿：领入、已开、作废、结存，逐号登记，跳号和没有领入的也列出。",
)
@as_listing
@click.pass_obj
def report_vouchers(session: Session, output: Output) -> None:
    """Print or write the register of vouchers."""
    from reports.vouchers import voucher_listings

    show_listings(lambda: voucher_listings(session.desk), output)
