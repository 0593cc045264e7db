"""``void`` and ``refund``: taking a payment back, the same day or later, as a whole or in part."""

import datetime as dt
from collections.abc import Collection

import click

from models.base.errors import BadInput
from models.base.money import format_yuan
from models.counter.reverse import Part, Reversal
from models.ledger.entry import CHANNEL_TITLES
from models.ledger.slip import check_slip
from models.levy.fill import insurance_named
from models.station.approvals import SecondPerson
from tui.frame.command_line import DATE, Answer, LaobaoCommand, answering, second_person
from tui.frame.session import Session


@click.command(cls=LaobaoCommand, help="当日撤销一笔收费，日结和 POS 结算以前；隔日的办退费。")
@click.argument("receipt", metavar="收据号")
@click.option("--reason", required=True, metavar="原因")
@click.option("--terminal", default="", metavar="号", help="撤销签购单的终端号")
@click.option("--batch", default="", metavar="号", help="撤销签购单的批次号")
@click.option("--trace", default="", metavar="号", help="撤销签购单的凭证号")
@click.option("--slip-date", type=DATE, metavar="日期", help="撤销签购单的日期，默认业务日期")
@click.option("--whole", is_flag=True, help="整批撤销，整村代收的各户一起")
@second_person()
@answering
@click.pass_obj
def void(
    session: Session,
    receipt: str,
    reason: str,
    terminal: str,
    batch: str,
    trace: str,
    slip_date: dt.date | None,
    second: SecondPerson | None,
    *,
    whole: bool,
) -> Answer:
    """Void a payment of today, or all of a village's collection."""
    from models.counter.void import void_collection, void_payment

    slip = None
    if whole:
        if terminal or batch or trace:
            raise BadInput("「整批撤销」不写撤销签购单的号码，请去掉")
        return _together(void_collection(session.desk, receipt, reason, second))
    if terminal or batch or trace:
        slip = check_slip(terminal, batch, trace, slip_date or session.business_date)
    return _answer("已撤销", void_payment(session.desk, receipt, reason, slip, second))


@click.command(cls=LaobaoCommand, help="隔日退费：一位经办人申请，另一位复核。")
@click.argument("receipt", metavar="收据号", required=False)
@click.option("--reason", default="", metavar="原因", help="申请退费的原因")
@click.option("--members", metavar="证件号,...", help="只退这些人；默认整张收据")
@click.option("--insurance", "insurances", multiple=True, metavar="险种", help="只退这个险种")
@click.option("--channel", default="", metavar="方式", help="POS刷卡、现金或银行转账，默认原路退")
@click.option("--approve", is_flag=True, help="复核同意，另一位经办人做")
@click.option("--decline", default="", metavar="原因", help="不同意的原因，或撤回申请")
@click.option("--terminal", default="", metavar="号", help="退货签购单的终端号")
@click.option("--batch", default="", metavar="号", help="退货签购单的批次号")
@click.option("--trace", default="", metavar="号", help="退货签购单的凭证号")
@click.option("--time", "slip_time", default="", metavar="时间", help="退货的交易时间，09:30:11")
@second_person()
@answering
@click.pass_obj
def refund(
    session: Session,
    receipt: str | None,
    reason: str,
    members: str | None,
    insurances: tuple[str, ...],
    channel: str,
    approve: bool,
    decline: str,
    terminal: str,
    batch: str,
    trace: str,
    slip_time: str,
    second: SecondPerson | None,
) -> Answer:
    """Ask for a refund, approve or decline one, or list those that wait."""
    from models.counter.refund import approve_refund, decline_refund, request_refund
    from models.counter.repaid import owed_back_words
    from models.counter.reverse import parts_of, people_of
    from tui.commands.pay import members_of

    if sum([bool(reason), approve, bool(decline)]) > 1:
        raise BadInput("「申请退费的原因」「复核同意」「不同意的原因」只能选一个")
    if receipt is None:
        return _list(session)
    desk = session.desk
    if approve:
        slip = None
        if terminal or batch or trace or slip_time:
            slip = check_slip(terminal, batch, trace, session.business_date, time=slip_time)
        done = approve_refund(desk, receipt, second, slip)
        document, lines = _answer("已退费", done)
        told = [f"  请注意：{said}" for said in done.owed_back]
        return {**document, "owed_back": done.owed_back}, [*lines, *told]
    if second is not None or terminal or batch or trace:
        raise BadInput("「第二人」和退货签购单在「复核同意」时写")
    if decline:
        declined = decline_refund(session.desk, receipt, decline)
        return {"declined": declined}, [f"收据 {declined.receipt} 的退费申请已取消：{decline}"]
    parts = parts_of(desk, receipt)
    chosen = members_of(members, people_of(desk, receipt))
    of = _parts_chosen(parts, chosen, insurances) if insurances else None
    asked = request_refund(desk, receipt, reason, chosen, channel, of)
    return {"request": asked}, [
        f"已登记退费申请：收据 {asked.receipt}，{'、'.join(asked.names)}，"
        f"{format_yuan(asked.amount_fen)} 元，{CHANNEL_TITLES[asked.channel]}退",
        *(f"  请注意：{said}" for said in owed_back_words(asked.repaid)),
        f"等另一位经办人在「退费」里写收据号 {asked.receipt}，选「复核同意」",
    ]


def _parts_chosen(
    parts: Collection[Part], members: frozenset[str] | None, insurances: tuple[str, ...]
) -> frozenset[Part]:
    """Return what goes back of a receipt: of the members named, or of all, these insurances."""
    names = {insurance_named(each) for each in insurances}
    people = {who for who, insurance in parts if insurance in names} if members is None else members
    return frozenset((who, name) for who in people for name in names)


def _together(voided: tuple[Reversal, ...]) -> Answer:
    sum_fen, people = sum(each.amount_fen for each in voided), sum(x.people for x in voided)
    document = {"receipts": voided, "amount_fen": sum_fen, "people": people}
    return document, [f"已整批撤销 {len(voided)} 张收据：{people} 人，{format_yuan(sum_fen)} 元"]


def _list(session: Session) -> Answer:
    from models.counter.pending_refunds import pending_refunds

    waiting = pending_refunds(session.desk)
    lines = [
        f"{each.receipt}  {'、'.join(each.names)}  {format_yuan(each.amount_fen)} 元  "
        f"{each.reason}  {each.operator} {each.business_date} 申请"
        for each in waiting
    ]
    return {"waiting": waiting}, lines or ["没有等待复核的退费"]


def _answer(done: str, result: Reversal) -> Answer:
    document = {
        "receipt": result.receipt,
        "reverses": result.reverses,
        "amount_fen": result.amount_fen,
        "people": result.people,
    }
    return document, [
        f"{done}收据 {result.reverses}：{result.people} 人，"
        f"{format_yuan(result.amount_fen)} 元，凭证 {result.receipt}",
    ]
