"""The cells of an acquirer's statement: times, amounts and numbers as machines write them."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.base.dates import parse_date
from models.base.errors import BadInput
from models.base.text import squeeze
from models.store.tables.bureau import StatementKind
from seed.serial_day import day_of_serial

_MOMENT = re.compile(
    r"(\d{8}|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2})日?"
    r"(?:[ T]*(\d{1,2}:\d{2}(?::\d{2})?(?=\.|$)|\d{5,6}$))?(\.\d+)?"
)
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_PART_OF_DAY = re.compile(r"0?(\.\d+)|0")
_ZONE = re.compile(r"(?<=[\d:.])\+08:?00$")
_NO_DAY = re.compile(r"(?:1899-12-3[01]|1900-01-0[01])[ T]")
_HALF = re.compile(
    r"(上午|下午|AM|PM)\s*(\d{1,2}(?::\d{2}){1,2})|(\d{1,2}(?::\d{2}){1,2})\s*(AM|PM)"
)
_SECONDS = 24 * 3600
_AROUND = "`´'’‘\"“”\t "
_FRACTION = re.compile(r"(?<=\d)\.0+$")
_TAIL = re.compile(r"\d{4}$")


def plain_cell(text: str) -> str:
    """Return a cell without what keeps a spreadsheet from taking it for a number."""
    return squeeze(text).strip(_AROUND)


def read_moment(day: str, time: str) -> tuple[dt.date, str]:
    """Return the day and the time (``HH:MM:SS``, or empty) of one or two cells.

    Read are ``20191114 093011`` together or apart, ``2019-11-14 09:30:11``, ``9:30``, what a
    spreadsheet's own dates read as, and its numbers for them (``43783.39596``). A time without a
    colon may have lost one leading zero, not more. Parts of a second are rounded. Raises BadInput
    where the two cells name different days.
    """
    time = _NO_DAY.sub("", time)
    if not time or not day or _has_day(time):
        moment = _plain_moment(time or day)
        if day and time and _plain_moment(day)[0] != moment[0]:
            raise BadInput(f"交易日期“{day[:20]}”和交易时间“{time[:20]}”不是同一天，请核对")
        return moment
    on = _plain_moment(day)[0]
    part = _PART_OF_DAY.fullmatch(time)
    if part is not None:
        return _rounded(on, 0, float(part[1] or 0) * _SECONDS)
    return _plain_moment(f"{on} {_clock_words(time)}")


def _has_day(text: str) -> bool:
    is_serial = "." in text and _serial(text) is not None
    return is_serial or _MOMENT.fullmatch(_clock_words(text)) is not None


def _plain_moment(text: str) -> tuple[dt.date, str]:
    serial = _serial(text)
    if serial is not None:
        return serial
    match = _MOMENT.fullmatch(_clock_words(text))
    if match is None:
        raise BadInput(f"交易时间“{text[:20]}”不认识，请写成 2019-11-14 09:30:11")
    day = parse_date(match[1], "交易时间")
    if not match[2]:
        return day, ""
    return _rounded(day, _clock(match[2]), float(match[3] or 0))


def _serial(text: str) -> tuple[dt.date, str] | None:
    """Return the moment of a spreadsheet's number for it; None where it is none."""
    match = _SERIAL.fullmatch(text)
    day = day_of_serial(match[1]) if match else None
    if match is None or day is None:
        return None
    return _rounded(day, 0, float(match[2]) * _SECONDS) if match[2] else (day, "")


def _rounded(day: dt.date, seconds: int, more: float) -> tuple[dt.date, str]:
    """Return a moment to the nearest second, so that 23:59:59.9 is the next day."""
    seconds += int(more + 0.5)
    day += dt.timedelta(days=seconds // _SECONDS)
    minutes, second = divmod(seconds % _SECONDS, 60)
    return day, dt.time(minutes // 60, minutes % 60, second).isoformat()


def _clock_words(text: str) -> str:
    """Return a time with colons, of 24 hours: of 9时30分11秒, of 下午3:05."""
    text = _ZONE.sub("", text)
    text = re.sub(r"(\d)[时点分](?=\d)", r"\1:", text)
    text = re.sub(r"(\d)时$", r"\1:00", text).removesuffix("秒").removesuffix("分")

    def in_24_hours(match: re.Match[str]) -> str:
        half, clock = match[1] or match[4], match[2] or match[3]
        hour, _, rest = clock.partition(":")
        hours = int(hour) % 12 + (12 if half in ("下午", "PM") else 0)
        return f"{hours:02d}:{rest}"

    return _HALF.sub(in_24_hours, text.upper())


def _clock(text: str) -> int:
    """Return the seconds since midnight of a time."""
    if ":" not in text:
        text = text.zfill(6)
        text = f"{text[:2]}:{text[2:4]}:{text[4:]}"
    try:
        hours, minutes, seconds = map(int, [*text.split(":"), "0"][:3])
        dt.time(hours, minutes, seconds)
    except ValueError:
        raise BadInput(f"交易时间“{text}”不是有效的时间，请写成 09:30:11") from None
    return hours * 3600 + minutes * 60 + seconds


def signed_amount(kind: StatementKind, amount_fen: int) -> int:
    """Return an amount as money came or went: voids and refunds go back however written.

    Raises BadInput for nothing at all, and for a purchase that goes back.
    """
    if not amount_fen:
        raise BadInput("交易金额是 0，请核对")
    if kind == "purchase" and amount_fen < 0:
        raise BadInput("交易类型是消费，金额却是负数，请核对交易类型")
    return amount_fen if kind == "purchase" else -abs(amount_fen)


def read_card_tail(text: str) -> str:
    """Return the last four digits of a card, or nothing where they cannot be seen.

    Nothing else of a card number is ever kept.
    """
    match = _TAIL.search("".join(text.split()))
    return match[0] if match else ""


@dataclass(frozen=True)
class NumberColumn:
    """A column of numbers of one length, such as traces of six digits.

    A spreadsheet that keeps them as numbers drops the zeros in front. They are put back
    only where the whole column lost them: no cell in it begins with a zero. Where some
    cells kept theirs, a short one is something else, and stays as it is.
    """

    name: str
    length: int
    lost_zeros: bool

    @classmethod
    def of(cls, name: str, length: int, cells: Iterable[str]) -> "NumberColumn":
        """Return a column by what its cells hold."""
        return cls(name, length, not any(cell.startswith("0") for cell in cells))

    def restored(self, text: str) -> str:
        """Return a number with the zeros it is certain to have lost, without those added."""
        text = _FRACTION.sub("", text)
        added = text[: -self.length]
        if text.isdecimal() and added and not added.strip("0"):
            text = text[-self.length :]
        is_short = text.isascii() and text.isdigit() and len(text) < self.length
        return text.zfill(self.length) if self.lost_zeros and is_short else text

    def read(self, text: str) -> str:
        """Return a number of this length; raises BadInput for any other."""
        if not text:
            raise BadInput(f"{self.name}是空的，请补填")
        number = self.restored(text)
        if len(number) != self.length or not (number.isascii() and number.isdigit()):
            raise BadInput(f"{self.name}“{text[:20]}”应为 {self.length} 位数字，请核对")
        return number


def is_stated(text: str) -> bool:
    """Say whether a cell holds a number, and no sign that there is none."""
    return bool(text.strip("-/无"))


def stated(text: str) -> str:
    """Return a number, or nothing for what stands in an empty cell, or lost some digits."""
    if not any(each.isascii() and each.isalnum() for each in text.replace("0", "")):
        return ""
    return "" if "?" in text or "+" in text else text
