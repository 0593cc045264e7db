"""``transfer`` and ``repay``: money from the funders, and what people get back."""

import datetime as dt

import click

from models.base.money import format_yuan
from models.base.terms import SETTLEMENT_TITLES, Insurance, Settlement
from models.station.approvals import SecondPerson
from tui.commands.posting import INSURANCE
from tui.frame.choices import TitledChoice
from tui.frame.command_line import (
    CATEGORY,
    DATE,
    YUAN,
    Answer,
    LaobaoCommand,
    answering,
    second_person,
)
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="登记资金方划来的钱：哪个类别、多少、哪天到账、凭什么文件。")
@INSURANCE
@click.option("--funder", required=True, metavar="资金来源", help="例如 扶贫、财政、医疗救助")
@CATEGORY
@click.option(
    "--settlement",
    required=True,
    type=TitledChoice(SETTLEMENT_TITLES),
    metavar="方式",
    help="方式，免缴代缴、划拨汇缴；先征后补的请「退给个人」",
)
@click.option("--amount", "amount_fen", required=True, type=YUAN, metavar="元", help="到账金额")
@click.option("--paper", required=True, metavar="文号", help="拨款文件或凭证号")
@click.option("--received", type=DATE, metavar="日期", help="到账日期；默认业务日期")
@click.option("--back", "is_back", is_flag=True, help="退回资金方，或更正登记错的：从已到账里减去")
@click.option("--year", "levy_year", type=int, metavar="年度", help="参保年度；默认通知的年度")
@second_person()
@answering
@click.pass_obj
def transfer(
    session: Session,
    insurance: Insurance,
    funder: str,
    category: str,
    settlement: Settlement,
    amount_fen: int,
    paper: str,
    received: dt.date | None,
    levy_year: int | None,
    is_back: bool,
    second: SecondPerson | None,
) -> Answer:
    """Record a transfer; the very same again changes nothing."""
    from models.bureau.funders.transfer import record_transfer
    from reports.receivables.document import transfer_document

    done = record_transfer(
        session.desk,
        insurance,
        funder,
        category,
        settlement,
        amount_fen,
        received,
        paper,
        levy_year,
        is_back=is_back,
        second=second,
    )
    each = done.transfer
    words = "早已登记，没有变化" if done.replayed else "已登记"
    return {**transfer_document(each), "replayed": done.replayed}, [
        f"{words}：{each.received_on} {each.funder} {each.category} "
        f"{format_yuan(each.amount_fen)} 元（{each.paper}）"
    ]


@click.command(cls=LaobaoCommand, help="登记先征后补的钱已付给个人；不写「证件号码」就是全部。")
@INSURANCE
@CATEGORY
@click.option("--paper", required=True, metavar="文号", help="拨付文件或凭证号")
@click.option("--person", "persons", multiple=True, metavar="证件号码", help="只补这个人，可多次")
@click.option("--back", "is_back", is_flag=True, help="收回，补过以后又退费、更正的人退回来了")
@second_person()
@answering
@click.pass_obj
def repay(
    session: Session,
    insurance: Insurance,
    category: str,
    paper: str,
    persons: tuple[str, ...],
    is_back: bool,
    second: SecondPerson | None,
) -> Answer:
    """Record that people were paid back; nobody twice."""
    from models.bureau.funders.repay import repay as repay_people
    from models.bureau.funders.repay import take_back
    from models.people.person_meant import person_meant
    from reports.receivables.document import transfer_document

    desk = session.desk
    people = {person_meant(desk, each) for each in persons}
    done = (
        take_back(desk, insurance, category, paper, people, second)
        if is_back
        else repay_people(desk, insurance, category, paper, people or None, second)
    )
    paid = f"{done.people} 人 {format_yuan(done.amount_fen)} 元"
    told = f"已登记{'收回' if is_back else '退给个人'}：{paid}"
    if done.replayed:
        hint = "要凭同一文号补登别的人，请写明「证件号码」"
        told = f"这个文号早已登记：{paid}，没有变化；{hint}"
    return {
        "people": done.people,
        "amount_fen": done.amount_fen,
        "replayed": done.replayed,
        "transfers": [transfer_document(each) for each in done.transfers],
    }, [told]
