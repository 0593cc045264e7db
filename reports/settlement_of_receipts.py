"""The settlement of receipts (票款结报): what a collection point collected, and where it is."""

from collections.abc import Sequence

from models.base.dates import Span
from models.base.terms import INSURANCE_TITLES, SETTLEMENT_TITLES
from models.bureau.funders.transfer import list_transfers
from models.cash.deposit import list_deposits
from models.ledger.accounts import (
    ACCOUNT_TITLES,
    BANK,
    BUREAU,
    PENDING_REMITTANCE,
    POS_CLEARING,
    TILL,
)
from models.ledger.collected import Collected, collected
from models.ledger.entry import CHANNEL_TITLES
from models.ledger.movements import Movement, movements
from models.ledger.numbers_used import receipts_used
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing
from reports.vouchers import voucher_notes

_COLLECTED = (
    Column("险种", "insurance"),
    Column("方式", "channel"),
    Column("收取笔数", "entries", "number"),
    Column("收取人次", "people", "number"),
    Column("收取金额", "amount_fen", "money"),
    Column("退还笔数", "entries_back", "number"),
    Column("退还人次", "people_back", "number"),
    Column("退还金额", "back_fen", "money"),
    Column("净人次", "net_people", "number"),
    Column("净额", "net_fen", "money"),
)
_MOVED = (
    Column("账户", "account"),
    Column("期初", "opening_fen", "money"),
    Column("收取", "taken_fen", "money"),
    Column("退还", "given_back_fen", "money"),
    Column("现金缴存", "deposit_fen", "money"),
    Column("刷卡到账", "clearing_fen", "money"),
    Column("资金方到账", "transfer_fen", "money"),
    Column("期末", "closing_fen", "money"),
)
_ACCOUNTS = (TILL, POS_CLEARING, PENDING_REMITTANCE, BUREAU, BANK)
_DEPOSITED = (
    Column("缴存日期", "business_date", "date"),
    Column("缴款单号", "bank_slip"),
    Column("开户行", "bank"),
    Column("账号", "account"),
    Column("金额", "amount_fen", "money"),
)
_TRANSFERRED = (
    Column("到账日期", "received_on", "date"),
    Column("资金方", "funder"),
    Column("险种", "insurance"),
    Column("年度", "levy_year"),
    Column("人员类别", "category"),
    Column("资助方式", "settlement"),
    Column("文号", "paper"),
    Column("金额", "amount_fen", "money"),
)
_SIGNATURES = ("代征人员：", "复核人：", "税务机关接收人：", "（盖章）    年   月   日")
_KINDS = {
    "payment": "收费",
    "collect": "补收",
    "void": "撤销",
    "refund": "退费",
    "return": "退差额",
}


def settlement_listings(desk: Desk, span: Span) -> tuple[Listing, ...]:
    """Return the settlement of the desk's station: collected, where it is, deposited.

    Where there are any, for information: what people paid by themselves, and what funders
    transferred.
    """
    rows = collected(desk, span.first_day, span.last_day)
    own = [each for each in rows if each.is_own]
    elsewhere = [each for each in rows if not each.is_own]
    lists = [
        _collected(desk, span, "票款结报", own, _notes(desk, span)),
        _moved(desk, span),
        _deposits(desk, span),
    ]
    if elsewhere:
        note = "缴费人自行缴给税务机关，不经本站，仅供参考，不计入票款结报"
        lists.append(_collected(desk, span, "自行缴费", elsewhere, (note,)))
    return (*lists, *_transfers(desk, span))


def _listing(
    desk: Desk,
    span: Span,
    name: str,
    columns: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
    total: tuple[Cell, ...] | None = None,
    notes: tuple[str, ...] = (),
) -> Listing:
    return Listing(
        name=name,
        station=desk.township,
        title=f"{desk.township}劳动保障站{name}表",
        dated=span.last_day,
        facts=(f"代征点：{desk.township}劳动保障站", f"结报期：{span.title}", "单位：元"),
        columns=columns,
        rows=rows,
        total=total,
        notes=notes,
        signatures=_SIGNATURES,
    )


