"""``paid``: settling the rows of paid data that were set aside."""

import click

from tui.frame.command_line import LaobaoGroup, as_json, print_json, print_lines
from tui.frame.session import Session


@click.group(cls=LaobaoGroup, help="处理自行缴费数据的例外；清单见 laobao report paid-exceptions。")
def paid() -> None:
    """Hold the commands below."""


@paid.command("resolve", help="了结一件例外，不入账：税务已退、已转外站等，写明原因。")
@click.argument("number", metavar="编号", type=click.IntRange(1))
@click.option("--reason", required=True, metavar="原因")
@as_json
@click.pass_obj
def resolve(session: Session, number: int, reason: str, is_json: bool) -> None:
    """Close a row without an entry."""
    from models.bureau.self_paid.exceptions import resolve_row

    resolve_row(session.desk, number, reason)
    if is_json:
        print_json({"number": number, "resolved": True})
    else:
        print_lines([f"第 {number} 号已了结"])


@paid.command("accept", help="姓名不符，核实是同一人的：照样入账，写明原因。")
@click.argument("number", metavar="编号", type=click.IntRange(1))
@click.option("--reason", required=True, metavar="原因")
@as_json
@click.pass_obj
def accept(session: Session, number: int, reason: str, is_json: bool) -> None:
    """Post a row although its name differs."""
    from models.base.money import format_yuan
    from models.bureau.self_paid.exceptions import accept_row

    done = accept_row(session.desk, number, reason)
    amount_fen = done.finding.row.amount_fen
    if is_json:
        print_json({"number": number, "receipt": done.receipt, "amount_fen": amount_fen})
    else:
        print_lines([f"第 {number} 号已入账：收据 {done.receipt}，{format_yuan(amount_fen)} 元"])


@paid.command("retry", help="把已没有妨碍的例外入账：名册补录、更正以后，或重复的一笔退了以后。")
@as_json
@click.pass_obj
def retry(session: Session, is_json: bool) -> None:
    """Post every open row that can be posted now."""
    from models.bureau.self_paid.exceptions import retry_rows

    done = retry_rows(session.desk)
    if is_json:
        print_json({"posted": [{"number": x.number, "receipt": x.receipt} for x in done]})
    else:
        lines = [f"  第 {each.number} 号 {each.finding.row.name}：{each.receipt}" for each in done]
        print_lines([f"入账 {len(done)} 件", *lines])
