"""The open exceptions of paid data: taken, as lists and as one JSON document."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from models.desk import Desk
from models.levy.terms import INSURANCE_TITLES
from models.money import format_yuan
from models.paid.exceptions import OpenRow, open_rows
from models.paid.values import STATE_TITLES, PaidState
from models.text import mask_id
from reports.listing.values import Cell, Column, Listing, Section
from reports.paid.words import candidate_words, channel_words, finding_document

_ORDER: tuple[PaidState, ...] = (
    "paid_twice", "wrong_amount", "unknown", "other_station", "name_differs", "refused", "posted",
)  # fmt: skip
_WHAT_TO_DO: dict[PaidState, str] = {
    "paid_twice": "同一险种同一年度缴了两次，可退其中一笔：本站的收据办退费，税务的由税务退；"
    "本站退了以后这里成为可入账的，税务退了的用 laobao paid resolve 登记",
    "wrong_amount": "没有入账：核实应缴的数，请税务退补后用 laobao paid resolve 登记",
    "unknown": "核对号码；补录到名册以后，用 laobao paid retry 入账",
    "other_station": "转给该站，用 laobao paid resolve 登记",
    "name_differs": "核实是同一人的，用 laobao paid accept 入账",
    "refused": "按规定不能参保：请税务退费后用 laobao paid resolve 登记；登记有误的，更正后 retry",
    "posted": "已没有妨碍，用 laobao paid retry 入账",
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
    Column("方式、日期、票号", "channel"),
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
        """Return the money in those of one kind."""
        return sum(each.finding.row.amount_fen for each in self.of(state))

    @property
    def states(self) -> tuple[PaidState, ...]:
        """The kinds there are, in the order of the report."""
        return tuple(state for state in _ORDER if self.of(state))


def collect_paid_exceptions(desk: Desk) -> PaidExceptions:
    """Return what is open now."""
    return PaidExceptions(desk.township, desk.business_date, open_rows(desk))


def exception_listings(report: PaidExceptions) -> tuple[Listing, ...]:
    """Return a list a kind, each with what to do about it."""
    if not report.rows:
        return (_listing(report, (), ("没有待处理的例外",)),)
    return tuple(
        replace(
            _listing(report, report.of(state), (_WHAT_TO_DO[state],)),
            total=("合计", *[""] * 5, report.amount_fen(state), *[""] * 5),
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
        rows=tuple(map(_row, rows)),
        notes=notes,
        signatures=(),
    )


def _heading(report: PaidExceptions, state: PaidState) -> str:
    """Return how many there are of a kind, and how much money."""
    people, amount = len(report.of(state)), format_yuan(report.amount_fen(state))
    words = "（退费候选）" if state == "paid_twice" else ""
    return f"【{STATE_TITLES[state]}】{words}{people} 行 {amount} 元"


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
                **finding_document(each.finding),
            }
            for each in report.rows
        ],
    }


def _row(each: OpenRow) -> tuple[Cell, ...]:
    finding, row = each.finding, each.finding.row
    return (
        each.number, row.name, mask_id(row.id_number), finding.household,
        INSURANCE_TITLES[row.insurance].removeprefix("城乡居民"), str(row.levy_year),
        row.amount_fen, "" if finding.due_fen is None else finding.due_fen,
        channel_words(finding), finding.reason or "没有妨碍",
        "；".join(map(candidate_words, finding.candidates)), f"{each.file} 第 {row.row} 行",
    )  # fmt: skip
