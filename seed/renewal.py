"""Next year's draft of a notice from this year's file: text and structure stay, figures are open.

Days of the round and the levy year move on by one year, the year's standard is left open, and
every figure and day that is carried over is listed in ``to_confirm``: the draft is not taken as a
notice before each has been compared with the new paper and struck off the list. The examples
go, for they were worked out by hand from the old paper.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from models.base.dates import add_months
from models.base.errors import BadInput
from models.levy.fill import fillable_keys
from seed.higher_file import Find
from seed.notice_file import parse_notice

_HEADER = re.compile(r"(?m)^(?=\[)")
_DAY = re.compile(r"\b(opens|closes|starts|ends|born_from)(\s*=\s*)(\d{4}-\d{2}-\d{2})")
_STANDARD = re.compile(
    r"\b(?:personal_yuan|government_yuan|is_provisional|decided_by)\s*=\s*"
    r'(?:"[^"]*"|[\w.]+)[ \t]*(?:,[ \t]*|(?=\n|\s*\}))'
)
_HEAD_LINE = re.compile(r"(?m)^(?:id|document|issued|to_confirm) = .*\n")
_OPEN_FIGURES = re.compile(r"(?ms)^open_figures = \[.*?\]\n")
_NOT_YET = "待发文"


def renew(text: str, new_id: str, find: Find) -> tuple[str, tuple[str, ...]]:
    """Return the draft of next year's notice and the keys that are to be confirmed.

    ``text`` is this year's file, ``find`` how the documents it rests on are found. Raises
    BadInput where the file is not one that a draft can be made of.
    """
    blocks = _HEADER.split(text)
    kept = [each for each in blocks if not re.match(r"\[{1,2}examples\b", each)]
    head, *tables = [_moved_on(each) for each in kept]
    head = _OPEN_FIGURES.sub("", _HEAD_LINE.sub("", head))
    tables = [_without_standard(each) for each in tables]
    body = "".join(tables)
    confirm = ("document", *_leaves(_read(head + body), ""))
    opening = f'id = "{new_id}"\ndocument = "{_NOT_YET}"\n{_listed("to_confirm", confirm)}'
    bare = f"{_comment(head)}{opening}{_uncommented(head)}"
    open_figures = fillable_keys(parse_notice(f"{bare}{body}", f"{new_id}.toml", find))
    figures = _listed("open_figures", [each for each in open_figures if not _is_year(each)])
    draft = f"{_comment(head)}{opening}{figures}{_uncommented(head)}{body.rstrip()}\n"
    parse_notice(draft, f"{new_id}.toml", find)
    return draft, confirm


def _moved_on(block: str) -> str:
    block = re.sub(r"(?m)^levy_year = (\d+)", lambda at: f"levy_year = {int(at[1]) + 1}", block)
    return _DAY.sub(lambda at: f"{at[1]}{at[2]}{_a_year_later(at[3])}", block)


def _a_year_later(day: str) -> dt.date:
    return add_months(dt.date.fromisoformat(day), 12)


def _without_standard(block: str) -> str:
    """Take the year's amounts out of a standard, on one line or in a table of its own."""
    if re.match(r"\[insurances\.\w+\.standard\]", block):
        block = _STANDARD.sub("", block)
        return re.sub(r"\n{2,}(?=\w)", "\n", block)
    return re.sub(
        r"(?m)^(standard = \{)(.*)(\})", lambda at: at[1] + _STANDARD.sub("", at[2]) + at[3], block
    )


def _read(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise BadInput("这份通知的写法认不出，不能据此起草；请照样子手工起草") from None


def _leaves(value: Any, path: str) -> Iterator[str]:
    """Yield the key of every day, number and rate; rows of an annex and tiers count as one."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}".lstrip("."))
    elif path.endswith(".rows") or path == "title" or _is_figure(value):
        yield path
    elif isinstance(value, list):
        if any(map(_is_figure, value)):
            yield path
            return
        for position, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{position}]")


def _is_figure(value: Any) -> bool:
    if isinstance(value, str):
        return re.fullmatch(r"\d+(?:\.\d+)?%?", value) is not None
    return isinstance(value, dt.date | int | float) and not isinstance(value, bool)


def _is_year(key: str) -> bool:
    return key.endswith(".levy_year")


def _listed(key: str, values: tuple[str, ...] | list[str]) -> str:
    if not values:
        return ""
    return f"{key} = [\n" + "".join(f'  "{each}",\n' for each in values) + "]\n"


def _comment(head: str) -> str:
    found = re.match(r"(?:#.*\n)*", head)
    return found[0] if found else ""


def _uncommented(head: str) -> str:
    return head.removeprefix(_comment(head))
