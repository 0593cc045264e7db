"""What people still get back under 先征后补: the lists for the bureaus that pay.

A bureau pays by identity number, so its workbook holds the whole number; all else masks it.
"""

import datetime as dt
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from models.base.terms import INSURANCE_TITLES, Insurance
from models.base.text import mask_id
from models.bureau.funders.owed import Owed, owed_to_people
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing, Section

_COLUMNS = (
    Column("序号", "place", "number"),
    Column("姓名", "name"),
    Column("证件号码", "id_number"),
    Column("村(社区)", "village"),
    Column("户编号", "household"),
    Column("类别", "category"),
    Column("收据", "receipt"),
    Column("缴费日期", "paid_on", "date"),
    Column("应退金额（元）", "amount_fen", "money"),
)
_ACCOUNT = (
    Column("开户银行", "bank", cells=22.0),
    Column("户名", "holder", cells=12.0),
    Column("银行账号", "account", cells=26.0),
)
_NAME = "付款名单"
_NOTHING = "没有尚欠个人的先征后补"


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


def owed_listings(report: OwedReport) -> tuple[Listing, ...]:
    """Return a list a funder, insurance and year: each bureau gets its own people only."""
    lists = tuple(_pay_list(report, number, each) for number, each in enumerate(report.lists, 1))
    nothing = () if lists else (_NOTHING,)
    if report.paid_too_much:
        title = "先征后补已付、后又退费，应收回名单"
        back = _listing(report, title, report.paid_too_much, nothing)
        return (*lists, replace(back, name="应收回", signatures=(), is_beside=True))
    return lists or (_listing(report, "先征后补付款名单", (), nothing),)


def _pay_list(report: OwedReport, number: int, each: PayList) -> Listing:
    whose = f"{INSURANCE_TITLES[each.insurance]} {each.levy_year} 年度先征后补（{each.funder}）"
    note = "银行账户由付款单位核实填写"
    return replace(
        _listing(report, f"{whose}付款名单", each.people, (note,)),
        total=(f"合计 {len(each.people)} 人", *[""] * 7, each.amount_fen),
        sheet=_NAME if number == 1 else f"{_NAME}{number}",
        section=Section("付款单位", whose),
        by_hand=_ACCOUNT,
    )


def _listing(
    report: OwedReport, title: str, people: tuple[Owed, ...], notes: tuple[str, ...]
) -> Listing:
    return Listing(
        name=_NAME,
        station=report.station,
        title=title,
        dated=report.as_of,
        facts=(f"填报单位：{report.station}劳动保障站", f"截至 {report.as_of}", "金额单位：元"),
        columns=_COLUMNS,
        rows=tuple(_row(number, each) for number, each in enumerate(people, 1)),
        notes=(*notes, f"文件依据：{report.document}"),
    )


def _row(number: int, each: Owed) -> tuple[Cell, ...]:
    return (
        number, each.name, each.id_number, each.village, each.household, each.category,
        each.receipt, each.paid_on, abs(each.amount_fen),
    )  # fmt: skip


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
