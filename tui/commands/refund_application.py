"""``refund-application``: money that lies with the bureau, asked back on paper."""

import datetime as dt
from typing import Any

import click

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.bureau.refund_applications.values import STATE_TITLES, Application
from models.store.tables.corrections import Step
from tui.commands.listing import Output, as_listing, show_listing
from tui.frame.command_line import DATE, YUAN, Answer, InsuranceType, LaobaoGroup, answering
from tui.frame.session import Session

_NUMBER = click.IntRange(1, 10**9)
_ON = click.option("--date", "on", type=DATE, metavar="日期", help="哪一天；默认业务日期")
_PAPER = click.option("--paper", default="", metavar="文号", help="文号或凭证号")


@click.group(
    cls=LaobaoGroup,
    help="退费申请：钱已在税务、医保的（重复缴、年度前死亡、参加职工保险、后来认定资助）。",
)
def refund_application() -> None:
    """Hold the commands below."""


@refund_application.command("add", help="登记一件退费申请；本站的账不动。")
@click.option("--person", required=True, metavar="证件号码", help="退谁的钱")
@click.option("--insurance", type=InsuranceType(), default="medical", metavar="险种")
@click.option("--levy-year", type=int, metavar="年度", help="参保年度；默认今年的")
@click.option(
    "--why",
    required=True,
    metavar="退费原因",
    help="年度开始前死亡、重复缴费、已参加职工保险、缴费后认定资助",
)
@click.option("--amount", type=YUAN, metavar="元", help="退费金额；默认台账里这一笔")
@click.option("--paid-on", type=DATE, metavar="日期", help="缴费日期；默认台账里这一笔")
@click.option("--voucher", default="", metavar="号", help="缴费凭证号，税票上的")
@click.option("--document", default="", metavar="文件", help="依据，哪个文件哪一条")
@click.option("--payee", required=True, metavar="姓名", help="收款人")
@click.option("--bank", required=True, metavar="银行", help="开户银行")
@click.option("--account", required=True, metavar="账号", help="银行账号")
@click.option("--papers", default="", metavar="材料,...", help="已交的材料，用逗号隔开")
@click.option("--note", default="", metavar="备注")
@answering
@click.pass_obj
def add(
    session: Session,
    person: str,
    insurance: Insurance,
    levy_year: int | None,
    why: str,
    amount: int | None,
    paid_on: dt.date | None,
    voucher: str,
    document: str,
    payee: str,
    bank: str,
    account: str,
    papers: str,
    note: str,
) -> Answer:
    """Record an application."""
    from models.bureau.refund_applications.apply import ApplicationRequest, apply_for_refund
    from models.people.person_meant import person_meant

    handed_in = [each.strip() for each in papers.replace("，", ",").replace("、", ",").split(",")]
    request = ApplicationRequest(
        person_id=person_meant(session.desk, person),
        insurance=insurance,
        why=why,
        payee=payee,
        bank=bank,
        account=account,
        levy_year=levy_year,
        amount_fen=amount,
        paid_on=paid_on,
        voucher=voucher,
        document=document,
        papers=[each for each in handed_in if each],
        note=note,
    )
    made = apply_for_refund(session.desk, request)
    lines = [f"已登记：{_words(made)}", f"  依据：{made.rests_on}"]
    if made.missing_papers:
        lines.append(f"  一般还要：{'、'.join(made.missing_papers)}")
    return _document(made, session), [*lines, "  打印申请表请用「打印申请表」"]


@refund_application.command("list", help="列出退费申请，等了几个工作日、还缺什么材料。")
@click.option("--open", "is_open", is_flag=True, help="只列没有了结的")
@as_listing
@click.pass_obj
def list_them(session: Session, is_open: bool, output: Output) -> None:
    """Print or write the register."""
    from reports.refund_applications import applications_listing

    show_listing(lambda: applications_listing(session.desk, is_open=is_open), output)


@refund_application.command("form", help="打印申请表，签名后报送。")
@click.argument("number", metavar="编号", type=_NUMBER)
@as_listing
@click.pass_obj
def form(session: Session, number: int, output: Output) -> None:
    """Print or write the form of one application."""
    from models.bureau.refund_applications.read import application_numbered
    from reports.refund_applications import application_form

    found = application_numbered(session.desk, number)
    show_listing(lambda: application_form(session.desk, found), output)


@refund_application.command("sent", help="登记已报送税务、医保。")
@click.argument("number", metavar="编号", type=_NUMBER)
@_ON
@_PAPER
@answering
@click.pass_obj
def sent(session: Session, number: int, on: dt.date | None, paper: str) -> Answer:
    """Record that an application went to the bureau."""
    return _step(session, number, "sent", on, paper)


@refund_application.command("paid", help="登记部门已退到账；要停参保的另办退费。")
@click.argument("number", metavar="编号", type=_NUMBER)
@_ON
@_PAPER
@answering
@click.pass_obj
def paid(session: Session, number: int, on: dt.date | None, paper: str) -> Answer:
    """Record that the bureau has paid."""
    return _step(session, number, "paid", on, paper)


@refund_application.command("decline", help="登记部门没有批准。")
@click.argument("number", metavar="编号", type=_NUMBER)
@click.option("--reason", required=True, metavar="原因", help="部门说的原因")
@_ON
@_PAPER
@answering
@click.pass_obj
def decline(session: Session, number: int, reason: str, on: dt.date | None, paper: str) -> Answer:
    """Record that the bureau declined."""
    return _step(session, number, "declined", on, paper, reason)


@refund_application.command("withdraw", help="撤回一件退费申请，登记错了或不退了。")
@click.argument("number", metavar="编号", type=_NUMBER)
@click.option("--reason", required=True, metavar="原因", help="撤回的原因")
@_ON
@answering
@click.pass_obj
def withdraw(session: Session, number: int, reason: str, on: dt.date | None) -> Answer:
    """Withdraw an application."""
    return _step(session, number, "withdrawn", on, "", reason)


def _step(
    session: Session, number: int, step: Step, on: dt.date | None, paper: str, reason: str = ""
) -> Answer:
    from models.bureau.refund_applications.steps import step_application

    found = step_application(session.desk, number, step, on, paper, reason)
    return _document(found, session), [_words(found)]


def _words(each: Application) -> str:
    return (
        f"第 {each.number} 号退费申请，{each.name} {INSURANCE_TITLES[each.insurance]} "
        f"{each.levy_year} 年度 {format_yuan(each.amount_fen)} 元，{each.why_title}，"
        f"{STATE_TITLES[each.state]}"
    )


def _document(each: Application, session: Session) -> dict[str, Any]:
    today = session.desk.business_date
    return {
        "number": each.number,
        "state": each.state,
        "name": each.name,
        "id_number": each.id_number,
        "insurance": each.insurance,
        "levy_year": each.levy_year,
        "why": each.why,
        "rests_on": each.rests_on,
        "amount_fen": each.amount_fen,
        "paid_on": each.paid_on,
        "papers": each.papers,
        "missing_papers": each.missing_papers,
        "applied_on": each.applied_on,
        "sent_on": each.day_of("sent"),
        "paid_back_on": each.day_of("paid"),
        "waiting_days": each.waiting_days(today),
        "is_overdue": each.is_overdue(today),
    }
