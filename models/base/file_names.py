"""What files are called: 名称-站-期或日-村, in one style wherever one is written."""

import datetime as dt

_NOT_IN_NAMES = dict.fromkeys(map(ord, '\\/:*?"<>|'), "_")


def file_stem(name: str, *of: object) -> str:
    """Return a file's name without its ending: what it is, then whose, of when, of which village.

    Parts that are empty are left out; a day is written as 2019-11-14. Signs that a file's name
    cannot have are replaced.
    """
    parts = [each.isoformat() if isinstance(each, dt.date) else str(each) for each in (name, *of)]
    return "-".join(part.strip().translate(_NOT_IN_NAMES) for part in parts if part.strip())