def _collected(
    desk: Desk, span: Span, name: str, rows: Sequence[Collected], notes: tuple[str, ...]
) -> Listing:
    cells = tuple(_collected_row(each) for each in rows)
    return _listing(desk, span, name, _COLLECTED, cells, _sum(rows), notes)


def _collected_row(each: Collected) -> tuple[Cell, ...]:
    return (
        INSURANCE_TITLES[each.insurance], CHANNEL_TITLES[each.channel], each.entries, each.people,
        each.amount_fen, each.entries_back, each.people_back, each.back_fen, each.net_people,
        each.net_fen,
    )  # fmt: skip


def _sum(rows: Sequence[Collected]) -> tuple[Cell, ...]:
    """Return the total. Entries are left out: one entry may be of two insurances."""
    return (
        "合计", None, None, sum(each.people for each in rows),
        sum(each.amount_fen for each in rows), None, sum(each.people_back for each in rows),
        sum(each.back_fen for each in rows), sum(each.net_people for each in rows),
        sum(each.net_fen for each in rows),
    )  # fmt: skip


def _moved(desk: Desk, span: Span) -> Listing:
    moved = movements(desk, span.first_day, span.last_day)
    rows = tuple(_moved_row(moved.get(each, Movement(each))) for each in _ACCOUNTS)
    note = "期初加各列等于期末，减少的为负数；先征后补和免缴代缴的资金不经待报解账户"
    return _listing(desk, span, "资金结存", _MOVED, rows, notes=(note,))


def _moved_row(each: Movement) -> tuple[Cell, ...]:
    return (
        ACCOUNT_TITLES[each.account], each.opening_fen, each.came.get("payment", 0),
        -each.went.get("payment", 0), each.net_fen("deposit"), each.net_fen("clearing"),
        each.net_fen("transfer"), each.closing_fen,
    )  # fmt: skip


def _deposits(desk: Desk, span: Span) -> Listing:
    """Return what was deposited, and below zero what was taken back of it, each on its day."""
    entered = [
        (day, slip, each.bank, each.masked_number, fen)
        for each in list_deposits(desk)
        for day, slip, fen in (
            (each.business_date, each.bank_slip, each.amount_fen),
            (each.back_on, f"{each.bank_slip}（撤回）", -each.amount_fen),
        )
        if day is not None and span.first_day <= day <= span.last_day
    ]
    return _listing(
        desk,
        span,
        "缴存明细",
        _DEPOSITED,
        tuple(entered),
        ("合计", None, None, None, sum(fen for *_, fen in entered)),
    )


def _transfers(desk: Desk, span: Span) -> tuple[Listing, ...]:
    """Return the list of what funders transferred, if any; ways of settling are never added."""
    rows = tuple(
        (
            each.received_on, each.funder, INSURANCE_TITLES[each.insurance], each.levy_year,
            each.category, SETTLEMENT_TITLES[each.settlement], each.paper, each.amount_fen,
        )
        for each in list_transfers(desk, span.last_day)
        if each.received_on >= span.first_day
    )  # fmt: skip
    return (_listing(desk, span, "资金方到账", _TRANSFERRED, rows),) if rows else ()


def _notes(desk: Desk, span: Span) -> tuple[str, ...]:
    notes = []
    for used in receipts_used(desk, span.first_day, span.last_day):
        kinds = "、".join(
            f"{title} {used.by_kind[kind]} 笔"
            for kind, title in _KINDS.items()
            if kind in used.by_kind
        )
        between = f"；其间另有 {used.between} 笔不在本期" if used.between else ""
        notes.append(
            f"收据号：{used.first} 至 {used.last}，共 {used.numbers} 笔（{kinds}）{between}"
        )
    notes += voucher_notes(desk, span.first_day, span.last_day)
    if desk.business_date < span.last_day:
        notes.append(f"到 {desk.business_date} 本期还没有结束，数字还会变动")
    return tuple(notes)
