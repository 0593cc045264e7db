"""``pay``: take a payment for one household or several, or a village, by POS or in cash."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from models.base.errors import BadInput
from models.base.money import format_yuan, parse_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import mask_id, plain_name, squeeze
from models.counter.choose import missing_words
from models.counter.override import check_override
from models.counter.pay import Receipt, take_payment
from models.counter.request import Override, Part, PaymentRequest
from models.counter.village.values import ListedRow, VillageList, VillageRequest
from models.ledger.cash_papers import check_cash_paper
from models.ledger.slip import PosSlip, check_slip
from models.levy.fill import insurance_named
from models.station.approvals import SecondPerson
from seed.table_file import RowFault
from tui.commands.pay_village import preview_village, take_list
from tui.commands.slip_options import about_slip
from tui.frame.command_line import (
    FILE,
    XLSX,
    YUAN,
    Answer,
    LaobaoCommand,
    answering,
    second_person,
)
from tui.frame.session import Session

_BY_STATION = ("pos", "cash")


@click.command(
    cls=LaobaoCommand,
    help="收保险费，凭 POS 签购单或现金票据入账；几户可以一起付，一个村按名单一次收。",
)
@click.argument("households", metavar="户编号...", nargs=-1)
@click.option("--insurance", "insurances", required=True, multiple=True, metavar="险种")
@click.option("--levy-year", type=int, metavar="年度", help="参保年度；默认收今年的")
@click.option("--members", metavar="证件号,...", help="只收这些人；默认全部应缴的人")
@click.option(
    "--tier", "tiers", multiple=True, metavar="证件号=元", help="养老缴费档次；各人相同的只写元"
)
@click.option("--channel", default="pos", metavar="渠道", help="POS刷卡 或 现金")
@click.option("--terminal", default="", metavar="号", help="终端号，8 位")
@click.option("--batch", default="", metavar="号", help="批次号，6 位")
@click.option("--trace", default="", metavar="号", help="凭证号，6 位")
@click.option("--reference", default="", metavar="号", help="参考号，12 位")
@click.option("--merchant", default="", metavar="号", help="商户号，15 位")
@click.option("--authorisation", default="", metavar="号", help="授权码，6 位")
@click.option("--card", default="", metavar="号", help="卡号末四位")
@click.option("--time", "slip_time", default="", metavar="时间", help="交易时间，09:30:11")
@about_slip
@click.option("--slip", "more", multiple=True, metavar="终端/批次/凭证=元", help="几张签购单一起付")
@click.option("--levy-list", default="", metavar="号", help="现金：征集流水号")
@click.option("--voucher", default="", metavar="号", help="现金：票据号")
@click.option("--despite", metavar="哪条", help="照常办理，写被哪条拒绝，例如 已在别处参保")
@click.option("--reason", default="", metavar="理由", help="照常理由，为什么照常办理")
@click.option("--proof", default="", metavar="凭据", help="凭据，照常办理的")
@click.option("--amount", type=YUAN, metavar="元", help="实收金额，与应收核对")
@click.option("--village", default="", metavar="村名", help="整村代收，写村名")
@click.option("--file", "path", type=FILE, metavar="文件", help="名单，村干部交来的")
@click.option("--with-exempt", is_flag=True, help="全村免缴的一起登记")
@click.option("--leave-out", is_flag=True, help="有出入的先不收，其余照收")
@click.option("--brought-by", default="", metavar="姓名", help="交款人，谁送来的")
@click.option("--slips-xlsx", type=XLSX, metavar="文件", help="登记单写成 xlsx，每户一页")
@click.option("--preview", "is_preview", is_flag=True, help="只看会怎样，不入账")
@second_person()
@answering
@click.pass_obj
def pay(
    session: Session,
    households: tuple[str, ...],
    insurances: tuple[str, ...],
    levy_year: int | None,
    members: str | None,
    tiers: tuple[str, ...],
    channel: str,
    terminal: str,
    batch: str,
    trace: str,
    reference: str,
    merchant: str,
    authorisation: str,
    card: str,
    slip_time: str,
    slip_date: dt.date | None,
    confirmed: frozenset[str],
    more: tuple[str, ...],
    levy_list: str,
    voucher: str,
    despite: str | None,
    reason: str,
    proof: str,
    amount: int | None,
    village: str,
    path: Path | None,
    with_exempt: bool,
    leave_out: bool,
    brought_by: str,
    slips_xlsx: Path | None,
    is_preview: bool,
    second: SecondPerson | None,
) -> Answer:
    """Take the payment and print the receipt, or those of a village."""
    from models.counter.tiers import same_tier
    from models.people.households.families import household_numbered, load_household

    channel = _channel_named(channel)
    names = [insurance_named(each) for each in insurances]
    day = slip_date or session.business_date
    slips = tuple(_slip(each, day) for each in more)
    if terminal or batch or trace or reference:
        slips = (
            check_slip(
                terminal, batch, trace, day, reference,
                merchant=merchant, authorisation=authorisation, card_tail=card, time=slip_time,
            ),
            *slips,
        )  # fmt: skip
    is_cash = channel == "cash" or bool(levy_list or voucher)
    cash = check_cash_paper(levy_list, voucher) if is_cash else None
    desk = session.desk
    if village or path:
        if members or despite or not village:
            raise BadInput("「名单」要和「村名」一起写；整村代收不写「证件号」「照常办理」")
        listed, warnings = _village_list(village, path, households, names, tiers)
        asked = VillageRequest(
            replace(listed, levy_year=levy_year, with_exempt=with_exempt),
            slips, cash, amount, leave_out, brought_by, second, confirmed,
        )  # fmt: skip
        if is_preview:
            return preview_village(desk, asked, warnings)
        return take_list(desk, asked, warnings, slips_xlsx)
    is_of_village = with_exempt or leave_out or is_preview or bool(brought_by or slips_xlsx)
    if not households or is_of_village:
        raise BadInput("请写「户编号」；整村代收的请写「村名」和「名单」")
    homes = [household_numbered(desk, each) for each in households]
    families = [load_household(desk, home) for home in homes]
    people = {one.id_number: one.name for family in families for one in family.members}
    chosen = members_of(members, people)
    same = {
        who: fen
        for each in tiers
        if "=" not in each
        for who, fen in same_tier(
            desk, families, names, parse_yuan(each, "档次"), levy_year
        ).items()
        if chosen is None or who in chosen
    }
    request = PaymentRequest(
        parts=tuple(Part(home, name, levy_year, chosen) for home in homes for name in names),
        slips=slips,
        cash=cash,
        tiers_fen=same | dict(tier_of(each, people) for each in tiers if "=" in each),
        amount_fen=amount,
        override=override_of(despite, reason, proof, second),
        second=second,
        confirmed=confirmed,
    )
    receipt = take_payment(desk, request)
    return {
        "receipt": receipt.receipt,
        "amount_fen": receipt.amount_fen,
        "replayed": receipt.replayed,
        "lines": receipt.lines,
        "missing": [{"name": who, "reason": why} for who, why in receipt.missing],
        "warnings": receipt.warnings,
    }, _receipt_lines(receipt)


def _village_list(
    village: str,
    path: Path | None,
    households: tuple[str, ...],
    insurances: Sequence[Insurance],
    tiers: tuple[str, ...],
) -> tuple[VillageList, tuple[RowFault, ...]]:
    """Return the list of a village: of a file, and of households named beside it."""
    from seed.village_list_file import read_village_list

    tier_fen = None
    if tiers:
        if len(tiers) > 1 or "=" in tiers[0]:
            raise BadInput("整村代收的「养老缴费档次」只写一个元数；各人不同的写在名单的“档次”一列")
        tier_fen = parse_yuan(tiers[0], "档次")
    village = squeeze(village)
    rows = tuple(ListedRow(household=each) for each in households)
    warnings: tuple[RowFault, ...] = ()
    if path is not None:
        read = read_village_list(path, village)
        rows, warnings = (*read.rows, *rows), read.warnings
    return VillageList(village, tuple(insurances), rows, tier_fen), warnings


def override_of(
    despite: str | None, reason: str, proof: str, second: SecondPerson | None
) -> Override | None:
    """Read what is gone on in spite of; None where nothing is."""
    if despite is None:
        if reason or proof:
            raise BadInput("「照常理由」「凭据」只在「照常办理」时写；请写明被哪条拒绝")
        return None
    codes = [part.strip() for part in despite.replace("，", ",").split(",") if part.strip()]
    if not codes:
        raise BadInput("「照常办理」要写明被哪条拒绝，例如 已在别处参保")
    return check_override(codes, reason, proof, second)


def _receipt_lines(receipt: Receipt) -> list[str]:
    head = "这张签购单（票据）早已入账，没有重复收费" if receipt.replayed else "已入账"
    lines = [f"{head}：收据 {receipt.receipt}，{format_yuan(receipt.amount_fen)} 元"]
    lines += [
        f"  {each.name} {mask_id(each.id_number)} {INSURANCE_TITLES[each.insurance]} "
        f"{format_yuan(each.amount_fen)} 元"
        for each in receipt.lines
    ]
    lines += [f"  请注意：{said}" for said in receipt.warnings]
    return [*lines, *([f"  {missing_words(receipt.missing)}"] if receipt.missing else [])]


def _channel_named(channel: str) -> str:
    """Return how the money came, by its title or its identifier."""
    from models.ledger.entry import CHANNEL_TITLES

    for each in _BY_STATION:
        if channel in (each, CHANNEL_TITLES[each]):
            return each
    if channel in CHANNEL_TITLES:
        raise BadInput(
            f"{CHANNEL_TITLES[channel]}不在柜台收费，请「导入税务的已缴数据」；"
            "柜台可用 POS刷卡、现金"
        )
    raise BadInput(f"渠道“{channel}”不认识，可用 POS刷卡、现金")


def _slip(text: str, day: dt.date) -> PosSlip:
    """Read ``12345678/000001/000123=250``: one of several slips, with its amount."""
    numbers, sign, amount = text.partition("=")
    parts = numbers.split("/")
    if not sign or len(parts) not in (3, 4):
        raise BadInput(
            f"--slip“{text[:60]}”应写成 终端号/批次号/凭证号=元，例如 12345678/000001/000123=250"
        )
    terminal, batch, trace, *reference = parts
    return check_slip(
        terminal,
        batch,
        trace,
        day,
        *reference,
        amount_fen=parse_yuan(amount, "签购单金额"),
    )


def members_of(text: str | None, people: Mapping[str, str]) -> frozenset[str] | None:
    """Read people joined by commas; None where nothing was given.

    A name, or a masked number as documents print it, stands for the one of ``people`` (names by
    identity number) whom it fits.
    """
    if text is None:
        return None
    typed = frozenset(
        whole_number(part, people) for part in re.split("[,，、]", text) if part.strip()
    )
    if not typed:
        raise BadInput("「证件号」是空的，请写证件号码，或去掉它收全部应缴的人")
    return typed


def whole_number(typed: str, people: Mapping[str, str]) -> str:
    """Return a number as typed, or that of whom a name or a masked number stands for."""
    number, name = squeeze(typed).upper(), plain_name(typed)
    fitting = {each for each, called in people.items() if name == called or mask_id(each) == number}
    if len(fitting) == 1:
        return fitting.pop()
    if fitting:
        told = "、".join(sorted(map(mask_id, fitting)))
        raise BadInput(f"“{typed.strip()}”对得上 {len(fitting)} 人（{told}），请写完整的号码")
    if "*" in number:
        raise BadInput(f"证件号 {number} 对不上一个人，请写完整的号码")
    return number


def tier_of(text: str, people: Mapping[str, str]) -> tuple[str, int]:
    """Read ``证件号=元`` or ``姓名=元``: whose pension tier, in fen."""
    who, sign, amount = text.partition("=")
    if not sign:
        raise BadInput("「养老缴费档次」应写成 证件号=元，例如 431103...=300")
    return whole_number(who, people), parse_yuan(amount, "档次")
