"""Who stands behind a figure of the half-monthly report, as lines under the heads of columns."""

from dataclasses import dataclass

from models.base.dates import HalfMonth
from models.base.money import format_yuan
from models.base.terms import Insurance
from models.base.text import cut, fit
from models.station.desk import Desk
from reports.progress.behind import Behind, Figure, people_behind

_HOUSEHOLD, _NAME, _NUMBER, _DAY, _RECEIPT, _VALUE = 12, 14, 20, 12, 11, 10


@dataclass(frozen=True)
class BehindLines:
    """The people behind a figure, a line each, at most 80 cells wide; numbers are masked."""

    heading: str
    lines: tuple[str, ...]


def behind_lines(
    desk: Desk, period: HalfMonth, insurance: Insurance, village: str | None, figure: Figure
) -> BehindLines:
    """Return who stands behind a figure of a village, or of the whole station for None."""
    people = people_behind(desk, period, insurance, village, figure)
    has_entries = any(each.day for each in people)
    return BehindLines(_heading(figure, has_entries=has_entries), _lines(people, figure))


def _heading(figure: Figure, *, has_entries: bool) -> str:
    entry = f"{fit('入账日期', _DAY)}{fit('收据', _RECEIPT)}" if has_entries else ""
    value = fit("元" if "_fen" in figure else "人", _VALUE, right=True)
    return f"{_person('户编号', '姓名', '证件号码')}{entry}{value}"


def _lines(people: tuple[Behind, ...], figure: Figure) -> tuple[str, ...]:
    return tuple(_line(each, figure) for each in people)


def _line(each: Behind, figure: Figure) -> str:
    value = format_yuan(each.value) if "_fen" in figure else f"{each.value:d}"
    entry = f"{fit(str(each.day), _DAY)}{fit(each.receipt, _RECEIPT)}" if each.day else ""
    person = _person(each.household, each.name, each.masked_number)
    return f"{person}{entry}{fit(value, _VALUE, right=True)}"


def _person(household: str, name: str, number: str) -> str:
    first = f"{fit(cut(household, _HOUSEHOLD - 1), _HOUSEHOLD)}{fit(cut(name, _NAME - 1), _NAME)}"
    return f"{first}{fit(number, _NUMBER)}"
