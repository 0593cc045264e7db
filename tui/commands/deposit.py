"""``deposit`` and ``account``: cash into the tax bureau's account, and which accounts those are."""

import click

from models.base.clock import local_time
from models.base.errors import BadInput
from models.base.money import format_yuan
from models.station.approvals import SecondPerson
from tui.frame.command_line import (
    YUAN,
    Answer,
    LaobaoCommand,
    LaobaoGroup,
    answering,
    second_person,
)
from tui.frame.session import Session


@click.command(
    cls=LaobaoCommand, help="登记现金缴存，撤回登记错的；什么都不写就列出库存现金和已缴存的。"
)
@click.option("--amount", "amount_fen", type=YUAN, metavar="元", help="缴存金额")
@click.option("--slip", "bank_slip", default="", metavar="单号", help="银行缴款单号")
@click.option("--account", default="", metavar="账号", help="登记的待报解账户，或它的末四位")
@click.option(
    "--back", "slip_back", default="", metavar="单号", help="撤回这个单号的缴存，登记错了的"
)
@click.option("--reason", default="", metavar="原因", help="撤回的原因")
@second_person()
@answering
@click.pass_obj
def deposit(
    session: Session,
    amount_fen: int | None,
    bank_slip: str,
    account: str,
    slip_back: str,
    reason: str,
    second: SecondPerson | None,
) -> Answer:
    """Record a deposit, take one back, or list those there are."""
    from models.cash.deposit import deposit_cash

    if slip_back:
        if amount_fen is not None or bank_slip or account:
            raise BadInput("撤回缴存只写单号、「撤回的原因」和「第二人」，重新登记请另做一次")
        return _take_back(session, slip_back, reason, second)
    if reason:
        raise BadInput("「撤回的原因」只在撤回缴存时写，请写明「撤回这个单号的缴存」")
    if amount_fen is None:
        if bank_slip or account:
            raise BadInput("请写明「缴存金额」")
        return _list(session)
    done = deposit_cash(session.desk, amount_fen, bank_slip, account, second)
    head = "早已登记，没有重复登记" if done.replayed else "已登记缴存"
    return done, [
        f"{head}：{format_yuan(done.deposit.amount_fen)} 元，缴款单 {done.deposit.bank_slip}，"
        f"{done.deposit.bank}",
        f"库存现金 {format_yuan(done.till_fen)} 元",
    ]


def _take_back(
    session: Session, slip_back: str, reason: str, second: SecondPerson | None
) -> Answer:
    from models.cash.deposit import take_back_deposit

    done = take_back_deposit(session.desk, slip_back, reason, second)
    return done, [
        f"已撤回缴存：缴款单 {done.deposit.bank_slip}，{format_yuan(done.deposit.amount_fen)} 元，"
        f"{done.approved_by} 同意；同一单号可以重新登记",
        f"库存现金 {format_yuan(done.till_fen)} 元",
    ]


@click.command(
    cls=LaobaoCommand,
    help="更正登记错的缴存：撤回错的，马上登记对的，第二人同意；没有写的照原来的。",
)
@click.option(
    "--slip", "bank_slip", required=True, metavar="单号", help="银行缴款单号，登记的那一张"
)
@click.option("--reason", required=True, metavar="原因", help="更正的原因")
@click.option("--amount", "amount_fen", type=YUAN, metavar="元", help="缴存金额，对的")
@second_person()
@click.option("--right-slip", default="", metavar="单号", help="对的单号，单号录错时写")
@click.option("--account", default="", metavar="账号", help="对的账号，账户选错时写")
@answering
@click.pass_obj
def correct_deposit(
    session: Session,
    bank_slip: str,
    reason: str,
    amount_fen: int | None,
    right_slip: str,
    account: str,
    second: SecondPerson | None,
) -> Answer:
    """Take a wrong deposit back and enter it rightly."""
    from models.cash.deposit import correct_deposit

    done = correct_deposit(
        session.desk,
        bank_slip,
        reason,
        second,
        amount_fen=amount_fen,
        right_slip=right_slip,
        account=account,
    )
    return done, [
        f"已更正缴存：缴款单 {done.wrong.bank_slip} {format_yuan(done.wrong.amount_fen)} 元，"
        f"改为缴款单 {done.right.bank_slip} {format_yuan(done.right.amount_fen)} 元，"
        f"{done.right.bank}，{done.approved_by} 同意",
        f"库存现金 {format_yuan(done.till_fen)} 元",
    ]


def _list(session: Session) -> Answer:
    from models.cash.deposit import list_deposits
    from models.ledger.journal import cash_in_till

    till_fen, deposits = cash_in_till(session.desk), list_deposits(session.desk)
    return {"till_fen": till_fen, "deposits": deposits}, [
        f"库存现金 {format_yuan(till_fen)} 元",
        *(
            f"{each.business_date}  {format_yuan(each.amount_fen)} 元  缴款单 {each.bank_slip}"
            f"  {each.bank}  {each.masked_number}  {local_time(each.recorded_at)} 录入"
            + (f"  {each.back_on} 撤回：{each.back_reason}" if each.back_on else "")
            for each in deposits
        ),
    ]


@click.group(cls=LaobaoGroup, help="税务待报解账户：现金只能缴存到登记过的账户。")
def account() -> None:
    """Register, list and close the tax bureau's accounts."""


@account.command("add", help="凭文件登记一个待报解账户，由第二人同意。")
@click.option("--bank", required=True, metavar="开户行")
@click.option("--holder", required=True, metavar="户名")
@click.option("--number", required=True, metavar="账号")
@click.option("--paper", required=True, metavar="文号", help="税务部门通知账户的文件")
@second_person()
@answering
@click.pass_obj
def add(
    session: Session,
    bank: str,
    holder: str,
    number: str,
    paper: str,
    second: SecondPerson | None,
) -> Answer:
    """Register an account."""
    from models.cash.remittance_accounts import register_account

    done = register_account(session.desk, bank, holder, number, paper, second)
    return done, [f"已登记：{done.holder}  {done.bank}  {done.masked_number}"]


@account.command("list", help="列出登记的账户。")
@answering
@click.pass_obj
def list_them(session: Session) -> Answer:
    """List the accounts."""
    from models.cash.remittance_accounts import list_accounts

    accounts = list_accounts(session.desk)
    lines = [
        f"{each.holder}  {each.bank}  {each.masked_number}  {each.paper}  {each.opened_on} 起"
        f"{f'，{each.ended_on} 停用' if each.ended_on else ''}"
        for each in accounts
    ]
    return {"accounts": accounts}, lines or ["还没有登记待报解账户"]


@account.command("close", help="停用一个账户。")
@click.option("--number", required=True, metavar="账号", help="账号或末四位")
@click.option("--reason", required=True, metavar="原因")
@second_person()
@answering
@click.pass_obj
def close(session: Session, number: str, reason: str, second: SecondPerson | None) -> Answer:
    """Close an account from the business date on."""
    from models.cash.remittance_accounts import close_account

    done = close_account(session.desk, number, reason, second)
    return done, [f"已停用：{done.holder}  {done.bank}  {done.masked_number}"]
