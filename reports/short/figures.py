"""The figures of a short report, frozen. People and amounts (fen) as in the half-monthly report."""

import datetime as dt
from dataclasses import dataclass, field

from models.base.file_names import file_stem
from models.base.terms import Insurance
from reports.progress.figures import ChannelFigures, InsuranceProgress, ProgressRow

_LAST = 5
_MOST_TIED = 10


@dataclass(frozen=True)
class DayTotal:
    """What one day of a week brought for an insurance, the villages together."""

    day: dt.date
    people: int
    personal_fen: int


@dataclass(frozen=True)
class ShortInsurance:
    """One insurance's lines for the days, and of a week each day's total."""

    progress: InsuranceProgress
    days: tuple[DayTotal, ...] = ()

    @property
    def last(self) -> tuple[ProgressRow, ...]:
        """The five villages whose rate is lowest, the lowest first; who ties with the fifth too.

        Nobody where there are no more than five, or where too many tie to be named.
        """
        rated = [row for row in self.progress.rows if self.progress.rate_of(row) is not None]
        rated.sort(key=self._rate)
        if len(rated) <= _LAST:
            return ()
        found = tuple(row for row in rated if self._rate(row) <= self._rate(rated[_LAST - 1]))
        return found if len(found) <= min(_MOST_TIED, len(rated) - 1) else ()

    def _rate(self, row: ProgressRow) -> float:
        return self.progress.rate_of(row) or 0.0


@dataclass(frozen=True)
class ShortReport:
    """What a short report states of the days from ``first`` to ``last``.

    ``known_at`` is the moment up to which entries are in it, as China's clocks show it.
    ``stands_on`` is the day of these days that it speaks of, ``is_over`` whether that day had
    passed at that moment (or lies before it by the clock). ``left_out`` are the insurances of
    the round that were not collected in these days.
    """

    station: str
    first: dt.date
    last: dt.date
    known_at: dt.datetime
    stands_on: dt.date
    is_over: bool
    is_until: bool
    insurances: tuple[ShortInsurance, ...]
    channels: tuple[ChannelFigures, ...]
    left_out: tuple[tuple[Insurance, int], ...] = field(default=())

    @property
    def is_week(self) -> bool:
        """Whether it is of a week, and not of one day."""
        return self.first != self.last

    @property
    def name(self) -> str:
        """What it is called in a file's name."""
        return "周报" if self.is_week else "日报"

    @property
    def file_stem(self) -> str:
        """A file's name without its ending, as lists are named."""
        return file_stem(self.name, self.station, self.last)

    @property
    def spoken(self) -> str:
        """What its days are called in a line: 今日, or 本周."""
        return "本周" if self.is_week else "今日"
