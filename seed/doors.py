"""The kinds of files that come in, and what a state means in each: what takes a row out of it.

What is neither out nor idle is asked about: a roster that says 停保 may mean the person or the
category; only the sender knows.
"""

from models.levy.notice import Category
from seed.meaning import Door
from seed.meaning_words import OUT, Group

_ALL = frozenset(OUT)
_GONE: frozenset[Group] = frozenset({"died", "left", "void"})
_NOT_IN: frozenset[Group] = frozenset({"stopped", "absent"})

ROSTER = Door("花名册", _GONE, frozenset({"absent"}))
ROSTER_INSURANCE = Door("花名册", _GONE, _NOT_IN)
"""The column 参保情况: who is not insured is a member all the same."""

ELSEWHERE = Door("在别处参保的名单", _ALL)
COUNTY = Door("全县花名册", _GONE, _NOT_IN)
PAID = Door("已缴数据", frozenset({"void"}), frozenset({"died", "left"}))
ENROLMENT = Door("往年参保", frozenset({"void"}), frozenset({"died", "left"}))
COLLECTORS = Door("代征人员登记表", _ALL)


def list_door(category: Category | None) -> Door:
    """Return what words mean in a department's list of a category."""
    names = (category.name, *category.aliases) if category else ()
    return Door(f"部门名单 {category.name if category else ''}".strip(), _ALL, category=names)


def stating_door(reason: str) -> Door:
    """Return what words mean in a list that states why people are not insured (在校, 死亡).

    Of the dead and the gone a state says nothing more; of others it says that it is so no longer.
    """
    is_gone = any(word in reason for word in ("死亡", "迁出", "失踪"))
    out: frozenset[Group] = frozenset({"void"}) if is_gone else _ALL
    return Door(f"说明{reason}的名单", out, _ALL - out)
