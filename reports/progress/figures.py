"""The figures of a half-monthly report, per village with totals. Amounts are in fen.

People are counted once per insurance and levy year, by the date of the entry, net of
voids and refunds. "To date" is from the first entry to the last day of the period.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from models.dates import HalfMonth
from models.levy.terms import Insurance


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

    @property
    def rate(self) -> float | None:
        """Completion rate (完成率): people to date by target; None without a target."""
        return self.people_to_date / self.target if self.target else None

    @property
    def hardship_rate(self) -> float | None:
        """Share of hardship people who are covered; None where there are none."""
        return self.hardship_covered / self.hardship_people if self.hardship_people else None


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


@dataclass(frozen=True)
class ChannelFigures:
    """What came in through one channel in the period, net of reversals."""

    channel: str
    payments: int
    amount_fen: int


@dataclass(frozen=True)
class ProgressReport:
    """Everything a half-monthly report states.

    ``ledger_head``: the head of the ledger's chain after the last act of the period, which
    proves the printout and is no figure of it; empty where nothing was recorded yet.
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

    @property
    def printed_notes(self) -> tuple[str, ...]:
        """The notes, and last the head, as they stand on paper."""
        if not self.ledger_head:
            return self.notes
        return (*self.notes, f"台账链头：{self.ledger_head}（以后用 laobao check --against 核对）")


def total_of(rows: Iterable[ProgressRow], target: int | None) -> ProgressRow:
    """Return the total line: every figure summed, under the township's own target."""
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
    )
