"""The open exceptions of paid data: taken, as lists and as one JSON document."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES
from models.base.text import mask_id
from models.bureau.self_paid.exceptions import OpenRow, open_rows
from models.bureau.self_paid.values import STATE_TITLES, PaidState
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing, Section
from reports.self_paid.words import candidate_words, channel_words, finding_document

_ORDER: tuple[PaidState, ...] = (
    "paid_twice", "wrong_amount", "reversal", "suspended", "unknown", "other_station",
    "name_differs", "refused", "surplus", "rest", "returned", "posted",
)  # fmt: skip
_WHAT_TO_DO: dict[PaidState, str] = {
    "paid_twice": "同一险种同一年度缴了两次，可退其中一笔：本站的收据办退费，税务的由税务退；"
    "本站退了以后这里成为可入账的，税务退了的用「了结一件例外」登记",
    "wrong_amount": "没有参保，柜台也不再收：多缴的「按应缴入账」，多出的由税务退；"
    "少缴的「补收少缴」，在本站刷卡补齐；税务全退了的用「了结一件例外」登记",
    "reversal": "税务退了钱，找不到是退哪一笔：缴费的文件导入以后自动冲回；"
    "核实以后不用冲回的，用「了结一件例外」登记",
    "suspended": "税务挂账，钱还没有认到人：税务认定以后导入新文件自动入账；"
    "核实是本人的，「照样入账」；已退的用「了结一件例外」登记",
    "unknown": "核对号码；补录到名册以后，「再次入账」；税务退了的用「了结一件例外」登记",
    "other_station": "转给该站，用「了结一件例外」登记",
    "name_differs": "核实是同一人的，「照样入账」",
    "refused": "按规定不能参保：请税务退费后用「了结一件例外」登记；登记有误的，更正后「再次入账」",
    "surplus": "已参保，多缴的在税务，由税务退：退费文件导入以后自动了结，"
    "或用「了结一件例外」登记退还日期和凭据",
    "rest": "已参保，补收的差额撤销了：「补收少缴」，再刷卡补齐",
    "returned": "缴费和退费都到了，「再次入账」时一起了结",
    "posted": "已没有妨碍，「再次入账」",
}
_COLUMNS = (
    Column("编号", "number", "number"),
    Column("姓名", "name"),
    Column("证件号码", "masked_number"),
    Column("户", "household"),
    Column("险种", "insurance"),
    Column("年度", "levy_year"),
    Column("实缴", "amount_fen", "money"),
    Column("应缴", "due_fen", "money"),
    Column("待处理", "open_fen", "money"),
    Column("方式、日期、票号", "channel"),
    Column("已等天数", "days", "number"),
    Column("原因", "reason"),
    Column("可能是", "candidates"),
    Column("来源", "source"),
)
_NAME = "自行缴费数据例外"


@dataclass(frozen=True)
class PaidExceptions:
    """The open exceptions of a station on a day."""

    station: str
    on: dt.date
    rows: tuple[OpenRow, ...]

    def of(self, state: PaidState) -> tuple[OpenRow, ...]:
        """Return those that are now of one kind."""
        return tuple(each for each in self.rows if each.finding.state == state)

    def amount_fen(self, state: PaidState) -> int:
        """Return the money to be decided on in those of one kind."""
        return sum(each.open_fen for each in self.of(state))

    @property
    def states(self) -> tuple[PaidState, ...]:
        """The kinds there are, in the order of the report."""
        return tuple(state for state in _ORDER if self.of(state))


def gather_paid_exceptions(desk: Desk) -> PaidExceptions:
    """Return what is open now."""
    return PaidExceptions(desk.township, desk.business_date, open_rows(desk))


def exception_listings(report: PaidExceptions) -> tuple[Listing, ...]:
    """Return a list a kind, each with what to do about it."""
    if not report.rows:
        return (_listing(report, (), ("没有待处理的例外",)),)
    return tuple(
        replace(
            _listing(report, report.of(state), (_WHAT_TO_DO[state],)),
            total=("合计", *[""] * 7, report.amount_fen(state), *[""] * 5),
            sheet=STATE_TITLES[state],
            section=Section("情况", STATE_TITLES[state], _heading(report, state)),
        )
        for state in report.states
    )


def _listing(report: PaidExceptions, rows: tuple[OpenRow, ...], notes: tuple[str, ...]) -> Listing:
    return Listing(
        name=_NAME,
        station=report.station,
        title=f"{report.station}劳动保障站  {_NAME}",
        dated=report.on,
        facts=(f"{report.on}", "金额单位：元"),
        columns=_COLUMNS,
        rows=tuple(_row(each, report.on) for each in rows),
        notes=notes,
        signatures=(),
    )


def _heading(report: PaidExceptions, state: PaidState) -> str:
    """Return how many there are of a kind, how much money, and for how long the oldest waits."""
    people, amount = len(report.of(state)), format_yuan(report.amount_fen(state))
    words = "（退费候选）" if state == "paid_twice" else ""
    longest = max(days_waiting(each, report.on) for each in report.of(state))
    return f"【{STATE_TITLES[state]}】{words}{people} 行 {amount} 元，最久的已等 {longest} 天"


def exception_document(report: PaidExceptions) -> dict[str, Any]:
    """Return the report as plain values for JSON; amounts in fen."""
    return {
        "station": report.station,
        "on": report.on,
        "counts": {
            state: {"rows": len(report.of(state)), "amount_fen": report.amount_fen(state)}
            for state in report.states
        },
        "exceptions": [
            {
                "number": each.number,
                "file": each.file,
                "found": each.found,
                "open_fen": each.open_fen,
                "days": days_waiting(each, report.on),
                **finding_document(each.finding),
            }
            for each in report.rows
        ],
    }


def days_waiting(each: OpenRow, on: dt.date) -> int:
    """Return for how many days the money has waited: since it was paid, or went back."""
    return max(0, (on - each.finding.row.paid_on).days)


def _row(each: OpenRow, on: dt.date) -> tuple[Cell, ...]:
    finding, row = each.finding, each.finding.row
    return (
        each.number, row.name, mask_id(row.id_number), finding.household,
        INSURANCE_TITLES[row.insurance].removeprefix("城乡居民"), str(row.levy_year),
        row.amount_fen, "" if finding.due_fen is None else finding.due_fen,
        each.open_fen,
        channel_words(finding), days_waiting(each, on), finding.reason or "没有妨碍",
        "；".join(map(candidate_words, finding.candidates)), f"{each.file} 第 {row.row} 行",
    )  # fmt: skip
