"""What people still get back under 先征后补: the list for the paying bureau, and as text.

The bureau pays by identity number, so its workbook holds the whole number; the screen
and JSON mask it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import mask_id
from models.bureau.funders.repay import Owed, owed_to_people
from models.station.desk import Desk
from reports.rendering.text_table import text_table

NOTHING = "没有尚欠个人的先征后补"
HEADERS = ("村(社区)", "户编号", "姓名", "证件号码", "类别", "收据", "缴费日期", "应退金额")


@dataclass(frozen=True)
class PayList:
    """The people one funder still owes for one insurance and year; amounts in fen."""

    insurance: Insurance
    levy_year: int
    funder: str
    people: tuple[Owed, ...]

    @property
    def amount_fen(self) -> int:
        """What is to be paid in all."""
        return sum(each.amount_fen for each in self.people)


@dataclass(frozen=True)
class OwedReport:
    """Whom the funders still owe on a day, and who was paid back and then refunded."""

    station: str
    document: str
    as_of: dt.date
    lists: tuple[PayList, ...]
    paid_too_much: tuple[Owed, ...]


def gather_owed(desk: Desk, as_of: dt.date | None = None) -> OwedReport:
    """Return what is owed to people on a day (the business date unless given)."""
    day = as_of or desk.business_date
    owed = owed_to_people(desk, day)
    # Sorting keeps the order of villages and households within each list.
    due = sorted((each for each in owed if each.amount_fen > 0), key=_payer)
    return OwedReport(
        station=desk.township,
        document=desk.notice.document,
        as_of=day,
        lists=tuple(PayList(*payer, tuple(people)) for payer, people in groupby(due, _payer)),
        paid_too_much=tuple(each for each in owed if each.amount_fen < 0),
    )


def _payer(each: Owed) -> tuple[Insurance, int, str]:
    return each.insurance, each.levy_year, each.funder


def pay_list_title(each: PayList) -> str:
    """Return whose list it is: insurance, year and the funder that pays."""
    return f"{INSURANCE_TITLES[each.insurance]} {each.levy_year} 年度先征后补（{each.funder}）"


def owed_lines(report: OwedReport) -> list[str]:
    """Return the lists as lines of text, identity numbers masked."""
    lines = [f"{report.station}劳动保障站  先征后补尚欠个人名单  截至 {report.as_of}"]
    if not report.lists:
        lines += ["", NOTHING]
    for each in report.lists:
        total = [f"合计 {len(each.people)} 人", *[""] * 6, format_yuan(each.amount_fen)]
        lines += ["", pay_list_title(each), _table(each.people, total)]
    if report.paid_too_much:
        lines += ["", "已补、后又退费的，应收回", _table(report.paid_too_much)]
    return lines


def _table(people: Sequence[Owed], total: list[str] | None = None) -> str:
    return text_table(HEADERS, [owed_cells(each) for each in people], right=(7,), total=total)


def owed_cells(each: Owed) -> list[str]:
    """Return what is owed to somebody as texts; the identity number is masked."""
    return [
        each.village,
        each.household,
        each.name,
        mask_id(each.id_number),
        each.category,
        each.receipt,
        str(each.paid_on),
        format_yuan(abs(each.amount_fen)),
    ]


def owed_document(report: OwedReport) -> dict[str, Any]:
    """Return the lists as plain values for JSON; identity numbers masked, amounts in fen."""
    return {
        "station": report.station,
        "as_of": report.as_of,
        "people": sum(len(each.people) for each in report.lists),
        "amount_fen": sum(each.amount_fen for each in report.lists),
        "list": [_person(one) for each in report.lists for one in each.people],
        "paid_too_much": [_person(each) for each in report.paid_too_much],
    }


def _person(each: Owed) -> dict[str, Any]:
    return {
        "insurance": each.insurance,
        "levy_year": each.levy_year,
        "funder": each.funder,
        "category": each.category,
        "village": each.village,
        "household": each.household,
        "name": each.name,
        "masked_number": mask_id(each.id_number),
        "receipt": each.receipt,
        "paid_on": each.paid_on,
        "amount_fen": each.amount_fen,
    }
