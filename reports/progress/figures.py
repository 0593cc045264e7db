"""The figures of a half-monthly report, per village with totals. Amounts are in fen.

People are counted once per insurance and levy year, by the date of the entry, net of
voids and refunds. "To date" is from the first entry to the last day of the period.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from models.base.dates import HalfMonth
from models.base.terms import Insurance, Settlement
from reports.progress.declared import ENTERED, FIGURES, HARDSHIP, Declared


@dataclass(frozen=True)
class ProgressRow:
    """One village's line, or the total (whose ``village`` is 合计): the declared figures.

    ``personal_fen``: taken from people at the counter or by a bank. ``subsidy_fen``:
    funders' parts, 先征后补 included. ``hardship_people``: those in a hardship category
    on the last day who are to enrol; ``hardship_covered``: those of them enrolled.
    ``denominator``: who is to enrol, as a document states it; ``permanent_people`` live there.
    ``same_day_last_year``: who had enrolled for the year before by the same day.
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
    denominator: int | None = None
    permanent_people: int | None = None
    same_day_last_year: int | None = None

    @property
    def to_target(self) -> int | None:
        """People still missing to the target (未缴); None without a target."""
        return None if self.target is None else max(0, self.target - self.people_to_date)

    @property
    def rate(self) -> float | None:
        """Completion rate (完成率): people to date by target; None without a target."""
        return self.people_to_date / self.target if self.target else None

    @property
    def enrolment_rate(self) -> float | None:
        """Enrolment rate (参保率): people to date by those to enrol; None without them."""
        return self.people_to_date / self.denominator if self.denominator else None

    @property
    def permanent_rate(self) -> float | None:
        """People to date by permanent residents; None without them."""
        return self.people_to_date / self.permanent_people if self.permanent_people else None

    @property
    def growth_rate(self) -> float | None:
        """How many more than on the same day of last year, by those; None without any."""
        before = self.same_day_last_year
        return (self.people_to_date - before) / before if before else None

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

    ``kind`` is the entry's (void, refund, collect, return), or what a correction took back and
    posted (taken_back, corrected); ``corrects`` the receipt it names, of ``corrected_on``.
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
    day, rounded up; None where it is of no stated number, ``per_day`` also without days.
    """

    opens: dt.date
    closes: dt.date
    time_rate: float
    days_left: int
    goal_rate: float
    missing: int | None
    per_day: int | None


@dataclass(frozen=True)
class GoalFigures:
    """A rate the notice asks for: of which people, how many of them, how many are missing.

    ``of`` and ``missing`` are None where nobody has stated the people it is of.
    """

    group: str
    asked_rate: float
    clause: str
    people: int
    of: int | None
    missing: int | None


@dataclass(frozen=True)
class OtherYear:
    """What was entered for another levy year while the round ran; in no line."""

    levy_year: int
    people_this_period: int
    people_to_date: int
    personal_fen_this_period: int
    personal_fen_to_date: int


@dataclass(frozen=True)
class InsuranceProgress:
    """One insurance's lines and total.

    ``last_year_people`` is what a document states; without one, what the ledger or the lists of
    earlier years count.
    ``moved_out``: entered at this station for families that now belong to another
    township, in no line; ``moved_in``: entered at another station, within the lines.
    ``is_by_rate``: the notice asks for a rate of people that are stated, and sets no number;
    villages then stand by their enrolment rate, otherwise by completion.
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
    is_by_rate: bool = False
    goals: tuple[GoalFigures, ...] = ()
    other_years: tuple[OtherYear, ...] = ()

    def rate_of(self, row: ProgressRow) -> float | None:
        """Return the rate a line stands by: what the notice asks for."""
        return row.enrolment_rate if self.is_by_rate else row.rate

    @property
    def stated_goals(self) -> tuple[GoalFigures, ...]:
        """The rates asked of people that are stated; nothing where the notice sets a number."""
        stated = self.is_by_rate or any(
            goal.of and goal.group == "permanent_residents" for goal in self.goals
        )
        return tuple(goal for goal in self.goals if goal.of) if stated else ()

    def states(self, key: str) -> bool:
        """Whether a figure can be stated of any line, the total included."""
        return any(self.values(row)[key] is not None for row in (*self.rows, self.total))

    @cached_property
    def columns(self) -> tuple[Declared, ...]:
        """The figures that are printed: all but those that can be stated of no line."""
        return tuple(
            each for each in FIGURES if not each.needs or any(map(self.states, each.needs))
        )

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The rank of each village with a rate, by that; equal rates share one."""
        known = ((row.village, self.rate_of(row)) for row in self.rows)
        rates = {village: rate for village, rate in known if rate is not None}
        order = sorted(rates.values(), reverse=True)
        return {village: order.index(rate) + 1 for village, rate in rates.items()}

    def values(self, row: ProgressRow) -> dict[str, int | float | None]:
        """Return every declared figure of a line by its key; the total has no rank."""
        rank = None if row is self.total else self.ranks.get(row.village)
        return {
            each.key: rank if each.key == "rank" else getattr(row, each.key) for each in FIGURES
        }


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
        return (f"台账链头：{self.ledger_head}（以后用「自检」核对）",)

    @property
    def printed_notes(self) -> tuple[str, ...]:
        """The notes, and last the head, as they stand on paper."""
        return (*self.notes, *self.head_words)


def total_of(
    rows: Iterable[ProgressRow],
    target: int | None,
    last_year_people: int | None = None,
    denominator: int | None = None,
    permanent_people: int | None = None,
) -> ProgressRow:
    """Return the total line: every figure summed, under the township's own stated numbers.

    Where the township has none of its own, it is the villages' sum, if each of them has one.
    """
    rows = tuple(rows)
    sums = {each.key: sum(getattr(row, each.key) for row in rows) for each in (*ENTERED, *HARDSHIP)}

    def stated(own: int | None, key: str) -> int | None:
        of_villages: list[int | None] = [getattr(row, key) for row in rows]
        known = [each for each in of_villages if each is not None]
        return own if own is not None or not known or None in of_villages else sum(known)

    return ProgressRow(
        village="合计",
        target=stated(target, "target"),
        last_year_people=stated(last_year_people, "last_year_people"),
        denominator=stated(denominator, "denominator"),
        permanent_people=stated(permanent_people, "permanent_people"),
        same_day_last_year=stated(None, "same_day_last_year"),
        **sums,
    )
