"""The notices of the years after: one of the program's own, every day in it a year later."""

import datetime as dt
import re

import msgspec

from models.levy.notice import Notice
from seed.notice_file import notice_file, parse_notice

_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_YEAR = re.compile(r'(levy_year"? = "?|others = \[|参保年度 )(\d{4})')


def text_of_year(notice_id: str, later: int) -> tuple[str, str]:
    """Return identifier and text of a notice so many years after one of the program's own.

    Its amounts, rules and examples are the same; each day and levy year is moved.
    """
    name, _, year = notice_id.rpartition("-")
    moved_id = f"{name}-{int(year) + later}"
    text = notice_file(notice_id).read_text(encoding="utf-8")
    text = _DAY.sub(lambda day: _moved(day, later), text)
    text = _YEAR.sub(lambda found: f"{found[1]}{int(found[2]) + later}", text)
    return moved_id, text.replace(f'"{notice_id}"', f'"{moved_id}"')


def notice_of_year(notice_id: str, later: int) -> Notice:
    """Return a notice so many years later as frozen values, without its examples."""
    moved_id, text = text_of_year(notice_id, later)
    return msgspec.structs.replace(parse_notice(text, f"{moved_id}.toml"), examples=())


def _moved(day: re.Match[str], later: int) -> str:
    year, month, number = (int(part) for part in day.groups())
    try:
        return dt.date(year + later, month, number).isoformat()
    except ValueError:  # the 29th of February
        return dt.date(year + later, month, number - 1).isoformat()
