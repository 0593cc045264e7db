"""Dates as arguments: ages, months and the half-months in which stations report."""

import contextlib
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, Self

from models.base.errors import BadInput

Toward = Literal["past", "future", "nearest"]
"""Which day is meant where no year is written: the last one, the next one, or the nearer."""

_DAY = re.compile(
    r"(?:(\d{4})(?P<mark>\s?[-/.]\s?)(\d{1,2})(?P=mark)(\d{1,2})"
    r"|(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日?|(\d{4})(\d{2})(\d{2}))"
    r"(?:[ T]*\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?|分)?|\d{6})?"
)
_WORDS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1, "后天": 2}
_SHORT_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?")
_PERIOD = re.compile(r"(\d{4})[-年](\d{1,2})[-月]?(H1|H2|h1|h2|上|下)(?:半月)?")
_LAST_DAY_OF_FIRST_HALF = 15


def typed_date(
    text: str, what: str = "日期", near: dt.date | None = None, toward: Toward = "past"
) -> dt.date:
    """Read a day as a person types it into a blank: as ``parse_date``, or 今天, 昨天, 明天.

    ``near`` is the day it is at this desk, from which they count. Raises BadInput.
    """
    days = _WORDS.get(text.strip())
    if days is not None and near is not None:
        return near + dt.timedelta(days)
    return parse_date(text, what, near, toward)


def parse_date(
    text: str, what: str = "日期", near: dt.date | None = None, toward: Toward = "past"
) -> dt.date:
    """Read a day as people and programs write it.

    ``2019-11-14``, ``2019/11/14``, ``2019.11.14``, ``20191114``, ``2019年11月14日``, in full
    width, with a time behind it.

    With ``near`` also one without a year (``11-13``, ``11月13日``): the last such day up to then,
    or what ``toward`` says.
    Raises BadInput, naming ``what``, for anything else and for impossible dates.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _DAY.fullmatch(plain)
    try:
        if match is not None:
            parts = [int(part) for part in match.groups() if part and part.isdecimal()]
            return dt.date(parts[0], parts[1], parts[2])
        short = _SHORT_DAY.fullmatch(plain) if near is not None else None
        if short is None or near is None:
            raise ValueError
        return _day_near(int(short[1]), int(short[2]), near, toward)
    except (ValueError, OverflowError):
        short_too = "" if near is None else "、11-14"
        raise BadInput(f"{what}“{text[:30]}”不是有效日期，请写成 2019-11-14{short_too}") from None


def _day_near(month: int, number: int, near: dt.date, toward: Toward) -> dt.date:
    """Return the day of this month and number on that side of a day, or the one nearest to it."""
    days = []
    for year in range(near.year - 8, near.year + 9):  # 29 February is not in every year
        with contextlib.suppress(ValueError):
            days.append(dt.date(year, month, number))
    if toward != "nearest":
        days = [day for day in days if (day <= near if toward == "past" else day >= near)]
    if not days:
        raise ValueError
    return min(days, key=lambda day: abs(day - near))


def age_on(born: dt.date, day: dt.date) -> int:
    """Return the age in full years (周岁) on a day; someone born 29 February ages on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day some calendar months later, or the last day of a shorter month.

    2019-08-31 plus six months is 2020-02-29 (interpretation 7).
    """
    from dateutil.relativedelta import relativedelta  # here, because it is slow to load

    return day + relativedelta(months=months)


@dataclass(frozen=True, order=True)
class HalfMonth:
    """A reporting period: the 1st-15th (上) or the 16th-end (下) of a month."""

    year: int
    month: int
    is_second: bool

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2019-11-H1``, ``2019-11上`` or its title; raises BadInput for anything else."""
        match = _PERIOD.fullmatch(text.strip())
        if match is None or not 1 <= int(match[2]) <= 12 or int(match[1]) < 1:
            raise BadInput(
                f"报告期“{text}”不认识，请写成 2019-11-H1（上半月）或 2019-11下（下半月）"
            )
        return cls(int(match[1]), int(match[2]), match[3] in ("H2", "h2", "下"))

    @classmethod
    def containing(cls, day: dt.date) -> Self:
        """Return the period in which a day falls."""
        return cls(day.year, day.month, day.day > _LAST_DAY_OF_FIRST_HALF)

    @property
    def first_day(self) -> dt.date:
        """The first day, counted in the period."""
        return dt.date(self.year, self.month, 16 if self.is_second else 1)

    @property
    def last_day(self) -> dt.date:
        """The last day, counted in the period."""
        if not self.is_second:
            return dt.date(self.year, self.month, _LAST_DAY_OF_FIRST_HALF)
        return add_months(dt.date(self.year, self.month, 1), 1) - dt.timedelta(days=1)

    def previous(self) -> Self:
        """Return the period before this one."""
        return type(self).containing(self.first_day - dt.timedelta(days=1))

    def following(self) -> Self:
        """Return the period after this one."""
        return type(self).containing(self.last_day + dt.timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}-{'H2' if self.is_second else 'H1'}"

    @property
    def title(self) -> str:
        """The period as an office writes it: ``2019年11月上半月``."""
        return f"{self.year}年{self.month}月{'下' if self.is_second else '上'}半月"


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both counted, with the words an office has for them."""

    first_day: dt.date
    last_day: dt.date
    title: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a half-month (``2019-11-H1``) or a month (``2019-11``); raises BadInput."""
        match = re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip())
        if match is None or not 1 <= int(match[2]) <= 12 or int(match[1]) < 1:
            half = HalfMonth.parse(text)
            return cls(half.first_day, half.last_day, half.title)
        first = HalfMonth(int(match[1]), int(match[2]), is_second=False)
        return cls(first.first_day, first.following().last_day, f"{match[1]}年{int(match[2])}月")
