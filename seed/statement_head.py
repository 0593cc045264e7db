"""What the head of a statement states: the days it is of, its terminal, its merchant."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence

from models.base.text import squeeze
from models.bureau.reconciliation.values import Days

_DATE = r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})日?"
_CLOCK = r"(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
_TO = r"\s*(?:至|到|-+|—+|–|~|～|―|止)\s*"
_NOT_OF = r"(?<!打印)(?<!制表)(?<!导出)(?<!生成)(?<!下载)(?<!出具)(?<!清算)(?<!结算)(?<!划款)"
_ONE_DAY = rf"{_NOT_OF}(?:对账|账单|统计|交易|账务)(?:日期?|期间|周期|时间)[:\s]*"
_RANGE = re.compile(rf"{_DATE}{_CLOCK}{_TO}{_DATE}")
_OF_OTHERS = re.compile(r"(?:清算|结算|划款|打印|制表|导出|下载|生成)(?:日期?|时间|期间)?[:\s]*$")
_SINGLE = re.compile(rf"{_ONE_DAY}{_DATE}")
_FROM = re.compile(rf"(?:开始|起始|起)(?:日期?|时间)[:\s]*{_DATE}")
_UNTIL = re.compile(rf"(?:结束|截止|终止|截至|止)(?:日期?|时间)[:\s]*{_DATE}")
_MONTH = re.compile(r"(\d{4})年(\d{1,2})月份?[^\d日]*(?:对账单|明细|账单|流水)")
_TERMINAL = re.compile(r"终端(?:号码?|编号|代码)?[:\s]*(\d{8})(?!\d)")
_MERCHANT = re.compile(r"商户(?:号码?|编号|代码)[:\s]*([0-9A-Za-z]{8,15})(?![0-9A-Za-z])")

Head = Sequence[Sequence[str]]


def stated_period(head: Head) -> Days | None:
    """Return the days that a head states: 对账日期、起止日期, from and to, or a whole month.

    A day on which it was printed, or settled, is none of them.
    """
    texts = list(_texts(head))
    for text in texts:
        for match in _RANGE.finditer(text):
            days = _ordered(_day(*match.groups()[:3]), _day(*match.groups()[3:]))
            if days and not _OF_OTHERS.search(text[: match.start()]):
                return days
    whole = "  ".join(texts)
    begins, ends = _FROM.search(whole), _UNTIL.search(whole)
    if begins and ends:
        days = _ordered(_day(*begins.groups()), _day(*ends.groups()))
        if days:
            return days
    single = _SINGLE.search(whole)
    if single and (day := _day(*single.groups())):
        return day, day
    month = _MONTH.search(whole)
    if month and (day := _day(month[1], month[2], "1")):
        return day, day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return None


def stated_terminal(head: Head, sheet_name: str) -> str:
    """Return the one terminal that a head or the sheet's name names; nothing for several."""
    found = {
        each for text in (*_texts(head), f"终端{sheet_name}") for each in _TERMINAL.findall(text)
    }
    return found.pop() if len(found) == 1 else ""


def stated_merchant(head: Head) -> str:
    """Return the one merchant that a head is of; nothing for none or several."""
    found = {each for text in _texts(head) for each in _MERCHANT.findall(text)}
    return found.pop() if len(found) == 1 else ""


def _texts(head: Head) -> Iterator[str]:
    for row in head:
        yield " ".join(squeeze(cell) for cell in row if cell)


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _ordered(first: dt.date | None, last: dt.date | None) -> Days | None:
    return (first, last) if first and last and first <= last else None
