"""The receivables as text: one table a way of settlement; identity numbers are masked."""

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Settlement
from models.base.text import mask_id
from models.bureau.funders.shares import FundedShare
from models.bureau.funders.transfer import SETTLEMENT_TITLES, FunderTransfer
from reports.receivables.gather import ReceivableReport, ReceivableRow, SettlementGroup
from reports.rendering.text_table import text_table

HEADERS = ("险种", "类别", "资金来源", "人数", "应付金额", "已到账", "差额")
PEOPLE_HEADERS = ("村(社区)", "户编号", "姓名", "证件号码", "收据", "缴费日期", "金额")
TRANSFER_HEADERS = ("日期", "险种", "资金来源", "类别", "方式", "金额", "文号")
NOTHING = "没有应由资金方负担的缴费，也没有到账记录"
MEANINGS: dict[Settlement, str] = {
    "waived": "本人不缴，由资金方直接缴入基金",
    "remitted": "由资金方划拨至乡镇，与本人缴纳的部分一并缴入基金",
    "reimbursed": "本人先缴全额，由资金方补给本人",
}


def receivable_lines(report: ReceivableReport, *, has_people: bool = False) -> list[str]:
    """Return the report as lines; ``has_people`` adds the list behind every row."""
    lines = [report_title(report), f"截至 {report.as_of}    金额单位：元"]
    if not report.groups:
        return [*lines, "", NOTHING]
    for group in report.groups:
        rows = [row_cells(row) for row in group.rows]
        table = text_table(HEADERS, rows, right=(3, 4, 5, 6), total=total_cells(group))
        lines += ["", group_title(group.settlement), table]
        if has_people:
            lines += [line for row in group.rows for line in _people(row)]
    if report.owed_people:
        lines += ["", owed_line(report)]
    transfers = all_transfers(report)
    if transfers:
        cells = [transfer_cells(each) for each in transfers]
        lines += ["", "到账记录", text_table(TRANSFER_HEADERS, cells, right=(5,))]
    return lines


def report_title(report: ReceivableReport) -> str:
    """Return the title, and what the report is narrowed to."""
    only = f"（{'、'.join(report.filters)}）" if report.filters else ""
    return f"{report.station}劳动保障站  资助资金往来表{only}"


def group_title(settlement: Settlement) -> str:
    """Return the name of a way of settlement and what it means."""
    return f"【{SETTLEMENT_TITLES[settlement]}】{MEANINGS[settlement]}"


def row_cells(row: ReceivableRow) -> list[str]:
    """Return a row's cells."""
    return [
        f"{INSURANCE_TITLES[row.insurance]} {row.levy_year}",
        row.category,
        row.funder,
        f"{row.people:,}",
        *map(format_yuan, (row.due_fen, row.transferred_fen, row.difference_fen)),
    ]


def total_cells(group: SettlementGroup) -> list[str]:
    """Return the cells of a group's last row; people of several funders count once."""
    sums = (group.due_fen, group.transferred_fen, group.difference_fen)
    return ["合计", "", "", f"{group.people:,}", *map(format_yuan, sums)]


def owed_line(report: ReceivableReport) -> str:
    """Return the sentence on what people still get back."""
    return (
        f"先征后补尚欠 {report.owed_people} 人 {format_yuan(report.owed_fen)} 元，"
        "付款名单见 laobao report owed"
    )


def all_transfers(report: ReceivableReport) -> list[FunderTransfer]:
    """Return the transfers of all rows, by day."""
    found = [each for row in report.rows for each in row.transfers]
    return sorted(found, key=lambda each: (each.received_on, each.transfer_id))


def transfer_cells(each: FunderTransfer) -> list[str]:
    """Return a transfer's cells."""
    return [
        str(each.received_on),
        f"{INSURANCE_TITLES[each.insurance]} {each.levy_year}",
        each.funder,
        each.category,
        SETTLEMENT_TITLES[each.settlement],
        format_yuan(each.amount_fen),
        each.paper,
    ]


def person_cells(share: FundedShare) -> list[str]:
    """Return the cells of one person behind a row, the identity number masked."""
    return [
        share.village,
        share.household,
        share.name,
        mask_id(share.id_number),
        share.receipt,
        str(share.paid_on),
        format_yuan(share.amount_fen),
    ]


def _people(row: ReceivableRow) -> list[str]:
    if not row.shares:
        return []
    title = f"{row.category}（{row.funder}，{INSURANCE_TITLES[row.insurance]} {row.levy_year}）"
    table = text_table(PEOPLE_HEADERS, [person_cells(each) for each in row.shares], right=(6,))
    return ["", title, table]
