"""The uninsured by village: how many are listed, answered, open, and for which reasons."""

from collections import Counter
from collections.abc import Iterable, Sequence

from models.base.terms import INSURANCE_TITLES
from models.people.uninsured.read import roll_or_empty
from models.people.uninsured.reasons import REASONS
from models.people.uninsured.values import NOWHERE, Listed, Roll
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing

_OPEN = (
    ("none", "未答复", "unanswered"),
    ("conflict", "答复矛盾", "conflicting"),
    ("unclear", "看不懂", "unclear"),
)


def uninsured_listing(desk: Desk) -> Listing:
    """Return the reasons by village of those who are listed for the present year."""
    roll = roll_or_empty(desk)
    reasons = [word for word in REASONS if any(each.reason == word for each in roll.people)]
    groups = roll.by_village()
    return Listing(
        name="未参保原因统计",
        station=desk.township,
        title=f"{desk.township}未参保原因统计表",
        dated=desk.business_date,
        facts=facts_of(desk, roll),
        columns=(
            Column("村(社区)", "village", cells=14),
            Column("名单人数", "people", "count"),
            Column("已明确", "settled", "count"),
            *(Column(word, f"reason_{at}", "count") for at, word in _numbered(reasons)),
            *(Column(title, key, "count") for _, title, key in _OPEN),
        ),
        rows=tuple((village, *_counts(own, reasons)) for village, own in groups.items()),
        total=("合计", *_counts(roll.people, reasons)),
        notes=tuple(_notes(roll)),
    )


def facts_of(desk: Desk, roll: Roll) -> tuple[str, ...]:
    """Return what stands under a title: whose, of which day, of what, from whom."""
    senders = dict.fromkeys(each.sender for each in roll.lists if not each.meaning)
    return (
        f"填报单位：{desk.township}",
        f"截至：{desk.business_date}",
        f"险种年度：{INSURANCE_TITLES[roll.insurance].removeprefix('城乡居民')} {roll.levy_year}",
        f"来源：{'、'.join(senders) or '还没有导入未参保名单'}",
        "单位：人",
    )


def _numbered(reasons: Sequence[str]) -> Iterable[tuple[int, str]]:
    order = list(REASONS)
    return ((order.index(word) + 1, word) for word in reasons)


def _counts(people: Sequence[Listed], reasons: Sequence[str]) -> tuple[Cell, ...]:
    found = Counter(each.reason for each in people)
    open_ones = [each for each in people if not each.reason]
    return (
        len(people),
        len(people) - len(open_ones),
        *(found[word] for word in reasons),
        *(sum(each.standing.state == state for each in open_ones) for state, _, _ in _OPEN),
    )


def _notes(roll: Roll) -> Iterable[str]:
    yield "一个人在几份名单上只算一次；按最后有效的答复；后来参保的算已参保"
    nowhere = sum(each.village == NOWHERE for each in roll.people)
    if nowhere:
        yield f"{NOWHERE} {nowhere} 人：不在花名册上，名单写的村也对不上本站的村"
    if roll.added:
        yield f"各村另外报来名单以外的 {len(roll.added)} 人，没有计入"
