"""``terminal``: the station's POS terminals, and those that nobody registered."""

import click

from models.station.approvals import SecondPerson
from tui.frame.command_line import Answer, LaobaoGroup, answering, second_person
from tui.frame.session import Session


@click.group(cls=LaobaoGroup, help="本站的 POS 终端：没有登记的要再看一眼才收。")
def terminal() -> None:
    """Register, list and end the station's terminals."""


@terminal.command("add", help="登记一台 POS 终端。")
@click.argument("number", metavar="终端号")
@click.option("--acquirer", required=True, metavar="收单机构", help="例如 农业银行、银联商务")
@click.option("--place", default="", metavar="放在哪里", help="例如 一号窗口")
@second_person()
@answering
@click.pass_obj
def add(
    session: Session, number: str, acquirer: str, place: str, second: SecondPerson | None
) -> Answer:
    """Register a terminal."""
    from models.cash.terminals import register_terminal

    done = register_terminal(session.desk, number, acquirer, place, second)
    return done, [f"已登记终端：{done.words}"]


@terminal.command("list", help="列出登记的终端，和签购单上有而没有登记的。")
@answering
@click.pass_obj
def list_them(session: Session) -> Answer:
    """List the terminals, then those that are on slips alone."""
    from models.cash.terminals import list_terminals, unknown_terminals

    terminals, unknown = list_terminals(session.desk), unknown_terminals(session.desk)
    lines = [
        f"{each.words}  {each.opened_on} 起"
        + (f"，{each.ended_on} 停用：{each.end_reason}" if each.ended_on else "")
        for each in terminals
    ]
    lines += [
        f"{each.number}  没有登记：签购单 {each.slips} 张，{each.first_day} 至 {each.last_day}"
        for each in unknown
    ]
    return {"terminals": terminals, "unknown": unknown}, lines or ["还没有登记终端，也没有签购单"]


@terminal.command("end", help="停用一台终端。")
@click.argument("number", metavar="终端号")
@click.option("--reason", required=True, metavar="原因")
@second_person()
@answering
@click.pass_obj
def end(session: Session, number: str, reason: str, second: SecondPerson | None) -> Answer:
    """End a terminal from the business date on."""
    from models.cash.terminals import end_terminal

    done = end_terminal(session.desk, number, reason, second)
    return done, [f"已停用终端：{done.words}"]
