"""A spreadsheet's number for a day, which shows where the cell has lost its format."""

import datetime as dt
import re

_SERIAL = re.compile(r"(\d{5})(?:\.0*)?")
_FIRST, _LAST = 36526, 73050  # 2000-01-01, 2099-12-31
_DAY_0 = dt.date(1899, 12, 30)


def day_of_serial(text: str) -> dt.date | None:
    """Return the day of a number such as 43783; None where it is none of this century."""
    match = _SERIAL.fullmatch(text)
    if match is None or not _FIRST <= int(match[1]) <= _LAST:
        return None
    return _DAY_0 + dt.timedelta(days=int(match[1]))
