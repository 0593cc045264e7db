"""``pay``: take a payment for a household."""

import click

from models.errors import BadInput
from models.levy.fill import insurance_named
from models.levy.terms import INSURANCE_TITLES
from models.money import format_yuan, parse_yuan
from models.text import mask_id, squeeze
from tui.cli import YUAN, LaobaoCommand, as_json, print_json, print_lines
from tui.session import Session


@click.command(cls=LaobaoCommand, help="为一户收一个险种的保险费，凭 POS 签购单入账。")
@click.argument("household", metavar="户编号")
@click.option("--insurance", required=True, metavar="险种", help="medical、pension 等")
@click.option("--members", metavar="证件号,...", help="只收这些人；默认全部应缴的人")
@click.option("--tier", "tiers", multiple=True, metavar="证件号=元", help="养老缴费档次")
@click.option("--channel", default="pos", metavar="渠道", help="pos")
@click.option("--terminal", default="", metavar="号", help="终端号，8 位")
@click.option("--batch", default="", metavar="号", help="批次号，6 位")
@click.option("--trace", default="", metavar="号", help="凭证号，6 位")
@click.option("--reference", default="", metavar="号", help="参考号，12 位")
@click.option("--amount", type=YUAN, metavar="元", help="实收金额，与应收核对")
@as_json
@click.pass_obj
def pay(
    session: Session,
    household: str,
    insurance: str,
    members: str | None,
    tiers: tuple[str, ...],
    channel: str,
    terminal: str,
    batch: str,
    trace: str,
    reference: str,
    amount: int | None,
    is_json: bool,
) -> None:
    """Take the payment and print the receipt."""
    from models.people.families import household_numbered
    from models.till.pay import PaymentRequest, take_payment
    from models.till.slip import check_slip

    _check_channel(channel)
    name = insurance_named(insurance)
    slip = None
    if terminal or batch or trace or reference:
        slip = check_slip(terminal, batch, trace, session.business_date, reference)
    desk = session.desk
    request = PaymentRequest(
        household_id=household_numbered(desk, household),
        insurance=name,
        slip=slip,
        members=_members(members),
        tiers_fen=dict(_tier(each) for each in tiers),
        amount_fen=amount,
    )
    receipt = take_payment(desk, request)
    if is_json:
        print_json(
            {
                "receipt": receipt.receipt,
                "amount_fen": receipt.amount_fen,
                "replayed": receipt.replayed,
                "lines": receipt.lines,
                "missing": [{"name": who, "reason": why} for who, why in receipt.missing],
            }
        )
        return
    head = "这张签购单早已入账，没有重复收费" if receipt.replayed else "已入账"
    lines = [f"{head}：收据 {receipt.receipt}，{format_yuan(receipt.amount_fen)} 元"]
    lines += [
        f"  {each.name} {mask_id(each.id_number)} {INSURANCE_TITLES[name]} "
        f"{format_yuan(each.amount_fen)} 元"
        for each in receipt.lines
    ]
    lines += [f"  全家参保还缺 {who}：{why}" for who, why in receipt.missing]
    print_lines(lines)


def _check_channel(channel: str) -> None:
    from models.till.entry import CHANNEL_TITLES

    if channel == "pos":
        return
    if channel in CHANNEL_TITLES and channel != "no_charge":
        raise BadInput(f"渠道 {channel} 本版本尚未提供，将在以后的版本加入；现在可用 pos")
    raise BadInput(f"渠道“{channel}”不认识，可用 pos")


def _members(text: str | None) -> frozenset[str] | None:
    if text is None:
        return None
    numbers = frozenset(
        squeeze(part).upper() for part in text.replace("，", ",").split(",") if part.strip()
    )
    if not numbers:
        raise BadInput("--members 是空的，请写证件号码，或去掉它收全部应缴的人")
    return numbers


def _tier(text: str) -> tuple[str, int]:
    who, sign, amount = text.partition("=")
    if not sign:
        raise BadInput("--tier 应写成 证件号=元，例如 431103...=300")
    return squeeze(who).upper(), parse_yuan(amount, "档次")
