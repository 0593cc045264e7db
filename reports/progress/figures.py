"""The figures of a half-monthly report, per village with totals. Amounts are in fen.

People are counted once per insurance and levy year, by the date of the entry, net of
voids and refunds. "To date" is from the first entry to the last day of the period.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.base.dates import HalfMonth
from models.base.terms import Insurance, Settlement


@dataclass(frozen=True)
class ProgressRow:
    """One village's line, or the total (whose ``village`` is 合计).

    ``personal_fen``: taken from people at the counter or by a bank. ``subsidy_fen``:
    funders' parts, 先征后补 included. ``hardship_people``: those in a hardship category
    on the last day who are to enrol; ``hardship_covered``: those of them enrolled.
    """

    village: str
    target: int | None
    people_this_period: int = 0
    people_to_date: int = 0
    personal_fen_this_period: int = 0
    personal_fen_to_date: int = 0
    subsidised_people_to_date: int = 0
    subsidy_fen_to_date: int = 0
    hardship_people: int = 0
    hardship_covered: int = 0
    last_year_people: int | None = None

    @property
    def to_target(self) -> int | None:
        """People still missing to the target (未缴); None without a target."""
        return None if self.target is None else max(0, self.target - self.people_to_date)

    @property
    def rate(self) -> float | None:
        """Completion rate (完成率): people to date by target; None without a target."""
        return self.people_to_date / self.target if self.target else None

    @property
    def hardship_rate(self) -> float | None:
        """Share of hardship people who are covered; None where there are none."""
        return self.hardship_covered / self.hardship_people if self.hardship_people else None


@dataclass(frozen=True)
class FunderFigures:
    """What a funder bears in a village, to date, and how it is settled."""

    village: str
    funder: str
    settlement: Settlement
    people: int
    amount_fen: int


@dataclass(frozen=True)
class CategoryFigures:
    """One hardship category in a village: who should be covered, and who is.

    Somebody who holds two categories is counted in both.
    """

    village: str
    category: str
    people: int
    covered: int


@dataclass(frozen=True)
class Correction:
    """An entry of the period that corrects one of an earlier half-month.

    ``kind`` is the entry's (void, refund, collect, return); ``corrects`` the receipt it
    names, of ``corrected_on``.
    """

    business_date: dt.date
    receipt: str
    kind: str
    corrects: str
    corrected_on: dt.date
    insurance: Insurance
    village: str
    people: int
    amount_fen: int
    reason: str


@dataclass(frozen=True)
class Pace:
    """Where an insurance stands on the last day of the period within its window.

    ``goal_rate`` is the notice's, or 1 where it states none; ``days_left`` are the window's
    days after the period; ``missing`` the people to the goal and ``per_day`` those needed a
    day, rounded up; None without a target, ``per_day`` also without days.
    """

    opens: dt.date
    closes: dt.date
    time_rate: float
    days_left: int
    goal_rate: float
    missing: int | None
    per_day: int | None


@dataclass(frozen=True)
class InsuranceProgress:
    """One insurance's lines and total; ``last_year_people`` is the annex's column.

    ``moved_out``: entered at this station for families that now belong to another
    township, in no line; ``moved_in``: entered at another station, within the lines.
    """

    insurance: Insurance
    levy_year: int
    last_year_people: int | None
    rows: tuple[ProgressRow, ...]
    total: ProgressRow
    moved_out: ProgressRow | None = None
    moved_in: ProgressRow | None = None
    funders: tuple[FunderFigures, ...] = ()
    categories: tuple[CategoryFigures, ...] = ()
    pace: Pace | None = None

    @property
    def ranks(self) -> dict[str, int]:
        """The rank of each village with a target, by rate; equal rates share one."""
        rates = {row.village: row.rate for row in self.rows if row.rate is not None}
        order = sorted(rates.values(), reverse=True)
        return {village: order.index(rate) + 1 for village, rate in rates.items()}


@dataclass(frozen=True)
class ChannelFigures:
    """What came in through one channel in the period, net of reversals."""

    channel: str
    payments: int
    amount_fen: int


@dataclass(frozen=True)
class ProgressReport:
    """Everything a half-monthly report states.

    ``phases`` are the steps of the notice's timetable that the last day lies in;
    ``corrections`` the entries of the period that correct earlier ones. ``ledger_head``: the
    head of the ledger's chain after the last act of the period, which proves the printout and
    is no figure of it; empty where nothing was recorded yet.
    """

    notice: str
    notice_title: str
    document: str
    station: str
    period: HalfMonth
    insurances: tuple[InsuranceProgress, ...]
    channels: tuple[ChannelFigures, ...]
    notes: tuple[str, ...]
    ledger_head: str = field(default="", compare=False)
    phases: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def head_words(self) -> tuple[str, ...]:
        """The ledger's head as it stands on every paper; nothing where there is none."""
        if not self.ledger_head:
            return ()
        return (f"台账链头：{self.ledger_head}（以后用 laobao check --against 核对）",)

    @property
    def printed_notes(self) -> tuple[str, ...]:
        """The notes, and last the head, as they stand on paper."""
        return (*self.notes, *self.head_words)


def total_of(
    rows: Iterable[ProgressRow], target: int | None, last_year_people: int | None = None
) -> ProgressRow:
    """Return the total line: every figure summed, under the township's own target and year."""
    rows = tuple(rows)

    def summed(name: str) -> int:
        return sum(getattr(row, name) for row in rows)

    return ProgressRow(
        village="合计",
        target=target,
        people_this_period=summed("people_this_period"),
        people_to_date=summed("people_to_date"),
        personal_fen_this_period=summed("personal_fen_this_period"),
        personal_fen_to_date=summed("personal_fen_to_date"),
        subsidised_people_to_date=summed("subsidised_people_to_date"),
        subsidy_fen_to_date=summed("subsidy_fen_to_date"),
        hardship_people=summed("hardship_people"),
        hardship_covered=summed("hardship_covered"),
        last_year_people=last_year_people,
    )
