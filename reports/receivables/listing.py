"""The receivables as lists: a table a way of settlement, the money received, the people behind."""

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, SETTLEMENT_TITLES, Settlement
from models.base.text import mask_id
from models.bureau.funders.transfer import FunderTransfer
from reports.listing.values import SIGNATURES, Cell, Column, Listing, Section
from reports.receivables.gather import ReceivableReport, ReceivableRow, SettlementGroup

_COLUMNS = (
    Column("险种", "insurance"),
    Column("类别", "category"),
    Column("资金来源", "funder"),
    Column("人数", "people", "count"),
    Column("应付金额", "due_fen", "money"),
    Column("已到账", "transferred_fen", "money"),
    Column("差额", "difference_fen", "money"),
    Column("其中事后资助人数", "afterwards_people", "count"),
    Column("其中事后资助", "afterwards_fen", "money"),
)
_TRANSFERS = (
    Column("日期", "received_on", "date"),
    Column("险种", "insurance"),
    Column("资金来源", "funder"),
    Column("类别", "category"),
    Column("方式", "settlement"),
    Column("金额", "amount_fen", "money"),
    Column("文号", "paper"),
)
_PEOPLE = (
    Column("险种", "insurance"),
    Column("类别", "category"),
    Column("资金来源", "funder"),
    Column("方式", "settlement"),
    Column("村(社区)", "village"),
    Column("户编号", "household"),
    Column("姓名", "name"),
    Column("证件号码", "masked_number"),
    Column("收据", "receipt"),
    Column("缴费日期", "paid_on", "date"),
    Column("金额", "amount_fen", "money"),
    Column("资助方式", "way"),
)
_NOTHING = "没有应由资金方负担的缴费，也没有到账记录"
_MEANINGS: dict[Settlement, str] = {
    "waived": "本人不缴，由资金方直接缴入基金",
    "remitted": "由资金方划拨至乡镇，与本人缴纳的部分一并缴入基金",
    "reimbursed": "本人先缴全额，由资金方补给本人",
}


def receivable_listings(report: ReceivableReport, *, has_people: bool) -> tuple[Listing, ...]:
    """Return the figures, then what was received; ``has_people`` adds everybody behind them."""
    beside = [_transfers(report)]
    if has_people:
        beside.append(_people(report))
    return (*_figures(report), *(each for each in beside if each.rows))


def _figures(report: ReceivableReport) -> tuple[Listing, ...]:
    """Return a table a way of settlement, on one sheet: ways are never added to each other."""
    notes = (*_owed(report), f"文件依据：{report.document}")
    if not report.groups:
        return (_listing(report, "资金往来", "往来表", _COLUMNS, (), notes=(_NOTHING, *notes)),)
    return tuple(
        _listing(
            report,
            "资金往来",
            "往来表",
            _COLUMNS,
            tuple(_row(each) for each in group.rows),
            total=("合计", "", "", group.people, *_sums(group)),
            notes=notes if group is report.groups[-1] else (),
            section=_section(group.settlement),
        )
        for group in report.groups
    )


def _listing(
    report: ReceivableReport,
    name: str,
    what: str,
    columns: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
    total: tuple[Cell, ...] | None = None,
    notes: tuple[str, ...] = (),
    section: Section | None = None,
) -> Listing:
    only = f"（{'、'.join(report.filters)}）" if report.filters else ""
    is_beside = columns is not _COLUMNS
    return Listing(
        name=name,
        station=report.station,
        title=f"{report.station}劳动保障站  资助资金{what}{only}",
        dated=report.as_of,
        facts=(f"截至 {report.as_of}", "金额单位：元"),
        columns=columns,
        rows=rows,
        total=total,
        notes=notes,
        signatures=() if is_beside else SIGNATURES,
        section=section,
        is_beside=is_beside,
    )


def _section(settlement: Settlement) -> Section:
    title = SETTLEMENT_TITLES[settlement]
    return Section("结算方式", title, f"【{title}】{_MEANINGS[settlement]}")


def _row(row: ReceivableRow) -> tuple[Cell, ...]:
    insurance = f"{INSURANCE_TITLES[row.insurance]} {row.levy_year}"
    return insurance, row.category, row.funder, row.people, *_sums(row)


def _sums(of: ReceivableRow | SettlementGroup) -> tuple[int, ...]:
    return (
        of.due_fen, of.transferred_fen, of.difference_fen, of.afterwards_people, of.afterwards_fen,
    )  # fmt: skip


def _owed(report: ReceivableReport) -> list[str]:
    if not report.owed_people:
        return []
    owed = f"先征后补尚欠 {report.owed_people} 人 {format_yuan(report.owed_fen)} 元"
    return [f"{owed}，付款名单见「先征后补尚欠个人的名单」"]


def _transfers(report: ReceivableReport) -> Listing:
    """Return the money received, by day."""
    found = sorted(
        (each for row in report.rows for each in row.transfers),
        key=lambda each: (each.received_on, each.transfer_id),
    )
    rows = tuple(map(_transfer, found))
    return _listing(report, "到账记录", "到账记录", _TRANSFERS, rows)


def _transfer(each: FunderTransfer) -> tuple[Cell, ...]:
    return (
        each.received_on, f"{INSURANCE_TITLES[each.insurance]} {each.levy_year}", each.funder,
        each.category, SETTLEMENT_TITLES[each.settlement], each.amount_fen, each.paper,
    )  # fmt: skip


def _people(report: ReceivableReport) -> Listing:
    """Return everybody behind the rows, numbers masked, ready to be filtered."""
    rows = tuple(
        (
            f"{INSURANCE_TITLES[row.insurance][-4:]} {row.levy_year}", row.category, row.funder,
            SETTLEMENT_TITLES[row.settlement], share.village, share.household, share.name,
            mask_id(share.id_number), share.receipt, share.paid_on, share.amount_fen,
            "事后资助" if share.is_afterwards else "系统资助",
        )
        for row in report.rows
        for share in row.shares
    )  # fmt: skip
    return _listing(report, "人员名单", "人员名单", _PEOPLE, rows)
