"""``close-day``: count against the books, and the slip of it."""

import re

import click

from models.base.errors import BadInput, PrintFailure
from models.base.money import format_yuan, parse_yuan
from models.cash.day_close.values import Closed, DayClose
from models.ledger.slip import check_batch
from models.store.tables.cash import Scope
from reports.listing.values import Listing
from tui.commands.listing import Output, as_listing, show_listing
from tui.commands.paper_options import print_listing, printable, target_for
from tui.frame.command_line import YUAN, LaobaoCommand
from tui.frame.printing import print_json, print_lines
from tui.frame.session import Session


@click.command(
    "close-day", cls=LaobaoCommand, help="日清日结：清点的现金、POS 结算总额与账面核对。"
)
@click.option("--station", is_flag=True, help="全站日结；不写就是结本人的")
@click.option("--cash", "counted_fen", type=YUAN, metavar="元", help="清点的现金，没有就写 0")
@click.option(
    "--pos", "totals", multiple=True, metavar="终端/批次=元", help="POS 结算单的总额，可写几个"
)
@click.option(
    "--left-open", multiple=True, metavar="批次", help="还没有结算的批次，写 终端/批次，可写几个"
)
@click.option("--reason", default="", metavar="原因", help="有差额时要写明")
@click.option("--show", "number", type=int, metavar="号", help="再看一次第几号日结单")
@click.option("--list", "is_list", is_flag=True, help="列出做过的日结")
@printable
@as_listing
@click.pass_obj
def close_day(
    session: Session,
    *,
    station: bool,
    counted_fen: int | None,
    totals: tuple[str, ...],
    left_open: tuple[str, ...],
    reason: str,
    number: int | None,
    is_list: bool,
    to: str,
    output: Output,
) -> None:
    """Close the day, show a close again, or list them."""
    from models.cash.day_close.close import close_day as close
    from models.cash.day_close.read import read_close

    if is_list:
        _list(session, output)
        return
    if number is not None:
        _show(session, Closed(read_close(session.desk, number), replayed=False), to, output)
        return
    if counted_fen is None:
        raise BadInput("请写明「清点的现金」，没有现金就写 0")
    if to:
        target_for(session, to, is_json=output.is_json)  # refused before anything is closed
    scope: Scope = "station" if station else "operator"
    pos = dict(_total(text) for text in totals)
    open_ones = [_batch(text) for text in left_open]
    done = close(session.desk, scope, counted_fen, pos, reason, left_open=open_ones)
    if done.replayed and not output.is_json:
        print_lines([f"早已日结（第 {done.close.number} 号），没有重复登记", ""])
    _show(session, done, to, output)


def _show(session: Session, done: Closed, to: str, output: Output) -> None:
    from reports.day_close import close_listing

    def make() -> Listing:
        return close_listing(session.desk, done.close)

    try:
        shown = print_listing(session, to, make, output)
    except PrintFailure as error:
        raise PrintFailure(f"第 {done.close.number} 号日结单已登记；{error.message}") from None
    if shown is None:
        return
    output = shown
    if output.is_json:
        print_json({**_document(done.close), "replayed": done.replayed})
        output = Output(output.xlsx, output.csv, is_json=False, overwrite=output.overwrite)
        if output.xlsx is None and output.csv is None:
            return
    show_listing(make, output)


def _document(close: DayClose) -> dict[str, object]:
    return {**vars(close), "difference_fen": close.difference_fen}


def _list(session: Session, output: Output) -> None:
    from models.cash.day_close.read import list_closes
    from models.cash.day_close.values import SCOPE_TITLES

    closes = list_closes(session.desk)
    if output.is_json:
        print_json({"closes": [_document(each) for each in closes]})
        return
    lines = [
        f"第 {each.number} 号  {each.business_date}  {SCOPE_TITLES[each.scope]}  {each.operator}  "
        f"现金 {format_yuan(each.counted_fen)} 元"
        f"{f'，差额 {format_yuan(each.difference_fen)} 元' if each.difference_fen else ''}"
        f"{f'（{each.reason}）' if each.reason else ''}"
        for each in closes
    ]
    print_lines(lines or ["还没有做过日结"])


def _batch(text: str) -> tuple[str, str]:
    """Read ``12345678/000001``."""
    terminal, _, batch = text.partition("/")
    return check_batch(terminal, batch)


def _total(text: str) -> tuple[tuple[str, str], int]:
    """Read ``12345678/000001=1250``."""
    match = re.fullmatch(r"\s*([^/=]*)/([^/=]*)=(.*)", text)
    if match is None:
        raise BadInput(
            f"「POS 结算单的总额」“{text[:40]}”不认识，"
            "请写成 终端号/批次号=金额，例如 12345678/000001=1250"
        )
    terminal, batch, amount = match.groups()
    return check_batch(terminal, batch), parse_yuan(amount, "「POS 结算单的总额」")
