"""The settlement list as text, for the screen and for scripts; numbers are masked."""

from models.base.money import format_yuan, short_yuan
from models.base.terms import INSURANCE_TITLES
from models.base.text import mask_id
from models.counter.differences import Difference
from reports.differences.gather import DifferenceReport, InsuranceDifferences, Sum
from reports.rendering.text_table import text_table

HEADERS = (
    "村(社区)", "户编号", "姓名", "证件号码", "类别", "收据", "原标准", "新标准", "应补", "应退",
)  # fmt: skip
_RIGHT = {6, 7, 8, 9}


def difference_lines(report: DifferenceReport) -> list[str]:
    """Return the list as lines: for each insurance the figures, the sums, then the people."""
    lines = [f"{report.station}劳动保障站  标准调整差额名单  截至 {report.on}"]
    if not report.insurances:
        return [*lines, "没有填入或修订过标准，没有差额"]
    for each in report.insurances:
        lines += ["", title_of(each), *figure_lines(each), *sum_lines(each)]
        if each.open:
            rows = [row_of(difference) for difference in each.open]
            lines += ["", text_table(HEADERS, rows, right=_RIGHT)]
        lines += [f"{one.name}：{one.problem}" for one in each.open if one.problem]
    return lines


def title_of(each: InsuranceDifferences) -> str:
    """Return the heading of one insurance."""
    return f"{INSURANCE_TITLES[each.insurance]} {each.levy_year} 年度"


def figure_lines(each: InsuranceDifferences) -> list[str]:
    """Return which document set which figure from when; first what the notice stated."""
    lines = []
    if each.stated_personal_fen is not None:
        lines.append(f"通知所载个人缴费标准 {short_yuan(each.stated_personal_fen)} 元（初定）")
    lines += [figure.sentence for figure in each.figures]
    return lines


def sum_lines(each: InsuranceDifferences) -> list[str]:
    """Return what is open and what is settled, in sums."""
    return [
        f"尚应补收 {_words(each.to_collect)}，尚应退还 {_words(each.to_return)}，"
        f"只变资助 {_words(each.only_funders)}",
        f"已补收 {_words(each.collected)}，已退还 {_words(each.returned)}",
    ]


def row_of(each: Difference) -> list[str]:
    """Return one person's row, the identity number masked."""
    amount_fen = each.amount_fen
    return [
        each.village,
        each.household,
        each.name,
        mask_id(each.id_number),
        each.category,
        each.receipt,
        format_yuan(each.paid_standard_fen),
        format_yuan(each.new_standard_fen),
        format_yuan(amount_fen) if amount_fen > 0 else "",
        format_yuan(-amount_fen) if amount_fen < 0 else "",
    ]


def _words(total: Sum) -> str:
    return f"{total.people} 人 {format_yuan(total.amount_fen)} 元"
