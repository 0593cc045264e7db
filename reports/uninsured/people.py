"""The uninsured person by person, and by group: what the data say, what was answered."""

from collections import Counter
from collections.abc import Iterator

from models.people.uninsured.accept import check_asked
from models.people.uninsured.label import LABELS
from models.people.uninsured.read import read_roll
from models.people.uninsured.values import NOWHERE, Listed, Roll
from models.station.desk import Desk
from reports.listing.values import Cell, Column, Listing
from reports.uninsured.figures import facts_of

STATES = {"none": "", "answered": "", "conflict": "答复矛盾", "unclear": "看不懂"}

_PEOPLE = (
    Column("编号", "key", "number"),
    Column("姓名", "name", cells=12),
    Column("村(社区)", "village", cells=14),
    Column("户编号", "household", cells=11),
    Column("证件号码", "id_number", cells=22),
    Column("比对", "label", cells=12),
    Column("依据", "basis", cells=24),
    Column("原因", "reason", cells=12),
    Column("答复", "answers", cells=30),
    Column("电话", "phone", cells=14),
    Column("下发", "asked_on", "date"),
)
_GROUPS = (
    Column("比对", "label", cells=14),
    Column("人数", "people", "count"),
    Column("未定", "open", "count"),
    Column("可给原因", "reason", cells=14),
)


def groups_listing(desk: Desk) -> Listing:
    """Return how many there are of each label, and how many of them are open."""
    roll = read_roll(desk)
    groups = groups_of(roll)
    return Listing(
        name="未参保比对分组",
        station=desk.township,
        title=f"{desk.township}未参保名单比对分组",
        dated=desk.business_date,
        facts=facts_of(desk, roll),
        columns=_GROUPS,
        rows=tuple(groups),
        total=("合计", len(roll.people), sum(each[2] for each in groups), None),
        notes=tuple(_notes(roll)),
        signatures=(),
    )


def groups_of(roll: Roll) -> list[tuple[str, int, int, str | None]]:
    """Return each label with its people, those for whom nothing counts yet, and its reason."""
    people = Counter(each.label.word for each in roll.people)
    left = Counter(each.label.word for each in roll.people if each.standing.state == "none")
    reasons = {each.label.word: each.label.reason for each in roll.people}
    return [
        (word, people[word], left[word], reasons[word] or None) for word in LABELS if people[word]
    ]


def people_listing(
    desk: Desk, label: str = "", village: str = "", *, is_open: bool = False
) -> Listing:
    """Return who is listed: all, or those of a label, of a village, for whom nothing counts.

    Raises BadInput for a label or a village that there is not.
    """
    roll = read_roll(desk)
    check_asked(roll, label, village)
    chosen = [
        each
        for each in roll.people
        if label in ("", each.label.word)
        and village in ("", each.village)
        and not (is_open and each.reason)
    ]
    order = {name: at for at, name in enumerate((*roll.villages, NOWHERE))}
    chosen.sort(key=lambda each: (order[each.village], each.key))
    return Listing(
        name="未参保名单",
        station=desk.township,
        title=f"{desk.township}{village}未参保名单{f'：{label}' if label else ''}",
        dated=desk.business_date,
        facts=facts_of(desk, roll),
        columns=_PEOPLE,
        rows=tuple(map(_row, chosen)),
        total=("合计", f"{len(chosen)} 人", *[None] * (len(_PEOPLE) - 2)),
        notes=tuple(_notes(roll)),
        signatures=(),
    )


def _row(each: Listed) -> tuple[Cell, ...]:
    standing = each.standing
    said = "；".join(map(str, standing.open)) or (standing.answer.note if standing.answer else "")
    return (
        each.key,
        each.name,
        each.village if each.village != NOWHERE or not each.sender_village
        else f"{NOWHERE}（{each.sender_village}）",
        each.household or None,
        each.id_number,
        each.label.word,
        each.label.basis or None,
        each.reason or STATES[standing.state] or None,
        said or None,
        standing.phone or None,
        each.asked[0][1] if each.asked else None,
    )  # fmt: skip


def _notes(roll: Roll) -> Iterator[str]:
    for each in roll.lists:
        states = f"，说明{each.meaning}" if each.meaning else ""
        yield (
            f"名单 {each.id}：{each.sender} {each.file}，{each.business_date} 导入，"
            f"{each.rows} 行{states}"
        )
    for added in roll.added:
        where = f"{added.village}，{added.file} 第 {added.place} 行"
        said = f"：{added.said}" if added.said else ""
        yield f"名单以外：{added.name}（{where}）{said}"
