"""The open exceptions of paid data: taken, as text and as one JSON document."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from models.base.money import format_yuan
from models.base.terms import INSURANCE_TITLES
from models.base.text import mask_id
from models.bureau.self_paid.exceptions import OpenRow, open_rows
from models.bureau.self_paid.values import STATE_TITLES, PaidState
from models.station.desk import Desk
from reports.rendering.text_table import text_table
from reports.self_paid.words import candidate_words, channel_words, finding_document

_ORDER: tuple[PaidState, ...] = (
    "paid_twice", "wrong_amount", "unknown", "other_station", "name_differs", "refused", "posted",
)  # fmt: skip
WHAT_TO_DO: dict[PaidState, str] = {
    "paid_twice": "同一险种同一年度缴了两次，可退其中一笔：本站的收据办退费，税务的由税务退；"
    "本站退了以后这里成为可入账的，税务退了的用 laobao paid resolve 登记",
    "wrong_amount": "没有入账：核实应缴的数，请税务退补后用 laobao paid resolve 登记",
    "unknown": "核对号码；补录到名册以后，用 laobao paid retry 入账",
    "other_station": "转给该站，用 laobao paid resolve 登记",
    "name_differs": "核实是同一人的，用 laobao paid accept 入账",
    "refused": "按规定不能参保：请税务退费后用 laobao paid resolve 登记；登记有误的，更正后 retry",
    "posted": "已没有妨碍，用 laobao paid retry 入账",
}
HEADINGS = (
    "编号", "姓名", "证件号码", "户", "险种", "年度", "实缴", "应缴", "方式、日期、票号", "原因",
)  # fmt: skip
PAID, DUE = 6, 7
"""Which of the columns hold what was paid and what was due."""


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


def gather_paid_exceptions(desk: Desk) -> PaidExceptions:
    """Return what is open now."""
    return PaidExceptions(desk.township, desk.business_date, open_rows(desk))


def exception_lines(report: PaidExceptions) -> list[str]:
    """Return the report as lines: kind by kind, with what to do about each."""
    lines = [title_of(report)]
    if not report.rows:
        return [*lines, "没有待处理的例外"]
    for state in report.states:
        rows = report.of(state)
        table = text_table(HEADINGS[:-1], [texts_of(each)[:-1] for each in rows], right={PAID, DUE})
        lines += ["", heading_of(report, state), WHAT_TO_DO[state], "", *table.splitlines(), ""]
        for each in rows:
            lines.append(f"  {each.number}：{each.finding.reason or '没有妨碍'}（{_source(each)}）")
            lines += [f"    可能是：{candidate_words(one)}" for one in each.finding.candidates]
    return lines


def heading_of(report: PaidExceptions, state: PaidState) -> str:
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


def title_of(report: PaidExceptions) -> str:
    """Return the heading of the report."""
    return f"{report.station}劳动保障站  自行缴费数据例外  {report.on}"


def _source(each: OpenRow) -> str:
    return f"{each.file} 第 {each.finding.row.row} 行"


def texts_of(each: OpenRow) -> list[str]:
    """Return a row of the report, the identity number masked."""
    finding, row = each.finding, each.finding.row
    near = "；".join(f"可能是 {candidate_words(one)}" for one in finding.candidates)
    return [
        str(each.number),
        row.name,
        mask_id(row.id_number),
        finding.household,
        INSURANCE_TITLES[row.insurance].removeprefix("城乡居民"),
        str(row.levy_year),
        format_yuan(row.amount_fen),
        "" if finding.due_fen is None else format_yuan(finding.due_fen),
        channel_words(finding),
        "；".join(part for part in (finding.reason, near, _source(each)) if part),
    ]
