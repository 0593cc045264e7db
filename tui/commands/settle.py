"""``settle``: collect or return what a revised standard changed for those who had paid."""

import click

from models.base.errors import BadInput
from models.base.money import format_yuan
from models.base.terms import Insurance
from models.levy.fill import insurance_named
from tui.frame.command_line import YUAN, LaobaoCommand, as_json, print_json, print_lines
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="标准调整后，为已缴费的一户补收或退还差额。")
@click.argument("household", metavar="[户编号]", required=False)
@click.option("--insurance", required=True, metavar="险种", help="medical 等")
@click.option("--terminal", default="", metavar="终端号", help="补收：POS 终端号")
@click.option("--batch", default="", metavar="批次号", help="补收：批次号")
@click.option("--trace", default="", metavar="凭证号", help="补收：凭证号")
@click.option("--reference", default="", metavar="参考号", help="补收：参考号")
@click.option("--paper", default="", metavar="凭据", help="退还：退款凭据号")
@click.option("--amount", type=YUAN, metavar="元", help="所收或所退的金额，与应补应退核对")
@click.option("--without-money", is_flag=True, help="把只变资助、本人不补不退的全部登记")
@as_json
@click.pass_obj
def settle(
    session: Session,
    household: str | None,
    insurance: str,
    terminal: str,
    batch: str,
    trace: str,
    reference: str,
    paper: str,
    amount: int | None,
    without_money: bool,
    is_json: bool,
) -> None:
    """Settle a household's difference, or all those that move no money at the counter."""
    from models.counter.pay_difference import DifferenceRequest, pay_difference
    from models.ledger.slip import check_slip
    from models.people.households.families import household_numbered

    desk, name = session.desk, insurance_named(insurance)
    if without_money:
        _without_money(session, name, is_json)
        return
    if not household:
        raise BadInput("请写明户编号，或用 --without-money 登记只变资助的人")
    slip = None
    if terminal or batch or trace:
        slip = check_slip(terminal, batch, trace, desk.business_date, reference)
    request = DifferenceRequest(household_numbered(desk, household), name, slip, paper, amount)
    result = pay_difference(desk, request)
    if is_json:
        print_json(result)
        return
    way = "补收" if result.amount_fen >= 0 else "退还"
    again = "（这张签购单早已入账，没有重复收费）" if result.replayed else ""
    print_lines(
        [
            f"已{way} {format_yuan(abs(result.amount_fen))} 元，{result.people} 人，"
            f"收据 {result.receipt}{again}"
        ]
    )


def _without_money(session: Session, insurance: Insurance, is_json: bool) -> None:
    from models.counter.pay_difference import book_without_money

    people = book_without_money(session.desk, insurance)
    if is_json:
        print_json({"insurance": insurance, "people": people})
        return
    print_lines([f"已登记只变资助的差额 {people} 人"])
