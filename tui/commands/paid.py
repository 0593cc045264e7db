"""``paid``: settling the rows of paid data that were set aside."""

import datetime as dt

import click

from models.station.approvals import SecondPerson
from tui.commands.slip_options import about_slip
from tui.frame.command_line import YUAN, Answer, LaobaoGroup, answering, second_person
from tui.frame.session import Session


@click.group(cls=LaobaoGroup, help="处理自行缴费数据的例外；清单见「自行缴费数据的例外」。")
def paid() -> None:
    """Hold the commands below."""


@paid.command(
    "resolve", help="了结一件例外，不入账：税务已退（多缴的也是）、已转外站等，写明原因。"
)
@click.argument("number", metavar="编号", type=click.IntRange(1))
@click.option("--reason", required=True, metavar="原因")
@answering
@click.pass_obj
def resolve(session: Session, number: int, reason: str) -> Answer:
    """Close a row without an entry."""
    from models.bureau.self_paid.exceptions import resolve_row

    resolve_row(session.desk, number, reason)
    return {"number": number, "resolved": True}, [f"第 {number} 号已了结"]


@paid.command("accept", help="照样入账：姓名不符、税务挂账，核实是本人的，写明原因。")
@click.argument("number", metavar="编号", type=click.IntRange(1))
@click.option("--reason", required=True, metavar="原因")
@answering
@click.pass_obj
def accept(session: Session, number: int, reason: str) -> Answer:
    """Post a row although its name differs."""
    from models.base.money import format_yuan
    from models.bureau.self_paid.exceptions import accept_row

    done = accept_row(session.desk, number, reason)
    amount_fen = done.finding.row.amount_fen
    told = f"第 {number} 号已入账：收据 {done.receipt}，{format_yuan(amount_fen)} 元"
    return {"number": number, "receipt": done.receipt, "amount_fen": amount_fen}, [told]


@paid.command("take", help="按应缴入账：税务多收的，多出的由税务退，登记在例外里。")
@click.argument("number", metavar="编号", type=click.IntRange(1))
@click.option("--reason", required=True, metavar="原因")
@click.option("--tier", type=YUAN, metavar="元", help="缴费档次，看不出选了哪一档时写")
@answering
@click.pass_obj
def take(session: Session, number: int, reason: str, tier: int | None) -> Answer:
    """Enter what was due of a row that is more."""
    from models.base.money import format_yuan
    from models.bureau.self_paid.take import take_row

    done = take_row(session.desk, number, reason, tier)
    told = f"第 {number} 号已入账：收据 {done.receipt}，{format_yuan(done.amount_fen)} 元"
    if done.surplus_fen:
        told += f"；多缴 {format_yuan(done.surplus_fen)} 元由税务退，退了以后用「了结一件例外」登记"
    return done, [told]


@paid.command("collect", help="补收少缴：税务收少了的，在本站刷卡补齐差额，一起入账。")
@click.argument("number", metavar="编号", type=click.IntRange(1))
@click.option("--terminal", required=True, metavar="终端号", help="POS 终端号")
@click.option("--batch", required=True, metavar="批次号", help="批次号")
@click.option("--trace", required=True, metavar="凭证号", help="凭证号")
@click.option("--reference", default="", metavar="参考号", help="参考号")
@about_slip
@click.option("--tier", type=YUAN, metavar="元", help="缴费档次，看不出选了哪一档时写")
@click.option("--amount", type=YUAN, metavar="元", help="所收的金额，与应补的核对")
@second_person()
@answering
@click.pass_obj
def collect(
    session: Session,
    number: int,
    terminal: str,
    batch: str,
    trace: str,
    reference: str,
    slip_date: dt.date | None,
    confirmed: frozenset[str],
    tier: int | None,
    amount: int | None,
    second: SecondPerson | None,
) -> Answer:
    """Collect the rest of a row that is less than was due."""
    from models.base.money import format_yuan
    from models.bureau.self_paid.take import collect_row
    from models.ledger.slip import check_slip

    desk = session.desk
    slip = check_slip(terminal, batch, trace, slip_date or desk.business_date, reference)
    done = collect_row(desk, number, slip, tier, amount, second, confirmed)
    again = "（这张签购单早已入账，没有重复收费）" if done.replayed else ""
    return done, [
        f"第 {number} 号已入账：收据 {done.receipt}；补收 {format_yuan(done.rest_fen)} 元，"
        f"收据 {done.rest_receipt}{again}",
        *(f"  请注意：{said}" for said in done.warnings),
    ]


@paid.command(
    "retry", help="再次入账：已没有妨碍的例外，名册补录、更正以后，或重复的一笔退了以后。"
)
@answering
@click.pass_obj
def retry(session: Session) -> Answer:
    """Post every open row that can be posted now."""
    from models.bureau.self_paid.exceptions import retry_rows

    done = retry_rows(session.desk)
    lines = [f"  第 {each.number} 号 {each.finding.row.name}：{each.receipt}" for each in done]
    posted = [{"number": each.number, "receipt": each.receipt} for each in done]
    return {"posted": posted}, [f"入账 {len(done)} 件", *lines]
