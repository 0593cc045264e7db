"""The manual's table of roles by act, made from the table in the code."""

import re

from models.station.rights import ACTS, ROLE_TITLES, Act

_BEGIN, _END = "<!-- 角色表：由程序生成（make pictures） -->", "<!-- 角色表完 -->"


def rights_table() -> str:
    """Return the table in Markdown, between its marks."""
    head = ["事项", *ROLE_TITLES.values(), "第二人"]
    return "\n".join(
        [_BEGIN, "", _row(head), "|---" * len(head) + "|", *map(_cells, ACTS.values()), "", _END]
    )


def with_rights(manual: str) -> str:
    """Return the manual with the table as it is now."""
    return re.sub(f"{_BEGIN}.*?{_END}", lambda _: rights_table(), manual, flags=re.DOTALL)


def _cells(act: Act) -> str:
    marks = ["✓" if role in act.roles else "" for role in ROLE_TITLES]
    return _row([act.title, *marks, f"写明{act.agreed_on}" if act.agreed_on else ""])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
