"""The settlement of receipts (票款结报): what a collection point collected, and where it is."""

from models.custody.deposit import list_deposits
from models.dates import Span
from models.desk import Desk
from models.ledger.accounts import (
    ACCOUNT_TITLES,
    BANK,
    BUREAU,
    PENDING_REMITTANCE,
    POS_CLEARING,
    TILL,
    money_account,
)
from models.ledger.collected import Collected, collected
from models.ledger.movements import Movement, movements
from models.ledger.receipts_used import receipts_used
from models.levy.terms import INSURANCE_TITLES
from models.money import format_yuan
from models.till.entry import CHANNEL_TITLES
from reports.listing.values import Cell, Column, Listing

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
    Column("收退费", "payment_fen", "money"),
    Column("现金缴存", "deposit_fen", "money"),
    Column("刷卡到账", "clearing_fen", "money"),
    Column("资金方到账", "transfer_fen", "money"),
    Column("期末", "closing_fen", "money"),
)
_SOURCES = ("payment", "deposit", "clearing", "transfer")
_ACCOUNTS = (TILL, POS_CLEARING, PENDING_REMITTANCE, BUREAU, BANK)
_DEPOSITED = (
    Column("缴存日期", "business_date", "date"),
    Column("缴款单号", "bank_slip"),
    Column("开户行", "bank"),
    Column("账号", "account"),
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
    """Return the settlement of the desk's station: collected, where it is, deposited."""
    rows = collected(desk, span.first_day, span.last_day)
    moved = movements(desk, span.first_day, span.last_day)
    return (
        _listing(
            desk,
            span,
            "票款结报",
            _COLLECTED,
            tuple(_collected_row(each) for each in rows),
            _sum(rows),
            notes=_notes(desk, span, rows),
        ),
        _listing(
            desk, span, "资金结存", _MOVED, tuple(_moved_row(moved, each) for each in _ACCOUNTS)
        ),
        _deposits(desk, span),
    )


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


def _collected_row(each: Collected) -> tuple[Cell, ...]:
    return (
        INSURANCE_TITLES[each.insurance], CHANNEL_TITLES[each.channel], each.entries, each.people,
        each.amount_fen, each.entries_back, each.people_back, each.back_fen, each.net_people,
        each.net_fen,
    )  # fmt: skip


def _sum(rows: tuple[Collected, ...]) -> tuple[Cell, ...]:
    """Return the total. Entries are left out: one entry may be of two insurances."""
    return (
        "合计", None, None, sum(each.people for each in rows),
        sum(each.amount_fen for each in rows), None, sum(each.people_back for each in rows),
        sum(each.back_fen for each in rows), sum(each.net_people for each in rows),
        sum(each.net_fen for each in rows),
    )  # fmt: skip


def _moved_row(moved: dict[str, Movement], account: str) -> tuple[Cell, ...]:
    each = moved.get(account, Movement(account, 0, 0, 0, {}))
    parts = (each.by_source.get(source, 0) for source in _SOURCES)
    return (ACCOUNT_TITLES[account], each.opening_fen, *parts, each.closing_fen)


def _deposits(desk: Desk, span: Span) -> Listing:
    rows = [
        each
        for each in list_deposits(desk)
        if span.first_day <= each.business_date <= span.last_day
    ]
    return _listing(
        desk,
        span,
        "缴存明细",
        _DEPOSITED,
        tuple(
            (each.business_date, each.bank_slip, each.bank, each.masked_number, each.amount_fen)
            for each in rows
        ),
        ("合计", None, None, None, sum(each.amount_fen for each in rows)),
    )


def _notes(desk: Desk, span: Span, rows: tuple[Collected, ...]) -> tuple[str, ...]:
    notes = []
    for used in receipts_used(desk, span.first_day, span.last_day):
        kinds = "、".join(
            f"{title} {used.by_kind[kind]} 张"
            for kind, title in _KINDS.items()
            if kind in used.by_kind
        )
        notes.append(f"票据：{used.first} 至 {used.last}，共 {used.numbers} 张（{kinds}）")
    elsewhere = sum(each.net_fen for each in rows if money_account(each.channel) == BUREAU)
    if elsewhere:
        notes.append(f"其中不经本站、由税务渠道直缴的净额 {format_yuan(elsewhere)} 元")
    return tuple(notes)
