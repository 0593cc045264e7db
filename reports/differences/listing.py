"""The settlement list as lists, numbers masked: for each insurance what is open and settled."""

from dataclasses import replace

from models.base.money import format_yuan, short_yuan
from models.base.terms import INSURANCE_TITLES, SETTLEMENT_TITLES
from models.base.text import mask_id
from models.counter.difference import CAUSE_TITLES, Difference
from reports.differences.gather import DifferenceReport, InsuranceDifferences, SettledLine, Sum
from reports.listing.values import Cell, Column, Listing, Section

_OPEN = (
    Column("序号", "place", "number"),
    Column("村(社区)", "village"),
    Column("户编号", "household"),
    Column("姓名", "name"),
    Column("证件号码", "masked_number"),
    Column("类别", "category"),
    Column("收据", "receipt"),
    Column("原标准", "old_standard_fen", "money"),
    Column("新标准", "new_standard_fen", "money"),
    Column("应补", "to_collect_fen", "money"),
    Column("应退", "to_return_fen", "money"),
    Column("资金方增减", "funders"),
    Column("原因", "cause"),
)
_SETTLED = (
    Column("收据", "receipt"),
    Column("日期", "business_date", "date"),
    Column("村(社区)", "village"),
    Column("户编号", "household"),
    Column("姓名", "name"),
    Column("证件号码", "masked_number"),
    Column("补收(退还)", "amount_fen", "money"),
    Column("依据", "reason"),
    Column("资助增减", "subsidy_fen", "money"),
    Column("原因", "cause"),
)
_NOTHING = "没有填入或修订过标准，也没有缴费以后的认定变更，没有差额"
_SIGNATURES = ("经办人：", "复核人：")


def difference_listings(report: DifferenceReport) -> tuple[Listing, ...]:
    """Return what is open of each insurance, then what is settled of each."""
    if not report.insurances:
        return (_listing(report, "补退差额名单", "差额", _OPEN, (), (_NOTHING,)),)
    settled = (_settled(report, each) for each in report.insurances if each.settled)
    return (*(_open(report, each) for each in report.insurances), *settled)


def _open(report: DifferenceReport, each: InsuranceDifferences) -> Listing:
    rows = tuple(_open_row(number, one) for number, one in enumerate(each.open, 1))
    notes = (
        *_figures(each),
        f"尚应补收 {_words(each.to_collect)}，尚应退还 {_words(each.to_return)}，"
        f"只变资助 {_words(each.only_funders)}",
        f"已补收 {_words(each.collected)}，已退还 {_words(each.returned)}",
        *(f"{one.name}：{one.problem}" for one in each.open if one.problem),
    )
    sums = (each.to_collect.amount_fen, each.to_return.amount_fen)
    return replace(
        _listing(report, f"{_title(each)}{_what(each)}差额名单", "差额", _OPEN, rows, notes),
        total=("合计", *[""] * 8, *sums, "", ""),
        sheet=f"{INSURANCE_TITLES[each.insurance][-4:]}差额",
        section=Section("险种", _title(each)),
    )


def _settled(report: DifferenceReport, each: InsuranceDifferences) -> Listing:
    rows = tuple(map(_settled_row, each.settled))
    title = f"{_title(each)}{_what(each)}差额已结清名单"
    return replace(
        _listing(report, title, "已结清", _SETTLED, rows, ()),
        sheet=f"{INSURANCE_TITLES[each.insurance][-4:]}已结清",
        section=Section("险种", _title(each)),
        is_beside=True,
    )


def _listing(
    report: DifferenceReport,
    title: str,
    name: str,
    columns: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
    notes: tuple[str, ...],
) -> Listing:
    return Listing(
        name=f"补退{name}",
        station=report.station,
        title=title,
        dated=report.on,
        facts=(f"填报单位：{report.station}劳动保障站", f"截至 {report.on}", "金额单位：元"),
        columns=columns,
        rows=rows,
        notes=notes,
        signatures=_SIGNATURES,
    )


def _title(each: InsuranceDifferences) -> str:
    return f"{INSURANCE_TITLES[each.insurance]} {each.levy_year} 年度"


def _what(each: InsuranceDifferences) -> str:
    """Return what the differences come from: a revised standard, certifications, or both."""
    causes = {one.cause for one in each.open} | {one.cause for one in each.settled}
    if each.figures:
        causes.add("standard")
    return "、".join(title for cause, title in CAUSE_TITLES.items() if cause in causes)


def _figures(each: InsuranceDifferences) -> list[str]:
    """Return which document set which figure from when; first what the notice stated."""
    stated_fen, sentences = each.stated_personal_fen, [one.sentence for one in each.figures]
    if stated_fen is None:
        return sentences
    return [f"通知所载个人缴费标准 {short_yuan(stated_fen)} 元（初定）", *sentences]


def _open_row(number: int, each: Difference) -> tuple[Cell, ...]:
    fen = each.amount_fen
    return (
        number, each.village, each.household, each.name, mask_id(each.id_number), each.category,
        each.receipt, each.paid_standard_fen, each.new_standard_fen, fen if fen > 0 else "",
        -fen if fen < 0 else "", _funders(each), f"{CAUSE_TITLES[each.cause]}：{each.basis}",
    )  # fmt: skip


def _settled_row(each: SettledLine) -> tuple[Cell, ...]:
    return (
        each.receipt, each.business_date, each.village, each.household, each.name,
        mask_id(each.id_number), each.amount_fen, each.reason, each.subsidy_fen,
        CAUSE_TITLES[each.cause],
    )  # fmt: skip


def _funders(each: Difference) -> str:
    return "、".join(
        f"{share.funder}{'+' if share.amount_fen > 0 else ''}{format_yuan(share.amount_fen)}"
        f"（{SETTLEMENT_TITLES[share.settlement]}）"
        for share in each.shares
    )


def _words(total: Sum) -> str:
    return f"{total.people} 人 {format_yuan(total.amount_fen)} 元"
