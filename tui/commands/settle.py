"""``settle``: collect or return what changed for those who had paid."""

import datetime as dt

import click

from models.base.errors import BadInput
from models.base.money import format_yuan
from models.levy.fill import insurance_named
from models.station.approvals import SecondPerson
from tui.commands.slip_options import about_slip
from tui.frame.command_line import YUAN, Answer, LaobaoCommand, answering, second_person
from tui.frame.session import Session


@click.command(
    cls=LaobaoCommand,
    help="标准调整、认定变更后，为已缴费的一户补收或退还差额，或一次退给全部的人。",
)
@click.argument("household", metavar="[户编号]", required=False)
@click.option("--insurance", required=True, metavar="险种", help="例如 医疗保险")
@click.option("--terminal", default="", metavar="终端号", help="补收：POS 终端号")
@click.option("--batch", default="", metavar="批次号", help="补收：批次号")
@click.option("--trace", default="", metavar="凭证号", help="补收：凭证号")
@click.option("--reference", default="", metavar="参考号", help="补收：参考号")
@about_slip
@click.option("--paper", default="", metavar="凭据", help="退款凭据号，退还时写")
@click.option("--amount", type=YUAN, metavar="元", help="所收或所退的金额，与应补应退核对")
@click.option("--without-money", is_flag=True, help="登记只变资助的人，本人不补不退的全部")
@click.option("--all", "is_for_all", is_flag=True, help="凭一份凭据退给应退的全部的人")
@second_person()
@answering
@click.pass_obj
def settle(
    session: Session,
    household: str | None,
    insurance: str,
    terminal: str,
    batch: str,
    trace: str,
    reference: str,
    slip_date: dt.date | None,
    confirmed: frozenset[str],
    paper: str,
    amount: int | None,
    without_money: bool,
    is_for_all: bool,
    second: SecondPerson | None,
) -> Answer:
    """Settle a household's difference, all that move no money, or all that go back."""
    from models.counter.pay_difference import (
        DifferenceRequest,
        book_without_money,
        pay_difference,
        return_to_all,
    )
    from models.ledger.slip import check_slip
    from models.people.households.families import household_numbered

    desk, name = session.desk, insurance_named(insurance)
    if without_money:
        people = book_without_money(desk, name, second)
        return {"insurance": name, "people": people}, [f"已登记只变资助的差额 {people} 人"]
    if is_for_all:
        done = return_to_all(desk, name, paper, second)
        yuan = format_yuan(done.amount_fen)
        return done, [f"已退还 {done.households} 户 {done.people} 人 {yuan} 元，每户一张收据"]
    if not household:
        raise BadInput("请写明户编号，或「登记只变资助的人」，或「凭一份凭据退给应退的全部的人」")
    slip = None
    if terminal or batch or trace:
        slip = check_slip(terminal, batch, trace, slip_date or desk.business_date, reference)
    home = household_numbered(desk, household)
    request = DifferenceRequest(home, name, slip, paper, amount, second, confirmed)
    result = pay_difference(desk, request)
    way = "补收" if result.amount_fen >= 0 else "退还"
    warnings = [f"  请注意：{said}" for said in result.warnings]
    again = "（这张签购单早已入账，没有重复收费）" if result.replayed else ""
    return result, [
        f"已{way} {format_yuan(abs(result.amount_fen))} 元，{result.people} 人，"
        f"收据 {result.receipt}{again}",
        *warnings,
    ]
